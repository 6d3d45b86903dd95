"""One TOML file as it was written: its values, the lines they stand on, and everything that is wrong with the text."""

from __future__ import annotations

import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import Problem
from sim.scenario.layout import Layout, Statement, Unreadable, lay_out
from sim.scenario.library import shown_path
from sim.scenario.places import Place, Problems, cut, printable, write_key
from sim.scenario.wide import unwidened, wide_character

LARGEST = 2**20  # bytes
BOM = b"\xef\xbb\xbf"

TEXT_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|\'[^\'\n]*\'|#[^\n]*')
HINTS = (
    (r"^\s*[^=\s#]+\s*:(\s|$)", "TOML writes key = value, not key: value"),
    (r"=\s*(?i:true|false|yes|no|on|off|null|none)\s*(#|$)", "write true or false, in small letters"),
    (r"=\s*[0-9]{1,3}(,[0-9]{3})+\b", "write numbers without commas"),
    (r"=\s*[-+]?0[0-9]", "a number does not begin with 0"),
    (r"=\s*[0-9]{4}-[0-9]{1,2}\s*(#|$)", 'a month is text in quotes, "2003-01"'),
    (r"=\s*$", "a value is needed after the ="),
    (r"=\s*[^\s\"'\[{][^\"']*$", "text stands in quotes"),
    (r"^[^=]*$", "a line is `key = value`, `[table]` or `# comment`"),
)


@dataclass(frozen=True)
class Document:
    """What a file says. `whole` is false when parts that could not be read were left out."""

    path: Path
    tree: dict[str, Any]
    place: Place
    whole: bool
    notes: tuple[str, ...] = ()


def read_document(path: Path, problems: Problems) -> Document | None:
    """Read a TOML file; None when nothing of it can be used."""
    file = shown_path(path)
    try:
        raw = _read_bytes(path)
        text = _decode(raw.removeprefix(BOM))
        layout = lay_out(text)
    except Unreadable as why:
        problems.put(Problem(why.code, file, why.line, "", "", why.expected, why.fix))
        return None
    notes = (f"{file} begins with a byte order mark (BOM); it was passed over.",) if raw.startswith(BOM) else ()
    place = Place(file, lines=layout.lines)
    try:
        tree: dict[str, Any] | None = tomllib.loads(text)
        whole = True
    except ValueError:
        tree, whole = _rescue(text, layout, place, problems), False
    if tree is None:
        return None
    if not tree and whole:
        fix = 'begin with builds_on = "no_new_policy", or see scenarios/no_new_policy.toml'
        problems.put(Problem("empty", file, None, "", "", "the file says nothing", fix))
        return None
    return Document(path, tree, place, whole, notes)


def _read_bytes(path: Path) -> bytes:
    """Read a small regular file: anything else could be endless, or never answer."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not-a-file", "a regular file is needed, not a folder or a device")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable("file-unreadable", f"cannot be read: {error.strerror}") from None
    if len(raw) > LARGEST:
        raise Unreadable("file-too-large", f"at most 1 MiB; the file has {max(status.st_size, len(raw)):,} bytes")
    return raw


def _decode(raw: bytes) -> str:
    """Return UTF-8 text with LF line ends; another encoding is named, never guessed and used."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _guess_encoding(raw)
        looks = f"; looks like {encoding}" if encoding else ""
        fix = f"convert with iconv -f {encoding} -t UTF-8" if encoding else "save the file as UTF-8"
        raise Unreadable("not-utf8", f"not UTF-8{looks}", fix, raw.count(b"\n", 0, error.start) + 1) from None
    if "\0" in text:
        raise Unreadable("control-character", "a NUL character", "remove it", text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n")


def _guess_encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK" if any("\u4e00" <= char <= "\u9fff" for char in text) else ""


def _rescue(text: str, layout: Layout, place: Place, problems: Problems) -> dict[str, Any] | None:
    """Name every statement that is not TOML or repeats another, and read the others without them.

    When a header is wrong, the keys below it are left out with it: nobody knows where they belong.
    """
    kept, end = [], 0
    homeless = False
    for statement in layout.statements:
        homeless = homeless and not statement.header
        problem = None if homeless else _repetition(statement, place) or _syntax_problem(text, statement, place.file)
        if problem:
            problems.put(problem)
        homeless = homeless or (problem is not None and statement.header)
        if problem or homeless:
            kept += [text[end : statement.start], "\n" * text.count("\n", statement.start, statement.end)]
            end = statement.end
    text = "".join([*kept, text[end:]])
    try:
        return tomllib.loads(text)
    except ValueError as error:
        line = re.search(r"\(at line ([0-9]+)", str(error))
        said = str(error).partition(" (at ")[0]
        problems.put(Problem("syntax", place.file, int(line[1]) if line else None, "", "", f"not valid TOML: {said}"))
        return None


def _repetition(statement: Statement, place: Place) -> Problem | None:
    """Return the problem of a key that was said before; of its inner keys only the outermost is named."""
    if not statement.repeats:
        return None
    path, first, again = min(statement.repeats, key=lambda repeat: len(repeat[0]))
    expected = f"said twice, on lines {first} and {again}"
    return Problem("duplicate-key", place.file, again, write_key(path), "", expected, "keep one of them")


def _syntax_problem(text: str, statement: Statement, file: str) -> Problem | None:
    piece = text[statement.start : statement.end]
    try:
        tomllib.loads(piece)
    except ValueError as error:
        found = re.search(r"\(at line ([0-9]+)", str(error))
        line = statement.line + (int(found[1]) - 1 if found else 0)
        first = piece.strip().partition("\n")[0]
        bare = TEXT_OR_COMMENT.sub(lambda quoted: " " * len(quoted[0]), first)
        if wide := wide_character(bare):
            return Problem(
                "full-width", file, line, "", "", f"{wide}: {_short(first)}", f"write {_short(unwidened(first))}"
            )
        known = isinstance(error, tomllib.TOMLDecodeError)
        said = str(error).partition(" (at ")[0].lower() if known else "a number of too many digits"
        hint = next((hint for pattern, hint in HINTS if re.search(pattern, first)), "")
        return Problem("syntax", file, line, "", "", f"not valid TOML ({printable(said)}): {_short(first)}", hint)
    return None


def _short(text: str) -> str:
    return cut(printable(text))
