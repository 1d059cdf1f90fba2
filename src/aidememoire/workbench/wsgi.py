"""What does the server call? Django, with the settings of this package."""

from __future__ import annotations

import os
import threading
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from aidememoire.methods._catalogue import all_methods

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aidememoire.workbench.settings")
application = get_wsgi_application()


def warmed() -> None:
    """Import what methods otherwise import when they are first asked, so that no page waits for it."""
    all_methods()
    import_module("scipy.special")


threading.Thread(target=warmed, daemon=True, name="warm").start()
