"""The kinds of model that the scripts support: their classes, their shapes, and how each makes its gradients."""

from fast import TransformerPass
from fast_lstm import LstmPass
from lstm import Lstm, LstmShape
from model import Shape, Transformer

KINDS = {"transformer": Transformer, "lstm": Lstm}
SHAPES = {"transformer": Shape, "lstm": LstmShape}
PASSES = {"transformer": TransformerPass, "lstm": LstmPass}
