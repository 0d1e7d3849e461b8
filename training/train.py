"""Train the reading engine: `python -m training.train --data DIR --weights DIR --out DIR`.

Seeded and logged; a checkpoint after each epoch. All heads from the first step, each batch of
one corpus, so that each head learns only from what its corpus marks.
"""

import argparse
import json
import lzma
import math
import pickle
import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.extraction.encoder_input import PieceReader, Window
from training import corpora, crf
from training.examples import (
    IGNORED,
    NONE,
    Prepared,
    prepare,
    training_windows,
)
from training.labels import INNER_RELATION, Labels, labels
from training.network import Reader, Shape, gathered, pretrained
from training.shipped import saved

MASK = 103
Config = dict[str, Any]
Cut = tuple[Prepared, Window]


def main() -> None:
    """Read corpora, train, leave checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--start", type=Path, help="a checkpoint or component to go on from")
    parser.add_argument("--stage", type=int, default=0, help="the first stage to run, from 0")
    options = parser.parse_args()
    config = configured(options)
    label_sets, prepared = texts(options)
    shape = Shape(layers=config["model"]["layers"])
    table, encoder = pretrained(options.weights, shape)
    model = Reader(encoder, shape.width, label_sets)
    if options.start:
        started = saved(options.start)["average"]
        model.load_state_dict(started, strict=False)  # what is new since begins as it is made
    model.to(options.device)
    for stage in config["stages"][options.stage :]:
        own = config | {"training": config["training"] | stage}
        trainer = Trainer(model, table.to(options.device), label_sets, own, options.out)
        trainer.run(prepared)
        model.load_state_dict(trainer.average)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What every training of a reader is told."""
    parser.add_argument("--data", type=Path, help="folder of the data sets")
    parser.add_argument("--prepared", type=Path, help="what training.prepare made of them, instead")
    parser.add_argument(
        "--weights", type=Path, required=True, help="MiniLM: model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--seed", type=int, help="instead of the configuration's")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cpu (default) or cuda")


def configured(options: argparse.Namespace) -> Config:
    """The configuration, with what the options say otherwise; torch is set by it."""
    torch.set_num_threads(options.threads)
    config = tomllib.loads(options.config.read_text())
    if options.seed is not None:
        config["training"]["seed"] = options.seed
    torch.manual_seed(config["training"]["seed"])
    options.out.mkdir(parents=True, exist_ok=True)
    return config


Texts = tuple[Labels, dict[str, list[Prepared]]]


def texts(options: argparse.Namespace) -> Texts:
    """The label sets, and the texts of each corpus with their targets."""
    if options.prepared:
        with lzma.open(options.prepared) as file:
            found: Texts = pickle.load(file)
    elif options.data:
        found = prepared_texts(options.data, options.weights)
    else:
        raise SystemExit("name the data: --data FOLDER or --prepared FILE")
    for name, items in found[1].items():
        print(name, len(items), "texts", sum(len(p.words) for p in items), "words", flush=True)
    return found


def prepared_texts(data: Path, weights: Path) -> Texts:
    """Read all corpora."""
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = read_corpora(data)
    relations = sorted(
        {t.relation for e in examples["treebank"] for t in e.tokens or ()} | {INNER_RELATION}
    )
    label_sets = labels(relations)
    reader = PieceReader(tokenizer)
    return label_sets, {
        name: [prepare(example, reader, label_sets) for example in items]
        for name, items in examples.items()
    }


def read_corpora(data: Path) -> dict[str, list[corpora.Example]]:
    """The training part of each corpus, by the name that the configuration gives its group."""
    ner, ud = data / "ner", data / "ud"
    return {
        "polnear": list(
            corpora.polnear(
                data / "polnear" / "train.jsonl.gz", data / "polnear" / "train.corenlp.jsonl.gz"
            )
        ),
        "treebank": [
            *corpora.treebank(ud / "en_ewt-ud-train.conllu.gz"),
            *corpora.treebank(ud / "en_gum-ud-train.conllu.gz"),
        ],
        "entities_news": list(corpora.tagged(ner / "worldwide.train.jsonl.gz")),
        "entities_other": [
            *corpora.tagged(ner / "wikigold.jsonl.gz"),
            *corpora.tagged(ner / "btc.jsonl.gz"),
            *corpora.tagged(ner / "uner_ewt.jsonl.gz", splits=frozenset({"test"})),
        ],
        "timeml": [
            *corpora.timeml(data / "timex" / "tbaq.jsonl.gz", "train"),
            *corpora.timeml(data / "timex" / "meantime.jsonl.gz", "train"),
        ],
    }


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a batch of windows, as vectors."""

    words: Tensor
    """Shape [batch, words, width]."""
    with_none: Tensor
    """The same after the piece that stands before all words."""
    mask: Tensor
    """Shape [batch, words]: false on padding."""


class Trainer:
    """One stage of a training run."""

    def __init__(
        self, model: Reader, table: Tensor, label_sets: Labels, config: Config, out: Path
    ) -> None:
        self.model, self.table, self.labels, self.config, self.out = (
            model,
            table,
            label_sets,
            config,
            out,
        )
        self.device = table.device
        self.forbidden = crf.forbidden(label_sets.role).to(self.device)
        norp = torch.tensor([x.endswith("NORP") for x in label_sets.entity])
        outside = torch.tensor([x == "O" for x in label_sets.entity])
        self.maybe_norp = (norp | outside).to(self.device)
        training = config["training"]
        inside = list(model.encoder.parameters())
        heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": inside, "lr": training["learning_rate"]},
                {"params": heads, "lr": training["head_learning_rate"]},
            ],
            weight_decay=training["weight_decay"],
        )
        self.average = {n: p.detach().clone() for n, p in model.named_parameters()}
        self.chance = random.Random(training["seed"])
        self.running: dict[str, Tensor] = {}

    def run(self, prepared: dict[str, list[Prepared]]) -> None:
        """All epochs."""
        training = self.config["training"]
        epochs = [list(self.batches(prepared)) for _ in range(training["epochs"])]
        total = sum(map(len, epochs))
        warm, started, step, pieces = training["warm_up"], time.time(), 0, 0
        most: float = 60 * training.get("minutes", math.inf)

        def rate(_: int) -> float:
            done = max(step / total, (time.time() - started) / most)
            rising, falling = (done * total + 1) / (warm * total), (1 - done) / (1 - warm)
            return float(min(rising, max(0.0, falling)))

        schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, rate)
        for epoch, batches in enumerate(epochs):
            self.begin(epoch)
            for batch in batches:
                self.step(batch)
                step += 1
                schedule.step()
                pieces += sum(len(cut.ids) for _, cut in batch)
                if step % 50 == 0:
                    self.log(step, total, epoch, pieces / (time.time() - started), started)
                if time.time() - started > most:
                    break
            self.save(epoch)

    def begin(self, epoch: int) -> None:
        """What changes with an epoch: here nothing."""

    def batches(self, prepared: dict[str, list[Prepared]]) -> Iterator[list[Cut]]:
        """An epoch's batches, of windows of one corpus that are about as long."""
        result = []
        for name, items in prepared.items():
            share = self.config["training"]["corpora"][name]
            taken = self.chance.sample(items, round(len(items) * share))
            cuts = [
                (item, cut)
                for item in taken
                for cut in training_windows(item.words, self.config["model"]["window"], self.chance)
            ]
            cuts.sort(key=lambda pair: len(pair[1].ids) + self.chance.random() * 16)
            batch: list[Cut] = []
            for pair in cuts:
                longest = max(len(pair[1].ids), *(len(c.ids) for _, c in batch), 0)
                if batch and longest * (len(batch) + 1) > self.config["training"]["batch_pieces"]:
                    result.append(batch)
                    batch = []
                batch.append(pair)
            if batch:
                result.append(batch)
        self.chance.shuffle(result)
        yield from result

    def step(self, batch: list[Cut]) -> None:
        """One update of the weights."""
        self.model.train()
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            losses = self.losses(batch)
            loss = sum(self.config["losses"][key] * value for key, value in losses.items())
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.config["training"]["clip"])
        self.optimizer.step()
        for key, value in losses.items():
            now = value.detach()
            self.running[key] = torch.lerp(self.running.get(key, now), now, 0.02)
        decay = self.config["training"]["average"]
        with torch.no_grad():
            now = [p.detach() for _, p in self.model.named_parameters()]
            torch._foreach_lerp_(list(self.average.values()), now, 1 - decay)

    def losses(self, batch: list[Cut]) -> dict[str, Tensor]:
        """The loss of each head that the batch's corpus speaks to."""
        read = self.read(self.model, batch)
        return self.head_losses(read, self.targets(batch, read.mask.shape[1]))

    def targets(self, batch: list[Cut], most: int) -> dict[str, Tensor]:
        """What people marked in a batch."""
        return {key: value.to(self.device) for key, value in collected(batch, most).items()}

    def read(self, model: Reader, batch: list[Cut]) -> Read:
        """The words of a batch as a model sees them; while it learns, some are hidden from it."""
        training = self.config["training"]
        ids, features, heads, pad = (
            each.to(self.device, non_blocking=True) for each in padded([cut for _, cut in batch])
        )
        if model.training:
            hidden = torch.rand(ids.shape, device=self.device) < training["masked"]
            ids = torch.where(hidden & pad, MASK, ids)
        x = model.encoder(self.table[ids], features, pad, dropout=training["dropout"])
        x = F.dropout(x, training["dropout"], model.training)
        words = gathered(x, heads)
        return Read(words, torch.cat([x[:, :1], words], dim=1), heads > 0)

    def head_losses(self, read: Read, targets: dict[str, Tensor]) -> dict[str, Tensor]:
        """The loss of each head whose targets are given."""
        model, losses = self.model, {}
        words, with_none, mask = read.words, read.with_none, read.mask
        if "role" in targets:
            transition = self.transition(model)
            gold = targets["role"].clamp(min=0)
            # a window may begin or end within a span: its first and last label are free
            scores = model.roles(words, mask)
            nll = crf.negative_log_likelihood(scores, transition, gold, mask)
            losses["role"] = nll.sum() / mask.sum()
            losses["first_role"] = cross(model.role(words), targets["role"])
        for key in ("to_cue", "to_source"):
            if key in targets:
                losses[key] = cross(
                    pad_scores(getattr(model, key)(words, with_none), mask), targets[key]
                )
        if "entity" in targets:
            losses["entity"] = self.entity_loss(model.entity(words), targets)
        for key in ("timex", "event", "upos"):
            if key in targets:
                losses[key] = cross(getattr(model, key)(words), targets[key])
        if "head" in targets:
            arcs = pad_scores(model.syntax.arcs(words, with_none), mask)
            losses["head"] = cross(arcs, targets["head"])
            above = gathered(with_none, targets["head"].clamp(min=0))
            losses["relation"] = cross(model.syntax.relations(words, above), targets["relation"])
            start = model.sentence(words).squeeze(-1).float()
            losses["sentence"] = F.binary_cross_entropy_with_logits(
                start[mask], targets["sentence"][mask].float()
            )
        return losses

    def transition(self, model: Reader) -> Tensor:
        """Scores of label after label; what is no span never wins."""
        return model.transition.float().masked_fill(self.forbidden, -1e4)

    def entity_loss(self, scores: Tensor, targets: dict[str, Tensor]) -> Tensor:
        """Where a corpus does not mark nationalities, an unmarked word may be one."""
        gold = targets["entity"]
        logs = F.log_softmax(scores.float(), dim=-1)
        own = logs.gather(2, gold.clamp(min=0)[..., None]).squeeze(2)
        open_ = torch.logsumexp(logs[..., self.maybe_norp], dim=-1)
        unsure = (gold == 0) & ~targets["knows_norp"].bool()[:, None]
        return -torch.where(unsure, open_, own)[gold != IGNORED].mean()

    def log(self, step: int, total: int, epoch: int, speed: float, started: float) -> None:
        """One line of JSON."""
        line = {
            "step": step, "of": total, "epoch": epoch, "pieces_per_s": round(speed),
            "minutes": round((time.time() - started) / 60, 1),
        }  # fmt: skip
        losses = {key: round(float(value), 4) for key, value in self.running.items()}
        text = json.dumps(line | losses)
        print(text, flush=True)
        with (self.out / "log.jsonl").open("a") as log:
            log.write(text + "\n")

    def save(self, epoch: int) -> None:
        """The weights and their running average, with what is needed to use them."""
        torch.save(
            {
                "weights": self.model.state_dict(),
                "average": self.average,
                "labels": {f: getattr(self.labels, f) for f in self.labels.__slots__},
                "config": self.config,
                "epoch": epoch,
            },
            self.out / "checkpoint.pt",
        )


def padded(cuts: list[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Piece ids, features, first pieces of words (0: none), and what is no padding."""
    length = max(len(cut.ids) for cut in cuts)
    most = max(len(cut.heads) for cut in cuts)
    ids = np.zeros((len(cuts), length), dtype=np.int64)
    features = np.zeros((len(cuts), length, 3), dtype=np.int64)
    heads = np.zeros((len(cuts), most), dtype=np.int64)
    pad = np.zeros((len(cuts), length), dtype=bool)
    for i, cut in enumerate(cuts):
        ids[i, : len(cut.ids)] = cut.ids
        features[i, : len(cut.ids)] = cut.features
        heads[i, : len(cut.heads)] = cut.heads
        pad[i, : len(cut.ids)] = True
    return (torch.from_numpy(a) for a in (ids, features, heads, pad))  # type: ignore[return-value]


POINTERS = frozenset({"to_cue", "to_source", "head"})


def collected(batch: list[Cut], most: int) -> dict[str, Tensor]:
    """Targets of the words of each window; pointers count the window's words from 1, none is 0."""
    columns: dict[str, list[np.ndarray]] = defaultdict(list)
    for item, cut in batch:
        for key in item.targets.__slots__:
            value = getattr(item.targets, key)
            if key == "knows_norp":
                columns[key].append(np.array(value))
            elif value is None:
                columns[key].append(np.full(most, IGNORED))
            else:
                own = value[cut.first : cut.end].astype(np.int64)
                if key in POINTERS:
                    own = within(own, cut)
                columns[key].append(np.pad(own, (0, most - len(own)), constant_values=IGNORED))
    stacked = {key: np.stack(values) for key, values in columns.items()}
    return {
        key: torch.from_numpy(value)
        for key, value in stacked.items()
        if key == "knows_norp" or (value != IGNORED).any()
    }


def within(target: np.ndarray, cut: Window) -> np.ndarray:
    """Words of the text -> places in a window; what lies outside it is left out."""
    place = np.where(target == NONE, 0, target - cut.first + 1)
    outside = (target != NONE) & ((target < cut.first) | (target >= cut.end))
    return np.where((target == IGNORED) | outside, IGNORED, place)


def pad_scores(scores: Tensor, mask: Tensor) -> Tensor:
    """No word points to padding."""
    allowed = torch.cat([torch.ones_like(mask[:, :1]), mask], dim=1)
    return scores.float().masked_fill(~allowed[:, None], -1e4)


def cross(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy over the words that have a target."""
    return F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


if __name__ == "__main__":
    main()
