"""What leaves in plain form: for whom, under which ceiling, and how is it handed over and remembered?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse, QueryDict

from aidememoire.vocabulary.handling import Handling, Label, compartments_in
from aidememoire.vocabulary.messages import Message
from aidememoire.vocabulary.record import Named
from aidememoire.workbench.desks import Desk

LONGEST_RECIPIENT = 80


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will hold what leaves: what was chosen, and what there is to choose from."""

    ceiling: Handling
    levels: tuple[Label, ...]
    compartments: tuple[str, ...]
    recipients: tuple[str, ...]

    @property
    def recipient(self) -> str:
        """Return whom it is for, where that was said."""
        return " ".join(self.ceiling.releasable_to)


def reader_asked(sent: QueryDict, desk: Desk, default: Handling) -> Reader:
    """Return the ceiling that was asked for, or the one given, with the choices that this dossier offers."""
    labels = [desk.dossier.label(record.id) for record in desk.dossier]
    compartments = compartments_in(desk.dossier)
    recipients = tuple(sorted({name for label in labels for name in label.releasable_to}))
    level = Label._missing_(sent.get("ceiling", "")) or default.level
    chosen = tuple(name for name in compartments if name in sent.getlist("compartment"))
    recipient = sent.get("recipient", "").strip()[:LONGEST_RECIPIENT]
    ceiling = Handling(level=level, compartments=chosen, releasable_to=(recipient,) if recipient else ())
    return Reader(ceiling, tuple(Label), compartments, recipients)


def named(desk: Desk, left_out: Iterable[tuple[str, Message]]) -> list[tuple[Named, Message, Message]]:
    """Return what is left out with its name and kind, for the eyes of the exporter alone."""
    return [(desk.dossier.called(id), desk.dossier[id].kind_of.label, why) for id, why in left_out]


def handed_over(desk: Desk, name: str, files: Iterable[tuple[str, bytes]], ceiling: Handling) -> HttpResponse:
    """Return what was written as one file to keep, several in a ZIP; the audit remembers that it left."""
    made = list(files)
    if len(made) > 1:
        name, content = f"{name}.zip", _packed((f"{name}{ending}", data) for ending, data in made)
    else:
        name, content = f"{name}{made[0][0]}", made[0][1]
    with desk.vault.lock:
        # A RED record that leaves was read, and counts as that.
        desk.ledger.asked(record.id for record in desk.dossier.cut(ceiling))
        desk.ledger.note("export", label=ceiling.level)
    return attachment(name, content)


def attachment(name: str, content: bytes) -> HttpResponse:
    """Return a file to keep, which no browser opens in its own window."""
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as bundle:
        for name, data in files:
            # Of one fixed day: when a file was made is nobody's business but ours.
            bundle.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return whole.getvalue()
