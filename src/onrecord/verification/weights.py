"""Which words weigh more than others where a quotation and its source differ."""

from collections.abc import Collection
from functools import cache

from onrecord.components import data_table
from onrecord.core.audit import Grave


@cache
def data_words(kind: str) -> frozenset[str]:
    """A list of words of `audit.toml`."""
    return frozenset(data_table("audit.toml")[kind].split())


def is_negation(form: str) -> bool:
    """Whether a word, as it is compared, negates."""
    return form.endswith("n't") or form in data_words("negations")


def is_number(form: str) -> bool:
    """Whether a word, as it is compared, counts or measures."""
    return any(char.isdigit() for char in form) or form in data_words("numbers")


def is_telling(form: str) -> bool:
    """Whether sharing the word says something: it is none that any two texts share."""
    return form not in data_words("function")


def is_stand_in(form: str) -> bool:
    """Whether the word stands for a name, as "she" and "their" do."""
    return form in data_words("stand_ins")


def leans(form: str) -> bool:
    """Whether the word needs one after it, as "of" and "the" do."""
    return form in data_words("leaning")


def gravity(forms: Collection[str], names: bool) -> Grave | None:
    """Why a change of these words is grave, None when it is not.

    Args:
        forms: the words that one side has and the other has not.
        names: whether one of them is written as a name.
    """
    if any(is_negation(form) for form in forms):
        return Grave.NEGATION
    if any(is_number(form) for form in forms):
        return Grave.NUMBER
    return Grave.NAME if names else None
