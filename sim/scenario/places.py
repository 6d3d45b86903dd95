"""Where something was said, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from sim.errors import InvalidInput, Problem

KeyPath = tuple[str | int, ...]  # ("levers", "dibao", "line", 0, "value"): keys, and positions in lists

MOST_LISTED = 50
LONGEST_SHOWN = 60
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A file, the keys that lead to a value, and the lines on which the keys of that file stand."""

    file: str
    path: KeyPath = ()
    lines: Mapping[KeyPath, int] = field(default_factory=dict, repr=False)

    def __truediv__(self, step: str | int) -> Place:
        return Place(self.file, (*self.path, step), self.lines)

    @property
    def line(self) -> int | None:
        """Return the line of the key, or of the nearest key around it that is known."""
        ends = range(len(self.path), 0, -1)
        return next((self.lines[self.path[:end]] for end in ends if self.path[:end] in self.lines), None)

    @property
    def key(self) -> str:
        """Return the path as people write it: `levers.dibao.line[0].value`."""
        return write_key(self.path)


class Problems:
    """All problems found so far: reading goes on, so that the user sees them at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._known: set[Problem] = set()

    def add(self, place: Place, code: str, got: Any, expected: str, fix: str = "") -> None:
        """Name what is wrong at a place; `got` is a TOML value, or None when nothing was said."""
        self.put(Problem(code, place.file, place.line, place.key, "" if got is None else shown(got), expected, fix))

    def put(self, problem: Problem) -> None:
        """Remember a problem; the same one is listed once."""
        if problem not in self._known:
            self._known.add(problem)
            self.found.append(problem)

    def refuse(self) -> None:
        """Raise InvalidInput when there are problems, file by file in the order of lines."""
        if not self.found:
            return
        files = list(dict.fromkeys(problem.file for problem in self.found))
        ordered = sorted(self.found, key=lambda problem: (files.index(problem.file), problem.line or 0))
        if len(ordered) > MOST_LISTED:
            more = len(ordered) - MOST_LISTED + 1
            file = ordered[MOST_LISTED - 1].file
            ordered[MOST_LISTED - 1 :] = [Problem("more", file, None, "", "", f"{more} more problems are not listed")]
        raise InvalidInput(ordered)


def write_key(path: KeyPath) -> str:
    """Return a path as text, keys that are not plain words in quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + (cut(step) if BARE_KEY.fullmatch(step) else shown(step))
    return text


def shown(value: Any) -> str:
    """Return a TOML value as text that is short, on one line, and safe to print on a terminal."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{cut(printable(value))}"'
        case int() if value.bit_length() > 200:
            return "a whole number of more than 60 digits"
        case dict():
            pairs = (f"{write_key((key,))} = {shown(part)}" for key, part in _first(value.items()))
            return cut(f"{{{', '.join(pairs)}}}")
        case list():
            return cut(f"[{', '.join(shown(part) for part in _first(value))}]")
        case datetime() | date() | time():
            return value.isoformat()
    return str(value)


def printable(text: str) -> str:
    """Return text with everything escaped that a terminal would not print as one character."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def cut(text: str) -> str:
    """Return the beginning of a long text."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint at the valid name that was probably meant, else at all of them."""
    valid = list(dict.fromkeys(names))
    plain = {known.lower().replace("-", "_"): known for known in valid}
    said = name.lower().replace("-", "_")[:100]
    close = get_close_matches(said, plain, n=3, cutoff=0.6)
    if close:
        likeness = [SequenceMatcher(None, found, said).ratio() for found in close]
        best = [plain[found] for found, ratio in zip(close, likeness, strict=True) if ratio > likeness[0] - 0.1]
        return f"did you mean {' or '.join(best)}?"
    if not valid:
        return ""
    return f"valid: {', '.join(valid[:20])}{', …' if len(valid) > 20 else ''}"


def _first(parts: Iterable[Any]) -> list[Any]:
    return [part for part, _ in zip(parts, range(8), strict=False)]
