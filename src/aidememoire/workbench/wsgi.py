"""What does the server call? Django, with the settings of this package."""

from __future__ import annotations

import os
import threading
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template

from aidememoire.methods._catalogue import all_methods
from aidememoire.workbench.settings import TEMPLATES_FOLDER

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aidememoire.workbench.settings")
application = get_wsgi_application()


def warmed() -> None:
    """Read in what is otherwise read when it is first asked for, so that no page waits: methods, and every template."""
    all_methods()
    import_module("scipy.special")
    for template in sorted(TEMPLATES_FOLDER.rglob("*.html")):
        get_template(template.relative_to(TEMPLATES_FOLDER).as_posix())


threading.Thread(target=warmed, daemon=True, name="warm").start()
