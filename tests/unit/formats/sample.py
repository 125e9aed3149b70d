"""A trajectory built by hand, with everything that makes output hard, for tests of what renders it.

2001: all known, computed and judged. 2011: identity unknown, a tie possible, gate unknown.
2021: high threat, a tie (COAL+THICK). 2022p: gate closed. Hostile text stands where people enter text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Gate
from cordiale.model.results import (
    CoordinationReading,
    Event,
    Flip,
    Interval,
    LabelReading,
    LevelResult,
    LocationShare,
    NextType,
    OtheringRow,
    Probability,
    Road,
    Score,
    SnapshotReading,
    State,
    StatusRow,
    Support,
    SupportReading,
    ThreatRow,
    Trajectory,
    UsedRecord,
)
from cordiale.model.rules import Rules
from cordiale.model.study import (
    DateSpan,
    Interaction,
    Record,
    Snapshot,
    Source,
    SourceStatus,
    StudyData,
)

FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert('1')</script>, \"quoted\" & <b>bold</b>"
EMOJI = "🤝🏽 友好 дружба"
RTL = "\u202eمحاذاة\u202c العلاقات"
LONG_NAME = "Ω" + "very long name " * 333 + "end."
"""5,000 characters, 5,001 bytes: more than Stata's 2,045 for plain strings."""
LINES = "first line\nsecond\rthird\ttab"
DYAD = ("CHN", "RUS")

T = AlignmentType


def _chances(condition: Condition, **given: tuple[float, float]) -> Mapping[str, Probability]:
    pairs = {str(level): given.get(str(level), (0.0, 0.05)) for level in LEVELS[condition]}
    return {word: Probability(lower=low, upper=high) for word, (low, high) in pairs.items()}


def _levels_2001() -> dict[str, LevelResult]:
    documents = {"RUS": 8, "CHN": 4}  # not in the order of the dyad, on purpose
    return {
        "threat": LevelResult(
            level="low",
            admissible=("low",),
            probability=_chances(Condition.THREAT, low=(0.95, 1.0)),
            score=Score(value=0.0, low=0.0, high=1 / 6),
            detail={"routes": ("a", "b"), "agreement": 1 / 3},
            documents=documents,
            evidence=("E01-01", "E01-02"),
            flip=Flip(steps=2, what="urgency of E01-01 and of E01-02", records=("E01-01", "E01-02")),
            notes=("D-15",),
        ),
        "identity": LevelResult(
            level="low",
            admissible=("low", "medium"),
            probability=_chances(Condition.IDENTITY, low=(0.6, 0.85), medium=(0.15, 0.4)),
            score=Score(value=None, low=0.0, high=0.5),
            detail={"subcodes": {"CHN": "absent", "RUS": None}, "gap": 0},
            documents=documents,
            evidence=("E01-03",),
            flip=Flip(steps=1, what=FORMULA, records=("E01-03",)),
        ),
        "status": LevelResult(
            level="incompatible",
            admissible=("incompatible",),
            probability=_chances(Condition.STATUS, incompatible=(0.9, 0.95)),
            score=Score(value=0.25, low=0.1, high=0.4),
            detail={
                "role_pair": {
                    "CHN": ("independent_pole",),
                    "RUS": ("dominant", "equal"),
                    "variant": None,
                    "cap": "incompatible",
                }
            },
            documents=documents,
            flip=Flip(steps=None, what="more than two records"),
        ),
    }


def _levels_unknown() -> dict[str, LevelResult]:
    """Identity open between low and medium; Chinese status not read at all."""
    known = _levels_2001()
    return {
        "threat": known["threat"],
        "identity": LevelResult(
            level=None,
            admissible=("low", "medium"),
            probability=_chances(Condition.IDENTITY, low=(0.3, 0.7), medium=(0.3, 0.7)),
            score=Score(value=None, low=0.0, high=1.0),
            detail={"subcodes": None},
            documents={"CHN": 1, "RUS": 2},
            flip=Flip(steps=None, what="the level is unknown: there is nothing to flip"),
        ),
        "status": LevelResult(
            level=None,
            admissible=("incompatible", "minimal", "medium"),
            probability=_chances(Condition.STATUS, minimal=(0.0, 1.0)),
            detail={},
            documents={"RUS": 2},
            flip=Flip(steps=None, what="the level is unknown: there is nothing to flip"),
        ),
    }


def _judged(**levels: tuple[str, ...]) -> dict[str, LevelResult]:
    """Verdicts of somebody; a condition without one is unknown over all its levels, from no words."""
    verdicts = {
        name: LevelResult(
            level=words[0] if len(words) == 1 else None,
            admissible=words,
            detail={"wording": "closer to medium", "where": "S11¶5"},
        )
        for name, words in levels.items()
    }
    silent = {
        one.value: LevelResult(level=None, admissible=tuple(str(level) for level in LEVELS[one]))
        for one in Condition
    }
    return {**silent, **verdicts}


def _state(arm: Arm, levels: Mapping[str, LevelResult], **changes: object) -> State:
    plain: dict[str, object] = {
        "arm": arm,
        "gate": Gate.OPEN,
        "flags": (),
        "levels": levels,
        "enabled": (T.THIN,),
        "location": (T.THIN,),
        "table1_cell": T.THIN,
        "open": {kind: Probability(lower=0.95 if kind == T.THIN else 0.0, upper=1.0) for kind in T},
        "locations": (LocationShare(types=(T.THIN,), lower=0.9, upper=0.95),),
        "label_verdict": "unlabelled",
        "realised": None,
    }
    return State(**{**plain, **changes})  # type: ignore[arg-type]


def _support(partner: str, **changes: object) -> SupportReading:
    plain: dict[str, object] = {
        "partner": partner,
        "expectation": "higher",
        "admissible": ("higher", "high"),
        "probability": {
            "high": Probability(lower=0.1, upper=0.4),
            "low": Probability(lower=0.0, upper=0.05),
            "higher": Probability(lower=0.55, upper=0.9),
        },
        "willingness": Score(value=-0.0000001, low=-0.5, high=1.0),
        "doubt": 1 / 3,
        "documents": 3,
        "evidence": ("E01-04",),
        "judged": "readjusted upward",
    }
    return SupportReading(**{**plain, **changes})  # type: ignore[arg-type]


def _silent(partner: str) -> SupportReading:
    return SupportReading(
        partner=partner,
        expectation=None,
        admissible=(),
        probability={},
        willingness=None,
        doubt=None,
        documents=0,
        evidence=(),
    )


def _coordination(partner: str, willingness: str | None, documents: int) -> CoordinationReading:
    return CoordinationReading(
        partner=partner,
        willingness=willingness,
        admissible=("consult", "align_positions"),
        probability={"consult": Probability(lower=0.5, upper=0.8)},
        documents=documents,
        evidence=(),
    )


def _threat(actor: str, source: str, **changes: object) -> ThreatRow:
    plain: dict[str, object] = {
        "actor": actor,
        "source": source,
        "family": "us_led_west",
        "leaves": ("NATO", "missile defence"),
        "magnitude": (2, 3),
        "urgency": (1,),
        "hedged": None,
        "ranks": True,
        "top_tier": True,
        "severe_urgent": False,
        "documents": 2,
        "share_of_documents": 2 / 3,
        "evidence": ("E01-01",),
    }
    return ThreatRow(**{**plain, **changes})  # type: ignore[arg-type]


def _othering(actor: str, partner: str, **changes: object) -> OtheringRow:
    plain: dict[str, object] = {
        "actor": actor,
        "partner": partner,
        "salience": "absent",
        "shares": {},
        "side_level": ("low",),
        "subcode": "absent",
        "decides": True,
        "constitutive_others": ("West", "century of humiliation"),
        "documents": 4,
        "evidence": ("E01-03",),
    }
    return OtheringRow(**{**plain, **changes})  # type: ignore[arg-type]


def _rank(actor: str, partner: str, **changes: object) -> StatusRow:
    plain: dict[str, object] = {
        "actor": actor,
        "partner": partner,
        "own_rank": ("great_power",),
        "role": ("equal", "dominant"),
        "recognition": (),
        "autonomy": ("refuses_limits",),
        "superiority_claim": ("none",),
        "refuses_partner": None,
        "anxiety": (),
        "role_refused": ("subordinate",),
        "formulas_set_aside": 3,
        "documents": 2,
        "evidence": (),
    }
    return StatusRow(**{**plain, **changes})  # type: ignore[arg-type]


def _reading(year: str, states: Mapping[Arm, State | None], **changes: object) -> SnapshotReading:
    first, last = int(year[:4]), 2025 if year == "2022p" else int(year[:4])
    snapshot = Snapshot(
        id=year,
        start=date(first, 1, 1),
        end=date(last, 12, 31),
        title=str(changes.pop("title", "")),
    )
    plain: dict[str, object] = {
        "snapshot": snapshot,
        "states": states,
        "support": {"RUS": _silent("CHN"), "CHN": _support("RUS")},
        "coordination": {
            "CHN": _coordination("RUS", "consult", 2),
            "RUS": _coordination("CHN", None, 1),
        },
        "support_index": Score(value=0.123456789, low=-1 / 3, high=0.5),
        "label": LabelReading(text="", type=None, verdict="unlabelled"),
        "threats": (),
        "othering": (),
        "status": (),
        "evidence": (),
    }
    return SnapshotReading(**{**plain, **changes})  # type: ignore[arg-type]


def _reading_2001() -> SnapshotReading:
    levels = _levels_2001()
    judged = _judged(threat=("low",), identity=("low", "medium"))  # no word of status
    return _reading(
        "2001",
        {
            Arm.COMPUTED: _state(
                Arm.COMPUTED, levels, flags=("adversarial", "no_leader"), label_verdict="rhetorical"
            ),
            Arm.WITH_AUTHOR_SUMMARIES: _state(Arm.WITH_AUTHOR_SUMMARIES, levels, realised=T.THIN),
            Arm.JUDGED: _state(Arm.JUDGED, judged, open={}, locations=(), table1_cell=None),
        },
        title=SCRIPT,
        label=LabelReading(text=RTL, type="ALLY", verdict="rhetorical", denied=("ALLY", "COAL")),
        threats=(
            _threat("CHN", FORMULA, hedged=True),
            _threat("RUS", LONG_NAME, magnitude=(), urgency=(), leaves=()),
        ),
        othering=(
            _othering("CHN", "RUS"),
            _othering(
                "RUS",
                "CHN",
                salience=None,
                shares={"non_radical": 0.75, "radical": 0.25},
                side_level=("low", "medium"),
                subcode=None,
                decides=False,
                constitutive_others=(),
            ),
        ),
        status=(_rank("CHN", "RUS"), _rank("RUS", "CHN", refuses_partner=True)),
        evidence=("E01-01", "E01-02", "E01-03", "E01-04"),
    )


def _reading_2011() -> SnapshotReading:
    unknown = _state(
        Arm.COMPUTED,
        _levels_unknown(),
        gate=Gate.UNKNOWN,
        enabled=None,
        location=None,
        table1_cell=None,
        open={kind: Probability(lower=0.0, upper=0.7) for kind in T},
        locations=(
            LocationShare(types=(T.THIN,), lower=0.3, upper=0.7),
            LocationShare(types=(T.COAL, T.THICK), lower=0.2, upper=0.5),
        ),
    )
    return _reading("2011", {Arm.COMPUTED: unknown}, title=EMOJI, support={}, support_index=None)


def _reading_2021() -> SnapshotReading:
    levels = {
        **_levels_2001(),
        "threat": LevelResult(
            level="high",
            admissible=("low", "high"),
            probability=_chances(Condition.THREAT, high=(0.5, 0.9), low=(0.1, 0.5)),
            score=Score(value=1.0, low=1 / 3, high=1.0),
            detail={"routes": ()},
            documents={"CHN": 3, "RUS": 3},
            flip=Flip(steps=1, what="magnitude of E21-01", records=("E21-01",)),
        ),
        "identity": LevelResult(level="medium", admissible=("medium",), documents={"CHN": 3, "RUS": 3}),
        "status": LevelResult(
            level="minimal", admissible=("minimal", "medium"), documents={"CHN": 2, "RUS": 3}
        ),
    }
    open_types = (T.THIN, T.COAL, T.THICK)
    tie = _state(
        Arm.COMPUTED,
        levels,
        flags=("fragile_status",),
        enabled=open_types,
        location=(T.COAL, T.THICK),
        table1_cell=T.ALLY,
        locations=(LocationShare(types=(T.COAL, T.THICK), lower=0.55, upper=0.8),),
        label_verdict="supported",
    )
    label = LabelReading(text=EMOJI, type="THICK", verdict="supported")
    return _reading("2021", {Arm.COMPUTED: tie, Arm.JUDGED: None}, title=LINES, label=label)


def _reading_2022p() -> SnapshotReading:
    closed = _state(
        Arm.COMPUTED,
        _levels_2001(),
        gate=Gate.CLOSED,
        enabled=(),
        location=("NO_ALIGNMENT",),
        locations=(LocationShare(types=("NO_ALIGNMENT",), lower=0.95, upper=1.0),),
    )
    return _reading("2022p", {Arm.COMPUTED: closed}, title=LONG_NAME)


def _intervals() -> tuple[Interval, ...]:
    tie = Event(
        event="transform_lateral",
        dimension="",
        pathway="",
        stated=False,
        arm=Arm.COMPUTED,
        evidence=("E21-01",),
        what=FORMULA,
    )
    deepen = Event(event="deepen", dimension="support", pathway="P8", stated=True, arm=Arm.COMPUTED)
    return (
        Interval(
            start="2001",
            end="2011",
            interactions=("X-11", "X-12"),
            context=("Z-1",),
            reinterpretations=("R-1",),
            events=(tie, deepen),
        ),
        Interval(start="2011", end="2021", interactions=(), context=(), reinterpretations=(), events=()),
    )


def sample_trajectory() -> Trajectory:
    """A dyad at four snapshots, each hard in its own way."""
    return Trajectory(
        study_id="sino-russian",
        study_title=SCRIPT,
        dyad=DYAD,
        rules=Rules.default().as_settings(),
        seed=1,
        software="cordiale 0.1.0",
        rules_version="1.0.0",
        snapshots=(_reading_2001(), _reading_2011(), _reading_2021(), _reading_2022p()),
        intervals=_intervals(),
        background=("X-01", "X-05"),
        what_next=(
            NextType(
                type=T.ALLY,
                missing={"status": 2, "threat": 1},
                roads={
                    "asymmetrical": Road(feasible="no", because="neither accepts a junior role"),
                    "symmetrical": Road(feasible="unknown", because=EMOJI, evidence=("E01-04",)),
                },
                pathway="P11",
                stated=True,
                arm=Arm.COMPUTED,
                evidence_for=("E21-01",),
            ),
        ),
        rests_on=(
            Support(
                condition="identity",
                level="medium",
                falls_to="low",
                closes=(T.THICK,),
                then=(T.COAL,),
                flip="salience of E21-01",
            ),
        ),
        used=(
            UsedRecord(
                id="E01-01",
                snapshot="2001",
                arms=("computed", "with_author_summaries"),
                reason="",
                flags=("doubtful",),
            ),
            UsedRecord(id="E01-02", snapshot="", arms=(), reason="no date, so in no snapshot", flags=()),
        ),
    )


def sample_study() -> StudyData:
    """The study behind `sample_trajectory`, as far as its tables need it."""
    dated = DateSpan(text="2001-09~", first=date(2001, 9, 1), last=date(2001, 9, 30), approximate=True)
    records = (
        Record(
            id="E01-01",
            record="E01-01",
            actor="RUS",
            original_actor="SUN",
            partner="CHN",
            snapshot="2001",
            voice="official",
            date=dated,
            source_id="S1",
            dimension="threat",
            paraphrase=FORMULA,
            codes={"magnitude": ("3",)},
        ),
        Record(
            id="E01-02",
            record="E01-02",
            actor="CHN",
            original_actor="CHN",
            voice="expert",
            date_text="undated",
            source_id="S-missing",
            dimension="identity",
            codes={},
        ),
    )
    trajectory = sample_trajectory()
    return StudyData(
        id=trajectory.study_id,
        title=trajectory.study_title,
        actors=DYAD,
        dyads=(DYAD,),
        snapshots=tuple(reading.snapshot for reading in trajectory.snapshots),
        rules=Rules.default(),
        sources=(Source(id="S1", title=LONG_NAME, status=SourceStatus.DOUBTFUL),),
        records=records,
        interactions=(Interaction(id="X-11", kind="border", what=RTL, cooperative=True),),
    )
