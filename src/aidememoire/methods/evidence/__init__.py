"""What do we know of one record, and who says otherwise?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
