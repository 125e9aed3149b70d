"""How much of a level's doubt comes from which texts were found, how much from coding (OP 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.model.levels import LEVELS, Arm, Condition
from cordiale.model.results import Probability, Trajectory
from cordiale.model.robustness import DoubtShares, Standing
from cordiale.model.rules import Rules
from cordiale.model.study import Record, StudyData
from cordiale.profiles.draws import Bools, Codes, Floats, Ints, Replicates, code_positions, replicates
from cordiale.profiles.selection import place_all
from cordiale.project.panels import ConditionReader, Panel
from cordiale.project.shares import hand_rounded, raw_shares
from cordiale.project.standing_levels import Listening

DRAWS = 200
"""Draws of each kind: the standard error of a share is then at most 3.5 in 100."""


def doubt_shares(
    trajectory: Trajectory, study: StudyData, verdicts: Sequence[Standing], *, seed: int
) -> tuple[DoubtShares, ...]:
    """For each computed level, its share of draws under text sampling alone and coder error alone.

    Text sampling redraws how heavy each document is and what was never read, with the codes as
    they stand; coder error redraws the codes, with documents equally heavy and nothing unread. Of
    each kind there are 200 draws, so that a share's standard error is at most 3.5 in 100; shares
    are rounded to 5 in 100 as those of all hand evidence.

    Args:
        trajectory: the dyad's result. Args study: as entered.
        verdicts: what the codes as they stand give. Args seed: of the draws.

    Missing: a level that the codes as they stand leave open has no shares.

    Rule: OP 7, uncertainty 1, 2 and 4.
    """
    rules = study.rules
    placed = place_all(study.records, study.snapshots, study.sources, rules)
    count = min(DRAWS, rules.uncertainty.replicates_evidence)
    few = {"uncertainty.replicates_evidence": count, "uncertainty.replicates_texts": count}
    drawn = replicates(placed, rules.changed(few), seed, study.errors)
    reader = ConditionReader(OneDoubtAtATime(drawn))
    levels = [one for one in verdicts if one.what in list(Condition) and one.arm is not Arm.JUDGED]
    arms = dict.fromkeys(one.arm for one in levels)
    heard = Listening(study, trajectory.dyad, arms).under(rules)
    return tuple(_shares(one, reader, heard[one.snapshot, one.arm], rules) for one in levels)


def _shares(one: Standing, reader: ConditionReader, at: Panel, rules: Rules) -> DoubtShares:
    level = None if "|" in one.default else one.default
    sampling = coding = None
    if level is not None:
        masks = reader.drawn(at, Condition(one.what), rules).levels
        sampling, coding = (_share(half, Condition(one.what), level) for half in np.split(masks, 2))
    return DoubtShares(
        snapshot=one.snapshot, arm=one.arm, condition=one.what, level=level, sampling=sampling, coding=coding
    )


def _share(masks: Ints, condition: Condition, level: str) -> Probability:
    words = [str(one) for one in LEVELS[condition]]
    return hand_rounded(dict(zip(words, raw_shares(masks, len(words)), strict=True)))[level]


@dataclass(frozen=True)
class OneDoubtAtATime:
    """Draws of texts with the codes as they stand, then as many of codes with the texts as found.

    In the second half documents are equally heavy and nothing is unread.
    """

    drawn: Replicates

    @property
    def count(self) -> int:
        """Number of draws of both kinds."""
        return 2 * self.drawn.count

    def weight(self, document: str) -> Floats:
        """As drawn, then equal."""
        return np.concatenate([self.drawn.weight(document), np.ones(self.drawn.count)])

    def prior(self, record: str, field: str) -> Floats:
        """As drawn, then nothing."""
        return np.concatenate([self.drawn.prior(record, field), np.zeros(self.drawn.count)])

    def present(self, record: str) -> Bools:
        """All that was found, then what of it is right."""
        drawn = self.drawn.present(record)
        return np.concatenate([np.ones_like(drawn), drawn])

    def values(self, record: Record, field: str) -> tuple[Codes, ...]:
        """As coded, then as drawn."""
        pairs = zip(code_positions(record, field), self.drawn.values(record, field), strict=True)
        return tuple(np.concatenate([np.full_like(drawn, place), drawn]) for place, drawn in pairs)
