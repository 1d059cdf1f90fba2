"""Do the steps of the manual lead where it says? Each page of docs/how-to with steps in the workbench is followed to the letter."""

import re
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from workbench.conftest import Server

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
HEADING = "## In the workbench\n"
PAGES = [path for path in sorted(HOW_TO.glob("*.md")) if HEADING in path.read_text("utf-8")]
SCRIPTED_SECONDS = 60
PATIENCE = 30


def texts(content):
    """What stands in a file, and in each file inside of it."""
    if not content.startswith(b"PK"):
        return [content.decode()]
    with zipfile.ZipFile(BytesIO(content)) as bundle:
        return [bundle.read(name).decode("utf-8", "replace") for name in bundle.namelist()]


def steps(path):
    part = path.read_text("utf-8").split(HEADING)[1].split("\n## ")[0]
    lines = [line for line in part.replace("\n   ", " ").splitlines() if re.match(r"\d+\. ", line)]
    return [re.sub(r"^\d+\. ", "", line).strip() for line in lines]


def click(page, name):
    for role in ("button", "link"):
        found = page.get_by_role(role, name=name, exact=True)
        if found.count():
            found.first.click()
            return
    summary = page.locator("summary", has_text=name).first
    assert summary.count(), f"there is nothing called {name}"
    summary.click()


def says(page, words):
    body = " ".join(page.locator("body").inner_text().split())
    values = page.locator("input,textarea").evaluate_all("all => all.map(one => one.value).join(' ')")
    return words in body or words in values


def type_into(page, words, label):
    field = page.get_by_label(label, exact=True)
    field = field.first if field.count() else page.get_by_label(re.compile(rf"^{re.escape(label)}\b")).first
    field.fill(words)


def press(page, key):
    with page.expect_navigation():
        page.keyboard.press(key if "+" in key else key.lower())


def block(name):
    """The file of that name which the page itself holds."""
    found = [
        re.search(rf"```\w+ file={re.escape(name)}\n(.*?)```", path.read_text("utf-8"), re.DOTALL) for path in PAGES
    ]
    return next(one[1] for one in found if one)


def drop(page, name, label):
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": block(name).encode()}
    page.get_by_label(label, exact=True).set_input_files([file])


def tick(page, label):
    page.locator("label", has_text=label).locator("input").first.check()


def keep(page, name):
    with page.expect_download() as kept:
        click(page, name)
    KEPT[:] = [Path(kept.value.path()).read_bytes()]


KEPT = []
STEPS = {
    r'Drop the file "(.+?)" of this page on \*\*(.+?)\*\*\.': drop,
    r'Paste the file "(.+?)" of this page into \*\*(.+?)\*\*\.': lambda page, name, label: type_into(page, block(name).strip(), label),
    r"Tick \*\*(.+?)\*\*\.": tick,
    r"Click \*\*(.+?)\*\*, and keep it\.": keep,
    r"Click the card \*\*(.+?)\*\*\.": lambda page, name: page.locator("a.card", has_text=name).first.click(),
    r"Press \*\*(.+?)\*\*\.": press,
    r'Type "(.+?)" and go on\.': lambda page, words: (page.keyboard.type(words), page.keyboard.press("Tab")),
    r'Type "(.+?)" into \*\*(.+?)\*\*\.': type_into,
    r'Choose "(.+?)" under \*\*(.+?)\*\*\.': lambda page, what, label: page.get_by_label(re.compile(f"^{label}")).first.select_option(label=what),
    r"Click the first \*\*(.+?)\*\*\.": lambda page, name: page.get_by_role("button", name=re.compile(f"^{name}")).first.click(),
    r"Click \*\*(.+?)\*\*\.": click,
}  # fmt: skip
SEEN = {
    r'The file does not hold "(.+?)"\.': lambda page, words: (
        bool(KEPT) and not any(words in text for text in texts(KEPT[0]))
    ),
    r'The page says "(.+?)"\.?': lambda page, words: says(page, words),
    r'The page does not say "(.+?)"\.?': lambda page, words: not says(page, words),
}


def follow(page, step):
    if after := re.fullmatch(r'The page says "(.+?)" after you click \*\*(.+?)\*\*\.', step):
        click(page, after[2])
        page.wait_for_load_state()
        assert says(page, after[1]), step
        return
    for pattern, act in STEPS.items():
        if found := re.fullmatch(pattern, step):
            act(page, *found.groups())
            page.wait_for_load_state()
            return
    for pattern, seen in SEEN.items():
        if found := re.fullmatch(pattern, step):
            page.wait_for_load_state()
            until = time.monotonic() + PATIENCE
            while not seen(page, *found.groups()) and time.monotonic() < until:
                page.wait_for_timeout(50)  # a piece of the page may be on its way
            assert seen(page, *found.groups()), step
            return
    raise AssertionError(f"no test can follow this: {step}")


@pytest.fixture
def server():
    """A page of the manual begins with the training dossiers as they are, not as another page left them."""
    running = Server()
    yield running
    running.stop()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_steps_lead_where_the_manual_says(visit, path):
    one = visit()
    page = one.goto("/d/port-of-selane/")
    began = time.monotonic()
    for step in steps(path):
        follow(page, step)
    assert time.monotonic() - began < SCRIPTED_SECONDS
    one.shoot(f"how-to-{path.stem}")
    assert not one.said and not one.strayed()


def test_the_manual_has_steps_to_follow():
    assert len(PAGES) >= 4 and all(len(steps(path)) >= 5 for path in PAGES)
