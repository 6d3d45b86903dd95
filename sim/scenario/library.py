"""Where scenario and county files are kept, and what they are called.

A bare name (`rules_2003`, `limits/urn_ball`) is looked up in the folder `scenarios/` that a file stands in, in
the current folder's, and in the one beside the package. Anything with `.toml` or a leading `.` or `/` is a path.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from sim.scenario.places import Place, Problems, cut, nearest, printable

PACKAGE_SCENARIOS = Path(__file__).parents[2] / "scenarios"
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
ID_RULE = "small letters a-z, digits, _ and -, at most 64, beginning with a letter or digit"
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)


def is_id(name: str) -> bool:
    """Tell whether a name may stand for a scenario, a county or a town on every file system."""
    return ID.fullmatch(name) is not None and name not in DEVICES


def roots(near: Path | None = None) -> Iterator[Path]:
    """Yield the folders `scenarios/`, the nearest first; `near` is the file that asks."""
    own = [folder for folder in near.parents if folder.name == "scenarios"] if near else []
    for folder in dict.fromkeys([*own, Path.cwd() / "scenarios", PACKAGE_SCENARIOS]):
        if folder.is_dir():
            yield folder


def shown_path(path: Path) -> str:
    """Return a path as messages and notes show it: never absolute, safe to print."""
    for folder in (Path.cwd(), PACKAGE_SCENARIOS.parent):
        if path.is_relative_to(folder):
            return printable(path.relative_to(folder).as_posix())
    return printable(path.name)


def find_scenario(said: str | Path, place: Place, problems: Problems, near: Path | None = None) -> Path | None:
    """Return the file that a name or path stands for; `near` is the file that builds on it."""
    text = str(said)
    if isinstance(said, Path) or text.endswith(".toml") or text.startswith((".", "/")) or "\\" in text:
        return _find_file(text, place, problems, near)
    if "/" in text and os.path.lexists(text):
        return _find_file(text, place, problems, near)
    parts = text.split("/")
    if not all(is_id(part) for part in parts):
        problems.add(place, "name", text, f"a scenario's name has {ID_RULE}", "a path ends in .toml")
        return None
    for root in roots(near):
        if os.path.exists(file := root.joinpath(*parts).with_suffix(".toml")):
            return file
    fix = nearest(text, _names("**/*.toml", near))
    if near and os.path.exists(near.with_name(f"{parts[-1]}.toml")):
        fix = f'for the file beside this one write "{parts[-1]}.toml"'
    problems.add(place, "unknown-scenario", text, "no scenario of this name under scenarios/", fix)
    return None


def find_county(name: str, place: Place, problems: Problems, near: Path | None = None) -> Path | None:
    """Return the file of scenarios/counties/ that holds the facts of a county."""
    if is_id(name):
        for root in roots(near):
            if os.path.exists(file := root / "counties" / f"{name}.toml"):
                return file
    fix = nearest(name, _names("counties/*.toml", near))
    problems.add(place, "unknown-county", name, "no file of this name in scenarios/counties/", fix)
    return None


def _find_file(text: str, place: Place, problems: Problems, near: Path | None) -> Path | None:
    folder = near.parent if near else Path.cwd()
    file = Path(os.path.normpath(folder / text.replace("\0", "")))
    if "\0" in text or not os.path.lexists(file):
        fix = nearest(Path(cut(text)).stem, _names("**/*.toml", near))
        problems.add(place, "unknown-scenario", text, "there is no such file", fix)
        return None
    if os.path.isfile(file) and not (file.suffix == ".toml" and is_id(file.stem)):
        problems.add(place, "name", file.name, f"a scenario file is NAME.toml, and NAME has {ID_RULE}")
        return None
    return file


def _names(pattern: str, near: Path | None) -> list[str]:
    """Return the names of files, as a scenario or the command line writes them."""
    names = set()
    for root in roots(near):
        for file in root.glob(pattern):
            name = file.relative_to(root).with_suffix("").as_posix()
            if pattern.startswith("counties/"):
                names.add(file.stem)
            elif not name.startswith("counties/"):
                names.add(name)
    return sorted(names)
