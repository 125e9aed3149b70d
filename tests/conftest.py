"""What holds for all tests: settled Hypothesis profiles, shared data where present.

Sockets beyond this machine are refused by pytest-socket (see addopts in pyproject.toml).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture
def shared() -> Path:
    """The folder of shared corpora and reference codings beside the checkout; skips without it."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no shared/ beside the checkout: tests on its corpora are left out")
    return folder
