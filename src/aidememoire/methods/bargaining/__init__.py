"""What do we ask, what do both sides hold, and where could it land?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
