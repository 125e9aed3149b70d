"""What each side says of the other: salience, and a bar from radical Other to we."""
