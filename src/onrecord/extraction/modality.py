"""What a statement does, and whether it was made at all: modality, act and factuality.

The reporting word gives the first idea; its auxiliaries and negation, and the words reported,
correct it: "did not say" and "declined to comment" report silence, "might say" an idea. Praise and
blame come last, from judging words; what names a deed or a worry ("sanctions", "feared") is none.
"""

import re
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Act, Factuality, Form, Modality
from onrecord.extraction.attribution_cues import Sense, word_set
from onrecord.extraction.modality_grammar import done_by_words, idioms, is_hostile, stands_for
from onrecord.lexicon import judgement_of

_NEGATED = frozenset("not never n't".split())
_SILENT = frozenset("comment respond reply answer say discuss elaborate specify".split())
_WORD = re.compile(r"[\w'-]+")
_MARKS = re.compile(r"[\"“”]")
_REACH = 3
"""Words after a negation whose judgement it turns."""
_BLAME, _PRAISE = -1.0, 3.0
"""Weights from which words blame or praise; news blames more often, and praise needs clear words.
Set on record-gold dev, as was the share below."""
_FEW = 50
"""Words up to which the sum of weights counts as it is; a long speech has good and bad in it."""
_TURNED = 0.7
"""How much of its weight a judging word keeps when it is negated."""


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
        is_silent = not _SILENT.isdisjoint((*cue, *content[:3]))
        return Factuality.NOT_SAID if is_silent else Factuality.SAID
    withheld = lemma not in ("avoid", "refrain") and not word_set("withheld").isdisjoint(cue)
    if negated or withheld:  # "avoids condemning"
        return Factuality.NOT_SAID
    if conditional or any(word in word_set("hypothetical") for word in cue):
        return Factuality.HYPOTHETICAL
    return Factuality.SAID


def modality_of(
    sense: Sense | None, form: Form, content: str, factuality: Factuality = Factuality.SAID
) -> Modality:
    """What the statement does: the sense of the reporting word, corrected by the words reported.

    Where nothing was said ("did not say when"), the words reported do nothing.
    """
    modality = sense.modality if sense is not None else Modality.ASSERTION
    words = content.lower().replace("’", "'")
    if modality is Modality.PROMISE and is_hostile(words):
        return Modality.THREAT
    if modality is not Modality.ASSERTION:
        return modality
    if factuality is Factuality.NOT_SAID:
        return Modality.OTHER
    if sense is not None and sense.names:
        return _named(words)
    return _by_words(words, form, act_of(sense))


def _by_words(words: str, form: Form, act: Act) -> Modality:
    """What a statement does by the words reported alone, in lower case."""
    if form is Form.MIXED:  # the marks may stand anywhere: "that he had “never met him”"
        words = _MARKS.sub("", words)
    done = done_by_words(form, words) if act is not Act.TEXT else None
    judgement = _judgement(words)
    if done is not None:
        scolds = done is Modality.DEMAND and judgement <= _BLAME * 4
        return Modality.CRITICISM if scolds else done
    if judgement <= _BLAME * 2:
        return Modality.CRITICISM
    stance = stands_for(words)
    if stance is not None:
        return stance
    if judgement <= _BLAME:
        return Modality.CRITICISM
    return Modality.PRAISE if judgement >= _PRAISE else Modality.ASSERTION


def _named(words: str) -> Modality:
    """What is done by giving a name: most that is quoted is no compliment."""
    judgement = _judgement(words)
    if judgement > 0:
        return Modality.PRAISE
    is_quoted = _MARKS.search(words) is not None
    return Modality.CRITICISM if judgement < 0 or is_quoted else Modality.ASSERTION


def act_of(sense: Sense | None) -> Act:
    """Whether it was said, thought, stands in a text or was decreed."""
    return sense.act if sense is not None else Act.SPEECH


def _judgement(words: str) -> float:
    """How the words judge, for their number: below zero they blame, above they praise."""
    total = idioms(words)
    negated = 0  # how many words further a negation reaches
    tokens = _WORD.findall(words)
    for word in tokens:
        weight = judgement_of(word)
        total += -weight * _TURNED if negated else weight
        negated = _REACH if word in _negations() else max(0, negated - 1)
    return total / max(1.0, len(tokens) / _FEW)


@cache
def _negations() -> frozenset[str]:
    return frozenset(data_table("cues.toml")["judgement"]["negations"].split())
