"""Train one reader on what several say together: `python -m training.together --teachers A B …`.

Readers that were trained alike but for the seed differ where they are unsure; their mean is better
than each, and one reader of their size can learn most of it (Hinton et al. 2015). The pupil begins
as the first teacher. Where people marked a text it learns from both; what a corpus does not mark,
it learns from the teachers alone, so that every corpus speaks to every head. In its last epochs
it is trained as the bytes that ship.
"""

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from training import crf
from training.labels import Labels
from training.network import Reader, Shape, gathered, pretrained, train_as_bytes
from training.shipped import saved
from training.train import (
    Config,
    Cut,
    Read,
    Trainer,
    add_options,
    configured,
    pad_scores,
    texts,
)

PLAIN = ("entity", "timex", "event", "upos")
"""Heads that say one label of each word."""


@dataclass(frozen=True, slots=True)
class Said:
    """What teachers hold of a batch, on the mean: probabilities."""

    begun: Tensor
    """Of the first role of each window: shape [batch, roles]."""
    stepped: Tensor
    """Of each step from role to role: shape [batch, words - 1, roles, roles]."""
    shares: dict[str, Tensor]
    """Of the labels of each other head, of what each word points to."""

    def roles(self) -> Tensor:
        """Of each word's role: shape [batch, words, roles]."""
        return torch.cat([self.begun[:, None], self.stepped.sum(2)], dim=1)


def main() -> None:
    """Read teachers and texts, train the pupil, leave checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True, help="checkpoints")
    options = parser.parse_args()
    config = configured(options)
    label_sets, prepared = texts(options)
    shape = Shape(layers=config["model"]["layers"])
    table, _ = pretrained(options.weights, shape)
    models = []
    for path in [options.teachers[0], *options.teachers]:
        _, encoder = pretrained(options.weights, shape)
        model = Reader(encoder, shape.width, label_sets)
        model.load_state_dict(saved(path)["average"])
        models.append(model.to(options.device))
    pupil, *teachers = models
    how = tomllib.loads(Path(__file__).with_name("pupil.toml").read_text())
    own = config | {"training": config["training"] | how}
    trainer = Pupil(pupil, teachers, table.to(options.device), label_sets, own, options.out)
    trainer.run(prepared)


class Pupil(Trainer):
    """The training of one reader by several."""

    def __init__(
        self,
        model: Reader,
        teachers: Sequence[Reader],
        table: Tensor,
        label_sets: Labels,
        config: Config,
        out: Path,
    ) -> None:
        super().__init__(model, table, label_sets, config, out)
        self.teachers = [teacher.eval().requires_grad_(False) for teacher in teachers]
        contents = torch.tensor([name.endswith("-content") for name in label_sets.role])
        cues = torch.tensor([name.endswith("-cue") for name in label_sets.role])
        self.points = {"to_cue": contents.to(self.device), "to_source": cues.to(self.device)}

    def begin(self, epoch: int) -> None:
        """From some epoch on the pupil is trained as bytes."""
        training = self.config["training"]
        if epoch == training["epochs"] - training["epochs_as_bytes"]:
            train_as_bytes(self.model)

    def losses(self, batch: list[Cut]) -> dict[str, Tensor]:
        """Of each head: what people marked and what the teachers say, where there is both."""
        read = self.read(self.model, batch)
        targets = self.targets(batch, read.mask.shape[1])
        above = self.above(targets)
        by_people = self.head_losses(read, targets)
        by_teachers = self.against(read, self.asked(batch, above), above)
        share = self.config["training"]["people"]
        both = {
            key: share * by_people[key] + (1 - share) * value if key in by_people else value
            for key, value in by_teachers.items()
        }
        return {key: value for key, value in by_people.items() if key not in both} | both

    @staticmethod
    def above(targets: dict[str, Tensor]) -> Tensor | None:
        """The head of each word, where people said it: teachers and pupil name its relation."""
        return targets["head"].clamp(min=0) if "head" in targets else None

    def asked(self, batch: list[Cut], above: Tensor | None) -> Said:
        """The mean of what the teachers hold."""
        with torch.no_grad():
            every = [self.said(teacher, batch, above) for teacher in self.teachers]
        count = len(every)
        return Said(
            sum((each.begun for each in every), torch.zeros(())) / count,
            sum((each.stepped for each in every), torch.zeros(())) / count,
            {
                key: sum((each.shares[key] for each in every), torch.zeros(())) / count
                for key in every[0].shares
            },
        )

    def said(self, teacher: Reader, batch: list[Cut], above: Tensor | None) -> Said:
        """What one teacher holds."""
        read = self.read(teacher, batch)
        scores = teacher.roles(read.words, read.mask)
        logs = self.logs(teacher, read, above)
        return Said(
            *crf.marginals(*crf.steps(scores, self.transition(teacher), read.mask)),
            {key: value.exp() for key, value in logs.items()},
        )

    @staticmethod
    def logs(model: Reader, read: Read, above: Tensor | None) -> dict[str, Tensor]:
        """The log probabilities of all heads but roles."""
        words, with_none = read.words, read.with_none
        scores = {key: getattr(model, key)(words) for key in PLAIN}
        for key in ("to_cue", "to_source"):
            scores[key] = pad_scores(getattr(model, key)(words, with_none), read.mask)
        scores["head"] = pad_scores(model.syntax.arcs(words, with_none), read.mask)
        if above is not None:
            scores["relation"] = model.syntax.relations(words, gathered(with_none, above))
        logs = {key: F.log_softmax(value.float(), dim=-1) for key, value in scores.items()}
        logs["first_role"] = F.log_softmax(model.role(words).float(), dim=-1)
        return logs

    def against(self, read: Read, said: Said, above: Tensor | None) -> dict[str, Tensor]:
        """How far the pupil is from what the teachers say."""
        model, count = self.model, read.mask.sum()
        first, onward = crf.steps(
            model.roles(read.words, read.mask), self.transition(model), read.mask
        )
        agreed = (said.begun * first).sum(-1) + (said.stepped * onward).sum((1, 2, 3))
        losses = {"role": (crf.log_partition(first, onward) - agreed).sum() / count}
        roles = said.roles()
        shares = said.shares | {"first_role": roles}
        for key, logs in self.logs(model, read, above).items():
            weight = read.mask.float()
            if key in self.points:
                weight = weight * roles[..., self.points[key]].sum(-1)
            apart = -(shares[key] * logs).sum(-1)
            losses[key] = (apart * weight).sum() / weight.sum().clamp(min=1.0)
        return losses


if __name__ == "__main__":
    main()
