"""Which body or post answers for what an actor promised, and since when is it in the same hands?"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cached_property

from aidememoire.vocabulary.codes import Entity
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor, Tenure

DAY = timedelta(days=1)


class Answering:
    """Posts, bodies and those who held them, in a dossier as of a day. No answer is ever a person."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    def body_or_post(self, id: str | None, day: date | None) -> str | None:
        """Return who answers for an actor on a day: for a person the post held then, else the body; None if neither."""
        seen: set[str] = set()
        while id and id not in seen:
            seen.add(id)
            actor = self.dossier.get(id)
            if not isinstance(actor, Actor):
                return None
            if actor.entity is not Entity.PERSON:
                return id
            id = self._post_held(id, day) or actor.part_of
        return None

    def _post_held(self, person: str, day: date | None) -> str | None:
        held = [
            one
            for one in self._tenures
            if one.person == person and (day is None or (one.since or date.min) <= day <= (one.until or date.max))
        ]
        posts = {one.post for one in held}
        if day is None and len(posts) > 1:
            return None
        return max(held, key=lambda one: (one.since or date.min, one.post)).post if held else None

    def changes(self, post: str) -> list[date]:
        """Return the days on which a post came into other hands, oldest first."""
        return self._changes.get(post, [])

    def term(self, post: str, day: date | None) -> int:
        """Return which holder's term a day falls into, counted from 0."""
        return bisect_right(self.changes(post), day) if day else 0

    def last_change(self, post: str, day: date) -> date | None:
        """Return the day since which a post has been in the hands it is in, or None where no change is known."""
        past = self.changes(post)[: self.term(post, day)]
        return past[-1] if past else None

    def tenures(self, post: str) -> list[Tenure]:
        """Return who held a post, oldest first."""
        return [one for one in self._tenures if one.post == post]

    @cached_property
    def _tenures(self) -> list[Tenure]:
        return sorted(self.dossier.past.of(Tenure), key=lambda one: (one.since or date.min, one.id))

    @cached_property
    def _changes(self) -> dict[str, list[date]]:
        days: dict[str, set[date]] = {}
        for one in self._tenures:
            changed = days.setdefault(one.post, set())
            if one.since and not self._held_on(one, one.since - DAY):
                changed.add(one.since)
            if one.until and not self._held_on(one, one.until + DAY):
                changed.add(one.until + DAY)
        return {post: sorted(changed) for post, changed in days.items()}

    def _held_on(self, tenure: Tenure, day: date) -> bool:
        """Say whether the same person held the same post on a day next to a tenure, under another one."""
        return any(
            other.post == tenure.post
            and other.person == tenure.person
            and other.id != tenure.id
            and (other.since or date.min) <= day <= (other.until or date.max)
            for other in self._tenures
        )
