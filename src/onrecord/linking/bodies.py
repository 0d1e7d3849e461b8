"""Bodies told by whose they are: "the Okoro campaign", "her team", "the administration".

They have no names of their own; their names are the surname of the person and the noun.
"""

import re
from collections.abc import Iterator

from onrecord.components import data_table
from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.linking.people import Resolver, identity

_NOUNS = "campaign|administration|government|team|camp"
_NO_MORE = r"(?!\s+(?!in|of|on|at|and|itself|which|that|for|with|during|has|had|also)[a-z])"
"""After the noun comes no other one: "the Okoro campaign manager", "her campaign workers"."""
_HEADS = rf"\s+(?:[a-z]+\s+)?({_NOUNS})\b{_NO_MORE}"
_OWNED = re.compile(rf"(?:['’]s?)?{_HEADS}")
_BARE = re.compile(r"the\s+(campaign|administration)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b([A-Z][\w’'-]+?)(?:['’]s?)?\s+(?:presidential\s+)?(campaign|administration)\b"
)
_MADE_BY = re.compile(r"\b([\w-]+)\s+(?:by|from|on|of|in|at)\s+(?:the\s+)?$", re.IGNORECASE)
_RELATIVE = re.compile(rf"(?:['’]s?)?\s+(?:{_NOUNS}),?\s+")
_NEAR, _FAR = 600, 2500
"""Code points before "the campaign" in which one campaign alone must be told, and in which one may
be the last told. Names of other people's campaigns nearer than that leave it open."""


def body_after(mention: Mention, source: Span, resolver: Resolver) -> Reference | None:
    """The body in a source that a name or pronoun only says whose it is."""
    following = _OWNED.match(resolver.document.text, mention.span.end, source.end)
    if mention.type is not EntityType.PERSON or mention.name is None or following is None:
        return None
    surname = _surname(mention, resolver)
    return _body(surname, following[1], resolver)


def _surname(mention: Mention, resolver: Resolver) -> str:
    words = mention.span.of(resolver.document.text)
    named = words if words[0].isupper() and words.lower() not in {"his", "her"} else mention.name
    return str(named).split()[-1]


def _body(surname: str, noun: str, resolver: Resolver) -> Reference:
    """The body of a person; a team or camp is the campaign where the document tells of one."""
    if noun in {"team", "camp"}:
        told = rf"{re.escape(surname)}(?:['’]s?)?\s+(?:presidential\s+)?campaign\b"
        noun = "campaign" if re.search(told, resolver.document.text) else noun
    name = f"{surname} {noun}"
    return Reference(identity(name), name)


def body_of_source(source: Span, resolver: Resolver) -> Reference | None:
    """The body that a source without a name means: "the campaign", "a memo by Okoro's campaign"."""
    text = resolver.document.text
    bare = _BARE.fullmatch(text, source.start, source.end)
    if bare is not None:
        return _told_last(source, bare[1].lower(), resolver)
    for mention in resolver.mentions_in(source):
        start = mention.span.start
        begins = start == source.start or text[source.start : start].lower().strip() == "the"
        if (begins or _is_text(text, source, mention)) and mention.type is EntityType.PERSON:
            return body_after(mention, source, resolver)
    return None


def _is_text(text: str, source: Span, mention: Mention) -> bool:
    """Whether what stands before a mention is a text that speaks for it: "a memo from"."""
    found = _MADE_BY.search(text, source.start, mention.span.start)
    texts = data_table("titles.toml")["texts"]["words"].split()
    return found is not None and found[1].lower() in texts


def author_of_text(source: Span, resolver: Resolver) -> Mention | None:
    """The body that made the text which a source is: "a report by the Harbour Council"."""
    text = resolver.document.text
    bodies = [m for m in resolver.mentions_in(source) if m.type is EntityType.ORG]
    return bodies[0] if len(bodies) == 1 and _is_text(text, source, bodies[0]) else None


def _told_last(source: Span, noun: str, resolver: Resolver) -> Reference | None:
    """The campaign or administration told last, None if several are told near by."""
    told = [
        (source.start - found.end(), found[1])
        for found in _campaigns(resolver, max(0, source.start - _FAR), source.start)
        if found[2] == noun
    ]
    near = {surname for distance, surname in told if distance <= _NEAR}
    if len(near or {surname for _, surname in told}) != 1:
        return None
    return _body(told[-1][1], noun, resolver)


def _campaigns(resolver: Resolver, start: int, end: int) -> Iterator[re.Match[str]]:
    surnames = {
        m.name.split()[-1] for m in resolver.mentions if m.type is EntityType.PERSON and m.name
    }
    for found in _TOLD.finditer(resolver.document.text, start, end):
        if found[1] in surnames:
            yield found


def is_owner_before(source: Span, mention: Mention, text: str) -> bool:
    """Whether a body stands between a name and the relative after it: "Okoro's camp, which"."""
    return _RELATIVE.fullmatch(text, mention.span.end, source.start) is not None
