"""The training loop: a mixture of the story world, old stories and the primer, as prepare.py wrote them.

After a short warm-up the learning rate is constant, for as long as you like: --resume goes on from the checkpoint, and with a
larger --steps or --minutes it goes on further. The models worth having come from a decay: with --start, another folder and
--decay-minutes or --decay-steps, the rate falls to 0 from that checkpoint on, which itself stays as it is. OUT/loss.csv gets
the losses. A run that was halted (SIGSTOP) and continued has lost no time.
"""

import argparse
import copy
import csv
import json
import time
from pathlib import Path

import numpy as np
import torch

from kinds import KINDS, PASSES, SHAPES
from loss import bits_per_byte, held_out_loss
from sample import sample
from tokenizer import load
from windows import Windows

PROMPTS = ["Once upon a time there was a", "Tom had a red ball."]
SOURCES = ["world", "old", "primer"]
MEASURED = ["old_bits_per_byte", "world_nats", "ema_old_bits_per_byte", "ema_world_nats"]
COLUMNS = ["step", "tokens", "seconds", "rate", *SOURCES, *MEASURED]
LONGEST_STEP = 20.0  # seconds; in a longer step the process must have been suspended


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("data", type=Path, help="folder that prepare.py wrote")
    parser.add_argument("out", type=Path, help="folder for checkpoint.pt, averaged.pt, loss.csv, and step-N.pt for each N of --keep")
    parser.add_argument("--kind", choices=KINDS, default="transformer", help="of a new run; a checkpoint names its own")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps, those before included; 0: do not")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many minutes, those before included; 0: do not")
    parser.add_argument("--decay-steps", type=int, default=0, help="the rate falls to 0 in so many steps, and the run ends")
    parser.add_argument("--decay-minutes", type=float, default=0, help="the same in minutes")
    parser.add_argument("--keep", type=int, nargs="*", default=[], help="steps whose weights are kept")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in OUT")
    parser.add_argument("--start", type=Path, help="go on from another checkpoint, and leave that as it is")
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    parser.add_argument("--warm-up", type=int, default=300, help="steps in which the rate rises to it")
    parser.add_argument("--ema", type=float, default=0.999, help="decay of the moving average of the weights in a step")
    parser.add_argument("--batch", type=int, default=24, help="windows a step")
    parser.add_argument("--length", type=int, default=256, help="tokens a window")
    parser.add_argument("--shares", type=float, nargs=3, default=[0.56, 0.34, 0.10], help="of world, old and primer among the windows")
    parser.add_argument("--save-minutes", type=float, default=5, help="time between checkpoints")
    parser.add_argument("--report-minutes", type=float, default=10, help="time between reports")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args(words)


def optimizers(model):
    """Muon for the matrices inside the layers, in two parts for two threads, AdamW for the embeddings, norms and biases."""
    matrices = [weight for name, weight in model.named_parameters() if name.startswith(("blocks", "layers")) and weight.dim() == 2]
    inside = {id(weight) for weight in matrices}
    others = [weight for weight in model.parameters() if id(weight) not in inside]
    halves = [half for half in (matrices[::2], matrices[1::2]) if half]
    return [torch.optim.Muon(half, weight_decay=0.1, adjust_lr_fn="match_rms_adamw") for half in halves] + [
        torch.optim.AdamW(others, betas=(0.9, 0.95), weight_decay=0.1)
    ]


class Clock:
    """Seconds of training, without those in which the process was suspended."""

    def __init__(self, seconds):
        self.seconds, self.latest = seconds, time.monotonic()

    def tick(self):
        now = time.monotonic()
        self.seconds, self.latest = self.seconds + min(now - self.latest, LONGEST_STEP), now
        return self.seconds


class Losses:
    """The file of the losses: a row for every 50 steps, with the means of the training losses since the row before."""

    def __init__(self, path, step):
        self.path = path
        rows = list(csv.DictReader(path.read_text().splitlines())) if path.exists() else []
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(row for row in rows if int(row["step"]) <= step)  # a run that goes on writes the others again
        self.clear()

    def clear(self):
        self.sums, self.counts = np.zeros(len(SOURCES)), np.zeros(len(SOURCES))

    def add(self, losses, sources):
        self.sums += np.bincount(sources, losses, len(SOURCES))
        self.counts += np.bincount(sources, minlength=len(SOURCES))

    def write(self, row):
        means = {name: f"{total / count:.4f}" for name, total, count in zip(SOURCES, self.sums, self.counts) if count}
        with self.path.open("a", newline="") as file:
            csv.DictWriter(file, COLUMNS).writerow(row | means)
        self.clear()
        return ", ".join(f"{name} {mean}" for name, mean in means.items())


def read_ids(path):
    return torch.from_numpy(np.fromfile(path, np.uint16).astype(np.int64))


class HeldOut:
    """Measures a model on the held-out texts."""

    def __init__(self, folder):
        sizes = json.loads((folder / "bytes.json").read_text())
        self.old, self.world = (read_ids(folder / f"held-out-{name}.ids") for name in ("old", "world"))
        self.old_bytes = sizes["held-out-old"]

    def measure(self, model, windows):
        """The old stories' bits per byte and the story world's nats per token."""
        return bits_per_byte(held_out_loss(model, self.old, windows), self.old, self.old_bytes), held_out_loss(model, self.world, windows)


def save(path, content):
    """Writes a file that is either there as a whole or not."""
    half_written = path.with_suffix(".part")
    torch.save(content, half_written)
    half_written.replace(path)


class Run:
    """A model in training, with all that a checkpoint holds."""

    def __init__(self, options, kind, shape):
        torch.manual_seed(0)
        self.options, self.kind = options, kind
        self.model = KINDS[kind](shape)
        self.ema = copy.deepcopy(self.model)
        self.optimizers = optimizers(self.model)
        self.make_gradients = PASSES[kind](self.model, options.threads)
        self.step, self.tokens, self.decay_from = 0, 0, None
        self.clock = Clock(0.0)

    def weights(self):
        return {
            "kind": self.kind,
            "shape": vars(self.model.shape),
            "shares": dict(zip(SOURCES, self.options.shares)),
            "model": self.model.state_dict(),
            "ema": self.ema.state_dict(),
            "step": self.step,
            "tokens": self.tokens,
            "seconds": self.clock.seconds,
        }

    def save(self):
        """A checkpoint to go on from, and the averaged weights in the form that export.py and the others read."""
        save(self.options.out / "averaged.pt", self.weights() | {"model": self.ema.state_dict()})
        state = {"optimizers": [each.state_dict() for each in self.optimizers], "decay_from": self.decay_from}
        save(self.options.out / "checkpoint.pt", self.weights() | state)

    def load(self, state):
        """Continues where a checkpoint was written."""
        self.model.load_state_dict(state["model"])
        self.ema.load_state_dict(state["ema"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.tokens, self.decay_from = state["step"], state["tokens"], state["decay_from"]
        self.clock = Clock(state["seconds"])

    def decayed(self):
        """How much of the decay is done, from 0 to 1; None without a decay."""
        options = self.options
        if not options.decay_steps and not options.decay_minutes:
            return None
        self.decay_from = self.decay_from or (self.step, self.clock.seconds)
        step, seconds = self.decay_from
        if options.decay_steps:
            return (self.step - step) / options.decay_steps
        return (self.clock.seconds - seconds) / 60 / options.decay_minutes

    def rate(self):
        return learning_rate(self.options.rate, self.step, self.options.warm_up, self.decayed())

    def row(self):
        """Where the run is, for loss.csv."""
        return {"step": self.step, "tokens": self.tokens, "seconds": f"{self.clock.seconds:.1f}", "rate": f"{self.rate():.3g}"}

    def done(self):
        options, decayed = self.options, self.decayed()
        if decayed is not None:
            return decayed >= 1
        return 0 < options.steps <= self.step or 0 < options.minutes <= self.clock.seconds / 60

    def learn(self, windows):
        """One step; returns each row's loss."""
        losses = self.make_gradients(windows[:, :-1], windows[:, 1:])
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        rate = self.rate()
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        list(self.make_gradients.pool.map(lambda optimizer: optimizer.step(), self.optimizers))
        keep = min(self.options.ema, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.ema.parameters()), list(self.model.parameters()), 1 - keep)
        self.step, self.tokens = self.step + 1, self.tokens + windows[:, 1:].numel()
        return losses.numpy()


def begin(options):
    """A new run, or one that continues from a checkpoint, with the kind and the shape that this names."""
    path = options.out / "checkpoint.pt" if options.resume else options.start
    if not path:
        return Run(options, options.kind, SHAPES[options.kind]())
    state = torch.load(path)
    run = Run(options, state["kind"], SHAPES[state["kind"]](**state["shape"]))
    run.load(state)
    return run


def learning_rate(highest, step, warm_up, decayed):
    """A straight rise, then constant; in a decay 1 minus the root of what is done of it.

    Example: highest 0.002 after a quarter of the decay -> 0.001
    """
    return highest * min(1, (step + 1) / warm_up) * (1 - min(1, decayed or 0) ** 0.5)


def report(run, held_out, tokenizer, windows=32):
    """The held-out losses of the weights and of their average, for loss.csv, after printing them and samples of the average."""
    old, world = held_out.measure(run.model, windows)
    ema_old, ema_world = held_out.measure(run.ema, windows)
    print(f"step {run.step}, held out: old {old:.4f} bits per byte, world {world:.4f} nats per token")
    print(f"    averaged weights: old {ema_old:.4f}, world {ema_world:.4f}")
    for prompt in PROMPTS:
        told = tokenizer.decode(sample(run.ema, tokenizer.encode(prompt).ids, seed=run.step, count=60))
        print("   ", repr(prompt + told), flush=True)
    return dict(zip(MEASURED, (f"{value:.4f}" for value in (old, world, ema_old, ema_world))))


def train(run, windows, losses, held_out, tokenizer):
    """Learns until the run is done, and writes checkpoints and losses on the way."""
    options, first_token, first_second = run.options, run.tokens, run.clock.seconds
    saved = reported = run.clock.seconds
    while not run.done():
        rows, sources = windows.at(run.step, options.batch)
        losses.add(run.learn(rows), sources)
        seconds = run.clock.tick()
        if run.step in options.keep:
            save(options.out / f"step-{run.step}.pt", run.weights())
        due = seconds - reported >= options.report_minutes * 60
        if run.step % 50 == 0 or due:
            row = run.row() | (report(run, held_out, tokenizer) if due else {})
            speed = (run.tokens - first_token) / (seconds - first_second)
            print(f"step {run.step}: {losses.write(row)}; rate {row['rate']}, {speed:.0f} tokens/s, {seconds / 60:.1f} min", flush=True)
            reported = seconds if due else reported
        if seconds - saved >= options.save_minutes * 60:
            run.save()
            saved = seconds
    run.save()
    losses.write(run.row() | report(run, held_out, tokenizer, None if run.decayed() else 32))


def main(words=None):
    options = arguments(words)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer, held_out = load(options.data / "tokenizer.json"), HeldOut(options.data)
    windows = Windows(options.data, tokenizer, options.length, dict(zip(SOURCES, options.shares)))
    run = begin(options)
    losses = Losses(options.out / "loss.csv", run.step if options.resume else -1)
    print(f"{sum(weight.numel() for weight in run.model.parameters()):,} parameters; begins at step {run.step}", flush=True)
    train(run, windows, losses, held_out, tokenizer)


if __name__ == "__main__":
    main()
