"""Sentences made of evidence; none without a citation.

The words of a speaker stand in quotation marks, to the letter. What a source reports in words of
its own stays in its words: "Vale <cue> <content>" where that is how the source has it, and marked
as reported where it is not. Nothing is paraphrased, so nothing can be put in anyone's mouth.
"""

import re
from collections.abc import Iterable, Iterator

from onrecord.components import data_table
from onrecord.core.date_words import date_words
from onrecord.core.document import Kind
from onrecord.core.entities import Reference
from onrecord.core.evidence import Action, Form, Modality, SpeakerKind, Statement, Status
from onrecord.core.findings import Citation, Evidence, Item
from onrecord.core.selectors import Span
from onrecord.synthesis.clauses import MARKS, PRONOUNS, is_clause, is_predicate, stands_alone
from onrecord.synthesis.dates import opening_words
from onrecord.synthesis.naming import running, titles
from onrecord.synthesis.reporting import (
    is_present,
    reporting_clause,
    reporting_words_before,
    tells_time,
    without_opening_date,
    without_weekday,
)
from onrecord.synthesis.terms import terms

_LONGEST = 420
_REPEATED = 0.9
_STOPS = (".", "!", "?", "…")
_QUOTED = re.compile(r"“([^“”]*)[”\"]|\"([^\"“”]*)[\"”]|''((?:(?!'').)*)''", re.DOTALL)
_OPENED = re.compile(r"^\s*[“\"]?that\s+(?=[“\"])")
"""What stands before a quotation and is not in it: `that “we will stay”`."""
_DESCRIBES = re.compile(r"(?:An?|The|One|Some|Many|Several|Two|Three)\b")
UNNAMED = "An unnamed source"
_OBJECTS = frozenset({"him", "them", "me", "us"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "no"})
_PRONOUN = re.compile(
    r"(?:he|she|they|it)\s+(?!(?:is|are|was|were|be|been|being|has been|have been|had been)\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|plans?|planned|set|due|expected|scheduled|about)\b")
_OFFICE = re.compile(
    r"[Tt]he\s+(?:[a-z]+\s+)?(?P<office>[a-z]+)\s+"
    r"(?=(?!(?:of|and|or|for|to|in|at|on|from|with|who|which|that|whose)\b)[a-z])"
)
_TRAILING = re.compile(r"\s+(?:--|—|–)\s+\S+(?:\s+\S+){0,2}$")
"""The beginning of an insertion that the clause breaks off in: "a range of topics -- from Orla"."""
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|without|avoid(?:s|ed|ing)?|declin(?:es?|ed|ing)|"
    r"fail(?:s|ed|ing)?|refus(?:es?|ed|ing))\b|n't\b"
)
_UNFINISHED = {
    Status.ORDERED: "ordered",
    Status.ANNOUNCED: "announced",
    Status.PROPOSED: "proposed",
    Status.DELAYED: "delayed",
    Status.REVERSED: "reversed",
    Status.NOT_DONE: "not done",
}


def item(evidence: Evidence, heading: str | None = None, *, dated: bool = False) -> Item:
    """An item that says what one piece of evidence says.

    Args:
        evidence: what is cited.
        heading: what the item is filed under.
        dated: whether the sentence itself tells the date.
    """
    return Item(
        text=dated_sentence(evidence) if dated else sentence(evidence),
        citations=(evidence.id,),
        date=evidence.date,
        heading=heading,
        occasion=occasion_words(evidence),
        source=source_name(evidence.citations[0]),
    )


def quote_item(evidence: Evidence) -> Item:
    """A key quote: the verbatim words, occasion, date, source."""
    return Item(
        text=sentence(evidence),
        citations=(evidence.id,),
        date=evidence.date,
        quote=f"“{shortened(quoted_words(evidence) or '')}”",
        occasion=occasion_words(evidence),
        source=source_name(evidence.citations[0]),
    )


def dated_sentence(evidence: Evidence, longest: int = _LONGEST) -> str:
    """The sentence, opened by its date when that is known."""
    text = sentence(evidence, longest)
    if evidence.date is None:
        return text
    opening = opening_words(evidence.date)
    if isinstance(evidence.telling, Action):
        when = date_words(evidence.date)
        if when in text:
            return text
        is_plain = stands_alone(evidence) and not tells_time(text) and not is_present(text)
        if opening.endswith(",") and is_plain:
            return f"{opening} {_within(text)}"
        return f"{when[0].upper()}{when[1:]}: {text}"
    return f"{opening} {_lower_description(evidence, text)}"


def sentence(evidence: Evidence, longest: int = _LONGEST) -> str:
    """One sentence that says what a piece of evidence says.

    Args:
        evidence: what is cited.
        longest: code points of the cited words that are shown before an ellipsis.
    """
    telling = evidence.telling
    if isinstance(telling, Action):
        return _deed(evidence, telling, longest)
    name = speaker_name(evidence)
    if telling.form is Form.DIRECT:
        words = shortened(quoted_words(evidence) or "", longest)
        end = "" if words.rstrip(MARKS)[-1:] in _STOPS else "."  # the source's comma is not shown
        return f"{name} {_verb(evidence, telling)}: “{words}”{end}"
    if is_around(telling):  # the source's own order, or "said" would tear the words apart
        whole = evidence.exact.removeprefix("that ")
        return _closed(f"{name}, as reported: {shortened(whole, longest)}")
    content = evidence.exact  # whole, as its pieces without what joins them may say another thing
    clause = verb_phrase(evidence, telling, name)
    if clause is not None:
        return _closed(f"{name} {clause} {_within(shortened(content, longest))}")
    before = reporting_words_before(evidence, telling)
    if not before and is_predicate(content):
        return _closed(f"{name} {shortened(content, longest)}")
    bare = content if name == UNNAMED and is_clause(content) else before + content
    return _closed(f"{name}, as reported: {shortened(bare.removeprefix('that '), longest)}")


def verb_phrase(evidence: Evidence, statement: Statement, name: str) -> str | None:
    """The words between name and content; None where these do not go together.

    "The remarks have drawn criticism in Karsia" is no sentence of Karsia's.
    """
    comes_first = statement.cue and statement.content[-1].end <= statement.cue[0].start
    if name == UNNAMED or (comes_first and not is_clause(evidence.exact)):
        return None
    return reporting_clause(evidence, statement)


def is_around(statement: Statement) -> bool:
    """Whether the words reported stand on both sides of the reporting words."""
    first, last = statement.content[0], statement.content[-1]
    return any(first.end <= cue.start and cue.end <= last.start for cue in statement.cue)


def _within(content: str) -> str:
    """The content as it goes on a sentence: a small word that opened one loses its capital."""
    opening = content.partition(" ")[0]
    is_small = opening.casefold() in data_table("wording.toml")["small"]
    return content[0].lower() + content[1:] if is_small else content


def quoted_words(evidence: Evidence) -> str | None:
    """The verbatim words without the marks around them; None when the source quotes nothing.

    Pieces of one quotation that the source has apart are joined by an ellipsis; of several that it
    quotes within its own words the longest is shown, as they may be of different occasions.
    """
    telling = evidence.telling
    if not isinstance(telling, Statement) or telling.form is Form.INDIRECT:
        return None
    pieces = _pieces(evidence, telling)
    if telling.form is Form.MIXED:
        pieces = [
            "".join(part for part in match.groups() if part)
            for match in _QUOTED.finditer(" ".join(pieces))
        ]
        pieces = [max(pieces, key=len)] if pieces else []
    bare = [_unquoted(_OPENED.sub("", piece)) for piece in pieces]
    return " … ".join(piece for piece in bare if piece) or None


def speaker_name(evidence: Evidence) -> str:
    """Who said or did it, or what the source calls them; never a guess."""
    if evidence.who is not None:
        return _of_a_body(evidence)
    telling = evidence.telling
    if isinstance(telling, Action):
        return "Actor not named"
    description = " ".join((telling.description or "").split()).strip(" ,")
    if not description or description.casefold() in data_table("wording.toml")["no_names"]:
        return UNNAMED
    return description[0].upper() + description[1:]


def _of_a_body(evidence: Evidence) -> str:
    """The name; that of a body as a sentence opens with it: "The State Department"."""
    telling = evidence.telling
    name = evidence.who.name if evidence.who is not None else ""
    if isinstance(telling, Statement) and telling.speaker_kind is SpeakerKind.ORGANISATION:
        with_article = running(name)
        return with_article[0].upper() + with_article[1:]
    return name


def occasion_words(evidence: Evidence) -> str | None:
    """Occasion and medium as the source words them; None when it names neither."""
    telling = evidence.telling
    if not isinstance(telling, Statement):
        return None
    occasion, medium = telling.occasion, telling.medium
    if not occasion or not medium or medium.casefold() in occasion.casefold():
        return occasion or medium
    return f"{occasion} ({medium})"


def source_name(citation: Citation) -> str:
    """Publisher, or title, or address."""
    return citation.publisher or citation.title or citation.uri


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 action`, `4 actions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def deed_name(action: Action) -> str:
    """What sort of deed it is, in plain words: `expulsion`, `lifting of sanctions`."""
    return (action.instrument or action.type).replace("-", " ").replace("_", " ")


def shortened(text: str, longest: int = _LONGEST) -> str:
    """The words on one line, cut between words; what is left out shows as an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line.rfind(" ", 0, longest)
    return line[: cut if cut > 0 else longest].rstrip(" ,;:—–-") + " …"


def _pieces(evidence: Evidence, statement: Statement) -> list[str]:
    selector = evidence.citations[0].selector
    start = selector.span.start
    found = [
        Span(piece.start - start, piece.end - start).of(selector.exact)
        for piece in statement.content
        if selector.span.contains(piece)
    ]
    return found or [selector.exact]


def _unquoted(piece: str) -> str:
    return piece.strip().strip('“”"').removeprefix("''").removesuffix("''").strip().rstrip(",")


def _verb(evidence: Evidence, statement: Statement) -> str:
    if evidence.citations[0].kind is Kind.POST:
        return "wrote"
    return "asked" if statement.modality is Modality.QUESTION else "said"


def _deed(evidence: Evidence, action: Action, longest: int) -> str:
    told = _TRAILING.sub("", shortened(evidence.exact, longest)).strip(" ,;:—–-")
    if evidence.date is not None or action.status in _UNFINISHED:
        told = without_opening_date(without_weekday(told), evidence.citations[0].selector.prefix)
    clause = _with_actor(told, evidence.who)
    if told.partition(" ")[0] in _OBJECTS:  # no clause: "[dogged] him on his failure to publish"
        clause = f"{speaker_name(evidence)}, as told: {told}"
    elif evidence.who is not None and not _names(clause, evidence.who.name):
        clause = f"{evidence.who.name}{_joint(clause)}{clause}"
    if evidence.teller is not None:
        clause = f"{clause.rstrip('.')}, according to {_within_sentence(evidence.teller)}"
    status = _UNFINISHED.get(action.status)
    if status is None or _tells_status(clause, action, status):
        return _closed(clause)
    return _closed(f"{clause.rstrip('.')} ({status}{_as_of(evidence)})")


def _as_of(evidence: Evidence) -> str:
    """When what has no date of its own had come so far: of a plan the day of its report counts."""
    published = evidence.citations[0].published
    if published is None or evidence.date is not None or not _AHEAD.search(evidence.exact):
        return ""
    return f", as of {date_words(published)}"


def _within_sentence(description: str) -> str:
    """Who tells, as it goes on a sentence: "a senior official", "Ada Vale"."""
    return (
        description[0].lower() + description[1:] if _DESCRIBES.match(description) else description
    )


def _tells_status(clause: str, action: Action, status: str) -> bool:
    """Whether the clause itself says how far the deed has come."""
    plain = clause.casefold().replace("’", "'")
    undone = action.status in (Status.NOT_DONE, Status.REVERSED)
    named = (action.instrument or "") in data_table("wording.toml")["undone_by_name"]
    return status in plain or (undone and (named or _NEGATION.search(plain) is not None))


def _with_actor(clause: str, who: Reference | None) -> str:
    """The clause with the actor for the pronoun that it opens with, in brackets as papers do it."""
    if who is None:
        return clause
    opened = _PRONOUN.match(clause) or _by_office(clause, who)
    return f"[{who.name}] {clause[opened.end() :]}" if opened is not None else clause


def _by_office(clause: str, who: Reference) -> re.Match[str] | None:
    """The office that a clause calls its actor by: "the president declined to sign"."""
    opened = _OFFICE.match(clause)
    is_office = opened is not None and opened["office"].casefold() in titles()
    is_named = who.name.rpartition(" ")[2].casefold() in clause.casefold()
    return opened if is_office and not is_named else None


def _joint(clause: str) -> str:
    opening = clause.partition(" ")[0]
    is_verb = opening.islower() and not opening.endswith("ing")
    return " " if is_verb and opening not in PRONOUNS else ": "


def _names(clause: str, name: str) -> bool:
    """Whether the clause has a subject of its own: the name, or a capital to begin with."""
    return (
        clause[:1].isupper()
        or clause[:1] == "["
        or clause.partition(" ")[0] in _DETERMINERS
        or name.rpartition(" ")[2].casefold() in clause.casefold()
    )


def _lower_description(evidence: Evidence, text: str) -> str:
    telling = evidence.telling
    described = telling.description if isinstance(telling, Statement) else None
    if evidence.who is None and described and described[0].islower():  # "reports indicated"
        return text[0].lower() + text[1:]
    return _within_sentence(text)


def _closed(text: str) -> str:
    line = re.sub(r",([”\"]?|'')$", r"\1", text[0].upper() + text[1:])
    return line if line.rstrip(MARKS)[-1:] in _STOPS else f"{line}."


def distinct(items: Iterable[Evidence]) -> Iterator[Evidence]:
    """Each matter once: what two pieces of evidence say in much the same words, the first says.

    A document tells a thing in its headline, its key points and its text, and one clause may tell
    two deeds, or a deed and who announced it; the record rightly has them all, a page needs one.
    """
    shown: dict[tuple[str | None, str], list[frozenset[str]]] = {}
    places: dict[str, list[tuple[Span, bool, frozenset[str]]]] = {}
    for evidence in items:
        words = terms(evidence.exact)
        told = shown.setdefault(_sort(evidence), [])
        selector = evidence.citations[0].selector
        here = places.setdefault(selector.document, [])
        is_deed = isinstance(evidence.telling, Action)
        of_one_clause = any(
            span.overlaps(selector.span) and (is_deed or deed) and _repeats(words, other)
            for span, deed, other in here
        )
        if of_one_clause or any(_repeats(words, other) for other in told):
            continue
        told.append(words)
        here.append((selector.span, is_deed, words))
        yield evidence


def _sort(evidence: Evidence) -> tuple[str | None, str]:
    telling = evidence.telling
    sort = deed_name(telling) if isinstance(telling, Action) else "statement"
    return (evidence.who.id if evidence.who else None, sort)


def _repeats(words: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(words), len(other))
    return len(words & other) >= _REPEATED * shorter if shorter > 2 else words == other
