"""In which words is the two-way record told? Our own arrears first, then what each number rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from aidememoire.methods.trust._book import Book
from aidememoire.methods.trust._lenses import closeness, lenses, ties_with_us, unknown_control
from aidememoire.methods.trust._reports import Account, Promise
from aidememoire.methods.trust._skill import banner
from aidememoire.vocabulary.codes import UNSETTLED, Status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Gap, Reason, because, gap
from aidememoire.vocabulary.messages import Message, _, plural

ARREARS = (Status.OVERDUE, Status.BROKEN, Status.DISPUTED, Status.PARTLY)
MOST_NAMED = 5


def headline(dossier: Dossier, book: Book) -> Message:
    """Say what we owe, how theirs stand, and whether the record foretells anything."""
    if not book.given:
        return _("No promise is recorded, theirs or ours: there is nothing to go by.")
    ours = [one for one in book.given if dossier.ours(one.account.of)]
    theirs = Counter(one.status for one in book.given if book.stands(one) and not dossier.ours(one.account.of))
    late = sum(one.status in ARREARS for one in ours)
    owed = (
        plural(
            "{n} promise of ours is overdue, disputed or not kept in full.",
            "{n} promises of ours are overdue, disputed or not kept in full.",
            late,
        )
        if late
        else _("Nothing that we promised is overdue or broken.")
        if ours
        else _("No promise of ours is recorded.")
    )
    return _(
        "{owed} Theirs: {kept} kept, {partly} in part, {broken} broken, {open} open or in doubt. {worth}",
        owed=owed,
        kept=theirs[Status.KEPT],
        partly=theirs[Status.PARTLY],
        broken=theirs[Status.BROKEN],
        open=sum(theirs[each] for each in UNSETTLED - {Status.PARTLY}),
        worth=banner(book.skill) or _("Played back, this record does better than the base rate."),
    )


def reasons(dossier: Dossier, book: Book) -> Iterator[Reason]:
    """Yield our arrears, the skill of the record, what each number rests on, changes of hands, and the three lenses."""
    for one in book.given:
        if dossier.ours(one.account.of) and one.status in ARREARS:
            says = _("Ours, {status}: {name}", status=one.status, name=dossier.called(one.record.id))
            yield because(says, one.record.id, *(each.id for _, each in one.seen))
    if book.skill.count:
        yield because(_worth(book))
    for place in range(len(book.accounts)):
        yield _rests_on(dossier, book, place)
    ties = ties_with_us(dossier, book.answering)
    for of, own in book.own().items():
        yield from _changed_hands(dossier, book, of)
        yield from lenses(dossier, of, own, ties.get(of, ()))


def _worth(book: Book) -> Message:
    return _(
        "Played back over {n} settled promises, the squared error was {brier}, against {base} for the base rate alone; "
        "what was seen counts half after {days} days.",
        n=int(book.skill.count),
        brier=round(book.skill.brier, 3),
        base=round(book.skill.base, 3),
        days=book.half_life,
    )


def _rests_on(dossier: Dossier, book: Book, place: int) -> Reason:
    """Say how many reports an account rests on, how new they are and where it starts, with the five that weigh most."""
    account, entries = book.accounts[place], book.entries[place]
    heaviest = sorted(entries, key=lambda entry: (-book.weight[entry], book.heard.ids[entry]))
    named = [book.heard.ids[entry] for entry in heaviest[:MOST_NAMED]]
    start = book.priors[place].says
    who = _("{of} toward {toward}, {about}", **_account(dossier, account))
    if not entries:
        return because(
            _("{account}: no report that counts; it starts from: {start}", account=who, start=start),
            *(one.record.id for one in book.standing[place][:MOST_NAMED]),
        )
    newest = book.as_of - timedelta(days=float(book.heard.age[entries].min()))
    says = plural(
        "{account}: {n} report, of {day}; it starts from: {start}",
        "{account}: {n} reports, the newest of {day}; it starts from: {start}",
        len(entries),
        account=who,
        day=newest,
        start=start,
    )
    return because(says, *named)


def _account(dossier: Dossier, account: Account) -> dict[str, object]:
    return {
        "of": dossier.called(account.of),
        "toward": dossier.called(account.toward) if account.toward else _("nobody named"),
        "about": account.about or _("class not said"),
    }


def _changed_hands(dossier: Dossier, book: Book, of: str) -> Iterator[Reason]:
    changed = book.answering.last_change(of, book.as_of)
    if not changed:
        return
    earlier = [one.record.id for one in book.given if one.account.of == of and not book.stands(one)]
    if earlier:
        says = plural(
            "{of} changed hands on {day}: {n} earlier promise no longer counts",
            "{of} changed hands on {day}: {n} earlier promises no longer count",
            len(earlier),
            of=dossier.called(of),
            day=changed,
        )
        yield because(says, *(one.id for one in book.answering.tenures(of)), *earlier[:MOST_NAMED])


def gaps(dossier: Dossier, book: Book) -> Iterator[Gap]:
    """Yield what is missing: who answers, what it was about, what came of it, whether they could; and who is close."""
    answered = {one.record.id for one in book.given}
    for record in dossier.commitments:
        if record.id not in answered:
            yield gap(
                _("No body or post answers for {name}.", name=dossier.called(record.id)),
                record.id,
                ask=_("In which post was it given, or for which body? A person has no record here."),
            )
    for one in book.given:
        yield from _about_one(dossier, one)
    for place, account in enumerate(book.accounts):
        waiting = any(one.status is not Status.OVERTAKEN for one in book.standing[place])
        if waiting and not book.entries[place] and not book.priors[place].known:
            yield gap(
                _("Nothing that counts was seen of: {of} toward {toward}, {about}.", **_account(dossier, account)),
                *(one.record.id for one in book.standing[place][:MOST_NAMED]),
                ask=_("Who could tell whether such promises are kept?"),
            )
    asked = closeness(dossier, book.answering, as_of=book.as_of)
    for of, own in book.own().items():
        yield from unknown_control(dossier, of, own)
        yield from asked.get(of, ())


def _about_one(dossier: Dossier, one: Promise) -> Iterator[Gap]:
    name = dossier.called(one.record.id)
    if one.account.about is None:
        yield gap(
            _("It is not said what {name} is about.", name=name),
            one.record.id,
            ask=_("Is it access, a permit, safe passage, or another class of promise?"),
        )
    if one.status is Status.OVERDUE:
        yield gap(
            _("{name} is past its day and nobody has reported; it counts as neither kept nor broken.", name=name),
            one.record.id,
            ask=_("Who can go and see?"),
        )
    if one.undated:
        yield gap(
            _("A report on {name} has no day and does not count.", name=name),
            *(each.id for each in one.undated),
            ask=_("When was it seen?"),
        )
