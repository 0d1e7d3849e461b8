"""Who speaks: from the source of an attribution, the label of a turn or the author of a post.

A source that nobody can be found behind is either unnamed ("a senior official"), and then the
record keeps the words for it, or a group, or a text; otherwise it is not known, which is said.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.components import data_table
from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import Attribution, Mention, SpeakerKind
from onrecord.core.selectors import Span
from onrecord.linking.bodies import author_of_text, body_after, body_of_source, is_owner_before
from onrecord.linking.people import Resolver, identity
from onrecord.linking.ties import Ties

_REPORTER = frozenset({"q", "question", "reporter", "unidentified", "audience", "moderator"})
_FIRST_NAMES = ("he", "she", "either")
_LONGEST_NAME = 4
_LONGEST_QUOTED = 5000
"""Code points looked back over for an open quotation mark; a text may be one very long line."""
_SINGLE = frozenset({"a", "an", "one", "another", "some", "any", "the"})
_GOVERNS = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:government|authorities|regime|state|military|army|parliament|ministry"
    r"|embassy|delegation|leadership|side|mission|intelligence|leaders?|officials?)\b"
)
_ONE_PHRASE = re.compile(r"(?:['’]s?)?(?:\s+[\w.-]+){1,5}\s+")
_RELATIVE_GAP = 2
_HEADLINES, _LEAD = 2, 3
"""Segments at the start that may be headlines, and those after them that the lead may take."""
_OPENED = re.compile(r"\b(?:which|who|whom|whose|that)\b[^,]*$")
"""A clause on what stands before it, which has not ended yet."""
_LEADS_TO = re.compile(r"^[^,(]*\s(?:of|for|to|with|in|from|at)\s(?:[A-Z][a-z]*\.?\s)*$")
_HEAD_END = re.compile(r"\s+(?:of|in|at|from|who|that|with|for|on|to|familiar|close)\b|[,(]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, of what kind, and the words for a source that has no name."""

    reference: Reference | None = None
    kind: SpeakerKind | None = None
    description: str | None = None


@cache
def _label_title() -> re.Pattern[str]:
    titles = sorted(data_table("titles.toml")["before"], key=len, reverse=True)
    alternatives = "|".join(re.escape(title.rstrip(".")) for title in titles)
    return re.compile(rf"^(?:(?:former|fmr\.?|acting) )?(?:{alternatives})\b\.?\s+", re.IGNORECASE)


@cache
def _ends_in_title() -> re.Pattern[str]:
    titles = sorted(data_table("titles.toml")["before"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, titles))})$")


def speakers_of(
    document: Document, attributions: tuple[Attribution, ...], resolver: Resolver
) -> list[Speaker]:
    """Who speaks in each attribution; "I" is whoever says the words that it stands in."""
    ties = Ties(resolver)
    found = [speaker_of(document, item, resolver, ties) for item in attributions]
    for i, item in enumerate(attributions):
        if found[i].reference is None and _is_first_person(document.text, item):
            around = [
                found[j]
                for j, other in enumerate(attributions)
                if j != i and any(piece.contains(item.source[0]) for piece in other.content)
            ]
            found[i] = around[0] if around else _author(document, item, resolver) or found[i]
    return found


def _author(document: Document, item: Attribution, resolver: Resolver) -> Speaker | None:
    """Who writes "I" in an article, if it is one person and the word stands in no quotation."""
    names = (document.author or "").split()
    first_names = data_table("names.toml")
    known = any(names[:1] and names[0] in first_names[kind].split() for kind in _FIRST_NAMES)
    place = item.source[0].start
    before = document.text[max(item.segment.span.start, place - _LONGEST_QUOTED) : place]
    quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    is_one = 2 <= len(names) <= _LONGEST_NAME and all(name[0].isupper() for name in names)
    if quoted or not (known and is_one) or document.kind is not Kind.ARTICLE:
        return None
    return _of_account(document.author, resolver)


def _is_first_person(text: str, attribution: Attribution) -> bool:
    return bool(attribution.source) and attribution.source[0].of(text) == "I"


def speaker_of(
    document: Document, attribution: Attribution, resolver: Resolver, ties: Ties
) -> Speaker:
    """Who speaks in an attribution."""
    segment = attribution.segment
    if segment.kind is SegmentKind.TURN and not attribution.source and segment.speaker is None:
        return Speaker()
    if _is_turn(segment, attribution):
        return _of_label(segment.speaker or "", resolver)
    if document.kind is Kind.POST and (account := _account(document, attribution)):
        return _of_account(account, resolver)
    if not attribution.source:
        return Speaker()
    return _of_source(attribution, resolver, ties)


def _account(document: Document, attribution: Attribution) -> str | None:
    """Whose account the words of a post are: its author's, or one whose words it passes on."""
    if not attribution.source:
        return document.author
    words = attribution.source[0].of(document.text)
    return words if words.startswith("@") else None


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
    reference = resolver.named(_label_title().sub("", plain))
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
    return (
        Speaker(Reference(identity(name), name), SpeakerKind.PERSON)
        if identity(name)
        else Speaker()
    )


def _of_source(attribution: Attribution, resolver: Resolver, ties: Ties) -> Speaker:
    text, source = resolver.document.text, attribution.source[0]
    words = " ".join(piece.of(text) for piece in attribution.source)
    mention = _head(attribution, resolver)
    unnamed = _unnamed(words)
    if unnamed is not None and not (
        _names_person(mention) and _is_named_so(words, mention, source)
    ):
        return Speaker(None, unnamed, words)
    body = body_of_source(source, resolver)
    if body is None and mention is not None:
        body = body_after(mention, source, resolver)
    if body is not None:
        return Speaker(body, SpeakerKind.ORGANISATION)
    if mention is None:
        return _told_otherwise(attribution, words, resolver, ties)
    if _is_of_party(mention, source, resolver) or _only_come_from(mention, source, resolver):
        return Speaker(None, SpeakerKind.GROUP, words)
    reference = (
        _own_body(attribution, mention, resolver)
        or resolver.reference(mention)
        or resolver.people.body(data_table("titles.toml")["seats"].get(mention.span.of(text), ""))
    )
    kind = _kind(mention, reference, text)
    return Speaker(reference, kind, None if reference else words)


def _is_named_so(words: str, mention: Mention | None, source: Span) -> bool:
    """Whether a name is that of a description, and not who it leads to: "advisers to Okoro"."""
    if mention is None:
        return False
    leads = _LEADS_TO.search(words[: max(0, mention.span.start - source.start)])
    return leads is None


def _is_of_party(mention: Mention, source: Span, resolver: Resolver) -> bool:
    """Whether a place or body only says which members of a party speak: "Senate Republicans"."""
    parties = data_table("titles.toml")["parties"]
    return mention.type is not EntityType.NORP and any(
        member.span.start == mention.span.end + 1
        and member.span.of(resolver.document.text) in parties
        for member in resolver.mentions_in(source)
    )


def _only_come_from(mention: Mention, source: Span, resolver: Resolver) -> bool:
    """Whether a people's name only says where others come from: "Karsian police"."""
    text = resolver.document.text
    rest = re.match(r"\s+([a-z]+)\b", text[mention.span.end : source.end])
    return (
        mention.type is EntityType.NORP
        and rest is not None
        and rest[1] not in _leaving_name()
        and not _GOVERNS.match(text, mention.span.end)
    )


def _told_otherwise(
    attribution: Attribution, words: str, resolver: Resolver, ties: Ties
) -> Speaker:
    """Who speaks where no mention is the head: a label, somebody's lawyer, a text, a headline."""
    source = attribution.source[0]
    person = resolver.named(_label_title().sub("", words)) if words.isupper() else None
    person = person or ties.meant(source, resolver.mentions_in(source))
    person = person or _in_headline(source, resolver)
    if person is not None:
        return Speaker(person, SpeakerKind.PERSON)
    made_by = author_of_text(source, resolver)
    body = resolver.reference(made_by) if made_by is not None else None
    return Speaker(body, SpeakerKind.ORGANISATION) if body else Speaker(description=words)


def _in_headline(source: Span, resolver: Resolver) -> Reference | None:
    """Whom a headline calls by an office alone: the one of the first lines who bears it."""
    segments = resolver.document.segments[:_HEADLINES]
    if not any(segment.span.contains(source) for segment in segments):
        return None
    noun = source.of(resolver.document.text).split()[0].lower()
    wider = data_table("titles.toml")["offices"].get(noun, [noun])
    if noun not in data_table("titles.toml")["roles"]["heads"].split():
        return None
    lead = resolver.document.segments[: _HEADLINES + _LEAD]
    found = {
        reference.id: reference
        for segment in lead
        for mention in resolver.mentions_in(segment.span)
        if _names_person(mention) and mention.title in wider
        if (reference := resolver.reference(mention)) is not None
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _names_person(mention: Mention | None) -> bool:
    return mention is not None and mention.type is EntityType.PERSON and mention.name is not None


def _head(attribution: Attribution, resolver: Resolver) -> Mention | None:
    """The mention that a source comes down to.

    Whoever a name only introduces ("Okoro's campaign manager Ada Vale") is not it, and a name
    set off by commas is that of the description before it ("a lawyer for Okoro, Ada Vale,").
    """
    text, source = resolver.document.text, attribution.source[0]
    mention = attribution.mention
    if source.of(text).lower() in {"who", "which", "that"}:
        return _before_relative(source, mention, text)
    named = [m for m in resolver.mentions_in(source) if _names_person(m)]
    if not named:
        return mention
    if mention is None and named[0].span.start == source.start:
        following = text[named[0].span.end : source.end].lstrip()
        if following.startswith((",", "(")):  # "Ada Vale, Velland's envoy,"
            return named[0]
    if mention is None or mention.span not in {m.span for m in named}:
        apposed = [m for m in named if _is_apposed(text[source.start : m.span.start], m)]
        if apposed and (mention is None or mention.name is None):  # "the mayor of Ossel, Ada Vale,"
            return apposed[0]
    for later in named:
        if mention is not None and later.span.start > mention.span.end:
            between = text[mention.span.end : later.span.start]
            if _ONE_PHRASE.fullmatch(between) and later.title is not None:
                mention = later
    return None if mention is not None and _only_owns(text, source, mention) else mention


def _is_apposed(before: str, mention: Mention) -> bool:
    """Whether what stands before a name is its description, a title or set off by a comma."""
    before = before.rstrip()
    if _OPENED.search(before):
        return False  # "the council, which met with Mr. Okoro,"
    if before.endswith(",") or mention.title is None:
        return before.endswith(",")
    return before.lower().endswith(mention.title) or _ends_in_title().search(before) is not None


def _before_relative(source: Span, mention: Mention | None, text: str) -> Mention | None:
    """Whom "who" means: the name it follows, or the one that its chain has."""
    if mention is None:
        return None
    near = 0 <= source.start - mention.span.end <= _RELATIVE_GAP
    near = near or is_owner_before(source, mention, text)
    return mention if near or (source.contains(mention.span) and mention.name) else None


def _only_owns(text: str, source: Span, mention: Mention) -> bool:
    """Whether a mention only says whose somebody else is: "his lawyer", "Okoro's lawyer"."""
    rest = text[mention.span.end : source.end]
    posts = data_table("titles.toml")["texts"]["posts"].split()
    if mention.type is EntityType.ORG and rest.split()[:1] and rest.split()[0] in posts:
        return True
    if mention.span.of(text).lower() in {"his", "her", "their"}:
        return bool(rest.strip())
    if mention.type is not EntityType.PERSON:
        return False
    following = re.match(r"\s+([a-z]+)\b", rest)  # "the Okoro campaign manager"
    return re.match(r"['’]s?\s+\w", rest) is not None or (
        following is not None and following[1] not in _leaving_name()
    )


@cache
def _leaving_name() -> frozenset[str]:
    """Words after a name that do not make it the beginning of another phrase."""
    return frozenset(data_table("names.toml")["prepositions"].split()) | {
        *"and or but who whose which that himself herself also then both too again".split()
    }


def _own_body(attribution: Attribution, mention: Mention, resolver: Resolver) -> Reference | None:
    """A country's own body, by both names: "Karsia's Foreign Ministry" is not just any."""
    text = resolver.document.text
    if mention.type not in {EntityType.GPE, EntityType.NORP, EntityType.ORG}:
        return None
    for first, second in pairwise(resolver.mentions_in(attribution.source[0])):
        between = text[first.span.end : second.span.start]
        joined = re.fullmatch(r"(?:['’]s?)? ", between) is not None
        if joined and second.type is EntityType.ORG and mention in (first, second):
            name = text[first.span.start : second.span.end].replace("’", "'")
            known = resolver.people.body(second.name or "")
            return known or Reference(identity(name), name)
    return None


def _kind(mention: Mention, reference: Reference | None, text: str) -> SpeakerKind | None:
    if mention.type is EntityType.PERSON:
        return SpeakerKind.PERSON if reference or mention.title or mention.name else None
    if mention.type is EntityType.NORP and not _GOVERNS.match(text, mention.span.end):
        return SpeakerKind.GROUP
    return SpeakerKind.ORGANISATION


def _unnamed(words: str) -> SpeakerKind | None:
    """Whether a source is told by its sort alone ("senior officials", "one aide", "critics")."""
    phrase = _HEAD_END.split(words.strip(), maxsplit=1)[0].lower()
    head = re.sub(r"['’]s?$", "", phrase).split()
    if not head:
        return None
    last = head[-1]
    singular, plural, groups = _sorts()
    if last in plural or (last in singular and head[0] in _SINGLE):
        return SpeakerKind.UNNAMED
    return SpeakerKind.GROUP if last in groups else None


@cache
def _sorts() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words for one without a name ("aide"), for several ("aides"), and for groups ("critics")."""
    table = data_table("titles.toml")["unnamed"]
    people = frozenset(table["people"].split())
    plural = {word + "s" for word in people} | set(table["plural"].split())
    return people, frozenset(plural), frozenset(table["groups"].split())
