"""Measures a coder's errors against reference codings, and writes them where the engine finds them.

    python scripts/mine_dictionary.py reference.jsonl --language en --apart en.jsonl   # and ru, zh
    python scripts/measure_coder.py reference.jsonl en.jsonl ru.jsonl zh.jsonl --coder dictionary

Codings by points that were fitted on other documents ("apart") err as they will on new texts; those fitted on the same
documents flatter.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cordiale.agreement.errors import coder_errors
from cordiale.coding.errors import errors_text
from cordiale.formats.codings import read_codings

MEASURED = Path(__file__).parents[1] / "src/cordiale/coding/measured"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path, help="codings that count as right")
    parser.add_argument("codings", type=Path, nargs="+", help="the coder's codings of the same passages")
    parser.add_argument("--coder", required=True, help="its name")
    options = parser.parse_args()
    codings = [one for path in options.codings for one in read_codings(path)]
    errors = coder_errors(read_codings(options.reference), codings, options.coder)
    what = "reference codings of version 1 of the protocol, by documents apart"
    target = MEASURED / f"{options.coder}.json"
    target.write_text(errors_text(errors, reference=what), encoding="utf-8")
    for one in errors.values():
        threats, others = one.present.get("threat", (0, 0)), one.present.get("identity", (0, 0))
        print(f"{one.language}: {one.passages} passages; threats right {threats}, named others right {others}")


if __name__ == "__main__":
    main()
