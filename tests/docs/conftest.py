"""The tests of the manual read its pages with `docs/printing`, and print them with `scripts/make_docs.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in ("docs", "scripts"):
    if str(ROOT / folder) not in sys.path:
        sys.path.append(str(ROOT / folder))
