"""Who decides, who blocks, who stands behind them, and who stands between them and us?"""

from aidememoire.methods._catalogue import gather

gather(__name__)
