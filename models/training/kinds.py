"""The kinds of model that the scripts support, and how each makes its gradients; a checkpoint names its kind."""

from fast import TransformerPass
from lstm import Lstm, LstmPass
from model import Transformer

KINDS = {"transformer": Transformer, "lstm": Lstm}
PASSES = {"transformer": TransformerPass, "lstm": LstmPass}
