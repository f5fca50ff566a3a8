"""What the primer knows: sequences, facts and nursery rhymes (all older than 1900)."""

NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split() + ["one hundred"]
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
LETTERS = list("abcdefghijklmnopqrstuvwxyz")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
SEASONS = "spring summer autumn winter".split()


def table(names, text):
    """Facts as dictionaries. Example: table("country city", "Italy Rome, Cuba Havana")[0] -> {"country": "Italy", "city": "Rome"}."""
    names = names.split()
    return [dict(zip(names, line.split(None, len(names) - 1))) for line in text.split(",")]


OPPOSITES = table("one other", """hot cold, big small, up down, in out, day night, black white, good bad, happy sad,
    old young, long short, high low, fast slow, open shut, wet dry, rich poor, full empty, hard soft, light dark, left right,
    near far, first last, strong weak, early late, thick thin, true false, yes no, over under, before after, more less,
    loud quiet, sweet sour, sharp blunt, awake asleep, push pull, lost found, begin end""")
COLOURS = table("thing colour wrong", """sky blue green, grass green red, snow white black, blood red blue,
    coal black white, lemon yellow blue, milk white green, sea blue red, leaf green blue, rose red black, sun yellow green,
    night black white, cherry red yellow, cloud white orange, carrot orange blue, mouse grey green, crow black red,
    frog green white, chick yellow blue, pig pink black""")
SOUNDS = table("animal sound", """dog woof, cat meow, cow moo, duck quack, sheep baa, pig oink, horse neigh, owl hoot,
    mouse squeak, frog croak, lion roar, bee buzz, hen cluck, snake hiss, crow caw, wolf howl, donkey bray, dove coo""")
YOUNG = table("animal young", """dog puppy, cat kitten, cow calf, sheep lamb, horse foal, hen chick, duck duckling,
    bear cub, pig piglet, goose gosling, frog tadpole, deer fawn""")
HOMES = table("animal home", """bird nest, bee hive, dog kennel, horse stable, spider web, king palace, rabbit burrow,
    lion den, fish sea, pig sty""")
CAPITALS = table("country city", """England London, France Paris, Italy Rome, Spain Madrid, Germany Berlin, Russia Moscow,
    Greece Athens, Egypt Cairo, Japan Tokyo, China Beijing, Ireland Dublin, Scotland Edinburgh, Austria Vienna,
    Portugal Lisbon, Norway Oslo, Sweden Stockholm, Poland Warsaw, Hungary Budapest, Wales Cardiff, Cuba Havana""")
SENSES = table("do part", """see eyes, hear ears, smell nose, taste tongue, touch fingers, walk feet, bite teeth""")
LEGS = table("animal legs", """dog four, cat four, horse four, bird two, hen two, spider eight, bee six, fly six,
    cow four""")
SENTENCES = table("who did do rest", """cat sat sit on the mat, dog ran run after the ball, bird sang sing in the tree,
    fish swam swim in the sea, cow ate eat the grass, boy kicked kick the ball, girl read read the book,
    baby slept sleep in the cradle, hen laid lay an egg, bee made make the honey, mouse ate eat the cheese,
    horse pulled pull the cart, king sat sit on the throne, baker baked bake the bread, rain fell fall on the ground,
    fox ran run into the wood, frog jumped jump into the pond, spider spun spin a web, cat drank drink the milk,
    dog gnawed gnaw the bone, farmer ploughed plough the field, sailor sailed sail the sea""")

# A question has its answer on the same line; a line that is given twice is twice as frequent.
FACTS = """
There are seven days in a week.
There are seven days in a week.
A week has seven days.
In a week there are seven days.
Seven days make a week.
How many days are there in a week? Seven.
How long is a week? Seven days.
What do seven days make? A week.
There are twelve months in a year.
A year has twelve months.
A year has twelve months.
In a year there are twelve months.
Twelve months make a year.
How many months are there in a year? Twelve.
What has twelve months? A year.
How long is a year? Twelve months.
There are four seasons in a year.
The four seasons are spring, summer, autumn and winter.
How many seasons are there in a year? Four.
There are sixty minutes in an hour.
An hour has sixty minutes.
How many minutes are there in an hour? Sixty.
There are sixty seconds in a minute.
How many seconds are there in a minute? Sixty.
There are twenty-four hours in a day.
How many hours are there in a day? Twenty-four.
There are twenty-six letters in the alphabet.
How many letters are there in the alphabet? Twenty-six.
A hand has five fingers.
How many fingers are there on a hand? Five.
A foot has five toes.
A triangle has three sides.
A square has four sides.
Ice is cold and fire is hot.
Sugar is sweet and lemons are sour.
Birds fly in the air and fish swim in the water.
We wake in the morning and sleep at night.
The sun shines in the day and the moon shines at night.
The stars shine in the sky at night.
The sun rises in the east.
The sun rises in the east.
The sun rises in the east and sets in the west.
In the east the sun rises.
Every morning the sun comes up in the east.
The east is where the sun rises.
Where does the sun rise? In the east.
Does the sun rise in the west? No, the sun rises in the east.
The sun sets in the west.
Every evening the sun goes down in the west.
Where does the sun set? In the west.
The colours of the rainbow are red, orange, yellow, green, blue, indigo and violet.
Red, orange, yellow, green, blue, indigo and violet are the colours of the rainbow.
""".strip().splitlines()

RHYMES = """
Twinkle, twinkle, little star,
How I wonder what you are!
Up above the world so high,
Like a diamond in the sky.

Jack and Jill went up the hill
To fetch a pail of water;
Jack fell down and broke his crown,
And Jill came tumbling after.

Humpty Dumpty sat on a wall,
Humpty Dumpty had a great fall;
All the king's horses and all the king's men
Couldn't put Humpty together again.

Mary had a little lamb,
Its fleece was white as snow;
And everywhere that Mary went
The lamb was sure to go.

Baa, baa, black sheep,
Have you any wool?
Yes, sir, yes, sir,
Three bags full.

Hickory, dickory, dock,
The mouse ran up the clock.
The clock struck one,
The mouse ran down,
Hickory, dickory, dock.

Hey diddle diddle,
The cat and the fiddle,
The cow jumped over the moon;
The little dog laughed to see such sport,
And the dish ran away with the spoon.

Row, row, row your boat,
Gently down the stream,
Merrily, merrily, merrily, merrily,
Life is but a dream.

London Bridge is falling down,
Falling down, falling down,
London Bridge is falling down,
My fair lady.

Little Bo-Peep has lost her sheep,
And doesn't know where to find them;
Leave them alone, and they'll come home,
Wagging their tails behind them.

Little Miss Muffet sat on a tuffet,
Eating her curds and whey;
There came a big spider,
Who sat down beside her,
And frightened Miss Muffet away.

One, two, buckle my shoe;
Three, four, knock at the door;
Five, six, pick up sticks;
Seven, eight, lay them straight;
Nine, ten, a big fat hen.

Rain, rain, go away,
Come again another day.

Three blind mice, three blind mice,
See how they run, see how they run!

Little Jack Horner sat in a corner,
Eating his Christmas pie;
He put in his thumb, and pulled out a plum,
And said, "What a good boy am I!"

Old King Cole was a merry old soul,
And a merry old soul was he;
He called for his pipe, and he called for his bowl,
And he called for his fiddlers three.

Pease porridge hot, pease porridge cold,
Pease porridge in the pot, nine days old.

Jack be nimble, Jack be quick,
Jack jump over the candlestick.

Thirty days hath September,
April, June, and November.
""".strip().split("\n\n")

ABOUT_RHYMES = """
Twinkle, twinkle, little star.
The little star will twinkle all night.
Up above the world a little star began to twinkle.
What do you see twinkle in the sky? A little star.
What can twinkle like a diamond? A little star.
Who went up the hill? Jack and Jill.
Where did Jack and Jill go? Up the hill.
Jack and Jill went up the hill to fetch some water.
Up the hill went Jack and Jill.
What did Jack and Jill climb? A hill.
Where did Humpty Dumpty sit? On a wall.
What did Humpty Dumpty fall from? A wall.
Humpty Dumpty sat on a wall and fell down.
On a wall sat Humpty Dumpty.
It was a wall that Humpty Dumpty sat on.
What did Mary have? A little lamb.
Who had a little lamb? Mary.
Mary had a little lamb, and it followed her to school.
The lamb that went with Mary was little.
A little lamb went everywhere with Mary.
What do we row down the stream? A boat.
Row, row, row your boat.
We row the boat gently down the stream.
A boat is what we row.
Row gently, for your boat is on the stream.
What did the cow jump over? The moon.
What ran up the clock? The mouse.
What has Little Bo-Peep lost? Her sheep.
""".strip().splitlines()
