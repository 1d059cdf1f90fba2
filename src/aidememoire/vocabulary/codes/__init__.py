"""Which codes does the field use? Each is written as here in files; its label is for people.

The lists follow the humanitarian access, protection and donor practice that ``docs/reference/codes.md`` names. They
stand by theme in the files of this folder, and all are had from here.
"""

from __future__ import annotations

from aidememoire.vocabulary.codes.access import *
from aidememoire.vocabulary.codes.actors import *
from aidememoire.vocabulary.codes.closed import *
from aidememoire.vocabulary.codes.commitments import *
from aidememoire.vocabulary.codes.engagements import *
from aidememoire.vocabulary.codes.issues import *
from aidememoire.vocabulary.codes.limits import *
from aidememoire.vocabulary.codes.people import *
from aidememoire.vocabulary.codes.positions import *
from aidememoire.vocabulary.codes.sources import *
