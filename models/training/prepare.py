"""Writes what the models read as token ids, once: the story world's stories, the old stories and the primer.

The folder OUT gets world.ids, old.ids and primer.ids (16-bit numbers, an <|endoftext|> in front of every text), the
same of the held-out stories in held-out-world.ids and held-out-old.ids, the held-out stories' bytes in bytes.json, and the
tokenizer. World stories of seeds from HELD_OUT_SEEDS on are never trained on.
"""

import argparse
import json
import shutil
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from primer import write_primer
from stories import read_stories, split
from storyworld import HELD_OUT_SEEDS, stories
from tokenizer import encode_all, load

AT_A_TIME = 1_000  # world stories


def encode(tokenizer, texts):
    return np.array(encode_all(tokenizer, texts), dtype=np.uint16)


def write_world(first):
    """The ids of AT_A_TIME stories of the world, the first of them of this seed."""
    return encode(load(write_world.tokenizer), stories(AT_A_TIME, first))


def use_tokenizer(path):
    """Tells a process of the pool where the tokenizer is."""
    write_world.tokenizer = path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("corpus", help="folder of old stories, as fetch.py writes it")
    parser.add_argument("tokenizer", help="tokenizer.json")
    parser.add_argument("out", type=Path)
    parser.add_argument("--world", type=int, default=400_000, help="stories of the story world, in thousands rounded up")
    parser.add_argument("--held-out", type=int, default=500, help="stories of the story world held out")
    parser.add_argument("--primer", type=int, default=20_000, help="texts of the primer")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    tokenizer = load(options.tokenizer)
    shutil.copy(options.tokenizer, options.out / "tokenizer.json")
    held_out_old, old = split(read_stories(options.corpus))
    held_out_world = stories(options.held_out, HELD_OUT_SEEDS)
    held_out = {"held-out-old": held_out_old, "held-out-world": held_out_world}
    for name, texts in (held_out | {"old": old, "primer": write_primer(options.primer)}).items():
        encode(tokenizer, texts).tofile(options.out / f"{name}.ids")
    sizes = {name: sum(len(text.encode()) for text in texts) for name, texts in held_out.items()}
    (options.out / "bytes.json").write_text(json.dumps(sizes))

    with open(options.out / "world.part", "wb") as file, Pool(options.processes, use_tokenizer, [options.tokenizer]) as pool:
        for ids in pool.imap(write_world, range(0, options.world, AT_A_TIME)):
            ids.tofile(file)
    (options.out / "world.part").replace(options.out / "world.ids")
    for path in sorted(options.out.glob("*.ids")):
        ids = np.fromfile(path, dtype=np.uint16)
        print(f"{path.name}: {(ids == 0).sum():,} texts, {len(ids):,} tokens")


if __name__ == "__main__":
    main()
