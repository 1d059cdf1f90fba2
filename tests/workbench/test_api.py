"""Does the API answer through the same gate, with one shape for what it refuses, and keep to its own description?"""

import json
from datetime import date

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS

from aidememoire import client
from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk as LedgerDesk
from aidememoire.ledger.memory import MemoryKeyring
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.workbench.api.tokens import Tokens
from workbench.sitting import HOST

SELANE = "/api/v1/dossiers/port-of-selane"


@pytest.fixture
def tokens(fresh_vault):
    return Tokens(fresh_vault.drafts)


@pytest.fixture
def place(fresh_vault):
    """The id of the dossier: a token is for that, whatever the dossier is called."""
    return fresh_vault.slugs()["port-of-selane"]


@pytest.fixture
def reading(tokens, place):
    return {"Authorization": "Bearer " + tokens.make("reading", place, writes=False, until=None)[1]}


@pytest.fixture
def writing(tokens, place):
    return {"Authorization": "Bearer " + tokens.make("writing", place, writes=True, until=None)[1]}


@pytest.fixture
def ask(stranger, fresh_vault):
    """A program: no cookie, no page, only a token."""

    def asked(method, address, headers, body=None):
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(stranger, method)(address, headers=headers, **data)

    return asked


def problem(answer, status, code):
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), answer.content
    assert set(told) == {"code", "says", "field"} and told["says"]
    return told


def test_every_record_that_the_page_shows_is_told_in_pages(ask, reading, fresh_vault):
    dossier = fresh_vault.desk("port-of-selane").dossier
    first = ask("get", SELANE + "/records?size=50", reading).json()
    found = [one["id"] for one in first["items"]]
    for number in range(2, first["pages"] + 1):
        found += [one["id"] for one in ask("get", f"{SELANE}/records?size=50&page={number}", reading).json()["items"]]
    assert found == [record.id for record in dossier]


def test_a_finding_is_that_of_the_command_line(ask, reading, fresh_vault):
    from aidememoire.methods.triage.triage import triage

    dossier = fresh_vault.desk("port-of-selane").dossier
    told = ask("get", SELANE + "/findings/triage?as_of=2026-06-15", reading).json()
    assert told == json.loads(json.dumps(triage(dossier, as_of=date(2026, 6, 15)).plain("en")))


def test_what_was_not_known_on_a_day_is_not_told_of_it(ask, reading):
    assert ask("get", SELANE + "/records/unloading-terms?known_at=2020-01-01", reading).status_code == 404


def test_a_record_comes_in_is_changed_withdrawn_and_taken_back(ask, writing):
    new = {"record": "actor", "fields": {"id": "rope-makers", "names": {"en": "Rope Makers"}}, "why": "Met today"}
    made = ask("post", SELANE + "/records", writing, new)
    assert made.status_code == 201
    changed = ask("patch", SELANE + "/records/rope-makers", writing, {"changes": {"note": "By the quay"}})
    assert changed.status_code == 200
    assert ask("get", SELANE + "/records/rope-makers", writing).json()["fields"]["note"] == "By the quay"
    ask("post", SELANE + "/undo", writing, {"batch": changed.json()["batch"]})
    assert "note" not in ask("get", SELANE + "/records/rope-makers", writing).json()["fields"]
    assert ask("delete", SELANE + "/records/rope-makers", writing).status_code == 200
    problem(ask("get", SELANE + "/records/rope-makers", writing), 404, "missing")
    done = ask("get", SELANE + "/entries?size=4", writing).json()["items"]
    assert done[-1]["why"] == "Met today"


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer aide_wrong", "Basic YTpi", "Bearer  "])
def test_without_a_token_nothing_is_told(ask, authorization):
    answer = ask("get", SELANE, {"Authorization": authorization} if authorization else {})
    problem(answer, 401, "no-token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_browser_at_the_desk_without_a_token_is_no_program(seated):
    problem(seated.get(SELANE), 401, "no-token")
    assert seated.get("/api/v1/openapi.json").status_code == 200


def test_an_ended_token_and_one_past_its_day_are_none(ask, tokens, place):
    token, secret = tokens.make("short", place, writes=False, until=date(2020, 1, 1))
    problem(ask("get", SELANE, {"Authorization": f"Bearer {secret}"}), 401, "no-token")
    token, secret = tokens.make("long", place, writes=False, until=None)
    assert ask("get", SELANE, {"Authorization": f"Bearer {secret}"}).status_code == 200
    tokens.end(token.id)
    problem(ask("get", SELANE, {"Authorization": f"Bearer {secret}"}), 401, "no-token")


def test_the_secret_of_a_token_is_kept_nowhere(tokens, place, tmp_path):
    _token, secret = tokens.make("reading", place, writes=False, until=None)
    assert secret not in repr(tokens.all())
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()]


def test_a_token_for_one_dossier_opens_no_other_and_says_the_same_as_for_none(ask, reading):
    other = ask("get", "/api/v1/dossiers/sudan-adre", reading)
    none = ask("get", "/api/v1/dossiers/no-such", reading)
    problem(other, 404, "missing")
    assert other.content == none.content
    assert [one["slug"] for one in ask("get", "/api/v1/dossiers", reading).json()["items"]] == ["port-of-selane"]


def test_a_token_is_for_its_dossier_even_where_another_comes_to_be_called_so(ask, reading, fresh_vault):
    other = LedgerDesk.found(fresh_vault.keeper, fresh_vault.keyring, Header(slug="port-of-selane", title="Another"))
    other.do(acts.record(other, Actor(id="somebody-else")))
    assert {"port-of-selane", "port-of-selane-2"} <= set(fresh_vault.slugs())
    assert "Another" not in ask("get", SELANE, reading).content.decode()
    problem(ask("get", SELANE + "-2", reading), 404, "missing")
    # Where the first is gone, the other takes its name, and the token opens neither.
    acts_on = fresh_vault.desk("port-of-selane")
    acts_on.do(acts.hand_over(acts_on, MemoryKeyring("Successor").me, why="I leave"))
    assert fresh_vault.slugs()["port-of-selane"] == other.place
    problem(ask("get", SELANE, reading), 404, "missing")


def test_what_was_being_made_when_the_part_or_the_token_ended_is_not_told(ask, tokens, place, fresh_vault, monkeypatch):
    from aidememoire.workbench.api import answers

    def meanwhile(happens):
        told = answers._dossier

        def made(slug, dossier):
            answer = told(slug, dossier)
            happens()
            return answer

        monkeypatch.setattr(answers, "_dossier", made)

    def shown(id):
        return {"Authorization": f"Bearer {id}"}

    token, secret = tokens.make("ends", place, writes=False, until=None)
    for where in (SELANE, "/api/v1/dossiers"):
        assert b"port-of-selane" in ask("get", where, shown(secret)).content
    with monkeypatch.context():
        meanwhile(lambda: tokens.end(token.id))
        answer = ask("get", SELANE, shown(secret))
        problem(answer, 401, "no-token")
        assert b"Selane" not in answer.content
    _token, secret = tokens.make("stays", place, writes=False, until=None)
    ledger = fresh_vault.desk("port-of-selane")
    successor = MemoryKeyring("Successor").me

    def leave():
        if ledger.reader.may("hand over"):
            ledger.do(acts.hand_over(ledger, successor, why="I leave"))

    meanwhile(leave)
    answer = ask("get", SELANE, shown(secret))
    problem(answer, 404, "missing")
    assert b"Selane" not in answer.content


def test_a_label_beyond_ones_own_is_told_as_such(ask, writing, read_as):
    body = {"record": "actor", "fields": {"id": "x", "handling": {"level": "AMBER", "compartments": ["closed"]}}}
    answer = ask("post", SELANE + "/records", writing, body)
    assert (answer.status_code, answer.json()["field"]) == (422, "handling")
    assert "beyond what you hold" in answer.json()["says"]


def test_a_token_that_reads_writes_nothing(ask, reading):
    new = {"record": "actor", "fields": {"id": "a", "names": "A"}}
    problem(ask("post", SELANE + "/records", reading, new), 403, "reads-only")
    problem(ask("delete", SELANE + "/records/levy", reading), 403, "reads-only")


@pytest.mark.parametrize("field", ["id", "handling", "owner", "recorded_by"])
def test_neither_id_nor_label_is_changed_by_a_program(ask, writing, field):
    told = problem(
        ask("patch", SELANE + "/records/levy", writing, {"changes": {field: "CLEAR"}}), 422, "not-understood"
    )
    assert told["field"] == field


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"record": "spell", "fields": {}}, "record"),
        ({"record": "actor", "fields": []}, "fields"),
        ({"record": "actor", "fields": {"id": "Not An Id", "names": "A"}}, "id"),
        ({"record": "commitment", "fields": {"id": "c"}}, "given_by"),
        ({"record": "actor", "fields": {"id": "a", "names": "A"}, "why": 3}, "why"),
    ],
)
def test_what_is_not_understood_names_its_field(ask, writing, body, field):
    assert problem(ask("post", SELANE + "/records", writing, body), 422, "not-understood")["field"] == field


def test_a_record_that_names_nothing_that_is_here_is_not_recorded(ask, writing):
    fields = {"id": "t", "actor": "nobody-at-all", "over": "port-director", "basis": "command"}
    problem(ask("post", SELANE + "/records", writing, {"record": "tie", "fields": fields}), 404, "missing")
    problem(ask("get", SELANE + "/records/t", writing), 404, "missing")


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [(b"{", "application/json", 400), (b'{"a": NaN}', "application/json", 400), (b"[]", "application/json", 422),
     (b'{"a":1,"a":2}', "application/json", 400), (b"[" * 50_000, "application/json", 400), (b"a=1", "text/plain", 415),
     (b'{"record": "\\ud800"}', "application/json", 400), (b"x" * 21_000_000, "application/json", 413)],
)  # fmt: skip
def test_what_is_no_json_is_said_so(stranger, writing, data, kind, status):
    answer = stranger.post(SELANE + "/records", data, content_type=kind, headers=writing)
    assert answer.status_code == status and set(answer.json()) == {"code", "says", "field"}


def test_a_name_in_the_query_that_there_is_not_is_refused(ask, reading):
    assert problem(ask("get", SELANE + "/records?order=label", reading), 422, "not-understood")["field"] == "order"


def test_an_address_that_there_is_not_is_a_problem_like_any_other(ask, reading):
    problem(ask("get", "/api/v1/secrets", reading), 404, "missing")
    answer = ask("put", SELANE + "/records/levy", reading)
    problem(answer, 405, "no-such-method")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "PATCH", "DELETE"}


def test_secret_records_that_are_told_are_noted(ask, reading, fresh_vault):
    before = [one.action for one in fresh_vault.keeper.events].count("read")
    ask("get", SELANE + "/records?kind=identity", reading)
    assert [one.action for one in fresh_vault.keeper.events].count("read") > before


def test_an_export_is_cut_and_noted(ask, reading, fresh_vault):
    answer = ask("get", SELANE + "/export?format=kumu.json&ceiling=AMBER", reading)
    assert b"Sandpiper" not in answer.content and json.loads(answer.content)["elements"]
    assert fresh_vault.keeper.events[-1].action == "export"


def test_an_answer_notes_its_red_records_and_names_no_movers_to_who_is_not_cleared(ask, reading, fresh_vault, read_as):
    ask("get", SELANE + "/findings/watch?as_of=2026-06-15", reading)
    noted = [one for one in fresh_vault.keeper.events if one.action == "ask"]
    assert noted and {one.label for one in noted} == {Label.RED}
    read_as(clearance=Label.AMBER)
    answer = ask("get", SELANE + "/findings/map?issue=unloading", reading)
    assert answer.status_code == 422 and "cleared for TLP:AMBER+STRICT" in answer.json()["says"]
    told = ask("get", SELANE + "/findings/routes?to=port-director", reading).json()
    assert told["rows"] == [] and told["inputs"] == []


def test_through_whom_a_route_leads_is_told_when_asked_for_and_that_is_noted(ask, reading, fresh_vault):
    def noted():
        return [one.action for one in fresh_vault.keeper.events].count("names of routes")

    address = SELANE + "/findings/routes?to=port-director"
    steps = ask("get", address, reading).json()
    assert steps["rows"] == [] and steps["inputs"] == [] and noted() == 0
    named = ask("get", address + "&names=yes", reading).json()
    assert named["rows"] and named["rows"][0]["path"] and noted() == 1
    assert ask("get", address + "&names=no", reading).status_code == 422
    assert ask("get", SELANE + "/findings/watch?names=yes", reading).status_code == 422


def test_an_export_for_readers_of_a_compartment_holds_what_is_in_it(ask, reading):
    def there(more):
        answer = ask("get", SELANE + "/export?format=jsonl.jsonl&ceiling=AMBER%2BSTRICT" + more, reading)
        return answer.status_code, b'"detention-mandate"' in answer.content

    assert there("") == there("&compartment=contacts") == (200, False)
    assert there("&compartment=contacts&compartment=detention") == (200, True)
    assert there("&compartment=nothing-here") == (422, False)


def test_the_name_behind_a_pseudonym_is_never_told(ask, reading, fresh_vault):
    name = fresh_vault.desk("port-of-selane").reveal("sandpiper-name")
    assert name not in ask("get", SELANE + "/records?size=200", reading).content.decode()


def test_a_token_is_made_on_the_page_shown_once_and_ended_there(seated, ask):
    page = seated.post("/d/port-of-selane/tokens/", {"purpose": "Map of the week", "scope": "read"}).content.decode()
    secret = page.split('id="token">')[1].split("<")[0]
    assert ask("get", SELANE, {"Authorization": f"Bearer {secret}"}).status_code == 200
    page = seated.get("/d/port-of-selane/tokens/").content.decode()
    assert secret not in page and "Map of the week" in page
    seated.post("/d/port-of-selane/tokens/", {"end": page.split('name="end" value="')[1].split('"')[0]})
    assert ask("get", SELANE, {"Authorization": f"Bearer {secret}"}).status_code == 401


# The description, and the client


def test_the_description_has_a_schema_for_every_kind(ask, reading):
    told = ask("get", "/api/v1/openapi.json", reading).json()
    assert told["openapi"] == "3.1.0"
    for name, kind in kinds().items():
        fields = told["components"]["schemas"][f"kind-{name}"]["properties"]
        assert list(fields) == [spec.name for spec in kind.fields()]


@pytest.mark.filterwarnings("ignore")
def test_no_program_gets_an_answer_that_the_description_does_not_promise(writing, fresh_vault):
    from aidememoire.workbench.wsgi import application

    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", application, headers={**writing, "Host": HOST, "Accept-Encoding": "identity"}
    )
    checks = CHECKS.get_by_names(["not_a_server_error", "status_code_conformance", "content_type_conformance",
                                  "response_schema_conformance"])  # fmt: skip
    operations = [result.ok() for result in schema.get_all_operations()]
    seen = set()
    for operation in operations:

        @settings(max_examples=5, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy(), levy=st.booleans())
        def answers_as_promised(case, levy):
            case.headers = {**(case.headers or {}), **writing, "Host": HOST, "Accept-Encoding": "identity"}
            if "slug" in (case.path_parameters or {}):
                case.path_parameters["slug"] = "port-of-selane"
            if levy and "id" in (case.path_parameters or {}) and case.method != "DELETE":
                case.path_parameters["id"] = "levy"
            answer = case.call()
            seen.add((case.operation.label, answer.status_code))
            case.validate_response(answer, checks=checks)

        answers_as_promised()
    assert {label for label, _status in seen} == {operation.label for operation in operations}


def test_the_client_says_what_the_api_says(server, visit):
    one = visit()
    page = one.goto("/d/port-of-selane/tokens/")
    page.fill("#f-purpose", "Client of the tests")
    page.check("input[name=scope][value=write]")
    page.click("main button.main")
    token = page.inner_text("#token")
    there = client.Workbench(server.origin, token)
    assert [one["slug"] for one in there.dossiers()] == ["port-of-selane"]
    selane = there.dossier("port-of-selane")
    assert len(list(selane.records())) == sum(selane.about()["records"].values())
    assert selane.finding("map", issue="levy", unsourced=True)["rows"]
    batch = selane.add("actor", {"id": "client-made", "names": "Rope Makers"}, why="A trial")
    selane.change("client-made", {"note": "By the quay"})
    assert len(selane.history("client-made")) == 2
    assert next(iter(selane.entries()))["records"] == ["client-made"]
    selane.withdraw("client-made")
    assert selane.export("kumu.json", "GREEN").startswith(b"{")
    assert any(one["method"] == "triage" for one in selane.questions())
    with pytest.raises(client.Refused) as caught:
        selane.undo(batch)
    assert caught.value.status == 422
    with pytest.raises(client.Refused) as caught:
        selane.record("client-made")
    assert (caught.value.status, caught.value.code) == (404, "missing")
    assert not one.strayed()


@pytest.mark.parametrize("address", ["http://example.org:80", "https://127.0.0.1:1", "ftp://127.0.0.1", "127.0.0.1:80"])
def test_the_client_shows_its_token_to_this_machine_only(address):
    with pytest.raises(ValueError, match="this machine only"):
        client.Workbench(address, "aide_x")


def test_the_page_for_programmers_needs_nothing_from_elsewhere(visit):
    one = visit()
    page = one.goto("/api/")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() >= 12
    one.shoot("api-en")
    assert not one.strayed()
    assert not [said for said in one.said if "refused" in said.lower() or "violat" in said.lower()], one.said
