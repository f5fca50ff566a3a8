"""Short scenes in plain words: what follows from what, who says what, whose is which, where a thing is found.

Each is a few short sentences from the state of the stage; see scenes.py.
"""

from .stage import WHEN, alternatives, scene
from .words import COLOURS, FOODS
from .writer import ANIMALS
from .writer import a as with_article

# what someone is, has or does, and what follows; both go on after a name. {a} is the person, {x} a thing, {m} a grown-up.
FOLLOWS = {
    "was [tired|very tired|sleepy|so tired]": "went to bed|lay down|fell asleep|yawned|sat down on a chair|rubbed {a.his!} eyes|slept until noon",
    "was [hungry|very hungry|so hungry]": "ate {food}|asked for {food}|went into the kitchen|took {food} from the plate|ate two plates of soup",
    "was [thirsty|very thirsty]": "drank a glass of [water|milk|juice|lemonade]|went to the well|asked for a glass of [water|milk|juice]|drank from the brook",
    "was [cold|so cold|freezing]": "put on {a.his!} [coat|scarf|hat|jacket|gloves]|sat down by the fire|began to shiver|took a warm blanket|ran home",
    "was [hot|too hot]": "took off {a.his!} [coat|hat|jacket|shoes]|sat down in the shade|jumped into the pond|drank some cold water",
    "was [sad|very sad|unhappy]": "began to cry|cried|did not want to play|sat down in a corner|wanted a hug",
    "was [happy|very happy|glad]": "began to sing|sang a song|danced|laughed|smiled|clapped {a.his!} hands",
    "was [angry|cross|very angry]": "stamped {a.his!} foot|slammed the door|shouted|went away without a word|did not say a word",
    "was [afraid|scared|frightened]": "hid under the bed|ran away|shut {a.his!} eyes|began to tremble|ran home|called for help",
    "was [ill|sick]": "stayed in bed|drank some hot tea|had to stay at home|could not go out",
    "was [dirty|covered with mud]": "had a bath|washed {a.his!} hands|had to wash",
    "was [wet|wet through]": "took a towel|dried {a.his!} hair|put on dry socks|sat down by the stove",
    "was [lonely|all alone]": "wished for a friend|looked for a friend|talked to the moon",
    "was [late|very late]": "ran|hurried|began to run|ran all the way",
    "was [too early|the first to come]": "had to wait|waited|sat down and waited",
    "was [shy|very shy]": "hid behind {m}|said nothing|looked at the floor|only whispered",
    "was [curious|very curious]": "looked into the box|opened the door|peeped through the keyhole|asked and asked",
    "was too small to reach the shelf": "fetched a chair|took a ladder|asked {m} for help|stood on a box",
    "had lost {a.his!} [way|map]": "asked an old man|called for help|walked in a circle|followed the brook",
    "had lost {a.his!} {x.n}": "was sad|looked for it everywhere|began to cry|looked for it all day",
    "had found {x.a}": "was happy|showed it to everyone|put it in {a.his!} pocket|asked whose it was",
    "had broken the [vase|cup|plate|window|jug]": "was sorry|said that {a.he!} was sorry|swept up the pieces|was afraid to go home",
    "had a toothache": "went to the dentist|held {a.his!} cheek|could not eat|did not want any sweets",
    "had a cold": "sneezed|stayed in bed|coughed all night|needed a handkerchief",
    "had no umbrella": "got wet|stood under a tree|ran home through the rain",
    "had no key": "could not open the door|had to climb in through the window|waited outside",
    "had [dirty|muddy] [hands|feet|shoes]": "washed them|had to wash them|had to stay outside",
    "saw [a wolf|a bear|a ghost|a snake]": "ran away|screamed|climbed up a tree|was afraid",
    "heard a noise": "woke up|sat up in bed|looked out of the window|was afraid",
    "heard a knock": "opened the door|went to the door|got up and opened",
    "fell into the [pond|brook|puddle|river]": "got wet|was wet|was wet from head to foot|had to dry {a.his!} clothes",
    "fell [down|off the wall|off the chair]": "hurt {a.his!} knee|began to cry|had a bump on {a.his!} head",
    "ate too [much|many cakes|many plums]": "had a stomach ache|felt sick|could not move|did not want any supper",
    "told a lie": "blushed|felt bad|could not sleep|was ashamed",
    "won the race": "got a prize|was proud|got a medal|jumped for joy",
    "told a [good|bad|long] joke": "made {b} laugh|had to tell it again|laughed more than {b.n}",
    "burned {a.his!} fingers": "put them in cold water|cried out|dropped the pan",
    "wanted to see the stars": "went outside at night|looked up at the sky|waited until it was dark",
    "wanted to see {b}": "went to {b.his!} house|knocked at {b.his!} door",
    "wanted to cross the river": "looked for a bridge|took the boat|had to swim|built a raft",
    "could not sleep": "counted sheep|got up|asked for a story|lit a candle",
    "could not open the jar": "asked {m} for help|used a spoon|gave it to {m}",
}
SKY = {  # what the weather or the hour is like, and what people do then
    "it was raining": "took {a.his!} umbrella|put on {a.his!} raincoat|stayed at home|got wet|ran home|stood under a tree",
    "it was [cold|freezing]": "put on {a.his!} [coat|scarf|hat|gloves]|made a fire|stayed by the stove",
    "it was [hot|very hot]": "went for a swim|sat in the shade|took off {a.his!} jacket|ate some ice",
    "it was dark": "lit a [lamp|candle|lantern]|could not see|took a lantern|was afraid|lost the way",
    "it was snowing": "built a snowman|threw snowballs|took the sledge|put on {a.his!} boots",
    "it was windy": "flew {a.his!} kite|held on to {a.his!} hat|lost {a.his!} hat|shut the window",
    "it was late": "went to bed|had to go home|put out the light|yawned",
    "it was very loud": "covered {a.his!} ears|could not sleep|shut the window",
    "the sun was shining": "went outside|played in the garden|sat on the grass|went for a walk",
    "the pond was frozen": "went skating|skated on the ice|slipped and fell",
    "the soup was too hot": "waited a little|blew on it|burned {a.his!} tongue",
    "the bag was too heavy": "could not carry it|put it down|asked for help|dragged it along",
    "the door was locked": "looked for the key|knocked|could not get in|climbed in through the window",
}
EVENTS = [  # what happens to things
    "The [cup|plate|vase|jug|glass|egg] fell [on the floor|off the table|down the stairs] and broke.", "{A.n} dropped the [cup|plate|vase|jug|egg], and it broke.",
    "The balloon flew into a [thorn bush|hedge|nail] and burst.", "{A.n} left the butter in the sun, and it melted.", "The snowman stood in the sun and melted.", "The candle went out, and it was dark.",
    "{A.n} threw the ball too hard, and it broke a window.", "{A.n} threw a stone into the pond, and it sank.", "{A.n} put a paper boat on the water, and it floated.", "The bucket had a hole, so the water ran out.",
    "{A.n} planted a [seed|bean|nut] and gave it water every day. Soon it began to grow.", "{A.n} put the kettle on the fire, and soon the water was hot.", "The string broke, and the kite flew away.",
    "{A.n} left the gate open, and the [hens|sheep|goats|cows] ran away.", "{A.n} forgot the cake in the oven, and it burned.", "{A.n} blew on the candle, and it went out.", "{A.n} rang the bell, and the door opened.",
    "{A.n} fed the [hen|horse|cow|cat|dog], and then it was not hungry any more.", "{A.n} watered the flowers, because they were dry.", "The path was icy, so {a.n} slipped and fell.", "{A.n} pulled the rope too hard, and it broke.",
    "{A.n} turned the key, and the door opened.", "{A.n} stepped on a thorn and cried out.", "The ice was thin, and it broke under {a.n}.", "{A.n} laughed so hard that {a.he!} fell off the chair.", "The milk boiled over, because {a.n} had forgotten it.",
    "{A.n} called the dog, and the dog came.", "{A.n} threw the ball, and {b.n} caught it.", "{A.n} asked {b.n} a question, and {b.n} answered.", "{A.n} told {b.n} a joke, and {b.n} laughed.", "{A.n} pushed {b.n}, and {b.n} fell down.",
    "{A.n} gave {b.n} a hand, because the wall was high.", "{A.n} helped {b.n}, so {b.n} thanked {a.n}.", "{A.n} hid, and {b.n} looked for {a.him!}.", "{A.n} was kind to {b.n}, so {b.n} liked {a.n}.", "{A.n} took {b.n.s} hat, so {b.n} was cross.",
]


def chain(stage, a, b, premise, effect, sky=False):
    """One sentence or two: this, so that."""
    words = dict(a=a, b=b, m=stage.parent(), x=stage.thing("small"), food=with_article(stage.dice.choice(FOODS).replace("_", " ")))
    effect = stage.dice.choice(alternatives(effect))
    if sky:
        big = premise[0].upper() + premise[1:]
        stage.say(f"{big}, so {{a.n}} {effect}.", f"{big}, and {{a.n}} {effect}.", f"Because {premise}, {{a.n}} {effect}.", f"{{A.n}} {effect}, because {premise}.", f"{big}. So {{a.n}} {effect}.", f"{{A.n}} saw that {premise}, so {{a.he!}} {effect}.", **words)
    else:
        stage.say(f"{{A.n}} {premise}, so {{a.he!}} {effect}.", f"{{A.n}} {premise}. So {{a.he!}} {effect}.", f"Because {{a.n}} {premise}, {{a.he!}} {effect}.", f"{{A.n}} {effect}, because {{a.he!}} {premise}.",
                  f"{{A.n}} {premise} and {effect}.", f"[{WHEN}] {{a.n}} {premise}, so {{a.he!}} {effect}.", f"{{A.n}} {premise}. That was why {{a.he!}} {effect}.", f"{{A.n}} {effect}. {{A.he!}} {premise}.", **words)


@scene(4)
def what_follows(stage):
    """Two or three things that happen to two people, each with what follows from it."""
    a, b = stage.pair()
    for premise in stage.dice.sample(list(FOLLOWS), stage.dice.choice([1, 2, 2])):
        if stage.chance(0.5):
            a, b = b, a
        chain(stage, a, b, premise, FOLLOWS[premise])
    if stage.chance(0.5):
        yield
        premise = stage.dice.choice(list(SKY))
        chain(stage, a, b, premise, SKY[premise], sky=True)


@scene(3)
def what_happens(stage):
    """What happens to things."""
    a, b = stage.pair()
    for event in stage.dice.sample(EVENTS, stage.dice.choice([1, 2])):
        stage.say(event, a=a, b=b)
    yield


SMALL = "mouse frog snail sparrow bee mole squirrel hedgehog".split()
BIG = "bear horse cow elephant lion donkey deer wolf".split()
FIERCE, PREY = "wolf fox bear lion".split(), "hen lamb goose rabbit duck mouse pig".split()
FAST, SLOW = "horse deer dog rabbit".split(), "snail turtle mole hedgehog".split()
FLYING, WALKING = "crow owl sparrow bee".split(), "pig cow donkey sheep dog hedgehog goat".split()
SAYS = [  # kinds of the one, kinds of the other, what the one says, what the other says
    (SMALL, BIG, "I am [small|very small|so little]|Do not step on me|You are so [big|tall]|I cannot reach it", "I am [big|strong|very big]|You are so small|I can carry you|I could sit on you"),
    (FIERCE, PREY, "I will eat you|I am hungry, and you look good|You cannot run away|Now I have got you|You will make a fine dinner", "Please do not eat me|Let me go|Do not hurt me|Please, let me live|I am only skin and bones"),
    (FAST, SLOW, "I am [fast|faster than you]|You are so slow|I will win|I will wait for you at the tree", "I am slow|Do not run so fast|Wait for me|I will get there, too"),
    (FLYING, WALKING, "I can fly|I can see the whole village from up there|I live in the tree", "I cannot fly|I have no wings|I stay on the ground|I wish I had wings"),
]


@scene(3)
def as_they_are(stage):
    """Two animals that differ, and what each says."""
    one, other, says, answers = stage.dice.choice(SAYS)
    taken = stage.world.names | {person.kind for person in stage.people}
    a, b = (stage.dice.choice([kind for kind in kinds if kind in ANIMALS and kind not in taken] or kinds) for kinds in (one, other))
    if a == b or a in taken or b in taken:
        return
    stage.world.names |= {a, b}
    words = dict(k=a, l=b, ka=with_article(a), la=with_article(b))
    order = [(stage.dice.choice(alternatives(says)), "k"), (stage.dice.choice(alternatives(answers)), "l")]
    stage.say("{Ka} met {la}.", "{La} met {ka}.", "There was once {ka} who met {la}.", "There was once {la} who met {ka}.", "In a book there was a story about {ka} and {la}.", "{Ka} and {la} met on the road.", "On the way they saw {ka} and {la}.", **words)
    stage.dice.shuffle(order)
    for said, who in order[: stage.dice.choice([1, 2, 2])]:
        stage.say(f"\"{said}[!|,]\" said the {{{who}}}.", f"\"{said}!\" [cried|said|called] the {{{who}}}.", f"The {{{who}}} said, \"{said}[!|.]\"")
    yield


@scene(2)
def sounds_and_food(stage):
    """An animal, its voice, its home and its food."""
    kind = stage.dice.choice([kind for kind in ANIMALS if kind not in stage.world.names])
    stage.world.names.add(kind)
    home, food, sound, gift = ANIMALS[kind]
    words = dict(a=stage.pick(), k=kind, ka=with_article(kind), home=home, food=food, sound=sound, gift=gift)
    stage.say("{A.n} saw {ka} and gave it some {food}.", "{Ka} came, and {a.n} gave it some {food}, because that is what it likes.", "{A.n} wanted to feed the {k}, so {a.he!} fetched some {food}.", "\"I can {gift},\" said the {k}. {A.n} could not.",
              "{A.n} heard a {sound}. It was the {k}." if sound[0] not in "aeiou" else "{A.n} saw {ka}.", "The {k} ran back into its {home}." if home not in ("pond", "river", "forest", "jungle") else "The {k} went back to the {home}.", **words)
    yield


@scene(4)
def give_it_back(stage):
    """Two things, their owners, and who says what about them."""
    a, b = stage.pair()
    x, y = stage.thing("toy"), stage.thing(stage.dice.choice(["small", "clothes", "tool"]))
    stage.own_two(a, x, b, y)
    if stage.chance(0.3):
        yield
    if stage.chance(0.5):
        a, x, b, y = b, y, a, x
    stage.say(
        "\"Give me back my {x.n}!\" [said|cried] {a.n}.", "\"That is my {x.n}!\" [said|cried] {a.n}.", "\"I like your {x.n},\" said {b.n}.", "\"May I have your {x.n}?\" asked {b.n}.", "\"Here is your {x.n},\" said {b.n} to {a.n}.",
        "{B.n} wanted to play with the {x.n}.", "{B.n} took the {x.n}, and {a.n} was cross, because it was {a.his!} {x.n}.", "{A.n} gave the {x.n} to {b.n}, and {b.n} thanked {a.n}.", "{A.n} lost the {x.n}. {B.n} found it and gave it back to {a.n}.",
        "\"I have lost my {x.n},\" said {a.n}.", "{B.n} [broke|lost] the {x.n}. \"I am sorry,\" said {b.n} to {a.n}.", "{A.n} had a {x.n}, but {a.he!} had no {y.n}. So {a} asked {b.n}." if x.n[0] not in "aeiou" else "{A.n} had no {y.n}, so {a} asked {b.n}.",
        "\"Whose {x.n} is this?\" \"It is {a.n.s},\" said {b.n}.", "\"Who has the {y.n}?\" \"{B.n} has it,\" said {a.n}.", a=a, b=b, x=x, y=y)
    if stage.chance(0.5):
        stage.use(b, y)


@scene(4)
def of_that_colour(stage):
    """A coloured thing is lost, seen, shown or chosen."""
    a, b = stage.pair()
    x = stage.thing(stage.dice.choice(["toy", "small", "clothes"]))
    if not x.colour:
        return
    other = stage.dice.choice([colour for colour in COLOURS if colour != x.colour])
    (s,) = stage.spots(1)
    words = dict(a=a, b=b, x=x, s=s, other=other, m=stage.parent(), c=x.colour)
    stage.owns(a, x)
    if stage.chance(0.3):
        yield
    stage.say(
        "One day {a.he!} lost it. {A} looked {s} and saw something {c}.", "Then it was gone. {A.n} looked {s}. Something {c} lay there. It was the {x.n}!", "{A.n} showed the {x.short} to {b.n}.", "{A.n} showed {b.n} the {c} {x.n}.",
        "The wind took {a.n.s} {c} {x.n}.", "\"What colour is your {x.n}?\" asked {b.n}. \"It is {c},\" said {a.n}.", "\"Is it {other}?\" asked {b.n}. \"No, it is {c},\" said {a.n}.", "{B.n} liked {other} better than {c}.",
        "{B.n} had found a {other} {x.n}. \"That is not mine,\" said {a.n}. \"Mine is {c}.\"" if other[0] not in "aeiou" else "\"My {x.n} is {c},\" said {a.n}.", "{M.n} washed the {x.n}, and it was still {c}.", "{A.n} drew a picture of the {x.n} and took the {c} pencil.",
        "{B.n} wanted one of the same colour. So {m.n} gave {b.n} something {c}, too.", "\"I can see something {c},\" said {b.n}. It was the {x.n}.", **words)


@scene(3)
def found_there(stage):
    """Someone or something is somewhere, and is found there."""
    a, b = stage.pair()
    x = stage.thing(stage.dice.choice(["toy", "small", "tool"]))
    s, r = stage.spots(2)
    nouns = {spot: spot.rsplit(" ", 1)[1] for spot in (s, r)}
    words = dict(a=a, b=b, x=x, s=s, r=r, m=stage.parent(), o=nouns[s])
    stage.say("The {x.n} was {s}. {A.n} looked {s} and found the {x.n}.", "\"Where is the {x.n}?\" asked {a.n}. \"It is {s},\" said {b.n}.", "{A.n} put the {x.n} {s}. Later {a.he!} looked {s}, and there it was.", "{A.n} looked {r}, but the {x.n} was {s}.",
              "The {x.n} was not {r}. It was {s}.", "{A.n} hid the {x.n} {s}, and {b.n} did not find it, because {b.he!} looked {r}.", "{B.n} could not find the {x.n}. {A.n} knew that it was {s}.", **words)
    (p,) = stage.elsewhere(1)
    stage.say("{M.n} was {p.in}. {B.n} wanted to see {m.n}, so {b.he!} went {p.to}.", "{A.n} was {p.in}. \"Where is {a.n}?\" asked {m.n}. \"{A.he!} is {p.in},\" said {b.n}.", "{B.n} called {a.n}, who was {p.in}.",
              "{A.n} went {p.to} to look for {b.n}, but {b.he!} was not {p.in}.", p=p)
    if stage.chance(0.3):
        yield


@scene(3)
def get_well(stage):
    """One is ill or sad or has done something, and the other says what fits."""
    a, b = stage.pair()
    stage.say("{A.n} was ill. \"Get well soon!\" said {b.n}.", "{A.n} was sad. \"Do not cry!\" said {b.n}.", "It was {a.n.s} birthday. \"Happy birthday, {a.call}!\" said {b.n}.", "{A.n} went to bed. \"Good night, {a.call}!\" said {b.n}.", "{A.n} had won. \"Well done, {a.call}!\" said {b.n}.",
              "{A.n} was lost. \"Where am I?\" asked {a.n}.", "{A.n} gave {b.n} a present. \"Thank you!\" said {b.n}.", "{A.n} had broken {b.n.s} cup. \"I am sorry,\" said {a.n}.", "{B.n} came to the door. \"Come in!\" said {a.n}.", "{A.n} was going away. \"Goodbye, {b.call}!\" said {a.n}.",
              "{A.n} did not know the way. \"I will show you,\" said {b.n}.", "{A.n} could not reach the apple. \"I will help you,\" said {b.n}.", "{A.n} had no bread. \"You can have some of mine,\" said {b.n}.", "{A.n} asked {b.n} for some water. \"Here you are,\" said {b.n}.",
              "{A.n} was afraid. \"I will stay with you,\" said {b.n}.", "{A.n} shouted at {b.n}. \"Why are you so angry?\" asked {b.n}.", "{A.n} had lost a tooth. \"Show me!\" said {b.n}.", "{A.n} fell down. \"Are you hurt?\" asked {b.n}.", a=a, b=b)
    yield
    stage.say("{A.n} [looked at|smiled at|nodded to] {b.n}.", "And {b.n} [looked at|smiled at|nodded to] {a.n}.", "{B.n} took {a.n.s} hand.", a=a, b=b)
