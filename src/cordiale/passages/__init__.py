"""What is judged: passages of documents, their language, and the actors that they name. The verbs are `passages` and `mentions`."""

from cordiale.model.texts import Mention, Passage
from cordiale.passages.language import UNKNOWN, language_of
from cordiale.passages.lexicon import LANGUAGES
from cordiale.passages.mentions import mentions
from cordiale.passages.passage import passage_id, passages
from cordiale.passages.sentences import paragraphs, sentences

__all__ = [
    "LANGUAGES",
    "UNKNOWN",
    "Mention",
    "Passage",
    "language_of",
    "mentions",
    "paragraphs",
    "passage_id",
    "passages",
    "sentences",
]
