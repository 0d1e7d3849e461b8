"""Whether words make sense to a reader who has not read what stood around them.

There is no parse at hand here, only the words: endings and small words tell what is a clause, well
enough to leave out what is none.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.components import data_table
from onrecord.core.evidence import Action, Status
from onrecord.core.findings import Evidence
from onrecord.synthesis.naming import titles
from onrecord.synthesis.reporting import first_verb, is_auxiliary, is_finite

MARKS = "“”\"'‘’"
PRONOUNS = frozenset({"he", "she", "they", "it"})
_SUBJECTS = PRONOUNS | {"we", "i", "you"}
_TAKING_UP = PRONOUNS | {"his", "her", "their", "its", "this", "that", "who", "which"}
_POSSESSIVES = frozenset({"his", "her", "their", "its", "whose"})
_NO_NAMES = _POSSESSIVES | {"the", "a", "an", "these", "those", "some", "many", "all", "no", "our"}
_DESCRIBING = (
    "ian",
    "ean",
    "ican",
    "ish",
    "ese",
    "-linked",
    "-backed",
    "-led",
    "-based",
    "-style",
    "'s",
    "’s",
)
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "my"})
_TEMPORAL = frozenset({"after", "before", "because", "although", "while", "when"})
_WHERE = frozenset({"in", "at", "to", "on", "during", "after", "before", "from"})
_LEADING_ON = frozenset(
    {"into", "of", "about", "with", "for", "from", "over", "the", "a", "an", "to", "by", "against"}
)
_TITLES = frozenset(
    {"Mr.", "Mrs.", "Ms.", "Dr.", "President", "Senator", "Sen.", "Gov.", "Premier"}
)
_SUBORDINATING = frozenset({"who", "which", "that", "whether", "whom", "whose"})


_TITLED = re.compile(r"\b(?:headlined|titled|entitled|captioned)[,:]?\s+[\"“‘]?$")
_BROKEN_OFF = re.compile(
    r"[A-Z][^,;:]*\b[A-Z][\w’'.-]*, "
    r"(?:(?:this|last) \w+ |on \w+ |today |yesterday )?[a-z]+ed\b[^,]*$"
)
"""A verb after an insertion of which only the end is there: "[the cabinet, led by] Vale, met"."""


_RELATIVE_TO = re.compile(r"\b(?:where|whom|in which|to which|for which|of which)\s+$")
"""What ties a clause to a word before it, without which it tells less than it says."""
_TO_COME = re.compile(r"\b(?:next (?:week|weekend|month|year)|tomorrow|tonight)\b")
_FORMER = re.compile(r"\b(?:(?:former|acting|late)\s+|(?:then|ex)-)$", re.IGNORECASE)
"""What says that the title which opens a clause was another's time: "former [President Vale]"."""
_AND = re.compile(r"\b[A-Z][\w.’'-]* and\s+$")
"""The first of two subjects: "Then, Okoro and [Vale met again]"."""
_TAKES_UP = re.compile(r"(?:did|does|do|done|doing)\s+(?:so|it|this|that|the same)\b")
_RELATIVE = re.compile(
    r"(?:\w+ )?(?:hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after)\b"
    r"|(?:the )?(?:next|following|previous|same) (?:day|morning|evening|night|week|month|year)\b",
    re.IGNORECASE,
)
"""A time that counts from what stood before: "a month later"."""
_POSSIBLE = frozenset({"can", "can't", "cannot", "could", "couldn't", "may", "might"})
_ONE_OF_SEVERAL = re.compile(r"(?:Mr\.|Mrs\.|Ms\.|\s)*[A-Z][\w-]*[^s\W] have\b")
"""The last of several subjects: "the guild and [Okoro have rejected it]"."""
_AND_DID = re.compile(r",?\s+and\s+\w+ed\b")
_DID_THEN = re.compile(r",\s+\w+ed\b[^,]*$")
_GOES_ON = re.compile(r"\s(?:who|whom|whose)\b")
"""What tells whom or what its last word means: "over a guard [who had struck an envoy]"."""
_OWN_SUBJECT = re.compile(r"[^,]*,\s+(?:was|were|is|are|has|had|have)\b")
"""A subject that a comma parts from its verb: what opened the insertion stands before it."""


def is_loose(words: Sequence[str]) -> bool:
    """Whether words, in lower case, break off: "we are going to get away from"."""
    return not words or words[-1] in data_table("wording.toml")["loose_ends"].split()


def stands_alone(evidence: Evidence) -> bool:
    """Whether a deed's clause tells who did what to a reader who has not read what came before.

    "She was arrested" and "her meeting with Okoro" do not.
    """
    words = evidence.exact.split()
    opening = words[0].casefold().strip(MARKS + ",") if words else ""
    if not opening or not opening[0].isalpha():
        return False
    if evidence.who is None and (opening in _TAKING_UP or is_auxiliary(opening)):
        return False
    if opening in _POSSESSIVES or _is_gerund(words[0]):  # "his meeting with the attorney": whose?
        return False
    if _is_broken(evidence, opening) or _says_nothing(words) or _is_only_possible(words):
        return False
    if _TAKES_UP.search(evidence.exact) or _RELATIVE.match(evidence.exact):
        return False
    if _is_of_the_day(evidence):
        return False
    return _has_verb(words) and not is_loose([words[-1].casefold().strip(MARKS + ".,;:")])


def _is_of_the_day(evidence: Evidence) -> bool:
    """Whether only who knows the day of the report knows when: "Vale visits Karsia next week"."""
    telling = evidence.telling
    is_done = isinstance(telling, Action) and telling.status is Status.DONE
    return is_done and evidence.date is None and _TO_COME.search(evidence.exact) is not None


def _is_broken(evidence: Evidence, opening: str) -> bool:
    """Whether words are missing: of its subject, of a quotation, of a list, of whom it is about."""
    if _is_cut(evidence, opening) or _is_half_quoted(evidence.exact) or _is_cut_list(evidence):
        return True
    if _BROKEN_OFF.match(evidence.exact) or _ONE_OF_SEVERAL.match(evidence.exact):
        return True
    return _GOES_ON.match(evidence.citations[0].selector.suffix) is not None


def _is_cut(evidence: Evidence, opening: str) -> bool:
    """Whether its subject began before it: "the inquiry into [Karsian money drew near]".

    Nor is the title of a story somebody passes on a clause of theirs: "headlined “[Vale sailed]”".
    """
    prefix = evidence.citations[0].selector.prefix
    if _TITLED.search(prefix):
        return True
    if _RELATIVE_TO.search(prefix):
        return True  # "in the east, where [Karsia has seized land]"
    if _FORMER.search(prefix) or (evidence.exact[:1].isupper() and _AND.search(prefix)):
        return True
    if prefix.rstrip().endswith(",") and _OWN_SUBJECT.match(evidence.exact):
        return True  # "Vale, [a citizen of Karsia, was arrested]"
    words = evidence.citations[0].selector.prefix.split()
    before = [word for word in words if word.casefold() not in titles()]
    return bool(before) and before[-1] in _LEADING_ON and not opening.endswith("ing")


def _is_gerund(opening: str) -> bool:
    return opening.islower() and opening.endswith("ing")


def _is_half_quoted(text: str) -> bool:
    """Whether a quotation only ends or only begins in it."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _is_cut_list(evidence: Evidence) -> bool:
    """Whether the last of several deeds is missing: "closed ports, fired at ships [and …]"."""
    goes_on = _AND_DID.match(evidence.citations[0].selector.suffix)
    return goes_on is not None and _DID_THEN.search(evidence.exact) is not None


def _is_only_possible(words: Sequence[str]) -> bool:
    """Whether its first verb says what may be: "the mayor cannot tell one from the other"."""
    return first_verb(words) in _POSSIBLE


def _says_nothing(words: Sequence[str]) -> bool:
    """Whether it tells that somebody said, and not what: "Vale said in a meeting after firing"."""
    return any(a == "said" and b in _WHERE for a, b in pairwise(words))


def names_a_deed(evidence: Evidence) -> bool:
    """Whether a deed's words at least name it: "the recall of the envoy", not "her vote".

    A clause with a verb that does not stand alone is torn, and names nothing.
    """
    words = evidence.exact.split()
    opening = words[0].casefold()
    is_named = evidence.who is not None and opening not in _TAKING_UP | _POSSESSIVES
    return is_named and not _has_verb(words)


def is_clause(content: str) -> bool:
    """Whether words reported have a finite verb of their own: not "assertion that it rained"."""
    words = content.removeprefix("that ").split()
    if is_predicate(content) or not words:
        return False
    verbs = [i for i in range(len(words)) if _is_verb(words, i) and _is_sure(words, i)]
    return bool(verbs) and not any(map(_subordinates, words[1 : verbs[0]]))


def is_predicate(content: str) -> bool:
    """Whether words reported go on a sentence as its verb: "has been a consistent supporter"."""
    opening = content.partition(" ")[0]
    return opening.islower() and is_auxiliary(opening)


def _has_verb(words: Sequence[str]) -> bool:
    return any(_is_verb(words, i) for i in range(len(words))) and not _comes_late(words)


def _is_verb(words: Sequence[str], i: int) -> bool:
    """Whether a word is a finite verb; one in "s" only after a name, else it is a noun.

    After "they" any word is one.
    """
    if i and words[i - 1].casefold() in _SUBJECTS:
        return True
    bare = words[i].casefold().strip(MARKS + ".,;:")
    if not is_finite(bare) or words[i][:1].isupper() or bare.startswith("http"):
        return False
    if not bare.endswith("s") or is_auxiliary(bare):
        return True
    before = words[i - 1] if i else ""
    is_name = before[:1].isupper() and before.casefold() not in _NO_NAMES
    return is_name and not before.endswith(_DESCRIBING)  # "Karsian officials", "Brenn-linked men"


def _is_sure(words: Sequence[str], i: int) -> bool:
    """Whether a word can be no participle: "the claims rejected by Okoro" is no clause.

    What takes an object is none: "soldiers crossed the river".
    """
    bare = words[i].casefold().strip(MARKS + ".,;:")
    before = words[i - 1] if i else ""
    takes_object = i + 1 < len(words) and words[i + 1].casefold() in _ARTICLES and i > 0
    return (
        is_auxiliary(bare) or before[:1].isupper() or before.casefold() in _SUBJECTS or takes_object
    )


def _subordinates(word: str) -> bool:
    """Whether what follows is not what the words before it do: "remarks, saying he is"."""
    bare = word.casefold().strip(MARKS + ".,;:")
    return bare in _SUBORDINATING or bare.endswith("ing")


def _comes_late(words: Sequence[str]) -> bool:
    """Whether a subordinate clause has the only verb: "the officer who shot him"."""
    bare = [word.casefold().strip(MARKS + ".,;:") for word in words]
    opening = _SUBORDINATING | _TEMPORAL
    opener = next((i for i, word in enumerate(bare) if i and word in opening), None)
    return opener is not None and not any(_is_verb(words, i) for i in range(opener))
