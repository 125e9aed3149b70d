"""The files around the code say what the code says, and tests stay on this machine."""

from __future__ import annotations

import re
import socket
import tomllib
from pathlib import Path

import pytest

from cordiale.version import __version__

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """Each locked entry by name: its line and the hashes below it."""
    entries = re.split(r"^(?=[a-z])", LOCK, flags=re.MULTILINE)[1:]
    return {entry.split("==")[0]: entry for entry in entries}


def wanted() -> list[str]:
    lines = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    return [plain(re.split(r"[<>=!~ \[]", line)[0]) for line in lines]


@pytest.mark.parametrize("name", wanted())
def test_every_dependency_is_locked(name):
    assert name in locked()


def test_every_locked_version_has_a_hash():
    for entry in locked().values():
        assert "--hash=sha256:" in entry


def test_the_lock_names_no_address():
    """It must give the same files from any mirror."""
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links", LOCK)


def test_the_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert PROJECT["project"]["version"] == __version__
    assert f"\nversion: {__version__}\n" in citation
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_connection_beyond_this_machine_is_refused():
    """198.51.100.1 is kept for documentation: nothing answers there."""
    with (
        pytest.warns(UserWarning, match="tried to use"),
        pytest.raises(RuntimeError, match=r"198\.51\.100\.1"),
    ):
        socket.create_connection(("198.51.100.1", 80), timeout=0.1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_connection_within_this_machine_is_made(host):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection((host, port), timeout=5) as client:
            assert client.getpeername() == ("127.0.0.1", port)
