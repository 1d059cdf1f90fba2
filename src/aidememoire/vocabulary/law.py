"""Which norms are there to cite, and do they apply in this kind of crisis?

International humanitarian law binds in armed conflict; in a disaster without one it is not applicable law, and citing
it there costs credibility. The list names instruments; it is not legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass

from aidememoire.vocabulary.codes import Setting, spelling
from aidememoire.vocabulary.messages import Message, _

CONFLICT = frozenset({Setting.CONFLICT, Setting.INTERVENTION})
ANYWHERE = frozenset(Setting)


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm that people cite: its code here, what it is about, and in which settings it applies."""

    code: str
    about: Message
    settings: frozenset[Setting]


NORMS = tuple(
    Norm(code, about, settings)
    for code, about, settings in (
        ("GC-3", _("Common Article 3: humane treatment; an impartial body may offer its services"), CONFLICT),
        ("GC-IV-23", _("Fourth Geneva Convention 23: passage of consignments"), CONFLICT),
        ("GC-IV-55", _("Fourth Geneva Convention 55: food and medical supplies under occupation"), CONFLICT),
        ("GC-IV-59", _("Fourth Geneva Convention 59: relief schemes under occupation"), CONFLICT),
        ("AP-I-54", _("Additional Protocol I 54: objects indispensable to survival"), CONFLICT),
        ("AP-I-70", _("Additional Protocol I 70: rapid and unimpeded passage of relief"), CONFLICT),
        ("AP-I-71", _("Additional Protocol I 71: relief personnel"), CONFLICT),
        ("AP-II-14", _("Additional Protocol II 14: starvation of civilians forbidden"), CONFLICT),
        ("AP-II-18", _("Additional Protocol II 18: relief societies and relief actions"), CONFLICT),
        ("CIHL-31", _("Customary rule 31: humanitarian relief personnel"), CONFLICT),
        ("CIHL-32", _("Customary rule 32: humanitarian relief objects"), CONFLICT),
        ("CIHL-53", _("Customary rule 53: starvation as a method of warfare"), CONFLICT),
        ("CIHL-55", _("Customary rule 55: access for humanitarian relief"), CONFLICT),
        ("CIHL-56", _("Customary rule 56: freedom of movement of relief personnel"), CONFLICT),
        ("ROME-8-2-B-XXV", _("Rome Statute 8(2)(b)(xxv): starvation as a war crime"), CONFLICT),
        (
            "KAMPALA-7-5-G",
            _("Kampala Convention 7(5)(g): members of armed groups and assistance to the displaced"),
            CONFLICT,
        ),
        ("SCR-1325", _("Security Council 1325: women, peace and security"), ANYWHERE),
        ("SCR-1612", _("Security Council 1612: grave violations against children"), CONFLICT),
        ("SCR-1894", _("Security Council 1894: protection of civilians"), CONFLICT),
        ("SCR-2286", _("Security Council 2286: medical care in armed conflict"), CONFLICT),
        ("SCR-2417", _("Security Council 2417: conflict and hunger"), CONFLICT),
        ("SCR-2664", _("Security Council 2664: humanitarian carve-out from asset freezes"), ANYWHERE),
        ("SCR-2730", _("Security Council 2730: protection of humanitarian personnel"), CONFLICT),
        ("GA-46-182", _("General Assembly 46/182: guiding principles of humanitarian assistance"), ANYWHERE),
    )
)

_BY_CODE = {spelling(norm.code): norm for norm in NORMS}


def norm(code: str) -> Norm | None:
    """Return the norm of a code, however it is spelled; None where it is not in the list."""
    return _BY_CODE.get(spelling(code))


def applies(code: str, setting: Setting | None) -> bool:
    """Say whether a norm applies in a setting; what is not in the list, or a setting nobody named, is not judged."""
    known = norm(code)
    return known is None or setting is None or setting in known.settings
