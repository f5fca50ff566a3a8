"""Computes by hand what each head of a transformer looks at on the fixed texts, in plain NumPy, from a package's weights.

The Java tests compare the page of all heads with it.

usage: heads.py PACKAGE TEXTS FOLDER        writes FOLDER/heads.json
"""

import json
import sys
from pathlib import Path

import numpy as np

from inside import transformer, weights_of
from tokenizer import load


def places(ids, t):
    """By pattern, the positions before t that count at t. At 1 the first token is also the token before, and counts for neither."""
    same = [s for s in range(t) if ids[s] == ids[t]]
    previous, first = ([t - 1], [0]) if t > 1 else ([], [])
    return {"previous": previous, "first": first, "same": same, "after": [s + 1 for s in same if s + 1 < t - 1]}


def score(texts, pattern):
    """The mean over all positions that have places of this pattern, for each head and for one that looks at all positions equally."""
    looked, equally = [], []
    for ids, attention in texts:
        for t in range(1, len(ids)):
            there = places(ids, t)[pattern]
            if there:
                looked.append(attention[:, :, t, there].sum(-1))
                equally.append(len(there) / (t + 1))
    means = np.round(np.mean(looked, 0), 9)
    return {"positions": len(looked), "equally": round(float(np.mean(equally)), 9), "heads": means.tolist()}


def main(package, texts, folder):
    package = Path(package)
    weights, config = weights_of(package), json.loads((package / "config.json").read_text())
    tokenizer = load(package / "tokenizer.json")
    read = []
    for line in Path(texts).read_text().splitlines():
        ids = tokenizer.encode(line).ids
        read.append((ids, np.array(transformer(weights, ids, config)["attention"])))
    scores = {pattern: score(read, pattern) for pattern in ("previous", "first", "same", "after")}
    text = json.dumps({"texts": [ids for ids, _ in read], **scores}, separators=(",", ":"))
    (Path(folder) / "heads.json").write_text(text.replace('],"', '],\n"').replace("],[", "],\n[") + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
