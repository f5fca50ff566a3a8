"""The graph of a model of GPT-2 small's shape (124M parameters), without its weights, for the benchmark.

The benchmark makes the file of random weights that the graph asks for; so half a gigabyte of noise need not be shared.

usage: gpt2_shape.py FOLDER        writes FOLDER/model.onnx and FOLDER/config.json
"""

import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnx import TensorProto
from transformers import GPT2Config, GPT2LMHeadModel

from decoders import Gpt2Decoder
from export import INLINE_BYTES
from graphs import Step, cache_names

DATA = "model.onnx_data"
LAYERS, HEADS, HEAD_WIDTH = 12, 12, 64
KEYS = "model_type vocab_size n_positions n_layer n_head n_embd bos_token_id eos_token_id".split()


def graph(model):
    """The graph with a cache; the token table is there once, for both of its uses."""
    past, present = cache_names("past_key_values", LAYERS), cache_names("present", LAYERS)
    names = ["input_ids", "attention_mask", "position_ids", *past]
    examples = [torch.ones(1, 2, dtype=torch.int64), torch.ones(1, 5, dtype=torch.int64), torch.tensor([[3, 4]])]
    examples += [torch.zeros(1, HEADS, 3, HEAD_WIDTH) for _ in past]
    axes = {name: {0: "batch_size", 1: "sequence_length"} for name in ("input_ids", "position_ids", "logits")}
    axes |= {"attention_mask": {0: "batch_size", 1: "total_sequence_length"}}
    axes |= {name: {0: "batch_size", 2: "past_sequence_length"} for name in past}
    axes |= {name: {0: "batch_size", 2: "total_sequence_length"} for name in present}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.onnx"
        torch.onnx.export(
            Step(Gpt2Decoder(model), LAYERS, names).eval(),
            tuple(examples),
            str(path),
            input_names=names,
            output_names=["logits", *present],
            dynamic_axes=axes,
            opset_version=17,
            do_constant_folding=False,  # else the token table would be there twice, once turned
            dynamo=False,
        )
        return onnx.load(path)


def without_weights(model):
    """Leaves each larger weight to a file next to the graph, and names only its place there."""
    offset = 0
    for weight in model.graph.initializer:
        length = len(weight.raw_data)
        if length <= INLINE_BYTES:
            continue
        assert weight.data_type == TensorProto.FLOAT
        weight.ClearField("raw_data")
        weight.data_location = TensorProto.EXTERNAL
        for key, value in {"location": DATA, "offset": offset, "length": length}.items():
            weight.external_data.add(key=key, value=str(value))
        offset += length
    return model


def main(folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    config = GPT2Config(attn_implementation="eager")
    model = without_weights(graph(GPT2LMHeadModel(config).eval()))
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    kept = {key: value for key, value in config.to_dict().items() if key in KEYS}
    (folder / "config.json").write_text(json.dumps(kept, indent=2) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
