"""The story world: a program that writes short stories for training a small language model.

A story is told from a state, which is drawn anew each time: people and animals with things, colours and places. The text says only
what is true at that moment, so that a reader must keep track to know what comes next. There are five kinds of text:

- tales have a beginning, a middle and an end, and all that is in them is drawn; they are nearly half of all words;
- minis are two to four sentences, so copying the right word from the text is most of what can be learned from them;
- on a stage, scenes change what is where, who has it and how everyone feels, and one scene may interrupt another;
- some plots are simulated step by step, and some are written down.

The same seed writes the same story.

    world/words.py        names, things, places
    world/writer.py       the template language: pronouns, articles, capitals, who says what
    world/stage.py        who is there, who holds what; puts stories together from scenes
    world/tracking.py, scenes.py, plain.py, dealings.py, ventures.py    the scenes
    world/simulations.py  plots that are simulated step by step; world/plots.txt: plots that are written down
    world/cast.py         who and what is drawn for minis and tales
    world/minis.py        minis, with their wordings in minis/*.txt
    world/tales.py        tales, with their wordings in tales/*.txt

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

from world import dealings, minis, plain, scenes, simulations, tales, tracking, ventures  # noqa: F401  (fill SCENES and PLOTS)
from world.stage import SCENES, perform, prelude
from world.writer import PLOTS, World, cast

SHARES = {"minis": 0.45, "tales": 0.27, "stage": 0.14, "simulated": 0.09, "written": 0.05}  # of the texts
WORDS = range(40, 241)  # how long a story may be; minis are shorter
HELD_OUT_SEEDS = 50_000_000  # seeds from here on are never trained on
WRITTEN = {}  # name: (who and what is in it, lines)


def read_plots(path):
    """The plots of a file: "= name; h=child t=toy", then a line for each step."""
    for block in re.split(r"^= ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        header, *lines = block.strip().splitlines()
        name, _, sorts = header.partition(";")
        sorts = dict(re.findall(r"(\w+)=(\[[^\]]*\]|role:[^=]*?(?= \w+=|$)|\S+)", sorts))
        WRITTEN[name] = (sorts, lines)


read_plots(Path(__file__).with_name("world") / "plots.txt")


def play_written(world, name):
    """A written plot; where its hero can be anyone, a scene of the stage with the same people often comes first."""
    sorts, lines = WRITTEN[name]
    sorts = dict(sorts)
    if sorts.get("h") in ("child", "hero") and lines[0] == "@open h" and world.dice.random() < 0.5:
        friend = sorts.get("f") in ("friend", "child")
        world.cast["h"], world.cast["f"] = prelude(world)
        for key in ["h", *(["f"] if friend else [])]:
            del sorts[key]
        lines = lines[1:]
    cast(world, **sorts)
    world.play(lines)


def tell(seed, name=None):
    """A story as (name of its plot, or the kind of text, text)."""
    dice = random.Random(seed)
    while True:
        kind = dice.choices(list(SHARES), list(SHARES.values()))[0]
        chosen = name or (kind if kind in ("minis", "tales", "stage") else dice.choice(list(PLOTS if kind == "simulated" else WRITTEN)))
        world = World(dice.getrandbits(60))
        if chosen == "minis":
            minis.write(world)
            return chosen, world.finished()
        if chosen == "tales":
            tales.write(world)
        elif chosen == "stage":
            perform(world)
        elif chosen in PLOTS:
            PLOTS[chosen](world)
        else:
            play_written(world, chosen)
        text = world.finished()
        if len(text.split()) in WORDS:
            return chosen, text


def write(seed):
    """Example: write(7) -> "Once upon a time ..." """
    return tell(seed)[1]


def stories(count, first=0):
    return [write(seed) for seed in range(first, first + count)]


def sentences(text):
    """The sentences of a story; speech and the words that say who speaks belong together."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\"?\s+(?=[\"A-Z])|\n+", text) if part and part.strip()]


def measure(count):
    """How varied the stories of seeds 0 to count - 1 are, as lines of text."""
    told = stories(count)
    found = [sentences(text) for text in told]
    every = [sentence for some in found for sentence in some]
    seen = set(every)
    words = [text.split() for text in told]
    common = Counter(sentence for some in found for sentence in dict.fromkeys(some)).most_common(25)
    vocabulary = Counter(word for text in told for word in re.findall(r"[A-Za-z'-]+", text.lower()))
    yield f"{len(SCENES)} scenes, {len(PLOTS)} simulated and {len(WRITTEN)} written plots"
    yield f"{count} stories, {sum(map(len, words)) / count:.0f} words each, {len(vocabulary)} words ({sum(n > 4 for n in vocabulary.values())} more than 4 times)"
    yield f"different stories: {len(set(told)) / count:.4%}"
    yield f"sentences: {len(seen) / len(every):.1%} of {len(every)} different; the most frequent:"
    yield from (f"  1 story in {count / n:.0f}: {sentence}" for sentence, n in common)
    unseen = [s for text in stories(min(1000, count), HELD_OUT_SEEDS) for s in sentences(text) if len(s.split()) >= 5]
    yield f"held-out sentences of five words or more that occur word for word in these stories: {sum(s in seen for s in unseen) / len(unseen):.1%}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print("\n".join(measure(int(sys.argv[2]))))
    else:
        for seed in range(int(sys.argv[1]) if sys.argv[1:] else 10):
            print(f"[{seed}: {tell(seed)[0]}]\n{write(seed)}\n")
