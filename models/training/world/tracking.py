"""Scenes that only someone who keeps track can follow: where things are, whose they are, which colour, who is where, who says what.

Names, things, colours and places are drawn from long lists and put together freely, so that nothing but the text so far tells
what comes next. See scenes.py.
"""

from .stage import WHEN, scene
from .words import COLOURS
from .writer import Thing

# things to carry about; "_" stands for a space
GOODS = """apple axe bag ball balloon basket bean bell belt blanket book boot bottle bowl box bracelet bread broom brush bucket button cake candle cap card
    carrot cart chain cheese chest clock coat coin comb cork cradle crown cup cushion doll drum egg fan feather fiddle fish flag flower flute fork
    glass glove goblet guitar hammer hat harp helmet hoop horn horseshoe jacket jar jug kettle key kite knife ladder lamp lantern leaf letter lemon
    map mask mirror mug nail napkin necklace needle nest net nut onion paddle paintbrush pan parcel pear pearl pebble pen pencil picture pie
    pillow pin pipe plate plum pot present puppet purse rake ribbon ring rope rug sack saddle scarf shawl shell shoe shovel slipper soap sock spade
    spoon stamp star stick stone stool sword tart teapot ticket top towel toy trumpet umbrella vase watch wheel whistle wig window""".split()
# where things can be and people can stand
LANDMARKS = """armchair arch barn barrel basin bath bed bench boat bookcase bridge bush cabin cage candlestick carriage cart castle cellar chair chest chimney
    church clock cottage counter cupboard curtain desk ditch door fence fireplace fountain gate haystack hedge hen-house hill hive hut kennel lake lamp
    lighthouse log mill monument oven path piano pillar pond post pump rock roof sack shed ship shop sofa stable staircase statue stone stool stove
    sundial table tent throne tower tree trough trunk tub tunnel wagon wall wardrobe well wheelbarrow willow window windmill workbench""".split()
PREPOSITIONS = "behind|under|beside|near|in front of|next to|on top of|behind|under|beside".split("|")
# where people can go
SITES = """mill church shop bridge harbour school market farm castle lighthouse station bakery barn garden kitchen attic cellar orchard forest beach pond lake hill
    meadow library stable tower cave inn smithy chapel playground theatre museum zoo circus bank river field vineyard town_hall post_office windmill""".split()
LOOKS = "big small old new round square long short heavy light wooden iron glass paper woollen striped spotted shiny dusty clean dirty broken".split()


def good(stage):
    """A thing that is not in the story yet, in half of the cases with a colour or another look."""
    noun = stage.noun(GOODS)
    looks = COLOURS if stage.chance(0.7) else LOOKS
    return Thing(noun, stage.dice.choice([look for look in looks if look != noun]) if stage.chance(0.5) else "")


def spot(stage):
    """Where something is, and the noun in it. Example: ("behind the mill", "mill")"""
    noun = stage.noun(LANDMARKS)
    return f"{stage.dice.choice(PREPOSITIONS)} the {noun}", noun


def three(stage):
    """Two or three people who are there."""
    a, b = stage.pair()
    return [a, b] + ([stage.pick(a, b)] if len(stage.people) > 2 or stage.chance(0.3) else [])


@scene(5)
def whereabouts(stage):
    """Things in places; some are moved; then one asks for them, finds them, or says where they are."""
    dice = stage.dice
    things = [good(stage) for _ in range(dice.choice([2, 2, 3]))]
    places = [spot(stage) for _ in things]
    for x, (s, o) in zip(things, places):
        stage.say("{X.a} was {s}.", "{S} was {x.a}.", "There was {x.a} {s}.", "{A.n} put {x.a} {s}.", "{A.n} left {x.a} {s}.", "{A.n} kept {x.a} {s}.", "{S} {a.n} had put {x.a}.", "{X.a} lay {s}.", "{A.n} had hidden {x.a} {s}.",
                  "If you looked {s}, you saw {x.a}.", "{S} there was {x.a}.", a=stage.pick(), x=x, s=s)
    if stage.chance(0.5):
        yield
    if stage.chance(0.4):
        at = dice.randrange(len(things))
        (s, o), places[at] = places[at], spot(stage)
        stage.say("{A.n} took the {x.n} from the {o} and put it {r}.", "Then {a.n} moved the {x.n} from the {o} to the {q}.", "{A.n} carried the {x.n} from the {o} to the {q}.", "But {a.n} took the {x.n} away and laid it {r}.",
                  "[" + WHEN + "] {a.n} put the {x.n} {r} instead.", "The {x.n} did not stay there, for {a.n} put it {r}.", a=stage.pick(), x=things[at], o=o, r=places[at][0], q=places[at][1])
        places[at] = (f"by the {places[at][1]}" if "to the" in stage.world.text[-1] else places[at][0], places[at][1])
        if stage.chance(0.4):
            yield
    for at in dice.sample(range(len(things)), dice.choice([1, 2])):
        a, b = stage.pair()
        other = dice.choice([k for k in range(len(things)) if k != at])
        stage.say(
            "\"Where is the {x.n}?\" asked {a.n}. \"It is {s},\" said {b.n}.", "{A.n} wanted the {x.n}, so {a.he!} looked {s}.", "{A.n} needed the {x.n} and went to the {o}.", "{A.n} looked {s} and found the {x.n}.", "The {x.n} was still {s}.",
            "{A.n} went to the {o}, and there was the {x.n}.", "{S} {a.n} found the {x.n}.", "What was {s}? It was the {x.n}.", "{A.n} looked {r}, but there was only the {y.n}. The {x.n} was {s}.", "{A.n} thought that the {x.n} was {r}, but it was {s}.",
            "\"Look {s},\" said {b.n}, \"and you will find the {x.n}.\"", "\"What is {s}?\" asked {a.n}. \"The {x.n},\" said {b.n}.", "{A.n} went to the {o} to get the {x.n}.", "{B.n} told {a.n} that the {x.n} was {s}.", "Nobody looked {s}, so nobody found the {x.n}.",
            "The {y.n} was {r}, and the {x.n} was {s}.", "{A.n} knew where the {x.n} was: {s}.", "{A.n} fetched the {x.n} from the {o}.", "{A.n} came back from the {o} with the {x.n}.", a=a, b=b, x=things[at], s=places[at][0], o=places[at][1], y=things[other], r=places[other][0])


@scene(5)
def whose(stage):
    """People have things; things change hands; then it is said who has what."""
    dice = stage.dice
    people = three(stage)
    things = [good(stage) for _ in people]
    has = dict(zip(range(len(people)), range(len(people))))  # whose thing: the number of the person to that of the thing
    for who, what in has.items():
        stage.say("{A.n} had {x.a}.", "{A.n} had brought {x.a}.", "{X.a} belonged to {a.n}.", "The {x.short} was {a.n.s}.", "{A.n} owned {x.a}.", "{A.n} carried {x.a}.", "In {a.n.s} bag there was {x.a}.", "{A.n} had got {x.a} from an aunt.",
                  "It was {a.n} who had the {x.short}.", "{A.n} held {x.a}.", a=people[who], x=things[what])
    if stage.chance(0.5):
        yield
    for _ in range(dice.choice([0, 1, 1, 2])):
        one, two = dice.sample(range(len(people)), 2)
        words = dict(a=people[one], b=people[two], x=things[has[one]], y=things[has[two]])
        stage.say("{A.n} and {b.n} swapped. Now {a.n} had the {y.n} and {b.n} had the {x.n}.", "{A.n} gave {b.n} the {x.n} and got the {y.n} for it.", "{B.n} wanted the {x.n}, so {b.he!} gave {a.n} the {y.n} for it.", "{A.n} took the {y.n}, and {b.n} took the {x.n}.",
                  "\"Let us swap,\" said {a.n}. {B.n} gave {a.him!} the {y.n} and took the {x.n}.", **words)
        has[one], has[two] = has[two], has[one]
        if stage.chance(0.3):
            yield
    for who in dice.sample(range(len(people)), dice.choice([1, 2])):
        other = dice.choice([k for k in range(len(people)) if k != who])
        stage.say(
            "So the {x.n} belonged to {a.n}.", "Now {a.n} had the {x.n}.", "It was {a.n} who had the {x.n}.", "\"Who has the {x.n}?\" asked {m.n}. \"{A.n} has it,\" said {b.n}.", "The {x.n} was {a.n.s} now.", "{M.n} wanted the {x.n} and asked {a.n} for it.",
            "{B.n} looked at the {x.n} in {a.n.s} hands.", "{A.n} went home with the {x.n}, and {b.n} went home with the {y.n}.", "{B.n} had the {y.n}, but {a.n} had the {x.n}.", "\"I have the {x.n},\" said {a.n}.", "\"What do you have, {a.call}?\" \"The {x.n},\" said {a.n}.",
            "{A.n} put the {x.n} on the table, and {b.n} put the {y.n} beside it.", "{B.n} would have liked the {x.n}, but it was {a.n} who had it.", "{A.n} did not want to give away the {x.n}.", "{M.n} found the {x.n} and gave it back to {a.n}.", "{A.n} was glad to have the {x.n}.",
            a=people[who], b=people[other], x=things[has[who]], y=things[has[other]], m=stage.parent())


@scene(5)
def which_colour(stage):
    """Things of different colours; somebody may paint one of them; then somebody asks for a colour, or knows a thing by it."""
    dice = stage.dice
    a, b = stage.pair()
    one, two, new = dice.sample(COLOURS, 3)
    same = stage.chance(0.5)
    x = Thing(stage.noun(GOODS + LANDMARKS[:20]), one)
    y = Thing(x.n if same else stage.noun(GOODS), two)
    words = dict(a=a, b=b, x=x, y=y, one=one, two=two, new=new, m=stage.parent())
    stage.say("{A.n.s} {x.n} was {one}. {B.n.s} {y.n} was {two}.", "{A.n.s} {x.n} was {one}, and {b.n.s} {y.n} was {two}.", "{A.n} had {x.a}, and {b.n} had {y.a}.", "The {x.short} was {a.n.s}. The {y.short} was {b.n.s}.", "The {x.n} of {a.n} was {one}, but the {y.n} of {b.n} was {two}.",
              "{A.n} chose {x.a}. {B.n} chose {y.a}.", "{M.n} bought {x.a} for {a.n} and {y.a} for {b.n}.", "{A.n} made {x.a}, because {a.he!} liked {one}. {B.n} liked {two}, so {b.he!} made {y.a}.", **words)
    if stage.chance(0.5):
        yield
    if stage.chance(0.3):
        stage.say("{A.n} painted the {x.n} {new}.", "Then {a.n} took some {new} paint and painted the {x.short}.", "{A.n} did not like {one} any more and made the {x.n} {new}.", "{M.n} dyed {a.n.s} {x.n} {new}.", "{A.n} dropped the {x.n} into the {new} paint.")
        words["one"] = one = new
    if stage.chance(0.5):
        words.update(a=b, b=a, x=y, y=x, one=two, two=one)
    c = words["one"]
    plain = "{A.n.s} {x.n} was {one}."
    stage.say(
        plain, "\"What colour is {a.n.s} {x.n}?\" asked {m.n}. \"It is {one},\" said {b.n}.", "\"My {x.n} is {one},\" said {a.n}.", "Now {a.n.s} {x.n} was {one}, and {b.n.s} {y.n} was {two}." , "\"Is it {two}?\" asked {m.n}. \"No, {a.n.s} {x.n} is {one},\" said {b.n}.",
        "{M.n} found something {one}. It was {a.n.s} {x.n}.", "The {one} one belonged to {a.n}." if same else plain, "The {two} one was {b.n.s}, so {a.n} took the {one} one." if same else "{A.n} drew the {x.n} with a {one} pencil." if c[0] not in "aeiou" else plain,
        "\"Whose is the {one} {x.n}?\" asked {m.n}. \"It is {a.n.s},\" said {b.n}.", "{A.n} looked for something {one}, because {a.his!} {x.n} was {one}.", "The wind took the {one} {x.n}, and {a.n} ran after it.", "{B.n} saw the {one} {x.n} and knew that {a.n} was near.",
        "{A.n} waved the {one} {x.n}, and {b.n} waved the {two} {y.n}.", "{B.n} wanted a {x.n} like {a.n.s}, so {m.n} made one that was {one}, too." if x.n[0] not in "aeiou" and y.n[0] not in "aeiou" else plain, "There was {one} paint on {a.n.s} fingers, because {a.his!} {x.n} was {one}.", **words)


@scene(4)
def who_is_where(stage):
    """People go to different places, and perhaps on; then somebody looks for one of them."""
    dice = stage.dice
    people = three(stage)
    sites = [stage.noun(SITES) for _ in people]
    for a, p in zip(people, sites):
        stage.say("{A.n} went to the {p}.", "{A.n} was at the {p}.", "{A.n} ran to the {p}.", "{A.n} had gone to the {p}.", "{A.n} waited at the {p}.", "{A.n} stayed at the {p}.", "At the {p} stood {a.n}.", "{M.n} sent {a.n} to the {p}.", a=a, p=p, m=stage.parent())
    if stage.chance(0.5):
        yield
    if stage.chance(0.35):
        who = dice.randrange(len(people))
        old, sites[who] = sites[who], stage.noun(SITES)
        stage.say("Then {a.n} left the {o} and went to the {p}.", "{A.n} did not stay at the {o}. {A.he!} went on to the {p}.", "From the {o} {a.n} walked to the {p}.", "[" + WHEN + "] {a.n} went from the {o} to the {p}.", a=people[who], o=old, p=sites[who])
    who = dice.randrange(len(people))
    other = dice.choice([k for k in range(len(people)) if k != who])
    stage.say(
        "{M.n} wanted to see {a.n}, so {m.he!} went to the {p}.", "\"Where is {a.n}?\" asked {m.n}. \"At the {p},\" said {b.n}.", "{M.n} found {a.n} at the {p}.", "Who was at the {p}? It was {a.n}.", "{M.n} looked for {a.n} at the {q}, but {a.he!} was at the {p}.",
        "{M.n} went to the {p} and met {a.n} there.", "{M.n} went to the {q} and met {b.n}, but not {a.n}, who was at the {p}.", "{A.n} came back from the {p}, and {b.n} came back from the {q}.", "{M.n} called from the {p}, and {a.n} heard it.",
        "\"Who is at the {p}?\" asked {m.n}. \"{A.n} is,\" said {b.n}.", "{B.n} walked from the {q} to the {p} to see {a.n}.", a=people[who], b=people[other], p=sites[who], q=sites[other], m=stage.parent())
    if stage.chance(0.2):
        yield


WISHES = {  # what someone is or wants, and what that one says; {x} is a thing
    "was hungry": "I am hungry|Is there anything to eat|I could eat a horse", "was tired": "I am tired|I want to go to bed|May I lie down", "was thirsty": "I am thirsty|May I have some water", "was cold": "I am cold|Where is my coat|Please shut the window",
    "was hot": "I am hot|Please open the window|I need some shade", "was bored": "I am bored|What shall we play|Tell me a story", "was afraid": "I am afraid|Do not leave me alone|What was that noise", "was happy": "I am happy|What a fine day|I could sing",
    "was angry": "I am angry|Go away|Leave me alone", "had lost the {x.n}": "I have lost the {x.n}|Where is the {x.n}|Have you seen the {x.n}", "had found the {x.n}": "I have found the {x.n}|Look what I have found|Whose {x.n} is this",
    "wanted the {x.n}": "May I have the {x.n}|I want the {x.n}|Please give me the {x.n}", "had broken the {x.n}": "I have broken the {x.n}|It was my fault|I am sorry about the {x.n}", "was making a {x.n}": "I am making a {x.n}|It will soon be ready|Do not look yet",
    "could not swim": "I cannot swim|The water is too deep", "was late": "I am late|Is it over|I had to run", "was ill": "I am ill|My head hurts|I must stay in bed", "had won": "I have won|I was the first|I am the winner", "knew the way": "I know the way|Follow me|It is not far"}


@scene(5)
def who_says_it(stage):
    """Two people in different situations, and what each says."""
    dice = stage.dice
    a, b = stage.pair()
    one, two = dice.sample(list(WISHES), 2)
    x = Thing(stage.noun([noun for noun in GOODS if noun[0] not in "aeiou"]), "")
    words = dict(a=a, b=b, x=x)
    stage.say(f"{{A.n}} {one}, and {{b.n}} {two.replace('the {x.n}', 'the key').replace('{x.n}', 'hat')}.", f"{{A.n}} {one}. {{B.n}} {two.replace('the {x.n}', 'the key').replace('{x.n}', 'hat')}.", f"{{A.n}} {one}, but {{b.n}} {two.replace('the {x.n}', 'the key').replace('{x.n}', 'hat')}.", **words)
    if stage.chance(0.3):
        yield
    who, said = dice.choice([("a", one), ("a", one), ("b", two)])
    speech = dice.choice(WISHES[said].split("|"))
    if who == "b":
        speech = speech.replace("the {x.n}", "the key").replace("{x.n}", "hat")
    mark = "?" if speech.split()[0] in ("Is", "May", "Where", "What", "Have", "Whose") and not speech.startswith(("What a ",)) else "!"
    verb = "asked" if mark == "?" else dice.choice(["said", "said", "cried"])
    other = "b" if who == "a" else "a"
    stage.say(f"\"{speech}{mark}\" {verb} {{{who}.n}}.", f"\"{speech}{mark}\" {verb} {{{who}.n}}. {{{other.upper()}.n}} looked at {{{who}.him!}}.", f"\"{speech}{mark}\" It was {{{who}.n}} who {verb} that.", f"{{{other.upper()}.n}} heard it when {{{who}.n}} {verb}, \"{speech}{mark}\"",
              f"\"{{{other}.call}}, {speech[0].lower() + speech[1:] if not speech.startswith('I ') else speech}{mark}\" {verb} {{{who}.n}}.".replace(f"\"{{{other}.call}}", f"\"{{{other.upper()}.n}}"), **words)


@scene(4)
def thanks(stage):
    """One does something for the other; who thanks whom, and who is spoken to."""
    a, b = stage.pair()
    x = good(stage)
    words = dict(a=a, b=b, x=x, m=stage.parent())
    stage.say("{A.n} gave {b.n} {x.a}.", "{A.n} lent {b.n} {x.a}.", "{A.n} had found {b.n.s} {x.n}.", "{A.n} mended {b.n.s} {x.n}.", "{A.n} carried {b.n.s} {x.n} up the hill.", "{A.n} made {x.a} for {b.n}.", "{B.n} got {x.a} from {a.n}.", "It was {a.n} who gave {b.n} {x.a}.", **words)
    if stage.chance(0.4):
        yield
    stage.say("\"Thank you, {a.call}!\" said {b.n}.", "{B.n} thanked {a.n}.", "\"Here is your {x.n}, {b.call},\" said {a.n}.", "\"Here is your {x.n},\" said {a.n} to {b.n}.", "\"Who gave you the {x.n}?\" asked {m.n}. \"{A.n} did,\" said {b.n}.", "\"You are kind, {a.call},\" said {b.n}.",
              "So {b.n} had the {x.n}, and {a.n} was glad.", "\"Do you like the {x.n}?\" asked {a.n}. \"Yes, very much,\" said {b.n}.", "{B.n} wrote a letter to thank {a.n}.", "{M.n} saw the {x.n} and asked {b.n} where it came from. \"From {a.n},\" said {b.n}.",
              "Later {b.n} gave the {x.n} back to {a.n}." if "lent" in stage.world.text[-1] else "{B.n} never forgot what {a.n} had done.", **words)


STATES = [  # a thing, its state, what follows for {a}
    ("gate", "locked", "had to climb over the wall"), ("bridge", "broken", "could not cross the river"), ("soup", "too hot", "could not eat it yet"), ("rope", "too short", "could not reach the boat"), ("well", "empty", "could not get any water"),
    ("bread", "too hard", "could not bite it"), ("box", "too heavy", "could not lift it"), ("road", "icy", "slipped and fell"), ("cellar", "dark", "took a candle"), ("lamp", "broken", "had to sit in the dark"), ("roof", "leaking", "put a bucket under it"),
    ("boat", "leaking", "got wet feet"), ("water", "too cold", "did not want to swim"), ("door", "open", "could go in"), ("shelf", "too high", "took a ladder"), ("hole", "too small", "could not get through"), ("coat", "wet", "hung it by the stove"),
    ("boots", "dirty", "left them outside"), ("knife", "blunt", "could not cut the bread"), ("path", "muddy", "took the road"), ("basket", "empty", "had nothing to eat"), ("shop", "shut", "came home with nothing"), ("candle", "out", "could not read any more"),
    ("fire", "out", "was cold"), ("music", "too loud", "could not sleep"), ("milk", "sour", "did not drink it"), ("tree", "too tall", "could not climb it"), ("chair", "broken", "sat on the floor"), ("pond", "frozen", "could skate on it"), ("bed", "too short", "slept on the rug"),
    ("cake", "gone", "had to eat an apple"), ("wheel", "loose", "had to stop the cart"), ("clock", "slow", "came too late"), ("hat", "too big", "could not see anything"), ("shoes", "too small", "walked barefoot"), ("river", "too deep", "went back"), ("letter", "wet", "could not read it")]


@scene(5)
def because_of_it(stage):
    """A thing is in a state; something follows; later it is said why, or the thing or its state is named again."""
    a, b = stage.pair()
    noun, state, follows = stage.dice.choice([each for each in STATES if each[0] not in stage.world.nouns])
    stage.world.nouns.append(noun)
    are = "were" if noun in ("boots", "shoes") else "was"
    words = dict(a=a, b=b, noun=noun, state=state, follows=follows, are=are, m=stage.parent())
    stage.say("The {noun} {are} {state}, so {a.n} {follows}.", "The {noun} {are} {state}. So {a.n} {follows}.", "Because the {noun} {are} {state}, {a.n} {follows}.", "{A.n} {follows}, because the {noun} {are} {state}.", "{A.n} saw that the {noun} {are} {state}, and so {a.he!} {follows}.",
              "The {noun} {are} {state}. {A.n} {follows}.", **words)
    if stage.chance(0.5):
        yield
    stage.say("\"Why?\" asked {b.n}. \"Because the {noun} {are} {state},\" said {a.n}.", "{B.n} looked at the {noun}. It was true: it was {state}." if are == "was" else "{B.n} looked at the {noun}. They were {state}.", "\"It is because of the {noun},\" said {a.n}.", "\"What is wrong with the {noun}?\" asked {b.n}. \"It is {state},\" said {a.n}." if are == "was" else "\"The {noun} are {state},\" said {a.n}.",
              "{M.n} had known that the {noun} {are} {state}.", "{A.n} told {b.n} that the {noun} {are} {state}.", "If the {noun} had not been {state}, it would have been easy.", "{B.n} wanted to do something about the {noun}.", **words)


@scene(4)
def the_right_one(stage):
    """Two things of one kind that differ; only one of them will do, and that one is taken."""
    dice = stage.dice
    a, b = stage.pair()
    noun = stage.noun("road path key door box rope boat ladder bag horse river bridge tree chair bed cave well sack hill stone pot coat".split())
    one, two = dice.sample(COLOURS, 2) if stage.chance(0.4) else dice.choice(["big small", "old new", "long short", "left right", "first second", "upper lower", "heavy light", "wide narrow", "wooden iron", "round square", "near far"]).split()
    good, bad = dice.choice([("led to the sea", "led to the mill"), ("was strong", "was weak"), ("was dry", "was wet"), ("was full of gold", "was full of sand"), ("was safe", "was dangerous"), ("was clean", "was dirty"), ("was the king's", "was the witch's"), ("was free", "was taken"),
                             ("was cheap", "was dear"), ("had a hole", "had no hole"), ("was quick", "was slow"), ("belonged to the miller", "belonged to the smith")])
    if stage.chance(0.5):
        good, bad = bad, good
    words = dict(a=a, b=b, noun=noun, one=one, two=two, good=good, bad=bad)
    stage.say("There was a {one} {noun}, and there was a {two} {noun}." if one[0] not in "aeiou" and two[0] not in "aeiou" else "They could take the {one} {noun} or the {two} one.", "{A.n} saw two {noun}s, the {one} one and the {two} one.", "They had to choose between the {one} {noun} and the {two} {noun}.", **words)
    stage.say("The {one} {noun} {good}. The {two} {noun} {bad}.", "The {one} one {good}, but the {two} one {bad}.", "The {two} {noun} {bad}, and the {one} {noun} {good}.", **words)
    if stage.chance(0.4):
        yield
    stage.say("{A.n} wanted the one that {good}, so {a.he!} took the {one} {noun}.", "\"Which {noun} {good}?\" asked {b.n}. \"The {one} one,\" said {a.n}.", "{A.n} did not want the one that {bad}. So {a} took the {one} one.", "\"Take the one that {good},\" said {b.n}. So {a.n} took the {one} {noun}.",
              "{A.n} chose the {one} {noun}, because it {good}.", "{A.n} took the {one} {noun}, and {b.n} had to take the {two} one.", **words)
