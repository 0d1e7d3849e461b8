"""Which statements a page can tell in a sentence that says something by itself.

The others are counted, and are evidence like any: "criticism of the fleet" tells no reader what
was said.
"""

import re

from onrecord.components import data_table
from onrecord.core.evidence import Action, Form, SpeakerKind, Statement
from onrecord.core.findings import Evidence
from onrecord.synthesis.clauses import is_clause, is_predicate, stands_alone
from onrecord.synthesis.reporting import reporting_words_before
from onrecord.synthesis.wording import UNNAMED, is_around, speaker_name, verb_phrase

_SPLICED = re.compile(
    r",\s+(?:said|says|told|added|wrote)\s+(?:that\s+)?(?:he|she|they|it|his|her|the)\b"
)
"""The end of a clause about the speaker, within what is reported: "the toll, said she would"."""
_NOBODY = re.compile(r"(?:none|no|nobody|neither|few|any(?:one|body)?)\b", re.IGNORECASE)
_OF_A_PERSON = re.compile(r"(?:that\s+)?(?:he|she|his|her)\b", re.IGNORECASE)
_PREPOSITIONS = frozenset({"over", "of", "by", "from", "into", "with", "against"})


def has_source(evidence: Evidence) -> bool:
    """Whether the text says of whom words are, if only "some critics"."""
    telling = evidence.telling
    if isinstance(telling, Statement) and _NOBODY.match(telling.description or ""):
        return False  # "none of her rivals attacked her"
    return evidence.who is not None or isinstance(telling, Action) or bool(telling.source)


def makes_a_sentence(evidence: Evidence) -> bool:
    """Whether a page can tell it in a sentence: "criticism of the fleet" only counts."""
    telling = evidence.telling
    if isinstance(telling, Action):
        return stands_alone(evidence)
    if telling.form is Form.DIRECT:
        return True
    if _SPLICED.search(evidence.exact) or "according to" in evidence.exact:
        return False  # the words of two sources in one
    if _is_of_somebody_else(evidence, telling) or _is_torn(evidence, telling):
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


def _is_of_somebody_else(evidence: Evidence, statement: Statement) -> bool:
    """Whether words of a body open with a "he" whom no reader of them knows."""
    return (
        statement.speaker_kind is SpeakerKind.ORGANISATION
        and statement.form is not Form.DIRECT
        and _OF_A_PERSON.match(evidence.exact) is not None
    )


def _is_torn(evidence: Evidence, statement: Statement) -> bool:
    """Whether reporting words and content are of two clauses: "[anger,] he admitted, [over it]"."""
    before = reporting_words_before(evidence, statement).split()
    return (
        bool(before)
        and before[-1] in data_table("wording.toml")["bare"].split()
        and evidence.exact.partition(" ")[0] in _PREPOSITIONS
    )
