"""How far the verdicts of a dyad depend on settings, on chance, and on the theory at all.

These values stand beside a `Trajectory` in the report; nothing in them is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cordiale.model.levels import Arm
from cordiale.model.results import Probability

__all__ = ["Baseline", "DoubtShares", "Robustness", "Standing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """In how many readings under other settings a verdict stays what it is.

    Read on the codes as they stand, without draws: what a setting changes in the reading itself.

    Args:
        snapshot: its id. Args arm: whose words. Args what: a condition, or ``location``.
        default: the verdict under the study's own settings: levels or types that are possible,
            in order, joined by ``|`` (types of a tie by ``+``).
        stands: readings with the same verdict. Args tried: readings that could change it, the default
            left out: of a judgement those that change minima, gate or location.
        found: every verdict that some reading gave, the default among them, most frequent first.
        changed_by: the changes that give another verdict: ``minima.NASC.status=minimal``.
    """

    snapshot: str
    arm: Arm
    what: str
    default: str
    stands: int
    tried: int
    found: tuple[str, ...]
    changed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a rule that knows nothing of the theory would have said, beside what is known.

    Args:
        name: ``always_low`` (every condition at its lowest), ``label`` (what the parties call it),
            ``snapshot_before`` (the verdict of the snapshot before), ``table1_without_status``
            (Table 1 from threat and identity alone).
        arm: beside whose verdicts it is held.
        said: by snapshot id: the types it gives, joined by ``+``; None where it has no answer.
        agrees: snapshots at which that is the arm's location. Args known: snapshots at which the
            arm has a location and the baseline an answer.
    """

    name: str
    arm: Arm
    said: Mapping[str, str | None]
    agrees: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtShares:
    """How much of a level's doubt comes from which texts were found, how much from coding.

    Args:
        snapshot: its id. Args arm: whose words. Args condition: of the three.
        level: the level on the codes as they stand; None where they leave it open.
        sampling: share of draws with that level when only documents are redrawn.
        coding: share of draws with that level when only codes are redrawn.
    """

    snapshot: str
    arm: Arm
    condition: str
    level: str | None
    sampling: Probability | None
    coding: Probability | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """Everything the report says on how sure its verdicts are.

    Args:
        tried: readings under other settings. Args standing: each verdict over them.
        baselines: rules that know nothing of the theory. Args doubt: of each level, apart.
    """

    tried: int
    standing: tuple[Standing, ...]
    baselines: tuple[Baseline, ...]
    doubt: tuple[DoubtShares, ...]

    def of(self, snapshot: str, arm: Arm, what: str) -> Standing | None:
        """How one verdict stands; None where it was not read."""
        for one in self.standing:
            if (one.snapshot, one.arm, one.what) == (snapshot, arm, what):
                return one
        return None
