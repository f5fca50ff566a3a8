"""Tales: whole short stories with a beginning, a middle and an end, whose wordings and slots make each one different.

They are in the folder tales/, a tale to a block, with a blank line between two; a line is a sentence or a few that belong together,
in the template language of writer.py, and who and what can be in it is what cast.py lists. A line that begins with `?` comes half
of the time, and `---` begins a paragraph.
"""

import sys
from pathlib import Path

from .cast import Cast

FILES = {path.stem: [block.strip().splitlines() for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
         for path in sorted((Path(__file__).parent / "tales").glob("*.txt"))}
TALES = [tale for tales in FILES.values() for tale in tales]


def tell(world, lines):
    """The text of one tale."""
    world.cast = Cast(world, " ".join(lines))
    world.play(lines)
    return world.finished()


def write(world):
    tell(world, world.dice.choice(TALES))


if __name__ == "__main__":  # prints the last N tales of a file, as in: python3 -m world.tales lost 20
    from .writer import World

    for number, lines in enumerate(FILES[sys.argv[1]][-int(sys.argv[2]) :]):
        print(tell(World(number), lines), "\n")
