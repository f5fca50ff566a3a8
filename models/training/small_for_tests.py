"""Two packages of a few kilobytes with random weights, for the Java tests: all that the shipped models show, for every token.

small-transformer    2 layers of 2 heads, 16 numbers wide
small-lstm           2 layers, 16 numbers wide, with 24 cells each

Each gets all that a shipped package has except card.md, and inside.json, which inside.py writes. check.py checks each of them.

usage: small_for_tests.py FOLDER
"""

import sys
import tempfile
from pathlib import Path

import torch

import check
import inside
from export import export
from lstm import Lstm, LstmShape
from model import Shape, Transformer
from tokenizer import train
from tokenizers_for_tests import TEXT

CONTEXT = 128  # enough for the prompts of check.py and 20 tokens


def spread(model):
    """Weights large enough for attention to look somewhere and for logits to differ; norms stay close to what they are in training."""
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn_like(weight) * (0.3 if weight.dim() > 1 else 0.1))
    return model.eval()


def main(folder):
    folder, tokenizer = Path(folder), train([TEXT])
    vocabulary = tokenizer.get_vocab_size()
    torch.manual_seed(1)
    models = {
        "small-transformer": Transformer(Shape(vocabulary, CONTEXT, width=16, layers=2, heads=2)),
        "small-lstm": Lstm(LstmShape(vocabulary, CONTEXT, width=16, layers=2, cells=24)),
    }
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        tokenizer.save(str(scratch / "tokenizer.json"), pretty=False)
        for name, model in models.items():
            kind = "lstm" if isinstance(model, Lstm) else "transformer"
            export(spread(model), scratch / "tokenizer.json", folder / name)
            torch.save({"kind": kind, "shape": vars(model.shape), "model": model.state_dict()}, scratch / "checkpoint.pt")
            check.main(folder / name, scratch / "checkpoint.pt")
            inside.main(folder / name, "Once upon a time there was a little cat", folder / name)


if __name__ == "__main__":
    main(*sys.argv[1:])
