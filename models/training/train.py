"""The training loop: stories with a few percent of primer, for a given number of minutes.

The learning rate is a function of the share of the time that has passed: it warms up, then falls to 0 at the end. So
the run ends when it should, however busy the machine is. A run that was stopped goes on with --resume; one that was
halted (SIGSTOP) and continued has lost no time.
"""

import argparse
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from loss import bits_per_byte, held_out_loss
from kinds import KINDS
from primer import write_primer
from sample import sample
from stories import read_stories, split
from tokenizer import END_OF_TEXT, encode_all, load

PROMPTS = ["Once upon a time", "Monday, Tuesday, Wednesday,"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("corpus", help="folder of stories, as fetch.py writes it")
    parser.add_argument("tokenizer", help="tokenizer.json")
    parser.add_argument("out", type=Path, help="folder for checkpoint.pt, and step-N.pt for each N of --keep")
    parser.add_argument("--kind", choices=KINDS, default="transformer")
    parser.add_argument("--minutes", type=float, default=160, help="time of the whole run, resumed parts included")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps, though time is left; 0: do not")
    parser.add_argument("--keep", type=int, nargs="*", default=[], help="steps whose weights are kept")
    parser.add_argument("--start", help="weights to start from; else from scratch")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in OUT")
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    parser.add_argument("--batch", type=int, default=12, help="windows a step")
    parser.add_argument("--length", type=int, default=256, help="tokens a window")
    parser.add_argument("--primer", type=float, default=0.04, help="share of the windows that come from the primer")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def primer_windows(tokenizer, length, rounds=4):
    """The primer's texts in windows of `length` ids: shuffled, an <|endoftext|> between them, none before most first ones."""
    dice = random.Random(2)
    texts = [encoding.ids for encoding in tokenizer.encode_batch(write_primer())]
    windows, window = [], []
    for _ in range(rounds):
        for ids in dice.sample(texts, len(texts)):
            if window or dice.random() < 0.25:
                window.append(END_OF_TEXT)
            window += ids
            if len(window) >= length:
                windows.append(window[:length])
                window = []
    return torch.tensor(windows)


class Windows:
    """How the transformer reads: each step windows from anywhere, each of them primer with the chance of its share."""

    def __init__(self, model, stories, primer, options):
        self.model, self.stories, self.primer = model, stories, primer
        self.size, self.length, self.share = options.batch, options.length, options.primer

    def at(self, step):
        """The windows of a step, [size, length + 1]: the same for the same step, so that a resumed run continues as if it had not stopped."""
        dice = torch.Generator().manual_seed(step)
        windows = []
        for _ in range(self.size):
            if torch.rand(1, generator=dice) < self.share:
                windows.append(self.primer[torch.randint(len(self.primer), (1,), generator=dice).item()])
            else:
                at = torch.randint(len(self.stories) - self.length, (1,), generator=dice).item()
                windows.append(self.stories[at : at + self.length + 1])
        return torch.stack(windows)

    def loss(self, step):
        windows = self.at(step)
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(windows[:, :-1])
        return F.cross_entropy(logits.flatten(0, 1).float(), windows[:, 1:].flatten())

    def optimizers(self):
        """Muon for the matrices inside the blocks, AdamW for the embeddings, norms and biases; one learning rate for both."""
        matrices = [weight for weight in self.model.blocks.parameters() if weight.dim() == 2]
        inside = {id(weight) for weight in matrices}
        others = [weight for weight in self.model.parameters() if id(weight) not in inside]
        return [
            torch.optim.Muon(matrices, weight_decay=0.1, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(others, betas=(0.9, 0.95), weight_decay=0.1),
        ]

    def place(self):
        """What a checkpoint keeps of the reading besides the step."""
        return None

    def go_to(self, place):
        pass


class Streams:
    """How the LSTM reads: each row of the batch continues where it stopped, with the state it had there.

    Now and then a row forgets its state, as a text may begin anywhere. The last rows, the primer's share, read a window of
    the primer from an empty state.
    """

    FORGET = 1 / 8  # a row's chance in a step

    def __init__(self, model, stories, primer, options):
        self.model, self.stories, self.primer, self.length = model, stories, primer, options.length
        self.size, self.primer_rows = options.batch, round(options.batch * options.primer)
        self.state = model.empty_state(self.size)

    def at(self, step):
        """The windows of a step, [size, length + 1], and which rows keep their state, [size, 1]."""
        dice = torch.Generator().manual_seed(step)
        rows = self.size - self.primer_rows
        starts = (torch.arange(rows) * (len(self.stories) // rows) + step * self.length) % (len(self.stories) - self.length)
        read = self.stories[starts[:, None] + torch.arange(self.length + 1)]
        told = self.primer[torch.randint(len(self.primer), (self.primer_rows,), generator=dice)]
        kept = torch.rand(self.size, 1, generator=dice) >= self.FORGET
        kept[rows:] = False
        return torch.cat([read, told]), kept

    def loss(self, step):
        windows, kept = self.at(step)
        before = [tuple(part * kept for part in layer) for layer in self.state]
        loss, self.state = self.model.loss(windows[:, :-1], windows[:, 1:], before)
        return loss

    def optimizers(self):
        return [torch.optim.AdamW(self.model.parameters(), betas=(0.9, 0.95), weight_decay=0.1)]

    def place(self):
        return self.state

    def go_to(self, place):
        self.state = place


READERS = {"transformer": Windows, "lstm": Streams}
LONGEST_STEP = 20.0  # seconds; whatever took longer, the process was halted in it


def learning_rate(highest, done, warm_up=0.01):
    """A short warm-up, then a cosine's fall to 0, as `done` goes from 0 to 1."""
    return highest * min(1, done / warm_up) * (1 + math.cos(math.pi * done)) / 2


def save(path, model, counts, optimizers=(), reader=None):
    """A checkpoint: the weights, the steps, tokens and seconds they took, and what optimizers and reader need to go on."""
    going_on = {"optimizers": [each.state_dict() for each in optimizers], "place": reader and reader.place()}
    half_written = path.with_suffix(".part")
    torch.save({"model": model.state_dict()} | going_on | counts, half_written)
    half_written.replace(path)


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)

    held_out, training = split(read_stories(options.corpus))
    tokenizer = load(options.tokenizer)
    model = KINDS[options.kind]()
    stories = torch.tensor(encode_all(tokenizer, training))
    held_out_ids = torch.tensor(encode_all(tokenizer, held_out))
    primer = primer_windows(tokenizer, options.length + 1)
    print(f"{sum(w.numel() for w in model.parameters()):,} parameters, {len(stories):,} training tokens, {len(primer):,} primer windows")

    reader = READERS[options.kind](model, stories, primer, options)
    optimizers = reader.optimizers()
    step, tokens, seconds = 0, 0, 0.0  # tokens: those of the weights it started from included
    checkpoint = options.out / "checkpoint.pt"
    if options.resume:
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        for optimizer, saved in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        reader.go_to(state.get("place"))
        step, tokens, seconds = state["step"], state["tokens"], state["seconds"]
    elif options.start:
        state = torch.load(options.start)
        model.load_state_dict(state["model"])
        step, tokens = state["step"], state["tokens"]

    earlier, first_step, latest = seconds, step, time.time()
    while True:
        now = time.time()
        seconds, latest = seconds + min(now - latest, LONGEST_STEP), now
        done = seconds / 60 / options.minutes
        counts = {"kind": options.kind, "step": step, "tokens": tokens, "seconds": seconds}
        if step in options.keep:
            save(options.out / f"step-{step}.pt", model, counts)
        if done >= 1 or step == options.steps > 0:
            break
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(options.rate, done)
        loss = reader.loss(step)
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
        step, tokens = step + 1, tokens + options.batch * options.length
        if step % 50 == 0 or step == 1:
            speed = (step - first_step) * options.batch * options.length / (seconds - earlier + 1e-9)
            line = f"step {step}: training {loss.item():.3f}, {speed:.0f} tokens/s, {options.minutes * (1 - done):.1f} min left"
            if step % 250 == 0:
                nats = held_out_loss(model, held_out_ids, windows=64)
                bits = bits_per_byte(nats, held_out_ids, held_out)
                line += f", held out (64 windows) {nats:.4f} nats per token, {bits:.4f} bits per byte"
                save(checkpoint, model, counts | {"step": step, "tokens": tokens}, optimizers, reader)
            print(line, flush=True)
            if step % 500 == 0:
                for prompt in PROMPTS:
                    told = tokenizer.decode(sample(model, tokenizer.encode(prompt).ids, seed=step, count=40))
                    print("   ", repr(prompt + told), flush=True)

    save(checkpoint, model, counts, optimizers, reader)
    nats = held_out_loss(model, held_out_ids)
    bits = bits_per_byte(nats, held_out_ids, held_out)
    print(f"step {step}, held out (all): {nats:.4f} nats per token, {bits:.4f} bits per byte")


if __name__ == "__main__":
    main()
