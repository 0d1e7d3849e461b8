"""Score every head of an encoder at once: attributions, names, times, events, syntax.

Run as `python -m benchmarks.heads --data-root DATA [--component FOLDER]`. What each score is says
the benchmark of that head; `timex` and `event` are read off the encoder itself, without the rules
that resolve them. The last line printed is JSON.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import attribution, entities, syntax
from training.corpora import Example, Piece, tagged, timeml, treebank
from training.examples import paragraphs

from onrecord.core.selectors import Span
from onrecord.extraction.encoder import Encoder, Heads
from onrecord.extraction.reader import Reader

Found = set[tuple[int, int, str]]


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-root", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--bench", type=Path, help="folder of the scorers, by default beside data")
    parser.add_argument("--component", type=Path, help="the folder of another encoder")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    scores = head_scores(syntax.load(options.component), options.data_root, options.bench)
    if not options.json:
        for name, value in scores.items():
            print(f"{name:24} {value:.4f}")
    print(json.dumps(scores))


def head_scores(encoder: Encoder, data: Path, bench: Path | None = None) -> dict[str, float]:
    """The scores of each head on the development part of its corpus."""
    scores = attribution_scores(encoder, data / "polnear", bench or data / ".." / "bench")
    scores["entity"] = counted_f1(encoder, tagged(data / "ner" / "worldwide.dev.jsonl.gz"), named)
    tbaq = data / "timex" / "tbaq.jsonl.gz"
    scores["timex"] = counted_f1(encoder, timeml(tbaq, "dev"), timed)
    scores["event"] = counted_f1(encoder, timeml(tbaq, "dev"), happened)
    for name in ("ewt", "gum"):
        found = syntax.syntax_scores(encoder, treebank(data / "ud" / f"en_{name}-ud-dev.conllu.gz"))
        scores |= {f"{key}_{name}": found[key] for key in ("upos", "las", "sentence_f1")}
    return scores


def attribution_scores(encoder: Encoder, polnear: Path, bench: Path) -> dict[str, float]:
    """Of whole `extract`: on passages as published, and whole attributions by kind."""
    data = polnear / "dev.jsonl.gz"
    gold = list(attribution.rows(data))
    predicted = list(attribution.readings(data, Reader(encoder)))
    scorer = attribution.load(bench / "score_attribution.py")
    whole = attribution.summary(scorer.score(gold, predicted))
    options = argparse.Namespace(
        bench=bench, data=data, passages=polnear / "cofenet-valid.jsonl.gz"
    )
    kept = ("linked", "recall_direct", "recall_mixed", "recall_indirect")
    roles = attribution.passages(options, gold, predicted)  # in percent, as published
    return {key: round(value / 100, 4) for key, value in roles.items()} | {
        key: whole[key] for key in kept
    }


def counted_f1(
    encoder: Encoder,
    examples: Iterable[Example],
    pairs: Callable[[Encoder, Heads, Example], tuple[Found, Found]],
) -> float:
    """The F1 of spans with their types, over all examples."""
    count: Counter[str] = Counter()
    for example in examples:
        heads = encoder.read(example.text, paragraphs(example.text))
        gold, found = pairs(encoder, heads, example)
        count["right"] += len(gold & found)
        count["all"] += len(gold) + len(found)
    return round(2 * count["right"] / max(1, count["all"]), 4)


def named(encoder: Encoder, heads: Heads, example: Example) -> tuple[Found, Found]:
    """Entities: the corpus's, and the encoder's."""
    return entities.wanted(heads, example), entities.read(encoder, heads, example)


def timed(encoder: Encoder, heads: Heads, example: Example) -> tuple[Found, Found]:
    """Temporal expressions: the corpus's, and the encoder's."""
    found = set(encoder.timexes.ranges(heads.timex, heads.words.opens))
    return words_of(heads, example.timexes or ()), found


def happened(encoder: Encoder, heads: Heads, example: Example) -> tuple[Found, Found]:
    """Words that name events, with their classes: the corpus's, and the encoder's."""
    gold = {
        (i, i, kind)
        for first, last, kind in words_of(heads, example.events or ())
        for i in range(first, last + 1)
    }
    labels = encoder.labels["event"]
    best = heads.event.argmax(axis=1)
    return gold, {(i, i, labels[k]) for i, k in enumerate(best.tolist()) if k}


def words_of(heads: Heads, marked: Iterable[tuple[Piece, str]]) -> Found:
    """Marked stretches as ranges of words."""
    ranges = ((heads.words.covering(Span(*piece)), kind) for piece, kind in marked)
    return {(where[0], where[-1], kind) for where, kind in ranges if where}


if __name__ == "__main__":
    main()
