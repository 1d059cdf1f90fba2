"""What do both sides already hold, and how do both sides' layers compare?"""

from datetime import date

from aidememoire.methods.bargaining import common_ground
from aidememoire.vocabulary.messages import languages
from making import PARTIES, made

DAY = date(2026, 6, 15)


def statement(id, nature, accord, **fields):
    return {"id": id, "words": f"{id}.", "nature": nature, "accord": accord, "issue": "road", **fields}


FOUR = [
    statement("law", "norm", "contested"),
    statement("toll", "fact", "contested"),
    statement("duty", "norm", "agreed"),
    statement("flood", "fact", "agreed"),
]


def layer(layer, words, known="stated"):
    return {"layer": layer, "words": words, "known": known}


def table(**more):
    return made(actors=PARTIES, issues=[{"id": "road"}, {"id": "river"}], **more)


def ask_about(dossier):
    return common_ground(dossier, as_of=DAY, issue="road")


def test_statements_fall_into_four_columns_in_the_order_of_an_opening_agenda():
    found = ask_about(table(statements=FOUR))
    assert [(row.statement.id, row.column, str(row.use)) for row in found.rows] == [
        ("flood", "agreed fact", "Open with it."),
        ("duty", "convergent norm", "Build on it: say how your ask follows from it."),
        ("toll", "contested fact", "Clarify: offer evidence or a joint look; do not argue."),
        ("law", "divergent norm", "Leave it for late, after something has worked."),
    ]
    assert str(found.headline) == "2 of 4 statements on road are held in common."


def test_columns_are_codes_in_every_language_and_their_use_is_a_sentence():
    found = ask_about(table(statements=FOUR))
    for language in languages():
        rows = found.plain(language)["rows"]
        assert [row["column"] for row in rows] == ["agreed fact", "convergent norm", "contested fact", "divergent norm"]


def test_a_statement_on_another_issue_stays_out_and_one_on_none_is_for_all():
    dossier = table(statements=[statement("here", "fact", "agreed"), statement("there", "fact", "agreed", issue="river"),
                                statement("all", "norm", "agreed", issue=None)])  # fmt: skip
    assert [row.statement.id for row in ask_about(dossier).rows] == ["here", "all"]


def test_an_empty_column_is_a_gap():
    gaps = [str(gap.says) for gap in ask_about(table(statements=FOUR[:3])).gaps]
    assert "Nothing on road stands under: Agreed fact." in gaps


def test_each_layer_of_theirs_stands_beside_ours():
    theirs = [
        layer("position", "No trucks"),
        layer("reasoning", "Trucks carry arms"),
        layer("motive", "Fear", "inferred"),
    ]
    stances = [
        {"id": "theirs", "actor": "guard", "issue": "road", "iceberg": theirs},
        {"id": "ours", "actor": "desk", "issue": "road", "iceberg": [layer("position", "Trucks in daylight")]},
    ]
    found = ask_about(table(stances=stances, statements=FOUR))
    assert [(str(reason.says), reason.records) for reason in found.because] == [
        ("Position: what. The guard: No trucks (Stated by them). Ours: Trucks in daylight.", ("theirs", "ours")),
        (
            "Reasoning: how. The guard: Trucks carry arms (Stated by them). Ours is not written down.",
            ("theirs",),
        ),
        ("Motives and values: why. The guard: Fear (Inferred by us). Ours is not written down.", ("theirs",)),
    ]


def test_a_position_without_a_motive_is_a_gap_and_so_is_our_own_silence():
    stances = [{"id": "theirs", "actor": "guard", "issue": "road", "iceberg": [layer("position", "No")]}]
    gaps = {str(gap.says): gap.ask and str(gap.ask) for gap in ask_about(table(stances=stances, statements=FOUR)).gaps}
    assert gaps["Why The guard holds its position is not known."] == "What would they lose if they agreed?"
    assert gaps["Our own reasoning and motives on road are not written down."] == "Why do we ask for it?"


def test_the_answer_is_as_secret_as_the_stances_it_compares():
    secret = {
        "id": "theirs",
        "actor": "guard",
        "issue": "road",
        "iceberg": [layer("motive", "Fear")],
        "handling": "RED",
    }
    dossier = table(handling="CLEAR", statements=FOUR, stances=[secret])
    assert ask_about(dossier).label == "RED"
    assert ask_about(dossier.cut("AMBER")).label == "CLEAR"
