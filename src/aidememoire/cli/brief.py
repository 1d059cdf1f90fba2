"""What should the head of mission take into the room? A brief as PDF, DOCX, HTML or Markdown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from aidememoire.cli._options import (
    Day,
    as_of_option,
    day_asked,
    dossier_argument,
    holding,
    known_at_option,
    language_option,
    leaving,
    reader_named,
)
from aidememoire.cli._telling import tell


@click.command("brief")
@dossier_argument
@click.option("--kind", default="meeting", show_default=True, help="Which brief: meeting, situation or handover.")
@click.option("--to", "file", type=click.Path(path_type=Path), required=True, help="FILE.pdf, .docx, .html or .md")
@click.option("--with", "counterpart", metavar="ACTOR", help="Whom you meet (default: the next planned meeting).")
@leaving("The reader's label: nothing above it is in the brief.")
@click.option("--made-on", type=Day(), hidden=True, help="The date of making, for the same bytes again.")
@as_of_option
@known_at_option
@language_option
def command(
    dossier: Path,
    kind: str,
    file: Path,
    counterpart: str | None,
    ceiling: str | None,
    compartments: tuple[str, ...],
    recipient: str | None,
    made_on: date | None,
    as_of: Any,
    known_at: Any,
    lang: str,
) -> None:
    """Write a brief for a meeting, of the situation or for a handover: promises not kept first, ours before theirs.

    What is above the ceiling is cut before anything is computed. You are told what was left out; the reader is not.
    """
    from aidememoire.briefs.writing import kinds_of_brief, write
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking, text_of

    with speaking(lang), holding(dossier, known_at) as held:
        opened = held.dossier
        limit = reader_named(opened, ceiling, compartments, recipient, usual=opened.own_ceiling)
        if kind not in kinds_of_brief():
            raise InputError(_("There is no brief {kind}. There are: {kinds}.", kind=kind, kinds=kinds_of_brief()))
        with held.leaving(limit.level, limit):
            written = write(
                opened,
                kind,
                file,
                as_of=day_asked(opened, as_of),
                language=lang,
                ceiling=limit,
                counterpart=counterpart,
                made_on=made_on or date.today(),
            )
        click.echo(text_of(_("{path} is written.", path=written.path)))
        tell(written.left_out, written.turned_over)
