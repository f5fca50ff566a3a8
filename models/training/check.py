"""Checks that the package gives the same results in ONNX Runtime as the checkpoint in PyTorch.

usage: check.py PACKAGE CHECKPOINT        for a 16-bit package it also prints the difference from the 32-bit checkpoint
"""

import contextlib
import copy
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from export import DATA, SWITCHES, is_weight, load_model
from lstm import Lstm
from prompts import REFERENCE_PROMPTS
from tokenizer import END_OF_TEXT, load

TOLERANCE = 1e-3
IDENTITY = 1e-4  # how far the parts of the residual stream may be from the whole


class Package:
    """A package in ONNX Runtime; ids are plain lists, arrays come back without their batch axis.

    Its cache is what the fast graph gives back to be given again: a transformer's keys and values, an LSTM's h and c.
    `scales` are the switches by name, which are all on if left out.
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

    @staticmethod
    def switched(session, inputs, scales):
        """The inputs including the switches, where the graph has any."""
        slots = [slot for slot in session.get_inputs() if slot.name in SWITCHES]
        return inputs | {slot.name: scales.get(slot.name, np.ones(slot.shape, np.float32)) for slot in slots}

    def with_cache(self, inputs, cache, scales={}):
        """The inputs of the fast graph, including the cache."""
        past_names = [slot.name for slot in self.fast.get_inputs() if slot.name.startswith("past_")]
        return self.switched(self.fast, inputs, scales) | dict(zip(past_names, cache))

    def run(self, ids, cache, scales={}):
        """The logits [sequence, vocabulary] of ids that follow the cached ones, and the extended cache."""
        inputs = {"input_ids": np.array([ids])}
        if self.config["model_type"] != "lstm":
            past = cache[0].shape[2]
            inputs["attention_mask"] = np.ones((1, past + len(ids)), np.int64)
            inputs["position_ids"] = np.arange(past, past + len(ids))[None]
        logits, *present = self.fast.run(None, self.with_cache(inputs, cache, scales))
        return logits[0], present

    def inspect(self, ids, scales={}):
        """Every output of inspect.onnx by name."""
        inputs = {"input_ids": np.array([ids])}
        if self.config["model_type"] != "lstm":
            inputs["attention_mask"] = np.ones((1, len(ids)), np.int64)
        names = [slot.name for slot in self.looking.get_outputs()]
        arrays = self.looking.run(None, self.switched(self.looking, inputs, scales))
        return {name: array if is_weight(name) else array[0] for name, array in zip(names, arrays)}

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
    """The largest difference in any logit, cached steps and the look inside included, and how many prompts have the same greedy ids."""
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


@torch.no_grad()
def check_inside(package, model):
    """Checks that the arrays of inspect.onnx have the shapes and meanings that their names promise."""
    ids = package.encode(REFERENCE_PROMPTS[2])
    inside, shape = package.inspect(ids), model.shape
    embeds = model.tokens.weight.numpy()[ids]
    assert np.allclose(inside["inputs_embeds"], embeds, atol=1e-5)
    if isinstance(model, Lstm):
        assert np.allclose(inside["hidden_states.0"], embeds, atol=1e-5)
        check_gates(inside, model, torch.tensor(embeds))
    else:
        positions = model.positions.weight.numpy()[: len(ids)]
        assert np.allclose(inside["position_embeds"], positions, atol=1e-5)
        assert np.allclose(inside["hidden_states.0"], embeds + positions, atol=1e-5)
        for layer in range(shape.layers):
            check_attention(inside, model, layer)
    for layer in range(shape.layers + 1):
        assert inside[f"hidden_states.{layer}"].shape == (len(ids), shape.width)
        assert inside[f"lens_logits.{layer}"].shape == (len(ids), shape.vocabulary)


def check_attention(inside, model, layer):
    """Queries and keys give the attention, which sums to 1 and never looks ahead; attention, values and weights give each head's part."""
    queries, keys, values, attention = (inside[f"{name}.{layer}"] for name in ("queries", "keys", "values", "attentions"))
    heads, tokens, width = queries.shape
    assert queries.shape == keys.shape == values.shape == (model.shape.heads, len(inside["logits"]), model.shape.width // heads)
    scores = queries @ keys.transpose(0, 2, 1) / np.sqrt(width)
    scores[:, np.triu(np.ones((tokens, tokens), bool), 1)] = -np.inf
    assert np.allclose(attention, torch.tensor(scores).softmax(-1).numpy(), atol=1e-5)
    assert np.allclose(attention.sum(-1), 1, atol=1e-5) and np.all(np.triu(attention, 1) == 0)
    output_weight = inside[f"output_weight.{layer}"]
    assert output_weight.shape == (heads, width, model.shape.width)
    assert np.allclose(inside[f"attention_out.{layer}"], attention @ values @ output_weight, atol=1e-4)


def check_gates(inside, model, x):
    """The gates, cell states and residual stream of an LSTM are those of PyTorch's cell, token by token."""
    for number, layer in enumerate(model.layers):
        gates, cells = (torch.tensor(inside[f"{name}.{number}"]) for name in ("gates", "cell_states"))
        assert gates.shape == (len(x), 4, model.shape.cells) and cells.shape == (len(x), model.shape.cells)
        cell = torch.nn.LSTMCell(model.shape.width, model.shape.cells)
        cell.load_state_dict({name.removesuffix("_l0"): weight for name, weight in layer.lstm.state_dict().items()})
        h = c = torch.zeros(model.shape.cells)
        for token in range(len(x)):
            before = c
            h, c = cell(layer.norm(x[token]), (h, c))
            take, keep, new, show = gates[token]
            assert torch.allclose(cells[token], c, atol=1e-4) and torch.allclose(keep * before + take * new, c, atol=1e-4)
            assert torch.allclose(show * cells[token].tanh(), h, atol=1e-4)
        x = layer(x[None])[0][0]
        assert np.allclose(inside[f"hidden_states.{number + 1}"], x.numpy(), atol=1e-4)


def parts(inside, layers):
    """Everything that is added to the residual stream, each [sequence, width] or [width]."""
    hidden = [inside[f"hidden_states.{n}"] for n in range(layers + 1)]
    if "attention_out.0" not in inside:
        return [inside["inputs_embeds"], *(after - before for before, after in zip(hidden, hidden[1:]))]
    found = [inside["inputs_embeds"], inside["position_embeds"]]
    for layer in range(layers):
        found += [*inside[f"attention_out.{layer}"], inside[f"attention_bias.{layer}"], inside[f"mlp_out.{layer}"]]
    return found


def identity(package, model, scales={}):
    """How far all parts together are from the last hidden state, and through the final norm from the logits, at most."""
    furthest, rows = 0.0, model.tokens.weight.detach().double().numpy()
    for prompt in REFERENCE_PROMPTS:
        inside = {name: array.astype(np.float64) for name, array in package.inspect(package.encode(prompt), scales).items()}
        norm = {name: inside["final_norm." + name] for name in ("weight", "bias", "scale", "mean")}
        total, logits = 0.0, rows @ norm["bias"]
        for part in parts(inside, model.shape.layers):
            total = total + part
            centred = part - part.mean(-1, keepdims=True)
            logits = logits + (norm["scale"][:, None] * norm["weight"] * centred) @ rows.T
        last = inside[f"hidden_states.{model.shape.layers}"]
        assert np.allclose(norm["mean"], last.mean(-1), atol=1e-5)
        furthest = max(furthest, np.abs(total - last).max(), np.abs(logits - inside["logits"]).max())
    return float(furthest)


@contextlib.contextmanager
def scaled(model, head_scale, mlp_scale):
    """PyTorch's model with each head's output scaled before the projection, and each MLP's."""
    width, hooks = model.shape.width // model.shape.heads, []
    for block, heads, mlp in zip(model.blocks, torch.tensor(head_scale), torch.tensor(mlp_scale)):
        hooks.append(block.attention_out.register_forward_pre_hook(lambda _, x, each=heads.repeat_interleave(width): x[0] * each))
        hooks.append(block.feed_down.register_forward_hook(lambda _, x, y, each=mlp: y * each))
    yield
    for hook in hooks:
        hook.remove()


def check_switches(package, model):
    """Checks heads and MLPs that are off, halved or doubled, in both graphs and in cached steps; returns the largest difference."""
    layers, heads, last = model.shape.layers, model.shape.heads, model.shape.layers - 1
    ids, furthest = package.encode(REFERENCE_PROMPTS[8]), 0.0
    for head, mlp in [((0, 0, 0), None), ((last, heads - 1, 0), None), (None, (last, 0)), ((last, 0, 0.5), (0, 2))]:
        scales = {"head_scale": np.ones((layers, heads), np.float32), "mlp_scale": np.ones(layers, np.float32)}
        if head:
            scales["head_scale"][head[:2]] = head[2]
        if mlp:
            scales["mlp_scale"][mlp[0]] = mlp[1]
        with scaled(model, **scales):
            expected = logits_of(model, ids)
        first, cache = package.run(ids[:4], package.empty_cache(), scales)
        later = [first]
        for id in ids[4:]:
            logits, cache = package.run([id], cache, scales)
            later.append(logits)
        whole = package.run(ids, package.empty_cache(), scales)[0]
        for found in (package.inspect(ids, scales)["logits"], whole, np.concatenate(later)):
            furthest = max(furthest, np.abs(found - expected).max())
        assert np.abs(expected - logits_of(model, ids)).max() > 0.1, "a switch that changes nothing is no test"
        assert identity(package, model, scales) < IDENTITY
    return float(furthest)


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
    prompts = len(REFERENCE_PROMPTS)
    print(f"ONNX Runtime against PyTorch: logits differ by at most {difference:.1e}, {agreed} of {prompts} greedy texts agree")
    assert difference < TOLERANCE and agreed == prompts
    check_inside(package, stored)
    check_batch(package, stored)
    furthest = identity(package, stored)
    print(f"all parts together differ from the last hidden state and the logits by at most {furthest:.1e}")
    assert furthest < IDENTITY
    if not isinstance(model, Lstm):
        difference = check_switches(package, stored)
        print(f"with switches, logits differ from PyTorch's by at most {difference:.1e}")
        assert difference < TOLERANCE
    if stored is not model:
        difference, agreed = compare(package, model)
        print(f"16 bits against 32: logits differ by at most {difference:.1e}, {agreed} of {prompts} greedy texts agree")


if __name__ == "__main__":
    main(*sys.argv[1:])
