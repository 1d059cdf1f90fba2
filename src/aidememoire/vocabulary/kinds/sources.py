"""Where does a claim come from, and who told us? The two stand apart."""

from __future__ import annotations

from typing import ClassVar

from aidememoire.vocabulary.codes import SourceKind
from aidememoire.vocabulary.declaring import ActorId, Day, IdentityId, Kind, RecordId, Word, says
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text


class Source(Record):
    """A publication or other origin of claims."""

    kind_of: ClassVar[Kind] = Kind("source", "sources", _("Source"), _("Sources"), 95, called=("title", "publisher"))

    title: Text | None = says(_("Title"))
    publisher: Text | None = says(_("Publisher"))
    kind: SourceKind | None = says(_("Kind"))
    published_on: Day | None = says(_("Published on"))
    address: Word | None = says(_("Address"), help=_("Where it can be read."))
    licence: Word | None = says(_("Licence"))
    digest: Word | None = says(_("Digest"), help=_("SHA-256 of the copy that we keep."))


class Provenance(Record):
    """Who told us, and how it reached us; apart from the claim, for few eyes."""

    kind_of: ClassVar[Kind] = Kind("provenance", "provenances", _("Provenance"), _("Provenances"), 96)

    bears_on: RecordId = says(_("Bears on"), help=_("The record that we owe to them."), required=True)
    actor: ActorId | None = says(_("Actor"), attributes=True)
    identity: IdentityId | None = says(_("Identity"), attributes=True)
    reached_us: Text | None = says(_("How it reached us"))
    keep_until: Day | None = says(_("Keep until"))
