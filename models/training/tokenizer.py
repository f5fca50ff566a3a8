"""The tokenizer: byte-level BPE with 4,096 tokens, trained on what the models read.

usage: tokenizer.py CORPUS TOKENIZER_JSON [WORLD_STORIES]
"""

import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

from primer import write_primer
from stories import END_OF_STORY, read_stories, split
from storyworld import stories

VOCABULARY = 4096
END_OF_TEXT = 0  # the only special token: every text begins with it, and so it also ends the one before
WORLD_STORIES = 40_000  # about as much text as the old stories


def train(texts):
    """A tokenizer of VOCABULARY tokens: <|endoftext|>, the 256 bytes, then the merges, most frequent first.

    It puts <|endoftext|> in front of every text. Example: "ab" -> [0, 66, 67], if there is no token for "ab".
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(f"{END_OF_STORY} $A", special_tokens=[(END_OF_STORY, END_OF_TEXT)])
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[END_OF_STORY],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def load(path):
    return Tokenizer.from_file(str(path))


def encode_all(tokenizer, texts):
    """One list of ids, each text after an <|endoftext|>. Example: ["a", "b"] -> [0, 66, 0, 67]."""
    ids = []
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        ids += [END_OF_TEXT] + encoding.ids
    return ids


def main(corpus, out, world_stories=WORLD_STORIES):
    train(split(read_stories(corpus))[1] + stories(int(world_stories), 0) + [text for text in write_primer() if not any(letter.isdigit() for letter in text)]).save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
