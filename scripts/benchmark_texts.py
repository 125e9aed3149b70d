"""How fast each stage reads English texts, beside spaCy's PhraseMatcher with as many phrases on the same passages.

    pip install spacy
    python scripts/benchmark_texts.py CORPUS.parquet --documents 200

Every stage and the matcher run in this one process, on one core, in turns; what is printed is passages a second and the
ratio to spaCy's (tokenising with the blank English pipeline, then matching), the median of the turns. Times alone hang on the
machine; ratios in one run do not.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from cordiale.coding.dictionary import DictionaryCoder
from cordiale.coding.dictionary.files import read
from cordiale.model.texts import CodingUnit
from cordiale.passages import mentions, passages

TURNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="a Parquet file of English texts, with the column text")
    parser.add_argument("--documents", type=int, default=200, help="how many, picked by a fixed seed")
    options = parser.parse_args()
    frame = pl.read_parquet(options.corpus, columns=["text"])
    texts = frame.sample(min(options.documents, frame.height), seed=1)["text"].to_list()
    found = [passage for n, text in enumerate(texts) for passage in passages(text, str(n), language="en")]
    words = [passage.text for passage in found]
    units = [
        CodingUnit(id=passage.id, actor="FRA", text=passage.text, language="en", mentions=mentions(passage.text, "en"))
        for passage in found
    ]
    coder = DictionaryCoder()
    patterns = len(read("en").patterns)
    match = _phrase_matcher(words, patterns)
    stages: dict[str, Callable[[], object]] = {
        "spaCy PhraseMatcher": lambda: match(words),
        "passages": lambda: [passages(text, "d", language="en") for text in texts],
        "mentions": lambda: [mentions(text, "en") for text in words],
        "dictionary coder": lambda: coder.code(units),
        "mentions and dictionary": lambda: coder.code(
            [
                CodingUnit(id=p.id, actor="FRA", text=p.text, language="en", mentions=mentions(p.text, "en"))
                for p in found
            ]
        ),
    }
    for run in stages.values():
        run()  # loads what is loaded once
    seconds: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(TURNS):
        for name, run in stages.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    spacy = statistics.median(seconds["spaCy PhraseMatcher"])
    print(f"{len(texts)} documents, {len(words):,} passages, {patterns:,} patterns and as many phrases")
    print(f"{'stage':26}{'passages a second':>18}{'ratio to spaCy':>16}")
    for name, turns in seconds.items():
        median = statistics.median(turns)
        print(f"{name:26}{len(words) / median:>18,.0f}{spacy / median:>16.2f}")


def _phrase_matcher(texts: list[str], how_many: int) -> Callable[[list[str]], int]:
    """spaCy's matcher of phrases of one to three words that stand in the texts, without regard to capitals."""
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank("en")
    words = [word for text in texts for word in text.split()]
    pick = random.Random(1)
    phrases: set[str] = set()
    while len(phrases) < how_many:
        start = pick.randrange(len(words) - 3)
        phrases.add(" ".join(words[start : start + pick.choice((1, 2, 2, 3))]))
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("phrase", [pipeline.make_doc(phrase) for phrase in sorted(phrases)])
    return lambda those: sum(len(matcher(pipeline.make_doc(text))) for text in those)


if __name__ == "__main__":
    main()
