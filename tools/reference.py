"""What does the manual's reference say? It is read off the declarations, so that it cannot differ from the program.

``python tools/reference.py`` writes the pages of ``docs/reference`` that follow from the declarations: the kinds of
record, the codes, the methods, the command line. ``--check`` writes nothing and names the pages that fell behind.
The commands under *Example* on a method's page are kept as they stand there; only what they answer is written anew.
"""

import inspect
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from click.testing import CliRunner

from aidememoire.cli.app import app
from aidememoire.methods._catalogue import About, all_methods
from aidememoire.training import path as selane_path
from aidememoire.vocabulary import codes as code_lists
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.record import COMMON_LAST, Record
from aidememoire.vocabulary.scales import Judged, OnScale, Position

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by tools/reference.py from the declarations. Change those, then run it again. -->"
DAY = "2026-06-15"
WIDTH = "100"
Pages = dict[Path, str]


def pages() -> Pages:
    """Return every page that follows from the declarations, with its text."""
    made: Pages = {}
    ordered = sorted(kinds().values(), key=lambda kind: kind.kind_of.place)
    for kind in ordered:
        made[REFERENCE / "records" / f"{kind.kind_of.name}.md"] = _page(_kind(kind))
    made[REFERENCE / "records" / "README.md"] = _page(_kinds(ordered))
    made[REFERENCE / "codes.md"] = _page(_codes(ordered))
    with TemporaryDirectory() as folder:
        shutil.copy(selane_path(), Path(folder) / "selane.yaml")
        for name, method in all_methods().items():
            place = REFERENCE / "methods" / f"{name}.md"
            made[place] = _page(_method(method, _commands(place, method), Path(folder)))
    made[REFERENCE / "methods" / "README.md"] = _page(_methods())
    made[REFERENCE / "command-line.md"] = _page(_command_line())
    return made


def behind(made: Pages) -> list[Path]:
    """Return the pages that differ from what the declarations say, and those whose subject is gone."""
    there = {page for folder in ("records", "methods") for page in (REFERENCE / folder).glob("*.md")}
    differing = [page for page, text in made.items() if not page.exists() or page.read_text("utf-8") != text]
    return sorted([*differing, *(there - set(made))])


def _page(lines: Iterable[str]) -> str:
    return "\n".join([MADE, "", *lines]).rstrip() + "\n"


@cache
def _selane() -> Dossier:
    return load(selane_path())


# Kinds of record


def _kinds(ordered: list[type[Record]]) -> Iterator[str]:
    yield from ("# Kinds of record", "", "In the order of the chain. A section or sheet has the plural name;")
    yield from ('a line of JSON says the singular under `"record"`.', "", "| kind | section | says |", "|---|---|---|")
    for kind in ordered:
        about = kind.kind_of
        yield f"| [{about.label}]({about.name}.md) | `{about.plural}` | {_doc(kind)[0]} |"
    yield from ("", "## Common to all", "", "Every record has an id and may have these.", "")
    yield from _fields([spec for spec in Record.fields() if spec.name in ("id", *COMMON_LAST)], "records")
    yield from ("", "## Evidence", "", "Who says so, and who says otherwise. A list; each piece holds:", "")
    yield from _fields(Evidence.fields(), "records")
    yield from ("", "## Handling", "", "A label alone (`handling: RED`), or a map of these:", "")
    yield from _fields(Handling.fields(), "records")
    yield from ("", "## The dossier itself", "", "Under `dossier:`, on the sheet `dossier`, or in the first line:", "")
    yield from _fields(Header.fields(), "records")
    yield from _star()


def _kind(kind: type[Record]) -> Iterator[str]:
    about = kind.kind_of
    yield from (f"# {about.label}", "", *_doc(kind), "")
    yield f'Section and sheet `{about.plural}`; in JSON lines `"record": "{about.name}"`.'
    if about.first_day:
        until = f" until `{about.last_day}`" if about.last_day else ""
        yield f"There from `{about.first_day}`{until}; without that day, always."
    elif about.last_day:
        yield f"There until `{about.last_day}`."
    if about.called:
        yield f"Shown by its {' or '.join(f'`{name}`' for name in about.called)}."
    if about.secret:
        yield "In a new workbook its sheet is labelled RED."
    yield ""
    own = [spec for spec in kind.fields() if spec.name not in COMMON_LAST]
    yield from _fields(own, "records")
    yield from ("", "And `evidence`, `handling`, `note`, as [all records](README.md#common-to-all).")
    for spec in own:
        if spec.part:
            yield from ("", f"## Each of `{spec.name}`", "", *_doc(spec.part), "")
            yield from _fields(spec.part.fields(), "records")
    yield from _star()
    yield from _example(kind)


def _example(kind: type[Record]) -> Iterator[str]:
    """Show the first record of a kind in the training dossier as it stands there."""
    records = _selane().of(kind)
    if not records:
        return
    lines = selane_path().read_text("utf-8").splitlines()
    start = lines.index(f"  - id: {records[0].id}", lines.index(f"{kind.kind_of.plural}:"))
    end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith("    ")), len(lines))
    yield from ("", "## Example", "", "From the training dossier, where everything is invented:", "", "```yaml")
    yield from (f"{kind.kind_of.plural}:", *lines[start:end], "```")


def _fields(specs: Iterable[FieldSpec], folder: str) -> Iterator[str]:
    yield from ("| field | label | holds | help |", "|---|---|---|---|")
    for spec in specs:
        star = " *" if spec.required else ""
        said = [str(spec.help)] if spec.help else []
        if spec.attributes:
            said.append("Taken out under the Chatham House tag.")
        yield f"| `{spec.name}`{star} | {spec.label} | {_holds(spec, folder)} | {' '.join(said)} |"


def _star() -> Iterator[str]:
    yield from ("", "\\* must be there.")


def _holds(spec: FieldSpec, folder: str) -> str:
    up = "../" if folder else ""
    said = {
        Shape.ID: "id",
        Shape.TEXT: "words, or a map from language to words",
        Shape.WORD: "words",
        Shape.DAY: "day",
        Shape.NUMBER: "number",
        Shape.WHOLE: "whole number",
        Shape.FLAG: "true or false",
        Shape.LABEL: "[label](README.md#handling)",
        Shape.PARTS: "see below",
    }.get(spec.shape, "")
    if spec.codes:
        said = f"[{_words(spec.codes)}]({up}codes.md#{_anchor(_words(spec.codes))})"
    elif spec.scale:
        said = f"[{_words(spec.scale)}]({up}codes.md#{_anchor(_words(spec.scale))})"
    elif spec.shape is Shape.REFERENCE:
        named = [f"[{kinds()[kind].kind_of.label.english.lower()}]({kind}.md)" for kind in spec.refers]
        said = f"id of {_article(' or '.join(named) or 'any record')}"
    unit = f", {spec.unit}" if spec.unit and str(spec.unit) != said else ""
    return (f"list: {said}" if spec.many else said) + unit


def _article(noun: str) -> str:
    if noun.startswith("any"):
        return noun
    return f"an {noun}" if noun.lstrip("[")[0] in "aeiou" else f"a {noun}"


# Codes


def _codes(ordered: list[type[Record]]) -> Iterator[str]:
    yield from ("# Codes and scales", "")
    yield "Write the code. Reading forgives capitals, hyphens and the English label; writing always gives the code."
    yield "`X` means: asked, and not known."
    used = _used_by(ordered)
    for codes in _all_codes():
        yield from ("", f"## {_words(codes)}", "", _doc(codes)[0], "")
        yield from ("| code | means |", "|---|---|")
        yield from (f"| `{code.value}` | {code.label} |" for code in codes)
        if used.get(codes):
            yield from ("", f"Used by: {', '.join(used[codes])}.")
    for scale in (Judged, Position):
        yield from _scale(scale, used)
    yield from ("", *SOURCES_OF_CODES)


def _scale(scale: type[OnScale], used: dict[type, list[str]]) -> Iterator[str]:
    yield from ("", f"## {_words(scale)}", "", _doc(scale)[0], "")
    yield f"Five words, or a number from 0 to {scale.top:g}. A word means the fifth of the scale around it, so that"
    yield "nothing looks surer than what was said; a number means only itself, and is shown as the nearest word."
    yield from ("", "| word | from | to |", "|---|---|---|")
    for word in scale.words:
        yield f"| `{word}` | {scale(word).low:g} | {scale(word).high:g} |"
    yield from ("", f"Used by: {', '.join(used[scale])}.")


SOURCES_OF_CODES = (
    "## Where the lists come from",
    "",
    "The lists follow practice, in words of our own. Labels: the Traffic Light Protocol 2.0. Constraints: the",
    "categories that humanitarian access monitoring counts, as OCHA and ACAPS use them; the order and the codes are",
    "ours. Sectors: the clusters and their areas of responsibility. Grades of evidence: the two-part scale of",
    "reliability A to F and credibility 1 to 6, judged apart. Issue types, layers of a position, and the difference of",
    "red line and bottom line: what frontline negotiators are trained in (CCHN). Principles: General Assembly",
    "resolutions 46/182 and 58/114, and those of the Red Cross and Red Crescent Movement. No list is endorsed by the",
    "bodies named.",
)


def _all_codes() -> list[type[Codes]]:
    found = [one for one in vars(code_lists).values() if isinstance(one, type) and issubclass(one, Codes)]
    return [*(one for one in found if one is not Codes), Label]


def _used_by(ordered: list[type[Record]]) -> dict[type, list[str]]:
    used: dict[type, list[str]] = {}
    for kind in ordered:
        parts: list[type[Part]] = [
            kind,
            *(spec.part for spec in kind.fields() if spec.part and spec.name != "evidence"),
        ]
        for part in parts:
            for spec in part.fields():
                if (listed := spec.codes or spec.scale) is not None:
                    link = f"[{kind.kind_of.name}](records/{kind.kind_of.name}.md) `{spec.name}`"
                    used.setdefault(listed, []).append(link)
    for part, name in ((Evidence, "evidence"), (Handling, "handling"), (Header, "the-dossier-itself")):
        for spec in part.fields():
            if spec.codes:
                link = f"[{name.replace('-', ' ')}](records/README.md#{name}) `{spec.name}`"
                used.setdefault(spec.codes, []).append(link)
    return used


# Methods


def _methods() -> Iterator[str]:
    yield from (
        "# Methods",
        "",
        "Each is a command, and a function `am.methods.<family>.<name>(dossier, as_of=day)`.",
        "",
    )
    yield from ("| method | question | family |", "|---|---|---|")
    for name, method in all_methods().items():
        about = _about(method)
        yield f"| [{name.replace('_', ' ')}]({name}.md) | {about.question} | {about.family} |"


def _method(method: Callable[..., Finding], commands: list[str], folder: Path) -> Iterator[str]:
    about = _about(method)
    name = about.name.replace("_", "-")
    yield from (f"# {about.name.replace('_', ' ').capitalize()}", "", f"**{about.question}**", "")
    for paragraph in _doc(method):
        yield from (paragraph, "")
    yield from ("| | |", "|---|---|")
    yield f"| Command | `aidememoire {name} DOSSIER` ([options](../command-line.md#{name})) |"
    takes = "".join(f", {argument}=..." for argument in about.takes)
    yield f"| Library | `am.methods.{about.family}.{about.name}(dossier, as_of=day{takes})` |"
    needs = [f"[{kinds()[kind].kind_of.labels}](../records/{kind}.md)" for kind in about.needs]
    yield f"| Needs | {', '.join(needs) or 'nothing in particular'} |"
    yield f"| Where it comes from | {about.source} |"
    yield f"| Caution | {about.caution} |"
    if about.shows_who_moves_whom:
        yield "| Label | AMBER+STRICT at least, because it shows who can move whom |"
    if about.takes:
        yield from ("", "## Arguments", "", "| argument | means |", "|---|---|")
        yield from (f"| `{argument}` | {means} |" for argument, means in about.takes.items())
    yield from ("", "## Rows", "", "| field | label |", "|---|---|")
    yield from (f"| `{field}` | {label} |" for field, label in about.columns.items())
    yield from (
        "",
        "With `--json`, ids have their names beside them as `<field>_name`, and what is not known is `null`.",
    )
    yield from ("", "## Example", "", "On the training dossier, where everything is invented:", "", "```console")
    for place, command in enumerate(commands):
        yield from (*([""] if place else []), f"$ {command}", *_answer(command, folder))
    yield "```"


def _commands(place: Path, method: Callable[..., Finding]) -> list[str]:
    """Return the commands that the page shows; where there is no page yet, one with the first record that fits."""
    if place.exists():
        return [line[2:] for line in place.read_text("utf-8").splitlines() if line.startswith("$ ")]
    words = ["aidememoire", _about(method).name.replace("_", "-"), "selane.yaml"]
    dossier = _selane()
    for name, parameter in inspect.signature(method).parameters.items():
        if parameter.default is inspect.Parameter.empty and name in ("issue", "record", "actor", "to"):
            kind = {"issue": "issue", "actor": "actor", "to": "actor"}.get(name, "commitment")
            found = dossier.of(kinds()[kind])[0].id
            words += [found] if name == "record" else [f"--{name}", found]
    return [shlex.join([*words, "--as-of", DAY])]


def _answer(command: str, folder: Path) -> list[str]:
    words = shlex.split(command)
    if words[0] != "aidememoire":
        raise SystemExit(f"An example on a method's page begins with aidememoire, not with {words[0]}.")
    with chdir(folder):
        answer = CliRunner().invoke(app, words[1:], env={"COLUMNS": WIDTH, "NO_COLOR": "1"}, prog_name="aidememoire")
    if answer.exit_code:
        raise SystemExit(f"{command}\n{answer.output}{answer.exception or ''}")
    return [line.rstrip() for line in answer.stdout.rstrip().splitlines()]


def _about(method: Any) -> About:
    about: About = method.about
    return about


# The command line


def _command_line() -> Iterator[str]:
    yield from ("# The command line", "", "`aidememoire`, also `python -m aidememoire`.", "")
    yield "DOSSIER is a `.yaml`, `.jsonl` or `.xlsx` file, a bundle that a partner sent, or `@slug`: one in the vault."
    yield "Days are written as `2026-03-31`. Labels are RED, AMBER+STRICT, AMBER, GREEN and CLEAR. What the program"
    yield "answers stands on standard output; what only you are told, and errors, on standard error."
    yield "[Exit codes](exit-codes.md) tell scripts how it went. `--help` after a command shows what stands here."
    context = click.Context(app, info_name="aidememoire", **app.context_settings)
    commands = list(_all_commands(app, context))
    yield from ("", " · ".join(f"[{name}](#{_anchor(name)})" for name, _found, _parent in commands))
    for name, command, parent in commands:
        yield from ("", f"## {name}", "", *_command(name, command, parent))


def _all_commands(
    group: click.Group, context: click.Context, words: str = ""
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield every command by the words that lead to it, those of a group after the group."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield f"{words}{name}", command, context
            if isinstance(command, click.Group):
                inner = click.Context(command, info_name=name, parent=context)
                yield from _all_commands(command, inner, f"{words}{name} ")


def _command(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name.rpartition(" ")[2], parent=parent)
    usage = " ".join(["aidememoire", name, *command.collect_usage_pieces(context)])
    yield from (f"    {usage}", "")
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield from (_one_line(paragraph), "")
    options = [param for param in command.get_params(context) if isinstance(param, click.Option) and not param.hidden]
    yield from ("| option | means |", "|---|---|")
    for option in options:
        spelled, means = option.get_help_record(context) or ("", "")
        yield f"| `{spelled}` | {_one_line(means)} |"
    if name.replace("-", "_") in all_methods():
        yield from ("", f"Rows, source and caution: [{name}](methods/{name.replace('-', '_')}.md).")


# Words


def _doc(thing: type | Callable[..., Any]) -> list[str]:
    paragraphs = inspect.cleandoc(thing.__doc__ or "").replace("``", "`").split("\n\n")
    return [_one_line(paragraph) for paragraph in paragraphs]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _words(listed: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", listed.__name__).capitalize()


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` say which have fallen behind."""
    made = pages()
    stale = behind(made)
    if "--check" in arguments:
        for page in stale:
            print(f"{page.relative_to(ROOT)} has fallen behind: run python tools/reference.py")
        return int(bool(stale))
    for page in stale:
        if page in made:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(made[page], "utf-8")
        else:
            page.unlink()
        print(page.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
