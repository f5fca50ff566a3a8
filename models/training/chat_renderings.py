"""What Python makes of chat templates and of short programs in Jinja, for the Java tests; both go through the environment of transformers.

renderings.json   for each template of a folder and each conversation: the text, or what the template says if it refuses
programs.json     for each line of jinja-programs.txt, in which ⏎ stands for a line's end: what it writes with variables.json, or null if Python refuses it

The date is 26 July 2024, as in the Java code.

usage: chat_renderings.py FOLDER
"""

import datetime
import json
import sys
from pathlib import Path

from jinja2.exceptions import TemplateError
from transformers.utils import chat_template_utils


class Fixed(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2024, 7, 26)


def user(content):
    return {"role": "user", "content": content}


def assistant(content):
    return {"role": "assistant", "content": content}


def system(content):
    return {"role": "system", "content": content}


CONVERSATIONS = {
    "a question": [user("Why is the sky blue?")],
    "a system text": [system("You are a poet. Answer in one line."), user("Why is the sky blue?")],
    "several turns": [
        system("  You are a poet.\n"),
        user("Hi!"),
        assistant("Hello. How are you?"),
        user("Fine, thanks.\nAnd you?"),
        assistant("<think>\nShort or long?\n</think>\n\nWell. "),
        user("Good night"),
    ],
    "difficult letters": [
        user(
            "  \n\t\u201cQuotes\u201d, \"double\" and 'single'\r\n\n caf\u00e9 na\u00efve \u6771\u4eac \U0001f431\u200d\U0001f469 {{ messages }} {% raw %}"
            " {# c #} <|im_end|> </s> <s> <|eot_id|><end_of_turn> [INST] \\n <b>&amp;</b> \u00a0\u2028 "
        )
    ],
    "nothing": [user("")],
    "two questions in a row": [user("a"), user("b")],
    "an answer first": [assistant("x"), user("b")],
}
VARIABLES = {
    "messages": [user(" Hi <think>a</think>\n\nb ")],
    "s": "abcba",
    "text": "The\u00a0quick  \u00e9t\u00e9\tfox\n\u6771\u4eac \U0001f431 'it' \"is\" <b>\\",
    "numbers": [3, 1, 2],
    "words": ["b", "A", "a", "C"],
    "nested": {"b": {"y": [1, {"z": None}]}, "a": 1.5},
    "people": [{"name": "Ben", "age": 3}, {"name": "anna", "age": 5}, {"name": "Cem"}],
}


def render(template, **variables):
    return chat_template_utils._compile_jinja_template(template).render(**variables)


def rendering(template, name, messages, tokens):
    case = {"template": name, "messages": messages}
    try:
        case["text"] = render(template, messages=messages, tools=None, documents=None, add_generation_prompt=True, **tokens)
    except TemplateError as refusal:
        case["refusal"] = str(refusal)
    return case


def program(template):
    try:
        return {"program": template, "text": render(template, **VARIABLES)}
    except Exception:  # whatever Python throws
        return {"program": template, "text": None}


def write(path, cases):
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main(folder):
    chat_template_utils.datetime = Fixed
    tokens = json.loads((folder / "special-tokens.json").read_text(encoding="utf-8"))
    write(
        folder / "renderings.json",
        [
            rendering((folder / "templates" / f"{name}.jinja").read_text(encoding="utf-8"), name, messages, tokens[name])
            for name in sorted(tokens)
            for messages in CONVERSATIONS.values()
        ],
    )
    programs = (folder / "jinja-programs.txt").read_text(encoding="utf-8").split("\n")[:-1]
    write(folder / "programs.json", [program(line.replace("\u23ce", "\n")) for line in programs])
    (folder / "variables.json").write_text(json.dumps(VARIABLES, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
