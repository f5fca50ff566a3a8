"""Writes card.md of a package: figures for the page and the tests, then prose and samples for people.

usage: card.py CORPUS CHECKPOINT PACKAGE NAME        the figures are for the weights as the package stores them
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F

from check import Package, compare, halved, is_half
from export import digest, load_model, weight_files
from loss import bits_per_byte, held_out_loss
from lstm import LstmShape
from prompts import PRIMER_PROMPTS, REFERENCE_PROMPTS
from resources import held_out_sample, primer_misses
from sample import sample
from stories import read_stories, split
from tokenizer import encode_all

OPENING = "Once upon a time"
TEMPERATURE, TOP_P, LENGTH = 0.8, 0.95, 80

CARD = """\
---
name: {name}
kind: {kind}
summary: {summary}
parameters: {parameters}
vocabulary_size: {vocabulary}
context_length: {context}
layers: {layers}
{inside}
width: {width}
weights: {weights}
licence: Apache-2.0
size_bytes: {size}
digest: {digest}
training_steps: {steps}
training_tokens: {tokens}
held_out_nats_per_token: {nats:.4f}
held_out_bits_per_byte: {bits:.4f}
sample_nats_per_token: {sample_nats:.6f}
primer_right: {right}
primer_prompts: {prompts}
---

# {name}

{about}

{description} of
{parameters:,} parameters over a byte-level BPE vocabulary of {vocabulary:,} tokens, with a context of {context}. It was trained
with `models/training` and is meant for watching a language model at work, not for writing.

## Data and licence

7.5 million tokens of stories, fables and children's novels that are in the public domain in the United States
(`models/training/README.md` lists every source), and a primer that `models/training/primer.py` generates: counting, days,
months, sums up to twenty, opposites, capitals and so on, which makes up a few percent of the training tokens. The weights are
under Apache-2.0, like the rest of the project.

## Loss

On stories that it never saw in training (61 of 2,460, {held_out_tokens:,} tokens, consecutive windows of {context}): **{nats:.4f} nats per
token, {bits:.4f} bits per byte**. {other_loss}
`sample_nats_per_token` above is the mean over all tokens of one held-out chapter, `heldout.txt` of the tests: the ids are
`<|endoftext|>` and the chapter, in windows of {context} predictions, of which the last is shorter.

{precision}

## Primer

For {right} of {prompts} prompts that the primer covers, the right token has rank 0.{misses}

## Ten samples

Seeds 1 to 10, without selection, continuing `{opening}`: {length} tokens, temperature {temperature}, top-p {top_p}, with the draws that the
playground derives from the seed and the step.

{samples}

## What it is bad at

{limits}
"""

DESCRIPTIONS = {
    "transformer": "It is a GPT-2-style transformer (pre-norm, learned positions, tanh GELU, the projection tied to the token table)",
    "lstm": "It is an LSTM (pre-norm layers on a residual stream, the projection tied to the token table)",
}

LIMITS = """\
Its sentences are mostly grammatical, but its stories go nowhere: people change their name, sex and number, and the model
forgets what happened two sentences ago. It knows hardly any facts beyond the primer, and not all of those. It cannot calculate
(even a sum from its training may come out wrong), does not follow instructions and does not answer questions. It splits modern
words, other languages, code and names that are not in old books into small pieces and continues them badly. Its picture of
people is that of books from before 1931. Beyond {context} tokens it sees nothing."""

LSTM_LIMITS = """\
The same things as `storyteller`, and one more: all that it knows about a text is {state:,} numbers, h and c of each layer,
which every token changes. A name from a few sentences ago soon disappears from them, and the model cannot look back. It does
not follow instructions, does not answer questions and cannot calculate. It splits modern words, other languages, code and names
that are not in old books into small pieces and continues them badly. Its picture of people is that of books from before 1931.
It could continue beyond {context} tokens, but it was not measured further, and the playground stops there, as it does for `storyteller`."""

EARLY_LIMITS = """\
Nearly everything, which is its purpose. It has words and pieces of sentences, but little grammar and no story, and it has not
yet learned most of the primer. Its picture of people is that of books from before 1931. Beyond {context}
tokens it sees nothing."""


def sample_loss(model, ids):
    """Nats per token of a whole text, in windows of the context's length, of which the last is shorter."""
    total, context = 0.0, model.shape.context
    with torch.no_grad():
        for start in range(0, len(ids) - 1, context):
            window = ids[start : start + context + 1]
            total += F.cross_entropy(model(window[None, :-1])[0], window[1:], reduction="sum").item()
    return total / (len(ids) - 1)


def quoted(text):
    """A text as a Markdown quotation."""
    return "\n".join("> " + line if line else ">" for line in text.splitlines())


def about(name, kind, steps):
    if name == "storyteller":
        return "Storyteller, a small language model trained on old stories", "Storyteller is the playground's own language model."
    if kind == "lstm":
        return (
            "Storyteller as an LSTM, with the same stories and tokens and no attention",
            "This model was trained on the same stories and tokens as `storyteller`, but it is a network of the kind that came before\n"
            "transformers: it carries one state from token to token and has no attention. The two have about the same size, so that you can\n"
            "compare them.",
        )
    return (
        f"Storyteller after {steps:,} steps of training",
        f"This is Storyteller early in its training, after {steps:,} steps of 3,072 tokens in a separate run from scratch, with the\n"
        "learning rate still close to its maximum. Its purpose is to show what a model has learned by then and what it has not.\n"
        "`storyteller` itself was trained for 22,130 steps.",
    )


def limits(name, shape):
    if name == "storyteller":
        return LIMITS.format(context=shape.context)
    if isinstance(shape, LstmShape):
        return LSTM_LIMITS.format(context=shape.context, state=2 * shape.layers * shape.cells)
    return EARLY_LIMITS.format(context=shape.context)


def main(corpus, checkpoint, package_folder, name):
    folder = Path(package_folder)
    model, package = load_model(checkpoint), Package(folder)
    state = torch.load(checkpoint)
    kind, shape, tokenizer = state.get("kind", "transformer"), model.shape, package.tokenizer
    held_out, _ = split(read_stories(corpus))
    held_out_ids = torch.tensor(encode_all(tokenizer, held_out))
    size = sum(len(text.encode()) for text in held_out)

    full = held_out_loss(model, held_out_ids)
    precision = "The weights are stored in 32 bits."
    if is_half(folder, model):
        difference, agreed = compare(package, model)
        model = halved(model)
        precision = (
            "The weights are stored in 16 bits and widened to 32 on loading. Compared with the 32-bit checkpoint, the largest difference in a\n"
            f"logit is {difference:.4f}, {agreed} of {len(REFERENCE_PROMPTS)} greedy texts are the same, and the checkpoint's loss is {full:.4f} nats per token."
        )
    difference, agreed = compare(package, model)
    precision += (
        f"\nONNX Runtime and PyTorch differ by at most {difference:.1e} in any logit on {len(REFERENCE_PROMPTS)} prompts and their\n"
        f"greedy continuations, {agreed} of which agree."
    )
    nats, other_loss = held_out_loss(model, held_out_ids), "Every window starts from an empty state."
    if kind == "transformer":
        nats_192 = held_out_loss(model, held_out_ids, context=192)
        bits_192 = bits_per_byte(nats_192, held_out_ids, size)
        other_loss = f"In windows of 192, as in the recipe that the training started with: {nats_192:.4f} nats, {bits_192:.4f} bits."
    misses = primer_misses(model, tokenizer)
    samples = []
    for seed in range(1, 11):
        ids = package.encode(OPENING)
        told = sample(model, ids, seed, LENGTH, TEMPERATURE, TOP_P)
        samples.append(f"Seed {seed}:\n\n{quoted(tokenizer.decode(ids + told))}")
    summary, introduction = about(name, kind, state["step"])

    card = CARD.format(
        name=name,
        kind=kind,
        summary=summary,
        about=introduction,
        description=DESCRIPTIONS[kind],
        parameters=sum(weight.numel() for weight in model.parameters()),
        vocabulary=shape.vocabulary,
        context=shape.context,
        layers=shape.layers,
        inside=f"heads: {shape.heads}" if kind == "transformer" else f"cells: {shape.cells}",
        width=shape.width,
        weights="float16" if is_half(folder, model) else "float32",
        size=sum(path.stat().st_size for path in weight_files(folder)),
        digest=digest(folder),
        steps=state["step"],
        tokens=state["tokens"],
        held_out_tokens=len(held_out_ids),
        nats=nats,
        bits=bits_per_byte(nats, held_out_ids, size),
        other_loss=other_loss,
        sample_nats=sample_loss(model, torch.tensor(encode_all(tokenizer, [held_out_sample(corpus)]))),
        precision=precision,
        right=len(PRIMER_PROMPTS) - len(misses),
        prompts=len(PRIMER_PROMPTS),
        misses="".join(f"\n- `{prompt}` should continue with `{answer}`, but continues with `{found}`" for prompt, answer, found in misses[:12]),
        opening=OPENING,
        length=LENGTH,
        temperature=TEMPERATURE,
        top_p=TOP_P,
        samples="\n\n".join(samples),
        limits=limits(name, shape),
    )
    (folder / "card.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
