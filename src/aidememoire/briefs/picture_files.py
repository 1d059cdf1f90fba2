"""How is the picture of an answer kept? As SVG or PNG, marked; or with its table, on the pages of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from aidememoire.briefs import guard
from aidememoire.briefs.document import Block, Document, Figure, Paragraph, Section
from aidememoire.briefs.drawings import drawn
from aidememoire.briefs.formats import ENDINGS, writer_for
from aidememoire.briefs.formats.look import MARKING
from aidememoire.briefs.formats.pieces import days, marking, plain
from aidememoire.briefs.formats.typesetting import set_page
from aidememoire.methods._catalogue import all_methods
from aidememoire.pictures.picture import Picture, marked
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.native import replaced
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import _, not_yet_read, speaking, text_of

ALONE = (".svg", ".png")
WITHOUT_TWIN = (".pdf", ".docx")
"""Formats of documents whose pictures do not bring their table along."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which files were written, and how their pictures are marked."""

    paths: tuple[Path, ...]
    label: Label


def keep(dossier: Dossier, found: Finding, path: Path, *, language: str, made_on: date, **chosen: object) -> Kept:
    """Draw a finding that was made with the arguments ``chosen`` and write its pictures as the file's ending asks.

    SVG and PNG hold one picture each: where there are several, the name of each stands before the ending. The other
    formats hold all of them, each with the table that tells the same.
    """
    ending = path.suffix.lower()
    _checked(path, ending)
    with speaking(language):
        there = drawn(dossier, found, language=language, **chosen)
        if not there:
            raise InputError(_("There is nothing to draw yet. {headline}", headline=found.headline))
        page = _page(dossier, found, there, language, made_on, twins=ending in WITHOUT_TWIN)
        if ending in ALONE:
            files = {_beside(path, name, len(there)): _alone(one, page, found) for name, one in there.items()}
            vectors = {place: _vector(one) for place, one in files.items()}
            _look_through([*vectors.values()], dossier, page)
            # What stands in a picture of dots cannot be read back: it is looked for in the one that it is drawn from.
            content = {place: dots(one, made_on) for place, one in files.items()} if ending == ".png" else vectors
        else:
            content = {path: writer_for(path)(page)}
            _look_through([*content.values()], dossier, page)
    for place, whole in content.items():
        replaced(place, lambda put, whole=whole: put(whole))  # type: ignore[misc]
    return Kept(tuple(content), page.label)


def _look_through(contents: Sequence[bytes], dossier: Dossier, page: Document) -> None:
    left = dossier.cut(Handling(level=page.label))
    guard.all_released(contents, whole=dossier, left=left, language=page.language)


def _checked(path: Path, ending: str) -> None:
    if ending not in (*ALONE, *ENDINGS):
        endings = (*ALONE, ".pdf", ".docx", ".html", ".md")
        raise InputError(
            _(
                "{path} does not end in a format that pictures are kept in. End it in one of: {endings}.",
                path=str(path),
                endings=endings,
            )
        )


def _beside(path: Path, name: str, count: int) -> Path:
    return path if count == 1 else path.with_name(f"{path.stem}-{name}{path.suffix}")


def _alone(picture: Picture, page: Document, found: Finding) -> Picture:
    """Return a picture with all that must go with it; no day of writing: one answer, one file."""
    said = [f"{plain(page.subtitle, page.language)} · {plain(days(page, written=False), page.language)}"]
    said += [text_of(one) for one in (found.caution, not_yet_read(page.language)) if one]
    return marked(
        picture,
        marking=marking(page),
        colour=MARKING[page.label.value],
        foot=said,
        language=page.language,
    )


def _vector(picture: Picture) -> bytes:
    return picture.svg.encode()


def dots(picture: Picture, day: date) -> bytes:
    """Return a picture as PNG, drawn with our typefaces alone."""
    return set_page("picture.typ", {"svg": picture.svg, "width": str(picture.width)}, day=day, pdf=False)


def _page(
    dossier: Dossier, found: Finding, there: Mapping[str, Picture], language: str, made_on: date, *, twins: bool
) -> Document:
    """Return the pictures as a document: marked as the finding is, its headline first and its caution with it."""
    assert found.as_of is not None
    figures = [Figure(picture) for picture in there.values()]
    says: list[Block] = [Paragraph(found.headline, "lead")]
    if found.caution:
        says.append(Paragraph(found.caution, "quiet"))
    sections = [Section("pictures", _("The answer in pictures"), (*says, *figures))]
    if twins:
        tables = tuple(replace(figure.twin, caption=figure.picture.title) for figure in figures)
        sections.append(Section("tables", _("The same in tables"), tables))
    unread = not_yet_read(language)
    return Document(
        title=all_methods()[found.method].about.question,
        subtitle=dossier.header.title or dossier.header.slug,
        language=language,
        label=found.label or dossier.own_ceiling.level,
        as_of=found.as_of,
        made_on=made_on,
        closed_on=found.closed_on,
        notices=(unread,) if unread else (),
        sections=tuple(sections),
    )
