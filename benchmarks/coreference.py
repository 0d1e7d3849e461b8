"""Score coreference chains: CoNLL F1 on OntoGUM, and pronouns beside two names on GAP.

Run: python benchmarks/coreference.py --data ontogum-dev.conll.gz --json
     python benchmarks/coreference.py --data gap.dev.jsonl.gz --json

CoNLL F1 is the mean of MUC, B³ and CEAF-φ4 over exact spans, without chains of one mention, as in
CoNLL-2012. `linked_f1` is the same with only those mentions that both sides have, so that it tells
of the links alone; a name of ours without the title before it stands for the mention with it.
`mention_recall` says how many of the gold's mentions stand in a chain of ours: things, events and
first and second persons never do. On GAP a name is found when the pronoun's chain has a mention
that overlaps it; F1 as in Webster et al. (2018), over all pairs of pronoun and name.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from onrecord import pipeline
from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.selectors import Span
from onrecord.extraction.reader import Reader
from onrecord.linking.register import builtin_register
from onrecord.reading import analyse

Chain = frozenset[Span]
Chains = list[Chain]
Scores = dict[str, float]
Sums = tuple[float, float, float, float]
"""Right and all of recall, right and all of precision; summed over documents."""
_TOUCHES_LEFT = re.compile(r"[,.;:!?)\]%…”’]|['’](?:s|d|m|re|ve|ll)|n['’]t", re.IGNORECASE)
_TOUCHES_RIGHT = frozenset("([“‘$#")


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="OntoGUM (.conll.gz) or GAP")
    parser.add_argument("--reader", default="accurate", help="accurate or rules")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    reader = pipeline.reader_named(options.reader)
    is_conll = options.data.name.endswith((".conll.gz", ".conll"))
    scores = (conll_scores if is_conll else gap_scores)(options.data, reader)
    if not options.json:
        for name, value in scores.items():
            print(f"{name:<24}{value:.3f}")
    print(json.dumps({name: round(value, 4) for name, value in scores.items()}))


def lines(path: Path) -> Iterator[str]:
    """The lines of a file that may be gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        yield from stream


def chains_of(text: str, reader: Reader | None) -> Chains:
    """The chains that `extract` finds in a text of one paragraph a line, those of one included."""
    document = Document(
        id=document_id(text),
        uri="text",
        text=text,
        kind=Kind.ARTICLE,
        segments=tuple(
            Segment(kind=SegmentKind.PARAGRAPH, span=Span(*line.span()))
            for line in re.finditer(r"[^\n]+", text)
        ),
    )
    found: dict[int, set[Span]] = defaultdict(set)
    for mention in analyse(document, builtin_register(), reader).mentions:
        if mention.chain is not None:
            found[mention.chain].add(mention.span)
    return [frozenset(chain) for chain in found.values()]


# OntoGUM


def conll_scores(path: Path, reader: Reader | None) -> Scores:
    """CoNLL F1, its parts, the same of shared mentions, and how many mentions we have."""
    exact: dict[str, Counter[int]] = defaultdict(Counter)
    linked: dict[str, Counter[int]] = defaultdict(Counter)
    shared = n_gold = n_ours = 0
    for text, gold in documents(path):
        ours = [chain for chain in chains_of(text, reader) if len(chain) > 1]
        _add(exact, gold, ours)
        ours = [standing_for(chain, gold) for chain in ours]
        ours_all = set[Span]().union(*ours)
        gold_all = set[Span]().union(*gold)
        _add(linked, _within(gold, ours_all), _within(ours, gold_all))
        shared, n_gold, n_ours = (
            shared + len(ours_all & gold_all),
            n_gold + len(gold_all),
            n_ours + len(ours_all),
        )
    parts = {name: _f1(*(sums[i] for i in range(4))) for name, sums in exact.items()}
    return {
        "conll_f1": sum(parts.values()) / len(parts),
        **{f"{name}_f1": value for name, value in parts.items()},
        "linked_f1": sum(_f1(*(s[i] for i in range(4))) for s in linked.values()) / len(linked),
        "mention_recall": shared / n_gold,
        "mention_precision": shared / n_ours if n_ours else 0.0,
    }


def documents(path: Path) -> Iterator[tuple[str, Chains]]:
    """Text and gold chains of each document; words are set as they would be printed."""
    words: list[tuple[str, str]] = []
    for line in lines(path):
        if line.startswith("# begin"):
            words = []
        elif line.startswith("# end"):
            yield _document(words)
        elif line.strip():
            _, word, marks = line.rstrip("\n").split("\t")
            words.append((word, marks))


def _document(words: Sequence[tuple[str, str]]) -> tuple[str, Chains]:
    text = ""
    opened: dict[str, list[int]] = defaultdict(list)
    chains: dict[str, set[Span]] = defaultdict(set)
    for word, marks in words:
        if text and text[-1] not in _TOUCHES_RIGHT and not _TOUCHES_LEFT.fullmatch(word):
            text += " "
        start, text = len(text), text + word
        for number in re.findall(r"\((\d+)", marks):
            opened[number].append(start)
        for number in re.findall(r"(\d+)\)", marks):
            chains[number].add(Span(opened[number].pop(), len(text)))
    return text, [frozenset(chain) for chain in chains.values() if len(chain) > 1]


def standing_for(chain: Chain, gold: Chains) -> Chain:
    """Our mentions, those that only lack a title before them as the gold has them."""
    ends = {(span.end, span.start): span for span in set[Span]().union(*gold)}
    by_end: dict[int, list[Span]] = defaultdict(list)
    for (end, _), span in ends.items():
        by_end[end].append(span)
    return frozenset(
        min((g for g in by_end[span.end] if g.contains(span)), key=len, default=span)
        for span in chain
    )


def _within(chains: Chains, mentions: set[Span]) -> Chains:
    kept = (frozenset(chain & mentions) for chain in chains)
    return [chain for chain in kept if len(chain) > 1]


def _add(sums: dict[str, Counter[int]], gold: Chains, ours: Chains) -> None:
    for name, measure in MEASURES.items():
        sums[name].update(dict(enumerate(measure(gold, ours))))


def muc(gold: Chains, ours: Chains) -> Sums:
    """Links that would have to be added (Vilain et al. 1995)."""
    return *_links_kept(gold, ours), *_links_kept(ours, gold)


def _links_kept(chains: Chains, others: Chains) -> tuple[float, float]:
    of = _chain_of(others)
    kept = 0
    for chain in chains:
        parts = len({of[m] for m in chain if m in of}) + sum(m not in of for m in chain)
        kept += len(chain) - parts
    return kept, sum(len(chain) - 1 for chain in chains)


def b_cubed(gold: Chains, ours: Chains) -> Sums:
    """Mention by mention, the shared part of its two chains (Bagga and Baldwin 1998)."""
    return *_shares(gold, ours), *_shares(ours, gold)


def _shares(chains: Chains, others: Chains) -> tuple[float, float]:
    of = _chain_of(others)
    shared = 0.0
    for chain in chains:
        counts = Counter(of[m] for m in chain if m in of)
        shared += sum(n * n for n in counts.values()) / len(chain)
    return shared, sum(map(len, chains))


def ceaf(gold: Chains, ours: Chains) -> Sums:
    """The best one-to-one alignment of chains, by φ4 (Luo 2005)."""
    best = best_alignment(
        [[2 * len(a & b) / (len(a) + len(b)) for b in ours] for a in gold] if ours else []
    )
    return best, len(gold), best, len(ours)


MEASURES: dict[str, Callable[[Chains, Chains], Sums]] = {
    "muc": muc,
    "b_cubed": b_cubed,
    "ceaf": ceaf,
}


def best_alignment(worth: Sequence[Sequence[float]]) -> float:
    """The most that pairs of rows and columns are worth, each used once (Hungarian method)."""
    if worth and len(worth) > len(worth[0]):
        worth = list(zip(*worth, strict=True))
    columns = len(worth[0]) if worth else 0
    price_row, price_column = [0.0] * (len(worth) + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)  # the row, from 1, that holds each column; 0 is nobody's
    for row in range(1, len(worth) + 1):
        row_of[0] = row
        slack, before = [float("inf")] * (columns + 1), [0] * (columns + 1)
        done = [False] * (columns + 1)
        at = 0
        while row_of[at]:
            done[at] = True
            for j in range(1, columns + 1):
                cost = -worth[row_of[at] - 1][j - 1] - price_row[row_of[at]] - price_column[j]
                if not done[j] and cost < slack[j]:
                    slack[j], before[j] = cost, at
            nearest = min((j for j in range(1, columns + 1) if not done[j]), key=slack.__getitem__)
            step = slack[nearest]
            for j in range(columns + 1):
                if done[j]:
                    price_row[row_of[j]] += step
                    price_column[j] -= step
                else:
                    slack[j] -= step
            at = nearest
        while at:
            row_of[at] = row_of[before[at]]
            at = before[at]
    return sum(worth[row_of[j] - 1][j - 1] for j in range(1, columns + 1) if row_of[j])


def _chain_of(chains: Chains) -> dict[Span, int]:
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def _f1(right: float, all_gold: float, also_right: float, all_ours: float) -> float:
    recall = right / all_gold if all_gold else 0.0
    precision = also_right / all_ours if all_ours else 0.0
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


# GAP


def gap_scores(path: Path, reader: Reader | None) -> Scores:
    """Accuracy and F1 of pairs of pronoun and name, and F1 of each gender."""
    judged: list[tuple[bool, bool, bool]] = []  # is it so, do we say so, is the pronoun feminine
    whole = n = 0
    for line in lines(path):
        row = json.loads(line)
        chains = chains_of(row["text"], reader)
        pronoun = Span(*row["pronoun"])
        own = next((chain for chain in chains if pronoun in chain), frozenset[Span]())
        said = [any(m.overlaps(Span(*row[name])) for m in own) for name in "ab"]
        true = [row["a_corefers"], row["b_corefers"]]
        feminine = row["text"][pronoun.start : pronoun.end].lower() in {"she", "her", "hers"}
        judged += [(t, s, feminine) for t, s in zip(true, said, strict=True)]
        whole += true == said
        n += 1
    return {
        "gap_accuracy": whole / n,
        "gap_f1": pair_f1(judged),
        "gap_precision": sum(t and s for t, s, _ in judged) / max(1, sum(s for _, s, _ in judged)),
        "gap_recall": sum(t and s for t, s, _ in judged) / max(1, sum(t for t, _, _ in judged)),
        "gap_f1_he": pair_f1([x for x in judged if not x[2]]),
        "gap_f1_she": pair_f1([x for x in judged if x[2]]),
    }


def pair_f1(judged: Iterable[tuple[bool, bool, bool]]) -> float:
    """F1 of "corefers" over pairs."""
    pairs = list(judged)
    right = sum(t and s for t, s, _ in pairs)
    return 2 * right / max(1, sum(t for t, _, _ in pairs) + sum(s for _, s, _ in pairs))


if __name__ == "__main__":
    main()
