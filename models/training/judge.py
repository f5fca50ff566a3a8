"""Judges a model by what it writes: samples, how much of them it recites, and what it keeps track of.

Prints twenty unselected samples, the share of their sentences that occur word for word in the training stories, the probes of
consistency (probes.tsv, written by someone who had not seen the generator, and draft_probes.tsv), the primer's prompts, the
entropy after some prompts, and the held-out losses.

usage: judge.py CORPUS CHECKPOINT TOKENIZER_JSON [--known 40000]
"""

import argparse
from pathlib import Path

import torch

import storyworld
from export import load_model
from loss import bits_per_byte, held_out_loss
from prompts import PRIMER_PROMPTS
from resources import primer_misses
from sample import sample
from stories import read_stories, split
from tokenizer import encode_all, load

OPENING, SEEDS, LENGTH = "Once upon a time", range(1, 21), 80
PROBES = ["probes.tsv", "draft_probes.tsv"]
SPREAD = ["Once upon a time there was a", "Once upon a time there was a little", "Once upon a time", "One day", "The sky is", "Thursday, Friday,", "Tom had a"]


def read_probes(path):
    """The probes of a file: (kind, prompt, answer)."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@torch.no_grad()
def probabilities(model, tokenizer, prompt):
    """The model's probabilities for the token after the prompt, [vocabulary]."""
    return torch.softmax(model(torch.tensor([tokenizer.encode(prompt).ids]))[0, -1].double(), 0)


def goes_on_with(model, tokenizer, prompt, answer):
    """Whether greedy decoding writes the answer, and what it writes instead: as many tokens as the answer has."""
    ids, wanted = tokenizer.encode(prompt).ids, tokenizer.encode(prompt + answer).ids
    wanted = wanted[len(ids) :]
    chosen = []
    with torch.no_grad():
        for _ in wanted:
            chosen.append(int(model(torch.tensor([ids + chosen]))[0, -1].argmax()))
    return chosen == wanted, tokenizer.decode(chosen)


def probed(model, tokenizer, name):
    """The probes of a file, each with whether greedy decoding gets it right and what it writes instead."""
    return [(*probe, *goes_on_with(model, tokenizer, *probe[1:])) for probe in read_probes(Path(__file__).with_name(name))]


def samples(model, tokenizer):
    """One text for each seed, opening included."""
    ids = tokenizer.encode(OPENING).ids
    return [tokenizer.decode(ids + sample(model, ids, seed, LENGTH)) for seed in SEEDS]


def recited(texts, known):
    """The whole sentences of five words or more in the texts, and how many of them occur word for word in `known` training stories."""
    seen = {sentence for text in storyworld.stories(known) for sentence in storyworld.sentences(text)}
    found = [s for text in texts for s in storyworld.sentences(text)[:-1] if len(s.split()) >= 5]
    return len(found), sum(sentence in seen for sentence in found)


def entropy(distribution):
    """In nats: -sum p ln p."""
    return float(-(distribution * distribution.clamp_min(1e-300).log()).sum())


def judge(model, tokenizer, corpus, known):
    texts = samples(model, tokenizer)
    for seed, text in zip(SEEDS, texts):
        yield f"[{seed}] {text}\n"
    whole, verbatim = recited(texts, known)
    yield f"{verbatim} of {whole} whole sentences of five words or more occur word for word in {known} training stories"
    for name in PROBES:
        results = probed(model, tokenizer, name)
        yield f"\n{name}: {sum(right for *_, right, _ in results)} of {len(results)} right"
        for kind in dict.fromkeys(kind for kind, *_ in results):
            of_kind = [right for one, _, _, right, _ in results if one == kind]
            yield f"  {kind}: {sum(of_kind)} of {len(of_kind)}"
        yield from (f"  not {answer!r} but {written!r}: {prompt}" for _, prompt, answer, right, written in results if not right)
    misses = primer_misses(model, tokenizer)
    yield f"\nprimer: {len(PRIMER_PROMPTS) - len(misses)} of {len(PRIMER_PROMPTS)} right"
    yield from (f"  not {answer!r} but {found!r}: {prompt}" for prompt, answer, found in misses)
    for prompt in SPREAD:
        yield f"entropy after {prompt!r}: {entropy(probabilities(model, tokenizer, prompt)):.2f} nats"
    for name, held_out in (("old stories", split(read_stories(corpus))[0]), ("world stories", storyworld.stories(400, storyworld.HELD_OUT_SEEDS))):
        ids = torch.tensor(encode_all(tokenizer, held_out))
        nats = held_out_loss(model, ids)
        yield f"held-out {name}: {nats:.4f} nats per token, {bits_per_byte(nats, ids, sum(len(text.encode()) for text in held_out)):.4f} bits per byte"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("checkpoint")
    parser.add_argument("tokenizer")
    parser.add_argument("--known", type=int, default=40_000, help="training stories to look for sentences in")
    options = parser.parse_args()
    for line in judge(load_model(options.checkpoint), load(options.tokenizer), options.corpus, options.known):
        print(line, flush=True)


if __name__ == "__main__":
    main()
