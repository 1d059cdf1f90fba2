"""What is about to lapse or block?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
