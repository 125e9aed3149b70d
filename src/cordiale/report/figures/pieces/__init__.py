"""What several figures are put together from: ladders of levels, columns of time, marks of actors."""
