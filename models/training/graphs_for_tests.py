"""Small models with random weights whose graphs have other inputs, states and outputs than those of kinds_for_tests.py, for the Java tests.

last-logits      logits of the last position only, [batch, 1, vocabulary], as ONNX Runtime's model builder makes; ids and mask of 32 bits
one-tensor       GPT-BigCode's kind: keys and values in one tensor, past_key_values.N.key_value [batch, past, 2 * head width]
old-past         GPT-2's kind in its oldest export: past_N [2, batch, heads, past, head width]
hybrid           LFM2's kind: convolutions whose state past_conv.N keeps its size, between layers of attention
mamba            Mamba's kind: past_conv.N and past_ssm.N, and no attention
vectors          decoder_model_merged.onnx takes inputs_embeds, which embed_tokens.onnx makes of ids; position_ids [3, batch, sequence]
logits-to-keep   logits_to_keep, cache_position, and states named past_key_values_N_key that come back as present_key_values_N_key
bf16             cache and logits in bfloat16
q4               weights of 4 bits in MatMulNBits
vocabulary-152k  logits of every position over 151,936 tokens, from a graph of 2 kB that computes its tables; a state in one tensor
152k-no-state    the same without a state

All but the last two get what kinds_for_tests.py writes: config.json, tokenizer.json, the graphs and reference.json, computed by the transformers library
in 64 bits. The script runs each graph in ONNX Runtime too, whole and token by token, and stops where that differs.

usage: graphs_for_tests.py FOLDER
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional
from transformers import (
    GPTBigCodeConfig,
    GPTBigCodeForCausalLM,
    Lfm2Config,
    Lfm2ForCausalLM,
    MambaConfig,
    MambaForCausalLM,
)

from decoders import Decoder, Gpt2Decoder, LlamaDecoder, heads
from kinds_for_tests import HEADS, KEY_HEADS, LAYERS, WIDTH, gpt2, llama, logits_of, spread, write
from tokenizers_for_tests import byte_level, with_start_token

BATCH, PAST, NEW = "batch_size", "past_sequence_length", "sequence_length"
ALL = "total_sequence_length"


class Named(nn.Module):
    """A function of named tensors as a module whose inputs stand side by side, in the order of `names`."""

    def __init__(self, decoder, step, names):
        super().__init__()
        self.decoder, self.step, self.names = decoder, step, names

    def forward(self, *values):
        return tuple(self.step(dict(zip(self.names, values))).values())


def export(decoder, step, path, inputs, outputs, opset=17):
    """Writes a graph. `inputs` and `outputs`: {name: axes}, an axis being a length or a name; batch 2, past 3 and 2 new tokens for tracing."""
    lengths = {BATCH: 2, PAST: 3, NEW: 2, ALL: 5}
    examples = []
    for name, (type, axes) in inputs.items():
        shape = [lengths.get(axis, axis) for axis in axes]
        if name == "input_ids":
            examples.append(torch.arange(1, 5, dtype=type).view(shape))
        elif "position" in name:
            examples.append((torch.arange(2) + 3).to(type).expand(shape).contiguous())
        elif "mask" in name:
            examples.append(torch.ones(shape, dtype=type))
        elif "keep" in name:
            examples.append(torch.tensor(1))
        else:
            examples.append((torch.rand(shape) - 0.5).to(type))
    free = {name: {at: axis for at, axis in enumerate(axes) if isinstance(axis, str)} for name, (_, axes) in inputs.items()}
    free |= {name: {at: axis for at, axis in enumerate(axes) if isinstance(axis, str)} for name, axes in outputs.items()}
    module = Named(decoder, step, list(inputs)).eval()
    torch.onnx.export(
        module, tuple(examples), str(path), input_names=list(inputs), output_names=list(outputs), dynamic_axes=free, opset_version=opset, dynamo=False
    )
    return onnx.load(path)


def cached(name, layers=LAYERS, key_heads=KEY_HEADS, width=WIDTH // HEADS, past="past_key_values.{}.{}", present="present.{}.{}"):
    """The inputs and outputs of a cache of keys and values."""
    axes = [BATCH, key_heads, PAST, width]
    ins = {past.format(n, part): (torch.float32, axes) for n in range(layers) for part in ("key", "value")}
    outs = {present.format(n, part): [BATCH, key_heads, ALL, width] for n in range(layers) for part in ("key", "value")}
    return ins, outs


def pairs(given, layers=LAYERS, past="past_key_values.{}.{}"):
    return [tuple(given[past.format(n, part)] for part in ("key", "value")) for n in range(layers)]


IDS = {"input_ids": (torch.int64, [BATCH, NEW])}
MASK = {"attention_mask": (torch.int64, [BATCH, ALL])}
PLACES = {"position_ids": (torch.int64, [BATCH, NEW])}


def named(logits, present, outputs):
    flat = [part for pair in present for part in (pair if isinstance(pair, (tuple, list)) else [pair])]
    return dict(zip(outputs, [logits, *flat]))


class BigCodeDecoder(Gpt2Decoder):
    """GPT-2 with one head of keys and values."""

    def query_key_value(self, block, x, positions):
        attention = block.attn
        query, key, value = attention.c_attn(block.ln_1(x)).split((attention.embed_dim, attention.kv_dim, attention.kv_dim), dim=2)
        return heads(query, attention.head_dim), key[:, None], value[:, None]

    def attend(self, block, x, gathered):
        return x + block.attn.c_proj(gathered)


class Lfm2Decoder(LlamaDecoder):
    """Short convolutions in most layers, attention in the others."""

    def compared(self, attention, query, key):
        return attention.q_layernorm(query), attention.k_layernorm(key)

    def convolve(self, block, x, past):
        conv = block.conv
        before, gate, values = conv.in_proj(block.operator_norm(x)).transpose(1, 2).chunk(3, 1)
        values = torch.cat([past, before * values], 2)
        kernel = conv.conv_kernel_size
        mixed = functional.conv1d(values, conv.conv.weight, conv.conv.bias, groups=values.shape[1])[:, :, 1:]
        return x + conv.out_proj((gate * mixed).transpose(1, 2)), values[:, :, -kernel:]

    def attention(self, block, x, positions, past, bias):
        attention, normed = block.self_attn, block.operator_norm(x)
        width = attention.head_dim
        query, key, value = (heads(part(normed), width) for part in (attention.q_proj, attention.k_proj, attention.v_proj))
        query, key = self.compared(attention, query, key)
        key = torch.cat([past[0], self.turn(key, positions)], 2)
        value = torch.cat([past[1], value], 2)
        gathered = self.gather(self.turn(query, positions), key, value, bias)
        return x + attention.out_proj(gathered), [key, value]

    def step(self, given):
        x, mask, present = self.model.model.embed_tokens(given["input_ids"]), given["attention_mask"], {}
        before = mask.shape[1] - x.shape[1]
        positions, bias = torch.arange(before, mask.shape[1])[None], self.bias(mask, before, x.shape[1])
        for n, block in enumerate(self.model.model.layers):
            if block.is_attention_layer:
                past = given[f"past_key_values.{n}.key"], given[f"past_key_values.{n}.value"]
                x, (present[f"present.{n}.key"], present[f"present.{n}.value"]) = self.attention(block, x, positions, past, bias)
            else:
                x, present[f"present_conv.{n}"] = self.convolve(block, x, given[f"past_conv.{n}"])
            x = x + block.feed_forward(block.ffn_norm(x))
        return {"logits": self.model.lm_head(self.model.model.embedding_norm(x))} | present


class MambaDecoder(nn.Module):
    """Selective state spaces: s_t = exp(dt_t A) s_{t-1} + dt_t B_t x_t, for all tokens of a run at once."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def mix(self, mixer, x, conv, ssm):
        values, gate = mixer.in_proj(x).transpose(1, 2).chunk(2, 1)
        values = torch.cat([conv, values], 2)
        mixed = functional.silu(functional.conv1d(values, mixer.conv1d.weight, mixer.conv1d.bias, groups=values.shape[1])[:, :, 1:])
        rank, size = mixer.time_step_rank, mixer.ssm_state_size
        step, b, c = mixer.x_proj(mixed.transpose(1, 2)).split([rank, size, size], 2)
        step = functional.softplus(mixer.dt_proj(step))  # [batch, time, inner]
        decay = (step[..., None] * -torch.exp(mixer.A_log)).cumsum(1)  # [batch, time, inner, size]
        new = step[..., None] * b[:, :, None] * mixed.transpose(1, 2)[..., None]
        times = torch.arange(x.shape[1])
        earlier = (times[None] <= times[:, None])[None, :, :, None, None]
        weights = torch.where(earlier, decay[:, :, None] - decay[:, None], torch.full([], -1e9)).exp()
        state = (weights * new[:, None]).sum(2) + decay.exp() * ssm[:, None]
        y = (state * c[:, :, None]).sum(3) + mixer.D * mixed.transpose(1, 2)
        return mixer.out_proj(y * functional.silu(gate.transpose(1, 2))), values[:, :, -mixer.conv_kernel_size :], state[:, -1]

    def step(self, given):
        x, present = self.model.backbone.embeddings(given["input_ids"]), {}
        for n, block in enumerate(self.model.backbone.layers):
            y, conv, ssm = self.mix(block.mixer, block.norm(x), given[f"past_conv.{n}"], given[f"past_ssm.{n}"])
            x, present = x + y, present | {f"present_conv.{n}": conv, f"present_ssm.{n}": ssm}
        return {"logits": self.model.lm_head(self.model.backbone.norm_f(x))} | present


def feed(session, ids, state, reused, embed=None):
    """The inputs of one run on the ids after the first `reused`."""
    given = {}
    for value in session.get_inputs():
        integers = np.int32 if "int32" in value.type else np.int64
        new, places = ids[reused:], np.arange(reused, len(ids))
        if value.name == "input_ids":
            given[value.name] = np.array([new], integers)
        elif value.name == "inputs_embeds":
            given[value.name] = embed.run(None, {"input_ids": np.array([new])})[0]
        elif value.name == "attention_mask":
            given[value.name] = np.ones((1, len(ids)), integers)
        elif value.name == "position_ids":
            given[value.name] = np.broadcast_to(places, [3, 1, len(new)] if len(value.shape) == 3 else [1, len(new)]).astype(integers)
        elif value.name == "cache_position":
            given[value.name] = places
        elif value.name == "logits_to_keep":
            given[value.name] = np.array(0)
        elif state:
            given[value.name] = state[value.name]
        else:
            type = {"tensor(float)": np.float32, "tensor(float16)": np.float16}[value.type]
            given[value.name] = np.zeros([1 if axis == BATCH else 0 if axis == PAST else axis for axis in value.shape], type)
    return given


def check(path, model, within, embed=None):
    """Checks the graph in ONNX Runtime, whole and token by token, against the model in PyTorch."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    embed = embed and onnxruntime.InferenceSession(embed, providers=["CPUExecutionProvider"])
    ids, expected, state, worst = [5, 4, 9, 7, 30, 31, 12, 40], None, None, 0
    expected = logits_of(model, ids).numpy()
    worst = np.abs(session.run(["logits"], feed(session, ids, None, 0, embed))[0][0][-1] - expected[-1]).max()
    names = [value.name for value in session.get_outputs()]
    for length in range(1, len(ids) + 1):
        found = dict(zip(names, session.run(names, feed(session, ids[:length], state, length - 1, embed))))
        state = {name.replace("present_key_values", "past_key_values").replace("present.", "past_key_values.").replace("present_", "past_"): value for name, value in found.items()}
        worst = max(worst, np.abs(found["logits"][0][-1] - expected[length - 1]).max())
    print(f"{path.parent.parent.name}: logits differ by at most {worst:.1e}, {path.stat().st_size} bytes")
    assert worst < within


def in_bfloat16(model):
    """The same graph, with its caches and logits in bfloat16; in between it has 32 bits, because a CPU computes with these."""
    kind, graph = TensorProto.BFLOAT16, model.graph
    for value in graph.input:
        if value.type.tensor_type.elem_type == TensorProto.FLOAT:
            value.type.tensor_type.elem_type = kind
            for node in graph.node:
                node.input[:] = [f"{value.name}_32" if name == value.name else name for name in node.input]
            graph.node.insert(0, helper.make_node("Cast", [value.name], [f"{value.name}_32"], to=TensorProto.FLOAT))
    for value in graph.output:
        value.type.tensor_type.elem_type = kind
        for node in graph.node:
            node.output[:] = [f"{value.name}_32" if name == value.name else name for name in node.output]
            node.input[:] = [f"{value.name}_32" if name == value.name else name for name in node.input]
        graph.node.append(helper.make_node("Cast", [f"{value.name}_32"], [value.name], to=kind))
    del graph.value_info[:]
    return model


def in_four_bits(model, decoder, block=16):
    """The graph with weights of 4 bits in MatMulNBits: q - 8 times the scale of each block; the model gets the same ones in 32 bits."""
    weights = {weight.name: numpy_helper.to_array(weight) for weight in decoder.graph.initializer}
    changed = set()
    for node in decoder.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            continue
        name = node.input[1]
        weight = weights[name].T  # [out, in]
        blocks = weight.reshape(len(weight), -1, block)
        scales = np.maximum(np.abs(blocks).max(2, keepdims=True) / 7, 1e-9).astype(np.float32)
        whole = np.clip(np.rint(blocks / scales) + 8, 0, 15).astype(np.uint8)
        same = [parameter for parameter in model.parameters() if parameter.shape == weight.shape and np.array_equal(parameter.detach(), weight)]
        same[0].data.copy_(torch.tensor((whole.astype(np.float32) - 8) * scales).view(weight.shape))
        packed = whole[:, :, ::2] | whole[:, :, 1::2] << 4
        changed |= {name}
        decoder.graph.initializer.extend([numpy_helper.from_array(packed, f"{name}_q4"), numpy_helper.from_array(scales.reshape(-1), f"{name}_scales")])
        node.op_type, node.domain = "MatMulNBits", "com.microsoft"
        node.input[:] = [node.input[0], f"{name}_q4", f"{name}_scales"]
        options = dict(K=weight.shape[1], N=weight.shape[0], bits=4, block_size=block)
        node.attribute.extend([helper.make_attribute(key, value) for key, value in options.items()])
    assert len(changed) == 7 * LAYERS + 1
    kept = [weight for weight in decoder.graph.initializer if weight.name not in changed]
    del decoder.graph.initializer[:]
    decoder.graph.initializer.extend(kept)
    decoder.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return decoder


def large(path, cached, size=151_936, width=64):
    """One layer of attention whose keys and values are its input: x = sin(id * w), logits = (x + attention) cos(token * u)."""
    node, info = helper.make_node, helper.make_tensor_value_info
    constants = {
        "w": np.exp(-np.arange(width) / 9).astype(np.float32),
        "u": (np.arange(width, dtype=np.float32)[:, None] + 1) * 0.7,
        "sharpness": np.float32(0.3),
        "never": np.float32(-1e9),
        "nothing": np.float32(0),
        "zero": np.int64(0),
        "one": np.int64(1),
        "size": np.int64(size),
        "last": np.array([-1]),
        "first": np.array([0]),
    }
    nodes = [
        node("Cast", ["input_ids"], ["numbers"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["numbers", "last"], ["column"]),
        node("Mul", ["column", "w"], ["angles"]),
        node("Sin", ["angles"], ["x"]),
        node("Concat", ["past_key_values.0.key_value", "x"], ["present.0.key_value"], axis=1) if cached else node("Identity", ["x"], ["present.0.key_value"]),
        node("Transpose", ["present.0.key_value"], ["keys"], perm=[0, 2, 1]),
        node("MatMul", ["x", "keys"], ["products"]),
        node("Mul", ["products", "sharpness"], ["scores"]),
        node("Shape", ["scores"], ["shape"]),
        node("Gather", ["shape", "one"], ["new"]),
        node("Gather", ["shape", "two"], ["all"]),
        node("Sub", ["all", "new"], ["before"]),
        node("Range", ["before", "all", "one"], ["places"]),
        node("Unsqueeze", ["places", "last"], ["rows"]),
        node("Range", ["zero", "all", "one"], ["columns"]),
        node("LessOrEqual", ["columns", "rows"], ["seen"]),
        node("Where", ["seen", "nothing", "never"], ["bias"]),
        node("Add", ["scores", "bias"], ["biased"]),
        node("Softmax", ["biased"], ["weights"], axis=-1),
        node("MatMul", ["weights", "present.0.key_value"], ["gathered"]),
        node("Add", ["x", "gathered"], ["y"]),
        node("Range", ["zero", "size", "one"], ["tokens"]),
        node("Cast", ["tokens"], ["token_numbers"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["token_numbers", "first"], ["token_row"]),
        node("Mul", ["u", "token_row"], ["token_angles"]),
        node("Cos", ["token_angles"], ["table"]),
        node("MatMul", ["y", "table"], ["logits"]),
    ]
    constants["two"] = np.int64(2)
    inputs = [info("input_ids", TensorProto.INT64, [BATCH, NEW])]
    outputs = [info("logits", TensorProto.FLOAT, [BATCH, NEW, size])]
    if cached:
        inputs.append(info("past_key_values.0.key_value", TensorProto.FLOAT, [BATCH, PAST, width]))
        outputs.append(info("present.0.key_value", TensorProto.FLOAT, [BATCH, ALL, width]))
    weights = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "large", inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main(folder):
    folder = Path(folder)
    bytes_, pieces = byte_level(), with_start_token()
    end, known = bytes_.token_to_id("<|endoftext|>"), pieces.get_vocab_size()
    padded = -(-bytes_.get_vocab_size() // 16) * 16

    def graph(kind, name="model.onnx"):
        path = folder / kind / "onnx" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    for name in ("vocabulary-152k", "152k-no-state"):
        large(graph(name), name == "vocabulary-152k")
        bytes_.save(str(folder / name / "tokenizer.json"), pretty=False)
        shape = {"model_type": "gpt2", "vocab_size": 151_936, "n_positions": 4096, "bos_token_id": end, "eos_token_id": end}
        (folder / name / "config.json").write_text(json.dumps(shape) + "\n")

    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch) / "graph.onnx"
        past, present = cached("llama")
        logits = {"logits": [BATCH, NEW, known]}

        model, path = llama(known, seed=21).float(), graph("last-logits")
        decoder, outputs = LlamaDecoder(model), {"logits": [BATCH, 1, known]} | present
        inputs = {"input_ids": (torch.int32, [BATCH, NEW]), "attention_mask": (torch.int32, [BATCH, ALL])} | past
        onnx.save(
            export(decoder, lambda given: named(*decoder(given["input_ids"], given["attention_mask"], None, pairs(given), keep=1), outputs), scratch, inputs, outputs),
            path,
        )
        write(folder / "last-logits", model, pieces)
        check(path, model, 1e-4)

        torch.manual_seed(22)
        shape = dict(n_positions=64, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS, bos_token_id=end, eos_token_id=end)
        model = spread(GPTBigCodeForCausalLM(GPTBigCodeConfig(vocab_size=padded, attn_implementation="eager", **shape)))
        path, decoder, width = graph("one-tensor"), BigCodeDecoder(model), 2 * WIDTH // HEADS
        outputs = {"logits": [BATCH, NEW, padded]} | {f"present.{n}.key_value": [BATCH, ALL, width] for n in range(LAYERS)}

        def big_code(given):
            before = [given[f"past_key_values.{n}.key_value"][:, None].chunk(2, 3) for n in range(LAYERS)]
            found, after = decoder(given["input_ids"], given["attention_mask"], given["position_ids"], before)
            return named(found, [torch.cat(pair, 3)[:, 0] for pair in after], outputs)

        inputs = IDS | MASK | PLACES | {f"past_key_values.{n}.key_value": (torch.float32, [BATCH, PAST, width]) for n in range(LAYERS)}
        onnx.save(export(decoder, big_code, scratch, inputs, outputs), path)
        write(folder / "one-tensor", model, bytes_)
        check(path, model, 1e-4)

        model, path = gpt2(padded, end, seed=23).float(), graph("old-past")
        gpt = Gpt2Decoder(model)
        stacked = [2, BATCH, HEADS, PAST, WIDTH // HEADS]
        outputs = {"logits": [BATCH, NEW, padded]} | {f"present_{n}": [2, BATCH, HEADS, ALL, WIDTH // HEADS] for n in range(LAYERS)}

        def old(given):
            before = [tuple(given[f"past_{n}"]) for n in range(LAYERS)]
            found, after = gpt(given["input_ids"], given["attention_mask"], given["position_ids"], before)
            return named(found, [torch.stack(pair) for pair in after], outputs)

        inputs = IDS | PLACES | MASK | {f"past_{n}": (torch.float32, stacked) for n in range(LAYERS)}
        onnx.save(export(gpt, old, scratch, inputs, outputs), path)
        write(folder / "old-past", model, bytes_)
        check(path, model, 1e-4)

        torch.manual_seed(24)
        shape = dict(hidden_size=WIDTH, intermediate_size=40, num_hidden_layers=3, num_attention_heads=HEADS, num_key_value_heads=KEY_HEADS)
        shape |= dict(conv_L_cache=3, layer_types=["conv", "full_attention", "conv"], block_auto_adjust_ff_dim=False, max_position_embeddings=80)
        config = Lfm2Config(vocab_size=known, bos_token_id=1, eos_token_id=2, tie_word_embeddings=False, attn_implementation="eager", **shape)
        model, path = spread(Lfm2ForCausalLM(config)), graph("hybrid")
        lfm2, conv = Lfm2Decoder(model), [BATCH, WIDTH, 3]
        keys = [BATCH, KEY_HEADS, PAST, WIDTH // HEADS]
        inputs = IDS | MASK | {"past_conv.0": (torch.float32, conv)}
        inputs |= {f"past_key_values.1.{part}": (torch.float32, keys) for part in ("key", "value")} | {"past_conv.2": (torch.float32, conv)}
        outputs = logits | {"present_conv.0": conv}
        outputs |= {f"present.1.{part}": [BATCH, KEY_HEADS, ALL, WIDTH // HEADS] for part in ("key", "value")} | {"present_conv.2": conv}
        onnx.save(export(lfm2, lfm2.step, scratch, inputs, outputs), path)
        write(folder / "hybrid", model, pieces)
        check(path, model, 1e-4)

        torch.manual_seed(25)
        shape = dict(hidden_size=WIDTH, state_size=4, num_hidden_layers=LAYERS, conv_kernel=4, time_step_rank=2, expand=2)
        config = MambaConfig(vocab_size=known, bos_token_id=1, eos_token_id=2, tie_word_embeddings=False, **shape)
        config.max_position_embeddings = 80
        model, path = spread(MambaForCausalLM(config)), graph("mamba")
        mamba, conv, ssm = MambaDecoder(model), [BATCH, 2 * WIDTH, 4], [BATCH, 2 * WIDTH, 4]
        states = [(kind, n) for n in range(LAYERS) for kind in ("conv", "ssm")]
        inputs = IDS | {f"past_{kind}.{n}": (torch.float32, conv) for kind, n in states}
        onnx.save(export(mamba, mamba.step, scratch, inputs, logits | {f"present_{kind}.{n}": ssm for kind, n in states}), path)
        write(folder / "mamba", model, pieces)
        check(path, model, 1e-4)

        model, path = llama(known, seed=26).float(), graph("vectors", "decoder_model_merged.onnx")
        decoder, outputs = LlamaDecoder(model), logits | present

        class Vectors(LlamaDecoder):
            def tokens(self, ids):
                return ids

        vectors = Vectors(model)
        inputs = {"inputs_embeds": (torch.float32, [BATCH, NEW, WIDTH])} | MASK
        inputs |= {"position_ids": (torch.int64, [3, BATCH, NEW])} | past
        step = lambda given: named(*vectors(given["inputs_embeds"], given["attention_mask"], given["position_ids"].sum(0) // 3, pairs(given)), outputs)
        onnx.save(export(vectors, step, scratch, inputs, outputs), path)
        table = graph("vectors", "embed_tokens.onnx")
        embeds = export(model, lambda given: {"inputs_embeds": model.model.embed_tokens(given["input_ids"])}, scratch, IDS, {"inputs_embeds": [BATCH, NEW, WIDTH]})
        onnx.save(embeds, table)
        write(folder / "vectors", model, pieces)
        check(path, model, 1e-4, embed=table)

        model, path = llama(known, seed=27).float(), graph("logits-to-keep")
        keeping, names = LlamaDecoder(model), ("past_key_values_{}_{}", "present_key_values_{}_{}")
        past_, present_ = cached("llama", past=names[0], present=names[1])
        outputs = logits | present_

        def keep(given):
            positions = given["cache_position"][None]
            return named(
                *keeping(given["input_ids"], given["attention_mask"], positions, pairs(given, past=names[0]), keep=given["logits_to_keep"]), outputs
            )

        inputs = IDS | MASK | {"cache_position": (torch.int64, [NEW]), "logits_to_keep": (torch.int64, [])} | past_
        onnx.save(export(keeping, keep, scratch, inputs, outputs), path)
        write(folder / "logits-to-keep", model, pieces)
        check(path, model, 1e-4)

        outputs = logits | present
        model, path = llama(known, seed=28).float(), graph("bf16")
        wide = LlamaDecoder(model)
        step = lambda given: named(*wide(given["input_ids"], given["attention_mask"], None, pairs(given)), outputs)
        onnx.save(in_bfloat16(export(wide, step, scratch, IDS | MASK | past, outputs)), path)
        write(folder / "bf16", model, pieces, closest=0.15)

        shape = dict(width=32, heads=2, key_heads=1)
        model, path = llama(known, seed=29, intermediate=48, **shape).float(), graph("q4", "model_q4.onnx")
        narrow = LlamaDecoder(model)
        past, present = cached("llama", key_heads=1, width=16)
        outputs = logits | present
        step = lambda given: named(*narrow(given["input_ids"], given["attention_mask"], None, pairs(given)), outputs)
        onnx.save(in_four_bits(model, export(narrow, step, scratch, IDS | MASK | past, outputs)), path)
        write(folder / "q4", model, pieces)
        check(path, model, 1e-4)


if __name__ == "__main__":
    main(*sys.argv[1:])
