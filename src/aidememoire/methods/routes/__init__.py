"""Through whom can somebody be reached?"""

from aidememoire.methods._catalogue import gather
from aidememoire.methods.routes._exposure import exposure_limit
from aidememoire.methods.routes._reach import reach_table
from aidememoire.methods.routes._steps import without_names

gather(__name__)

__all__ = ["exposure_limit", "reach_table", "without_names"]
