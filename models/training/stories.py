"""The story corpus: a folder of text files, read into stories and split into held-out and training ones."""

from pathlib import Path

import numpy as np

END_OF_STORY = "<|endoftext|>"


def read_stories(folder):
    """All stories of more than 200 characters, in file order.

    Example: the file "A fox ... sour.\\n<|endoftext|>\\nA man ... all." holds two stories, if both are long enough.
    """
    found = []
    for path in sorted(Path(folder).glob("*.txt")):
        for story in path.read_text(encoding="utf-8").split(END_OF_STORY):
            story = story.strip()
            if len(story) > 200:
                found.append(story)
    if not found:
        raise SystemExit(f"no stories in {folder}: expected *.txt files, as fetch.py writes them")
    return found


def split(stories):
    """The stories as (held out, training): shuffled by a fixed seed, the first 1/40 held out and never trained on."""
    shuffled = list(stories)
    np.random.RandomState(0).shuffle(shuffled)
    held_out = max(1, len(shuffled) // 40)
    return shuffled[:held_out], shuffled[held_out:]
