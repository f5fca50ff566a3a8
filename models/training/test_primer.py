"""Tests of the primer.

usage: python3 -m unittest        in this folder
"""

import re
import unittest
from itertools import permutations

from knowledge import DAYS, NUMBERS
from primer import CHILDREN, GROWN_UPS, neighbours, write_primer
from prompts import PRIMER_PROMPTS

# The words of each prompt's fact, in the order of PRIMER_PROMPTS.
FACTS = """three four, five six, 4 5, nine eight seven, third fourth, seven eight, eleven twelve, five four, c d, E F, f g, P Q,
    Wednesday Thursday, Saturday Sunday, Friday Saturday, Wednesday Tuesday, Sunday Monday, seven week, March April,
    November December, June July, May April, year twelve months, autumn winter, one one two, two three five, four four eight,
    two two four, three four seven, five five ten, one six seven, six three nine, hot cold, big small, happy sad, night day,
    long short, black white, sky blue, grass green, snow white, lemon yellow, dog woof, cow moo, duck quack, pig oink,
    France Paris, Italy Rome, Greece Athens, England London, twinkle star, Jill hill, Humpty wall, Mary lamb, row boat,
    cat mat, dog ball, sun east, hear ears, dog puppy"""
TWO_NUMBERS = [  # ways to say two numbers and their sum
    r"(\w+) \+ (\w+) = (\w+)",
    r"(\w+) (?:plus|and) (\w+) (?:is|are|make) (\w+)",
    r"is (\w+) (?:plus|and) (\w+)\? (\w+)",
    r"had (\w+) apples and \w+ had (\w+) apples\. Together they had (\w+)",
    r"had (\w+) shells and found (\w+) more\. Now \w+ had (\w+)",
    r"were (\w+) birds in the tree\. (\w+) more birds came, and then there were (\w+)",
    r"have (\w+) nuts,\" said \w+\. \"I have (\w+),\" said \w+\. \"Then we have (\w+)",
]


def wordings(text, words):
    """The different stretches of a lower-case text, without a full stop in them, from one of the words to another by way of all."""
    orders = (r"\b[^.]{1,60}?\b".join(map(re.escape, order)) for order in set(permutations(words.lower().split())))
    return {found for order in orders for found in re.findall(rf"\b{order}\b", text)}


def number(word):
    """Example: number("Three") -> 3, number("12") -> 12, number("hot") -> None."""
    if word.isdigit():
        return int(word)
    return NUMBERS.index(word.lower()) if word.lower() in NUMBERS else None


class PrimerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.texts = write_primer()
        cls.whole = ".\n".join(cls.texts)

    def test_each_prompt_occurs_with_its_answer(self):
        for prompt, answer in PRIMER_PROMPTS:
            with self.subTest(prompt):
                self.assertGreaterEqual(sum(text.count(prompt + answer) for text in self.texts), 3)

    def test_some_texts_begin_with_each_prompt(self):
        for prompt, answer in PRIMER_PROMPTS:
            with self.subTest(prompt):
                self.assertTrue(any(text.startswith(prompt + answer) for text in self.texts))

    def test_each_fact_has_four_wordings(self):
        nameless = re.sub("|".join(CHILDREN + GROWN_UPS), "someone", self.whole).lower()
        facts = FACTS.split(",")
        self.assertEqual(len(facts), len(PRIMER_PROMPTS))
        for (prompt, _), words in zip(PRIMER_PROMPTS, facts):
            with self.subTest(prompt):
                self.assertGreaterEqual(len(wordings(nameless, words)), 4)

    def test_sums_are_right(self):
        for pattern in TWO_NUMBERS:
            sums = [tuple(map(number, found)) for found in re.findall(pattern, self.whole)]
            sums = [found for found in sums if None not in found]
            with self.subTest(pattern):
                self.assertTrue(sums)
                self.assertEqual([], [(one, other, total) for one, other, total in sums if one + other != total])

    def test_monday_is_between_sunday_and_tuesday(self):
        monday = {"noun": "day", "before": "Sunday", "item": "Monday", "after": "Tuesday", "run": "Saturday, Sunday, Monday"}
        self.assertEqual(monday, neighbours("day", DAYS, around=True)[0])

    def test_every_place_for_a_name_is_filled(self):
        self.assertNotRegex(self.whole, "[{}]")

    def test_the_same_seed_writes_the_same_texts(self):
        self.assertEqual(write_primer(500, seed=7), write_primer(500, seed=7))
        self.assertNotEqual(write_primer(500, seed=7), write_primer(500, seed=8))


if __name__ == "__main__":
    unittest.main()
