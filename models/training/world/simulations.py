"""The simulated plots: what happens is drawn step by step from the state of the world, and the world remembers it.

Who holds which thing, where things lie, who rides along, how many are left, what was asked for and given: the text says
only what is true at that moment, and the questions at the end have the answers that the state has.
"""

import re

from .writer import ANIMALS, COLOURS, a, capital, cast, happy_end, open_story, plot, together_end


@plot
def an_afternoon(world):
    """Children with things move, take, put and give; at the end someone asks where a thing is, and the world knows."""
    dice = world.dice
    cast(world, h="child", f="friend", p="place", q="place", t="toy", u="toy")
    holds, lies, at = {"h": "t", "f": "u"}, {}, {"h": "p", "f": "p"}
    world.say("{h.n} had {t.a}, and {f.n} had {u.a}. [They were {p.in}.|They played {p.in}.]",
              "{Day} {h.n} and {f.n} were {p.in}. {h.n} had {t.a}. {f.n} had {u.a}.",
              "{h.n} and {f.n} played {p.in}. {h.n} had brought {t.a}, and {f.n} had brought {u.a}.")
    for _ in range(dice.choice([3, 4, 4, 5])):
        who = dice.choice("hf")
        other = "f" if who == "h" else "h"
        thing, together = holds.get(who), at["h"] == at["f"]
        here = [item for item, (place, _, by) in lies.items() if place == at[who] and by != who]
        moves = ["go"] + ["put", "put", "play"] * bool(thing) + ["give"] * bool(thing and together and other not in holds) \
            + ["take", "take"] * bool(here and not thing) + ["swap", "swap"] * bool(thing and together and other in holds)
        move = dice.choice(moves)
        w, o, n = "{" + who, "{" + other, "{" + (thing or "t")
        if move == "play":
            world.say(
                f"{w}.n}} played with {n}}} for a while.",
                f"{w}.n}} had a lot of fun with {n}}}.",
                f"{w}.n}} showed {n}}} to [the cat|a bird|the sun].",
            )
        elif move == "put":
            world.cast["s"] = dice.choice(world.cast[at[who]].spots)
            lies[thing] = (at[who], world.cast["s"], who)
            del holds[who]
            world.say(f"{w}.n}} was tired of playing, so {w}.he!}} put {n}}} {{s}}.", f"{w}.n}} put {n}}} {{s}}.",
                      f"Then {w}.n}} hid {n}}} {{s}}.", f"{w}.n}} laid {n}}} {{s}} and forgot it.")
        elif move == "take":
            item = dice.choice(here)
            world.cast["s"] = lies.pop(item)[1]
            holds[who] = item
            world.say(f"{w}.n}} looked {{s}}, found {{{item}}} and took it.", f"{w}.n}} saw {{{item}}} {{s}} and picked it up.",
                      f"<{who}: What is this?> {w}.n}} had found {{{item}}} {{s}}.")
        elif move == "give":
            holds[other] = holds.pop(who)
            world.say(f"{w}.n}} gave {n}}} to {o}.n}}. [<{other}: {{@thanks}}>|{o.upper()}.n}} was {{@happy}}.|]",
                      f"<{other}: May I have {n}}}?> {w}.n}} gave it to {o}.him}}.")
        elif move == "swap":
            holds[who], holds[other] = holds[other], holds[who]
            world.say(f"<{who}: Let us swap.> [So|Then] {w}.n}} took {{{holds[who]}}}, and {o}.n}} took {n}}}.",
                      f"{w}.n}} and {o}.n}} changed toys. Now {w}.n}} had {{{holds[who]}}} and {o}.n}} had {n}}}.")
        else:
            at[who] = "q" if at[who] == "p" else "p"
            there = "{" + at[who]
            world.say(f"{w}.n}} was [thirsty|cold|hungry|tired], so {w}.he!}} went {there}.to}}.", f"Then {w}.n}} went {there}.to}}.",
                      f"{w}.n}} heard a noise and {{@ran}} {there}.to}}.")
    world.paragraph()
    cast(world, m="parent")
    for item in dice.sample("tu", dice.choice([1, 2])):
        world.say(f"[Later {{m.n}} came.|{{M.n}} looked round.|{{@soon}} {{m.n}} came in.]" if item in "tu" and "{m" not in "".join(world.text[-2:]) else "")
        asked = f"<m: [Where is {{{item}}}?|Who has {{{item}}}?]>" if item not in lies else f"<m: Where is {{{item}}}?>"
        if item in lies:
            place, world.cast["s"], _ = lies[item]
            world.say(
                f"{asked} <h: It is [{{{place}.in}}, |]{{s}}.>",
                f"{asked} [They all went {{{place}.to}}.|] {{H.n}} looked {{s}}, and there it was.",
            )
        else:
            owner = "h" if holds.get("h") == item else "f"
            world.say(
                f"{asked} <{owner}: I have it.>",
                f"{asked} <{owner}: Here it is!>",
                f"{asked} {{{owner.upper()}.n}} had it, of course.",
            )
    happy_end(world, "h")


@plot
def hide_and_seek(world):
    """One counts, the others hide, and are found where they hid."""
    cast(world, h="child", f="friend", g="child", p="place")
    spots = world.dice.sample(world.cast["p"].spots, 3)
    world.cast.update(s=spots[0], r=spots[1], empty=spots[2])
    number = world.dice.choice(["ten", "twenty", "twelve"])
    world.say(
        "{Day} {h.n}, {f.n} and {g.n} played hide and seek {p.in}.",
        "{h.n}, {f.n} and {g.n} were {p.in}. <h: Let us play hide and seek!>",
    )
    world.say(f"{{h.n}} [shut {{h.his}} eyes|turned to the wall] and counted to {number}. [\"One, two, three, four...\"|]")
    hiding = ["{f.n} hid {s}", "{g.n} hid {r}"]
    world.dice.shuffle(hiding)
    world.say(f"{hiding[0]}, and {hiding[1]}.", f"{hiding[0]}. {hiding[1]}.", f"{hiding[0]}, but {hiding[1]}.")
    world.say("<h: I am coming!>", f"<h: {capital(number)}! Here I come!>", "<h: Ready or not, here I come!>")
    if world.dice.random() < 0.6:
        world.say("First {h} looked {empty}. [Nobody was there.|There was only a cat.|No one!]")
    found = ["f", "g"]
    world.dice.shuffle(found)
    spot = {"f": "s", "g": "r"}
    why = {"f": "[{f.n} had to laugh.|A foot was sticking out.|{f.n} sneezed.]", "g": "[{g.n} giggled.|Something moved.|{g.n} coughed.]"}
    first, second = found
    world.say(f"{why[first]} {{h.n}} looked {{{spot[first]}}}. <h: I see you, {{{first}.n}}!>",
              f"Then {{h.n}} looked {{{spot[first]}}} and found {{{first}.n}}.")
    world.say(
        f"But where was {{{second}.n}}? [{{h.n}} looked everywhere.|It was very quiet.|] {why[second]} {{h.n}} looked {{{spot[second]}}}, and there {{{second}.he!}} was!",
        f"Only {{{second}.n}} was missing. [At last|Finally] {{h.n}} looked {{{spot[second]}}}. <h: Found you!>",
    )
    world.say(f"<{second}: Now it is my turn to count.>", f"<{first}: Again! Again!>", "They played until it was dark.",
              f"[{{{second}.n}} had won.|The winner was {{{second}.n}}.] <{second}: {{@hooray}}>")


@plot
def the_chain(world):
    """Someone wants a thing; its owner wants another thing first, and so on; then everything is handed back along the chain."""
    givers = [("cow", "milk", "a bucket of milk"), ("hen", "eggs", "an egg"), ("bee", "honey", "a pot of honey"), ("miller", "flour", "a sack of flour"),
              ("baker", "bread", "a loaf of bread"), ("gardener", "carrots", "a bunch of carrots"), ("sheep", "wool", "a ball of wool"),
              ("woodcutter", "wood", "a bundle of wood"), ("fisherman", "fish", "a fat fish"), ("smith", "nails", "a bag of nails"),
              ("farmer", "corn", "a sack of corn"), ("squirrel", "nuts", "a hat full of nuts"), ("well", "water", "a jug of water")]
    dice = world.dice
    cast(world, h="hero")
    want = dice.choice(["a new hat", "a warm coat", "a little cart", "a kite", "a drum", "a pair of boots", "a sweet cake"])
    maker = dice.choice(["tailor", "old woman", "shoemaker", "carpenter"])
    chain = dice.sample(givers, dice.choice([2, 2, 3]))
    open_story(world, "h")
    world.say(f"{{h.n}} wanted {want}. So {{h}} went to the {maker}.", f"{{h.n}} wished for {want}, and {{h.he!}} went to see the {maker}.")
    asker = maker
    for giver, _, gift in chain:
        world.say(f'"[I will make it for you|You shall have it|I will gladly help you], if you bring me {gift}," said the {asker}.' if asker == maker else
                  f'"[I will give it to you|You can have some|Gladly], but first bring me {gift}," said the {asker}.')
        world.say(f"So {{h}} went to the {giver}.", f"[{{H}} {{@ran}}|{{H}} walked] to the {giver}. <h: Please give me {gift}!>",
                  f"Then {{h}} went to find the {giver}." if giver != "well" else f"So {{h}} went to the {giver}.")
        asker = giver
    easy = dice.choice(["sing a song for me", "scratch my back", "tell me a story", "say please", "give me a kiss", "chase the flies away"])
    past = {"sing": "sang a song", "scra": "scratched and scratched", "tell": "told a story", "say ": "said please", "give": "gave a kiss", "chas": "chased the flies away"}[easy[:4]]
    world.say(f'"[Only {easy}|You only have to {easy}|First {easy}]," said the {asker}. {{h.n}} {past}, and got {chain[-1][2]}.')
    world.paragraph()
    back = [maker] + [giver for giver, _, _ in chain]
    for number in range(len(chain) - 1, 0, -1):
        world.say(
            f"{{h.n}} took {chain[number][2].replace('a ', 'the ', 1).replace('an ', 'the ', 1)} to the {back[number]}, and the {back[number]} gave {{h.him}} {chain[number - 1][2]}.",
            f"The {back[number]} got {chain[number][2].replace('a ', 'the ', 1).replace('an ', 'the ', 1)} and gave {{h.n}} {chain[number - 1][2]}.",
        )
    gift = chain[0][2].replace("a ", "the ", 1).replace("an ", "the ", 1)
    world.say(
        f"{{h.n}} brought {gift} to the {maker}, and [at last|so] {{h}} got {want}.",
        f"Then the {maker} got {gift}, and {{h.n}} got {want}.",
    )
    happy_end(world, "h")


@plot
def three_stops(world):
    """On the way the hero helps three, and later each of the three helps."""
    dice = world.dice
    cast(world, h="child", t="treasure", k="role:king/queen/giant/witch/dragon")
    helps = [("an ant", "ant", "was caught in a drop of water", "lifted it out with a straw", "picked up all the grains, one by one", "to pick up a thousand grains of corn"),
             ("a bird", "bird", "had hurt its wing", "bound up its wing", "flew up and fetched it", "to fetch a feather from the top of the tower"),
             ("a fish", "fish", "lay on the dry sand", "put it back into the water", "dived and brought the key", "to find a key at the bottom of the lake"),
             ("a mouse", "mouse", "was hungry", "gave it some bread", "gnawed through the rope", "to open a sack that was tied with a hundred knots"),
             ("a bee", "bee", "had fallen into a jug", "held out a leaf", "sat down on the sweetest one", "to say which of ten cups had honey in it"),
             ("a mole", "mole", "could not find its hole", "showed it the way", "dug a tunnel in one night", "to go into the tower without a door or a window")]
    stops = dice.sample(helps, 3 if dice.random() < 0.35 else 2)
    open_story(world, "h")
    world.say("{h.n} set out to see {k.n}, who had {t.a}.", "{Day} {h.n} went out into the world to find {t.a}. {K.n} had it.")
    for number, (one, _, trouble, help_, _, _) in enumerate(stops):
        world.say(f"{['First', 'Then', 'At last'][number]} {{h}} met {one} that {trouble}, and {{h.he!}} {help_}.",
                  f"On the way {{h}} saw {one}. It {trouble}. {{h.n}} {help_}.")
    world.say("[\"I will not forget that,\" it said.|<h: Take care!> And {h} walked on.|]")
    world.paragraph()
    for number, (_, animal, _, _, deed, task) in enumerate(stops):
        world.say(
            f"{'<k: You can have it,> but first {h} had' if False else ('{K.n} told {h.him}' if number == 0 else 'Then {h} had')} {task}. But the {animal} came and {deed}.",
            f"{'The first' if number == 0 else 'The next'} task was {task}. {{h.n}} did not know how. Then the {animal} came and {deed}.",
        )
    world.say("So {k.n} had to give {h.n} {t}.", "{K.n} gave {h.n} {t}. <k: You have good friends.>", "And so {h.n} got {t} after all.")
    world.say(
        "Nobody is too small to help a friend.",
        "Kindness comes back.",
        "{h.n} went home, and the friends came too.",
        "{h.n} knew whom to thank.",
    )


@plot
def the_big_one(world):
    """Something is stuck; one after another comes to pull."""
    dice = world.dice
    what, verb = dice.choice([("turnip", "pulled"), ("cart", "pushed"), ("carrot", "pulled"), ("boat", "pushed"), ("stone", "pushed"), ("pumpkin", "pulled"), ("radish", "pulled")])
    stuck = {"cart": "was stuck in the mud", "boat": "was stuck on the sand", "stone": "lay in the middle of the road"}.get(what, "had grown so big that it would not come out of the earth")
    cast(world, o="role:farmer/Grandpa/old man/gardener")
    helpers = dice.sample(["girl", "boy", "dog", "cat", "goat", "pig", "hen", "horse", "duck", "donkey"], dice.choice([2, 3, 3])) + ["mouse"]
    world.say(
        f"{{O.n}} had [a big {what}|the biggest {what} in the world]. [One day|{{Day}}] it {stuck}.",
        f"Once upon a time there was {{o.a}} who had a big {what}. It {stuck}." if not world.cast["o"].name else f"{{O.n}} had a {what}. It {stuck}.",
    )
    world.say(f"{{O.n}} {verb} and {verb}, but the {what} did not move.")
    for helper in helpers[:-1]:
        world.say(
            f"{{O.n}} called the {helper}. {'They' } {verb} and {verb}, but the {what} [did not move|stayed where it was|would not move].",
            f"The {helper} came to help. [Together they|Now they] {verb} and {verb}, but [it was no use|nothing happened].",
            f"Then came the {helper}. \"Let me help!\" They {verb} with all their strength, but the {what} did not move.",
        )
    world.say(f"[Then a little mouse came.|At last the mouse came out of its hole.] \"May I help?\" [The {helpers[0]} laughed.|\"You are too small,\" said the {helpers[0]}.]")
    world.say(f"But the mouse {verb} too, and the {what} moved! [Out it came|Away it went], and they all fell down in a heap.")
    world.say(
        "\"I am strong!\" said the mouse.",
        f"\"So it was the mouse that we needed,\" said {{o.n}}.",
        "And who was the proudest of all? The mouse.",
        "Sometimes a little help is all you need.",
        f"That evening there was {what} soup for everyone." if verb == "pulled" else "That evening there was soup for everyone, and two bowls for the mouse.",
    )


@plot
def the_week(world):
    """A week, day by day, for someone who eats, collects or builds."""
    dice = world.dice
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    cast(world, h="hero")
    kind = dice.choice(["eat", "find", "do"])
    things = {"eat": ["one apple", "two pears", "three plums", "four carrots", "five berries", "six nuts", "a whole cake"],
              "find": ["one shell", "two feathers", "three stones", "four buttons", "five nuts", "six leaves", "seven coins"],
              "do": ["washed the windows", "swept the floor", "baked bread", "went fishing", "dug the garden", "mended the roof", "slept until noon"]}[kind]
    open_story(world, "h")
    start = dice.choice([0, 0, 0, 1, 2])
    count = dice.choice([5, 7, 7]) if start == 0 else 7 - start
    if kind == "do":
        dice.shuffle(things)
        world.say("{h.n} had a lot to do that week.", "Every day {h.n} did something else.", "It was a busy week for {h.n}.")
    else:
        world.say(
            {"eat": "{h.n} was always hungry.", "find": "{h.n} liked to collect things."}[kind],
            f"It was a strange week for {{h.n}}.",
        )
    verb = {"eat": "ate ", "find": "found ", "do": ""}[kind]
    for day, thing in list(zip(days[start:] + days, things))[:count]:
        world.say(f"On {day} {{h}} {verb}{thing}.")
    world.say({"eat": "[Then {h} had a stomach ache.|After that {h} was not hungry any more.|{H} was so round that {h.he!} could not get through the door.]",
               "find": "[Then {h.his} pockets were full.|{H} put everything in a box under the bed.|{H} laid it all in a row and counted it.]",
               "do": "[And on the next day {h} began again.|Then {h} was tired.|<h: What a week!>]"}[kind])
    happy_end(world, "h")


NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


@plot
def counting(world):
    """Things are counted, given away and eaten, and the sums are right."""
    dice = world.dice
    cast(world, h="child", f="friend", m="parent", x="[apples/eggs/nuts/plums/shells/cherries/buns/pears/buttons/marbles/stones/biscuits]")
    first, more = dice.randrange(2, 7), dice.randrange(1, 5)
    total = first + more
    given = dice.randrange(1, total)
    left = total - given
    words = dict(first=NUMBERS[first], more=NUMBERS[more], total=NUMBERS[total], given=NUMBERS[given], left=NUMBERS[left])
    world.cast.update(words)
    one = left == 1
    world.say(
        "{h.n} had {first} {x}. {m.n} gave {h.him} {more} more.",
        "{h.n} found {first} {x} in the morning and {more} more in the afternoon.",
        "There were {first} {x} in {h.n}'s basket. {f.n} put in {more} more.",
    )
    world.say(
        "Now {h.n} had {total} {x}.",
        "<m: How many {x} have you got now?> {h.n} counted. <h: {Total}!>",
        "{First} and {more} make {total}, so {h.n} had {total} {x}.",
    )
    if given == 1:
        world.say("{h.n} gave one to {f.n}.", "{f.n} had none, so {h.n} gave {f.him} one.")
    else:
        world.say(
            "{h.n} gave {given} of them to {f.n}.",
            "{f.n} had none, so {h.n} gave {f.him} {given}.",
            "<f: May I have some?> {h.n} gave {f.him} {given}.",
        )
    world.say(
        f"How many were left? {{Left}}.",
        f"Then {{h.n}} had {'only one' if one else '{left}'} left.",
        f"<m: And how many are left?> <h: {'Only one' if one else '{Left}'}.>",
    )
    if left > given:
        world.say("{h.n} still had more than {f.n}.", "<f: You have more than I have.>")
    elif left == given:
        world.say("Now both had the same.", "<f: Now we have the same!>")
    else:
        world.say("{f.n} had more now, but {h.n} did not mind.", "<f: Now I have more than you!>")
    world.say(
        "They sat on the wall and counted again, just to be sure.",
        "<m: You can count very well.>",
        "Then they [put them in a row|shared the rest with the cat|went to play].",
    )
    happy_end(world, "h")


@plot
def whose_is_it(world):
    """Things of three owners are mixed up and go back to the right ones."""
    dice = world.dice
    noun = dice.choice(["hat", "scarf", "ball", "kite", "cup", "umbrella", "bag", "coat", "balloon", "bucket"])
    colours = dice.sample(COLOURS[:11], 3)
    cast(world, h="child", f="friend", g="child")
    owners = dict(zip("hfg", colours))
    world.say(
        f"{{h.n}}, {{f.n}} and {{g.n}} each had {a(noun)}. {{h.n}}'s {noun} was {owners['h']}, {{f.n}}'s was {owners['f']}, and {{g.n}}'s was {owners['g']}.",
        f"{{h.n}} had {a(owners['h'] + ' ' + noun)}. {{f.n}} had {a(owners['f'] + ' ' + noun)}. {{g.n}} had {a(owners['g'] + ' ' + noun)}.",
    )
    world.say(
        f"{{Day}} [the wind blew all three of them into a tree|they fell into one heap|a naughty puppy ran off with all three of them].",
        f"After school all three lay on the floor.",
    )
    order = dice.sample("hfg", 3)
    for number, key in enumerate(order):
        colour, k = owners[key], "{" + key
        world.say(*([f"<m: Whose is the {colour} {noun}?> {k}.n}} [put up a hand|came and took it]. <{key}: That is mine!>",
                     f"<m: And the {colour} one?> <{key}: Mine!>"] if "m" in world.cast and number else [
                     f"The {colour} {noun} was {k}.n}}'s, so {k}.n}} took it.", f"{k}.n}} took the {colour} {noun}.", f"<{key}: The {colour} one is mine!>"]))
    world.say(
        f"Now everyone had the right {noun} again.",
        f"<h: Next time we will write our names in them.>",
        f"So each got the right {noun} back, and they ran home.",
    )
    if dice.random() < 0.5:
        key = dice.choice("hfg")
        world.say(f"But {{{key}.n}}'s {owners[key]} {noun} had a hole in it now. [<{key}: It lets the air in.>|It did not matter.|Grandma mended it.]")


@plot
def in_the_box(world):
    """A present is guessed from what is said of it."""
    dice = world.dice
    guesses = [("ball", "round", "You can throw it"), ("drum", "round", "You can beat it"), ("kite", "light", "It can fly"), ("book", "flat", "You can read it"),
               ("hat", "soft", "You can wear it"), ("kitten", "soft", "It can purr"), ("puppy", "warm", "It can bark"), ("whistle", "small", "You can blow it"),
               ("cake", "sweet", "You can eat it"), ("blanket", "soft", "It keeps you warm"), ("boat", "made of wood", "It can swim"), ("lamp", "bright", "It shines in the dark"),
               ("pencil", "long and thin", "You can draw with it"), ("umbrella", "long", "You need it when it rains"), ("bell", "small", "It goes ding, dong"), ("spade", "strong", "You can dig with it")]
    cast(world, h="child", m="parent")
    right, wrong = dice.sample(guesses, 2)
    colour = dice.choice(COLOURS)
    open_story(world, "h")
    world.say(
        "{Day} {m.n} [brought a box|came home with a box|put a box on the table]. <m: [Guess what is in it!|There is something in it for you.]>",
        "There was a big box on the table. <h: What is in it?> <m: Guess!>",
    )
    world.say(f"<h: Is it {a(wrong[0])}?> <m: No. It is {right[1]}.>", f"<h: Can you tell me something about it?> <m: It is {right[1]}.>")
    world.say(f"<h: What can it do?>", f"{{h.n}} shook the box. <h: Tell me more!>", "{h.n} thought hard.")
    world.say(f"<m: {right[2]}.>", f"<m: {right[2]}, and it is {colour}.>")
    world.say(f"<h: It is {a(right[0])}!> {{m.n}} nodded. <m: [Right!|Open it!|You have guessed it.]>")
    world.say(f"{{h.n}} opened the box. [Inside was|In it lay|It was] {a(colour + ' ' + right[0])}." if right[0] not in ("kitten", "puppy") else f"{{h.n}} opened the box. Out jumped a little {right[0]}!")
    happy_end(world, "h")


@plot
def farm_morning(world):
    """The animals of a farm wake up one after another, each with its sound."""
    dice = world.dice
    sounds = {"cow": "Moo", "duck": "Quack", "pig": "Oink", "sheep": "Baa", "hen": "Cluck", "dog": "Woof", "cat": "Meow", "horse": "Neigh", "donkey": "Hee-haw", "goose": "Honk"}
    wants = {"cow": "fresh grass", "duck": "some bread", "pig": "potatoes", "sheep": "clover", "hen": "corn", "dog": "a bone", "cat": "some milk", "horse": "oats", "donkey": "hay", "goose": "grain"}
    cast(world, h="child", m="grand")
    animals = dice.sample(list(sounds), dice.choice([3, 4]))
    open_story(world, "h")
    world.say(
        "{h.n} was staying [on the farm|with {m.n} on the farm]. Early in the morning they fed the animals.",
        "{Day} {h.n} helped {m.n} on the farm.",
    )
    for animal in animals:
        world.say(
            f'"{sounds[animal]}!" said the {animal}. {{h.n}} gave it {wants[animal]}.',
            f'The {animal} said, "{sounds[animal]}!" It wanted {wants[animal]}.',
            f'"{sounds[animal]}, {sounds[animal].lower()}!" cried the {animal}, and {{h.n}} brought {wants[animal]}.',
        )
    world.say(
        f"<m: Have you fed them all?> {{h.n}} counted. [{', '.join('The ' + x if i == 0 else 'the ' + x for i, x in enumerate(animals[:-1]))} and the {animals[-1]}.|The {animals[0]} was the loudest of all.]",
        f"Then it was quiet on the farm. Only one stomach was still empty. <h: I am hungry too!>",
    )
    world.say(
        "So {m.n} made [pancakes|porridge with honey|eggs and toast] for {h.him}.",
        "<m: Now it is your turn.> And there was warm bread with butter.",
        "<m: You are a good farmer.>",
    )


@plot
def tidy_up(world):
    """Things lie in the wrong places and are put where they belong; later one of them is needed."""
    dice = world.dice
    belongs = {"book": ("on the shelf", "read"), "coat": ("on the hook", "go out"), "spoon": ("in the drawer", "eat soup"), "pillow": ("on the bed", "sleep"),
               "cup": ("in the cupboard", "drink milk"), "broom": ("behind the door", "sweep the floor"), "ball": ("in the box", "play outside"), "pencil": ("in the jar", "draw a picture"),
               "hat": ("on the hat stand", "go out in the sun"), "lamp": ("on the table", "read in the dark"), "shoe": ("under the bench", "go for a walk"), "soap": ("beside the sink", "wash {h.his!} hands")}
    wrong = dice.sample(["on the floor", "under the table", "on the stairs", "behind the stove", "under the bed", "on the windowsill", "in the bath", "on top of the clock"], 3)
    things = dice.sample(list(belongs), 3)
    cast(world, weather="any", h="child", m="parent")
    open_story(world, "h")
    world.say(
        "{M.n} looked into the room. <m: What a mess!>",
        "<m: Please tidy up before supper.> {H.n} looked round.",
        "{h.n}'s room was in a terrible mess. <m: You must tidy up!>",
    )
    world.say(
        f"The {things[0]} lay {wrong[0]}, the {things[1]} was {wrong[1]}, and the {things[2]} was {wrong[2]}.",
        f"There was {a(things[0])} {wrong[0]}, {a(things[1])} {wrong[1]} and {a(things[2])} {wrong[2]}.",
    )
    for thing in dice.sample(things, 3):
        world.say(
            f"{{h}} took the {thing} and put it {belongs[thing][0]}.",
            f"{{h}} put the {thing} {belongs[thing][0]}.",
            f"The {thing} went {belongs[thing][0]}.",
        )
    world.say("Now everything was in its place.", "<h: I have finished!> {M.n} was pleased.", "Soon the room was as neat as a pin.")
    world.paragraph()
    thing = dice.choice(things)
    place, use = belongs[thing]
    world.say(f"Later {{h}} wanted to {use}. <h: Where is the {thing}?>", f"After supper {{h}} wanted to {use}. {{H}} needed the {thing}.")
    world.say(
        f"{{H}} did not have to look for it. It was {place}.",
        f"<m: Where did you put it?> {{H.n}} remembered. It was {place}, of course.",
        f"It was not {wrong[things.index(thing)]} any more. It was {place}.",
    )
    happy_end(world, "h")


@plot
def packing(world):
    """A bag is packed, one thing is forgotten, and it is fetched from where it lies."""
    dice = world.dice
    uses = {"towel": "to dry {h.his!} hair", "swimsuit": "to swim in", "map": "to find the way", "torch": "to see in the dark", "rope": "to climb with", "sandwich": "for the hunger", "bottle of water": "for the thirst",
            "book": "to read at night", "pillow": "to sleep on", "raincoat": "for the rain", "apple": "for the donkey", "whistle": "to call for help", "spade": "to dig in the sand", "scarf": "for the cold wind"}
    cast(
        world,
        h="child",
        m="parent",
        f="friend",
        s="[under the bed/on the kitchen table/behind the door/on the stairs/by the window/on the bench]",
    )
    things = dice.sample(list(uses), 4)
    trip = dice.choice(["to the sea", "into the mountains", "to the lake", "to Grandma", "into the woods", "to the island"])
    world.say(f"{{Day}} {{h.n}} and {{f.n}} wanted to go {trip}.", f"{{h.n}} was going {trip} with {{f.n}}.")
    world.say(f"{{h.n}} packed {a(things[0])} {uses[things[0]]}, {a(things[1])} {uses[things[1]]} and {a(things[2])} {uses[things[2]]}.",
              f"Into the bag went {a(things[0])}, {a(things[1])} and {a(things[2])}.")
    world.say(
        "<m: Have you got everything?> <h: Everything!>",
        "<h: Now the bag is full.>",
        f"<f: What have you got there?> <h: {capital(a(things[0]))}, {a(things[1])} and {a(things[2])}.>",
    )
    world.say(
        f"[At the gate|At the corner|On the bridge] {{h}} stopped. <h: I have forgotten the {things[3]}!>",
        f"<f: And where is the {things[3]}?> {{H.n}} turned red. <h: I have forgotten it!>",
    )
    world.say(
        f"{{H}} {{@ran}} back. The {things[3]} was {{s}}. {{H}} put it into the bag, too.",
        f"<m: It is {{s}}!> {{H.n}} looked {{s}} and found the {things[3]}.",
    )
    used = dice.choice(things)
    world.say(
        f"And it was a good thing that they had the {used}, for they needed it that very day.",
        f"They needed the {used} first of all.",
        f"And what did they need in the end? Only the {used}.",
    )
    together_end(world, "h", "f")


@plot
def who_did_it(world):
    """Something was eaten; clues rule out all but one."""
    dice = world.dice
    suspects = {"dog": ("big paw prints", "black"), "cat": ("small paw prints", "white"), "hen": ("a feather", "brown"), "goat": ("a tuft of hair", "grey"), "mouse": ("tiny crumbs in a row", "grey"), "crow": ("a black feather", "black"), "pig": ("mud", "pink"), "duck": ("wet footprints", "white")}
    chosen = dice.sample([kind for kind in suspects], 3)
    guilty = dice.choice(chosen)
    food = dice.choice(["cake", "cheese", "pie", "sausage", "pudding", "bread", "pancake"])
    cast(world, weather="any", h="child", m="parent")
    open_story(world, "h")
    world.say(
        f"{{Day}} the {food} was gone. It had been on the {'table' if dice.random() < 0.5 else 'windowsill'}. <m: Who has eaten the {food}?>",
        f"<m: Where is my {food}?> The plate was empty.",
    )
    world.say(
        f"<h: I will find out.> There were three who could have done it: the {chosen[0]}, the {chosen[1]} and the {chosen[2]}.",
        f"It could have been the {chosen[0]}, the {chosen[1]} or the {chosen[2]}.",
    )
    innocent = [kind for kind in chosen if kind != guilty]
    dice.shuffle(innocent)
    world.say(
        f"The {innocent[0]} had been asleep all morning, so it was not the {innocent[0]}.",
        f"The {innocent[0]} was shut in the shed. <h: It was not the {innocent[0]}.>",
    )
    world.say(
        f"The {innocent[1]} did not like {food}. So it was not the {innocent[1]}.",
        f"The {innocent[1]} had been with {{m.n}} the whole time. It could not be the {innocent[1]}.",
    )
    world.say(
        f"{{h.n}} looked at the floor. There was something: {suspects[guilty][0]}! <h: It was the {guilty}!>",
        f"Beside the plate {{h.n}} found {suspects[guilty][0]}. So it was the {guilty}.",
    )
    world.say(
        f"Behind the shed sat the {guilty} with {food} [on its face|all round its mouth].",
        f"They found the {guilty} under a bush, very round and very sleepy.",
        f"The {guilty} looked the other way, but it had {food} on its nose.",
    )
    world.say(
        "<m: You are a real detective!>",
        f"<m: From now on I will shut the window.>",
        f"{{M.n}} made a new {food}, and this time {{h.n}} kept watch.",
        f"The {guilty} said nothing. It was too full.",
    )


@plot
def on_the_way(world):
    """Passengers get on and off; the world keeps count."""
    dice = world.dice
    cast(world, h="role:farmer/captain/driver/old man/baker")
    car, inside = dice.choice([("cart", "in the cart"), ("boat", "in the boat"), ("bus", "in the bus"), ("train", "in the train"), ("sledge", "on the sledge"), ("balloon", "in the balloon")])
    others = dice.sample("girl boy goat duck pig hen cat dog rabbit bear fox teacher princess mouse sheep".split(), 4)
    colour = dice.choice(COLOURS[:11])
    aboard = []
    world.say(
        f"{{H.n}} had {a(colour)} {car}. [{{H.n}} drove it every day.|It was slow, but there was room for everyone.|It squeaked and rattled.]",
        f"Once upon a time there was {{h.a}} who had {a(colour)} {car}.",
    )
    for other in others[:3]:
        world.say(
            f"At the [mill|bridge|church|school|gate|crossroads|well] stood a {other}. \"May I come along?\" <h: [Jump in!|Come along!|There is room.]>",
            f"Then they met a {other}. \"[Take me with you!|May I ride with you?]\" So the {other} got in.",
            f"A {other} got in.",
        )
        aboard.append(other)
    world.say(f"Now there were three {inside}: the {aboard[0]}, the {aboard[1]} and the {aboard[2]}.")
    off = dice.choice(aboard)
    aboard.remove(off)
    world.say(
        f"At the [market|river|farm|forest] the {off} got out. \"Thank you!\" said the {off}.",
        f"The {off} had to get out at the [market|river|farm|forest] and waved.",
    )
    world.say(f"Now only the {aboard[0]} and the {aboard[1]} were left.", f"So two were left, the {aboard[0]} and the {aboard[1]}.")
    if dice.random() < 0.5:
        world.say(f"Then the {car} stopped. [A stone lay in the way.|There was a big hole in front of it.] The {aboard[0]} [pushed|pulled], and the {aboard[1]} helped, and on they went.")
    world.say(
        f"At last they came [home|to the sea|to the town]. The {aboard[1]} said, \"[Already?|That was fun!]\" And the {aboard[0]} [was asleep|did not want to get out|asked, \"When do we go again?\"].",
        f"In the evening the {aboard[0]} and the {aboard[1]} got out, too. Then the {colour} {car} was empty, and {{h.n}} went home.",
    )


@plot
def what_they_need(world):
    """Someone is cold, hungry, tired and so on, and gets what helps; at the end all is well."""
    dice = world.dice
    needs = [("cold", "put on a {c} coat", "gave {x.him} a {c} coat", "Soon {x.he!} was warm"), ("hungry", "ate a plate of soup", "gave {x.him} a plate of soup", "Then {x.he!} was full"),
             ("thirsty", "drank a glass of water", "brought {x.him} a glass of water", "Then {x.he!} was not thirsty any more"), ("tired", "lay down and slept for an hour", "made a bed for {x.him}", "Soon {x.he!} was fast asleep"),
             ("sad", "cried a little", "told {x.him} a funny story", "Then {x.he!} had to laugh"), ("dirty", "had a bath", "filled the bath for {x.him}", "Then {x.he!} was clean"),
             ("wet", "sat down by the fire", "made a fire for {x.him}", "Soon {x.he!} was dry"), ("bored", "looked for something to do", "taught {x.him} a new game", "Then {x.he!} was not bored any more"),
             ("afraid", "held on to the blanket", "held {x.his} hand", "Then {x.he!} was not afraid any more"), ("ill", "stayed in bed", "brought {x.him} hot tea with honey", "The next day {x.he!} was well again")]
    cast(world, weather="any", h="hero", f="friend")
    chosen = dice.sample(needs, dice.choice([3, 4]))
    open_story(world, "h")
    if dice.random() < 0.5:
        world.say("{h.n} and {f.n} lived together.", "{f.n} was {h.n}'s best friend.", "{h.n} looked after {f.n}.")
    for number, (need, self_help, helped, after) in enumerate(chosen):
        who, other = ("h", "f") if dice.random() < 0.5 else ("f", "h")
        fill = lambda text: text.replace("{c}", dice.choice("red blue green brown grey".split())).replace("{x.", f"{{{who}.").replace(" a orange", " an orange")
        when = ["", "Then", "After that", "In the evening"][number]
        world.say(
            fill(f"{when + ' ' if when else ''}{{{who}.n}} was {need}, so {{{other}.n}} {helped}. [{after}.|]"),
            fill(f"{when + ' ' if when else ''}{{{who}.n}} was {need}. <{who}: I am {need}!> So {{{other}.n}} {helped}. {after}."),
            fill(f"{when + ' ' if when else ''}{{{who}.n}} was {need}, so {{{who}.he!}} {self_help}."),
        )
    together_end(world, "h", "f")


@plot
def swapping(world):
    """A thing is given for another, again and again, and everyone thinks it a good trade."""
    dice = world.dice
    goods = [("a lump of gold", "heavy", "It is hard to carry"), ("a horse", "wild", "It jumps too much"), ("a cow", "slow", "It gives no milk"), ("a pig", "dirty", "It will not walk"), ("a goose", "loud", "It bites"),
             ("a hat", "too big", "It falls over my eyes"), ("a drum", "loud", "It hurts my ears"), ("a bag of flour", "dusty", "It makes me sneeze"), ("a wheel", "round", "It rolls away"), ("a pot", "black", "It makes my hands dirty")]
    people = dice.sample(["a farmer", "a miller", "a boy", "an old woman", "a soldier", "a tailor", "a girl", "a shepherd", "a cook"], 3)
    chain = dice.sample(goods, 3) + [dice.choice([("an apple", "", ""), ("a flute", "", ""), ("a puppy", "", ""), ("a kind word", "", ""), ("a balloon", "", "")])]
    cast(world, h="hero")
    open_story(world, "h")
    world.say(f"{{h.n}} had worked for a year and got {chain[0][0]} for it.", f"{{Day}} {{h.n}} set out for the market with {chain[0][0]}.")
    for number, who in enumerate(people):
        thing, next_thing = chain[number][0], chain[number + 1][0]
        the = lambda words: re.sub(r"^an? ", "the ", words)
        world.say(
            f"{'But' if number else 'Soon'} {the(thing)} was {chain[number][1]}. <h: {chain[number][2]}.>",
            f"<h: {chain[number][2]}.> {{H.n}} was not happy with {the(thing)}.",
        )
        world.say(
            f"On the road came {who} with {next_thing}. <h: Let us swap!> So {the(who)} got {the(thing)}, and {{h.n}} got {the(next_thing)}.",
            f"Then {{h}} met {who} who had {next_thing}. {{h.n}} gave {the(thing)} away and took {the(next_thing)}.",
        )
    last = re.sub(r"^an? ", "the ", chain[3][0])
    world.say(
        f"So {{h.n}} came home with nothing but {chain[3][0]}. <h: How lucky I am!>",
        f"{{h.n}} looked at {last} and smiled. <h: At last I have what I want.>",
        f"First {chain[0][0]} and now {chain[3][0]}! But {{h.n}} {{@smiled}} all the way home.",
    )


@plot
def where_is(world):
    """Someone is looked for in one place after another; those who are asked know a little."""
    dice = world.dice
    places = {"the kitchen": ("in", "the cook"), "the garden": ("in", "the gardener"), "the stable": ("in", "the horse"), "the mill": ("at", "the miller"), "the bakery": ("in", "the baker"), "the river": ("at", "the fisherman"),
              "the school": ("at", "the teacher"), "the henhouse": ("in", "the hen"), "the library": ("in", "an old man"), "the market": ("at", "an old woman"), "the church": ("in", "the priest"), "the barn": ("in", "the cow")}
    cast(world, h="hero", f="friend")
    way = dice.sample(list(places), 3)
    doing = dice.choice(["fast asleep", "reading a book", "eating plums", "feeding a kitten", "looking at a bug", "painting a wall", "looking for {h.n}", "making a present for {h.n}"])
    open_story(world, "h")
    world.say("{Day} {h.n} was looking for {f.n}.", "{Day} {h.n} wanted to play with {f.n}, but {f.n} was not at home.")
    for number, place in enumerate(way[:2]):
        world.say(
            f"{{h}} went to {place}. \"Is {{f.n}} here?\" \"No,\" said {places[place][1]}, \"but {{f.he!}} was here this morning. [Look|Try] {places[way[number + 1]][0]} {way[number + 1]}.\"",
            f"First {{h}} looked {places[place][0]} {place}, but {{f.n}} was not there." if number == 0 else f"Then {{h}} looked {places[place][0]} {place}. \"I have not seen {{f.him}} today,\" said {places[place][1]}.",
        )
    world.say(
        f"At last {{h}} came to {way[2]}. And there was {{f.n}}, {doing}!",
        f"So {{h}} went to {way[2]}. {{f.n}} was sitting there, {doing}.",
    )
    world.say(
        "<h: I have looked for you everywhere!> <f: And I was here the whole time.>",
        "<f: Is it already so late?>",
        f"<f: How did you find me?> <h: {capital(places[way[1]][1])} told me.>",
    )
    together_end(world, "h", "f")


@plot
def a_day(world):
    """A child's day from morning to night; every step has its cause, most of them the weather."""
    dice = world.dice
    days = {  # weather: (what one sees, what one wears or takes and why, what one does)
        "sunny": ("the sun was shining", [("it was hot", "put on a {c} hat"), ("the sun was so bright", "took a {c} umbrella for the shade"), ("it was warm", "left the coat at home")],
                  [("swam in the lake", "wet"), ("ate ice cream in the shade", "sticky"), ("picked strawberries", "red all over"), ("lay in the grass and looked at the sky", "sleepy")]),
        "rainy": ("it was raining", [("it was raining", "took the {c} umbrella"), ("it was wet outside", "put on {c} boots"), ("the rain was cold", "put on a {c} raincoat")],
                  [("jumped in every puddle", "wet"), ("sailed a paper boat in the gutter", "muddy"), ("watched the snails", "happy"), ("stayed inside and painted a picture", "full of paint")]),
        "snowy": ("everything was white", [("it was cold", "put on a {c} coat"), ("there was snow", "pulled on {c} mittens"), ("the snow was deep", "put on thick {c} boots")],
                  [("built a snowman", "cold"), ("went down the hill on a sledge", "tired"), ("threw snowballs", "white all over"), ("fed the hungry birds", "glad")]),
        "windy": ("the trees were shaking", [("the wind was strong", "tied on a {c} scarf"), ("it was windy", "took the {c} kite"), ("the wind was cold", "put on a {c} jacket")],
                  [("flew a kite on the hill", "tired"), ("ran after a hat", "out of breath"), ("collected leaves", "happy"), ("raced the clouds", "hungry")]),
        "foggy": ("there was only grey fog", [("it was hard to see", "took a {c} lantern"), ("it was foggy", "rang a {c} bell at every corner"), ("it was cold", "put on a {c} cap")],
                  [("played that the house was a ship", "tired"), ("looked for the tree in the garden and bumped into it", "dizzy"), ("listened to the bells", "quiet")]),
    }
    weather_now = dice.choice(list(days))
    seen, clothes, doings = days[weather_now]
    cast(world, weather=weather_now, h="child", f="friend", m="parent")
    because, took = dice.choice(clothes)
    took = took.replace("{c}", dice.choice(COLOURS[:9])).replace(" a orange", " an orange")
    did, felt = dice.choice(doings)
    open_story(world, "h")
    world.say(
        "[In the morning|At seven o'clock|When the cock crowed] {h.n} woke up and [looked out of the window|opened the curtains|ran to the window]: " + seen + ".",
        f"{{h.n}} woke up early. [Outside|In front of the window] {seen}.",
    )
    world.say(
        "{h} washed, got dressed and ate [porridge|bread and honey|an egg|an apple and a bun].",
        "For breakfast there was [porridge|warm bread|an egg] and a cup of [milk|cocoa].",
        "First {h} was hungry, so {h.he!} ate [two eggs|a bowl of porridge|three slices of bread].",
    )
    world.say(f"[{capital(because)}, so {{h}} {took}.|{{H}} {took}, because {because}.|Because {because}, {{h}} {took}.]")
    world.say("Then {h} went to see {f.n}.", "{f.n} was waiting at the gate.", "On the way {h} met {f.n}.")
    world.say(
        f"Together they {did}, until they were {felt}.",
        f"They {did}. [Soon|In the end] both of them were {felt}.",
        f"<f: What shall we do?> [{{H.n}} had an idea.|{{H.n}} did not have to think long.] They {did}.",
    )
    world.say(
        "At noon they were hungry, so they shared [a sandwich|a pie|some bread and cheese].",
        "When they were thirsty, they drank from the well.",
        "{f.n} had brought [plums|nuts|two buns], and they ate them on a wall.",
        "They met a [dog|cat|donkey|duck], and it came along for a while.",
    )
    world.paragraph()
    world.say("In the evening {h.n} came home. <m: How was your day?>", "When it grew dark, {h.n} went home. <m: What did you do today?>")
    world.say(
        f"<h: We {did}!>",
        f"{{h.n}} told {{m.n}} everything.",
        f"<h: It was the best day, although {because}.>" if because.split()[0] == "it" else "<h: It was wonderful!>",
    )
    world.say(
        "Then {h} was so tired that {h.he!} fell asleep [over the soup|at the table|before the light was out].",
        "{m.n} read a story, but {h.n} was already asleep.",
        "{h.n} was tired, so {h.he!} went to bed. <m: Good night.>",
        "And the moon looked in and saw that {h.n} was asleep.",
    )


USES = {  # toy: (what one does with it, in the past and the plain form, where)
    "ball": ("threw", "throw"), "kite": ("flew", "fly"), "drum": ("beat", "beat"), "doll": ("dressed", "dress"), "book": ("read", "read"), "boat": ("sailed", "sail"),
    "whistle": ("blew", "blow"), "cart": ("pulled", "pull"), "scooter": ("rode", "ride"), "trumpet": ("played", "play"), "spade": ("dug with", "dig with"), "rope": ("jumped with", "jump with"),
    "hoop": ("rolled", "roll"), "top": ("spun", "spin"), "bell": ("rang", "ring"), "puppet": ("danced with", "dance with"), "pencil": ("drew with", "draw with"), "wagon": ("pushed", "push"),
}


@plot
def toys_in_use(world):
    """Two or three children, each with a thing of their own that is used in its own way, borrowed and given back."""
    dice = world.dice
    cast(world, h="child", f="child", p="place:out")
    kinds = dice.sample(list(USES), 2)
    colours = dice.sample(COLOURS[:11], 2)
    owner = {"h": 0, "f": 1}
    full = [a(f"{colour} {kind}") for colour, kind in zip(colours, kinds)]
    if dice.random() < 0.35:
        open_story(world, "h")
    world.say(
        f"{{h.n}} had {full[0]}. {{f.n}} had {full[1]}.",
        f"{{h.n}} had {full[0]}, and {{f.n}} had {full[1]}.",
        f"{{h.n}} got {full[0]} for a present, and {{f.n}} got {full[1]}.",
        f"There were two children {{p.in}}, {{h.n}} and {{f.n}}. {{h.n}} had {full[0]}, and {{f.n}} had {full[1]}.",
    )
    order = dice.sample("hf", 2)
    for key in order:
        kind = kinds[owner[key]]
        world.say(
            f"{{{key}.n}} {USES[kind][0]} {{{key}.his!}} {kind}[| {{p.in}}| and laughed| all morning].",
            f"{{{key}.n}} {USES[kind][0]} the {colours[owner[key]]} {kind}.",
        )
    asks = dice.choice("hf")
    gives = "f" if asks == "h" else "h"
    thing, other = kinds[owner[gives]], kinds[owner[asks]]
    world.say(
        f"[Then|After a while] {{{asks}.n}} wanted to {USES[thing][1]} the {thing}, too. <{asks}: May I {USES[thing][1]} your {thing}?>",
        f"<{asks}: Your {thing} is so nice. May I {USES[thing][1]} it?>",
        f"{{{asks}.n}} looked at the {colours[owner[gives]]} {thing}. <{asks}: Can I have your {thing} for a while?>",
    )
    if dice.random() < 0.6:
        world.say(
            f"<{gives}: Yes, if I may {USES[other][1]} your {other}.> So {{{asks}.n}} {USES[thing][0]} the {thing}, and {{{gives}.n}} {USES[other][0]} the {other}.",
            f"{{{gives}.n}} gave {{{asks}.n}} the {thing}, and {{{asks}.n}} gave {{{gives}.n}} the {other}.",
        )
        world.say(
            f"In the evening {{{gives}.n}} got the {thing} back, and {{{asks}.n}} got the {other} back.",
            f"Then it was time to go home. <{gives}: Here is your {other}.> <{asks}: And here is your {thing}.>",
            f"[Later|At supper time] {{{asks}.n}} gave back the {colours[owner[gives]]} {thing}. {{{gives}.n}} gave back the {colours[owner[asks]]} {other}.",
        )
    else:
        world.say(
            f"<{gives}: No, it is my {thing}!> {{{asks}.n}} was {{@sad}} and {USES[other][0]} {{{asks}.his!}} {other} alone.",
            f"{{{gives}.n}} shook {{{gives}.his}} head. <{gives}: It is mine. You have your {other}.>",
        )
        world.say(
            f"But then {{{gives}.n}} was sorry. <{gives}: You may {USES[thing][1]} it now.> So {{{asks}.n}} {USES[thing][0]} the {colours[owner[gives]]} {thing}.",
            f"After a while {{{gives}.n}} came and held out the {thing}. <{gives}: Now it is your turn.> {{{asks}.n}} {USES[thing][0]} it with joy.",
        )
    together_end(world, "h", "f")


@plot
def lost_and_where(world):
    """Three things lie in three places; they are asked for in another order, and each is found where it was."""
    dice = world.dice
    spots = dice.sample(["under the bed", "behind the door", "on the shelf", "in the drawer", "under the table", "behind the curtain", "in the basket", "on the chair", "under the pillow", "in the cupboard", "beside the stove", "on the windowsill", "in the tree", "behind the barn", "under the bench", "in the grass"], 3)
    things = dice.sample(["ball", "kite", "drum", "doll", "key", "hat", "book", "ring", "shoe", "scarf", "spoon", "bell", "cup", "coin", "lantern", "comb", "boat", "whistle"], 3)
    cast(world, weather="any", h="hero", f="friend", m="parent")
    lies = dict(zip(things, spots))
    open_story(world, "h")
    world.say(
        f"The {things[0]} was {spots[0]}, the {things[1]} was {spots[1]}, and the {things[2]} was {spots[2]}.",
        f"There was {a(things[0])} {spots[0]}. There was {a(things[1])} {spots[1]}. And {spots[2]} lay {a(things[2])}.",
        f"{{h.n}} put the {things[0]} {spots[0]}, the {things[1]} {spots[1]} and the {things[2]} {spots[2]}.",
    )
    for number, thing in enumerate(dice.sample(things, dice.choice([2, 3]))):
        asks = "mf"[number % 2]
        world.say(
            f"[Then|{{@soon}}|] {{{asks}.n}} came. <{asks}: Where is the {thing}?> {{H.n}} looked {lies[thing]} and found the {thing}." if number == 0 else f"<{asks}: And where is the {thing}?> <h: It is {lies[thing]}.> {{{asks.upper()}.n}} looked {lies[thing]}, and there was the {thing}.",
            f"<{asks}: I need the {thing}.> {{H.n}} [knew where it was|did not have to think]. The {thing} was {lies[thing]}.",
            f"{{{asks.upper()}.n}} wanted the {thing}. So {{h.n}} looked {lies[thing]} and took out the {thing}.",
            f"{{{asks.upper()}.n}} looked {lies[thing]} and found the {thing}.",
        )
    world.say(
        "<m: You know where everything is!>",
        "<f: How can you remember all that?> <h: I looked twice.>",
        "Nothing was ever lost in that house.",
        "<h: Now everything has been found.>",
        "So everyone had what they needed.",
    )
    happy_end(world, "h")


@plot
def what_they_say(world):
    """Two or three say what is wrong, and each gets what helps."""
    dice = world.dice
    wants = {"cold": ("a warm coat", "a blanket"), "hungry": ("a bun", "some bread", "a pear"), "thirsty": ("a glass of water", "some milk"), "tired": ("a soft pillow", "a bed"), "wet": ("a dry towel", "dry socks"),
             "bored": ("a book", "a puzzle"), "hot": ("a cool drink", "a fan"), "ill": ("hot tea", "some soup"), "afraid of the dark": ("a lamp", "a candle"), "dirty": ("a piece of soap", "a bath")}
    cast(world, weather="any", h="hero", f="child", g="child", m="parent")
    needs = dice.sample(list(wants), 3)
    people = dice.sample("hfg", 3)
    gifts = [dice.choice(wants[need]) for need in needs]
    open_story(world, "h")
    world.say(
        "{h.n}, {f.n} and {g.n} came to {m.n}'s house.",
        "{M.n} had three guests: {h.n}, {f.n} and {g.n}.",
        "{h.n}, {f.n} and {g.n} sat in the kitchen with {m.n}.",
    )
    for key, need in zip(people, needs):
        world.say(f"<{key}: I am {need}.>", f"<{key}: I am so {need}!>", f"{{{key}.n}} was {need}.")
    world.say("<m: One after the other!>", "<m: I can help you all.>", "{M.n} got up at once.", "<m: Let me see.>")
    for key, need, gift in dice.sample(list(zip(people, needs, gifts)), 3):
        world.say(
            f"{{m.n}} gave {{{key}.n}} {gift}, because {{{key}.he!}} was {need}.",
            f"{{{key}.n}} was {need}, so {{{key}.he!}} got {gift}.",
            f"{{{key}.n}} got {gift}.",
            f"For {{{key}.n}} there was {gift}. Now {{{key}.he!}} was not {need} any more.",
        )
    key, need, gift = dice.choice(list(zip(people, needs, gifts)))
    world.say(
        f"<{key}: Now I am not {need} any more!>",
        f"<{key}: {{@thanks}}> {{{key.upper()}.n}} liked {re.sub('^(an?|some) ', 'the ', gift)}.",
        "<m: Is there anything else?> They all shook their heads.",
    )
    happy_end(world, "h")


@plot
def a_walk(world):
    """A walk past a few places, with something to see at each, and the way home."""
    dice = world.dice
    sights = {
        "the pond": ["a frog jumped into the water", "two ducks were asleep", "a fish looked up and went away", "a boy was throwing stones", "the water was as smooth as glass"],
        "the mill": ["the wheel went round and round", "the miller was white from head to foot", "a cat sat on a sack", "it smelled of flour"],
        "the church": ["the bell rang four times", "a pigeon sat on the cross", "an old man was sweeping the steps", "somebody was singing"],
        "the bridge": ["a boat went through under it", "a man was fishing", "the wind took a hat", "you could spit into the water"],
        "the bakery": ["there was a cake in the window", "it smelled of bread", "the baker waved", "a dog was waiting for crumbs"],
        "the old oak": ["a squirrel was hiding a nut", "somebody had cut a heart into the wood", "an owl was asleep", "the leaves whispered"],
        "the farm": ["a calf had been born", "the goose would not let anyone pass", "the farmer was mending a wheel", "a hen had nine chicks"],
        "the school": ["the windows were open", "the teacher was watering the flowers", "a ball lay on the roof", "children were singing the alphabet"],
        "the station": ["a train was just leaving", "a woman was crying and laughing", "a man had lost his ticket", "a clock showed the wrong time"],
        "the harbour": ["a ship with red sails came in", "men were carrying boxes", "a seagull stole a fish", "the nets were hung up to dry"],
    }
    cast(world, h="hero", f="friend", x="food", m="parent")
    way = dice.sample(list(sights), dice.choice([3, 3, 4]))
    open_story(world, "h")
    world.say(
        "{Day} {h.n} and {f.n} went for a walk.",
        "{Day} {h.n} went for a walk with {f.n}. They had {x.a} with them.",
        "<f: Let us go for a walk.> <h: Where to?> <f: Wherever the road goes.>",
    )
    seen = []
    for number, place in enumerate(way):
        sight = dice.choice(sights[place])
        seen.append(sight)
        who = dice.choice("hf")
        world.say(
            f"{['First', 'Then', 'After that', 'At last'][number]} they came to {place}, where {sight}.",
            f"At {place} {sight}." if number else f"They came past {place}. There {sight}.",
            f"They stopped at {place}. <{who}: Look! {capital(sight.replace(' was ', ' is ').replace(' were ', ' are '))}!>" if re.search(r" (was|were) ", sight) else f"They stopped at {place}, because {sight}.",
        )
        if dice.random() < 0.35:
            world.say(
                f"{{{who}.n}} wanted to stay, but the sun was already low." if number > 1 else f"{{{who}.n}} wanted to stay there, but they went on.",
                f"<{who}: I could look at that for hours.>",
                f"<{who}: My feet hurt.>",
                "They shared an apple and went on.",
                f"<{who}: I have never seen that before.>",
                f"{{{who}.n}} had to laugh.",
            )
    world.say("Then they turned round and went home.", "On the way home {h.n} was quiet.", "It began to grow dark, so they went home.", "Then they were hungry and went home.")
    world.say(
        f"<m: What have you seen?> <h: [{capital(seen[-1])}|{capital(seen[0])}], and that was the best of all.>",
        f"{{h.n}} told {{m.n}} about {way[0]} and about {way[-1]}.",
        f"<m: Where have you been?> <f: At {way[-2]} and at {way[-1]}.>",
        f"<h: Tomorrow I want to go to {way[0]} again.>",
    )


@plot
def at_the_market(world):
    """Coins are counted out for one thing after another."""
    dice = world.dice
    goods = ["a bunch of carrots", "a loaf of bread", "a cabbage", "six eggs", "a piece of cheese", "a fish", "a pot of honey", "a bag of cherries", "a red ribbon", "a candle", "a bar of soap", "a pound of plums"]
    cast(world, h="child", m="parent")
    number = dice.choice([2, 2, 3])
    chosen = dice.sample(goods, number + 1)
    prices = [dice.choice([1, 1, 2, 2, 3]) for _ in range(number)]
    left = total = sum(prices) + dice.choice([0, 1, 1, 2])
    coins = lambda n: "one coin" if n == 1 else f"{NUMBERS[n]} coins"
    the = lambda words: re.sub("^(an?|some) ", "the ", words)
    open_story(world, "h")
    world.say(
        f"{{M.n}} gave {{h.n}} {coins(total)} and a basket. <m: Bring me {', '.join(chosen[: number - 1])} and {chosen[number - 1]}.>",
        f"{{h.n}} went to the market with {coins(total)}. {{H}} had to buy {', '.join(chosen[: number - 1])} and {chosen[number - 1]}.",
    )
    for thing, price in zip(chosen, prices):
        left -= price
        rest = f"Now {{h.he!}} had {coins(left)} left." if left else "Now {h.he!} had no coins left."
        world.say(
            f"{{h.n}} bought {thing} for {coins(price)}. {rest}",
            f"<h: How much is {thing}?> \"{capital(coins(price))},\" said the [woman|man|farmer]. {{h.n}} paid. {rest}",
            f"First it was the turn of {the(thing)}. {{h.n}} paid {coins(price)}." if thing == chosen[0] else f"Then {{h}} bought {thing} and paid {coins(price)}. {rest}",
        )
    if left:
        world.say(
            f"{{h.n}} looked at {chosen[number]}, but it cost too much.",
            f"For the rest {{h}} bought a [bun|sweet|biscuit] and ate it on the way.",
            f"{{h.n}} gave the rest back to {{m.n}}.",
            f"{{h.n}} gave {'it' if left == 1 else 'them'} to a beggar who had nothing.",
        )
    else:
        world.say("{H.n} would have liked a bun, but there was nothing left.", "<h: Just enough!>")
    world.say("<m: You have thought of everything.>", "{M.n} looked into the basket. <m: Very good!>", f"<m: Where is {the(chosen[0])}?> <h: Under {the(chosen[1])}.>", "<m: Now we can cook.>")
    happy_end(world, "h")


@plot
def who_can_do_it(world):
    """Something has to be done; those who cannot do it try first, and then the one who can."""
    dice = world.dice
    tasks = [
        ("The key had fallen into the pond", "get the key", ["duck", "frog", "beaver"], "dived and brought it up"),
        ("A kite hung in the top of the tree", "get the kite down", ["squirrel", "crow", "owl", "monkey"], "went up and brought it down"),
        ("The gate was locked, and the key lay on the other side of the wall", "get over the wall", ["cat", "crow", "sparrow"], "went over the wall and pushed the key under the gate"),
        ("A ring had rolled into a mouse hole", "get the ring", ["mouse", "mole"], "went into the hole and came out with the ring"),
        ("A heavy log lay in the road", "move the log", ["bear", "horse", "elephant"], "pushed it out of the way"),
        ("A letter had to be taken over the mountain before evening", "take the letter", ["crow", "goose", "owl"], "flew over the mountain and was back before evening"),
        ("A little lamb was lost in the dark", "find the lamb", ["dog", "owl"], "found it before midnight"),
        ("A tunnel was needed under the fence", "dig a tunnel", ["mole", "badger", "rabbit"], "dug until the tunnel was done"),
        ("The sack of corn had to go up the hill", "carry the sack", ["donkey", "horse"], "carried it up without a word"),
        ("The hole in the net had to be closed", "close the hole", ["mouse"], "sewed it with a thread"),
        ("A hungry fox came to the henhouse", "chase the fox away", ["dog", "goose"], "made such a noise that the fox ran away"),
        ("The water was too deep to walk through", "get to the other side", ["duck", "goose", "beaver"], "swam across with a rope"),
    ]
    trouble, task, able, deed = dice.choice(tasks)
    able = dice.choice(able)
    why_not = {"snail": "too slow", "pig": "too fat", "cow": "too heavy", "hen": "too nervous", "sheep": "too shy", "turtle": "too slow", "goat": "too proud", "lamb": "too young", "hedgehog": "too round", "frog": "too small", "cat": "too lazy"}
    helpless = dice.sample([kind for kind in why_not if kind != able and not (kind in ("frog",) and "pond" in trouble) and not (kind == "cat" and "tree" in trouble) and not (kind == "lamb" and "lamb" in trouble)], 2)
    cast(world, h="hero")
    world.cast["h"] = world.cast["h"] if world.cast["h"].kind not in [able, *helpless] else world.child()
    open_story(world, "h")
    world.say(f"{{Day}} there was trouble. {trouble}.", f"{trouble}. {{h.n}} did not know what to do.", f"{trouble}. <h: What shall we do?>")
    world.say(f"<h: Who can {task}?>", f"{{h.n}} asked the animals. <h: Can anyone {task}?>", f"{{h.n}} tried to {task}, but could not do it.")
    for kind in helpless:
        world.say(
            f"The {kind} tried, but the {kind} was {why_not[kind]}.",
            f'"Not I," said the {kind}. "I am {why_not[kind]}."',
            f"The {kind} was {why_not[kind]} for that.",
            f'"I would like to help, but I am {why_not[kind]}," said the {kind}.',
        )
    world.say(
        f'Then the {able} came. "[Let me try|I can do that|That is easy for me]," said the {able}, and {deed}.',
        f'"And I?" asked the {able}. Nobody had thought of the {able}. The {able} {deed}.',
        f"At last they asked the {able}. And the {able} {deed}.",
    )
    world.say(
        f"<h: {{@thanks}}> The {able} [only nodded|was proud|smiled].",
        f"Everyone cheered for the {able}.",
        "Everybody can do something, and nobody can do everything.",
        f'"How did you do that?" asked the {helpless[0]}. "I was made for it," said the {able}.',
        f"{{h.n}} thanked the {able} and gave it something good to eat.",
    )
    happy_end(world, "h")


@plot
def the_visit_to_the_animals(world):
    """Each animal has its home, its food and its voice."""
    dice = world.dice
    cast(world, h="child", f="friend", m="parent")
    kinds = dice.sample([kind for kind in ANIMALS if kind not in ("bee", "mole")], 3)
    open_story(world, "h")
    world.say("{Day} {m.n} went to see the animals with {h.n} and {f.n}.", "{h.n} and {f.n} wanted to see the animals. {m.n} came along.", "{Day} {h.n}, {f.n} and {m.n} went to the zoo.")
    for number, kind in enumerate(kinds):
        home, food, sound, skill = ANIMALS[kind]
        who = dice.choice("hf")
        world.say(
            f"{['First', 'Then', 'At last'][number]} they saw the {kind}. It was eating {food}.",
            f"The {kind} could {skill}. <{who}: I wish I could do that!>",
            f"<{who}: What does the {kind} eat?> <m: {capital(food)}.> {{{who.upper()}.n}} gave it some.",
            f"The {kind} [looked at {{{who}.n}}|came very near]. It wanted {food}.",
            f"<{who}: Where does the {kind} live?> <m: In a {home}, or near one.>".replace("a old", "an old"),
        )
    best = dice.choice(kinds)
    world.say(
        f"<m: Which one did you like best?> <f: The {best}!>",
        f"{{h.n}} liked the {best} best, because it could {ANIMALS[best][3]}.",
        f"At home {{f.n}} drew a picture of the {best}.",
        f"{{@night}} {{h.n}} dreamed of the {best}.",
    )
    world.say("<m: And now we must feed you two.>", "They were tired and happy.", "<h: When can we go again?>", "On the way home they walked like the animals, and people laughed.")


@plot
def not_here(world):
    """A pet is called and looked for; it turns up because of what it likes."""
    dice = world.dice
    pets = {"cat": ("a bowl of fish", "Meow!"), "dog": ("a bone", "Woof!"), "rabbit": ("a carrot", ""), "goat": ("a cabbage", "Meh!"), "duck": ("some bread", "Quack!"), "hen": ("some corn", "Cluck!"), "pony": ("an apple", ""), "pig": ("a potato", "Oink!")}
    kind = dice.choice(list(pets))
    food, sound = pets[kind]
    colour = dice.choice(["white", "black", "brown", "grey", "spotted"])
    cast(world, h="child", f="friend", p="place:out")
    name = world.name_of("Spot Patch Biscuit Pepper Button Fluffy Rusty Bella Sunny Ginger Muffin Hazel Pip Coco Honey Snowy".split())
    world.cast["n"] = name
    spots = dice.sample(world.cast["p"].spots, 3)
    open_story(world, "h")
    world.say(f"{{h.n}} had {a(colour + ' ' + kind)} called {{n}}.", f"{{h.n}}'s best friend was {a(colour + ' ' + kind)} whose name was {{n}}.")
    world.say(f"{{Day}} {{n}} was not there. <h: {{n}}! Where are you?>", f"{{Day}} {{h}} wanted to feed {{n}}, but the {kind} was gone.")
    world.cast.update(s=spots[0], wrong=spots[1], other=spots[2])
    world.say("{h.n} went {p.to} and looked {wrong}. No {n}.", "{h} looked {wrong}, and {f.n} looked {other}, but {n} was not there.", "<f: Perhaps {n} is {wrong}.> But there was nobody {wrong}.")
    world.say(f"<f: What does {{n}} like best?> <h: {capital(food)}!>", f"Then {{f.n}} had an idea. <f: Let us put out {food}.>", f"{{h.n}} fetched {food} and waited.")
    world.say(f"They put {re.sub('^(an?|some) ', 'the ', food)} on the ground and [sat down|kept very still].", f"It did not take long.")
    world.say(
        (f'"{sound}" ' if sound else "") + f"There was {{n}}, who had been {{s}} the whole time!",
        f"Something {colour} moved {{s}}. It was {{n}}!",
        f"{{n}} came out, saw the food and began to eat.",
    )
    world.say(f"<h: You naughty {kind}!> But {{h}} was {{@happy}}.", f"<f: The stomach knows the way.>", f"{{h.n}} [hugged|kissed] {{n}}. <h: Never do that again!>", f"And {{n}}? {{n}} ate everything and fell asleep.")


@plot
def news_travels(world):
    """One animal tells the next about something small, which grows on the way, until the news comes back."""
    dice = world.dice
    start, bigger, biggest, truth = dice.choice([
        ("had lost one feather", "had lost three feathers", "had lost all its feathers", "Only one feather, and it did not hurt"),
        ("had sneezed twice", "had a bad cold", "was so ill that it could not get up", "I only had dust in my nose"),
        ("had found a coin", "had found a bag of coins", "had found a treasure and would share it with all", "It was one coin, and I have bought a bun with it"),
        ("had heard a noise in the wood", "had seen a shadow in the wood", "had seen a monster with seven heads", "It was only a branch that fell"),
        ("had baked a small pie", "had baked a huge pie", "had baked pies for the whole village", "It was so small that I have eaten it already"),
        ("had seen a wet spot on the floor", "had water in the house", "had to swim in the kitchen", "I only spilled my tea"),
    ])
    kinds = dice.sample("hen duck goose pig goat sheep cow dog cat mouse".split(), 4)
    if "feather" in start:  # only a bird has some
        bird = dice.choice([kind for kind in kinds if kind in ("hen", "duck", "goose")] or ["hen"])
        kinds = [bird] + [kind for kind in kinds if kind != bird]
    first = kinds[0]
    said = lambda text: re.sub(r"\b(had|was|would|could)\b", lambda word: {"had": "has", "was": "is", "would": "will", "could": "can"}[word[0]], text)
    world.say(f"{{Day}} the {first} {start}. The {kinds[1]} [saw it|heard of it] and ran to the {kinds[2]}.", f"The {first} {start}. That was all. But the {kinds[1]} told the {kinds[2]}.")
    world.say(f'"Have you heard? The {first} {said(bigger)}!" said the {kinds[1]}.', f'"The {first} {said(bigger)}!" cried the {kinds[1]}.')
    world.say(f'The {kinds[2]} ran to the {kinds[3]}. "Think of it! The {first} {said(biggest)}!"', f'"No!" said the {kinds[2]}, and told the {kinds[3]} that the {first} {biggest}.')
    world.say(f"Soon the whole farm talked of nothing else.", "Everyone was excited.", f"The {kinds[3]} told everybody.", "In the evening everybody knew it.")
    world.say(f"So they all went to the {first}'s house and knocked.", f"They all ran to the {first}.", f"In the end they wanted to see it for themselves.")
    world.say(f'The {first} opened the door. "What do you want?" The {kinds[3]} asked if it was true that the {first} {biggest}.', f'"Is it true that the {first} {said(biggest)}?" asked the {kinds[3]}.')
    world.say(f'"{truth}," said the {first}.', f'The {first} laughed. "{truth}."')
    world.say("They went home very quietly.", f"The {kinds[1]} looked at the ground.", "Nobody had said anything wrong, only a little more each time.", "A story grows with every mouth.", f'"You should have asked me first," said the {first}.')
