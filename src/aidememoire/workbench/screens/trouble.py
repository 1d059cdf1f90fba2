"""What does one see where something is missing, refused or broken? The same for missing and forbidden."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from aidememoire.workbench.showing import bare_page


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, whatever the reason."""
    return bare_page(request, "shell/missing.html", status=404)


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "", **_rest: Any) -> HttpResponse:
    """Say that the form was not sent from a page of ours that is still valid."""
    return bare_page(request, "shell/refused.html", status=403)


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request made no sense."""
    return bare_page(request, "shell/refused.html", status=400)


def fault(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, and nothing of what was at hand when it came up."""
    return bare_page(request, "shell/fault.html", status=500)
