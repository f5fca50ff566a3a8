"""The primer: short texts of simple knowledge, so that lessons have prompts with one clearly right next token.

Each fact comes in many wordings, so that a model learns the fact and not one sentence: alone and in lists, as a statement
and as a question, told by someone and within a scene. The same seed writes the same primer.

usage: primer.py        prints the first 40 texts
"""

import random

from knowledge import (
    ABOUT_RHYMES, CAPITALS, COLOURS, DAYS, FACTS, HOMES, LEGS, LETTERS, MONTHS, NUMBERS, OPPOSITES, ORDINALS, RHYMES, SEASONS,
    SENSES, SENTENCES, SOUNDS, TENS, YOUNG,
)

CHILDREN = "Tom Lily Ben Mia Anna Jack Sam Lucy Rosa Max Peter Jane Kate Will Emma Paul Nell Fred".split()
GROWN_UPS = "Mother,Father,Grandma,Grandpa,the teacher,the old man,the old woman,Aunt Sara,Uncle George".split(",")
PEOPLE = {role: "{" + role + "}" for role in ("child", "friend", "asker", "Asker")}  # places where `cast` puts names


def capital(text):
    """Example: capital("the cat") -> "The cat"."""
    return text[0].upper() + text[1:]


def a(noun):
    """The noun with its article. Example: a("owl") -> "an owl"."""
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def cast(dice, text):
    """The text with names in the places of PEOPLE. Example: "{child} counts." -> "Mia counts."."""
    child, friend = dice.sample(CHILDREN, 2)
    asker = dice.choice(GROWN_UPS)
    return text.format(child=child, friend=friend, asker=asker, Asker=capital(asker))


def deck(dice, cards):
    """The cards in random order, again and again, so that each is as frequent as any other."""
    while cards:
        yield from dice.sample(cards, len(cards))


# Rows: stretches of a sequence. Each kind of text is a function that takes the dice and yields texts without end.

ROWS_TOLD = [
    '"{Row}," said {child}.',
    '"{Row}," said {child}. "Well done," said {asker}.',
    '{Asker} said, "Begin, {child}." "{Row}," said {child}.',
    '"How does it go?" asked {asker}. "{Row}," said {child}.',
    "{child} said them all without a mistake: {row}.",
    "{child} wrote a row on the slate: {row}.",
    "{child} and {friend} sang it together: {row}.",
]


def row(dice, words, around=False):
    """A stretch of a sequence, in order; `around`: it may start anywhere and wrap around. Example: "two, three and four."."""
    if around and dice.random() < 0.5:
        turn = dice.randrange(len(words))
        words = words[turn:] + words + words[:turn]
    start = 0 if dice.random() < 0.6 else dice.randrange(len(words) - 2)
    end = len(words) if dice.random() < 0.6 else dice.randrange(start + 3, len(words) + 1)
    words = words[start:end]
    separator = dice.choice([", ", ", ", ", ", " ", " ", "\n"])
    text = separator.join(words)
    if separator == ", " and dice.random() < 0.3:
        text = ", ".join(words[:-1]) + " and " + words[-1]
    if separator != "\n" and dice.random() < 0.25:
        return dice.choice(ROWS_TOLD).format(row=text, Row=capital(text), **PEOPLE)
    if dice.random() < 0.4:
        text = capital(text)
    return text + (dice.choice([".", ".", ""]) if separator != "\n" else "")


def rows(*sequences, around=False):
    """Rows of the given sequences; one that is given twice is twice as frequent."""

    def texts(dice):
        for sequence in deck(dice, sequences):
            yield row(dice, sequence, around)

    return texts


# Lessons: facts in many wordings

QUESTIONS_TOLD = [
    '"{question}" asked {asker}. "{answer}," said {child}.',
    '"{question}" asked {child}. "{answer}," said {asker}.',
    '"{question}" {child} asked {friend}. "{answer}," answered {friend}.',
    '{Asker} asked, "{question}" {child} thought for a while and said, "{answer}."',
    '"{question}" asked {asker}. {child} did not know. "{answer}," whispered {friend}.',
    '{child} had a question: "{question}" "{answer}," said {asker}.',
    "Question: {question}\nAnswer: {answer}.",
]
STATEMENTS_TOLD = [
    '"{answer}," said {asker}.',
    '{Asker} told {child}, "{answer}."',
    "{child} learned it at school: {answer}.",
    "{child} wrote it down for {friend}: {answer}.",
    '"Tell me what you know," said {asker}. "{answer}," said {child}.',
    '"{answer}," said {child}. "That is right," said {asker}.',
    "{answer}. Everyone knows that.",
]


def told(dice, line):
    """A line within a little dialogue or scene; "question? Answer." is asked and answered."""
    question, _, answer = line.rpartition("? ")
    frame = dice.choice(QUESTIONS_TOLD if question else STATEMENTS_TOLD)
    return frame.format(question=question + "?", answer=answer.removesuffix("."), **PEOPLE)


def write(templates, facts):
    """For each template a list with a line for each fact; a name with a capital letter stands for the value with one.

    Example: write(["{Big} or {small}"], [{"big": "high", "small": "low"}]) -> [["High or low"]]
    """
    facts = [fact | {capital(name): capital(value) for name, value in fact.items()} for fact in facts]
    return [[template.format(**fact, **PEOPLE) for fact in facts] for template in templates]


def lessons(wordings, scenes=()):
    """Half of the texts are a line alone; the others are lists of lines, lines told by someone, and scenes.

    wordings, scenes: a list of lines for each wording; a wording that is given twice is twice as frequent
    """

    def texts(dice):
        lines = sum(wordings, [])
        alone, retold, scene = deck(dice, lines), deck(dice, lines), deck(dice, sum(scenes, []))
        while True:
            kind = dice.random()
            if kind < 0.5:
                yield next(alone)
            elif kind < 0.7:
                listed = dice.sample(dice.choice([lines, *wordings]), dice.choice([2, 3, 4]))
                yield dice.choice(["\n", " ", " "]).join(dict.fromkeys(listed))
            elif kind < 0.9 or not scenes:
                yield told(dice, next(retold))
            else:
                yield next(scene)

    return texts


def about(facts, wordings, scenes=()):
    """Lessons about facts, from templates; the first facts, the best known ones, are three times as frequent."""
    facts = facts + facts[: max(8, len(facts) // 3)] * 2
    return lessons(write(wordings, facts), write(scenes, facts))


def neighbours(noun, words, around=False):
    """Each word of a sequence that has one before it and one after it, with both, and the row of up to three that it ends."""
    facts = []
    for n in range(len(words)) if around else range(1, len(words) - 1):
        run = [words[m] for m in range(n - 2, n + 1) if around or m >= 0]
        facts.append({"noun": noun, "before": words[n - 1], "item": words[n], "after": words[(n + 1) % len(words)], "run": ", ".join(run)})
    return facts


ORDER = [
    *["After {item} comes {after}."] * 4,
    *["The {noun} after {item} is {after}."] * 4,
    *["The {noun} before {item} is {before}."] * 4,
    "Before {item} comes {before}.",
    "{After} comes after {item}.",
    "{After} is the {noun} after {item}.",
    "{Before} is the {noun} before {item}.",
    "{Item} is between {before} and {after}.",
    "What comes after {item}? {After}.",
    "What comes after {run}? {After}.",
    "Which {noun} comes before {item}? {Before}.",
]

NEXT_NUMBERS = lessons(
    write(ORDER, neighbours("number", NUMBERS)),
    write(
        [
            "{child} had {item} shells and found one more. Now {child} had {after} shells.",
            "{child} had {item} nuts and gave one to {friend}. Now {child} had {before} nuts.",
            "{child} is {item} years old. Next year {child} will be {after}.",
            '"I am {item} years old," said {child}. "Then you were {before} last year," said {asker}.',
        ],
        neighbours("number", NUMBERS[2:]),
    ),
)
LETTER_FACTS = neighbours("letter", [letter.upper() for letter in LETTERS])
NEXT_LETTERS = lessons(
    write(ORDER, LETTER_FACTS),
    write(
        [
            "{child} wrote {before}, then {item}, then {after}.",
            '{child} wrote {item} on the slate. "And what comes next?" asked {asker}. {child} wrote {after}.',
        ],
        LETTER_FACTS,
    ),
)
NEXT_DAYS = about(
    neighbours("day", DAYS, around=True),
    [
        *ORDER,
        *["Today is {item}. Tomorrow is {after}."] * 4,
        "Today is {item}. Tomorrow is {after}. Yesterday was {before}.",
        "If today is {item}, tomorrow is {after}.",
        "Yesterday was {before}, so today is {item}.",
        "When {item} is over, {after} begins.",
        "Today is {item}. What day is tomorrow? {After}.",
        "Tomorrow is {item}. What day is today? {Before}.",
    ],
    [
        "{child} came to see {friend} on {item} and stayed for one night. On {after} {child} went home again.",
        '"Is it {after} today?" asked {child}. "No, today is {item}," said {asker}. "Tomorrow is {after}."',
        "{child} wanted to come on {item}, but it rained. So {child} came a day later, on {after}.",
        '"I will come the day after tomorrow," said {child} on {before}. So {child} came on {after}.',
    ],
)
NEXT_MONTHS = about(
    neighbours("month", MONTHS, around=True),
    [*ORDER, "When {item} is over, {after} begins.", "The month of {item} comes before {after}."],
    [
        "It was the last day of {item}. The next day was the first day of {after}.",
        "{child} was born in {item} and {friend} one month later, in {after}.",
        '"My birthday is in {item}," said {child}. "And mine is one month before, in {before}," said {friend}.',
    ],
)
NEXT_SEASONS = about(
    neighbours("season", SEASONS, around=True), ORDER, ["When {item} was over, {after} came, and {child} was glad."]
)

NEXT_PLACES = about(
    neighbours("place", ORDINALS),
    [
        "After the {item} comes the {after}.",
        "Before the {item} comes the {before}.",
        "What comes after {run}? {After}.",
        "The one behind the {item} is the {after}.",
    ],
    [
        "{child} was the {item} in the row, and {friend}, the next one, was the {after}.",
        "{child} was {before}, {friend} was {item}, and {asker} was {after}.",
    ],
)

SUMS = [  # pairs of numbers; small ones are the most frequent
    (first, total - first) for total in range(2, 21) for first in range(1, total) for _ in range(8 if total <= 10 else 1)
]


def numeral_sums(dice):
    """A few sums in numerals. Example: "2 + 3 = 5, 1 + 1 = 2"."""
    written = deck(dice, [f"{one} + {other} = {one + other}" for one, other in SUMS])
    while True:
        yield dice.choice(["\n", ", "]).join(next(written) for _ in range(dice.randrange(1, 7)))


SUMS_IN_WORDS = [{"first": NUMBERS[one], "second": NUMBERS[other], "total": NUMBERS[one + other]} for one, other in SUMS]
WORD_SUMS = lessons(
    write(
        [
            *["{First} plus {second} is {total}."] * 5,
            *["{First} and {second} make {total}."] * 4,
            *["{First} and {second} are {total}."] * 5,
            "{Total} is {first} plus {second}.",
            "What is {first} plus {second}? {Total}.",
            "How much is {first} and {second}? {Total}.",
            "If you add {first} and {second}, you get {total}.",
        ],
        SUMS_IN_WORDS,
    ),
    write(
        [
            "{child} had {first} apples and {friend} had {second} apples. Together they had {total} apples.",
            "{child} had {first} shells and found {second} more. Now {child} had {total} shells.",
            "There were {first} birds in the tree. {Second} more birds came, and then there were {total}.",
            '"I have {first} nuts," said {child}. "I have {second}," said {friend}. "Then we have {total} nuts."',
        ],
        [fact for fact in SUMS_IN_WORDS if "one" not in fact.values()],
    ),
)

OPPOSITES_WORDED = about(
    [fact for pair in OPPOSITES for fact in (pair, {"one": pair["other"], "other": pair["one"]})],
    [
        *["The opposite of {one} is {other}."] * 5,
        "{One} is the opposite of {other}.",
        *["Not {one}, but {other}."] * 3,
        *["What is the opposite of {one}? {Other}."] * 3,
        "{One} and {other} are opposites.",
        "Which word is the opposite of {one}? {Other}.",
    ],
    [
        '{child} and {friend} played the game of opposites. {child} said, "{One}!" and {friend} said, "{Other}!"',
        '"You say {one}," said {asker}, "and I say {other}."',
        '"Is {one} the same as {other}?" asked {child}. "No," said {asker}, "{one} is the opposite of {other}."',
    ],
)
COLOURS_WORDED = about(
    COLOURS,
    [
        *["The {thing} is {colour}."] * 4,
        *["The colour of the {thing} is {colour}."] * 3,
        *["What colour is the {thing}? {Colour}."] * 3,
        "As {colour} as the {thing}.",
        "{Colour} is the colour of the {thing}.",
        "What is the colour of the {thing}? {Colour}.",
        "Is the {thing} {wrong}? No, the {thing} is {colour}.",
    ],
    [
        '"How {colour} the {thing} is!" said {child}.',
        "{child} painted a picture and made the {thing} {colour}.",
        '"My new coat is as {colour} as the {thing}," said {child}.',
        "{child} wanted to paint the {thing}, so {friend} gave {child} the {colour} paint.",
    ],
)
SOUNDS_WORDED = about(
    SOUNDS,
    [
        *["The {animal} says {sound}."] * 4,
        *["What does the {animal} say? {Sound}."] * 3,
        *["{Sound}, {sound}, says the {animal}."] * 3,
        "{Sound} is what the {animal} says.",
        "Which animal says {sound}? The {animal}.",
    ],
    [
        "{child} heard a loud {sound}. It was the {animal}.",
        '"{Sound}, {sound}!" said the {animal} when {child} came near.',
        '{child} met the {animal} on the road, and the {animal} said, "{Sound}!"',
        '"I am the {animal}," cried {child}. "{Sound}, {sound}!"',
    ],
)
YOUNG_WORDED = about(
    [fact | {"an_animal": a(fact["animal"]), "a_young": a(fact["young"])} for fact in YOUNG],
    [
        *["A young {animal} is called {a_young}."] * 4,
        "{A_young} is a young {animal}.",
        "What is a young {animal} called? {A_young}.",
        "What do you call a young {animal}? {A_young}.",
        "{A_young} grows up and becomes {an_animal}.",
        "What will {a_young} be when it has grown up? {An_animal}.",
    ],
    [
        '{child} saw a young {animal}. "That is {a_young}," said {asker}.',
        '"Look at the little {young} and its mother, the {animal}," said {child}.',
    ],
)
HOMES_WORDED = about(
    HOMES,
    [
        "The {animal} lives in the {home}.",
        "The home of the {animal} is the {home}.",
        "Where does the {animal} live? In the {home}.",
        "Who lives in the {home}? The {animal}.",
    ],
    ["{child} went to see the {animal} at home in the {home}."],
)
CAPITALS_WORDED = about(
    CAPITALS,
    [
        *["The capital of {country} is {city}."] * 5,
        *["{City} is the capital of {country}."] * 4,
        *["What is the capital of {country}? {City}."] * 3,
        "The capital city of {country} is called {city}.",
        "{City} is a city in {country}.",
        "Which city is the capital of {country}? {City}.",
        "In which country is {city}? In {country}.",
    ],
    [
        "{child} lives in {city}, the capital of {country}.",
        "{child} went to {country} with {asker}. First they saw {city}, for it is the capital.",
        '"Have you been to {city}?" asked {child}. "Yes, I have been to {country} and have seen its capital," said {asker}.',
        "{child} looked for {country} on the map and found the capital, {city}.",
    ],
)
SENSES_WORDED = about(
    SENSES,
    [
        *["We {do} with our {part}."] * 4,
        "With our {part} we {do}.",
        "What do we {do} with? With our {part}.",
        "What do we use to {do}? Our {part}.",
        "We use our {part} to {do}.",
        "Can we {do} without our {part}? No.",
    ],
    ['"What can I {do} with?" asked {child}. "With your {part}," said {asker}.'],
)
LEGS_WORDED = about(
    [fact | {"an_animal": a(fact["animal"])} for fact in LEGS],
    [
        *["{An_animal} has {legs} legs."] * 2,
        "How many legs does {an_animal} have? {Legs}.",
        "{An_animal} walks on {legs} legs.",
    ],
    ["{child} drew {an_animal} and gave it {legs} legs."],
)


def with_object(fact):
    """Adds what is needed to ask: the sentence's last noun, and its verb with the preposition. Example: "the mat", "sit on"."""
    *preposition, article, noun = fact["rest"].split()
    return fact | {"thing": f"{article} {noun}", "do_what": " ".join([fact["do"], *preposition])}


SENTENCES_WORDED = about(
    [with_object(fact) for fact in SENTENCES[:1] * 4 + SENTENCES],
    [
        *["The {who} {did} {rest}."] * 6,
        "What did the {who} {do_what}? {Thing}.",
        "Who {did} {rest}? The {who}.",
        "Did the {who} {do} {rest}? Yes, the {who} {did} {rest}.",
        "It was the {who} that {did} {rest}.",
    ],
    [
        "{child} drew a picture. In the picture the {who} {did} {rest}.",
        "{child} saw it all: the {who} {did} {rest}.",
        '"What did you see?" asked {asker}. "The {who} {did} {rest}," said {child}.',
    ],
)

VERSES_SUNG = [
    '"{verse}," sang {child}.',
    '{child} sang to {friend}, "{verse}."',
    '"{verse}," sang {asker}, and {child} listened.',
]


def rhymes(dice):
    """Nursery rhymes, most of them whole, or their first line or two as someone sings them."""
    for rhyme in deck(dice, RHYMES):
        if dice.random() < 0.6:
            yield rhyme
        else:
            verse = "\n".join(rhyme.split("\n")[: dice.choice([1, 2])]).rstrip(",;.!?")
            yield dice.choice(VERSES_SUNG).format(verse=verse, **PEOPLE)


NUMERALS = [str(n) for n in range(1, 21)]
COUNTING = [*[NUMBERS[1:]] * 3, *[NUMERALS] * 2, NUMBERS[1:11], *[NUMBERS[10:0:-1]] * 2, NUMBERS[2::2], TENS, *[ORDINALS] * 2]

KINDS = {  # how frequent each kind of text is
    rows(*COUNTING): 6,
    NEXT_NUMBERS: 6,
    rows(LETTERS, [letter.upper() for letter in LETTERS]): 5,
    NEXT_LETTERS: 5,
    rows(DAYS, around=True): 4,
    NEXT_DAYS: 5,
    rows(MONTHS, around=True): 4,
    NEXT_MONTHS: 4,
    rows(SEASONS): 1,
    NEXT_SEASONS: 1,
    NEXT_PLACES: 1,
    numeral_sums: 7,
    WORD_SUMS: 17,
    OPPOSITES_WORDED: 9,
    COLOURS_WORDED: 6,
    SOUNDS_WORDED: 5,
    YOUNG_WORDED: 3,
    HOMES_WORDED: 2,
    CAPITALS_WORDED: 6,
    SENSES_WORDED: 3,
    LEGS_WORDED: 2,
    SENTENCES_WORDED: 7,
    lessons([FACTS]): 6,
    rhymes: 5,
    lessons([ABOUT_RHYMES]): 3,
}


def write_primer(count=14000, seed=1):
    """`count` texts of the kinds above."""
    dice = random.Random(seed)
    texts = {kind: kind(dice) for kind in KINDS}
    return [cast(dice, next(texts[kind])) for kind in dice.choices(list(KINDS), list(KINDS.values()), k=count)]


if __name__ == "__main__":
    print("\n---\n".join(write_primer(40)))
