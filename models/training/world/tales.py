"""Tales: whole short stories with a beginning, a middle and an end, whose wordings and slots make each one different.

They are in the folder tales/, a tale to a block, with a blank line between two; a line is a sentence or a few that belong together,
in the template language of writer.py, and who and what can be in it is what minis.py lists. A line that begins with `?` comes half
of the time, and `---` begins a paragraph.
"""

import sys
from pathlib import Path

from .minis import Cast

TALES = [block.strip().splitlines() for path in sorted((Path(__file__).parent / "tales").glob("*.txt"))
         for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]


def tell(world, lines):
    """The text of one tale."""
    world.cast = Cast(world, " ".join(lines))
    world.play(lines)
    return world.finished()


def write(world):
    tell(world, world.dice.choice(TALES))


if __name__ == "__main__":  # prints the last N tales of a file, as in: python3 -m world.tales lost 20
    from .writer import World

    names = (Path(__file__).parent / "tales" / f"{sys.argv[1]}.txt").read_text(encoding="utf-8").split("\n\n")
    for number, block in enumerate([block for block in names if block.strip()][-int(sys.argv[2]) :]):
        print(tell(World(number), block.strip().splitlines()), "\n")
