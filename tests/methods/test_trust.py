"""Is the two-way record told of bodies and posts, ours first, from each promise's own class, and never of a person?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.methods.trust.trust import trust
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.actors import Actor, Tenure, Tie
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement

DAY = date(2026, 6, 15)
FIELDS = [
    "of",
    "toward",
    "about",
    "kept",
    "partly",
    "broken",
    "open",
    "mean",
    "low",
    "high",
    "evidence_weight",
    "prior_share",
]
ACTORS = (
    Actor(id="us", ours=True),
    Actor(id="field-team", ours=True),
    Actor(id="council", kind="de facto authority"),
    Actor(id="ministry", kind="state organ"),
    Actor(id="director", entity="post", part_of="council"),
    Actor(id="heron", entity="person", part_of="council"),
    Actor(id="drifter", entity="person"),
    Actor(id="guild"),
    Actor(id="radio"),
)


def days_ago(count):
    return DAY - timedelta(days=count)


def promise(id, by="council", to="us", about="access", ago=60, **more):
    return Commitment(id=id, given_by=by, given_to=to, about=about, given_on=days_ago(ago), **more)


def seen(of, outcome, ago=30, by="guild", grades="B2", **more):
    id = f"seen-{of}-{by}-{ago}-{outcome.replace(' ', '-')}"
    return Observation(
        id=id, bears_on=of, outcome=outcome, observed_on=days_ago(ago), reported_by=by,
        reliability=grades[0], credibility=grades[1], **more,
    )  # fmt: skip


def ask(*records, **more):
    return trust(Dossier(Header(slug="made"), [*ACTORS, *records]), as_of=DAY, **more)


def only(found):
    (row,) = found.rows
    return row


def words(found):
    plain = found.plain()
    return " ".join([plain["headline"], *(one["text"] for one in plain["because"])])


def missing(found):
    return " ".join(f"{one['text']} {one['ask']}" for one in found.plain()["gaps"])


def test_an_empty_dossier_is_answered():
    found = trust(Dossier(Header(slug="empty")), as_of=DAY)
    assert not found.rows and found.gaps and "No promise is recorded" in str(found.headline)


def test_a_row_has_the_fields_that_other_tools_rely_on():
    row = only(ask(promise("open-road"), seen("open-road", "kept")))
    assert list(row) == FIELDS
    assert row.plain()["of"] == "council" and row.plain()["toward"] == "us" and row.plain()["about"] == "access"
    assert (row.kept, row.partly, row.broken, row.open) == (1, 0, 0, 0)
    assert 0 < row.low < row.mean < row.high < 1 and row.mean > 0.5
    assert row.prior_share == pytest.approx(2 / (2 + row.evidence_weight), abs=0.01)


def test_ours_stand_first_and_our_arrears_open_the_answer():
    found = ask(promise("theirs"), promise("ours", by="us", to="council", due_on=days_ago(5)), seen("theirs", "kept"))
    assert [row.of.id for row in found.rows] == ["us", "council"]
    assert str(found.headline).startswith("1 promise of ours is overdue, disputed or not kept in full.")
    assert "Ours, Overdue" in found.plain()["because"][0]["text"]
    assert "nobody has reported; it counts as neither kept nor broken" in missing(found)


def test_classes_and_recipients_are_kept_apart():
    found = ask(
        promise("a"), promise("b", about="permit"), promise("c", to="guild"), seen("a", "kept"), seen("b", "broken")
    )
    assert [(row.toward.id, str(row.about.value), row.kept, row.broken, row.open) for row in found.rows] == [
        ("guild", "access", 0, 0, 1),
        ("us", "access", 1, 0, 0),
        ("us", "permit", 0, 1, 0),
    ]


def test_overtaken_and_cannot_tell_do_not_count():
    found = ask(promise("a"), promise("b"), seen("a", "overtaken"), seen("b", "cannot tell"))
    row = only(found)
    assert (row.kept, row.broken, row.open, row.evidence_weight) == (0, 0, 1, 0)


def test_without_evidence_or_base_rate_there_is_a_gap_and_no_number():
    found = ask(promise("a"))
    assert (only(found).mean, only(found).low, only(found).high, only(found).prior_share) == (None, None, None, 1)
    assert "Nothing that counts was seen" in missing(found)


def test_a_better_grade_higher_stakes_and_a_newer_report_weigh_more():
    def weight(*args, **more):
        return only(ask(promise("a"), seen("a", "kept", *args, **more))).evidence_weight

    assert weight(grades="A1") > weight(grades="C3") > weight(grades="E5")
    assert weight(stakes=5) > weight() == weight(stakes=3) > weight(stakes=1)
    assert weight(10) > weight(50)
    assert only(ask(promise("a"), seen("a", "kept"), half_life=10)).evidence_weight < weight()


def test_a_half_life_below_a_day_is_refused():
    with pytest.raises(InputError, match="180"):
        ask(half_life=0)


def test_the_second_report_of_one_promise_makes_it_surer_but_it_still_counts_once():
    one = only(ask(promise("a"), seen("a", "kept", ago=0)))
    two = only(ask(promise("a"), seen("a", "kept", ago=0), seen("a", "kept", ago=0, by="radio")))
    three = only(ask(promise("a"), *(seen("a", "kept", ago=0, by=by) for by in ("guild", "radio", "ministry"))))
    assert one.evidence_weight < two.evidence_weight == three.evidence_weight == 1


def test_a_reporter_who_changes_his_word_is_heard_once():
    turned = only(ask(promise("a"), seen("a", "broken", ago=40), seen("a", "kept", ago=20)))
    assert turned.mean == only(ask(promise("a"), seen("a", "kept", ago=20))).mean


def test_a_promise_on_which_two_differ_counts_on_both_sides_and_as_open():
    row = only(ask(promise("a"), seen("a", "broken"), seen("a", "kept", by="radio")))
    assert (row.open, row.kept, row.broken, row.mean) == (1, 0, 0, 0.5)


def test_a_report_without_a_day_stands_on_the_day_of_the_promise_or_does_not_count():
    undated = Observation(id="some-day", bears_on="a", outcome="kept")
    assert only(ask(promise("a"), undated)).evidence_weight > 0
    found = ask(Commitment(id="a", given_by="council", about="access"), undated)
    assert only(found).evidence_weight == 0 and "has no day and does not count" in missing(found)


def test_where_three_reporters_overlap_on_thirty_promises_they_are_weighed_against_one_another():
    def told(by_radio):
        for number in range(30):
            outcome = "kept" if number % 2 else "broken"
            yield promise(f"p{number}")
            yield from (seen(f"p{number}", outcome, by=by, grades="F6") for by in ("guild", "ministry"))
            yield seen(f"p{number}", by_radio or outcome, by="radio", grades="A1")

    agreed, praised = only(ask(*told(None))), only(ask(*told("kept")))
    assert agreed.mean == pytest.approx(0.5, abs=0.01)
    assert praised.mean < 0.6, "one who praises everything, however well graded, moves little"


HELD = Tenure(id="heron-held", post="director", person="heron", since=days_ago(300), until=days_ago(100))


def test_a_person_never_stands_in_a_row_but_the_post_he_held_then_or_the_body_he_belongs_to():
    in_office, after = promise("a", by="heron", ago=200), promise("b", by="heron", ago=50)
    found = ask(HELD, in_office, after, promise("c", by="drifter"), promise("d", by="us", to="heron", ago=200))
    assert [(row.of.id, row.toward.id) for row in found.rows] == [
        ("us", "director"), ("council", "us"), ("director", "us"),
    ]  # fmt: skip
    assert "No body or post answers" in missing(found)


def test_a_record_starts_again_when_the_post_changes_hands():
    new = Tenure(id="new", post="director", person="drifter", since=days_ago(99))
    old, fresh = promise("old", by="director", ago=200), promise("fresh", by="director", ago=50)
    row = only(found := ask(HELD, new, old, fresh, seen("old", "kept", ago=150)))
    assert (row.kept, row.open, row.evidence_weight) == (0, 1, 0)
    assert "changed hands on 8 March 2026: 1 earlier promise no longer counts" in words(found)
    assert only(ask(HELD, old, seen("old", "kept", ago=150))).kept == 0, "a vacant post owes nothing either"


def test_the_same_person_going_on_is_no_change_of_hands():
    on = Tenure(id="on", post="director", person="heron", since=days_ago(99))
    row = only(ask(HELD, on, promise("old", by="director", ago=200), seen("old", "kept", ago=150)))
    assert row.kept == 1


def settled(about, kept, broken, by="ministry"):
    for number in range(kept + broken):
        id = f"{about}-{number}".replace(" ", "-")
        yield promise(id, by=by, about=about)
        yield seen(id, "kept" if number < kept else "broken")


def test_no_base_rate_is_known_until_ten_promises_of_the_class_are_settled():
    nine, ten = (ask(promise("a"), *settled("access", 2, count)) for count in (7, 8))
    assert only_of(nine, "council").mean is None and "no base rate known" in words(nine)
    assert only_of(ten, "council").mean == pytest.approx(3 / 12)
    assert "this dossier's own, on 10 settled promises" in words(ten)
    other = ask(promise("a", about="permit"), *settled("access", 2, 8))
    assert only_of(other, "council").mean is None, "another class tells nothing"


def only_of(found, of):
    (row,) = [row for row in found.rows if row.of.id == of]
    return row


def test_a_published_rate_counts_only_for_agreements_between_warring_parties():
    between = only(ask(promise("a", to="ministry", about="agreement")))
    assert between.mean == pytest.approx(0.621) and between.high - between.low < 0.2
    assert only(ask(promise("a", to="us", about="agreement"))).mean is None
    assert only(ask(promise("a", to="ministry", about="access"))).mean is None


def test_without_skill_nothing_is_ranked_and_the_answer_says_so():
    records = [promise("good", by="ministry"), promise("bad"), seen("good", "kept"), seen("bad", "broken")]
    found = ask(*records)
    assert "Too few promises are settled" in str(found.headline)
    assert [row.of.id for row in found.rows] == ["council", "ministry"]


def test_with_skill_the_better_record_comes_first_and_the_replay_is_told():
    records = []
    for number in range(12):
        for by, outcome in (("council", "broken"), ("ministry", "kept")):
            id = f"{by}-{number}"
            records += [promise(id, by=by, ago=400 - 30 * number), seen(id, outcome, ago=390 - 30 * number)]
    found = ask(*records)
    assert [row.of.id for row in found.rows] == ["ministry", "council"]
    assert "does better than the base rate" in str(found.headline)
    assert "Played back over 24 settled promises" in words(found)


def test_ability_integrity_and_benevolence_are_told_apart():
    found = ask(
        promise("could", in_their_control=True), seen("could", "broken"),
        promise("could-not", in_their_control=False), seen("could-not", "partly"),
        promise("who-knows", about="permit"), seen("who-knows", "broken"),
        Tie(id="kin", actor="council", over="us", sign="negative", evidence=[{"claim": "said so"}]),
        Tie(id="hearsay", actor="council", over="us"),
    )  # fmt: skip
    told = [one["text"] for one in found.plain()["because"]]
    assert sum("Ability, council: 0.5 of 1" in one for one in told) == 1
    assert sum("Integrity, council: 0 of 1" in one for one in told) == 1
    assert sum("Benevolence, council: 0 of 1" in one for one in told) == 1
    assert "Nobody said whether council could have kept" in missing(found)


def met(number, with_="council", ours=("us",), **more):
    people = [{"actor": one} for one in (*ours, with_)]
    return Engagement(id=f"met-{with_}-{number}", held_on=days_ago(10 * number), participants=people, **more)


def test_closeness_is_a_question_and_no_row():
    found = ask(promise("a"), *(met(number, visibility="quiet") for number in range(3)))
    assert "Closeness risk? All 3 contacts with council in a year ran through one of us." in missing(found)
    assert "Closeness risk? All 3 contacts with council in a year were private." in missing(found)
    together = (met(number, ours=("us", "field-team"), visibility="public") for number in range(3))
    assert "Closeness" not in missing(ask(promise("a"), *together))
    assert "Closeness" not in missing(ask(promise("a"), met(1), met(2)))
    line = Channel(id="line", counterpart="council", keeper="us", since=days_ago(500))
    assert "has had one keeper since" in missing(ask(promise("a"), line))


outcomes = st.sampled_from(["kept", "partly", "broken", "overtaken", "cannot tell"])
histories = st.lists(
    st.tuples(
        st.sampled_from(["council", "ministry", "heron", "drifter", "director", "us"]),
        outcomes,
        st.integers(0, 400),
        st.sampled_from(["guild", "radio", "us"]),
        st.sampled_from(["A1", "B3", "F6", "E5"]),
    ),
    max_size=8,
)


def records(history):
    for number, (by, outcome, ago, reporter, grades) in enumerate(history):
        yield promise(f"p{number}", by=by, ago=ago + 20)
        yield seen(f"p{number}", outcome, ago, reporter, grades)


@given(histories, st.randoms())
def test_the_order_of_records_never_matters(history, chance):
    shuffled = [*records(history), HELD]
    plain = ask(*shuffled).plain()
    chance.shuffle(shuffled)
    again = ask(*shuffled).plain()
    for part in ("rows", "headline", "because"):
        assert again[part] == plain[part]


@given(histories)
def test_no_person_is_ever_of_or_toward(history):
    for row in ask(*records(history), HELD).rows:
        assert {row.of.id, row.toward.id}.isdisjoint({"heron", "drifter"})


@given(histories, st.integers(0, 400), st.sampled_from(["guild", "radio"]))
def test_one_more_promise_kept_never_lowers_the_share_kept(history, ago, reporter):
    def mean(found):
        return next((row.mean for row in found.rows if row.of.id == "council"), None)

    before = ask(*records(history), promise("more", ago=ago + 20))
    after = ask(*records(history), promise("more", ago=ago + 20), seen("more", "kept", ago, reporter))
    assert mean(after) >= (0.5 if mean(before) is None else mean(before)) - 1e-3
