"""Who may do and see what in a dossier? Default: nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pydantic import ValidationError

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import _


class Role(Codes):
    """The part that a person has in a dossier."""

    LEAD = "lead", _("Lead")
    TEAM = "team", _("Team")
    ANALYST = "analyst", _("Analyst, without identities")
    REVIEWER = "reviewer", _("Reviewer")
    AUDITOR = "auditor", _("Auditor, without content")
    CUSTODIAN = "custodian", _("Custodian, without content")
    MANDATOR = "mandator", _("Mandator")


class Denied(InputError):  # noqa: N818 - what happened, read aloud
    """A person may not do this. Where existence must not show, it reads as if there were no such record."""


class Beyond(Denied):
    """A label lies beyond what its writer holds. That says nothing of what there is, so it can be told where it is."""


WRITES = ("record", "revise", "withdraw", "undo", "resolve", "settle", "acknowledge", "relabel", "take in", "export")
_LEADS = ("decide", "grant", "revoke", "purge", "hand over", "audit", "keep")
_MAY: dict[Role, frozenset[str]] = {
    Role.LEAD: frozenset({"read", "reveal", *WRITES, *_LEADS}),
    Role.TEAM: frozenset({"read", "reveal", *WRITES}),
    Role.ANALYST: frozenset({"read"}),
    Role.REVIEWER: frozenset({"read", "comment"}),
    Role.AUDITOR: frozenset({"audit"}),
    Role.CUSTODIAN: frozenset({"keep"}),
    Role.MANDATOR: frozenset({"read", "approve", "decide", "except"}),
}
_WRITES_TOO = {"mandate": ("approve",), "dilemma": ("decide",)}
"""Acts that write a kind of record without the right to change all others: the mandator's."""

_UNSEEN_KINDS: dict[Role, frozenset[str]] = {Role.ANALYST: frozenset({"identity", "provenance"})}


@dataclass(frozen=True, slots=True)
class Reader:
    """One person's part in one dossier: role, clearance, compartments, and the agency where it is another one."""

    id: str
    role: Role | None
    clearance: Label
    compartments: frozenset[str] = frozenset()
    agency: str | None = None

    @classmethod
    def nobody(cls, id: str) -> Self:
        """Return somebody without any part: may do nothing and sees nothing."""
        return cls(id, None, Label.CLEAR)

    def may(self, act: str) -> bool:
        """Say whether the role allows an act; what no role names is allowed to nobody."""
        return self.role is not None and act in _MAY[self.role]

    def may_see(self, kind: str) -> bool:
        """Say whether the role may see records of a kind at all, whatever their label."""
        return self.may("read") and (self.role is None or kind not in _UNSEEN_KINDS.get(self.role, ()))

    def must(self, act: str) -> None:
        """Refuse an act that the role does not allow."""
        if not self.may(act):
            raise Denied(
                _(
                    "Your part in this dossier ({role}) does not allow that. Whoever leads it can give you another.",
                    role=self.role,
                )
            )


def also_written_by(kind: str) -> tuple[str, ...]:
    """Return the acts that allow somebody to write records of a kind who may not write all others."""
    return _WRITES_TOO.get(kind, ())


def label_of(written: object) -> Handling | None:
    """Return the label that stands written in a record; None where none does, or what stands there is none."""
    try:
        return None if written is None else Handling.model_validate(written)
    except ValidationError:
        return None


def ceiling(reader: Reader) -> Handling:
    """Return the label up to which a reader may have records."""
    return Handling(
        level=reader.clearance,
        compartments=tuple(sorted(reader.compartments)),
        releasable_to=(reader.agency,) if reader.agency else (),
    )


def no_such(id: str) -> Denied:
    """Return the one refusal for a record that is missing, withheld or purged: nobody can tell which."""
    return Denied(_("There is no record {id} in this dossier. Look it up with: show.", id=id))


def closes_as_much(new: Handling, old: Handling) -> bool:
    """Say whether a label lets nobody in whom another kept out."""
    fewer = not old.releasable_to or (bool(new.releasable_to) and set(new.releasable_to) <= set(old.releasable_to))
    tagged = new.chatham_house or not old.chatham_house
    return old.level <= new.level and set(old.compartments) <= set(new.compartments) and fewer and tagged
