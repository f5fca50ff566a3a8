"""Turns a checkpoint into a model package, a folder that Logit Lab and ONNX Runtime can read.

config.json       the shape, with the keys of Hugging Face
tokenizer.json    as it is
model.onnx        the fast graph: a few new tokens, with what the model carries from the earlier ones
inspect.onnx      the whole prefix at once, with everything there is to look at
model.onnx_data   the weights, once for both graphs

usage: export.py CHECKPOINT TOKENIZER_JSON PACKAGE [--half]        --half stores the weights in 16 bits; they are widened on loading
"""

import argparse
import hashlib
import json
import math
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper

from graphs import cache_names
from kinds import KINDS
from lstm import Lstm, LstmShape
from model import Shape, Transformer
from tokenizer import END_OF_TEXT

OPSET = 17
DATA = "model.onnx_data"
INLINE_BYTES = 256  # smaller constants stay in the graph
SWITCHES = ["head_scale", "mlp_scale"]  # factors on the output of each head and each MLP: 1 as trained, 0 switched off


SHAPES = {"transformer": Shape, "lstm": LstmShape}
OLD_SHAPES = {  # of checkpoints that do not store their shape
    "transformer": {"vocabulary": 4096, "context": 256, "width": 192, "layers": 5, "heads": 6},
    "lstm": {"vocabulary": 4096, "context": 256, "width": 256, "layers": 2, "cells": 384},
}


def load_model(path):
    """The model of a checkpoint, in evaluation mode."""
    state = torch.load(path, map_location="cpu")
    kind = state.get("kind", "transformer")
    model = KINDS[kind](SHAPES[kind](**state.get("shape", OLD_SHAPES[kind])))
    model.load_state_dict(state["model"])
    return model.eval()


def attend(head_width, query, key, value, mask):
    """The attention [batch, heads, sequence, total] and what it gathers; `mask` is true for the tokens that may be attended to."""
    scores = query @ key.transpose(-2, -1) / math.sqrt(head_width)
    weights = scores.masked_fill(~mask, torch.finfo(torch.float32).min).softmax(-1)
    return weights, weights @ value


def causal_mask(attention_mask, past, sequence, window=None):
    """[batch, 1, sequence, past + sequence]: each token sees itself and the earlier ones that attention_mask has a 1 for.

    With a `window` only the last so many of them, itself included.
    """
    keys = torch.arange(past + sequence)
    queries = torch.arange(past, past + sequence)
    seen = keys[None, :] <= queries[:, None]
    if window is not None:
        seen = seen & (keys[None, :] > queries[:, None] - window)
    return seen[None, None] & (attention_mask[:, None, None, :] != 0)


class FastTransformer(nn.Module):
    """Turns new tokens, the switches and the cache of the earlier tokens into logits and the extended cache."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, position_ids, head_scale, mlp_scale, *past_key_values):
        x = self.model.tokens(input_ids) + self.model.positions(position_ids)
        mask = causal_mask(attention_mask, past_key_values[0].shape[2], input_ids.shape[1])
        present = []
        for layer, block in enumerate(self.model.blocks):
            past_key, past_value = past_key_values[2 * layer : 2 * layer + 2]
            query, key, value = block.query_key_value(x)
            key = torch.cat([past_key, key], dim=2)
            value = torch.cat([past_value, value], dim=2)
            present += [key, value]
            x = block.attend(x, attend(block.head_width, query, key, value, mask)[1] * head_scale[layer, :, None, None])
            x = x + block.mlp(x) * mlp_scale[layer]
        return self.model.project(x), *present


class Inspect(nn.Module):
    """Turns the whole prefix into the logits and everything that leads to them, {name: array}; the forward pass returns the arrays."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, *inputs):
        return tuple(self.look(*inputs).values())

    def everything(self, hidden_states, seen):
        """The logits first, then what was seen in the layers, the residual stream, what it would predict, and the final norm."""
        lens = [self.model.project(x) for x in hidden_states]
        seen = {"logits": lens[-1]} | seen | {f"hidden_states.{n}": x for n, x in enumerate(hidden_states)}
        return seen | {f"lens_logits.{n}": x for n, x in enumerate(lens)} | self.final_norm(hidden_states[-1])

    def final_norm(self, x):
        """The parts of the final norm, which is linear in x once mean and scale are known."""
        norm, mean = self.model.norm, x.mean(-1)
        variance = (x - mean[:, :, None]).square().mean(-1)
        parts = {"weight": norm.weight, "bias": norm.bias, "scale": (variance + norm.eps).rsqrt(), "mean": mean}
        return {f"final_norm.{name}": part for name, part in parts.items()}


class InspectTransformer(Inspect):
    def look(self, input_ids, attention_mask, head_scale, mlp_scale):
        embeds = self.model.tokens(input_ids)
        positions = self.model.positions(torch.arange(input_ids.shape[1]))[None]
        x, mask = embeds + positions, causal_mask(attention_mask, 0, input_ids.shape[1])
        hidden_states, seen = [x], {"inputs_embeds": embeds, "position_embeds": positions}
        for layer, block in enumerate(self.model.blocks):
            query, key, value = block.query_key_value(x)
            attention, gathered = attend(block.head_width, query, key, value, mask)
            output_weight = block.attention_out.weight.t().unflatten(0, (block.heads, block.head_width))
            heads = (gathered * head_scale[layer, :, None, None]) @ output_weight
            x = x + heads.sum(1) + block.attention_out.bias
            mlp = block.mlp(x) * mlp_scale[layer]
            x = x + mlp
            hidden_states.append(x)
            seen |= {f"queries.{layer}": query, f"keys.{layer}": key, f"values.{layer}": value, f"attentions.{layer}": attention}
            seen |= {f"output_weight.{layer}": output_weight, f"attention_out.{layer}": heads}
            seen |= {f"attention_bias.{layer}": block.attention_out.bias, f"mlp_out.{layer}": mlp}
        return self.everything(hidden_states, seen)


class FastLstm(nn.Module):
    """Turns new tokens and the state after the earlier ones (h, c, h, c, ...) into logits and the state after all of them."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, *past_state):
        x, present = self.model.tokens(input_ids), []
        for layer, state in zip(self.model.layers, zip(past_state[::2], past_state[1::2])):
            x, state = layer(x, state)
            present += state
        return self.model.project(x), *present


def at(positions, x):
    """The rows of x [batch, sequence, width] at these positions, and 0 for those before the first."""
    return x[:, positions.clamp(min=0)] * (positions >= 0)[:, None]


def cell_states(forget, written, positions, context):
    """c after each token, [batch, sequence, cells]: c = forget * c + written, from 0. The LSTM operator gives only the last one.

    After each round an entry covers twice as many tokens, itself the last, until it covers the context.
    """
    covered = 1
    while covered < context:
        forget, written = forget * at(positions - covered, forget), written + forget * at(positions - covered, written)
        covered *= 2
    return written


class InspectLstm(Inspect):
    """`hidden_states` are the residual stream, as in a transformer. What a layer carries on as h is output gate * tanh(cell state)."""

    def look(self, input_ids):
        embeds = x = self.model.tokens(input_ids)
        positions = torch.arange(input_ids.shape[1])
        hidden_states, seen = [x], {"inputs_embeds": embeds}
        for number, layer in enumerate(self.model.layers):
            normed = layer.norm(x)
            h, _ = layer.lstm(normed)
            x = x + layer.out(h)
            hidden_states.append(x)
            gates = self.gates(layer.lstm, normed, at(positions - 1, h))
            c = cell_states(gates[:, :, 1], gates[:, :, 0] * gates[:, :, 2], positions, self.model.shape.context)
            seen |= {f"gates.{number}": gates, f"cell_states.{number}": c}
        return self.everything(hidden_states, seen)

    def gates(self, lstm, x, before):
        """[batch, sequence, 4, cells]: input, forget, cell and output after their activations, from what is read and h before it."""
        sums = F.linear(x, lstm.weight_ih_l0, lstm.bias_ih_l0) + F.linear(before, lstm.weight_hh_l0, lstm.bias_hh_l0)
        take, keep, new, show = sums.unflatten(2, (4, lstm.hidden_size)).unbind(2)
        return torch.stack([take.sigmoid(), keep.sigmoid(), new.tanh(), show.sigmoid()], 2)


def trace(graph, inputs, input_names, output_names, axes):
    """The graph as an ONNX model in memory, with the dynamic axes of each name."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/graph.onnx"
        torch.onnx.export(
            graph,
            inputs,
            path,
            dynamo=False,
            opset_version=OPSET,
            do_constant_folding=False,  # otherwise the projection would be stored twice, once transposed; ONNX Runtime folds it
            input_names=input_names,
            output_names=output_names,
            dynamic_axes=axes,
        )
        return onnx.load(path)


def switches(shape):
    """All on: [layers, heads] and [layers]."""
    return torch.ones(shape.layers, shape.heads), torch.ones(shape.layers)


def fast_transformer(model):
    shape = model.shape
    return cached_graph(FastTransformer(model), switches(shape), shape.heads, shape.width // shape.heads)


def cached_graph(graph, ones, key_heads, head_width):
    """A transformer's graph with a cache; `ones` are its switches, all on."""
    past_names, present_names = (cache_names(kind, len(ones[1])) for kind in ("past_key_values", "present"))
    past = [torch.zeros(1, key_heads, 3, head_width) for _ in past_names]
    inputs = (torch.zeros(1, 2, dtype=torch.long), torch.ones(1, 5, dtype=torch.long), torch.tensor([[3, 4]]), *ones, *past)
    axes = {name: {0: "batch", 1: "sequence"} for name in ("input_ids", "position_ids", "logits")}
    axes["attention_mask"] = {0: "batch", 1: "past_and_sequence"}
    axes |= {name: {0: "batch", 2: "past"} for name in past_names}
    axes |= {name: {0: "batch", 2: "past_and_sequence"} for name in present_names}
    input_names = ["input_ids", "attention_mask", "position_ids", *SWITCHES, *past_names]
    return trace(graph, inputs, input_names, ["logits", *present_names], axes)


def is_weight(name):
    """Whether an output of inspect.onnx is the same for every text, without the axes of batch and sequence."""
    return name.startswith(("output_weight.", "attention_bias.", "final_norm.weight", "final_norm.bias"))


def axes_of(name):
    """The free axes of an input or output of inspect.onnx."""
    if is_weight(name) or name in SWITCHES:
        return {}
    if name in ("rows", "output_rows"):
        return {0: "rows"}
    if name.startswith("attentions."):
        return {0: "batch", 2: "sequence", 3: "sequence"}
    if name.startswith(("queries.", "keys.", "values.", "attention_out.")):
        return {0: "batch", 2: "sequence"}
    return {1: "sequence"} if name == "position_embeds" else {0: "batch", 1: "sequence"}


def inspect_graph(graph, input_names, inputs):
    output_names = list(graph.look(*inputs))
    return trace(graph, inputs, input_names, output_names, {name: axes_of(name) for name in input_names + output_names})


def inspect_transformer(model):
    ids, mask = torch.zeros(1, 5, dtype=torch.long), torch.ones(1, 5, dtype=torch.long)
    return inspect_graph(InspectTransformer(model), ["input_ids", "attention_mask", *SWITCHES], (ids, mask, *switches(model.shape)))


def fast_lstm(model):
    past_names = [f"past_state.{part}" for part in range(2 * model.shape.layers)]
    present_names = [f"present_state.{part}" for part in range(2 * model.shape.layers)]
    past = [part for state in model.empty_state(1) for part in state]
    axes = {name: {0: "batch", 1: "sequence"} for name in ("input_ids", "logits")}
    axes |= {name: {1: "batch"} for name in past_names + present_names}
    inputs = (torch.zeros(1, 2, dtype=torch.long), *past)
    return trace(FastLstm(model), inputs, ["input_ids", *past_names], ["logits", *present_names], axes)


def inspect_lstm(model):
    return inspect_graph(InspectLstm(model), ["input_ids"], (torch.zeros(1, 5, dtype=torch.long),))


def halve(graph):
    """Turns each float32 weight into a float16 one and a Cast to float32, which ONNX Runtime performs once, on loading."""
    for weight in graph.initializer:
        if weight.data_type == TensorProto.FLOAT:
            wide = weight.name
            halved = numpy_helper.to_array(weight).astype(np.float16)
            weight.CopyFrom(numpy_helper.from_array(halved, wide + ".half"))
            graph.node.insert(0, helper.make_node("Cast", [wide + ".half"], [wide], to=TensorProto.FLOAT))


def move_weights(graph, file, offsets):
    """Moves the weights of a graph to the end of a file; equal ones are stored once. `offsets` are those by the SHA-256 of what is there."""
    for weight in graph.initializer:
        content = numpy_helper.to_array(weight).tobytes()
        if len(content) < INLINE_BYTES:
            continue
        known = hashlib.sha256(content).digest()
        if known not in offsets:
            offsets[known] = file.tell()
            file.write(content)
        weight.ClearField("raw_data")
        weight.data_location = TensorProto.EXTERNAL
        for key, value in {"location": DATA, "offset": offsets[known], "length": len(content)}.items():
            weight.external_data.add(key=key, value=str(value))


def transformer_config(shape):
    return {
        "model_type": "gpt2",
        "architectures": ["GPT2LMHeadModel"],
        "vocab_size": shape.vocabulary,
        "n_positions": shape.context,
        "n_layer": shape.layers,
        "n_head": shape.heads,
        "n_embd": shape.width,
        "activation_function": "gelu_new",
        "layer_norm_epsilon": 1e-5,
        "tie_word_embeddings": True,
        "bos_token_id": END_OF_TEXT,
        "eos_token_id": END_OF_TEXT,
    }


def lstm_config(shape):
    return {
        "model_type": "lstm",
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.context,
        "num_hidden_layers": shape.layers,
        "hidden_size": shape.width,
        "cell_size": shape.cells,
        "layer_norm_epsilon": 1e-5,
        "tie_word_embeddings": True,
        "bos_token_id": END_OF_TEXT,
        "eos_token_id": END_OF_TEXT,
    }


MAKERS = {  # config, fast graph and inspect graph of each kind
    Transformer: (transformer_config, fast_transformer, inspect_transformer),
    Lstm: (lstm_config, fast_lstm, inspect_lstm),
}


def weight_files(package):
    """The files that determine the model's output, sorted by path: exactly those that the digest covers."""
    kinds = (".onnx", ".onnx_data")
    paths = [path for path in package.rglob("*") if path.name in ("config.json", "tokenizer.json") or path.suffix in kinds]
    return sorted(paths, key=lambda path: path.relative_to(package).as_posix())


def digest(package):
    """The first 12 hex digits of the SHA-256 of one line "path, SHA-256" per file; any changed weight changes it."""
    lines = [
        f"{path.relative_to(package).as_posix()}, {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in weight_files(package)
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def export(model, tokenizer_json, package, half=False):
    """Writes the whole package except card.md."""
    config, fast_graph, inspect_graph = MAKERS[type(model)]
    package.mkdir(parents=True, exist_ok=True)
    (package / "config.json").write_text(json.dumps(config(model.shape), indent=2) + "\n")
    shutil.copyfile(tokenizer_json, package / "tokenizer.json")
    write_graphs(package, lambda: fast_graph(model), lambda: inspect_graph(model), half)


def write_graphs(package, fast_graph, inspect_graph, half=False):
    """Writes the graphs that two functions make, one after the other, and the weights of both once."""
    offsets = {}
    with (package / DATA).open("wb") as file:
        for name, make in {"model.onnx": fast_graph, "inspect.onnx": inspect_graph}.items():
            proto = make()
            if half:
                halve(proto.graph)
            move_weights(proto.graph, file, offsets)
            (package / name).write_bytes(proto.SerializeToString())
    for name in ("model.onnx", "inspect.onnx"):
        onnx.checker.check_model(str(package / name))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("tokenizer")
    parser.add_argument("package", type=Path)
    parser.add_argument("--half", action="store_true")
    options = parser.parse_args()
    export(load_model(options.checkpoint), options.tokenizer, options.package, options.half)
    for path in weight_files(options.package):
        print(f"{path.stat().st_size:>10,}  {path}")
    print("digest", digest(options.package))


if __name__ == "__main__":
    main()
