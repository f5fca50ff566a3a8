"""Writes the graphs that copy some rows of a model's logits, one for each type of number that logits come in.

rows_float.onnx, rows_float16.onnx, rows_bfloat16.onnx: logits [batch, positions, vocabulary] to rows [batch, to - from, vocabulary] in
float32. Java can only copy a whole tensor to its heap, and the logits of all positions may take gigabytes where one row is wanted.

usage: logit_rows.py FOLDER
"""

import sys
from pathlib import Path

from onnx import TensorProto, checker, helper, save

TYPES = {"float": TensorProto.FLOAT, "float16": TensorProto.FLOAT16, "bfloat16": TensorProto.BFLOAT16}


def rows(type):
    info = helper.make_tensor_value_info
    nodes = [
        helper.make_node("Slice", ["logits", "from", "to", "axis"], ["some"]),
        helper.make_node("Cast", ["some"], ["rows"], to=TensorProto.FLOAT),
    ]
    inputs = [info("logits", type, ["batch", "positions", "vocabulary"]), *(info(name, TensorProto.INT64, [1]) for name in ("from", "to"))]
    outputs = [info("rows", TensorProto.FLOAT, ["batch", "rows", "vocabulary"])]
    graph = helper.make_graph(nodes, "rows", inputs, outputs, [helper.make_tensor("axis", TensorProto.INT64, [1], [1])])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    return model


def main(folder):
    for name, type in TYPES.items():
        save(rows(type), Path(folder) / f"rows_{name}.onnx")


if __name__ == "__main__":
    main(*sys.argv[1:])
