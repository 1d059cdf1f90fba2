"""Does every screen hold in a real browser: nothing on its console, nothing off this machine, open to screen readers?"""

import pytest
from axe_playwright_python.sync_playwright import Axe

SCREENS = {
    "front": "/",
    "new-dossier": "/new/",
    "today": "/d/port-of-selane/",
    "issues": "/d/port-of-selane/issues/",
    "issue": "/d/port-of-selane/issues/levy/",
    "actors": "/d/port-of-selane/actors/",
    "actor": "/d/port-of-selane/actors/port-director/",
    "network": "/d/port-of-selane/network/?issue=unloading",
    "network-focus": "/d/port-of-selane/network/?issue=unloading&focus=coast-guard&degrees=1",
    "positions": "/d/port-of-selane/positions/?issue=unloading",
    "routes": "/d/port-of-selane/routes/?issue=unloading&to=port-director",
    "negotiation": "/d/port-of-selane/negotiation/?issue=unloading",
    "iceberg": "/d/port-of-selane/negotiation/unloading/iceberg/",
    "island": "/d/port-of-selane/negotiation/unloading/island/",
    "shared": "/d/port-of-selane/negotiation/unloading/shared/",
    "scenarios": "/d/port-of-selane/negotiation/unloading/scenarios/?proposal=director-counter",
    "mandate": "/d/port-of-selane/negotiation/women-staff/mandate/?part=mandator",
    "red-lines": "/d/port-of-selane/negotiation/levy/red-lines/?value=40",
    "legitimacy": "/d/port-of-selane/negotiation/unloading/legitimacy/?facing=port-director",
    "plan": "/d/port-of-selane/plan/",
    "plan-month": "/d/port-of-selane/plan/?view=month&beside=hijri",
    "dilemmas": "/d/port-of-selane/dilemmas/",
    "dilemma": "/d/port-of-selane/dilemmas/men-only-or-pause/",
    "trust": "/d/port-of-selane/trust/",
    "engagements": "/d/port-of-selane/engagements/",
    "log": "/d/port-of-selane/engagements/log/",
    "notes": "/d/port-of-selane/engagements/notes/",
    "commitments": "/d/port-of-selane/commitments/",
    "settle": "/d/port-of-selane/commitments/berth-in-48-hours/settle/",
    "watch": "/d/port-of-selane/watch/",
    "access": "/d/sudan-adre/access/",
    "access-without-map": "/d/port-of-selane/access/",
    "evidence": "/d/sudan-adre/evidence/",
    "briefs": "/d/port-of-selane/briefs/?kind=meeting&ceiling=AMBER",
    "handover-brief": "/d/port-of-selane/briefs/?kind=handover&with=port-director&ceiling=GREEN",
    "export": "/d/port-of-selane/export/?format=kumu.xlsx&ceiling=AMBER",
    "import": "/d/port-of-selane/import/",
    "handover": "/d/port-of-selane/handover/",
    "hand-over": "/d/port-of-selane/handover/lead/",
    "about": "/d/port-of-selane/about/",
    "clashes": "/d/port-of-selane/clashes/",
    "people": "/d/port-of-selane/people/",
    "grant": "/d/port-of-selane/people/grant/",
    "audit": "/d/port-of-selane/audit/",
    "purge": "/d/port-of-selane/audit/due/",
    "keeping": "/d/port-of-selane/keeping/",
    "records": "/d/port-of-selane/records/",
    "list": "/d/port-of-selane/records/ties/",
    "new": "/d/port-of-selane/records/stances/new/",
    "record": "/d/sudan-adre/record/stance-rsf-adre/",
    "edit": "/d/port-of-selane/record/levy/edit/",
    "history": "/d/port-of-selane/record/levy/history/",
    "batches": "/d/port-of-selane/done/",
    "search": "/d/port-of-selane/search/?q=council",
    "settings": "/settings/",
    "keys": "/keys/",
}


def complaints(page):
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}" for one in found]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_holds(visit, language):
    one = visit(language)
    wrong = []
    for name, address in SCREENS.items():
        answer = one.page.goto(one.server.origin + address)
        if answer.status != 200:
            wrong.append(f"{name}: {answer.status}")
        wrong += [f"{name}: {what}" for what in complaints(one.page)]
        wrong += [f"{name}: console: {what}" for what in one.said]
        one.said.clear()
        one.shoot(f"{name}-{language}")
    assert not wrong, "\n".join(wrong)
    assert not one.strayed()
