"""What do the tests of the vault share?"""

import pytest

from aidememoire.vault import opened
from vaults import WORDS, Scribe, bare, template


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    return template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def folder(made_once, tmp_path):
    return made_once.copied(tmp_path / "home")


@pytest.fixture
def vault(folder):
    vault = opened.unlocked(folder, WORDS)
    yield vault
    vault.keeper.close()


@pytest.fixture
def keeper(tmp_path):
    keeper = bare(tmp_path / "bare")
    yield keeper
    keeper.close()


@pytest.fixture
def scribe():
    return Scribe()
