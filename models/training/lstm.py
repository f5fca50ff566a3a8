"""The other model: an LSTM (pre-norm layers on a residual stream, projection tied to the token table)."""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass(frozen=True)
class LstmShape:
    vocabulary: int = 4096
    context: int = 256  # it could continue for ever; it is measured up to here, which is the transformer's context
    width: int = 256
    layers: int = 2
    cells: int = 384


class Layer(nn.Module):
    """An LSTM whose cells write to the residual stream: [batch, sequence, width] to the same shape, and the state to continue with."""

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
