"""The pages of the documentation that are printed from the program; `scripts/make_docs.py` writes them.

What stands in the code is printed from there; what only a person can say stands in `docs/notes/*.toml`.
"""
