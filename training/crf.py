"""A linear-chain CRF over the words of a window (Lafferty et al. 2001)."""

import torch
from torch import Tensor


def forbidden(labels: tuple[str, ...]) -> Tensor:
    """Which BIOES label cannot follow which: shape [labels, labels], from row to column."""
    result = torch.zeros(len(labels), len(labels), dtype=torch.bool)
    for i, a in enumerate(labels):
        for j, b in enumerate(labels):
            inside = a[:2] in ("B-", "I-")
            goes_on = b[:2] in ("I-", "E-")
            result[i, j] = inside != goes_on or (inside and a[2:] != b[2:])
    return result


def negative_log_likelihood(
    emissions: Tensor, transition: Tensor, gold: Tensor, mask: Tensor
) -> Tensor:
    """Of each window's labels: shapes [batch, words, labels], [labels, labels], [batch, words].

    Words where the mask is false are padding at the end.
    """
    emissions = emissions.float()
    length = gold.shape[1]
    score = emissions.gather(2, gold[..., None]).squeeze(2)
    steps = transition[gold[:, :-1], gold[:, 1:]]
    path = (score * mask).sum(1) + (steps * mask[:, 1:]).sum(1)
    alpha = emissions[:, 0]
    for t in range(1, length):
        after = torch.logsumexp(alpha[:, :, None] + transition, dim=1) + emissions[:, t]
        alpha = torch.where(mask[:, t, None], after, alpha)
    return torch.logsumexp(alpha, dim=1) - path
