"""What silence about the partner means: low by absence, or too little to tell (I-6)."""

from __future__ import annotations

from cordiale.model.rules import IdentityRules


def corpus_salience(
    *, words: int, documents: int, mentions: int, names_partners: bool, rules: IdentityRules
) -> str | None:
    """Salience of the partner in an actor's texts: ``absent``, ``low``, ``normal``, or None.

    Args:
        words, documents: size of what was searched. Args mentions: of the partner in it.
        names_partners: whether these are texts of a kind that normally names partners (a major
            annual address does; a statement on one narrow subject does not).
        rules: the floors.

    Missing: None where the partner is below the floor and the corpus is too small, or of a kind
    that does not name partners: silence then says nothing, and the side stays unknown.

    Rule: I-6, A9; OP 6.3 edge case (a).

    Example:
        >>> from cordiale.model.rules import Rules
        >>> rules = Rules.default().identity
        >>> corpus_salience(words=40_000, documents=9, mentions=0, names_partners=True, rules=rules)
        'absent'
        >>> corpus_salience(words=900, documents=1, mentions=0, names_partners=True, rules=rules)
    """
    per_10k_words = mentions / words * 10_000 if words else 0.0
    if words and per_10k_words >= rules.salience_floor_per_10k_words:
        return "normal"
    large = words >= rules.corpus_floor_words and documents >= rules.corpus_floor_documents
    if not (large and names_partners):
        return None
    return "low" if mentions else "absent"
