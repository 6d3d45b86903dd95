"""The generated parts of the documentation are what the declarations say today."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def generator():
    """Return the script that writes the tables; docs is no package, its scripts stand beside each other."""
    if str(DOCS) not in sys.path:
        sys.path.append(str(DOCS))
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", generator().PAGES)
def test_no_generated_table_is_stale(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    assert generator().filled(text) == text, f"docs/{page} is stale: run `python docs/generate.py`"


def test_the_pages_hold_every_table_and_odd_the_seven_elements():
    module = generator()
    pages = {page: (DOCS / page).read_text(encoding="utf-8") for page in module.PAGES}
    assert {name for text in pages.values() for name in re.findall(r"<!-- table: ([\w ]+) -->", text)} == set(
        module.TABLES
    )
    text = pages["odd.md"]
    assert [int(number) for number in re.findall(r"^## (\d)\. ", text, re.MULTILINE)] == [1, 2, 3, 4, 5, 6, 7]


def test_a_changed_declaration_would_be_seen():
    module = generator()
    text = (DOCS / "odd.md").read_text(encoding="utf-8")
    assert module.filled(text.replace("fen/month", "fen a month", 1)) == text
    assert text.replace("fen/month", "fen a month", 1) != text
