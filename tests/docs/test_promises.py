"""Is every promise on the page on security shown by a test that exists?"""

import ast
import re

import pytest
from tests.docs.pages import ROOT

PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


def test_there_are_twelve_promises_and_each_names_a_test():
    parts = re.split(r"^\d+\. ", PAGE.split("## Twelve promises")[1].split("\n## ")[0], flags=re.MULTILINE)[1:]
    assert len(parts) == 12
    assert all("::test_" in part for part in parts)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_the_page_names_exists(file, name):
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
