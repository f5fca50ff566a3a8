"""What is done to exported decoders before they are shared: two graphs merged into one, 16-bit numbers, data in files of its own."""

import hashlib

import numpy as np
import onnx
from onnx import TensorProto, external_data_helper, helper, numpy_helper
import torch

FLOAT, HALF = TensorProto.FLOAT, TensorProto.FLOAT16


class Step(torch.nn.Module):
    """A decoder with its inputs side by side, in the order of `input_names`."""

    def __init__(self, decoder, layers, names, **options):
        super().__init__()
        self.decoder, self.layers, self.names, self.options = decoder, layers, names, options

    def forward(self, *values):
        given = dict(zip(self.names, values))
        past = [(given[f"past_key_values.{n}.key"], given[f"past_key_values.{n}.value"]) for n in range(self.layers) if f"past_key_values.{n}.key" in given]
        options = self.options | ({"keep": given["num_logits_to_keep"]} if "num_logits_to_keep" in given else {})
        logits, present = self.decoder(given["input_ids"], given["attention_mask"], given.get("position_ids"), past, **options)
        return logits, *(part for pair in present for part in pair)


def cache_names(kind, layers):
    """Example: past_key_values.0.key, past_key_values.0.value, past_key_values.1.key, ..."""
    return [f"{kind}.{n}.{part}" for n in range(layers) for part in ("key", "value")]


def export(decoder, path, layers, key_heads, head_width, cached=True, extra=(), tokens=2, **options):
    """Writes the graph of a decoder, with the names and free axes that Hugging Face's exports have; `tokens` is how many it is traced with."""
    past = cache_names("past_key_values", layers) if cached else []
    names = ["input_ids", "attention_mask", *extra, *past]
    before = 3 if cached else 0
    examples = {
        "input_ids": torch.arange(1, 1 + 2 * tokens).view(2, tokens),
        "attention_mask": torch.ones(2, before + tokens, dtype=torch.int64),
        "position_ids": torch.arange(before, before + tokens).repeat(2, 1),
        "num_logits_to_keep": torch.tensor(0),
    } | {name: torch.randn(2, key_heads, before, head_width) for name in past}
    axes = {name: {0: "batch_size", 2: "past_sequence_length"} for name in past}
    axes |= {name: {0: "batch_size", 1: "sequence_length"} for name in ("input_ids", "position_ids", "logits") if name != "position_ids" or name in extra}
    axes |= {"attention_mask": {0: "batch_size", 1: "total_sequence_length"}}
    present = cache_names("present", layers)
    axes |= {name: {0: "batch_size", 2: "total_sequence_length"} for name in present}
    torch.onnx.export(
        Step(decoder, layers, names, **options).eval(),
        tuple(examples[name] for name in names),
        str(path),
        input_names=names,
        output_names=["logits", *present],
        dynamic_axes=axes,
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )
    return onnx.load(path)


def merged(first, later):
    """One graph of two: `later` where use_cache_branch is true, `first`, which looks at no cache, where it is false; equal weights once."""
    weights, branches = {}, []
    inputs = {value.name: value for value in [*first.graph.input, *later.graph.input]}
    for prefix, graph in (("later_", later.graph), ("first_", first.graph)):
        names = {name: name for name in inputs}
        for weight in graph.initializer:
            bare = numpy_helper.from_array(numpy_helper.to_array(weight), "")
            names[weight.name] = "weight_" + hashlib.sha256(bare.SerializeToString()).hexdigest()[:12]
            bare.name = names[weight.name]
            weights[bare.name] = bare
        renamed = [onnx.NodeProto.FromString(node.SerializeToString()) for node in graph.node]
        for node in renamed:
            node.name = prefix + node.name
            node.input[:] = [name and names.get(name, prefix + name) for name in node.input]
            node.output[:] = [prefix + name for name in node.output]
        outputs = [helper.make_tensor_value_info(prefix + value.name, value.type.tensor_type.elem_type, None) for value in graph.output]
        branches.append(helper.make_graph(renamed, prefix.strip("_"), [], outputs))
    choice = helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1])
    node = helper.make_node("If", ["use_cache_branch"], [value.name for value in later.graph.output], then_branch=branches[0], else_branch=branches[1])
    graph = helper.make_graph([node], "merged", [*inputs.values(), choice], later.graph.output, list(weights.values()))
    return helper.make_model(graph, opset_imports=later.opset_import, ir_version=8)


def halved(model):
    """The graph in 16-bit numbers throughout: weights, caches and logits."""

    def halve(tensor):
        if tensor.data_type == FLOAT:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name))

    for weight in model.graph.initializer:
        halve(weight)
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.TENSOR:
                halve(attribute.t)
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == FLOAT:
                attribute.i = HALF
    for value in [*model.graph.input, *model.graph.output]:
        if value.type.tensor_type.elem_type == FLOAT:
            value.type.tensor_type.elem_type = HALF
    del model.graph.value_info[:]
    return model


def save_with_data(model, path, files):
    """Writes the graph with its larger weights in this many files next to it: model.onnx_data, model.onnx_data_1, ..."""
    for old in path.parent.glob(path.name + "_data*"):
        old.unlink()  # the library would write behind what is there
    large = [weight for weight in model.graph.initializer if len(weight.raw_data) > 256]
    for number, weight in enumerate(large):
        suffix = number * files // len(large)
        external_data_helper.set_external_data(weight, path.name + "_data" + (f"_{suffix}" if suffix else ""))
    onnx.save(model, path)


def dequantised(model):
    """The weights that a quantised graph really multiplies by, by the name that each had before: (integer - zero point) * scale."""
    values = {weight.name: numpy_helper.to_array(weight) for weight in model.graph.initializer}
    return {
        name.removesuffix("_quantized"): (values[name].astype(np.float64) - values[name.replace("_quantized", "_zero_point")])
        * values[name.replace("_quantized", "_scale")]
        for name in values
        if name.endswith("_quantized")
    }
