"""Which address leads to which screen? One line a screen, in the order of the chain, which is that of the rail."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, path, register_converter

from aidememoire.workbench.api.calling import patterns


class Id:
    """An id of a record, or the short name of a dossier."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        """Return it as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it stands in the address."""
        return value


register_converter(Id, "id")
import_module("aidememoire.workbench.api.answers")


def at(address: str, view: str, name: str) -> URLPattern:
    """Lead an address to a view, written ``file.function`` of ``screens``."""
    module, function = view.split(".")
    return path(address, getattr(import_module(f"aidememoire.workbench.screens.{module}"), function), name=name)


def of(address: str, view: str, name: str) -> URLPattern:
    """Lead an address within a dossier to a view; the view is declared with ``@screen``."""
    return at(f"d/<id:slug>/{address}", view, name)


urlpatterns = [
    # At the door.
    at("", "front.front", "front"),
    at("launch/<str:token>/", "front.launch", "launch"),
    at("lock/", "front.lock", "lock"),
    at("lock/vault/", "making.make", "make-vault"),
    at("unlock/", "front.unlock", "unlock"),
    at("favicon.ico", "front.favicon", "favicon"),
    at("new/", "beginning.new_dossier", "new-dossier"),
    at("settings/language/", "settings.language", "language"),
    # The screens, in the order of the chain.
    of("", "today.today", "today"),
    of("issues/", "issues.listed", "issues"),
    of("issues/<id:id>/", "issues.issue", "issue"),
    of("issues/<id:id>/override/", "issues.override", "override"),
    of("actors/", "actors.listed", "actors"),
    of("actors/<id:id>/", "actors.actor", "actor"),
    of("network/", "network.network", "network"),
    of("network/data/", "network.data", "network-data"),
    of("network/views/", "network.views", "network-views"),
    of("positions/", "positions.positions", "positions"),
    of("routes/", "routes.routes", "routes"),
    of("negotiation/", "negotiation.negotiation", "negotiation"),
    of("negotiation/<id:id>/<id:sheet>/", "negotiation.sheet", "sheet"),
    of("mandates/<id:id>/acknowledge/", "negotiation.acknowledge", "acknowledge"),
    of("mandates/<id:id>/approve/", "negotiation.approve", "approve"),
    of("plan/", "plan.plan", "plan"),
    of("engagements/", "engagements.listed", "engagements"),
    of("engagements/log/", "engagements.log", "log"),
    of("engagements/notes/", "engagements.notes", "notes"),
    of("commitments/", "commitments.listed", "commitments"),
    of("commitments/<id:id>/settle/", "commitments.settle", "settle"),
    of("trust/", "trust.trust", "trust"),
    of("dilemmas/", "dilemmas.listed", "dilemmas"),
    of("dilemmas/<id:id>/", "dilemmas.dilemma", "dilemma"),
    of("dilemmas/<id:id>/decide/", "dilemmas.decide", "decide"),
    of("watch/", "watch.watch", "watch"),
    of("access/", "access.access", "access"),
    of("access/map/", "access.access_map", "access-map"),
    of("access/outlines/", "access.own_outlines", "access-outlines"),
    of("evidence/", "evidence.evidence", "evidence"),
    of("briefs/", "briefs.briefs", "briefs"),
    of("export/", "export.dialog", "export"),
    of("import/", "taking_in.begin", "import"),
    of("import/workbook/", "taking_in.empty_workbook", "import-workbook"),
    of("import/<id:token>/", "taking_in.look", "import-look"),
    of("import/<id:token>/progress/", "taking_in.progress", "import-progress"),
    of("handover/", "handover.handover", "handover"),
    of("handover/lead/", "handover.lead", "hand-over"),
    of("about/", "beginning.about", "about"),
    of("clashes/", "clashes.clashes", "clashes"),
    of("clashes/decide/", "clashes.decide", "decide-clash"),
    of("people/", "people.people", "people"),
    of("people/grant/", "people.grant", "grant"),
    of("people/confirm/", "people.confirm", "confirm"),
    of("people/keys/", "people.renew_keys", "renew-keys"),
    of("people/<id:member>/revoke/", "people.revoke", "revoke"),
    of("audit/", "audit.audit", "audit"),
    of("audit/due/", "audit.purge", "purge"),
    of("keeping/", "keeping.keeping", "keeping"),
    # Every kind of record, from its declaration.
    of("records/", "records.kinds_there", "records"),
    of("records/<id:plural>/", "records.listed", "list"),
    of("records/<id:plural>/new/", "records.new", "new"),
    of("record/<id:id>/", "records.record", "record"),
    of("record/<id:id>/edit/", "records.edit", "edit"),
    of("record/<id:id>/withdraw/", "records.withdraw", "withdraw"),
    of("record/<id:id>/history/", "records.history", "history"),
    of("record/<id:id>/reveal/", "records.reveal", "reveal"),
    of("done/", "records.batches", "batches"),
    of("done/<id:batch>/", "audit.batch", "batch"),
    # What every screen of a dossier shares.
    of("dial/", "front.dial", "dial"),
    of("undo/", "records.undo", "undo"),
    of("search/", "search.search", "search"),
    of("draft/<id:form>/", "drafts.draft", "draft"),
    of("tokens/", "tokens.tokens", "tokens"),
    at("settings/", "settings.settings", "settings"),
    # For other programs.
    at("api/", "tokens.description", "api"),
    *patterns(),
    at("keys/", "front.keys", "keys"),
]

handler400 = "aidememoire.workbench.screens.trouble.bad"
handler403 = "aidememoire.workbench.screens.trouble.refused"
handler404 = "aidememoire.workbench.screens.trouble.missing"
handler500 = "aidememoire.workbench.screens.trouble.fault"
