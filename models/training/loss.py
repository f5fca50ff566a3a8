"""The held-out loss: mean cross-entropy in nats per token, and the same in bits per byte of text."""

import math

import torch
import torch.nn.functional as F


@torch.no_grad()
def held_out_loss(model, ids, windows=None, context=None):
    """Nats per token over consecutive windows of `context` tokens, in float32; the first `windows` of them, or all."""
    model.eval()
    context = context or model.shape.context
    windows = windows or (len(ids) - 1) // context
    total = 0.0
    for start in range(0, windows * context, context):
        window = ids[start : start + context + 1]
        total += F.cross_entropy(model(window[None, :-1])[0], window[1:]).item()
    model.train()
    return total / windows


def bits_per_byte(nats_per_token, ids, texts):
    """Example: 3.5 nats a token, 4 bytes a token -> 3.5 / 4 / ln 2 = 1.262 bits per byte."""
    return nats_per_token * len(ids) / sum(len(text.encode()) for text in texts) / math.log(2)
