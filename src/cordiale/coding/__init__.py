"""What a passage is judged to say: one protocol for all coders, and the dictionary coder."""
