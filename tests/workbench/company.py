"""Who sits at the workbench in these attacks? Every part that a dossier has, before one ledger of which most see a half.

Records are made from the declarations of their kinds, so that a new kind or field is attacked as soon as it is declared.
The open half holds one of each kind; the hidden half names the open one and carries a canary in every text.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import kinds

SLUG, OTHER = "harbour-talks", "another-place"
ROLES = ("lead", "team", "analyst", "reviewer", "mandator", "auditor", "custodian", "nobody", "anonymous")
READERS = ("team", "analyst", "reviewer", "mandator")
HIDDEN_LABELS = {
    "compartment": {"level": "AMBER", "compartments": ["closed-part"]},
    "red": {"level": "RED"},
    "agency": {"level": "AMBER", "releasable_to": ["Somebody-Else"]},
}
DAYS = {"until": "2026-12-31", "expires_on": "2026-12-31", "due_on": "2026-07-30", "review_on": "2026-08-01",
        "deadline": "2026-09-01", "keep_until": "2027-01-01", "planned_on": "2026-07-01"}  # fmt: skip
DAY = "2026-03-01"
FIXED = {"currency": "USD"}


class Canaries:
    """Gives out strings that stand nowhere else, and remembers them. Letters and figures only: no escaping hides them."""

    def __init__(self, word="kanarie"):
        self.word, self.given = word, []

    def __call__(self, where=""):
        mark = hashlib.blake2b(f"{self.word}/{len(self.given)}".encode(), digest_size=5).hexdigest()
        self.given.append(f"{self.word}{mark}")
        return self.given[-1]


def record_of(kind, id, say, there, handling=None):
    """A record of a kind with everything filled in that may be; what the kind then refuses is left out again."""
    model = kinds()[kind]
    fields = {"id": id, **_filled(model, say, there)}
    if handling:
        fields["handling"] = handling
    for _attempt in range(20):
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            _leave_out(fields, error)
    raise AssertionError(kind, fields)


def _filled(model, say, there):
    told = {}
    for spec in model.fields():
        if spec.name in ("id", "handling"):
            continue
        value = _value(spec, say, there)
        if value is not None:
            again = [_value(spec, say, there)] if spec.part else []
            told[spec.name] = [value, *again] if spec.many else value
    return told


def _value(spec, say, there):
    if spec.shape is Shape.PARTS:
        return _filled(spec.part, say, there)
    if spec.shape is Shape.REFERENCE:
        fitting = [there[kind] for kind in (spec.refers or tuple(there)) if kind in there]
        other = spec.name in ("over", "given_to", "person")
        return there.get("actor-too") if other else next(iter(fitting), None)
    if spec.shape is Shape.CODE:
        return next(iter(spec.codes)).value
    return {
        Shape.TEXT: lambda: say(spec.name), Shape.WORD: lambda: FIXED.get(spec.name) or say(spec.name), Shape.DAY: lambda: DAYS.get(spec.name, DAY),
        Shape.JUDGED: lambda: next(iter(spec.scale.words)),
        Shape.NUMBER: lambda: 40, Shape.WHOLE: lambda: 1, Shape.FLAG: lambda: None,
    }.get(spec.shape, lambda: None)()  # fmt: skip


def _leave_out(fields, error):
    """Take out what a kind refused; where it refused the whole, whatever is no text and no reference."""
    for one in error.errors():
        path, held = list(one["loc"]), fields
        if not path:
            for name in (
                "veto",
                "accept_low",
                "accept_high",
                "low",
                "high",
                "value",
                "bound",
                "override",
                "rate_on",
                "usd",
            ):
                fields.pop(name, None)
            continue
        for step in path[:-1]:
            held = held[step] if isinstance(held, (list, dict)) and _has(held, step) else None
        if isinstance(held, dict):
            held.pop(path[-1], None)
        elif isinstance(held, list):
            held.clear()
        else:
            fields.pop(path[0], None)


def _has(held, step):
    return step in held if isinstance(held, dict) else isinstance(step, int) and step < len(held)


def plain(name):
    """What stands in the open half."""
    return f"open {name} words"


def open_records(say=plain, prefix="open"):
    """One record of each kind, and a second actor; each names only what stands before it."""
    there, made = {}, []
    for kind in ("actor", "actor-too", *sorted((k for k in kinds() if k != "actor"), key=_place)):
        one = record_of(kind.removesuffix("-too"), f"{prefix}-{kind}", say, there, {"level": "AMBER"})
        made.append(one)
        there[kind] = one.id
    return made, there


def _place(kind):
    """Kinds that are named by others come first."""
    first = ("source", "issue", "need", "mandate", "ask", "statement", "commitment", "option")
    return (first.index(kind) if kind in first else len(first), kinds()[kind].kind_of.place)


@dataclass
class Company:
    """One ledger, and a keyring a person; ``canaries`` stand in what only the lead may have."""

    keeper: MemoryKeeper = field(default_factory=MemoryKeeper)
    rings: dict = field(default_factory=dict)
    canaries: Canaries = field(default_factory=Canaries)
    names_behind: Canaries = field(default_factory=lambda: Canaries("verborg"))
    there: dict = field(default_factory=dict)
    hidden: dict = field(default_factory=dict)

    def __post_init__(self):
        self.rings = {role: MemoryKeyring(role.capitalize(), seed=role.encode().ljust(32, b".")) for role in ROLES}
        header = Header(slug=SLUG, title="Harbour talks", handling={"level": "AMBER"})
        self.lead = Desk.found(self.keeper, self.rings["lead"], header, compartments=("closed-part",))
        for role in Role:
            if role is not Role.LEAD:
                member = self.rings[role.value].me
                self.lead.do(acts.grant(self.lead, member, role=role, clearance=Label.AMBER_STRICT, agency="Partner"))
        made, self.there = open_records()
        self.lead.do(acts.record(self.lead, *made))
        other = Desk.found(self.keeper, MemoryKeyring("Somebody else"), Header(slug=OTHER, title=self.canaries()))
        other.do(acts.record(other, *open_records(lambda _name: self.canaries(), "other")[0][:2]))
        self.other = other
        # What an analyst may not see, and what shows only on a noted click.
        name = record_of("identity", "behind-it", lambda _n: "open words", self.there, {"level": "AMBER"})
        name = name.model_copy(update={"name": type(name.name)(self.names_behind())})
        self.lead.do(acts.record(self.lead, name))

    def hide(self):
        """Put the hidden half beside the open one: under each label, withdrawn, destroyed, changed and in a clash."""
        for why, label in HIDDEN_LABELS.items():
            ids = {}
            for kind in kinds():
                word = self.canaries() + why
                one = record_of(kind, word, lambda _name: self.canaries(), self.there, label)
                self.lead.do(acts.record(self.lead, one))
                ids[kind] = one.id
            self.hidden[why] = ids
        for why, act in {"withdrawn": acts.withdraw, "destroyed": acts.purge}.items():
            one = record_of(
                "actor", self.canaries() + why, lambda _n: self.canaries(), self.there, HIDDEN_LABELS["red"]
            )
            self.lead.do(acts.record(self.lead, one))
            self.lead.do(act(self.lead, one.id))
            self.hidden[why] = {"actor": one.id}
        self._hidden_clash()
        return self

    def _hidden_clash(self):
        id = self.hidden["red"]["actor"]
        again = Desk(self.keeper, self.rings["lead"], self.lead.place)
        one = acts.revise(self.lead, id, {"note": self.canaries()}, why=self.canaries())
        two = acts.revise(again, id, {"note": self.canaries()}, why=self.canaries())
        self.lead.do(one)
        again.do(two)

    def copy(self):
        """The same entries in a keeper of their own."""
        keeper = MemoryKeeper()
        for place in self.keeper.dossiers():
            entries = [entry for _number, entry in self.keeper.entries(place.dossier)]
            keeper.append(entries, keys=self.keeper.keys(place.dossier), heads=self.keeper.heads(place.dossier))
        return keeper

    def vault(self, role, drafts, keeper=None):
        """What is open in the process of somebody with a part."""
        from aidememoire.workbench.vaults import Vault

        return Vault(keeper or self.keeper, self.rings[role], drafts)


def today():
    """The day on which these dossiers are looked at."""
    return date.today()
