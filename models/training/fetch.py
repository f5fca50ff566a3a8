"""Fetches the corpus: clones the sources in the table of README.md at their commits and cuts them into stories.

usage: fetch.py CORPUS        needs git and a network; one text file a book, each story ended by a line <|endoftext|>
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from stories import END_OF_STORY

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NLTK_FILES = {
    "bryant-stories-to-tell-to-children.txt": "bryant-stories.txt",
    "burgess-the-adventures-of-buster-bear.txt": "burgess-busterbrown.txt",
}
PLAIN = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2014": "--", "\u2013": "-", "\u2026": "...",
    "\u00a0": " ", "\u200a": " ", "\u2060": "", "\u00ad": "", "\ufeff": "",
})  # fmt: skip


def sources(table):
    """(file, repository, commit) of each row of a Markdown table of sources."""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) > 4 and cells[0].endswith(".txt"):
            yield cells[0], cells[3], cells[4]


def plain(text):
    """One paragraph in plain characters. Example: "\u201cOh!\u201d\u2014he\\n  ran" -> '"Oh!"--he ran'."""
    return re.sub(r"\s+", " ", text.translate(PLAIN)).strip()


def stories_of_xhtml(text):
    """The stories of one file of a Standard Ebooks book: its articles or, if it has none, its whole body text."""
    body = ElementTree.fromstring(text).find(f"{XHTML}body")
    if "bodymatter" not in body.get(EPUB_TYPE, ""):
        return []
    parts = body.findall(f".//{XHTML}article") or [body]
    return ["\n\n".join(paragraph for paragraph in paragraphs(part) if paragraph) for part in parts]


def paragraphs(element):
    """The paragraphs inside an element, keeping lines of verse but omitting headings, pictures and notes."""
    for child in element:
        if child.tag == f"{XHTML}p":
            lines = child.findall(f"{XHTML}span")
            yield "\n".join(plain("".join((line if lines else child).itertext())) for line in lines or [child])
        elif child.tag not in (f"{XHTML}header", f"{XHTML}figure"):
            yield from paragraphs(child)


def stories_of_epub(folder):
    """The stories of a Standard Ebooks repository, in reading order."""
    root = folder / "src/epub"
    opf = ElementTree.parse(root / "content.opf")
    files = {item.get("id"): item.get("href") for item in opf.iter(f"{OPF}item")}
    for itemref in opf.iter(f"{OPF}itemref"):
        yield from stories_of_xhtml((root / files[itemref.get("idref")]).read_text(encoding="utf-8"))


def stories_of_text(text):
    """The stories of a plain text: removes Project Gutenberg's frame; each heading in capitals starts a new story."""
    text = re.split(r"\*\*\* ?END OF|\nEnd of (?:The )?Project Gutenberg", text)[0]
    text = re.split(r"\*\*\* ?START OF[^\n]*\n|\*END\*[^\n]*\n", text)[-1]
    story = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        if block.isupper() and len(block) < 100:
            yield "\n\n".join(story)
            story = []
        elif block.strip():
            story.append(plain(block))
    yield "\n\n".join(story)


def read_text(path):
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def stories_of_repository(folder, name):
    if (folder / "src/epub/content.opf").exists():
        return list(stories_of_epub(folder))
    texts = list(folder.rglob(NLTK_FILES[name])) if name in NLTK_FILES else list(folder.glob("[0-9]*.txt"))
    if not texts:
        raise SystemExit(f"{name}: its repository holds neither src/epub/content.opf nor a text file of its number")
    return list(stories_of_text(read_text(max(texts, key=lambda path: path.stat().st_size))))


def fetch(corpus, table):
    corpus.mkdir(parents=True, exist_ok=True)
    for name, repository, commit in sources(table):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "clone", "--quiet", f"https://github.com/{repository}", folder], check=True)
            subprocess.run(["git", "-C", folder, "checkout", "--quiet", commit], check=True)
            stories = [story for story in stories_of_repository(Path(folder), name) if len(story) > 200]
        (corpus / name).write_text("".join(f"{story}\n{END_OF_STORY}\n" for story in stories), encoding="utf-8")
        print(f"{name}: {len(stories)} stories")


if __name__ == "__main__":
    fetch(Path(sys.argv[1]), (Path(__file__).parent / "README.md").read_text(encoding="utf-8"))
