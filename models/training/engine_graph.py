"""Turns the fast graph of a package into the graph that an engine serves, and writes the engine.json that goes with it.

model.onnx    input_ids and attention_mask INT64 [batch, sequence] to logits FP32 [batch, 1, vocabulary], those of the last position
model.onnx_data    the weights, as they are
engine.json   for the package of Logit Lab, next to its config.json and tokenizer.json

The graph gets no state from outside, so it reads the whole text in each run. Positions count the ones in the mask, so that a server may
put padding before the texts of a batch. Nothing is trained or rounded: the weights stay in their file, and the graph refers to them.

usage: engine_graph.py PACKAGE FOLDER [--model NAME] [--url URL] [--graph-only]
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

DATA = "model.onnx_data"
PROBE = 12  # ids


def constant(name, values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


def served(model):
    """The same network without state, switches and positions as inputs, and with the logits of the last position alone."""
    graph = model.graph
    weights, first = [], [helper.make_node("Shape", ["input_ids"], ["engine.shape"])]
    first.append(helper.make_node("Gather", ["engine.shape", "engine.zero"], ["engine.batch"], axis=0))
    weights += [constant("engine.zero", [0]), constant("engine.one", 1), constant("engine.last", [-1]), constant("engine.axis", 1)]
    for value in graph.input:
        shape = [d.dim_value for d in value.type.tensor_type.shape.dim]
        if value.name.startswith("past_key_values."):
            weights.append(constant(f"{value.name}.rest", [shape[1], 0, shape[3]]))
            first.append(helper.make_node("Concat", ["engine.batch", f"{value.name}.rest"], [f"{value.name}.shape"], axis=0))
            first.append(helper.make_node("ConstantOfShape", [f"{value.name}.shape"], [value.name]))
        elif value.name.endswith("_scale"):
            weights.append(numpy_helper.from_array(np.ones(shape, np.float32), value.name))
    first += [
        helper.make_node("CumSum", ["attention_mask", "engine.axis"], ["engine.counted"]),
        helper.make_node("Sub", ["engine.counted", "engine.one"], ["engine.signed"]),
        helper.make_node("Max", ["engine.signed", "engine.least"], ["position_ids"]),
    ]
    weights.append(constant("engine.least", 0))
    head = next(node for node in graph.node if "logits" in node.output)
    last = helper.make_node("Gather", [head.input[0], "engine.last"], ["engine.hidden"], axis=1)
    nodes = first + [node for node in graph.node if node is not head] + [last, head]
    head.input[0] = "engine.hidden"
    wanted, kept = {"logits"}, []
    for node in reversed(nodes):
        if wanted & set(node.output):
            kept.insert(0, node)
            wanted |= set(node.input)
    info = helper.make_tensor_value_info
    inputs = [info(name, TensorProto.INT64, ["batch", "sequence"]) for name in ("input_ids", "attention_mask")]
    vocabulary = next(value for value in graph.output if value.name == "logits").type.tensor_type.shape.dim[2].dim_value
    output = info("logits", TensorProto.FLOAT, ["batch", 1, vocabulary])
    used = [weight for weight in [*graph.initializer, *weights] if weight.name in wanted]
    new = helper.make_graph(kept, "engine", inputs, [output], used)
    return helper.make_model(new, opset_imports=model.opset_import, ir_version=model.ir_version)


def sha256(*files):
    """Of the graph and its data, one after the other: cat model.onnx model.onnx_data | sha256sum"""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def probe(path, ids):
    import onnxruntime

    text = np.array([ids], np.int64)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    logits = session.run(["logits"], {"input_ids": text, "attention_mask": np.ones_like(text)})[0][0, 0].astype(np.float64)
    return {"ids": ids, "greedy": int(logits.argmax()), "log_sum_exp": round(float(logits.max() + np.log(np.exp(logits - logits.max()).sum())), 6)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", help="its name on the engine; the name of the package if left out")
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--graph-only", action="store_true", help="removes the copy of the weights at the end")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    graph, data = options.folder / "model.onnx", options.folder / DATA
    shutil.copyfile(options.package / DATA, data)
    onnx.save(served(onnx.load(options.package / "model.onnx", load_external_data=False)), graph)
    onnx.checker.check_model(graph)
    vocabulary = json.loads((options.package / "config.json").read_text())["vocab_size"]
    engine = {
        "protocol": "open-inference",
        "url": options.url,
        "model": options.model or options.package.resolve().name,
        "timeout_ms": 2000,
        "sha256": sha256(graph, data),
        "probe": probe(graph, [i * 97 % vocabulary for i in range(3, 3 + PROBE)]),
    }
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in engine.items())
    (options.folder / "engine.json").write_text("{\n" + lines + "\n}\n")
    if options.graph_only:
        data.unlink()


if __name__ == "__main__":
    main()
