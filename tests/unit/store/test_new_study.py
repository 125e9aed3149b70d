"""A new study runs at once, as CSV files or as a workbook."""

import openpyxl
import pytest

from cordiale.codebook import load as load_codebook
from cordiale.errors import InputError, StudyError
from cordiale.formats.columns import TABLE_NAMES, columns_of
from cordiale.store.folder import load
from cordiale.store.template import new_study


@pytest.mark.parametrize("excel", [False, True])
def test_a_new_study_loads_and_is_empty(tmp_path, excel):
    folder = tmp_path / "new" / "study"
    written = new_study(folder, "India and Russia", ["India", "RUS"], years=(2001, 2024), excel=excel)
    study = load(folder)
    assert sorted(written) == sorted(folder.iterdir())
    assert (study.title, study.actors, study.dyads) == (
        "India and Russia",
        ("IND", "RUS"),
        (("IND", "RUS"),),
    )
    assert [snapshot.id for snapshot in study.snapshots] == ["2001", "2024"]
    assert (study.records, study.judgements, study.sources) == ((), (), ())


@pytest.mark.parametrize(
    "title", ['Say "yes"', "back\\slash", "漢字 и кириллица", "a # b = [c]", "nbsp\u00a0here"]
)
def test_any_title_comes_back(tmp_path, title):
    new_study(tmp_path, title, ["CHN", "RUS"])
    assert load(tmp_path).title == title


def test_a_former_state_keeps_its_code(tmp_path):
    new_study(tmp_path, "1950", ["SUN", "CHN"], years=(1950,))
    study = load(tmp_path)
    assert (study.actors, study.original_actors) == (("RUS", "CHN"), ("SUN", "CHN"))


def test_every_table_has_the_header_of_the_contract_and_a_text_explains(tmp_path):
    new_study(tmp_path, "x", ["CHN", "RUS"])
    for name in TABLE_NAMES:
        text = (tmp_path / f"{name}.csv").read_bytes().decode("utf-8")
        assert text == ",".join(columns_of(name).names) + "\n"
    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert all(name in readme for name in TABLE_NAMES)
    assert len(readme.splitlines()) <= 12


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(StudyError, match="not empty"):
        new_study(tmp_path, "x", ["CHN", "RUS"])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"actors": ["CHN"]}, "two or more actors"),
        ({"actors": ["CHN", "Rusia"]}, "did you mean 'RUS'"),
        ({"actors": ["RUS", "SUN"]}, "'SUN' is the same actor as 'RUS'"),
        ({"title": "  "}, "no title"),
        ({"title": "two\nlines"}, "no title"),
        ({"title": "bell\x07"}, "U\\+0007"),
        ({"title": "half \ud800"}, "no title"),
        ({"years": ()}, "one or more years"),
        ({"years": (2001, 1996)}, "in order"),
        ({"years": (0,)}, "cannot be used"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(tmp_path, changed, said):
    request = {"title": "x", "actors": ["CHN", "RUS"], "years": (1996,), **changed}
    with pytest.raises(InputError, match=said):
        new_study(tmp_path / "new", request["title"], request["actors"], years=request["years"])
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    new_study(folder, "x", ["CHN", "RUS"], excel=True)
    return openpyxl.load_workbook(folder / "study.xlsx")


def drop_downs(book, table):
    """Words of each drop-down list by column, and whether Excel refuses others."""
    sheet, found = book[table], {}
    for one in sheet.data_validations.dataValidation:
        (cells,) = one.sqref.ranges
        name = sheet.cell(row=1, column=cells.min_col).value
        place = one.formula1.partition("!")[2].replace("$", "")
        found[name] = (tuple(cell.value for (cell,) in book["lists"][place]), one.errorStyle)
    return found


def test_the_workbook_has_a_sheet_for_each_table_with_its_header_frozen(book):
    assert book.sheetnames == [*TABLE_NAMES, "lists"]
    assert book["lists"].sheet_state == "hidden"
    for name in TABLE_NAMES:
        assert tuple(cell.value for cell in book[name][1]) == columns_of(name).names
        assert book[name].freeze_panes == "A2"


def test_every_coded_column_has_a_drop_down_and_its_question_as_a_comment(book):
    found = drop_downs(book, "evidence")
    for place, column in enumerate(columns_of("evidence").columns, start=1):
        assert column.meaning in book["evidence"].cell(row=1, column=place).comment.text
        words, _ = found.get(column.name, ((), ""))
        assert words == column.allowed
    coded = {field.name for field in load_codebook().fields if field.allowed}
    assert coded < set(found)


def test_excel_lets_alternatives_pass_where_they_are_allowed(book):
    found = drop_downs(book, "evidence")
    assert found["othering"][1] == "warning"
    assert found["voice"][1] == "stop"
    assert found["dimension"][1] == "stop"


def test_the_levels_of_a_judgement_can_be_chosen(book):
    words, _ = drop_downs(book, "judgements")["level"]
    assert {"low", "highest", "joint_planning"} < set(words)


def test_cells_are_text_so_that_excel_makes_no_day_of_a_month(book):
    assert book["evidence"].column_dimensions["L"].number_format == "@"


def test_a_study_filled_in_in_excel_is_read(tmp_path):
    new_study(tmp_path, "x", ["CHN", "RUS"], years=(1996,), excel=True)
    filled = openpyxl.load_workbook(tmp_path / "study.xlsx")
    row = {
        "id": "E1", "actor": "RUS", "partner": "CHN", "snapshot": 1996, "voice": "official", "date": "1996-05",
        "source_id": "s1", "dimension": "threat", "magnitude": 2, "hedge": True, "source": "=NATO",
    }  # fmt: skip
    for place, name in enumerate(columns_of("evidence").names, start=1):
        cell = filled["evidence"].cell(row=2, column=place, value=row.get(name))
        if isinstance(cell.value, str):
            cell.data_type = "s"
    filled["sources"].append(["s1"])
    filled.save(tmp_path / "study.xlsx")
    (record,) = load(tmp_path).records
    assert (record.snapshot, record.date.text) == ("1996", "1996-05")
    assert record.codes == {"source": ("=NATO",), "magnitude": ("2",), "hedge": ("true",)}
