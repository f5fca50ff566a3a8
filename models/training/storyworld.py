"""Storyworld: a program that writes simple, coherent short stories, for training a small language model.

A story is a plot (a list of scenes) played by a cast in a small world. The world keeps the facts: who is there, who owns
which thing, its colour, where it lies, the weather, the time of day. The plots say what happens; the writer finds the words:
it chooses among wordings, resolves pronouns, articles and capitals, and tags speech. The same seed writes the same story.

    world.py         the world and the writer, with the template language
    simulations.py   plots that are simulated step by step
    plots.txt        plots that are written down, in the template language

    write(seed)              one story
    stories(count, first)    many of them
    storyworld.py [N]        prints N stories (default 10)
    storyworld.py measure N  variety of N stories
"""

import random
import re
import sys
from collections import Counter
from pathlib import Path

from world import scenes, simulations, ventures  # noqa: F401  (fill SCENES and PLOTS)
from world.stage import perform
from world.writer import PLOTS, World, cast


def read_plots(path):
    """The plots of a file: "= name; h=child t=toy", then a line for each scene."""
    for block in re.split(r"^= ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        header, *lines = block.strip().splitlines()
        name, _, sorts = header.partition(";")
        sorts = dict(re.findall(r"(\w+)=(\[[^\]]*\]|role:[^=]*?(?= \w+=|$)|\S+)", sorts))
        PLOTS[name] = lambda world, sorts=sorts, lines=lines: (cast(world, **sorts), world.play(lines))


read_plots(Path(__file__).with_name("world") / "plots.txt")


WEIGHTS = {"an afternoon": 6, "a walk": 4, "at the market": 3, "who can do it": 4, "the visit to the animals": 2, "not here": 3, "news travels": 2, "a day": 5, "toys in use": 8, "lost and where": 6, "what they say": 4, "hide and seek": 2, "the chain": 2, "three stops": 2, "counting": 2, "whose is it": 2, "in the box": 2, "tidy up": 2,
           "packing": 2, "who did it": 2, "on the way": 2, "what they need": 4, "swapping": 2, "where is": 3, "looking and finding": 3, "two children playing": 2}


def tell(seed, name=None):
    """A story as (name of its plot, text)."""
    dice = random.Random(seed)
    while True:
        chosen = name or dice.choices(list(PLOTS), [WEIGHTS.get(plot, 1) for plot in PLOTS])[0]
        world = World(dice.getrandbits(60))
        PLOTS[chosen](world)
        text = world.finished()
        if 45 <= len(text.split()) <= 230:
            return chosen, text


def write(seed):
    return tell(seed)[1]


def stories(count, first=0):
    return [write(seed) for seed in range(first, first + count)]


def measure(count):
    """How varied the stories are, as lines of text."""
    told = stories(count)
    sentences = [sentence for text in told for sentence in re.split(r"(?<=[.!?])\"?\s+", text)]
    words = [text.split() for text in told]
    grams = lambda some: [tuple(text[at : at + 4]) for text in some for at in range(len(text) - 3)]
    first = grams(words[:1000])
    common = Counter(sentences).most_common(12)
    vocabulary = Counter(word for text in told for word in re.findall(r"[A-Za-z'-]+", text.lower()))
    yield f"{len(PLOTS)} plots, {count} stories, {sum(map(len, words)) / count:.0f} words each, {len(vocabulary)} words ({sum(n > 4 for n in vocabulary.values())} more than 4 times)"
    yield f"different stories: {len(set(told)) / count:.4%}"
    yield f"4-grams of the first 1,000 stories: {len(set(first)) / len(first):.1%} of {len(first)} different"
    yield f"sentences: {len(set(sentences)) / len(sentences):.1%} of {len(sentences)} different; the most frequent:"
    yield from (f"  {n / count:.2%} of stories: {sentence}" for sentence, n in common)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print("\n".join(measure(int(sys.argv[2]))))
    else:
        for seed in range(int(sys.argv[1]) if sys.argv[1:] else 10):
            print(f"[{seed}: {tell(seed)[0]}]\n{write(seed)}\n")
