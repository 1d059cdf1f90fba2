"""Does a list to choose from say each record, code or pair in words that cannot leave their place, and what is chosen?"""

from aidememoire.vocabulary.codes import Sign
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.text import Text
from aidememoire.workbench.templatetags.words import options


def test_records_stand_by_their_names_and_the_chosen_one_is_marked():
    there = [Named("guards", Text("The <guards> & co")), Named("nameless", None)]
    assert options(there, "guards") == (
        '<option value="guards" selected>The &lt;guards&gt; &amp; co</option><option value="nameless">nameless</option>'
    )


def test_codes_and_pairs_stand_by_their_words():
    said = options(Sign, Sign.NEGATIVE)
    assert said.count("<option") == len(Sign) and said.count(" selected") == 1
    assert 'value="negative" selected' in said and options(Sign, "negative") == said
    assert options([('"', "a quote")]) == '<option value="&quot;">a quote</option>'
    assert options([], "gone") == ""
