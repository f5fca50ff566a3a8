"""The held-out loss: mean cross-entropy in nats per token, and the same in bits per byte of text."""

import math

import torch
import torch.nn.functional as F


@torch.no_grad()
def held_out_loss(model, ids, windows=None, context=None, batch=16):
    """Nats per token over consecutive windows of `context` tokens, in float32; the first `windows` of them, or all.

    Each window is read on its own, `batch` of them at a time.
    """
    model.eval()
    context = context or model.shape.context
    windows = windows or (len(ids) - 1) // context
    total = 0.0
    for first in range(0, windows, batch):
        starts = torch.arange(first, min(first + batch, windows)) * context
        read = ids[starts[:, None] + torch.arange(context + 1)]
        total += F.cross_entropy(model(read[:, :-1]).flatten(0, 1), read[:, 1:].flatten(), reduction="sum").item()
    model.train()
    return total / (windows * context)


def bits_per_byte(nats_per_token, ids, size):
    """`size`: bytes of the texts. Example: 3.5 nats a token, 4 bytes a token -> 3.5 / 4 / ln 2 = 1.262 bits per byte."""
    return nats_per_token * len(ids) / size / math.log(2)
