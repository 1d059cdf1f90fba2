"""What does it do? The main job on an invented crisis, and the promises of a real one, in a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidememoire.cli._options import language_option

if TYPE_CHECKING:
    from rich.console import Console

    from aidememoire.briefs.writing import Written
    from aidememoire.vocabulary.dossier import Dossier

SELANE_DAY = date(2026, 6, 15)
SUDAN_DAY = date(2025, 11, 14)
EXAMPLES = Path(__file__).parents[3] / "examples"
LINES = 6


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="End when all is shown, and open no page.")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path("aidememoire-demo"), show_default=True)
@language_option
def command(no_serve: bool, folder: Path, lang: str) -> None:
    """Show the main job on the training dossier, and write its brief in two languages.

    Then the workbench opens in a browser with the same dossiers, until Ctrl+C. Nothing is sent anywhere and nothing is
    left behind but the folder with the briefs. Training data: do not enter real names.
    """
    from aidememoire.cli._printing import console
    from aidememoire.training import path
    from aidememoire.vocabulary.files import load
    from aidememoire.vocabulary.messages import _, speaking

    began = time.perf_counter()
    out = console()
    folder.mkdir(parents=True, exist_ok=True)
    with speaking(lang):
        out.rule(str(_("Training data: do not enter real names")), style="yellow")
        selane = load(path())
        _show(out, selane, SELANE_DAY, lang, _selane())
        _briefs(out, selane, SELANE_DAY, folder, ["en", "ar"], ceiling="RED")
        _sudan(out, folder, lang)
        out.print()
        out.rule(style="dim")
        out.print(
            str(_("Done in {n} seconds. Next: aidememoire new FILE.xlsx", n=round(time.perf_counter() - began, 1)))
        )
    if not no_serve:
        from aidememoire.cli.serve import started

        sys.exit(started(["--training", "--lang", lang]))


def _selane() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the questions put to the training dossier, as they would be typed."""
    yield "watch", {"within": 60}
    yield "commitments", {}
    yield "access", {}
    yield "limits", {"issue": "levy", "proposal": "council-levy-paper"}
    yield "limits", {"issue": "women-staff"}
    yield "asks", {}
    yield "common-ground", {"issue": "unloading"}


def _show(
    out: Console, dossier: Dossier, day: date, lang: str, questions: Iterator[tuple[str, dict[str, Any]]]
) -> None:
    from aidememoire.cli._printing import print_finding
    from aidememoire.methods._catalogue import all_methods

    for name, chosen in questions:
        options = " ".join(f"--{key} {value}" for key, value in chosen.items())
        out.print()
        out.rule(f"aidememoire {name} {dossier.header.slug} {options}".strip(), style="blue", align="left")
        found = all_methods()[name.replace("-", "_")](dossier, as_of=day, **chosen)
        print_finding(found, dossier, as_json=False, language=lang, most=LINES)


def _briefs(out: Console, dossier: Dossier, day: date, folder: Path, languages: list[str], **chosen: Any) -> None:
    from aidememoire.briefs.writing import write
    from aidememoire.vocabulary.errors import MissingPartError
    from aidememoire.vocabulary.handling import Handling
    from aidememoire.vocabulary.messages import _, text_of

    out.print()
    for language in languages:
        file = folder / f"{dossier.header.slug}-{language}.pdf"
        ceiling = Handling.model_validate(chosen.get("ceiling") or dossier.own_ceiling)
        bound = partial(write, dossier, "meeting", as_of=day, language=language, ceiling=ceiling, made_on=date.today())
        try:
            written: Written = bound(file)
        except MissingPartError as missing:
            out.print(text_of(missing.message), style="yellow", markup=False)
            written = bound(file.with_suffix(".html"))
        out.print(text_of(_("The brief is in {path}", path=written.path)), style="bold", markup=False)


def _sudan(out: Console, folder: Path, lang: str) -> None:
    """Show a closed case from public sources, where the project's folder with the cases is at hand."""
    from aidememoire.vocabulary.files import load
    from aidememoire.vocabulary.messages import _

    file = EXAMPLES / "sudan-adre.yaml"
    if not file.exists():
        out.print()
        out.print(
            str(_("The closed cases are not in this package; they stand under examples/ in the project's folder."))
        )
        return
    sudan = load(file)
    _show(out, sudan, SUDAN_DAY, lang, iter([("watch", {}), ("commitments", {})]))
    _briefs(out, sudan, SUDAN_DAY, folder, ["en"])
