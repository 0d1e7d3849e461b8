"""What a statement does, and whether it was made at all: modality, act and factuality.

The reporting word gives the first idea; its auxiliaries and negation, and the words reported,
correct it: "did not say" and "declined to comment" report silence, "might say" an idea.
"""

import re
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Act, Factuality, Form, Modality
from onrecord.extraction.attribution_cues import Sense, word_set

_NEGATED = frozenset("not never n't".split())
_SILENT = frozenset("comment respond reply answer say discuss elaborate specify".split())
_FIRST = r"(?:i|we)"
_PROMISE = re.compile(
    rf"\b{_FIRST}(?:(?: will|['’]ll)(?! see\b)| am going to| are going to|"
    r"['’]m going to|['’]re going to|"
    r" promise| pledge| vow)\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    r"\b(?:must|should|need(?:s)? to|ought to|has to|have to|had better)\b", re.IGNORECASE
)
_DENIAL = re.compile(
    r"\b(?:did ?n[o']t|didn’t|never|had nothing|have nothing|is not true|untrue|no truth)\b",
    re.IGNORECASE,
)
_PLEDGED = re.compile(
    r"(?:that )?(?:he|she|they|it|we|i)(?: would| will|['’]ll|['’]d)"
    r"(?! (?:see|be|have|like|love|prefer|not know|probably|likely|never have)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’-]+")
_SHORT = 200
"""Code points up to which one "must" or "should" makes the whole a demand."""
_OWN_WORDS = re.compile(r"\b(?:i|we|he|she|they)\b", re.IGNORECASE)


def factuality_of(cue: list[str], lemma: str, content: list[str], conditional: bool) -> Factuality:
    """Whether it was said, from the words of the cue in lower case, and of the content.

    Args:
        cue: the words of the cue, auxiliaries included.
        lemma: the reporting word's base form.
        content: the first words of the content.
        conditional: whether the clause is a condition ("if he says").
    """
    negated = any(word in _NEGATED or word.endswith("n't") for word in cue)
    if lemma in ("decline", "refuse"):
        return Factuality.NOT_SAID if set(content[:3]) & _SILENT else Factuality.SAID
    if negated:
        return Factuality.NOT_SAID
    if conditional or any(word in word_set("hypothetical") for word in cue):
        return Factuality.HYPOTHETICAL
    return Factuality.SAID


def modality_of(sense: Sense | None, form: Form, content: str) -> Modality:
    """What the statement does: the sense of the reporting word, corrected by the words reported."""
    modality = sense.modality if sense is not None else Modality.ASSERTION
    if modality is not Modality.ASSERTION:
        return modality
    if form is Form.DIRECT and (own := _of_own_words(content)) is not Modality.ASSERTION:
        return own
    if form is not Form.DIRECT and _PLEDGED.match(content):
        return Modality.PROMISE
    judged = _judgement(content)
    if judged is Modality.ASSERTION and _DEMAND.search(content) and len(content) < _SHORT:
        return Modality.DEMAND
    return judged


def act_of(sense: Sense | None) -> Act:
    """Whether it was said, thought, stands in a text or was decreed."""
    return sense.act if sense is not None else Act.SPEECH


def _of_own_words(content: str) -> Modality:
    words = content.strip("\"“”' ")
    if words.endswith("?"):
        return Modality.QUESTION
    if _PROMISE.search(words):
        return Modality.PROMISE
    if _DENIAL.search(words) and _OWN_WORDS.match(words) and len(words) < 120:
        return Modality.DENIAL
    return Modality.ASSERTION


def _judgement(content: str) -> Modality:
    """Criticism or praise when the judging words of one kind outweigh the other's."""
    balance = 0
    negated = 0  # how many words further a negation reaches
    for match in _WORD.finditer(content.lower().replace("’", "'")):
        word = match.group()
        sign = (word in _judging("praise")) - (word in _judging("criticism"))
        balance += -sign if negated else sign
        negated = 3 if word in _judging("negations") else max(0, negated - 1)
    if balance == 0:
        return Modality.ASSERTION
    return Modality.PRAISE if balance > 0 else Modality.CRITICISM


@cache
def _judging(kind: str) -> frozenset[str]:
    return frozenset(data_table("cues.toml")["judgement"][kind].split())
