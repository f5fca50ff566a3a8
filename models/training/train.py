"""The training loop: stories with a few per cent of primer, for a given number of minutes.

The learning rate is a function of the share of the time that has passed: it warms up, then falls to 0 at the end. So
the run ends when it should, however busy the machine is. A run that was stopped goes on with --resume.
"""

import argparse
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from loss import bits_per_byte, held_out_loss
from model import Transformer
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
    parser.add_argument("--minutes", type=float, default=160, help="time of the whole run, resumed parts included")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps, though time is left; 0: do not")
    parser.add_argument("--keep", type=int, nargs="*", default=[], help="steps whose weights are kept")
    parser.add_argument("--start", help="weights to start from; else from scratch")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in OUT")
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    parser.add_argument("--batch", type=int, default=12, help="windows a step")
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


def batch_at(step, stories, primer, size, context, share):
    """The windows of a step, [size, context + 1]: the same for the same step, so that a resumed run goes on as if it had not stopped."""
    dice = torch.Generator().manual_seed(step)
    windows = []
    for _ in range(size):
        if torch.rand(1, generator=dice) < share:
            windows.append(primer[torch.randint(len(primer), (1,), generator=dice).item()])
        else:
            at = torch.randint(len(stories) - context, (1,), generator=dice).item()
            windows.append(stories[at : at + context + 1])
    return torch.stack(windows)


def make_optimizers(model):
    """Muon for the matrices inside the blocks, AdamW for the embeddings, norms and biases; one learning rate for both."""
    matrices = [weight for weight in model.blocks.parameters() if weight.dim() == 2]
    inside = {id(weight) for weight in matrices}
    others = [weight for weight in model.parameters() if id(weight) not in inside]
    return [
        torch.optim.Muon(matrices, weight_decay=0.1, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, betas=(0.9, 0.95), weight_decay=0.1),
    ]


def learning_rate(highest, done, warm_up=0.01):
    """A short warm-up, then a cosine's fall to 0, as `done` goes from 0 to 1."""
    return highest * min(1, done / warm_up) * (1 + math.cos(math.pi * done)) / 2


def save(path, model, counts, optimizers=()):
    """A checkpoint: the weights, the steps, tokens and seconds they took, and what the optimizers need to go on."""
    torch.save({"model": model.state_dict(), "optimizers": [each.state_dict() for each in optimizers]} | counts, path)


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)

    held_out, training = split(read_stories(options.corpus))
    tokenizer = load(options.tokenizer)
    model = Transformer()
    context = model.shape.context
    stories = torch.tensor(encode_all(tokenizer, training))
    held_out_ids = torch.tensor(encode_all(tokenizer, held_out))
    primer = primer_windows(tokenizer, context + 1)
    print(f"{sum(w.numel() for w in model.parameters()):,} parameters, {len(stories):,} training tokens, {len(primer):,} primer windows")

    optimizers = make_optimizers(model)
    step, tokens, earlier = 0, 0, 0.0  # tokens: those of the weights it started from included
    checkpoint = options.out / "checkpoint.pt"
    if options.resume:
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        for optimizer, saved in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        step, tokens, earlier = state["step"], state["tokens"], state["seconds"]
    elif options.start:
        state = torch.load(options.start)
        model.load_state_dict(state["model"])
        step, tokens = state["step"], state["tokens"]

    began, first_step = time.time(), step
    while True:
        seconds = earlier + time.time() - began
        done = seconds / 60 / options.minutes
        counts = {"step": step, "tokens": tokens, "seconds": seconds}
        if step in options.keep:
            save(options.out / f"step-{step}.pt", model, counts)
        if done >= 1 or step == options.steps > 0:
            break
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(options.rate, done)
        windows = batch_at(step, stories, primer, options.batch, context, options.primer)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(windows[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), windows[:, 1:].flatten())
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
        step, tokens = step + 1, tokens + options.batch * context
        if step % 50 == 0 or step == 1:
            speed = (step - first_step) * options.batch * context / (time.time() - began)
            line = f"step {step}: training {loss.item():.3f}, {speed:.0f} tokens/s, {options.minutes * (1 - done):.1f} min left"
            if step % 250 == 0:
                nats = held_out_loss(model, held_out_ids, windows=64)
                bits = bits_per_byte(nats, held_out_ids, held_out)
                line += f", held out (64 windows) {nats:.4f} nats per token, {bits:.4f} bits per byte"
                save(checkpoint, model, {"step": step, "tokens": tokens, "seconds": seconds}, optimizers)
            print(line, flush=True)
            if step % 500 == 0:
                for prompt in PROMPTS:
                    told = tokenizer.decode(sample(model, tokenizer.encode(prompt).ids, seed=step, count=40))
                    print("   ", repr(prompt + told), flush=True)

    save(checkpoint, model, counts, optimizers)
    nats = held_out_loss(model, held_out_ids)
    bits = bits_per_byte(nats, held_out_ids, held_out)
    print(f"step {step}, held out (all): {nats:.4f} nats per token, {bits:.4f} bits per byte")


if __name__ == "__main__":
    main()
