"""What a reporting phrase does, and whether it was said at all, from the words of cue and content.

A cue as read by the encoder may hold several verbs ("went on to praise", "declined to say"), a noun
("sounded a call for") or words that report nothing ("his record on"). The last verb that goes on
from the first one counts, but for a refusal, which is never undone by what follows.
"""

from onrecord.core.evidence import Act, Factuality, Modality
from onrecord.extraction.attribution_cues import Cue, Sense, noun_cues, verb_cues, word_set
from onrecord.extraction.modality import factuality_of

_FRAMES = {
    "to": ("to", "whom-to", "clause"),
    **{word: (word, "clause") for word in "for on about against of with at as".split()},
    "that": ("clause", "whom"),
    **dict.fromkeys("how why whether if what who when where".split(), ("wh", "clause")),
}
_CONDITIONS = frozenset({"if", "whether", "unless"})
_GOES_ON = frozenset("to by and while after before".split())
"""Words after which a further verb of the cue is what was done."""
_REFUSALS = frozenset({"decline", "refuse"})
_LEAD = 6
"""Words of a content that say what it is."""
_ADDRESSED = 8
"""Words within which "asked the candidates to discuss …" comes to its infinitive."""
_CLAUSE = 12
"""Words within which a clause shows its finite verb."""
_CLAUSE_OPENINGS = frozenset("that there how why whether if what who when where".split())
_WITHOUT_VERB = frozenset("according per in as for to".split())
"""Words that introduce a saying without a verb: "according to", "in the words of"."""
NO_SAYING = Sense(Modality.OTHER, Act.SPEECH)
"""What annotators of attributions mark and nobody said: "his record on …", "the law allows …"."""


def sense_of(cue: str, content: str) -> tuple[Sense | None, str]:
    """What a reporting phrase does with such a content, and the base form of its verb."""
    spoken = _words(cue)
    place = _reporting_word(spoken)
    if place is None:
        return (NO_SAYING if _is_no_saying(spoken, content) else None), ""
    i, known = place
    senses = known.senses
    opening = _words(content[:40])[:1]
    after = spoken[i + 1 : i + 2] or opening
    quoted = content[:1] in "\"“'‘"
    default = ("quote", "clause") if quoted else ("clause", "object", "quote")
    if "whom-to" in senses and not quoted and _is_addressed(_words(content)):
        default = ("whom-to", *default)
    frames = (*_frames(after), *_frames(opening), *default)
    sense = next((senses[frame] for frame in frames if frame in senses), None)
    return sense or known.first_sense(), known.lemma


def was_said(cue: str, before: str, content: str, lemma: str) -> Factuality:
    """Whether it was said; `before` is the word in front of source and cue."""
    conditional = before.lower() in _CONDITIONS
    return factuality_of(_words(cue), lemma, _words(content)[:_LEAD], conditional=conditional)


def _words(text: str) -> list[str]:
    return text.lower().replace("’", "'").split()


def _frames(word: list[str]) -> tuple[str, ...]:
    return _FRAMES.get(word[0].strip(',:"“'), ()) if word else ()


def _reporting_word(spoken: list[str]) -> tuple[int, Cue] | None:
    """The place of the word that reports, and its entry in the lexicon."""
    verbs = [(i, cue) for i in range(len(spoken)) if (cue := _verb(spoken, i)) is not None]
    chosen = None
    for i, cue in verbs:
        if chosen is None or _goes_on(spoken, i):
            chosen = (i, cue)
        if cue.lemma in _REFUSALS:
            return chosen
    if chosen is not None:
        return chosen
    for i in range(len(spoken) - 1, -1, -1):
        noun = _fitting(noun_cues().get(_bare(spoken[i]), ()), spoken, i)
        if noun is not None:
            return i, noun
    return None


def _verb(spoken: list[str], i: int) -> Cue | None:
    cue = _fitting(verb_cues().get(_bare(spoken[i]), ()), spoken, i)
    if cue is None or i == 0:
        return cue
    owned = spoken[i - 1] in word_set("determiners") or spoken[i - 1].endswith("'s")
    is_noun = owned and not cue.forms.isdisjoint({"base", "s"})  # "his call for", not "he's said"
    return None if is_noun else cue


def _bare(word: str) -> str:
    return word.strip(',:;."“”-—')


def _fitting(entries: tuple[Cue, ...], spoken: list[str], i: int) -> Cue | None:
    after = spoken[i + 1] if i + 1 < len(spoken) else ""
    return next((cue for cue in entries if cue.particle in (None, after)), None)


def _goes_on(spoken: list[str], i: int) -> bool:
    """Whether a verb goes on from the one before: "began by saying", "sent a letter urging"."""
    if i and _bare(spoken[i]).endswith("ing"):
        return True
    before = i - 1
    while before > 0 and (spoken[before].endswith("ly") or spoken[before] in word_set("adverbs")):
        before -= 1
    return spoken[before] in _GOES_ON or spoken[before].endswith(",")


def _is_addressed(words: list[str]) -> bool:
    """Whether somebody is asked to do something: "the candidates to discuss it"."""
    if not words or words[0] in _CLAUSE_OPENINGS or words[0] in word_set("pronouns"):
        return False
    lead = words[:_ADDRESSED]
    finite = word_set("auxiliaries") - {"to", "not", "never"}
    end = next((i for i, word in enumerate(lead) if word in finite), len(lead))
    return "to" in lead[1:end]


def _is_no_saying(spoken: list[str], content: str) -> bool:
    """Whether a phrase without a reporting word has what is no clause for its content."""
    verbs = [word for word in spoken if word[0].isalpha() and not word.endswith("ly")]
    if not verbs or spoken[0] in _WITHOUT_VERB:
        return False
    words = _words(content)
    if spoken[-1].endswith((":", ",")) or any(mark in content for mark in '"“'):
        return False
    if not words or words[0] in _CLAUSE_OPENINGS or words[0] in word_set("pronouns"):
        return False
    return not any(word in word_set("auxiliaries") - {"to"} for word in words[:_CLAUSE])
