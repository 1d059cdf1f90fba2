"""How do records travel to others, sealed to them, and how are they taken in without overwriting anything?

Two kinds of bundle. To a partner go chosen records as they stand, cut to a ceiling (``make``). To colleagues of the
same dossier goes the ledger itself, so that two laptops become one again (``make_for_colleagues``).
"""

from aidememoire.ledger.bundles._contents import BUNDLE, SYNC, Manifest, Quarantined, open_bundle
from aidememoire.ledger.bundles.colleagues import join, make_for_colleagues
from aidememoire.ledger.bundles.partners import LeftOut, Preview, apply, as_dossier, make, preview
from aidememoire.ledger.bundles.receipts import Recall, Receipt, answer, recall, receipt, said_in

__all__ = [
    "BUNDLE",
    "SYNC",
    "LeftOut",
    "Manifest",
    "Preview",
    "Quarantined",
    "Recall",
    "Receipt",
    "answer",
    "apply",
    "as_dossier",
    "join",
    "make",
    "make_for_colleagues",
    "open_bundle",
    "preview",
    "recall",
    "receipt",
    "said_in",
]
