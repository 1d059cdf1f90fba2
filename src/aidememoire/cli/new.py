"""How do I start? An empty workbook, with lists to choose from and help in every heading."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx")
@language_option
@click.option("--title", help="The title of the dossier.")
def command(file: Path, lang: str, title: str | None) -> None:
    """Write an empty workbook to fill in: one sheet for each kind of record."""
    from aidememoire.cli._printing import plain_text_warning
    from aidememoire.vocabulary.files.workbook_template import new
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        if file.exists():
            from aidememoire.vocabulary.errors import InputError

            raise InputError(_("{path} is already there; choose another name.", path=file))
        new(file, language=lang, title=title)
        click.echo(_("{path} is ready. Fill in what you know, then: aidememoire check {path}", path=file))
        click.echo(plain_text_warning(), err=True)
