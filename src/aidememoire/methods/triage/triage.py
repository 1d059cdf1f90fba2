"""Where should each issue be taken up: frontline, diplomatic channels, both, or not yet; and what would flip it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from aidememoire.methods._catalogue import method
from aidememoire.methods.triage._facts import FACTORS, facts_of
from aidememoire.methods.triage._rules import Facts, decide, rung
from aidememoire.methods.triage._weighing import weigh
from aidememoire.vocabulary.codes import Track
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Gap, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import Message, _, text_of


@method(
    question=_("Where should it be taken up: frontline, diplomatic, both, hold?"),
    needs=("issue",),
    source="Rules of the house in order, then additive value with SMAA (Lahdelma and Salminen 2001)",
    caution=_("Rules of an organisation, not laws of diplomacy. A person may decide otherwise and say why."),
    columns={
        "issue": _("Issue"),
        "track": _("Track"),
        "level": _("Level"),
        "share": _("Share"),
        "flips": _("What would flip it"),
    },
)
def triage(dossier: Dossier, *, as_of: date) -> Finding:
    """Give each issue a track with the rules that decided, and say what would flip it.

    Row fields: issue, track (frontline, diplomatic, both, hold), level (field, office, country, principal, states),
    share (1 where a rule decided, else the share of draws; 0 on hold), flips (sentences).
    """
    issues = dossier.of(Issue)
    known = {issue.id: facts_of(dossier, issue) for issue in issues}
    answers = {id: answer(facts) for id, facts in known.items()}
    rows = [_row(dossier, issue, known[issue.id], answers[issue.id]) for issue in issues]
    return finding(
        headline=_headline(rows),
        rows=rows,
        because=[reason for issue in issues for reason in _reasons(dossier, issue)],
        gaps=[missing for issue in issues for missing in _gaps(dossier, issue, known[issue.id])],
        inputs=[issue.id for issue in issues],
    )


def answer(facts: Facts) -> tuple[Track, float]:
    """Return the track and how sure it is: 1 where a rule decides, a share of draws otherwise, 0 on hold."""
    track = decide(facts).track
    if track is None:
        return weigh(facts)
    return track, 0.0 if track is Track.HOLD else 1.0


def _row(dossier: Dossier, issue: Issue, facts: Facts, answered: tuple[Track, float]) -> Row:
    track, share = answered
    if issue.override is not None:
        track, share = issue.override, 1.0
    return Row(
        issue=dossier.called(issue.id),
        track=track,
        level=rung(facts),
        share=round(share, 3),
        flips=tuple(_flips(facts, answered[0])),
    )


def _flips(facts: Facts, track: Track) -> Iterator[Message]:
    """Yield, for each factor, the nearest other value that would lead to another track."""
    for name, (label, values) in FACTORS.items():
        for value in values:
            if value != getattr(facts, name) and (other := answer(_with(facts, name, value))[0]) is not track:
                yield _("{factor}: {value} would make it {track}", factor=label, value=value, track=other)
                break


def _with(facts: Facts, name: str, value: Any) -> Facts:
    return replace(facts, **{name: value})


def _headline(rows: list[Row]) -> Message:
    if not rows:
        return _("No issue is recorded yet.")
    counts = {track: sum(row["track"] is track for row in rows) for track in Track}
    return _("{counts}.", counts=tuple(_("{track} {n}", track=track, n=n) for track, n in counts.items() if n))


def _reasons(dossier: Dossier, issue: Issue) -> Iterator[Reason]:
    name = dossier.called(issue.id)
    return (because(_("{issue}: {reason}", issue=name, reason=says), issue.id) for says in why(dossier, issue))


def why(dossier: Dossier, issue: Issue) -> Iterator[Message]:
    """Yield the rules that put an issue on its track, and what a person decided against them."""
    facts = facts_of(dossier, issue)
    yield from decide(facts).reasons
    if issue.override is not None:
        yield _("a person decided {track} where the rules say {ruled}: {reason}",
                track=issue.override, ruled=answer(facts)[0], reason=issue.override_reason)  # fmt: skip


def _gaps(dossier: Dossier, issue: Issue, facts: Facts) -> Iterator[Gap]:
    for name, (label, _values) in FACTORS.items():
        if getattr(facts, name) is None or text_of(getattr(facts, name)) == "X":
            yield gap(
                _("{issue}: {factor} is not known.", issue=dossier.called(issue.id), factor=label),
                issue.id,
                ask=QUESTIONS.get(name),
            )


QUESTIONS = {
    "held_at": _("Who could say yes, and be obeyed?"),
    "reached_at": _("Who is the highest who takes our calls?"),
    "typology": _("Is it about power, about how we work, or about technique?"),
    "threat_to_life": _("Will anybody die if it is not settled in time?"),
    "staff_risk": _("What happens to those of us who raise it?"),
    "precedent": _("Who would quote a concession, and where?"),
    "failed_attempts": _("How often was it asked, and what was the answer?"),
}
