"""What is at stake, and where should it be taken up?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
