"""Writes the test resources: what the Java tests compare the shipped models with.

reference.json    for ten prompts PyTorch's last logits, in part, and its greedy continuation
primer.json       sixty prompts with the text that should follow and its first token
heldout.txt       a held-out chapter; its loss is in the card

An LSTM's folder has only the first: the others are the same for all models of one tokenizer.

usage: resources.py CORPUS CHECKPOINT TOKENIZER_JSON FOLDER
"""

import json
import sys
from pathlib import Path

import torch

from check import greedy, logits_of
from export import load_model
from lstm import Lstm
from prompts import PRIMER_PROMPTS, REFERENCE_PROMPTS
from stories import read_stories, split
from tokenizer import END_OF_TEXT, load


def held_out_sample(corpus):
    """A chapter of Anna Sewell's Black Beauty that is in the held-out split."""
    held_out, _ = split(read_stories(corpus))
    return next(story for story in held_out if story.startswith("One day, while our cab"))


def primer_cases(tokenizer):
    """The primer prompts with the id and the text of the token that should come next, and the whole text that should follow."""
    cases = []
    for prompt, answer in PRIMER_PROMPTS:
        ids, longer = tokenizer.encode(prompt).ids, tokenizer.encode(prompt + answer).ids
        assert longer[: len(ids)] == ids, f"the answer to {prompt!r} does not begin with a token of its own"
        expected = longer[len(ids)]
        cases.append({"prompt": prompt, "expected_id": expected, "expected_token": tokenizer.decode([expected]), "answer": answer})
    return cases


def primer_misses(model, tokenizer):
    """The primer prompts whose expected token is not at rank 0, each with the token that is there instead."""
    misses = []
    for case in primer_cases(tokenizer):
        best = int(logits_of(model, tokenizer.encode(case["prompt"]).ids)[-1].argmax())
        if best != case["expected_id"]:
            misses.append((case["prompt"], case["answer"], tokenizer.decode([best])))
    return misses


def reference_case(model, tokenizer, prompt):
    """The last position's twenty best logits, every 256th logit, and the logarithm of the sum of all exponentials."""
    ids = tokenizer.encode(prompt).ids or [END_OF_TEXT]
    logits = torch.tensor(logits_of(model, ids)[-1]).double()
    best = torch.sort(logits, descending=True, stable=True)
    return {
        "prompt": prompt,
        "ids": ids,
        "log_sum_exp": round(logits.logsumexp(0).item(), 6),
        "top": [{"id": id, "logit": round(logit, 6)} for id, logit in zip(best.indices.tolist()[:20], best.values.tolist())],
        "logits": {id: round(logits[id].item(), 6) for id in range(0, len(logits), 256)},
        "greedy": greedy(model, ids, 20),
    }


def write(path, cases):
    """Writes a JSON file with one case per line."""
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main(corpus, checkpoint, tokenizer_json, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    model, tokenizer = load_model(checkpoint), load(tokenizer_json)
    write(folder / "reference.json", [reference_case(model, tokenizer, prompt) for prompt in REFERENCE_PROMPTS])
    if not isinstance(model, Lstm):
        write(folder / "primer.json", primer_cases(tokenizer))
        (folder / "heldout.txt").write_text(held_out_sample(corpus), encoding="utf-8")
    for prompt, answer, found in primer_misses(model, tokenizer):
        print(f"not learned: {prompt!r} should go on with {answer!r}, but goes on with {found!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
