"""The training dossier: the invented crisis of the port of Selane, to practise on without harm to anybody."""

from importlib.resources import files
from pathlib import Path


def path() -> Path:
    """Return where the training dossier stands."""
    return Path(str(files(__name__) / "port-of-selane.yaml"))
