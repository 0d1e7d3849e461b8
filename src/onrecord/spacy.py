"""A spaCy pipeline component: who said what, as spans of a `Doc`; needs `onrecord[spacy]`.

    import spacy
    import onrecord.spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_attributions", config={"reader": "accurate", "threads": 1})
    doc = nlp("“We will not move,” Mara Vale said.")
    [(a.speaker, a.form, a.content) for a in doc._.attributions]

It needs nothing of the pipeline before it but the tokeniser, and reads the text as `onrecord
extract` reads a plain text file. Offsets are code points of `doc.text`; a token that an offset
cuts is taken whole, so a tokenisation changes which tokens are marked, never what was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.core.evidence import Statement
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.extraction.reader import READERS
from onrecord.linking.register import builtin_register
from onrecord.pipeline import reader_named
from onrecord.reading import read_out

FACTORY = "onrecord_attributions"
GROUPS = {"source": "sources", "cue": "cues", "content": "contents"}
"""The part of an attribution, and the group of `doc.spans` that holds it."""
_KEY = "onrecord_attributions"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocAttribution:
    """Who, by which word, said what: spans of a `Doc`, in text order.

    Attributes:
        offsets: the code points of each part, which its spans' tokens may go beyond.
        probability: that it is right; None where no component says.
        speaker: whom the source names; None for an unnamed one and where it could not be told.
        factuality: `said`, `not-said` ("declined to comment") or `hypothetical`.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    offsets: dict[str, list[tuple[int, int]]]
    form: str
    probability: float | None
    speaker: str | None
    modality: str
    factuality: str


class Attributions:
    """The component: sets `doc._.attributions` and three groups of `doc.spans`."""

    def __init__(self, reader: str = "accurate", threads: int = 1) -> None:
        """Load the reader.

        Raises:
            ValueError: there is no such reader.
            ComponentError: a file of it is missing, or is not the one that shipped.
        """
        if reader not in (*READERS, "rules"):
            names = ", ".join((*READERS, "rules"))
            raise ValueError(f"there is no reader {reader!r}: take one of {names}")
        if threads < 1:
            raise ValueError(f"threads is {threads}: take a number from 1 on")
        self.reader, self.threads = reader, threads
        self._encoder = reader_named(reader, threads)
        self._register = builtin_register()

    def __reduce__(self) -> tuple[type["Attributions"], tuple[str, int]]:
        """Pickle as its settings: a loaded encoder cannot travel to another process."""
        return type(self), (self.reader, self.threads)

    def __call__(self, doc: Doc) -> Doc:
        """Read a `Doc`'s text."""
        document = plain_document(doc.text, "", Defaults())
        reading = read_out(document, self._register, self._encoder)
        doc.user_data[_KEY] = [_stored(item) for item in reading.statements]
        found = doc_attributions(doc)
        for part, group in GROUPS.items():
            spans = {(s.start, s.end): s for item in found for s in getattr(item, part)}
            doc.spans[group] = [spans[key] for key in sorted(spans)]
        return doc


@Language.factory(
    FACTORY, default_config={"reader": "accurate", "threads": 1}, assigns=["doc._.attributions"]
)
def make(nlp: Language, name: str, reader: str, threads: int) -> Attributions:
    """The component, as spaCy's configuration names it."""
    return Attributions(reader, threads)


def doc_attributions(doc: Doc) -> list[DocAttribution]:
    """What `doc._.attributions` gives; none where the component has not run."""
    return list(_restored(doc))


def _stored(item: Statement) -> dict[str, Any]:
    """What is kept with a `Doc`: numbers and words only, so that it can be saved and sent."""
    return {
        **{part: [[s.start, s.end] for s in getattr(item, part)] for part in GROUPS},
        "form": item.form.value,
        "probability": item.probability,
        "speaker": item.speaker.name if item.speaker else None,
        "modality": item.modality.value,
        "factuality": item.factuality.value,
    }


def _restored(doc: Doc) -> Iterator[DocAttribution]:
    for item in doc.user_data.get(_KEY, ()):
        offsets = {part: [(start, end) for start, end in item[part]] for part in GROUPS}
        spans = {
            part: [_tokens(doc, start, end, part) for start, end in offsets[part]]
            for part in GROUPS
        }
        yield DocAttribution(
            source=spans["source"],
            cue=spans["cue"],
            content=spans["content"],
            offsets=offsets,
            form=item["form"],
            probability=item["probability"],
            speaker=item["speaker"],
            modality=item["modality"],
            factuality=item["factuality"],
        )


def _tokens(doc: Doc, start: int, end: int, label: str) -> Span:
    """The tokens that share a character with a stretch of the text."""
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is None:
        raise ValueError(f"[{start}, {end}) is outside the text of this Doc")
    return span


Doc.set_extension("attributions", getter=doc_attributions, force=True)
