"""What the words reported do by themselves: promise, threaten, demand, deny, ask, plan, believe.

"Said" leaves open what was done by saying it. The patterns of data/cues.toml tell: a promise binds
the speaker ("I will", or "he would" in a paraphrase), a threat hangs on a condition, a demand
says what others must do. Quotation and paraphrase differ in the word that stands for the
speaker, and in nothing else.
"""

import re
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Form, Modality

_OWN = r"(?:his|her|their|its|our|my) (?:country|government|administration|party)"
_SPEAKER = rf"(?:he|she|they|it|we|i|{_OWN})"
_OPENING = (
    r"^(?:(?:that|well|look|but|and|so|yes|no)\b,? ?)*"
    r"(?:(?:after|before|on|in|at|during|by|under|if|when|once|as) [^,.;]{2,60}?,? "
    r"(?=(?:he|she|they|it|we|i)\b))?"
)
"""What may stand before the word for the speaker: "that", "after the vote"."""
_IMPERATIVE = re.compile(
    r"(?:^|[.!?;]\s+)(?:please |and |so |just |now )?(?P<verb>[a-z']+)(?P<next>.?)"
)
_SHORT_DEMAND = 200
"""Code points up to which one "must" or "should" makes the whole a demand."""
_SHORT_DENIAL = 120
_IDIOM = 2.0
"""An idiom weighs as much as a word chosen for judging."""


def done_by_words(form: Form, content: str) -> Modality | None:
    """What a statement does by its words, in lower case with straight apostrophes.

    None where they only tell something; whether that praises or blames is not asked here.
    """
    words = content.strip("\"“”' .")
    is_own = form is Form.DIRECT
    if is_own and (_asks(content) or _has("asking", words)):
        return Modality.QUESTION
    if _has("threat", words):
        return Modality.THREAT
    if is_own and _has("no", words):
        return Modality.DENIAL
    if _binds_speaker(words, is_own):
        return Modality.PROMISE
    if not is_own and _starts("refused", words):
        return Modality.DENIAL
    if len(words) <= _SHORT_DENIAL and (_starts("denial_own", words) or _has("denial", words)):
        return Modality.DENIAL
    if len(words) <= _SHORT_DEMAND and _demands(words, is_own):
        return Modality.DEMAND
    return None


def is_hostile(content: str) -> bool:
    """Whether what is announced would hurt somebody: a promise of it is a threat."""
    return _has("hostile", content)


def stands_for(content: str) -> Modality | None:
    """A plan or a belief, where the words tell of one; they yield to praise and blame."""
    words = content.strip("\"“”' ")
    if _has("plan", words) or _starts("plan_own", words):
        return Modality.PLAN
    if _starts("belief_own", words) or _has("belief", words):
        return Modality.BELIEF
    return None


def idioms(words: str) -> float:
    """What set phrases weigh that judge, while no word of them does: "waste of time"."""
    blame = len(_anywhere("blame").findall(words))
    return _IDIOM * (len(_anywhere("praise").findall(words)) - blame)


def _asks(content: str) -> bool:
    """Whether it ends by asking: a question with its answer is no question."""
    return content.rstrip("\"”' ").endswith("?")


def _binds_speaker(words: str, is_own: bool) -> bool:
    if _has("promise", words):
        return True
    if is_own:
        return _promise_of_own().search(words) is not None
    return not _starts("refused", words) and _starts("pledged", words)


def _demands(words: str, is_own: bool) -> bool:
    if _starts("doubt_own", words):  # "I don't think that it should …"
        return False
    return _has("demand", words) or (is_own and _commands(words))


def _commands(words: str) -> bool:
    """Whether a sentence begins with a verb that commands; "look, …" only opens a sentence."""
    return any(
        match["verb"] in _imperatives() and match["next"] not in (",", ":")
        for match in _IMPERATIVE.finditer(words)
    )


def _has(name: str, words: str) -> bool:
    return _anywhere(name).search(words) is not None


def _starts(name: str, words: str) -> bool:
    return _of_speaker(name).match(words) is not None


@cache
def _patterns(name: str) -> str:
    return "|".join(data_table("cues.toml")["grammar"][name])


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(_patterns(name))


@cache
def _of_speaker(name: str) -> re.Pattern[str]:
    """The patterns after the word for the speaker that the content begins with, if any."""
    return re.compile(
        rf"{_OPENING}(?:{_SPEAKER}(?: |(?='))(?:also |still )?)?(?:{_patterns(name)})"
    )


@cache
def _promise_of_own() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:i|we)(?: |(?=['’]))(?:\w+ly |also |still )?(?:{_patterns('promise_own')})"
    )


@cache
def _imperatives() -> frozenset[str]:
    return frozenset(data_table("cues.toml")["grammar"]["imperatives"].split())
