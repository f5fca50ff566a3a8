"""Tests of the training with tiny models and texts: what it reads, its schedule, its gradients, and how a run continues."""

import contextlib
import io
import json
import tempfile
import unittest
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch
import torch.nn.functional as F

import fast
import fast_lstm
import tokenizer
import train
from kinds import KINDS, PASSES, SHAPES
from lstm import LstmShape
from model import Shape
from windows import Windows

TINY = {
    "transformer": Shape(vocabulary=512, context=16, width=32, layers=2, heads=2),
    "lstm": LstmShape(vocabulary=512, context=16, width=32, layers=2, cells=24),
}
SHARES = {"world": 0.6, "old": 0.3, "primer": 0.1}
LENGTH = 16
FIRST_WORD = 300  # the first word of text n has the id FIRST_WORD + n, which occurs nowhere else


def random_texts(count, dice):
    """The ids of texts of 5 to 24 tokens, each with an <|endoftext|> in front."""
    texts = [np.concatenate([[0, FIRST_WORD + n], dice.integers(1, FIRST_WORD, dice.integers(3, 23))]) for n in range(count)]
    return np.concatenate(texts)


def write_data(folder):
    """A folder as prepare.py writes it."""
    small = tokenizer.train(["once upon a time"])
    small.save(str(folder / "tokenizer.json"))
    dice = np.random.default_rng(0)
    ids = {name: random_texts(200, dice) for name in ("world", "primer", "held-out-world", "held-out-old")}
    ids["old"] = dice.integers(1, FIRST_WORD, 2000)
    for name, numbers in ids.items():
        numbers.astype(np.uint16).tofile(folder / f"{name}.ids")
    (folder / "bytes.json").write_text(json.dumps({"held-out-old": 10_000, "held-out-world": 10_000}))
    return small


class TrainingTest(unittest.TestCase):
    """Has a folder with data, and trains tiny models on it."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.tokenizer = write_data(cls.folder)

    def windows(self):
        return Windows(self.folder, self.tokenizer, LENGTH, SHARES)

    def train(self, out, *words):
        """Runs train.py, with tiny models where it would take a kind's usual shape; returns the checkpoint."""
        tiny = {kind: partial(SHAPES[kind], **vars(shape)) for kind, shape in TINY.items()}
        words = [self.folder, self.folder / out, "--batch", 4, "--length", LENGTH, "--warm-up", 2, "--threads", 1, *words]
        with patch.dict(SHAPES, tiny), contextlib.redirect_stdout(io.StringIO()):
            train.main([str(word) for word in words])
        return torch.load(self.folder / out / "checkpoint.pt")

    def assert_same(self, found, expected):
        """The same nested lists, dicts, numbers and tensors, to the bit."""
        if isinstance(expected, dict):
            self.assertEqual(list(found), list(expected))
            found, expected = list(found.values()), list(expected.values())
        if isinstance(expected, (list, tuple)):
            self.assertEqual(len(found), len(expected))
            for a, b in zip(found, expected):
                self.assert_same(a, b)
        elif isinstance(expected, torch.Tensor):
            self.assertTrue(torch.equal(found, expected))
        else:
            self.assertEqual(found, expected)


class WindowsTest(TrainingTest):
    def test_a_step_reads_the_same_whatever_was_read_before(self):
        windows = self.windows()
        read = [windows.at(step, 8) for step in range(40)]
        for step in (39, 3, 20):
            rows, sources = self.windows().at(step, 8)
            self.assertTrue(torch.equal(rows, read[step][0]))
            self.assertEqual(sources.tolist(), read[step][1].tolist())

    def test_each_source_has_its_share_of_the_rows(self):
        counts = np.bincount(self.windows().at(0, 1000)[1])
        self.assertEqual(counts.tolist(), [600, 300, 100])

    def test_windows_of_stories_and_primer_begin_with_the_start_token(self):
        rows, sources = self.windows().at(0, 1000)
        self.assertEqual(rows.shape, (1000, LENGTH + 1))
        self.assertTrue((rows[sources != 1, 0] == tokenizer.END_OF_TEXT).all())

    def test_windows_of_old_stories_begin_anywhere_or_with_a_paragraph_after_the_start_token(self):
        rows, sources = self.windows().at(0, 1000)
        newline = self.tokenizer.encode("\n", add_special_tokens=False).ids[0]
        old = np.fromfile(self.folder / "old.ids", np.uint16)
        paragraphs = set(old[1:][old[:-1] == newline])
        begun = [row for row in rows[sources == 1] if row[0] == tokenizer.END_OF_TEXT]
        self.assertTrue(100 < len(begun) < 200)
        self.assertTrue(all(int(row[1]) in paragraphs for row in begun))

    def test_every_text_comes_once_in_an_epoch_except_the_few_left_over_that_fill_no_window(self):
        source = self.windows().sources[0].source
        epoch = source.epoch(0)
        read = np.concatenate([source.window(epoch, number) for number in range(len(epoch[1]))])
        words, counts = np.unique(read[read >= FIRST_WORD], return_counts=True)
        self.assertEqual(counts.max(), 1)
        self.assertGreater(len(words), 200 - LENGTH)

    def test_every_epoch_has_another_order(self):
        source = self.windows().sources[0].source
        self.assertEqual(source.epoch(0)[0].tolist(), source.epoch(0)[0].tolist())
        self.assertNotEqual(source.epoch(0)[0].tolist(), source.epoch(1)[0].tolist())


class ScheduleTest(unittest.TestCase):
    def test_the_rate_rises_in_a_straight_line_and_is_constant_then(self):
        rates = [train.learning_rate(2.0, step, 4, None) for step in (0, 1, 2, 3, 4, 100_000)]
        self.assertEqual(rates, [0.5, 1.0, 1.5, 2.0, 2.0, 2.0])

    def test_the_rate_falls_to_0_in_a_decay(self):
        rates = [train.learning_rate(2.0, 1000, 4, decayed) for decayed in (0, 0.25, 1, 1.5)]
        self.assertEqual(rates, [2.0, 1.0, 0.0, 0.0])


class GradientTest(unittest.TestCase):
    def test_large_numbers_make_no_nan(self):
        large = torch.tensor([-1000.0, -100.0, -10.5, 10.5, 100.0, 1000.0]).repeat(16)
        for number in large[:6].tolist():
            self.assertAlmostEqual(fast.gelu(torch.full((64,), number).bfloat16())[0].item(), max(number, 0), delta=abs(number) / 100)
        slopes = fast.gelu_backward(torch.ones(96).bfloat16(), large.bfloat16())
        torch.testing.assert_close(slopes.float(), (large > 0).float(), atol=1e-3, rtol=0)
        sums, after, state = large.bfloat16().repeat(4, 1), torch.empty(1, 96), torch.empty(1, 96).bfloat16()
        fast_lstm.step(sums, large[None], after, state)
        torch.testing.assert_close(after[0], (large + 1) * (large > 0), atol=1e-3, rtol=0)
        torch.testing.assert_close(state[0].float(), (large > 0).float(), atol=1e-3, rtol=0)

    def test_passes_without_a_c_compiler_agree_with_pytorch_too(self):
        with patch("fast.KERNELS", None), patch("fast_lstm.KERNELS", None):
            self.test_passes_in_16_bits_agree_with_pytorch_in_32()

    def test_passes_in_16_bits_agree_with_pytorch_in_32(self):
        for kind in KINDS:
            with self.subTest(kind):
                torch.manual_seed(0)
                model, windows = KINDS[kind](TINY[kind]), torch.randint(512, (6, 17))
                ids, targets = windows[:, :-1], windows[:, 1:]
                losses = F.cross_entropy(model(ids).transpose(1, 2), targets, reduction="none").mean(1)
                losses.mean().backward()
                expected = [weight.grad for weight in model.parameters()]
                found = PASSES[kind](model, threads=2, rows=4)(ids, targets)
                torch.testing.assert_close(found, losses.detach(), atol=0.01, rtol=0)
                for (name, weight), gradient in zip(model.named_parameters(), expected):
                    self.assertLess((weight.grad - gradient).norm() / gradient.norm(), 0.02, name)


class RunTest(TrainingTest):
    def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(self):
        for kind in KINDS:
            with self.subTest(kind):
                whole = self.train(f"{kind}-whole", "--kind", kind, "--steps", 6)
                self.train(f"{kind}-parts", "--kind", kind, "--steps", 3)
                parts = self.train(f"{kind}-parts", "--resume", "--steps", 6)
                for each in (whole, parts):
                    del each["seconds"]
                self.assert_same(parts, whole)

    def test_a_decay_goes_on_from_another_run_and_leaves_that_as_it_is(self):
        start = self.folder / "constant" / "checkpoint.pt"
        self.train("constant", "--steps", 4)
        before = start.read_bytes()
        decayed = self.train("decay", "--start", start, "--decay-steps", 3)
        self.assertEqual((decayed["step"], decayed["tokens"]), (7, 7 * 4 * LENGTH))
        self.assertEqual(start.read_bytes(), before)
        self.assertEqual((self.folder / "decay" / "loss.csv").read_text().splitlines()[-1].split(",")[3], "0")

    def test_a_run_keeps_the_weights_of_the_steps_it_is_told(self):
        self.train("keep", "--steps", 4, "--keep", 1, 3)
        kept = sorted((self.folder / "keep").glob("step-*.pt"))
        self.assertEqual([path.name for path in kept], ["step-1.pt", "step-3.pt"])
        self.assertEqual([torch.load(path)["step"] for path in kept], [1, 3])

    def test_a_run_takes_kind_and_shape_from_the_checkpoint(self):
        self.train("lstm", "--kind", "lstm", "--steps", 1)
        words = [self.folder, self.folder / "other", "--start", self.folder / "lstm" / "checkpoint.pt"]
        run = train.begin(train.arguments([str(word) for word in words]))
        self.assertEqual(run.model.shape, TINY["lstm"])


if __name__ == "__main__":
    unittest.main()
