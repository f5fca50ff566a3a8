"""The stage of a simulated story: who is there, who holds what, where things lie, and how a story is put together from scenes.

A scene is a generator: it tells a few sentences, changes the world, and may `yield` where something else may come between. So a
story can leave a scene, play another one with the same people, and come back to it: only someone who keeps track can go on.
"""

from .words import GOES, TOYS
from .writer import ANIMALS, FARM, HOMES, LIKES, PLACES, WEATHER, WOODLAND, Person, Place, likes

TOO_SMALL = ("can", "dice", "bin", "teapot", "drawer", "slipper", "boot", "shelf", "sill", "pillow", "cans", "books", "atlas", "toolbox", "molehill", "leaves", "globe", "pots")
SCENES = {}  # (file, name): (scene, weight)
FILES = {"tracking": 0.36, "scenes": 0.18, "plain": 0.18, "dealings": 0.16, "ventures": 0.12}  # the share of each file's scenes in what is played
MOVING = set()  # names of scenes that say where people are or go; only one of them runs at a time
WHEN = """[After lunch|After breakfast|Before supper|At noon|When the rain stopped|When the sun came out|A little later|
    After a while|Soon after|Before long|In the afternoon|Late in the [morning|afternoon]|
    Half an hour later|In the meantime|That same [morning|afternoon|day]|By and by|Just then|Not long after|An hour later|Toward evening|
    When the [milkman|postman|baker's cart|school bus] had gone by|As soon as the [dishes|beds|windows] were done]"""
WHEN = WHEN.replace("\n    ", "")
HOW = """[quickly|slowly|carefully|at once|without a word|with a [smile|sigh|laugh|nod|shrug]|very gently|in a hurry|with both hands|on tiptoe|happily|
    as fast as {a.he!} could|with a red face|with great care|gladly|after some thought]""".replace("\n    ", "")


def alternatives(text):
    """The alternatives of a wording, split at the bars that stand outside brackets."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return found


def scene(weight=1, moving=False):
    """Makes a generator function one of the scenes, drawn in proportion to its weight."""

    def add(function):
        name = (function.__module__.rpartition(".")[2], function.__name__)
        SCENES[name] = (function, weight)
        if moving:
            MOVING.add(name)
        return function

    return add


class Stage:
    """The people of a story, where they are, and what they hold; `world` is the writer that puts it into words."""

    def __init__(self, world):
        self.world, self.dice, self.say, self.cast = world, world.dice, world.say, world.cast
        self.people = []
        self.place = None
        self.nested = False  # whether the scene that goes on now stands between two parts of another one

    # who and what

    def pick(self, *others, child=False):
        """Someone who is there and not one of the others; a newcomer is brought in when there is nobody left."""
        there = [one for one in self.people if one not in others and not (child and one.kind not in ("girl", "boy"))]
        if there:
            return self.dice.choice(there)
        return self.enter(self.someone(others))

    def pair(self):
        """Two people who are there."""
        first = self.pick()
        return first, self.pick(first)

    def someone(self, others=()):
        """A new person of a kind that suits those who are there; often of the other pronoun, so that "he" and "she" are clear."""
        she = (not others[0].she if self.dice.random() < 0.6 else others[0].she) if others else None
        if self.people and self.people[0].kind in ANIMALS:
            return self.world.animal(WOODLAND + FARM, named=self.people[0].name is not None)
        return self.world.child(she)

    def enter(self, one):
        """Someone new comes in."""
        self.people.append(one)
        self.say(f"[{WHEN}|Then] {{a.a}} came [by|along|to join in|up the path|round the corner|through the gate].",
                 "There was also {a.a}.", f"{WHEN} {{a.a}} came, too.", "They were not alone, for {a.a} was there as well.",
                 "Just then somebody [knocked|called|whistled|came running], and it was {a.a}.", a=one)
        return one

    def parent(self):
        """A grown-up of the family, who may have been there before."""
        for one in self.people:
            if one.kind in ("woman", "man"):
                return one
        return self.world.make("parent")

    def thing(self, sort="toy", colour=None):
        """A thing that nobody has yet."""
        return self.world.thing(sort, colour)

    def unused(self, nouns):
        """Those of the nouns (or topics such as "taller") that the story has not named yet; "_" may stand for a space."""
        return [noun for noun in nouns if noun.replace(" ", "_") not in self.world.nouns]

    def noun(self, nouns):
        """One of the nouns, if possible one that the story has not named yet; from now on it has. Example: "teddy bear"."""
        noun = self.dice.choice(self.unused(nouns) or nouns)
        self.world.nouns.append(noun)
        return noun.replace("_", " ")

    def spots(self, count, room=False):
        """`count` different spots at the place of the story; with `room` only those that can hide a person."""
        return self.dice.sample([spot for spot in self.place.spots if not (room and spot.endswith(TOO_SMALL))], count)

    def elsewhere(self, count=1):
        """Other places to go to."""
        nouns = [noun for noun in GOES if noun != self.place.n]
        return [Place(noun) for noun in self.dice.sample(nouns, count)]

    # words that many scenes share

    def chance(self, probability):
        return self.dice.random() < probability

    def owns(self, a, x):
        """Says that a has x."""
        self.say("{A} had {x.a}.", "{A.n} had {x.a} [with {a.him!}|in {a.his!} hands|under {a.his!} arm].", "{A.n} had brought {x.a}.",
                 "{A.n} came with {x.a}.", "{A.n} was carrying {x.a}.", "{A} had got {x.a} [for {a.his!} birthday|from an aunt|from the market].",
                 "In {a.his} hands {a} held {x.a}.", "{A.n} showed everyone {a.his!} [new|old|good|fine] {x.short}.", "There was {x.a} in {a.n.s} bag.",
                 a=a, x=x)

    def own_two(self, a, x, b, y):
        """Says that a has x and b has y, in one of many shapes."""
        if self.chance(0.5):
            a, x, b, y = b, y, a, x
        both = x.colour and y.colour
        self.say(
            "{A.n} had {x.a}. {B.n} had {y.a}.", "{A.n} had {x.a}, and {b.n} had {y.a}.", "{A.n} had {x.a} and {b.n} {y.a}.",
            "{A.n} had brought {x.a}, but {b.n} had brought {y.a}.", "While {a.n} held {x.a}, {b.n} held {y.a}.",
            "{A.n} came with {x.a}, {b.n} with {y.a}.", "There was {x.a} for {a.n} and {y.a} for {b.n}.",
            "{M.n} gave {a.n} {x.a}. {B.n} got {y.a}." if "m" in self.cast and isinstance(self.cast["m"], Person) and self.cast["m"] in self.people else
            "{A.n} owned {x.a}. {B.n} did not, but {b.he!} owned {y.a}.",
            "{A.n} was very proud of {a.his!} {x.short}. {B.n} was just as proud of {b.his!} {y.short}.",
            "{A.n} never went anywhere without {a.his!} {x.short}, and {b.n} never went anywhere without {b.his!} {y.short}.",
            "The {x.short} belonged to {a.n}. The {y.short} belonged to {b.n}.",
            "Two things lay on the grass: {x.a}, which was {a.n.s}, and {y.a}, which was {b.n.s}." if self.place and self.place.outdoors else
            "Two things lay on the floor: {x.a}, which was {a.n.s}, and {y.a}, which was {b.n.s}.",
            "{A.n} had {x.a} in {a.his!} bag. In the bag of {b.n} there was {y.a}.",
            *(["{A.n.s} {x.n} was {x.colour}. {B.n.s} {y.n} was {y.colour}.", "{A.n} had a {x.n}, which was {x.colour}, and {b.n} had a {y.n}, which was {y.colour}."]
              if both and x.n[0] not in "aeiou" and y.n[0] not in "aeiou" else []),
            a=a, x=x, b=b, y=y)

    def use(self, a, x):
        """a plays or works with x, as people do with such a thing."""
        ways = TOYS.get(x.n.replace(" ", "_"), "looked at {x}|held {x} up to the light|turned {x} over and over|showed {x} to the [cat|dog|moon|birds]")
        way = self.dice.choice(alternatives(ways))
        way = way.replace("{x}", self.dice.choice(["{x}", "{a.his!} {x.n}", "{a.his!} {x.n}", "{a.his!} {x.short}", "the {x.short}"]))
        self.say(f"{{A.n}} {way}.", f"{{A.n}} {way}[| for a while| until {{a.he!}} was tired| many times| all by {{a.him!}}self| in the [sun|shade]].",
                 f"[{WHEN}|Then|Meanwhile|First] {{a.n}} {way}.", a=a, x=x)

    def between(self):
        """Something that happens in passing and changes nothing."""
        self.say(
            f"[{WHEN}] [a [dog|cat|crow|cow|donkey|goose] [barked|made a noise|looked over the wall|went by|sneezed|wanted to be stroked]|the wind [blew a leaf|carried a song|shook a branch] across the [yard|path|roof]|"
            "somebody sang [far away|next door|in the street]|it [smelled|began to smell] of [soup|bread|pancakes|smoke|wet grass|apples]|"
            "the [church bell|school bell|clock] [rang|struck] [two|three|four|five|six]]."
            .replace("\n", ""),
            f"[{WEATHER[self.world.weather]}]" if self.chance(0.3) else "[A|One|Another] [red|brown|blue|yellow|white] [leaf|feather|butterfly|beetle] [came down|landed|sat] on [the bench|a stone|somebody's shoe|the windowsill|the fence].",
            "{A.n} [hummed a tune|tied a shoelace|counted the [clouds|birds|windows|steps]|yawned|drank some [water|milk|juice]|sneezed [once|twice|three times]|looked up at the sky|told a joke about [a goose|a pirate|two snails|a king]|"
            "hopped on one leg|scratched {a.his!} nose|thought about [supper|the sea|tomorrow|nothing at all]].", a=self.pick())


def open_stage(stage):
    """Says who the story is about and where they are."""
    world, dice = stage.world, stage.dice
    animals = stage.chance(0.28)
    count = dice.choice([2, 2, 2, 3])
    if animals:
        named = stage.chance(0.5)
        for _ in range(count):
            stage.people.append(world.animal(WOODLAND + FARM, named=named))
        stage.place = Place(dice.choice("garden forest meadow farm yard orchard barn park".split()))
    else:
        for number in range(count):
            she = None if number == 0 else (not stage.people[0].she if number == 1 and stage.chance(0.65) else None)
            stage.people.append(world.child(she))
        stage.place = Place(dice.choice([noun for noun in PLACES if noun != "market"]))
    world.names.add(stage.place.n)
    first, second, *third = stage.people
    world.cast["p"] = stage.place
    if not animals and stage.chance(0.3):
        return  # children may come in without a word
    (open_animals if animals else open_children)(stage, first, second)
    for one in third:
        stage.say("{C.a} was with them.", "{C.a} was there, too.", "With them was {c.a}.", "Their friend was {c.a}.", "And then there was {c.a}, who [liked|loved] [" + LIKES + "].", c=one)
    if stage.chance(0.3):
        one = stage.pick()
        stage.say("{A.n} [liked|loved] " + likes(world) + ".", "{A.n} was a {a.trait} " + ("animal" if animals else "child") + ".", a=one)
    if stage.chance(0.3):
        stage.say(f"[{WEATHER[world.weather]}]")


def open_children(stage, first, second):
    kin = "sister" if second.she else "brother"
    stage.say(
        "{Day} {a.n} and {b.n} were {p.in}.", "{A.n} and {b.n} were {p.in}.", "{A.n} and {b.n} were friends.", "{A.n} and {b.n} lived in the same [street|house|village|town].",
        "Once upon a time there was {a.a}. {A} had a " + kin + " named {b.n}.", "Once upon a time there was {a.a}.  {A.his} best friend was {b.a}.",
        "Once there were two children, one called {a.n}, the other {b.n}.", "{A.n} had a " + kin + " called {b.n}. {Day} they [were|played] {p.in}.",
        "{B.n} had come to visit {a.n}.", "{Day} {a.n} met {b.n} {p.in}.", "There was once {a.a} who lived [" + HOMES + "]. {B.n} lived next door.",
        "{A.n} knew {p} well. {Day} {a} took {b.n} there.", "{A.n} and {b.n} had the whole [day|afternoon|morning] to themselves.",
        "On [Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday] {a.n} and {b.n} went {p.to}.", "It was [the first day of [spring|summer|autumn|winter|the holidays]|a [Monday|Tuesday|Saturday|Sunday]|{a.n.s} birthday]. {A.n} and {b.n} were {p.in}.",
        "Once upon a time there was {a.a} who [liked|loved] [" + LIKES + "]. {Day} {b.a} came to see {a.him}.",
        "This is a story about {a.n} and {b.n}. {Day} they went {p.to}.", "{A.n} and {b.n} stayed with {a.his!} grandmother [all summer|for a week|over the holidays].",
        a=first, b=second)


def open_animals(stage, first, second):
    stage.say(
        "Once upon a time there was {a.a}, and there was also {b.a}.", "[In|Near|Not far from] {p.bare} lived {a.a} and {b.a}.", "Once there were two friends, {a.a} and {b.a}.",
        "There was once {a.a} who had a friend. It was {b.a}.", "{A.a} and {b.a} shared [a house|a garden|a hollow tree|one blanket].", "{Day} {a.a} met {b.a} {p.in}.", "{A.a} met {b.a}.", "There was once {a.a} who met {b.a} {p.in}.",
        "Long ago, when animals could talk, {a.a} and {b.a} lived side by side.", "{A.a} lived [" + HOMES + "]. {A.his} neighbour was {b.a}.",
        "Once upon a time there lived {a.a}. {Day} {a} went {p.to}, and there {a.he!} met {b.a}.", a=first, b=second)


def close_stage(stage):
    """An ending that suits any story of this kind."""
    a, b = stage.pair()
    stage.say(
        "Then it was time for {a.n} and {b.n} to [go home|say goodbye|wash their hands|go in].", "[And then|At last|In the end] {a.n} and {b.n} went home [hand in hand|side by side|singing|very tired|with muddy shoes].",
        "{A.n} and {b.n} [laughed about it|talked about it|told the story] [all the way home|at supper|until bedtime|for a whole week].", "\"[What a day|That was fun|Same time tomorrow|I am tired now]!\" [said|sighed|cried|yawned] {a.n}.",
        "[That night|At bedtime|In bed] {a.n} [dreamed of|thought about] [{b.n}|the whole day|it all again].", "And neither {a.n} nor {b.n} was [sad|cross|hungry|bored] any more.",
        "\"[Tomorrow|Next week|On Sunday] [we will do that again|it is my turn|I will come back]!\" said {b.n}.", "[The sun went down|The moon came up|The first star came out|It grew dark], and {a.n} [waved to|said good night to|hugged] {b.n}.",
        "There were [pancakes|buns|apples|dumplings|waffles] for {a.n} and {b.n} [at the end|that evening|at supper|when they came home].", a=a, b=b)


def drawn_scene(dice, excluded=()):
    """The name of a scene: first the file by its share, then one of its scenes by weight; none of the excluded."""
    file = dice.choices(list(FILES), list(FILES.values()))[0]
    names = [name for name in SCENES if name[0] == file and name not in excluded]
    return dice.choices(names, [SCENES[name][1] for name in names])[0]


def perform(world):
    """A whole story: people on a stage, one to three scenes, of which some interrupt others."""
    stage = Stage(world)
    open_stage(stage)
    played, words = set(), 0

    def next_scene():
        moving = any(name in MOVING for *_, name in running)
        name = drawn_scene(stage.dice, played | MOVING if moving else played)
        played.add(name)
        return SCENES[name][0](stage), {}, name

    running = []  # each with what it has cast, since another scene may cast the same keys anew
    running.append(next_scene())
    while running:
        words = len(" ".join(world.text).split())
        current, cast, _ = running[-1]
        stage.nested = len(running) > 1
        world.cast.update(cast)
        for _ in current:  # up to its next pause
            cast.update(world.cast)
            if len(running) == 1 and words < 80 and stage.chance(0.55):
                running.append(next_scene())
            elif stage.chance(0.4):
                stage.between()
            break
        else:
            running.pop()
            words = len(" ".join(world.text).split())
            if not running and (len(played) == 1 or words < 95 and stage.chance(0.6)) and words < 130:
                if stage.chance(0.35):
                    world.paragraph()
                running.append(next_scene())
    if stage.chance(0.5):
        close_stage(stage)


def prelude(world):
    """Two people on a stage and one scene of theirs, before a plot continues with them: returns the two."""
    stage = Stage(world)
    open_stage(stage)
    for _ in SCENES[drawn_scene(stage.dice)][0](stage):
        pass
    hero, friend = stage.people[:2]
    world.paragraph()
    stage.say("[The next [day|morning]|A week later|On [Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday]|Some days later|Another time|Soon after that|One day in [spring|summer|autumn|winter]|Not long after that] "
              "{a.n} [woke early|was alone|was up before anyone else|had a [good|bad|strange] [day|morning]|felt [well|happy|a little lonely|full of plans|quite grown up]|[looked out of|opened] the window|thought of {b.n}|had nothing to do|went for a walk|sat on the step|could not sit still].",
              a=hero, b=friend)
    world.cast["day"] = world.chosen("[One [day|morning|afternoon]|That [morning|afternoon]|Then|A little later]")
    return hero, friend
