"""The article's two tables as HTML, LaTeX and rows."""

from __future__ import annotations

from html import escape

from cordiale.report.drawing.svg import clean
from cordiale.report.renderings.latex import latex_text
from cordiale.report.summary.article_tables import ArticleTable

__all__ = ["table_html", "table_latex", "table_rows"]


def table_html(table: ArticleTable) -> str:
    """The table as an HTML fragment, every text escaped."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' if head else "<td></td>" for head in table.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(head)}</th>'
        + "".join(f'<td data-label="{escape(table.columns[place])}">{_html_lines(lines)}</td>' for place, lines in enumerate(cells, 1))
        + "</tr>"
        for head, cells in table.rows
    )
    span = len(table.columns) - 1
    strip = f'<tr class="strip"><th scope="row">{escape(table.strip[0])}</th><td colspan="{span}">{_html_lines(table.strip[1])}</td></tr>'
    notes = "".join(f'<p class="note">{escape(clean(note))}</p>' for note in table.notes)
    return (
        f'<table class="article"><caption>{escape(clean(table.title))}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}{strip}</tbody></table>{notes}"
    )


def _html_lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(escape(clean(line)) for line in lines)


def table_latex(table: ArticleTable) -> str:
    """The table as a plain LaTeX `tabular`, for UTF-8 documents; needs no package.

    Example:
        >>> from cordiale.model.rules import Rules
        >>> from cordiale.report.summary.article_tables import table1
        >>> "tabular" in table_latex(table1(Rules.default()))
        True
    """
    width = len(table.columns)
    lines = [rf"\begin{{tabular}}{{|{'|'.join(['p{3.2cm}'] * width)}|}}", r"\hline"]
    lines += [" & ".join(latex_text(head) for head in table.columns) + r" \\ \hline"]
    for head, cells in table.rows:
        columns = [latex_text(head), *(_latex_lines(cell) for cell in cells)]
        lines.append(" & ".join(columns) + r" \\ \hline")
    strip = _latex_lines(table.strip[1])
    lines.append(rf"{latex_text(table.strip[0])} & \multicolumn{{{width - 1}}}{{p{{10.4cm}}|}}{{{strip}}} \\ \hline")
    lines.append(r"\end{tabular}")
    notes = [rf"\par\smallskip {latex_text(note)}" for note in table.notes]
    return "\n".join([f"% {latex_text(table.title)}", *lines, *notes, ""])


def _latex_lines(lines: tuple[str, ...]) -> str:
    return r" \newline ".join(latex_text(line) for line in lines)


def table_rows(table: ArticleTable) -> tuple[tuple[str, ...], ...]:
    """The table as rows for CSV: heads, rows (lines of a cell joined by ``; ``), the strip, the notes."""
    width = len(table.columns)
    rows = [table.columns, *((head, *("; ".join(cell) for cell in cells)) for head, cells in table.rows)]
    rows.append((table.strip[0], "; ".join(table.strip[1]), *[""] * (width - 2)))
    rows += [(note, *[""] * (width - 1)) for note in table.notes]
    return tuple(rows)
