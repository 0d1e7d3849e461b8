"""A linear-chain CRF over the words of a window (Lafferty et al. 2001).

Sums over all paths are taken pair by pair of steps, as a tree: eight large sums for a window, where
word by word it takes two hundred small ones, each a call to an accelerator.
"""

import torch
from torch import Tensor

_NEVER = -1e4


def forbidden(labels: tuple[str, ...]) -> Tensor:
    """Which BIOES label cannot follow which: shape [labels, labels], from row to column."""
    result = torch.zeros(len(labels), len(labels), dtype=torch.bool)
    for i, a in enumerate(labels):
        for j, b in enumerate(labels):
            inside = a[:2] in ("B-", "I-")
            goes_on = b[:2] in ("I-", "E-")
            result[i, j] = inside != goes_on or (inside and a[2:] != b[2:])
    return result


def steps(emissions: Tensor, transition: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of each window's first label, and of each further step from label to label.

    Shapes [batch, labels] and [batch, words - 1, labels, labels]. Words where the mask is false
    are padding at the end: a step onto them costs nothing and changes nothing.
    """
    emissions = emissions.float()
    onward = transition + emissions[:, 1:, None, :]
    count = transition.shape[0]
    stay = torch.full_like(transition, _NEVER).masked_fill(
        torch.eye(count, dtype=torch.bool, device=transition.device), 0.0
    )
    return emissions[:, 0], torch.where(mask[:, 1:, None, None], onward, stay)


def log_partition(first: Tensor, onward: Tensor) -> Tensor:
    """The log of the sum over all paths, of each window."""
    while onward.shape[1] > 1:
        even = onward.shape[1] // 2 * 2
        left, right = onward[:, 0:even:2], onward[:, 1:even:2]
        joined = torch.logsumexp(left[..., None] + right[..., None, :, :], dim=-2)
        onward = torch.cat([joined, onward[:, even:]], dim=1)
    if onward.shape[1]:
        first = torch.logsumexp(first[:, :, None] + onward[:, 0], dim=1)
    return torch.logsumexp(first, dim=-1)


def marginals(first: Tensor, onward: Tensor) -> tuple[Tensor, Tensor]:
    """How probable each first label and each step is, in the shapes of `steps`.

    They are the gradients of the log partition (Wainwright and Jordan 2008).
    """
    with torch.enable_grad():
        first, onward = first.detach().requires_grad_(), onward.detach().requires_grad_()
        total = log_partition(first, onward).sum()
        begun, stepped = torch.autograd.grad(total, (first, onward))
    return begun, stepped


def negative_log_likelihood(
    emissions: Tensor, transition: Tensor, gold: Tensor, mask: Tensor
) -> Tensor:
    """Of each window's labels: shapes [batch, words, labels], [labels, labels], [batch, words].

    Words where the mask is false are padding at the end.
    """
    emissions = emissions.float()
    score = emissions.gather(2, gold[..., None]).squeeze(2)
    between = transition[gold[:, :-1], gold[:, 1:]]
    path = (score * mask).sum(1) + (between * mask[:, 1:]).sum(1)
    return log_partition(*steps(emissions, transition, mask)) - path
