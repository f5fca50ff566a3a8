"""The other model: an LSTM (pre-norm layers on a residual stream, projection tied to the token table)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from fast import Recurrence, TokenLoss


@dataclass(frozen=True)
class LstmShape:
    vocabulary: int = 4096
    context: int = 256  # it could continue for ever; it is measured up to here, which is the transformer's context
    width: int = 256
    layers: int = 2
    cells: int = 384


class Layer(nn.Module):
    """An LSTM whose cells write to the residual stream. Turns [batch, sequence, width] into the same shape, and returns the state to continue with."""

    def __init__(self, shape):
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.lstm = nn.LSTM(shape.width, shape.cells, batch_first=True)
        self.out = nn.Linear(shape.cells, shape.width)
        with torch.no_grad():
            self.lstm.bias_hh_l0.zero_()
            self.lstm.bias_ih_l0.zero_()[shape.cells : 2 * shape.cells] = 1  # remember at first

    def forward(self, x, state=None):
        """`state`: h and c, [1, batch, cells] each; without a state they are zero."""
        cells, state = self.lstm(self.norm(x), state)
        return x + self.out(cells), state

    def fast(self, x, state):
        """The same with the sequence first, [sequence, batch, width], and in bfloat16; for training."""
        lstm = self.lstm
        bias = lstm.bias_ih_l0 + lstm.bias_hh_l0
        cells, h, c = Recurrence.apply(self.norm(x), state[0][0], state[1][0], lstm.weight_ih_l0, lstm.weight_hh_l0, bias)
        with torch.autocast("cpu", torch.bfloat16):
            written = self.out(cells)
        return x + written, (h[None].detach(), c[None].detach())


class Lstm(nn.Module):
    """Token ids [batch, sequence] to logits [batch, sequence, vocabulary]."""

    def __init__(self, shape=LstmShape()):
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)
        nn.init.normal_(self.tokens.weight, std=0.02)

    def forward(self, ids):
        x = self.tokens(ids)
        for layer in self.layers:
            x, _ = layer(x)
        return self.project(x)

    def project(self, x):
        """The final norm, then the dot product with every row of the token table."""
        return F.linear(self.norm(x), self.tokens.weight)

    def empty_state(self, batch):
        """The state before a text: h and c of each layer."""
        return [(torch.zeros(1, batch, self.shape.cells), torch.zeros(1, batch, self.shape.cells)) for _ in self.layers]


class LstmPass:
    """Loss and gradients of an Lstm, with the operations divided among `threads` threads."""

    def __init__(self, model, threads):
        torch.set_num_threads(threads)
        self.model, self.pool = model, ThreadPoolExecutor(1)

    def __call__(self, ids, targets):
        """Each row's loss, [batch]; the mean's gradients are put where backward() puts them. Each row starts in the empty state."""
        model = self.model
        model.zero_grad(set_to_none=True)
        x = model.tokens(ids.t())
        for layer, before in zip(model.layers, model.empty_state(len(ids))):
            x, _ = layer.fast(x, before)
        loss, losses = TokenLoss.apply(model.norm(x).flatten(0, 1), model.tokens.weight, targets.t().flatten())
        loss.backward()
        return losses.view(ids.shape[::-1]).mean(0)
