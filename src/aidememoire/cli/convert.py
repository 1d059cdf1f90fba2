"""How does a dossier go from YAML to a workbook and back without loss, and to and from Kumu, Gephi or a calendar?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidememoire.cli._holding import Held
from aidememoire.cli._options import (
    Day,
    as_of_option,
    day_asked,
    holding,
    known_at_option,
    language_option,
    leaving,
    reader_named,
    sealed,
    without_memory,
)
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _, plural, speaking, text_of

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier

FOREIGN = (".csv", ".tsv", ".json", ".txt")


@click.command("convert")
@click.argument("source", type=click.Path(path_type=Path), metavar="IN")
@click.argument("file", type=click.Path(path_type=Path), metavar="OUT")
@click.option("--format", "name", metavar="NAME", help="What OUT is, where its ending can mean several: kumu, gephi.")
@leaving("The reader's label: nothing above it is written.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), metavar="FILE", help="What the columns of IN mean.")
@click.option("--into", type=click.Path(path_type=Path), metavar="DOSSIER", help="The dossier that IN is added to.")
@click.option("--overwrite", is_flag=True, help="With --into: IN wins where a field says something else.")
@click.option("--preview", is_flag=True, help="Only say what would come of it, and write nothing.")
@click.option("--picture", metavar="NAME", help="For .svg and .png: network, timeline, ladder or grid.")
@click.option("--issue", metavar="ID", help="The issue of a ladder or grid.")
@click.option("--full", is_flag=True, help="For .ics: what meetings and promises are called, not only a number.")
@click.option("--force", is_flag=True, help="Replace OUT where it is already there.")
@click.option("--made-on", type=Day(), hidden=True, help="The date of making, for the same bytes again.")
@as_of_option
@known_at_option
@language_option
def command(
    source: Path,
    file: Path,
    name: str | None,
    ceiling: str | None,
    compartments: tuple[str, ...],
    recipient: str | None,
    mapping: Path | None,
    into: Path | None,
    overwrite: bool,
    preview: bool,
    force: bool,
    made_on: date | None,
    as_of: Any,
    known_at: Any,
    lang: str,
    **chosen: Any,
) -> None:
    """Write a dossier in another format. The ending of OUT says which.

    .yaml, .jsonl and .xlsx hold the same. Kumu (.json; .xlsx with --format kumu), Gephi (.csv with --format gephi),
    .gexf, .graphml, .geojson, .ics, .svg and .png hold a part of it, cut to a ceiling: by default the lowest that
    leaves anything. IN may also be a Kumu or Gephi map, a table, or a list of names (.txt). What comes out of the vault
    (@slug) is always cut, by default to the label of the dossier, searched for leaks, and written in the audit.
    """
    from aidememoire.briefs.export import export, form_for, lowest, planned
    from aidememoire.cli._telling import tell_export

    with speaking(lang):
        form = form_for(file, name)
        with _read(source, mapping, into, known_at, overwrite=overwrite, preview=preview) as held:
            dossier = held.dossier
            cut = ceiling is not None or compartments or recipient or held.sealed
            if form.own and not cut and form.ending != ".csv":
                if not preview:
                    _save(dossier, file, force=force)
                return
            limit = reader_named(dossier, ceiling, compartments, recipient, usual=lowest(dossier, form))
            day = day_asked(dossier, as_of)
            if preview:
                tell_export(planned(dossier, form, as_of=day, ceiling=limit))
                return
            with held.leaving(limit.level, limit):
                exported = export(
                    dossier,
                    form,
                    as_of=day,
                    language=lang,
                    made_on=made_on or date.today(),
                    ceiling=limit,
                    **{key: value for key, value in chosen.items() if value},
                )
                _put(file, exported.files, exported.records, force=force)
            tell_export(exported)


@contextmanager
def _read(
    source: Path, mapping: Path | None, into: Path | None, known_at: date | None, *, overwrite: bool, preview: bool
) -> Iterator[Held]:
    """Give a dossier of ours, or a foreign file, and say what came of the rows of the latter."""
    if into is None and (sealed(source) or source.suffix.lower() not in (*FOREIGN, ".xlsx")):
        with holding(source, known_at) as held:
            yield held
    elif sealed(source):
        raise InputError(_("{path} is no foreign file: --into takes in what comes from elsewhere.", path=source))
    elif into is None:
        without_memory(source, known_at)
        yield Held(_foreign(source, mapping, None, overwrite=overwrite, preview=preview))
    else:
        with holding(into, known_at) as held:
            held.dossier = _foreign(source, mapping, held.dossier, overwrite=overwrite, preview=preview)
            yield held


def _foreign(source: Path, mapping: Path | None, into: Dossier | None, *, overwrite: bool, preview: bool) -> Dossier:
    from aidememoire.cli._telling import tell_preview
    from aidememoire.feeds.layouts import ours
    from aidememoire.feeds.mapping import load, save
    from aidememoire.feeds.opening import beside
    from aidememoire.feeds.taking import take
    from aidememoire.vocabulary.files.native import refuse

    known = load(mapping) if mapping and mapping.exists() else None
    taken = take(beside(source), into=into, mapping=known, overwrite=overwrite)
    if taken.detected.layout == ours.NAME and into is None:
        refuse(taken.faults, source)
        return taken.drafts
    if not taken.rows and taken.faults:
        first = taken.faults[0]
        raise InputError(_("{path}, {place}: {problem}", path=source, place=first.place, problem=first.problem))
    if mapping and known is None:
        save(taken.mapping, mapping)
        click.echo(text_of(_("{path} holds what each column was taken to mean.", path=mapping)), err=True)
    tell_preview(taken, err=not preview)
    return taken.whole


def _save(dossier: Dossier, file: Path, *, force: bool) -> None:
    from aidememoire.cli._printing import plain_text_warning
    from aidememoire.vocabulary.files import save

    _look(file, force=force)
    save(dossier, file)
    click.echo(str(plural("{path}: {n} record written.", "{path}: {n} records written.", len(dossier), path=str(file))))
    click.echo(plain_text_warning(), err=True)


def _put(file: Path, files: tuple[tuple[str, bytes], ...], records: int, *, force: bool) -> None:
    from aidememoire.cli._printing import plain_text_warning
    from aidememoire.vocabulary.files.native import replaced

    places = [(file.with_name(f"{file.stem}{ending}"), content) for ending, content in files]
    if len(places) == 1:
        places = [(file if files[0][0].count(".") == 1 else place, content) for place, content in places]
    for place, _content in places:
        _look(place, force=force)
    for place, content in places:
        replaced(place, lambda put, content=content: put(content))  # type: ignore[misc]  # a default keeps the value
        if len(places) > 1:
            click.echo(text_of(_("{path} is written.", path=place)))
    if len(places) == 1:
        click.echo(
            text_of(plural("{path}: {n} record written.", "{path}: {n} records written.", records, path=str(file)))
        )
    click.echo(plain_text_warning(), err=True)


def _look(file: Path, *, force: bool) -> None:
    if file.exists() and not force:
        raise InputError(_("{path} is already there; --force replaces it.", path=file))
