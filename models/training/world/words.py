"""The words of the story world: names, animals, things, places, weather, and wordings that many scenes share."""

COMMON_GIRLS = "Lily Anna Mia Rose Ella Emma Sophie Lucy Molly Daisy Ruby Nora Grace Alice Jane Kate Polly Amy Nell Ivy May Sara Eva Zoe".split()
COMMON_BOYS = "Tom Ben Max Sam Leo Jack Tim Finn Oscar Henry Peter Will Noah Billy Fred Ned Adam Joe Danny Paul Otto Luke Theo Jim".split()
MORE_GIRLS = """Clara Ida Susie Hannah Maya Tina Wendy Betty Ada Agnes Amber Annie Bella Beth Carol Cora Dora Edith Elsie Emily Esther
    Flora Freya Greta Hazel Helen Holly Isla Iris Jenny Joan Julia June Lena Lola Lottie Mabel Maggie Marie Martha Mary Matilda Meg
    Millie Mina Minnie Olive Olga Pam Penny Pippa Rita Sally Sue Tess Tilly Vera Violet Winnie Yara Nina Leila Aisha Mei Rosa""".split()
MORE_BOYS = """Charlie Hugo Toby Felix Robin Eddie Simon Albert Alfie Andy Archie Arthur Barney Basil Bert Bob Carl Colin Dan David
    Dick Eric Frank Gabriel George Gus Hal Harry Ivan Jacob Jasper Jon Karl Kit Larry Louis Mark Martin Matt Mick Miles Nick Nico Olly
    Omar Pat Percy Ralph Ravi Rob Roger Roy Rufus Sid Silas Stan Steve Ted Tony Victor Walter Wilf Yusuf Ali Amir Emil Jonas""".split()
PET_NAMES = """Spot Patch Biscuit Pepper Button Fluffy Rusty Sunny Ginger Muffin Pip Coco Honey Snowy Dot Bruno Bramble Nutmeg Whiskers
    Clover Pebble Tiny Rex Sooty Bess Mossy Willow Dusty Bobbin Toffee Crumb Socks Smoky Tansy Fern Acorn Bumble Marble Misty Domino
    Tuppence Scamp Flick Hopper Velvet Bracken Cricket Peanut""".split()
COLOURS = "red blue green yellow white black brown pink orange purple grey golden silver".split()
TRAITS = """kind clever brave shy curious cheerful quiet gentle busy merry lonely careful lazy proud patient funny friendly
    helpful polite stubborn""".split()

# What people can carry about: noun and what one does with it; {a} is who does it, {x} the thing. "_" stands for a space.
TOYS = {
    "ball": "threw {x} high into the air|kicked {x} over the grass|bounced {x} against the wall",
    "kite": "flew {x}|let {x} fly above the trees|ran with {x} against the wind",
    "doll": "sang to {x}|combed the hair of {x}|put {x} to bed",
    "drum": "beat {x} as loudly as {a.he!} could|drummed on {x}|marched about with {x}",
    "boat": "sailed {x} on the puddle|let {x} swim in the tub|pulled {x} through the water on a string",
    "train": "pushed {x} over the floor|let {x} run under the chairs|pulled {x} along behind {a.him!}",
    "top": "spun {x} on the step|made {x} spin until it hummed",
    "teddy_bear": "hugged {x}|gave {x} a spoonful of air|whispered something to {x}",
    "bucket": "filled {x} with sand|carried water in {x}|turned {x} upside down and sat on it",
    "balloon": "held {x} by its string|let {x} bob up and down|blew {x} up until it squeaked",
    "wagon": "pulled {x} up the hill|rode down the path in {x}|loaded {x} with stones",
    "whistle": "blew {x}|played a short tune on {x}",
    "trumpet": "blew into {x} until the cat ran away|played {x}|practised a march on {x}",
    "puppet": "made {x} dance|made {x} bow to everyone|let {x} tell a joke",
    "scooter": "rode {x} up and down the path|raced round the yard on {x}",
    "yo-yo": "let {x} run up and down its string|did a trick with {x}",
    "hoop": "rolled {x} along the street|jumped through {x}",
    "flute": "played {x}|played a slow song on {x}",
    "rocking_horse": "rode on {x}|rocked to and fro on {x}",
    "spinning_wheel": "turned {x} with one finger",
    "book": "read {x}|looked at the pictures in {x}|read aloud from {x}",
    "magnifying_glass": "looked at an ant through {x}|looked at everything through {x}",
    "lantern": "lit {x}|swung {x} to and fro|held up {x} to see better",
    "sledge": "slid down the slope on {x}|pulled {x} up the slope",
    "net": "caught a butterfly in {x} and let it go|swung {x} at the flies",
    "spade": "dug a hole with {x}|dug up a worm with {x}",
    "rope": "skipped with {x}|tied a knot in {x}|swung {x} round and round",
    "fishing_rod": "sat by the water with {x}|went fishing with {x}",
    "pencil": "drew a house with {x}|wrote a long word with {x}",
    "paintbrush": "painted a dragon with {x}|dipped {x} into the paint",
    "umbrella": "stood under {x}|opened {x} and shut it again",
    "telescope": "looked at the hills through {x}|pointed {x} at the moon",
}
SMALL = """ring key coin shell stone button marble feather bell bead ribbon comb thimble brush nut pearl pebble acorn needle whistle
    stamp ticket letter watch brooch candle cork string pin spoon cup medal map""".split()
CLOTHES = "hat scarf coat jacket sweater cap cloak raincoat shawl waistcoat apron bonnet".split()
TOOLS = "basket lantern rope bowl jug box bag blanket umbrella bucket hammer ladder broom pot bottle cushion tray barrow mug".split()
TREASURES = "crown lamp necklace box stone egg mirror cup bell ring coin goblet chain sword harp locket".split()
FOODS = """apple pear bun cake pie biscuit plum pancake sandwich banana muffin orange peach cherry tart dumpling carrot turnip
    sausage waffle doughnut potato egg cookie nut radish lemon fig roll""".split()
NO_COLOUR = set("puzzle comb thimble nut needle letter ticket map string cork stamp ladder broom spoon acorn hammer spinning_wheel".split())

# Where things are put and people hide, by place; each place: with "in", with "to", outdoors or not.
PLACES = {
    "garden": ("in", "into", True, "under the bench|behind the rose bush|in the tall grass|beside the well|under the apple tree|in the watering can|on the garden wall|behind the shed"),
    "park": ("in", "to", True, "under a bench|behind the statue|beside the pond|next to the swings|in the bushes|on the slide|under the big chestnut tree|behind the bandstand"),
    "forest": ("in", "into", True, "under a fern|behind an old log|in a hollow tree|beside the stream|under the leaves|on a tree stump|between two roots|behind the tallest pine"),
    "beach": ("on", "to", True, "in the sand|behind a rock|under a boat|beside the sandcastle|in a small pool|on the pier|under a striped towel|among the seaweed"),
    "meadow": ("in", "to", True, "in the long grass|behind the fence|beside the brook|under the oak tree|among the flowers|on a haystack|behind the molehill|next to the gate"),
    "farm": ("on", "to", True, "in the hay|behind the tractor|under the cart|beside the gate|in the henhouse|on the milk cans|behind the water trough|in the dog kennel"),
    "yard": ("in", "into", True, "behind the shed|under the steps|in the rain barrel|beside the pump|in the woodpile|on top of the wall|under the washing|behind the ladder"),
    "orchard": ("in", "to", True, "under a pear tree|in a fork of the cherry tree|behind the beehives|in a heap of leaves|beside the old pump|on the grass"),
    "harbour": ("at", "to", True, "behind a barrel|under a net|in a rowing boat|on a pile of rope|beside the lighthouse|between two crates"),
    "village": ("in", "to", True, "under the bridge|behind the church|on the steps of the bakery|beside the fountain|in the doorway of the school|under the market stall"),
    "kitchen": ("in", "into", False, "under the table|behind the stove|in the cupboard|beside the sink|on the shelf|in the bread bin|under the stool|in the teapot"),
    "bedroom": ("in", "to", False, "under the bed|behind the curtain|in the drawer|beside the lamp|under the pillow|on the windowsill|in the wardrobe|inside a slipper"),
    "attic": ("in", "up to", False, "in an old trunk|behind a broken chair|under a dusty rug|beside the window|in a big box|on a beam|behind the chimney|inside an old boot"),
    "barn": ("in", "into", False, "in the straw|behind a barrel|under the ladder|beside the cow|in the feed box|on a beam|under a horse blanket|behind the wheelbarrow"),
    "school": ("at", "to", False, "under the desk|behind the blackboard|on the coat hook|beside the door|in the book box|on top of the cupboard|behind the globe"),
    "workshop": ("in", "into", False, "under the workbench|behind the paint pots|in the toolbox|on the top shelf|in a heap of shavings|beside the vice"),
    "cellar": ("in", "down to", False, "behind the jam jars|under the stairs|in an empty barrel|on the coal heap|beside the potato sack|behind the cider"),
    "library": ("in", "to", False, "behind the atlas|under the armchair|on the lowest shelf|beside the clock|between two thick books|in the reading corner"),
}
GOES = "kitchen garden bedroom yard barn attic workshop cellar orchard library".split()  # about the house
