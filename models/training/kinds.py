"""The kinds of model that the scripts know; a checkpoint says which it is of."""

from lstm import Lstm
from model import Transformer

KINDS = {"transformer": Transformer, "lstm": Lstm}
