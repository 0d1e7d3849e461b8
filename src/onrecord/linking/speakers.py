"""Who speaks: from the source of an attribution, the label of a turn or the author of a post.

A source that nobody can be found behind is either unnamed ("a senior official"), and then the
record keeps the words for it, or a group, or a text; otherwise it is not known, which is said.
"""

import re
from dataclasses import dataclass

from onrecord.components import data_table
from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.entities import EntityType, Reference, slug
from onrecord.core.evidence import Attribution, Mention, SpeakerKind
from onrecord.linking.people import Resolver

_REPORTER = frozenset({"q", "question", "reporter", "unidentified", "audience", "moderator"})
_LABEL_TITLE = re.compile(
    r"^(?:MR|MS|MRS|DR|SEN|SENATOR|REP|GOV|GOVERNOR|GEN|GENERAL|SECRETARY|AMBASSADOR|PRESIDENT|"
    r"VICE PRESIDENT|PRIME MINISTER|CHANCELLOR|FMR|FORMER)\b\.?\s+",
    re.IGNORECASE,
)
_HEAD_END = re.compile(r"\s+(?:of|in|at|from|who|that|with|for|on|to|familiar|close)\b|[,(]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, of what kind, and the words for a source that has no name."""

    reference: Reference | None = None
    kind: SpeakerKind | None = None
    description: str | None = None


def speaker_of(document: Document, attribution: Attribution, resolver: Resolver) -> Speaker:
    """Who speaks in an attribution."""
    segment = attribution.segment
    if segment.kind is SegmentKind.TURN and not attribution.source and segment.speaker is None:
        return Speaker()
    if _is_turn(segment, attribution):
        return _of_label(segment.speaker or "", resolver)
    if document.kind is Kind.POST and not attribution.source:
        return _of_account(document.author, resolver)
    if not attribution.source:
        return Speaker()
    words = " ".join(piece.of(document.text) for piece in attribution.source)
    return _of_source(words, attribution.mention, resolver)


def _is_turn(segment: Segment, attribution: Attribution) -> bool:
    if segment.kind is not SegmentKind.TURN or segment.speaker is None:
        return False
    return not attribution.cue or segment.label in attribution.source


def _of_label(label: str, resolver: Resolver) -> Speaker:
    plain = label.strip().rstrip(":").strip()
    if plain.casefold().strip(".") in _REPORTER or plain.casefold().startswith("unidentified"):
        return Speaker(kind=SpeakerKind.UNNAMED, description=plain)
    role = plain.casefold().removeprefix("the ")
    if plain.casefold().startswith("the "):
        reference = resolver.role(plain, role)
        return Speaker(reference, SpeakerKind.PERSON, None if reference else plain)
    reference = resolver.named(_LABEL_TITLE.sub("", plain))
    return Speaker(reference, SpeakerKind.PERSON, None if reference else plain)


def _of_account(author: str | None, resolver: Resolver) -> Speaker:
    if not author:
        return Speaker()
    name = author.strip().lstrip("@")
    body = resolver.people.body(name)
    if body is not None:
        return Speaker(body, SpeakerKind.ORGANISATION)
    person = resolver.people.named(name, None, resolver.document.published)
    if person is not None:
        return Speaker(Reference(person.id, person.name), SpeakerKind.PERSON)
    return Speaker(Reference(slug(name), name), SpeakerKind.PERSON) if slug(name) else Speaker()


def _of_source(words: str, mention: Mention | None, resolver: Resolver) -> Speaker:
    unnamed = _unnamed(words)
    if unnamed is not None and not (
        mention is not None and mention.type is EntityType.PERSON and mention.name is not None
    ):
        return Speaker(None, unnamed, words)
    if mention is None:
        return Speaker(None, None, words)
    reference = resolver.reference(mention)
    kind = _kind(mention, reference, resolver)
    if mention.type is EntityType.NORP and reference is not None:
        if kind is SpeakerKind.GROUP and not _is_party(mention, resolver):
            reference = None
    return Speaker(reference, kind, None if reference else words)


def _kind(mention: Mention, reference: Reference | None, resolver: Resolver) -> SpeakerKind | None:
    if mention.type is EntityType.PERSON:
        return SpeakerKind.PERSON if reference or mention.title or mention.name else None
    if mention.type is EntityType.NORP:
        return SpeakerKind.GROUP
    return SpeakerKind.ORGANISATION


def _is_party(mention: Mention, resolver: Resolver) -> bool:
    return mention.span.of(resolver.document.text) in data_table("titles.toml")["parties"]


def _unnamed(words: str) -> SpeakerKind | None:
    """Whether a source is told by its sort alone ("senior officials", "one aide", "critics")."""
    head = _HEAD_END.split(words.strip(), maxsplit=1)[0].lower().rstrip("'’s ").split()
    if not head:
        return None
    last = head[-1]
    table = data_table("titles.toml")["unnamed"]
    plural = {word + "s" for word in table["people"].split()}
    if last in plural or last in table["plural"].split():
        return SpeakerKind.UNNAMED
    singular = last in table["people"].split()
    if singular and head[0] in {"a", "an", "one", "another", "some", "any"}:
        return SpeakerKind.UNNAMED
    return SpeakerKind.GROUP if last in table["groups"].split() else None
