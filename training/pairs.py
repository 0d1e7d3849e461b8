"""Train the encoder of pairs: `python -m training.pairs --data DIR --weights DIR --out DIR`.

Two heads on one encoder: direction toward somebody named (NewsMTSC), entailment (MNLI, SNLI,
pairs made from news). Each batch is of one task. A fifth of the entailment pairs, by
premise, is held back and never trained on.
"""

import argparse
import json
import random
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.core.selectors import Span
from onrecord.extraction.encoder_input import PieceReader, Words, read_words
from onrecord.extraction.encoder_pairs import Pair, both, toward
from training.corpora import rows
from training.examples import paragraphs
from training.network import Encoder, Linear, Shape, pretrained
from training.news_pairs import NewsPair, news_pairs
from training.shipped import saved
from training.splits import is_held_back

LABELS = {
    "direction": ("-1", "0", "1"),
    "entailment": ("entailment", "neutral", "contradiction"),
}
REPEATED = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, the task it is of, and the share of each label among those who judged it."""

    task: str
    pair: Pair
    gold: tuple[float, ...]


class PairReader(nn.Module):
    """An encoder, and a classifier a task on its first, marked and mean vector."""

    def __init__(self, encoder: Encoder, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.inner = nn.ModuleDict({task: Linear(3 * width, width) for task in LABELS})
        self.outer = nn.ModuleDict({t: Linear(width, len(names)) for t, names in LABELS.items()})

    def summary(
        self, vectors: Tensor, features: Tensor, second: Tensor, pad: Tensor, dropout: float = 0.0
    ) -> Tensor:
        """Shape [batch, 3 * width]."""
        x = self.encoder(vectors, features, pad, segment=second, dropout=dropout)
        marked = (second * pad).to(x.dtype)[..., None]
        every = pad.to(x.dtype)[..., None]
        means = [(x * weight).sum(1) / weight.sum(1).clamp(min=1) for weight in (marked, every)]
        return torch.cat([x[:, 0], *means], dim=-1)

    def scores(self, task: str, summary: Tensor) -> Tensor:
        """Shape [batch, labels]."""
        return self.outer[task](torch.tanh(self.inner[task](summary)))


def main() -> None:
    """Read, train, leave a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="the folder of MiniLM")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("pairs.toml"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--start", type=Path, help="a reader to go on from: checkpoint or component"
    )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    config = tomllib.loads(options.config.read_text())
    torch.manual_seed(config["seed"])
    chance = random.Random(config["seed"])
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    reader = PieceReader(tokenizer)
    judged = list(read_judged(options.data, reader, config, chance))
    shape = Shape()
    table, encoder = pretrained(options.weights, shape)
    if options.start:  # an encoder that knows grammar already
        blend(encoder, saved(options.start)["average"], config["start_share"])
    model = PairReader(encoder, shape.width)
    epochs = [list(batches(judged, config, chance)) for _ in range(config["epochs"])]
    average = train(model, table, epochs, config)
    torch.save({"average": average, "labels": LABELS, "config": config}, options.out / "pairs.pt")


def blend(encoder: Encoder, weights: dict[str, Tensor], share: float) -> None:
    """Move MiniLM's weights toward a reader's: the one has seen entailment, the other grammar."""
    with torch.no_grad():
        for name, parameter in encoder.named_parameters():
            parameter.lerp_(weights[f"encoder.{name}"], share)


def read_judged(
    data: Path, reader: PieceReader, config: dict[str, Any], chance: random.Random
) -> Iterator[Judged]:
    """All pairs that may be trained on."""

    def words(text: str) -> Words:
        return read_words(text, paragraphs(text), reader)

    for row in rows(data / "newsmtsc" / "train.jsonl.gz"):
        pair = toward(words(row["sentence"]), Span(row["from"], row["to"]))
        yield Judged("direction", pair, one_hot("direction", str(row["polarity"])))
    for name in ("mnli", "snli"):
        for row in rows(data / "nli" / f"{name}.jsonl.gz"):
            if not is_held_back(row["premise"]):
                pair = both(words(row["premise"]), words(row["hypothesis"]))
                yield Judged("entailment", pair, one_hot("entailment", row["label"]))
    polnear = data / "polnear"
    made = news_pairs(
        polnear / "train.jsonl.gz", polnear / "train.corenlp.jsonl.gz", "train", config["seed"]
    )
    for made_pair in evenly(list(made), config["news_pairs_each"], chance):
        pair = both(words(made_pair.premise), words(made_pair.hypothesis))
        yield Judged("entailment", pair, one_hot("entailment", made_pair.label))


def evenly(made: list[NewsPair], each: int, chance: random.Random) -> Iterator[NewsPair]:
    """About as many pairs of each kind; what is rare comes up to `REPEATED` times.

    Without that, of sentences whose roles are swapped (266 of 23,411) next to nothing is learned.
    """
    kinds: dict[str, list[NewsPair]] = {}
    for pair in made:
        kinds.setdefault(pair.kind, []).append(pair)
    for own in kinds.values():
        if len(own) >= each:
            yield from chance.sample(own, each)
        else:
            yield from (own * REPEATED)[:each]


def one_hot(task: str, label: str) -> tuple[float, ...]:
    """A label that all agree on."""
    return tuple(float(name == label) for name in LABELS[task])


def batches(
    judged: list[Judged], config: dict[str, Any], chance: random.Random
) -> Iterator[list[Judged]]:
    """An epoch's batches, each of one task and of pairs about as long."""
    result = []
    for task in LABELS:
        own = [item for item in judged if item.task == task]
        own.sort(key=lambda item: len(item.pair.ids) + chance.random() * 12)
        size = config["batch"]
        result += [own[i : i + size] for i in range(0, len(own), size)]
    chance.shuffle(result)
    yield from result


def train(
    model: PairReader, table: Tensor, epochs: list[list[list[Judged]]], config: dict[str, Any]
) -> dict[str, Tensor]:
    """Train, and return the running average of the weights."""
    inside = list(model.encoder.parameters())
    outside = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": inside, "lr": config["learning_rate"]},
            {"params": outside, "lr": config["head_learning_rate"]},
        ],
        weight_decay=0.01,
    )
    total = sum(map(len, epochs))
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm)))
    )
    average = {n: p.detach().clone() for n, p in model.named_parameters()}
    running: dict[str, float] = {}
    started = time.time()
    for step, batch in enumerate(b for epoch in epochs for b in epoch):
        task = batch[0].task
        value = update(model, table, batch, config)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        running[task] = 0.97 * running.get(task, value) + 0.03 * value
        with torch.no_grad():
            for key, parameter in model.named_parameters():
                average[key].lerp_(parameter, 1 - config["average"])
        if step % 50 == 0:
            line = {"step": step, "of": total, "minutes": round((time.time() - started) / 60, 1)}
            print(json.dumps(line | {k: round(v, 3) for k, v in running.items()}), flush=True)
    return average


def update(model: PairReader, table: Tensor, batch: list[Judged], config: dict[str, Any]) -> float:
    """Gradients of one batch; its loss."""
    model.train()
    vectors, features, second, pad = padded([item.pair for item in batch], table)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        summary = model.summary(vectors, features, second, pad, config["dropout"])
        summary = F.dropout(summary, config["dropout"])
        scores = model.scores(batch[0].task, summary).float()
    loss = F.cross_entropy(scores, torch.tensor([item.gold for item in batch]))
    (loss * config["weights"][batch[0].task]).backward()
    return float(loss.detach())


def padded(pairs: list[Pair], table: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Vectors, features, which piece is of the second, and what is no padding."""
    length = max(len(pair.ids) for pair in pairs)
    ids = np.zeros((len(pairs), length), dtype=np.int64)
    features = np.zeros((len(pairs), length, 3), dtype=np.int64)
    second = np.zeros((len(pairs), length), dtype=np.int64)
    pad = np.zeros((len(pairs), length), dtype=bool)
    for i, pair in enumerate(pairs):
        count = len(pair.ids)
        ids[i, :count], features[i, :count], second[i, :count] = (
            pair.ids,
            pair.features,
            pair.second,
        )
        pad[i, :count] = True
    tensors = [torch.from_numpy(a) for a in (features, second, pad)]
    return table[torch.from_numpy(ids)], tensors[0], tensors[1], tensors[2]


if __name__ == "__main__":
    main()
