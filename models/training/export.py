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
from onnx import TensorProto, helper, numpy_helper

from kinds import KINDS
from lstm import Lstm
from model import Transformer
from tokenizer import END_OF_TEXT

OPSET = 17
DATA = "model.onnx_data"
INLINE_BYTES = 256  # smaller constants stay in the graph


def load_model(path):
    """The model of a checkpoint, in evaluation mode."""
    state = torch.load(path, map_location="cpu")
    model = KINDS[state.get("kind", "transformer")]()
    model.load_state_dict(state["model"])
    return model.eval()


def attend(block, query, key, value, mask):
    """The attention [batch, heads, sequence, total] and what it gathers; `mask` is true for the tokens that may be attended to."""
    scores = query @ key.transpose(-2, -1) / math.sqrt(block.head_width)
    weights = scores.masked_fill(~mask, torch.finfo(torch.float32).min).softmax(-1)
    return weights, weights @ value


def causal_mask(attention_mask, past, sequence):
    """[batch, 1, sequence, past + sequence]: each token sees itself and the earlier ones that attention_mask has a 1 for."""
    keys = torch.arange(past + sequence)
    queries = torch.arange(past, past + sequence)
    return (keys[None, :] <= queries[:, None])[None, None] & (attention_mask[:, None, None, :] != 0)


class FastTransformer(nn.Module):
    """Turns new tokens and the cache of the earlier ones into logits and the extended cache."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, position_ids, *past_key_values):
        x = self.model.tokens(input_ids) + self.model.positions(position_ids)
        mask = causal_mask(attention_mask, past_key_values[0].shape[2], input_ids.shape[1])
        present = []
        for block, past_key, past_value in zip(self.model.blocks, past_key_values[::2], past_key_values[1::2]):
            query, key, value = block.query_key_value(x)
            key = torch.cat([past_key, key], dim=2)
            value = torch.cat([past_value, value], dim=2)
            present += [key, value]
            x = block.feed(block.attend(x, attend(block, query, key, value, mask)[1]))
        return self.model.project(x), *present


class InspectTransformer(nn.Module):
    """Turns the whole prefix into the logits and everything that leads to them."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        embeds = self.model.tokens(input_ids)
        x = embeds + self.model.positions(torch.arange(input_ids.shape[1]))
        mask = causal_mask(attention_mask, 0, input_ids.shape[1])
        hidden_states, attentions = [x], []
        for block in self.model.blocks:
            weights, gathered = attend(block, *block.query_key_value(x), mask)
            x = block.feed(block.attend(x, gathered))
            attentions.append(weights)
            hidden_states.append(x)
        lens_logits = [self.model.project(state) for state in hidden_states]
        return self.model.project(x), embeds, *hidden_states, *attentions, *lens_logits


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


class InspectLstm(nn.Module):
    """Turns the whole prefix into the logits and the residual stream before and after each layer."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        embeds = x = self.model.tokens(input_ids)
        hidden_states = [x + 0.0]  # a separate tensor, because an output has only one name
        for layer in self.model.layers:
            x, _ = layer(x)
            hidden_states.append(x)
        lens_logits = [self.model.project(state) for state in hidden_states]
        return self.model.project(x), embeds, *hidden_states, *lens_logits


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


def fast_transformer(model):
    shape = model.shape
    past_names = [f"past_key_values.{layer}.{part}" for layer in range(shape.layers) for part in ("key", "value")]
    present_names = [f"present.{layer}.{part}" for layer in range(shape.layers) for part in ("key", "value")]
    ids = torch.zeros(1, 2, dtype=torch.long)
    past = [torch.zeros(1, shape.heads, 3, shape.width // shape.heads) for _ in past_names]
    inputs = (ids, torch.ones(1, 5, dtype=torch.long), torch.tensor([[3, 4]]), *past)
    axes = {name: {0: "batch", 1: "sequence"} for name in ("input_ids", "position_ids", "logits")}
    axes["attention_mask"] = {0: "batch", 1: "past_and_sequence"}
    axes |= {name: {0: "batch", 2: "past"} for name in past_names}
    axes |= {name: {0: "batch", 2: "past_and_sequence"} for name in present_names}
    input_names = ["input_ids", "attention_mask", "position_ids", *past_names]
    return trace(FastTransformer(model), inputs, input_names, ["logits", *present_names], axes)


def inspect_transformer(model):
    layers = model.shape.layers
    attentions = [f"attentions.{layer}" for layer in range(layers)]
    hidden_states = [f"hidden_states.{layer}" for layer in range(layers + 1)]
    lens_logits = [f"lens_logits.{layer}" for layer in range(layers + 1)]
    inputs = (torch.zeros(1, 5, dtype=torch.long), torch.ones(1, 5, dtype=torch.long))
    input_names = ["input_ids", "attention_mask"]
    output_names = ["logits", "inputs_embeds", *hidden_states, *attentions, *lens_logits]
    axes = {name: {0: "batch", 1: "sequence"} for name in input_names + output_names}
    axes |= {name: {0: "batch", 2: "sequence", 3: "sequence"} for name in attentions}
    return trace(InspectTransformer(model), inputs, input_names, output_names, axes)


def fast_lstm(model):
    past_names = [f"past_state.{part}" for part in range(2 * model.shape.layers)]
    present_names = [f"present_state.{part}" for part in range(2 * model.shape.layers)]
    past = [part for state in model.empty_state(1) for part in state]
    axes = {name: {0: "batch", 1: "sequence"} for name in ("input_ids", "logits")}
    axes |= {name: {1: "batch"} for name in past_names + present_names}
    inputs = (torch.zeros(1, 2, dtype=torch.long), *past)
    return trace(FastLstm(model), inputs, ["input_ids", *past_names], ["logits", *present_names], axes)


def inspect_lstm(model):
    stages = range(model.shape.layers + 1)
    output_names = ["logits", "inputs_embeds", *(f"hidden_states.{n}" for n in stages), *(f"lens_logits.{n}" for n in stages)]
    axes = {name: {0: "batch", 1: "sequence"} for name in ["input_ids", *output_names]}
    return trace(InspectLstm(model), (torch.zeros(1, 5, dtype=torch.long),), ["input_ids"], output_names, axes)


def halve(graph):
    """Turns each float32 weight into a float16 one and a Cast to float32, which ONNX Runtime performs once, on loading."""
    for weight in graph.initializer:
        if weight.data_type == TensorProto.FLOAT:
            wide = weight.name
            halved = numpy_helper.to_array(weight).astype(np.float16)
            weight.CopyFrom(numpy_helper.from_array(halved, wide + ".half"))
            graph.node.insert(0, helper.make_node("Cast", [wide + ".half"], [wide], to=TensorProto.FLOAT))


def move_weights(graph, data):
    """Moves the weights of a graph to the end of `data`, {bytes: offset}; equal ones are stored once."""
    for weight in graph.initializer:
        content = numpy_helper.to_array(weight).tobytes()
        if len(content) < INLINE_BYTES:
            continue
        offset = data.setdefault(content, sum(map(len, data)))
        weight.ClearField("raw_data")
        weight.data_location = TensorProto.EXTERNAL
        for key, value in {"location": DATA, "offset": offset, "length": len(content)}.items():
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
    data = {}
    for name, proto in {"model.onnx": fast_graph(model), "inspect.onnx": inspect_graph(model)}.items():
        if half:
            halve(proto.graph)
        move_weights(proto.graph, data)
        (package / name).write_bytes(proto.SerializeToString())
    (package / DATA).write_bytes(b"".join(data))
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
