"""Makes the three typefaces of the pages from the npm packages of Fontsource: only the characters and the weights that the pages use.

    npm pack @fontsource-variable/source-serif-4@5.3.1 @fontsource-variable/atkinson-hyperlegible-next@5.3.0 \\
        @fontsource-variable/atkinson-hyperlegible-mono@5.3.0
    for FILE in *.tgz; do tar xzf $FILE --one-top-level; done
    pip install fonttools==4.66.1 brotli==1.2.0
    python3 subset.py FOLDER_OF_THE_PACKAGES ../static/fonts ../../src/main/resources/fonts

The last folder gets the same letters as plain TrueType files of one weight each, for the pictures that the server draws. "Source" is a reserved font name, so the subset has another one, as the licence demands; all three are named after this project.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

CHARACTERS = [chr(code) for code in range(0x20, 0x7F)] + list("\u00a0×÷·−–—‘’“”„…•éöü")
FACES = [  # the package's file, ours, its family, its weights, the layout features that stay
    ("source-serif-4-latin-wght-normal", "serif", "Lab Serif", (400, 650), ["kern", "liga", "lnum", "tnum"]),
    ("atkinson-hyperlegible-next-latin-wght-normal", "sans", "Lab Sans", (400, 700), ["kern", "liga", "lnum", "tnum"]),
    ("atkinson-hyperlegible-mono-latin-wght-normal", "mono", "Lab Mono", (450, 450), []),
]

PICTURES = [("serif", "LabSerif", 400), ("serif", "LabSerif-Strong", 600), ("sans", "LabSans", 400), ("sans", "LabSans-Strong", 650)]


def rename(font, family):
    """Gives the font its new name wherever it has one; who made it and the licence stay."""
    table = font["name"]
    for record in list(table.names):
        if record.nameID in (0, 13, 14):  # copyright, licence, address of the licence
            continue
        table.removeNames(record.nameID)
    for number, text in ((1, family), (2, "Regular"), (3, family), (4, family), (6, family.replace(" ", ""))):
        table.setName(text, number, 3, 1, 0x409)


def make(source, target, family, weights, features):
    font = TTFont(source)
    lowest, highest = weights
    options = Options(flavor="woff2", layout_features=features, name_IDs=["*"], notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(CHARACTERS))
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": highest if lowest == highest else weights}, inplace=True)
    rename(font, family)
    font.flavor = "woff2"
    font.save(target)
    print(f"{target}: {target.stat().st_size:,} bytes")


def make_for_pictures(web, short, target, weight):
    font = TTFont(web / f"{short}.woff2")
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    font.save(target)
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    packages, out, pictures = map(Path, sys.argv[1:])
    for name, short, family, weights, features in FACES:
        make(next(packages.glob(f"**/{name}.woff2")), out / f"{short}.woff2", family, weights, features)
    for short, name, weight in PICTURES:
        make_for_pictures(out, short, pictures / f"{name}.ttf", weight)
    mono = TTFont(out / "mono.woff2")
    mono.flavor = None
    mono.save(pictures / "LabMono.ttf")
