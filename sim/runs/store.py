"""The output folder: finished seeds and runs, each absent or whole.

DIR/<run id>/            a run: manifest, tables, dictionary, picture
DIR/.seeds/<unit id>/    a finished seed, used again by larger sets of seeds
DIR/.tmp/                folders being written, named after the process that writes them
DIR/.locks/              one file per run being computed
DIR/.quarantine/         what was found damaged or in conflict, with a note; nothing is deleted
DIR/.failed/             tracebacks of seeds that failed
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import IntegrityError, Refused
from sim.runs.owner import me, read_owner
from sim.runs.sealed import check_folder

MANIFEST = "manifest.json"
PERMISSION = (errno.EACCES, errno.EPERM, errno.EROFS)
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Store:
    """One output folder."""

    root: Path

    def find(self, place: Path, note: Callable[[str], None]) -> dict[str, Any] | None:
        """Return the manifest of a stored folder, all checksums verified; None when it has to be computed.

        A damaged folder is moved to quarantine and `note` is told.
        """
        if not place.exists():
            return None
        try:
            return check_folder(place, MANIFEST)
        except IntegrityError as error:
            kept = self.quarantine(place, str(error))
            note(f"{error}. Moved to {kept}; computing it again.")
            return None

    def run_place(self, run_id: str) -> Path:
        """Return where a run stands, or will stand."""
        return self.root / run_id

    def seed_place(self, unit_id: str) -> Path:
        """Return where a finished seed stands, or will stand."""
        return self.root / ".seeds" / unit_id

    @contextmanager
    def writing(self, place: Path) -> Iterator[Path]:
        """Give a temporary folder to fill; when the block ends without an error, publish it as `place`.

        What was written is on the disk before the folder gets its name, and a name is never given twice: when
        the place is already taken, equal digests mean that somebody else was first, and unequal ones raise
        IntegrityError and keep both. Refused when the disk is full or must not be written.
        """
        temporary = self.root / ".tmp" / f"{place.name}.{me()}.{secrets.token_hex(4)}"
        with explained(self.root):
            try:
                temporary.mkdir(parents=True)
                yield temporary
                _flush(temporary)
                self._publish(temporary, place)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)

    def _publish(self, temporary: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.rename(temporary, place)  # fails when a folder with content stands there
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise
            self._compare(temporary, place)
        _flush_name(place.parent)

    def _compare(self, temporary: Path, place: Path) -> None:
        new = check_folder(temporary, MANIFEST)
        try:
            old = check_folder(place, MANIFEST)
        except IntegrityError as error:
            self.quarantine(place, str(error))
            os.rename(temporary, place)
            return
        if old["digests"] != new["digests"]:
            names = old["digests"].keys() | new["digests"].keys()
            tables = sorted(name for name in names if old["digests"].get(name) != new["digests"].get(name))
            reason = f"{place.name} stands there with other content in {', '.join(tables)}"
            kept = self.quarantine(temporary, reason)
            raise IntegrityError(
                f"one id, two contents: {reason}. The older is kept in place, the newer in {kept}. "
                "Run `reemploy verify` on the older; please report this."
            )

    def quarantine(self, place: Path, reason: str) -> str:
        """Move a folder or file out of the way with a note, and say where it went."""
        home = self.root / ".quarantine"
        home.mkdir(parents=True, exist_ok=True)
        kept = home / f"{place.name.partition('.')[0]}.{secrets.token_hex(4)}"
        os.rename(place, kept)
        kept.with_name(f"{kept.name}.note.txt").write_text(f"{reason}\n", encoding="utf-8")
        return f".quarantine/{kept.name}"

    def remove_orphans(self) -> None:
        """Remove temporary folders whose writer is proved dead; all others stay."""
        for folder in sorted((self.root / ".tmp").glob("*")):
            owner = read_owner(folder.name.partition(".")[2].rpartition(".")[0])
            if owner is not None and owner.is_dead():
                shutil.rmtree(folder, ignore_errors=True)

    def save_failure(self, name: str, text: str) -> str:
        """Keep a traceback, and say where."""
        home = self.root / ".failed"
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
        return f".failed/{name}.txt"


def open_store(root: Path) -> Store:
    """Return the store at this folder, made if need be; Refused when nothing can be written there."""
    with explained(root):
        (root / ".tmp").mkdir(parents=True, exist_ok=True)
        probe = root / ".tmp" / f"probe.{me()}.{secrets.token_hex(4)}"
        probe.mkdir()
        probe.rmdir()
    store = Store(root)
    store.remove_orphans()
    return store


@contextmanager
def explained(root: Path) -> Iterator[None]:
    """Turn what the operating system says about writing into an error that tells the user what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            free = shutil.disk_usage(root).free // 2**20 if root.exists() else 0
            raise Refused(f"disk full: {free:,} MiB free at {root}. Free some, or choose another --out.") from error
        if error.errno in PERMISSION:
            raise Refused(f"{root} must not be written ({error.strerror}). Choose another --out.") from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST) and not root.is_dir():
            raise Refused(f"{root} is not a folder. Choose another --out.") from error
        raise Refused(f"could not write to {root}: {error}. Try again, or choose another --out.") from error


def _flush(folder: Path) -> None:
    """Force the bytes of every file, and the names in the folder, to the disk."""
    for path in sorted(folder.iterdir()):
        _flush_name(path)
    _flush_name(folder)


def _flush_name(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
