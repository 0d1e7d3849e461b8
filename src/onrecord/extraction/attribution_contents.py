"""Which words a reporting verb reports: those before it ("…, Vale said") or those after it."""

from dataclasses import dataclass

from onrecord.extraction.attribution_cues import Sense, word_set
from onrecord.extraction.attribution_sentences import Sentence
from onrecord.extraction.attribution_sources import Range, is_adverb
from onrecord.extraction.attribution_verbs import (
    ENDS,
    Reporting,
    is_adverbial,
    is_recipient,
    takes,
    trimmed_range,
    written_cue_end,
)

_PREPOSITION_FRAMES = ("for", "on", "about", "against", "of", "with", "at", "as")
_CLAUSE_WORDS = frozenset("that whether how why if what who where".split())
_SUBORDINATING = frozenset("while although though as when if since because whereas".split())
_JOINTS = frozenset("but while and though although as where when".split())
_PERSONAL = frozenset("he she they it i we you there his her their this that these".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution before its ranges become spans; `sense` None is left to the defaults."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    sense: Sense | None = None
    lemma: str = ""


def content_before(sentence: Sentence, verb: Reporting) -> Draft | None:
    """The attribution whose content ends right before source and cue, None if it is not so."""
    sense = takes(verb.cue, "clause", "quote")
    if sense is None or verb.subject is None or not verb.own_subject or verb.form == "ing":
        return None
    first = min(verb.start, verb.subject[0])
    last = max(verb.end, verb.subject[1])
    if first == 0:
        return None
    before = sentence.quoted[first - 1]
    comma = sentence.lower[first - 1] == ","
    if not comma and before < 0:
        return None
    quoted = before >= 0 or sentence.quoted[first - 2] >= 0
    if not quoted and ("clause" not in verb.cue.senses or not _is_clause(sentence, first - 1)):
        return None
    rest = _rest(sentence, last, verb)
    if rest is None and not quoted:
        return None
    content = trimmed_range(sentence, 0, first - 1 if comma and before < 0 else first)
    if content is None:
        return None
    if quoted and sentence.quoted[content[0]] < 0:
        content = _without_lead(sentence, content)
    second = _second_piece(sentence, rest, after_quotation=quoted) if rest is not None else None
    end = written_cue_end(sentence, verb.end) if verb.end >= verb.subject[1] else verb.end
    return Draft(
        source=verb.subject,
        cue=(verb.start, end),
        content=(content, second) if second else (content,),
        sense=sense,
        lemma=verb.cue.lemma,
    )


def _without_lead(sentence: Sentence, content: Range) -> Range:
    """The content from its quotation on, when only a short lead stands before ("But", "Then")."""
    for i in range(content[0], min(content[0] + 3, content[1])):
        if sentence.quoted[i] >= 0:
            return i, content[1]
        if sentence.lower[i] not in word_set("conjunctions") | {",", ":", "then"}:
            break
    return content


def _is_clause(sentence: Sentence, comma: int) -> bool:
    """Whether what stands before the comma can be somebody's words, and no mere adverbial."""
    first = sentence.lower[0]
    if comma < 2:
        return False
    if first in word_set("fronted") or first in word_set("prepositions"):
        return "," in sentence.lower[1:comma] and comma > 8
    if first.endswith("ing") and "," not in sentence.lower[1:comma]:
        return False
    return any(_looks_finite(sentence.lower[i]) for i in range(1, comma))


def _looks_finite(word: str) -> bool:
    return (
        word in word_set("auxiliaries")
        or (word.endswith(("ed", "s")) and len(word) > 3)
        or "'" in word
    )


def _rest(sentence: Sentence, i: int, verb: Reporting) -> int | None:
    """Where the sentence goes on after cue, addressee and adverbials; None if content follows."""
    size = len(sentence)
    if i < size and sentence.lower[i] == ":":
        return None
    while i < size and is_recipient(sentence, i, verb):
        i += 1
    if i < size and is_adverbial(sentence, i):
        while i < size and sentence.lower[i] not in ("that", ",", ".", ";", ":"):
            if sentence.quoted[i] >= 0:
                return None if sentence.lower[i - 1] != "," else i
            i += 1
        if i < size and sentence.lower[i] in ("that", ":"):
            return None
    if i >= size or sentence.lower[i] in ENDS or sentence.lower[i] == ",":
        return i
    return (
        i
        if sentence.lower[i] in ("—", "–", "-", ")", "and", "as", "when", "while", "but")
        else None
    )


def _second_piece(sentence: Sentence, rest: int, *, after_quotation: bool) -> Range | None:
    """What goes on after "…, Vale said,": words to the end of the sentence."""
    start = rest
    if start >= len(sentence) or sentence.lower[start] != ",":
        return None
    start += 1
    if start >= len(sentence):
        return None
    word = sentence.lower[start]
    if sentence.quoted[start] < 0:
        if after_quotation and not any(q >= 0 for q in sentence.quoted[start : start + 8]):
            return None
        if word.endswith("ing") or word in word_set("fronted") or word in ("who", "which", "with"):
            return None
    return trimmed_range(sentence, start, len(sentence))


def content_after(sentence: Sentence, verb: Reporting, reporting: list[Reporting]) -> Draft | None:
    """The attribution whose content follows the cue, None if nothing that fits follows."""
    start, cue_end, sense = _opening(sentence, verb)
    if start is None or sense is None or start >= len(sentence):  # "Vale called on" breaks off
        return None
    end = closed_quotation(sentence, start) or _content_end(sentence, start, verb, reporting)
    content = trimmed_range(sentence, start, end)
    if content is None:
        return None
    return Draft(
        source=verb.subject,
        cue=(verb.start, cue_end),
        content=(content,),
        sense=sense,
        lemma=verb.cue.lemma,
    )


def closed_quotation(sentence: Sentence, start: int) -> int | None:
    """The end of a content that is one whole quotation, with its own comma or stop inside."""
    number = sentence.quoted[start]
    if number < 0 or (start > 0 and sentence.quoted[start - 1] == number):
        return None
    end = start
    while end < len(sentence) and sentence.quoted[end] == number:
        end += 1
    closes = end - start > 4 and sentence.lower[end - 2] in (",", ".", "?", "!")
    return end if closes and end < len(sentence) else None


def _opening(sentence: Sentence, verb: Reporting) -> tuple[int | None, int, Sense | None]:
    """Where the content begins, where the cue ends, and in which sense the verb takes it."""
    i, size, cue = verb.end, len(sentence), verb.cue
    if verb.subject is not None and verb.subject[0] >= verb.end:
        i = verb.subject[1]
    nothing = (None, verb.end, None)
    if i >= size:
        return nothing
    word = sentence.lower[i]
    if word == "to" and "to-object" in cue.senses:
        return i + 1, i + 1, cue.senses["to-object"]
    if word == "to" and "to" in cue.senses:
        return i, i, cue.senses["to"]
    if word in _PREPOSITION_FRAMES and word in cue.senses and takes(cue, word):
        return i + 1, i + 1, cue.senses[word]
    clause = takes(cue, "clause", "quote")
    if clause is not None:
        opened = _clause_opening(sentence, i, verb)
        if opened is not None:
            colon = opened > 0 and sentence.lower[opened - 1] == ":" and opened - 1 == i
            end = opened if colon else written_cue_end(sentence, verb.end)
            return opened, min(end, opened), clause
    if "whom-to" in cue.senses and _infinitive_follows(sentence, i):
        return i, i, cue.senses["whom-to"]
    if "object" in cue.senses and _object_follows(sentence, i):
        return i, i, cue.senses["object"]
    return nothing


def _clause_opening(sentence: Sentence, i: int, verb: Reporting) -> int | None:
    """The first word of a clause or quotation that the verb at `i - 1` introduces."""
    size, cue = len(sentence), verb.cue
    begin = i
    while i < size and is_recipient(sentence, i, verb):
        i += 1
    if i >= size or sentence.quoted[i] >= 0:
        return i if i < size else None
    told, word = i > begin, sentence.lower[i]
    if word in (",", ":"):
        return i + 1 if i + 1 < size and (sentence.quoted[i + 1] >= 0 or word == ":") else None
    if "clause" not in cue.senses:
        return None if "object" in cue.senses else _quotation_after(sentence, i)
    if word in _CLAUSE_WORDS:
        return i
    if is_adverbial(sentence, i):
        return _past_adverbial(sentence, i)
    if "quote" in cue.senses and (quotation := _quotation_after(sentence, i)) is not None:
        return quotation
    if told or cue.lemma == "say" or _finite_clause(sentence, i):
        return i
    return None


def _quotation_after(sentence: Sentence, i: int) -> int | None:
    """The quotation after a few words with no verb among them: "asked the crowd, “…”"."""
    for k in range(i, min(len(sentence), i + 10)):
        word = sentence.lower[k]
        if sentence.quoted[k] >= 0:
            return k if sentence.lower[k - 1] in (",", ":") else None
        if word in ENDS or word == "that" or word in word_set("auxiliaries") - {"to"}:
            return None
    return None


def _past_adverbial(sentence: Sentence, i: int) -> int | None:
    """The clause after "on Monday in Karsia", when a mark of it shows where it begins."""
    begin = i
    while i < len(sentence) and (
        sentence.lower[i] in word_set("times") or is_adverb(sentence.lower[i])
    ):
        i += 1
    if i > begin and i < len(sentence) and sentence.lower[i] in _PERSONAL:
        return i
    for k in range(begin, min(len(sentence), begin + 16)):
        word = sentence.lower[k]
        if word == "that":
            return k
        if sentence.quoted[k] >= 0:
            return k if sentence.lower[k - 1] in (",", ":") else None
        if word in ENDS:
            return None
        if word in ("he", "she", "they", "it", "there") and sentence.lower[k - 1] != ",":
            return k if k > begin + 1 else None
    return (
        i
        if begin < i < len(sentence)
        and sentence.lower[i] not in (",", "and")
        and not (is_adverbial(sentence, i))
        else None
    )


def _finite_clause(sentence: Sentence, i: int) -> bool:
    """Whether a finite verb follows soon, so that a clause and no mere object begins here."""
    if sentence.lower[i] in _PERSONAL - {"his", "her", "their", "this", "that", "these"}:
        return True
    for k in range(i + 1, min(len(sentence), i + 9)):
        word = sentence.lower[k]
        if word in (",", ".", "and", "that", "who") or sentence.quoted[k] >= 0:
            return False
        if word in word_set("auxiliaries") and word not in ("to", "not", "being", "been", "be"):
            return True
    return False


def _infinitive_follows(sentence: Sentence, i: int) -> bool:
    for k in range(i + 1, min(len(sentence), i + 10)):
        if sentence.lower[k] in (".", ",", "that"):
            return False
        if sentence.lower[k] in ("to", "not"):
            return True
    return False


def _object_follows(sentence: Sentence, i: int) -> bool:
    word = sentence.lower[i]
    if sentence.quoted[i] >= 0:
        return True
    return (
        word[0].isalnum()
        and word not in word_set("prepositions")
        and word not in word_set("conjunctions")
        and word not in word_set("times")
        and word not in (word_set("auxiliaries") - {"to"})
        and word not in word_set("subordinators")
    )


def _next_comma(sentence: Sentence, start: int) -> int | None:
    for i in range(start, len(sentence)):
        if sentence.lower[i] == "," and sentence.quoted[i] < 0:
            return i
    return None


def _content_end(
    sentence: Sentence, start: int, verb: Reporting, reporting: list[Reporting]
) -> int:
    """Where the content ends: with the sentence, with its clause, or where another reports."""
    border = _clause_border(sentence, start, verb)
    if border is not None:
        return border
    for other in reporting:
        if other.start > start:
            border = _joint_before(sentence, verb, other)
            if border is not None:
                return border
    return len(sentence)


def _clause_border(sentence: Sentence, start: int, verb: Reporting) -> int | None:
    """The comma that closes a relative clause ("who said so,") or a fronted one ("Asked if …,")."""
    subject = verb.subject
    if subject and subject[0] and sentence.lower[subject[0]] in word_set("relatives"):
        return _next_comma(sentence, start) if sentence.lower[subject[0] - 1] == "," else None
    if subject and subject[0] and sentence.lower[subject[0] - 1] in _SUBORDINATING:
        return _next_comma(sentence, start)
    if sentence.lower[0] in word_set("fronted") and "," not in sentence.lower[:start]:
        return _next_comma(sentence, start)
    return None


def _joint_before(sentence: Sentence, verb: Reporting, other: Reporting) -> int | None:
    """The comma or conjunction that joins a later reporting verb to this one, if it does."""
    before = sentence.lower[other.start - 1]
    if other.form == "ing" and before == ",":
        return other.start - 1
    if not other.own_subject and before in ("and", "but") and other.form == verb.form:
        return other.start - 1
    if other.own_subject and other.subject and other.subject[0] >= 2:
        first = min(other.subject[0], other.start)
        if sentence.lower[first - 2] == "," and sentence.lower[first - 1] in _JOINTS:
            return first - 2
    return None
