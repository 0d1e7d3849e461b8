import numpy as np

from onrecord.extraction.attribution_links import Linked, linked
from onrecord.extraction.encoder import Heads, View
from onrecord.extraction.encoder_input import Words
from onrecord.extraction.encoder_spans import Labelled

TEXT = "Vale said no and vowed more . Brenn agreed it was over"
WORDS = TEXT.split()


def heads(to_cue: dict[str, str | None], to_source: dict[str, str | None]) -> Heads:
    """Heads that point, nearly surely, from one word to another, or to none."""
    count = len(WORDS)
    floats = np.zeros((count, 1), dtype=np.float32)
    words = Words(
        np.arange(count), np.arange(1, count + 1), np.zeros(count), floats, ((1,),) * count
    )
    view = View(0, count, 0, pointers(to_cue), pointers(to_source))
    return Heads(
        words=words,
        role=floats,
        entity=floats,
        timex=floats,
        event=floats,
        upos=floats,
        sentence=floats,
        head=np.zeros(count, dtype=np.int64),
        relation=np.zeros(count, dtype=np.int64),
        views=(view,),
    )


def pointers(arrows: dict[str, str | None]) -> np.ndarray:
    scores = np.full((len(WORDS), 1 + len(WORDS)), -8.0, dtype=np.float32)
    for begin, end in arrows.items():
        scores[WORDS.index(begin), 0 if end is None else 1 + WORDS.index(end)] = -0.01
    return scores


def labelled(words: str, kind: str) -> Labelled:
    parts = words.split()
    first = next(i for i in range(len(WORDS)) if WORDS[i : i + len(parts)] == parts)
    return Labelled(first, first + len(parts) - 1, kind, 0.9)


def shown(found: tuple[Linked, ...]) -> list[tuple[str, str, str]]:
    return [(_words(item.source), _words(item.cue), _words(item.content)) for item in found]


def _words(pieces: tuple[Labelled, ...]) -> str:
    return " … ".join(" ".join(WORDS[p.first : p.last + 1]) for p in pieces)


def test_two_cues_share_a_source() -> None:
    spans = (
        labelled("Vale", "source"),
        labelled("said", "cue"),
        labelled("no", "content"),
        labelled("vowed", "cue"),
        labelled("more", "content"),
    )
    arrows = heads({"no": "said", "more": "vowed"}, {"said": "Vale", "vowed": "Vale"})

    assert shown(linked(arrows, spans)) == [("Vale", "said", "no"), ("Vale", "vowed", "more")]


def test_pieces_of_one_content_come_together() -> None:
    spans = (
        labelled("Vale", "source"),
        labelled("said", "cue"),
        labelled("no", "content"),
        labelled("it was over", "content"),
    )
    arrows = heads({"no": "said", "it": "said", "was": "said", "over": "said"}, {"said": "Vale"})

    assert shown(linked(arrows, spans)) == [("Vale", "said", "no … it was over")]


def test_a_cue_may_have_no_source_and_a_content_no_cue() -> None:
    spans = (
        labelled("said", "cue"),
        labelled("no", "content"),
        labelled("it was over", "content"),
    )
    arrows = heads({"no": "said", "it": None, "was": None, "over": None}, {"said": None})

    assert shown(linked(arrows, spans)) == [("", "said", "no"), ("", "", "it was over")]


def test_a_cue_without_content_reports_nothing() -> None:
    spans = (labelled("Brenn", "source"), labelled("agreed", "cue"))

    assert linked(heads({}, {"agreed": "Brenn"}), spans) == ()


def test_an_attribution_is_less_sure_than_each_of_its_parts() -> None:
    spans = (labelled("Vale", "source"), labelled("said", "cue"), labelled("no", "content"))

    found = linked(heads({"no": "said"}, {"said": "Vale"}), spans)

    assert 0.6 < found[0].probability < 0.9**3
