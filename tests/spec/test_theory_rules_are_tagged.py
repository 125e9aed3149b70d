"""Every rule of the operationalisation that the theory rooms carry out is named in their code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cordiale

ROOMS = Path(cordiale.__path__[0])

#   room         rules it carries out
TAGGED = {
    "typology": [
        "C3",  # conditions are necessary, not sufficient
        "ST-7",  # the ladder of status minima
        "CAV-1",  # label and type
        "CAV-2",  # what is chosen and what emerges
        "CAV-3",  # levels that hang on each other
        "I-2",  # coalition and thick share a status rung
        "I-3",  # status minimum of a non-allied community
        "I-4",  # status minimum of an alliance
        "I-15",  # gate
        "I-16",  # ties
        "I-32",  # the location as a ceiling
        "A4",  # gaps in 2021
        "A6",  # 1950
    ],
    "trajectory": [
        "C1",  # alignment as a process of expecting and coordinating
        "T-10",  # movement inside a level
        "ST-3",  # both expect to lead
        "ST-4",  # the symmetrical road
        "ST-5",  # the asymmetrical road
        "ST-14",  # capabilities speak through expectations
        "CAV-1",  # a rhetorical type falls apart
        "I-15",  # gate
        "I-16",  # ties
        "I-24",  # deepening and erosion
        "I-25",  # divergence of threat is implied
        "I-26",  # a coalition beside a thick partnership is ours
        "I-27",  # support and coordination are outputs
        *(f"P{number}" for number in range(1, 13)),
    ],
}


@pytest.mark.parametrize(("room", "rule"), [(room, rule) for room, rules in TAGGED.items() for rule in rules])
def test_the_rule_is_named_where_it_is_obeyed(room, rule):
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOMS / room).glob("*.py")))
    assert re.search(rf"(?<![\w-]){re.escape(rule)}(?![\w-])", code), f"{rule} is tagged nowhere in {room}"
