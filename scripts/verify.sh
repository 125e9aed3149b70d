#!/usr/bin/env bash
# What CI leaves out because it takes minutes: tests marked slow, laws on many more examples, and the benchmark.
set -euo pipefail
cd "$(dirname "$0")/.."
export HYPOTHESIS_PROFILE=thorough

python -m pytest -m slow
python -m pytest tests/spec tests/unit
python scripts/benchmark.py
