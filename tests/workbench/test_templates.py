"""Is every visible word of a template marked for translation, and nothing in it that the content policy refuses?"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "aidememoire" / "workbench" / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
OWN = {"Aide-Mémoire", "Ctrl", "Enter", "Ctrl K", "Ctrl Z", "Ctrl Enter", "UTC", "TLP"}
"""Names, and what stands on the keys themselves."""
NAMES_OF_LANGUAGES = {"Dari", "Pashto", "Persian"}
SPOKEN = {"title", "alt", "placeholder", "aria-label", "aria-description"}


class Seen(HTMLParser):
    """What a reader would see or hear of a template beside what its tags say."""

    def __init__(self):
        super().__init__()
        self.words, self.attributes, self.inside = [], [], []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(name, value or "") for name, value in attrs]
        self.words += [value for name, value in attrs if name in SPOKEN and value]
        self.inside.append(tag)

    def handle_endtag(self, tag):
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag) :]

    def handle_data(self, data):
        if not {"kbd", "code", "pre"} & set(self.inside):
            self.words.append(data)


def seen(path):
    parser = Seen()
    parser.feed(TAGS.sub(" ", path.read_text("utf-8")))
    return parser


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_every_visible_word_is_marked(path):
    if path.name == "marks.html":
        pytest.skip("it stands inside a tag and shows no words")
    bare = " ".join(seen(path).words)
    for own in (*OWN, *NAMES_OF_LANGUAGES):
        bare = bare.replace(own, "")
    assert not re.findall(r"\w{2,}", bare)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_nothing_stands_in_a_template_that_the_policy_refuses(path):
    names = {name for name, _value in seen(path).attributes}
    assert not [name for name in names if name == "style" or name.startswith(("on", "hx-on"))]
    words = path.read_text("utf-8")
    assert "|safe" not in words and "autoescape" not in words and "<style" not in words
    assert not re.search(r"<script(?! src=)", words)
    assert not re.search(r"(https?:)?//[a-z]", words)
