"""Fits the points of the dictionary coder's cues and words to coded passages, and says how well they do on others.

    python scripts/mine_dictionary.py CODINGS.jsonl --language en            # print F1 by field, change nothing
    python scripts/mine_dictionary.py CODINGS.jsonl --language en --write    # and write points.csv and decisions.csv

Passages are parted by `doc_id`, so that no document is on both sides. What is printed as "apart" was coded with points fitted
without the passage's document; the thresholds are chosen on such points, all folds together. "fitted" are the points
written, on the passages that they were fitted to.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from cordiale.actors import find
from cordiale.agreement import evaluate
from cordiale.agreement.fields import linked_name
from cordiale.coding.dictionary.canonical import Canonical
from cordiale.coding.dictionary.coder import Language
from cordiale.coding.dictionary.evidence import OF_NAMED, Scale
from cordiale.coding.dictionary.files import Decision, PatternFiles, Points, read, word_pattern
from cordiale.coding.dictionary.judging import judged
from cordiale.coding.dictionary.reading import Named, Reader, Reading
from cordiale.formats.codings import VOCABULARY, Coding, read_codings, write_codings
from cordiale.model.texts import CodingUnit
from cordiale.passages import mentions

FOLDS = 5
EARLY, ITERATIONS = 15, 80  # steps with all cues, and with those that are not at zero
LEAST_DOCUMENTS = 8  # in which a mined word must stand
MOST_CUES = 400  # tried for one decision: those that go most with it
FEWEST = 8  # passages with a decision, below which it is not fitted
HAND, MINED = 1.5, 2.0  # how strongly points are held to zero; cues written by hand less than mined words
SMALLEST = 0.05
ANY_FIRST = ("role", "autonomy", "recognition")  # whether there is one is decided before which
OWN_FAMILIES = ("russia", "china")  # come from named actors alone, so that no word stands for a state


@dataclass
class Passages:
    """Coded passages of one language, read with the patterns."""

    units: list[CodingUnit]
    codings: list[Coding]
    readings: list[Reading]
    words: list[set[str]]
    folds: np.ndarray


def main() -> int:
    options = _options()
    codings = [one for one in read_codings(options.codings) if one.language == options.language]
    files = read(options.language, options.folder)
    hand = replace(
        files, points=(), decisions=(), patterns=tuple(p for p in files.patterns if p.kind != "words")
    )
    passages = _passages(codings, hand)
    tables = _tables(passages, hand, options.no_words)
    fitted = {fold: {} for fold in (*range(FOLDS), None)}
    thresholds: dict[str, float] = {}
    for name, table in tables.items():
        apart = np.zeros(len(table.answers))
        for fold in fitted:
            train = np.ones(len(apart), bool) if fold is None else table.folds != fold
            fitted[fold][name] = points = _fit(table, train)
            if fold is not None:
                apart[~train] = _sums(table, points)[~train]
        thresholds[name] = _best_threshold(name, apart, table, passages)
        print(f"  {name:32} {int(table.answers.sum()):5} threshold {thresholds[name]:+.2f}", file=sys.stderr)
    built = {fold: _files(hand, by_name, thresholds, tables, fold) for fold, by_name in fitted.items()}
    apart_codings = [
        coding
        for fold in range(FOLDS)
        for coding in _coded(passages, built[fold], np.flatnonzero(passages.folds == fold))
    ]
    fitted_codings = list(_coded(passages, built[None], range(len(passages.units))))
    _report(codings, apart_codings, fitted_codings)
    if options.apart:
        write_codings(options.apart, sorted(apart_codings, key=lambda one: one.id))
    if options.write:
        _write(options.folder or Path("src/cordiale/coding/dictionary"), built[None])
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "codings", type=Path, help="coded passages: id, doc_id, actor, language, text and the codes"
    )
    parser.add_argument("--language", required=True)
    parser.add_argument(
        "--folder", type=Path, help="where the folders of the languages stand (default: the package's)"
    )
    parser.add_argument(
        "--no-words", action="store_true", help="patterns written by hand alone; no mined words"
    )
    parser.add_argument(
        "--write", action="store_true", help="write points.csv and decisions.csv of the language"
    )
    parser.add_argument(
        "--apart",
        type=Path,
        help="write the codings by points fitted on other documents (for measure_coder.py)",
    )
    return parser.parse_args()


def _passages(codings: Sequence[Coding], files: PatternFiles) -> Passages:
    reader = Reader(files)
    units = [
        CodingUnit(
            id=one.id,
            actor=one.actor,
            text=str(one.passage["text"]),
            language=one.language,
            mentions=mentions(str(one.passage["text"]), one.language),
        )
        for one in codings
    ]
    readings = [reader.read(unit) for unit in units]
    proper = _proper(units, readings) | files.rules.unmined if files.rules.spaced else set()
    words = [_words(one.passage, files, proper) for one in readings]
    folds = np.array([zlib.crc32(one.document.encode()) % FOLDS for one in codings])
    return Passages(units, list(codings), readings, words, folds)


def _proper(units: Sequence[CodingUnit], readings: Sequence[Reading]) -> set[str]:
    """Words that are mostly written with a capital within a sentence: names, which must not be mined."""
    capital, total = Counter(), Counter()
    for unit, reading in zip(units, readings, strict=True):
        passage = reading.passage
        for i in range(1, len(passage.words)):
            if passage.words[i - 1] != "." and passage.words[i][0].isalpha():
                total[passage.words[i]] += 1
                capital[passage.words[i]] += unit.text[passage.spans[i][0]].isupper()
    return {word for word in total if capital[word] > 0.5 * total[word]}


def _words(passage: Canonical, files: PatternFiles, proper: set[str]) -> set[str]:
    """Words and stems that may be mined from a passage."""
    if not files.rules.spaced:
        return _character_words(passage.text)
    plain = [word if word.isalpha() or "-" in word or "'" in word else "" for word in passage.words]
    plain = [word if word and word not in proper and word[0] < "\ud7ff" else "" for word in plain]
    return {_stemmed(word, files.rules.mined_stem) for word in plain if word}


def _stemmed(word: str, letters: int) -> str:
    """A long word's stem, as a pattern."""
    return f"{word[:letters]}*" if letters and len(word) > letters else word


def _character_words(text: str) -> set[str]:
    """Two to four Chinese characters in a row."""
    found = set()
    for length in (2, 3, 4):
        for i in range(len(text) - length + 1):
            word = text[i : i + length]
            if all("\u4e00" <= one <= "\u9fff" for one in word):
                found.add(word)
    return found


@dataclass
class Table:
    """One decision: yes or no by row, and the cues of each row."""

    cues: list[tuple[str, str]]
    row: np.ndarray  # a cue that was found: its row, and its column
    column: np.ndarray
    answers: np.ndarray
    folds: np.ndarray
    held: np.ndarray
    passage: np.ndarray  # the number of each row's passage

    def dense(self, columns: np.ndarray) -> np.ndarray:
        """Some of the columns, 1 where the cue was found."""
        place = np.full(len(self.cues), -1)
        place[columns] = np.arange(len(columns))
        inside = place[self.column] >= 0
        found = np.zeros((len(self.answers), len(columns)), np.float32)
        found[self.row[inside], place[self.column[inside]]] = 1
        return found

    def counts(self, weights: np.ndarray) -> np.ndarray:
        """By column, the sum of the rows' weights."""
        return np.bincount(self.column, weights=weights[self.row], minlength=len(self.cues))


def _tables(passages: Passages, files: PatternFiles, no_words: bool) -> dict[str, Table]:
    usual = _usual(passages) if not no_words else set()
    rows = [
        {("", cue) for cue in reading.cues} | {("", f"word:{word}") for word in words & usual}
        for reading, words in zip(passages.readings, passages.words, strict=True)
    ]
    tables = _of(rows, passages.folds, _decisions(), passages.codings, range(len(rows)))
    named_rows, numbers, pairs = [], [], []
    for i, reading in enumerate(passages.readings):
        for one in reading.named:
            near = _near_words(reading.passage, one, files) & usual
            named_rows.append(set(one.cues) | {("near", f"word:{word}") for word in near})
            numbers.append(i)
            pairs.append((passages.codings[i], one))
    return tables | _of(named_rows, passages.folds[numbers], _named_decisions(), pairs, numbers)


def _usual(passages: Passages) -> set[str]:
    documents: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for coding, words in zip(passages.codings, passages.words, strict=True):
        for word in words:
            documents[word].add(coding.document)
            times[word] += 1
    return {word for word, where in documents.items() if len(where) >= LEAST_DOCUMENTS and times[word] >= 8}


def _near_words(passage: Canonical, named: Named, files: PatternFiles) -> set[str]:
    found: set[str] = set()
    near = files.rules.near
    for place in named.places:
        low, high = max(0, place - near), min(len(passage.words), place + near + 1)
        inside = [i for i in range(low, high) if passage.sentences[i] == passage.sentences[place]]
        part = [passage.words[i] for i in inside]
        if files.rules.spaced:
            found.update(
                _stemmed(word, files.rules.mined_stem) for word in part if word not in files.rules.unmined
            )
        else:
            found.update(_character_words("".join(part)))
    return found


def _of(
    rows: Sequence[set[tuple[str, str]]],
    folds: np.ndarray,
    decisions: Mapping[str, Callable[..., bool]],
    judged_by: Sequence[object],
    numbers: Sequence[int],
) -> dict[str, Table]:
    counts = Counter(cue for row in rows for cue in row)
    cues = sorted(cue for cue, times in counts.items() if times >= 5)
    place = {cue: i for i, cue in enumerate(cues)}
    cells = np.array([(i, place[cue]) for i, row in enumerate(rows) for cue in row if cue in place], np.intp)
    held = np.array([MINED if cue.startswith("word:") else HAND for _, cue in cues], np.float32)
    tables = {}
    for name, answer in decisions.items():
        answers = np.array(
            [answer(*one) if isinstance(one, tuple) else answer(one) for one in judged_by], np.float32
        )
        if answers.sum() >= FEWEST:
            tables[name] = Table(cues, cells[:, 0], cells[:, 1], answers, folds, held, np.array(numbers))
    return tables


def _decisions() -> dict[str, Callable[[Coding], bool]]:
    """What is decided on a passage, and how the codings answer."""

    def highest(key: str, least: int) -> Callable[[Coding], bool]:
        return lambda one: any(getattr(t, key) >= least and t.magnitude >= 1 for t in one.threats)

    found: dict[str, Callable[[Coding], bool]] = {
        "threat": highest("magnitude", 1),
        "serious": highest("magnitude", 2),
        "grave": highest("magnitude", 3),
        "growing": highest("urgency", 1),
        "imminent": highest("urgency", 2),
        "open": lambda one: any(t.hedge for t in one.threats),
        "status": lambda one: any(not s.formulaic for s in one.status),
        "formula": lambda one: any(s.formulaic for s in one.status),
    }
    for family in VOCABULARY["threats.family"]:
        if family not in OWN_FAMILIES:
            found[f"family.{family}"] = lambda one, family=family: any(
                t.family == family and t.magnitude >= 1 for t in one.threats
            )
    for field, key in (
        ("rank", "own_rank"),
        ("role", "role"),
        ("autonomy", "autonomy"),
        ("recognition", "recognition"),
    ):
        for value in VOCABULARY[f"status.{key}"][:-1]:
            found[f"{field}.{value}"] = lambda one, key=key, value=value: any(
                getattr(s, key) == value for s in one.status
            )
        if field in ANY_FIRST:
            found[f"{field}.any"] = lambda one, key=key: any(getattr(s, key) != "none" for s in one.status)
    for value in VOCABULARY["support"][:-1]:
        found[f"support.{value}"] = lambda one, value=value: one.support == value
    for value in VOCABULARY["narrative"]:
        found[f"narrative.{value}"] = lambda one, value=value: one.narrative == value
    return found


def _named_decisions() -> dict[str, Callable[[Coding, Named], bool]]:
    def code_of(coding: Coding, named: Named) -> str | None:
        key = linked_name(named.name)
        return next((other.othering for other in coding.others if linked_name(other.name) == key), None)

    def threatens(coding: Coding, named: Named) -> bool:
        word = named.name.lower()
        return bool(named.family) and any(
            t.family == named.family
            and t.magnitude >= 1
            and (named.family != "other_state" or _says(t.source, word, named))
            for t in coding.threats
        )

    found: dict[str, Callable[[Coding, Named], bool]] = {
        f"{OF_NAMED}{value}": lambda coding, named, value=value: code_of(coding, named) == value
        for value in ("radical", "we", "non_radical")
    }
    found[f"{OF_NAMED}related"] = lambda coding, named: code_of(coding, named) is not None
    found[f"{OF_NAMED}threat"] = threatens
    return found


def _says(source: str, name: str, named: Named) -> bool:
    """Whether a source names the actor, in whatever form; a source that names none may be any."""
    agent, *_ = re.split(
        r" (?:against|on|in|toward|towards|of) ", source
    )  # "russian aggression against ukraine"
    found = mentions(agent.title(), "en")
    actor = find(named.name)
    return not found or (
        actor is not None and any(m.original_actor == actor.code or m.actor == actor.code for m in found)
    )


def _fit(table: Table, train: np.ndarray) -> tuple[float, dict[int, float]]:
    """Base, and points by column: logistic regression with points held to zero."""
    answers = table.answers[train]
    if answers.sum() < 3:
        return -6.0, {}
    rows = len(answers)
    seen = table.counts(train.astype(float))
    share = seen / rows
    both = table.counts(train * (table.answers - answers.mean())) / rows
    together = np.abs(both) / (np.sqrt(share * (1 - share)) + 1e-6)
    chosen = np.argsort(-np.where(seen >= 4, together / np.sqrt(table.held), -1))[:MOST_CUES]
    part, held = table.dense(chosen)[train], table.held[chosen]
    weights, base = _descend(part, answers, held)
    return base, {int(chosen[i]): float(w) for i, w in enumerate(weights) if abs(w) >= SMALLEST}


def _descend(part: np.ndarray, answers: np.ndarray, held: np.ndarray) -> tuple[np.ndarray, float]:
    """Least loss by steps that learn from the step before (FISTA), points pulled to zero after each."""
    odds = float(answers.mean())
    base = math.log(odds / (1 - odds))
    weights = np.zeros(part.shape[1], np.float32)
    weights, base = _steps(part, answers, held, weights, base, EARLY)
    # Most points are zero by now and stay so: the rest of the way goes with the others alone.
    miss = 1 / (1 + np.exp(-(part @ weights + base))) - answers
    alive = np.flatnonzero((weights != 0) | (np.abs(part.T @ miss) > 0.8 * held))
    found, base = _steps(part[:, alive].copy(), answers, held[alive], weights[alive], base, ITERATIONS)
    weights[:] = 0
    weights[alive] = found
    return weights, base


def _steps(
    part: np.ndarray, answers: np.ndarray, held: np.ndarray, weights: np.ndarray, base: float, times: int
) -> tuple[np.ndarray, float]:
    rows = len(answers)
    step = 1 / (0.25 * _largest(part) + 1e-9)
    look_w, look_b, speed = weights.copy(), base, 1.0
    ridge = 0.15
    for _ in range(times):
        miss = 1 / (1 + np.exp(-(part @ look_w + look_b))) - answers
        moved = look_w - step * (part.T @ miss + ridge * look_w)
        new = np.sign(moved) * np.maximum(np.abs(moved) - step * held, 0)
        new_base = look_b - min(step * 10, 4.0 / rows) * float(miss.sum())
        # A plain float: one of NumPy's would make all of it float64, and that 15 times slower.
        faster = (1 + math.sqrt(1 + 4 * speed**2)) / 2
        look_w = new + (speed - 1) / faster * (new - weights)
        look_b = new_base + (speed - 1) / faster * (new_base - base)
        weights, base, speed = new, new_base, faster
    return weights, base


def _largest(part: np.ndarray) -> float:
    """The largest eigenvalue of the columns' products."""
    vector = np.ones(part.shape[1], np.float32)
    for _ in range(20):
        vector = part.T @ (part @ vector)
        size = float(np.linalg.norm(vector)) or 1.0
        vector /= size
    return size


def _sums(table: Table, points: tuple[float, dict[int, float]]) -> np.ndarray:
    base, weights = points
    columns = np.array(list(weights), np.intp)
    return table.dense(columns) @ np.array([weights[i] for i in columns], np.float32) + base


def _best_threshold(name: str, apart: np.ndarray, table: Table, passages: Passages) -> float:
    """The threshold that serves the field that the decision is for.

    The likeliest of the narratives is taken, so that they need none. Of named actors one in a passage counts.
    """
    if name.startswith("narrative."):
        return 0.0
    othering = name.removeprefix(OF_NAMED)
    if not name.startswith(OF_NAMED) or othering not in VOCABULARY["others.othering"]:
        return _threshold(apart, table.answers)
    highest = np.full(len(passages.codings), -99.0)
    np.maximum.at(highest, table.passage, apart)
    answers = [any(other.othering == othering for other in one.others) for one in passages.codings]
    return _threshold(highest, np.array(answers, np.float32))


def _threshold(sums: np.ndarray, answers: np.ndarray) -> float:
    """The strictest threshold whose F1 comes within a two-hundredth of the highest: where it matters little, fewer errors."""
    order = np.argsort(-sums)
    right = np.cumsum(answers[order])
    f1 = 2 * right / (np.arange(1, len(sums) + 1) + answers.sum())
    f1[int(2 * answers.sum()) + 1 :] = 0  # no decision that finds more than twice what is there
    smooth = np.convolve(f1, np.ones(9) / 9, mode="same")  # a peak on a few passages is chance
    return round(float(sums[order[int(np.argmax(smooth >= 0.995 * smooth.max()))]]), 2)


def _files(
    hand: PatternFiles,
    fitted: Mapping[str, tuple[float, dict[int, float]]],
    thresholds: Mapping[str, float],
    tables: Mapping[str, Table],
    fold: int | None,
) -> PatternFiles:
    """The pattern files with fitted points."""
    points, decisions = [], []
    for name, (base, weights) in fitted.items():
        decisions.append(Decision(name=name, base=round(base, 2), threshold=thresholds[name]))
        table = tables[name]
        times, right = table.counts(np.ones(len(table.answers))), table.counts(table.answers)
        for column, weight in weights.items():
            where, cue = table.cues[column]
            is_word = cue.startswith("word:")
            points.append(
                Points(
                    cue=cue.removeprefix("word:"),
                    is_word=is_word,
                    where=where,
                    decision=name,
                    points=round(weight, 2),
                    precision=round(float(right[column] / times[column]), 2),
                )
            )
    words = dict.fromkeys(one.cue for one in points if one.is_word)
    patterns = hand.patterns + tuple(word_pattern(word, hand.language, hand.rules) for word in words)
    return replace(hand, patterns=patterns, points=tuple(points), decisions=tuple(decisions))


def _coded(passages: Passages, files: PatternFiles, which: Iterable[int]) -> Iterable[Coding]:
    language = Language(files, Reader(files), Scale(files))
    for i in which:
        unit = passages.units[i]
        yield judged(unit, language.reader.read(unit), language.scale, files.patterns)


def _report(reference: Sequence[Coding], apart: Sequence[Coding], fitted: Sequence[Coding]) -> None:
    first = evaluate(reference, apart, resamples=0).fields
    second = evaluate(reference, fitted, resamples=0).fields
    print(
        f"{'field':20} {'positives':>9} {'precision':>9} {'recall':>7} {'F1 apart':>9} {'F1 fitted':>9} {'alpha':>6}"
    )
    for name, one in first.items():
        values = (one.precision.value, one.recall.value, one.f1.value, second[name].f1.value, one.alpha.value)
        shown = [f"{value:.3f}" if value is not None else "-" for value in values]
        print(
            f"{name:20} {one.positives:9} {shown[0]:>9} {shown[1]:>7} {shown[2]:>9} {shown[3]:>9} {shown[4]:>6}"
        )


def _write(folder: Path, files: PatternFiles) -> None:
    root = folder / files.language
    with (root / "decisions.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("decision", "base", "threshold"))
        out.writerows((one.name, one.base, one.threshold) for one in files.decisions)
    with (root / "points.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("cue", "where", "decision", "points", "precision"))
        for one in sorted(
            files.points, key=lambda p: (p.decision, p.is_word, -abs(p.points), p.cue, p.where)
        ):
            out.writerow(
                (("" if one.is_word else "@") + one.cue, one.where, one.decision, one.points, one.precision)
            )


if __name__ == "__main__":
    sys.exit(main())
