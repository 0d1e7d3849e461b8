"""The main path on one page: read, analyse, resolve, add, dossier, site. START HERE.

bytes ──read──▶ Document ──analyse──▶ Analysis ──resolve──▶ Reading ──add──▶ record
record ──evidence──▶ tensions, dossier, site
text ──read, resolve──▶ Reading ──audit──▶ findings
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from onrecord.components import data_bytes
from onrecord.core.audit import Audit
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference, Register, slug
from onrecord.core.evidence import Reading
from onrecord.core.findings import Dossier, Evidence, Tension
from onrecord.documents.duplicates import fingerprint, near_duplicates
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.lengths import cut_long
from onrecord.documents.readers import documents_at
from onrecord.extraction.quotation import quotations
from onrecord.extraction.reader import READERS, Reader
from onrecord.linking.register import builtin_register
from onrecord.reading import Progress, read_each, read_out
from onrecord.record.counts import TopicCount
from onrecord.record.naming import person_named, topic_named
from onrecord.record.store import Added, Store
from onrecord.synthesis.dossier import compose
from onrecord.synthesis.tensions import find_tensions
from onrecord.verification.audit import audited
from onrecord.verification.citations import altered_documents, broken_citations
from onrecord.verification.suspicions import read_in_haste

Written = Callable[[Document, Added], None]
"""Is told of each document once it is in the record to stay, whatever happens then."""
_BATCH = 50
_BATCH_CHARACTERS = 5_000_000
_LONG_AUDIT = 250_000
"""A longer text is audited with the fast reader, for which the accurate one would take a minute;
the longest of 840 debates, briefings and speeches has half of that. Quotations lose nothing."""
_SITE_DOSSIERS = 150
_SITE_EVIDENCE_FLOOR = 3
"""A dossier page needs as many pieces of evidence as the rubric needs for a label."""


@dataclass(slots=True)
class AddReport:
    """What an `add` did: how many documents, and what was skipped and why."""

    counts: dict[Added, int] = field(default_factory=lambda: dict.fromkeys(Added, 0))
    unread: list[Unread] = field(default_factory=list)


def unheard(document: Document, how: Added) -> None:
    """Nobody is told of a document that was written."""


def open_record(location: str, *, create: bool = False) -> Store:
    """Open the record; near-duplicates are told by their words."""
    return Store.open(location, create=create, near_duplicates=near_duplicates)


def one_off_record(register: Register) -> Store:
    """A record in memory, gone when it is closed, that knows a register."""
    store = open_record(":memory:", create=True)
    store.extend_register(register)
    return store


def known_register(store: Store) -> Register:
    """What is known beforehand, and what the users of this record added to it."""
    return builtin_register().joined(store.register())


def reader_named(name: str, threads: int = 1, device: str = "cpu") -> Reader | None:
    """The reader that `--reader` names: `accurate`, or `rules`, for which there are no weights.

    Raises:
        ComponentError: its files are missing, or are not those that shipped.
        OnrecordError: it cannot run on that device here.
    """
    return None if name == "rules" else READERS[name](threads, device)


def documents_of(names: Iterable[str], defaults: Defaults) -> Iterator[Document | Unread]:
    """The documents of files, folders and URLs; what cannot be read says why."""
    for name in names:
        yield from documents_at(name, defaults)


def extract(
    names: Iterable[str], defaults: Defaults, register: Register, reader: Reader | None = None
) -> Iterator[Reading | Unread]:
    """What files, folders and URLs say, without any record."""
    for document in documents_of(names, defaults):
        yield document if isinstance(document, Unread) else read_out(document, register, reader)


def add(
    store: Store,
    names: Iterable[str],
    defaults: Defaults,
    reader: Reader | None = None,
    progress: Progress = lambda name, done: None,
    written: Written = unheard,
) -> AddReport:
    """Read sources into the record, in batches that are each written whole or not at all."""
    return add_documents(store, documents_of(names, defaults), reader, progress, written)


def add_documents(
    store: Store,
    documents: Iterable[Document | Unread],
    reader: Reader | None = None,
    progress: Progress = lambda name, done: None,
    written: Written = unheard,
) -> AddReport:
    """Read documents into the record, in batches that are each written whole or not at all.

    A batch is read before the record is asked to be written: others may write to it meanwhile.
    """
    report = AddReport()
    register = known_register(store)

    def reading(document: Document) -> Reading:
        return read_out(document, register, reader, progress)

    for batch in _batches(documents):
        known = [None if isinstance(one, Unread) else store.known(one) for one in batch]
        fresh = [None if one is None or store.holds(one) else one for one in known]
        readings = read_each(filter(None, fresh), register, reader, progress)
        found: list[tuple[Document, Reading | None]] = []
        for document, new in zip(batch, fresh, strict=True):
            if isinstance(document, Unread):
                report.unread.append(document)
            else:
                found.append((document, next(readings) if new else None))
            progress(document.uri, 1)
        with store.transaction():
            added = [(one, _add_one(store, one, read, reading)) for one, read in found]
        for document, how in added:
            report.counts[how] += 1
            written(document, how)
    return report


def _batches(documents: Iterable[Document | Unread]) -> Iterator[list[Document | Unread]]:
    """Documents in lists that are not too long, nor hold too much text."""
    batch: list[Document | Unread] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text) if isinstance(document, Document) else 0
        if len(batch) == _BATCH or characters > _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _add_one(
    store: Store,
    document: Document,
    read: Reading | None,
    reading: Callable[[Document], Reading],
) -> Added:
    """Write what was read of a document; anew where the record knows more of it by now."""
    document = store.known(document)
    if store.holds(document):
        return Added.UNCHANGED
    if read is None or read.document != document:
        read = reading(document)
    return store.add(read, fingerprint(document.text))


def dossier(store: Store, person: str, topic: str, as_of: Edtf | None = None) -> Dossier:
    """The dossier of a person on a topic, each named by id, name or alias.

    With `as_of`, of what was published by that day: what was on record then.

    Raises:
        UnknownNameError: the record holds no such person or topic.
    """
    who, what = find_person(store, person), find_topic(store, topic)
    return _composed(store, who, what, known_register(store), as_of)


def _composed(
    store: Store, who: Reference, what: Reference, register: Register, as_of: Edtf | None = None
) -> Dossier:
    """The one way to a dossier, so that it is the same wherever it is asked for."""
    evidence = store.evidence_around(who.id, what.id)
    if as_of is not None:
        evidence = tuple(item for item in evidence if _was_known(item, as_of))
    return compose(who, what, evidence, register, texts=texts_of(store))


def _was_known(item: Evidence, day: Edtf) -> bool:
    """Whether some document that tells it was surely published by a day."""
    return any(
        citation.published is not None and citation.published.latest <= day.latest
        for citation in item.citations
    )


def tensions(store: Store, person: str | None, topic: str | None) -> tuple[Tension, ...]:
    """Every tension in the record, or those of one person or on one topic.

    Raises:
        UnknownNameError: the record holds no such person or topic.
    """
    who = find_person(store, person).id if person else None
    what = find_topic(store, topic).id if topic else None
    evidence = store.evidence_around(who, what) if who and what else store.evidence(topic=what)
    return find_tensions(evidence, known_register(store), texts_of(store), who)


def texts_of(store: Store) -> Callable[[str], str]:
    """The texts of the record; those asked for last are kept at hand."""
    return lru_cache(maxsize=256)(store.text_of)


def find_person(store: Store, name: str) -> Reference:
    """The person, body or country that a name, an alias or an id names.

    Raises:
        UnknownNameError: the record holds no such person; near names are suggested.
    """
    return person_named(store, known_register(store), name)


def merge_people(store: Store, name: str, into: str) -> tuple[Reference, Reference]:
    """Let one person of the record be another from now on; both as they were before.

    Raises:
        UnknownNameError: the record does not hold one of them.
        RecordError: they are one already.
    """
    person, meant = find_person(store, name), find_person(store, into)
    store.merge(person.id, meant.id)
    return person, meant


def unmerge_people(store: Store, name: str) -> Reference:
    """Take a merge back; the person who is one of the record's own again.

    Raises:
        RecordError: nobody of that name or id was merged.
    """
    store.unmerge(slug(name))
    return find_person(store, name)


def find_topic(store: Store, name: str) -> Reference:
    """The topic that a name, a word for it or an id names.

    Raises:
        UnknownNameError: the record holds no such topic; near names are suggested.
    """
    return topic_named(store, known_register(store), name)


def named_topics(store: Store) -> tuple[TopicCount, ...]:
    """The topics of the record, named as the whole register names them."""
    known = {topic.id: topic for topic in known_register(store).topics}
    return tuple(
        replace(count, name=known[count.id].name, kind=known[count.id].kind)
        if count.id in known
        else count
        for count in store.topics()
    )


def site_pairs(store: Store) -> tuple[tuple[Reference, Reference], ...]:
    """Whose dossiers on what are worth a page: those with most evidence, enough for a label."""
    names = {topic.id: topic.name for topic in named_topics(store)}
    pairs = sorted(
        (
            (count, person.id, person.name, topic)
            for person in store.people()
            for topic, count in person.topics
            if count >= _SITE_EVIDENCE_FLOOR
        ),
        key=lambda pair: (-pair[0], *pair[1:]),
    )[:_SITE_DOSSIERS]
    return tuple((Reference(key, name), Reference(t, names[t])) for _, key, name, t in pairs)


def site_dossiers(store: Store, pairs: Iterable[tuple[Reference, Reference]]) -> Iterator[Dossier]:
    """The dossier of each person on each topic, in order."""
    register = known_register(store)
    for who, what in pairs:
        yield _composed(store, who, what, register)


def audit(
    store: Store, document: Document, reader: Reader | None = None, today: date | None = None
) -> Audit:
    """What the record makes of each claim of a text; what lies after `today` has not come yet."""
    register = known_register(store)
    document = cut_long(document)
    is_hasty = reader is not None and not reader.is_fast and len(document.text) > _LONG_AUDIT
    reading = read_out(document, register, reader_named("fast") if is_hasty else reader)
    quoted = [
        quotation.span
        for segment in document.segments
        for quotation in quotations(document.text, segment.span)
    ]
    found = audited(reading, quoted, store, register, today)
    if is_hasty:
        return replace(found, warnings=(*found.warnings, read_in_haste(document)))
    return found


def broken(store: Store) -> Iterator[str]:
    """Every citation and document of the record that no longer holds, one line each."""
    for key in altered_documents(store.contents()):
        yield f"{key}: the stored text is not the one that was read"
    for selector in broken_citations(store.selectors(), store.text_of):
        span = selector.span
        yield (
            f"{selector.document} [{span.start}, {span.end}): no longer reads {selector.exact!r}"
        )


def example_files() -> tuple[Path, str]:
    """The bundled example: its folder, and the text of its register."""
    folder = Path(__file__).parent / "data" / "example"
    return folder, (folder / "register.toml").read_text("utf-8")


def rubric() -> str:
    """The rules that labels come from, in TOML, with the comments that explain them."""
    parts = (data_bytes(name).decode("utf-8") for name in ("rubric.toml", "policies.toml"))
    return "\n".join(parts)
