"""``python -m cordiale`` does what ``cordiale`` does."""

from cordiale.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
