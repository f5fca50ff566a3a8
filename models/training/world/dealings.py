"""Scenes of simulated stories about dealings: messages, names, order, numbers, errands, gifts, faults, promises.

As in scenes.py, each tells what follows from the state of the stage; see writer.py for the template language.
"""

import re

from .stage import WHEN, scene
from .words import COLOURS, PET_NAMES, TOYS
from .writer import WEATHER, Person, Thing, lower, upper
from .writer import a as article

NUMBERS = "none one two three four five six seven eight nine ten eleven twelve".split()
SOUNDS = {"cat": "meow", "dog": "bark", "duck": "quack", "hen": "cluck", "goat": "bleat", "pig": "grunt", "donkey": "bray", "goose": "honk",
          "cow": "moo", "horse": "neigh", "crow": "caw", "frog": "croak", "mouse": "squeak", "sparrow": "chirp"}


def plural(noun):
    """Example: plural("cherry") -> "cherries"."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "s", "x", "ato")) else "s")


def many(count, noun):
    """Example: many(3, "plum") -> "three plums"."""
    return f"{NUMBERS[count]} {noun if count == 1 else plural(noun)}"


def played(stage, key, x):
    """The one whom the cast knows by this key plays with x, which is not only theirs."""
    way = stage.dice.choice(TOYS[x.n.replace(" ", "_")].split("|")).replace("{x}", "the {x.n}").replace("{a", "{" + key)
    other = "{b.n}" if key == "a" else "{a.n}"
    who = "{" + key.upper() + ".n}"
    stage.say(f"{who} {way}.", f"{who} {way}, and {other} watched.", f"So {who.lower()} {way}.", f"At once {who.lower()} {way}.",
        f"{who} laughed and {way}.", f"{who} was happy and {way}.")


@scene(2, moving=True)
def message(stage):
    """One gives another a message for a third, who acts on it."""
    a, b = stage.pair()
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    x = stage.thing(stage.dice.choice(["toy", "small", "tool", "clothes"]))
    q, r = stage.elsewhere(2)
    (s,) = stage.spots(1)
    kind = stage.dice.choice(["thing", "meet", "spot", "wish"])
    news = {"thing": "I need {c.his!} {x.short}", "meet": "I am waiting {q.in}", "spot": "the {x.short} is {s}",
        "wish": "[supper is ready|the soup is hot|the postman was here|there is a visitor] {q.in}"}[kind]
    told = {"thing": "that {a.n} needed the {x.short}", "meet": "that {a.n} was waiting {q.in}", "spot": "that the {x.short} was {s}",
        "wish": "to come {q.to}"}[kind]
    passed = {"thing": "{A.n} needs your {x.short}", "meet": "{A.n} is waiting {q.in}", "spot": "The {x.short} is {s}",
        "wish": "You must come {q.to}"}[kind]
    stage.say(
        f"\"[Tell|Please tell] {{c.n}} that {news},\" [said|whispered] {{a.n}} to {{b.n}}.",
        f"{{A.n}} had a message for {{c.n}}. <a: {{B.call}}, please say that {news}.>" if kind != "thing"
        else "{A.n} had a message for {c.n}. <a: {B.call}, say that I need the {x.short}.>",
        f"\"If you see {{c.n}},\" said {{a.n}} to {{b.n}}, \"[say|tell {{c.him!}}] that {news}.\"",
        f"{{A.n}} could not go to {{c.n}} {{a.self}}, so {{a.he!}} asked {{b.n}} to tell {{c.him!}} {told.replace('{a.n}', '{a.he!}')}.",
        f"{{A.n}} sent {{b.n}} to {{c.n}} with a message: {told.replace('that ', '').replace('to come', 'come')}.",
        f"<a: Run to {{c.n}}, {{b.call}}, and say that {news}.>" if kind != "thing"
        else "<a: Run to {c.n}, {b.call}, and ask for the {x.short}.>",
        a=a, b=b, c=c, x=x, q=q, r=r, s=s)
    yield
    stage.say(
        f"{{B.n}} found {{c.n}} {{r.in}} and told {{c.him!}} {told}.",
        f"When {{b.n}} met {{c.n}}, {{b.he!}} did not forget the message. <b: {passed}.>",
        f"{{B.n}} ran to {{c.n}}. <b: {passed}, {{c.call}}.>",
        f"\"I have a message for you from {{a.n}},\" said {{b.n}} to {{c.n}}. \"{passed}.\"",
        f"So {{b.n}} went {{r.to}}, where {{c.n}} was, and gave the message of {{a.n}}. <b: {passed}.>",
        f"<b: {{C.call}}, I come from {{a.n}}.> <c: What did {{a.n}} say?> <b: {passed}.>")
    then = {
        "thing": ["So {c.n} took the {x.short} to {a.n}.", "{C.n} fetched the {x.n} and carried it to {a.n}.",
        "{C.n} had the {x.n} {r.in}, and soon {a.n} had it.",
        "<c: Give {a.n} the {x.n}, then, but I want it back.> {B.n} took it to {a.n}.",
                  "{C.n} gave {b.n} the {x.short}, and {b.n} brought it to {a.n}.", "A little later {c.n} handed the {x.short} to {a.n}."],
        "meet": ["So {c.n} went {q.to}, and there was {a.n}.", "{C.n} left {b.n} {r.in} and hurried {q.to}.",
        "{C.n} found {a.n} {q.in}, just as {b.n} had said.", "{A.n} was glad when {c.n} came {q.to}.",
                 "Soon {a.n} was not alone {q.in} any more, because {c.n} had come.",
                 "<c: Then I must go {q.to}.> {C.n} ran, and {b.n} ran after {c.him!}."],
        "spot": ["{C.n} looked {s}, and there was the {x.short}.", "So {c.n} looked {s} and found the {x.n}, just as {a.n} had said.",
        "<c: So that is where my {x.n} is!> {C.n} took it from where it lay, {s}.",
        "{C.n} thanked {b.n} and went to get the {x.n}, which was {s}.",
                 "{C.n} had looked everywhere but {s}, and that was where the {x.n} was.",
                 "It was true: {s} {c.n} found {c.his!} {x.short}."],
        "wish": ["So {c.n} left {r} and went {q.to}.", "{C.n} was {q.in} before {b.n} had caught {b.his!} breath.",
        "<c: Tell {a.n} that I am coming.> {C.n} ran {q.to}.", "{C.n} thanked {b.n} and hurried {q.to}.",
                 "{A.n} was {q.in} already when {c.n} came.", "{C.n} went {q.to} at once, and {b.n} went back to {a.n}."]}[kind]
    stage.say(*then)


@scene(2)
def called(stage):
    """Animals with names; later the name is used for the kind, or the kind for the name."""
    a, b = stage.pair()
    kinds = stage.dice.sample([kind for kind in SOUNDS if kind not in stage.world.names], 2)
    k, v = (Person(kind, stage.chance(0.5) or kind in ("hen", "cow", "duck"), stage.world.name_of(PET_NAMES)) for kind in kinds)
    q, r = stage.elsewhere(2)
    stage.say(
        "{A.n} had a {k.kind} called {k.n} and a {v.kind} called {v.n}.",
        "{A.n} looked after two animals. The {k.kind} was called {k.n}, and the name of the {v.kind} was {v.n}.",
        "{A.n.s} {k.kind} was called {k.n}. {B.n.s} {v.kind} was called {v.n}.",
        "{A.n} had named the {k.kind} {k.n} and the {v.kind} {v.n}.",
        "\"This is {k.n}, my {k.kind},\" said {a.n}, \"and that is {v.n}, my {v.kind}.\"",
        "There was a {k.kind} {p.in}, and {a.n} called it {k.n}. There was also a {v.kind}, which {b.n} called {v.n}.",
        "<b: What is the {k.kind} called?> <a: {K.n}. And the {v.kind} is called {v.n}.>", a=a, b=b, k=k, v=v, q=q, r=r, p=stage.place)
    if stage.chance(0.5):
        yield
    if stage.chance(0.5):
        k, v = v, k
    stage.say(
        f"[{WHEN}|Then] {{a.n}} heard a {{sound}}. <a: That must be {{k.n}}!>",
        "{K.n} was hungry, so {a.n} gave the {k.kind} some food. {V.n} was not hungry.",
        "The {k.kind} ran {q.to} and the {v.kind} ran {r.to}. <b: {V.n} is {r.in}, but where is {k.n}?> {A.n} found {k.n} {q.in}.",
        "Somebody had eaten the [bread|cake|butter|sausage|porridge|pie]. It was not {v.n}, so it was the {k.kind}. <a: Bad {k.n}!>",
        "The {k.kind} was gone. {A.n} called {p.in} and {q.in}, \"{k.n}! {k.n}!\"",
        "{B.n} heard a loud {sound}. It was not the {v.kind}, of course. It was {k.n}.",
        "<a: {K.n} is asleep.> <b: And the {v.kind}?> <a: {V.n} is awake.>",
        "\"Take the {k.kind} {q.to}!\" said {m.n}. So {a.n} called {k.n}, but {v.n} came as well.",
        "\"Which one is {k.n}?\" asked {m.n}. \"The {k.kind},\" said {b.n}. \"The {v.kind} is {v.n}.\"",
        k=k, v=v, sound=SOUNDS[k.kind], m=stage.parent())


@scene(2, moving=True)
def race(stage):
    """Three run, swim or climb; who came first, second and last has consequences."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    x = stage.thing(stage.dice.choice(["food", "small", "toy"]))
    stage.world.nouns.append("faster")
    goal = stage.dice.choice(["the old oak", "the bridge", "the well", "the red gate", "the mill", "the big stone", "the church",
        "the hen house", "the stream", "the last house"])
    stage.say("<a: Who is [the first|faster|first] at {goal}?> {A.n}, {b.n} and {c.n} began to run.",
        "{C.n} wanted to race {a.n} and {b.n} to {goal}.",
        "\"Run to {goal}!\" said {m.n}. \"The first one gets {x.a}, and the last one gets nothing.\"",
              "There was to be a race to {goal}, and {x.a} was the prize.",
              "{A.n}, {b.n} and {c.n} ran a race to {goal} for a prize, which was {x.a}.",
              "<b: The last one at {goal} is a [snail|turnip|potato|pancake]!> {A.n}, {b.n} and {c.n} ran.",
              a=a, b=b, c=c, x=x, goal=goal, m=stage.parent())
    stage.say("{A.n} was first, {b.n} was second, and {c.n} was last.",
        "{C.n} fell over [a root|a bucket|a goose|a stone], so {c.he!} came last. {B.n} came second, because {a.n} was faster.",
        "{A.n} came in before {b.n}, and {b.n} came in before {c.n}.",
              "First came {a.n}, then {b.n}, and a long way behind them came {c.n}.",
              "{B.n} was faster than {c.n}, but {a.n} was faster than {b.n}.",
              "Although {b.n} ran well, {a.n} reached {goal} before {b.him!}. {C.n} got there last.",
              "{C.n} saw {b.n} in front of {c.him!}, and {b.n} saw {a.n}. That was how they reached {goal}.")
    yield
    stage.say("The winner was {a.n}, so {a.n} got {x.a}.",
        "\"Who was last at {goal}?\" asked {m.n}. \"I was, for {b.n} was before me,\" said {c.n}. \"And who was before {b.n}?\" \"It was {a.n},\" said {c.n}.",
        "{M.n} gave the {x.short} to the winner. <a: Thank you, {m.call}!>",
        "<a: I was faster than you, {b.call}!> <b: But I was before {c.n}.> {C.n} said nothing at all.",
              "<c: I was last, but next time I will be faster than you, {a.call}.>", "{M.n} asked who had come after {a.n}. It was {b.n}.",
              "{M.n} had {x.a} for the winner and a kiss for the one who was last. So {a.n} got the {x.n}, and {c.n} got the kiss.",
              "{C.n} was sad, because nobody had been behind {c.him!}. {A.n}, who had won, gave {c.him!} the {x.n}.")


@scene(2)
def how_many(stage):
    """Things are counted, given away and counted again."""
    a, b = stage.pair()
    noun = stage.noun(
        "plum apple pear cherry nut shell button marble feather biscuit bun egg carrot radish fig stone stamp acorn tart cookie pencil balloon".split())
    count = stage.dice.randint(3, 9)
    given = stage.dice.randint(1, count - 1)
    had = stage.dice.choice([0, 0, 1, 2, 3])
    left, now = count - given, had + given
    words = dict(a=a, b=b, ns=plural(noun), n=noun, count=many(count, noun), number=NUMBERS[count], given=NUMBERS[given],
        left=NUMBERS[left], now=NUMBERS[now], had=NUMBERS[had], m=stage.parent(),
                 were="was" if left == 1 else "were", givens=many(given, noun), nows=many(now, noun), lefts=many(left, noun),
                 colour=stage.dice.choice("red blue green yellow white brown".split()))
    stage.say("{A.n} had {count}, and {b.n} had {had}.", "There were {count} in {a.n.s} [bag|basket|pocket|box]. {B.n} had {had}.",
        "{M.n} gave {a.n} {count}, but {b.n} had {had}.", "{A.n} counted {a.his!} {ns}. There were {number}. {B.n} had {had}.",
              "\"How many {ns} have you got?\" asked {b.n}. \"I have {number},\" said {a.n}. \"I have {had},\" said {b.n}.",
              "While {a.n} had {count}, {b.n} had {had}.", "{A.n} had found {count} and {b.n} had found {had}.", **words)
    if stage.chance(0.4):
        yield
    stage.say("{A.n} gave {given} of them to {b.n}.", "So {a.n} gave {b.n} {givens}.",
        "<b: Can I have some of your {ns}?> {A.n} gave {b.him!} {given}.", "Because {a.n} was kind, {a.he!} gave {givens} to {b.n}.",
        "{A.n} dropped {givens}, and {b.n} picked up all that {a.n} had dropped. <a: You may keep them.>"
        if given > 1 else "{A.n} dropped {givens}, and {b.n} picked it up. <a: You may keep it.>",
              "\"Give {b.n} {givens}!\" said {m.n}, and {a.n} did.",
              "{A.n} took {givens} out of {a.his!} bag and laid them in front of {b.n}."
              if given > 1 else "{A.n} took {givens} out of {a.his!} bag and laid it in front of {b.n}.")
    if stage.chance(0.4):
        yield
    stage.say("Now {a.n} had {left} left, and {b.n} had {now}.", "{A.n} counted again. There {were} {lefts} left.",
        "\"How many {ns} have you now?\" asked {m.n}. \"I have {left},\" said {a.n}. \"And I have {now},\" said {b.n}.",
        "So {b.n} had {nows} and {a.n} had {left}.", "<b: Now I have {nows}!> <a: And I have {left}.>",
              "{M.n} saw that {b.n} had {nows} and that {a.n} had " + ("just as many." if left == now else "more, for {a.he!} had {left}."
              if left > now else "fewer, for {a.he!} had only {left}."),
              "That made {nows} for {b.n} and {lefts} for {a.n}.")


@scene(2, moving=True)
def errands(stage):
    """Each is sent to a different place for a different thing, and comes back with it."""
    a, b = stage.pair()
    m = stage.parent()
    pairs = stage.dice.sample([("the mill", "a sack of flour"), ("the shop", "a bottle of milk"), ("the dairy", "some butter"),
        ("the baker's", "a loaf of bread"), ("the well", "a bucket of water"), ("the henhouse", "some eggs"), ("the woodpile", "some wood"),
        ("the market", "a bag of potatoes"),
                               ("the post office", "a parcel"), ("the pharmacy", "some medicine"), ("the smith", "a new nail"),
                               ("the neighbour", "a cup of sugar"), ("the beehives", "a pot of honey"), ("the harbour", "some fish"),
                               ("the tailor", "a reel of thread"), ("the cellar", "a jar of jam")],
                               2)
    (p, x), (q, y) = pairs
    bare = lambda text: text.removeprefix("some ").removeprefix("a new ").removeprefix("a ")
    made = stage.dice.choice(["bake a cake", "make supper", "get ready for the feast", "finish the work", "help the old neighbour",
        "set the table"])
    stage.say("{M.n} wanted to {made}. {A.n} had to go to {q1} for {x1}, and {b.n} had to go to {q2} for {y1}.",
        "\"{A.n}, fetch {x1} from {q1}, and {b.n}, fetch {y1} from {q2}!\" said {m.n}."
        if a.name and b.name else "{M.n} sent {a.n} to {q1} for {x1} and {b.n} to {q2} for {y1}.",
              "{M.n} sent {a.n} to {q1} to get {x1}. {B.n} went to {q2} to get {y1}.",
              "Because {m.n} wanted to {made}, {a.n} went to {q1} for {x1}, while {b.n} went to {q2} for {y1}.",
              "{A.n} set out for {q1}, because {m.n} needed {x1}. To {q2} went {b.n}, for {m.n} needed {y1}, too.",
              "<m: I need {x1} and {y1}.> {A.n} ran to {q1} for the {x2}. {B.n} walked to {q2} for the {y2}.", a=a, b=b, m=m, made=made,
              q1=p, q2=q, x1=x, y1=y, x2=bare(x), y2=bare(y))
    yield
    if stage.chance(0.5):
        a, b, p, q, x, y = b, a, q, p, y, x
    words = dict(a=a, b=b, m=m, q1=p, q2=q, x1=x, y1=y, x2=bare(x), y2=bare(y), made=made)
    stage.say("{A.n} was back first and gave {m.n} the {x2}. Then {b.n} came with the {y2}.",
        f"[{WHEN}] {{b.n}} came back from {{q2}} with {{y1}}. {{A.n}} was still on the way with the {{x2}}.",
        "\"Where have you been, {a.call}?\" asked {m.n}. \"I come from {q1},\" said {a.n}, \"and here is the {x2}.\"",
              "{A.n} brought {x1} from {q1}, and {b.n} brought {y1} from {q2}.",
              "The {x2} came from {q1}, so it was {a.n} who carried it home."
              if not x.endswith("eggs") else "The eggs came from {q1}, so it was {a.n} who carried them home.",
              "{M.n} took the {y2} from {b.n} and the {x2} from {a.n}, and began to {made}.",
              "{M.n} waited for the {x2}. At last {a.n} came from {q1}.",
              "On the way home {b.n}, who was carrying the {y2}, met {a.n}, who was carrying the {x2}.", **words)
    if stage.chance(0.5):
        stage.say("<m: Thank you for the {x2}, {a.call}, and thank you for the {y2}, {b.call}.>",
            "Now {m.n} had the {x2} and the {y2} and could {made}.",
            "<m: Was it far to {q1}, {a.call}?> {A.n} [nodded|shook {a.his!} head|sat down].",
            "{M.n} thanked {a.n} for the {x2} and {b.n} for the {y2}.",
                  "<m: What is in the bag, {b.call}?> <b: The {y2}, of course.>",
                  "{M.n} was glad of the {y2} and asked how it had been on the way to {q2}. {B.n} told {m.him!}.")


@scene(2)
def keys(stage):
    """Keys of different colours open different doors, with different things behind them."""
    a, b = stage.pair()
    one, two = stage.dice.sample("red blue green yellow white black silver golden brown".split(), 2)
    if not stage.unused(["key"]):
        return
    stage.world.nouns.append("key")
    lock = stage.dice.choice(["door", "chest", "gate", "cupboard", "trunk"])
    behind = stage.dice.choice(["inside"]) if lock not in ("door", "gate") else "behind it"
    x, y = stage.thing(stage.dice.choice(["treasure", "toy", "clothes"]), ""), stage.thing(stage.dice.choice(["toy", "tool"]), "")
    stage.say("{A.n} had a {one} key for the {one} {lock}, and {b.n} had a {two} key for the {two} {lock}.",
        "There were two {lock}s {p.in}. The {one} key, which {a.n} had, opened the {one} {lock}, and {b.n.s} {two} key opened the {two} {lock}.",
              "{M.n} gave {a.n} a {one} key and {b.n} a {two} key. <m: Each key opens the {lock} of its own colour.>",
              "<a: My {one} key opens the {one} {lock}.> <b: And my {two} key opens the {two} {lock}.>",
              "{A.n} held the key to the {one} {lock}, and the key was {one}, too. {B.n} held the {two} key to the {two} {lock}.",
              "The key in {a.n.s} hand was {one}, so it fitted the {one} {lock}. {B.n} had the key to the {two} {lock}.",
              a=a, b=b, one=one, two=two, lock=lock, behind=behind, x=x, y=y, m=stage.parent(), p=stage.place)
    yield
    if stage.chance(0.5):
        a, b, one, two = b, a, two, one
    words = dict(a=a, b=b, one=one, two=two)
    stage.say("{A.n} tried the {two} {lock}, but it stayed shut. Then {a.he!} tried the {one} {lock}, and it opened.",
        "{A.n} opened the {one} {lock} with the {one} key and found {x.a} {behind}.",
        "<b: Open the {one} {lock}!> {A.n}, who had the right key, opened it. There was {x.a} {behind}.",
              "{B.n} could not open the {one} {lock}, because {b.his!} key was {two}. So {a.n} did it with the {one} key.",
              "The {one} {lock} creaked when {a.n} turned the {one} key. There was {x.a} {behind}.",
              "{A.n} and {b.n} looked for {x.a}. The {two} key did not help, so {a.n} opened the {one} {lock}.", **words)
    stage.say("Then {b.n} opened the {two} {lock}, and there was {y.a}.", "{B.n} turned the {two} key and found {y.a}.",
        "The {two} {lock} was next. {B.n} opened it and took out {y.a}." if behind == "inside"
        else "The {two} {lock} was next. {B.n} opened it and saw {y.a}.",
              "\"And what is {inthe} the {two} {lock}?\" asked {m.n}. {B.n} opened it. <b: It is {y.a}!>",
              "{B.n.s} key went into the lock of the {two} {lock}, and {behind} there was {y.a}.",
              "Only the {two} {lock} was still shut, so {b.n} opened it. <b: Look, {y.a}!>", inthe="in" if behind == "inside" else "behind")


@scene(2)
def costumes(stage):
    """Two dress up; each speaks and acts as what they are, and in the end they change or take the costumes off."""
    parts = {
        "king": ("a crown",
        "Bow to me!|I want my breakfast on a golden plate!|Everyone must dance when I clap!|Bring me my crown and my slippers!"),
        "dragon": ("a long green tail",
        "I breathe fire!|I shall eat you up, and your boots, too!|Nobody touches my gold!|My cave is full of treasure!"),
        "pirate": ("a patch over one eye", "Where is the treasure?|All aboard my ship!|Hand over the gold!|The sea is my home!"),
        "ghost": ("a white sheet",
        "Whoo! I walk through walls!|I only come out at midnight!|Whoo! Are you afraid of me?|I live in the old tower!"),
        "lion": ("a mane of wool",
        "Hear me roar!|I am the strongest of all the animals!|My paws are bigger than yours!|I sleep under a tree all day!"),
        "knight": ("a sword of wood",
        "I fight every dragon!|My horse is waiting outside!|I am afraid of nothing!|Where is the castle that I must save?"),
        "wizard": ("a pointed hat",
        "I can turn you into a frog!|My wand is full of magic!|One word from me, and it snows!|I know a spell against hiccups!"),
        "cook": ("a tall white hat",
        "The soup needs more salt!|Who has taken my spoon?|Supper will be ready at six!|I can bake a cake as high as a house!"),
        "doctor": ("a white coat", "Put out your tongue!|Take this medicine three times a day!|You must stay in bed!|Where does it hurt?"),
        "sailor": ("a striped shirt", "The wind is good today!|I can tie every knot!|I see land!|I have been round the whole world!"),
        "baby": ("a bonnet", "I want my bottle!|I cannot walk yet!|Rock me to sleep!|Where is my mama?"),
        "shepherd": ("a crooked stick", "Where are my sheep?|I have lost a lamb!|My dog will find them all!|The wolf must not come near!")}
    a, b = stage.pair()
    one, two = stage.dice.sample(list(parts), 2)
    words = dict(a=a, b=b, one=one, two=two, wear1=parts[one][0], wear2=parts[two][0], m=stage.parent())
    stage.say("{A.n} and {b.n} dressed up. {A.n} was the {one} with {wear1}, and {b.n} was the {two} with {wear2}.",
        "{A.n} put on {wear1} and was a {one}. {B.n}, who wanted to be a {two}, got {wear2}."
        if "a coat" not in parts[one][0] + parts[two][0] and one != "shepherd" and two != "shepherd"
        else "{A.n} was a {one} now, and {b.n} was a {two}.",
              "<a: I am the {one}!> <b: Then I am the {two}.>", "{A.n} wanted to be the {one}, so {b.n} had to be the {two}.",
              "\"Who will be the {one}?\" asked {b.n}. \"I will,\" said {a.n}. \"You can be the {two}.\"",
              "With {wear1} {a.n} made a fine {one}, and with {wear2} {b.n} made a fine {two}.",
              "In the play {a.n} was the {one}, although {b.n} would have liked to be the {one}, too. {B.n} was the {two}.", **words)
    if stage.chance(0.4):
        yield
    if stage.chance(0.5):
        a, b, one, two = b, a, two, one
    words = dict(a=a, b=b, one=one, two=two, wear1=parts[one][0], wear2=parts[two][0])
    lines, more = f"[{parts[one][1]}]", f"[{parts[two][1]}]"
    stage.say(f"\"{lines}\" cried the {{one}}. The {{two}} shook {{b.his!}} head. \"{more}\"", f"<a: {lines}> <b: {more}>",
        f"\"{lines}\" said {{a.n}}, because that is what a {{one}} says. \"{more}\" said {{b.n}}.",
        f"The {{one}} looked at the {{two}}. <a: {lines}>", f"{{A.n}} thought about what a {{one}} would say. <a: {lines}>",
        f"The {{two}}, who was {{b.n}}, cried, \"{more}\"", **words)
    if stage.chance(0.5):
        yield
    stage.say("Then {a.n} and {b.n} changed, so that now {b.n} was the {one}, and {a.n} was the {two}.",
        "When {m.n} came in, {m.he!} asked who the {one} was. It was {a.n}, of course.",
        "\"Good evening, {one}!\" said {m.n} to {a.n}. \"And good evening, {two}!\" {m.he!} said to {b.n}.",
        "At last {a.n} was tired of being the {one} and took off {off}." if one != "shepherd"
        else "At last {a.n} was tired of being the {one}.",
              "<b: Where has the {one} gone?> But {a.n} was {a.n} again and no {one} any more.",
              "{M.n} was afraid of the {one} until {m.he!} saw that it was {a.n}.",
              "In the evening the {one} and the {two} were {a.n} and {b.n} again.", off=re.sub("^an? ", "the ", parts[one][0]))


@scene(2)
def lent(stage):
    """One needs a tool for a job, another has it, lends it and gets it back."""
    jobs = {"rope": "tie up the boat|pull the cart out of the mud|hang up the washing",
        "hammer": "mend the fence|nail a sign to the door|put up a shelf",
        "ladder": "get the cat down from the roof|pick the last cherries|clean the windows",
        "broom": "sweep the steps|chase the spiders away|sweep up the leaves",
            "saw": "cut the plank|make a birdhouse|cut the branch", "bucket": "carry water to the cow|wash the floor|carry the sand",
            "spade": "dig up the potatoes|plant a tree|dig a hole",
            "lantern": "look for the owl at night|go down into the cellar|read in the tent",
            "needle": "sew on a button|mend a sock|sew a flag",
            "brush": "paint the gate|clean the boots|paint a sun on the wall",
            "barrow": "carry the stones away|bring the pumpkins home|take the leaves away",
            "pot": "cook the soup|make some jam|boil the eggs", "net": "catch a fish|get the ball out of the pond|catch a butterfly",
            "basket": "pick the apples|bring the eggs home|carry the washing",
            "umbrella": "keep the sun off|catch the falling apples|scare away the geese"}
    a, b = stage.pair()
    noun = stage.noun(list(jobs))
    x = Thing(noun, "" if noun in ("ladder", "broom", "saw", "needle", "hammer") else stage.dice.choice(COLOURS))
    other = stage.thing("small")
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    words = dict(a=a, b=b, c=c, x=x, y=other, job=stage.dice.choice(jobs[noun].split("|")))
    stage.say("{A.n} had to {job}, but {a.he!} had no {x.n}. {B.n} had one.",
        "{A.n} needed a{an} {x.n} to {job}. {C.n} had only {y.a}, but {b.n} had {x.a}.",
        "<a: I want to {job}, but I have no {x.n}.> <b: You can have mine, {a.call}.>",
        "{A.n} wanted to {job} and could not, because the {x.n} belonged to {b.n}.",
              "<c: You cannot {job} without a{an} {x.n}, {a.call}.> <a: Then I must ask {b.n}, who has one.>",
              "{B.n} was proud of {b.his!} {x.short}. It was just what {a.n} needed to {job}.",
              "Without a{an} {x.n} nobody can {job}. {A.n} had none, so {a.he!} went to {b.n}.", an="n" if noun[0] in "aeiou" else "",
              **words)
    stage.say("\"Will you lend me your {x.n}?\" {a.n} asked {b.n}, and {b.n} gave {a.him!} the {x.short}.",
        "{B.n} lent {a.n} the {x.short}. <b: But I want my {x.n} back, {a.call}!>", "So {b.n} lent the {x.short} to {a.n}.",
        "{A.n} borrowed the {x.short} from {b.n} and promised to bring it back.",
        "<b: You may have my {x.short} until supper.> {A.n} took it.",
              "{B.n} went to get the {x.short} and handed it to {a.n}, who thanked {b.him!}.")
    yield
    stage.say("With the {x.n} of {b.n}, {a.n} could {job}.", "Now {a.n} was able to {job}, and {b.n} watched.",
        "It took {a.n} an hour to {job} with the {x.short}.", "{A.n} used the {x.n} to {job}, and it worked well.",
        "<c: Is that your {x.n}, {a.call}?> <a: No, it is {b.n.s}.>",
        "\"Whose {x.n} is that?\" asked {c.n}. \"I borrowed it from {b.n},\" said {a.n}, \"because I had to {job}.\"")
    stage.say("When the work was done, {a.n} gave the {x.n} back to {b.n}.", "<a: Here is your {x.n}, {b.call}.> <b: Thank you, {a.call}.>",
        f"[{WHEN}] {{b.n}} asked for {{b.his!}} {{x.n}}, and {{a.n}} brought it back.",
        "{C.n} wanted to borrow the {x.n} as well, but {a.n} had to give it back to {b.n} first.",
        "{A.n} cleaned the {x.n} before {a.he!} took it back to {b.n}.",
              "That evening {b.n} had {b.his!} {x.n} again.",
              "{A.n} forgot to give back the {x.short}. So {b.n} came and said, \"Where is my {x.n}, {a.call}?\""
              if a.name else "{A.n} forgot to give back the {x.short}, so {b.n} came for it.")


@scene(2)
def painting(stage):
    """Things are painted in two colours; later the colours are seen on hands and things."""
    a, b = stage.pair()
    one, two = stage.dice.sample("red blue green yellow white black brown pink orange purple".split(), 2)
    nouns = "fence gate door bench wall shed boat table chair birdhouse cart swing cupboard bed box stool signpost ladder henhouse"
    p, q = stage.noun(nouns.split()), stage.noun(nouns.split())
    words = dict(a=a, b=b, one=one, two=two, x=p, y=q, m=stage.parent())
    stage.say("{A.n} painted the {x} {one}, and {b.n} painted the {y} {two}.",
        "{M.n} had a pot of {one} paint and a pot of {two} paint. With the {one} paint {a.n} painted the {x}. {B.n} painted the {y} with the {two} paint.",
        "{A.n} had {one} paint for the {x}. {B.n} had {two} paint for the {y}.",
        "<a: I will paint the {x} {one}.> <b: Then I will paint the {y} {two}.>",
              "\"The {x} must be {one},\" said {m.n} to {a.n}, \"and you, {b.call}, can paint the {y} {two}.\"",
              "While {a.n} was painting the {x} {one}, {b.n} made the {y} {two}.",
              "The old {x} was to be {one}, so {a.n} took the {one} paint. {B.n} took the {two} paint, because the {y} was to be {two}.",
              **words)
    yield
    if stage.chance(0.5):
        a, b, one, two, p, q = b, a, two, one, q, p
    stage.say("Now the {x} was {one}, and the hands of {a.n} were {one}, too.",
        "\"Why are your hands {one}?\" asked {m.n}. \"I have painted the {x},\" said {a.n}.",
        "{A.n} had {one} paint on {a.his!} nose, while {b.n} had {two} spots all over.",
        "{M.n} sat down on the {x} before it was dry, so {m.his!} coat was {one}." if p in ("bench", "box", "bed", "wall", "cart", "chair",
        "swing", "stool", "table") else "{M.n} touched the {x} before it was dry, so {m.his!} hand was {one}.",
              "Somebody had left {one} marks on the wall. <m: That was you, {a.call}!>" if p != "wall" and q != "wall"
              else "Somebody had left {one} marks on the floor. <m: That was you, {a.call}!>",
              "{B.n.s} hands were not {one} but {two}, because {b.he!} had painted the {y}.",
              "A bird sat on the {x} and flew away with {one} feet.",
              "<m: Which of you painted the {y}?> <b: I did. Look, my fingers are {two}.>",
              "{M.n} liked the {one} {x} better than the {two} {y}.", a=a, b=b, one=one, two=two, x=p, y=q)
    if stage.chance(0.5):
        stage.say("There was some {two} paint left, so {b.n} painted {two_a} sun on the [barn|door of the shed|side of the cart].",
            "{B.n} washed off the {two} paint, and {a.n} washed off the {one}.",
            "<b: Next time I will take the {one} paint, {a.call}, and you can have the {two}.>",
            "When it was dark, nobody could see that the {y} was {two}.", "{A.n} showed {m.n} the {one} {x}.",
            "It took {a.n} three baths to get rid of all the {one} paint.", two_a=article(two))


@scene(2)
def presents(stage):
    """Each gets a present for a reason, and thanks the one who gave it."""
    reasons = ["it was {a.his!} birthday", "{a.he!} had been ill", "{a.he!} had helped in the garden", "{a.he!} had lost a tooth",
        "{a.he!} had won a race", "{a.he!} had learned to swim", "{a.he!} had been brave at the doctor's", "{a.he!} had found the lost cat",
        "{a.he!} had washed all the dishes", "{a.he!} could read now", "{a.he!} was going away", "{a.he!} had told the truth"]
    a, b = stage.pair()
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    m = stage.parent()
    while m.name == c.name and m is not c:
        m = stage.parent()
    x, y = stage.thing(), stage.thing(stage.dice.choice(["small", "clothes"]))
    why = stage.dice.choice(reasons)
    stage.say(f"{{C.n}} gave {{a.n}} {{x.a}}, because {why}.",
        f"Because {why.replace('{a.he!}', '{a.n}').replace('{a.his!}', '{a.n.s}')}, {{c.n}} gave {{a.him!}} {{x.a}}.",
        f"There was {{x.a}} for {{a.n}} from {{c.n}}, for {why}.",
        f"{{C.n}} knew that {why.replace('{a.he!}', '{a.n}').replace('{a.his!}', '{a.n.s}')}, and so {{c.he!}} had {{x.a}} for {{a.him!}}.",
              f"\"Why does {{a.n}} get {{x.a}} from you?\" asked {{b.n}}. \"Because {why},\" said {{c.n}}.".replace("had ",
              "has ").replace("could", "can").replace("it was", "it is").replace("was going", "is going").replace("has been ill",
              "has been ill"),
              f"{{A.n}} got {{x.a}}. It came from {{c.n}}, who had heard that {why}.",
              a=a, b=b, c=c, m=m, x=x, y=y)
    if stage.chance(0.5):
        stage.say("{B.n} got {y.a} from {m.n}.", "{M.n} had {y.a} for {b.n}, so that {b.he!} would not be sad.",
            "{B.n}, who got nothing from {c.n}, got {y.a} from {m.n}." if m is not c else "{B.n} got {y.a}.",
            "There was also {y.a}, which {m.n} gave to {b.n}.", "<m: And for you, {b.call}, there is {y.a}.>",
            "So that it was fair, {m.n} gave {b.n} {y.a}.")
    yield
    stage.say("<a: Thank you for the {x.n}, {c.call}!>", "{A.n} thanked {c.n} for the {x.short}.",
        "\"Who gave you the {x.n}?\" asked {b.n}. \"{C.n} did,\" said {a.n}.", "{A.n} wrote a letter to {c.n} and drew the {x.n} on it.",
        "{A.n} put both arms round {c.n}. <a: Just what I wanted, {x.a}!>",
        "<c: Do you like the {x.n}, {a.call}?> {A.n} nodded and hugged it.",
        "\"From whom did {a.n} get the {x.n}?\" asked {m.n}. \"From {c.n},\" said {b.n}."
        if m is not c else "{A.n} took the {x.n} to bed because it came from {c.n}.",
              "{C.n} was happy when {c.he!} saw {a.n} with the {x.n}.")


@scene(2)
def whose_is_found(stage):
    """A lost thing is described by the owner; only one of two found things fits."""
    a, b = stage.pair()
    noun = stage.noun(
        "ball button hat scarf mug bag ribbon balloon kite cap marble key ring box boat cup shoe glove sock purse basket bead blanket".split())
    one, two = stage.dice.sample(COLOURS, 2)
    size, other = stage.dice.choice([("big", "small"), ("small", "big"), ("new", "old"), ("old", "new"), ("clean", "dirty"),
        ("long", "short")][: 5 if noun not in ("scarf", "ribbon", "sock") else 6])
    s, r = stage.spots(2)
    words = dict(a=a, b=b, n=noun, one=one, two=two, size=size, other=other, s=s, r=r, m=stage.parent(), one_a=article(one),
        two_a=article(two), size_a=article(size), other_a=article(other))
    stage.say("{A.n} had lost {a.his!} {n}. <a: It is {size} and {one}.>", "{A.n} was looking for {size_a} {one} {n}.",
        "<a: Has anyone seen my {n}? It is {one}, and it is {size}.>", "{A.n.s} {n}, which was {size} and {one}, was gone.",
        "\"What does your {n} look like?\" {m.n} asked {a.n}. \"It is {size} and {one},\" said {a.n}.",
        "Somewhere {a.n} had dropped {a.his!} {size} {one} {n}, and now {a.he!} wanted it back.", **words)
    yield
    stage.say("{B.n} found {other_a} {two} {n} {s}. <a: No, that {n} is not mine. Mine is {one}.>",
        "{S} {b.n} found a {n}, but it was {two}, so it was not {a.n.s}.",
        "<b: There is a {n} {s}. It is {two}.> <a: Then it is not mine, for my {n} is {one}.>",
        "There was {two_a} {n} {s}, but {a.n.s} was {one}.",
        "{B.n} came with {two_a} {n}. \"Is this yours?\" {b.he!} asked {a.n}. \"Mine is not {two},\" said {a.n}.",
        "The {n} that lay {s} was {other} and {two}, so {b.n} did not take it to {a.n}.")
    stage.say("Then {b.n} looked {r}, and there was the {one} {n}. {A.n} was glad.",
        "But {r} there was {size_a} {n}, and it was {one}. <a: That is mine!>",
        "{B.n} went on looking and found the {one} one {r}. So {a.n} had {a.his!} {n} again.",
        "<b: And this {n}? It is {one} and {size}, and it was {r}.> {A.n} took it. <a: Thank you, {b.call}!>",
        "At last {b.n} found a second {n}, which was {size} and {one}, {r}. {B} gave it to {a.n}.",
        "{R} lay the right one, {size} and {one}, and {b.n} took it to {a.n}.")


@scene(2)
def fault(stage):
    """Something is broken or spilt; someone else is blamed, and the right one owns up."""
    a, b = stage.pair()
    m = stage.parent()
    deed, seen, sorry = stage.dice.choice([
        ("broke the [blue|white|big|old] {what}", "broken the {what}", "the {what} was broken"),
        ("lost the {what}", "lost the {what}", "the {what} was gone"),
        ("dropped the {what} into the [well|pond|soup]", "dropped the {what}", "the {what} was wet"),
        ("got mud on the {what}", "got mud on the {what}", "there was mud on the {what}"),
        ("knocked over the {what}", "knocked over the {what}", "the {what} lay on its side"),
        ("painted a face on the {what}", "painted the {what}", "there was a face on the {what}"),
        ("left the {what} on the wet grass", "left the {what} on the wet grass", "the {what} was wet through")])
    what = stage.noun((
        "jug lamp vase plate teapot bowl mirror clock picture bottle"
        if "broke" in deed or "knocked" in deed else "cushion blanket coat tablecloth rug book newspaper chair curtain"
        if "mud" in deed or "grass" in deed else "key watch spoon hat ring brush slipper letter bell").split())
    x = stage.thing("toy")
    do = deed.replace("{what}", what)
    words = dict(a=a, b=b, m=m, x=x, seen=seen.replace("{what}", what), sorry=sorry.replace("{what}", what), what=what)
    stage.say(f"{{A.n}} {do} while {{b.n}} was playing with {{x.a}}.", f"{{B.n}} had {{x.a}} and did not see that {{a.n}} {do}.",
        f"While {{b.n}} was busy with {{x.a}}, {{a.n}} {do}.",
        f"It was {{a.n}} who {do}. {{B.n}} had done nothing, for {{b.he!}} had only played with {{x.a}}.",
        f"When nobody was looking, {{a.n}} {do}. {{B.n}} was in another room with {{x.a}}."
        if not stage.place.outdoors else f"When nobody was looking, {{a.n}} {do}. {{B.n}} was far away with {{x.a}}.",
              f"Nobody but {{b.n}}, who held {{x.a}}, saw how {{a.n}} {do}.", **words)
    yield
    stage.say("\"Who has {seen}?\" asked {m.n}. {A.n} said nothing.", "{M.n} saw that {sorry}. <m: Was that you, {b.call}?>",
        "When {m.n} saw that {sorry}, {m.he!} was cross with {b.n}, although it was not {b.his!} fault.",
        "{M.n} thought that {b.n} had {seen}.", "<m: {B.call}, you have {seen}!> <b: No, I was playing with the {x.n}, {m.call}.>",
        "\"Look at this!\" cried {m.n}, because {sorry}. \"Was it {a.n}, or was it {b.n}?\"")
    stage.say("<a: It was not {b.n}, it was me.>", "{A.n} went red. <a: I have {seen}. {B.n} had nothing to do with it.>",
        "Then {a.n} took {m.n} by the hand and said, \"I have {seen}. I am sorry, {m.call}.\"",
        "{B.n} looked at {a.n}, and {a.n} looked at the floor. <a: I did it, {m.call}.>",
        "\"It was my fault,\" said {a.n}, \"and {b.n} must not be punished for it.\"",
        "In the end {a.n} told {m.n} the truth, because {b.n} had begun to cry.")
    stage.say("{M.n} was not cross with {a.n}, because {a.he!} had told the truth.", "<m: Then I must say sorry to you, {b.call}.>",
        "So {m.n} said sorry to {b.n}, and {a.n} helped to put things right.", "<m: Thank you for telling me, {a.call}.>",
        "{M.n} kissed {b.n}, who had done nothing, and then {a.n}, who had {seen}.", "After that nobody thought that {b.n} had {seen}.",
        "{A.n} gave {b.n} {a.his!} pudding, because {b.he!} had been blamed for nothing.")


@scene(2)
def mended(stage):
    """Something of one breaks, and the other makes it whole again in a way that suits it."""
    breaks = {"kite": ("the string of {x} broke", "a new string"), "wagon": ("a wheel came off {x}", "two long nails"),
        "doll": ("an arm came off {x}", "needle and thread"), "umbrella": ("there was a hole in {x}", "a patch of cloth"),
        "bucket": ("the handle of {x} broke", "a piece of wire"), "coat": ("{x} tore at the sleeve", "needle and thread"),
              "scooter": ("{x} lost a wheel", "a screw from the shed"), "boat": ("the sail of {x} tore", "an old handkerchief"),
              "chair": ("a leg of {x} broke", "glue and a nail"), "drum": ("{x} got a hole", "a piece of leather"),
              "basket": ("the handle came off {x}", "a strip of willow"), "net": ("{x} tore", "some string"),
              "train": ("{x} fell in two pieces", "a small hook"), "cup": ("the handle of {x} broke off", "some strong glue"),
              "teddy bear": ("an ear came off {x}", "needle and thread"), "bag": ("{x} tore open", "a big pin"),
              "book": ("a page fell out of {x}", "some paste"), "lantern": ("the glass of {x} broke", "a new pane of glass")}
    a, b = stage.pair()
    noun = stage.noun([noun.replace(" ", "_") for noun in breaks])
    x = Thing(noun, stage.dice.choice(COLOURS))
    how_it_broke, with_what = breaks[noun]
    y = stage.thing("small")
    ways = [how_it_broke.replace("{x}", form) for form in ("{a.his!} {x.n}", "the {x.n} of {a.n}", "{a.n.s} {x.short}")]
    words = dict(a=a, b=b, x=x, y=y, tool=with_what, m=stage.parent())
    had = {"broke off": "had broken off", "broke": "had broken", "came": "had come", "lost": "had lost", "tore": "had torn",
        "got": "had got", "fell": "had fallen"}
    past = next((ways[0].replace(word, perfect, 1) for word, perfect in had.items() if word in ways[0]), ways[0])
    sound = "rip" if " tore" in how_it_broke or "hole" in how_it_broke else "crack"
    stage.say(f"{{A.n}} cried because {past}.", f"[{WHEN}] {ways[1]}.",
        f"{{B.n}} heard a {sound}. It was {{a.n.s}} {{x.n}}, for {ways[1].replace('the {x.n} of {a.n}', 'it')}."
        if ways[1].startswith("the {x.n}") else f"{{B.n}} saw what had happened to {{a.n}}, for {ways[2]}.",
              f"{{A.n}} was so wild that {ways[0]}.", f"{{A.n}} was sad, because {past.replace('{x.n}', '{x.short}')}.",
              f"It was nobody's fault, but {ways[1]}, and {{b.n}} put down {{y.a}} to help.", f"There was a {sound}, and {ways[2]}.",
              f"{{A.n}} showed {{b.n}} {{a.his!}} {{x.short}} because {past.replace('{a.his!} {x.n}', 'it')}.", **words)
    if stage.chance(0.5):
        stage.say("<a: Who can mend my {x.n}?> {M.n} could not, but {b.n} could.", "<b: Do not cry, {a.call}. I can mend your {x.n}.>",
            "{A.n} asked {m.n} for help, but {m.n} had no time, so {a.he!} asked {b.n}.", "\"Give {b.n} your {x.n}!\" said {m.n} to {a.n}.",
            "<b: We need {tool} for your {x.n}, {a.call}.>", "<a: My poor {x.n}!> <b: All it needs is {tool}, {a.call}.>")
    yield
    stage.say("{B.n} mended the {x.n} with {tool}.", "So {b.n} took {tool} and mended {a.n.s} {x.n}.",
        "{B.n} fetched {tool} and set to work, and soon the {x.n} of {a.n} was whole again.",
        "With {tool}, {b.n} made the {x.n} as good as new for {a.n}.", "{A.n} held the {x.n} while {b.n} mended it with {tool}.",
        "The {x.n} needed {tool}, and {b.n} knew how to do it.")
    stage.say("\"Who mended your {x.n}?\" asked {m.n}. \"{B.n} did, with {tool},\" said {a.n}.",
        "<a: Thank you, {b.call}! Now I have my {x.n} again.>",
        "{A.n} let {b.n} have the {x.n} for a whole [day|hour|afternoon], because {b.he!} had mended it.",
        "\"Was the {x.n} not broken?\" asked {m.n}. \"It was, but {b.n} has mended it for me,\" said {a.n}.",
        "{A.n} thanked {b.n}, and {b.n} put away what was left of the {end}."
        if "glue" in with_what or "thread" in with_what else "{A.n} thanked {b.n} and took the {x.n} home.",
        "{M.n} could not see where the {x.short} had been broken, and so {a.n} showed {m.him!}.",
        end="thread" if "thread" in with_what else "glue")


@scene(2)
def secret(stage):
    """One tells another a secret about a third, who does not know; it is kept, or comes out through the one who knew."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    x = stage.thing(stage.dice.choice(["toy", "food", "treasure", "clothes"]))
    (s,) = stage.spots(1)
    m = stage.parent()
    what = stage.dice.choice(["there is {x.a} for {c.n} {s}", "{m.n} has bought {x.a} for {c.n}", "I am making {x.a} for {c.n}",
        "the {x.short} {s} is for {c.n}"])
    told = what.replace("there is", "there was").replace("has bought", "had bought").replace("I am", "{a.he!} was").replace(" is for",
        " was for")
    words = dict(a=a, b=b, c=c, x=x, s=s, m=m)
    stage.say(f"{{A.n}} whispered into {{b.n.s}} ear, \"{upper(what)}.\" {{C.n}} heard nothing.",
        f"<a: Can you keep a secret, {{b.call}}?> <b: Yes, {{a.call}}.> <a: {upper(what)}.>",
        f"When {{c.n}} was out of the room, {{a.n}} told {{b.n}} that {told}."
        if not stage.place.outdoors else f"When {{c.n}} was far enough away, {{a.n}} told {{b.n}} that {told}.",
        f"{{A.n}} told only {{b.n}} that {told}.",
        f"{{B.n}} knew a secret. It was from {{a.n}}: {what.replace('I am', '{a.n} was').replace('has bought', 'had bought').replace('there is', 'there was').replace(' is for', ' was for')}.",
              f"<a: {{B.call}}, do not tell {{c.n}}, but {what.replace('for {c.n}', 'for {c.him!}')}.>", **words)
    yield
    if stage.chance(0.5):
        stage.say("\"What did {a.n} tell you?\" {c.n} asked {b.n}. \"That is a secret,\" said {b.n}.",
            "{C.n} wanted to know what {a.n} had whispered, but {b.n} did not tell {c.him!}.",
            "\"You know something, {b.call},\" said {c.n}. \"What has {a.n} told you?\" But {b.n} only smiled at {a.n}.",
            "{B.n} kept the secret of {a.n}, although {c.n} asked {b.him!} [three|four|five|ten] times.",
            "{C.n} asked {b.n} about it again and again. <b: I promised {a.n} that I would not tell.>",
            "Whenever {c.n} came near, {b.n} and {a.n} stopped talking.")
        stage.say("In the end {c.n} got the {x.short}. <b: I knew it all the time, because {a.n} told me!>",
            f"[{WHEN}] {{c.n}} found the {{x.n}}, and it was a surprise. <c: Did you know about it, {{b.call}}?> <b: Yes, from {{a.n}}.>",
            "So {c.n} knew nothing until {c.he!} had the {x.n} in {c.his!} hands. Only {a.n} and {b.n} had known.",
            "{A.n} was glad that {b.n} had said nothing when {c.n} got the {x.n}.", "At supper {c.n} got {x.a}, and {a.n} winked at {b.n}.",
            "<c: {X.a}! For me?> {A.n} and {b.n} laughed.")
    else:
        stage.say("But {b.n} could not keep it and told {c.n}.",
            f"[{WHEN}] {{b.n}} forgot that it was a secret and told {{c.n}} about the {{x.n}}.",
            "{B.n} said to {c.n}, \"I am not allowed to tell you that you will get {x.a}.\"",
            "\"{C.call}, you will get {x.a},\" said {b.n}, and then {b.he!} put a hand over {b.his!} mouth.",
            "{C.n} asked so often that {b.n} told {c.him!} about the {x.n}.",
            "{B.n} could not wait. <b: {C.call}, there will be {x.a} for you!>")
        stage.say("\"Who told you about the {x.n}?\" {a.n} asked {c.n}. \"{B.n} did,\" said {c.n}.",
            "{A.n} was cross with {b.n}, because only {b.he!} had known about the {x.n}.",
            "<a: I will tell you no more secrets, {b.call}.>", "So {c.n} was not surprised at all when {c.he!} got the {x.n}.",
            "{C.n} acted surprised when {c.he!} saw the {x.n}, so that {a.n} would not be cross with {b.n}.",
            "\"It was a secret!\" said {a.n} to {b.n}. \"Now {c.n} knows about the {x.n}.\"")


@scene(2)
def letter(stage):
    """Someone far away writes to one of those who are here, asks for something, and gets an answer."""
    a, b = stage.pair()
    world = stage.world
    if not stage.unused(["letter"]):
        return
    world.nouns.append("letter")
    far = stage.dice.choice(["the sea", "the mountains", "the city", "a ship", "the hospital", "a farm in the hills", "the lighthouse",
        "an island", "the castle", "the north"])
    if a.kind in ("girl", "boy"):
        d = world.child()
    else:
        d = world.make("parent")
    x = stage.thing(stage.dice.choice(["toy", "clothes", "small"]))
    kin = stage.dice.choice(["cousin", "friend"]) if d.kind in ("girl", "boy") else None
    ask, did, answer = stage.dice.choice([
        ("Please send me your {x.short}", "put the {x.short} into a parcel", "The {x.n} is on its way"),
        ("When will you come to see me", "looked at the calendar", "I will come on [Monday|Sunday|Friday|Saturday]"),
        ("Have you still got my {x.short}", "looked for the {x.short} until {a.he!} found it", "Yes, I have your {x.n}"),
        ("Have you found {x.a}? I left the {x.n} at your house", "found the {x.short} under the bed", "Your {x.n} was under the bed"),
        ("How is {b.n}", "asked {b.n} how {b.he!} was", "{B.n} is well and sends you {b.his!} love"),
        ("What colour is your {x.n}", "looked at the {x.n}", "My {x.n} is {x.colour}") if x.colour else ("How is {b.n}",
        "asked {b.n} how {b.he!} was", "{B.n} is well and sends you {b.his!} love")])
    mark = "?" if ask.startswith(("When", "Have you still", "How", "What")) else "."
    words = dict(a=a, b=b, d=d, x=x, far=far)
    who = f"{{d.n}}, {{a.n.s}} {kin}, who was" if kin else "{d.n}, who was"
    at = {"the sea": "by the sea", "a ship": "on a ship", "a farm in the hills": "on a farm in the hills", "an island": "on an island",
        "the lighthouse": "at the lighthouse", "the north": "in the north"}.get(far, "in " + far)
    stage.say(f"A letter came for {{a.n}}. It was from {who} {at}. In it {{a.n}} read, \"{ask}{mark}\"",
        f"The postman had a letter for {{a.n}} from {who} {at}. \"{ask}{mark}\" it said." if mark == "?"
        else f"The postman had a letter for {{a.n}} from {who} {at}. \"{ask},\" it said.",
        f"{{D.n}}, who was {at}, had written to {{a.n}}. \"{ask}{mark}\"",
              f"{{B.n}} brought {{a.n}} a letter. \"It is from {{d.n}},\" said {{b.n}}. {{D.n}}, who was {at}, wrote, \"{ask}{mark}\"",
              f"<b: There is a letter for you, {{a.call}}.> It came from {{d.n}}, who was {at}. \"{ask}{mark}\" asked {{d.n}} in it."
              if mark == "?"
              else f"<b: There is a letter for you, {{a.call}}.> It came from {{d.n}}, who was {at}. \"{ask}{mark}\"",
              f"{{A.n}} could not read the letter, so {{b.n}} read it to {{a.him!}}. It was from {who} {at}. \"{ask}{mark}\"", **words)
    yield
    stage.say(f"{{A.n}} {did} and wrote to {{d.n}}, \"{answer}.\"",
        f"So {{a.n}} {did}. This was {{a.his!}} answer to {{d.n}}: \"{answer}.\"",
        f"\"What will you write to {{d.n}}?\" asked {{b.n}}. {{A.n}} {did}. <a: I will write this: {answer}.>",
        f"{{A.n}} {did}. \"{answer},\" {{a.he!}} wrote back to {{d.n}}.",
        f"First {{a.n}} {did}, and then {{b.n}} helped {{a.him!}} to write to {{d.n}}, \"{answer}.\"",
        f"{{A.n}} {did}, took a pen and wrote to {{d.n}}, \"{answer}.\"")
    if stage.chance(0.6):
        stage.say("{B.n} took the letter to the post, and soon {d.n} had it.", "A week later {d.n} got the letter from {a.n}.",
            "\"To whom is that letter?\" asked {b.n}. \"To {d.n},\" said {a.n}.", "{D.n} was glad to hear from {a.n}.",
            "On the envelope {a.n} wrote the name of {d.n}, and {b.n} stuck a stamp on it.",
            "Far away, {at}, {d.n} opened the letter from {a.n}.", at=at)


@scene(2)
def turns(stage):
    """Two take turns with a thing; whose turn it is follows from who had it last."""
    a, b = stage.pair()
    x = stage.thing("toy")
    m = stage.parent()
    stage.say("There was only one {x.n} for {a.n} and {b.n}. {A.n} had the first turn.",
        "{A.n} and {b.n} both wanted the {x.short}. <m: {A.n} first, and then {b.n}.>",
        "{A.n} and {b.n} had {x.a} together. It was {a.n.s} turn.",
        "<b: I want the {x.n}!> <a: Me first, {b.call}, then you.> So {a.n} had it first.",
              "<m: You must take turns with the {x.n}.> {A.n} began, and {b.n} waited.",
              "{A.n} and {b.n} drew straws for the {x.short}. {A.n} had the long one, so {a.he!} came before {b.n}.", a=a, b=b, x=x, m=m)
    if stage.chance(0.6):
        played(stage, "a", x)
    if stage.chance(0.5):
        yield
    stage.say("Then it was the turn of {b.n}.", "<b: Now it is my turn, {a.call}.> {A.n} gave {b.him!} the {x.n}.",
        "\"You have had the {x.n} long enough, {a.call},\" said {m.n}. \"Now {b.n} may have it.\"",
        f"[{WHEN}] the {{x.n}} went from {{a.n}} to {{b.n}}.",
        "{B.n} counted to [twenty|thirty|fifty|a hundred]. Then {b.he!} got the {x.n} from {a.n}.",
        "{A.n} had had the {x.n} long enough, so {b.n} took it.")
    if stage.chance(0.6):
        played(stage, "b", x)
    if stage.chance(0.5):
        yield
    stage.say("\"Whose turn is it with the {x.n}?\" asked {m.n}. {B.n} had had the {x.n}, so it was {a.n.s} turn.",
        "After {b.n} it was {a.n} again.", "<a: Your turn is over, {b.call}. Give me the {x.n}!>",
        "{M.n} said that {b.n} had had the {x.n} just as long as {a.n}.",
        "{B.n} did not want to stop, but then {b.he!} gave the {x.n} back to {a.n}.",
        "\"Who had the {x.n} first?\" asked {m.n}. \"{A.n},\" said {b.n}. \"After {a.n} it was me.\"",
              "So {a.n} had the {x.n} twice, and {b.n} had it once. <b: That is not fair, {a.call}!>",
              "{A.n} waited until {b.n} had finished, and then it was {a.his!} turn with the {x.short}.")


@scene(2, moving=True)
def seats(stage):
    """Who sits where at the table, and who sits next to whom."""
    a, b = stage.pair()
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    x = stage.thing("food")
    one, two, three = stage.dice.sample("red blue green yellow white black brown".split(), 3)
    seat = stage.noun("chair stool cushion seat".split())
    words = dict(a=a, b=b, c=c, x=x, one=one, two=two, three=three, seat=seat, m=stage.parent())
    stage.say("At the table {a.n} sat on the {one} {seat}, {b.n} on the {two} one and {c.n} on the {three} one.",
        "{B.n} took the {two} {seat}, which was in the middle. On the left, on the {one} one, sat {a.n}, and on the right, on the {three} one, sat {c.n}.",
        "{A.n}, {b.n} and {c.n} had three {seat}s. The {one} one was for {a.n}, the {two} one for {b.n}, and the {three} one was left for {c.n}.",
              "{A.n} wanted the {one} {seat}, and {c.n} wanted the {three} one. So only the {two} {seat} was left for {b.n}, who sat between {a.n} and {c.n}.",
              "{B.n} sat between {a.n} and {c.n} on the {two} {seat}. {A.n.s} {seat} was {one}, and {c.n.s} was {three}.",
              "\"Where shall I sit?\" asked {a.n}. \"On the {one} {seat},\" said {c.n}, who sat on the {three} one. {B.n} was on the {two} {seat} already.",
              **words)
    yield
    stage.say("The {x.n} was in front of the {one} {seat}, so {a.n} got it first.", "<c: Who is on the {two} {seat}?> <a: {B.n} is.>",
        "\"Pass the {x.n} to the {three} {seat}!\" said {a.n}. So {b.n} gave it to {c.n}.",
        "There was a crumb on the {one} {seat} when {a.n} got up.",
        "Someone had spilt [milk|soup|jam] on the {two} {seat}. <a: That was you, {b.call}!>",
        "{A.n} stood up to get {x.a}. When {a.he!} came back, {b.n} was sitting on the {one} {seat}. <a: That is my {seat}, {b.call}!>",
              "The cat jumped on the {three} {seat}, because {c.n} had left it for a moment.",
              "{B.n} wobbled and laughed. The {two} {seat} was the worst of the three.",
              "{A.n} and {b.n} changed places. Now {a.n} was on the {two} {seat} and {b.n} on the {one} one.")


@scene(2)
def ages(stage):
    """How old each is, and what follows: who is older, and by how much."""
    a, b = stage.pair()
    if not stage.unused(["older"]):
        return
    stage.world.nouns.append("older")
    age, more = stage.dice.randint(4, 8), stage.dice.choice([1, 1, 2, 3])
    words = dict(a=a, b=b, age=NUMBERS[age], more=NUMBERS[more] + (" year" if more == 1 else " years"), older=NUMBERS[age + more],
        next=NUMBERS[age + 1], then=NUMBERS[age + more + 1], m=stage.parent(), x=stage.thing())
    stage.say("{A.n} was {age}. {B.n} was {more} older, so {b.he!} was {older}.",
        "{B.n} was {older} years old and {a.n} was {age}. So {b.n} was {more} older than {a.n}.",
        "\"How old are you, {a.call}?\" asked {m.n}. \"I am {age},\" said {a.n}, \"and {b.n}, who is {more} older, is {older}.\"",
        "{A.n} was {more} younger than {b.n}. {B.n} was {older}, and {a.n} was {age}.",
              "Although {a.n} was only {age} and {b.n} was {older}, they were [good friends|of the same size|in the same class].",
              "<b: I am {older}.> <a: And I am {age}. You are {more} older than I am, {b.call}.>", **words)
    yield
    stage.say("\"Who is the older one?\" asked {m.n}. It was {b.n}, of course, for {b.he!} was {older}.",
        "On {a.his!} next birthday {a.n} would be {next}.", "There were {age} candles on {a.n.s} cake on {a.his!} last birthday.",
        "{M.n} put {older} candles on a cake. So it was for {b.n}, not for {a.n}, who was {age}.",
        "<a: Next year I will be {next}.> <b: And I will be {then}, so I will still be older than you, {a.call}.>",
        "{M.n} gave the {x.short} to the older one, so {b.n} got it, and {a.n} was cross.",
              "{A.n} wanted to be {older}, too, but {a.he!} had to wait for {more}.",
              "\"The younger one may begin,\" said {m.n}. So {a.n}, who was {age}, began.",
              "\"Only children who are {older} may [come in|ride on the horse|stay up late|use the saw]!\" said {m.n}. So {b.n} was allowed, but {a.n} was not."
              if a.kind in ("girl",
              "boy") else "{B.n} made {older} marks on a tree, one for each year.")


@scene(2)
def week(stage):
    """What was done on which day; later someone asks."""
    deeds = ["went swimming", "baked a cake", "cleaned the windows", "went to the market", "read a book", "planted beans", "picked apples",
        "visited the baker", "built a tower", "mended the fence", "washed the dog", "rode on the cart", "wrote a letter",
        "painted a picture", "went to the mill", "caught a fish", "made some jam", "swept the yard", "flew a kite", "milked the goat",
        "sang in the church", "found a nest", "cooked soup", "climbed the hill"]
    a, b = stage.pair()
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    start = stage.dice.randint(0, 4)
    d1, d2, d3 = days[start : start + 3]
    one, two, three = stage.dice.sample([deed for deed in deeds if not deed.endswith(tuple(stage.world.names))], 3)
    words = dict(a=a, b=b, d1=d1, d2=d2, d3=d3, one=one, two=two, three=three, m=stage.parent())
    stage.say("On {d1} {a.n} {one}, and on {d2} {a.he!} {two}.", "{A.n} {one} on {d1} and {two} on {d2}.",
        "When it was {d1}, {a.n} {one}. The next day, on {d2}, {a.he!} {two}.", "{A.n} {one}. That was on {d1}. On {d2} {a.he!} {two}.",
        "The day before {d2} {a.n} {one}, and on {d2} {a.he!} {two}.", "On {d1} {a.n} {one}, while {b.n} {two}.", **words)
    swapped = "while {b.n}" in stage.world.text[-1] or f"while {b.called}" in stage.world.text[-1]
    stage.say("On {d3} {a.n} {three} with {b.n}.", "{D3} was the day on which {a.n} and {b.n} {three}.",
        "The day after {d2} was {d3}, and then {b.n} {three}.", "{B.n} came on {d3}, and together they {three}.",
        "After that came {d3}. {B.n} {three}, but {a.n} did nothing at all.", "And on {d3} {b.n} {three}.")
    yield
    if swapped:
        stage.say("\"What did {b.n} do on {d1}?\" asked {m.n}. \"I know that {b.he!} {two},\" said {a.n}.",
            "{M.n} asked who {one} on {d1}. It was {a.n}.",
            "\"Was it you who {two} on {d1}?\" {m.n} asked {a.n}. \"No, that was {b.n},\" said {a.n}.",
            "{M.n} knew that {a.n} {one} on {d1}, but not that {b.n} {two} the same day.",
            "\"I {one} on {d1},\" said {a.n}. \"And I {two},\" said {b.n}.",
            "{M.n} thought that {b.n} {one} on {d1}. But it was {a.n} who {one}.")
    else:
        stage.say("\"When was it that you {one}, {a.call}?\" asked {m.n}. \"It was on {d1},\" said {a.n}.",
            "{M.n} asked what {a.n} did on {d2}. <a: On {d2} I {two}.>", "\"I {one} on {d1} and {two} on {d2},\" said {a.n} to {m.n}.",
            "<m: Did you do nothing on {d2}, {a.call}?> <a: I {two}!>",
            "{B.n} wanted to know what {a.n} did on {d1}. <a: That was the day when I {one}.>",
            "\"First I {one}, and the day after that I {two},\" {a.n} told {m.n}. \"So that was {d2},\" said {m.n}.")


@scene(2)
def who_is_right(stage):
    """Two disagree about a small fact that the story has told; they look, and one is right."""
    a, b = stage.pair()
    x = stage.thing(stage.dice.choice(["toy", "small", "clothes", "tool"]))
    s, r = stage.spots(2)
    m = stage.parent()
    by_colour = bool(x.colour) and stage.chance(0.5)
    wrong = stage.dice.choice([colour for colour in COLOURS if colour != x.colour]) if by_colour else r
    right = x.colour if by_colour else s
    words = dict(a=a, b=b, m=m, x=x, s=s, wrong=wrong, right=right)
    stage.say("{M.n} had left {x.a} {s}.", "{M.n} put {x.a} {s} and went away.", "There was {x.a} {s}, which belonged to {m.n}.",
        "{M.n.s} {x.short} was {s}.", "{S} lay {x.a}, for {m.n} had left it there.", "{A.n} and {b.n} had seen how {m.n} put {x.a} {s}.",
        **words)
    yield
    if by_colour:
        stage.say("\"What colour is my {x.n}?\" asked {m.n}. {A.n} said that it was {right}, but {b.n} said that it was {wrong}.",
            "<a: {M.n.s} {x.n} is {right}.> <b: No, {a.call}, it is {wrong}.>",
            "{B.n} thought that the {x.n} of {m.n} was {wrong}. {A.n} was sure that it was {right}.",
            "\"The {x.n} is {wrong},\" said {b.n}. \"It is not,\" said {a.n}. \"It is {right}.\"",
                  "{A.n} and {b.n} could not agree about the colour of {m.n.s} {x.n}. {Wrong}, said {b.n}. {Right}, said {a.n}.",
                  "<b: The {x.n} is {wrong}, and I bet my boots on it!> <a: I bet my hat that it is {right}!>")
    else:
        stage.say("\"Where is my {x.n}?\" asked {m.n}. {A.n} said that it was {right}, but {b.n} said that it was {wrong}.",
            "<a: {M.n.s} {x.n} is {right}.> <b: No, {a.call}, it is {wrong}.>",
            "{B.n} thought that the {x.n} of {m.n} was {wrong}. {A.n} was sure that it was {right}.",
            "\"The {x.n} is {wrong},\" said {b.n}. \"It is not,\" said {a.n}. \"It is {right}.\"",
                  "{A.n} and {b.n} could not agree where {m.n.s} {x.n} was. {Wrong}, said {b.n}. {Right}, said {a.n}.",
                  "<b: The {x.n} is {wrong}, and I bet my boots on it!> <a: I bet my hat that it is {right}!>")
    stage.say("{A.n} and {b.n} went to look. It was {right}, so {a.n} was right."
    if by_colour else "{A.n} and {b.n} went to look. The {x.n} was {right}, so {a.n} was right.",
        "{M.n} fetched the {x.n}. <m: You are right, {a.call}, and {b.n} is wrong.>",
        "{A.n} asked {m.n}, who said that the {x.n} was {right}. So {b.n} had been wrong.",
        "\"Who is right about the {x.n}?\" {b.n} asked {m.n}. \"{A.n} is,\" said {m.n}. \"The {x.n} is {right}.\"",
              "When {b.n} saw the {x.n}, {b.he!} had to say that {a.n} was right.",
              "<b: It is {right} after all. You were right, {a.call}.>",
              "The {x.n} was not {wrong} but {right}, and {b.n} had to give {a.n} [a biscuit|a turn on the swing|a piggyback ride].")


@scene(2, moving=True)
def cross_because(stage):
    """A feeling has a cause, which someone asks for; it goes away when the cause does."""
    a, b = stage.pair()
    x = stage.thing()
    m = stage.parent()
    feel, cause, said, mend = stage.dice.choice([
        ("cross", "{b.n} had taken {a.his!} {x.short}", "{B.n} has taken my {x.short}", "{B.n} gave the {x.n} back to {a.n}"),
        ("sad", "{a.he!} had lost {a.his!} {x.short}", "I have lost my {x.short}", "{B.n} found the {x.n} and brought it to {a.n}"),
        ("happy", "{b.n} had given {a.him!} {x.a}", "{B.n} has given me {x.a}",
        "{B.n} was happy, too, when {b.he!} saw {a.n} with the {x.n}"),
        ("worried", "{b.n} had not come home", "{B.n} has not come home", "Just then {b.n} came in with {x.a}"),
        ("jealous", "{b.n} had {x.a} and {a.he!} had none", "{B.n} has {x.a}, and I have none", "{B.n} let {a.n} hold the {x.n}"),
        ("ashamed", "{a.he!} had dropped {b.n.s} {x.n} in the mud", "I have dropped {b.n.s} {x.n} in the mud",
        "{A.n} washed the {x.n} and gave it to {b.n}"),
        ("proud", "{a.he!} had made {x.a} all alone", "I have made {x.a} all alone", "{B.n} wanted to know how {a.n} had made the {x.n}"),
        ("cross", "{b.n} had laughed at {a.his!} {x.short}", "{B.n} has laughed at my {x.short}",
        "{B.n} said sorry and asked {a.n} for a turn with the {x.n}"),
        ("afraid", "{b.n} had seen a wolf near the {well}", "{B.n} has seen a wolf near the {well}",
        "But {b.n} laughed. The wolf was only {x.a} in the grass, and {a.n} need not be afraid")])
    words = dict(a=a, b=b, x=x, m=m, feel=feel, well=stage.dice.choice(["well", "gate", "mill", "bridge", "stable"]))
    named = re.sub(r"\{a\.(he|his|him)!\}", lambda match: "{a.n.s}" if match[1] == "his" else "{a.n}", cause, count=1)
    stage.say(f"{{A.n}} was {{feel}} because {cause}.",
        f"Because {named}, {{a.he!}} was {{feel}}." if "{a." in named else f"Because {named}, {{a.n}} was {{feel}}.",
        f"{{A.n}} was {{feel}}, for {cause}.",
              f"{upper(named)}, and that was why {{a.he!}} was {{feel}}."
              if "{a." in named else f"{upper(named)}, and that was why {{a.n}} was {{feel}}.",
              f"{{A.n}} sat {{p.in}} and was {{feel}}. The reason was that {cause}.",
              f"Nobody was as {{feel}} as {{a.n}}, and no wonder, because {cause}.",
              p=stage.place, **words)
    yield
    stage.say(f"\"Why are you {{feel}}, {{a.call}}?\" asked {{m.n}}. \"Because {said[0].lower() + said[1:] if said[0] != 'I' and said[0] != '{' else said.replace('{B.n}', '{b.n}')},\" said {{a.n}}.",
        f"{{M.n}} asked {{a.n}} what the matter was. <a: {said}.>",
        f"{{M.n}} looked at {{a.n}}. <m: You look {{feel}}, {{a.call}}.> <a: That is because {said.replace('{B.n}', '{b.n}')}.>",
        f"<m: Is {{a.n}} {{feel}}?> <b: Yes, because {cause.replace('{b.n}', 'I').replace('had ', 'have ')}.>"
        if cause.startswith("{b.n} had ") and "none" not in cause and "home" not in cause else f"{{A.n}} told {{m.n}} that {cause}.",
        f"{{M.n}} saw that {{a.n}} was {{feel}} and wanted to know the reason. <a: {said}, {{m.call}}.>",
              f"{{A.n}} did not want to talk, but {{m.n}} asked again. <a: {said}.>")
    stage.say(f"{mend}.", f"{mend}.", f"[{WHEN}] {lower(mend)}." if mend[0] == "{" else f"{mend}.")
    if feel not in ("happy", "proud"):
        stage.say("After that {a.n} was not {feel} any more.",
            "\"Are you still {feel}, {a.call}?\" asked {m.n}. {A.n} shook {a.his!} head.", "So {a.n} stopped being {feel}.",
            "<a: I am not {feel} any more, {m.call}.>", "{M.n} was glad that {a.n} was no longer {feel}.",
            "If anyone was {feel} now, it was not {a.n}.")


@scene(2, moving=True)
def relations(stage):
    """Who is whose sister, brother, cousin, aunt; later they are spoken of in that way."""
    a, b = stage.pair()
    if a.kind not in ("girl", "boy") or b.kind not in ("girl", "boy"):
        return
    d, e = stage.world.child(), stage.world.child()
    kin = lambda one: stage.dice.choice(["sister", "cousin"] if one.she else ["brother", "cousin"])
    k1, k2 = kin(d), kin(e)
    p, q = stage.elsewhere(2)
    words = dict(a=a, b=b, d=d, e=e, k1=k1, k2=k2, p=p, q=q, m=stage.parent(), x=stage.thing("small"))
    stage.say("{A.n.s} {k1} was called {d.n}, and {b.n.s} {k2} was called {e.n}.", "{A.n} had a {k1}, {d.n}, and {b.n} had a {k2}, {e.n}.",
        "{D.n} was the {k1} of {a.n}, and {e.n} was the {k2} of {b.n}.",
        "{A.n} had brought {a.his!} {k1} {d.n}. {B.n} had brought {b.his!} {k2} {e.n}.",
        "<a: My {k1} is called {d.n}.> <b: My {k2} is called {e.n}.>",
        "\"Is {d.n} your {k1}?\" asked {b.n}. \"Yes,\" said {a.n}, \"and {e.n} is your {k2}.\"", **words)
    stage.say("{D.n} was {p.in}, and {e.n} was {q.in}.", "While {e.n} had gone {q.to}, {d.n} was {p.in}.",
        "{D.n} liked to be {p.in}, but {e.n} was {q.in}.", "{E.n} had work to do {q.in}, so {d.n} was alone {p.in}.",
        "{D.n} had gone {p.to} to rest. {E.n} was busy {q.in}.", "{D.n} sat {p.in} and read, while {e.n} sang {q.in}.")
    yield
    if stage.chance(0.5):
        a, b, d, e, k1, k2, p, q = b, a, e, d, k2, k1, q, p
    stage.say("\"Where is your {k1}?\" {m.n} asked {a.n}. \"{D.n} is {p.in},\" said {a.n}.",
        "{M.n} was looking for {a.n.s} {k1} and found {d.n} {p.in}.", "{B.n} took {x.a} to the {k1} of {a.n}, so {b.he!} went {p.to}.",
        "<m: Is your {k2} {q.in}, {b.call}?> <b: Yes, {e.n} is there.>",
        "\"My {k1} wants {x.a},\" said {a.n}. So {m.n} took the {x.n} {p.to} and gave it to {d.n}.",
        "{A.n} called {a.his!} {k1}, and {d.n} came out of {p}.",
              "{E.n} wanted to show {x.a} to {a.n.s} {k1}, so {e.he!} went {p.to}, where {d.n} was.",
              "There was {x.a} for {b.n.s} {k2}. <m: Take it to {e.n}, who is {q.in}.>", a=a, b=b, d=d, e=e, k1=k1, k2=k2, p=p, q=q)
    if stage.chance(0.5):
        stage.say("Then {d.n} and {a.n} went home, and {e.n} went with {b.n}.",
            "{B.n} liked {a.n.s} {k1}, but nobody was as dear to {b.him!} as {e.n}.",
            "In the evening {a.n} told {d.n} about {b.n} and {e.n}.",
            "<b: {E.n} is taller than your {k1}, {a.call}.> <a: But {d.n} is faster.>",
            "{M.n} asked {e.n} whose {k2} {e.he!} was. <e: I belong to {b.n}.>", "{D.n} went to {a.n}, and {e.n} went to {b.n}.")


@scene(2)
def two_hands(stage):
    """Something is in the left hand and something else in the right; a guess and what comes of it."""
    a, b = stage.pair()
    x, y = stage.thing("small"), stage.thing(stage.dice.choice(["small", "food"]))
    one, two = stage.dice.sample(["left", "right"], 2)
    hand = "hand" if a.kind in ("girl", "boy") else "paw" if a.kind in ("fox", "rabbit", "bear", "mouse", "squirrel", "hedgehog", "badger",
        "mole", "cat", "dog", "beaver") else "side"
    if hand == "side":
        return
    words = dict(a=a, b=b, x=x, y=y, one=one, two=two, hand=hand, m=stage.parent())
    stage.say("{A.n} had {x.a} in {a.his!} {one} {hand} and {y.a} in {a.his!} {two}.",
        "In {a.n.s} {one} {hand} was {x.a}, and in the {two} one was {y.a}.",
        "{A.n} hid {x.a} in {a.his!} {one} {hand}. In the other, the {two}, was {y.a}.",
        "{X.a} was in the {one} {hand} of {a.n}, while the {two} one held {y.a}.",
        "{A.n} took {x.a} in {a.his!} {one} {hand} and {y.a} in {a.his!} {two} and put both behind {a.him!}.",
        "With {a.his!} {one} {hand} {a.n} picked up {x.a}, and with the {two} {y.a}.", **words)
    yield
    if stage.chance(0.5):
        x, y, one, two = y, x, two, one
    stage.say("<a: Left or right, {b.call}?> <b: {One}!> {A.n} opened {a.his!} {hand}, and {b.n} got the {x.n}.",
        "{B.n} chose the {one} {hand}, so {a.n} gave {b.him!} the {x.n}. The {y.n} stayed in the {two}.",
        "{B.n} wanted the {x.n}, so {b.he!} pointed to {a.n.s} {one} {hand}.",
        "\"What is in your {one} {hand}, {a.call}?\" asked {m.n}. {A.n} opened it. It was the {x.n}.",
        "{B.n} tapped the {two} {hand}, but {b.he!} had hoped for the {x.n} and only got the {y.n}.",
        "{A.n} opened {a.his!} {one} {hand} and let {b.n} see the {x.n}, but {a.he!} kept the {y.n} hidden.",
              "{A.n} had to scratch {a.his!} nose with {a.his!} {one} {hand}, and so {a.he!} dropped the {x.n}. {B.n} picked it up.",
              "<b: I think that the {x.n} is in your {two} {hand}.> <a: No, the {y.n} is in that one. The {x.n} is in the {one}.>", x=x,
              y=y, one=one, two=two)


@scene(2)
def shopping(stage):
    """Coins, prices and change, counted right."""
    a, b = stage.pair()
    m = stage.parent()
    x, y = stage.thing(stage.dice.choice(["toy", "small", "clothes"])), stage.thing(stage.dice.choice(["toy", "food", "tool"]))
    had, price = stage.dice.randint(4, 10), stage.dice.randint(2, 6)
    price = min(price, had - 1)
    rest = had - price
    other = stage.dice.choice([cost for cost in range(1, 11) if cost != rest and cost != price])
    coins = lambda count: many(count, "coin")
    words = dict(a=a, b=b, m=m, x=x, y=y, had=coins(had), price=coins(price), rest=coins(rest), other=coins(other), had_n=NUMBERS[had],
        price_n=NUMBERS[price], rest_n=NUMBERS[rest], other_n=NUMBERS[other],
                 shop=stage.dice.choice(["shop", "market", "fair", "stall by the church"]))
    stage.say("{A.n} had {had} and went to the {shop} with {b.n}. {X.a} cost {price}, and {y.a} cost {other}.",
        "At the {shop} there was {x.a} for {price} and {y.a} for {other}. {A.n} had {had}.",
        "{M.n} gave {a.n} {had} for the {shop}. <m: Buy {x.a}, {a.call}. It costs {price}.>",
        "\"How much is the {x.short}?\" asked {a.n}, who had {had}. \"It costs {price},\" said the man at the {shop}.",
        "With {had} in {a.his!} pocket {a.n} came to the {shop}. {B.n} showed {a.him!} {x.a} that cost only {price}.",
        "{A.n} counted {a.his!} money at the {shop}. There were {had}, and {x.a} cost {price}.", **words)
    known = "cost " + words["other"] in stage.world.text[-1] or "for " + words["other"] in stage.world.text[-1]
    yield
    stage.say("{A.n} bought the {x.n} for {price}, so {a.he!} had {rest} left.",
        "So {a.n} paid {price} for the {x.n} and put the other {rest_n} back into {a.his!} pocket."
        if rest > 1 else "So {a.n} paid {price} for the {x.n} and put the last one back into {a.his!} pocket.",
        "{A.n} gave the man {price} and got the {x.n}. \"How much have you left?\" asked {b.n}. \"{Rest},\" said {a.n}.",
        "\"I will take the {x.short},\" said {a.n}, and {a.he!} paid {price}. That left {a.him!} with {rest}.",
        "The {x.n} was soon in {a.n.s} bag. {A.n} had had {had} before, and now {a.he!} had {rest_n}.",
        "{A.n} gave away {price_n} of {a.his!} {had}, got the {x.n} and kept {rest_n}.")
    if known:
        stage.say("Now the {y.n} was " + ("too dear for {a.n}, who had only {rest}."
        if other > rest else "no problem for {a.n}, for it cost only {other}."),
            *(["{A.n} wanted the {y.n} as well, but it cost {other}, and {a.he!} had only {rest}.",
            "<b: Buy the {y.n}, too, {a.call}!> <a: I cannot. It costs {other}, and I have {rest}.>",
            "For the {y.n} {a.n} would have needed {other}, and {a.he!} had only {rest_n}."] if other > rest else
                  ["{A.n} could buy the {y.n} as well, because it cost {other} and {a.he!} had {rest}.",
                  "<b: Can you buy the {y.n}, too, {a.call}?> <a: Yes, it costs {other}, and I have {rest}.>",
                  "The {y.n} cost {other}, so {a.n} bought that, too, for {b.n}."]))
    elif stage.chance(0.6):
        stage.say("At home {m.n} asked, \"What did you pay for the {x.n}?\" {A.n} told {m.him!} that it was {price}.",
            "{A.n} showed {m.n} the {x.n} and gave {m.him!} the {rest} that were left."
            if rest > 1 else "{A.n} showed {m.n} the {x.n} and gave {m.him!} the coin that was left.",
            "<b: Will you lend me {rest}, {a.call}?> <a: Yes, but then I will have none.>",
            "\"You had {had}, and now you have {rest_n},\" said {b.n} to {a.n}. \"So the {x.n} cost {price_n}.\"",
            "{A.n} carried the {x.n} home, and {b.n} carried the {rest}.",
            "{M.n} liked the {x.n} that {a.n} had bought and asked how much it had cost. It was {price}.")


@scene(2, moving=True)
def two_roads(stage):
    """Where the left road leads and where the right one; who takes which, and where they come out."""
    a, b = stage.pair()
    p, q = stage.dice.sample("mill lake church castle bakery station windmill river village inn forge lighthouse fair school".split(), 2)
    one, two = stage.dice.choice([("left", "right"), ("right", "left"), ("long", "short"), ("stony", "grassy"), ("wide", "narrow"),
        ("upper", "lower"), ("short", "long"), ("muddy", "dry")])
    sees = {"mill": "a sack of flour", "lake": "a swan", "church": "a tall tower", "castle": "a flag on a tower", "bakery": "fresh rolls",
        "station": "a train", "windmill": "four big sails", "river": "a ferry", "village": "children at a fountain",
        "inn": "a cook with a spoon", "forge": "a horse with a new shoe", "lighthouse": "a great lamp", "fair": "a merry-go-round",
        "school": "a teacher with a bell"}
    words = dict(a=a, b=b, p=p, q=q, one=one, two=two, see1=sees[p], see2=sees[q], m=stage.parent())
    stage.say("The {one} road led to the {p}, and the {two} one led to the {q}.",
        "{A.n} and {b.n} came to a fork in the road. Whoever took the {one} road came to the {p}, and whoever took the {two} one came to the {q}.",
        "\"The {one} road goes to the {p},\" said {m.n} to {a.n} and {b.n}, \"and the {two} road goes to the {q}.\"",
        "<a: Where does the {one} road go?> <b: To the {p}. The {two} one goes to the {q}.>",
        "To get to the {p}, people took the {one} road. To get to the {q}, they took the {two} road.",
        "{A.n} knew two roads, the {one} one to the {p} and the {two} one to the {q}.", **words)
    yield
    stage.say("{A.n} wanted to see the {p}, so {a.he!} took the {one} road. {B.n} took the {two} one.",
        "{A.n} took the {one} road, and {b.n} took the {two} road.",
        "\"I must go to the {q},\" said {b.n}, and {b.he!} went down the {two} road. {A.n} took the {one}.",
        "At the fork {a.n} said goodbye to {b.n}. {A.n} walked along the {one} road and {b.n} along the {two} one.",
        "Because {b.n} had chosen the {two} road, {a.n} chose the {one} road.",
        "<b: I will take the {two} road.> <a: Then I will take the {one}, {b.call}.>")
    stage.say("So {a.n} came to the {p} and saw {see1}.", "At the end of {a.his!} road {a.n} saw {see1}, for it was the road to the {p}.",
        "Soon {b.n} was at the {q}, where there was {see2}." if q not in ("bakery", "village",
        "windmill") else "Soon {b.n} was at the {q}, where there were {see2}.",
        "An hour later {b.n} stood before the {q} and {a.n} before the {p}.", "{A.n} reached the {p} before {b.n} reached the {q}.",
        "{B.n} saw {see2} at the {q}, but there was no {a.n} there, for {a.he!} was at the {p}."
        if a.name else "{B.n} saw {see2} at the {q}, while {a.n} was at the {p}.")
    if stage.chance(0.5):
        stage.say("\"Where have you been, {a.call}?\" asked {m.n}. \"I have been at the {p},\" said {a.n}. \"And I have been at the {q},\" said {b.n}.",
            "On the way back {b.n} came along the {two} road, and {a.n} came along the {one} one.",
            "{A.n} told {b.n} that there was {see1} at the {p}." if p not in ("bakery", "village",
            "windmill") else "{A.n} told {b.n} that there were {see1} at the {p}.",
            "{M.n} wanted to find {b.n}, so {m.he!} took the {two} road.",
            "{M.n} wanted to find {a.n}, so {m.he!} took the {one} road to the {p}.",
            "<a: Next time I will go to the {q}, {b.call}, and you can see the {p}.>")


@scene(2)
def promise(stage):
    """A promise that is kept in time, or forgotten and made good."""
    a, b = stage.pair()
    x = stage.thing(stage.dice.choice(["toy", "small", "clothes"]))
    m = stage.parent()
    do, did = stage.dice.choice([("bring {b.n} {x.a}", "brought {b.n} {x.a}"), ("give {b.n} {x.a}", "gave {b.n} {x.a}"),
        ("look after {b.n.s} {x.short}", "looked after {b.n.s} {x.short}"), ("clean {b.n.s} {x.short}", "cleaned {b.n.s} {x.short}"),
        ("find {b.n.s} {x.short}", "found {b.n.s} {x.short}"), ("lend {b.n} {x.a}", "lent {b.n} {x.a}"),
        ("buy {b.n} {x.a}", "bought {b.n} {x.a}"), ("mend {b.n.s} {x.short}", "mended {b.n.s} {x.short}")])
    time = stage.dice.choice(["before supper", "by noon", "before dark", "by the evening", "before the bell rang", "after lunch",
        "before tea", "as soon as it stopped raining" if stage.world.weather == "rainy" else "before bedtime"])
    to_you = do.replace("{b.n.s}", "your").replace("{b.n}", "you")
    to_me = do.replace("{b.n.s}", "my").replace("{b.n}", "me")
    words = dict(a=a, b=b, x=x, m=m, time=time)
    stage.say(f"{{A.n}} had promised to {do} {{time}}.", f"<a: I promise to {to_you}, {{b.call}}.>",
        f"\"Will you {to_me} {{time}}?\" asked {{b.n}}. {{A.n}} promised it.",
        f"{{A.n}} gave {{b.n}} {{a.his!}} word that {{a.he!}} would {do.replace('{b.n.s}', '{b.his!}').replace('{b.n}', '{b.him!}')}.",
        f"\"Do not forget to {do},\" said {{m.n}} to {{a.n}}. \"You gave {{b.n}} your word.\"",
        f"There was one thing that {{a.n}} must not forget. {{A.n}} had promised to {do}.", **words)
    yield
    if stage.chance(0.6):
        stage.say(f"{{A.n}} kept {{a.his!}} promise and {did}.",
            f"{{A.n}} had promised it, and so {{a.he!}} {did}.",
            f"[{WHEN}] {{a.n}} {did}, just as {{a.he!}} had promised.",
            f"It would have been easy to forget the {{x.n}}, but {{a.n}} {did}.",
            f"{{A.n}} remembered what {{a.he!}} had promised to {{b.n}} about the {{x.n}}, and {{a.he!}} {did.replace('{b.n.s}', '{b.his!}').replace('{b.n}', '{b.him!}')}.",
            f"A promise is a promise, thought {{a.n}}, and {{a.he!}} {did}.")
        stage.say("<b: You kept your promise, {a.call}, and I have the {x.n}!>", "{B.n} was glad about the {x.n} and thanked {a.n}.",
            "<b: I knew that I could trust you with the {x.n}, {a.call}.>",
            "\"Did {a.n} keep {a.his!} promise?\" asked {m.n}. \"Yes, {a.he!} {did},\" said {b.n}.",
            "{M.n} was proud of {a.n}, who had not forgotten the {x.short}.",
            "{B.n} showed {m.n} the {x.n} and told {m.him!} about the promise of {a.n}.", did=did_for_me(did, stage))
    else:
        stage.say("But {a.n} began to play and forgot what {a.he!} had promised to {b.n}.", "{A.n} thought no more of the {x.n}.",
            "{B.n} waited for {a.n} in vain.", "{A.n} fell asleep and dreamed of something else than the {x.n}.",
            "When {b.n} came, {a.n} went red, for {a.he!} had forgotten the {x.n}.",
            "The time came, but {a.n} had forgotten all about {b.n} and the {x.n}.")
        stage.say(f"<b: What about my {{x.n}}, {{a.call}}?> Then {{a.n}} ran and {did.replace('{b.n.s}', '{b.his!}').replace('{b.n}', '{b.him!}')} after all.",
            f"{{M.n}} reminded {{a.n}} of {{a.his!}} promise, and so {{a.he!}} {did} the next day.",
            f"{{A.n}} remembered it in bed. Early the next morning {{a.he!}} {did}.",
            f"<b: You promised it, {{a.call}}!> {{A.n}} said sorry and {did.replace('{b.n.s}', '{b.his!}').replace('{b.n}', '{b.him!}')}.",
            f"\"Have you forgotten the {{x.n}}, {{a.call}}?\" asked {{m.n}}. {{A.n}} had, but a little later {{a.he!}} {did}.",
            f"Late in the evening {{a.n}} {did}, because a promise is a promise.")


def did_for_me(did, stage):
    """What was done, as the one for whom it was done says it."""
    x = stage.cast["x"]
    return did.replace("{b.n.s}", "my").replace("for {b.n}", "for me").replace("{b.n}", "me").replace("{x.a}",
        article(x.full)).replace("{x.short}", x.short)


@scene(3)
def opposites(stage):
    """Two in opposite situations speak, and what each says follows from it."""
    says = {
        "big": ["I cannot get through the hole", "I can reach the top shelf", "My bed is too short for me", "My coat needs a lot of cloth"],
        "small": ["I can slip through the hole", "I cannot reach the top shelf", "I can sleep in a shoe", "One crumb is a meal for me"],
        "hungry": ["I could eat a whole cake", "When will supper be ready", "My stomach is growling", "Is there any bread left"],
        "full": ["I could not eat another bite", "I have had three plates of soup", "You can have my pancake", "No more cake for me"],
        "tired": ["I want to go to bed", "My eyes are falling shut", "I cannot take another step", "I need a pillow"],
        "wide awake": ["I want to go on playing", "I could run to the mill and back", "It is much too early for bed",
        "I am not sleepy at all"],
        "cold": ["Shut the window", "I need a thick blanket", "My fingers are like ice", "Let me sit by the fire"],
        "hot": ["Open the window", "I need a cold drink", "My cheeks are burning", "Let me sit in the shade"],
        "up in the tree": ["I can see the whole village from here", "Up here I can touch the leaves", "You look so small down there",
        "How can I get down"],
        "down on the ground": ["What can you see from up there", "Throw me an apple from up there", "I can hold the ladder for you",
        "You look so small up there"],
        "rich": ["My house has twenty rooms", "I eat from golden plates", "I have more coins than I can count", "I can buy the whole shop"],
        "poor": ["My house has one small room", "I have only one spoon", "I have not a single coin", "I can buy nothing at all"],
        "early": ["I have been waiting for an hour", "Nobody was here when I came", "I got up before the sun", "I saw all the others come"],
        "late": ["I have missed the beginning", "Everybody was here when I came", "I slept too long", "I am sorry that you had to wait"],
        "afraid of the dark": ["Please leave the lamp on", "I will not go down into the cellar", "Something is moving in the corner",
        "Hold my hand until it is light"],
        "as brave as a lion": ["You can put out the lamp", "I will go down into the cellar", "There is nothing in the corner",
        "I like the night best"],
        "wet": ["I fell into the pond", "I need a towel", "There is water in my ears", "I had no umbrella"],
        "dry": ["I stayed under a roof", "I do not need a towel", "My umbrella was big enough", "Not a drop fell on me"]}
    names = list(says)
    told = " ".join(stage.world.text + (["tall"] if not stage.unused(["taller"]) else []))
    one, two = stage.dice.choice([pair for pair in zip(names[::2],
        names[1::2]) if pair[0] not in told and not (pair[0] == "big" and "tall" in told)])
    if one == "big":
        stage.world.nouns.append("taller")
    passing = one in ("hungry", "tired", "cold", "wet")  # another scene might change it
    if stage.chance(0.5):
        one, two = two, one
    a, b = stage.pair()
    questions = ("When will", "Is there", "How can", "What can")
    spoken = lambda text: text + ("?" if text.startswith(questions) else ".")
    words = dict(a=a, b=b, one=one, two=two, m=stage.parent())
    stage.say("{A.n} was {one}, and {b.n} was {two}.", "{B.n} was {two}, but {a.n} was {one}.", "While {a.n} was {one}, {b.n} was {two}.",
        "Although {a.n} was {one}, {b.n} was {two}.", "{A.n} was {one}. With {b.n} it was the other way round: {b.he!} was {two}.",
        "Of the two, {a.n} was {one} and {b.n} was {two}.", **words)
    if not passing and stage.chance(0.7):
        yield
    if stage.chance(0.5):
        a, b, one, two = b, a, two, one
    (s1, s2), t = stage.dice.sample(says[one], 2), stage.dice.choice(says[two])
    s1, s2, t = spoken(s1), spoken(s2), spoken(t)
    comma = lambda text: text if text[-1] == "?" else text[:-1] + ","
    stage.say(f"<a: {s1}> <b: {t}>",
        f"\"{comma(s1)}\" {'asked' if s1[-1] == '?' else 'said'} the one who was {{one}}. It was {{a.n}}. <b: {t}>",
        f"\"{comma(s1)}\" said {{a.n}} to {{b.n}}.",
        f"{{M.n}} asked {{a.n}} and {{b.n}} how they were. <a: {s1}> <b: {t}>", f"<b: {t}> <a: {s1}>",
        f"{{A.n}}, who was {{one}}, looked at {{b.n}}. <a: {s1}>", f"<m: What is it like to be {{two}}, {{b.call}}?> <b: {t}>",
              f"<a: {s1}> <a: {s2}>", a=a, b=b, one=one, two=two)
    if stage.chance(0.5):
        stage.say("\"It is easy to see that you are {one},\" said {b.n} to {a.n}.",
            "<m: Is it {a.n} who is {one}?> <b: Yes, and I am {two}.>", "<a: It must be nice to be {two}, {b.call}.>",
            "{M.n} laughed, because {a.n} was so {one}." if " " not in one else "{M.n} smiled at {a.n}, who was {one}.",
            f"<m: And you, {{a.call}}?> <a: I am {{one}}. {s2}>",
            "{B.n} did not know what it was like to be {one}, but {a.n} knew it very well.")


@scene(2, moving=True)
def feeding(stage):
    """Animals live in different places and eat different things; they are fed right, or almost wrong."""
    lives = {"rabbit": ("the hutch", "carrots"), "horse": ("the stable", "oats"), "hen": ("the henhouse", "corn"),
        "cow": ("the barn", "hay"), "pig": ("the sty", "potatoes"), "cat": ("the basket", "fish"), "dog": ("the kennel", "bones"),
        "duck": ("the pond", "bread"), "goat": ("the pen", "cabbage"), "parrot": ("the cage", "nuts"),
             "hamster": ("the box", "seeds"), "donkey": ("the shed", "thistles"), "mouse": ("the hole", "cheese"),
             "monkey": ("the tree", "bananas"), "bee": ("the hive", "sugar"), "turtle": ("the tub", "lettuce")}
    a, b = stage.pair()
    if a.kind in lives or b.kind in lives:
        return
    k, v = stage.dice.sample([kind for kind in lives if kind not in stage.world.names], 2)
    m = stage.parent()
    at = lambda kind: ("on " if kind == "duck" else "in ") + lives[kind][0]
    words = dict(a=a, b=b, m=m, k=k, v=v, f=lives[k][1], g=lives[v][1], at=at(k), there=at(v), home=lives[k][0], den=lives[v][0])
    stage.say("The {k} lived {at} and ate {f}. The {v} lived {there} and ate {g}.",
        "\"The {k}, which is {at}, gets {f},\" said {m.n} to {a.n} and {b.n}. \"The {v} {there} gets {g}.\"",
        "{A.n} had a {k} {at} and a {v} {there}. The {k} liked {f}, and the {v} liked {g}.",
        "{M.n} showed {a.n} the {k} {at} and the {v} {there}. <m: {F} for the {k}, and {g} for the {v}!>",
              "{A.n} and {b.n} had to feed the {k} {at} with {f} and the {v} {there} with {g}.",
              "There was a {k} {at}, which ate nothing but {f}. There was also a {v} {there}, and it wanted {g}.", **words)
    yield
    if stage.chance(0.5):
        k, v = v, k
    words = dict(a=a, b=b, k=k, v=v, f=lives[k][1], g=lives[v][1], at=at(k), there=at(v), home=lives[k][0], den=lives[v][0])
    stage.say("{A.n} took {f} to the {k}, and {b.n} took {g} to the {v}.",
        "{A.n} went to {home} with a bowl of {f}. The {k} was already waiting.",
        "{A.n} gave the {k} {g} by mistake. <b: No, {a.call}, the {k} eats {f}!>",
        "\"Is it the {v} that is hungry?\" asked {m.n}. No, it was the {k}, so {a.n} fetched {f}.",
        "{B.n} had only {g}, so {b.he!} went to the {v} and not to the {k}.",
        "<a: Where shall I take the {f}?> <b: To {home}, to the {k}.>",
              "Because there was no more {g}, the {v} had to wait, but the {k} got its {f} from {a.n}." if lives[v][1] in ("corn", "hay",
              "fish", "bread", "cabbage", "cheese", "sugar",
              "lettuce") else "Because there were no more {g}, the {v} had to wait, but the {k} got its {f} from {a.n}.",
              "{A.n} looked into {home}, but there was no {k}. It was with the {v} and was eating {g}." if k not in ("duck", "monkey",
              "bee") else "{A.n} called the {k} and held out some {f}.",
              **words)
    if stage.chance(0.5):
        stage.say("\"Has the {v} had its {g}?\" {m.n} asked {b.n}.", "{M.n} asked {a.n} what the {k} had eaten. <a: {F}!>",
            "When the {k} had eaten its {f}, {a.n} shut the gate.", "<m: What does the {v} eat, {b.call}?> <b: {G}, of course.>",
            "{A.n} tried some {f}, too, but {a.he!} was no {k}.", "{B.n} said good night to the {v} {there} and to the {k} {at}.")


@scene(2)
def weather_follows(stage):
    """The weather changes, and what people need and do follows from it."""
    a, b = stage.pair()
    changes = [
        ("rain", "it began to rain", "umbrella", "stayed dry under the {c} umbrella", "got wet to the skin"),
        ("snow", "it began to snow", "sledge", "slid down the hill on the {c} sledge", "made a snowman instead"),
        ("wind", "the wind grew strong", "kite", "let the {c} kite fly high above the roofs", "held on to {b.his!} hat"),
        ("dark", "it grew dark", "lantern", "lit the {c} lantern and saw the path", "walked into a bush"),
        ("cold", "it turned cold", "scarf", "put on the {c} scarf", "had a cold neck"),
        ("sun", "the sun grew hot", "straw hat", "sat under the {c} straw hat", "got a red nose"),
        ("hail", "it began to hail", "bucket", "held the {c} bucket over {a.his!} head and laughed", "got a lump on {b.his!} nose"),
        ("frost", "there was frost in the air", "coat", "buttoned up the {c} coat", "shook with cold")]
    suits = {"sun": ("sunny", "warm"), **dict.fromkeys(("snow", "cold", "hail", "frost"), ("windy", "cloudy", "cold", "foggy"))}
    _, turned, need, done, lack = stage.dice.choice([change for change in changes if stage.world.weather in suits.get(change[0], WEATHER)])
    if not stage.unused([need.removeprefix("straw ")]):
        return
    stage.world.nouns.append(need.removeprefix("straw "))
    colour, other = stage.dice.sample(COLOURS, 2)
    x, y = Thing(need, colour), stage.thing("small")
    words = dict(a=a, b=b, x=x, y=y, m=stage.parent(), turned=turned)
    did, lacked = done.replace("{c}", colour), lack
    stage.say("{A.n} had taken {x.a} along, but {b.n} had only {y.a}.",
        "{B.n} had laughed at {a.n} because of {a.his!} {x.short}. {B.n} had brought {y.a} and nothing else.",
        "\"Take your {x.short}, {a.call},\" {m.n} had said. {A.n} had done so, but {b.n} had only {y.a} with {b.him!}.",
        "{A.n} was carrying {x.a}. <b: Why do you need that {x.n}, {a.call}?>",
        "\"You will need a{an} {x.n},\" said {a.n} to {b.n}. But {b.n} took {y.a} and left {b.his!} {x.n} at home."
        if a.name else "{A.n} had {x.a}, which {b.n} had left at home.",
        "There was {x.a} over the arm of {a.n}, while {b.n} held {y.a}." if need in ("umbrella", "scarf",
        "coat") else "{A.n} had thought of everything, even of {x.a}. {B.n} had thought only of {y.a}.",
              an="n" if need[0] in "aeiou" else "", **words)
    yield
    stage.say(f"Then {turned}. {{A.n}} {did}, but {{b.n}} {lacked}.",
        f"When {turned}, {{a.n}} {did}. {{B.n}} {lacked}, because {{b.he!}} had no {{x.n}}.",
        f"[{WHEN}] {turned}, and {{a.n}} was glad of the {{x.n}}.", f"But {turned}, and so {{b.n}} {lacked}, while {{a.n}} {did}.",
        f"{{B.n}} {lacked} when {turned}. Only {{a.n}}, who had thought of the weather, {did}.", f"Because {turned}, {{a.n}} {did}.")
    stage.say("<b: {A.call}, may I share your {x.n}?> {A.n} nodded." if need in ("umbrella", "sledge", "lantern", "boat",
        "kite") else "<b: {A.call}, may I have your {x.n} for a while?> {A.n} nodded.",
        "{B.n} wished that {b.he!} had {x.a} like {a.n}.", "<a: Now you know why I brought the {x.n}, {b.call}.>",
        "So {a.n} let {b.n} have the {x.n}, and {b.n} gave {a.him!} the {y.n}.",
        "{M.n} saw {a.n} and {b.n} come home. <m: Next time you must take a{an} {x.n}, too, {b.call}!>",
        "{B.n} never laughed at the {x.n} of {a.n} again.", "What use was {y.a} now? {B.n} wanted the {x.n} that {a.n} had.")


@scene(2)
def beds(stage):
    """Who sleeps where; at night or in the morning someone is looked for there."""
    a, b = stage.pair()
    one, two = stage.dice.sample("red blue green yellow white striped brown orange".split(), 2)
    beds_of = stage.dice.sample(["the bed by the window", "the bed by the door", "the old sofa", "the hammock", "the top bunk",
        "the lower bunk", "a heap of straw", "the armchair", "a mattress in the attic", "the bench by the stove", "a tent in the garden",
        "the big bed in the corner"],
        2)
    at = [("on " if any(word in bed for word in ("sofa", "bench", "bunk", "straw", "mattress")) else "in ") + bed for bed in beds_of]
    words = dict(a=a, b=b, one=one, two=two, at=at[0], there=at[1], m=stage.parent(), cover=stage.noun("blanket quilt cover eiderdown".split()))
    stage.say("The night before, {a.n} had slept {at} under the {one} {cover}, and {b.n} had slept {there} under the {two} one.",
        "{A.n} had spent the night {at}, and {b.n} had spent it {there}. {A.n.s} {cover} was {one}, and {b.n.s} was {two}.",
        "{M.n} had found two places for the night. {A.n} had slept {at} with the {one} {cover}, and {b.n} {there} with the {two} one.",
              "\"Did you sleep well {at}?\" {b.n} asked {a.n}. \"Yes, the {one} {cover} was warm,\" said {a.n}. \"But you had to sleep {there} under the {two} one.\"",
              "{A.n} had wanted to sleep {there}, but {b.n} had been quicker. So {a.n} had slept {at}. {B.n} had got the {two} {cover} and {a.n} the {one} one.",
              "{M.n} always put {a.n} to bed {at} and {b.n} {there}. {A.n} had the {one} {cover}, {b.n} the {two} one.",
              "{B.n} slept {there} under the {two} {cover}. {A.n} slept {at} under the {one} one.", **words)
    yield
    if stage.chance(0.5):
        a, b, one, two = b, a, two, one
        at.reverse()
    stage.say("{M.n} had found the {one} {cover} on the floor in the morning. <m: Were you not cold, {a.call}?>",
        "{A.n} was still tired, because {a.he!} had not slept well {at}.",
        "\"Who snored so loudly {at} last night?\" asked {m.n}. It was {a.n}.",
        "<b: Tonight I want to sleep {at}, {a.call}!> <a: But that is where I sleep.>",
        "\"Whose is the {one} {cover}?\" asked {m.n}. \"It is {a.n.s},\" said {b.n}. \"Mine is {two}.\"",
        "{B.n} wanted to change. So from now on {b.he!} had the {one} {cover}, and {a.n} had the {two} one.",
              "{A.n} had left {a.his!} hat {at}, where {a.he!} had slept.",
              "{M.n} washed the {one} {cover}. So {a.n} would have to sleep without one.",
              "The {two} {cover} had a hole. <b: My feet were cold all night!>",
              "A mouse had run about {at}, and so {a.n} had crept to {b.n} in the dark. Both of them had slept {there}.", a=a, b=b, one=one,
              two=two, at=at[0], there=at[1])
    if stage.chance(0.4):
        stage.say("\"How did you sleep, {a.call}?\" asked {m.n}. \"Well, but {b.n} talked in {b.his!} sleep,\" said {a.n}.",
            "{M.n} folded the {one} {cover} of {a.n} and the {two} {cover} of {b.n}.",
            "{B.n} had dreamed of {a.n}, and {a.n} had dreamed of [pancakes|the sea|a white horse|a flying bed].",
            "{A.n} had been up first, while {b.n} still lay {there}.",
            "<m: Was it nice to sleep {at}, {a.call}?> <a: It was, but {b.n} had the better {cover}, the {two} one.>",
            "<b: I dreamed that I was {at} and that you were {there}, {a.call}!>")


@scene(2)
def taller(stage):
    """Three are compared; who can do what follows from it."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    measures = [
        ("taller", "tallest", "shortest", "could reach the {x.n} on the shelf", "could crawl under the fence for the {x.n}"),
        ("stronger", "strongest", "weakest", "carried the heavy box with the {x.n} in it", "carried only the {x.n}"),
        ("older", "oldest", "youngest", "was allowed to hold the {x.n} first", "was allowed to choose the {x.n}"),
        ("louder", "loudest", "quietest", "called across the river for the {x.n}", "could fetch the {x.n} without waking anyone"),
        ("faster", "fastest", "slowest", "ran back for the {x.n}", "stayed behind to look after the {x.n}"),
        ("heavier", "heaviest", "lightest", "sat on the lid of the box with the {x.n} in it",
        "walked over the thin plank to get the {x.n}")]
    more, most, less, why, why_not = stage.dice.choice([measure for measure in measures if stage.unused([measure[0]])])
    stage.world.nouns.append(more)
    x = stage.thing(stage.dice.choice(["toy", "small", "treasure"]))
    words = dict(a=a, b=b, c=c, x=x, more=more, most=most, less=less, m=stage.parent())
    stage.say("{A.n} was {more} than {b.n}, and {b.n} was {more} than {c.n}.", "{B.n} was {more} than {c.n}, but not as {base} as {a.n}.",
        "{C.n} was the {less} of the three, and {a.n} was the {most}. {B.n} was in between.",
        "\"I am {more} than {b.n},\" said {a.n}. \"And I am {more} than {c.n},\" said {b.n}.",
        "{A.n} was the {most}. After {a.him!} came {b.n}, and {c.n} was the {less}.",
        "Nobody was {more} than {a.n}. {C.n} was not even as {base} as {b.n}.",
              base={"taller": "tall", "stronger": "strong", "older": "old", "louder": "loud", "faster": "fast", "heavier": "heavy"}[more],
              **words)
    yield
    stage.say(f"Because {{a.n}} was the {{most}}, {{a.he!}} {why}.", f"Only {{a.n}} {why}, because the others were not as {{base}}.",
        f"It was {{c.n}}, the {{less}}, who {why_not}.", f"<m: I need the {{most}} of you for the {{x.n}}.> So {{a.n}} went.",
        f"<m: I need the {{less}} of you for the {{x.n}}.> So {{c.n}} went.",
        f"{{M.n}} asked for the {{most}} one. So {{a.n}} came and {why}.", f"{{C.n}} {why_not}, since {{c.he!}} was the {{less}}.",
        f"{{B.n}} was neither the {{most}} nor the {{less}}. So it was {{a.n}} who {why}.")
    if stage.chance(0.6):
        stage.say("\"Who is the {most}?\" asked {m.n}. \"{A.n},\" said {c.n}.", "<c: One day I will be {more} than you, {b.call}.>",
            "<b: At least I am {more} than {c.n}.> <c: But {a.n} is {more} than you.>",
            "\"Is {c.n} {more} than {b.n}?\" asked {m.n}. \"No, {b.n} is {more},\" said {a.n}.",
            "{C.n} did not mind being the {less}, although {a.n} was the {most}.",
            "{M.n} gave the {x.n} to {b.n}, who was not the {most} and not the {less}.")
