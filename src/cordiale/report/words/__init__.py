"""What is said: every string of the report, and the rules that compose sentences from results."""
