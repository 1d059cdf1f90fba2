"""On what footing does access stand, and what stands in its way?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
