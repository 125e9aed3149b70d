#!/usr/bin/env bash
# The slow suites that CI leaves out, and the benchmark.
set -euo pipefail
cd "$(dirname "$0")/.."
python -m pytest -m slow || [ $? -eq 5 ]  # 5: no test is marked slow yet
python scripts/benchmark.py
