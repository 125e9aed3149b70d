"""Which alignment types are open to a dyad, where that puts it, and what the others lack.

The six types are analytical categories. Each has a minimum for threat, identity and status; where
all three are in place the type is open. The location names the most demanding open types: a
ceiling, read apart from what the parties call their relationship and from what they practise.
"""

from cordiale.typology.cells import (
    Cell,
    Levels,
    Triple,
    decision_table,
    enabled,
    gate_read,
    implausible,
    location,
    maximal,
    table1_cell,
)
from cordiale.typology.gaps import Gaps, gaps, greatest_gaps, least_gaps
from cordiale.typology.labels import (
    DenialVerdict,
    LabelVerdict,
    denial_verdicts,
    label_verdict,
)
from cordiale.typology.located import Located, in_words, locate, locate_rows
from cordiale.typology.order import more_demanding, most_demanding, steps_of_order
from cordiale.typology.possible import (
    LevelSets,
    Possible,
    SetsKey,
    certainly_enabled,
    enabled_or_none,
    key_of,
    level_sets,
    location_or_none,
    location_table,
    possible_locations,
    possibly_enabled,
    read_sets,
    strongest_completion,
    weakest_completion,
)
from cordiale.typology.realised import realised, settle_tie

__all__ = [
    "Cell",
    "DenialVerdict",
    "Gaps",
    "LabelVerdict",
    "LevelSets",
    "Levels",
    "Located",
    "Possible",
    "SetsKey",
    "Triple",
    "certainly_enabled",
    "decision_table",
    "denial_verdicts",
    "enabled",
    "enabled_or_none",
    "gaps",
    "gate_read",
    "greatest_gaps",
    "implausible",
    "in_words",
    "key_of",
    "label_verdict",
    "least_gaps",
    "level_sets",
    "locate",
    "locate_rows",
    "location",
    "location_or_none",
    "location_table",
    "maximal",
    "more_demanding",
    "most_demanding",
    "possible_locations",
    "possibly_enabled",
    "read_sets",
    "realised",
    "settle_tie",
    "steps_of_order",
    "strongest_completion",
    "table1_cell",
    "weakest_completion",
]
