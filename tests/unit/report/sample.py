"""A small made-up dyad for the tests of the report: all numbers are invented.

`drawn` builds a state from a handful of weighted draws, so that levels, open types and locations
belong to each other as they do in a real result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Gate, in_type_order
from cordiale.model.results import (
    CoordinationReading,
    Event,
    Flip,
    Interval,
    LabelReading,
    LevelResult,
    LocationShare,
    NextType,
    Probability,
    Road,
    Score,
    SnapshotReading,
    State,
    Support,
    SupportReading,
    Trajectory,
    UsedRecord,
)
from cordiale.model.rules import Minima, Rules
from cordiale.model.study import (
    ContextEvent,
    DateSpan,
    Interaction,
    Judgement,
    Record,
    Reinterpretation,
    SelfLabel,
    Snapshot,
    Source,
    SourceStatus,
    StudyData,
)

Draw = tuple[float, str, str, str]
"""Weight, and the admissible words of threat, identity and status, joined by ``|``."""

RULES = Rules.default()


def day(text: str) -> DateSpan:
    at = date.fromisoformat(text)
    return DateSpan(text=text, first=at, last=at)


def year(id_: str, first: int, last: int | None = None) -> Snapshot:
    return Snapshot(id=id_, start=date(first, 1, 1), end=date(last or first, 12, 31), title=f"Window {id_}")


def open_types(levels: Sequence[str], minima: Minima = RULES.minima) -> frozenset[AlignmentType]:
    found = [LEVELS[condition](word) for condition, word in zip(Condition, levels, strict=True)]
    return frozenset(
        kind
        for kind in AlignmentType
        if all(level >= minima[kind][condition] for condition, level in zip(Condition, found, strict=True))
    )


def maximal(types: Iterable[AlignmentType], minima: Minima = RULES.minima) -> tuple[str, ...]:
    kinds = list(types)

    def below(one: AlignmentType, other: AlignmentType) -> bool:
        return one is not other and all(minima[other][c] >= minima[one][c] for c in Condition)

    return tuple(str(kind) for kind in in_type_order(k for k in kinds if not any(below(k, o) for o in kinds)))


def share(low: float, high: float) -> Probability:
    return Probability(lower=round(low, 6), upper=round(high, 6))


def drawn(
    draws: Sequence[Draw],
    *,
    arm: Arm = Arm.COMPUTED,
    gate: Gate = Gate.OPEN,
    flags: tuple[str, ...] = (),
    evidence: Mapping[str, tuple[str, ...]] | None = None,
    scores: Mapping[str, Score] | None = None,
    detail: Mapping[str, Mapping[str, object]] | None = None,
    label_verdict: str = "unlabelled",
    documents: Mapping[str, int] | None = None,
) -> State:
    """A state from weighted draws; a condition is known where one level has half of the weight."""
    sets = [(weight, *(tuple(words.split("|")) for words in rest)) for weight, *rest in draws]
    levels = {}
    for place, condition in enumerate(Condition, start=1):
        probability = {}
        for level in LEVELS[condition]:
            word = str(level)
            low = sum(s[0] for s in sets if s[place] == (word,))
            high = sum(s[0] for s in sets if word in s[place])
            probability[word] = share(low, high)
        sure = [word for word, p in probability.items() if p.lower > 0.5]
        levels[str(condition)] = LevelResult(
            level=sure[0] if sure else None,
            admissible=tuple(word for word, p in probability.items() if p.upper >= 0.1),
            probability=probability if arm is not Arm.JUDGED else None,
            score=(scores or {}).get(str(condition)),
            detail=(detail or {}).get(str(condition), {}),
            documents=documents if documents is not None else {"CHN": 2, "RUS": 3},
            evidence=(evidence or {}).get(str(condition), ()),
            flip=Flip(steps=1, what=f"{condition} of E11-01 one step up", records=("E11-01",)) if sure else None,
        )
    opens: dict[AlignmentType, list[float]] = {kind: [0.0, 0.0] for kind in AlignmentType}
    located: dict[tuple[str, ...], list[float]] = {}
    for weight, *words in sets:
        worlds = [open_types(world) for world in product(*words)]
        for kind in AlignmentType:
            opens[kind][0] += weight * all(kind in world for world in worlds)
            opens[kind][1] += weight * any(kind in world for world in worlds)
        places = {maximal(world) for world in worlds}
        for types in places:
            entry = located.setdefault(types, [0.0, 0.0])
            entry[0] += weight * (len(places) == 1)
            entry[1] += weight
    points = [
        (levels[str(c)].level,) if levels[str(c)].level else tuple(str(x) for x in LEVELS[c]) for c in Condition
    ]
    completions = {open_types(world) for world in product(*points)}  # type: ignore[arg-type]
    places = {maximal(world) for world in completions}
    return State(
        arm=arm,
        gate=gate,
        flags=flags,
        levels=levels,
        enabled=in_type_order(next(iter(completions))) if len(completions) == 1 else None,
        location=next(iter(places)) if len(places) == 1 else None,
        table1_cell=None,
        open={kind: share(*pair) for kind, pair in opens.items()},
        locations=tuple(LocationShare(types=t, lower=round(p[0], 6), upper=round(p[1], 6)) for t, p in located.items()),
        label_verdict=label_verdict,
        realised=None,
    )


def judged(threat: str, identity: str, status: str, point: tuple[str, str, str] | None = None) -> State:
    """A verdict: admissible levels joined by ``|``, the first of each the point unless given."""
    state = drawn([(1.0, threat, identity, status)], arm=Arm.JUDGED, documents={})
    words = point or (threat.split("|")[0], identity.split("|")[0], status.split("|")[0])
    levels = {
        str(c): replace(state.levels[str(c)], level=word, flip=None, score=None)
        for c, word in zip(Condition, words, strict=True)
    }
    here = open_types(words)
    return replace(state, levels=levels, enabled=in_type_order(here), location=maximal(here))


def closed(arm: Arm = Arm.COMPUTED) -> State:
    state = drawn([(1.0, "low", "low", "incompatible")], arm=arm, gate=Gate.CLOSED)
    return replace(
        state, location=("NO_ALIGNMENT",), locations=(LocationShare(types=("NO_ALIGNMENT",), lower=1.0, upper=1.0),)
    )


def unknown_state(gate: Gate = Gate.OPEN) -> State:
    return drawn(
        [(1.0, "low|high", "low|medium|high", "incompatible|minimal|medium|higher|highest")],
        gate=gate,
        documents={"CHN": 0, "RUS": 1},
    )


def reading(
    snapshot: Snapshot,
    computed: State | None,
    verdict: State | None = None,
    *,
    summaries: State | None = None,
    label: LabelReading | None = None,
    evidence: tuple[str, ...] = (),
) -> SnapshotReading:
    return SnapshotReading(
        snapshot=snapshot,
        states={Arm.COMPUTED: computed, Arm.WITH_AUTHOR_SUMMARIES: summaries, Arm.JUDGED: verdict},
        support={actor: _support(actor) for actor in ("CHN", "RUS")} if computed else {},
        coordination={actor: _coordination(actor) for actor in ("CHN", "RUS")} if computed else {},
        support_index=Score(value=0.2, low=-0.1, high=0.4),
        label=label or LabelReading(text="", type=None, verdict="unlabelled"),
        threats=(),
        othering=(),
        status=(),
        evidence=evidence,
    )


def _support(actor: str) -> SupportReading:
    partner = "RUS" if actor == "CHN" else "CHN"
    return SupportReading(
        partner=partner,
        expectation="higher" if actor == "CHN" else None,
        admissible=("low", "higher"),
        probability={"low": share(0.2, 0.4), "higher": share(0.5, 0.7), "high": share(0.0, 0.1)},
        willingness=Score(value=0.25, low=-0.1, high=0.5),
        doubt=0.25,
        documents=4,
        evidence=("E11-03",),
        judged="higher",
    )


def _coordination(actor: str) -> CoordinationReading:
    return CoordinationReading(
        partner="RUS" if actor == "CHN" else "CHN",
        willingness="align_positions",
        admissible=("consult", "align_positions"),
        probability={},
        documents=3,
        evidence=("E11-03",),
        judged=None,
    )


THIN_DRAWS: list[Draw] = [
    (0.88, "low", "low", "incompatible"),
    (0.08, "low", "medium", "minimal"),
    (0.04, "low", "low|medium", "incompatible|minimal"),
]
LINE_DRAWS: list[Draw] = [
    (0.38, "low", "low", "minimal"),
    (0.42, "low", "medium", "minimal"),
    (0.20, "low", "low|medium", "minimal|medium"),
]
THICK_DRAWS: list[Draw] = [
    (0.84, "low", "medium", "medium"),
    (0.08, "high", "medium", "medium"),
    (0.03, "low", "low", "minimal"),
    (0.05, "low|high", "medium", "minimal|medium"),
]


def sample_trajectory() -> Trajectory:
    """Five snapshots: thin, thin, on the line, thick with a tie, and one that is mostly unknown."""
    evidence = {"threat": ("E11-01", "E11-02"), "identity": ("E11-03",), "status": ("E11-04.RUS", "E11-04.CHN")}
    first = reading(year("1996", 1996), drawn(THIN_DRAWS, detail={"threat": {"routes": ("a", "c")}}), judged("low", "low", "incompatible"))
    second = reading(year("2001", 2001), drawn([(1.0, "low", "low", "incompatible")]), judged("low", "low", "incompatible"))
    third = reading(
        year("2011", 2011),
        drawn(LINE_DRAWS, evidence=evidence, detail={"threat": {"routes": ("b",)}, "status": {"role_pair": {"CHN": "equal", "RUS": "equal"}}},
              scores={"threat": Score(value=0.0, low=0.0, high=0.1)}),
        judged("low", "medium|low", "minimal|medium"),
        summaries=drawn([(0.7, "low", "medium", "minimal"), (0.3, "low", "low|medium", "minimal")], arm=Arm.WITH_AUTHOR_SUMMARIES, evidence=evidence),
        evidence=("E11-01", "E11-02", "E11-03", "E11-04.RUS", "E11-04.CHN"),
    )
    fourth = reading(
        year("2021", 2021),
        drawn(THICK_DRAWS, flags=("fragile_status",), scores={"threat": Score(value=0.33, low=0.2, high=0.5)}, label_verdict="supported"),
        judged("low", "medium", "medium"),
        label=LabelReading(text="comprehensive strategic partnership of coordination for a new era", type="THICK", verdict="supported"),
    )
    fifth = reading(
        year("2022p", 2022, 2025),
        drawn([(0.55, "low", "medium|high", "medium"), (0.25, "low", "medium", "minimal|medium"), (0.2, "low", "low|medium|high", "medium")]),
        judged("low", "medium", "medium|minimal"),
        label=LabelReading(text="no limits", type="ALLY", verdict="rhetorical"),
    )
    return Trajectory(
        study_id="sample",
        study_title="A made-up case for the tests",
        dyad=("CHN", "RUS"),
        rules=RULES.as_settings(),
        seed=1,
        software="cordiale 0.1.0",
        rules_version="1.0.0",
        snapshots=(first, second, third, fourth, fifth),
        intervals=sample_intervals(),
        background=("X-01",),
        what_next=(
            NextType(
                type=AlignmentType.ALLY,
                missing={"threat": 1, "status": 1},
                roads={
                    "symmetrical": Road(feasible="unknown", because="equality is stated, the gap grows"),
                    "asymmetrical": Road(feasible="no", because="a junior role is ruled out", evidence=("E11-04.RUS",)),
                },
                pathway="P11",
                stated=True,
                arm=Arm.COMPUTED,
                evidence_for=("E11-01",),
                evidence_against=("E11-02",),
            ),
            NextType(type=AlignmentType.COAL, missing={"threat": 1}, roads={}, pathway="", stated=False, arm=Arm.COMPUTED),
        ),
        rests_on=(
            Support(condition="identity", level="medium", falls_to="low", closes=(AlignmentType.THICK,), then=("THIN",), flip="two steps"),
        ),
        used=(*tuple(UsedRecord(id=record.id, snapshot="2011", arms=("computed", "with_author_summaries"), reason="", flags=()) for record in sample_records()[:5]), UsedRecord(id="E11-05", snapshot="2011", arms=(), reason="dated outside the window", flags=("out_of_window",))),
    )


def sample_intervals() -> tuple[Interval, ...]:
    ids = ["1996", "2001", "2011", "2021", "2022p"]
    events = (
        Event(event="transform_up", dimension="", pathway="P2", stated=True, arm=Arm.COMPUTED, evidence=("E11-03",)),
        Event(event="deepen", dimension="identity", pathway="P8", stated=True, arm=Arm.JUDGED),
    )
    return tuple(
        Interval(
            start=start,
            end=end,
            interactions=("X-02", "X-03") if place == 1 else tuple(f"X-{n:02d}" for n in range(2, 2 + place * 3)),
            context=("C-01",) if place == 1 else (),
            reinterpretations=("R-01",) if place == 1 else (),
            events=events if place == 2 else (),
        )
        for place, (start, end) in enumerate(pairwise(ids), start=1)
    )


def record(id_: str, actor: str, dimension: str, **given: object) -> Record:
    fields: dict[str, object] = {
        "record": id_.split(".")[0],
        "original_actor": actor,
        "partner": "RUS" if actor == "CHN" else "CHN",
        "snapshot": "2011",
        "voice": "official",
        "speaker": "Speaker of state",
        "speaker_role": "foreign_minister",
        "date": day("2011-06-16"),
        "source_id": "S-01",
        "locator": "para. 4",
        "paraphrase": f"What the speaker says of {dimension}.",
        "codes": {},
        "coder": "first coder",
    }
    return Record(id=id_, actor=actor, dimension=dimension, **{**fields, **given})  # type: ignore[arg-type]


def sample_records() -> tuple[Record, ...]:
    return (
        record("E11-01", "RUS", "threat", codes={"source_family": ("us_led_west",), "magnitude": ("2",), "urgency": ("1",)}),
        record("E11-02", "CHN", "threat", codes={"source_family": ("underdevelopment",), "magnitude": ("3",)}),
        record("E11-03", "RUS", "identity", codes={"othering": ("non_radical",), "valence": ("1",)}, source_id="S-02"),
        record("E11-04.RUS", "RUS", "status", codes={"role_expected": ("equal", "independent_pole")}),
        record("E11-04.CHN", "CHN", "status", codes={"recognition": ("affirms_equal",)}, formulaic=True),
        record("E11-05", "RUS", "identity", date=day("2012-03-01"), source_id="S-03"),
    )


def sample_study() -> StudyData:
    return StudyData(
        id="sample",
        title="A made-up case for the tests",
        actors=("CHN", "RUS"),
        dyads=(("CHN", "RUS"),),
        snapshots=tuple(r.snapshot for r in sample_trajectory().snapshots),
        rules=RULES,
        sources=(
            Source(id="S-01", author="A. Author", title="A speech", container="A journal", date="2011-06-16", url="https://example.org/a?b=1&c=2"),
            Source(id="S-02", author="B. Author", title="A white paper", date="2011", doi="10.1000/xyz", footnote="93"),
            Source(id="S-03", title="A doubtful report", url="javascript:alert(1)", status=SourceStatus.DOUBTFUL, note="another volume"),
        ),
        records=sample_records(),
        judgements=(
            Judgement(snapshot="2011", condition="identity", level="medium", admissible=("low", "medium"), wording="closer to medium", where="S11¶5"),
        ),
        labels=(SelfLabel(snapshot="2021", label="comprehensive strategic partnership", type="THICK"),),
        interactions=(
            Interaction(id="X-01", date=day("1950-02-14"), kind="treaty", what="An old treaty"),
            Interaction(id="X-02", date=day("1997-04-23"), kind="declaration", what="A declaration on order", cooperative=True, source_id="S-01"),
            Interaction(id="X-03", date=day("2000-07-18"), kind="trade", what="Trade", figure="8", unit="USD bn"),
        ),
        context=(ContextEvent(id="C-01", date=day("1999-03-24"), what="A war elsewhere"),),
        reinterpretations=(
            Reinterpretation(id="R-01", interaction="C-01", actor="RUS", condition="threat", direction="up", what="reads the war as a precedent", evidence=("E11-01",)),
        ),
    )


# -- variants ------------------------------------------------------------------------------------


def with_snapshots(*readings: SnapshotReading) -> Trajectory:
    """The sample with other snapshots and nothing between them."""
    return replace(sample_trajectory(), snapshots=readings, intervals=(), background=())


def unknown_only() -> Trajectory:
    return with_snapshots(*(reading(year(str(y), y), unknown_state()) for y in (1996, 2001, 2011)))


def judged_only() -> Trajectory:
    nothing = drawn([(1.0, "low|high", "low|medium|high", "incompatible|minimal|medium|higher|highest")], documents={})
    return replace(
        with_snapshots(
            reading(year("1950", 1950), nothing, judged("low|high", "low", "incompatible|minimal", ("low", "low", "incompatible")),
                    label=LabelReading(text="alliance", type="ALLY", verdict="rhetorical")),
            reading(year("1996", 1996), nothing, judged("low", "low", "incompatible")),
            reading(year("2011", 2011), nothing, judged("low", "medium|low", "minimal|medium")),
        ),
        used=(),
    )


def tie_in_every_draw() -> Trajectory:
    return with_snapshots(reading(year("1980", 1980), drawn([(1.0, "high", "medium", "minimal")])))


def rivals() -> Trajectory:
    """Coalition and thick are each the location in half of the draws, never together."""
    draws: list[Draw] = [(0.5, "high", "low", "minimal"), (0.49, "low", "medium", "minimal"), (0.01, "low", "low", "minimal")]
    return with_snapshots(reading(year("1980", 1980), drawn(draws)))


def no_alignment() -> Trajectory:
    return with_snapshots(
        reading(year("1980", 1980), closed()),
        reading(year("1985", 1985), unknown_state(Gate.UNKNOWN)),
        reading(year("1990", 1990), drawn(THIN_DRAWS, gate=Gate.UNKNOWN)),
        reading(year("1996", 1996), drawn(THIN_DRAWS)),
    )


def every_mark() -> Trajectory:
    """All numerals, both pills of one window, S and quotation marks at once."""
    draws: list[Draw] = [
        (0.1, "low", "low", "minimal"),
        (0.1, "low", "medium", "minimal"),
        (0.1, "low", "high", "medium"),
        (0.1, "high", "low", "minimal"),
        (0.1, "high", "medium", "higher"),
        (0.1, "high", "high", "highest"),
        (0.1, "high", "medium", "medium"),
        (0.1, "high", "high", "medium"),
        (0.1, "high", "high", "higher"),
        (0.1, "low|high", "low|medium", "minimal"),
    ]
    label = LabelReading(text="alliance", type="ALLY", verdict="rhetorical")
    return with_snapshots(reading(year("1980", 1980), drawn(draws), judged("high", "medium|high", "medium|highest"), label=label))


def many(count: int) -> Trajectory:
    """One snapshot a year, from thin to thick, with some years unknown."""
    kinds = [drawn(THIN_DRAWS), drawn(LINE_DRAWS), drawn(THICK_DRAWS), unknown_state()]
    verdicts = [judged("low", "low", "incompatible"), judged("low", "medium|low", "minimal"), judged("low", "medium", "medium")]
    readings = [
        reading(year(f"y{y}", y), kinds[3] if y % 7 == 0 else kinds[min(2, 3 * place // count)], verdicts[min(2, 3 * place // count)])
        for place, y in enumerate(range(1980, 1980 + count))
    ]
    return with_snapshots(*readings)


HOSTILE = (
    "</script><script>alert(1)</script>]]><img src=x onerror=alert(1)> \"'&amp; \u202eturned\u202c "
    "\U0001f600 العربية \x00\x0b{{ 7 * 7 }} {% raw %}"
)
ENDLESS = "n" * 5000


def hostile() -> tuple[Trajectory, StudyData]:
    """The sample with every free text replaced by markup, controls, right-to-left or endless words."""
    t, s = sample_trajectory(), sample_study()
    labels = [LabelReading(text=words, type="ALLY", verdict="rhetorical") for words in (HOSTILE, ENDLESS)]
    odd = record('E"><b>x', "RUS", "threat", paraphrase=HOSTILE, codes={"source": (HOSTILE,)})
    records = tuple(
        replace(r, paraphrase=HOSTILE, speaker=ENDLESS, note=HOSTILE, locator=HOSTILE, coder=HOSTILE) for r in s.records
    )
    study = replace(
        s,
        title=HOSTILE + ENDLESS,
        records=(*records, odd),
        sources=tuple(
            replace(source, title=HOSTILE, author=ENDLESS, note=HOSTILE, url='https://example.org/"><script>')
            for source in s.sources
        ),
        interactions=tuple(replace(i, what=HOSTILE, note=ENDLESS) for i in s.interactions),
        context=tuple(replace(c, what=HOSTILE) for c in s.context),
        reinterpretations=tuple(replace(r, what=HOSTILE) for r in s.reinterpretations),
        judgements=tuple(replace(j, wording=HOSTILE) for j in s.judgements),
    )
    strange = UsedRecord(id=odd.id, snapshot="2011", arms=(), reason=HOSTILE, flags=(HOSTILE,))
    trajectory = replace(
        t,
        study_title=HOSTILE,
        used=(*t.used, strange),
        snapshots=tuple(replace(r, label=labels[place % 2]) for place, r in enumerate(t.snapshots)),
    )
    return trajectory, study


CASES: Mapping[str, Trajectory] = {
    "sample": sample_trajectory(),
    "unknown only": unknown_only(),
    "judged only": judged_only(),
    "a tie in every draw": tie_in_every_draw(),
    "rivals": rivals(),
    "no alignment": no_alignment(),
    "every mark": every_mark(),
    "ten snapshots": many(10),
    "forty snapshots": many(40),
    "hostile": hostile()[0],
}
"""Every kind of trajectory that a figure or page must survive."""
