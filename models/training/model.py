"""The model: a GPT-2-style transformer (pre-norm, learned positions, tanh GELU, projection tied to the token table)."""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 4096
    context: int = 256
    width: int = 192
    layers: int = 6
    heads: int = 6


class Block(nn.Module):
    """Attention, then a feed-forward layer, each added to the residual stream. [batch, sequence, width] to the same."""

    def __init__(self, shape):
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.width // shape.heads
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention = nn.Linear(shape.width, 3 * shape.width)  # query, key and value side by side
        self.attention_out = nn.Linear(shape.width, shape.width)
        self.feed_norm = nn.LayerNorm(shape.width)
        self.feed_up = nn.Linear(shape.width, 4 * shape.width)
        self.feed_down = nn.Linear(4 * shape.width, shape.width)

    def forward(self, x):
        query, key, value = self.query_key_value(x)
        x = self.attend(x, F.scaled_dot_product_attention(query, key, value, is_causal=True))
        return self.feed(x)

    def query_key_value(self, x):
        """Three times [batch, heads, sequence, head_width]."""
        batch, sequence, _ = x.shape
        packed = self.attention(self.attention_norm(x)).view(batch, sequence, 3, self.heads, self.head_width)
        return packed.permute(2, 0, 3, 1, 4).unbind(0)

    def attend(self, x, gathered):
        """Adds what the heads gathered, [batch, heads, sequence, head_width], to the residual stream."""
        return x + self.attention_out(gathered.transpose(1, 2).flatten(2))

    def feed(self, x):
        return x + self.mlp(x)

    def mlp(self, x):
        """What the feed-forward layer adds to the residual stream."""
        return self.feed_down(F.gelu(self.feed_up(self.feed_norm(x)), approximate="tanh"))


class Transformer(nn.Module):
    """Token ids [batch, sequence] to logits [batch, sequence, vocabulary]."""

    def __init__(self, shape=Shape()):
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.context, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)
        for weight in self.parameters():
            if weight.dim() > 1:
                nn.init.normal_(weight, std=0.02)

    def forward(self, ids):
        x = self.tokens(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.project(x)

    def project(self, x):
        """The final norm, then the dot product with every row of the token table."""
        return F.linear(self.norm(x), self.tokens.weight)
