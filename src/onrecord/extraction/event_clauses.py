"""The clause around a verb: its auxiliaries, its status and its borders.

There is no parser here. A verb group is read leftwards from the verb over auxiliaries, negations
and adverbs; what governs an infinitive or a gerund says what became of the deed. Where that is
not so plain, there is no status, and so no deed.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Mention, Status
from onrecord.core.selectors import Span
from onrecord.extraction.event_frames import HEARSAY, TALK, governors, verb_frames, word_set
from onrecord.extraction.event_grammar import Grammar
from onrecord.extraction.words import Words, words

_BREAKS = frozenset(';:—–"“”()[]')
_GOVERNOR_REACH = 14
_BEGUN_REACH = 5
"""Words between "helped" and what was done: "helped the Karsian navy seize"."""
_CLIPPED = {"wo": "will", "ca": "can", "sha": "shall"}
_PRESENT = frozenset({"is", "are", "has", "have", "does", "do"})
_FINITE = _PRESENT | {"was", "were", "am", "had", "been", "'s"}
_PROOF_REACH = 3
_TIMELESS = frozenset({"once", "when", "whenever"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbGroup:
    """A verb with the auxiliaries before it; `start` and `verb` are places in the sentence."""

    start: int
    verb: int
    passive: bool = False
    perfect: bool = False
    negated: bool = False
    infinitive: bool = False
    helpers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence and the mentions in it, by the word that they begin and end at.

    `look_back` reads the sentence before it, which few need. `grammar` is what the encoder knows,
    where there is one.
    """

    words: Words
    mentions: Sequence[Mention]
    starts: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    ends: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    look_back: "Callable[[], Sentence | None] | None" = None
    grammar: Grammar | None = None

    def lower(self, place: int) -> str:
        """The word at a place, in lower case; "" beyond the sentence."""
        lowers = self.words.lowers
        return lowers[place] if 0 <= place < len(lowers) else ""

    def is_no_verb(self, place: int) -> bool:
        """Whether the encoder is sure that the word at a place is no verb."""
        return self.grammar is not None and self.grammar.is_no_verb(self.words[place].span)

    def is_no_noun(self, place: int) -> bool:
        """Whether the encoder is sure that the word at a place is no noun that stands by itself."""
        return self.grammar is not None and self.grammar.is_no_noun(self.words[place].span)

    def has_subject(self, verb: int) -> bool:
        """Whether the encoder's tree knows a subject of the verb at a place."""
        grammar = self.grammar
        return grammar is not None and grammar.subject(self.words[verb].span) is not None

    @property
    def before(self) -> "Sentence | None":
        """The sentence before it, None at the beginning."""
        return self.look_back() if self.look_back is not None else None

    def place(self, offset: int) -> int:
        """The place of the first word that begins at an offset or after it."""
        return bisect_left(self.words.starts, offset)

    def is_break(self, place: int) -> bool:
        """Whether a clause ends before the word at this place."""
        word = self.lower(place)
        return word in _BREAKS or word in word_set("clause_breaks")

    def clause_start(self, place: int) -> int:
        """The first place of the clause that this place is in."""
        while place > 0 and not self.is_break(place - 1):
            place -= 1
        return place


def sentence_of(
    text: str,
    span: Span,
    mentions: Sequence[Mention],
    look_back: Callable[[], Sentence | None] | None = None,
    grammar: Grammar | None = None,
) -> Sentence:
    """Read the words of a sentence; `mentions` are those inside it, longest first at one start."""
    found = words(text, span)
    starts: dict[int, tuple[Mention, ...]] = {}
    ends: dict[int, tuple[Mention, ...]] = {}
    for mention in mentions:
        begin = max(0, bisect_left(found.starts, mention.span.start + 1) - 1)
        last = max(0, bisect_left(found.starts, mention.span.end) - 1)
        starts[begin] = (*starts.get(begin, ()), mention)
        ends[last] = (*ends.get(last, ()), mention)
    return Sentence(found, mentions, starts, ends, look_back, grammar)


def verb_group(sentence: Sentence, verb: int) -> VerbGroup:
    """The verb at a place with its auxiliaries, negations and adverbs."""
    start = verb
    helpers: set[str] = set()
    while start > 0 and _belongs(sentence, start - 1):
        start -= 1
        helper = sentence.lower(start).removesuffix("n't") or "n't"
        helpers.add(_CLIPPED.get(helper, helper))
        if sentence.lower(start).endswith("n't"):
            helpers.add("not")
    contracted = sentence.lower(start - 1)  # "we've imposed", "they're", "he'd"
    for ending, helper in (("'ve", "have"), ("'ll", "will"), ("'re", "are"), ("'m", "am")):
        if contracted.endswith(ending):
            helpers.add(helper)
    return VerbGroup(
        start=start,
        verb=verb,
        passive=bool(helpers & word_set("passive")),
        perfect=bool(helpers & {"has", "have", "had", "having", "did", "do", "does"}),
        negated=bool(helpers & word_set("negations")),
        infinitive="to" in helpers,
        helpers=frozenset(helpers),
    )


def status_of(sentence: Sentence, group: VerbGroup) -> tuple[Status | None, int]:
    """How far the deed of a verb group has come, and where the governing group starts.

    None when the words do not say that anything was done, ordered, announced or left undone:
    conditions, wishes, possibilities, purposes.
    """
    if _is_hypothetical(sentence, group):
        return None, group.start
    if group.infinitive:
        if "yet" in group.helpers:
            return Status.NOT_DONE, group.start
        return governed_status(sentence, group)
    if group.helpers & word_set("modal") or _is_timeless(sentence, group):
        return None, group.start
    if group.negated or group.helpers & word_set("nearly"):
        return Status.NOT_DONE, group.start
    if group.helpers & word_set("announced"):
        return Status.ANNOUNCED, group.start
    if "be" in group.helpers or ("being" in group.helpers and not group.helpers & _FINITE):
        return None, group.start  # "asked that it be lifted", "the idea of her being fired"
    return Status.DONE, group.start


def gerund_status(sentence: Sentence, group: VerbGroup) -> tuple[Status | None, int]:
    """The same for an "…ing" form, which needs a word before it that says what became of it."""
    before = sentence.lower(group.start - 1)
    if before == "without" or (before == "of" and sentence.lower(group.start - 2) == "short"):
        return Status.NOT_DONE, group.start
    if before in ("by", "after", ","):
        return Status.DONE, group.start
    if before in governors() or before in _governing_nouns() or before in ("for", "of"):
        return governed_status(sentence, group)
    return None, group.start


def governed_status(sentence: Sentence, group: VerbGroup) -> tuple[Status | None, int]:
    """What the nearest governing verb or noun before an infinitive or gerund makes of it."""
    status, start = _governed(sentence, group)
    if group.negated and status is not None:  # "the decision not to prosecute"
        return (None if status is Status.NOT_DONE else Status.NOT_DONE), start
    return status, start


def is_foreseen(sentence: Sentence, group: VerbGroup) -> bool:
    """Whether a deed is only told as "would", with no condition in the sentence."""
    others = word_set("modal") - {"would"}
    if "would" not in group.helpers or group.helpers & others or group.perfect or group.negated:
        return False
    return word_set("hypothetical").isdisjoint(sentence.words.lowers)


def _belongs(sentence: Sentence, place: int) -> bool:
    """Whether a word is part of the verb group after it; "the General Assembly" is no adverb."""
    word = sentence.lower(place)
    if word in _helping() or word.endswith("n't"):
        return True
    is_adverb = word.endswith("ly") and len(word) > 4 and word not in word_set("no_adverbs")
    return is_adverb and (place == 0 or not sentence.words[place].is_capitalised)


@cache
def _helping() -> frozenset[str]:
    names = ("auxiliaries", "passive", "modal", "announced", "negations", "adverbs")
    return frozenset({"to"}).union(*map(word_set, names))


def _is_hypothetical(sentence: Sentence, group: VerbGroup) -> bool:
    place = group.start - 1
    while place >= 0 and sentence.lower(place) not in _BREAKS:
        if sentence.lower(place) in word_set("hypothetical") or _is_unproven(sentence, place):
            return True
        if sentence.lower(place) == "," and sentence.lower(place + 1) != "":
            return sentence.lower(place + 1) in word_set("hypothetical")
        place -= 1
    return False


def _is_unproven(sentence: Sentence, place: int) -> bool:
    """Whether a word tells that there is no proof of what follows: "no sure proof that"."""
    before = {sentence.lower(p) for p in range(place - _PROOF_REACH, place)}
    return sentence.lower(place) in word_set("proof") and not before.isdisjoint(word_set("lacking"))


def _is_timeless(sentence: Sentence, group: VerbGroup) -> bool:
    """Whether it is told of any time: "once a treaty is signed", "when an ally is bombed"."""
    if not group.helpers & _PRESENT:
        return False
    clause = range(sentence.clause_start(group.start - 1) - 1, group.start)
    return any(sentence.lower(place) in _TIMELESS for place in clause)


def _governed(sentence: Sentence, group: VerbGroup) -> tuple[Status | None, int]:
    for place in range(group.start - 1, max(-1, group.start - _GOVERNOR_REACH), -1):
        word = sentence.lower(place)
        if word in _BREAKS:
            break
        noun = _governing_nouns().get(word)
        if noun is not None and _governs_as_noun(sentence, place, group):
            return (None if _is_talk(sentence, place) else noun), _phrase_verb(sentence, place)
        if word in governors() and not _is_object(sentence, place):
            is_far = group.start - place > _BEGUN_REACH
            if governors()[word] == Status.DONE and is_far:
                continue  # "failed to deliver on a deal it helped to broker to destroy …"
            if governors()[word] != HEARSAY:
                return _by_governor(sentence, place)
            outer = verb_group(sentence, place)
            if outer.passive and group.perfect:  # "was reported to have expelled"
                return Status.DONE, outer.start
        if word in word_set("talk_before") and place >= group.start - 1:
            break
    if _is_headline(sentence, group):
        return Status.ANNOUNCED, group.start
    return None, group.start


def _phrase_verb(sentence: Sentence, noun: int) -> int:
    """Where the verb stands whose object a noun is ("began a strict timetable"), else the noun."""
    for place in range(noun - 1, max(-1, noun - 4), -1):
        if sentence.lower(place).endswith(("'s", "s'")):
            return noun  # whose decision it is, does it: "backed the president's decision to"
        if sentence.lower(place) in ("a", "an", "the"):
            before = sentence.lower(place - 1)
            is_verb = before in governors() or before in verb_frames()
            return verb_group(sentence, place - 1).start if is_verb else noun
    return noun


def _governs_as_noun(sentence: Sentence, place: int, group: VerbGroup) -> bool:
    """Whether a noun governs: "the decision to withdraw", "a timetable for withdrawing"."""
    between = group.start - 1 - place
    return not between or (between == 1 and sentence.lower(place + 1) in ("for", "of"))


def _is_headline(sentence: Sentence, group: VerbGroup) -> bool:
    """Whether a name, with nothing before it, is to act: "Velland to impose tariffs"."""
    return group.helpers == {"to"} and any(
        sentence.place(mention.span.start) <= 1
        for mention in sentence.ends.get(group.start - 1, ())
    )


def _by_governor(sentence: Sentence, place: int) -> tuple[Status | None, int]:
    outer = verb_group(sentence, place)
    kind = governors()[sentence.lower(place)]
    if sentence.lower(place) == "going":
        return _going(outer), outer.start
    if outer.passive and sentence.lower(place) in word_set("compelled"):
        kind = Status.DONE
    if sentence.lower(outer.start - 1) == "of":  # "a policy of refusing to …" is nobody's deed
        return None, outer.start
    if kind == TALK or outer.infinitive or outer.helpers & word_set("modal"):
        return None, outer.start
    status, start = Status(kind), outer.start
    if sentence.lower(start - 1) in word_set("seeming"):  # "appears set to veto"
        outer = replace(outer, start=start - 1)
    if outer.negated:
        return (None if status is Status.NOT_DONE else Status.NOT_DONE), outer.start
    if outer.helpers & word_set("announced") and status is Status.DONE:
        return Status.ANNOUNCED, outer.start
    return status, outer.start


def _going(group: VerbGroup) -> Status | None:
    """What "going to" makes of a deed: it is announced, and "was going to" is no deed."""
    if not group.helpers & {"is", "are", "am"}:
        return None
    return Status.NOT_DONE if group.negated else Status.ANNOUNCED


def _is_object(sentence: Sentence, place: int) -> bool:
    """Whether a word that may be a verb is a noun here: "the order", "his plan"."""
    return sentence.lower(place - 1) in word_set("determiners")


def _is_talk(sentence: Sentence, place: int) -> bool:
    return any(sentence.lower(p) in word_set("talk_before") for p in (place - 1, place - 2))


@cache
def _governing_nouns() -> Mapping[str, Status]:
    return {
        word: Status(status)
        for status, nouns in data_table("deeds.toml")["governing_nouns"].items()
        for word in nouns.split()
    }
