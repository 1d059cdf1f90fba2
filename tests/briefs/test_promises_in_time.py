"""Does a brief as of a day know nothing of what came later?"""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.briefs.document import Bullets, Table
from aidememoire.briefs.formats import markdown
from aidememoire.briefs.writing import arranged
from aidememoire.vocabulary.codes import Outcome, Status
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import languages, speaking
from making import made
from strategies import dossiers

ALL_EYES = Handling(level=Label.RED)
OTHERS = sorted(set(kinds()) - {"commitment", "observation", "provenance"})
ACTORS = [{"id": "the-office", "ours": True}, {"id": "the-guard"}, {"id": "the-ministry", "part_of": "the-guard"}]
YEARS = range(2020, 2027)


def in_years(years):
    return st.dates(date(min(years), 1, 1), date(max(years), 12, 31))


@st.composite
def promised(draw):
    """Promises and what was seen of them, among whatever else a dossier holds; and the year in which some were broken."""
    year = draw(st.sampled_from(YEARS[1:]))
    promises, seen = [], []
    for n in range(draw(st.integers(1, 4))):
        given_on, due_on = sorted((draw(in_years(YEARS)), draw(in_years(YEARS))))
        promise = {"id": f"the-promise-{n}", "given_by": draw(st.sampled_from(ACTORS))["id"], "given_on": given_on}
        promises.append(promise | draw(st.sampled_from([{}, {"due_on": due_on}])))
        for k in range(draw(st.integers(0, 3))):
            outcome = draw(st.sampled_from([*Outcome, Outcome.BROKEN]))
            when = in_years([year]) if outcome is Outcome.BROKEN else in_years(YEARS)
            seen.append(
                {
                    "id": f"the-sighting-{n}-{k}",
                    "bears_on": promise["id"],
                    "outcome": outcome,
                    "observed_on": draw(when),
                    "reported_by": draw(st.sampled_from([None, "the-guard", "the-ministry"])),
                }
            )
    rest = [one.model_copy(update={"handling": None}) for one in draw(dossiers(max_records=5, only=OTHERS))]
    return made(rest, actors=ACTORS, commitments=promises, observations=seen), year


def brief(dossier, day, language="en"):
    return arranged(dossier, "meeting", as_of=day, language=language, ceiling=ALL_EYES, made_on=day)


def statuses(document):
    """Every promise that a brief tells of, with the status that it gives."""
    for side in document.sections[0].sections:
        for block in side.blocks:
            if isinstance(block, Bullets):
                for item in block.entries():
                    standing, name = item.content.parts
                    yield name.value.id, standing.value
            if isinstance(block, Table):
                for row in block.rows:
                    yield row[0].id, row[-1]


BROKEN_IN_2024 = made(
    actors=ACTORS,
    commitments=[{"id": "the-promise", "given_by": "the-guard", "given_on": "2023-05-01", "due_on": "2024-06-01"}],
    observations=[{"id": "seen", "bears_on": "the-promise", "outcome": "broken", "observed_on": "2024-06-02"}],
)


def test_a_pledge_broken_in_2024_is_open_in_a_brief_of_2023_and_broken_from_the_day_it_was_seen():
    for day, expected in [
        (date(2023, 12, 31), Status.OPEN),
        (date(2024, 6, 1), Status.OPEN),
        (date(2024, 6, 2), Status.BROKEN),
        (date(2030, 1, 1), Status.BROKEN),
    ]:
        assert dict(statuses(brief(BROKEN_IN_2024, day))) == {"the-promise": expected}, day
    assert list(statuses(brief(BROKEN_IN_2024, date(2023, 4, 30)))) == []


@given(promised(), st.sampled_from(languages()))
@settings(max_examples=25)
def test_a_pledge_broken_in_one_year_is_not_broken_in_a_brief_as_of_the_year_before(drawn, language):
    dossier, year = drawn
    day = date(year - 1, 12, 31)
    document = brief(dossier, day, language)
    assert Status.BROKEN not in dict(statuses(document)).values()
    with speaking(language):
        text, broken = markdown.write(document).decode(), str(Status.BROKEN.label)
    assert not re.search(rf"\b{broken}\b", text)


@given(promised(), in_years(YEARS))
@settings(max_examples=25)
def test_a_brief_is_the_same_whether_or_not_the_future_is_recorded(drawn, day):
    dossier, _year = drawn
    before = dossier.having(one for one in dossier if one.first_day is None or one.first_day <= day)
    assert markdown.write(brief(before, day)) == markdown.write(brief(dossier, day))


@given(promised(), in_years(YEARS))
@settings(max_examples=25)
def test_what_a_brief_calls_broken_somebody_had_seen_broken_by_that_day(drawn, day):
    dossier, _year = drawn
    for id, status in statuses(brief(dossier, day)):
        if status is Status.BROKEN:
            assert any(s.outcome is Outcome.BROKEN and s.observed_on <= day for s in dossier.observations(id)), id


def test_a_source_without_a_name_is_told_in_words_and_not_by_its_id():
    seen = {
        "id": "seen", "bears_on": "road", "observed_on": date(2024, 3, 1), "outcome": "broken", "words": "It is shut.",
        "evidence": [{"cited": "some-paper"}],
    }  # fmt: skip
    promise = {"id": "road", "given_by": "the-guard", "given_to": "the-office", "given_on": date(2024, 1, 1)}
    told = made(
        actors=ACTORS, commitments=[{**promise, "wording": "To open the road"}], observations=[seen],
        sources=[{"id": "some-paper", "address": "box 4"}],
    )  # fmt: skip
    with speaking("en"):
        text = markdown.write(brief(told, date(2024, 6, 1))).decode()
    assert "a source whose name is not noted" in text and "some-paper" not in text
