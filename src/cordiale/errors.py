"""Errors that a scholar can mend, each said in one message.

Every error of this module means that an input is at fault. It says where (file, line, column),
what was found, what is allowed, the nearest match, and what to do. Anything else that goes wrong
is a defect of Cordiale and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing in an input that a person can mend.

    Args:
        where: file, and where known line and column, for example ``evidence.csv, line 7, magnitude``.
        found: what stands there.
        allowed: what may stand there; empty where any text may.
        nearest: the allowed value most like the one found; empty where none is near.
        cure: what to do.
    """

    where: str
    found: str
    allowed: str = ""
    nearest: str = ""
    cure: str = ""

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.found}"]
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.nearest:
            parts.append(f"did you mean {self.nearest!r}?")
        if self.cure:
            parts.append(self.cure)
        return "; ".join(parts)


class CordialeError(Exception):
    """Base of every error that tells a person what to mend."""


class StudyError(CordialeError):
    """A study, or one of its files, is at fault; nothing was changed.

    Args:
        problems: all that was found, in the order of the files and lines.

    Example:
        >>> error = StudyError([Problem(where="study.toml", found="no such file")])
        >>> print(error)
        study.toml: no such file
    """

    def __init__(self, problems: Sequence[Problem] | Problem) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(CordialeError):
    """A value handed to a function or command is not among those allowed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class UsageError(InputError):
    """A word on the command line is not among those allowed."""


class RefusedError(CordialeError, TypeError):
    """A request that would mislead, refused with the reason (a level as a number, for example)."""
