"""What runs as ``python -m aidememoire.vault.agent``? The key agent; ``start`` is how to begin it."""

import sys

from aidememoire.vault.agent.server import main

sys.exit(main(sys.argv[1:]))
