"""What does the server call? Django, with the settings of this package."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aidememoire.workbench.settings")
application = get_wsgi_application()
