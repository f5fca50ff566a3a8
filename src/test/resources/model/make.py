"""Makes the packages of this folder: models of a few kilobytes, of the kinds that the shipped ones are not.

bigram       without state: the logits depend on the last token alone, and every run is given the whole prefix
recurrent    with a hidden state: the logits depend on the sum of all tokens' rows
masked       the logits of a token depend on the tokens after it too, as a masked model's do
forgetful    the hidden state that comes out is the one that went in
stranger     wants an input that no decoder has
empty        a graph that gives no logits
unfixed      its switches have no fixed lengths
untied       another table for the logits than for the embeddings, and a bias, which inspect.onnx shows
faulty       gives NaN after the token t, plus infinity after s, nothing but minus infinity after c, and minus infinity for all bytes after a
numberless   gives NaN after every token
misshapen    in inspect.onnx the axes of the hidden states are the wrong way round

All have a tokenizer that is not byte-level: a start token by its post-processor, bytes for what is not in its vocabulary,
and a decoder that drops the space that begins a text. Needs onnx and tokenizers, as in models/training/requirements.txt.

usage: make.py
"""

import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, processors

FOLDER = Path(__file__).parent
SPECIAL = ["<unk>", "<s>", "</s>"]
PIECES = ["▁", "a", "c", "s", "t", "▁c", "at", "▁cat", "▁s", "▁sat"]
MERGES = [("▁", "c"), ("a", "t"), ("▁c", "at"), ("▁", "s"), ("▁s", "at")]
VOCABULARY = SPECIAL + [f"<0x{byte:02X}>" for byte in range(256)] + PIECES
WIDTH = 2


def tokenizer():
    made = Tokenizer(
        models.BPE({piece: id for id, piece in enumerate(VOCABULARY)}, MERGES, unk_token="<unk>", byte_fallback=True)
    )
    made.add_special_tokens([AddedToken(name, normalized=False) for name in SPECIAL])
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    made.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    made.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    return made


def constant(name, values):
    return numpy_helper.from_array(np.array(values), name)


def faults():
    """What is added to all logits after each token."""
    added = np.zeros((len(VOCABULARY), 1), np.float32)
    for token, value in {"t": np.nan, "s": np.inf, "c": -np.inf}.items():
        added[VOCABULARY.index(token)] = value
    return added


def bans():
    """What is added to each logit, by whether bytes are banned."""
    added = np.zeros((2, len(VOCABULARY)), np.float32)
    added[1, len(SPECIAL) : len(SPECIAL) + 256] = -np.inf
    return added


def save_graph(path, name, nodes, inputs, outputs):
    random = np.random.RandomState(0)
    rows = random.randn(len(VOCABULARY), WIDTH).astype(np.float32)
    weights = [
        constant("rows", rows),
        constant("table", rows),  # the same where an input is called rows
        constant("columns", random.randn(WIDTH, len(VOCABULARY)).astype(np.float32)),
        constant("bias", random.randn(len(VOCABULARY)).astype(np.float32)),
        constant("one", np.int64(1)),
        constant("last", np.array([-1], dtype=np.int64)),
        constant("nan", np.float32(np.nan)),
        constant("faults", faults()),
        constant("bans", bans()),
        constant("banning", np.array([int(piece == "a") for piece in VOCABULARY])),
    ]
    used = {name for node in nodes for name in node.input} - {value.name for value in inputs}
    graph = helper.make_graph(nodes, name, inputs, outputs, [weight for weight in weights if weight.name in used])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    path.parent.mkdir(exist_ok=True)
    save(model, path)


def write(name, nodes, inputs, outputs):
    folder = FOLDER / name
    save_graph(folder / "model.onnx", name, nodes, inputs, outputs)
    tokenizer().save(str(folder / "tokenizer.json"))
    shape = {"model_type": name, "vocab_size": len(VOCABULARY), "max_position_embeddings": 32, "eos_token_id": [2]}
    (folder / "config.json").write_text(json.dumps(shape) + "\n")


def main():
    node, info = helper.make_node, helper.make_tensor_value_info
    ids = info("input_ids", TensorProto.INT64, ["batch", "sequence"])
    mask = info("attention_mask", TensorProto.INT64, ["batch", "total"])
    logits = info("logits", TensorProto.FLOAT, ["batch", "sequence", len(VOCABULARY)])
    past = info("past_state.0", TensorProto.FLOAT, [1, "batch", WIDTH])
    present = info("present_state.0", TensorProto.FLOAT, [1, "batch", WIDTH])
    rows = node("Gather", ["rows", "input_ids"], ["x"])
    project = node("MatMul", ["x", "columns"], ["logits"])

    write("bigram", [rows, project], [ids], [logits])
    after = [node("Gather", ["faults", "input_ids"], ["fault"]), node("Gather", ["banning", "input_ids"], ["is_a"])]
    after.append(node("Gather", ["bans", "is_a"], ["banned"]))
    sums = [node("Sum", ["y", "fault", "banned"], ["logits"])]
    write("faulty", [rows, node("MatMul", ["x", "columns"], ["y"]), *after, *sums], [ids], [logits])
    write("numberless", [rows, node("MatMul", ["x", "columns"], ["y"]), node("Add", ["y", "nan"], ["logits"])], [ids], [logits])
    write("stranger", [rows, project], [ids, mask, info("encoder_hidden_states", TensorProto.FLOAT, [1])], [logits])
    write("empty", [rows], [ids], [info("x", TensorProto.FLOAT, ["batch", "sequence", WIDTH])])
    recurrent = [
        rows,
        node("CumSum", ["x", "one"], ["sums"]),
        node("Transpose", ["past_state.0"], ["past"], perm=[1, 0, 2]),
        node("Add", ["sums", "past"], ["states"]),
        node("MatMul", ["states", "columns"], ["logits"]),
        node("Transpose", ["states"], ["by_token"], perm=[1, 0, 2]),
        node("Gather", ["by_token", "last"], ["present_state.0"]),
    ]
    write("recurrent", recurrent, [ids, past], [logits, present])
    write("forgetful", [*recurrent[:5], node("Identity", ["past_state.0"], ["present_state.0"])], [ids, past], [logits, present])
    around = [rows, node("ReduceMean", ["x"], ["mean"], axes=[1]), node("Add", ["x", "mean"], ["sums"])]
    write("masked", [*around, node("MatMul", ["sums", "columns"], ["logits"])], [ids], [logits])

    scale = info("head_scale", TensorProto.FLOAT, ["layers", "heads"])
    write("unfixed", [rows, node("Mul", ["x", "head_scale"], ["y"]), node("MatMul", ["y", "columns"], ["logits"])], [ids, scale], [logits])

    embeds = info("inputs_embeds", TensorProto.FLOAT, ["batch", "sequence", WIDTH])
    look = node("Gather", ["table", "input_ids"], ["inputs_embeds"])
    write("misshapen", [rows, project], [ids], [logits])
    hidden = info("hidden_states.0", TensorProto.FLOAT, ["batch", WIDTH, "sequence"])
    turned = node("Transpose", ["inputs_embeds"], ["hidden_states.0"], perm=[0, 2, 1])
    save_graph(FOLDER / "misshapen" / "inspect.onnx", "inspect", [look, turned], [ids], [embeds, hidden])

    write("untied", [rows, node("MatMul", ["x", "columns"], ["y"]), node("Add", ["y", "bias"], ["logits"])], [ids], [logits])
    few = info("rows", TensorProto.INT64, ["few"])
    output_rows = info("output_rows", TensorProto.FLOAT, ["few", WIDTH])
    output_bias = info("output_bias", TensorProto.FLOAT, ["few"])
    output = [
        node("Gather", ["columns", "rows"], ["picked"], axis=1),
        node("Transpose", ["picked"], ["output_rows"]),
        node("Gather", ["bias", "rows"], ["output_bias"]),
    ]
    save_graph(FOLDER / "untied" / "inspect.onnx", "inspect", [look, *output], [ids, few], [embeds, output_rows, output_bias])


if __name__ == "__main__":
    main()
