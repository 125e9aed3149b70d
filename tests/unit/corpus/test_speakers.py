"""Whose words: transcripts in three languages, and press reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from cordiale.corpus.speakers import is_report, own_words, spans_of_column

ENGLISH = """Vladimir Ivanov met with reporters after the talks.
President of Ruritania Vladimir Ivanov: Good afternoon. Let us begin.
There is one thing to say first: we are glad to be here.
Question (retranslated): Mr President, what of Asia?
Vladimir Ivanov: We look to it.
President of Sylvania Anna Berg: So do we.
Dmitry Ivanov: And the ministry, too."""
RUN_ON = (
    "The meeting took place in the Kremlin. * * * President of Ruritania Vladimir Ivanov: Mr Berg, thank you for coming. "
    "I am glad. President of Sylvania Boris Berg: The pleasure is mine, as ever. Vladimir Ivanov: Good. <…>"
)
RUSSIAN = """В.Иванов: Добрый день! Второе: мы рады гостям.
Вопрос: Что скажете об Азии?
В.Иванов: Мы смотрим на неё с надеждой.
А.Берг (как переведено): Мы тоже."""
CHINESE = """记者：请问您怎么看两国关系？
王伟：两国关系处于历史最好时期。
记者：未来呢？
王伟：未来更加光明。"""
BRIEFING = """SECRETARY SMITH: Good morning.
QUESTION: Madam Secretary, a word on trade?
SECRETARY SMITH: Trade is good.
MR. JONES: Last question.
QUESTION: And on Asia?
SECRETARY SMITH: Asia is near."""
UNITED_NATIONS = "Mr. IVANOV (Ruritania): Allow me to begin. We are for peace."
INTERVIEW = "Q: What of Asia?\nA: We look to it.\nQ: And Europe?\nA: We look to it, too."
UNLABELLED_ANSWERS = "Question: What of Asia?\nWe look to it.\nQuestion: And Europe?\nTo Europe, too."


def said(text: str, *speakers: str, **beside: object) -> list[str]:
    found = own_words(text, speakers, **beside)  # type: ignore[arg-type]
    assert found is not None
    return [text[start:end] for start, end in found.spans]


def test_a_transcript_keeps_the_words_of_its_speaker_and_of_nobody_else() -> None:
    first, second = said(ENGLISH, "Vladimir Ivanov")
    assert first.startswith("Good afternoon.")
    assert first.endswith("we are glad to be here.")
    assert second == "We look to it."


def test_people_who_share_a_surname_are_told_apart() -> None:
    assert said(ENGLISH, "Dmitry Ivanov") == ["And the ministry, too."]


def test_labels_are_found_where_a_source_lost_its_lines() -> None:
    assert said(RUN_ON, "Vladimir Ivanov") == ["Mr Berg, thank you for coming. I am glad.", "Good. <…>"]
    assert said(RUN_ON, "Boris Berg") == ["The pleasure is mine, as ever."]


def test_a_name_in_latin_letters_is_found_on_russian_labels() -> None:
    assert said(RUSSIAN, "Vladimir Ivanov") == [
        "Добрый день! Второе: мы рады гостям.",
        "Мы смотрим на неё с надеждой.",
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [("Б.Ельцин", "Boris Yeltsin"), ("С.Шойгу", "Sergei Shoigu"), ("С.Лавров", "Sergey Lavrov")],
)
def test_surnames_are_the_same_across_alphabets_though_spelled_otherwise(label: str, name: str) -> None:
    text = f"Вопрос: Как дела?\n{label}: Хорошо."
    assert said(text, name) == ["Хорошо."]


def test_chinese_labels_are_found() -> None:
    assert said(CHINESE, "王伟") == ["两国关系处于历史最好时期。", "未来更加光明。"]


def test_an_office_before_the_name_makes_no_difference() -> None:
    assert said(BRIEFING, "Anna Smith") == ["Good morning.", "Trade is good.", "Asia is near."]


def test_an_office_alone_is_a_label() -> None:
    text = "Q: Sir, what of Asia?\nTHE PRESIDENT: We look to it."
    assert said(text, "George Smith", "President") == ["We look to it."]


def test_the_actors_name_on_a_label_is_enough() -> None:
    assert said(UNITED_NATIONS + "\nQuestion: Why?", actor_names=["Ruritania"]) == [
        "Allow me to begin. We are for peace."
    ]


def test_a_speaker_whom_only_the_title_names_is_found() -> None:
    text = "Question: Why?\nJohn Doe: Because.\nAnna Berg: Indeed."
    assert said(text, context="Interview with Anna Berg") == ["Indeed."]


def test_answers_are_the_actors() -> None:
    assert said(INTERVIEW) == ["We look to it.", "We look to it, too."]


def test_where_only_questions_are_labelled_the_rest_is_the_actors() -> None:
    assert said(UNLABELLED_ANSWERS) == ["We look to it.", "To Europe, too."]


def test_nobody_is_guessed_among_strangers() -> None:
    assert said("Question: Why?\nJohn Doe: Because.\nAnna Berg: Indeed.") == []


def test_a_speech_interrupted_later_keeps_its_beginning() -> None:
    text = "We have come a long way, and I am glad of it. " * 40 + "\nMr. Ivanov: As I said, we go on."
    assert said(text, "Vladimir Ivanov")[0].startswith("We have come")


@pytest.mark.parametrize(
    "text",
    [
        "We have three aims. First: peace. Second: trade.",
        "Ladies and Gentlemen: We meet in grave times.\nMr. Speaker: I report to you.",
        "Подчеркну: мы за мир.\nВторое: мы за торговлю.\nПодчеркну: и за дружбу.",
        "大家知道：\n钢：一千万吨\n原煤：九千万吨\n钢：更多",
        "The message reads, in part:\nDear friends, we greet you.",
        "27 марта 2025 года 23:15 Москва",
        "",
    ],
)
def test_a_colon_does_not_make_a_label(text: str) -> None:
    assert own_words(text, ["Vladimir Ivanov"]) is None


@pytest.mark.parametrize("piece", ["“", "A-", "A: ", "Ivanov: ", "我", '"', "said ", "(", "Mr. "])
def test_long_runs_of_anything_are_read_in_time(piece: str) -> None:
    own_words(piece * 30_000, ["Vladimir Ivanov"])
    is_report(piece * 30_000)


def test_spans_lie_in_order_within_the_text() -> None:
    found = own_words(ENGLISH, ["Vladimir Ivanov"])
    assert found is not None
    edges = [edge for span in found.spans for edge in span]
    assert edges == sorted(edges)
    assert found.speaker in ("Vladimir Ivanov", "President of Ruritania Vladimir Ivanov")


def test_a_column_of_own_words_is_found_in_the_whole_text_or_not_at_all() -> None:
    assert spans_of_column("A: One.\nB: Two.\nA: One.", "One.\nOne.") == ((3, 7), (19, 23))
    assert spans_of_column("A: One.", "Three.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Ivanov said that talks with Sylvania would go on. The President noted that trade had grown.",
        "The Prime Minister discussed the US proposal. He thanked the guests: “We are grateful to you all.”",
        "Президент отметил, что торговля растёт. Глава государства поблагодарил гостей.",
        "王伟会见时指出，两国关系发展良好。双方强调和平。",
    ],
)
def test_press_reports_are_told_by_their_third_person(text: str) -> None:
    assert is_report(text)


@pytest.mark.parametrize(
    "text",
    [
        "We said that talks would go on. The President noted our progress.",
        "Мы отметили рост торговли. Президент сказал нам это.",
        "我们强调和平。主席指出，我们要合作。",
        "The Government condemns the attack.",
        "",
    ],
)
def test_speeches_and_declarations_are_no_press_reports(text: str) -> None:
    assert not is_report(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "least"),
    [("kremlin_en_1999_2020", 0.94), ("kremlin_ru_putin_2012_2022", 0.98), ("kremlin_ru_2025", 0.97)],
)
def test_labels_agree_with_the_presidents_words_that_the_kremlin_files_mark(
    name: str, least: float, shared: Path
) -> None:
    import polars as pl

    rows = pl.read_parquet(shared / "data" / "corpora" / f"{name}.parquet").filter(
        pl.col("text_president").is_not_null()
    )
    agree = total = 0
    for row in rows.sample(min(200, rows.height), seed=1).iter_rows(named=True):
        text = row["text"]
        found = own_words(
            text, [row["speaker"]], context=row["title"] or "", actor_names=["Russia", "Россия"]
        )
        ours = set() if found is None else {place for span in found.spans for place in range(*span)}
        theirs = {
            place for span in spans_of_column(text, row["text_president"]) or () for place in range(*span)
        }
        marks = [place for place, one in enumerate(text) if not one.isspace()]
        total += len(marks)
        agree += sum((place in ours) == (place in theirs) for place in marks)
    assert agree / total >= least
