"""The reporting words of a source as the verb of a sentence: "Vale promised that …".

They go after the speaker's name only where they hold a finite verb, as in "also reportedly argued",
or a participle that the past tense stands for ("saying": said). "According to" and "criticism of"
give no sentence. A day in them is left out where the sentence tells the date: "On July 17, 2018,
Vale said on Tuesday" tells it twice, once in words that mean nothing outside the article.
"""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.components import data_table
from onrecord.core.evidence import Modality, Statement
from onrecord.core.findings import Evidence
from onrecord.core.selectors import Selector

_LONGEST_GAP = 24
_OPENS_WORDS = re.compile(r"that\b|[“\"‘']")
_TOLD = re.compile(r"\btold$")
_ALSO = re.compile(r"\balso\s+")
_NO_VERBS = frozenset(
    "as his its this thus plus versus perhaps always us yes per hers ours".split()
)
_NO_VERB_ENDS_SO = ("ss", "us", "ics", "ions", "ments")
_OWNER = re.compile(r"(?:['’]s|s['’]|\b(?:his|her|their|its|our|my|your))$", re.IGNORECASE)
_PRESENT = frozenset({"has", "have", "is", "are", "does", "do", "hasn't", "isn't", "aren't"})
_WORD = re.compile(r"[a-z]+(?:n['’]t)?")
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
)
_SPANS = "week|weekend|month|year|night|spring|summer|autumn|fall|winter"
_OPENING_DATE = re.compile(
    rf"^(?:in|on)\s+(?:(?:{_DAYS}),?\s+)?"
    rf"(?:(?:{_MONTHS})(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|\d{{4}}),\s+"
    rf"|^(?:{_DAYS}),?\s+(?=\w)"
    r"|^(?:in|on|by),\s+"  # what was left of "On Wednesday, "
    rf"|^(?:(?:later\s+)?(?:this|last)\s+(?:{_SPANS}|{_MONTHS})|today|yesterday),?\s+(?!['’])",
    re.IGNORECASE,
)
_DATE_BEGUN = re.compile(r"\b(?:in|on|by)(?:\s+(?:early|late|mid))?[\s-]+$", re.IGNORECASE)
_REST_OF_DATE = re.compile(
    rf"^(?:(?:{_DAYS}),?\s+)?(?:(?:{_MONTHS})(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?,?\s+)?"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_TIME = re.compile(
    rf"\s*,?\s*\b(?:(?:on|in|last|this|late|early|by)\s+)*(?:(?:{_DAYS})(?:\s+(?:morning|evening|"
    rf"night|afternoon))?|(?:{_MONTHS})(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|yesterday|"
    rf"(?:last|this)\s+(?:{_SPANS}))\b(?!['’]s)"
)


def reporting_clause(evidence: Evidence, statement: Statement) -> str | None:
    """The words between the speaker's name and the content; None where the source has no verb."""
    if not statement.cue:
        return None
    selector = evidence.citations[0].selector
    cue = words_at(selector, statement.cue[0].start, statement.cue[-1].end)
    if not cue or _is_owner(selector, statement):
        return None
    clause = _past(_spelled_out(cue), is_group=evidence.who is None)
    if clause is None:
        return None
    gap = _gap(selector, statement)
    said = f"{clause} {gap}".strip() if gap else clause
    is_next = 0 <= statement.content[0].start - statement.cue[-1].end <= 1
    addressed = is_next and not _OPENS_WORDS.match(evidence.exact)  # "told [Okoro it rained]"
    if statement.modality is not Modality.DEMAND and not addressed:  # "told the guards to leave"
        said = _TOLD.sub("said", said)  # whom was told is not known
    return without_time(_in_the_past(said)) if evidence.date is not None else said


def _is_owner(selector: Selector, statement: Statement) -> bool:
    """Whether the source owns the reporting words: "Vale's remarks", "her nuanced views"."""
    if not statement.source or not 0 <= statement.cue[0].start - statement.source[-1].end <= 1:
        return False
    source = words_at(selector, statement.source[-1].start, statement.source[-1].end)
    return bool(_OWNER.search(source))


def reporting_words_before(evidence: Evidence, statement: Statement) -> str:
    """The reporting words, when the content follows on them at once: "to threaten", "criticism of".

    They make no sentence with the speaker's name, and without them the content tells nothing.
    """
    if not statement.cue or not 0 <= statement.content[0].start - statement.cue[-1].end <= 1:
        return ""
    selector = evidence.citations[0].selector
    words = words_at(selector, statement.cue[0].start, statement.cue[-1].end)
    return f"{words} " if words and words[0].isalpha() and words[-1].isalpha() else ""


def without_time(text: str) -> str:
    """The text without the days and months in it."""
    return " ".join(_TIME.sub("", text).split()) or text


def tells_time(text: str) -> bool:
    """Whether a day, a month or a year is told within the text."""
    return _TIME.search(text) is not None or _YEAR.search(text) is not None


def is_present(text: str) -> bool:
    """Whether the first verb of a text is in the present, so that no past day opens it.

    "In March, Karsia has recalled its envoy" is no English.
    """
    return first_verb(text.split()) in _PRESENT


def first_verb(words: Sequence[str]) -> str:
    """The first of some words that has the form of a finite verb; "In May" is a month."""
    bare = (w.strip("“”\"'‘’.,;:").replace("’", "'") for w in words if w[:1].islower())
    return next(filter(is_finite, bare), "")


def without_weekday(text: str) -> str:
    """The text without "on Friday" and "last week", which tell nothing outside its article."""
    return re.sub(
        rf"\s+(?:on\s+)?(?:{_DAYS})(?:\s+(?:morning|afternoon|evening|night))?\b(?!['’]s)"
        rf"(?!\s+(?:and|to|until)\s+(?:{_DAYS}))"
        rf"|\s+(?:later\s+)?(?:this|last|next)\s+(?:{_SPANS})\b(?!['’]s)",
        "",
        text,
    )


def without_opening_date(text: str, before: str = "") -> str:
    """The text without the date that opens it: "In August 2017, Vale signed" tells it twice.

    Args:
        text: a clause.
        before: what stands before it, which may hold the "In" of "In [August Vale met Okoro]".
    """
    rest = (
        _REST_OF_DATE.sub("", text) if _DATE_BEGUN.search(before) else _OPENING_DATE.sub("", text)
    )
    return rest[:1].upper() + rest[1:] if rest != text and text[:1].isupper() else rest


def words_at(selector: Selector, first: int, last: int) -> str:
    """The words at a place of the document; "" where they are not at hand."""
    offset = selector.span.start - len(selector.prefix)
    around = selector.prefix + selector.exact + selector.suffix
    if first < offset or last - offset > len(around):
        return ""
    return " ".join(around[first - offset : last - offset].split())


def _gap(selector: Selector, statement: Statement) -> str:
    """What stands between the reporting words and the content, if it is of one piece with them."""
    first, last = statement.cue[0].start, statement.cue[-1].end
    begin = statement.content[0].start
    if last >= begin or begin - last > _LONGEST_GAP:
        return ""
    if any(piece.end > first for piece in statement.source):
        return ""
    gap = words_at(selector, last, begin)
    return gap if re.fullmatch(r"[\w\s’']*", gap) else ""


def _spelled_out(cue: str) -> str:
    """The reporting words as they go after a name: "'s claiming" is claiming, "Calls" calls.

    "Also" takes up what the source said before, and nobody has read that.
    """
    cue = _ALSO.sub("", cue)
    *_, last = cue.rpartition(
        ", "
    )  # "asked about the nets, had said": the last goes with the words
    if any(map(is_finite, last.casefold().split())):
        cue = last
    opening, _, rest = cue.partition(" ")
    if opening in ("’s", "'s"):
        verb = rest.partition(" ")[0]
        if verb.endswith("ing"):
            return f"is {rest}"
        if verb.endswith("ed") or verb in _irregular_finite():
            return f"has {rest}"
    return cue[0].lower() + cue[1:] if cue.istitle() else cue


def _past(cue: str, *, is_group: bool) -> str | None:
    """The reporting words with a finite verb; None where they have none that could be made one.

    Args:
        cue: the reporting words.
        is_group: whether the source goes by a description, so that "say" may be all they have.
    """
    words = cue.split()
    opening, closing = words[0].casefold(), words[-1].casefold()
    table = data_table("wording.toml")
    if not _WORD.fullmatch(opening) or opening in table["cue_openers"]:
        return None
    if closing == "of" and not _takes_an_object(words):
        return None  # "accusations of": a noun
    finite = next((i for i, word in enumerate(cue.casefold().split()) if is_finite(word)), None)
    if finite is not None:  # "most surprising suggestion was": the name is no subject of that
        return cue if all(map(_is_adverb, words[:finite])) else None
    if is_group and closing in table["plural"].split():
        return cue
    for i, word in enumerate(words):
        if word.casefold().endswith("ing"):
            return " ".join([*words[:i], _past_of(word.casefold()), *words[i + 1 :]])
    return None


def _in_the_past(clause: str) -> str:
    """The reporting words as a sentence with a day tells them: "says" said, "now denies" denied.

    Headlines and live reports are in the present; "now" was that day.
    """
    words = clause.removeprefix("now ").split()
    verb = next((i for i, word in enumerate(words) if not _is_adverb(word)), len(words))
    if verb == len(words):
        return clause
    present = words[verb]
    if not present.endswith("s") or is_auxiliary(present) or not is_finite(present):
        return clause
    if present.endswith("ies"):
        past = f"{present[:-3]}ied"
    else:
        stem = present.removesuffix("s")
        irregular: dict[str, str] = data_table("wording.toml")["past"]
        by_participle = (f"{stem}ing", f"{stem.removesuffix('e')}ing", f"{stem}{stem[-1]}ing")
        regular = f"{stem}d" if stem.endswith("e") else f"{stem}ed"
        past = next((irregular[p] for p in by_participle if p in irregular), regular)
    return " ".join([*words[:verb], past, *words[verb + 1 :]])


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word.casefold() in data_table("wording.toml")["adverbs"].split()


def _takes_an_object(words: list[str]) -> bool:
    """Whether the first word is a verb with an object: "continues his praise of"."""
    return len(words) > 2 and words[1].casefold() in data_table("wording.toml")["cue_openers"]


def is_finite(word: str) -> bool:
    """Whether it has the form of a finite verb, as far as endings tell."""
    bare = word.replace("’", "'").removesuffix("n't")
    is_inflected = bare.endswith(("ed", "s")) and not bare.endswith(_NO_VERB_ENDS_SO)
    is_inflected = is_inflected and bare not in _NO_VERBS
    return is_inflected or bare in _irregular_finite() or bare in ("ca", "wo")


def is_auxiliary(word: str) -> bool:
    """Whether it is a verb that no subject stands before in a heading: "Would withdraw"."""
    return word in _irregular_finite()


def _past_of(participle: str) -> str:
    """The past tense of a participle: `calling` called, `denying` denied, `saying` said."""
    irregular: dict[str, str] = data_table("wording.toml")["past"]
    if participle in irregular:
        return irregular[participle]
    stem = participle.removesuffix("ing")
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return f"{stem[:-1]}ied"
    return f"{stem}d" if stem.endswith("e") else f"{stem}ed"


@cache
def _irregular_finite() -> frozenset[str]:
    table = data_table("wording.toml")
    return frozenset(table["finite"].split()) | frozenset(table["past"].values())
