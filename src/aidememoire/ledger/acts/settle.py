"""How did a commitment end? By an observation that says so; the commitment itself stays as it was given."""

from __future__ import annotations

from datetime import date
from typing import Any

from aidememoire.ledger.acts._finding import the
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import new_record_id
from aidememoire.ledger.writing import Change, Made, made, valid
from aidememoire.vocabulary.codes import Outcome
from aidememoire.vocabulary.declaring import as_identifier
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation


def settle(
    desk: Desk, commitment: str, *, outcome: Outcome | str, observed_on: date, why: str | None = None, **seen: Any
) -> Made:
    """Return the entry of the observation that settles a commitment.

    ``seen`` are further fields of an observation: who reported it, in which words, how well graded, under which label.
    Several observations may disagree; the commitment then is disputed, and nothing is overwritten.
    """
    desk.reader.must("settle")
    the(desk, commitment, Commitment.kind_of.name)
    told = {"id": _free_id(desk, commitment), "outcome": outcome, "observed_on": observed_on, **seen}
    draft = valid(Observation, {**told, "bears_on": commitment})
    return made(desk, [Change(new_record_id(), Observation.kind_of.name, draft.written())], why=why)


def _free_id(desk: Desk, commitment: str) -> str:
    number = len(desk.dossier.observations(commitment)) + 1
    while (id := as_identifier(f"{commitment[:70]}-seen-{number}")) in desk.dossier:
        number += 1
    return id
