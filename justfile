# One command each; every line is plain and can be typed without just.

test:
    python -m pytest

lint:
    ruff check .
    lint-imports

types:
    mypy

docs:
    python scripts/make_docs.py

lock:
    bash scripts/lock.sh

bench:
    python scripts/benchmark.py

verify:
    bash scripts/verify.sh
