"""The report as values: every number, sentence and row, before any rendering."""
