"""Who and what can be in a mini or a tale; each is drawn when its wording first names it, and stays the same from then on:

    {a} {b} {c}    three people or animals: {a.n} "Lily" or "the fox", {a.n.s} "Lily's", {a.he!} {a.him!} {a.his!} pronouns, {a.call} as others address them
    {f} {m}        a boy or a man, a girl or a woman, both with names
    {x} {y} {z}    three things: {x.n} "ball", {x.a} "a ball" (with colour or look: "a red ball" in a third of the minis)
    {k} {l} {o}    three colours: {k.n} "red", {k.a} "a red", "an orange"
    {p} {q} {r}    three places to go to: {p.in} "in the kitchen", {p.to} "to the kitchen", {p.n} "kitchen"
    {s} {t} {u}    three places for a thing: {s.in} "under the bed", {s.n} "bed"
    {g} {h}        two animals: {g.n} "the fox", {g.kind} "fox", {g.a} "a little fox"
    {d}            a grown-up of the family: {d.n} "Grandma"
    {w}            a toy: {w.n} "kite", {w.a} "a kite"
    {i} {j}        two things to eat, one of each: {i.n} "pear", {i.a} "a pear"
"""

import re

from .tracking import GOODS, LANDMARKS, LOOKS, SITES
from .words import COLOURS, COMMON_BOYS, COMMON_GIRLS, FOODS, MORE_BOYS, MORE_GIRLS, TOYS
from .writer import ANIMALS, Person, Thing, a

FAMILY = {"Mom": True, "Dad": False, "Mother": True, "Father": False, "Mama": True, "Papa": False, "Grandma": True, "Grandpa": False, "Mum": True}
ROLES = """king queen prince princess witch wizard baker farmer teacher doctor giant fairy dwarf captain sailor cook nurse tailor old_man old_woman boy girl
    farmer's_wife shopkeeper policeman postman driver pirate knight clown lady gardener painter fisherman hunter miller""".split()
WOMEN = set("queen princess witch fairy nurse old_woman girl farmer's_wife lady teacher cook".split())
MORE_GOODS = """bike truck cookie teddy crayon train car boat plane robot puzzle block marble cupcake sandwich banana cherry grape peach pumpkin potato
    tomato sweater shirt dress skirt mitten glove sneaker backpack lunchbox pillow blanket toothbrush hairbrush phone radio camera magnet magic_wand
    wand treasure diamond jewel medal trophy flashlight hose net rod bucket ladder tape rope nail screw saw paint_pot sticker postcard letter newspaper
    magazine dictionary notebook ruler eraser pen snowball snow_globe sled skate scooter wagon swing seed acorn feather shell bone worm egg turnip cabbage""".split()
MORE_SITES = """store hospital zoo yard cave island desert mountain jungle swamp airport train_station bus_stop pool playground classroom office church tower
    village city town palace hotel restaurant cafe gym stadium factory garage basement hallway bathroom bedroom living_room dining_room nursery backyard
    porch roof attic greenhouse chicken_coop cornfield riverbank woods valley hilltop bakery pet_shop toy_shop bookshop""".split()
ON = "bridge farm roof beach island mountain hill porch playground riverbank hilltop".split()
AT = "lake pond river station bus_stop airport pool church market harbour hospital school zoo office mill".split()
SPOTS = {
    "in": """box basket drawer cupboard chest bag sack jar pot bucket barrel trunk bath tub sink pocket shoe boot hat nest hole tree pond river grass sand mud
        snow hay straw garden shed kennel cage oven stove vase bowl cup teapot tent boat car wagon cart suitcase closet fridge toy_box mailbox trash_can bush
        backpack lunchbox sock mitten pillowcase hollow_log cave well fountain""".split(),
    "on": """table shelf chair bed bench sofa rug floor roof wall step stairs windowsill desk counter plate tray stool stone rock log fence gate hook porch
        piano bookcase mantelpiece path road bridge stump mat pillow blanket nightstand ladder""".split(),
    "under": "bed table chair bench sofa rug tree bush stairs pillow blanket bridge desk stone rock log leaf mat cart wagon hat bucket porch cushion umbrella".split(),
    "behind": "door curtain sofa tree bush shed barn wall fence rock stove clock cupboard house gate barrel chair bookcase bed hedge haystack statue".split(),
    "beside": LANDMARKS, "near": LANDMARKS, "next to": LANDMARKS,
}
OTHER_WORDS = {"grey": "gray", "golden": "gold", "purple": "violet"}
COUNTED = [noun for noun in GOODS + MORE_GOODS if noun not in ("bread", "cheese", "soap", "treasure")]


class Named:
    """Something with forms, such as {"n": "bed", "in": "under the bed"}."""

    def __init__(self, **forms):
        vars(self).update(forms)


class Cast(dict):
    """The cast of one text; nobody and nothing that its wording names in words is drawn."""

    SORTS = {"abc": "person", "f": "man", "m": "woman", "xyz": "thing", "klo": "colour", "pqr": "site", "stu": "spot", "gh": "beast", "d": "grown_up", "w": "toy", "ij": "food"}

    def __init__(self, world, line):
        super().__init__()
        self.world, self.dice = world, world.dice
        self.in_words = set(re.findall(r"\w+", line))
        self.kind = self.dice.choices(["child", "mixed", "animal"], [0.62, 0.2, 0.18])[0]
        self.looks = self.dice.random() < 0.33  # whether the things have a colour or another look

    def __missing__(self, key):
        sort = next(sort for keys, sort in self.SORTS.items() if key in keys)
        self[key] = getattr(self, "a_" + sort)()
        return self[key]

    def new(self, words):
        """One of the words that the text does not have yet."""
        taken = self.world.names | self.in_words
        word = self.dice.choice([word for word in words if word not in taken])
        self.world.names.add(word)
        return word

    def child(self, she):
        common, more = (COMMON_GIRLS, MORE_GIRLS) if she else (COMMON_BOYS, MORE_BOYS)
        return Person("girl" if she else "boy", she, self.new(common if self.dice.random() < 0.5 else common + more))

    def a_person(self):
        before = [one for one in self.values() if isinstance(one, Person)]
        she = self.dice.random() < 0.5 if not before or self.dice.random() < 0.3 else not before[-1].she
        kind = self.kind if self.kind != "mixed" else self.dice.choice(["family", "role", "child", "animal"])
        if kind == "child" and before and self.dice.random() < 0.15:
            kind = "family"
        if kind == "family":
            return self.grown_up(she)
        if kind == "role":
            role = self.new(ROLES)
            return Person(role.replace("_", " "), role in WOMEN)
        return Person(self.new(list(ANIMALS)), she) if kind == "animal" else self.child(she)

    def grown_up(self, she):
        return Person("woman" if she else "man", she, self.new([name for name, female in FAMILY.items() if female == she]))

    def a_grown_up(self):
        return self.grown_up(self.dice.random() < 0.5)

    def a_man(self):
        return self.child(False)

    def a_woman(self):
        return self.child(True)

    def a_toy(self):
        return self.with_look(self.new(list(TOYS)))

    def a_food(self):
        return Thing(self.new(FOODS).replace("_", " "))

    def a_thing(self):
        return self.with_look(self.new(COUNTED))

    def with_look(self, noun):
        looks = COLOURS if self.dice.random() < 0.5 else LOOKS
        return Thing(noun.replace("_", " "), self.dice.choice([look for look in looks if look != noun]) if self.looks else "")

    def a_colour(self):
        colour = self.new(COLOURS)
        if colour in OTHER_WORDS and self.dice.random() < 0.5:
            colour = OTHER_WORDS[colour]
        return Named(n=colour, a=a(colour))

    def a_site(self):
        noun = self.new(SITES + MORE_SITES)
        where = "on" if noun in ON else "at" if noun in AT and self.dice.random() < 0.7 else "in"
        noun = noun.replace("_", " ")
        return Named(n=noun, a=a(noun), to=f"to the {noun}", **{"in": f"{where} the {noun}"})

    def a_spot(self):
        where = self.dice.choices(list(SPOTS), [6, 5, 4, 3, 1, 1, 1])[0]
        noun = self.new(SPOTS[where]).replace("_", " ")
        return Named(n=noun, a=a(noun), **{"in": f"{where} the {noun}"})

    def a_beast(self):
        kind = self.new(list(ANIMALS))
        return Person(kind, self.dice.random() < 0.4)
