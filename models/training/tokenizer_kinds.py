"""Small tokenizers in the shapes of those of current models, trained on any English text, with what Python makes of the hard strings.

byte-level     as Llama 3's and Qwen's: bytes, split by a regular expression, whole words looked up first, special tokens after the vocabulary
byte-fallback  as Gemma's: a mark for spaces, bytes for unknown characters, runs of spaces and newlines as added tokens in the vocabulary
prepended      as Llama 1's: a mark before a text too, and special tokens that are looked for in the normalised text
unigram        as T5's and XLM-R's: pieces with scores, special tokens among them, other tokens after the vocabulary
word-piece     as BERT's and GPT2-Chinese's: lower-case words, pieces that continue a word

Each gets a folder with tokenizer.json and hard_strings.json: one object a text with "plain" (ids; special tokens are text), "special"
(ids with the start tokens; special tokens count), "rendered" (ids without start tokens), "chat" (the ids where the text is in a
conversation that is written around it, in which its special tokens are text), "decoded" (of rendered) and "pieces" (what each token of
rendered adds to the decoded text, null for a part of a character). What equals the key before it is left out, and what versions of the
library decode differently.

usage: tokenizer_kinds.py FOLDER TEXT_FILE...
"""

import json
import sys
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from hard_strings import STRINGS, whole
from tokenizers_for_tests import TEXT

CODE = "def f(x):\n    if x > 10:\n        return  x + 1\n\n\n    return {'a': [1, 2, 345]}\n" * 20
LLAMA_3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CHAT = ["<|im_start|>", "<|im_end|>"]
TOOLS = ["<tool_call>", "</tool_call>", "<think>", "</think>"]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def byte_level(texts):
    made = Tokenizer(models.BPE(ignore_merges=True))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(LLAMA_3), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=800, initial_alphabet=alphabet, show_progress=False))
    made.add_special_tokens(["<|begin_of_text|>", "<|endoftext|>", *CHAT, AddedToken("<mask>", lstrip=True, rstrip=True)])
    made.add_tokens([*TOOLS, *(" " * count for count in (16, 8, 4))])
    start = made.token_to_id("<|begin_of_text|>")
    made.post_processor = processors.Sequence(
        [processors.ByteLevel(trim_offsets=True), processors.TemplateProcessing(single="<|begin_of_text|> $A", special_tokens=[("<|begin_of_text|>", start)])]
    )
    return made, 0


def byte_fallback(texts):
    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<start_of_turn>", "<end_of_turn>", *CHAT]
    runs = ["\n" * count for count in range(2, 6)] + ["▁" * count for count in range(2, 17)]
    vocabulary, merges = marked(texts, [*special, *runs, *BYTES], split=True)
    made = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Replace(" ", "▁")
    made.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    made.add_special_tokens([AddedToken(name, normalized=False) for name in special])
    made.add_tokens([AddedToken(name, normalized=False) for name in runs])
    made.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 2)])
    return made, 0


def prepended(texts):
    special = ["<unk>", "<s>", "</s>"]
    vocabulary, merges = marked(texts, [*special, *BYTES], split=False)
    made = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    made.add_special_tokens([AddedToken(name, normalized=True) for name in special])
    made.add_special_tokens([AddedToken(name, normalized=False, rstrip=True) for name in CHAT])
    made.add_tokens([AddedToken(name, normalized=False) for name in TOOLS])
    made.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return made, 0


def marked(texts, first, split):
    """Pieces and merges of a BPE in which a mark stands for a space; some pieces come first."""
    trained = Tokenizer(models.BPE())
    trained.normalizer = normalizers.Replace(" ", "▁")
    trained.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never") if split else pre_tokenizers.Metaspace()
    trained.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=500, limit_alphabet=90, show_progress=False))
    model = json.loads(trained.to_str())["model"]
    pieces = dict.fromkeys([*first, *sorted(model["vocab"], key=model["vocab"].get)])
    return {piece: id for id, piece in enumerate(pieces)}, [tuple(pair) for pair in model["merges"]]


def unigram(texts):
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.train_from_iterator(
        texts, trainers.UnigramTrainer(vocab_size=600, special_tokens=special, unk_token="<unk>", show_progress=False)
    )
    made.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False), *CHAT])
    made.add_tokens(TOOLS)
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return made, 1


def word_piece(texts):
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    made.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=600, special_tokens=special, show_progress=False))
    made.add_special_tokens([*CHAT])
    made.add_tokens([*TOOLS, AddedToken("unthinkable", single_word=True)])
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return made, 1


def without_special_tokens(file):
    """A Unigram model finds the special tokens of its vocabulary in a text, too, so there they get names that are in no text."""
    text = json.loads(file)
    special = {token["content"] for token in text["added_tokens"] if token["special"]}
    if isinstance(text["model"]["vocab"], dict):
        made = Tokenizer.from_str(file)
        made.encode_special_tokens = True
        return made
    text["model"]["vocab"] = [[f"\ue000{piece}\ue000" if piece in special else piece, score] for piece, score in text["model"]["vocab"]]
    for token in text["added_tokens"]:
        if token["special"]:
            token["content"] = f"\ue000{token['content']}\ue000"
    return Tokenizer.from_str(json.dumps(text))


def pieces(tokenizer, ids):
    """What each token adds to the decoded text."""
    added = []
    before = ""
    for count in range(1, len(ids) + 1):
        after = tokenizer.decode(ids[:count], skip_special_tokens=False)
        whole_characters = not before.endswith("\ufffd") and not after.endswith("\ufffd")
        added.append(after[len(before):] if whole_characters and after.startswith(before) else None)
        before = after
    return added


def references(tokenizer, plain, after, open_turn, close_turn):
    start = tokenizer.encode("a").ids[: len(tokenizer.encode("a").ids) - after - len(tokenizer.encode("a", add_special_tokens=False).ids)]
    # the library decodes these as they are in a normalised text since 0.22, and as they are named before
    normalised = {id for id, token in tokenizer.get_added_tokens_decoder().items() if token.special and token.normalized}
    between = "" if tokenizer.get_added_tokens_decoder()[tokenizer.token_to_id(close_turn)].rstrip else "\n"
    turns = [tokenizer.token_to_id(open_turn), tokenizer.token_to_id(close_turn)]
    for string in STRINGS:
        text = whole(string)

        def typed(part):
            return plain.encode(part, add_special_tokens=False).ids

        case = {"text": string, "plain": start + typed(text)}
        special = tokenizer.encode(text).ids
        case["special"] = special[: len(special) - after]
        case["rendered"] = tokenizer.encode(text, add_special_tokens=False).ids
        case["chat"] = [turns[0], *typed("user\n" + text), turns[1], *typed(between), turns[0], *typed("assistant\n")]
        if not normalised.intersection(case["rendered"]):
            case["decoded"] = tokenizer.decode(case["rendered"], skip_special_tokens=False)
            case["pieces"] = pieces(tokenizer, case["rendered"])
        if case["special"] == case["plain"]:
            del case["special"]
        if case["rendered"] == case.get("special", case["plain"])[len(start):]:
            del case["rendered"]
        yield case


KINDS = {
    "byte-level": (byte_level, *CHAT),
    "byte-fallback": (byte_fallback, *CHAT),
    "prepended": (prepended, *CHAT),
    "unigram": (unigram, *CHAT),
    "word-piece": (word_piece, *CHAT),
}


def write(folder, made, after, open_turn, close_turn):
    folder.mkdir(parents=True, exist_ok=True)
    file = made.to_str()
    (folder / "tokenizer.json").write_text(file, encoding="utf-8")
    cases = references(Tokenizer.from_str(file), without_special_tokens(file), after, open_turn, close_turn)
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (folder / "hard_strings.json").write_text(f"[\n{lines}\n]\n", encoding="ascii")


def main(folder, *files):
    texts = [Path(file).read_text(encoding="utf-8")[:200_000] for file in files] + [TEXT, CODE]
    for name, (make, open_turn, close_turn) in KINDS.items():
        made, after = make([line for text in texts for line in text.split("\n\n")])
        write(Path(folder) / name, made, after, open_turn, close_turn)


if __name__ == "__main__":
    main(*sys.argv[1:])
