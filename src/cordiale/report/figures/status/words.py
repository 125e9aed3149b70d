"""What the status figure says: title, caption, alternative text and table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cordiale.model.results import Trajectory
from cordiale.report.figures.status.values import Claim, Match, StatusSide, StatusWindow
from cordiale.report.figures.values import FigureTable
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import voices_words
from cordiale.report.words.grammar import counted, listed
from cordiale.report.words.wording import LEVEL_NAMES, and_list

__all__ = ["described", "road_words", "status_caption", "status_table", "status_title"]

_Actors = tuple[str, str]


def status_title(windows: Sequence[StatusWindow], actors: _Actors) -> str:
    """The finding: whose claim is granted, in the latest window that settles it.

    Rules, in order; the first that holds gives the title.
    1. Some window holds a claim that is not granted, or grants all that are made: of the latest
       such, the claim that is not granted; else that both are granted, or the one that was made.
    2. Claims are made and no window settles them: that this is so.
    3. Nobody claims a place towards the other.
    A window whose level is unknown is told as coded: the codes settle it, the draws do not.

    Rule: ST-3 to ST-5.
    """
    claiming = [window for window in windows if any(side.claims for side in window.sides)]
    settled = [window for window in claiming if _tells(window)]
    dyad = and_list(actors)
    if settled:
        return _settled(settled[-1], actors)
    if not claiming:
        return say("status.title.nothing", dyad=dyad)
    if len(windows) == 1:
        return say("status.title.open_once", dyad=dyad, period=windows[0].title)
    return say("status.title.open_ever", dyad=dyad, windows=counted("status.title.windows", len(windows)))


def _claims(window: StatusWindow) -> Iterator[tuple[int, Claim]]:
    for actor, side in enumerate(window.sides):
        for claim in side.claims:
            yield actor, claim


def _tells(window: StatusWindow) -> bool:
    matches = {claim.match for _, claim in _claims(window)}
    return Match.UNMET in matches or matches == {Match.MET}


def _settled(window: StatusWindow, actors: _Actors) -> str:
    claims = list(_claims(window))
    refused = [(actor, claim) for actor, claim in claims if claim.match is Match.UNMET]
    actor, claim = (refused or claims)[0]
    values = {
        "period": window.title,
        "actor": actors[actor],
        "other": actors[1 - actor],
        "dyad": and_list(actors),
        "place": claim.place,
    }
    met = "met_both" if len({one for one, _ in claims}) == 2 else "met_one"
    known = any(rung.point for rung in window.rungs)
    return say(f"status.{'title' if known else 'as_coded'}.{'unmet' if refused else met}", **values)


def road_words(variant: object, cap: object) -> str:
    """The road by which a pair of roles fits, and the highest rung it allows (I-18).

    Args:
        variant: as the status level names it; None where it is open. Args cap: None where open.

    Example:
        >>> road_words("symmetrical", "medium")
        'symmetrical road, up to medium'
    """
    if variant == "":
        misfit = cap == "incompatible"
        return say("status.road.misfit" if misfit else "status.road.open" if cap is None else "status.road.barely")
    names = {
        "symmetrical": "symmetrical",
        "asymmetrical": "asymmetrical",
        "asymmetrical?": "half",
        "no leader": "no_leader",
    }
    road = say(f"status.road.{names.get(str(variant), 'open')}")
    return say("status.pair.cap", road=road, level=LEVEL_NAMES[str(cap)]) if str(cap) in LEVEL_NAMES else road


def status_caption(trajectory: Trajectory, windows: Sequence[StatusWindow]) -> str:
    """Whose words the figure shows, over what time."""
    titles = [window.title for window in windows]
    period = titles[0] if len(titles) == 1 else say("wording.level.range", lowest=titles[0], highest=titles[-1])
    return say("status.caption.whose", voices=voices_words(trajectory), period=period)


def described(windows: Sequence[StatusWindow], actors: _Actors) -> str:
    """Alternative text: every window in words."""
    said = []
    for window in windows:
        clauses = []
        for actor, (name, side) in enumerate(zip(actors, window.sides, strict=True)):
            clauses += [_claim_words(claim, name, actors[1 - actor]) for claim in side.claims]
            clauses.append(say("status.description.side", actor=name, words=side.words))
        clauses += [window.pair, window.level, *(weight.words for weight in window.weights)]
        said.append(say("status.description.window", period=window.title, words=listed("clauses", clauses)))
    return listed("sentences", said)


def _claim_words(claim: Claim, actor: str, other: str) -> str:
    match = say(f"status.match.{claim.match}")
    return say(
        "status.description.claim", actor=actor, claim=claim.words, other=other, answer=claim.answer, match=match
    )


_COLUMNS = (
    "period", "actor", "partner", "rank", "claim", "answer", "match", "limits", "further", "formulas", "documents",
    "pair", "level", "shares", "judged", "weights",
)  # fmt: skip


def status_table(windows: Sequence[StatusWindow], actors: _Actors) -> FigureTable:
    """One row for each claim of each side in each window; a side without claims has one row."""
    rows: list[tuple[str | int | float | None, ...]] = []
    for window in windows:
        for actor, side in enumerate(window.sides):
            rows += [_row(window, side, claim, actors[actor], actors[1 - actor]) for claim in side.claims or (None,)]
    return FigureTable(columns=tuple(say(f"status.table.{name}") for name in _COLUMNS), rows=tuple(rows))


def _row(
    window: StatusWindow, side: StatusSide, claim: Claim | None, actor: str, partner: str
) -> tuple[str | int | float | None, ...]:
    shares = [f"{rung.name}: {rung.shares}" for rung in window.rungs if rung.shares]
    judged = [rung.name for rung in window.rungs if rung.judged == "solid"]
    return (
        window.title,
        actor,
        partner,
        side.rank or None,
        claim.words if claim else side.silent,
        claim.answer if claim else None,
        say(f"status.match.{claim.match}") if claim else None,
        side.limits or None,
        listed("clauses", side.further) or None,
        side.formulas,
        side.documents,
        window.pair,
        window.level,
        listed("clauses", shares) or None,
        judged[0] if judged else None,
        listed("clauses", [weight.words for weight in window.weights]) or None,
    )


