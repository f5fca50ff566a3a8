"""Computes by hand what both kinds of model compute, in plain NumPy and 64-bit floats, from a package's weights.

Neither PyTorch nor ONNX Runtime has a part in it, so that the Java tests can compare what the page shows with it.

usage: inside.py PACKAGE PROMPT FOLDER        writes FOLDER/inside.json and FOLDER/bill.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from tokenizer import load

SHOWN = 6  # of a vector's numbers
BEST = 3  # tokens of a lens
NEIGHBOURS = 5


def weights_of(package):
    """Every weight by its name in the model's code, as 64-bit floats."""
    graph = onnx.load(str(package / "inspect.onnx")).graph
    arrays = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    return {name.removeprefix("model."): array.astype(np.float64) for name, array in arrays.items()}


def linear(x, weights, name):
    return x @ weights[name + ".weight"].T + weights[name + ".bias"]


def normed(x, weights, name):
    """Layer normalisation: mean 0 and variance 1 along the width, then scaled and shifted."""
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * weights[name + ".weight"] + weights[name + ".bias"]


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    exponentials = np.exp(x - x.max(-1, keepdims=True))
    return exponentials / exponentials.sum(-1, keepdims=True)


def project(x, weights):
    return normed(x, weights, "norm") @ weights["tokens.weight"].T


def attend(x, weights, block, heads):
    """The attention [heads, sequence, sequence] of a block, what each head adds to each position, [heads, sequence, width], and what it
    would add if it looked at one position alone, of the same shape."""
    sequence, width = x.shape
    packed = linear(normed(x, weights, block + "attention_norm"), weights, block + "attention")
    query, key, value = packed.reshape(sequence, 3, heads, width // heads).transpose(1, 2, 0, 3)
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(width // heads)
    scores[:, np.triu(np.ones((sequence, sequence), bool), 1)] = -np.inf
    attention = softmax(scores)
    slices = weights[block + "attention_out.weight"].T.reshape(heads, width // heads, width)
    return attention, attention @ value @ slices, value @ slices


def transformer(weights, ids, config):
    """By layer: the hidden states, from the input of the first layer on, the attention, and what each head, its bias and the MLP add."""
    x = weights["tokens.weight"][ids] + weights["positions.weight"][: len(ids)]
    seen = {"hidden": [x], "attention": [], "heads": [], "values": [], "biases": [], "mlps": []}
    for layer in range(config["n_layer"]):
        block = f"blocks.{layer}."
        attention, heads, values = attend(x, weights, block, config["n_head"])
        bias = weights[block + "attention_out.bias"]
        x = x + heads.sum(0) + bias
        mlp = linear(gelu(linear(normed(x, weights, block + "feed_norm"), weights, block + "feed_up")), weights, block + "feed_down")
        x = x + mlp
        found = {"hidden": x, "attention": attention, "heads": heads, "values": values, "biases": bias, "mlps": mlp}
        for name, of_the_layer in found.items():
            seen[name].append(of_the_layer)
    return seen


def lstm(weights, ids, config):
    """By layer: the hidden states, from the input of the first layer on, the gates, and h and c after each token."""
    x = weights["tokens.weight"][ids]
    seen = {"hidden": [x], "gates": [], "cells": []}
    for layer in range(config["num_hidden_layers"]):
        block = f"layers.{layer}."
        h = c = np.zeros(config["cell_size"])
        states, gates = [], []
        for token in normed(x, weights, block + "norm"):
            sums = token @ weights[block + "lstm.weight_ih_l0"].T + weights[block + "lstm.bias_ih_l0"]
            sums = sums + h @ weights[block + "lstm.weight_hh_l0"].T + weights[block + "lstm.bias_hh_l0"]
            take, keep, new, say = np.split(sums, 4)
            gates.append((sigmoid(take), sigmoid(keep), np.tanh(new), sigmoid(say)))
            c = gates[-1][1] * c + gates[-1][0] * gates[-1][2]
            h = gates[-1][3] * np.tanh(c)
            states.append((h, c))
        x = x + linear(np.array([h for h, _ in states]), weights, block + "out")
        for name, found in {"hidden": x, "gates": gates, "cells": states}.items():
            seen[name].append(found)
    return seen


def share(part, last, weights, id):
    """What a part of the vector `last` adds to the logit of a token; the final norm divides it by the deviation of the whole vector."""
    scale = 1 / np.sqrt(last.var() + 1e-5)
    return round(float(scale * (part - part.mean()) * weights["norm.weight"] @ weights["tokens.weight"][id]), 7)


def logit_parts(position, weights, ids, seen):
    """The logit of the best token at a position, and what each part adds to it."""
    last = seen["hidden"][-1][position]
    logits = project(last, weights)
    id = int(logits.argmax())
    parts = {
        "id": id,
        "logit": round(float(logits[id]), 7),
        "norm_bias": round(float(weights["norm.bias"] @ weights["tokens.weight"][id]), 7),
        "token": share(weights["tokens.weight"][ids[position]], last, weights, id),
    }
    if "heads" in seen:
        parts["position"] = share(weights["positions.weight"][position], last, weights, id)
        parts["heads"] = [[share(head[position], last, weights, id) for head in layer] for layer in seen["heads"]]
        parts["biases"] = [share(bias, last, weights, id) for bias in seen["biases"]]
        parts["mlps"] = [share(layer[position], last, weights, id) for layer in seen["mlps"]]
    else:
        hidden = [layer[position] for layer in seen["hidden"]]
        parts["layers"] = [share(after - before, last, weights, id) for before, after in zip(hidden, hidden[1:])]
    return parts


def bill(position, weights, ids, seen):
    """The bills of the best token at a position and of the runner-up: what each part adds, and each head because of each position."""
    last = seen["hidden"][-1][position]
    scale = 1 / np.sqrt(last.var() + 1e-5)
    logits = project(last, weights)
    tokens = [int(id) for id in np.argsort(-logits, kind="stable")[:2]]

    def add(kind, part, layer=0, number=0):
        centred = scale * (part - part.mean(-1, keepdims=True)) * weights["norm.weight"]
        return {"kind": kind, "layer": layer, "number": number, "amounts": [rounded(centred @ weights["tokens.weight"][id], 9) for id in tokens]}

    parts = [add("token", weights["tokens.weight"][ids[position]])]
    if "heads" not in seen:
        hidden = [layer[position] for layer in seen["hidden"]]
        parts += [add("layer", after - before, number) for number, (before, after) in enumerate(zip(hidden, hidden[1:]), 1)]
    else:
        parts.append(add("position", weights["positions.weight"][position]))
        layers = zip(seen["attention"], seen["values"], seen["biases"], seen["mlps"])
        for layer, (attention, values, bias, mlp) in enumerate(layers, 1):
            for head in range(len(values)):
                from_each = attention[head, position, : position + 1, None] * values[head, : position + 1]
                parts.append(add("head", from_each, layer, head + 1))
            parts += [add("attention_bias", bias, layer), add("mlp", mlp[position], layer)]
    shift = [rounded(weights["norm.bias"] @ weights["tokens.weight"][id], 9) for id in tokens]
    parts.append({"kind": "norm_bias", "layer": 0, "number": 0, "amounts": shift})
    return {"position": position, "tokens": tokens, "logits": rounded(logits[tokens], 9), "parts": parts}


def rounded(values, digits=7):
    """One number for each value; a single value alone."""
    if np.ndim(values) == 0:
        return round(float(values), digits)
    return [round(float(value), digits) for value in values]


def vector(x):
    """A vector's first numbers and its length."""
    return {"first": rounded(x[:SHOWN]), "norm": round(float(np.linalg.norm(x)), 7)}


def best(logits):
    order = np.argsort(-logits, kind="stable")[:BEST]
    return [{"id": int(id), "logit": round(float(logits[id]), 6), "probability": round(float(softmax(logits)[id]), 9)} for id in order]


def position_case(position, weights, ids, seen):
    case = {
        "position": position,
        "embedding": vector(weights["tokens.weight"][ids[position]]),
        "hidden": [vector(layer[position]) for layer in seen["hidden"]],
        "lens": [best(project(layer[position], weights)) for layer in seen["hidden"]],
        "parts": logit_parts(position, weights, ids, seen),
    }
    if "cells" in seen:
        case["gates"] = [[vector(gate) for gate in layer[position]] for layer in seen["gates"]]
        case["cells"] = [{"h": vector(layer[position][0]), "c": vector(layer[position][1])} for layer in seen["cells"]]
    else:
        case["attention"] = [[rounded(head[position, : position + 1]) for head in layer] for layer in seen["attention"]]
        case["heads"] = [[vector(head[position]) for head in layer] for layer in seen["heads"]]
        case["mlps"] = [vector(layer[position]) for layer in seen["mlps"]]
    return case


def neighbours(weights, id):
    table = weights["tokens.weight"]
    lengths = np.linalg.norm(table, axis=1)
    cosines = table @ table[id] / (lengths * lengths[id])
    cosines[id] = -np.inf
    order = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
    return {"id": id, "nearest": [{"id": int(other), "cosine": round(float(cosines[other]), 7)} for other in order]}


def main(package, prompt, folder):
    package = Path(package)
    weights, config = weights_of(package), json.loads((package / "config.json").read_text())
    ids = load(package / "tokenizer.json").encode(prompt).ids
    seen = (lstm if config["model_type"] == "lstm" else transformer)(weights, ids, config)
    positions = [0, len(ids) // 2, len(ids) - 1]
    cases = [position_case(position, weights, ids, seen) for position in positions]
    inside = {"ids": ids, "positions": cases, "neighbours": [neighbours(weights, id) for id in sorted(set(ids))]}
    text = json.dumps(inside, separators=(",", ":")).replace('{"position":', '\n{"position":').replace(',"neighbours"', ',\n"neighbours"')
    (Path(folder) / "inside.json").write_text(text + "\n")
    bills = {"ids": ids, "bills": [bill(position, weights, ids, seen) for position in positions]}
    lines = json.dumps(bills, separators=(",", ":")).replace('{"kind"', '\n{"kind"')
    (Path(folder) / "bill.json").write_text(lines + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
