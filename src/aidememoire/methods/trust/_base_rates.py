"""How often is a promise of this class kept at all? Published rates, each for the very class that it was found for."""

from __future__ import annotations

from dataclasses import dataclass

from aidememoire.methods.trust._record import STRENGTH
from aidememoire.vocabulary.codes import ActorKind, CommitmentClass
from aidememoire.vocabulary.messages import Message, _

FLAT = 0.5
ENOUGH = 10
FIRM = 50.0
"""How many promises a published rate stands for. On peace agreements no record beat the base rate at any strength;
fifty is the largest that was tried, and did least harm."""

WARRING = frozenset({ActorKind.STATE_ORGAN, ActorKind.DE_FACTO, ActorKind.NSAG})


@dataclass(frozen=True, slots=True)
class Published:
    """One published rate: of what promises, the share kept, its range over definitions, on how many cases, by whom.

    ``about`` is the class of promise to which it applies, and only between warring parties; None fits none of ours,
    and is shown to compare with. ``measured`` says that the rate was counted from the data set for this project.
    """

    promise: Message
    kept: float
    low: float
    high: float
    source: str
    cases: int | None = None
    about: CommitmentClass | None = None
    measured: bool = False


UCDP = "UCDP Peace Agreement Dataset 22.1, agreements 1975-2010 (Pettersson, Högbladh & Öberg 2019)"
PUBLISHED = (
    Published(
        _("Peace agreements between warring parties that had not ended"),
        0.621,
        0.492,
        0.766,
        UCDP,
        298,
        CommitmentClass.AGREEMENT,
        measured=True,
    ),
    Published(_("Full peace agreements that had not ended"), 0.766, 0.766, 0.766, UCDP, 64, measured=True),
    Published(_("Partial peace agreements that had not ended"), 0.614, 0.614, 0.614, UCDP, 171, measured=True),
    Published(_("Agreements on a peace process that had not ended"), 0.492, 0.492, 0.492, UCDP, 63, measured=True),
    Published(
        _("Alliances honoured when war came"),
        0.745,
        0.5,
        0.745,
        "Leeds, Long & Mitchell 2000; 50 % for 1816-2003 in Berkemeier & Fuhrmann 2018",
    ),
    Published(_("Alliances honoured when war came, after 1945"), 0.22, 0.22, 0.22, "Berkemeier & Fuhrmann 2018"),
    Published(_("Defence pacts honoured when war came"), 0.41, 0.41, 0.41, "Berkemeier & Fuhrmann 2018"),
    Published(_("Pacts of neutrality honoured when war came"), 0.78, 0.78, 0.78, "Berkemeier & Fuhrmann 2018"),
)


@dataclass(frozen=True, slots=True)
class Prior:
    """Where a record starts: the share kept, for how many promises it stands, and where it comes from."""

    mean: float
    strength: float
    says: Message
    known: bool


def prior(
    about: CommitmentClass | None, between: tuple[ActorKind | None, ActorKind | None], settled: list[float]
) -> Prior:
    """Return where a record on a class of promise starts.

    Parameters
    ----------
    about : the class of promise
    between : what kind of actor gives it, and what kind takes it
    settled : 0 to 1 for every settled promise of this class in the dossier

    Notes
    -----
    A published rate applies to its own class alone. Otherwise the start is flat until ten promises of the class are
    settled here, and their own share from then on; at the tenth the start moves, and with it every record of the class.
    """
    for rate in PUBLISHED:
        if about is not None and rate.about is about and all(side in WARRING for side in between):
            return Prior(rate.kept, FIRM, _published(rate), known=True)
    if about is not None and len(settled) >= ENOUGH:
        share = (sum(settled) + 1) / (len(settled) + 2)
        return Prior(share, STRENGTH, _("this dossier's own, on {n} settled promises", n=len(settled)), known=True)
    return Prior(FLAT, STRENGTH, _("no base rate known"), known=False)


def _published(rate: Published) -> Message:
    return _(
        "{share} % kept, {low} to {high} % by definition ({promise}, {source})",
        share=round(100 * rate.kept),
        low=round(100 * rate.low),
        high=round(100 * rate.high),
        promise=rate.promise,
        source=rate.source,
    )
