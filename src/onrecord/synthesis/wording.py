"""Sentences made of evidence; none without a citation.

The words of a speaker stand in quotation marks, to the letter. What a source reports in words of
its own stays in its words: "Vale <cue> <content>" where that is how the source has it, and marked
as reported where it is not. Nothing is paraphrased, so nothing can be put in anyone's mouth.
"""

import re
from collections.abc import Iterable, Iterator

from onrecord.components import data_table
from onrecord.core.document import Kind
from onrecord.core.entities import Reference
from onrecord.core.evidence import Action, Form, Modality, Statement, Status
from onrecord.core.findings import Citation, Evidence, Item
from onrecord.core.selectors import Span
from onrecord.synthesis.dates import date_words, opening_words
from onrecord.synthesis.terms import terms

_LONGEST = 420
_LONGEST_GAP = 24
_REPEATED = 0.9
_MARKS = "“”\"'‘’"
_QUOTED = re.compile(r"“([^“”]*)[”\"]|\"([^\"“”]*)[\"”]|''((?:(?!'').)*)''", re.DOTALL)
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_PRONOUN = re.compile(
    r"(?:he|she|they|it)\s+(?!(?:is|are|was|were|be|been|being|has been|have been|had been)\b)",
    re.IGNORECASE,
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
    if isinstance(evidence.telling, Action):
        when = date_words(evidence.date)
        return f"{when[0].upper()}{when[1:]}: {text}"
    return f"{opening_words(evidence.date)} {_lower_description(evidence, text)}"


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
        return f"{name} {_verb(evidence, telling)}: “{words}”"
    content = " ".join(_pieces(evidence, telling))
    cue = _cue(evidence, telling)
    if cue is None:
        return _closed(f"{name}, as reported: {shortened(content, longest)}")
    return _closed(f"{name} {cue} {shortened(content, longest)}")


def quoted_words(evidence: Evidence) -> str | None:
    """The verbatim words without the marks around them; None when the source quotes nothing.

    Pieces that the source has apart are joined by an ellipsis.
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
    bare = [_unquoted(piece) for piece in pieces]
    return " … ".join(piece for piece in bare if piece) or None


def speaker_name(evidence: Evidence) -> str:
    """Who said or did it, or what the source calls them; never a guess."""
    if evidence.who is not None:
        return evidence.who.name
    telling = evidence.telling
    if isinstance(telling, Action):
        return "Actor not named"
    if telling.description:
        description = " ".join(telling.description.split()).strip(" ,")
        return description[0].upper() + description[1:] if description else "An unnamed source"
    return "An unnamed source"


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


def _cue(evidence: Evidence, statement: Statement) -> str | None:
    """The source's own reporting words, where they stand between speaker and content."""
    if not statement.cue or statement.speaker is None:
        return None
    selector = evidence.citations[0].selector
    around = selector.prefix + selector.exact + selector.suffix
    offset = selector.span.start - len(selector.prefix)
    first, last = statement.cue[0].start, statement.cue[-1].end
    begin = statement.content[0].start
    if first < offset or last > begin or any(piece.end > first for piece in statement.source):
        return None
    gap = around[last - offset : begin - offset]
    if len(gap) > _LONGEST_GAP or not re.fullmatch(r"[\w\s’']*", gap):
        return None
    words = " ".join(around[first - offset : begin - offset].split())
    return words if _opens_clause(words) else None


def _opens_clause(cue: str) -> bool:
    """Whether it is a verb that goes after a name: not "according to", "saying", "criticism of"."""
    opening, closing = cue.split(maxsplit=1)[0].casefold(), cue.rsplit(maxsplit=1)[-1].casefold()
    table = data_table("wording.toml")
    return (
        opening.isalpha()
        and opening not in table["cue_openers"]
        and closing != "of"
        and any(_is_finite(word, table["finite"]) for word in cue.casefold().split())
    )


def _is_finite(word: str, irregular: str) -> bool:
    return word.endswith(("ed", "s")) or word in irregular.split()


def _verb(evidence: Evidence, statement: Statement) -> str:
    if evidence.citations[0].kind is Kind.POST:
        return "wrote"
    return "asked" if statement.modality is Modality.QUESTION else "said"


def _deed(evidence: Evidence, action: Action, longest: int) -> str:
    clause = _with_actor(shortened(evidence.exact, longest).strip(" ,;:—–-"), evidence.who)
    if evidence.who is not None and not _names(clause, evidence.who.name):
        clause = f"{evidence.who.name}{_joint(clause)}{clause}"
    status = _UNFINISHED.get(action.status)
    if status is None or status in clause.casefold():
        return _closed(clause)
    return _closed(f"{clause.rstrip('.')} ({status})")


def _with_actor(clause: str, who: Reference | None) -> str:
    """The clause with the actor for the pronoun that it opens with, in brackets as papers do it."""
    opened = _PRONOUN.match(clause)
    if who is None or opened is None:
        return clause
    return f"[{who.name}] {clause[opened.end() :]}"


def _joint(clause: str) -> str:
    opening = clause.partition(" ")[0]
    is_verb = opening.islower() and not opening.endswith("ing")
    return " " if is_verb and opening not in _PRONOUNS else ": "


def _names(clause: str, name: str) -> bool:
    """Whether the clause has a subject of its own: the name, or a capital to begin with."""
    return (
        clause[:1].isupper()
        or clause[:1] == "["
        or name.rpartition(" ")[2].casefold() in clause.casefold()
    )


def _lower_description(evidence: Evidence, text: str) -> str:
    if evidence.who is None and re.match(r"(?:An?|The|Some|Many|Several|Two|Three)\b", text):
        return text[0].lower() + text[1:]
    return text


def _closed(text: str) -> str:
    line = re.sub(r",([”\"]?)$", r"\1", text[0].upper() + text[1:])
    return line if line.rstrip(_MARKS)[-1:] in (".", "!", "?", "…") else f"{line}."


def distinct(items: Iterable[Evidence]) -> Iterator[Evidence]:
    """Each matter once: what two pieces of evidence say in much the same words, the first says.

    A document tells a thing in its headline, its key points and its text; the record rightly has
    three, a page needs one.
    """
    shown: dict[tuple[str | None, str], list[frozenset[str]]] = {}
    for evidence in items:
        telling = evidence.telling
        sort = deed_name(telling) if isinstance(telling, Action) else "statement"
        kind = (evidence.who.id if evidence.who else None, sort)
        words = terms(evidence.exact)
        if not any(_repeats(words, other) for other in shown.get(kind, ())):
            shown.setdefault(kind, []).append(words)
            yield evidence


def _repeats(words: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(words), len(other))
    return len(words & other) >= _REPEATED * shorter if shorter > 2 else words == other
