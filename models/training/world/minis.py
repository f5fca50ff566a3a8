"""Minis: two to four sentences whose last word follows only from what they say (who has what, which colour, where, who speaks, why).

Their wordings are in the folder minis/, a mini to a line, in the template language of writer.py; cast.py lists who and what can be
in them. `//` stands before the sentence that asks for the last word; what comes before it states the facts. Several minis may make
one text, and then all facts may come before all questions, so that other facts stand between those of a mini and its last word.
Without `//` a mini stays whole.
"""

import re
import sys
from pathlib import Path

from .cast import Cast

KINDS = {path.stem: [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
         for path in sorted((Path(__file__).parent / "minis").glob("*.txt"))}
THERE = "[in the [street|yard|garden|kitchen|distance|village|house]|[behind|near|above|beyond] the [house|hill|trees|river|mill|church|roofs]]"
PASSING = f"""It was a [fine|cold|warm|long|quiet|rainy|sunny] [day|morning|afternoon|evening] {THERE}.|The [sun|moon|wind|rain|fog] [came|went] {THERE}.|
    The clock {THERE} [struck|said] [one|two|three|four|five|six|seven|eight].|Somebody [sang|laughed|whistled|sneezed|called] {THERE}.|
    A [leaf|feather|fly|cloud] [came down|flew by|landed|went by] {THERE}.|[Some time|An hour|Half an hour|The morning|The whole day] [went by|passed].|
    It [smelled|began to smell] of [soup|bread|rain|smoke|hay|apples] {THERE}.|[Birds|Bees|Frogs] were [singing|busy] {THERE}.|
    [A bell|A horn|A dog|An engine|Music] could be heard {THERE}.|[Nobody|No one] [spoke|said a word|moved|noticed anything] for [a while|a minute|a long time].""".replace("\n    ", "")


def drawn(dice):
    """A line of any kind; the kinds are equally likely."""
    return dice.choice(KINDS[dice.choice(list(KINDS))])


def write(world):
    """One to three minis; of several, the facts may all come first. One with few slots is never alone, since there are few such texts."""
    dice, told = world.dice, []
    together = dice.random() < 0.4
    lines = [drawn(dice) for _ in range(dice.choices([1, 2, 3], [0.6, 0.27, 0.13])[0])]
    while max(len(set(re.findall(r"\{(\w)", line.lower()))) for line in lines) < 3:
        lines.append(drawn(dice))
    for line in lines:
        facts, _, question = line.rpartition("//")
        world.cast = Cast(world, line)
        if facts:
            world.say(facts.strip())
            if dice.random() < 0.12:
                world.say(f"[{PASSING}]")
        told.append((world.cast, question.strip()))
        if not together:
            ask(world, *told.pop())
    dice.shuffle(told)
    for cast, question in told:
        ask(world, cast, question)


def ask(world, cast, question):
    world.cast = cast
    world.say(question)


def tell(world, line):
    """The text of one line."""
    world.cast = Cast(world, line)
    world.say(line.replace("//", ""))
    return world.finished()


if __name__ == "__main__":  # prints the last N minis of a kind, as in: python3 -m world.minis owner 20
    from .writer import World

    for number, line in enumerate(KINDS[sys.argv[1]][-int(sys.argv[2]) :]):
        print(tell(World(number), line))
