"""The tokenizer: byte-level BPE with 4,096 tokens, trained on the training stories.

usage: tokenizer.py CORPUS TOKENIZER_JSON
"""

import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from stories import END_OF_STORY, read_stories, split

VOCABULARY = 4096
END_OF_TEXT = 0  # the only special token: it ends every story and starts the next


def train(texts):
    """A tokenizer of VOCABULARY tokens: <|endoftext|>, the 256 bytes, then the merges, most frequent first."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[END_OF_STORY],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def load(path):
    return Tokenizer.from_file(str(path))


def encode_all(tokenizer, texts):
    """One list of ids, each text after an <|endoftext|>. Example: ["a", "b"] -> [0, 65, 0, 66]."""
    ids = []
    for encoding in tokenizer.encode_batch(texts):
        ids += [END_OF_TEXT] + encoding.ids
    return ids


if __name__ == "__main__":
    corpus, out = sys.argv[1:]
    train(split(read_stories(corpus))[1]).save(out)
