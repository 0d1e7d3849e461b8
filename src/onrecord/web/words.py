"""Records in plain words: what a statement, an action or a source is called on a page."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from onrecord.components import data_table
from onrecord.core.date_words import date_words
from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Act, Action, Factuality, Form, Modality, Statement, Status
from onrecord.core.findings import Citation, Evidence, Item, SourceEntry, Tension
from onrecord.synthesis.dates import days_between, sort_key
from onrecord.synthesis.reporting import reporting_words_before

_FORMS = {
    Form.DIRECT: "direct quotation",
    Form.MIXED: "partly quoted",
    Form.INDIRECT: "in the source’s words",
}
# 'Monday' as of 2018-07-16: the words of a source, and from when they are to be understood
_WORDED = re.compile(r"'(?P<words>.+)'(?: (?P<how>as of|before|after) (?P<day>\S+))?", re.DOTALL)
_STATUSES = {
    Status.NOT_DONE: "not done",
    Status.REVERSED: "done, then reversed",
}


def kind_words(telling: Statement | Action) -> str:
    """What sort of statement or action it is, in a few plain words."""
    if isinstance(telling, Action):
        deed = (telling.instrument or telling.type).replace("-", " ").replace("_", " ")
        status = _STATUSES.get(telling.status, telling.status.value)
        return deed if telling.status is Status.DONE else f"{deed}, {status}"
    if telling.factuality is not Factuality.SAID:
        return "not said" if telling.factuality is Factuality.NOT_SAID else "supposed, not said"
    kind = "statement" if telling.modality is Modality.ASSERTION else telling.modality.value
    if telling.act is Act.THOUGHT and telling.modality is Modality.ASSERTION:
        kind = "thought"
    return "statement" if kind == "other" else kind


def form_words(telling: Statement | Action) -> str | None:
    """How words are reported; None for a deed."""
    return _FORMS[telling.form] if isinstance(telling, Statement) else None


def basis_words(telling: Statement | Action) -> str | None:
    """What the date rests on."""
    basis = telling.said_basis if isinstance(telling, Statement) else telling.when_basis
    if basis == "published":
        return "day of publication"
    worded = _WORDED.fullmatch(basis) if basis else None
    if worded is None:
        return basis
    seen_from = f" {worded['how']} {date_words(Edtf(worded['day']))}" if worded["day"] else ""
    return f"“{worded['words']}”{seen_from}"


def described(telling: Statement | Action) -> str | None:
    """What the source calls a speaker whom it does not name; a pronoun calls nobody anything."""
    if not isinstance(telling, Statement):
        return None
    words = (telling.description or "").strip(" ,")
    is_pronoun = words.casefold() in data_table("wording.toml")["no_names"]
    return words if words and not is_pronoun else None


def is_deed(evidence: Evidence) -> bool:
    """Whether it is an action and not words."""
    return isinstance(evidence.telling, Action)


def tells_its_date(item: Item) -> bool:
    """Whether a sentence says when it was, so that its date need not stand beside it."""
    return item.date is not None and date_words(item.date).lower() in item.text.lower()


def excerpt(text: str, length: int) -> str:
    """The words on one line, cut between words; what is left out shows as an ellipsis."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    cut = words.rfind(" ", 0, length)
    return words[: cut if cut > 0 else length] + " …"


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 source`, `4 sources`, `2 people`."""
    if number == 1:
        return f"1 {noun}"
    is_y = noun.endswith("y") and noun[-2] not in "aeiou"
    plural = {"person": "people"}.get(noun, f"{noun[:-1]}ies" if is_y else f"{noun}s")
    return f"{number:,} {plural}"


def document_title(source: Document | SourceEntry | Citation) -> str:
    """The title, and what stands in for it: the words that tell a post from others, the address."""
    if source.title:
        return source.title
    if source.kind is Kind.POST and (place := source.publisher or web_host(source.uri)):
        when = f", {date_words(source.published)}" if source.published else ""
        author = source.author if isinstance(source, Document) else None
        return f"{author or 'Post'} on {place}{when}"
    return source.uri


def outlet(citation: Citation) -> str:
    """Where it was published, in few words: the publisher, else the site, else the title."""
    host = web_host(citation.uri) if citation.kind is Kind.POST else None
    return citation.publisher or host or document_title(citation)


def web_host(uri: str) -> str | None:
    """The site of a web address."""
    host = urlsplit(uri).hostname if web_address(uri) else None
    return host.removeprefix("www.") if host else None


def opening_context(prefix: str) -> str:
    """The words before a selection, from the first whole one on."""
    _, space, rest = prefix.partition(" ")
    return f"… {rest}" if space else prefix


def closing_context(suffix: str) -> str:
    """The words after a selection, up to the last whole one."""
    rest, space, _ = suffix.rpartition(" ")
    return f"{rest} …" if space else suffix


def web_address(uri: str) -> str | None:
    """The address where it is safe to link to it: only http(s) ever becomes a link."""
    return uri if uri.startswith(("http://", "https://")) else None


def time_apart(tension: Tension, evidence: Mapping[str, Evidence]) -> str | None:
    """How long lies between the two sides of a contradiction; None where that is not sure."""
    sides = [
        [evidence[key].date for key in side if key in evidence and evidence[key].date]
        for side in tension.sides
    ]
    if not all(sides):
        return None
    first, second = (min(dates, key=sort_key) for dates in sides)
    if first is None or second is None:
        return None
    if sort_key(second) < sort_key(first):
        first, second = second, first
    if first == second and first.precision == "day":
        return "on the same day"
    least, most = days_between(first, second), (second.latest - first.earliest).days
    return None if least < 1 else f"{_long(least, most)} apart"


def _long(least: int, most: int) -> str:
    """A number of days in the largest unit in which both ends of it are the same number."""
    for unit, days in (("year", 365), ("month", 30), ("week", 7), ("day", 1)):
        if least >= 2 * days or unit == "day":
            about = "" if least == most and unit == "day" else "about "
            return f"{about}{counted(round((least + most) / 2 / days), unit)}"
    raise AssertionError("a day is always long enough")


VALUES = {
    "form": {
        "direct": "quoted word for word",
        "mixed": "partly quoted",
        "indirect": "in the source’s words",
    },
    "modality": {"assertion": "statement", "other": "other"},
    "direction": {"for": "favourable", "against": "critical"},
    "medium": {"tweet/post": "tweet or post", "speech/rally": "speech or rally"},
    "record": {"statement": "words", "action": "deeds"},
    "dated": {"day": "to the day", "month": "to the month", "year": "to the year"},
}
"""What values of facets are called on pages, where it is not by the value itself."""


def led_by(item: Evidence) -> str:
    """The reporting words that lead to what is reported: "denied", for who reads it apart.

    Without them "that it rained" stands as the words of who denied it.
    """
    telling = item.telling
    if not isinstance(telling, Statement) or telling.form is Form.DIRECT:
        return ""
    return reporting_words_before(item, telling).strip()
