"""Interchange: dates, tables and studies as people write them, read into the frozen values of `model`.

`dates` reads a date, `tables` a table (CSV or Excel), `columns` says which columns a study's tables have, and
`study_files` turns the tables of one study into a `StudyData`, or into every problem found in them at once.
"""
