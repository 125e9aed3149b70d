"""What each type that is not open lacks, and what the present location rests on."""
