"""Checks that the package gives the same results in ONNX Runtime as the checkpoint in PyTorch.

usage: check.py PACKAGE CHECKPOINT        for a 16-bit package it also prints the difference from the 32-bit checkpoint
"""

import copy
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from export import DATA, load_model
from lstm import Lstm
from prompts import REFERENCE_PROMPTS
from tokenizer import END_OF_TEXT, load

TOLERANCE = 1e-3


class Package:
    """A package in ONNX Runtime; ids are plain lists, arrays come back without their batch axis.

    Its cache is what the fast graph gives back to be given again: a transformer's keys and values, an LSTM's h and c.
    """

    def __init__(self, folder):
        self.config = json.loads((folder / "config.json").read_text())
        self.tokenizer = load(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.fast = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        self.looking = onnxruntime.InferenceSession(folder / "inspect.onnx", options, providers=["CPUExecutionProvider"])

    def encode(self, prompt):
        """The prompt's ids; the empty prompt starts from <|endoftext|>."""
        return self.tokenizer.encode(prompt).ids or [END_OF_TEXT]

    def empty_cache(self, batch=1):
        if self.config["model_type"] == "lstm":
            empty = np.zeros((1, batch, self.config["cell_size"]), np.float32)
            return [empty] * (2 * self.config["num_hidden_layers"])
        heads = self.config["n_head"]
        empty = np.zeros((batch, heads, 0, self.config["n_embd"] // heads), np.float32)
        return [empty] * (2 * self.config["n_layer"])

    def with_cache(self, inputs, cache):
        """The inputs of the fast graph, including the cache."""
        past_names = [slot.name for slot in self.fast.get_inputs() if slot.name.startswith("past_")]
        return inputs | dict(zip(past_names, cache))

    def run(self, ids, cache):
        """The logits [sequence, vocabulary] of ids that follow the cached ones, and the extended cache."""
        inputs = {"input_ids": np.array([ids])}
        if self.config["model_type"] != "lstm":
            past = cache[0].shape[2]
            inputs["attention_mask"] = np.ones((1, past + len(ids)), np.int64)
            inputs["position_ids"] = np.arange(past, past + len(ids))[None]
        logits, *present = self.fast.run(None, self.with_cache(inputs, cache))
        return logits[0], present

    def inspect(self, ids):
        """Every output of inspect.onnx by name."""
        inputs = {"input_ids": np.array([ids])}
        if self.config["model_type"] != "lstm":
            inputs["attention_mask"] = np.ones((1, len(ids)), np.int64)
        names = [slot.name for slot in self.looking.get_outputs()]
        return {name: array[0] for name, array in zip(names, self.looking.run(None, inputs))}

    def greedy(self, ids, count):
        """Up to `count` greedy ids, one step at a time with the cache, and the logits of each step [steps, vocabulary]."""
        logits, cache = self.run(ids, self.empty_cache())
        chosen, steps = [], []
        while True:
            steps.append(logits[-1])
            chosen.append(int(logits[-1].argmax()))
            if len(chosen) == count or chosen[-1] == END_OF_TEXT:
                return chosen, np.array(steps)
            logits, cache = self.run(chosen[-1:], cache)


@torch.no_grad()
def logits_of(model, ids):
    """PyTorch's logits [sequence, vocabulary] of a prefix."""
    return model(torch.tensor([ids]))[0].numpy()


def greedy(model, ids, count):
    """Up to `count` greedy ids from PyTorch, running on the whole prefix each time; stops after <|endoftext|>."""
    chosen = []
    while len(chosen) < count and END_OF_TEXT not in chosen:
        chosen.append(int(logits_of(model, ids + chosen)[-1].argmax()))
    return chosen


def compare(package, model, steps=20):
    """The largest difference in any logit, including cached steps and the look inside, and the number of prompts with the same greedy ids."""
    difference, agreed = 0.0, 0
    for prompt in REFERENCE_PROMPTS:
        ids = package.encode(prompt)
        chosen, step_logits = package.greedy(ids, steps)
        agreed += chosen == greedy(model, ids, steps)
        text = ids + chosen[:-1]
        expected = logits_of(model, text)
        inside = package.inspect(text)
        for found in (
            package.run(text, package.empty_cache())[0],
            inside["logits"],
            inside[f"lens_logits.{model.shape.layers}"],
        ):
            difference = max(difference, np.abs(found - expected).max())
        difference = max(difference, np.abs(step_logits - expected[len(ids) - 1 :]).max())
    return float(difference), agreed


def check_inside(package, model):
    """Checks that the arrays of inspect.onnx have the shapes and meanings that their names promise."""
    ids = package.encode(REFERENCE_PROMPTS[2])
    inside, shape = package.inspect(ids), model.shape
    embeds = model.tokens.weight.detach().numpy()[ids]
    assert np.allclose(inside["inputs_embeds"], embeds, atol=1e-5)
    if isinstance(model, Lstm):
        check_residual_stream(inside, model, embeds)
    else:
        check_attentions(inside, model, embeds)
    for layer in range(shape.layers + 1):
        assert inside[f"hidden_states.{layer}"].shape == (len(ids), shape.width)
        assert inside[f"lens_logits.{layer}"].shape == (len(ids), shape.vocabulary)


def check_attentions(inside, model, embeds):
    """Layer 0 of a transformer is the embeddings with the positions; its attentions sum to 1 and never look ahead."""
    tokens, shape = len(embeds), model.shape
    positions = model.positions.weight.detach().numpy()[:tokens]
    assert np.allclose(inside["hidden_states.0"], embeds + positions, atol=1e-5)
    for layer in range(shape.layers):
        attention = inside[f"attentions.{layer}"]
        assert attention.shape == (shape.heads, tokens, tokens)
        assert np.allclose(attention.sum(-1), 1, atol=1e-5) and np.all(np.triu(attention, 1) == 0)


@torch.no_grad()
def check_residual_stream(inside, model, embeds):
    """Layer 0 of an LSTM is the embeddings; each layer then adds what it does in PyTorch."""
    x = torch.tensor(embeds)[None]
    assert np.allclose(inside["hidden_states.0"], embeds, atol=1e-5)
    for number, layer in enumerate(model.layers, 1):
        x, _ = layer(x)
        assert np.allclose(inside[f"hidden_states.{number}"], x[0].numpy(), atol=1e-4)


def check_batch(package, model):
    """Checks that two prompts of different length in one batch have the same logits as each alone.

    The shorter one is padded on the left for a transformer, whose mask hides that, and on the right for an LSTM.
    """
    long, short = package.encode(REFERENCE_PROMPTS[8]), package.encode(REFERENCE_PROMPTS[4])
    padding = [END_OF_TEXT] * (len(long) - len(short))
    if isinstance(model, Lstm):
        inputs, where = {"input_ids": np.array([long, short + padding])}, slice(len(short))
    else:
        mask = np.ones((2, len(long)), np.int64)
        mask[1, : len(padding)] = 0
        inputs = {
            "input_ids": np.array([long, padding + short]),
            "attention_mask": mask,
            "position_ids": np.maximum(mask.cumsum(1) - 1, 0),
        }
        where = slice(len(padding), None)
    logits = package.fast.run(["logits"], package.with_cache(inputs, package.empty_cache(batch=2)))[0]
    assert np.abs(logits[0] - logits_of(model, long)).max() < TOLERANCE
    assert np.abs(logits[1, where] - logits_of(model, short)).max() < TOLERANCE


def halved(model):
    """The model with its weights rounded to 16 bits and widened again, as a 16-bit package stores them."""
    rounded = copy.deepcopy(model)
    for weight in rounded.parameters():
        weight.data = weight.data.half().float()
    return rounded


def is_half(folder, model):
    """Whether the package's weights take fewer than three bytes each."""
    return (folder / DATA).stat().st_size < 3 * sum(weight.numel() for weight in model.parameters())


def main(folder, checkpoint):
    folder = Path(folder)
    package, model = Package(folder), load_model(checkpoint)
    stored = halved(model) if is_half(folder, model) else model
    difference, agreed = compare(package, stored)
    print(f"ONNX Runtime against PyTorch: logits differ by at most {difference:.1e}, {agreed} of {len(REFERENCE_PROMPTS)} greedy texts agree")
    assert difference < TOLERANCE and agreed == len(REFERENCE_PROMPTS)
    check_inside(package, stored)
    check_batch(package, stored)
    if stored is not model:
        difference, agreed = compare(package, model)
        print(f"16 bits against 32: logits differ by at most {difference:.1e}, {agreed} of {len(REFERENCE_PROMPTS)} greedy texts agree")


if __name__ == "__main__":
    main(*sys.argv[1:])
