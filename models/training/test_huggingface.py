"""Tests of huggingface.py with small random models of each kind, which the transformers library makes, saves and runs."""

import contextlib
import io
import json
import tempfile
import unittest
from functools import partial, wraps
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from transformers import GemmaConfig, GemmaForCausalLM, GPT2Config, GPT2LMHeadModel, GPTNeoConfig, GPTNeoForCausalLM
from transformers import LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM, Qwen2Config, Qwen2ForCausalLM
from transformers import Qwen3Config, Qwen3ForCausalLM

from export import DATA, INLINE_BYTES
from huggingface import KINDS, Refused, convert, look, main, read, session, step
from kinds_for_tests import spread
from tokenizers_for_tests import byte_level

LAYERS, HEADS, WINDOW = 2, 4, 5
VOCABULARY = byte_level().get_vocab_size() + 8
IDS = [int(id) for id in np.random.default_rng(0).integers(0, VOCABULARY, 12)]
EXACT = 1e-5
ENDS = {"bos_token_id": 0, "eos_token_id": 0, "vocab_size": VOCABULARY}
ROTARY = ENDS | {"hidden_size": 24, "intermediate_size": 40, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS}
GROUPED = ROTARY | {"num_key_value_heads": 2, "max_position_embeddings": 80}
LLAMA3 = {"rope_type": "llama3", "rope_theta": 1e4, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0}
LLAMA3 |= {"original_max_position_embeddings": 40}
YARN = {"rope_type": "yarn", "rope_theta": 1e4, "factor": 4.0, "original_max_position_embeddings": 20}
GPT2 = ENDS | {"n_positions": 64, "n_embd": 24, "n_layer": LAYERS, "n_head": HEADS}
GPT_NEO = ENDS | {"max_position_embeddings": 64, "hidden_size": 24, "num_layers": LAYERS, "num_heads": HEADS}
LOCAL = {"attention_types": [[["global", "local"], 1]], "window_size": WINDOW}

CASES = {
    "gpt2": (GPT2LMHeadModel, GPT2Config(**GPT2)),
    "gpt2 with scores of its own": (GPT2LMHeadModel, GPT2Config(**GPT2, scale_attn_by_inverse_layer_idx=True, n_inner=30)),
    "gpt_neo": (GPTNeoForCausalLM, GPTNeoConfig(**GPT_NEO, **LOCAL)),
    "llama": (LlamaForCausalLM, LlamaConfig(**GROUPED)),
    "llama with biases": (LlamaForCausalLM, LlamaConfig(**GROUPED, attention_bias=True, mlp_bias=True, tie_word_embeddings=True)),
    "llama 3": (LlamaForCausalLM, LlamaConfig(**GROUPED, rope_parameters=LLAMA3, head_dim=8)),
    "llama with yarn": (LlamaForCausalLM, LlamaConfig(**GROUPED, rope_parameters=YARN)),
    "mistral": (MistralForCausalLM, MistralConfig(**GROUPED, sliding_window=WINDOW)),
    "qwen2": (Qwen2ForCausalLM, Qwen2Config(**GROUPED, use_sliding_window=True, sliding_window=WINDOW, max_window_layers=1)),
    "qwen3": (Qwen3ForCausalLM, Qwen3Config(**GROUPED, head_dim=10, tie_word_embeddings=True)),
    "gemma": (GemmaForCausalLM, GemmaConfig(**GROUPED, head_dim=12)),
}


def quietly(work, *arguments):
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        return work(*arguments)


def save(case, folder, **options):
    """The checkpoint of a case."""
    torch.manual_seed(1)
    kind, config = CASES[case]
    quietly(lambda: spread(kind(config)).save_pretrained(folder, **options))
    byte_level().save(str(folder / "tokenizer.json"))
    return folder


def for_each_case(test):
    """Runs a test on the model of each case and on the two graphs made from it."""

    @wraps(test)
    def run(self):
        for case in CASES:
            with self.subTest(case), torch.no_grad():
                test(self, case, self.models[case], self.fast[case], self.looking[case])

    return run


class ConvertedTest(unittest.TestCase):
    """Has the model of each case in the transformers library, and the graphs made from it."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.models, cls.fast, cls.looking = {}, {}, {}
        cls.folder = Path(folder.name)
        for case in CASES:
            checkpoint, package = save(case, cls.folder / case / "checkpoint"), cls.folder / case / "package"
            quietly(convert, checkpoint, package)
            cls.models[case] = quietly(read, checkpoint)[0]
            cls.fast[case], cls.looking[case] = session(package / "model.onnx"), session(package / "inspect.onnx")

    def run_model(self, model):
        return model(torch.tensor([IDS]), output_hidden_states=True, output_attentions=True)

    def same(self, found, expected, within=EXACT):
        self.assertLess(np.abs(np.asarray(found) - np.asarray(expected)).max(), within)

    @for_each_case
    def test_everything_between_ids_and_logits_is_that_of_the_transformers_library(self, case, model, fast, looking):
        expected, seen = self.run_model(model), look(looking, IDS)
        self.same(seen["logits"], expected.logits)
        self.same(step(fast, IDS)[0], expected.logits[0])
        self.same(seen[f"lens_logits.{LAYERS}"], expected.logits)
        for layer in range(LAYERS):
            self.same(seen[f"hidden_states.{layer}"], expected.hidden_states[layer])
            self.same(seen[f"attentions.{layer}"], expected.attentions[layer])
        # after its last layer the library gives the vector that its final norm has normed
        scale, normed = seen["final_norm.scale"][:, :, None], seen[f"hidden_states.{LAYERS}"]
        normed = (normed - seen.get("final_norm.mean", np.zeros(1))[..., None]) * scale * seen["final_norm.weight"]
        self.same(normed + seen.get("final_norm.bias", 0), expected.hidden_states[LAYERS])

    @for_each_case
    def test_a_graph_shows_all_that_its_kind_has(self, case, model, fast, looking):
        layered = "queries keys values attentions output_weight attention_out mlp_out".split()
        expected = {f"{name}.{layer}" for name in layered for layer in range(LAYERS)}
        expected |= {f"{name}.{n}" for name in ("hidden_states", "lens_logits") for n in range(LAYERS + 1)}
        expected |= {"logits", "inputs_embeds", "output_rows", "final_norm.weight", "final_norm.scale"}
        if case.startswith("gpt"):
            expected |= {"position_embeds", "final_norm.bias", "final_norm.mean"}
        if case.startswith("gpt") or case == "llama with biases":
            expected |= {f"attention_bias.{layer}" for layer in range(LAYERS)}
        self.assertEqual({output.name for output in looking.get_outputs()}, expected)

    @for_each_case
    def test_parts_add_up_to_every_logit(self, case, model, fast, looking):
        rows = list(range(VOCABULARY))
        seen = {name: part.astype(np.float64) for name, part in look(looking, IDS, rows).items()}
        parts = [seen["inputs_embeds"][0]] + ([seen["position_embeds"][0]] if "position_embeds" in seen else [])
        for layer in range(LAYERS):
            looked = np.einsum("hts,hsd,hdw->htw", seen[f"attentions.{layer}"][0], seen[f"values.{layer}"][0], seen[f"output_weight.{layer}"])
            self.same(looked, seen[f"attention_out.{layer}"][0])
            parts += [*looked, seen[f"mlp_out.{layer}"][0]]
            parts += [np.tile(seen[f"attention_bias.{layer}"], (len(IDS), 1))] if f"attention_bias.{layer}" in seen else []
        self.same(sum(parts), seen[f"hidden_states.{LAYERS}"][0])
        centred = "final_norm.mean" in seen
        scale, weight, table = seen["final_norm.scale"][0][:, None], seen["final_norm.weight"], seen["output_rows"]
        bill = [scale * weight * (part - part.mean(1, keepdims=True) * centred) @ table.T for part in parts]
        bill.append(table @ seen.get("final_norm.bias", np.zeros(len(weight))))
        self.same(sum(bill), seen["logits"][0])
        self.same(table, model.lm_head.weight, 1e-9)

    @for_each_case
    def test_scores_of_queries_and_keys_make_the_attention(self, case, model, fast, looking):
        seen = look(looking, IDS)
        for layer in range(LAYERS):
            query, key = seen[f"queries.{layer}"][0], seen[f"keys.{layer}"][0]
            scores = query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[2])
            windowed = {"mistral": (0, 1), "qwen2": (1,), "gpt_neo": (1,)}.get(case, ())
            ahead, behind = np.triu_indices(len(IDS), 1), np.tril_indices(len(IDS), -WINDOW)
            scores[:, *ahead] = -np.inf
            if layer in windowed:
                scores[:, *behind] = -np.inf
            weights = np.exp(scores - scores.max(2, keepdims=True))
            self.same(weights / weights.sum(2, keepdims=True), seen[f"attentions.{layer}"][0])

    @for_each_case
    def test_a_run_with_a_cache_is_a_run_of_the_whole(self, case, model, fast, looking):
        whole, cache = step(fast, IDS)
        for first in (1, 5, len(IDS) - 1):
            before, part = step(fast, IDS[:first])
            after, extended = step(fast, IDS[first:], part)
            self.same(np.concatenate([before, after]), whole)
            for found, expected in zip(extended, cache):
                self.same(found, expected)

    @for_each_case
    def test_switches_do_what_hooks_in_the_transformers_library_do(self, case, model, fast, looking):
        dice = np.random.default_rng(1)
        heads = dice.choice([0, 0.5, 1, 2], (LAYERS, HEADS)).astype(np.float32)
        mlps = dice.choice([0, 0.5, 2], LAYERS).astype(np.float32)
        as_trained = self.run_model(model).logits
        decoder, hooks = KINDS[model.config.model_type](model), []
        for block, factors, factor in zip(decoder.blocks(), torch.tensor(heads), torch.tensor(mlps)):
            hooks.append(decoder.output(block).register_forward_pre_hook(partial(scale_heads, factors)))
            hooks.append(block.mlp.register_forward_hook(partial(scale_output, factor)))
        expected = self.run_model(model)
        for hook in hooks:
            hook.remove()
        scales = {"head_scale": heads, "mlp_scale": mlps}
        seen = look(looking, IDS, scales=scales)
        self.same(seen["logits"], expected.logits)
        self.same(step(fast, IDS, scales=scales)[0], expected.logits[0])
        self.same(seen["hidden_states.1"], expected.hidden_states[1])
        self.assertGreater((expected.logits - as_trained).abs().max(), 0.1)
        self.assertEqual(seen["attention_out.0"][0].any((1, 2)).tolist(), (heads[0] != 0).tolist())

    @for_each_case
    def test_each_weight_is_stored_once(self, case, model, fast, looking):
        weights = {weight.numpy().tobytes() for weight in model.parameters()}
        stored = (self.folder / case / "package" / DATA).stat().st_size
        self.assertEqual(stored, sum(len(weight) for weight in weights if len(weight) >= INLINE_BYTES))


def scale_heads(factors, output, given):
    """The input of an output projection, [batch, sequence, heads * head width], with each head's part times its factor."""
    return (given[0] * factors.repeat_interleave(given[0].shape[-1] // HEADS),)


def scale_output(factor, mlp, given, out):
    return out * factor


class RefusedTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.checkpoint, self.package = Path(folder.name) / "checkpoint", Path(folder.name) / "package"
        save("llama", self.checkpoint)

    def change(self, **keys):
        file = self.checkpoint / "config.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | keys))

    def assert_refused(self, *words):
        with self.assertRaises(Refused) as raised:
            quietly(convert, self.checkpoint, self.package)
        for word in words:
            self.assertIn(word, str(raised.exception))

    def test_another_kind(self):
        self.change(model_type="bert")
        self.assert_refused("config.json has the model_type bert", "gpt2, gpt_neo, llama, mistral, qwen2, qwen3, gemma")
        self.assertFalse(self.package.exists())

    def test_rotations_that_depend_on_the_length(self):
        self.change(rope_parameters={"rope_type": "longrope"})
        self.assert_refused("rope_type longrope", "default, linear, llama3, yarn")
        self.change(rope_parameters=None, rope_scaling={"type": "dynamic", "factor": 2.0})
        self.assert_refused("rope_type dynamic")

    def test_quantised_weights(self):
        self.change(quantization_config={"quant_method": "gptq"})
        self.assert_refused("quantised", "take the checkpoint that it was made from")

    def test_a_missing_file(self):
        (self.checkpoint / "tokenizer.json").unlink()
        self.assert_refused("tokenizer.json is missing", "AutoTokenizer")
        (self.checkpoint / "config.json").unlink()
        self.assert_refused("config.json is missing", "the folder of a checkpoint")

    def test_missing_weights(self):
        (self.checkpoint / "model.safetensors").rename(self.checkpoint / "weights.safetensors")
        self.assert_refused("no weights", "model.safetensors", "pytorch_model.bin")

    def test_an_adapter(self):
        (self.checkpoint / "adapter_config.json").write_text("{}")
        self.assert_refused("merge_and_unload()")

    def test_weights_of_another_model(self):
        self.change(num_hidden_layers=LAYERS + 1)
        self.assert_refused("lacks 9 weights", "model.layers.2.input_layernorm.weight")

    def test_weights_of_another_shape(self):
        self.change(intermediate_size=48)
        self.assert_refused("lacks 6 weights of the shape", "mlp.down_proj")

    def test_a_tokenizer_of_another_model(self):
        self.change(vocab_size=100)
        self.assert_refused("more than the vocab_size 100", "take both from one model")

    def test_wrong_logits_leave_no_package(self):
        with mock.patch("huggingface.TOLERANCE", -1):
            self.assert_refused("compute logits that differ by", "there is no package")
        self.assertEqual([self.checkpoint], list(self.checkpoint.parent.iterdir()))

    def test_one_folder_for_both(self):
        self.package = self.checkpoint
        self.assert_refused("a folder of its own")

    def test_a_checkpoint_in_the_older_format_and_in_parts_is_not_refused(self):
        weights = quietly(read, self.checkpoint)[0].state_dict()
        (self.checkpoint / "model.safetensors").unlink()
        names = {name: f"part-{number % 2}.bin" for number, name in enumerate(weights)}
        for part in set(names.values()):
            torch.save({name: weight for name, weight in weights.items() if names[name] == part}, self.checkpoint / part)
        (self.checkpoint / "pytorch_model.bin.index.json").write_text(json.dumps({"metadata": {}, "weight_map": names}))
        self.assertLess(quietly(convert, self.checkpoint, self.package), EXACT)

    def test_a_checkpoint_in_16_bits_is_widened(self):
        model = quietly(read, self.checkpoint)[0]
        quietly(model.to(torch.bfloat16).save_pretrained, self.checkpoint)
        self.assertLess(quietly(convert, self.checkpoint, self.package), EXACT)

    def test_the_command_says_in_a_sentence_why_it_refuses(self):
        self.change(model_type="bert")
        with self.assertRaises(SystemExit) as stopped:
            quietly(main, self.checkpoint, self.package)
        self.assertTrue(str(stopped.exception).endswith("."))


if __name__ == "__main__":
    unittest.main()
