"""Do the locks and every file in the repository keep to themselves what does not belong there?"""

import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(
    [*ROOT.glob("requirements/*.txt"), *ROOT.glob("requirements/*.in"), *ROOT.glob("*lock.json"), ROOT / ".npmrc"]
)

# Put together here, so that this file does not hold them either.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js.",
    "yarn" + "pkg.com",
    "deb." + "debian",
    "proxy." + "golang",
]
THIS_MACHINE = [f"/{place}/" for place in ("work", "root", "tmp/bash_jobs")]
WRITERS = [
    "clau" + "de code",
    "anthro" + "pic",
    "chat" + "gpt",
    "open" + "ai",
    "copi" + "lot",
    "gemi" + "ni cli",
    "large language " + "model",
    "ai " + "agent",
    "coding " + "agent",
    "ai-" + "generated",
    "generated with " + "ai",
    "co-authored" + "-by",
]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_holds_an_address(lock):
    assert "://" not in lock.read_text("utf-8")


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements/*.txt")), ids=lambda path: path.name)
def test_every_pin_has_a_hash(lock):
    pins = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    assert pins and all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_every_npm_package_has_a_digest_and_says_its_licence():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        assert not name or (package["integrity"].startswith("sha512-") and package["license"]), name


def test_the_development_lock_holds_all_of_the_base_lock():
    assert pins("base") <= pins("dev")


def test_what_the_package_asks_for_is_what_the_locks_are_made_from():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)}
    lines = (ROOT / "requirements" / "base.in").read_text("utf-8").splitlines()
    assert asked == {line for line in lines if line and line[0] not in "#-"}


@pytest.mark.parametrize(
    ("words", "why"),
    [(REGISTRIES, "a package registry"), (THIS_MACHINE, "a folder of one machine"), (WRITERS, "how it is written")],
    ids=["registries", "machine", "writers"],
)
def test_no_tracked_file_names(words, why):
    pattern = re.compile("|".join(rf"(?<![\w.-]){re.escape(word)}" for word in words), re.IGNORECASE)
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in tracked_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"names {why}"


@cache
def tracked_texts():
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("not a git checkout, so nothing is tracked")
    texts = []
    for name in filter(None, listing.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            texts.append((name, content.decode("utf-8")))
    return texts


def pins(lock):
    return set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8"), re.MULTILINE))
