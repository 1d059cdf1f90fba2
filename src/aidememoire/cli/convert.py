"""How does a dossier go from YAML to a workbook, to JSON lines, and back without loss?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, loaded


@click.command("convert")
@click.argument("source", type=click.Path(path_type=Path), metavar="IN")
@click.argument("file", type=click.Path(path_type=Path), metavar="OUT")
@click.option("--force", is_flag=True, help="Replace OUT where it is already there.")
@language_option
def command(source: Path, file: Path, force: bool, lang: str) -> None:
    """Write a dossier in another format: .yaml, .jsonl or .xlsx hold the same."""
    from aidememoire.cli._printing import plain_text_warning
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.files import save
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        dossier = loaded(source)
        if file.exists() and not force:
            raise InputError(_("{path} is already there; --force replaces it.", path=file))
        save(dossier, file)
        click.echo(
            str(plural("{path}: {n} record written.", "{path}: {n} records written.", len(dossier), path=str(file)))
        )
        click.echo(plain_text_warning(), err=True)
