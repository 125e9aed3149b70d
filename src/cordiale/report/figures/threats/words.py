"""What the threats figure says: its title, and one sentence a window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cordiale.model.levels import Condition
from cordiale.model.results import ThreatRow
from cordiale.report.figures.threats.reading import Window, source_name
from cordiale.report.figures.threats.values import Whether
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import and_list, counted, listed, sentence
from cordiale.report.words.wording import actor_name, dyad_name, level_words, route_sentences

__all__ = ["level_sentence", "silence", "threats_title"]


def threats_title(windows: Sequence[Window]) -> str:
    """The finding: what the two fear in common, since when, and whether both see it as urgent.

    Rules, in order; the first that holds gives the title.
    1. Threat is high in some window: the latest such window and what both see as severe and urgent.
    2. Some source is named by both in some window: in how many, and who sees it as urgent.
    3. Both name threats and surely none in common; where that is open, that it is.
    4. Only one names a threat; what is known of the other's silence.

    Rule: T-2, T-6. A denied threat (magnitude 0) is not named; an open code is said as not settled.
    """
    highs = [window for window in windows if window.level == "high"]
    if highs:
        return _high(highs[-1], "title")
    shared = Counter(key for window in windows for key in window.common())
    if shared:
        return _shared(windows, shared)
    both = [window for window in windows if all(_names_any(window, actor) for actor in window.dyad)]
    return _apart(both) if both else _one_sided(windows)


def _high(window: Window, table: str) -> str:
    keys = window.decisive()
    values = {"dyad": dyad_name(window.dyad), "period": window.title}
    if not keys:
        return say(f"threats.{table}.high_apart", **values)
    return say(f"threats.{table}.high", source=_names(window, keys), **values)


def _names(window: Window, keys: Sequence[str]) -> str:
    return and_list([_name(window.pair(key)[0]) for key in keys])


def _name(row: ThreatRow) -> str:
    return source_name(row)[0]


def _names_any(window: Window, actor: str) -> bool:
    return any(max(row.magnitude) > 0 for row in window.of(actor))


def _shared(windows: Sequence[Window], shared: Counter[str]) -> str:
    """The source shared in most windows; of several the gravest in the latest of them."""

    def weight(key: str) -> tuple[int, int, int, str]:
        latest = [window for window in windows if key in window.common()][-1]
        rows = latest.pair(key)
        gravest = sum(min(row.magnitude) for row in rows)
        return shared[key], gravest, sum(row.documents for row in rows), key

    main = max(shared, key=weight)
    having = [window for window in windows if main in window.common()]
    values = {
        "dyad": dyad_name(windows[0].dyad),
        "source": _name(having[0].pair(main)[0]),
        "period": having[0].title,
        "count": len(having),
        "of": len(windows),
        "windows": counted("threats.windows", len(windows)),
    }
    if len(having) == 1:
        return listed("clauses", [say("threats.title.shared_once", **values), _urgency(having[0], main)])
    always = len(having) == len(windows)
    opening = say(f"threats.title.shared_{'always' if always else 'often'}", **values)
    return listed("clauses", [opening, _urgency_over_time(having, main)])


def _urgency(window: Window, key: str) -> str:
    """Who sees a shared source as urgent, in one window."""
    rows = window.pair(key)
    answers = [window.urgent(row) for row in rows]
    names = [actor_name(actor) for actor in window.dyad]
    if Whether.OPEN in answers:
        return say("threats.urgency.open")
    if answers[0] is not answers[1]:
        order = names if answers[0] is Whether.YES else names[::-1]
        return say("threats.urgency.one", actor=order[0], other=order[1])
    if answers[0] is Whether.YES:
        return say("threats.urgency.both")
    for (one, other), name in ((rows, names[0]), (rows[::-1], names[1])):
        if min(one.magnitude) > max(other.magnitude):
            return say("threats.urgency.neither_graver", actor=name)
    return say("threats.urgency.neither")


def _urgency_over_time(windows: Sequence[Window], key: str) -> str:
    """Who sees a shared source as urgent in which windows; what is open is never said as no."""
    answers = [tuple(window.urgent(row) for row in window.pair(key)) for window in windows]
    both = [w.title for w, a in zip(windows, answers, strict=True) if a == (Whether.YES, Whether.YES)]
    if both:
        return say("threats.urgency.both_in", periods=_periods(both))
    alone = ""
    for place, actor in enumerate(windows[0].dyad):
        only = (Whether.YES, Whether.NO) if place == 0 else (Whether.NO, Whether.YES)
        found = [window.title for window, pair in zip(windows, answers, strict=True) if pair == only]
        if found:
            values = {"actor": actor_name(actor), "periods": _periods(found)}
            alone = say("threats.urgency.then_only_in", first=alone, **values) if alone else say("threats.urgency.only_in", **values)
    if alone:
        return alone
    settled = all(answer is Whether.NO for pair in answers for answer in pair)
    return say("threats.urgency.never" if settled else "threats.urgency.never_both")


def _periods(titles: Sequence[str]) -> str:
    return and_list(titles) if len(titles) < 5 else counted("threats.windows", len(titles))


def _apart(both: Sequence[Window]) -> str:
    """Both name threats in these windows, and none is surely shared."""
    last = both[-1]
    values = {"dyad": dyad_name(last.dyad), "period": last.title, "windows": counted("threats.windows", len(both))}
    unsettled = [window for window in both if window.nothing_common() is not Whether.YES]
    if unsettled:
        return say("threats.title.not_settled", **(values | {"period": unsettled[-1].title}))
    if len(both) > 1:
        return say("threats.title.nothing_shared_ever", **values)
    opening = say("threats.title.nothing_shared", **values)
    first, second = (last.first_place(actor) for actor in last.dyad)
    if not (first and second):
        return opening
    places = {"source": _name(first), "other_source": _name(second)}
    actors = {"actor": actor_name(last.dyad[0]), "other": actor_name(last.dyad[1])}
    return listed("clauses", [opening, say("threats.title.first_places", **actors, **places)])


def _one_sided(windows: Sequence[Window]) -> str:
    """At most one of the two names a threat in any window."""
    naming = [(window, actor) for window in windows for actor in window.dyad if _names_any(window, actor)]
    if not naming:
        return say("threats.title.nobody", dyad=dyad_name(windows[0].dyad))
    window, actor = naming[-1]
    other = next(code for code in window.dyad if code != actor)
    values = {"actor": actor_name(actor), "other": actor_name(other), "period": window.title}
    return say("threats.title.only_one", silence=silence(window, other), **values)


def silence(window: Window, actor: str) -> str:
    """That an actor named no threat, or that nobody searched: never the one for the other."""
    documents = window.result.documents.get(actor, 0) if window.result else 0
    if not documents:
        return say("threats.title.not_searched")
    return say("threats.title.silent", documents=counted("threats.documents", documents))


def level_sentence(window: Window) -> str:
    """The level in one sentence, with the row behind high or the routes to low.

    Rule: T-2 to T-5. Where the level is unknown, what the codes as they stand give is said as that.
    """
    if window.result is None:
        return say("threats.sentence.no_level", period=window.title)
    values = {"period": window.title, "level": level_words(Condition.THREAT, window.result)}
    routes = sentence(route_sentences(window.result))
    keys = window.decisive()
    if window.level == "high":
        return _high(window, "sentence")
    if window.level == "low":
        return say(f"threats.sentence.{'low' if routes else 'low_without_route'}", routes=routes, **values)
    if routes:
        return say("threats.sentence.as_coded", routes=routes, **values)
    if keys:
        return say("threats.sentence.as_coded_high", source=_names(window, keys), **values)
    return say("threats.sentence.unknown", **values)
