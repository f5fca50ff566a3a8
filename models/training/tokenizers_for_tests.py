"""Two small tokenizers of the most common kinds, for the Java tests.

byte_level        as GPT-2's and Qwen's: bytes, no start token, special and other tokens added after the vocabulary
with_start_token  as Llama's: words begin with a mark for the space before them, bytes stand for unknown characters, <s> begins a text
"""

from collections import Counter

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

TEXT = """Once upon a time there was a little girl who lived in the wood with her mother and her cat.
The cat said, “Why do you cry?” and the girl said, “Because the old woman took the key, and the door is shut.”
🐱🐱 🐶 café naïve Москва 東京 שלום
""" * 4

SPECIAL = ["<unk>", "<s>", "</s>"]
PIECES = 100


def byte_level():
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(vocab_size=256 + PIECES, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    made.train_from_iterator([TEXT], trainer)
    made.add_special_tokens(["<|endoftext|>", "<|im_start|>"])
    made.add_tokens(["<tool_call>", "</tool_call>"])
    return made


def with_start_token():
    merges = learned(PIECES)
    letters = sorted({letter for pair in merges for piece in pair for letter in piece} | {"▁"})
    vocabulary = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), *letters, *("".join(pair) for pair in merges)]
    vocabulary = {piece: id for id, piece in enumerate(dict.fromkeys(vocabulary))}
    made = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.add_special_tokens([AddedToken(name, normalized=False) for name in SPECIAL])
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    made.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    return made


def learned(count):
    """The most frequent pairs of neighbours, one after the other. Example: "aab aab" -> (a, a), (aa, b)."""
    words = Counter("▁" + word for word in TEXT.replace("\n", " ").split(" ") if word)
    split = {word: list(word) for word in words}
    merges = []
    for _ in range(count):
        pairs = Counter()
        for word, pieces in split.items():
            for pair in zip(pieces, pieces[1:]):
                pairs[pair] += words[word]
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for word, pieces in split.items():
            joined = []
            for piece in pieces:
                if joined and (joined[-1], piece) == best:
                    joined[-1] += piece
                else:
                    joined.append(piece)
            split[word] = joined
    return merges
