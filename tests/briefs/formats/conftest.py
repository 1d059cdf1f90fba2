import sys
from pathlib import Path

# Tests of this folder share a sample document and readers of finished files; tests are not a package.
sys.path.insert(0, str(Path(__file__).parent))
