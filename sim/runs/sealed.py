"""Folders whose every byte is checked: a manifest seals itself and lists the SHA-256 of all other files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import IntegrityError
from sim.runs.identity import canonical


def write_manifest(path: Path, content: Mapping[str, Any]) -> None:
    """Write a manifest with its own checksum, in the one form that `read_manifest` accepts."""
    path.write_bytes(_text(dict(content) | {"seal": _seal(content)}))


def read_manifest(path: Path) -> dict[str, Any]:
    """Return a manifest as it was written; IntegrityError when one bit of it has changed."""
    place = f"{path.parent.name}/{path.name}"
    try:
        content = path.read_bytes()
        manifest = json.loads(content)
        seal = manifest.pop("seal")
        whole = seal == _seal(manifest) and content == _text(manifest | {"seal": seal})
    except (FileNotFoundError, NotADirectoryError):
        raise IntegrityError(f"{place} is missing") from None
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise IntegrityError(f"{place} is damaged: it is not what was written")
    return dict(manifest)


def check_file(path: Path, manifest: Mapping[str, Any]) -> Path:
    """Return the path of a file whose bytes are those that the manifest lists; else IntegrityError."""
    place = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise IntegrityError(f"{place} is missing")
    if checksum(path) != manifest["checksums"].get(path.name):
        raise IntegrityError(f"{place} is damaged: its checksum is not the one in the manifest")
    return path


def check_folder(folder: Path, manifest_name: str) -> dict[str, Any]:
    """Return the manifest of a folder after checking every file that it lists."""
    manifest = read_manifest(folder / manifest_name)
    for name in manifest["checksums"]:
        check_file(folder / name, manifest)
    return manifest


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _text(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()
