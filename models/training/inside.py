"""Computes by hand what both kinds of model compute, in plain NumPy and 64-bit floats, from a package's weights.

Neither PyTorch nor ONNX Runtime has a part in it, so that the Java tests can compare what the page shows with it.

usage: inside.py PACKAGE PROMPT_IDS FOLDER        ids with commas between; writes FOLDER/inside.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

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
    """The attention [heads, sequence, sequence] of a block, and what it adds to each position."""
    sequence, width = x.shape
    packed = linear(normed(x, weights, block + "attention_norm"), weights, block + "attention")
    query, key, value = packed.reshape(sequence, 3, heads, width // heads).transpose(1, 2, 0, 3)
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(width // heads)
    scores[:, np.triu(np.ones((sequence, sequence), bool), 1)] = -np.inf
    attention = softmax(scores)
    return attention, linear((attention @ value).transpose(1, 0, 2).reshape(sequence, width), weights, block + "attention_out")


def transformer(weights, ids, config):
    """The hidden states, from the input of the first layer on, and the attention of each layer."""
    x = weights["tokens.weight"][ids] + weights["positions.weight"][: len(ids)]
    hidden, attentions = [x], []
    for layer in range(config["n_layer"]):
        block = f"blocks.{layer}."
        attention, gathered = attend(x, weights, block, config["n_head"])
        x = x + gathered
        up = gelu(linear(normed(x, weights, block + "feed_norm"), weights, block + "feed_up"))
        x = x + linear(up, weights, block + "feed_down")
        hidden.append(x)
        attentions.append(attention)
    return hidden, attentions


def lstm(weights, ids, config):
    """The hidden states, from the input of the first layer on, and h and c of each layer after each token."""
    x = weights["tokens.weight"][ids]
    hidden, cells = [x], []
    for layer in range(config["num_hidden_layers"]):
        block = f"layers.{layer}."
        h = c = np.zeros(config["cell_size"])
        states = []
        for token in normed(x, weights, block + "norm"):
            gates = token @ weights[block + "lstm.weight_ih_l0"].T + weights[block + "lstm.bias_ih_l0"]
            gates = gates + h @ weights[block + "lstm.weight_hh_l0"].T + weights[block + "lstm.bias_hh_l0"]
            take, keep, new, say = np.split(gates, 4)
            c = sigmoid(keep) * c + sigmoid(take) * np.tanh(new)
            h = sigmoid(say) * np.tanh(c)
            states.append((h, c))
        x = x + linear(np.array([h for h, _ in states]), weights, block + "out")
        hidden.append(x)
        cells.append(states)
    return hidden, cells


def rounded(values):
    return [round(float(value), 7) for value in values]


def vector(x):
    """A vector's first numbers and its length."""
    return {"first": rounded(x[:SHOWN]), "norm": round(float(np.linalg.norm(x)), 7)}


def best(logits):
    order = np.argsort(-logits, kind="stable")[:BEST]
    return [{"id": int(id), "logit": round(float(logits[id]), 6), "probability": round(float(softmax(logits)[id]), 9)} for id in order]


def position_case(position, weights, ids, hidden):
    return {
        "position": position,
        "embedding": vector(weights["tokens.weight"][ids[position]]),
        "hidden": [vector(layer[position]) for layer in hidden],
        "lens": [best(project(layer[position], weights)) for layer in hidden],
    }


def neighbours(weights, id):
    table = weights["tokens.weight"]
    lengths = np.linalg.norm(table, axis=1)
    cosines = table @ table[id] / (lengths * lengths[id])
    cosines[id] = -np.inf
    order = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
    return {"id": id, "nearest": [{"id": int(other), "cosine": round(float(cosines[other]), 7)} for other in order]}


def main(package, ids, folder):
    package, ids = Path(package), [int(id) for id in ids.split(",")]
    weights, config = weights_of(package), json.loads((package / "config.json").read_text())
    recurrent = config["model_type"] == "lstm"
    hidden, more = (lstm if recurrent else transformer)(weights, ids, config)
    positions = [0, len(ids) // 2, len(ids) - 1]
    cases = []
    for position in positions:
        case = position_case(position, weights, ids, hidden)
        if recurrent:
            case["cells"] = [{"h": vector(layer[position][0]), "c": vector(layer[position][1])} for layer in more]
        else:
            case["attention"] = [[rounded(head[position, : position + 1]) for head in layer] for layer in more]
        cases.append(case)
    inside = {"ids": ids, "positions": cases, "neighbours": [neighbours(weights, id) for id in sorted(set(ids))]}
    path = Path(folder) / "inside.json"
    path.write_text(json.dumps(inside, separators=(",", ":")).replace('{"position"', '\n{"position"').replace(',"neighbours"', ',\n"neighbours"') + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
