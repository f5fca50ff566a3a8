"""Turns a checkpoint of Hugging Face into a model package that shows all of its inside, with switches for its heads and MLPs.

The checkpoint is a folder with config.json, tokenizer.json, and model.safetensors or pytorch_model.bin, which may be in several parts.
It must be of one of the KINDS. The package gets:

config.json       as it is, like tokenizer.json and the files for chats
model.onnx        the fast graph, with a cache
inspect.onnx      the whole prefix at once, with everything there is to look at
model.onnx_data   the weights in 32 bits, once for both graphs

At the end ONNX Runtime runs both graphs, and the command fails if they do not compute what the transformers library computes.

usage: huggingface.py CHECKPOINT_FOLDER PACKAGE_FOLDER
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModelForCausalLM
from transformers.utils import logging

from decoders import GemmaDecoder, Gpt2Decoder, GptNeoDecoder, LlamaDecoder, MistralDecoder, Qwen2Decoder, Qwen3Decoder
from export import SWITCHES, Inspect, attend, cached_graph, causal_mask, digest, inspect_graph, switches, weight_files, write_graphs

KINDS = {  # by the model_type of config.json
    "gpt2": Gpt2Decoder,
    "gpt_neo": GptNeoDecoder,
    "llama": LlamaDecoder,
    "mistral": MistralDecoder,
    "qwen2": Qwen2Decoder,
    "qwen3": Qwen3Decoder,
    "gemma": GemmaDecoder,
}
ROTATIONS = ["default", "linear", "llama3", "yarn"]  # those that are the same for texts of any length
WEIGHTS = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"]
COPIED = ["config.json", "tokenizer.json"]
COPIED_IF_THERE = ["tokenizer_config.json", "chat_template.jinja", "generation_config.json", "special_tokens_map.json"]
TEXT = "Once upon a time there was a little girl who lived in the wood with her mother and her cat."
TOLERANCE = 1e-4  # a share of the range of the logits

logging.set_verbosity_error()
logging.disable_progress_bar()


class Refused(Exception):
    """A checkpoint that cannot be turned into a package; the message says why, and what to do."""


class Sizes:
    """The numbers of layers, of heads, and of heads that have keys of their own, and the width of a head."""

    def __init__(self, decoder):
        block, ids = decoder.blocks()[0], torch.zeros(1, 1, dtype=torch.long)
        with torch.no_grad():
            query, key, _ = decoder.query_key_value(block, decoder.embed(ids, ids), ids)
        self.layers, self.heads = len(decoder.blocks()), query.shape[1]
        self.key_heads, self.head_width = key.shape[1], key.shape[3]

    def repeat(self, part):
        """The keys or values of each head: neighbours share them."""
        return part if self.heads == self.key_heads else part[:, torch.arange(self.heads) // (self.heads // self.key_heads)]


class Fast(nn.Module):
    """Turns new tokens, the switches and the cache of the earlier tokens into logits and the extended cache."""

    def __init__(self, decoder):
        super().__init__()
        self.model, self.sizes = decoder, Sizes(decoder)

    def forward(self, input_ids, attention_mask, position_ids, head_scale, mlp_scale, *past_key_values):
        x, present = self.model.embed(input_ids, position_ids), []
        past, sequence = past_key_values[0].shape[2], input_ids.shape[1]
        for layer, block in enumerate(self.model.blocks()):
            query, key, value = self.model.query_key_value(block, x, position_ids)
            key, value = (torch.cat(pair, 2) for pair in zip(past_key_values[2 * layer : 2 * layer + 2], (key, value)))
            present += [key, value]
            key, value = self.sizes.repeat(key), self.sizes.repeat(value)
            mask = causal_mask(attention_mask, past, sequence, self.model.window(block))
            gathered = attend(self.sizes.head_width, query, key, value, mask)[1] * head_scale[layer, :, None, None]
            x = self.model.attend(block, x, gathered.transpose(1, 2).flatten(2))
            x = x + self.model.mlp(block, x) * mlp_scale[layer]
        return self.model.project(x), *present


class Look(Inspect):
    """Turns the whole prefix and the switches into the logits and all that leads to them, and token ids into rows of the output table."""

    def __init__(self, decoder):
        super().__init__(decoder)
        self.sizes = Sizes(decoder)

    def look(self, input_ids, attention_mask, head_scale, mlp_scale, rows):
        sequence = input_ids.shape[1]
        positions = torch.arange(sequence)[None]
        learned = self.model.learned(positions)
        seen = {"inputs_embeds": self.model.tokens(input_ids)} | ({} if learned is None else {"position_embeds": learned})
        seen |= {"output_rows": self.model.output_rows(rows)}
        x = self.model.embed(input_ids, positions)
        hidden_states = [x]
        for layer, block in enumerate(self.model.blocks()):
            query, key, value = self.model.query_key_value(block, x, positions)
            key, value = self.sizes.repeat(key), self.sizes.repeat(value)
            mask = causal_mask(attention_mask, 0, sequence, self.model.window(block))
            attention, gathered = attend(self.sizes.head_width, query, key, value, mask)
            output_weight, bias = self.model.output_weight(block, self.sizes.heads), self.model.output(block).bias
            heads = (gathered * head_scale[layer, :, None, None]) @ output_weight
            x = x + heads.sum(1)
            if bias is not None:
                x = x + bias
                seen[f"attention_bias.{layer}"] = bias
            mlp = self.model.mlp(block, x) * mlp_scale[layer]
            x = x + mlp
            hidden_states.append(x)
            seen |= {f"queries.{layer}": query, f"keys.{layer}": key, f"values.{layer}": value, f"attentions.{layer}": attention}
            seen |= {f"output_weight.{layer}": output_weight, f"attention_out.{layer}": heads, f"mlp_out.{layer}": mlp}
        return self.everything(hidden_states, seen)

    def final_norm(self, x):
        if isinstance(self.model.norm, nn.LayerNorm):
            return super().final_norm(x)
        weight, epsilon = self.model.norm_weight()
        return {"final_norm.weight": weight, "final_norm.scale": (x.square().mean(-1) + epsilon).rsqrt()}


def fast_graph(decoder):
    graph = Fast(decoder).eval()
    return cached_graph(graph, switches(graph.sizes), graph.sizes.key_heads, graph.sizes.head_width)


def look_graph(decoder):
    graph = Look(decoder).eval()
    ids, mask = torch.zeros(1, 5, dtype=torch.long), torch.ones(1, 5, dtype=torch.long)
    names = ["input_ids", "attention_mask", *SWITCHES, "rows"]
    return inspect_graph(graph, names, (ids, mask, *switches(graph.sizes), torch.tensor([0, 1])))


def require(met, sentence):
    if not met:
        raise Refused(sentence)


def read_config(folder):
    """The checkpoint's config.json, if this command can turn the checkpoint into a package."""
    require(not (folder / "adapter_config.json").exists(), f"{folder} is an adapter: merge it into its model first, with merge_and_unload() of peft.")
    for name in COPIED:
        how = f"make it with AutoTokenizer.from_pretrained({str(folder)!r}).save_pretrained({str(folder)!r})" if name == "tokenizer.json" else ""
        require((folder / name).is_file(), f"{folder / name} is missing: {how or 'give the folder of a checkpoint, with all of its files'}.")
    require(any((folder / name).is_file() for name in WEIGHTS), f"{folder} has no weights: it needs one of {', '.join(WEIGHTS)}.")
    config = json.loads((folder / "config.json").read_text())
    kind = config.get("model_type")
    require(kind in KINDS, f"{folder / 'config.json'} has the model_type {kind}: this command knows {', '.join(KINDS)}.")
    require("quantization_config" not in config, f"{folder} has quantised weights: take the checkpoint that it was made from.")
    require(not config.get("add_cross_attention"), f"{folder} attends to a second text: take a model that continues one text.")
    require(not config.get("use_bidirectional_attention"), f"{folder} looks ahead: take a model that continues a text.")
    rotation = config.get("rope_parameters") or config.get("rope_scaling") or {}
    rotation = rotation.get("rope_type", rotation.get("type", "default"))
    require(rotation in ROTATIONS, f"{folder / 'config.json'} has the rope_type {rotation}: this command knows {', '.join(ROTATIONS)}.")
    return config


def read(folder):
    """The model of a checkpoint in the transformers library, in 32 bits, and its tokenizer."""
    config, tokenizer = read_config(folder), Tokenizer.from_file(str(folder / "tokenizer.json"))
    most, count = config.get("vocab_size", 0), tokenizer.get_vocab_size()
    require(count <= most, f"{folder / 'tokenizer.json'} has {count} tokens, more than the vocab_size {most} of config.json: take both from one model.")
    options = {"dtype": torch.float32, "attn_implementation": "eager", "local_files_only": True}
    model, loaded = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True, ignore_mismatched_sizes=True, **options)
    missing = sorted([*loaded["missing_keys"], *(name for name, *_ in loaded["mismatched_keys"])])
    require(not missing, f"{folder} lacks {len(missing)} weights of the shape that its config.json asks for, such as {missing[:1]}: copy it again.")
    return model.eval(), tokenizer


def convert(checkpoint, package):
    """Writes the package if its graphs are right; returns the largest difference from the transformers library."""
    require(checkpoint.resolve() != package.resolve(), "The package needs a folder of its own, not that of the checkpoint.")
    model, tokenizer = read(checkpoint)
    decoder = KINDS[model.config.model_type](model)
    package.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=package.parent) as folder:
        unchecked = Path(folder)
        for name in COPIED + [name for name in COPIED_IF_THERE if (checkpoint / name).is_file()]:
            shutil.copyfile(checkpoint / name, unchecked / name)
        write_graphs(unchecked, lambda: fast_graph(decoder), lambda: look_graph(decoder))
        difference = check(unchecked, model, tokenizer.encode(TEXT).ids)
        package.mkdir(exist_ok=True)
        for file in unchecked.iterdir():
            file.replace(package / file.name)
    return difference


def session(file):
    return onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])


def ones(graph):
    """The switches of a graph, all on."""
    return {slot.name: np.ones(slot.shape, np.float32) for slot in graph.get_inputs() if slot.name in SWITCHES}


def look(graph, ids, rows=(0,), scales=None):
    """Every output of inspect.onnx by name."""
    inputs = {"input_ids": np.array([ids]), "attention_mask": np.ones((1, len(ids)), np.int64), "rows": np.array(rows, np.int64)}
    names = [slot.name for slot in graph.get_outputs()]
    return dict(zip(names, graph.run(None, inputs | ones(graph) | (scales or {}))))


def step(graph, ids, cache=(), scales=None):
    """The logits [sequence, vocabulary] of ids that follow those of the cache, and the extended cache."""
    slots = [slot for slot in graph.get_inputs() if slot.name.startswith("past_")]
    cache = cache or [np.zeros((1, slot.shape[1], 0, slot.shape[3]), np.float32) for slot in slots]
    past = cache[0].shape[2]
    inputs = {"input_ids": np.array([ids]), "attention_mask": np.ones((1, past + len(ids)), np.int64)}
    inputs |= {"position_ids": np.arange(past, past + len(ids))[None]} | dict(zip([slot.name for slot in slots], cache))
    logits, *present = graph.run(None, inputs | ones(graph) | (scales or {}))
    return logits[0], present


def check(package, model, ids):
    """The largest difference of a logit from the transformers library: of both graphs, the cache included."""
    with torch.no_grad():
        expected = model(torch.tensor([ids])).logits[0].numpy()
    fast, half = session(package / "model.onnx"), len(ids) // 2
    first, cache = step(fast, ids[:half])
    found = [np.concatenate([first, step(fast, ids[half:], cache)[0]])]
    del fast
    found.append(look(session(package / "inspect.onnx"), ids)["logits"][0])
    difference = max(np.abs(logits - expected).max() for logits in found)
    require(difference <= TOLERANCE * np.ptp(expected), f"The graphs compute logits that differ by {difference:.1e}, so there is no package: please report this.")
    return difference


def main(checkpoint, package):
    try:
        difference = convert(Path(checkpoint), Path(package))
    except Refused as reason:
        sys.exit(str(reason))
    for path in weight_files(Path(package)):
        print(f"{path.stat().st_size:>13,}  {path}")
    print(f"logits differ from those of the transformers library by at most {difference:.1e}")
    print("digest", digest(Path(package)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
