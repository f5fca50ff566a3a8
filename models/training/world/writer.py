"""The world and the writer: who and what is in a story, the words for it, and the parts that many plots share.

The template language of the plots, one scene a line (`World.play` plays such lines):

    [a|b|c]       one of these wordings (may be nested);  {@word} one of the wordings of WORDINGS["word"]
    {h}           the person h: name or pronoun, whichever is clear; {H} the same with a capital
    {h.n} name    {h.him} {h.his} {h.self}    {h.a} "a little girl named Lily"    {h.kind} "girl"    a final ! forces the pronoun
    {t}           the thing t: "the ball" or "the red ball"; {t.a} "a red ball"; {t.n} "ball"; {t.colour}; {t.full} "red ball"
    {p}           a place: "the garden"; {p.in} "in the garden"; {p.to} "to the garden"
    <h: Hello!>   h says so; the writer adds "said Tom", "she cried", ...
    ?line         a line that comes half of the time;     ---   a new paragraph
    @part a b     a part of PARTS, played with these: @open h, @search h t p, @end h ...
"""

import random
import re

from .words import (CLOTHES, COLOURS, COMMON_BOYS, COMMON_GIRLS, FOODS, MORE_BOYS, MORE_GIRLS, NO_COLOUR, PET_NAMES, PLACES, SMALL,
                    TOOLS, TOYS, TRAITS, TREASURES)


def plain(noun):
    """The noun with a "-" in front if things of this kind have no colour in the stories."""
    return "-" + noun if noun in NO_COLOUR else noun


# name: home, food, sound, what it does well
ANIMALS = {
    "fox": ("den", "grapes", "yip", "run through the bushes"), "rabbit": ("burrow", "carrots", "squeak", "hop over logs"),
    "bear": ("cave", "honey", "growl", "climb trees"), "mouse": ("hole", "cheese", "squeak", "slip through small holes"),
    "frog": ("pond", "flies", "croak", "jump very far"), "owl": ("hollow tree", "seeds", "hoot", "see in the dark"),
    "squirrel": ("tree", "nuts", "chatter", "leap from branch to branch"), "hedgehog": ("nest", "apples", "snuffle", "roll into a ball"),
    "duck": ("pond", "bread", "quack", "swim fast"), "cat": ("basket", "fish", "meow", "walk on walls"),
    "dog": ("kennel", "bones", "bark", "smell things from far away"), "hen": ("henhouse", "corn", "cluck", "find seeds"),
    "pig": ("sty", "potatoes", "grunt", "dig in the mud"), "goat": ("stable", "grass", "bleat", "climb steep rocks"),
    "horse": ("stable", "oats", "neigh", "gallop over the fields"), "cow": ("barn", "clover", "moo", "give milk"),
    "wolf": ("den", "meat", "howl", "run all night"), "crow": ("nest", "cheese", "caw", "fly over the roofs"),
    "turtle": ("pond", "leaves", "hum", "wait"), "badger": ("burrow", "roots", "grunt", "dig deep holes"),
    "lamb": ("field", "clover", "bleat", "jump in the grass"), "donkey": ("stable", "hay", "bray", "carry heavy sacks"),
    "goose": ("yard", "grain", "honk", "find the way"), "mole": ("tunnel", "worms", "hum", "dig tunnels"),
    "deer": ("forest", "leaves", "call", "run like the wind"), "bee": ("hive", "nectar", "buzz", "find flowers"),
    "sparrow": ("nest", "crumbs", "chirp", "fly high"), "elephant": ("jungle", "bananas", "trumpet", "lift heavy things"),
    "monkey": ("jungle", "bananas", "chatter", "swing on branches"), "lion": ("den", "meat", "roar", "roar loudly"),
    "snail": ("garden", "leaves", "hum", "carry a house"), "beaver": ("river", "bark", "splash", "build with wood"),
}
WOODLAND = "fox rabbit bear mouse frog owl squirrel hedgehog badger mole deer turtle sparrow beaver snail".split()
FARM = "duck cat dog hen pig goat horse cow lamb donkey goose".split()
PETS = "cat dog kitten puppy rabbit pony parrot hamster duckling lamb".split()

# nouns by kind; "-" before a noun: it has no colour
THINGS = {
    "toy": " ".join(plain(noun) for noun in TOYS),
    "small": " ".join(plain(noun) for noun in SMALL),
    "clothes": " ".join(CLOTHES),
    "tool": " ".join(plain(noun) for noun in TOOLS),
    "made": "hat scarf blanket basket kite box -birdhouse paper_boat bag pot chair picture mask",
    "treasure": " ".join(TREASURES),
    "food": " ".join("-" + noun for noun in FOODS) + " -loaf_of_bread -jam_tart -pot_of_honey -bowl_of_soup",
    "flower": "rose tulip -daisy -sunflower poppy -bluebell lily",
}
SEEDS = ["sunflower", "bean", "pumpkin", "carrot", "apple", "pea", "melon", "radish", "tulip", "tomato"]

WHERE = "the [village|valley|meadows|river|roofs|chimneys|hedges|hills|fields|old mill|church|harbour|orchard|trees|wood|bridge]"
WEATHER = {  # lines about the weather; each is one of very many wordings
    "sunny": f"The sun [shone|was shining] [brightly |warmly |]on {WHERE}.|The sun felt warm on the [grass|wall|steps|stones|bench|back of the cat].|There was [not a cloud|only one small cloud|hardly a cloud] above {WHERE}.|The sky [above|over] {WHERE} was [blue|blue and wide|bright and clear].|It was a [bright|fine|golden|lovely|clear] [day|morning|afternoon], and {WHERE} [shone|lay quiet|looked new].|[Everything|The grass|The dust|Every window] [shone|glittered|was warm] in the sun.",
    "windy": f"[The|A strong|A cold|A wild|A playful] wind [blew|whistled|sang|howled|rushed] [over|round|through] {WHERE}.|The wind [shook|bent|rattled|pulled at] the [trees|shutters|washing|gate|hedge|signs in the street].|[Leaves|Hats|Bits of paper|Feathers] were flying [over|round|past] {WHERE}.|The sky was dark and the wind [blew|sang|blew hard|did not stop].",
    "rainy": f"Rain [fell|drummed|pattered|ran] [softly |loudly |]on {WHERE}.|The sky was dark and [it was raining|heavy with rain|rain was coming|full of rain].|[Big|Cold|Warm|Fat] drops fell [on|over] {WHERE}.|There were puddles [on the path|in the yard|in every street|as big as ponds|all round the house].|It had rained [all night|since breakfast|for three days|for an hour], and [the path|the grass|everything|the gate] [was wet|dripped|shone].",
    "cold": f"The air [above|over] {WHERE} was cold and clear.|There was frost on [the windows|the grass|every leaf|the gate|the roof].|It was so cold that [you could see your breath|the pump had frozen|the hens stayed inside|noses turned red|even the cat wore a scarf, or wished for one].|[The pond|The bucket|The puddle|The brook] had a [thin|thick] skin of ice.|The sky was dark and [cold|clear and cold|full of cold stars].",
    "snowy": f"The sky was dark and full of snow.|Snow lay [on|over] {WHERE}.|[Big|Soft|Slow|Thick|White] flakes were falling [on|over] {WHERE}.|[The snow|It] was [deep and clean|up to the knees|white as flour|so deep that the gate would not open].|{WHERE} [was|were] white with snow.".replace("{WHERE} [was|were]", "[The hills were|The valley was|The roofs were|The orchard was|Everything was]"),
    "cloudy": f"The sky was dark and [full of clouds|grey|low|full of big clouds].|Grey clouds [hung|hurried|drifted] [over|above] {WHERE}.|The sun was hiding behind [the clouds|a big cloud|a cloud like a sheep|{WHERE}].|It was a [soft|quiet|dull] grey [day|morning|afternoon].|[One cloud|A cloud] over {WHERE} looked like a [sheep|ship|whale|boot|castle|sleeping dog].",
    "foggy": f"The sky was dark and the fog was thick.|Fog lay over {WHERE}.|It was so foggy that nobody could see {WHERE}.|The [trees|houses|cows|boats] looked like [ghosts|giants|shadows|sleeping bears] in the fog.|The fog had [eaten|hidden|swallowed] {WHERE}.",
    "warm": f"Bees [hummed|buzzed] [in the flowers|over the clover|round the hive|in the lime tree].|A soft wind [blew|came|was blowing] [from|over] {WHERE}.|The air smelled of [flowers|hay|warm bread|apples|summer|wet earth|roses].|[Birds|Larks|Swallows|Two blackbirds] were singing [over|near] {WHERE}.|[Butterflies|Bees|Swallows] [danced|played] [over|above] {WHERE}.|It was [warm|warm and bright|mild|a soft warm day], and [every door stood open|nobody wore a coat|the cats lay in the sun|{WHERE} smelled of summer].",
}

WORDINGS = {
    "happy": "happy|glad|very happy|so happy|full of joy|as happy as could be",
    "sad": "sad|very sad|unhappy|so sad|full of sorrow",
    "scared": "afraid|frightened|scared|very scared|full of fear",
    "angry": "angry|cross|very cross|so angry",
    "proud": "proud|very proud|proud and happy",
    "tired": "tired|very tired|so tired|sleepy",
    "surprised": "surprised|amazed|astonished|very surprised",
    "big": "big|large|huge|great big|very big",
    "little": "little|small|tiny|very small",
    "nice": "nice|lovely|beautiful|pretty|fine|wonderful",
    "ran": "ran|hurried|rushed|raced",
    "walked": "walked|went|wandered|strolled",
    "looked": "looked|searched|hunted",
    "shouted": "shouted|cried|called|called out",
    "soon": "Soon|Before long|A little later|After a while|Not long after|In a little while",
    "then": "Then|Just then|At that moment|All at once|Suddenly",
    "next": "The next day|The next morning|The day after|Early the next morning|When morning came",
    "night": "That night|That evening|In the evening|When night came|At bedtime",
    "from": "From that day on,|From then on,|After that,|Ever since that day,",
    "because": "because",
    "thanks": "Thank you so much!|Thank you!|Thank you, thank you!|How kind you are!|You are very kind!|Oh, thank you!",
    "yes": "Yes!|Of course!|Yes, please!|With pleasure!|All right!|Yes, let us do that!",
    "oh": "Oh no!|Oh dear!|Oh!|Goodness!|Dear me!",
    "hooray": "Hooray!|Hurrah!|We did it!|Look at that!|How wonderful!",
    "smiled": "smiled|laughed|grinned|beamed|smiled and nodded",
    "hugged": "hugged|kissed|gave a big hug to|put both arms around",
    "loved": "loved|liked|was very fond of|was proud of",
    "wanted": "wanted|wished|longed|hoped",
}


def a(words):
    """The words with their article. Example: a("old hat") -> "an old hat"."""
    return ("an " if words[0] in "aeiou" and not words.startswith(("uni", "one", "use")) else "a ") + words


def capital(text):
    return text[:1].upper() + text[1:]


def upper(text):
    """The text as it stands at the beginning of a sentence; of wordings in front, each one."""
    text = re.sub(r"^\[([^\[\]]*)\]", lambda match: "[" + "|".join(map(upper, match[1].split("|"))) + "]", text)
    return re.sub(r"^\{?\w", lambda match: match[0].upper(), text)


def lower(text):
    """The text as it stands in the middle of a sentence, if it begins with a reference."""
    return re.sub(r"^\{([A-Z])", lambda match: "{" + match[1].lower(), text)


class Person:
    """Someone in a story: a child, a grown-up or an animal."""

    def __init__(self, kind, she, name=None, trait=None, adjective="little"):
        self.kind, self.she, self.name, self.trait, self.adjective = kind, she, name, trait, adjective

    @property
    def called(self):
        return self.name or "the " + self.kind

    def introduced(self, dice):
        """Example: "a little girl named Lily"."""
        before = dice.choice([self.adjective, self.adjective, self.trait or self.adjective, self.trait or self.adjective, "" if self.name else self.adjective])
        noun = a(f"{before} {self.kind}".strip())
        return noun if not self.name else noun + dice.choice([" named ", " named ", " called ", " whose name was "]) + self.name

    pronouns = property(lambda self: ("she", "her", "her", "herself") if self.she else ("he", "him", "his", "himself"))


class Thing:
    """Something in a story, with a noun and perhaps a colour and a size."""

    def __init__(self, noun, colour="", size=""):
        self.n, self.colour, self.size = noun, colour, size

    @property
    def full(self):
        return " ".join(word for word in (self.size, self.colour, self.n) if word)

    @property
    def short(self):
        return f"{self.colour} {self.n}".strip()


class Place:
    def __init__(self, noun):
        self.n = noun
        inside, towards, self.outdoors, spots = PLACES[noun]
        self.spots = spots.split("|")
        self.where, self.whither = f"{inside} the {noun}", f"{towards} the {noun}"


class World:
    """The facts of one story and the text so far."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.cast, self.names, self.text = {}, set(), []
        self.spoke = (None, False)  # who has just spoken, and whether it was a question
        self.before, self.now = [], []  # who was named in the sentence before and in this one
        self.set_weather("fine")
        self.nouns = []

    def set_weather(self, weather):
        """One kind of WEATHER, "fine" for one that suits most plots, or "any"."""
        self.weather = self.dice.choice({"fine": ["sunny", "warm", "windy", "cloudy"], "any": list(WEATHER)}.get(weather, [weather]))
        time = self.dice.choice(["morning", "morning", "afternoon", "day"])
        self.cast["day"] = self.chosen(f"[one day|one day|one {self.weather} {time}|one {time}|one {self.weather} {time}|early one morning]") + self.dice.choice([",", ""])

    # the cast

    def name_of(self, names):
        name = self.dice.choice([name for name in names if name not in self.names])
        self.names.add(name)
        return name

    def child_name(self, she):
        """Half of the names are common ones, the others come from all names."""
        common, more = (COMMON_GIRLS, MORE_GIRLS) if she else (COMMON_BOYS, MORE_BOYS)
        return self.name_of(common if self.dice.random() < 0.55 else common + more)

    def child(self, she=None, **more):
        she = self.dice.random() < 0.5 if she is None else she
        more.setdefault("adjective", self.dice.choice(["little", "little", "young", "small"]))
        return Person("girl" if she else "boy", she, self.child_name(she), self.dice.choice(TRAITS), **more)

    def animal(self, kinds, named=None):
        kind = self.dice.choice([kind for kind in kinds if kind not in self.names])
        self.names.add(kind)
        named = self.dice.random() < 0.4 if named is None else named
        she = kind in ("hen", "cow", "duck", "goose") or (kind not in ("lion",) and self.dice.random() < 0.4)
        adjective = self.dice.choice(["little", "little", "young", "small", "old", "brown" if kind != "frog" else "green"])
        if kind in ("bear", "wolf", "lion", "elephant", "horse"):
            adjective = self.dice.choice(["big", "old", "young", "great"])
        return Person(kind, she, self.name_of(PET_NAMES) if named else None, self.dice.choice(TRAITS), adjective)

    def grown_up(self, role):
        """A person who is called by a role: Grandma, the baker, the king."""
        she = role in ("Grandma", "Mother", "Mama", "Aunt May", "queen", "princess", "old woman", "fairy", "teacher", "witch", "lady", "nurse")
        if role in ("baker", "farmer", "gardener", "shopkeeper", "doctor", "neighbour", "cook", "painter", "giant", "dwarf", "elf", "shepherd"):
            she = self.dice.random() < 0.4
        self.names.add(role)
        family = role[0].isupper()
        adjective = {"old woman": "", "old man": "", "king": self.dice.choice(["great", "rich", "good", "old"]),
                     "fairy": "good"}.get(role, self.dice.choice(["kind", "jolly", "old", "friendly", "young", "poor", "tired", "hungry"]))
        return Person("woman" if family and she else "man" if family else role, she, role if family else None, None, adjective)

    def thing(self, sort, colour=None):
        noun = self.dice.choice([noun for noun in THINGS[sort].split() if noun.strip("-") not in self.nouns])
        self.nouns.append(noun.strip("-"))
        plain = noun.startswith("-")
        if colour is None:
            used = [thing.colour for thing in self.cast.values() if isinstance(thing, Thing)]
            colour = self.dice.choice([colour for colour in COLOURS if colour not in used])
        size = self.dice.choice(["", "", "", "little", "big", "small", "new", "old", "tiny" if sort in ("small", "flower") else "pretty"])
        if sort in ("food", "flower"):
            size = ""
        return Thing(noun.strip("-").replace("_", " "), "" if plain else colour, size)

    def make(self, sort):
        """One of the cast from its description in a plot, such as child, toy, place, animal:fox or [a|b]."""
        sort, _, detail = sort.partition(":")
        if sort == "child":
            return self.child()
        if sort in ("girl", "boy"):
            return self.child(sort == "girl")
        if sort == "friend":  # mostly of the other pronoun, so that pronouns stay short and clear
            hero = self.cast["h"]
            return self.child(not hero.she if self.dice.random() < 0.7 else hero.she)
        if sort == "hero":
            which = self.dice.random()
            if which < 0.62:
                return self.child()
            if which < 0.88:
                return self.animal(WOODLAND + FARM)
            return self.grown_up(self.dice.choice(["prince", "princess", "shepherd", "dwarf", "giant", "elf", "wizard", "fairy", "tailor", "sailor", "clown"]))
        if sort == "woodland":
            return self.animal(WOODLAND)
        if sort == "named":
            return self.animal(WOODLAND + FARM, named=True)
        if sort == "animal":
            return self.animal(detail.split("/") if detail else WOODLAND + FARM, named=False)
        if sort == "pet":
            return self.animal(PETS, named=True)
        if sort == "parent":
            return self.grown_up(self.dice.choice(["Mother", "Mother", "Father", "Grandma", "Grandpa", "Papa", "Mama"]))
        if sort == "grand":
            return self.grown_up(self.dice.choice(["Grandma", "Grandpa"]))
        if sort == "role":
            return self.grown_up(self.dice.choice(detail.split("/")))
        if sort == "place":
            kinds = [noun for noun, place in PLACES.items() if noun not in self.names and (detail == "" or (detail == "out") == place[2])]
            noun = self.dice.choice([kind for kind in kinds if kind not in ("market", "school")])
            self.names.add(noun)
            return Place(noun)
        if sort == "at":
            return Place(detail)
        if sort == "spot":
            return self.dice.choice(self.cast[detail or "p"].spots)
        if sort in THINGS:
            return self.thing(sort)
        if sort == "seed":
            return self.dice.choice(SEEDS)
        return self.dice.choice(sort.strip("[]").split("/"))

    # the words

    def chosen(self, text):
        """The text with one wording chosen wherever there are several."""
        text = re.sub(r"\{@(\w+)\}", lambda match: f"[{WORDINGS[match[1]]}]", text)
        while match := re.search(r"\[([^\[\]]*)\]", text):
            text = text[: match.start()] + self.dice.choice(match[1].split("|")) + text[match.end() :]
        return text

    def clear(self, person):
        """Whether a pronoun can only mean this person: no other of the same pronoun is near."""
        near = [other for other in self.before + self.now if other.she == person.she]
        return bool(near) and all(other is person for other in near)

    def latest(self, person):
        """Whether this person is the last of this pronoun in the sentence."""
        near = [other for other in self.now if other.she == person.she]
        return bool(near) and near[-1] is person

    def speech(self, key, said, follows):
        """Example: ("h", "Who is there?") -> "Who is there?" asked Tom. `follows`: nothing was told since the last speech."""
        person, dice = self.cast[key], self.dice
        said, *more = re.split(rf"> <{key}: ", said)
        speaker, asked = self.spoke if follows else (None, False)
        self.spoke = person, (more or [said])[-1].endswith("?")
        more = " ".join(more)
        if speaker is person:
            verb = "[added|went on|said]"
        elif said[-1] == "?":
            verb = "[asked|asked|asked|said]"
        elif said[-1] == "!":
            verb = "[cried|said|said|said|said|shouted]"
        else:
            verb = "[answered|replied|said|said]" if asked else "said"
        name = "he!" if self.clear(person) and dice.random() < 0.45 and "{" not in said else "n"
        form = dice.random()
        if form < 0.22 and speaker is not person:
            return f'{{{key.upper()}.{name}}} {verb}, "{said}{" " * bool(more)}{more}"'
        if said[-1] == "." and not said.endswith("..."):
            said = said[:-1] + ","
        verb, name = ("\x01" + verb, f"{{{key}.{name}}}") if name == "n" else (f"{{{key}.he!}}", verb)
        if form > 0.9 and verb.startswith("\x01") and not more:
            name += " [and smiled|quietly|after a moment|and nodded|softly|in a low voice|and looked up|with a smile]" if said[-1] == "," else ""
        return f'"{said}" \x01{verb} {name}.' + f' "{more}"' * bool(more)

    def refer(self, reference):
        """The words for a {reference}."""
        key, _, form = reference.partition(".")
        if form == "n.s":
            words = self.refer(f"{key}.n")
            return words + "'s"
        forced, form = form.endswith("!"), form.rstrip("!")
        big = key[0].isupper()
        one = self.cast[key.lower() if big else key]
        if isinstance(one, Person):
            words = self.refer_to_person(one, form, forced)
        elif isinstance(one, Thing):
            words = self.refer_to_thing(one, form)
        elif isinstance(one, Place):
            words = {"": "the " + one.n, "in": one.where, "to": one.whither, "n": one.n, "a": a(one.n), "bare": "the " + one.n}[form]
        elif isinstance(one, str):
            words = a(one) if form == "a" else one
        else:
            words = getattr(one, form)
        return capital(words) if big else words

    def refer_to_person(self, one, form, forced):
        he, him, his, himself = one.pronouns
        if form in ("kind", "trait"):
            return getattr(one, form) or "kind"
        if form == "call":  # how others address this person
            return one.name or self.dice.choice(["my friend", "my dear", "dear " + one.kind, one.kind])
        short = forced or self.clear(one) or (form == "his" and self.latest(one))
        if form == "" and short and not forced:
            short = self.dice.random() < (0.95 if self.latest(one) else 0.75)
        self.now.append(one)
        if form == "a":
            return one.introduced(self.dice)
        if form == "self":
            return himself
        if form == "n" or not short:
            return one.called + ("'s" if form == "his" else "")
        return {"": he, "he": he, "him": him, "his": his}[form]

    def refer_to_thing(self, one, form):
        if form == "":
            return "the " + (one.short if self.dice.random() < 0.3 else one.n)
        if form == "a":
            return a(one.full)
        return getattr(one, form)

    def say(self, *wordings, **cast):
        """Adds one of the wordings to the text; `cast` names who and what is in it, and adds to the cast."""
        self.cast.update(cast)
        text = self.chosen(self.dice.choice(wordings))
        written, follows = [], True
        for part in re.split(r"(<\w+: [^>]+(?:> <\w+: [^>]+)*>)", text):
            if not part.startswith("<"):
                written.append(self.with_names(part))
                follows = follows and not part.strip()
                continue
            for speech in re.finditer(r"<(\w+): ([^>]+(?:> <\1: [^>]+)*)>", part):
                written.append(self.with_names(self.chosen(self.speech(speech[1], speech[2], follows))) + " ")
                follows = True
        self.spoke = self.spoke if follows else (None, False)
        self.text.append("".join(written).strip())

    def with_names(self, text):
        """The text with its {references} in words."""
        written = []
        pieces = re.split(r"(\{[^}]*\}|[.!?]+\"?(?:\s|$))", text)
        for piece, after in zip(pieces, pieces[1:] + [""]):
            if piece.startswith("{"):
                written.append(self.refer(piece[1:-1]))
                continue
            written.append(piece)
            if piece and piece[0] in ".!?" and not after.startswith("\x01"):
                self.before, self.now = self.now, []
        return "".join(written)

    def paragraph(self):
        if self.text and self.text[-1] != "\n\n":
            self.text.append("\n\n")

    def play(self, lines):
        """Plays the lines of a plot."""
        airy = self.dice.choice([0, 0.1, 0.25])  # how likely a new paragraph is
        for number, line in enumerate(lines):
            if number > 1 and self.dice.random() < airy:
                self.paragraph()
            if line.startswith("?"):
                if self.dice.random() < 0.5:
                    continue
                line = line[1:]
            if line == "---":
                if self.dice.random() < 0.7:
                    self.paragraph()
            elif line.startswith("@"):
                part, *keys = line[1:].split()
                PARTS[part](self, *keys)
            else:
                self.say(line)

    def joined(self, match):
        """Example: "Tom sat down. He began to cry." -> "Tom sat down and began to cry." """
        first, name, middle, pronoun = match[0], match[1], match[2], match[3]
        who = {one.name: one.she for one in self.cast.values() if isinstance(one, Person) and one.name}
        same = who.get(name) if name not in ("He", "She") else name == "She"
        if same is None or same != (pronoun == "She") or " and " in middle or middle.count(" ") > 8 or self.dice.random() < 0.5:
            return first
        return f"{name}{middle} and "

    def finished(self):
        text = " ".join(self.text).replace(" \n\n", "\n\n").replace("\n\n ", "\n\n").strip()
        text = re.sub(r" +", " ", text)
        text = re.sub(r"((?:^|[.!?]\"? |\n\n)\"?)(?!(?:(?:he|she|it|they) )?(?:said|sang|went on|thought|asked|cried|shouted|called|answered|replied|added|sighed|yawned|whispered|laughed|whistled|begged|muttered|murmured|growled|squeaked|wondered|explained|promised|repeated|agreed|nodded|smiled|exclaimed|announced|suggested|boasted|sobbed|giggled|barked|croaked|hissed|roared|piped|grumbled|joked|warned|admitted|remembered|guessed|counted|ordered|panted|gasped|mumbled|sniffed|chuckled|decided|declared)\b)([a-z])",
                      lambda match: match[1] + match[2].upper(), text)
        text = re.sub(r"(?<![\w\"] )\b([A-Z][a-z]+)( [^.!?\"\n,]+)\. (He|She) (?=[a-z]+ )(?!had |could |was )", self.joined, text)
        text = re.sub(r"whose name was (\w+) who", r"named \1 who", text)
        return text.replace("\x01", "").strip()


# The parts: pieces of story that many plots share. Each takes the world and the keys of those who play in it.

HOMES = """in a small house by the sea|in a little cottage near the forest|in a white house on a hill|in a village by the river|
    on a farm|in a tall house in the town|at the edge of the wood|in a house with a green door|in a quiet street|
    near the old mill|in a little blue house|at the foot of a mountain|above the bakery|beside a lake""".replace("\n    ", "")
FAMILY = "mother|father|grandmother|grandfather|aunt|two brothers|three sisters|mother and father|old uncle|cat"
LANDS = """a village by the sea|a town with seven towers|a forest full of birds|a small house in the snow|a garden with a high wall|
    a castle on a hill|a mill by a brook|a street with crooked houses|an island in a lake|a land where it never rained|
    a farm behind the hills|a mountain with a white top|a valley full of flowers|a green meadow|a big old tree|
    a bakery in a narrow street|a lighthouse by the sea|a harbour full of ships|a country without a king""".replace("\n    ", "")
TRAIT_LINES = {
    "kind": "{H} was kind to everyone.|{H} shared whatever {h.he!} had.|{H} liked to help.",
    "clever": "{H} always had a clever plan.|{H} liked to think about hard questions.|Nobody could trick {h.him}.",
    "brave": "{H} was not afraid of the dark.|{H} was brave, even when {h.his!} knees shook.|{H} wanted to see the whole world.",
    "shy": "{H} did not talk much.|When people looked at {h.him}, {h} looked at the floor.|{H} found it hard to say hello.",
    "curious": "{H} asked questions all day long.|{H} wanted to know everything.|{H} looked into every box and every hole.",
    "cheerful": "{H} sang all day.|{H} was almost always in a good mood.|{H} laughed at every joke, even the bad ones.",
    "quiet": "{H} liked quiet games best.|{H} listened more than {h.he!} spoke.",
    "gentle": "{H} never hurt a fly.|{H} had a soft voice and warm hands.",
    "busy": "{H} was always making something.|{H} was never still for a minute.",
    "merry": "{H} danced more than {h.he!} walked.|{H} loved jokes and songs.",
    "lonely": "{H} had no brothers or sisters.|{H} wished for a friend.|{H} often played alone.",
    "careful": "{H} looked twice before every step.|{H} never lost anything.",
    "lazy": "{H} liked to sleep until noon.|{H} never did today what could wait until tomorrow.",
    "proud": "{H} did not like to be wrong.|{H} thought that nobody could do things better.",
    "patient": "{H} could wait for a long time.|{H} never gave up quickly.",
    "funny": "{H} could make anyone laugh.|{H} once put a pot on {h.his!} head and called it a crown.",
    "friendly": "{H} said hello to everyone, even to the cows.|{H} made friends wherever {h.he!} went.",
    "helpful": "{H} liked to carry baskets for other people.|If there was work to do, {h} was the first to come.",
    "polite": "{H} always said please and thank you.|{H} held the door open for everyone.",
    "stubborn": "When {h} wanted something, nothing could stop {h.him}.|{H} did not like to give up.",
}
LIKES = """to run in the grass|to sing|to draw pictures|to climb trees|to look at the clouds|to swim|to count the stars|to tell jokes|
    to bake|to read stories|to collect stones|to jump in puddles|to dance|to watch the birds|to play hide and seek|to dig holes|
    to listen to stories|to whistle|to eat pancakes|to build towers""".replace("\n    ", "")


def likes(world):
    """What someone likes to do. Example: "to sing and to swim"."""
    return " and ".join(world.dice.sample(LIKES.split("|"), world.dice.choice([1, 1, 2])))


def open_story(world, h):
    """Says who the story is about; a named child may also come in without a word."""
    hero = world.cast[h]
    h = "{" + h
    if world.dice.random() < 0.08:
        world.say(f"[{WEATHER[world.weather]}|It was a {world.weather} [day|morning|afternoon].|It was early in the morning.]")
    if hero.name and world.dice.random() < 0.22:
        return
    world.say(
        f"Once upon a time there was {h}.a}}.", f"Once upon a time there was {h}.a}}.", f"Once upon a time there lived {h}.a}}.",
        f"Once there was {h}.a}}.", f"There was once {h}.a}}.", f"There once was {h}.a}} who loved [{LIKES}].",
        f"Once upon a time there was {h}.a}} who lived [{HOMES}].", f"There was once {h}.a}} who lived [{HOMES}].",
        f"[{HOMES}] lived {h}.a}}.", f"[{HOMES}] there lived {h}.a}}.", f"Once upon a time, [{HOMES}], there lived {h}.a}}.",
        f"Long ago there lived {h}.a}}.", f"Long, long ago there was {h}.a}} who loved [{LIKES}].",
        f"This is the story of {h}.a}}.", f"Once upon a time there was {h}.a}} who loved [{LIKES}].",
        f"Far away, [{HOMES}], there lived {h}.a}}.", f"Once upon a time there was {h}.a}} who lived with {h}.his!}} [{FAMILY}].",
        f"There was once {h}.a}} who lived with {h}.his!}} [{FAMILY}] [{HOMES}].",
        f"Once upon a time there was [{LANDS}]. [There|In it] lived {h}.a}}.", f"There was once [{LANDS}], and there lived {h}.a}}.",
    )
    if hero.name and world.dice.random() < 0.6 and "loved" not in world.text[-1]:
        line = TRAIT_LINES.get(hero.trait, "") if world.dice.random() < 0.6 else ""
        world.say(f"[{line.replace('{h', h).replace('{H', h.upper())}]" if line else f"{h.upper()}}} loved {likes(world)}.")


def weather(world):
    """A line about today's weather, sometimes."""
    if world.dice.random() < 0.45:
        world.say(f"[{WEATHER[world.weather]}]")


def search(world, h, t, p):
    """A search in the wrong spots of a place, and then in the right one, which the cast knows as s."""
    wrong = [spot for spot in world.cast[p].spots if spot != world.cast["s"]]
    world.dice.shuffle(wrong)
    found_there = "a spider|a beetle|an old shoe|some dust|a sleepy cat|two ants|a dry leaf|nothing|a snail|a broken cup"
    for count, spot in enumerate(wrong[: world.dice.choice([1, 2, 2, 3])]):
        world.cast["wrong"] = spot
        if count == 0:
            world.say(f"{{{h}}} looked {{wrong}}, but [the {{{t}.n}} was not there|there was only [{found_there}]|{{{t}}} was not there].",
                      f"First {{{h}}} looked {{wrong}}. [No {{{t}.n}}!|It was not there.|There was only [{found_there}].]")
        else:
            world.say(
                f"{{{h}}} looked {{wrong}}, but there was [only [{found_there}]|no {{{t}.n}} there].",
                f"[Then|Next] {{{h}}} looked {{wrong}}. [It was not there either.|There was no {{{t}.n}} there.|There was only [{found_there}].]",
                f"It was not {{wrong}} either.",
            )
    world.say(
        f"[At last|Finally|In the end] {{{h}}} looked {{s}}, and [there was {{{t}}}|there it was|{{{t}}} was there]!",
        f"[At last|Finally|Then] {{{h}}} looked {{s}}. There was {{{t}}}!",
        f"Then {{{h}}} [saw|noticed] something {{{t}.colour}} {{s}}. It was {{{t}}}!" if world.cast[t].colour else f"And there, {{s}}, was {{{t}}}!",
    )


def happy_end(world, h):
    """One of many happy endings."""
    where = "{" + h
    world.say(
        f"{where}.n}} {{@smiled}} [all the way home|about it until bedtime|and would not say why|into {where}.his!}} soup].", f"{where}.n}} was {{@happy}} [that day|all evening|and did not hide it|as never before].",
        f"For {where}.n}} it had been [a very good|the best|a long and happy|a strange but good] [day|week|afternoon].", f"{{@night}} {where}.n}} fell asleep [with a smile|at once|before the light was out|in the middle of a yawn].",
        f"{where}.n}} [never forgot|always remembered|often thought of] that [day|morning|afternoon|evening].", f"And {where}.n}} was happy for the rest of the [day|week|summer|winter].",
        f"{where}.n}} went to bed {{@happy}} [and tired|with clean feet|and dreamed of [apples|the sea|flying|soup]].", f"<{h}: What a [good|strange|long|fine] [day|afternoon|morning]!>",
        f"And from that day on {where}.n}} was never [sad|lonely|bored|cross|late] again, or hardly ever.", f"And if [you|your grandmother|the mayor|the cat] had been there, [you would have laughed, too|there would have been one more to laugh].".replace("[your grandmother|", "["),
        f"{where}.n}} told [everyone|the cat|the whole street|the neighbours|a beetle] about it [at supper|the next day|at once|before bed].", f"{{@night}} {where}.n}} dreamed [about it|of it all|the whole thing again].",
        f"{where}.n}} laughed so much that [{where}.his!}} hat fell off|{where}.his!}} sides hurt|the windows shook|a button came off].", f"Everyone who heard about {where}.n}} [had to laugh|shook their heads and smiled|told it to someone else].",
        f"{where}.n}} sang [all the way home|in bed|at supper with a full mouth|until somebody shut the window].", f"And the next day {where}.n}} [began it all over again|slept until noon|had something to tell].",
        f"It was late when {where}.n}} [came home|went to bed|put out the light].", f"And this is why {where}.n}} is so cheerful [today|to this day|every morning].",
    ) if world.dice.random() < 0.5 else None


def together_end(world, h, f):
    """A happy ending for two."""
    a, b = "{" + h, "{" + f
    animal = world.cast[f].kind in ANIMALS
    world.say(
        f"{a}.n}} and {b}.n}} were {{@happy}} [together|that day|all evening].", f"And {a}.n}} and {b}.n}} stayed friends [for ever|all their lives|from then on].",
        f"{a}.n}} and {b}.n}} laughed [all the way home|until supper|so much that they had to sit down].",
        f"{a}.n}} and {b}.n}} went home " + ("[side by side|one behind the other|very slowly]." if animal else "[hand in hand|arm in arm|side by side|very slowly]."),
        f"After that {a}.n}} and {b}.n}} played together [every day|every Sunday|whenever they could].", f"{a}.n}} and {b}.n}} were the best of friends [after that|from then on|for years].",
        f"{a}.n}} and {b}.n}} played until [the sun went down|the moon came up|somebody called them in|their feet hurt].", f"{a}.n}} and {b}.n}} still [laugh|talk|argue] about it today.",
        f"They had so much fun that {a}.n}} forgot [the time|supper|{a}.his!}} hat|to be tired].", f"{{@from}} {a}.n}} and {b}.n}} did everything together.",
        f"And both {a}.n}} and {b}.n}} were glad [about it|in the end|that it had gone so well].", f"{a}.n}} and {b}.n}} shared the last [apple|pear|bun|biscuit|plum] and went home.",
        f"<{h}: [See you tomorrow|Good night|Until Sunday|Sleep well], {b}.call}}!> <{f}: [See you tomorrow|Good night|Until Sunday|Sleep well]!>",
        f"It was already [dark|late|night|supper time] when {a}.n}} and {b}.n}} said good night.", f"{a}.n}} had red cheeks, and {b}.n}} had [mud on {b}.his!}} knees|hay in {b}.his!}} hair|a hole in {b}.his!}} sleeve]." if not animal else f"{a}.n}} waved, and {b}.n}} waved back.",
        f"At supper {a}.n}} and {b}.n}} talked [at the same time|with full mouths|of nothing else].", f"{a}.n}} waved, and {b}.n}} waved back [from the gate|twice|until it was too dark to see].",
        f"{{@night}} {a}.n}} thought of {b}.n}} and smiled.", f"And that was how {a}.n}} and {b}.n}} became the best of friends.",
    )


def cry(world, h):
    """Sadness, shown in one of many ways."""
    a = "{" + h
    world.say(
        f"{a}}} was {{@sad}} [about it|and did not want to eat|for a long time].", f"{a}.n}} began to cry [softly|loudly|a little].", f"{a}.n}} sat down [on the step|on the grass|in a corner|behind the door] and cried.",
        f"A big tear rolled down {a}.n.s}} cheek.", f"{a}.n}} did not know what to do [now|next|about it].", f"{a}.n}} felt like crying [about it|all day|but did not].", f"{a}.n}} was so sad that {a}.he!}} could not [speak|eat|sit still|sing].",
        f"{a}.n}} hung {a}.his!}} head [and sighed|and said nothing|for a while].", f"{a}.n}} sighed [deeply|twice|and looked at the floor].", f"It made {a}.n}} [very|so] sad [that day|for a whole day].",
    )


def supper(world, h):
    """A meal, sometimes."""
    if world.dice.random() < 0.5:
        world.say(
            "For supper there was [soup|hot soup and bread|pancakes|apple pie|bread and honey|fish and potatoes], and {" + h + "} ate [it all|two plates of it|until nothing was left].",
            "{" + h.upper() + "} had [warm milk|a cup of hot chocolate|soup|bread and jam] and [went to bed|told the whole story].",
        )


PARTS = {"open": open_story, "weather": weather, "search": search, "end": happy_end, "both": together_end, "cry": cry, "supper": supper}


RIDDLES = {
    "a river": "What runs all day and never grows tired?|What has a mouth but never eats, and a bed but never sleeps?",
    "an egg": "Which house has no door and no window?|What must you break before you can use it?",
    "the moon": "What is sometimes round and sometimes thin, and walks over the roofs at night?|What shines at night and needs no oil?",
    "a shadow": "What follows you all day and goes away at night?|What has your shape, but no face?",
    "the wind": "What can knock on the door but has no hand?|What sings and whistles but has no mouth?",
    "a tooth": "What is white and hard and bites the bread before you eat it?",
    "a candle": "What grows smaller the longer it lives?|What cries when it is hot and grows shorter every hour?",
    "a towel": "What gets wetter the more it dries?",
    "your name": "What is yours, but other people use it more than you do?",
    "a hole": "What gets bigger the more you take away from it?",
    "the sun": "What gets up first in the morning and needs no clock?|What goes from east to west and never takes a step?",
    "snow": "What falls all day and never hurts itself?|What is a white blanket that no one has sewn?",
    "a book": "What has leaves but is not a tree?|What can tell you a story and has no tongue?",
    "a clock": "What has hands but cannot hold anything?|What walks all day and stays in the same place?",
    "a key": "What is small and can open the biggest gate?",
    "an echo": "What answers everyone but never asks?",
    "a needle": "What has one eye and cannot see?",
}


def riddle(world, asks, answers):
    answer = world.dice.choice(list(RIDDLES))
    world.cast["answer"] = answer
    world.say(f"<{asks}: [{RIDDLES[answer]}]>")
    world.say(
        f"{{{answers}.n}} [thought for a moment|looked out of the window|scratched {{{answers}.his}} head|smiled]. <{answers}: {capital(answer)}[!|.]>",
        f"<{answers}: [That is easy. It is {answer}.|It is {answer}!|{capital(answer)}!]>",
    )


PARTS["riddle"] = riddle
PLOTS = {}  # name: a function of the world


def plot(function):
    """Makes a function one of the plots."""
    PLOTS[function.__name__.replace("_", " ")] = function
    return function


def cast(world, **sorts):
    """Example: cast(world, h="child", t="toy")"""
    for key, sort in sorts.items():
        if key == "weather":
            world.set_weather(sort)
        else:
            world.cast[key] = world.make(sort)
