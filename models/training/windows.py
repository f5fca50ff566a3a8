"""What a step of the training reads: windows of token ids from three sources, the same for the same step."""

import bisect
from pathlib import Path

import numpy as np
import torch

from tokenizer import END_OF_TEXT

CYCLE = 1_000  # rows after which the order of the sources repeats


class Documents:
    """Short texts, as many as fit into a window, from the beginning of the first; the last one is cut. Every epoch in another order."""

    def __init__(self, ids, length):
        self.ids, self.length = ids, length
        self.starts = np.flatnonzero(ids == END_OF_TEXT)
        self.sizes = np.diff(self.starts, append=len(ids))

    def epoch(self, number):
        """The order of the texts in an epoch, and where in it each window begins."""
        order = np.random.default_rng([1, number]).permutation(len(self.starts))
        ends = np.cumsum(self.sizes[order])
        following = np.searchsorted(ends, ends - self.sizes[order] + self.length).tolist()  # the text that fills the window
        windows, at = [], 0
        while at < len(order) and following[at] < len(order):
            windows.append(at)
            at = following[at] + 1
        return order, windows

    def window(self, epoch, number):
        order, windows = epoch
        window, at = [], windows[number]
        space = self.length
        while space > 0:
            start, size = self.starts[order[at]], min(self.sizes[order[at]], space)
            window.append(self.ids[start : start + size])
            space, at = space - size, at + 1
        return np.concatenate(window)


class Books:
    """Long texts in windows from anywhere; half of the windows begin with a paragraph and have an <|endoftext|> in front."""

    def __init__(self, ids, length, newline):
        self.ids, self.length = ids, length
        self.paragraphs = np.flatnonzero((ids[:-1] == newline) & (ids[1:] != newline)) + 1

    def epoch(self, number):
        """Where the windows of an epoch begin, in another order and shifted in every epoch; and which of them get the <|endoftext|>."""
        dice = np.random.default_rng([2, number])
        places = np.arange(dice.integers(self.length), len(self.ids) - self.length, self.length - 1)
        return dice.random(len(places)) < 0.5, dice.permutation(places)

    def window(self, epoch, number):
        with_start, places = epoch
        at = places[number]
        if not with_start[number]:
            return self.ids[at : at + self.length]
        nearest = self.paragraphs[max(0, np.searchsorted(self.paragraphs, at, "right") - 1)]
        return np.concatenate([[END_OF_TEXT], self.ids[nearest : nearest + self.length - 1]])


class Endless:
    """The windows of a source, epoch after epoch: `at(n)` is the n-th of them."""

    def __init__(self, source):
        self.source, self.first = source, [0]  # the number of each epoch's first window
        self.number, self.latest = None, None

    def at(self, n):
        while self.first[-1] <= n:
            self.first.append(self.first[-1] + len(self.source.epoch(len(self.first) - 1)[1]))
        number = bisect.bisect_right(self.first, n) - 1
        if number != self.number:
            self.number, self.latest = number, self.source.epoch(number)
        return self.source.window(self.latest, n - self.first[number])


class Windows:
    """Reads what prepare.py wrote; `shares` has each source's share of the rows, as {"world": 0.7, "old": 0.2, "primer": 0.1}."""

    def __init__(self, folder, tokenizer, length, shares):
        folder, length = Path(folder), length + 1  # the last token is only a target
        newline = tokenizer.encode("\n", add_special_tokens=False).ids[0]
        ids = {name: np.memmap(folder / f"{name}.ids", dtype=np.uint16, mode="r") for name in shares}
        self.sources = [Endless(Books(ids[name], length, newline) if name == "old" else Documents(ids[name], length)) for name in shares]
        edges = np.cumsum([0] + list(shares.values())) / sum(shares.values()) * CYCLE
        order = np.repeat(np.arange(len(shares)), np.diff(edges.round().astype(int)))
        self.order = np.random.default_rng(0).permutation(order)
        taken = self.order[:, None] == np.arange(len(shares))
        self.before = np.cumsum(taken, axis=0) - taken  # rows of each source in the cycle before each row
        self.a_cycle = taken.sum(0)

    def at(self, step, batch):
        """The rows of a step, [batch, length + 1], and the source of each row as its place in `shares`."""
        rows, sources = [], []
        for row in range(step * batch, (step + 1) * batch):
            cycle, place = divmod(row, CYCLE)
            source = self.order[place]
            rows.append(self.sources[source].at(int(cycle * self.a_cycle[source] + self.before[place, source])))
            sources.append(source)
        return torch.from_numpy(np.stack(rows).astype(np.int64)), np.array(sources)
