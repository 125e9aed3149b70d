"""The study on disk: folders and built-in studies are loaded, files are replaced whole or not at all, one writer at a time.

Example:
    >>> from cordiale.store.builtin import builtin
    >>> builtin("sino-russian").title
    'Sino-Russian alignment, 1996-2025'
"""
