"""What may we offer, and what may we never accept?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
