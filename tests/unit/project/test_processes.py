"""Work shared out to processes keeps its order, and a process that dies is told as what it is."""

from __future__ import annotations

import os

import pytest

from cordiale.errors import StudyError
from cordiale.project.processes import cores, in_order


def test_results_come_in_the_order_of_the_batches_on_any_number_of_processes() -> None:
    batches = ["a" * length for length in range(20)]
    for workers in (1, 2):
        assert list(in_order(len, iter(batches), workers)) == [(batch, len(batch)) for batch in batches]


def test_batches_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def numbers() -> object:
        for number in range(100):
            taken.append(number)
            yield str(number)

    results = in_order(len, numbers(), 1)  # type: ignore[arg-type]
    next(results)
    assert taken == [0]


def test_a_process_that_dies_is_a_message_and_no_traceback() -> None:
    with pytest.raises(StudyError, match="memory"):
        list(in_order(os._exit, iter([1]), 2))


def test_there_is_a_core() -> None:
    assert cores() >= 1
