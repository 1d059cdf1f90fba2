"""Through whom can somebody be reached?"""

from aidememoire.methods._catalogue import gather
from aidememoire.methods.routes._exposure import exposure_limit
from aidememoire.methods.routes._reach import reach_table
from aidememoire.methods.routes._steps import NOT_CLEARED, in_steps, shown_to, without_names

gather(__name__)

__all__ = ["NOT_CLEARED", "exposure_limit", "in_steps", "reach_table", "shown_to", "without_names"]
