"""Sampling: text from a model, with temperature and top-p and the draws that Logit Lab makes from a seed and a step."""

import torch

from tokenizer import END_OF_TEXT

MASK = 2**64 - 1


def draw(seed, step):
    """A number in [0, 1) that depends only on seed and step: splitmix64's finaliser of a counter, its upper 53 bits.

    Example: draw(42, 0) -> 0.7415648787718233
    """
    z = (seed + (step + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) * 2.0**-53


def choose(logits, u, temperature, top_p):
    """The id that the draw u falls on: candidates by falling logit (ties: the lower id), the head of at least top_p kept."""
    ranked, ids = torch.sort(logits.double() / temperature, descending=True, stable=True)
    cumulative = torch.softmax(ranked, 0).cumsum(0)
    kept = min(int((cumulative < top_p).sum()) + 1, len(ids))
    cumulative = cumulative[:kept] / cumulative[kept - 1]
    return int(ids[min(int((cumulative <= u).sum()), kept - 1)])


@torch.no_grad()
def sample(model, ids, seed, count, temperature=0.8, top_p=0.95):
    """Up to `count` ids after the given ones; stops at <|endoftext|> or when the context is full."""
    model.eval()
    ids = list(ids) or [END_OF_TEXT]
    chosen = []
    while len(chosen) < count and len(ids) < model.shape.context:
        chosen.append(choose(model(torch.tensor([ids]))[0, -1], draw(seed, len(chosen)), temperature, top_p))
        if chosen[-1] == END_OF_TEXT:
            break
        ids.append(chosen[-1])
    model.train()
    return chosen
