"""Small models with random weights in the layouts of Hugging Face's exports, for the Java tests, with the results of transformers for each.

gpt2             GPT-2's kind: learned positions, position_ids, a cache, onnx/model.onnx
llama            Llama's kind: rotary positions, grouped-query attention, no position_ids, num_logits_to_keep; with inspect.onnx
merged           onnx/decoder_model_merged.onnx: use_cache_branch chooses one of two graphs; the one for the cache has no causal mask
no-cache         onnx/decoder_model.onnx: keys and values come out, but none go in
fused            Llama's kind with ONNX Runtime's GroupQueryAttention, as its own model builder and onnx-community have it
fp16             16-bit weights, cache and logits
external         weights in three files next to the graph
int8             weights of 8 bits, activations rounded to 8 bits as they come
vocabulary-150k  a vocabulary of 150,000 of which the tokenizer knows a few hundred
own-gpt2         GPT-2's kind, turned into a package by huggingface.py
own-llama        Llama's kind, likewise: a table of its own for the logits, and heads that share keys and values

Each gets config.json, tokenizer.json, the graphs and reference.json: for some prompts the logits after the last token, in part, and the
greedy continuation, both by the transformers library in 64 bits. The script runs each graph in ONNX Runtime too, and stops where that differs.

usage: kinds_for_tests.py FOLDER
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

import huggingface
from decoders import FusedLlamaDecoder, Gpt2Decoder, InspectLlama, LargeVocabulary, LlamaDecoder, shrink
from export import inspect_graph
from graphs import dequantised, export, halved, merged, save_with_data
from tokenizers_for_tests import byte_level, with_start_token

LAYERS, WIDTH, HEADS, KEY_HEADS = 2, 24, 4, 2
PROMPTS = ["Once upon a time", "the little girl said, \u201cWhy?\u201d", "caf\u00e9 \U0001f431", " \t\n 12  3"]
GREEDY = 16
LARGE = 150_000
KEYS = """model_type architectures vocab_size n_positions n_layer n_head n_embd max_position_embeddings num_hidden_layers num_attention_heads
    num_key_value_heads hidden_size intermediate_size bos_token_id eos_token_id is_encoder_decoder""".split()


def gpt2(vocabulary, end, seed=1):
    torch.manual_seed(seed)
    shape = dict(n_positions=64, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS, bos_token_id=end, eos_token_id=end)
    return spread(GPT2LMHeadModel(GPT2Config(vocab_size=vocabulary, attn_implementation="eager", **shape)))


def llama(vocabulary, seed=2, width=WIDTH, heads=HEADS, key_heads=KEY_HEADS, intermediate=40):
    torch.manual_seed(seed)
    shape = dict(hidden_size=width, intermediate_size=intermediate, num_hidden_layers=LAYERS, num_attention_heads=heads, num_key_value_heads=key_heads)
    config = LlamaConfig(vocab_size=vocabulary, max_position_embeddings=80, attn_implementation="eager", bos_token_id=1, eos_token_id=2, **shape)
    return spread(LlamaForCausalLM(config))


def spread(model):
    """Random weights large enough for attention to look somewhere and for logits to differ; weights of norms stay close to 1."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1:
                weight.copy_(torch.randn_like(weight) * 0.25)
            else:
                weight.add_(torch.randn_like(weight) * 0.05)
    return model.eval()


def logits_of(model, ids):
    with torch.no_grad():
        return model.double()(torch.tensor([ids])).logits[0]


def reference(model, tokenizer, prompt, closest):
    """The case of one prompt; `closest` is the smallest allowed gap between the two best tokens, so that coarser numbers give the same greedy text."""
    ids = tokenizer.encode(prompt).ids
    logits = logits_of(model, ids)[-1]
    best = torch.sort(logits, descending=True, stable=True)
    greedy = []
    while len(greedy) < GREEDY:
        first, second = torch.topk(logits_of(model, ids + greedy)[-1], 2).values.tolist()
        if first - second < closest:
            break
        greedy.append(int(logits_of(model, ids + greedy)[-1].argmax()))
    step = max(1, len(logits) // 40)
    return {
        "prompt": prompt,
        "ids": ids,
        "log_sum_exp": round(logits.logsumexp(0).item(), 6),
        "top": [{"id": id, "logit": round(logit, 6)} for id, logit in zip(best.indices.tolist()[:10], best.values.tolist())],
        "logits": {id: round(logits[id].item(), 6) for id in range(0, len(logits), step)},
        "greedy": greedy,
    }


def write(folder, model, tokenizer, closest=2e-3):
    """Writes everything of a package except the graph."""
    model.config.architectures = [type(model).__name__]
    config = {key: value for key, value in model.config.to_dict().items() if key in KEYS}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    write_references(folder, model, tokenizer, closest)


def write_references(folder, model, tokenizer, closest=2e-3):
    cases = [reference(model, tokenizer, prompt, closest) for prompt in PROMPTS]
    lengths = [len(case["greedy"]) for case in cases]
    assert sum(lengths) >= GREEDY // 2, f"take another seed: the two best tokens of {folder.name} are too near after {lengths} tokens"
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
    (folder / "reference.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def own(folder, model, tokenizer):
    """Writes a package in the way in which people turn their own checkpoints into packages."""
    with tempfile.TemporaryDirectory() as checkpoint:
        model.save_pretrained(checkpoint)
        tokenizer.save(f"{checkpoint}/tokenizer.json", pretty=False)
        huggingface.convert(Path(checkpoint), folder)
    write_references(folder, model, tokenizer)
    print(f"{folder.name}: {sum(path.stat().st_size for path in folder.iterdir())} bytes")


def check(path, model, within):
    """Checks that the graph gives the same results in ONNX Runtime as the model in PyTorch; returns the largest difference in a logit."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    ids = [5, 4, 9, 7, 30, 31]
    given = {"input_ids": np.array([ids]), "attention_mask": np.ones((1, 6), np.int64), "position_ids": np.arange(6)[None]}
    given |= {"use_cache_branch": np.array([False]), "num_logits_to_keep": np.array(0)}
    names = {value.name: value for value in session.get_inputs()}
    given = {name: value for name, value in given.items() if name in names}
    for name, value in names.items():
        if name.startswith("past"):
            type = np.float16 if "float16" in value.type else np.float32
            given[name] = np.zeros((1, value.shape[1], 0, value.shape[3]), type)
    found = session.run(["logits"], given)[0][0]
    difference = np.abs(found - logits_of(model, ids).numpy()).max()
    print(f"{path.parent.parent.name}: logits differ by at most {difference:.1e}, spread {found.std():.2f}, {path.stat().st_size} bytes")
    assert difference < within
    return difference


def inspect_llama(model):
    inputs = torch.arange(1, 6)[None], torch.ones(1, 5, dtype=torch.long), torch.tensor([1, 2, 3])
    return inspect_graph(InspectLlama(model), ["input_ids", "attention_mask", "rows"], inputs)


def quantised(source, path, model):
    """Weights of 8 bits (7 used: some processors lose the eighth), and the model that has the same ones in 32 bits."""
    quantize_dynamic(source, path, weight_type=QuantType.QInt8, reduce_range=True)
    before = {weight.name: torch.tensor(onnx.numpy_helper.to_array(weight)) for weight in onnx.load(source).graph.initializer}
    for name, values in dequantised(onnx.load(path)).items():
        both = (turned for weight in model.parameters() for turned in (weight.data, weight.data.t()))
        same = next(weight for weight in both if torch.equal(weight, before[name]))  # the exporter renames and transposes weights
        same.copy_(torch.tensor(values))
    return model


def grown(model, small):
    """The model that LargeVocabulary imitates: the same tables repeated many times."""
    config = LlamaConfig.from_dict(model.config.to_dict() | {"vocab_size": LARGE})
    large = LlamaForCausalLM(config).double().eval()
    state = {name: weight.double() for name, weight in model.state_dict().items()}
    ids = torch.arange(LARGE)
    for name in ("model.embed_tokens.weight", "lm_head.weight"):
        state[name] = state[name][ids % small]
    state["lm_head.weight"] = state["lm_head.weight"] * shrink(small, LARGE)[ids // small, None]
    large.load_state_dict(state)
    return large


def main(folder):
    folder = Path(folder)
    bytes_, pieces = byte_level(), with_start_token()
    end, known = bytes_.token_to_id("<|endoftext|>"), pieces.get_vocab_size()
    padded = -(-bytes_.get_vocab_size() // 16) * 16  # larger than the tokenizer's, as in real exports
    gpt2_shape, llama_shape = (LAYERS, HEADS, WIDTH // HEADS), (LAYERS, KEY_HEADS, WIDTH // HEADS)

    def graph(kind, name="model.onnx"):
        path = folder / kind / "onnx" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch) / "graph.onnx"

        model, path = gpt2(padded, end), graph("gpt2")
        write(folder / "gpt2", model, bytes_)
        onnx.save(export(Gpt2Decoder(model.float()), scratch, *gpt2_shape, extra=["position_ids"]), path)
        check(path, model, 1e-4)

        model, path = llama(known), graph("llama")
        write(folder / "llama", model, pieces)
        onnx.save(export(LlamaDecoder(model.float()), scratch, *llama_shape, extra=["num_logits_to_keep"]), path)
        onnx.save(inspect_llama(model), folder / "llama" / "inspect.onnx")
        check(path, model, 1e-4)

        model, path = llama(known, seed=3), graph("merged", "decoder_model_merged.onnx")
        write(folder / "merged", model, pieces)
        first = export(LlamaDecoder(model.float()), scratch, *llama_shape, cached=False)
        later = export(LlamaDecoder(model.float()), scratch, *llama_shape, tokens=1, masked=False)
        onnx.save(merged(first, later), path)
        check(path, model, 1e-4)

        model, path = gpt2(padded, end, seed=4), graph("no-cache", "decoder_model.onnx")
        write(folder / "no-cache", model, bytes_)
        onnx.save(export(Gpt2Decoder(model.float()), scratch, *gpt2_shape, cached=False), path)
        check(path, model, 1e-4)

        model, path = llama(known, seed=9, width=32, heads=2, key_heads=1), graph("fused")
        write(folder / "fused", model, pieces)
        onnx.save(export(FusedLlamaDecoder(model.float()), scratch, LAYERS, 1, 16), path)
        check(path, model, 1e-4)

        model, path = llama(known, seed=5).half(), graph("fp16", "model_fp16.onnx")
        onnx.save(halved(export(LlamaDecoder(model.float()), scratch, *llama_shape)), path)
        write(folder / "fp16", model, pieces, closest=0.02)
        check(path, model, 1e-2)

        model, path = gpt2(padded, end, seed=6), graph("external")
        write(folder / "external", model, bytes_)
        save_with_data(export(Gpt2Decoder(model.float()), scratch, *gpt2_shape), path, 3)
        check(path, model, 1e-4)

        model, path = llama(known, seed=7), graph("int8", "model_quantized.onnx")
        export(LlamaDecoder(model.float()), scratch, *llama_shape)
        model = quantised(scratch, path, model)
        write(folder / "int8", model, pieces, closest=0.2)
        check(path, model, 0.3)

        model, path = llama(padded, seed=8), graph("vocabulary-150k")
        onnx.save(export(LargeVocabulary(LlamaDecoder(model.float()), padded, LARGE), scratch, *llama_shape), path)
        large = grown(model, padded)
        write(folder / "vocabulary-150k", large, pieces)
        check(path, large, 1e-4)

    own(folder / "own-gpt2", gpt2(padded, end, seed=10), bytes_)
    own(folder / "own-llama", llama(known, seed=11), pieces)


if __name__ == "__main__":
    main(*sys.argv[1:])
