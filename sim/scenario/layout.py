"""On which line each key of a TOML text stands.

`tomllib` does not tell. This walk over the text knows headers, dotted keys, inline tables and lists over
several lines; it never fails on a broken text, but gives up on one that is too deep or too large. That is
known before `tomllib` is asked, which would run out of stack.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field

from sim.scenario.places import KeyPath

DEEPEST = 20  # levels of nesting
MOST_NODES = 20_000  # statements, keys and list entries

BLANK = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
SPACE = re.compile(r"[ \t]*+")
REST = re.compile(r"[^\n]*+")
PART = re.compile(r"""[ \t]*+(?:"((?:[^"\\\n]++|\\[^\n])*+)"|'([^'\n]*+)'|([^\s=.\[\]{},"'#]++))[ \t]*+""")
STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
BARE = re.compile(r"[^,\]}#\n]*+")
BEGINS = re.compile(r"\[{0,2}[ \t]*(?!true\b|false\b|inf\b|nan\b)[A-Za-z_][\w.-]*[ \t]*[\]=]", re.ASCII)


class Unreadable(ValueError):
    """Nothing of a text can be used, for example because it is nested too deeply."""

    def __init__(self, code: str, expected: str, fix: str = "", line: int | None = None) -> None:
        self.code, self.expected, self.fix, self.line = code, expected, fix, line
        super().__init__(expected)


@dataclass
class Statement:
    """One header or one `key = value`: its span in the text, and what it repeats: (key, first line, line)."""

    start: int
    end: int
    line: int
    header: bool
    repeats: list[tuple[KeyPath, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """The line of every key and list entry, and the statements of the text in order."""

    lines: dict[KeyPath, int]
    statements: list[Statement]


def lay_out(text: str) -> Layout:
    """Return where everything stands in a TOML text whose lines end in LF; Unreadable when it is too large."""
    return _Walk(text).through()


class _Walk:
    """A position in the text that only moves on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.ends = [found.start() for found in re.finditer("\n", text)]
        self.lines: dict[KeyPath, int] = {}
        self.said: dict[KeyPath, int] = {}
        self.lists: dict[KeyPath, int] = {}  # how many [[tables]] a list has
        self.table: KeyPath = ()
        self.statements: list[Statement] = []
        self.nodes = 0
        self.unclosed = False  # a list met the beginning of the next statement

    def through(self) -> Layout:
        self._skip(BLANK)
        while self.at < len(self.text):
            begin, nodes = self.at, self.nodes
            self.unclosed = False
            self.statements.append(Statement(begin, begin, self._line(), self._next() == "["))
            if self._next() == "[":
                self._header()
            else:
                self._pair(self.table)
            if not self.unclosed:
                self._skip(REST)
            self.statements[-1].end = self.at = max(self.at, begin + 1)
            if self.nodes == nodes:
                self._count()  # a line without a key
            self._skip(BLANK)
        return Layout(self.lines, self.statements)

    def _header(self) -> None:
        start, entry = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if entry else 1
        keys = self._key()
        if not keys or self._next() != "]":
            return
        path: KeyPath = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self.lists:
                path = (*path, self.lists[path] - 1)
        path = (*path, keys[-1])
        if entry:
            self.lines.setdefault(path, self._line(start))
            self.lists[path] = self.lists.get(path, 0) + 1
        if path in self.lists:
            path = (*path, self.lists[path] - 1)
        self._note(path, start)
        self.table = path

    def _pair(self, table: KeyPath) -> None:
        start = self.at
        keys = self._key()
        if not keys or self._next() != "=":
            return
        path = (*table, *keys)
        self._note(path, start)
        self.at += 1
        self._skip(SPACE)
        self._value(path)

    def _key(self) -> KeyPath:
        """Return the parts of a dotted key, () when there is none."""
        keys: list[str] = []
        while part := PART.match(self.text, self.at):
            quoted, literal, bare = part.groups()
            keys.append(_unescaped(quoted) if quoted is not None else literal if literal is not None else bare)
            self.at = part.end()
            if len(keys) > DEEPEST:
                raise self._too_deep()
            if self._next() != ".":
                break
            self.at += 1
        return tuple(keys)

    def _value(self, path: KeyPath) -> None:
        if string := STRING.match(self.text, self.at):
            self.at = string.end()
        elif self._next() == "[":
            self._list(path)
        elif self._next() == "{":
            self._inline_table(path)
        elif self.text.startswith(('"""', "'''"), self.at):
            self.at = len(self.text)
        elif self._next() in "\"'":
            self._skip(REST)
        else:
            self._skip(BARE)

    def _list(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip(BLANK)
            if self._next() in ("", "]"):
                self.at += 1
                return
            if BEGINS.match(self.text, self.at) and not self.text[self._line_start() : self.at].strip():
                self.unclosed = True
                return
            begin = self.at
            if self._next() != ",":
                self._note((*path, index), begin)
                self._value((*path, index))
                if self.unclosed:
                    return
                index += 1
            self.at = max(self.at, begin + 1)

    def _inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while True:
            self._skip(SPACE)
            if self._next() == "}":
                self.at += 1
                return
            if self._next() in ("", "\n", "#"):
                return
            begin = self.at
            if self._next() != ",":
                self._pair(path)
                if self.unclosed:
                    return
            self.at = max(self.at, begin + 1)

    def _note(self, path: KeyPath, start: int) -> None:
        """Remember the line of a key or a list entry, and of every table that it opens on its way."""
        self._count()
        if len(path) > DEEPEST:
            raise self._too_deep()
        line = self._line(start)
        for end in range(1, len(path)):
            self.lines.setdefault(path[:end], line)
        if path in self.said:
            self.statements[-1].repeats.append((path, self.said[path], line))
        else:
            self.lines[path] = self.said[path] = line

    def _count(self) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise Unreadable(
                "too-many-values", f"at most {MOST_NODES:,} lines, keys and list entries", line=self._line()
            )

    def _too_deep(self) -> Unreadable:
        return Unreadable("too-deep", f"nested too deep: at most {DEEPEST} levels", line=self._line())

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self, what: re.Pattern[str]) -> None:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _line(self, at: int | None = None) -> int:
        return bisect_left(self.ends, self.at if at is None else at) + 1

    def _line_start(self) -> int:
        line = self._line()
        return self.ends[line - 2] + 1 if line > 1 else 0


def _unescaped(quoted: str) -> str:
    if "\\" not in quoted:
        return quoted
    try:
        return str(tomllib.loads(f'key = "{quoted}"')["key"])
    except ValueError:
        return quoted
