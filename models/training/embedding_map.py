"""Computes in NumPy the flat map of lesson 8, so that the Java tests can compare what the page shows with it.

The rows of the words' tokens, each made as long as 1, are projected on their first two principal components, which come from a
singular value decomposition here. In each axis the number farthest from 0 is positive.

usage: embedding_map.py PACKAGE WORDS FOLDER        writes FOLDER/map.json; WORDS is src/main/resources/map-words.txt
"""

import json
import sys
from pathlib import Path

import numpy as np

from inside import rounded, weights_of
from tokenizer import load


def main(package, words, folder):
    package, words = Path(package), Path(words).read_text().split()
    tokenizer = load(package / "tokenizer.json")
    ids = [tokenizer.token_to_id("Ġ" + word) for word in words]
    rows = weights_of(package)["tokens.weight"][ids]
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    centred = rows - rows.mean(0)
    _, sizes, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign([axis[np.abs(axis).argmax()] for axis in axes[:2]])[:, None]
    shares = sizes[:2] ** 2 / (sizes**2).sum()
    found = {"shares": rounded(shares), "axes": [rounded(axis) for axis in axes]}
    lines = [json.dumps([word, id, *rounded(place)]) for word, id, place in zip(words, ids, centred @ axes.T)]
    text = json.dumps(found, separators=(",", ":"))[:-1] + ',\n"places":[\n' + ",\n".join(lines) + "]}\n"
    (Path(folder) / "map.json").write_text(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
