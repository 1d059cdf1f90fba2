"""What was promised, and how far can each be relied on?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
