"""How is Django set up? No admin, no models, no case content in anything that Django keeps."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from aidememoire.workbench.opening import HOST, opening

HERE = Path(__file__).parent

DEBUG = False
# Nothing that is signed with it outlives this process.
SECRET_KEY = secrets.token_hex(32)
# The port is checked as well, by ``guards``.
ALLOWED_HOSTS = [HOST]
ROOT_URLCONF = "aidememoire.workbench.urls"
WSGI_APPLICATION = "aidememoire.workbench.wsgi.application"
# Of ninja only the pages of Swagger that it brings along are used.
INSTALLED_APPS = ["django.contrib.staticfiles", "django_htmx", "csp", "ninja", "aidememoire.workbench"]
MIDDLEWARE = [
    "aidememoire.workbench.guards.own_address",
    "aidememoire.workbench.guards.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "aidememoire.workbench.guards.making_way",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "aidememoire.workbench.languages.spoken",
    "aidememoire.workbench.guards.seated",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES_FOLDER = HERE / "templates"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_FOLDER],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
            "context_processors": ["django.template.context_processors.csrf"],
            "builtins": [
                "aidememoire.workbench.templatetags.words",
                "aidememoire.workbench.templatetags.paging",
                "django.templatetags.static",
            ],
        },
    }
]
DATABASES: dict[str, Any] = {}
# Words come from our own catalogues, days and numbers from our own way of writing them.
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_CHARSET = "utf-8"

SESSION_ENGINE = "aidememoire.workbench.sessions"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_NAME = f"aide-session-{opening().port}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
# The token outlives the session: whoever comes back to the lock after lunch unlocks by the form that stands there.
CSRF_COOKIE_NAME = f"aide-form-{opening().port}"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "aidememoire.workbench.screens.trouble.refused"

STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "aidememoire.workbench.assets.Stamped"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 28_800
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    }
}

# What went wrong is told by its kind and place; never with a value, for values are what people entrusted to us.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"bare": {"()": "aidememoire.workbench.guards.BareFormatter"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "bare", "level": "ERROR"}},
    "root": {"handlers": ["terminal"], "level": "ERROR"},
}
LOGGING_CONFIG = "logging.config.dictConfig"
