"""Writes card.md of a package: figures for the page and the tests, then prose and samples for people.

usage: card.py CORPUS CHECKPOINT PACKAGE NAME FINAL_STEP [REMARK]

The figures are for the weights as the package stores them. FINAL_STEP is the number of steps of the whole training run, of which
an early checkpoint is a part. REMARK is a sentence for the card by somebody who read the samples: how many make sense.
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F

import storyworld
from check import Package, compare, halved, is_half
from export import digest, load_model, weight_files
from judge import LENGTH, OPENING, PROBES, probed, recited, samples
from loss import bits_per_byte, held_out_loss
from lstm import LstmShape
from prompts import PRIMER_PROMPTS, REFERENCE_PROMPTS
from resources import held_out_sample, primer_misses
from stories import read_stories, split
from tokenizer import encode_all

KNOWN = 40_000  # training stories in which the samples' sentences are looked for
WORLD = 600  # held-out stories of the story world

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
world_nats_per_token: {world_nats:.4f}
sample_nats_per_token: {sample_nats:.6f}
primer_right: {right}
primer_prompts: {prompts}
---

# {name}

{about}

{description} of
{parameters:,} parameters over a byte-level BPE vocabulary of {vocabulary:,} tokens, with a context of {context}. It was trained
with `models/training` and is meant for watching a language model at work, not for writing.

## What it has read

Three kinds of text, and nothing else:

- **Stories of a program**, {world:.0%} of what it read. `models/training/storyworld.py` keeps track of a small world (who is there, who has
  what, which colour it has, where it is) and tells what happens in it.{minis} The wordings were written for this project.
- **Old stories**, {old:.0%}: fables, fairy tales and children's novels that are in the public domain in the United States
  (`models/training/README.md` lists every source).
- **A primer**, {primer:.0%}, which `models/training/primer.py` writes: counting, days, months, sums up to twenty, opposites, capitals and
  so on, each in several wordings.

What follows from that: its stories are short, and they are about children and animals with balls, kites and baskets, because
those are what the program writes about. After an old-fashioned beginning it continues in old-fashioned English. Of the world it
knows what the primer says. Every text it read began with `<|endoftext|>`, and the tokenizer puts that token in front of every
prompt, too. The weights are under Apache-2.0, like the rest of the project.

## Loss

On old stories that it never saw in training (61 of 2,460, {held_out_tokens:,} tokens, consecutive windows of {context}): **{nats:.4f} nats per
token, {bits:.4f} bits per byte**. On {world_stories} held-out stories of the program: **{world_nats:.4f} nats per token**.
`sample_nats_per_token` above is the mean over all tokens of one held-out chapter, `heldout.txt` of the tests: the ids are
`<|endoftext|>` and the chapter, in windows of {context} predictions, of which the last is shorter.

{precision}

## What it keeps track of

Short texts that have only one sensible next word (who has what, which colour, where it is, who is speaking, what follows):
in greedy decoding it gets {probes_right} of the {probes} of `probes.tsv` right, which somebody wrote who had not seen the program, and
{draft_right} of the {draft} of `draft_probes.tsv`.

For {right} of {prompts} prompts of the primer, the right token has rank 0.{misses}

## Twenty samples

Seeds 1 to 20, without selection, continuing `{opening}`: {length} tokens, temperature 0.8, top-p 0.95, with the draws that the
playground derives from the seed and the step. {verbatim} of their {whole} whole sentences of five words or more occur word for word in
{known:,} of the program's stories.{remark}

{samples}

## What it is bad at

{limits}
"""

DESCRIPTIONS = {
    "transformer": "It is a GPT-2-style transformer (pre-norm, learned positions, tanh GELU, the projection tied to the token table)",
    "lstm": "It is an LSTM (pre-norm layers on a residual stream, the projection tied to the token table)",
}

MINIS = """
  In the last part of the training, nearly half of these texts were minis, two to four sentences whose last word only those know
  who kept track, and at least a quarter were tales, whole stories in which all that can vary is drawn."""

EARLY = """
  This model read an early version of them. The held-out stories below are from today's program, so the loss on them says less."""

LIMITS = """\
It still mixes up who has what when a text names three people, or when much happens in between, and its stories may stop making
sense after a few sentences. It knows hardly any facts beyond the primer. It cannot calculate (even a sum from its training may
come out wrong), does not follow instructions and does not answer questions. It splits modern words, other languages, code
and rare names into small pieces and continues them badly. Its old stories picture people as books did before 1931. Beyond
{context} tokens it sees nothing."""

LSTM_LIMITS = """\
The same things as `storyteller`, and one more: all that it knows about a text is {state:,} numbers, h and c of each layer,
which every token changes, and it cannot look back. So it forgets sooner who has what. It could continue beyond {context} tokens, but
it was not measured further, and the playground stops there, as it does for `storyteller`."""

EARLY_LIMITS = """\
Nearly everything, which is its purpose: it shows what a model has learned by then and what it has not. Beyond {context} tokens it
sees nothing."""


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


def about(name, kind, steps, final_step):
    if name == "storyteller":
        return "Storyteller, a small language model trained on short stories", "Storyteller is the playground's own language model."
    if kind == "lstm":
        return (
            "Storyteller as an LSTM, with the same stories and tokens and no attention",
            "This model was trained on the same stories and tokens as `storyteller`, but it is a network of the kind that came before\n"
            "transformers: it carries one state from token to token and has no attention. The two have about the same size, so that you can\n"
            "compare them.",
        )
    return (
        f"Storyteller after {steps / final_step:.0%} of its training",
        f"This is Storyteller early in its training: the same run, which began with random weights, after {steps:,} of its {final_step:,} steps\n"
        f"({steps / final_step:.0%}), long before the learning rate fell.",
    )


def is_early(name, kind):
    """Whether the package is the transformer early in its training."""
    return kind == "transformer" and name != "storyteller"


def limits(name, shape):
    if name == "storyteller":
        return LIMITS.format(context=shape.context)
    if isinstance(shape, LstmShape):
        return LSTM_LIMITS.format(context=shape.context, state=2 * shape.layers * shape.cells)
    return EARLY_LIMITS.format(context=shape.context)


def main(corpus, checkpoint, package_folder, name, final_step, remark=""):
    folder = Path(package_folder)
    model, package = load_model(checkpoint), Package(folder)
    state = torch.load(checkpoint)
    kind, shape, tokenizer = state["kind"], model.shape, package.tokenizer
    held_out, _ = split(read_stories(corpus))
    held_out_ids = torch.tensor(encode_all(tokenizer, held_out))
    world_ids = torch.tensor(encode_all(tokenizer, storyworld.stories(WORLD, storyworld.HELD_OUT_SEEDS)))

    precision = "The weights are stored in 32 bits."
    if is_half(folder, model):
        full = held_out_loss(model, held_out_ids)
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
    nats = held_out_loss(model, held_out_ids)
    misses = primer_misses(model, tokenizer)
    texts = samples(model, tokenizer)
    whole, verbatim = recited(texts, KNOWN)
    probes, draft = (probed(model, tokenizer, file) for file in PROBES)
    summary, introduction = about(name, kind, state["step"], int(final_step))

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
        **state["shares"],
        minis=EARLY if is_early(name, kind) else MINIS,
        held_out_tokens=len(held_out_ids),
        nats=nats,
        bits=bits_per_byte(nats, held_out_ids, sum(len(text.encode()) for text in held_out)),
        world_stories=WORLD,
        world_nats=held_out_loss(model, world_ids),
        sample_nats=sample_loss(model, torch.tensor(encode_all(tokenizer, [held_out_sample(corpus)]))),
        precision=precision,
        probes_right=sum(right for *_, right, _ in probes),
        probes=len(probes),
        draft_right=sum(right for *_, right, _ in draft),
        draft=len(draft),
        right=len(PRIMER_PROMPTS) - len(misses),
        prompts=len(PRIMER_PROMPTS),
        misses="".join(f"\n- `{prompt}` should continue with `{answer}`, but continues with `{found}`" for prompt, answer, found in misses[:12]),
        opening=OPENING,
        length=LENGTH,
        whole=whole,
        verbatim=verbatim,
        known=KNOWN,
        remark=" " + remark if remark else "",
        samples="\n\n".join(f"Seed {seed}:\n\n{quoted(text)}" for seed, text in enumerate(texts, 1)),
        limits=limits(name, shape),
    )
    (folder / "card.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
