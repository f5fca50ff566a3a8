"""Draws the held-out losses of training runs over the tokens they read, as an SVG in two parts.

usage: curve.py OUT.svg NAME=LOSS_CSV ...

A name that occurs again goes on: `storyteller=run/loss.csv storyteller=decay/loss.csv` is one line, which leaves the first file
where the second begins. The losses are those of the averaged weights.
"""

import csv
import math
import sys
from pathlib import Path
from xml.sax.saxutils import escape

PANELS = [
    ("ema_world_nats", "Loss on held-out world stories (nats per token)"),
    ("ema_old_bits_per_byte", "Loss on held-out old stories (bits per byte)"),
]
STROKES = [("#1f5fbf", ""), ("#b3470f", "7 4"), ("#2b7a3d", "2 4"), ("#7a3b8f", "9 3 2 3")]  # colour and dashes of each name
WIDTH, HEIGHT = 720, 250  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 60, 30, 34, 50  # around its plot


def read(path):
    """The rows with held-out losses, as {column: number}."""
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ema_world_nats"]]
    return [{name: float(value) for name, value in row.items() if value} for row in rows]


def runs(arguments):
    """The rows of each name, those of its files one after another."""
    found = {}
    for name, path in (argument.split("=", 1) for argument in arguments):
        rows = read(path)
        before = [row for row in found.get(name, []) if rows and row["tokens"] < rows[0]["tokens"]]
        found[name] = before + rows
    return found


def ticks(low, high):
    """About six round numbers from low to high. Example: ticks(0.9, 3.2) -> [1.0, 1.5, 2.0, 2.5, 3.0]"""
    rough = (high - low) / 6
    power = 10 ** math.floor(math.log10(rough))
    step = power * next(factor for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


class Panel:
    """One loss of all runs over their tokens."""

    def __init__(self, column, title, rows, top):
        self.column, self.title, self.rows, self.top = column, title, rows, top
        losses = [row[column] for each in rows.values() for row in each]
        margin = 0.05 * (max(losses) - min(losses)) or 0.1
        self.low, self.high = min(losses) - margin, max(losses) + margin
        self.tokens = max(row["tokens"] for each in rows.values() for row in each) / 1e6

    def x(self, millions):
        return LEFT + millions / self.tokens * (WIDTH - LEFT - RIGHT)

    def y(self, loss):
        return self.top + TOP + (self.high - loss) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)

    def draw(self):
        bottom, middle = self.y(self.low), (LEFT + WIDTH - RIGHT) / 2
        yield f'<text class="title" x="{LEFT}" y="{self.top + 20}">{self.title}</text>'
        for loss in ticks(self.low, self.high):
            yield f'<path class="grid" d="M{LEFT} {self.y(loss):.1f}H{WIDTH - RIGHT}"/>'
            yield f'<text x="{LEFT - 8}" y="{self.y(loss) + 4:.1f}" text-anchor="end">{loss:.4g}</text>'
        for millions in ticks(0, self.tokens):
            yield f'<text x="{self.x(millions):.1f}" y="{bottom + 18:.1f}" text-anchor="middle">{millions:.4g}</text>'
        yield f'<path class="axis" d="M{LEFT} {bottom:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{middle}" y="{bottom + 38:.1f}" text-anchor="middle">tokens read in training (millions)</text>'
        yield from self.lines()

    def lines(self):
        """A line for each run, and its name with a short piece of the line at the top right, where a falling loss leaves room."""
        for number, ((name, rows), (colour, dashes)) in enumerate(zip(self.rows.items(), STROKES)):
            style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"'
            points = " ".join(f"{self.x(row['tokens'] / 1e6):.1f},{self.y(row[self.column]):.1f}" for row in rows)
            y = self.top + TOP + 20 * number + 10
            yield f'<polyline {style} points="{points}"/>'
            yield f'<path {style} d="M{WIDTH - 200} {y}h36"/>'
            yield f'<text x="{WIDTH - 156}" y="{y + 4}">{escape(name)}</text>'


def describe(found):
    """What the picture shows, in words."""
    for name, rows in found.items():
        first, last = rows[0], rows[-1]
        values = [f"{title[0].lower()}{title[1:]} from {first[column]:.2f} to {last[column]:.2f}" for column, title in PANELS]
        yield f"{name}, {last['tokens'] / 1e6:.1f} million tokens: {'; '.join(values)}."


def svg(found):
    panels = [Panel(column, title, found, number * HEIGHT) for number, (column, title) in enumerate(PANELS)]
    height = HEIGHT * len(panels)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title desc">',
        '<title id="title">Held-out losses in training</title>',
        f'<desc id="desc">{escape(" ".join(describe(found)))}</desc>',
        "<style>text { font: 13px sans-serif } .title { font-weight: bold } .grid { stroke: #ddd } .axis { stroke: #333 }</style>",
        f'<rect width="{WIDTH}" height="{height}" rx="6" fill="#fff"/>',
        *(line for panel in panels for line in panel.draw()),
        "</svg>\n",
    ])  # fmt: skip


def main(out, *arguments):
    if not arguments or not all("=" in argument for argument in arguments):
        raise SystemExit(__doc__)
    found = runs(arguments)
    if len(found) > len(STROKES):
        raise SystemExit(f"expected at most {len(STROKES)} names, found {len(found)}")
    for name, rows in found.items():
        if not rows:
            raise SystemExit(f"{name}: no row with a held-out loss; expected one in its files")
    Path(out).write_text(svg(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
