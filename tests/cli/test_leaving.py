"""For whom does something leave: up to which label, for readers of which compartments, for which organisation?"""

import json

import pytest
from tests.cli.test_exit_codes import DAY, assert_refused

from aidememoire.ledger import bundles
from aidememoire.vault.agent.client import Client
from aidememoire.vocabulary.handling import Label

CLOSED = b"detention-mandate"
STRICT = ("--ceiling", "AMBER+STRICT")


def written(answer, file):
    assert answer.code == 0, answer.err
    return file.read_bytes()


@pytest.mark.parametrize("place", ["@selane", "file"])
@pytest.mark.parametrize("ending", ["jsonl", "yaml"])
def test_what_is_in_a_compartment_leaves_for_its_readers_alone(run, amina, selane, tmp_path, place, ending):
    place = selane if place == "file" else place
    plain = written(run("convert", place, f"a.{ending}", *STRICT), tmp_path / f"a.{ending}")
    theirs = written(
        run("convert", place, f"b.{ending}", *STRICT, "--compartment", "detention"), tmp_path / f"b.{ending}"
    )
    assert CLOSED not in plain and CLOSED in theirs
    other = written(
        run("convert", place, f"c.{ending}", *STRICT, "--compartment", "contacts"), tmp_path / f"c.{ending}"
    )
    assert CLOSED not in other


def test_a_brief_holds_the_compartment_of_its_readers(run, amina, tmp_path):
    asked = ("brief", "@selane", "--kind", "handover", *DAY, *STRICT, "--to")
    plain = written(run(*asked, "a.md"), tmp_path / "a.md")
    theirs = written(run(*asked, "b.md", "--compartment", "detention"), tmp_path / "b.md")
    # What was seen of this promise is in the compartment: without it the promise reads otherwise.
    assert b"**Overdue** **Families will be told" in plain and b"**Unverified** **Families will be told" in theirs


def test_what_is_releasable_to_some_goes_to_no_other_organisation(run, amina, tmp_path):
    assert run("relabel", "@selane", "port-mandate", "AMBER", "--recipient", "Sea-Lantern").code == 0
    asked = ("convert", "@selane", "--ceiling", "AMBER", "--recipient")
    theirs = written(run(*asked, "Sea-Lantern", "a.jsonl"), tmp_path / "a.jsonl")
    others = written(run(*asked, "Granary", "b.jsonl"), tmp_path / "b.jsonl")
    assert b"port-mandate" in theirs and b"port-mandate" not in others


@pytest.mark.parametrize("command", [("brief", "--to", "x.md"), ("convert", "x.jsonl")])
def test_a_compartment_that_is_not_there_is_named_with_those_that_are(run, selane, command):
    refused = run(command[0], selane, *command[1:], "--compartment", "elsewhere")
    assert_refused(refused)
    assert "There is no compartment elsewhere here. There are: contacts, detention." in refused.err


def test_a_bundle_carries_what_is_in_a_compartment_and_does_not_name_it(run, amina, homes):
    homes.unlocked("Bao")
    assert run("vault", "card", "bao.card").code == 0
    homes.at("Amina")
    asked = ("bundle", "make", "@selane", "--to", "bao.card", "--purpose", "Visits", *STRICT)
    assert run(*asked, "plain.bundle").code == 0
    assert run(*asked, "theirs.bundle", "--compartment", "detention").code == 0
    homes.at("Bao")
    held = {}
    for name in ("plain", "theirs"):
        rows = json.loads(run("bundle", "open", f"{name}.bundle", "@selane", "--json").out)
        held[name] = {row["record"] for row in rows}
    assert "detention-mandate" in held["theirs"] - held["plain"]
    client = Client(homes.folder("Bao"))
    manifest = bundles.open_bundle((homes.root / "theirs.bundle").read_bytes(), client.keyring).manifest
    client.close()
    assert (manifest.ceiling.level, manifest.ceiling.compartments) == (Label.AMBER_STRICT, ())
