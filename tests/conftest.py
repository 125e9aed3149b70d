"""What holds for all tests: settled Hypothesis profiles, slow tests on request, shared data where present.

Connections beyond this machine are refused by pytest-socket (see addopts in pyproject.toml).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no defect. `ci` finds the same examples each time, `dev` new ones, `thorough` many.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ci", derandomize=True, max_examples=100, **_COMMON)
settings.register_profile("dev", max_examples=100, **_COMMON)
settings.register_profile("thorough", max_examples=1000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out, and say so, unless ``-m`` chooses tests by their marks."""
    if config.getoption("-m"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="needs minutes: scripts/verify.sh runs it"))


@pytest.fixture
def shared() -> Path:
    """The folder of shared corpora and reference codings beside the checkout; skips without it."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no shared/ beside the checkout: tests on its corpora are left out")
    return folder
