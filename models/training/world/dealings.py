"""Scenes of simulated stories about dealings: messages, names, order, numbers, errands, gifts, faults, promises.

As in scenes.py, each tells what follows from the state of the stage; see writer.py for the template language.
"""

from .stage import WHEN, capital, scene
from .words import COLOURS, PET_NAMES
from .writer import Person, Thing
from .writer import a as article

NUMBERS = "none one two three four five six seven eight nine ten eleven twelve".split()
SOUNDS = {"cat": "meow", "dog": "bark", "duck": "quack", "hen": "cluck", "goat": "bleat", "pig": "grunt", "donkey": "bray", "goose": "honk",
          "cow": "moo", "horse": "neigh", "crow": "caw", "frog": "croak", "mouse": "squeak", "wolf": "howl", "sparrow": "chirp"}


def plural(noun):
    """Example: plural("cherry") -> "cherries"."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "s", "x", "ato")) else "s")


def many(count, noun):
    """Example: many(3, "plum") -> "three plums"."""
    return f"{NUMBERS[count]} {noun if count == 1 else plural(noun)}"


@scene(2)
def message(stage):
    """One gives another a message for a third, who acts on it."""
    a, b = stage.pair()
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    x = stage.thing(stage.dice.choice(["toy", "small", "tool", "clothes"]))
    q, r = stage.elsewhere(2)
    (s,) = stage.spots(1)
    kind = stage.dice.choice(["thing", "meet", "spot", "wish"])
    news = {"thing": "I need {c.his!} {x.short}", "meet": "I am waiting {q.in}", "spot": "the {x.short} is {s}", "wish": "[supper is ready|the soup is hot|the postman was here|there is a visitor] {q.in}"}[kind]
    told = {"thing": "that {a.n} needed the {x.short}", "meet": "that {a.n} was waiting {q.in}", "spot": "that the {x.short} was {s}", "wish": "to come {q.to}"}[kind]
    passed = {"thing": "{A.n} needs your {x.short}", "meet": "{A.n} is waiting {q.in}", "spot": "The {x.short} is {s}", "wish": "You must come {q.to}"}[kind]
    stage.say(
        f"\"[Tell|Please tell] {{c.n}} that {news},\" [said|whispered] {{a.n}} to {{b.n}}.", f"{{A.n}} had a message for {{c.n}}. <a: {{B.call}}, please say that {news}.>" if kind != "thing" else "{A.n} had a message for {c.n}. <a: {B.call}, say that I need the {x.short}.>",
        f"\"If you see {{c.n}},\" said {{a.n}} to {{b.n}}, \"[say|tell {{c.him!}}] that {news}.\"", f"{{A.n}} could not go to {{c.n}} {{a.self}}, so {{a.he!}} asked {{b.n}} to tell {{c.him!}} {told.replace('{a.n}', '{a.he!}')}.",
        f"{{A.n}} sent {{b.n}} to {{c.n}} with a message: {told.replace('that ', '').replace('to come', 'come')}.", f"<a: Run to {{c.n}}, {{b.call}}, and say that {news}.>" if kind != "thing" else "<a: Run to {c.n}, {b.call}, and ask for the {x.short}.>",
        a=a, b=b, c=c, x=x, q=q, r=r, s=s)
    yield
    stage.say(
        f"{{B.n}} found {{c.n}} {{r.in}} and told {{c.him!}} {told}.", f"When {{b.n}} met {{c.n}}, {{b.he!}} did not forget the message. <b: {passed}.>", f"{{B.n}} ran to {{c.n}}. <b: {passed}, {{c.call}}.>",
        f"\"I have a message for you from {{a.n}},\" said {{b.n}} to {{c.n}}. \"{passed}.\"", f"So {{b.n}} went {{r.to}}, where {{c.n}} was, and gave the message of {{a.n}}. <b: {passed}.>",
        f"<b: {{C.call}}, I come from {{a.n}}.> <c: What did {{a.n}} say?> <b: {passed}.>")
    then = {
        "thing": ["So {c.n} took the {x.short} to {a.n}.", "{C.n} fetched the {x.n} and carried it to {a.n}.", "{C.n} had the {x.n} {r.in}, and soon {a.n} had it.", "<c: Give {a.n} the {x.n}, then, but I want it back.> {B.n} took it to {a.n}.",
                  "{C.n} gave {b.n} the {x.short}, and {b.n} brought it to {a.n}.", "A little later {c.n} handed the {x.short} to {a.n}."],
        "meet": ["So {c.n} went {q.to}, and there was {a.n}.", "{C.n} left {b.n} {r.in} and hurried {q.to}.", "{C.n} found {a.n} {q.in}, just as {b.n} had said.", "{A.n} was glad when {c.n} came {q.to}.",
                 "Soon {a.n} was not alone {q.in} any more, because {c.n} had come.", "<c: Then I must go {q.to}.> {C.n} ran, and {b.n} ran after {c.him!}."],
        "spot": ["{C.n} looked {s}, and there was the {x.short}.", "So {c.n} looked {s} and found the {x.n}, just as {a.n} had said.", "<c: So that is where my {x.n} is!> {C.n} took it from where it lay, {s}.", "{C.n} thanked {b.n} and went to get the {x.n}, which was {s}.",
                 "{C.n} had looked everywhere but {s}, and that was where the {x.n} was.", "It was true: {s} {c.n} found {c.his!} {x.short}."],
        "wish": ["So {c.n} left {r} and went {q.to}.", "{C.n} was {q.in} before {b.n} had caught {b.his!} breath.", "<c: Tell {a.n} that I am coming.> {C.n} ran {q.to}.", "{C.n} thanked {b.n} and hurried {q.to}.",
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
        "{A.n} had a {k.kind} called {k.n} and a {v.kind} called {v.n}.", "{A.n} looked after two animals. The {k.kind} was called {k.n}, and the name of the {v.kind} was {v.n}.", "{A.n.s} {k.kind} was called {k.n}. {B.n.s} {v.kind} was called {v.n}.",
        "{A.n} had named the {k.kind} {k.n} and the {v.kind} {v.n}.", "\"This is {k.n}, my {k.kind},\" said {a.n}, \"and that is {v.n}, my {v.kind}.\"", "There was a {k.kind} {p.in}, and {a.n} called it {k.n}. There was also a {v.kind}, which {b.n} called {v.n}.",
        "<b: What is the {k.kind} called?> <a: {K.n}. And the {v.kind} is called {v.n}.>", a=a, b=b, k=k, v=v, q=q, r=r, p=stage.place)
    if stage.chance(0.5):
        yield
    if stage.chance(0.5):
        k, v = v, k
    stage.say(
        f"[{WHEN}|Then] {{a.n}} heard a {{sound}}. <a: That must be {{k.n}}!>", "{K.n} was hungry, so {a.n} gave the {k.kind} some food. {V.n} was not hungry.", "The {k.kind} ran {q.to} and the {v.kind} ran {r.to}. <b: {V.n} is {r.in}, but where is {k.n}?> {A.n} found {k.n} {q.in}.",
        "Somebody had eaten the bread. It was not {v.n}, so it was the {k.kind}. <a: Bad {k.n}!>", "The {k.kind} was gone. {A.n} called {p.in} and {q.in}, \"{k.n}! {k.n}!\"", "{B.n} heard a loud {sound}. It was not the {v.kind}, of course. It was {k.n}.",
        "<a: {K.n} is asleep.> <b: And the {v.kind}?> <a: {V.n} is awake.>", "\"Take the {k.kind} {q.to}!\" said {m.n}. So {a.n} called {k.n}, but {v.n} came as well.", "\"Which one is {k.n}?\" asked {m.n}. \"The {k.kind},\" said {b.n}. \"The {v.kind} is {v.n}.\"",
        k=k, v=v, sound=SOUNDS[k.kind], m=stage.parent())


@scene(2)
def race(stage):
    """Three run, swim or climb; who came first, second and last has consequences."""
    a, b = stage.pair()
    c = stage.pick(a, b)
    x = stage.thing(stage.dice.choice(["food", "small", "toy"]))
    goal = stage.dice.choice(["the old oak", "the bridge", "the well", "the red gate", "the mill", "the big stone", "the church", "the hen house", "the stream", "the last house"])
    stage.say("<a: Who is [the first|faster|first] at {goal}?> {A.n}, {b.n} and {c.n} began to run.", "{C.n} wanted to race {a.n} and {b.n} to {goal}.", "\"Run to {goal}!\" said {m.n}. \"The first one gets {x.a}, and the last one gets nothing.\"",
              "There was to be a race to {goal}, and {x.a} was the prize.", "{A.n}, {b.n} and {c.n} ran a race to {goal} for a prize, which was {x.a}.", "<b: The last one at {goal} is a [snail|turnip|potato|pancake]!> All three of them ran.",
              a=a, b=b, c=c, x=x, goal=goal, m=stage.parent())
    stage.say("{A.n} was first, {b.n} was second, and {c.n} was last.", "{C.n} fell over [a root|a bucket|a goose|a stone], so {c.he!} came last. {B.n} came second, because {a.n} was faster.", "{A.n} came in before {b.n}, and {b.n} came in before {c.n}.",
              "First came {a.n}, then {b.n}, and a long way behind them came {c.n}.", "{B.n} was faster than {c.n}, but {a.n} was faster than {b.n}.", "Although {b.n} ran well, {a.n} reached {goal} before {b.him!}. {C.n} got there last.",
              "{C.n} saw {b.n} in front of {c.him!}, and {b.n} saw {a.n}. That was how they reached {goal}.")
    yield
    stage.say("The winner was {a.n}, so {a.n} got {x.a}.", "\"Who was last?\" asked {m.n}. \"I was,\" said {c.n}. \"And who won?\" \"It was {a.n},\" said {c.n}.", "{M.n} gave the {x.short} to the winner. <a: Thank you, {m.call}!>", "<a: I won!> <b: And I was second.> {C.n} said nothing at all.",
              "<c: I was last, but next time I will be faster than you, {a.call}.>", "{M.n} asked who had come after {a.n}. It was {b.n}.", "{M.n} had {x.a} for the winner and a kiss for the one who was last. So {a.n} got the {x.n}, and {c.n} got the kiss.",
              "{C.n} was sad, because nobody had been behind {c.him!}. {A.n}, who had won, gave {c.him!} the {x.n}.")


@scene(2)
def how_many(stage):
    """Things are counted, given away and counted again."""
    a, b = stage.pair()
    noun = stage.dice.choice("plum apple pear cherry nut shell button marble feather biscuit bun egg carrot radish fig coin stone stamp acorn tart cookie pencil balloon".split())
    stage.world.nouns.append(noun)
    count = stage.dice.randint(3, 9)
    given = stage.dice.randint(1, count - 1)
    had = stage.dice.choice([0, 0, 1, 2, 3])
    left, now = count - given, had + given
    words = dict(a=a, b=b, ns=plural(noun), n=noun, count=many(count, noun), number=NUMBERS[count], given=NUMBERS[given], left=NUMBERS[left], now=NUMBERS[now], had=NUMBERS[had], m=stage.parent(),
                 were="was" if left == 1 else "were", givens=many(given, noun), nows=many(now, noun), lefts=many(left, noun), colour=stage.dice.choice("red blue green yellow white brown".split()))
    stage.say("{A.n} had {count}, and {b.n} had {had}.", "There were {count} in {a.n.s} [bag|basket|pocket|box]. {B.n} had {had}.", "{M.n} gave {a.n} {count}, but {b.n} had {had}.", "{A.n} counted {a.his!} {ns}. There were {number}. {B.n} had {had}.",
              "\"How many {ns} have you got?\" asked {b.n}. \"I have {number},\" said {a.n}. \"I have {had},\" said {b.n}.", "While {a.n} had {count}, {b.n} had {had}.", "{A.n} had found {count} and {b.n} had found {had}.", **words)
    if stage.chance(0.4):
        yield
    stage.say("{A.n} gave {given} of them to {b.n}.", "So {a.n} gave {b.n} {givens}.", "<b: Can I have some of your {ns}?> {A.n} gave {b.him!} {given}.", "Because {a.n} was kind, {a.he!} gave {givens} to {b.n}.", "{A.n} dropped {givens}, and {b.n} picked up all that {a.n} had dropped. <a: You may keep them.>" if given > 1 else "{A.n} dropped {givens}, and {b.n} picked it up. <a: You may keep it.>",
              "\"Give {b.n} {givens}!\" said {m.n}, and {a.n} did.", "{A.n} took {givens} out of {a.his!} bag and laid them in front of {b.n}." if given > 1 else "{A.n} took {givens} out of {a.his!} bag and laid it in front of {b.n}.")
    if stage.chance(0.4):
        yield
    stage.say("Now {a.n} had {left} left, and {b.n} had {now}.", "{A.n} counted again. There {were} {lefts} left.", "\"How many {ns} have you now?\" asked {m.n}. \"I have {left},\" said {a.n}. \"And I have {now},\" said {b.n}.", "So {b.n} had {nows} and {a.n} had {left}.", "<b: Now I have {nows}!> <a: And I have {left}.>",
              "{M.n} saw that {b.n} had {nows} and that {a.n} had " + ("just as many." if left == now else "more, for {a.he!} had {left}." if left > now else "fewer, for {a.he!} had only {left}."), "That made {nows} for {b.n} and {lefts} for {a.n}.")


@scene(2)
def errands(stage):
    """Each is sent to a different place for a different thing, and comes back with it."""
    a, b = stage.pair()
    m = stage.parent()
    pairs = stage.dice.sample([("the mill", "a sack of flour"), ("the shop", "a bottle of milk"), ("the dairy", "some butter"), ("the baker's", "a loaf of bread"), ("the well", "a bucket of water"), ("the henhouse", "some eggs"), ("the woodpile", "some wood"), ("the market", "a bag of potatoes"),
                               ("the post office", "a parcel"), ("the pharmacy", "some medicine"), ("the smith", "a new nail"), ("the neighbour", "a cup of sugar"), ("the beehives", "a pot of honey"), ("the harbour", "some fish"), ("the tailor", "a reel of thread"), ("the cellar", "a jar of jam")], 2)
    (p, x), (q, y) = pairs
    bare = lambda text: text.removeprefix("some ").removeprefix("a new ").removeprefix("a ")
    made = stage.dice.choice(["bake a cake", "make supper", "get ready for the feast", "finish the work", "help the old neighbour", "set the table"])
    stage.say("{M.n} wanted to {made}. {A.n} had to go to {q1} for {x1}, and {b.n} had to go to {q2} for {y1}.", "\"{A.n}, fetch {x1} from {q1}, and {b.n}, fetch {y1} from {q2}!\" said {m.n}." if a.name and b.name else "{M.n} sent {a.n} to {q1} for {x1} and {b.n} to {q2} for {y1}.",
              "{M.n} sent {a.n} to {q1} to get {x1}. {B.n} went to {q2} to get {y1}.", "Because {m.n} wanted to {made}, {a.n} went to {q1} for {x1}, while {b.n} went to {q2} for {y1}.", "{A.n} set out for {q1}, because {m.n} needed {x1}. To {q2} went {b.n}, for {m.n} needed {y1}, too.",
              "<m: I need {x1} and {y1}.> {A.n} ran to {q1} for the {x2}. {B.n} walked to {q2} for the {y2}.", a=a, b=b, m=m, made=made, q1=p, q2=q, x1=x, y1=y, x2=bare(x), y2=bare(y))
    yield
    if stage.chance(0.5):
        a, b, p, q, x, y = b, a, q, p, y, x
    words = dict(a=a, b=b, m=m, q1=p, q2=q, x1=x, y1=y, x2=bare(x), y2=bare(y), made=made)
    stage.say("{A.n} was back first and gave {m.n} the {x2}. Then {b.n} came with the {y2}.", f"[{WHEN}] {{b.n}} came back from {{q2}} with {{y1}}. {{A.n}} was still at {{q1}}.".replace("at {q1}", "on the way with the {x2}"), "\"Where have you been?\" asked {m.n}. \"At {q1},\" said {a.n}, \"and here is the {x2}.\"".replace("At {q1}", "I come from {q1}").replace(",\" said", ",\" said"),
              "{A.n} brought {x1} from {q1}, and {b.n} brought {y1} from {q2}.", "The {x2} came from {q1}, so it was {a.n} who carried it home." if not x.endswith("eggs") else "The eggs came from {q1}, so it was {a.n} who carried them home.", "{M.n} took the {y2} from {b.n} and the {x2} from {a.n}, and began to {made}.",
              "{M.n} waited for the {x2}. At last {a.n} came from {q1}.", "On the way home {b.n}, who was carrying the {y2}, met {a.n}, who was carrying the {x2}.", **words)
    if stage.chance(0.5):
        stage.say("<m: Thank you for the {x2}, {a.call}, and thank you for the {y2}, {b.call}.>", "Now {m.n} had the {x2} and the {y2} and could {made}.", "<m: Was it far to {q1}, {a.call}?> {A.n} [nodded|shook {a.his!} head|sat down].", "{M.n} thanked {a.n} for the {x2} and {b.n} for the {y2}.",
                  "<m: What is in the bag, {b.call}?> <b: The {y2}, of course.>", "{M.n} was glad of the {y2} and asked how it had been at {q2}. {B.n} told {m.him!}.".replace("at {q2}", "on the way to {q2}"))


@scene(2)
def keys(stage):
    """Keys of different colours open different doors, with different things behind them."""
    a, b = stage.pair()
    one, two = stage.dice.sample("red blue green yellow white black silver golden brown".split(), 2)
    lock = stage.dice.choice(["door", "chest", "gate", "cupboard", "trunk"])
    behind = stage.dice.choice(["inside"]) if lock not in ("door", "gate") else "behind it"
    x, y = stage.thing(stage.dice.choice(["treasure", "toy", "clothes"]), ""), stage.thing(stage.dice.choice(["toy", "tool"]), "")
    stage.say("{A.n} had a {one} key for the {one} {lock}, and {b.n} had a {two} key for the {two} {lock}.", "There were two {lock}s {p.in}. The {one} key, which {a.n} had, opened the {one} {lock}, and {b.n.s} {two} key opened the {two} {lock}.",
              "{M.n} gave {a.n} a {one} key and {b.n} a {two} key. <m: Each key opens the {lock} of its own colour.>", "<a: My {one} key opens the {one} {lock}.> <b: And my {two} key opens the {two} {lock}.>",
              "{A.n} held the key to the {one} {lock}, and the key was {one}, too. {B.n} held the {two} key to the {two} {lock}.", "The key in {a.n.s} hand was {one}, so it fitted the {one} {lock}. {B.n} had the key to the {two} {lock}.",
              a=a, b=b, one=one, two=two, lock=lock, behind=behind, x=x, y=y, m=stage.parent(), p=stage.place)
    yield
    if stage.chance(0.5):
        a, b, one, two = b, a, two, one
    words = dict(a=a, b=b, one=one, two=two)
    stage.say("{A.n} tried the {two} {lock}, but it stayed shut. Then {a.he!} tried the {one} {lock}, and it opened.", "{A.n} opened the {one} {lock} with the {one} key and found {x.a} {behind}.", "<b: Open the {one} {lock}!> {A.n}, who had the right key, opened it. {Behind} {there} {x.a}.".replace("{Behind} {there}", "There was").replace("{x.a}.", "{x.a} {behind}."),
              "{B.n} could not open the {one} {lock}, because {b.his!} key was {two}. So {a.n} did it with the {one} key.", "The {one} {lock} creaked when {a.n} turned the {one} key. There was {x.a} {behind}.", "{A.n} and {b.n} looked for {x.a}. It was not in reach of the {two} key, so {a.n} opened the {one} {lock}.".replace("It was not in reach of the {two} key, so", "The {two} key did not help, so"), **words)
    stage.say("Then {b.n} opened the {two} {lock}, and there was {y.a}.", "{B.n} turned the {two} key and found {y.a}.", "The {two} {lock} was next. {B.n} opened it and took out {y.a}." if behind == "inside" else "The {two} {lock} was next. {B.n} opened it and saw {y.a}.",
              "\"And what is {inthe} the {two} {lock}?\" asked {m.n}. {B.n} opened it. <b: It is {y.a}!>", "{B.n.s} key went into the lock of the {two} {lock}, and {behind} there was {y.a}.", "Only the {two} {lock} was still shut, so {b.n} opened it. <b: Look, {y.a}!>", inthe="in" if behind == "inside" else "behind")


@scene(2)
def costumes(stage):
    """Two dress up; each speaks and acts as what they are, and in the end they change or take the costumes off."""
    parts = {
        "king": ("a crown", "Bow to me!|I want my breakfast on a golden plate!|Everyone must dance when I clap!|Bring me my crown and my slippers!"), "dragon": ("a long green tail", "I breathe fire!|I shall eat you up, and your boots, too!|Nobody touches my gold!|My cave is full of treasure!"),
        "pirate": ("a patch over one eye", "Where is the treasure?|All aboard my ship!|Hand over the gold!|The sea is my home!"), "ghost": ("a white sheet", "Whoo! I walk through walls!|I only come out at midnight!|Whoo! Are you afraid of me?|I live in the old tower!"),
        "lion": ("a mane of wool", "Hear me roar!|I am the strongest of all the animals!|My paws are bigger than yours!|I sleep under a tree all day!"), "knight": ("a sword of wood", "I fight every dragon!|My horse is waiting outside!|I am afraid of nothing!|Where is the castle that I must save?"),
        "wizard": ("a pointed hat", "I can turn you into a frog!|My wand is full of magic!|One word from me, and it snows!|I know a spell against hiccups!"), "cook": ("a tall white hat", "The soup needs more salt!|Who has taken my spoon?|Supper will be ready at six!|I can bake a cake as high as a house!"),
        "doctor": ("a white coat", "Put out your tongue!|Take this medicine three times a day!|You must stay in bed!|Where does it hurt?"), "sailor": ("a striped shirt", "The wind is good today!|I can tie every knot!|I see land!|I have been round the whole world!"),
        "baby": ("a bonnet", "I want my bottle!|I cannot walk yet!|Rock me to sleep!|Where is my mama?"), "shepherd": ("a crooked stick", "Where are my sheep?|I have lost a lamb!|My dog will find them all!|The wolf must not come near!")}
    a, b = stage.pair()
    one, two = stage.dice.sample(list(parts), 2)
    words = dict(a=a, b=b, one=one, two=two, wear1=parts[one][0], wear2=parts[two][0], m=stage.parent())
    stage.say("They dressed up. {A.n} was the {one} with {wear1}, and {b.n} was the {two} with {wear2}.", "{A.n} put on {wear1} and was a {one}. {B.n}, who wanted to be a {two}, got {wear2}." if "a coat" not in parts[one][0] + parts[two][0] and one != "shepherd" and two != "shepherd" else "{A.n} was a {one} now, and {b.n} was a {two}.",
              "<a: I am the {one}!> <b: Then I am the {two}.>", "{A.n} wanted to be the {one}, so {b.n} had to be the {two}.", "\"Who will be the {one}?\" asked {b.n}. \"I will,\" said {a.n}. \"You can be the {two}.\"", "With {wear1} {a.n} made a fine {one}, and with {wear2} {b.n} made a fine {two}.",
              "In the play {a.n} was the {one}, although {b.n} would have liked to be the {one}, too. {B.n} was the {two}.", **words)
    if stage.chance(0.4):
        yield
    if stage.chance(0.5):
        a, b, one, two = b, a, two, one
    words = dict(a=a, b=b, one=one, two=two, wear1=parts[one][0], wear2=parts[two][0])
    lines, more = f"[{parts[one][1]}]", f"[{parts[two][1]}]"
    stage.say(f"\"{lines}\" cried the {{one}}. The {{two}} shook {{b.his!}} head. \"{more}\"", f"<a: {lines}> <b: {more}>", f"\"{lines}\" said {{a.n}}, because that is what a {{one}} says. \"{more}\" said {{b.n}}.", f"The {{one}} looked at the {{two}}. <a: {lines}>", f"{{A.n}} thought about what a {{one}} would say. <a: {lines}>", f"The {{two}}, who was {{b.n}}, cried, \"{more}\"", **words)
    if stage.chance(0.5):
        yield
    stage.say("Then they changed. Now {b.n} was the {one}, and {a.n} was the {two}.", "{M.n} came in. <m: Who is this {one}?> It was {a.n}, of course.", "\"Good evening, {one}!\" said {m.n} to {a.n}. \"And good evening, {two}!\" {m.he!} said to {b.n}.", "At last {a.n} was tired of being the {one} and took off {wear1}." if one != "shepherd" else "At last {a.n} was tired of being the {one}.",
              "<b: Where has the {one} gone?> But {a.n} was {a.n} again and no {one} any more.", "{M.n} was afraid of the {one} until {m.he!} saw that it was {a.n}.", "In the evening the {one} and the {two} were {a.n} and {b.n} again.")


@scene(2)
def lent(stage):
    """One needs a tool for a job, another has it, lends it and gets it back."""
    jobs = {"rope": "tie up the boat|pull the cart out of the mud|hang up the washing", "hammer": "mend the fence|nail a sign to the door|put up a shelf", "ladder": "get the cat down from the roof|pick the last cherries|clean the windows", "broom": "sweep the steps|chase the spiders away|sweep up the leaves",
            "saw": "cut the plank|make a birdhouse|cut the branch", "bucket": "carry water to the cow|wash the floor|carry the sand", "spade": "dig up the potatoes|plant a tree|dig a hole", "lantern": "look for the owl at night|go down into the cellar|read in the tent", "needle": "sew on a button|mend a sock|sew a flag",
            "brush": "paint the gate|clean the boots|paint a sun on the wall", "barrow": "carry the stones away|bring the pumpkins home|take the leaves away", "pot": "cook the soup|make some jam|boil the eggs", "net": "catch a fish|get the ball out of the pond|catch a butterfly", "basket": "pick the apples|bring the eggs home|carry the washing",
            "umbrella": "keep dry in the rain|keep the sun off|walk home in the rain"}
    a, b = stage.pair()
    noun = stage.dice.choice([noun for noun in jobs if noun not in stage.world.nouns])
    stage.world.nouns.append(noun)
    x = Thing(noun, "" if noun in ("ladder", "broom", "saw", "needle", "hammer") else stage.dice.choice(COLOURS))
    other = stage.thing("small")
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    words = dict(a=a, b=b, c=c, x=x, y=other, job=stage.dice.choice(jobs[noun].split("|")))
    stage.say("{A.n} had to {job}, but {a.he!} had no {x.n}. {B.n} had one.", "{A.n} needed a{an} {x.n} to {job}.  {C.n} had only {y.a}, but {b.n} had {x.a}.", "<a: I want to {job}, but I have no {x.n}.> <b: I have one.>", "{A.n} wanted to {job} and could not, because the {x.n} belonged to {b.n}.",
              "<c: You cannot {job} without a{an} {x.n}, {a.call}.> <a: Then I must ask {b.n}, who has one.>", "{B.n} was proud of {b.his!} {x.short}. It was just what {a.n} needed to {job}.", "Without a{an} {x.n} nobody can {job}. {A.n} had none, so {a.he!} went to {b.n}.", an="n" if noun[0] in "aeiou" else "", **words)
    stage.say("<a: Will you lend me your {x.n}, {b.call}?> {B.n} gave {a.him!} the {x.short}.", "{B.n} lent {a.n} the {x.short}. <b: But I want it back!>", "So {b.n} lent the {x.short} to {a.n}.", "{A.n} borrowed the {x.short} from {b.n} and promised to bring it back.", "<b: You may have my {x.short} until supper.> {A.n} took it.",
              "{B.n} went to get the {x.short} and handed it to {a.n}, who thanked {b.him!}.")
    yield
    stage.say("With the {x.n} of {b.n}, {a.n} could {job}.", "Now {a.n} was able to {job}, and {b.n} watched.", "It took {a.n} an hour to {job} with the {x.short}.", "{A.n} used the {x.n} to {job}, and it worked well.", "<c: Is that your {x.n}, {a.call}?> <a: No, it is {b.n.s}.>", "\"Whose {x.n} is that?\" asked {c.n}. \"I borrowed it from {b.n},\" said {a.n}, \"because I had to {job}.\"")
    stage.say("When the work was done, {a.n} gave the {x.n} back to {b.n}.", "<a: Here is your {x.n}, {b.call}.> <b: Thank you, {a.call}.>", f"[{WHEN}] {{b.n}} asked for {{b.his!}} {{x.n}}, and {{a.n}} brought it back.", "{C.n} wanted to borrow the {x.n} as well, but {a.n} had to give it back to {b.n} first.", "{A.n} cleaned the {x.n} before {a.he!} took it back to {b.n}.",
              "That evening {b.n} had {b.his!} {x.n} again.", "{A.n} forgot to give back the {x.short}. So {b.n} came and said, \"Where is my {x.n}, {a.call}?\"" if a.name else "{A.n} forgot to give back the {x.short}, so {b.n} came for it.")


@scene(2)
def painting(stage):
    """Things are painted in two colours; later the colours are seen on hands and things."""
    a, b = stage.pair()
    one, two = stage.dice.sample("red blue green yellow white black brown pink orange purple".split(), 2)
    p, q = stage.dice.sample("fence gate door bench wall shed boat table chair birdhouse cart swing cupboard bed box stool signpost ladder henhouse".split(), 2)
    words = dict(a=a, b=b, one=one, two=two, x=p, y=q, m=stage.parent())
    stage.say("{A.n} painted the {x} {one}, and {b.n} painted the {y} {two}.", "{M.n} had two pots of paint. With the {one} paint {a.n} painted the {x}. {B.n} painted the {y} with the {two} paint.", "{A.n} had {one} paint for the {x}. {B.n} had {two} paint for the {y}.", "<a: I will paint the {x} {one}.> <b: Then I will paint the {y} {two}.>",
              "\"The {x} must be {one},\" said {m.n} to {a.n}, \"and you, {b.call}, can paint the {y} {two}.\"", "While {a.n} was painting the {x} {one}, {b.n} made the {y} {two}.", "The old {x} was to be {one}, so {a.n} took the {one} paint. {B.n} took the {two} paint, because the {y} was to be {two}.", **words)
    yield
    if stage.chance(0.5):
        a, b, one, two, p, q = b, a, two, one, q, p
    stage.say("Now the {x} was {one}, and the hands of {a.n} were {one}, too.", "\"Why are your hands {one}?\" asked {m.n}. \"I have painted the {x},\" said {a.n}.", "{A.n} had {one} paint on {a.his!} nose, while {b.n} had {two} spots all over.", "{M.n} sat down on the {x} before it was dry, so {m.his!} coat was {one}." if p in ("bench", "box", "bed", "wall", "cart", "chair", "swing", "stool", "table") else "{M.n} touched the {x} before it was dry, so {m.his!} hand was {one}.",
              "Somebody had left {one} marks on the wall. <m: That was you, {a.call}!>" if p != "wall" and q != "wall" else "Somebody had left {one} marks on the floor. <m: That was you, {a.call}!>", "{B.n.s} hands were not {one} but {two}, because {b.he!} had painted the {y}.", "A bird sat on the {x} and flew away with {one} feet.", "<m: Which of you painted the {y}?> <b: I did. Look, my fingers are {two}.>",
              "{M.n} liked the {one} {x} better than the {two} {y}.", a=a, b=b, one=one, two=two, x=p, y=q)
    if stage.chance(0.5):
        stage.say("There was some {two} paint left, so {b.n} painted a {two} sun on the [barn|door of the shed|side of the cart].", "{B.n} washed off the {two} paint, and {a.n} washed off the {one}.", "<b: Next time I will take the {one} paint, {a.call}, and you can have the {two}.>", "When it was dark, nobody could see that the {y} was {two}.", "{A.n} showed {m.n} the {one} {x}.", "It took {a.n} three baths to get rid of all the {one} paint.")


@scene(2)
def presents(stage):
    """Each gets a present for a reason, and thanks the one who gave it."""
    reasons = ["it was {a.his!} birthday", "{a.he!} had been ill", "{a.he!} had helped in the garden", "{a.he!} had lost a tooth", "{a.he!} had won a race", "{a.he!} had learned to swim", "{a.he!} had been brave at the doctor's", "{a.he!} had found the lost cat", "{a.he!} had washed all the dishes", "{a.he!} could read now", "{a.he!} was going away", "{a.he!} had told the truth"]
    a, b = stage.pair()
    c = stage.pick(a, b) if len(stage.people) > 2 else stage.parent()
    m = stage.parent()
    while m.name == c.name and m is not c:
        m = stage.parent()
    x, y = stage.thing(), stage.thing(stage.dice.choice(["small", "clothes"]))
    why = stage.dice.choice(reasons)
    stage.say(f"{{C.n}} gave {{a.n}} {{x.a}}, because {why}.", f"Because {why.replace('{a.he!}', '{a.n}').replace('{a.his!}', '{a.n.s}')}, {{c.n}} gave {{a.him!}} {{x.a}}.", f"There was {{x.a}} for {{a.n}} from {{c.n}}, for {why}.", f"{{C.n}} knew that {why.replace('{a.he!}', '{a.n}').replace('{a.his!}', '{a.n.s}')}, and so {{c.he!}} had {{x.a}} for {{a.him!}}.",
              f"\"Why does {{a.n}} get {{x.a}} from you?\" asked {{b.n}}. \"Because {why.replace('{a.his!}', '{a.his!}')},\" said {{c.n}}.".replace("had ", "has ").replace("could", "can").replace("it was", "it is").replace("was going", "is going").replace("has been ill", "has been ill"), f"{{A.n}} got {{x.a}}. It came from {{c.n}}, who had heard that {why}.",
              a=a, b=b, c=c, m=m, x=x, y=y)
    if stage.chance(0.5):
        stage.say("{B.n} got {y.a} from {m.n}.", "{M.n} had {y.a} for {b.n}, so that {b.he!} would not be sad.", "{B.n}, who got nothing from {c.n}, got {y.a} from {m.n}." if m is not c else "{B.n} got {y.a}.", "There was also {y.a}, which {m.n} gave to {b.n}.", "<m: And for you, {b.call}, there is {y.a}.>", "So that it was fair, {m.n} gave {b.n} {y.a}.")
    yield
    stage.say("<a: Thank you for the {x.n}, {c.call}!>", "{A.n} thanked {c.n} for the {x.short}.", "\"Who gave you the {x.n}?\" asked {b.n}. \"{C.n} did,\" said {a.n}.", "{A.n} wrote a letter to {c.n} and drew the {x.n} on it.", "{A.n} put both arms round {c.n}. <a: Just what I wanted, {x.a}!>", "<c: Do you like the {x.n}, {a.call}?> {A.n} nodded and hugged it.", "\"From whom did {a.n} get the {x.n}?\" asked {m.n}. \"From {c.n},\" said {b.n}." if m is not c else "{A.n} took the {x.n} to bed because it came from {c.n}.",
              "{C.n} was happy when {c.he!} saw {a.n} with the {x.n}.")


@scene(2)
def whose_is_found(stage):
    """A lost thing is described by the owner; only one of two found things fits."""
    a, b = stage.pair()
    noun = stage.dice.choice([noun for noun in "ball button hat scarf mug bag ribbon balloon kite cap marble key ring box boat cup shoe glove sock purse basket bead blanket".split() if noun not in stage.world.nouns])
    stage.world.nouns.append(noun)
    one, two = stage.dice.sample(COLOURS, 2)
    size, other = stage.dice.choice([("big", "small"), ("small", "big"), ("new", "old"), ("old", "new"), ("clean", "dirty"), ("long", "short")][: 5 if noun not in ("scarf", "ribbon", "sock") else 6])
    s, r = stage.spots(2)
    words = dict(a=a, b=b, n=noun, one=one, two=two, size=size, other=other, s=s, r=r, m=stage.parent(), one_a=article(one), two_a=article(two), size_a=article(size), other_a=article(other))
    stage.say("{A.n} had lost {a.his!} {n}. <a: It is {size} and {one}.>", "{A.n} was looking for {size_a} {one} {n}.", "<a: Has anyone seen my {n}? It is {one}, and it is {size}.>", "{A.n.s} {n}, which was {size} and {one}, was gone.", "\"What does your {n} look like?\" {m.n} asked {a.n}. \"It is {size} and {one},\" said {a.n}.", "Somewhere {a.n} had dropped {a.his!} {size} {one} {n}, and now {a.he!} wanted it back.", **words)
    yield
    stage.say("{B.n} found {other_a} {two} {n} {s}. <a: No, that is not mine. Mine is {one}.>", "{S} {b.n} found a {n}, but it was {two}, so it was not {a.n.s}.", "<b: There is a {n} {s}. It is {two}.> <a: Then it is not mine.>", "There was a {two} {n} {s}, but {a.n.s} was {one}.".replace("a {two}", "{two_a}"), "{B.n} came with {two_a} {n}. \"Is this yours?\" {b.he!} asked {a.n}. \"Mine is not {two},\" said {a.n}.", "The {n} that lay {s} was {other} and {two}, so {b.n} did not take it to {a.n}.")
    stage.say("Then {b.n} looked {r}, and there was the {one} {n}. {A.n} was glad.", "But {r} there was {size_a} {n}, and it was {one}. <a: That is mine!>", "{B.n} went on looking and found the {one} one {r}. So {a.n} had {a.his!} {n} again.", "<b: And this one? It is {one} and {size}, and it was {r}.> {A.n} took it. <a: Thank you, {b.call}!>", "At last {b.n} found a second {n}, which was {size} and {one}, {r}. {B} gave it to {a.n}.", "{R} lay the right one, {size} and {one}, and {b.n} took it to {a.n}.")


@scene(2)
def fault(stage):
    """Something is broken or spilt; someone else is blamed, and the right one owns up."""
    a, b = stage.pair()
    m = stage.parent()
    deed, seen, sorry = stage.dice.choice([
        ("broke the [blue|white|big|old] {what}", "broken the {what}", "the {what} was broken"), ("lost the {what}", "lost the {what}", "the {what} was gone"), ("dropped the {what} into the [well|pond|soup]", "dropped the {what}", "the {what} was wet"), ("got mud on the {what}", "got mud on the {what}", "there was mud on the {what}"),
        ("knocked over the {what}", "knocked over the {what}", "the {what} lay on its side"), ("painted a face on the {what}", "painted the {what}", "there was a face on the {what}"), ("left the {what} out in the rain", "left the {what} in the rain", "the {what} was wet through")])
    what = stage.dice.choice("jug lamp vase plate teapot bowl mirror clock picture bottle".split() if "broke" in deed or "knocked" in deed else "cushion blanket coat tablecloth rug book newspaper chair curtain".split() if "mud" in deed or "rain" in deed else "key watch spoon hat ring brush slipper letter bell".split())
    x = stage.thing("toy")
    do = deed.replace("{what}", what)
    words = dict(a=a, b=b, m=m, x=x, seen=seen.replace("{what}", what), sorry=sorry.replace("{what}", what), what=what)
    stage.say(f"{{A.n}} {do} while {{b.n}} was playing with {{x.a}}.", f"{{B.n}} had {{x.a}} and did not see that {{a.n}} {do}.", f"While {{b.n}} was busy with {{x.a}}, {{a.n}} {do}.", f"It was {{a.n}} who {do}. {{B.n}} had done nothing, for {{b.he!}} had only played with {{x.a}}.", f"When nobody was looking, {{a.n}} {do}. {{B.n}} was in another room with {{x.a}}." if not stage.place.outdoors else f"When nobody was looking, {{a.n}} {do}. {{B.n}} was far away with {{x.a}}.",
              f"Nobody but {{b.n}}, who held {{x.a}}, saw how {{a.n}} {do}.", **words)
    yield
    stage.say("\"Who has {seen}?\" asked {m.n}. {A.n} said nothing.", "{M.n} saw that {sorry}. <m: Was that you, {b.call}?>", "When {m.n} saw that {sorry}, {m.he!} was cross with {b.n}, although it was not {b.his!} fault.", "{M.n} thought that {b.n} had {seen}.", "<m: {B.call}, you have {seen}!> <b: No, it was not me. I was playing with the {x.n}.>", "\"Look at this!\" cried {m.n}, because {sorry}. \"Was it {a.n}, or was it {b.n}?\"")
    stage.say("<a: It was not {b.n}. It was me.>", "{A.n} went red. <a: I have {seen}. {B.n} had nothing to do with it.>", "Then {a.n} took {m.n} by the hand and said, \"I have {seen}. I am sorry.\"", "{B.n} looked at {a.n}, and {a.n} looked at the floor. <a: I did it, {m.call}.>", "\"It was my fault,\" said {a.n}, \"and {b.n} must not be punished for it.\"", "In the end {a.n} told {m.n} the truth, because {b.n} had begun to cry.")
    stage.say("{M.n} was not cross with {a.n}, because {a.he!} had told the truth.", "<m: Then I must say sorry to you, {b.call}.>", "So {m.n} said sorry to {b.n}, and {a.n} helped to put things right.", "<m: Thank you for telling me, {a.call}.>", "{M.n} kissed {b.n}, who had done nothing, and then {a.n}, who had {seen}.", "After that nobody thought that {b.n} had {seen}.", "{A.n} gave {b.n} {a.his!} pudding, because {b.he!} had been blamed for nothing.")
