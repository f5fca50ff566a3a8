"""The kinds of model that the scripts support; a checkpoint names its kind."""

from lstm import Lstm
from model import Transformer

KINDS = {"transformer": Transformer, "lstm": Lstm}
