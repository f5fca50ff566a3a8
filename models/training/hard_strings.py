"""More than two hundred texts that are difficult for tokenizers, and the ids that the tokenizers library gives for each.

usage: hard_strings.py JSON NAME=TOKENIZER_JSON ...        example: hard_strings.py ids.json gpt2=gpt2/tokenizer.json
"""

import json
import sys

from tokenizers import Tokenizer

TOGETHER = "\u200d"  # joins emoji into one
EMOJI = [
    "\U0001f431", "\U0001f431\U0001f431\U0001f431", "a\U0001f431b", " \U0001f431 ", "\U0001f44d\U0001f3fd", "\u2764\ufe0f", "\u2764", "1\ufe0f\u20e3",
    "\U0001f1e8\U0001f1ed", "\U0001f1e8", TOGETHER.join("\U0001f469\U0001f469\U0001f467\U0001f466"), "\U0001f469\u200d", "\u200d\U0001f469",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\U0001fae8", "\U0001f9d1\U0001f3ff\u200d\U0001f680 rocket", "\u263a\ufe0e",
    "\U0001f600\U0001f601\U0001f602\U0001f603\U0001f604", "cat\U0001f431cat \U0001f436dog",
]
COMBINING = [
    "caf\u00e9", "cafe\u0301", "e\u0301\u0301\u0301", "\u0301", " \u0301", "n\u0303 \u00f1", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d", "\u1e9b\u0323", "\u212b \u00c5 A\u030a",
    "\uac00 \u1100\u1161", "\u0915\u094d\u0937", "\u0e01\u0e33", "\u0939\u093f\u0928\u094d\u0926\u0940", "\ufb01 \ufb03", "\u0130 i\u0307 \u0131", "\u00df \u1e9e SS", "\u01c4 \u01c5 \u01c6",
    "a\u0334\u0335\u0336b", "\u20e0\u20e0", "o\u0308\u0328",
]
RIGHT_TO_LEFT = [
    "\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd \u05e2\u05d5\u05dc\u05dd", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", "abc \u05d0\u05d1\u05d2 123",
    "\u202eright to left\u202c", "\u2067\u05d0\u2069", "\u200f\u200e", "\u0627\u0644\u0633\u064e\u0651\u0644\u064e\u0627\u0645\u064f", "\ufdfa", "\u0661\u0662\u0663", "\u061c!", "\u0640\u0640\u0640",
]
SPACES = [
    "", " ", "  ", "   ", "\t", "\t\t", " \t ", "\t a", "a\t", "\n", "\n\n", "\r\n", "\r", "a\r\nb\rc\nd", " \n ", "a \n b", "a   b    c", " a", "  a", "a ", "a  ", "\u00a0", "a\u00a0b", "\u2003", "a\u2003\u2003b",
    "\u3000", "\u2028", "\u2029", "\u200b", "a\u200bb", "\ufeff", "\ufeffa", "\u0085", "\u180e", "\v\f", " " * 1000, "\t" * 300, "\n" * 300, "a" + " " * 100 + "b", " \u00a0 \u2003 ", "\u2581", "\u2581a", " \u2581 a\u2581",
    "\u0120", "\u0120cat \u010a",
]
CONTROL = [chr(code) for code in (0, 1, 2, 7, 8, 0x0E, 0x1A, 0x1B, 0x1F, 0x7F, 0x80, 0x9F)] + [
    "a\0b", "\0\0\0", "\x1b[31mred\x1b[0m", "\x08\x08", "\u0000\u0001\u0002\u0003 \u0004", "\ufff9\ufffa\ufffb", "\u2060", "\u00ad", "soft\u00adhyphen", "\ufffe", "\uffff", "\U0001ffff", "\U0010ffff", "\ue000", "\U000f0000",
]
SURROGATES = [
    "\ud83d", "\udc31", "\ud83d\ud83d", "\udc31\udc31", "\udc31\ud83d", "a\ud83d", "\ud83da", "a\udc31b", " \ud83d ", "\ud83d\ud83d\U0001f431", "\U0001f431\udc31", "\udbff", "\udfff\udfff\udfff", "\ufffd", "\ufffd\ufffd", "\ud83d\ufffd",
]
SCRIPTS = [
    "\u6771\u4eac", "\u6f22\u5b57\u304b\u306a\u4ea4\u3058\u308a\u6587", "\u041c\u043e\u0441\u043a\u0432\u0430", "\u041c\u043e\u0441\u043a\u0432\u0430 \u0438 \u043c\u0438\u0440", "\u0395\u03bb\u03bb\u03ac\u03c2 \u03c2\u03c3", "\ud55c\uad6d\uc5b4", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22",
    "\u10e5\u10d0\u10e0\u10d7\u10e3\u10da\u10d8", "\U00020000\U0002a6d6", "\U0001d4d0\U0001d4f5", "\u3053\u3093\u306b\u3061\u306f\u3001\u4e16\u754c\u3002", "\uff21\uff22\uff23 \uff11\uff12", "\u2460\u2461 \u2167 \u00bd", "x\u00b2 \u2264 \u221e", "\u20ac10 \u00a35 \u00a51", "\U00013000\U00013001",
]
WORDS = [
    "a", "Once upon a time", "I'm you're he'll they've we'd it's don't", "I\u2019m", "'s", "''s", "don't''t", "12345678901234567890", "3.14e-10", "0x1F600", "_under_score_", "snake_case CamelCase",
    "...", "!?!?", "-- --- \u2014", "(a)[b]{c}<d>", "\"quoted\" \u201cquoted\u201d", "https://example.org/?q=a+b&c=%20#x", "name@example.org", "\\n \\t \\u0041", "<b>bold</b>", "for (int i = 0; i < n; i++) {\n\treturn x;\n}",
    "{\"a\": [1, 2]}", "a" * 500, "ab" * 300, "\u201cWhy do you cry?\u201d", "the the the the", "naïve café", "THE CAT",
]
SPECIAL = [
    "<s>", "</s>", "<unk>", "<s>a</s>", " <s> ", "<|endoftext|>", "a<|endoftext|>b", "<|im_start|>user", "<|im_end|>", "<0x0A>", "<0xF0><0x9F>", "<tool_call>", "a<tool_call>b</tool_call> c", "<tool_call", "<S>",
    "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n", "<|im_end|>\n\n\n a", "a <|im_end|> b", "x<|im_end|>y<|im_end|>", "<|im_<|im_end|>end|>", "<|im_end|", "|im_end|>",
    "<mask>", "a <mask> b", "a\u00a0 \t<mask>  \n b", "<mask><mask>", " <mask>", "the<mask>cat", "<mask", "[MASK]", "a [MASK]. b", "[CLS] a [SEP]", "[cls]", "[UNK]", "[PAD][PAD]", "<pad> a", "<bos>a<eos>", "<start_of_turn>user\nWhy?<end_of_turn>\n",
    "a<think>b</think>c", "<think>\n\n</think>\n\n", " <think> ", "<tool_call><|im_end|></tool_call>", "<tool_call>  <tool_call>", "unthinkable <think", "  <tool_call>  the", "a\t<tool_call>\tb", "\u4e2d<tool_call>\u6587", "\U0001f431<|im_end|>\U0001f431",
]
RUNS = [
    "a" + " " * count + "b" for count in (2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 24, 31, 32, 33)
] + [
    " " * 4, " " * 8, " " * 15, " " * 31, "\n" * 3, "\n" * 4, "a" + "\n" * 3 + "b", "\n\n  \n\n", "\t\t\tx", "    if x:\n        return  y\n\n\n    else:", "  .  ,  ;", "a. b , c ! d ' s n't do n't",
]
STRINGS = [*EMOJI, *COMBINING, *RIGHT_TO_LEFT, *SPACES, *CONTROL, *SURROGATES, *SCRIPTS, *WORDS, *SPECIAL, *RUNS]


def whole(text):
    """Half a surrogate pair becomes U+FFFD, because neither the library nor UTF-8 can represent it."""
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)


def main(path, *tokenizers):
    cases = [{"text": text, "ids": {}} for text in STRINGS]
    for name, file in (tokenizer.split("=") for tokenizer in tokenizers):
        tokenizer = Tokenizer.from_file(file)
        tokenizer.encode_special_tokens = True  # typed special tokens are plain text
        for case in cases:
            case["ids"][name] = tokenizer.encode(whole(case["text"])).ids
    lines = ",\n".join("  " + json.dumps(case) for case in cases)
    with open(path, "w", encoding="ascii") as file:
        file.write(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
