"""Score the encoder's parts of speech, sentence starts and dependencies on CoNLL-U treebanks.

Run as `python -m benchmarks.syntax --data FILE.conllu.gz`. Tokens are gold, sentences are not:
documents are read as running text. Every token counts, punctuation too, with full relation
subtypes. The last line printed is JSON: `upos`, `uas`, `las`, `sentence_f1`.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.corpora import Example, Token, treebank
from training.examples import paragraphs, token_words

from onrecord.core.selectors import Span
from onrecord.extraction.encoder import Encoder, Heads
from onrecord.extraction.encoder import encoder as shipped
from onrecord.extraction.encoder_input import Words

UNKNOWN = -2


def load(folder: Path | None) -> Encoder:
    """The encoder that ships, or that of a folder."""
    return Encoder(lambda name: (folder / name).read_bytes()) if folder else shipped("reader")


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="CoNLL-U, gzipped")
    parser.add_argument("--component", type=Path, help="the folder of another encoder")
    parser.add_argument("--every-genre", action="store_true", help="not only the free ones of GUM")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    started = time.perf_counter()
    scores = syntax_scores(
        load(options.component), treebank(options.data, every_genre=options.every_genre)
    )
    seconds = time.perf_counter() - started
    if not options.json:
        print(f"{options.data.name}: {scores['tokens']} tokens in {seconds:.1f} s")
    print(json.dumps(scores))


def syntax_scores(encoder: Encoder, examples: Iterable[Example]) -> dict[str, float]:
    """Shares of all tokens, and the F1 of sentence starts."""
    count: Counter[str] = Counter()
    for example in examples:
        heads = encoder.read(example.text, paragraphs(example.text))
        count.update(compared(encoder, heads, example))
    scores = {name: round(count[name] / count["tokens"], 4) for name in ("upos", "uas", "las")}
    scores["sentence_f1"] = round(2 * count["start"] / count["starts"], 4)
    return scores | {"tokens": count["tokens"]}


def compared(encoder: Encoder, heads: Heads, example: Example) -> Counter[str]:
    """How many tokens are right in which respect."""
    tokens = example.tokens or []
    place = token_words(heads.words, [token.span for token in tokens])
    owner = owners(heads.words, tokens)
    count: Counter[str] = Counter(tokens=len(tokens))
    for token, i in zip(tokens, place, strict=True):
        count["starts"] += token.starts_sentence
        if i is None:
            continue
        upos = encoder.labels["upos"][int(heads.upos[i].argmax())]
        head = int(heads.head[i])
        above = -1 if head < 0 else owner.get(head, UNKNOWN)
        relation = encoder.labels["relation"][int(heads.relation[i])]
        started = heads.sentence[i] > 0
        count["upos"] += upos == token.upos
        count["uas"] += above == token.head
        count["las"] += above == token.head and relation == token.relation
        count["starts"] += int(started)
        count["start"] += bool(started and token.starts_sentence)
    return count


def owners(words: Words, tokens: list[Token]) -> dict[int, int]:
    """The token that stands at each word."""
    result: dict[int, int] = {}
    for number, i in enumerate(token_words(words, [token.span for token in tokens])):
        if i is not None:
            result[i] = number
    for number, token in enumerate(tokens):
        for i in words.covering(Span(*token.span)):
            result.setdefault(i, number)
    return result


if __name__ == "__main__":
    main()
