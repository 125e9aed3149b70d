"""The commands and their options (CONTRACTS 1). Nothing heavy is imported here."""

from __future__ import annotations

import argparse

from cordiale.version import __version__

_FORMATS = ("text", "json", "csv")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that keeps the example's line."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="cordiale",
        description="Measure how states align: levels, types and trajectories from what states say.",
        epilog="example: cordiale run sino-russian",
        formatter_class=_Help,
    )
    parser.add_argument("--version", action="version", version=f"cordiale {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for add in (
        _run,
        _report,
        _why,
        _what_next,
        _sensitivity,
        _compare,
        _check,
        _new,
        _add,
        _code,
        _export,
        _search,
        _explain,
        _codebook,
        _evaluate,
        _locate,
        _settings,
        _studies,
    ):
        add(commands)
    return parser


_Commands = argparse._SubParsersAction  # the type argparse gives, which has no public name


def _command(
    commands: _Commands[argparse.ArgumentParser],
    name: str,
    handler: str,
    *,
    says: str,
    example: str,
    formats: tuple[str, ...] = _FORMATS,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=says,
        description=says[0].upper() + says[1:] + ".",
        epilog=f"example: {example}",
        formatter_class=_Help,
    )
    command.set_defaults(handler=handler)
    if formats:
        command.add_argument(
            "--format", choices=formats, default="text", help="how the result is printed (default: text)"
        )
    command.add_argument("--quiet", action="store_true", help="no progress and no messages")
    return command


def _study(command: argparse.ArgumentParser) -> None:
    command.add_argument("study", metavar="STUDY", help="a study's folder, or the name of a built-in study")


def _rules(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="change a setting; may be given several times (see `cordiale settings`)",
    )


def _out(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out",
        metavar="FOLDER",
        help="where to write (default: STUDY/report, or ./NAME-report for a built-in study)",
    )


def _seed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seed", type=int, default=1, help="of all draws (default: 1)")


def _dyad(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--dyad", metavar="AAA-BBB", help="which pair, where the study has several (default: all)"
    )


def _run(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "run",
        "reading:run",
        says="compute everything and write the report, tables, figures and trajectory",
        example="cordiale run sino-russian --set minima.NASC.status=minimal",
    )
    _study(command)
    _out(command)
    _rules(command)
    _seed(command)


def _report(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "report",
        "reading:report",
        says="write the report alone: as a page, PDF or Word",
        example="cordiale report sino-russian --format pdf",
        formats=(),
    )
    command.add_argument(
        "--format", choices=("html", "pdf", "docx"), default="html", help="what is written (default: html)"
    )
    _study(command)
    _out(command)
    _rules(command)
    _seed(command)


def _why(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "why",
        "reading:why",
        says="walk from a level back to the words behind it",
        example="cordiale why sino-russian 2011.status",
        formats=("text", "json"),
    )
    _study(command)
    command.add_argument("address", metavar="SNAPSHOT.CONDITION", help="for example 2011.status")
    _dyad(command)
    _rules(command)
    _seed(command)


def _what_next(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "what-next",
        "reading:what_next",
        says="list the types that are not open, what they lack, and what the present one rests on",
        example="cordiale what-next sino-russian",
    )
    _study(command)
    _dyad(command)
    _rules(command)
    _seed(command)


def _sensitivity(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "sensitivity",
        "reading:sensitivity",
        says="try every setting and say which verdicts hold, in how many readings",
        example="cordiale sensitivity sino-russian",
    )
    _study(command)
    _rules(command)
    _seed(command)


def _compare(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "compare",
        "reading:compare",
        says="say what moved between two results, and on which records",
        example="cordiale compare old-report study/report",
        formats=("text", "json"),
    )
    command.add_argument("before", metavar="RUN", help="a folder that `run` wrote, or its trajectory.json")
    command.add_argument("after", metavar="RUN", help="another")


def _check(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "check",
        "reading:check",
        says="check a study's files; say what is missing and what would make each level known",
        example="cordiale check my-study",
    )
    _study(command)
    _rules(command)


def _new(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "new",
        "writing:new",
        says="write a commented study that runs at once",
        example="cordiale new my-study --actors IND,RUS --years 2011,2021",
        formats=(),
    )
    command.add_argument(
        "--from-template",
        choices=("dyad",),
        help="a pair of actors read from texts: without --years, one snapshot for each year in which both spoke",
    )
    command.add_argument("folder", metavar="FOLDER", help="a new or empty folder")
    command.add_argument(
        "--actors", metavar="A,B", default="CHN,RUS", help="two or more actors (default: CHN,RUS)"
    )
    command.add_argument(
        "--years", metavar="Y,Y", help="one snapshot for each year (default: 2024; with a template, see there)"
    )
    command.add_argument("--title", help="of the study (default: the actors)")
    command.add_argument(
        "--excel", action="store_true", help="one workbook with drop-down lists in place of CSV files"
    )


def _add(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "add",
        "adding:add",
        says="read texts into a study: files, folders, zip archives and tables of any usual kind",
        example="cordiale add my-study speeches/ --actor IND",
        formats=("text", "json"),
    )
    command.add_argument("study", metavar="STUDY", help="a study's folder")
    command.add_argument("paths", metavar="PATH", nargs="+", help="files, folders or zip archives")
    command.add_argument("--yes", action="store_true", help="take the mapping as shown, without a question")
    command.add_argument(
        "--actors-only",
        action="store_true",
        help="keep documents of the study's actors alone (others are the baseline of usual partners)",
    )
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column or part of a file name gives a field; may be given several times",
    )
    command.add_argument("--actor", metavar="CODE", help="who speaks, where the files do not say")
    command.add_argument("--date", metavar="DATE", help="of all texts that carry none (ISO 8601)")
    command.add_argument("--language", metavar="CODE", help="of all texts, where the files do not say")
    command.add_argument("--sidecar", metavar="TABLE", help="a table that describes the files by name")


def _coder(command: argparse.ArgumentParser, *, required: bool = False) -> None:
    said = "which coder" if required else "which coder (default: the study's, else dictionary)"
    command.add_argument("--coder", metavar="NAME", required=required, help=said)


def _code(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "code",
        "coding:code",
        says="judge the passages of a study or of a JSONL file; the same command again goes on",
        example="cordiale code my-study --coder dictionary",
        formats=("text", "json"),
    )
    command.add_argument("target", metavar="STUDY|FILE.jsonl", help="a study's folder, or passages one a line")
    _coder(command)
    command.add_argument("--out", metavar="OUT.jsonl", help="where the codings of a file go")
    command.add_argument("--workers", type=int, metavar="N", help="processes (default: all cores)")


def _export(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "export",
        "coding:export",
        says="write a coder's codings of a study, each passage once",
        example="cordiale export my-study --codings --coder dictionary --format jsonl --out codings.jsonl",
        formats=(),
    )
    command.add_argument("study", metavar="STUDY", help="a study's folder")
    command.add_argument("--codings", action="store_true", required=True, help="what is exported")
    _coder(command)
    command.add_argument(
        "--format", choices=("jsonl", "csv", "parquet"), default="jsonl", help="of the file (default: jsonl)"
    )
    command.add_argument("--out", metavar="FILE", required=True, help="where they are written")


def _search(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "search",
        "searching:search",
        says="find words in a study's passages",
        example='cordiale search my-study "missile defence" --actor RUS',
    )
    command.add_argument("study", metavar="STUDY", help="a study's folder")
    command.add_argument("words", metavar="WORDS", help='words; a phrase in quotes; OR, NOT, word*')
    command.add_argument("--actor", metavar="CODE", help="of this speaker alone")
    command.add_argument("--from", dest="first", metavar="DATE", help="not before")
    command.add_argument("--to", dest="last", metavar="DATE", help="not after")
    command.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many (default: 20)")
    command.add_argument(
        "--order",
        choices=("best", "date"),
        default="best",
        help="the most relevant first, or the oldest (default: best)",
    )


def _explain(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "explain",
        "explaining:explain",
        says="show which patterns the dictionary coder finds in a text, and what they give",
        example='cordiale explain "Terrorism is the gravest threat we face." --actor RUS',
        formats=("text", "json"),
    )
    command.add_argument("text", metavar="TEXT", help="a passage; - reads it from standard input")
    command.add_argument("--actor", metavar="CODE", default="", help="who speaks")
    command.add_argument("--language", metavar="CODE", help="en, ru or zh (default: told from the text)")


def _codebook(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "codebook",
        "codebook:codebook",
        says="print the codebook for people: every field, its rules and examples",
        example="cordiale codebook --field urgency",
    )
    command.add_argument("--field", metavar="NAME", help="this field alone")
    command.add_argument("--file", metavar="FILE.toml", help="another codebook, which is checked on the way")
    command.add_argument(
        "--language", choices=("en", "ru", "zh"), help="of the examples (default: all three)"
    )


def _evaluate(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "evaluate",
        "evaluating:evaluate",
        says="compare a coder, or another file of codings, with a reference, field by field",
        example="cordiale evaluate --coder dictionary --reference reference.jsonl",
    )
    command.add_argument("--coder", metavar="NAME", help="which coder codes the reference's passages now")
    command.add_argument(
        "--codings",
        metavar="FILE|RUN",
        help="in place of a coder: codings (.jsonl, or .csv as exported), or a run's folder (STUDY/runs/ID)",
    )
    command.add_argument(
        "--reference", metavar="FILE|RUN", required=True, help="codings that count as right, in the same forms"
    )
    _seed(command)


def _locate(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "locate",
        "placing:locate",
        says="say for which types three levels put conditions in place",
        example="cordiale locate --threat high --identity medium --status minimal,medium",
    )
    for condition, levels in (
        ("threat", "low, high"),
        ("identity", "low, medium, high"),
        ("status", "incompatible, minimal, medium, higher, highest"),
    ):
        command.add_argument(
            f"--{condition}", metavar="LEVEL", help=f"{levels}; several by comma; or unknown (default)"
        )
    command.add_argument("--gate", metavar="GATE", help="open (default), closed or unknown")
    command.add_argument(
        "--from",
        dest="source",
        metavar="FILE.csv",
        help="locate each row of a table with columns threat, identity, status (and gate)",
    )
    _rules(command)


def _settings(commands: _Commands[argparse.ArgumentParser]) -> None:
    _command(
        commands,
        "settings",
        "placing:settings",
        says="list every setting with its default, alternatives and the article's wording",
        example="cordiale settings --format json",
    )


def _studies(commands: _Commands[argparse.ArgumentParser]) -> None:
    _command(
        commands,
        "studies",
        "placing:studies",
        says="list the built-in studies",
        example="cordiale studies",
    )
