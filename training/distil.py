"""Train the fast reader from the big one: `python -m training.distil --data … --reader … --out …`.

The big reader (the component that ships) says for each word how likely each role is, and where it
points; the small one learns to say the same (Hinton et al. 2015), on the articles whose
attributions people marked and on others besides. Where people marked them, it learns from both.
"""

import argparse
import json
import random
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.extraction.attribution_decoding import marginals, paragraph_spans
from onrecord.extraction.encoder import Encoder, Heads
from onrecord.extraction.encoder_input import Words
from onrecord.extraction.encoder_spans import Chain
from training import crf
from training.corpora import Example, rows
from training.examples import IGNORED, NONE, paragraphs, prepare
from training.fast_network import FastReader
from training.labels import Labels
from training.train import POINTERS, Config, cross, pad_scores, read_corpora

LONGEST = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A text's words, and what is to be said of them; pointers are words of the text."""

    words: Words
    vocabulary: np.ndarray
    """Each word's row in the table of word vectors."""
    role: np.ndarray
    """Shape [words, labels]: probabilities."""
    path: np.ndarray
    """Shape [words]: labels; people's where they marked any."""
    to_cue: np.ndarray
    to_source: np.ndarray
    entity: np.ndarray
    timex: np.ndarray
    by_people: bool


def main() -> None:
    """Teach, train, leave a checkpoint after each epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True, help="the big reader's component")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("distil.toml"))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    config = tomllib.loads(options.config.read_text())
    torch.manual_seed(config["seed"])
    options.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(lambda name: (options.reader / name).read_bytes())
    label_sets = Labels(**encoder.labels)
    vocabulary = Vocabulary(encoder)
    taught = []
    for name, example in texts(options.data, config["shares"], random.Random(config["seed"])):
        taught.append(teach(example, encoder, label_sets, vocabulary))
        if len(taught) % 200 == 0:
            print(json.dumps({"taught": len(taught), "from": name}), flush=True)
    table = torch.from_numpy(vocabulary.table())
    model = FastReader(label_sets)
    train(model, table, taught, label_sets, config, options.out)


def texts(
    data: Path, shares: dict[str, float], chance: random.Random
) -> Iterator[tuple[str, Example]]:
    """The training texts of the big reader, and White House briefings (public domain)."""
    corpora = read_corpora(data)
    corpora["briefings"] = [
        Example(id=row["id"], text=row["text"])
        for row in rows(data / "transcripts" / "white_house_briefings.jsonl.gz")
    ]
    for name, share in shares.items():
        items = corpora[name]
        for example in chance.sample(items, round(share * len(items))):
            yield name, example


class Vocabulary:
    """The distinct words seen, by their word pieces, and the mean vector of each."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[tuple[int, ...], int] = {}

    def rows(self, words: Words) -> np.ndarray:
        """The row of each word."""
        return np.array([self._rows.setdefault(p, len(self._rows)) for p in words.pieces])

    def table(self) -> np.ndarray:
        """Shape [distinct words, width]."""
        return np.stack([self._encoder.word_vector(pieces) for pieces in self._rows])


def teach(example: Example, encoder: Encoder, label_sets: Labels, vocabulary: Vocabulary) -> Taught:
    """What the big reader says of a text, and people where they said something."""
    heads = encoder.read(example.text, paragraphs(example.text))
    words = heads.words
    role = marginals(encoder.roles, heads.role, words.paragraph)
    path = best_path(encoder.roles, heads)
    to_cue, to_source = (pointed(heads, name) for name in ("to_cue", "to_source"))
    if example.attributions is not None:
        marked = prepare(example, encoder.pieces, label_sets).targets
        assert marked.role is not None
        assert marked.to_cue is not None
        assert marked.to_source is not None
        path, to_cue, to_source = marked.role, marked.to_cue, marked.to_source
    else:
        kinds = np.array([label.partition("-")[2] for label in label_sets.role])[path]
        to_cue = np.where(kinds == "content", to_cue, IGNORED)
        to_source = np.where(kinds == "cue", to_source, IGNORED)
    return Taught(
        words=words,
        vocabulary=vocabulary.rows(words),
        role=role,
        path=path,
        to_cue=to_cue,
        to_source=to_source,
        entity=heads.entity.argmax(axis=1),
        timex=heads.timex.argmax(axis=1),
        by_people=example.attributions is not None,
    )


def best_path(chain: Chain, heads: Heads) -> np.ndarray:
    """The label of each word on the best path through its paragraph."""
    path = np.zeros(len(heads.words), dtype=np.int64)
    places = {label: i for i, label in enumerate(chain.labels)}
    for span in paragraph_spans(chain, heads.role, heads.words.paragraph):
        path[span.first + 1 : span.last] = places[f"I-{span.kind}"]
        path[span.first], path[span.last] = places[f"B-{span.kind}"], places[f"E-{span.kind}"]
        if span.first == span.last:
            path[span.first] = places[f"S-{span.kind}"]
    return path


def pointed(heads: Heads, name: str) -> np.ndarray:
    """The word of the text that each word points to; -1 for none."""
    parts = [np.zeros(0, dtype=np.int64)]
    for view in heads.views:
        best = getattr(view, name).argmax(axis=1)
        parts.append(np.where(best == 0, NONE, best - 1 + view.first))
    return np.concatenate(parts)


def train(
    model: FastReader,
    table: Tensor,
    taught: list[Taught],
    label_sets: Labels,
    config: Config,
    out: Path,
) -> None:
    """All epochs, with a running average of the weights."""
    chance = random.Random(config["seed"])
    epochs = [batches(taught, config["batch_words"], chance) for _ in range(config["epochs"])]
    total = sum(map(len, epochs))
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=config["learning_rate"], weight_decay=config["weight_decay"]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 200, max(0.0, (total - s) / total))
    )
    average = {name: p.detach().clone() for name, p in model.named_parameters()}
    running: dict[str, float] = {}
    started, step = time.time(), 0
    for number, epoch in enumerate(epochs):
        for batch in epoch:
            model.train()
            losses = losses_of(model, table, batch, label_sets, config)
            loss = sum(config["losses"][key] * value for key, value in losses.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            for key, value in losses.items():
                running[key] = 0.98 * running.get(key, float(value.detach())) + 0.02 * float(
                    value.detach()
                )
            with torch.no_grad():
                for key, parameter in model.named_parameters():
                    average[key].lerp_(parameter, 1 - config["average"])
            if step % 100 == 0:
                line = {
                    "step": step,
                    "of": total,
                    "minutes": round((time.time() - started) / 60, 1),
                }
                print(json.dumps(line | {k: round(v, 4) for k, v in running.items()}), flush=True)
        labels = {name: getattr(label_sets, name) for name in label_sets.__slots__}
        saved = {"average": average, "labels": labels, "epoch": number, "config": config}
        torch.save(saved, out / "checkpoint.pt")


Cut = tuple[Taught, int, int]


def batches(taught: list[Taught], size: int, chance: random.Random) -> list[list[Cut]]:
    """Windows of paragraphs, cut at other places in each epoch, those about as long together."""
    cuts: list[Cut] = []
    for item in taught:
        first, room = 0, chance.randint(LONGEST // 3, LONGEST)
        while first < len(item.words):
            end = min(first + room, len(item.words))
            if end < len(item.words):
                border = int(np.searchsorted(item.words.paragraph, item.words.paragraph[end]))
                end = border if border > first + room // 2 else end
            cuts.append((item, first, end))
            first, room = end, LONGEST
    cuts.sort(key=lambda cut: cut[2] - cut[1] + chance.random() * 16)
    result: list[list[Cut]] = [[]]
    for cut in cuts:
        if result[-1] and (cut[2] - cut[1]) * (len(result[-1]) + 1) > size:
            result.append([])
        result[-1].append(cut)
    chance.shuffle(result)
    return result


def losses_of(
    model: FastReader, table: Tensor, batch: list[Cut], label_sets: Labels, config: Config
) -> dict[str, Tensor]:
    """The losses of one batch."""
    most = max(end - first for _, first, end in batch)
    mask = torch.tensor([[i < end - first for i in range(most)] for _, first, end in batch])
    ids = stacked(batch, most, "vocabulary", 0)
    vectors = table[ids] * (torch.rand(ids.shape) >= config["masked"])[..., None]
    features = torch.from_numpy(
        np.stack(
            [np.pad(item.words.features[a:b], ((0, most - b + a), (0, 0))) for item, a, b in batch]
        )
    )
    x = F.dropout(model(vectors, features, config["dropout"]), config["dropout"])
    with_none = model.with_none(x)
    scores = model.role(x)
    wanted = torch.from_numpy(
        np.stack([np.pad(i.role[a:b], ((0, most - b + a), (0, 0))) for i, a, b in batch])
    )
    soft = -(wanted * F.log_softmax(scores.float(), dim=-1)).sum(-1)[mask].mean()
    transition = model.transition.masked_fill(crf.forbidden(label_sets.role), -1e4)
    path = stacked(batch, most, "path", 0).clamp(min=0)
    losses = {
        "path": crf.negative_log_likelihood(scores, transition, path, mask).sum() / mask.sum(),
        "soft": soft,
    }
    for key in ("to_cue", "to_source"):
        target = stacked(batch, most, key, IGNORED)
        if (target != IGNORED).any():
            losses[key] = cross(pad_scores(getattr(model, key)(x, with_none), mask), target)
    for key in ("entity", "timex"):
        losses[key] = cross(getattr(model, key)(x), stacked(batch, most, key, IGNORED))
    return losses


def stacked(batch: list[Cut], most: int, key: str, fill: int) -> Tensor:
    """Targets of windows [batch, words]; pointers count the window's words from 1, none is 0."""
    parts = []
    for item, first, end in batch:
        own = getattr(item, key)[first:end].astype(np.int64)
        if key in POINTERS:
            place = np.where(own == NONE, 0, own - first + 1)
            outside = (own != NONE) & ((own < first) | (own >= end))
            own = np.where((own == IGNORED) | outside, IGNORED, place)
        parts.append(np.pad(own, (0, most - len(own)), constant_values=fill))
    return torch.from_numpy(np.stack(parts))


if __name__ == "__main__":
    main()
