"""What a notebook shows of each result, with everything escaped."""

from __future__ import annotations

from dataclasses import replace

from builders import A, B, record, study
from cordiale import Study
from cordiale.project.notebook import table_html


def test_every_result_shows_a_table() -> None:
    rows = [record(actor, "identity", othering="non_radical", id=f"e{actor}") for actor in (A, B)]
    data = Study(data=replace(study(rows), title="<script>x</script>"))
    result = data.run()
    for shown in (data, result, result.why("2001.identity"), data.check(), data.sensitivity()):
        html = shown._repr_html_()
        assert html.startswith("<table>")
        assert "<script>" not in html


def test_cells_are_escaped() -> None:
    assert "<i>" not in table_html("<i>", ["<i>"], [["<i>"]])


def test_a_figure_shows_itself_and_saves_by_its_ending(tmp_path) -> None:
    figure = Study.load("sino-soviet-1950").run().plot.windows()
    assert figure._repr_svg_().startswith("<svg")
    assert figure.save(tmp_path / "w.svg").read_text(encoding="utf-8").startswith("<svg")
    assert figure.save(tmp_path / "w.png").read_bytes().startswith(b"\x89PNG")
