"""The primer: short texts of simple knowledge, so that lessons have prompts with one clearly right next token.

Counting, the alphabet, days, months, sums to twenty, opposites, colours, animal sounds, capitals, nursery rhymes
(all older than 1900) and simple sentences, in many wordings. The same seed writes the same primer.

usage: primer.py        prints the first 40 texts
"""

import random

NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split() + ["one hundred"]
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
LETTERS = list("abcdefghijklmnopqrstuvwxyz")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
SEASONS = "spring summer autumn winter".split()
OPPOSITES = """hot cold, big small, up down, in out, day night, black white, good bad, happy sad, old young, long short,
    high low, fast slow, open shut, wet dry, rich poor, full empty, hard soft, light dark, left right, near far,
    first last, strong weak, early late, thick thin, true false, yes no, over under, before after, more less, loud quiet,
    sweet sour, sharp blunt, awake asleep, push pull, lost found, begin end"""
OPPOSITES = [pair.split() for pair in OPPOSITES.split(",")]
COLOURS = """sky blue, grass green, snow white, blood red, coal black, lemon yellow, milk white, sea blue, leaf green,
    rose red, sun yellow, night black, cherry red, cloud white, carrot orange, mouse grey, crow black, frog green,
    chick yellow, pig pink"""
COLOURS = [pair.split() for pair in COLOURS.split(",")]
RAINBOW = "red orange yellow green blue indigo violet".split()
SOUNDS = """dog woof, cat meow, cow moo, duck quack, sheep baa, pig oink, horse neigh, owl hoot, mouse squeak, frog croak,
    lion roar, bee buzz, hen cluck, snake hiss, crow caw, wolf howl, donkey bray, dove coo"""
SOUNDS = [pair.split() for pair in SOUNDS.split(",")]
YOUNG = """dog puppy, cat kitten, cow calf, sheep lamb, horse foal, hen chick, duck duckling, bear cub, pig piglet,
    goose gosling, frog tadpole, deer fawn"""
YOUNG = [pair.split() for pair in YOUNG.split(",")]
HOMES = """bird nest, bee hive, dog kennel, horse stable, spider web, king palace, rabbit burrow, lion den, fish sea,
    pig sty"""
HOMES = [pair.split() for pair in HOMES.split(",")]
CAPITALS = """England London, France Paris, Italy Rome, Spain Madrid, Germany Berlin, Russia Moscow, Greece Athens,
    Egypt Cairo, Japan Tokyo, China Peking, Ireland Dublin, Scotland Edinburgh, Austria Vienna, Portugal Lisbon,
    Norway Oslo, Sweden Stockholm, Poland Warsaw, Hungary Budapest, Wales Cardiff, Cuba Havana"""
CAPITALS = [pair.split() for pair in CAPITALS.split(",")]
SENSES = """see eyes, hear ears, smell nose, taste tongue, touch fingers, walk feet, bite teeth"""
SENSES = [pair.split() for pair in SENSES.split(",")]
LEGS = [("dog", 4), ("cat", 4), ("horse", 4), ("bird", 2), ("hen", 2), ("spider", 8), ("bee", 6), ("fly", 6), ("cow", 4)]

SENTENCES = """
The cat sat on the mat.
The dog ran after the ball.
The bird sang in the tree.
The fish swam in the sea.
The cow ate the grass.
The boy kicked the ball.
The girl read the book.
The baby slept in the cradle.
The hen laid an egg.
The bee made the honey.
The mouse ate the cheese.
The horse pulled the cart.
The king sat on the throne.
The baker baked the bread.
The sun shines in the day.
The moon shines at night.
The stars shine in the sky.
The rain fell on the ground.
The wind blew in the trees.
The fox ran into the wood.
The frog jumped into the pond.
The spider spun a web.
The cat drank the milk.
The dog gnawed the bone.
The sun rises in the east.
The sun sets in the west.
The farmer ploughed the field.
The sailor sailed the sea.
""".strip().splitlines()

FACTS = """
There are seven days in a week.
There are twelve months in a year.
There are four seasons in a year.
There are sixty minutes in an hour.
There are sixty seconds in a minute.
There are twenty-four hours in a day.
There are twenty-six letters in the alphabet.
A week has seven days.
A year has twelve months.
An hour has sixty minutes.
A hand has five fingers.
A foot has five toes.
A triangle has three sides.
A square has four sides.
Ice is cold and fire is hot.
Sugar is sweet and lemons are sour.
Birds fly in the air and fish swim in the water.
We wake in the morning and sleep at night.
After spring comes summer, after summer comes autumn, and after autumn comes winter.
""".strip().splitlines()

RHYMES = """
Twinkle, twinkle, little star,
How I wonder what you are!
Up above the world so high,
Like a diamond in the sky.

Jack and Jill went up the hill
To fetch a pail of water;
Jack fell down and broke his crown,
And Jill came tumbling after.

Humpty Dumpty sat on a wall,
Humpty Dumpty had a great fall;
All the king's horses and all the king's men
Couldn't put Humpty together again.

Mary had a little lamb,
Its fleece was white as snow;
And everywhere that Mary went
The lamb was sure to go.

Baa, baa, black sheep,
Have you any wool?
Yes, sir, yes, sir,
Three bags full.

Hickory, dickory, dock,
The mouse ran up the clock.
The clock struck one,
The mouse ran down,
Hickory, dickory, dock.

Hey diddle diddle,
The cat and the fiddle,
The cow jumped over the moon;
The little dog laughed to see such sport,
And the dish ran away with the spoon.

Row, row, row your boat,
Gently down the stream,
Merrily, merrily, merrily, merrily,
Life is but a dream.

London Bridge is falling down,
Falling down, falling down,
London Bridge is falling down,
My fair lady.

Little Bo-Peep has lost her sheep,
And doesn't know where to find them;
Leave them alone, and they'll come home,
Wagging their tails behind them.

Little Miss Muffet sat on a tuffet,
Eating her curds and whey;
There came a big spider,
Who sat down beside her,
And frightened Miss Muffet away.

One, two, buckle my shoe;
Three, four, knock at the door;
Five, six, pick up sticks;
Seven, eight, lay them straight;
Nine, ten, a big fat hen.

Rain, rain, go away,
Come again another day.

Three blind mice, three blind mice,
See how they run, see how they run!

Little Jack Horner sat in a corner,
Eating his Christmas pie;
He put in his thumb, and pulled out a plum,
And said, "What a good boy am I!"

Old King Cole was a merry old soul,
And a merry old soul was he;
He called for his pipe, and he called for his bowl,
And he called for his fiddlers three.

Pease porridge hot, pease porridge cold,
Pease porridge in the pot, nine days old.

Jack be nimble, Jack be quick,
Jack jump over the candlestick.

Thirty days hath September,
April, June, and November.
""".strip().split("\n\n")


def a(noun):
    """The noun with its article. Example: a("owl") -> "an owl"."""
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def capital(text):
    """Example: capital("the cat") -> "The cat"."""
    return text[0].upper() + text[1:]


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
    if dice.random() < 0.4:
        text = capital(text)
    return text + (dice.choice([".", ".", ""]) if separator != "\n" else "")


def counting(dice):
    if dice.random() < 0.55:
        upwards = NUMBERS[1:] if dice.random() < 0.7 else [str(n) for n in range(1, 21)]
        return row(dice, dice.choice([upwards, upwards, upwards, upwards[:10], upwards[9::-1], upwards[1::2], TENS, ORDINALS]))
    n = dice.randrange(1, 20)
    before, after = NUMBERS[n - 1 : n + 2 : 2]
    return dice.choice([
        f"After {NUMBERS[n]} comes {after}.",
        f"The number after {NUMBERS[n]} is {after}.",
        f"Before {NUMBERS[n]} comes {before}.",
        f"The number before {NUMBERS[n]} is {before}.",
    ])


def alphabet(dice):
    letters = LETTERS if dice.random() < 0.5 else [letter.upper() for letter in LETTERS]
    if dice.random() < 0.75:
        return row(dice, letters)
    n = dice.randrange(25)
    return dice.choice([f"After {letters[n]} comes {letters[n + 1]}.", f"The letter after {letters[n]} is {letters[n + 1]}."])


def days(dice):
    if dice.random() < 0.6:
        return row(dice, DAYS, around=True)
    n = dice.randrange(7)
    yesterday, today, tomorrow = DAYS[n - 1], DAYS[n], DAYS[(n + 1) % 7]
    return dice.choice([
        f"The day after {today} is {tomorrow}.",
        f"After {today} comes {tomorrow}.",
        f"The day before {today} is {yesterday}.",
        f"Today is {today}. Tomorrow is {tomorrow}. Yesterday was {yesterday}.",
        f"If today is {today}, tomorrow is {tomorrow}.",
    ])


def months(dice):
    if dice.random() < 0.6:
        return row(dice, MONTHS, around=True)
    if dice.random() < 0.15:
        return row(dice, SEASONS)
    n = dice.randrange(12)
    return dice.choice([
        f"The month after {MONTHS[n]} is {MONTHS[(n + 1) % 12]}.",
        f"After {MONTHS[n]} comes {MONTHS[(n + 1) % 12]}.",
        f"The month before {MONTHS[n]} is {MONTHS[n - 1]}.",
    ])


def sums(dice):
    """A few sums in the same wording; small numbers are the most frequent."""
    wording = dice.choice(["{} + {} = {}", "{} + {} = {}", "{} plus {} is {}", "{} and {} make {}", "{} and {} are {}"])
    written = []
    for _ in range(dice.randrange(1, 7)):
        total = min(dice.randrange(2, 21), dice.randrange(2, 21))
        first = dice.randrange(0 if total > 10 else 1, total)
        numbers = [first, total - first, total]
        if "+" in wording:
            written.append(wording.format(*numbers))
        else:
            written.append(capital(wording.format(*(NUMBERS[n] for n in numbers)) + "."))
    return dice.choice(["\n", ", "] if "+" in wording else ["\n", " "]).join(written)


def facts_about(pairs, wordings):
    """A kind of text made of a few pairs, such as country and capital, in one wording each."""

    def text(dice):
        chosen = dice.sample(pairs, dice.choice([1, 1, 2, 3, 5]))
        wording = dice.choice(wordings)
        if dice.random() < 0.3:
            return " ".join(capital(dice.choice(wordings)(*pair)) for pair in chosen)
        return dice.choice(["\n", " ", " "]).join(capital(wording(*pair)) for pair in chosen)

    return text


OPPOSITES_WORDED = facts_about(OPPOSITES + [pair[::-1] for pair in OPPOSITES], [
    lambda one, other: f"the opposite of {one} is {other}.",
    lambda one, other: f"the opposite of {one} is {other}.",
    lambda one, other: f"{one} is the opposite of {other}.",
    lambda one, other: f"not {one}, but {other}.",
    lambda one, other: f"what is the opposite of {one}? {capital(other)}.",
])
COLOURS_WORDED = facts_about(COLOURS, [
    lambda thing, colour: f"the {thing} is {colour}.",
    lambda thing, colour: f"the colour of the {thing} is {colour}.",
    lambda thing, colour: f"what colour is the {thing}? {capital(colour)}.",
    lambda thing, colour: f"as {colour} as the {thing}.",
])
SOUNDS_WORDED = facts_about(SOUNDS, [
    lambda animal, sound: f"the {animal} says {sound}.",
    lambda animal, sound: f"the {animal} says {sound}.",
    lambda animal, sound: f"the {animal} says, \"{capital(sound)}!\"",
    lambda animal, sound: f"what does the {animal} say? {capital(sound)}!",
    lambda animal, sound: f"{sound}, {sound}, says the {animal}.",
])
YOUNG_WORDED = facts_about(YOUNG, [
    lambda animal, child: f"a young {animal} is called {a(child)}.",
    lambda animal, child: f"{a(child)} is a young {animal}.",
])
HOMES_WORDED = facts_about(HOMES, [
    lambda animal, home: f"the {animal} lives in the {home}.",
    lambda animal, home: f"the home of the {animal} is the {home}.",
])
CAPITALS_WORDED = facts_about(CAPITALS, [
    lambda country, city: f"the capital of {country} is {city}.",
    lambda country, city: f"the capital of {country} is {city}.",
    lambda country, city: f"{city} is the capital of {country}.",
    lambda country, city: f"what is the capital of {country}? {city}.",
])
BODY_WORDED = facts_about(SENSES, [lambda verb, part: f"we {verb} with our {part}."])
LEGS_WORDED = facts_about(LEGS, [
    lambda animal, legs: f"{a(animal)} has {NUMBERS[legs]} legs.",
    lambda animal, legs: f"how many legs has {a(animal)}? {capital(NUMBERS[legs])}.",
])


def sentences(dice):
    chosen = dice.sample(SENTENCES, dice.choice([1, 2, 4, 8]))
    if dice.random() < 0.5 and SENTENCES[0] not in chosen:
        chosen[0] = SENTENCES[0]
    return dice.choice([" ", "\n"]).join(chosen)


def facts(dice):
    return dice.choice([" ", "\n"]).join(dice.sample(FACTS, dice.choice([1, 2, 4])))


def rhymes(dice):
    return dice.choice(RHYMES)


def rainbow(dice):
    return dice.choice(["", "The colours of the rainbow are "]) + ", ".join(RAINBOW[:-1]) + " and " + RAINBOW[-1] + "."


KINDS = {  # how frequent each kind of text is
    counting: 10,
    alphabet: 6,
    days: 7,
    months: 7,
    sums: 14,
    OPPOSITES_WORDED: 8,
    COLOURS_WORDED: 6,
    SOUNDS_WORDED: 6,
    YOUNG_WORDED: 3,
    HOMES_WORDED: 3,
    CAPITALS_WORDED: 6,
    BODY_WORDED: 2,
    LEGS_WORDED: 3,
    sentences: 7,
    facts: 5,
    rhymes: 6,
    rainbow: 1,
}


def write_primer(count=8000, seed=1):
    """`count` texts of the kinds above."""
    dice = random.Random(seed)
    return [kind(dice) for kind in dice.choices(list(KINDS), list(KINDS.values()), k=count)]


if __name__ == "__main__":
    print("\n---\n".join(write_primer(40)))
