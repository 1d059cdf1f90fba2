"""The taking of a reading that was made in this process, for tests that draw many."""

from pathlib import Path

from aidememoire.feeds import taking
from aidememoire.feeds.detecting import detected
from aidememoire.feeds.drafting import drafts
from aidememoire.feeds.opening import File, Opened, _tables
from aidememoire.feeds.resolving import Resolving
from aidememoire.vocabulary.dossier import Dossier, Header


def previewed(reading, into=None):
    file = File(Path("map.json"), b"")
    opened = Opened((file,), tuple(_tables(file, reading)), (), (reading,))
    found = detected(opened, layout="kumu")
    rows, records = taking._judged(
        Resolving(list(drafts(opened, found.proposal)), into, found.proposal).resolved(), into, False
    )
    return taking.Preview(
        found, found.proposal, rows, Dossier(into.header if into else Header(slug="map"), records), (), into
    )
