"""What alignment is: expectation of support and willingness to coordinate."""
