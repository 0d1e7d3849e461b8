"""Which statements a page can tell in a sentence that says something by itself.

The others are counted, and are evidence like any: "criticism of the fleet" tells no reader what
was said.
"""

import re
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Action, Form, SpeakerKind, Statement
from onrecord.core.findings import Evidence
from onrecord.synthesis.clauses import MARKS, is_clause, is_predicate, stands_alone
from onrecord.synthesis.reporting import reporting_words_before, words_at
from onrecord.synthesis.wording import UNNAMED, is_around, speaker_name, verb_phrase

_SPLICED = re.compile(
    r",\s+(?:said|says|told|added|wrote)\s+(?:that\s+)?(?:he|she|they|it|his|her|the)\b"
    r"|,\s+an?\s[^,“\"]{3,60}\ssaid\b"
)
"""Another's reporting words within what is reported: "the toll, said she", ", an aide said"."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_NEXT_SENTENCE = re.compile(r"[a-z]{2}[.?!]\s+[A-Z]")
_NARRATED = re.compile(r"[”\"]\s*[—–-]{1,2}\s+(?!and\b|but\b)[a-z]")
"""A reporter who goes on after a quotation: "“we will stay” — she signs the order"."""
_OF_ANOTHER_CLAUSE = re.compile(r"\band by (?:\w+ ){0,2}?\w+ing\b")
"""What goes on the words before the reporting ones: "[by] saying he was sorry and by paying"."""
_NAMING = re.compile(
    r"what\s+(?:\S+\s+){1,3}?(?:calls?|called|describes?d?|terms?|termed)\b", re.IGNORECASE
)
"""Words for a thing, not about it: "what Vale calls the long tide"."""
_NOBODY = re.compile(r"(?:none|no|nobody|neither|few|any(?:one|body)?)\b", re.IGNORECASE)
_OF_A_PERSON = re.compile(r"(?:that\s+)?(?:he|she|his|her)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"(?:that\s+)?(?:(?:they|their|them|these|those)\b"
    r"|(?:this|that)\s+(?:is|was|would|will|had|has|could|should|may|might)\b"
    r"|(?:to\s+\w+\s+)?(?:him|them)\b"
    r"|its\b|it\s+(?!(?:is|was|would be|will be|has been|had been|seems|seemed|looks|looked)\b))",
    re.IGNORECASE,
)
"""What takes up something told before, if one person said it: "she said they must leave"."""
_IN_FIRST_PERSON = re.compile(r"(?:that\s+)?(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
"""A headline's quotation without marks: "Vale: We won"."""
_SHORT, _WORDS_OF_A_HEADLINE = 3, 4


def has_source(evidence: Evidence) -> bool:
    """Whether the text says of whom words are, if only "some critics"."""
    telling = evidence.telling
    if isinstance(telling, Statement) and _NOBODY.match(telling.description or ""):
        return False  # "none of her rivals attacked her"
    return evidence.who is not None or isinstance(telling, Action) or bool(telling.source)


def makes_a_sentence(evidence: Evidence, *, alone: bool = True) -> bool:
    """Whether a page can tell it in a sentence: "criticism of the fleet" only counts.

    Args:
        evidence: what is to be told.
        alone: whether nothing stands beside it; beside the deed "called it flawed" says what.
    """
    telling = evidence.telling
    if isinstance(telling, Action):
        return stands_alone(evidence)
    if telling.form is Form.DIRECT:
        return True
    unclear = (
        *(_is_spliced, _is_of_somebody_else, _is_torn, _means_something_else),
        *((_takes_up, _only_names) if alone else ()),
    )
    if any(is_so(evidence, telling) for is_so in unclear):
        return False
    if is_around(telling):
        return is_clause(evidence.exact)
    name = speaker_name(evidence)
    is_named = name != UNNAMED
    if verb_phrase(evidence, telling, name) is not None:
        return True
    if is_named and reporting_words_before(evidence, telling):
        return False
    return is_clause(evidence.exact) or (is_named and is_predicate(evidence.exact))


def _is_spliced(evidence: Evidence, statement: Statement) -> bool:
    """Whether the words of two sources are in one, or it only names a thing."""
    words = evidence.exact
    if _SPLICED.search(words) or "according to" in words or _NAMING.match(words):
        return True
    if statement.form is Form.INDIRECT and _NEXT_SENTENCE.search(_QUOTED.sub("“”", words)):
        return True  # a report that goes on is the reporter's again, more often than not
    if statement.form is not Form.DIRECT and _is_headline(words):
        return True
    another = _OF_ANOTHER_CLAUSE.search(words)
    if another is not None and " by " not in words[: another.start()]:
        return True
    return _NARRATED.search(words) is not None


def _is_headline(words: str) -> bool:
    """Whether each word that counts has a capital: "Proposal For Border Wall With Karsia"."""
    bare = (word.strip(MARKS + ".,;:") for word in words.split())
    long = [word for word in bare if len(word) > _SHORT]
    return len(long) >= _WORDS_OF_A_HEADLINE and all(word[0].isupper() for word in long)


def _is_of_somebody_else(evidence: Evidence, statement: Statement) -> bool:
    """Whether words of a body open with a "he" whom no reader of them knows."""
    return (
        statement.speaker_kind is SpeakerKind.ORGANISATION
        and statement.form is not Form.DIRECT
        and _OF_A_PERSON.match(evidence.exact) is not None
    )


def _takes_up(evidence: Evidence, statement: Statement) -> bool:
    """Whether a report opens with a word for what was told before it, or speaks as the speaker."""
    if statement.form is Form.INDIRECT and _IN_FIRST_PERSON.match(evidence.exact):
        return True
    is_one = statement.speaker_kind is SpeakerKind.PERSON
    return is_one and _OF_OTHERS.match(evidence.exact) is not None


def _only_names(evidence: Evidence, statement: Statement) -> bool:
    """Whether it tells on what somebody spoke, and nothing of it: "talked about the nets"."""
    cue = _cue(evidence, statement)
    is_short = len(evidence.exact.split()) <= _SHORT
    return (
        is_short
        and cue[-1:] != []
        and cue[-1] in _listed("on_what")
        and not is_clause(evidence.exact)
    )


def _is_torn(evidence: Evidence, statement: Statement) -> bool:
    """Whether reporting words and content are of two clauses: "[anger,] he admitted, [over it]".

    "What she said years ago about [the nets]" does not tell what that was.
    """
    cue = _cue(evidence, statement)
    if cue[-1:] == ["about"] and not _listed("saying").isdisjoint(cue):
        return True
    if not _listed("right_or_wrong").isdisjoint(cue):
        return True  # "Vale is right that": the judgement of who reports
    if not cue or cue[-1] not in _listed("bare"):
        return False
    opening = evidence.exact.partition(" ")[0]
    # "a wall she said [will stand]"
    return opening in _listed("torn_at") or is_predicate(evidence.exact)


def _means_something_else(evidence: Evidence, statement: Statement) -> bool:
    """Whether the reporting words of a person are about a thing that was named before them.

    "She predicted its main takeaways: …": of what?
    """
    is_person = statement.speaker_kind is not SpeakerKind.ORGANISATION
    return is_person and "its" in _cue(evidence, statement)


@cache
def _listed(group: str) -> frozenset[str]:
    return frozenset(data_table("wording.toml")[group].split())


def _cue(evidence: Evidence, statement: Statement) -> list[str]:
    if not statement.cue:
        return []
    first, last = statement.cue[0].start, statement.cue[-1].end
    return words_at(evidence.citations[0].selector, first, last).casefold().split()
