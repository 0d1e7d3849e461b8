"""Titles and roles: what a person is called by, before a name, after it, or in its place.

"President Okoro", "press secretary Ada Vale", "Ada Vale, Velland's foreign minister," and "the
Karsian leader" all tell an office. Before a name it is read backwards from the name, after it
from the comma on, and alone from "the" on.
"""

from dataclasses import dataclass

from onrecord.core.entities import Gender
from onrecord.extraction.gazetteer import (
    first_name_gender,
    full_title,
    title_gender,
    title_lengths,
    titles_before,
    word_set,
)

_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "this", "our"})
_PREPOSITIONS = frozenset({"to", "of", "for"})
_REACH = 9


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase of a sentence: word numbers from its first word to past its last, its title."""

    start: int
    end: int
    title: str


def title_starting(bases: list[str], at: int) -> int:
    """How many words from here on are a title written with a capital; 0 for none."""
    if at >= len(bases):
        return 0
    for length in title_lengths()[0].get(bases[at], ()):
        if at + length <= len(bases) and tuple(bases[at : at + length]) in titles_before():
            return length
    return 0


def title_ending(bases: list[str], end: int) -> Role | None:
    """The title or role that ends where a name begins ("foreign minister", "Sen.")."""
    head = end - 1
    if head < 0:
        return None
    for length in title_lengths()[1].get(bases[head], ()):
        phrase = tuple(bases[end - length : end]) if length <= end else ()
        if phrase in titles_before():
            return Role(end - length, end, full_title(phrase))
    if bases[head].lower() not in word_set("roles.heads", "titles.toml"):
        return None
    start = head
    while start > 0 and _is_part(bases[start - 1]):
        start -= 1
    return Role(start, end, full_title(tuple(bases[start:end])))


def told_beside(bases: list[str], start: int, end: int) -> tuple[str | None, Gender | None]:
    """A person's title as it stands before or after the name, and the pronoun that either tells."""
    before = title_ending(bases, start)
    after = role_after(bases, end)
    title = before.title if before else after.title if after else None
    gender = title_gender(before.title) if before else None
    return title, gender or first_name_gender(bases[start])


def role_after(bases: list[str], comma: int) -> Role | None:
    """The role that an apposition after a name tells: ", the U.N. ambassador," from its comma."""
    if comma >= len(bases) or bases[comma] not in {",", "("}:
        return None
    stop = min(len(bases), comma + 1 + _REACH)
    for i in range(comma + 1, stop):
        if bases[i] in {",", ".", ";", ")", "—", '"', "“"}:
            return None
        if bases[i].lower() in word_set("speaking"):
            return None
        if _is_head(bases, i) and not (i + 1 < len(bases) and _is_head(bases, i + 1)):
            return _phrase(bases, comma + 1, i)
    return None


def role_alone(bases: list[str], at: int) -> Role | None:
    """The role that stands for a person from "the" on: "the Karsian foreign minister"."""
    if bases[at].lower() != "the":
        return None
    stop = min(len(bases), at + 6)
    for i in range(at + 1, stop):
        word = bases[i].lower()
        if word in word_set("roles.definite", "titles.toml"):
            following = bases[i + 1] if i + 1 < len(bases) else "."
            if following.lower() in word_set("roles.definite", "titles.toml"):
                continue
            if following[0].isupper() or following in {"'s", "-"} or _joins(bases, i):
                return None
            role = _phrase(bases, at + 1, i)
            return Role(at, role.end, role.title)
        if not (_is_part(bases[i]) or bases[i][0].isupper() or word in {"former", "then"}):
            return None
    return None


def _joins(bases: list[str], i: int) -> bool:
    """Whether the noun goes on into another one: "the president elect", "the candidate field"."""
    following = bases[i + 1].lower() if i + 1 < len(bases) else "."
    return following in word_set("roles.joins", "titles.toml")


def _phrase(bases: list[str], first: int, head: int) -> Role:
    start = head
    while start > first and _is_part(bases[start - 1]):
        start -= 1
    end = head + 1
    if bases[head].lower() in {"secretary", "ambassador", "chief", "chairman", "director"}:
        end = _complement(bases, end)
    return Role(start, end, full_title(tuple(bases[start:end])))


def _complement(bases: list[str], at: int) -> int:
    """Past "of state", "to the United Nations", if that follows."""
    if at >= len(bases) or bases[at].lower() not in _PREPOSITIONS:
        return at
    end = at + 1
    if end < len(bases) and bases[end].lower() == "the":
        end += 1
    begun = end
    while end < len(bases) and (
        bases[end][0].isupper() or bases[end].lower() in {"state", "staff", "defense", "defence"}
    ):
        end += 1
    return end if end > begun else at


def _is_head(bases: list[str], i: int) -> bool:
    return bases[i].lower() in word_set("roles.heads", "titles.toml")


def _is_part(word: str) -> bool:
    return word.lower() in word_set("roles.parts", "titles.toml") or word in {
        "U.N.",
        "UN",
        "FBI",
        "CIA",
    }
