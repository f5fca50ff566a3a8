"""Scenes that are little stories: someone wants something, something is in the way, a try fails, and help or an idea puts it right.

Each is made from what is drawn: who, what, where, which obstacle, and the way out that fits it. In the shapes that `tell` takes,
$word stands for a fragment, which may hold references and wordings itself; everything else is as in scenes.py.
"""

import re

from .stage import WHEN, scene
from .words import COLOURS, NO_COLOUR
from .writer import ANIMALS, FARM, WOODLAND, Thing, lower, upper
from .writer import a as with_article

FLIERS, SWIMMERS = "owl sparrow crow goose".split(), "frog duck turtle beaver goose".split()
CLIMBERS, DIGGERS = "squirrel cat goat bear".split(), "mole badger rabbit dog pig".split()
TINY, BIG = "mouse mole frog snail sparrow hedgehog squirrel".split(), "bear horse cow donkey deer goat pig".split()
SAD = "[sad|close to tears|unhappy|very sad|downhearted|miserable]"
GLAD = "[glad|happy|pleased|delighted|overjoyed|full of joy]"
CROSS = "[cross|angry|rather cross|in a bad temper]"
NEIGHBOURS = "baker farmer gardener neighbour painter cook shopkeeper shepherd".split()


def tell(stage, *shapes, **words):
    """Says one of the shapes: `words` are people and things, and fragments, which take the place of $word."""
    shape = stage.dice.choice(shapes)
    fragments = {key: word for key, word in words.items() if isinstance(word, str)}
    for _ in range(2):  # fragments may hold fragments
        shape = re.sub(r"(^|[.!?] |<\w: )\$(\w+)", lambda match: match[1] + upper(fragments.get(match[2], "$" + match[2])), shape)
        shape = re.sub(r"\$(\w+)", lambda match: fragments.get(match[1], match[0]), shape)
    stage.say(shape, **{key: word for key, word in words.items() if not isinstance(word, str)})


def feels(stage, one, word, cause, key="a"):
    """Says how someone feels and why; `cause` is a clause in which the person is {key}."""
    he = f"{{{key}.he!}}"
    after, before = cause.replace(f"{{{key}}}", he), cause.replace(f"{{{key}}}", f"{{{key}.n}}")
    they = he if after != cause else f"{{{key}}}"
    shapes = ("{A} was $word because $after.", "Because $before, $they was $word.", "$before, so $they was $word.", "{A.n} was $word, for $after.",
              "{A} was $word, and no wonder, since $after.", "{A.n} was $word. After all, $after.", "No wonder that {a.n} was $word: $after.",
              "You could see that {a.n} was $word. The reason was simple: $after.", "{A.n} felt $word, as $after.", "Nobody had to ask why {a.n} was $word, for $after.",
              "Why was {a.n} $word? Well, $after.", "{A.n} looked $word, and {a.he!} was, because $after.")
    tell(stage, *(shape.replace("{a", "{" + key).replace("{A", "{" + key.upper()) for shape in shapes), word=word, after=after, before=before, they=they, **{key: one})


def animals(stage):
    """Whether the people of the story are animals."""
    return stage.people[0].kind in ANIMALS


def helper(stage, kinds=WOODLAND + FARM):
    """Someone who comes to help: one of the animals of these kinds in a story of animals, otherwise a neighbour."""
    if not animals(stage):
        return stage.world.grown_up(stage.dice.choice([role for role in NEIGHBOURS if role not in stage.world.names]))
    there = [one for one in stage.people if one.kind in kinds]
    free = [kind for kind in kinds if kind not in stage.world.names]
    if there and not free:
        return there[0]
    return stage.world.animal(free or [kind for kind in WOODLAND + FARM if kind not in stage.world.names], named=False)


def new(stage, nouns, colour=True):
    """A thing with one of these nouns that is not in the story yet."""
    noun = stage.noun(nouns.split())
    used = [one.colour for one in stage.cast.values() if isinstance(one, Thing)]
    coloured = colour and noun.replace(" ", "_") not in NO_COLOUR
    return Thing(noun, stage.dice.choice([one for one in COLOURS if one not in used] or COLOURS) if coloured else "")


@scene(3)
def out_of_reach(stage):
    """Something is out of reach; the first try fails, and someone who is made for it, or has the right thing, gets it."""
    a, b = stage.pair()
    out, beasts = stage.place.outdoors, animals(stage)
    case = stage.dice.choice(["high", "high", "water", "hole"] if out else ["high", "hole"])
    if case == "high":
        x = new(stage, "balloon kite cap scarf bonnet ribbon feather paper_boat")
        spot = stage.dice.choice(["on the roof of the shed", "in the top of a tall tree", "on a high branch", "on top of the tall gatepost"] if out else ["on top of the tallest cupboard", "on a beam under the ceiling", "on the highest shelf"])
        lost = "[a gust of wind took {x}|{b.n} threw {x} too high|{x} flew up and up|{a.n} let go of {x} for a moment]" if out else "[{b.n} threw {x} too high|a banging door blew {x} up|a sudden draught lifted {x}]"
        fails = ["{A.n} jumped, but {a.he!} was far too short", "{B.n} threw a slipper at {x}, and now the slipper was up there, too", "{A.n} stood on a bucket, but the bucket tipped over", "{B.n} poked at it with a [spoon|stick], which broke"]
        ways = [("who was carrying a long ladder", "leaned the ladder against it and climbed up"), ("who was the tallest person for miles", "only had to stretch out one arm"), ("who had brought a long rake", "lifted {x} down with the rake")]
        kinds, beastly = (FLIERS, ("who had two good wings", "flew up")) if stage.chance(0.5) else (CLIMBERS, ("who climbed better than anyone", "climbed up"))
    elif case == "water":
        x = new(stage, "ball boat cap bonnet duck_of_wood hoop")
        spot = stage.dice.choice(["in the middle of the pond", "far out on the water", "on the other side of the deep stream"])
        lost = "[{b.n} kicked {x} too far|the wind blew {x} away|{x} rolled down the bank|{a.n} slipped and let go of {x}]"
        fails = ["{A.n} stretched out as far as {a.he!} could, but it was too far", "{B.n} threw stones behind it, and the waves pushed it [farther|further] out", "{A.n} stepped in, but the water was deep and very cold", "{B.n} blew at it until {b.he!} was dizzy"]
        ways = [("who had a small rowing boat", "rowed out"), ("who had a very long fishing rod", "caught {x} with the hook"), ("who wore boots up to the hips", "waded in")]
        kinds, beastly = SWIMMERS, ("who swam better than anyone", "swam out")
    else:
        x = new(stage, "key ring coin button marble bead bell brooch thimble")
        spot = stage.dice.choice(["at the bottom of a narrow hole", "deep in a crack between two stones", "under the roots of an old tree"] if out else ["deep in a crack in the floor", "behind the heavy cupboard", "at the bottom of a narrow pipe"])
        lost = "[{x} slipped away from {a.him}|{a.n} dropped {x}|{b.n} dropped {x}|{x} rolled away]"
        fails = ["{A.n} tried to reach it, but the gap was too narrow", "{B.n} poked about with a stick and only pushed it deeper", "{A.n} called it, but of course it did not come", "{B.n} tried to blow it out and got dust in both eyes"]
        ways = [("who had a magnet on a string", "let the magnet down"), ("who had a long thin pair of tongs", "reached in with the tongs"), ("who had a piece of wire with a hook", "fished about with the wire")]
        kinds, beastly = ["mouse", "mole", "snail", "frog"], ("who was small enough to fit", "crept in")
    c = helper(stage, kinds)
    who, does = beastly if beasts else stage.dice.choice(ways)
    known = c in stage.people
    words = dict(a=a, b=b, c=c, x=x, spot=spot, lost=lost, who=who, does=does)
    tell(stage, "{A.n} was very fond of {a.his} {x.short}.", "{A.n} had {x.a}, and {b.n} was allowed to [hold|try] it.", "That was the day when {a.n} brought {x.a}.",
         "{A.n} wanted to show {b.n} {x.a}, which was [brand new|a present from an uncle|{a.his!} own].", "If there was one thing that {a.n} did not want to lose, it was {a.his} {x.short}.",
         f"[{WHEN}|One moment later] {{a.n}} came with {{x.a}} to show {{b.n}}.", **words)
    yield
    tell(stage, "But $lost, and there it was, $spot.", "Then $lost. It [ended up|came to rest] $spot.", "It went well until $lost. Now it was $spot.", "Nobody knew how it happened, but suddenly {x} was $spot.",
         "They were having fun when $lost, and it landed $spot.", "All at once $lost. <b: Oh dear! Now it is $spot.>", **words)
    for number, fail in enumerate(stage.dice.sample(fails, stage.dice.choice([1, 1, 2]))):
        tell(stage, *(["$fail.", "First, $fail.", "{A.n} and {b.n} did not give up so soon. $fail.", "<b: We can get it ourselves!> But it was not so easy. $fail.", "$fail, and that was the end of the first plan."] if not number else
                      ["Then $fail.", "After that, $fail.", "It only got worse, because $fail.", "The second plan was no better: $fail.", "$fail. <a: That did not work either.>"]), fail=lower(fail), **words)
    if stage.chance(0.6):
        feels(stage, a, SAD, "[nobody could reach {x}|{x} was so near and yet so far away|{a} thought that {x} was lost]")
    if known:
        tell(stage, "Then they remembered {c.n}, $who.", "But was there not {c.n}, $who?", "<b: Let us ask {c.n}!> That was a good idea, for it was {c.n} $who.", "It was lucky that {c.n} was there, $who.", "Then all eyes turned to {c.n}, $who.", **words)
    else:
        tell(stage, f"[{WHEN}|Just then] {{c.a}} came by, $who.", "Luckily there was {c.a} near by, $who.", "<b: I will fetch help!> {B.n} came back with {c.a}, $who.", "Who should come along but {c.a}, $who!", "Somebody had heard {b.n}. It was {c.a}, $who.", **words)
    tell(stage, "<c: What is the matter?> <a: My {x.n} is $spot!> So {c.n} $does, and soon {a.n} had it back.", "<c: Leave it to me!> {C.n} $does and [got|brought back] the {x.short}.", "{C.n} listened to the whole story. Then {c} $does, and {a.n} had the {x.n} again.",
         "<c: Nothing could be easier.> {C.n} $does and gave {a.n} the {x.n}.", "While the others held their breath, {c.n} $does. A moment later {a.n} was holding the {x.n} again.", **words)
    tell(stage, "<a: Thank you, {c.call}! [Now I will hold on to it|From now on I will be careful|I thought it was gone for good].>", "{A.n} was $glad and [danced|skipped|ran] round {c.n} three times.", "<c: [If it happens again, call me|Any time|It was a pleasure]!> Then {c.n} went off [humming|whistling].",
         "{A.n} thanked {c.n}, and {b.n} promised to be more careful with the {x.n}.", "<b: Next time we will [ask first and try afterwards|play with something heavier|tie it to your ear]!> {A.n} had to laugh.", "{A.n} tied the {x.n} to a string, so that it could not get away again.", glad=GLAD, **words)


@scene(3)
def lost_on_the_way(stage):
    """A thing is lost on a walk past three spots; the search goes back along them from the last to the first."""
    a, b = stage.pair()
    x = new(stage, "key ring glove purse scarf cap watch whistle letter brooch shoe bell basket mitten")
    stops = stage.dice.sample(["the old bridge", "the mill", "the duck pond", "the bakery", "the church", "the big oak tree", "the gate", "the well", "the signpost", "the haystack", "the fountain"], 3)
    did = dict(zip(stops, stage.dice.sample(["rested", "tied a shoelace", "looked at the clouds", "met a friendly dog", "shared an apple", "waited for a cart to pass", "counted the birds", "sang a song", "picked a flower"], 3)))
    if animals(stage):
        did = {stop: what.replace("tied a shoelace", "took a nap").replace("met a friendly dog", "sneezed three times") for stop, what in did.items()}
    lost = stage.dice.choice([0, 0, 1])  # where it lies: it is the search that comes there last, or next to last
    one, two, three = stops
    new(stage, "sack")  # from now on the story has one
    words = dict(a=a, b=b, x=x, one=one, two=two, three=three, done=did[one], doing=did[two], did=did[three], there=stops[lost])
    tell(stage, "{A.n} and {b.n} had been out for a walk, and {a.n} had taken {a.his} {x.short} along.", "That morning {a.n} and {b.n} had gone for a walk, because {a.n} wanted everybody to see {a.his} {x.short}.", "{A.n} had to take {x.a} to {a.his} aunt, and {b.n} came along.",
         "Before that, {a.n} and {b.n} had walked a long way, and {a.n} had carried {x.a}.", "{A.n} and {b.n} had come on foot, with {x.a} in {a.n.s} bag.", **words)
    tell(stage, "First they passed $one, where they $done, then $two, where they $doing, and last of all $three, where they $did.", "They had come past $one, then past $two, and at the end past $three.",
         "At $one they $done. After that they came to $two, where they $doing. At $three they $did.", "The way led from $one to $two and from $two to $three.", "They $done at $one, they $doing at $two, and they $did at $three.", **words)
    yield
    tell(stage, "When {a.n} [looked into the bag|wanted to show it], the {x.n} was not there.", "<a: My {x.n}!> It was gone.", "Then {a.n} noticed that {a.he!} no longer had the {x.n}.", "It was only now that {a.n} missed the {x.short}.", "<b: Where is your {x.n}?> {A.n} turned pale, for it was gone.", **words)
    feels(stage, a, SAD, "[the {x.n} could be anywhere|{a} had promised to take good care of it|there was only one {x.n} like it]")
    tell(stage, "<b: Let us go back the way we came!> So they started with $three.", "{B.n} had an idea. <b: We go back step by step. Where were we last?> <a: At $three.>", "<b: [Do not cry|Wait|Cheer up], {a.call}. What did we pass last?> It was $three, so they went there first.",
         "They turned round, and the first thing they came to was $three.", "{B.n} said that a lost thing waits where it fell, and so they went back to $three.", **words)
    miss = "[There was nothing but a [beetle|puddle|feather|snail]|They looked behind every stone, but the {x.n} was not there|Nobody had seen the {x.n} there|A [crow|cat|goose] looked at them, but there was no {x.n}]."
    tell(stage, "$miss", "$miss Still, {a.n} [did not give up|went on looking].", "They searched [for a long time|on their knees|every inch]. $miss", "{A.n} looked on the left, {b.n} looked on the right. $miss", "$miss <a: Then we must go on.>", miss=miss, **words)
    if lost == 0:
        tell(stage, "At $two they found nothing either.", "Next came $two, but it was not there.", "They went on to $two, where they had no luck.", "Then they looked at $two, because they had been there before. No {x.n}!", "At $two {b.n} found [a button|a penny|an old nail], but no {x.n}.", **words)
    tell(stage, "But at $there {a.n} gave a shout. There lay the {x.short}!", "So they came to $there, and there it was, just where it had fallen.", "At $there something [shone|lay] in the grass. It was the {x.n}.", "Only when they reached $there did they see it: a [sparrow|beetle|ladybird] was sitting on the {x.n}.",
         "<b: There, at $there! Is that not your {x.n}?> It was.", **words)
    tell(stage, "<a: I must have dropped it when we were here!> {A.n} was $glad.", "{A.n} was $glad, and {b.n} tied the {x.n} to {a.him} with a piece of string.", "<a: You are clever, {b.call}. I would have looked [in the sea|under my bed|on the moon].>", "Then they went back {p.to}, and {a.n} did not let go of the {x.n} once.",
         "All the way back {p.to} {a.n} held on to the {x.n}, and {b.n} walked behind, just in case.", "<b: How lucky that we did not walk any farther this morning!> They were tired when they were back {p.in}.", glad=GLAD, **words)


@scene(3)
def mended(stage):
    """Something breaks, and they repair it with what one of them happens to have."""
    a, b = stage.pair()
    noun, broke, fit, useless = stage.dice.choice([
        ("kite", "the paper tore", [("a sticking plaster", "stuck the plaster over the tear"), ("a piece of wallpaper", "glued it over the tear")], ["a hammer", "two nails", "a spoon"]),
        ("wagon", "a wheel came off", [("a wooden spoon", "used its handle as a new axle"), ("a big cork", "pushed the cork on so that the wheel held")], ["a paintbrush", "some paste", "a hairbrush"]),
        ("boat", "a hole opened in the bottom", [("some candle wax", "pressed the wax into the hole"), ("a cork", "pushed the cork into the hole"), ("a piece of chewed toffee", "filled the hole with it")], ["a needle", "a comb", "a feather"]),
        ("bag", "the strap broke", [("an old belt", "fastened the belt to it"), ("a skipping rope", "tied the rope to both ends")], ["a jar of glue", "some chalk", "a bell"]),
        ("drum", "the skin split", [("an oilcloth from the kitchen", "stretched it over the top"), ("half a balloon", "pulled it tight over the top")], ["a nail", "a pencil", "a walnut"]),
        ("doll", "an arm came off", [("a needle and thread", "sewed the arm on again"), ("a long ribbon", "tied the arm on with a bow")], ["a hammer", "a pot of jam", "some sand"]),
        ("teddy_bear", "one ear fell off", [("a safety pin", "pinned the ear back on"), ("some red wool", "sewed the ear on with it")], ["a screw", "a lump of clay", "some soap"]),
        ("chair", "one leg snapped", [("a strong stick and some string", "bound the stick to the broken leg"), ("four thick books", "put them where the leg had been")], ["a handkerchief", "a feather", "a bun"]),
        ("umbrella", "the cloth tore", [("an old raincoat", "cut a patch out of it"), ("a sheet of oilcloth", "covered the hole with it")], ["a spoon", "some honey", "a ladder"]),
        ("lantern", "the glass cracked", [("an empty jam jar", "put the candle into the jar instead"), ("some thin paper", "pasted it over the crack")], ["a piece of cheese", "a shoelace", "a rake"]),
        ("basket", "the bottom fell out", [("a piece of cardboard", "laid it inside for a new bottom"), ("some willow twigs", "wove a new bottom from them")], ["a candle", "a whistle", "some ink"])])
    x = new(stage, noun)
    has, does = stage.dice.choice(fit)
    wrong = stage.dice.choice(useless)
    careless, finder = (a, b) if stage.chance(0.5) else (b, a)
    words = dict(a=a, b=b, c=careless, d=finder, x=x, broke=broke, has=has, does=does, wrong=wrong)
    tell(stage, "{A.n} lent {b.n} {x.a}.", "{A.n} and {b.n} were playing with {x.a}, which belonged to {a.n}.", "There was {x.a}, and it was {a.n.s}.", "{A.n} had got {x.a} only the day before, and {b.n} wanted to see it.", "{B.n} admired the {x.short} that belonged to {a.n}.",
         "Nothing was dearer to {a.n} than {a.his} {x.short}.", **words)
    tell(stage, "But {c.n} was in too much of a hurry, and $broke.", "When {c.n} pulled at it, $broke.", "{C.n} stumbled, fell on the {x.n}, and crack, $broke.", "<c: Watch this!> It was meant to be a trick, but $broke.", "It was {c.n} who sat down on it by mistake. At once $broke.",
         "{C.n} did not mean any harm, but suddenly $broke.", **words)
    if careless is b:
        tell(stage, "<b: I am sorry, {a.call}!> {A.n} said nothing for a while.", "{B.n} did not dare to look at {a.n}.", "{A.n} wanted to shout, but then saw that {b.n} was [trembling|just as sad|close to tears].", "<a: My {x.n}!> <b: I did not want that to happen. I will put it right.>", "{B.n} could have hidden it, but that would not have been honest. <b: It was me.>", **words)
    else:
        feels(stage, a, SAD, "[it was {a.his!} own fault|{a} had nobody to blame|{a} had looked after the {x.n} so well until then]")
    tell(stage, "They tried to mend it with $wrong, but that was no use at all.", "<c: Perhaps $wrong will help.> They tried, but it only [looked silly|made things worse].", "{C.n} came with $wrong. <d: How can that help?> It could not.", "[What did they have|What had they got|What was there in the house]? {C.n} found nothing but $wrong, which was [useless|no good for {x.a}|of no help].",
         "First {c.n} thought of $wrong. They tried it, and the {x.n} looked so funny that {a.n} [had to laugh|laughed out loud], sad as {a.he!} was.", **words)
    yield
    tell(stage, "Then {d.n} remembered that {d.he!} had $has.", "<d: Wait! I have $has. [That might do|Let me try something|Hold this].>", "But in {d.n.s} bag there was $has, and that was just the thing.", "After a long think, {d.n} came back with $has.", "It was {d.n} who thought of $has.", **words)
    tell(stage, "{D.n} $does, while {c.n} held the {x.n} still.", "Very carefully, {d} $does.", "{C.n} held the {x.n}, and {d.n} $does.", "{D.n} took $has and $does.", "So {d.n} $does, and they waited and hoped.", **words)
    tell(stage, "It was not as pretty as before, but it [held|worked].", "<a: It is even better than it was!> And {b.n} agreed.", "Now the {x.n} looked a little odd, but {a.n} liked it more than ever, because they had mended it together.", "{A.n} was $glad that the {x.short} could be used again.", "<a: Nobody else has {x.a} [like this|with such a story]!>",
         "The {x.n} was as good as new, or nearly. {A.n} let {b.n} try it first.", "\"{X.a} with a patch!\" said everyone who saw it. \"How very modern!\"" if noun in ("kite", "umbrella") else "From then on the {x.n} [creaked|squeaked|wobbled] a little, but {a.n} said that it was singing.", glad=GLAD, **words)


JOBS = {  # how one thing is more fun with two
    "kite": ("One of you holds the {x.n}, and the other one runs with the string.", "{A.n} held the {x.n} and {b.n} ran, and up it went. Later they changed"),
    "wagon": ("One of you sits in the {x.n}, and the other one pulls.", "{A.n} pulled and {b.n} sat in the {x.n} like a [king|queen], and after each round they changed"),
    "sledge": ("One of you steers the {x.n}, and the other one sits behind and shouts when a tree comes.", "{B.n} steered and {a.n} shouted, and they missed every tree but one"),
    "rope": ("One of you ties the {x.n} to the gate and turns it, and the other one skips.", "{A.n} turned the {x.n} and {b.n} skipped, and at the first mistake they changed places")}


@scene(3)
def one_for_two(stage):
    """Both want the only one; force spoils it nearly, and a fair way is found that fits the thing."""
    a, b = stage.pair()
    kind = stage.dice.choice(["split", "turns", "jobs"])
    x = {"split": lambda: new(stage, "bun pancake pie apple melon sandwich cake waffle pear", False), "turns": lambda: new(stage, "swing scooter sledge drum telescope trumpet rocking_horse hoop"),
         "jobs": lambda: new(stage, "kite wagon sledge rope")}[kind]()
    m = helper(stage)
    words = dict(a=a, b=b, m=m, x=x)
    tell(stage, "There was only one {x.n}, and both {a.n} and {b.n} wanted it.", "{A.n} and {b.n} found {x.a} at the same moment.", "<a: I saw the {x.n} first!> <b: No, I did!>", "It began with {x.a}. {A.n} wanted it, and {b.n} wanted it, too.", "Somebody had left {x.a} for {a.n} and {b.n}, but one {x.n} is not two.",
         "<b: That {x.n} is for me.> <a: Why for you? It is for me!>", **words)
    tell(stage, "{A.n} took hold of it on one side and {b.n} on the other.", "Each of them had a reason. <a: I am the [elder|hungrier|quicker] one.> <b: And I have waited [all day|all week]!>", "They pulled until the {x.n} almost [broke|fell into the mud].", "{A.n} held on tight, and so did {b.n}, and neither would let go.", "Soon they were not speaking to each other any more, although they were the best of friends.",
         "<a: You [always|never] get your way!> That was not quite true, and {a.n} knew it.", **words)
    tell(stage, "{B.n} sat down [with {b.his!} back to {a.n}|on a stone|and sulked], and {a.n} did the same.", "Then neither of them had any fun, because the {x.n} lay between them and nobody touched it.", "{A.n} looked at the {x.n} and felt [silly|ashamed], but did not say so.", "They were so busy shouting that they did not even hear the [bell|clock|rain|thunder].", "A [hen|sparrow|beetle] came and looked at the {x.n}, as if it wanted it, too.", **words)
    who = stage.dice.choice(["helper", "one"])
    if who == "helper":
        tell(stage, "{M.a} heard the noise. <m: Stop! What is this about?>", "It was {m.a} who stepped between them.", "Then {m.a} came and listened to both of them, first to {a.n}, then to {b.n}.", "\"I can hear you [from my house|across three fields]!\" cried somebody. It was {m.a}.", "Along came {m.a}, who could not help laughing, because they both looked so fierce.", **words)
    else:
        tell(stage, "{A.n} was the first who could not bear it any longer. <a: I do not want to quarrel.>", "At last {b.n} peeped over at {a.n}, and {a.n} peeped over at {b.n}.", "After a while {b.n} had to giggle, because {a.n} looked so fierce.", "<a: Are you still cross?> <b: Only a little. Are you?>", "Being cross was dull, {a.n} found, and {b.n} found it, too.", **words)
    say = "m" if who == "helper" else stage.dice.choice("ab")
    plans = {"split": [("One cuts the {x.n}, and the other chooses the first half.", "{A.n} cut the {x.n}, and {b.n} chose. [[You never saw two halves that were so alike|The halves were as like as two eggs|The two halves of the {x.n} were alike to a crumb]|The two halves of the {x.n} were as like as twins|Not a crumb of the {x.n} was more on one side than on the other|Both halves of the {x.n} were of the same size|{A.n} had measured the {x.n} so well that {b.n} could not tell which half was bigger]")],
             "turns": [("One has the {x.n} until the other has counted to a hundred. Then you change places.", "{B.n} went first, because {a.n} had the shorter straw. After a hundred it was {a.n.s} turn"), ("Whoever throws the higher number has the {x.n} first, and then the other.", "{B.n} threw a two and {a.n} threw a five, so {a.n} had the {x.n} first, and then {b.n}")],
             "jobs": [JOBS.get(x.n)]}
    plan, done = stage.dice.choice(plans[kind])
    if say != "m":
        plan = plan.replace("One of you", "One of us").replace("Then you change", "Then we change")
    tell(stage, f"<{say}: $plan>", f"<{say}: [I know what to do|Listen|That is easy|I have an idea]. $plan>", f"<{say}: $plan [Is that not fair|Would that be fair]?>", f"{{{say.upper()}.n}} thought about it. <{say}: $plan>", f"<{say}: [Half the fun is better than none|Nobody wins a quarrel]. $plan>", plan=plan, **words)
    tell(stage, "So that was what {a.n} and {b.n} did. $done.", "They tried it with the {x.n} at once. $done.", "$done.", "It sounded fair to {a.n} as well as to {b.n}. $done.", "Neither {a.n} nor {b.n} could say anything against that. $done.", "No sooner said than done: $did.", done=done, did=lower(done), **words)
    tell(stage, "{A.n} was $glad because {b.n} was not cross any more.", "<b: Why did we not think of that before?> <a: Because we were so busy shouting.>", "And {m.n} got [a crumb|a smile|a song] for the good advice." if who == "helper" else "{A.n} and {b.n} shook on it, and the quarrel was forgotten.", "{A.n} and {b.n} were friends again before [the hour was over|the next bell rang|supper|anyone could say \"{x.n}\"].",
         "<a: I am sorry that I pulled.> <b: And I am sorry that I pulled harder.>", glad=GLAD, **words)
    yield


# kind, its young, where it belongs, where it does not belong, what they notice
LOST = [
    ("duck", "duckling", "the pond", ["the henhouse", "an anthill", "a rabbit hole"], "it had webbed feet"),
    ("hedgehog", "baby hedgehog", "a heap of leaves under the hedge", ["the pond", "a nest in the tree", "the stable"], "it had soft little prickles"),
    ("owl", "baby owl", "the church tower", ["the pond", "the sunny windowsill", "the henhouse"], "it blinked in the light and turned its head right round"),
    ("cat", "kitten", "the basket by the stove", ["the pond", "the beehive", "a hole in the ground"], "it purred and smelled of milk"),
    ("goose", "gosling", "the yard with the old pump", ["a nest in the tree", "the rabbit hole", "the kennel"], "it hissed at everyone and waddled"),
    ("sparrow", "young swallow", "the nest under the eaves", ["the rabbit hutch", "the pond", "an old boot"], "it opened its beak wide and wanted flies"),
    ("rabbit", "baby rabbit", "the burrow behind the hill", ["a nest in the tree", "the pond", "the kennel"], "it scratched at the ground with its paws"),
    ("squirrel", "young squirrel", "the hollow oak", ["the pond", "the sty", "a burrow"], "it kept running up the nearest trunk"),
    ("pig", "piglet", "the sty behind the barn", ["the pond", "the hollow oak", "a nest in the tree"], "it was pink and rolled in the mud"),
    ("mole", "baby mole", "the tunnel under the meadow", ["the hayloft", "the pond", "a high branch"], "it shut its eyes in the light and began to dig"),
    ("horse", "foal", "the stable on the hill", ["the kennel", "the pond", "the henhouse"], "it had long thin legs and tried to gallop"),
    ("dog", "puppy", "the kennel by the gate", ["the pond", "the henhouse", "a burrow"], "it wagged its tail and sniffed at every bone"),
    ("hen", "chick", "the henhouse", ["the pond", "a mouse hole", "the sty"], "it was yellow and picked up one grain after another"),
]


@scene(3)
def lost_little_one(stage):
    """A small animal is lost; they find out where it belongs from what it is and take it there."""
    a, b = stage.pair()
    kind, baby, home, wrong, clue = stage.dice.choice([one for one in LOST if one[0] not in [who.kind for who in stage.people]])
    not_there = stage.dice.choice(wrong)
    words = dict(a=a, b=b, baby=baby, a_baby=with_article(baby), home=home, wrong=not_there, clue=clue)
    tell(stage, "{A.n} heard a small sad sound. It was $a_baby, all alone.", f"[{WHEN}] {{a.n}} almost stepped on $a_baby.", "<b: Look! What is that?> It was $a_baby, and there was no mother far and wide.", "$a_baby had lost its way, and it was {b.n} who found it.", "Somebody was following {a.n}. It was $a_baby.", "All by itself, $a_baby sat in front of {b.n} and shivered.", **words)
    tell(stage, "{A.n} wanted to keep it, but {b.n} thought that its mother would be [sad|worried].", "<b: Where do you come from, little one?> It did not answer, for it was much too young.", "<a: May we keep it?> <b: No, {a.call}. Somebody is missing it.>", "{B.n} felt sorry for it, because it was trembling.", "<a: It wants to go home.> <b: But where is its home?>", **words)
    yield
    tell(stage, "First {a.n} carried it to $wrong. The $baby did not like that at all.", "{A.n} was sure that it lived in or near $wrong, so they tried that, but the $baby [hid behind {b.n}|cried even louder|shook its head].", "<a: I know! It belongs to $wrong.> But when they came there, it was quite the wrong place for $a_baby.",
         "They took it to $wrong, because {a.n} thought it might live there. It did not.", "At $wrong nobody knew the $baby.", **words)
    tell(stage, "Then {b.n} looked at it more closely and saw that $clue.", "<b: Look, {a.call}: $clue!>", "But had they not noticed that $clue?", "{B.n} watched it for a while. $clue, and that gave {b.him} an idea.", "<b: Think, {a.call}. What do we know?> <a: Well, $clue.>", **words)
    tell(stage, "<b: Then its home must be $home!>", "That could only mean one thing: it came from $home.", "So they went to $home as fast as they could.", "<a: Of course! We must take it to $home.>", "Now they knew where to go, and soon they saw $home in front of them.", **words)
    tell(stage, "And there, at $home, its mother was already waiting.", "Hardly were they at $home when the $baby gave a cry, and its mother answered.", "When they came to $home, the $baby [jumped for joy|wriggled for joy], for there was its mother.", "From $home came the mother, who had been looking for the $baby [all day|all morning].", "At $home there were five more just like it, and a very worried mother.", **words)
    tell(stage, "{A.n} was a little sad because it was gone, but also $glad, because it was no longer alone.", "<a: I would have liked to keep it. But this is better.>", "The mother of the $baby looked at {b.n} as if she wanted to say thank you.", "On the way back {p.to} {a.n} was very quiet. <a: I think I will visit my own mother.>", "<b: And you wanted to take it to $wrong!> {A.n} blushed and laughed.",
         "Then they went back {p.to}, and {a.n} kept looking round until the $baby was out of sight.", glad=GLAD, **words)


SUBJECTS = {  # what someone loves: what they say about it, and what makes them talk
    "beetles": ("I know a beetle that can carry a stone as big as itself", "a shiny beetle ran over the path"), "ships": ("I have seen a ship with five masts", "somebody spoke of the sea"),
    "stars": ("I can find the Great Bear, even when it is cloudy", "the first star came out"), "bread": ("my father bakes a bread with nuts and raisins", "it began to smell of fresh bread"),
    "frogs": ("one of my frogs can jump over a chair", "a frog jumped out of the grass"), "trains": ("I know how long every train is", "a train whistled far away"),
    "songs": ("I know a song with forty verses", "somebody began to sing next door"), "stones": ("I have a stone with a whole fish in it", "there was a striped stone on the ground"),
    "clouds": ("that one will bring rain before supper", "a cloud in the shape of a camel floated by"), "drawing": ("I can draw a horse without looking", "a pencil rolled across the ground"),
    "birds": ("that is a wren, the smallest and the loudest of them all", "a bird sang very loudly"), "jokes": ("why did the hen cross the road twice? Because she had forgotten her umbrella", "somebody told a joke and forgot the end"),
}


@scene(2)
def shy_visitor(stage):
    """A visitor does not speak; tries to please fail; what the visitor loves makes them talk."""
    a, b = stage.pair()
    c = stage.someone((a, b))
    loves, other = stage.dice.sample(list(SUBJECTS), 2)
    says, sign = SUBJECTS[loves]
    words = dict(a=a, b=b, c=c, loves=loves, other=other, says=says, sign=sign)
    hid = "[looked at the floor|hid behind the [door|fence|curtain]|stood there like a post|turned as red as a beet]" if not animals(stage) else "[looked at the ground|hid behind a [bush|bucket|stone]|stood there like a post|rolled up into a ball]"
    tell(stage, f"[{WHEN}|Then] {{c.a}} came to visit.", "That day there was a visitor. It was {c.a}, who had [just moved in|come from far away|never been there before].", "Someone new stood at the [gate|corner]. It was {c.a}.", "{C.a} was new there and did not know anybody.",
         "<a: Who is that?> <b: That is {c.n}, who is new here.>", **words)
    tell(stage, "<a: Hello! What do you like best?> But {c.n} only $hid.", "{A.n} said hello, and {c.n} $hid.", "When {b.n} asked a question, {c.n} $hid and did not answer.", "{C.n} was so shy that {c.he!} $hid.", "\"Do you want to play with us?\" asked {b.n}. {C.n} $hid.", hid=hid, **words)
    tell(stage, "{A.n} thought that {c.n} did not like them, and was a little hurt.", "<b: I think {c.n} does not want to be here.> <a: Or perhaps {c.n} is afraid of us.>", "{A.n} did not mind, because {a.he!} had once been just as shy.", "<a: Be patient, {b.call}. I did not speak for a week when I was new.>", "{B.n} wanted to give up, but {a.n} did not.", **words)
    yield
    tell(stage, "{A.n} talked about $other, because that had always worked with {b.n}. {C.n} yawned.", "{B.n} stood on one leg and sang, and still {c.n} did not say a word.", "{B.n} told a long story about $other. [It did not help {a.n}|That did not help {a.n} at all|It was no help to {a.n}|{A.n} was no better off].", "\"Do you like $other?\" asked {a.n}. {C.n} shook {c.his!} head.",
         "They offered {c.n} [a bun|a biscuit|some juice|half an apple]. {C} took it, but said nothing.", **words)
    tell(stage, "Just then $sign, and {c.n} looked up.", "Then it happened that $sign. All at once {c.n} was wide awake.", "Nobody was thinking about $loves. But when $sign, {c.n} took a step forward.", "After a while $sign, and {c.n} forgot to be shy.", "It was quite still until $sign.", **words)
    tell(stage, "\"$says,\" whispered {c.n}.", "\"Did you know?\" said {c.n}. \"$says!\"", "Very softly {c.n} said, \"$says.\"", "\"$says!\" said {c.n}, and it was the first thing that anyone had heard {c.him!} say.", "A small voice said, \"$says.\" It was {c.n}!", **dict(words, says=says[0].upper() + says[1:]))
    tell(stage, "It turned out that {c.n} knew everything about $loves.", "From then on {c.n} talked about $loves and did not stop until supper.", "<b: You know a lot about $loves!> Now {c.n} turned red again, but this time with joy.", "{A.n} asked about $loves, {b.n} asked about $loves, and {c.n} had an answer to every question.", "<a: Tell us more about $loves!> And {c.n} did.", **words)
    tell(stage, "{C.n} was $glad, for it is easy to talk when somebody wants to listen.", "<c: May I come again tomorrow?> <a: You must!>", "{A.n} winked at {b.n}. <a: And I thought that {c.n} could not talk!>", "When {c.n} had to leave, {c.he!} was not shy any more, at least not with them.", "Only {b.n} had not said a word for an hour. <b: I am not shy. I simply could not get a word in.>", glad=GLAD, **words)
    stage.people.append(c)  # only now, so that nobody lets the visitor speak before


@scene(2)
def a_dark_evening(stage):
    """Bad weather or a dark house; the things they have must do."""
    a, b = stage.pair()
    m = helper(stage)
    case, trouble, first, ways = stage.dice.choice([
        ("dark", "[all the lamps went out|the light went out with a pop]", "[bumped into a chair|stepped on something that squeaked|took {a.n.s} nose for a door handle]", [("lantern", "lit {x} and hung it up"), ("jar of glow-worms", "held {x} high, and it gave a green light"), ("candle", "set {x} in a cup and lit it")]),
        ("fog", "[a thick fog came up|the fog came down like a blanket]", "[walked into a tree|said good evening to a post|went round in a circle]", [("whistle", "blew {x}, so that everyone could follow the sound"), ("bell", "rang {x}, and they all walked towards the sound"), ("rope", "let everyone hold on to {x}, one behind the other")]),
        ("flood", "[the rain came in under the door|the water rose over the doorstep]", "[tried to sweep the water out, but it came back|shouted at the water, but it did not listen|put a bun in the gap, and the bun went soft]", [("bucket", "carried the water out with {x}, one load after another"), ("sack of sand", "laid {x} in front of the door"), ("barrel", "rolled {x} under the spout, so that it caught the rain")]),
        ("snow", "[it snowed until the door would not open|the snow reached up to the windows]", "[pushed against the door, but it did not move|climbed out of the window and sank in up to the chin|blew at the snow, but it did not melt]", [("spade", "dug a path with {x}"), ("tea tray", "slid down over the snow on {x} and opened the door from outside"), ("ladder", "laid {x} on the snow and walked across it")]),
        ("storm", "[a storm began to shake the roof|the wind tore at the shutters]", "[held the shutter shut with both arms, but it banged all the same|sang against the wind, but the wind was louder|hid under the table, which did not stop the wind]", [("hammer", "nailed the shutters down with {x}"), ("rope", "tied the shutters together with {x}"), ("heavy box", "pushed {x} against the door")])])
    noun, does = stage.dice.choice(ways)
    x = new(stage, noun.replace(" ", "_"), " " not in noun)
    y = stage.thing("toy")
    words = dict(a=a, b=b, c=m, x=x, y=y, trouble=trouble, first=first, does=does)
    tell(stage, "{A.n} had {x.a}, and {b.n} had {y.a}.", "{A.n} had just been given {x.a}. <b: What is that good for?> {B} liked {b.his!} {y.short} better.", "{B.n} carried {b.his} {y.short} everywhere, but {a.n} only had {x.a}.", "Among the things that {a.n} had brought there was {x.a}, while {b.n} had brought {y.a}.",
         "<b: I have {y.a}. What have you got?> <a: Only {x.a}.>", "The {x.short} was {a.n.s}. The {y.short} was {b.n.s}.", **words)
    yield
    if stage.place.outdoors and case != "fog":
        tell(stage, "When it grew late, they went into {a.n.s} little house.", "By then they were sitting in the shed, because {b.n} was cold.", "It grew cool, and so {a.n} took {b.n} home.", "Later {b.n} went home with {a.n}, and they sat by the stove.", "As it was getting late, they went indoors together.", **words)
    elif case == "fog" and not stage.place.outdoors:
        tell(stage, "Later they had to go to the village together.", "They were to fetch [milk|bread|eggs] from the farm, and so they set out.", "Before supper they went for a walk, because {b.n} wanted some air.", "{A.n} wanted to bring {b.n} home, and they took the path across the fields.", "It was time to visit {a.n.s} aunt, who lived across the fields.", **words)
    tell(stage, f"[{WHEN}|Toward evening] $trouble.", "They had been telling stories for an hour when $trouble.", "It had been a quiet day, but then $trouble.", "Nobody was ready for it when $trouble.", "While {b.n} was busy with the {y.n}, $trouble.", "<a: Do you hear how still it is?> The next moment $trouble.", **words)
    tell(stage, "{B.n} $first.", "<b: [I am not afraid|Do not worry|Keep calm]!> Then {b} $first.", "{B.n} wanted to do something at once and $first.", "In the [hurry|fright], {b.n} $first.", "The first thing that {b.n} did was not very useful: {b.he!} $first.", **words)
    feels(stage, b, "[afraid|frightened|worried|not so brave any more]", "[it had never been as bad as this|nobody knew how long it would last|the {y.n} was no help at all]", "b")
    tell(stage, "<a: Wait! I have the {x.n}!> And {a} $does.", "But {a.n} thought of the {x.short}. {A} $does.", "{A.n} remembered what {a.he!} had, and $does.", "It was {a.n} who kept calm and $does.", "<b: If only we had something useful!> <a: We have. We have {x.a}.> So {a.n} $does.", **words)
    tell(stage, "After that it was almost cosy, and they sat close together.", "Then they waited together and told each other jokes until it was over.", f"They were even able to help {{c.n}} from next door, who had no {{x.n}}.", "{B.n} stopped trembling and began to hum.", "<b: That is better. Now it is almost an adventure!>", **words)
    tell(stage, "<b: I will never laugh at your {x.n} again.> And {b} never did.", "In the end everyone was safe, and {a.n} got the biggest [bun|pancake|cup of cocoa], because {a.n} had kept a cool head.", "<a: Do you still think that it is good for nothing?> {B.n} shook {b.his!} head.", "{B.n} was $glad that {a.n} had brought the {x.n}.",
         "<b: And what about my {y.n}?> <a: You can [show|lend] it to us now.>", glad=GLAD, **words)


@scene(2)
def the_surprise(stage):
    """A present is prepared in secret; it is almost given away, in one of several ways; and saved."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    made, trace, excuse = stage.dice.choice([
        ("cake", "there was flour on {a.n.s} nose", "We have been counting snowflakes"), ("cake", "it smelled of chocolate", "That is the new soap"), ("birdhouse", "there was sawdust all over {a.n}", "A very big mouse lives here"),
        ("picture", "{a.n} had a blue chin", "I have been kissing the sky"), ("picture", "there were three spots of paint on {b.n}", "It is a new kind of measles"), ("scarf", "a thread of wool hung from {a.n.s} bag", "I am training a spider"),
        ("song", "somebody had heard them sing", "That was the kettle"), ("paper lantern", "there was glue on {b.n.s} ear", "That is honey, and it hurts nobody"), ("necklace of shells", "a shell fell out of {a.n.s} bag", "It must have walked here from the sea"),
        ("wooden boat", "there were shavings under {b.n}", "The table is losing its hair"), ("puppet", "a little wooden leg stuck out of {b.n.s} bag", "It is a spoon for very thick soup")])
    x = new(stage, made.replace(" ", "_"), made in ("scarf", "puppet", "paper lantern"))
    reason = stage.dice.choice(["it was {c.n.s} birthday the next day", "{c.n} had been ill", "{c.n} had helped them so often", "{c.n} was going to move to another house", "{c.n} had lost a tooth", "they wanted to see {c.n} laugh"])
    words = dict(a=a, b=b, c=c, x=x, made=made, trace=trace, excuse=excuse, reason=reason)
    tell(stage, "{A.n} and {b.n} had a secret. They were making {x.a} for {c.n}, because $reason.", "Because $reason, {a.n} and {b.n} wanted to give {c.him} {x.a}. But it was to be a surprise!", "<a: Let us make {x.a} for {c.n}!> <b: Yes, but {c.he!} must not know.> They wanted to do it because $reason.",
         "It had to be something special, since $reason. {A.n} and {b.n} decided on {x.a}.", "{C.n} had no idea that {a.n} and {b.n} were busy with {x.a}. They did it in secret because $reason.", **words)
    tell(stage, "{A.n} did the [hard|fine] part, and {b.n} [watched the door|helped].", "It took [all morning|two hours|longer than they had thought], and {b.n} could hardly keep quiet.", "<a: If {c.n} comes, cough three times!> So {b.n} stood guard.", "{B.n} was good at many things, but not at keeping secrets.", "They worked as quietly as mice, except when {b.n} giggled.", **words)
    yield
    tell(stage, "Then {c.n} came, much too early. And $trace!", f"[{WHEN}] {{c.n}} came in without a warning. They hid it just in time, but $trace.", "They heard steps. It was {c.n}! The {x.n} was out of sight, but $trace.", "Suddenly {c.n} stood behind them. {B.n} sat down in front of the {x.n}, but $trace.", "{B.n} coughed three times, but {c.n} was already there, and $trace.", **words)
    tell(stage, "<c: What are you two up to?> <a: Nothing. $excuse.>", "{C.n} noticed it at once. <b: $excuse!> It was the first thing that came into {b.his!} head.", "<c: That is odd.> <b: Not at all. $excuse.>", "{C.n} looked from one to the other. <a: It is nothing. $excuse.>", "<c: Are you hiding something?> {A.n} turned red. <a: Of course not. $excuse!>", **words)
    tell(stage, "{C.n} did not believe a word, but asked no more.", "{C.n} went away and felt left out, because the others had a secret.", "Nobody has ever looked as [guilty|innocent] as {b.n} did at that moment.", "{C.n} shrugged and went off, and {a.n} could breathe again.", "It was the silliest answer in the world, and {c.n} shook {c.his!} head.", **words)
    tell(stage, "When it was ready, they called {c.n}. <a: This is for you!>", "At last the {x.n} was done, and {b.n} led {c.n} in with {c.his!} eyes shut.", "But then the great moment came. \"Surprise!\" cried {a.n} and {b.n}, and they held out the {x.n}.", "The next time {c.n} came, the {x.n} was waiting with a ribbon round it." if made not in ("song",) else "The next time {c.n} came, they stood side by side and sang the song from beginning to end.", "An hour later {b.n} could not wait any longer. <b: Come, {c.call}! We have {x.a} for you!>", **words) if made != "song" else tell(
        stage, "The next time {c.n} came, they stood side by side and sang the song from beginning to end.", "When they knew it by heart, they called {c.n} and sang.", "At last they were ready, and {a.n} and {b.n} sang for {c.n} as loudly as they could.", "But then the great moment came. {A.n} took a deep breath, and they sang.", "An hour later they could not wait any longer and sang it under {c.n.s} window.", **words)
    tell(stage, "{C.n} was $glad. <c: So that was it! And I thought you [were tired of me|had done something bad].>", "{C.n} could not say a word, because nobody had ever made {x.a} for {c.him!} before.", "<c: Did you do that all by yourselves? It is the [finest|best] {x.n} that I know.>", "<c: I had guessed everything, but not that!> {C.n} was $glad.",
         "{C.n} laughed out loud, for now {c.he!} understood everything.", glad=GLAD, **words)


RECIPES = {  # dish: what it needs
    "pancakes": ["eggs", "milk", "flour"], "an apple pie": ["butter", "apples", "sugar"], "gingerbread": ["honey", "flour", "ginger"], "a plum cake": ["plums", "eggs", "butter"],
    "soup": ["carrots", "salt", "onions"], "honey buns": ["honey", "yeast", "milk"], "waffles": ["eggs", "cream", "sugar"], "a nut cake": ["nuts", "eggs", "flour"], "jam tarts": ["jam", "butter", "flour"], "lemon biscuits": ["lemons", "sugar", "butter"]}
GIVES = {"eggs": "hen|farmer", "milk": "cow|farmer", "flour": "mouse|baker", "butter": "cow|neighbour", "apples": "hedgehog|gardener", "sugar": "mouse|shopkeeper", "honey": "bear|neighbour", "ginger": "fox|shopkeeper", "plums": "badger|gardener",
         "carrots": "rabbit|gardener", "salt": "goat|cook", "onions": "mole|gardener", "yeast": "frog|baker", "cream": "cow|farmer", "nuts": "squirrel|neighbour", "jam": "duck|neighbour", "lemons": "owl|shopkeeper"}


@scene(3)
def one_thing_missing(stage):
    """They cook; one thing is missing; a wrong thing is tried, and a neighbour has the right one and wants something for it."""
    a, b = stage.pair()
    dish = stage.dice.choice(list(RECIPES))
    missing, *others = stage.dice.sample(RECIPES[dish], 3)
    beast, role = GIVES[missing].split("|")
    c = helper(stage, [beast]) if animals(stage) or role not in stage.world.names else helper(stage)
    if not animals(stage) and c.kind != role and role not in stage.world.names:
        c = stage.world.grown_up(role)
    if c in stage.people:
        c = stage.world.animal([kind for kind in WOODLAND if kind not in stage.world.names], named=False)
    wants, gives = stage.dice.choice([("somebody to hold the ladder", "held the ladder until every window was clean"), ("a song", "sang the loudest song that {b.he!} knew"), ("help with the washing", "hung up eleven wet socks"), ("the first taste", "promised to come back with the first taste"),
                                      ("a good joke", "told the one about the snail and the postman"), ("help with a lost pair of glasses", "found the glasses at once, on {c.n.s} own nose"), ("a little company", "stayed for a quarter of an hour and listened"), ("nothing at all", "said thank you three times")])
    substitute = stage.dice.choice(["a handful of sand", "some soap", "a cup of cold tea", "an old sponge", "some mustard", "a spoonful of mud", "some chalk"])
    words = dict(a=a, b=b, c=c, dish=dish, missing=missing, one=others[0], two=others[1], wants=wants, gives=gives, substitute=substitute)
    tell(stage, "{A.n} wanted to make $dish, and {b.n} wanted to help.", "<a: Today we will make $dish!> {B.n} was already looking for a spoon.", "It was a good day for $dish, thought {a.n}, and {b.n} thought so, too.", "Because {b.n} had never eaten $dish, {a.n} wanted to make some." if not dish.startswith(("a ", "an ")) else "Because {b.n} had never eaten $dish, {a.n} wanted to make one.",
         "{B.n} was hungry, so {a.n} offered to make $dish.", **words)
    tell(stage, "They had $one and $two, but no $missing!", "There was plenty of everything, $one as well as $two. Only the $missing had run out.", "{A.n} fetched the $one, {b.n} fetched the $two, and then they looked for the $missing. They [looked in vain|found none|found the jar, but it was empty|searched every shelf].", "<b: I have the $one and the $two. But what about the $missing?> <a: Oh dear! We have none.>",
         "The $one and the $two were on the table. But without $missing you cannot make $dish.", **words)
    tell(stage, "<b: Let us take $substitute instead.> {A.n} did not think that this would taste good.", "{B.n} thought that $substitute might do. They tried [a tiny bit|a spoonful|one drop] and [pulled a face|spat it out|shook their heads].", "Could one take $substitute instead? {A.n} asked the cat, who walked away.", "{A.n} was ready to give up, but {b.n} was too hungry for that.", "<a: Then we cannot do it.> <b: But we can ask!>", **words)
    yield
    tell(stage, "So {b.n} went to {c.n}, for where else should one look for $missing?", "{B.n} took a bowl and ran over to {c.n}.", "<a: {C.n} always has $missing!> So {b.n} was sent there.", "Next door lived {c.n}, and {b.n} knocked and asked for $missing.", "It was {b.n} who thought of {c.n}, who was never without $missing.", **words)
    if wants == "nothing at all":
        tell(stage, "<c: Take as much as you need!> {C.n} wanted $wants for it, and {b.n} $gives.", "{C.n} filled the bowl to the brim, and because {c.n} wanted $wants for it, {b.n} $gives.", "<c: What are neighbours for?> {B.n} $gives and ran back.", "{C.n} had more $missing than anyone could use. {B.n} $gives.", "<c: Of course you may have some!> {B.n} was so happy that {b.he!} $gives.", **words)
    else:
        tell(stage, "<c: You can have some, but I need $wants.> So {b.n} $gives.", "{C.n} had enough, and all that {c.n} wanted for it was $wants. {B.n} $gives.", "<c: What will you give me for it? What I need is $wants.> {B.n} $gives.", "<c: [Gladly|Certainly]! But first I want $wants.> {B.n} $gives, and that was that.", "{C.n} asked for $wants in return, which was only fair, so {b.n} $gives.", **words)
    tell(stage, "Then {b.n} came home with the $missing, and soon they could begin.", "Now they had everything: $one, $two and $missing.", "<b: Here is what we need!> {A.n} stirred [for a quarter of an hour|round and round|until the spoon stood up by itself].", "With $missing in the bowl it was a different matter.", "{A.n} stirred and {b.n} tasted, and then {b.n} tasted again.", **words)
    tell(stage, "It was the best meal of the week, and they took some to {c.n}, because there was enough for three.", "{C.n} got a plateful, too, and said that it tasted of $missing.", "<b: And now imagine it with $substitute!> {A.n} laughed so much that {a.he!} could hardly eat.", "They were $glad, for things that take some trouble taste twice as good.", "When it was done, the smell brought {c.n} to the door. <c: I only wanted to see what became of my $missing.>", glad=GLAD, **words)


@scene(2)
def three_things(stage):
    """Something is built from three things, each of which somebody finds somewhere; one of them is wrong at first."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    what, parts, flaw, mend = stage.dice.choice([
        ("scarecrow", ["an old coat", "a broomstick", "a pumpkin"], "it fell over when the first crow sat on it", "dug the broomstick deeper into the ground"), ("raft", ["four barrels", "some planks", "a long rope"], "it sank on one side", "moved one barrel to the other end"),
        ("kite", ["a sheet of paper", "two thin sticks", "a ball of string"], "it came down on its nose", "tied on a tail of rags"), ("den", ["some branches", "a blanket", "an old carpet"], "the roof came down on {b.n}", "put the thickest branch in the middle"),
        ("snow giant", ["two lumps of coal", "a carrot", "a cooking pot"], "its head rolled down the hill", "made the neck much thicker"), ("bridge", ["a plank", "two flat stones", "a rope"], "it wobbled like jelly", "wedged a stone under each end"),
        ("seesaw", ["a log", "a plank", "two cushions"], "it would not go up and down", "pushed the log into the middle"), ("carriage", ["a box", "four wheels", "a skipping rope"], "it would only go round in a circle", "turned one of the wheels the right way round"),
        ("swing", ["two ropes", "a board", "a strong hook"], "it hung quite crooked", "made one of the ropes shorter"), ("nest for the duck", ["some straw", "an old basket", "a handful of wool"], "the basket tipped over", "put a stone under the basket")])
    if what == "snow giant" and stage.world.weather not in ("snowy", "cold"):
        what, parts, flaw, mend = "tent", ["a sheet", "a clothes line", "six pegs"], "the wind blew it inside out", "held the corners down with stones"
    one, two, three = stage.dice.sample(parts, 3)
    words = dict(a=a, b=b, c=c, what=what, one=one, two=two, three=three, flaw=flaw, mend=mend, a_what=with_article(what))
    tell(stage, "<a: Let us build $a_what!> The others wanted to help.", "{A.n} had seen $a_what in a book and wanted to build one.", "They needed $a_what, said {b.n}, and they could build it themselves.", "{A.n}, {b.n} and {c.n} had a plan. They would make $a_what.", "Nobody had ever built $a_what there, and that was just why {c.n} wanted to do it.", **words)
    tell(stage, "{A.n} was to bring $one, {b.n} was to bring $two, and {c.n} was to bring $three.", "For that they needed $one, $two and $three. {A.n} looked for the first, {b.n} for the second and {c.n} for the third.", "<a: I can get $one.> <b: Then I will look for $two.> <c: And I know where to find $three.>",
         "{A.n} went for $one, and {b.n} set out to find $two. That left $three for {c.n}.", "{C.n} promised to find $three, {b.n} would look for $two, and {a.n} knew a place for $one.", **words)
    yield
    tell(stage, "{A.n} was back first, with $one. Then {b.n} came with $two.", "{B.n} found $two [in the cellar|behind the house|under the stairs], and {a.n} got $one from a neighbour.", "It was easy to find $one, {a.n} said. But {b.n} had to ask three times before somebody gave away $two.", "When {b.n} came back with $two, {a.n} was already sitting there with $one.", "{A.n} brought $one. {B.n} brought $two and a great deal of mud.", **words)
    tell(stage, "Only {c.n} was late, because it had not been easy to find $three.", "{C.n} came last and was out of breath. <c: Here you are! I had to swap [my lunch|two marbles] with the neighbours.>", "And {c.n}? {C} had thought of everything except $three, and had to go back once more.", "{C.n} did not forget either and came with $three.", "They waited for {c.n}, who came at last with $three.", **words)
    tell(stage, "They worked for an hour, and then it stood there. But $flaw!", "The first try was no good: $flaw.", "It looked splendid for a minute. Then $flaw.", "<b: Done!> But {b} had spoken too soon, for $flaw.", "{C.n} wanted to try it at once, and $flaw.", **words)
    d = stage.dice.choice([a, b, c])
    feels(stage, d, "[disappointed|downhearted|cross|a little sad]", "[they had all worked so hard|it had looked so easy|{d} had been so sure that it would work]", "d")
    e = stage.pick(d)
    tell(stage, "{E.n} looked at it from all sides and $mend.", "<e: I see what is wrong.> And {e} $mend.", "But {e.n} did not give up. {E} thought hard and $mend.", "It was {e.n} who found the mistake and $mend.", "<e: Nothing works the first time. Give me a hand!> Then {e.n} $mend.", e=e, **words)
    tell(stage, "After that it was the best $what for miles around.", "Now it was $a_what that anyone would be proud of.", "{A.n} was $glad, for without {b.n} and {c.n} there would have been no $what.", "<a: We only had $one, $two and $three, and look what we made!>", "They were so proud of their $what that they [gave it a name|took off their hats to it|sat and looked at it until supper].", glad=GLAD, **words)


SKILLS = "sing a song about the moon|walk on two barrels|balance a spoon on the nose|whistle like a blackbird|do three somersaults|tell a joke about a king|make a coin disappear|dance on one leg|juggle four apples|imitate a goose|recite a long poem|play the comb|stand on the head|eat a bun without using hands"
BEASTLY = "sing a song about the moon|balance an apple on the nose|whistle like a blackbird|do three somersaults|tell a joke about a king|make a nut disappear|dance on one leg|imitate a rooster|recite a long poem|roll down the hill in a barrel|stand quite still for an hour"


@scene(2)
def the_show(stage):
    """A show, in which one is afraid or has no turn, something goes wrong, and just that is the best number."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    one, two = stage.dice.sample((BEASTLY if animals(stage) else SKILLS).split("|"), 2)
    fear, help_, number = stage.dice.choice([
        ("there was nothing that {c.he!} could do", "somebody has to open the curtain and say what comes next", "announced every number so solemnly that everybody cheered"), ("{c.he!} was afraid to stand in front of people", "you can play the bear, because then nobody sees your face", "growled inside a brown blanket until everyone squealed"),
        ("{c.he!} had forgotten every word of the poem", "just say what you see in front of you", "made up a poem about a lady with a feather hat, who laughed till she cried"), ("{c.he!} always began to giggle", "giggle as much as you like, and we will do the rest", "giggled so heartily that soon nobody could keep a straight face"),
        ("{c.his!} voice shook", "beat the drum for us, for a drum never shakes", "beat the drum in time to everything that the others did"), ("{c.he!} had hurt {c.his!} foot", "you can sit down and be the orchestra", "drummed on a pot and hummed through a comb")])
    mishap = stage.dice.choice(["the curtain fell down on {a.n}", "{b.n} tripped over a bucket", "a hen walked across the stage and laid an egg", "the plank cracked under {a.n}", "{b.n} got the hiccups", "a gust of wind carried off {a.n.s} paper crown"])
    words = dict(a=a, b=b, c=c, one=one, two=two, fear=fear, helps=help_, number=number, mishap=mishap)
    tell(stage, "{A.n}, {b.n} and {c.n} wanted to put on a show.", "<a: Let us have a show, and everyone can come!> {B.n} began to clear the stage at once.", "{B.n} had hung up a blanket for a curtain, because there was going to be a show.", "There was to be a show that [afternoon|evening], and {a.n} wrote a notice in big letters.", "<b: We need a show! {A.call}, you will be in it. {C.call}, you will, too.>", **words)
    tell(stage, "{A.n} could $one, and {b.n} could $two.", "<a: I will $one.> <b: And I will $two!>", "It was soon clear that {a.n} would $one. {B.n} preferred to $two.", "{B.n} meant to $two, and {a.n} had learned to $one.", "Nobody could $one as {a.n} could, and nobody could $two as {b.n} did.", **words)
    tell(stage, "But {c.n} sat apart, because $fear.", "Only {c.n} looked unhappy, for $fear.", "\"And you, {c.call}?\" asked {a.n}. But {c.n} shook {c.his!} head: $fear.", "{C.n} did not want to join in. The reason was that $fear.", "{C.n} would have liked to do something, too. But $fear.", **words)
    tell(stage, "<a: That does not matter: $helps.>", "<b: Listen, {c.call}: $helps.>", "{A.n} thought for a moment. <a: I have it: $helps!>", "{B.n} sat down next to {c.n}. <b: We need you: $helps.>", "<b: But we cannot do without you! It is easy: $helps.>", **words)
    yield
    tell(stage, "The show began. {A.n} came first, then it was {b.n.s} turn.", "Everybody came, even the [baker|postman|old turtle], who paid with a carrot.", "When the curtain opened, there were more people than chairs.", "{A.n} bowed so low that {a.he!} nearly fell over, and the show began.", "It went well at first, and {a.n} got a great deal of applause.", **words)
    tell(stage, "Then, in the middle of it all, $mishap!", "Just when {b.n} wanted to $two, $mishap.", "Nobody had planned what came next: $mishap.", "But while {a.n} was getting ready to $one, $mishap.", "Everything had gone so well, and now $mishap.", **words)
    tell(stage, "For a moment it was quite still. Then {c.n} jumped in and $number.", "It was {c.n} who saved the show. {C} $number.", "{C.n} did not stop to think, but $number.", "Before anyone could boo, {c.n} $number.", "{A.n} looked at {b.n}, and {b.n} looked at {a.n}. But {c.n} $number.", **words)
    tell(stage, "In the end the loudest applause was for {c.n}, who was $glad that {c.he!} had taken part.", "<c: Can we do it again tomorrow?>", "<a: Did you hear them clap for you, {c.call}?> {C.n} had heard it very well.", "Everyone thought that it had been planned, and {b.n} did not tell them.", "{C.n} bowed three times, since nobody wanted to go home.", glad=GLAD, **words)


LESSONS = [  # skill, mistake, bad advice, good advice, why
    ("whistle", "blew so hard that only spit came out", "think of a kettle", "make your mouth round and blow softly", "whistled one clear note"), ("swim", "sank like a stone", "hold your nose", "lie flat and keep your legs up", "floated all the way to the other bank"),
    ("skate", "sat down hard on the ice", "look at the sky", "bend your knees and look ahead", "glided right across the pond"), ("juggle", "dropped every apple", "shut your eyes", "begin with two, and throw them no higher than your nose", "kept two apples in the air, and then three"),
    ("walk on stilts", "fell into the hedge", "walk very slowly", "keep moving, for it is standing still that makes you fall", "walked the whole length of the path"), ("catch a ball", "caught nothing but air", "run after it", "watch the ball and not the thrower", "caught it five times in a row"),
    ("fly a kite", "pulled it over the grass like a dog", "shout at the wind", "run against the wind and let the string go little by little", "saw the kite rise above the trees"), ("dance", "stepped on everyone's toes", "count to a hundred", "listen to the drum and forget your feet", "danced without a single wrong step"),
    ("row a boat", "went round in a circle", "row faster", "pull both oars at the same time", "rowed straight to the landing stage"), ("tie a bow", "made a knot that nobody could undo", "use glue", "make two ears and cross them over", "tied a bow with two perfect ears"),
    ("turn a pancake", "threw it up to the ceiling, where it stayed", "use a shovel", "wait until it slides, and only then flick the pan", "turned one that landed in the middle of the pan"), ("hop on one leg", "fell over at the third hop", "hop as high as you can", "fix your eyes on one spot in front of you", "hopped twenty times")]


@scene(3)
def learning(stage):
    """Someone learns something hard: wrong advice first, then the right one."""
    a, b = stage.pair()
    c = stage.pick(a, b) if len(stage.people) > 2 else helper(stage)
    skill, mistake, bad, good, success = stage.dice.choice(LESSONS)
    deed = stage.dice.choice(["laughed", "sighed", "kicked a stone", "threw {a.his!} cap on the ground" if not animals(stage) else "stamped on the ground", "hid {a.his!} face", "pretended that it was meant to be so"])
    words = dict(a=a, b=b, c=c, skill=skill, mistake=mistake, bad=bad, good=good, success=success, deed=deed)
    tell(stage, "More than anything, {a.n} wanted to learn how to $skill, because {b.n} could do it so well.", "{B.n} knew how to $skill. {A.n} did not, and wished that {a.he!} did.", "<a: I can $skill, too!> That was not true, and {a.n} knew it.", "Everyone could $skill, or so it seemed to {a.n}, who could not.", "{A.n} had promised to $skill at the [fair|party|feast] on Sunday, although {a.he!} had never done it before.",
         "<b: Show us how you $skill, {a.call}!> {A.n} did not want to say that {a.he!} had never tried.", **words)
    tell(stage, "{A.n} tried it and $mistake.", "The first time, {a.n} $mistake. {A} $deed.", "It looked easy, but {a.n} $mistake.", "{A.n} tried once, {a.he!} tried twice, and both times {a.he!} $mistake.", "When nobody was looking, {a.n} practised, but {a.he!} $mistake.", **words)
    tell(stage, "\"You must $bad,\" said {c.n}, who had never done it either.", "<c: I think you have to $bad.> {A.n} did, and it was worse than before.", "Then {c.n} had some advice. <c: You have to $bad!> [It did not help {a.n}|That did not help {a.n} at all|It was no help to {a.n}|{A.n} was no better off].", "{C.n} meant well. <c: Have you tried to $bad?> That was no help at all.", "Somebody had told {c.n} that one should $bad. So {a.n} did, and $mistake once more.", **words)
    feels(stage, a, "[discouraged|ashamed|angry with everyone|ready to give up]", "[nothing seemed to work|{a} had tried so hard|the others were all looking]")
    yield
    tell(stage, "But {b.n} sat down beside {a.n}. <b: It took me [a whole summer|three weeks|a hundred tries]. You must $good.>", "{B.n} did not laugh, because {b.he!} remembered how hard it had been. <b: $good.>", "{B.n} took {a.n} aside. <b: Do not listen to the others. $good.>", "{B.n} knew better than that. <b: The trick is this: $good.>", "\"How do you do it?\" asked {a.n}. <b: $good.>", "<a: What am I doing wrong, {b.call}?> <b: $good. That is all.>", **dict(words, good=good))
    tell(stage, "{A.n} did as {b.n} said, and this time {a.he!} $success.", "So {a.n} tried once more and $success!", "At first it was strange, but after [ten|twenty] tries {a.n} $success.", "{A.n} took a deep breath, thought of {b.n.s} words, and $success.", "It was hard to believe, but {a.n} $success.", **words)
    tell(stage, "{A.n} was $glad, and so was {b.n}.", "<a: I can do it! Did you see that?> Everyone had seen it.", "Since then {c.n} has been practising in secret, too, because it looks like fun.", "<c: That is what I said, is it not?> The others only laughed.", "<a: Thank you, {b.call}. You are a good teacher.>", "The next day {a.n} taught {c.n}, and was just as patient as {b.n} had been.", glad=GLAD, **words)


ILLS = [  # illness, what is wrong for it, what is right for it
    ("a sore throat", ["a bag of salty crackers", "a trumpet"], [("a pot of honey", "it made the throat soft again"), ("a warm scarf", "it kept the throat warm"), ("some lemon tea", "it went down like silk")]),
    ("a broken leg", ["a skipping rope", "a new ball"], [("a thick book", "one can read it without getting up"), ("a puzzle", "one can do it in bed"), ("a telescope", "one could see the whole street from the bed")]),
    ("a bad cold", ["a bunch of flowers that made everyone sneeze", "a bowl of pepper soup"], [("six handkerchiefs", "there were never enough of them"), ("a jug of hot broth", "one could breathe in the steam"), ("a hot stone wrapped in wool", "it kept the feet warm")]),
    ("a toothache", ["a bag of toffees", "a hard nut cake"], [("a bowl of soft soup", "one did not have to chew it"), ("a book of jokes", "it made one forget the tooth"), ("a cool wet cloth", "it helped the cheek")]),
    ("spots all over", ["a mirror", "a woollen vest, which tickled"], [("some cool cream", "it stopped the itching"), ("a game of draughts", "it had just as many spots"), ("a paper fan", "it cooled the skin")]),
    ("no voice", ["a book of songs", "a long list of questions"], [("a slate and some chalk", "one could write on it instead"), ("a little bell", "one could ring it when one needed something"), ("some warm milk with honey", "it brought the voice back by evening")]),
    ("a fever", ["a fur hat", "a hot pie"], [("a jug of cold juice", "it was just what was needed"), ("a bunch of cool grapes", "they were like little drops of water"), ("a book of lullabies", "it was good for sleeping")])]


@scene(2)
def sick_friend(stage):
    """A friend is ill; one present is wrong for the illness, the other is right."""
    a, b = stage.pair()
    c = stage.someone((a, b))
    ill, wrongs, rights = stage.dice.choice(ILLS)
    wrong, (right, why) = stage.dice.choice(wrongs), stage.dice.choice(rights)
    words = dict(a=a, b=b, c=c, ill=ill, wrong=wrong, right=right, why=why)
    tell(stage, "{A.n} and {b.n} heard that {c.a} was ill in bed with $ill.", "Their friend {c.n} had not come that day. <b: {C.n} is in bed with $ill.>", "One of their friends was missing. It was {c.a}, who had $ill.", "<a: Where is {c.n}?> <b: At home. Our friend has $ill.>", "Not far away lived {c.a}, who had $ill and had to stay in bed.", **words)
    feels(stage, a, "[sorry|sad|worried]", "[it was no fun to be ill all alone|{c.n} had always been there when somebody needed help|{c.n} had never been ill before]")
    tell(stage, "<a: Let us pay a visit and bring something nice!> {B.n} agreed.", "So {b.n} thought that they should go and see {c.n}, each with a present.", "They went to look for two presents, and neither told the other what it was.", "<b: A visit without a present is only half a visit.> So each of them went to find one.", "{A.n} ran one way and {b.n} ran the other, and each came back with a parcel.", **words)
    yield
    tell(stage, "{A.n} had chosen $wrong.", "The first present came from {a.n}. It was $wrong.", "{A.n} held out $wrong. <a: I chose it myself!>", "In {a.n.s} parcel there was $wrong, which {a.n} would have liked best.", "<a: Look, {c.call}, I have brought you $wrong!>", **words)
    tell(stage, "{C.n} said thank you, but what can you do with that when you have $ill?", "That was a kind thought. But for someone with $ill it was no good.", "{C.n} smiled politely, and then {a.n} understood. <a: Oh! You have $ill. How silly of me!>", "{C.n} looked at it and sighed, because of all the things in the world this was the most useless.", "<b: {A.call}! One does not give that to somebody with $ill.> {A.n} turned red.", **words)
    tell(stage, "{B.n} had brought $right, and $why.", "Then {b.n} unpacked $right. That was better, because $why.", "But {b.n} had thought about the illness first and had chosen $right, for $why.", "<b: And this is from me.> It was $right, and {c.n} was pleased, since $why.", "From {b.n} there was $right. {C.n} used it at once: $why.", **words)
    tell(stage, "They stayed until {c.n} fell asleep.", "So that {c.n} would have some fun, {a.n} told a story about a [pig|king|witch] with $ill.", "<a: When you are well again, you may use my present, too.>", "{A.n} made {c.n} laugh instead, and that helped more than anything.", "{A.n} sat at the end of the bed and told {c.n} all the news.", **words)
    tell(stage, "A few days later {c.n} was up again, and who had $ill then? It was {b.n}!", "Before they left, {c.n} whispered to {a.n}. <c: The best present was that you came.>", "{C.n} was $glad, for a day with visitors is a short day.", "Three days later {c.n} was well, and the three of them laughed about $wrong.", "On the way back {p.to} {a.n} was thinking. <a: Next time I will ask first what is the matter.>", glad=GLAD, **words)


@scene(3)
def treasure_hunt(stage):
    """A chain of clues, one at each spot; one clue is misread at first."""
    a, b = stage.pair()
    x = new(stage, "ring coin crown necklace bell whistle marble medal pearl locket mug doll puppet purse spoon")
    one, two, three, wrong = stage.spots(4)
    m = stage.parent() if not animals(stage) else helper(stage)
    words = dict(a=a, b=b, m=m, x=x, one=one, two=two, three=three, wrong=wrong)
    what = stage.dice.choice(["a note", "a scrap of paper", "a card", "a folded letter"])
    tell(stage, "{M.n} had hidden something for {a.n} and {b.n}. The first clue was $what that lay $one.", "<m: Whoever follows the clues will find a treasure. The first one is $one.> They ran to look and found $what.", "{A.n} found $what $one. It was the first clue of a treasure hunt, and {b.n} [jumped for joy|clapped|came running]!", "\"A treasure hunt!\" cried {b.n}, for there was $what $one.", "There was $what $one. {M.n} had put it there [the night before|at dawn], because {m.he!} loved riddles.", what=what, **words)
    tell(stage, "{A.n} read it aloud: \"Look $two!\"", "\"Look $two,\" it said, and nothing else.", "{B.n} unfolded it. \"You must look $two,\" it said.", "It told them to look $two.", "On it were only a few words: \"The next clue is $two.\"", "<a: What does it say?> <b: It says that we must look $two.>", **words)
    if stage.chance(0.5):
        tell(stage, "But {b.n} had not listened well and looked $wrong. There was nothing there.", "{A.n} was in such a hurry that {a.he!} looked $wrong. <b: No, it said $two!>", "{B.n} ran off and looked $wrong, where there was only a [beetle|spider|button].", "<b: It must be $wrong!> <a: Read it again. It says $two.>", "They looked $wrong, because the ink was smudged, but that was a mistake.", **words)
    yield
    tell(stage, "And $two there really was the second clue. It said, \"Go and look $three!\"", "So they looked $two and found the second clue. \"The treasure is $three,\" it said.", "{B.n} looked $two and pulled out the second clue, which told them to look $three.", "The second clue was $two, as promised. {A.n} read it. <a: Now we must look $three.>", "They found the second clue $two. It had only one line: \"What you are looking for is $three.\"", **words)
    tell(stage, "<b: What will it be?> {A.n} hoped for [gold|a cake|a puppy].", "{A.n} was so excited that {a.he!} ran into {b.n}.", "<a: You look first.> <b: No, you.> In the end they looked together.", "{A.n} and {b.n} hardly dared to [breathe|speak], because this was the last clue for {a.n}.", "{B.n} wanted to be first, but waited for {a.n}, since they had solved it together.", **words)
    tell(stage, "And there, $three, was {x.a}!", "They looked $three. It was {x.a}!", "{A.n} looked $three and took out {x.a}.", "Something was wrapped in a cloth $three. {B.n} pulled off the cloth, and there was {x.a}.", "The treasure was $three: {x.a}, with a ribbon round it.", **words)
    tell(stage, "{A.n} let {b.n} have the {x.n} on weekdays, and {b.n} let {a.n} have it on Sundays.", "<b: We will share the {x.n}.> <a: Of course. I could not have found it without you.>", "They were $glad, and the next day they hid some clues for {m.n}.", "They thanked {m.n}, who had watched them all the time from behind a [curtain|newspaper|hedge].", "{M.n} clapped. <m: And I thought that you would need all [day|week]!>", "{A.n} was $glad because of the {x.n}, but {b.n} liked the search best.", glad=GLAD, **words)


NOISES = [  # the noise, what they think it is, what makes it, what they do about it
    ("tap, tap, tap", "a burglar with a hammer", "a branch that knocked on the window", "bent it aside and tied it to the fence"), ("drip, drop, drip", "a giant who was crying", "a tap that nobody had turned off", "turned it off"),
    ("crunch, crunch", "a monster that ate stones", "a hedgehog with an apple", "let it finish its supper"), ("whoooo", "a ghost", "the wind in an empty bottle", "put a cork into the bottle"),
    ("squeak, squeak", "a witch on an old bicycle", "the gate, which wanted oil", "oiled it with butter"), ("bump, bump, bump", "a bear on the stairs", "an apple that rolled from step to step", "ate it"),
    ("scratch, scratch", "a dragon sharpening its claws", "a mouse building a nest out of a newspaper", "gave it some wool for the nest"), ("snore, snore", "a lion under the floor", "the old dog next door", "turned it gently on its other side"),
    ("flap, flap", "a bat as big as a horse", "a shirt that had been left on the line", "took it in"), ("hic, hic", "a goblin with a cold", "a frog that had swallowed a fly too quickly", "waited until the hiccups were over"),
    ("clink, clink", "pirates counting their gold", "a cow with a bell round its neck", "led it back to its stable"), ("rattle, rattle", "a skeleton putting on its shoes", "a hen that was locked in the shed", "let it out")]


@scene(3)
def night_noise(stage):
    """A noise at night: what they fear, how they go to look, and what it was."""
    if stage.nested:  # too much time goes by for the scene around it
        return
    a, b = stage.pair()
    noise, fear, cause, does = stage.dice.choice([one for one in NOISES if not any(who.kind in one[2] for who in stage.people)])
    x = new(stage, "lantern broom umbrella saucepan candle torch spoon pillow rolling_pin")
    words = dict(a=a, b=b, x=x, noise=noise, fear=fear, cause=cause, does=does)
    tell(stage, "That night {a.n} slept at {b.n.s} house, and neither of them could fall asleep.", "It was late, and {a.n} and {b.n} were already in bed under one roof.", "When it was dark, {a.n} and {b.n} lay side by side and told each other stories.", "{A.n} and {b.n} were allowed to spend the night in the hay.", "{B.n} was almost asleep that night when {a.n} sat up.", **words)
    tell(stage, "There was a noise: $noise!", "$noise! <a: Did you hear that?>", "Something went $noise.", "\"$noise,\" it went, somewhere in the dark.", "Then they heard it quite clearly: $noise.", **words)
    tell(stage, "<a: That is $fear!> {B.n} pulled the blanket over {b.his!} head.", "{B.n} was sure that it was $fear.", "<b: Who is that?> <a: It sounds like $fear.>", "It could only be $fear, thought {a.n}, and began to shiver.", "<b: Perhaps it is $fear.> <a: Do not say such things, {b.call}!>", **words)
    feels(stage, b, "[afraid|frightened|very scared|stiff with fright]", "[it came again, and it was louder|nobody else was awake|it seemed to come nearer and nearer|it was so dark]", "b")
    tell(stage, "At last {a.n} had had enough. {A} took {x.a} and went to look.", "<a: I would rather know than lie here and wonder.> So {a} took {x.a} and got up.", "But {a.n} was also curious. With {x.a} in front of {a.him!} {a.he!} crept towards the noise.", "{B.n} did not want to stay behind alone, so they went together, and {a.n} held {x.a}.", "They drew straws. {A.n} had the short one and had to go first with {x.a}.", **words)
    tell(stage, "$noise! There it was again, quite near. {A.n} held up the {x.n}.", "Step by step they went nearer, and with every step the {x.n} shook a little more.", "{B.n} held on to {a.n}, and {a.n} held on to the {x.n}.", "<a: Come out, whoever you are!> Only the noise answered: $noise.", "It was as dark as in a sack, and {b.n} stepped on {a.n.s} toes.", **words)
    tell(stage, "And what was it? It was only $cause!", "Then they saw it. It was no more than $cause.", "It was not $fear at all. It was $cause.", "{B.n} began to laugh. It was $cause!", "What they found was $cause.", **words)
    tell(stage, "So they $does and went back to bed.", "{A.n} laughed out loud, and then they $does.", "They were so relieved that they $does without a word.", "After they had looked at each other for a while, they $does.", "{B.n}, who was not afraid any more, laughed, and together they $does.", **words)
    tell(stage, "<b: I knew it all the time.> {A.n} said nothing and grinned.", "In the dark things are bigger than by day, {a.n} said.", "After that they slept until [eight|nine|noon], and {a.n} still held the {x.n}.", "At breakfast {b.n} told everyone about it, and in {b.his} story it was $fear after all.", "They lay down again, but now {a.n} could not sleep, because {b.n} snored.", "{A.n} was $glad that {a.he!} had got up, for otherwise they would still believe in $fear.", glad=GLAD, **words)
    yield


@scene(3)
def swapped_bags(stage):
    """Two bags that look alike are swapped; each finds the other's things, and what is inside tells whose it is."""
    a, b = stage.pair()
    bag = new(stage, "bag basket sack bundle suitcase")
    x = new(stage, "ball doll drum boat train whistle trumpet puppet book flute lantern telescope top balloon yo-yo")
    y = stage.thing(stage.dice.choice(["clothes", "small"]))
    where = stage.dice.choice(["on a bench", "by the gate", "at the bakery", "in a corner", "at the pump", "under a tree"])
    words = dict(a=a, b=b, g=bag, x=x, y=y, where=where)
    tell(stage, "{A.n} and {b.n} each had {g.a}, and the two looked exactly alike.", "Both {a.n} and {b.n} had {g.a}. Nobody could tell one from the other.", "{A.n} carried {g.a}. {B.n} carried one, too, of the very same colour.", "The {g.n} of {a.n} was {g.colour}, and that of {b.n} was just as {g.colour}.", "There were two {g.short}s, which looked like twins. One was {a.n.s}, and one was {b.n.s}.", **words)
    tell(stage, "In {a.n.s} {g.n} there was {x.a}, and in {b.n.s} there was {y.a}.", "{A.n} had packed {x.a}. {B.n} had packed {y.a}.", "{B.n.s} {g.n} held {y.a}, and {a.n.s} held {x.a}.", "<a: I have {x.a} in mine.> <b: And I have {y.a}.>", "The one held {x.a}, which was {a.n.s}, and the other held {y.a}, which was {b.n.s}.", **words)
    yield
    tell(stage, "They put both of them down $where and [talked for a while|watched a snail race|played a game]. When they went on, each took one without looking.", "But $where, where they rested, {a.n} took the wrong one, and so did {b.n}.", "In a hurry, {a.n} picked up the {g.n} that stood nearer. It was {b.n.s}, and so {b.n} got {a.n.s}.", "Then it began to rain, they snatched up their {g.n}s, and nobody noticed that they had the wrong ones.", "{B.n} was thinking about supper and went off with the {g.n} of {a.n}. The other was left for {a.n}.", **words)
    tell(stage, "Later {a.n} looked for the {x.n} and found {y.a} instead.", "{A.n} reached into the {g.n} for the {x.n}. What was that? It was {y.a}!", "When {a.n} wanted the {x.n}, there was only {y.a}.", "<a: Where is my {x.n}? And who put {y.a} in here?>", "At home {a.n} opened the {g.n}. But there was no {x.n} in it, only {y.a}.", **words)
    feels(stage, a, "[puzzled|confused|startled|worried]", "[a {x.n} does not turn into a {y.n} by itself|{a} had packed the {x.n} with great care|nobody had touched the {g.n}, or so it seemed]" if x.n[0] not in "aeiou" and y.n[0] not in "aeiou" else "[{a} had packed everything with great care|nobody had touched the {g.n}, or so it seemed]")
    tell(stage, "Then {a.n} remembered who had {y.a}. It was {b.n}!", "{A.n} thought hard. Who owned {y.a}? Only {b.n} did.", "But had not {b.n} packed {y.a}? Now {a.n} understood.", "<a: This belongs to {b.n}. So {b.n} must have mine!>", "There was only one person whose {y.n} it could be, and that was {b.n}.", **words)
    tell(stage, "Meanwhile {b.n} had found the {x.n} and was already on the way. They met [half way|at the corner|on the bridge|by the pump] and [laughed|swapped at once].", "{A.n} ran to find {b.n}, who was just coming with the {x.n}.", "There was a knock. <b: Is this your {x.n}?> <a: Yes, and here is your {y.n}.>", "{B.n} was looking into the other {g.n} when {a.n} came. <b: Look, here is your {x.n}, {a.call}!>", "{A.n} gave {b.n} the {y.n}, and {b.n} gave {a.n} the {x.n}.", **words)
    tell(stage, "To tell them apart, {a.n} tied a ribbon round one, and {b.n} did the same. Now both of them had a ribbon.", "<b: I had already wondered what to do with your {x.n}.>", "{A.n} was $glad to have the {x.n} back, and {b.n} put the {y.n} away at once.", "<a: Next time we will look inside first.> That was what they did from then on.", "{B.n} drew the {x.n} on the one {g.n} and the {y.n} on the other, so that it could not happen again.", glad=GLAD, **words)


@scene(2)
def trade_chain(stage):
    """Someone wants a thing and gets it by a chain of swaps: each has what the next one needs."""
    a, b = stage.pair()
    x, y, z = new(stage, "drum kite telescope trumpet sledge scooter puppet flute"), new(stage, "bucket broom umbrella lantern blanket hammer"), new(stage, "cabbage pie cheese loaf sausage melon", False)
    c = helper(stage)
    need = {"bucket": "{b.n.s} own had a hole", "broom": "{b.n} wanted to sweep the steps", "umbrella": "{b.n} had to go out in the rain", "lantern": "{b.n} had to go down to the cellar", "blanket": "{b.n} was always cold at night", "hammer": "{b.n} wanted to hang up a picture"}[y.n]
    words = dict(a=a, b=b, c=c, x=x, y=y, z=z, need=need)
    tell(stage, "{B.n} had {x.a}, and {a.n} wanted it more than anything.", "There was nothing that {a.n} wanted so much as {b.n.s} {x.short}.", "<a: What do you want for your {x.n}, {b.call}?> {B.n} did not want to sell it.", "{A.n} could not stop looking at {x.a} that belonged to {b.n}.", "Every day {a.n} asked {b.n} for the {x.short}, and every day {b.n} said no.", **words)
    tell(stage, "<b: I would swap it for {y.a}.> That was because $need.", "{B.n} thought about it. What {b.n} really needed was {y.a}, for $need.", "Since $need, {b.n} was ready to swap it for {y.a}.", "But $need. <b: Bring me {y.a}, and the {x.n} is yours.>", "<b: If only I had {y.a}! For that I would give away the {x.n}.> You see, $need.", **words)
    tell(stage, "{A.n} had no {y.n}. But {c.a} had one and was willing to swap it for {z.a}.", "The only one who had {y.a} was {c.a}. <c: I am so hungry. Bring me {z.a}, and you can have it.>", "So {a.n} went to {c.a}, who had {y.a}. <c: What I need is {z.a}.>", "Now {c.a}, who lived next door, had {y.a} but nothing to eat. <c: You may have it for {z.a}.>", "Where could {a.n} get one? {C.a} had {y.a} to spare, and asked for {z.a} in return.", **words)
    yield
    work = stage.dice.choice(["swept the market place from end to end", "carried wood for an old lady", "watched three noisy babies for an hour", "washed eleven windows", "picked plums until evening", "chased the crows off a field", "wound up a whole mountain of wool"])
    tell(stage, "To get {z.a}, {a.n} $work.", "{A.n} $work and got {z.a} for it.", "{Z.a} does not fall from the sky. So {a.n} $work, and that was the pay.", "{A.n} went to work. {A} $work, and was paid with {z.a}.", "It was not easy, but {a.n} $work, and in the evening there was {z.a} as a reward.", work=work, **words)
    tell(stage, "It smelled so good that {a.n} nearly ate it, but not quite.", "On the way {a.n} was tempted to take a bite.", "A dog followed {a.n} because of the {z.n}, but {a.n} was faster.", "{A.n} ran, because {c.n} was waiting.", "Now {a.n} had the {z.n}, but the {x.n} was what {a.he!} wanted.", **words)
    tell(stage, "{C.n} got the {z.n}, and {a.n} got the {y.n}. {B.n} got the {y.n}, and {a.n} got the {x.n}.", "So {a.n} gave {c.n} the {z.n} and took the {y.n} to {b.n}, who handed over the {x.n}.", "First {a.n} swapped the {z.n} for {c.n.s} {y.n}, then the {y.n} for {b.n.s} {x.n}.", "For the {z.n} {c.n} gave {a.n} the {y.n}, and for the {y.n} {b.n} gave {a.n} the {x.n}.", "{C.n} was pleased with the {z.n} and gave {a.n} the {y.n}. With that {a.n} went to {b.n} and came away with the {x.n}.", **words)
    tell(stage, "In the end everyone had what they needed: {c.n} the {z.n}, {b.n} the {y.n} and {a.n} the {x.n}.", "{A.n} was $glad with the {x.n}, and it was worth more to {a.him!} because it had been so much work.", "<b: And if you like, I will come and play with it, too.> <a: Of course!>", "{B.n} missed the {x.n} a little, so {a.n} lent it back every Sunday.", "<c: If you ever need another {y.n}, bring me another {z.n}!>" if y.n[0] not in "" else "", glad=GLAD, **words)


PLANTS = {"beans": "climbed up a pole to the roof", "sunflowers": "looked over the wall", "pumpkins": "grew so fat that nobody could lift them", "radishes": "were ready after three weeks and as sharp as pepper", "peas": "hung in long green pods", "tulips": "stood in a row like red soldiers",
          "carrots": "hid under the ground and showed only their hair", "melons": "lay in the sun like sleeping pigs", "onions": "made everyone cry", "poppies": "danced in the wind"}


@scene(2)
def seeds(stage):
    """Each plants something else and treats it in their own way; what grows for whom, and why."""
    if stage.nested:  # too much time goes by for the scene around it
        return
    a, b = stage.pair()
    one, two = stage.dice.sample(list(PLANTS), 2)
    fault, result, cure = stage.dice.choice([
        ("dug them up every morning to see whether they had grown", "they had no time to grow", "left them alone"), ("forgot to water them", "the earth was as hard as a stone", "gave them a can of water every evening"), ("gave them so much water that frogs moved in", "they were nearly drowned", "let the earth dry in the sun"),
        ("planted them in the shade behind the wall", "it was too dark for them", "moved them into the sun"), ("gave them cocoa because it was a cold day", "they did not like cocoa", "gave them plain water"), ("pulled at the little shoots to make them longer", "they hung their heads", "tied them gently to a stick"),
        ("put all of them into one hole", "they had no room", "gave each of them a place of its own")])
    words = dict(a=a, b=b, one=one, two=two, grew=PLANTS[one], grown=PLANTS[two], fault=fault, result=result, cure=cure)
    tell(stage, "{A.n} planted $one, and {b.n} planted $two.", "In spring {a.n} had a packet of seeds and {b.n} had another: $one for {a.n}, $two for {b.n}.", "There were two small beds. {A.n} put $one in the first, {b.n} put $two in the second.", "<a: I will plant $one.> <b: And I will plant $two!>", "{B.n} wanted to grow $two, but {a.n} wanted $one, and so each of them got half of the bed.", **words)
    tell(stage, "{A.n} watered the $one when it was dry, and waited. {B.n} $fault.", "While {a.n} was patient, {b.n} $fault.", "{A.n} did just what was written on the packet, but {b.n} $fault.", "{B.n} meant well and $fault. {A.n} only pulled out the weeds.", "Every plant needs care. {A.n} gave the $one just enough, whereas {b.n} $fault.", **words)
    yield
    tell(stage, "After some weeks the $one came up, but of the $two there was nothing to be seen.", "Soon there was something green in {a.n.s} bed. In {b.n.s} bed there was only a worm.", "The $one grew from day to day. And the $two? They looked [terrible|very poor|like old string].", "A month later {a.n} could see the first leaves. {B.n} could see nothing but earth.", "It was {a.n} who had the first green leaf, and {b.n} pretended not to see it.", **words)
    feels(stage, b, "[disappointed|jealous|sad|cross]", "[{b} had wanted to have the finest bed of all|{b} had done so much for the $two|all the work seemed to be for nothing]".replace("$two", two), "b")
    tell(stage, "<a: What did you do with them?> {B.n} told the truth. It was no wonder, for $result.", "{A.n} looked at the bed and saw at once that $result.", "<b: Why do mine not grow?> {A.n} had an idea: perhaps $result.", "{A.n} could have boasted, but looked at the $two with {b.n} instead. Clearly $result.", "<b: It is not fair!> <a: But look, {b.call}, $result.>", **words)
    tell(stage, "From then on {b.n} $cure.", "So {b.n} $cure, and {a.n} helped.", "{B.n} listened for once and $cure.", "It was not too late. {B.n} $cure and hoped.", "That same day {b.n} $cure, although it was hard to wait.", **words)
    tell(stage, "In the summer the $one $grew, and the $two $grown.", "And you should have seen it in August: the $two $grown, while the $one $grew.", "Then the sun did the rest. {B.n.s} $two $grown, and {a.n.s} $one $grew.", "By the end of the holidays the $one $grew. As for the $two, they $grown.", "It took its time, but at last the $two $grown. The $one $grew.", **words)
    tell(stage, "<b: The slow ones are the best.> {A.n} did not say anything and smiled.", "{B.n} was $glad and gave {a.n} the first of the $two.", "They swapped some $one for some $two, so that both of them had both.", "{B.n} walked past the bed on tiptoe, so as not to wake the $two.", "<a: Next year we will plant [pancakes|socks|buttons].> <b: I will water them!>", glad=GLAD, **words)


LEAKS = [("a hole in the bottom", "[a cork|a carrot|a lump of bread]", "pushed {stop} into the hole"), ("a crack between two boards", "[a wet handkerchief|some moss|a piece of toffee]", "pressed {stop} into the crack"), ("water that came over the side", "[a cake tin|an old boot|a big mug]", "baled the water out with {stop}"), ("a broken oar", "[a frying pan|a plank|a tennis racket]", "paddled with {stop} instead")]


@scene(2)
def a_boat_trip(stage):
    """A trip in a boat, with a leak or a broken oar, and what they use against it."""
    a, b = stage.pair()
    fault, stop, does = stage.dice.choice(LEAKS)
    stop = stage.world.chosen(stop)
    the_stop = re.sub("^(an?|some) ", "the ", stop)
    does = does.replace("{stop}", "it")
    goal = stage.dice.choice(["the island with the three pines", "the other bank", "the lighthouse", "the old mill", "the reeds where the herons live", "the little red house on the far shore"])
    name = stage.dice.choice(["the Duchess", "the Sea Horse", "the Wet Sock", "the Brave Potato", "the Swallow", "the Happy Herring", "the Queen of Soup"])
    words = dict(a=a, b=b, fault=fault, stop=stop, it=the_stop, does=does, goal=goal, name=name)
    tell(stage, "{A.n} had the use of an old boat, which was called $name, and wanted to go to $goal with {b.n}.", "<a: Come with me to $goal!> There was a boat, $name, and {b.n} climbed in.", "$goal was not far, and {a.n} and {b.n} set out for it in a boat called $name.", "Down at the water lay $name, a boat that had seen better days. {A.n} and {b.n} wanted to row to $goal.", "{B.n} had always wanted to see $goal, so {a.n} borrowed a boat with the name of $name.", **words)
    tell(stage, "{B.n} brought $stop along. <a: What do you want with that?> <b: One never knows.>", "Among the things that {b.n} took on board was $stop.", "{A.n} packed sandwiches, and {b.n} packed $stop, of all things.", "<a: Have we got everything?> <b: I have $stop.> {A.n} laughed at {b.him!}.", "Nobody knew why {b.n} had $stop with {b.him!}, not even {b.n}.", **words)
    tell(stage, "Half way across, {a.n} noticed something: $fault!", "They were in the middle of the water when {b.n} got wet feet. The reason was simple: $fault." if "broken" not in fault else "They were in the middle of the water when something cracked. Now they had $fault.", "All went well until they had to deal with $fault.", "<b: {A.call}, look at that!> It was $fault.", "Then came the trouble, in the shape of $fault.", **words)
    tell(stage, "{A.n} tried to hold it with one foot, but that did not help." if "broken" not in fault else "{A.n} tried to row with one oar, but they only went round in a circle.", "{A.n} shouted for help, but only a gull answered.", "<a: We must go back!> But it was just as far to go back as to go on.", "{A.n} wanted to jump out and swim, but the water was too cold.", "First {a.n} blamed {b.n}, and then {b.n} blamed {a.n}, and neither was any use.", **words)
    feels(stage, a, "[frightened|afraid|worried]", "[{a} could not swim very well|the bank was far away on every side|$name was getting slower and slower]".replace("$name", name))
    tell(stage, "But {b.n} thought of $it and $does.", "<b: Now you see what I brought it for!> {B.n} took $it and $does.", "{B.n} kept calm. With a grin {b} fetched $it and $does.", "Had they not taken $it on board? {B.n} $does.", "It was lucky that they had $it, for {b.n} $does.", **words)
    tell(stage, "So they reached $goal after all, with wet feet and good appetites.", "$name held out, and an hour later they landed at $goal.", "Slowly they came nearer, and at last they stepped ashore at $goal.", "It took twice as long, but in the end there was $goal in front of them.", "They sang to keep their spirits up until they had reached $goal.", **words)
    tell(stage, "<a: I will never laugh at $stop again.>", "{A.n} gave {b.n} the bigger sandwich, because {b.he!} had saved them both.", "{B.n} was made captain of $name on the spot.", "They walked all the way back, because it was safer.", "When they were back {p.in}, {a.n} told everyone how {b.n} had saved $name.", **words)
    yield


@scene(3)
def small_and_big(stage):
    """Someone big is in trouble, and someone small helps because they are small."""
    a, b = stage.pair()
    if animals(stage):
        tiny = [one for one in stage.people if one.kind in TINY]
        b = tiny[0] if tiny else stage.world.animal([kind for kind in TINY if kind not in stage.world.names], named=False)
        big = [one for one in stage.people if one.kind in BIG and one is not b]
        a = big[0] if big else stage.world.animal([kind for kind in BIG if kind not in stage.world.names], named=False)
        if b not in stage.people:
            stage.enter(b)
    else:
        a = helper(stage)
    cases = [
        ("{a.n} was caught in a tangle of rope", "pulled and pulled, and the knots only became tighter", "slipped between the loops", "undid the knots one by one"), ("the door had shut behind {a.n}, and the key was inside", "pushed against the door until it groaned", "climbed in through the tiny window", "opened the door from inside"),
        ("{a.n.s} ring had rolled into a drainpipe", "shook the pipe until it fell off the wall", "crept into the pipe", "came out at the other end with the ring"), ("a thorn was stuck under {a.n.s} heel", "hopped about and roared", "looked very closely, with {b.his!} nose almost on the heel", "drew out the thorn"),
        ("{a.n.s} cart was stuck in the mud", "pulled until the rope broke", "crawled under the cart", "pushed flat stones under the wheel"), ("{a.n} had to thread a needle", "tried it eleven times and stabbed the table", "needed only one look", "threaded it at once"),
        ("the bell in {a.n.s} clock did not ring any more", "shook the clock, so that a spring fell out", "reached in between the wheels", "pulled out a dead fly, and the bell rang"), ("a nest with eggs was on a branch that was about to break", "dared not take one step on the branch", "walked along the thin branch without bending it", "carried the nest to a safe place")]
    if animals(stage):
        cases = [cases[0], cases[3], cases[7], ("a bee had flown into {a.n.s} ear", "shook {a.his!} head until it hurt", "sat down beside the ear and hummed like another bee", "coaxed the bee out"),
                 ("a burr was stuck in {a.n.s} back", "rolled on the ground and only pushed it deeper", "climbed up and got hold of the burr", "pulled it out little by little"),
                 ("something tickled {a.n} in the nose and would not come out", "sneezed until the leaves fell from the trees", "looked into the nose with great care", "pulled out a tiny feather")]
    trouble, strong, small, does = stage.dice.choice(cases)
    words = dict(a=a, b=b, trouble=trouble, strong=strong, small=small, does=does)
    person = "animal" if animals(stage) else "person"
    tell(stage, f"{{A.n}} was the [biggest|strongest] {person} that {{b.n}} knew.", "Next to {a.n}, {b.n} looked like a [pea|crumb|button].", "{B.n} was small, and {a.n} was not. <a: Mind that I do not step on you!>", "\"What can you do, when you are so small?\" said {a.n} to {b.n}.", "{B.n} often wished to be as big as {a.n}.", **words) if a in stage.people else tell(
        stage, f"Not far away lived {{a.a}}, the [biggest|strongest] {person} that {{b.n}} knew.", "Then {a.a} came by, and next to {a.him!}, {b.n} looked like a [pea|crumb|button].", "{B.n} knew {a.a}, who was very big. <a: Mind that I do not step on you!>", "\"What can you do, when you are so small?\" said {a.a} to {b.n}.", "There was also {a.a}. {B.n} often wished to be as big and strong.", **words)
    feels(stage, b, "[hurt|a little sad|cross|ashamed]", "[everybody said that small means weak|it was no fun to be looked down on|{b} could not reach the shelf, let alone the apples]", "b")
    yield
    tell(stage, "But then it happened that $trouble.", f"[{WHEN}] $trouble.", "The very next day they heard that $trouble.", "Then there was trouble: $trouble.", "Suddenly somebody called for help, because $trouble.", **words)
    tell(stage, "{A.n} $strong.", "In a great rage {a.n} $strong.", "For once it was no use for {a.n} to be strong. {A} $strong.", "{A.n}, who was used to doing everything by force, $strong.", "<a: I will soon put that right!> {A} $strong.", **words)
    tell(stage, "\"May I try?\" asked {b.n}. <a: You? How can you help?>", "<b: Let me help.> {A.n} would have laughed if it had not been so [annoying|serious].", "{B.n} had been watching. <b: This is a job for somebody small.>", "{A.n} looked round. There was nobody but {b.n}. <a: If only you were bigger!> <b: If I were bigger, I could not do it.>", "<b: You are too big for that. But I am not!>", **words)
    tell(stage, "{B.n} $small and $does.", "So {b.n} $small. A moment later {b.he!} $does.", "Because {b.n} was so small, {b.he!} $small and $does.", "<b: [Hold still|Wait a moment|Let me do it|Be patient], {a.call}!> {B.n} $small, and then {b.he!} $does.", "What {a.n} could not do in an hour, {b.n} did in a minute. {B} $small and $does.", **words)
    tell(stage, "<a: Thank you, {b.call}! I will never say again that you are too small.>", "{A.n} was $glad, and also a little ashamed.", "From that day on {a.n} greeted {b.n} first, and bowed low to do it.", "<b: And now you can lift me up, so that I can [see over the wall|reach the plums]!> {A.n} gladly did.", "{B.n} did not wish to be bigger any more, or only on some days, when there were cherries to pick.", glad=GLAD, **words)


@scene(2)
def narrow_bridge(stage):
    """A bridge with room for one; both start from opposite ends, and somebody must give way."""
    a, b = stage.pair()
    x, y = new(stage, "basket sack barrow jug box"), new(stage, "ladder chair drum cake pot")
    goal, aim = stage.dice.sample(["the bakery", "an aunt's house", "the mill", "the market", "the doctor's house", "the school", "the harbour", "the post office"], 2)
    bridge = stage.dice.choice(["a plank over the brook", "a narrow bridge over the ditch", "a tree that had fallen across the stream", "a bridge made of one single board"])
    words = dict(a=a, b=b, x=x, y=y, goal=goal, aim=aim, bridge=bridge)
    tell(stage, "{A.n} had to take {x.a} to $goal, and {b.n} had to take {y.a} to $aim.", "That day {a.n} was on the way to $goal with {x.a}. {B.n} was on the way to $aim with {y.a}.", "{B.n} was to bring {y.a} to $aim. At the same time {a.n} set out for $goal with {x.a}.", "While {a.n} was carrying {x.a} to $goal, {b.n} was carrying {y.a} to $aim.", "{A.n} had promised to be at $goal before noon with {x.a}, and {b.n} had promised to be at $aim with {y.a}.", **words)
    tell(stage, "There was only $bridge, and they met right in the middle.", "Half way there was $bridge. {A.n} came from the left, {b.n} came from the right, and there was no room for two.", "They both had to cross $bridge, and neither saw the other until they were nose to nose.", "The way led over $bridge. {B.n} was already half across when {a.n} stepped on at the other end.", "Now it so happened that they came to $bridge at the same moment, but from opposite sides.", **words)
    tell(stage, "<a: Let me pass, I was here first!> <b: No, I was!>", "<b: Go back, please. My {y.n} is so heavy.> <a: So is my {x.n}.>", "<a: Will you step aside?> <b: There is no aside here.>", "Neither of them wanted to go back, because each of them was in a hurry.", "They stood and glared at each other. <b: I can wait.> <a: So can I.>", **words)
    if stage.chance(0.5):
        tell(stage, "{A.n} tried to squeeze past, and the {x.n} almost fell into the water.", "{B.n} pushed a little, {a.n} pushed back, and the whole thing began to sway.", "They waited so long that a [frog|duck|wagtail] sat down between them.", "{A.n} stamped with one foot, which was not wise, for the wood creaked.", "{B.n} leaned to one side and nearly lost the {y.n}.", **words)
    feels(stage, a, CROSS, "[the {x.n} grew heavier every minute|{a} had come so far already|{b.n} did not move an inch]")
    way = stage.dice.choice(["back", "duck", "swap"])
    if way == "back":
        tell(stage, "In the end it was {b.n} who laughed. <b: My way back is shorter. You go first.>", "<a: This is silly. I will go back, for I have only three steps to go.>", "{B.n} looked at the {x.n}, saw that it was heavier than the {y.n}, and walked back to let {a.n} pass.", "{A.n} noticed how {b.n} was trembling under the {y.n} and took ten steps back.", "Then {b.n} did something that nobody had expected: {b.he!} went back and made a bow.", **words)
    elif way == "duck":
        tell(stage, "<b: Wait. I will lie down flat, and you step over me.> And so they did it.", "{A.n} crouched down, and {b.n} climbed over with the {y.n} held high.", "<a: If I kneel down, you can climb over me.> It looked odd, but it worked.", "So {b.n} lay down like a rug, and {a.n} stepped across very carefully.", "{B.n} made a hump and kept as small as possible, and {a.n} passed over with one long step.", **words)
    else:
        tell(stage, "<a: I know! You take my {x.n} to where I was going, and I take your {y.n}.> So both could turn round.", "Then {b.n} had an idea. They swapped: {a.n} took the {y.n}, {b.n} took the {x.n}, and each of them turned round.", "<b: Why do we not swap? You take the {y.n}, I take the {x.n}, and we both go back.>", "If {a.n} delivered the {y.n} and {b.n} delivered the {x.n}, nobody would have to pass. That was how they did it.", "It was {a.n} who thought of it: the {y.n} went to {a.n}, the {x.n} went to {b.n}, and both of them turned round.", **words)
    tell(stage, "And so the {x.n} and the {y.n} both arrived in time.", "They were both late, but they were both dry.", "<a: Thank you, {b.call}!> <b: It was nothing. Mind the third board!>", "{A.n} was $glad that neither of them had fallen in.", "Next time they met there, each of them wanted to let the other go first, and they stood there for an hour.", glad=GLAD, **words)
    yield


@scene(2)
def the_race(stage):
    """A race that the faster one ought to win; why the other one does, or why they come in together."""
    a, b = stage.pair()
    goal = stage.dice.choice(["the old oak", "the mill", "the red gate", "the church", "the end of the lane", "the duck pond"])
    prize = stage.dice.choice(["a plum cake", "a silver cup", "a bag of cherries", "a paper crown", "a jar of honey", "a big sausage"])
    reason, turn, end = stage.dice.choice([
        ("stopped to [pick blackberries|take a nap|look into a mirror]", "kept on going and did not look round", "won"), ("took a short cut that ended in a bog", "stayed on the path, although it was longer", "won"), ("ran off much too fast and soon had a stitch", "ran slowly at first and quicker at the end", "won"),
        ("turned round to wave at the people and ran into a post", "looked straight ahead", "won"), ("fell and hurt a knee", "could have run past, but stopped and helped", "together"), ("got stuck in a hedge", "turned back and pulled until it was over", "together"), ("lost the way in the mist", "went back and called until there was an answer", "together")])
    words = dict(a=a, b=b, goal=goal, prize=prize, reason=reason, turn=turn)
    tell(stage, "{A.n} was sure to be the fastest runner of all. <a: Race me to $goal! Nobody can beat me.>", "<a: Who wants to race me to $goal?> For a while nobody answered, because {a.n} always won.", "There was to be a race to $goal, and the prize was $prize.", "{A.n} could run faster than {b.n} and said so ten times a day. So they agreed on a race to $goal.", "For days {b.n} had been practising for the race to $goal.", "{B.n} wanted to win $prize, but for that one had to be at $goal before {a.n}.", **words)
    tell(stage, "{B.n} was slower, but wanted to try all the same.", "<b: I will race you to $goal.> {A.n} laughed out loud.", "<a: You may start ten steps in front of me.> <b: No, thank you. I will start where you start.>", "Everyone thought that {b.n} had no chance, and {b.n} thought so, too.", "<b: I shall run as well as I can, and then we shall see.>", **words)
    tell(stage, "One, two, three, and they were off! Soon {a.n} was far ahead.", "At the sign they ran, and {b.n} saw nothing of {a.n} but a cloud of dust.", "They started side by side, but at the first bend {a.n} was already in front.", "{A.n} shot off like an arrow. {B.n} trotted behind.", "{B.n} had a good start, but it did not take long until {a.n} was in front.", **words)
    tell(stage, "But on the way {a.n} $reason.", "Then {a.n} $reason.", "Half way to $goal {a.n} $reason.", "{A.n} was so sure of winning, and just then {a.he!} $reason.", "And what happened? {A.n} $reason.", **words)
    tell(stage, "{B.n} $turn.", "Meanwhile {b.n} $turn.", "Soon {b.n} came along. {B} $turn.", "{B.n}, however, $turn.", "And {b.n}? {B} $turn.", **words)
    if end == "won":
        tell(stage, "So it was {b.n} who reached $goal first.", "When {a.n} arrived at $goal, {b.n} was already sitting there.", "{A.n} ran as never before, but {b.n} was at $goal first.", "By one step {b.n} came first.", "Nobody could believe it when {b.n} won.", **words)
        feels(stage, a, "[ashamed|cross|disappointed|speechless]", "[{a} had boasted so much|nobody had ever been faster before|it was nobody's fault but {a.his!} own]")
        tell(stage, "But {a.n} went over to {b.n}. <a: You were better today.>", "{B.n} got $prize and could hardly hold it for joy.", "<b: Shall we race again tomorrow?> <a: Yes, but tomorrow I will not stop for anything.>", "After that {a.n} boasted only five times a day.", "{B.n} was $glad and let {a.n} have a look at the prize, which was $prize.", glad=GLAD, **words)
    else:
        tell(stage, "So they came to $goal together, side by side.", "It took a long time, but at last both of them reached $goal at the same moment.", "They walked to $goal side by side, and nobody could say who was first.", "Then they went on together, and at $goal they arrived as one.", "In the end there were two winners at $goal.", **words)
        feels(stage, a, "[moved|grateful|touched]", "[{b.n} could have won so easily|{b.n} had not thought of the prize at all|nobody else would have turned back]")
        tell(stage, "They shared the prize, which was $prize.", "<a: Why did you help me? You could have won.> <b: What is the use of winning alone?>", "There was only one prize, $prize, and {a.n} gave it to {b.n}.", "<a: I will not say any more that I am the best. The best one is you.>", "{A.n} was $glad to have such a friend, and that was better than $prize.", glad=GLAD, **words)
    yield


@scene(2)
def market_stall(stage):
    """They sell something; nobody buys, for one of several reasons; the right change brings customers."""
    a, b = stage.pair()
    goods = stage.dice.choice(["lemonade", "apples", "paper flowers", "gingerbread men", "painted stones", "strawberries", "woollen socks", "honey", "old books", "carrots"])
    wish = stage.dice.choice(["a birthday present for Grandma", "a new bell for the gate", "a pair of skates", "a trip to the sea", "a roof for the henhouse", "a tent"])
    why, change = stage.dice.choice([
        ("the stall stood where nobody passed", "moved it to the corner by the fountain"), ("nobody could see what there was to buy", "painted a big sign in three colours"), ("{b.n} looked so gloomy that people were afraid to come near", "taught {b.him!} to smile without biting"),
        ("everything was much too dear", "took off half of the price"), ("{a.n} shouted so loudly that everyone ran away", "let {b.n}, who had a soft voice, do the talking"), ("nobody knew how good it was", "gave away the first three for nothing"), ("a big dog lay in front of it and growled", "gave the dog a bone round the corner")])
    words = dict(a=a, b=b, goods=goods, wish=wish, it=re.sub("^a ", "the ", wish), why=why, change=change)
    tell(stage, "{A.n} and {b.n} wanted to buy $wish, but they had no money. So they sold $goods.", "<a: If we sell $goods, we can buy $wish!> {B.n} fetched a table at once.", "To earn enough for $wish, {a.n} and {b.n} put up a stall with $goods.", "{B.n} needed money for $wish. <a: Then let us sell $goods. I will help you.>", "There was a stall by the road. On it were $goods, and behind it stood {a.n} and {b.n}, who were saving up for $wish." if goods not in ("lemonade", "honey") else "There was a stall by the road with $goods, and behind it stood {a.n} and {b.n}, who were saving up for $wish.", **words)
    tell(stage, "They waited for an hour, but nobody bought anything.", "The first hour passed, and all that came was a [fly|sparrow|cat].", "People went by, and not one of them stopped.", "By noon the cash box held only a button.", "\"Fresh $goods!\" cried {a.n}. Nobody came.", **words)
    feels(stage, b, SAD, "[it had seemed so easy|they had worked all morning|nobody even looked at them]", "b")
    yield
    tell(stage, "{A.n} walked once round the stall and looked at it from outside. Then {a.he!} saw it: $why.", "<a: There must be a reason.> And there was: $why.", "An old lady stopped and told them the reason. It was that $why.", "What was wrong? {A.n} thought about it until it was clear that $why.", "The reason was simple, once they had found it: $why.", **words)
    tell(stage, "So {a.n} $change.", "{A.n} did not lose any time and $change.", "That could be helped. {A.n} $change.", "<a: Leave it to me!> And {a} $change.", "{B.n} was not sure that it would work, but {a.n} $change.", **words)
    tell(stage, "Before long there was a queue for $goods from the stall to the [church|bridge|pump|town hall].", "The first to come was the postman, then came his wife and seven children.", "It was as if somebody had opened a gate: everyone wanted $goods.", "By four they had sold out, and {b.n} had to say no to the [mayor|teacher|miller].", "Now they came from all sides, and {b.n} could hardly count so fast.", **words)
    tell(stage, "The money was enough for $it, and for two buns as well.", "In the evening they counted the money. It was just enough for $it.", "{B.n} was $glad, because they could buy $it at last.", "<b: You are a clever merchant, {a.call}.> <a: And you are a good counter.>", "They bought $it the very next day, and there was money left for two buns.", glad=GLAD, **words)
