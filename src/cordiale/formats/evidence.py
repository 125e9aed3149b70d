"""The table `evidence`: one claim a row, coded by a person (OP 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cordiale.codebook import Field, load
from cordiale.formats.columns import AUDIENCES, DIMENSIONS, GENRES, SPEAKER_ROLES
from cordiale.formats.rows import Line, actor_code
from cordiale.model.settings import VOICES
from cordiale.model.study import Record

__all__ = ["read_record"]

# OP 6.5: a claim of support may name its kind of trust, though the question belongs to identity.
_ALSO_ON = {"trust_lang": ("support",)}


def read_record(line: Line, snapshots: Mapping[str, str] | None, sources: Collection[str] | None) -> Record:
    """The record in a row of evidence; problems are noted in the line's findings.

    Args:
        line: the row. Args snapshots: ids of the snapshots by folded id; None where they could not be read.
        sources: ids of the sources; None where none are kept, and any ``source_id`` is taken.

    Missing:
        An empty cell is not coded: the field has no entry in ``codes``. ``none`` is a code like any other, except
        where the codebook reads it as not coded (``autonomy``, ``coordination``).

    Rule: OP 6.1-6.5; CONTRACTS 2 (empty is not none).
    """
    actor = line.actor("actor")
    code = actor_code(actor) if actor else ""
    dimension = line.word("dimension", DIMENSIONS)
    return Record(
        id=line.text("id"),
        record=line.text("record") or line.text("id"),
        actor=code,
        original_actor=actor.code if actor else "",
        partner=_partner(line, code),
        snapshot=read_snapshot(line, snapshots),
        voice=line.word("voice", VOICES),  # I-21, I-35
        speaker=line.text("speaker"),
        speaker_role=line.word("speaker_role", SPEAKER_ROLES),
        audience=line.word("audience", AUDIENCES),
        genre=line.word("genre", GENRES),
        language=line.text("language"),
        date=line.date(),
        date_text=line.text("date_text"),
        source_id=line.known("source_id", sources, "sources"),
        locator=line.text("locator"),
        dimension=dimension,
        paraphrase=line.text("paraphrase"),
        codes=_codes(line, dimension),
        formulaic=line.yes_no("formulaic"),  # I-20
        confidence=line.number("confidence", 0, 1),
        coder=line.text("coder"),
        note=line.text("note"),
    )


def read_snapshot(line: Line, snapshots: Mapping[str, str] | None) -> str:
    """The snapshot that a cell names, in the spelling of study.toml."""
    cell = line.text("snapshot")
    if not cell or snapshots is None:
        return cell
    found = snapshots.get(cell.casefold(), "")
    return found or line.known("snapshot", snapshots.values(), "study.toml")


def _partner(line: Line, actor: str) -> str:
    partner = line.actor("partner")
    code = actor_code(partner) if partner else ""
    if code and code == actor:
        line.refuse(
            "partner",
            f"{line.text('partner')!r} is the actor itself",
            allowed="another actor, or empty for claims in general",
        )
    return code


def _codes(line: Line, dimension: str) -> dict[str, tuple[str, ...]]:
    """What was coded, field by field in codebook order."""
    filled = [field for field in load().fields if line.text(field.name)]
    if not filled:
        names = ", ".join(field.name for field in load().fields if dimension in ("", field.dimension))
        line.refuse("", "no field is coded", allowed=f"at least one of {names}")
    codes = {}
    # A row may carry further codes beside its own (CAV-3); alone they would say nothing of its dimension.
    alien = [f for f in filled if dimension and dimension not in (f.dimension, *_ALSO_ON.get(f.name, ()))]
    if len(alien) == len(filled):
        for field in alien:
            _refuse_dimension(line, field, dimension)
    for field in filled:
        # Free text keeps the order written; words take the codebook's.
        found = line.words(field.name, field.allowed) if field.allowed else line.parts(field.name)
        coded = tuple(word for word in found if word not in field.not_coded)
        if coded:
            codes[field.name] = coded
    return codes


def _refuse_dimension(line: Line, field: Field, dimension: str) -> None:
    line.refuse(
        field.name,
        f"{line.text(field.name)[:60]!r} is coded on a row about {dimension}, and the field belongs to {field.dimension}",
        cure=f"give the claim a second row with the same record and dimension {field.dimension}",
    )
