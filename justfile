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

serve:
    python -m cordiale run sino-russian --out build/report
    python -m http.server --bind 127.0.0.1 --directory build/report 8000

lock:
    bash scripts/lock.sh

bench:
    python scripts/benchmark.py

verify:
    bash scripts/verify.sh
