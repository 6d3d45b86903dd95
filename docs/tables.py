"""Tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable


def rows(head: Iterable[str], body: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    lines = [tuple(head), tuple("---" for _ in head), *body]
    return "".join("| " + " | ".join(_cell(value) for value in line) + " |\n" for line in lines)


def _cell(value: object) -> str:
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|")
