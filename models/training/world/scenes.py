"""The scenes of simulated stories. Each tells what happens from the state of the stage, so that facts stay put within a story.

In the wordings, {a} and {b} are people, {x} and {y} things; see writer.py for the template language and stage.py for how scenes
are put together.
"""

from .stage import HOW, WHEN, scene
from .words import COLOURS
from .writer import Thing


@scene(3)
def two_things(stage):
    """Each has a thing of their own and uses it; later someone asks for one of them, or both are put away."""
    a, b = stage.pair()
    x, y = stage.thing(), stage.thing()
    stage.own_two(a, x, b, y)
    if stage.chance(0.5):
        yield
    for who, what in stage.dice.sample([(a, x), (b, y)], stage.dice.choice([1, 2, 2])):
        stage.use(who, what)
    yield
    if stage.chance(0.5):
        a, x, b, y = b, y, a, x
    stage.say(
        "<b: [May|Can] I [try|have|hold|borrow] your {x.n}[| for a [minute|while|moment]]?> {A.n} [nodded|laughed|thought about it] and gave {b.him} the {x.n}.",
        "{B.n} wanted to play with the {x.n}, so {a.n} gave it to {b.him!}. [Now|So now] {b.n} had the {x.n} as well as {b.his!} own {y.n}.",
        "<a: Let us [swap|change|trade]!> So {a.n} took the {y.n} and {b.n} took the {x.n}.",
        "[At the end|Before they went in|When it was time to go], {a.n} took {a.his!} {x.n} and {b.n} took {b.his!} {y.n}.",
        "<a: [Look at my {x.n}|My {x.n} is the best|I like my {x.n}]!> <b: And I like my {y.n}.>",
        "\"Whose is this {x.short}?\" asked {m.n}. \"It is {a.n.s},\" said {b.n}. \"And the {y.n}?\" \"That is mine,\" said {b.n}." ,
        "{A.n} was tired and put the {x.n} down. {B.n} was not tired at all and went on with the {y.n}.",
        a=a, b=b, x=x, y=y, m=stage.parent())


@scene(3)
def put_away(stage):
    """Two or three things are put in different spots; later one of them is wanted, and is where it was put."""
    a, b = stage.pair()
    count = stage.dice.choice([2, 2, 3])
    things = [stage.thing(stage.dice.choice(["toy", "small", "tool", "clothes"])) for _ in range(count)]
    places = stage.spots(count)
    x, y, s, r = things[0], things[1], places[0], places[1]
    stage.say(
        "{A.n} put {x.a} {s} and {y.a} {r}.", "{A.n} put {x.a} {s}. Then {a} put {y.a} {r}.", "There was {x.a} {s}, and there was {y.a} {r}.",
        "{X.a} lay {s}. {Y.a} lay {r}.", "{A.n} hid {x.a} {s}, but {y.a} {a} hid {r}.", "{S} lay {x.a}. {R} lay {y.a}.",
        "{A.n} laid {x.a} {s}, and {b.n} laid {y.a} {r}.", "The {x.short} was {s}. The {y.short} was {r}.",
        "\"Put the {x.short} {s} and the {y.short} {r}!\" said {m.n}. So {a.n} did.",
        a=a, b=b, x=x, y=y, s=s, r=r, m=stage.parent())
    if count == 3:
        stage.say("{Z.a} was {o}.", "And {z.a} was {o}.", "{B.n} had left {z.a} {o}.", "Nobody saw that {z.a} was {o}.", "{O} [was|lay|stood] {z.a}.", z=things[2], o=places[2])
    yield
    wanted = stage.dice.sample(range(count), stage.dice.choice([1, 2]) if count > 1 else 1)
    for number in wanted:
        who, other = stage.pair()
        want = f"[{WHEN} {{a.n}} needed the {{x.n}}.|{{A.n}} wanted the {{x.n}}.|<a: Where is the {{x.n}}?>|<b: [Fetch|Bring me|Get] the {{x.n}}, [please|will you], {{a.call}}!>|{{A.n}} asked for the {{x.n}}.|<a: I [need|want] the {{x.n}}.>]"
        stage.say(
            want + " {A} looked {s} and [found it|there it was|pulled it out|took it].", want + " It was {s}, so {a.n} looked {s}, and there was the {x.n}.",
            want + " <b: It is {s}.>" , want + " [{B.n} remembered.|{B.n} knew.|{B.n} pointed.] <b: Look {s}!>",
            want + " {A.n} went and looked {s}. Yes, there was the {x.n}!",
            "{A.n} looked {s} and found the {x.n}.", "{A.n} reached {s} and took out the {x.n}." if s.startswith(("in ", "under", "behind")) else "{A.n} took the {x.n}, which was still {s}.",
            a=who, b=other, x=things[number], s=places[number])


@scene(2, moving=True)
def moved(stage):
    """One puts a thing somewhere and goes away; the other moves it; the first looks in the old spot."""
    a, b = stage.pair()
    x = stage.thing(stage.dice.choice(["toy", "small", "clothes"]))
    s, r = stage.spots(2)
    (q,) = stage.elsewhere()
    stage.say("{A.n} put {a.his!} {x.short} {s} and went {q.to}.", "{A.n} left {x.a} {s}. Then {a} went {q.to}.", "{A.n} hid {x.a} {s} and ran {q.to}.",
              "{S} {a.n} had put {x.a}. Then {a} had gone {q.to}.", a=a, x=x, s=s, q=q)
    stage.say("{B.n} saw the {x.n}, took it and put it {r}.", f"[{WHEN}] {{b.n}} took the {{x.n}} from there and put it {{r}}.", "While {a.n} was away, {b.n} moved the {x.n}. Now it was {r}.",
              "{B.n} wanted to play a trick, so {b.he!} took the {x.n} and hid it {r}.", "But {b.n} needed the room, so {b.he!} laid the {x.n} {r}.", b=b, r=r)
    yield
    stage.say(f"[{WHEN}|Then] {{a.n}} came back and looked {{s}}. The {{x.n}} was gone!", "{A.n} came back from {q} and looked {s}, but there was no {x.n}.",
              "When {a.n} came back, {a.he!} looked {s}, because {a.he!} had left the {x.n} there, but [it was not there|it was gone|there was nothing|the {x.n} was gone].")
    stage.say("<b: It is {r} now.> {A.n} looked {r}, and there it was.", "<a: Where is my {x.n}?> <b: [I put it|Look|It is] {r}.>", "{B.n} laughed. <b: Look {r}!>",
              "<a: Who took my {x.n}?> {B.n} [blushed|giggled|raised a hand]. <b: I did, and now it is {r}.>", "{A.n} looked everywhere, and at last {a} found the {x.n} {r}.")


@scene(2)
def two_of_a_kind(stage):
    """Two things of one kind that differ in colour, and whose is which."""
    a, b = stage.pair()
    noun = stage.dice.choice("hat coat cap ball kite boat cup bag balloon ribbon mug umbrella jacket basket drum bucket".split())
    one, two = stage.dice.sample(COLOURS, 2)
    x, y = Thing(noun, one), Thing(noun, two)
    stage.world.nouns.append(noun)
    stage.say("{A.n} had {x.a}, and {b.n} had {y.a}.", "{A.n.s} {x.n} was {x.colour}. {B.n.s} {x.n} was {y.colour}.", "{A.n.s} {x.n} was {x.colour} and {b.n.s} was {y.colour}.",
              "There were two {x.n}s, a {x.colour} one for {a.n} and a {y.colour} one for {b.n}." if one[0] != "o" and two[0] != "o" else "{A.n} had {x.a}. {B.n} had {y.a}.",
              "The {x.short} was {a.n.s}, and the {y.short} was {b.n.s}.", "{A.n} had chosen {x.a}. {B.n} did not like {x.colour}, so {b.he!} had chosen {y.a}.", a=a, b=b, x=x, y=y)
    yield
    if stage.chance(0.5):
        a, b, x, y = b, a, y, x
    stage.say(
        "[The wind|A goat|A big dog|A wave] [took|carried off|ran away with] {a.n.s} {x.n}. <a: My {x.colour} {x.n}!> {B.n} still had the {y.colour} one.",
        "{B.n} found the {x.short} on the [path|grass|stairs|floor]. It was not {b.his!} own, for {b.his!} {x.n} was {y.colour}. So {b} gave it to {a.n}.",
        "\"Which {x.n} is yours?\" asked {m.n}. \"The {x.colour} one,\" said {a.n}. \"Then the {y.colour} one must be {b.n.s},\" said {m.n}.",
        "\"Whose is the {x.short}?\" asked {m.n}. \"It is {a.n.s},\" said {b.n}. \"Mine is {y.colour}.\"",
        "[By mistake|In the dark|In the hurry] {a.n} took the {y.short}. <b: That one is mine!> [Then|So] {a.n} took the {x.short}.",
        "{A.n} took the {x.short}, and {b.n} took the {y.short}.", "Someone had left the {x.short} in the rain. <b: {A.call}, your {x.n} is wet!>",
        a=a, b=b, x=x, y=y, m=stage.parent())


@scene(2, moving=True)
def about_the_house(stage):
    """People go to different places; someone looks for one of them and goes to the right place."""
    a, b = stage.pair()
    p, q = stage.elsewhere(2)
    stage.say("{A.n} went {p.to}, and {b.n} went {q.to}.", "{A.n} was {p.in}. {B.n} was {q.in}.", "{A.n} had to work {p.in}, so {b.n} went {q.to} alone.",
              f"[{WHEN}] {{a.n}} went {{p.to}} to [sweep|rest|read|sing|look for a mouse]. {{B.n}} stayed {{q.in}}.", "{A.n} ran {p.to}, but {b.n} ran {q.to}.", a=a, b=b, p=p, q=q)
    yield
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    if stage.chance(0.5):
        a, b, p, q = b, a, q, p
    stage.say(
        "{C.n} wanted to [see|speak to|ask|find] {a.n}, so {c.he!} went {p.to}.", "\"Where is {a.n}?\" asked {c.n}. {A.n} was {p.in}, so {c.n} went {p.to}.",
        "{C.n} looked for {a.n}. {A} was not {q.in}, for only {b.n} was there. Then {c.n} went {p.to}, and there {a.he!} was.",
        "{C.n} called, \"{a.n}! {b.n}!\" {A.n} came out of {p}. {B.n} came out of {q}.", "\"Where are they?\" asked {c.n}. But {a.n} was {p.in}, and {b.n} was {q.in}, and nobody answered.",
        "There was a [cake|letter|parcel|surprise] for {a.n}. {C.n} took it {p.to}.", "Somebody sneezed {p.in}. <c: That must be {a.n}.>", a=a, b=b, c=c, p=p, q=q)
    stage.say("[Then|At last|In the end] they all met {o.in}.", "{A.n} was glad to see {c.n}.", "<a: I am here, {c.call}!>", "{B.n} heard nothing of all this.", o=stage.place)


@scene(2)
def needs(stage):
    """Each lacks something, and gets what helps."""
    helps = {
        "hungry": ["a bowl of soup", "some bread and cheese", "a big pancake", "a slice of pie", "two sandwiches"], "thirsty": ["a glass of water", "a cup of milk", "some lemonade", "a mug of cold tea"],
        "cold": ["a warm blanket", "a thick coat", "a woollen scarf", "a place by the fire"], "tired": ["a soft pillow", "a chair", "the best bed", "a place to lie down"],
        "wet": ["a dry towel", "some dry socks", "a dry shirt"], "bored": ["a puzzle", "a book of riddles", "a pack of cards", "a new game"],
        "ill": ["hot tea with honey", "some medicine", "a day in bed"], "sad": ["a hug", "a funny song", "a kiss on the nose"], "hot": ["a cool drink", "a wet cloth", "a place in the shade"]}
    a, b = stage.pair()
    one, two = stage.dice.sample(list(helps), 2)
    m = stage.parent()
    words = dict(a=a, b=b, m=m, one=one, two=two, help=stage.dice.choice(helps[one]), other=stage.dice.choice(helps[two]))
    stage.say("{A.n} was {one}, and {b.n} was {two}.", "{A.n} was {one}. {B.n} was not {one}, but {b.he!} was {two}.", "<a: I am so {one}!> <b: And I am {two}.>",
              "<a: I am {one}.> {B.n} was {two}, but {b.he!} said nothing.", "[By now|By then|All this time] {a.n} was {one} and {b.n} was {two}.", **words)
    yield
    gave = "[{m.n} gave|{m.n} brought|{m.n} found] "
    stage.say(gave + "{a.n} {help}, because {a.he!} was {one}. {B.n} got {other}.", "For {a.n} there was {help}, for {b.n} {other}.",
              "{A.n} was {one}, so {m.n} gave {a.him!} {help}. {B.n} was {two}, so {m.n} gave {b.him!} {other}.", gave + "{help} for {a.n} and {other} for {b.n}.",
              "\"Who is {one}?\" asked {m.n}. \"I am,\" said {a.n}, and {a.he!} got {help}. \"And who is {two}?\" \"Me!\" said {b.n}, and {b.he!} got {other}.", **words)
    if stage.chance(0.6):
        stage.say("Now {a.n} was not {one} any more.", "Soon {b.n} was not {two} any more.", "<a: Now I am not {one} any more!>", "<b: Thank you, {m.call}!>", "After that {a.n} was not {one}, and {b.n} was not {two}.")


@scene(2)
def boxes(stage):
    """What is in which box; later a box is opened."""
    a, b = stage.pair()
    noun = stage.dice.choice(["box", "bag", "drawer", "parcel", "chest", "jar", "sack", "basket"])
    one, two = stage.dice.sample(COLOURS, 2)
    x, y = stage.thing(stage.dice.choice(["small", "toy", "food"]), ""), stage.thing(stage.dice.choice(["small", "toy", "treasure"]), "")
    words = dict(a=a, b=b, x=x, y=y, box=noun, one=one, two=two, m=stage.parent())
    stage.say("{A.n} put {x.a} into the {one} {box} and {y.a} into the {two} {box}.", "In the {one} {box} there was {x.a}. In the {two} {box} there was {y.a}.",
              "{M.n} had two surprises: {x.a} in the {one} {box}, and {y.a} in the {two} one.", "{A.n} hid {x.a} in the {one} {box}. {B.n} hid {y.a} in the {two} {box}.",
              "There were two {box_s}. The {one} one held {x.a}, the {two} one held {y.a}.", box_s=noun + ("es" if noun == "box" else "s"), **words)
    yield
    if stage.chance(0.5):
        words.update(x=y, y=x, one=two, two=one)
    stage.say("{B.n} opened the {one} {box} and [found|took out|saw] the {x.n}.", "<b: Which {box} may I open?> <m: The {one} one.> {B.n} opened it, and there was the {x.n}.",
              "{B.n} wanted the {x.n}, so {b.he!} opened the {one} {box}.", "<b: Where is the {x.n}?> <a: In the {one} {box}.>", "{B.n} opened the {one} {box}. <b: [Oh|Look|How nice]! A{x_n}!>",
              "{A.n} chose the {one} {box} and got the {x.n}. So {b.n} got the {two} {box} with the {y.n}.", x_n=("n " if words["x"].n[0] in "aeiou" else " ") + words["x"].n, **words)


@scene(2)
def likes(stage):
    """Each likes one food and not the other; each gets the right one, or they swap."""
    a, b = stage.pair()
    x, y = stage.thing("food"), stage.thing("food")
    plural = {one: one.n + ("es" if one.n.endswith(("ch", "ato", "sh", "s")) else "s") if not one.n.endswith("y") else one.n[:-1] + "ies" for one in (x, y)}
    if " of " in x.n or " of " in y.n:
        return
    words = dict(a=a, b=b, x=x, y=y, xs=plural[x], ys=plural[y], m=stage.parent())
    stage.say("{A.n} liked {xs}, and {b.n} liked {ys}.", "{A.n} liked {xs} best. {B.n} did not like {xs}; {b} liked {ys}.", "<a: I could eat {xs} all day!> <b: I like {ys} better.>",
              "{A.n} did not like {ys}, but {a} loved {xs}. With {b.n} it was the other way round.", "Nothing was better than {xs}, thought {a.n}. {B.n} thought that nothing was better than {ys}.", **words)
    yield
    stage.say("{M.n} had {x.a} and {y.a}. {A.n} got the {x.n}, and {b.n} got the {y.n}.", "{M.n} gave {a.n} {y.a} by mistake. <a: I do not like {ys}!> So {b.n} ate the {y.n}, and {a.n} got {x.a}.",
              "{A.n} got {y.a} and {b.n} got {x.a}. [They looked at each other, laughed and swapped|They did not think long and swapped|That was easy to mend, and they swapped|{A.n} looked at {b.n}, and they swapped]. Now {a.n} had the {x.n} and {b.n} had the {y.n}.",
              "At the [market|shop|baker's|fair] {a.n} bought {x.a}, of course, and {b.n} bought {y.a}.", "\"Who wants {x.a}?\" asked {m.n}. \"I do!\" cried {a.n}. \"And who wants {y.a}?\" \"Me!\" cried {b.n}.", **words)


@scene(2)
def handed_on(stage):
    """A thing goes from hand to hand; at the end someone asks who has it."""
    a, b = stage.pair()
    x = stage.thing(stage.dice.choice(["toy", "small", "treasure"]))
    stage.owns(a, x)
    holder = a
    for _ in range(stage.dice.choice([1, 2, 2, 3])):
        other = stage.pick(holder)
        stage.say("{A.n} gave the {x.n} to {b.n}.", "{A.n} gave {b.n} the {x.short}.", "{A.n} handed the {x.n} to {b.n}, and {b.he!} held it " + HOW.replace("{a", "{b") + ".", "<a: Here, {b.call}, this is for you.> {B.n} took the {x.n}.",
                  "<b: May I have the {x.n}?> {A.n} gave it to {b.him!}.", "{B.n} took the {x.n} from {a.n}.", "{B.n} got the {x.n} from {a.n}.", "{A.n} threw the {x.n}, and {b.n} caught it.", a=holder, b=other, x=x)
        if stage.chance(0.4):
            stage.say("{B.n} thanked {a.n}.", "<b: Thank you, {a.call}!>", "Now {b.n} had it.", "So now the {x.n} was {b.n.s}." , "{B.n} was [glad|happy|pleased|careful with it].")
        holder = other
        if stage.chance(0.5):
            yield
    rest = stage.pick(holder)
    stage.say("\"Who has the {x.n}?\" asked {m.n}. \"I have it,\" said {a.n}.", "\"Where is the {x.n}?\" asked {b.n}. \"{A.n} has it,\" said {m.n}.", "{M.n} asked for the {x.n}, and {a.n} gave it to {m.him!}.",
              "{B.n} wanted it back, so {a.n} gave {b.him!} the {x.n}.", "In the end it was {a.n} who took the {x.n} home.", "{A.n} put the {x.n} into {a.his!} [pocket|bag|basket].", a=holder, b=rest, x=x, m=stage.parent())


@scene(2, moving=True)
def hide_and_seek(stage):
    """Two hide, one seeks; each is found where they hid."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    s, r, o = stage.spots(3, room=True)
    stage.say("<c: Let us play hide and seek!> {C.n} shut {c.his!} eyes and counted to [ten|twenty|fifty].", "{C.n} counted to [ten|twelve|thirty|a hundred], and the others hid.", "They played hide and seek, and it was {c.n.s} turn to look.", a=a, b=b, c=c)
    stage.say("{A.n} hid {s}, and {b.n} hid {r}.", "{A.n} hid {s}. {B.n} hid {r}.", "{A.n} crouched {s}. {B.n} found a better place: {r}.", "{A.n} was {s}, {b.n} was {r}, and both kept very still.", s=s, r=r, o=o)
    yield
    order = [(a, s), (b, r)]
    stage.dice.shuffle(order)
    if stage.chance(0.4):
        stage.say("{C.n} looked {o}. [But nobody was {o}.|There was only a [beetle|cat|hen|spider|snail|moth].|There was no one {o}.|It was empty, and {c.n} went on.]")
    (first, there), (second, where) = order
    stage.say("{C.n} looked {s}. <c: I see you, {a.call}!>", "{C.n} looked {s} and found {a.n}.", "Something moved {s}. It was {a.n}.", "Somebody giggled {s}. <c: Come out, {a.call}!>", a=first, s=there)
    stage.say("Then {c.n} looked {r}, and there was {b.n}.", "Where was {b.n}? {C.n} looked {r}. <c: Found you!>", "Only {b.n} was missing. {B.n} was still {r}, and {c.n} did not find {b.him!} [for a long time|until supper].",
              "{C.n} looked {r}. <c: I see you, {b.call}!>", b=second, r=where)
