"""The attributions of one sentence, as ranges of word numbers.

Words that say who speaks after the content ("…, Vale said", "…, according to Vale") are looked
for first: they take the content before them. Then every other reporting word, from left to
right, takes what follows it, unless an earlier one has taken that already: of "Vale said Brenn
thinks so" only the outer one is told by the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extraction.attribution_cues import Cue, Sense, noun_cues, verb_cues, word_set
from onrecord.extraction.attribution_sentences import Sentence
from onrecord.extraction.attribution_sources import (
    Range,
    clause_subject,
    is_adverb,
    subject_after,
    subject_before,
)

_PREPOSITION_FRAMES = ("for", "on", "about", "against", "of", "with", "at", "as")
_CLAUSE_WORDS = frozenset("that whether how why if what who where".split())
_CLOSERS = frozenset(". ” \" '' ! ? …".split())
_ENDS = frozenset(". ! ? … ;".split())
_PERSONAL = frozenset("he she they it i we you there his her their this that these".split())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution before its ranges become spans; `sense` None is left to the defaults."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    sense: Sense | None = None
    lemma: str = ""


def drafts(sentence: Sentence) -> list[Draft]:
    """The attributions of one sentence, in the order of their cues."""
    reporting = list(_reporting_verbs(sentence))
    found = [draft for verb in reporting if (draft := _after_content(sentence, verb))]
    found.extend(_according(sentence, found))
    for verb in reporting:
        if _is_free(found, verb.start, verb.end):
            draft = _before_content(sentence, verb, reporting)
            if draft is not None and _fits(found, draft):
                found.append(draft)
    for draft in _nouns(sentence):
        if _fits(found, draft):
            found.append(draft)
    return sorted(found, key=lambda draft: draft.cue)


def _reporting_verbs(sentence: Sentence) -> Iterator[Reporting]:
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
        subject, own = _subject(sentence, i, start, form, last_subject)
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
    if nearest in ("has", "have", "had", "hasn't", "haven't", "hadn't"):
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
        return "ing" if before == "," or start == 0 or before in ("after", "before") else None
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
    sentence: Sentence, i: int, start: int, form: str, last: Range | None
) -> tuple[Range | None, bool]:
    before = sentence.lower[start - 1] if start else ""
    if form == "ing" and not (sentence.lower[start:i] and before != ","):
        return last or clause_subject(sentence, start), False
    if "to" in sentence.lower[start:i]:
        return last or clause_subject(sentence, start), False
    if before in ("and", "but", "or", "then") or (
        before == "," and sentence.lower[start - 2 : start - 1] == ["and"]
    ):
        return last or clause_subject(sentence, start - 1), False
    if form in ("past", "s") and _may_be_inverted(sentence, start, i):
        return subject_after(sentence, i + 1), True
    own = subject_before(sentence, start)
    if own is None and before == ",":
        return last or clause_subject(sentence, start), False
    return own, True


def _may_be_inverted(sentence: Sentence, start: int, i: int) -> bool:
    if start == 0 or i + 1 >= len(sentence) or sentence.quoted[i + 1] >= 0:
        return False
    before, after = sentence.lower[start - 1], sentence.words[i + 1]
    if not (before == "," or sentence.quoted[start - 1] >= 0):
        return False
    if after.lower in ("he", "she", "they"):
        return sentence.quoted[start - 1] >= 0
    if not (after.is_capitalised or after.lower in word_set("determiners")):
        return False
    phrase = subject_after(sentence, i + 1)
    return phrase is not None and _closes_sentence(sentence, phrase)


def _closes_sentence(sentence: Sentence, phrase: Range) -> bool:
    """Whether an inverted subject is a mere noun phrase and nothing that it may say follows."""
    own = sentence.lower[phrase[0] : phrase[1]]
    head = own[: own.index(",")] if "," in own else own
    if any(word in word_set("auxiliaries") - {"to"} for word in head):
        return False
    if phrase[1] >= len(sentence):
        return True
    after = sentence.lower[phrase[1]]
    return sentence.quoted[phrase[1]] < 0 and (
        after in _ENDS or after in (",", "and", "—", "–", "-") or _is_adverbial(sentence, phrase[1])
    )


def _takes(cue: Cue, *frames: str) -> Sense | None:
    return next((cue.senses[frame] for frame in frames if frame in cue.senses), None)


# --- content before the cue ---------------------------------------------------------------


def _after_content(sentence: Sentence, verb: Reporting) -> Draft | None:
    """The attribution whose content ends right before source and cue, None if it is not so."""
    sense = _takes(verb.cue, "clause", "quote")
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
    if rest is None:
        return None
    content = _trim(sentence, 0, first - 1 if comma and before < 0 else first)
    if content is None:
        return None
    if quoted and sentence.quoted[content[0]] < 0:
        content = _without_lead(sentence, content)
    second = _second_piece(sentence, rest, after_quotation=quoted)
    end = _cue_end(sentence, verb.end) if verb.end >= verb.subject[1] else verb.end
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
    while i < size and _is_recipient(sentence, i, verb):
        i += 1
    if i < size and _is_adverbial(sentence, i):
        while i < size and sentence.lower[i] not in ("that", ",", ".", ";", ":"):
            if sentence.quoted[i] >= 0:
                return None if sentence.lower[i - 1] != "," else i
            i += 1
        if i < size and sentence.lower[i] in ("that", ":"):
            return None
    if i >= size or sentence.lower[i] in _ENDS or sentence.lower[i] == ",":
        return i
    return (
        i
        if sentence.lower[i] in ("—", "–", "-", ")", "and", "as", "when", "while", "but")
        else None
    )


def _is_recipient(sentence: Sentence, i: int, verb: Reporting) -> bool:
    if "whom" not in verb.cue.senses:
        return False
    word = sentence.words[i]
    return (
        word.lower in word_set("recipients")
        or word.is_capitalised
        or word.lower == "the"
        or (sentence.lower[i - 1] == "the")
    )


def _is_adverbial(sentence: Sentence, i: int) -> bool:
    word = sentence.lower[i]
    return (
        word in word_set("prepositions")
        or word in word_set("times")
        or is_adverb(word)
        or (word == "to")
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
    return _trim(sentence, start, len(sentence))


# --- content after the cue ----------------------------------------------------------------


def _before_content(
    sentence: Sentence, verb: Reporting, reporting: list[Reporting]
) -> Draft | None:
    start, cue_end, sense = _opening(sentence, verb)
    if start is None or sense is None:
        return None
    content = _trim(sentence, start, _content_end(sentence, start, verb, reporting))
    if content is None:
        return None
    return Draft(
        source=verb.subject,
        cue=(verb.start, cue_end),
        content=(content,),
        sense=sense,
        lemma=verb.cue.lemma,
    )


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
    if word in _PREPOSITION_FRAMES and word in cue.senses and _takes(cue, word):
        return i + 1, i + 1, cue.senses[word]
    clause = _takes(cue, "clause", "quote")
    if clause is not None:
        opened = _clause_opening(sentence, i, verb)
        if opened is not None:
            colon = opened > 0 and sentence.lower[opened - 1] == ":" and opened - 1 == i
            end = opened if colon else _cue_end(sentence, verb.end)
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
    while i < size and _is_recipient(sentence, i, verb):
        i += 1
    told = i > begin
    if i >= size:
        return None
    word = sentence.lower[i]
    if sentence.quoted[i] >= 0:
        return i
    if word in (",", ":"):
        return i + 1 if i + 1 < size and (sentence.quoted[i + 1] >= 0 or word == ":") else None
    if "clause" not in cue.senses:
        return None if "object" in cue.senses else _quotation_after(sentence, i)
    if word in _CLAUSE_WORDS:
        return i
    if _is_adverbial(sentence, i):
        return _past_adverbial(sentence, i)
    if told or cue.lemma == "say" or _finite_clause(sentence, i):
        return i
    return None


def _quotation_after(sentence: Sentence, i: int) -> int | None:
    for k in range(i, min(len(sentence), i + 14)):
        if sentence.quoted[k] >= 0:
            return k if sentence.lower[k - 1] in (",", ":") else None
        if sentence.lower[k] in _ENDS:
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
        if word in _ENDS:
            return None
        if word in ("he", "she", "they", "it", "there") and sentence.lower[k - 1] != ",":
            return k if k > begin + 1 else None
    return (
        i
        if begin < i < len(sentence)
        and sentence.lower[i] not in (",", "and")
        and not (_is_adverbial(sentence, i))
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
    """Where the content ends: with the sentence, or where the same subject reports again."""
    if verb.subject is not None and sentence.lower[verb.subject[0]] in word_set("relatives"):
        comma = _next_comma(sentence, start)
        if comma is not None and verb.subject[0] > 0 and sentence.lower[verb.subject[0] - 1] == ",":
            return comma
    if sentence.lower[0] in word_set("fronted") and (comma := _next_comma(sentence, start)):
        if "," not in sentence.lower[:start]:
            return comma
    for other in reporting:
        if other.start <= start:
            continue
        before = sentence.lower[other.start - 1]
        if other.form == "ing" and before == ",":
            return other.start - 1
        if not other.own_subject and before in ("and", "but") and other.form == verb.form:
            return other.start - 1
        if other.own_subject and other.subject and other.subject[0] >= 2:
            first = min(other.subject[0], other.start)
            joint = sentence.lower[first - 2 : first]
            if joint[0] == "," and joint[1] in ("but", "while", "and", "though", "although"):
                return first - 2
    return len(sentence)


# --- other patterns -----------------------------------------------------------------------


def _according(sentence: Sentence, found: list[Draft]) -> Iterator[Draft]:
    for i in range(len(sentence) - 2):
        if sentence.lower[i : i + 2] != ["according", "to"] or sentence.quoted[i] >= 0:
            continue
        source = subject_after(sentence, i + 2)
        if source is None or not _is_free(found, i, i + 2):
            continue
        if i == 0:
            after = source[1] + 1
            if sentence.lower[source[1] : after] != [","] and after < len(sentence):
                continue
            content = _trim(sentence, after, len(sentence))
        else:
            begin = max((d.cue[1] for d in found if d.cue[1] <= i), default=0)
            content = _trim(sentence, begin, i - 1 if sentence.lower[i - 1] == "," else i)
        if content is not None:
            yield Draft(source=source, cue=(i, i + 2), content=(content,), lemma="according")


def _nouns(sentence: Sentence) -> Iterator[Draft]:
    for i, word in enumerate(sentence.lower):
        if word not in noun_cues() or sentence.quoted[i] >= 0 or i + 2 >= len(sentence) or i == 0:
            continue
        cue = noun_cues()[word][0]
        after = sentence.lower[i + 1]
        if after == "that" and "clause" in cue.senses:
            sense, start, end = cue.senses["clause"], i + 1, i + 1
        elif after == "to" and "to" in cue.senses:
            sense, start, end = cue.senses["to"], i + 1, i + 1
        elif after in cue.senses:
            sense, start, end = cue.senses[after], i + 2, i + 2
        else:
            continue
        owner = _owner(sentence, i)
        if owner is None:
            continue
        content = _trim(sentence, start, _noun_content_end(sentence, start))
        if content is not None:
            yield Draft(
                source=owner, cue=(owner[1], end), content=(content,), sense=sense, lemma=word
            )


def _noun_content_end(sentence: Sentence, start: int) -> int:
    for i in range(start + 2, len(sentence)):
        if sentence.lower[i] == "," and sentence.quoted[i] < 0:
            return i
    return len(sentence)


def _owner(sentence: Sentence, noun: int) -> Range | None:
    """Whose claim it is: the possessive right before the noun (and at most two adjectives)."""
    for i in range(noun - 1, max(-1, noun - 4), -1):
        word = sentence.lower[i]
        if word in ("his", "her", "their", "its", "my", "our"):
            return i, i + 1
        if word.endswith("'s"):
            first = i
            while first > 0 and sentence.words[first - 1].is_capitalised:
                first -= 1
            return first, i + 1
        if not word[0].isalpha() or word in word_set("determiners"):
            return None
    return None


def _cue_end(sentence: Sentence, end: int) -> int:
    """The end of a cue with its written form: "said in a statement"."""
    tail = sentence.lower[end : end + 3]
    if len(tail) == 3 and tail[0] in ("in", "on") and tail[1] in ("a", "an"):
        if tail[2] in word_set("places-of-words"):
            return end + 3
    return end + 2 if tail[:2] in (["on", "twitter"], ["on", "facebook"]) else end


def _trim(sentence: Sentence, start: int, end: int) -> Range | None:
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


def _is_free(found: list[Draft], start: int, end: int) -> bool:
    return all(end <= piece[0] or start >= piece[1] for d in found for piece in (d.cue, *d.content))


def _fits(found: list[Draft], draft: Draft) -> bool:
    return all(_is_free(found, *piece) for piece in (draft.cue, *draft.content))
