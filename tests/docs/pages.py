"""What stands on the pages of the manual: their links, their examples, the tables that tell how to fill a workbook."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("benchmarks/*.md")]
)
FENCE = re.compile(r"^```(\w*) ?(.*)$")
FILL = re.compile(r"<!-- fill (\S+) (\w+) -->")


@dataclass(frozen=True)
class File:
    """A block that is a file: ```yaml file=crisis.yaml."""

    name: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A table that tells what to type on a sheet of a workbook: <!-- fill crisis.xlsx actors -->."""

    workbook: str
    sheet: str
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Command:
    """A command line of a console block, and the lines that it is said to answer."""

    line: int
    words: str
    answer: tuple[str, ...]


def steps(page: Path) -> Iterator[list[File | Sheet | Command]]:
    """Yield what a reader would do on a page, block by block, in order."""
    lines = page.read_text("utf-8").splitlines()
    place = 0
    while place < len(lines):
        fence, fill = FENCE.match(lines[place]), FILL.match(lines[place])
        if fence:
            end = next(n for n in range(place + 1, len(lines)) if lines[n] == "```")
            inside, named = lines[place + 1 : end], re.search(r"file=(\S+)", fence[2])
            if fence[1] == "console":
                yield list(_commands(inside, place + 2))
            elif named:
                yield [File(named[1], "\n".join(inside) + "\n")]
            place = end
        elif fill:
            rows = list(_rows(lines[place + 1 :]))
            yield [Sheet(fill[1], fill[2], tuple(rows))]
        place += 1


def _commands(lines: list[str], first: int) -> Iterator[Command]:
    words, answer, began = "", [], first
    for number, line in enumerate(lines, start=first):
        if line.startswith("$ "):
            if words:
                yield Command(began, words, tuple(answer))
            words, answer, began = line[2:], [], number
        elif words.endswith("\\"):
            words = words[:-1] + line.lstrip("> ")
        else:
            answer.append(line)
    yield Command(began, words, tuple(answer))


def _rows(lines: list[str]) -> Iterator[dict[str, str]]:
    table = []
    for line in lines:
        if line.startswith("|"):
            table.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif table:
            break
    heading, _rule, *rows = table
    for row in rows:
        yield {name: cell for name, cell in zip(heading, row, strict=True) if cell}


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the anchor of each link within the project, pictures included."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        there = target[0] or target[1]
        if "://" not in there and not there.startswith("mailto:"):
            path, _hash, anchor = there.partition("#")
            yield path, anchor


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as hosts of Markdown make them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
