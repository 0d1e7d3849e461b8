"""Reporting verbs in place: which words of a sentence report, in what form, and whose words.

Many forms are nouns as often as verbs ("claims", "plans"), and participles may be passive; both
are told by the words before them. What stays unsure is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extraction.attribution_cues import Cue, Sense, verb_cues, word_set
from onrecord.extraction.attribution_sentences import Sentence
from onrecord.extraction.attribution_sources import (
    Range,
    clause_subject,
    is_adverb,
    subject_after,
    subject_before,
)

_PERFECT = frozenset("has have had hasn't haven't hadn't 've 'd".split())
ENDS = frozenset(". ! ? … ;".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """A reporting verb in place: the cue's range, and whose it is."""

    head: int
    start: int
    end: int
    cue: Cue
    form: str
    subject: Range | None
    own_subject: bool = True


def reporting_verbs(sentence: Sentence) -> Iterator[Reporting]:
    """Yield the reporting verbs of a sentence that have a subject, in order."""
    last_subject: Range | None = None
    for i, word in enumerate(sentence.lower):
        if word not in verb_cues() or sentence.quoted[i] >= 0:
            continue
        cue = next((c for c in verb_cues()[word] if _has_particle(sentence, i, c)), None)
        if cue is None:
            continue
        start = _cue_start(sentence, i)
        form = _form(sentence, i, start, cue)
        if form is None:
            continue
        end = i + (1 if cue.particle is None else 2)
        subject, own = _subject(sentence, (start, i), form, cue, last_subject)
        if subject is not None:
            last_subject = subject
            yield Reporting(
                head=i, start=start, end=end, cue=cue, form=form, subject=subject, own_subject=own
            )


def _has_particle(sentence: Sentence, i: int, cue: Cue) -> bool:
    return cue.particle is None or sentence.lower[i + 1 : i + 2] == [cue.particle]


def _cue_start(sentence: Sentence, i: int) -> int:
    start = i
    while start > 0 and sentence.quoted[start - 1] < 0:
        before = sentence.lower[start - 1]
        if before in word_set("auxiliaries") or before == "to" or is_adverb(before):
            start -= 1
        else:
            break
    # "On Monday again Vale said": an adverb alone at the start of the clause is not the cue's
    return start


def _form(sentence: Sentence, i: int, start: int, cue: Cue) -> str | None:
    """In which form the word stands here as a verb in the active voice; None when it does not."""
    helpers = sentence.lower[start:i]
    before = sentence.lower[start - 1] if start else ""
    if not helpers and (
        before in word_set("determiners") - {"some", "many", "all", "others", "several", "most"}
        or before.endswith(("'s", "s'"))
        or before in word_set("prepositions") - {"to"}
    ):
        return "ing" if "ing" in cue.forms and before in ("in", "by", "after", "before") else None
    verbs = [word for word in helpers if word in word_set("auxiliaries") or word == "to"]
    nearest = verbs[-1] if verbs else ""
    if nearest == "not":
        nearest = verbs[-2] if len(verbs) > 1 else ""
    if nearest in word_set("be"):
        return "ing" if "ing" in cue.forms else None
    if nearest in _PERFECT:
        return "past" if "participle" in cue.forms else None
    if nearest:
        return "base" if "base" in cue.forms else None
    return _bare_form(sentence, start, cue)


def _bare_form(sentence: Sentence, start: int, cue: Cue) -> str | None:
    before = sentence.lower[start - 1] if start else ""
    if "past" in cue.forms:
        return "past"
    if "s" in cue.forms:
        named = start > 0 and (
            sentence.words[start - 1].is_capitalised
            or before in word_set("pronouns")
            or before in (",", ")", "poll", "report", "spokesman", "spokeswoman", "campaign")
        )
        return "s" if named or sentence.lower[start] not in word_set("noun-like") else None
    if "ing" in cue.forms:
        joined = start == 0 or before in (",", "after", "before", "and", "while")
        return "ing" if joined else None
    plural = before in (
        "they",
        "we",
        "i",
        "you",
        "who",
        "some",
        "many",
        "others",
        "people",
        "police",
    )
    if plural or (before.endswith("s") and not sentence.words[start - 1].is_capitalised):
        return "base"
    return (
        "base"
        if start and sentence.words[start - 1].is_capitalised and before.endswith("s")
        else None
    )


def _subject(
    sentence: Sentence, place: Range, form: str, cue: Cue, last: Range | None
) -> tuple[Range | None, bool]:
    """Whose verb it is (`place`: from the cue's start to its head), and whether only its own."""
    start, i = place
    before = sentence.lower[start - 1] if start else ""
    if form == "ing" and not (sentence.lower[start:i] and before != ","):
        return last or clause_subject(sentence, start), False
    if "to" in sentence.lower[start:i]:
        if before in verb_cues() and sentence.lower[start - 2] in word_set("be"):
            return None, False  # "is said to favour": others say so
        return last or clause_subject(sentence, start), False
    if before in ("and", "but", "or", "then") or (
        before == "," and sentence.lower[start - 2 : start - 1] == ["and"]
    ):
        return last or clause_subject(sentence, start - 1), False
    if form in ("past", "s") and _may_be_inverted(sentence, start, i, cue):
        return subject_after(sentence, i + 1), True
    own = subject_before(sentence, start)
    if own is None and before == ",":
        return last or clause_subject(sentence, start), False
    return own, True


def _may_be_inverted(sentence: Sentence, start: int, i: int, cue: Cue) -> bool:
    if start == 0 or i + 1 >= len(sentence) or sentence.quoted[i + 1] >= 0:
        return False
    before, after = sentence.lower[start - 1], sentence.words[i + 1]
    comma = before == ","
    quoted = sentence.quoted[start - (2 if comma and start > 1 else 1)] >= 0
    if not (comma or quoted) or not (quoted or _reports_clauses_only(cue)):
        return False
    if after.lower in ("he", "she", "they"):
        return sentence.quoted[start - 1] >= 0
    if not (after.is_capitalised or after.lower in word_set("determiners")):
        return False
    phrase = subject_after(sentence, i + 1)
    return phrase is not None and _closes_sentence(sentence, phrase)


def _reports_clauses_only(cue: Cue) -> bool:
    """Whether what follows the verb can be its subject only, and nobody addressed or judged."""
    return "clause" in cue.senses and not {"whom", "whom-to"} & cue.senses.keys()


def _closes_sentence(sentence: Sentence, phrase: Range) -> bool:
    """Whether an inverted subject is a mere noun phrase and nothing that it may say follows."""
    own = [word.lower if not word.is_capitalised else "" for word in sentence.words[slice(*phrase)]]
    head = own[: own.index(",")] if "," in own else own
    if any(word in word_set("auxiliaries") - {"to"} for word in head):
        return False
    if phrase[1] >= len(sentence):
        return True
    after = sentence.lower[phrase[1]]
    return sentence.quoted[phrase[1]] < 0 and (
        after in ENDS or after in (",", "and", "—", "–", "-") or is_adverbial(sentence, phrase[1])
    )


def takes(cue: Cue, *frames: str) -> Sense | None:
    """The sense of a word in the first of these frames that it takes."""
    return next((cue.senses[frame] for frame in frames if frame in cue.senses), None)


def is_recipient(sentence: Sentence, i: int, verb: Reporting) -> bool:
    """Whether word i belongs to somebody addressed ("told reporters that")."""
    if "whom" not in verb.cue.senses:
        return False
    word = sentence.words[i]
    return (
        word.lower in word_set("recipients")
        or word.is_capitalised
        or word.lower == "the"
        or (sentence.lower[i - 1] == "the")
    )


def is_adverbial(sentence: Sentence, i: int) -> bool:
    """Whether word i begins a phrase of time, place or manner."""
    word = sentence.lower[i]
    return (
        word in word_set("prepositions")
        or word in word_set("times")
        or is_adverb(word)
        or (word == "to")
    )


def written_cue_end(sentence: Sentence, end: int) -> int:
    """The end of a cue with its written form: "said in a statement"."""
    tail = sentence.lower[end : end + 3]
    written = len(tail) == 3 and tail[2] in word_set("places-of-words")
    if written and tail[0] in ("in", "on") and tail[1] in ("a", "an"):
        return end + 3
    return end + 2 if tail[:2] in (["on", "twitter"], ["on", "facebook"]) else end


def trimmed_range(sentence: Sentence, start: int, end: int) -> Range | None:
    """The range without commas at its ends, and without a final stop outside quotation marks."""
    while start < end and sentence.quoted[start] < 0 and sentence.lower[start] in (",", ";", ":"):
        start += 1
    while (
        start < end
        and sentence.quoted[end - 1] < 0
        and sentence.lower[end - 1] in (", ; . : — – - ...".split())
    ):
        end -= 1
    if not any(word[0].isalnum() for word in sentence.lower[start:end]):
        return None
    return start, end
