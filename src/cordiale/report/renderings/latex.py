"""Text and tables as LaTeX, in which no character of a study is a command."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.report.drawing.svg import clean

__all__ = ["latex_longtable", "latex_text"]

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "–": "--",
    "“": "``",
    "”": "''",
    "’": "'",
    "…": r"\ldots{}",
}


def latex_text(text: str) -> str:
    """A text as LaTeX, for UTF-8 documents.

    Example:
        >>> latex_text("100% of $5_000")
        '100\\\\% of \\\\$5\\\\_000'
    """
    return "".join(_LATEX.get(character, character) for character in clean(text))


def latex_longtable(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", widths: Sequence[float] = ()
) -> str:
    """A table that may go on over pages, its head repeated: a `longtable`; needs that package.

    Args:
        head: one text a column. Args rows: of as many cells each, plain texts.
        widths: shares of the columns in any unit; empty: all alike.

    Raises:
        ValueError: a row, or the widths, of another length than the head.

    Example:
        >>> print(latex_longtable(("Period", "Level"), [("2011", "low & high")]))
        \\begin{longtable}{p{0.45\\linewidth}p{0.45\\linewidth}}
        \\hline
        Period & Level \\\\ \\hline
        \\endhead
        2011 & low \\& high \\\\ \\hline
        \\end{longtable}
        <BLANKLINE>
    """
    widths = widths or (1.0,) * len(head)
    if any(len(row) != len(head) for row in (widths, *rows)):
        raise ValueError(f"the table {title!r} has rows or widths of other lengths than its head")
    # A tenth of the line is left for the space between columns.
    columns = "".join(rf"p{{{0.9 * width / sum(widths):.3g}\linewidth}}" for width in widths)
    lines = [rf"\begin{{longtable}}{{{columns}}}"]
    if title:
        lines.append(rf"\caption{{{latex_text(title)}}} \\")
    lines += [r"\hline", _row(head), r"\endhead", *map(_row, rows), r"\end{longtable}"]
    return "\n".join([*lines, ""])


def _row(cells: Sequence[str]) -> str:
    return " & ".join(map(latex_text, cells)) + r" \\ \hline"
