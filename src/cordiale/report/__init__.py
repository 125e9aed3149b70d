"""What a reader sees: summaries first, renderings second (page, figures, tables, methods).

Nothing is measured here. The summaries say in words and rows what a `Trajectory` holds; the
drawings, tables and the page render the summaries.
"""
