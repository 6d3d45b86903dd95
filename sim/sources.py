"""The model's own text: its hash, and a numba cache that belongs to exactly this text.

numba's disk cache does not notice that a helper in another file was edited; a cache folder named by the
hash of all sources does.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def source_hash() -> str:
    """Return the SHA-256 over every `sim/**/*.py`: relative paths and bytes, in sorted order."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*.py"), key=lambda path: path.relative_to(HERE).as_posix()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(HERE).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def prepare_numba_cache() -> None:
    """Point numba to the cache folder of these sources, this Python and this CPU setting."""
    flavour = f"{source_hash()[:16]}-{platform.python_version()}-{os.environ.get('NUMBA_CPU_NAME', 'native')}"
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "reemploy" / "numba"
    try:
        (home / flavour).mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written to: compile into the temporary folder instead
        home = Path(tempfile.gettempdir()) / f"reemploy-numba-{os.getuid()}"
    os.environ["NUMBA_CACHE_DIR"] = str(home / flavour)
    if "numba" in sys.modules:
        sys.modules["numba"].config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]
