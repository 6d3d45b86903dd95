"""The kernels' text means the same with the JIT on and off, and a stale cache never answers."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import sim

from .test_twins import kernels_of

HERE = Path(__file__).parent
SIM = Path(sim.__file__).parent


def run(arguments, folder, **settings):
    """Run Python in a folder with some settings changed (None: unset); return what it printed."""
    environment = {**os.environ, **{name: str(value) for name, value in settings.items()}}
    for name, value in settings.items():
        if value is None:
            del environment[name]
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_bytes_with_and_without_the_jit():
    command = ["-m", "kernels.digests"]
    compiled, interpreted = (
        json.loads(run(command, HERE.parent, PYTHONPATH=SIM.parent, NUMBA_DISABLE_JIT=setting)) for setting in (None, 1)
    )  # fmt: skip
    assert interpreted == compiled
    named = {name.split()[0] for name in compiled}
    assert kernels_of(SIM) - named == {"group_by_opening"}  # whose answer `invite` and `offer` read


CALL = """
import numpy as np
from sim.kernels.jobs import find_lucky
rows = np.empty(65, np.int64)
n = find_lucky(np.uint64(7), (30_000, 0.5), np.zeros(64, np.int8), np.ones(1, np.bool_), np.empty(16, np.uint64), rows)
print("compiled" if hasattr(find_lucky, "py_func") else "interpreted", rows[:n].tolist())
"""


def test_an_edited_helper_in_another_file_is_compiled_anew(tmp_path):
    """`find_lucky` calls `sim.luck.draw_bits`, which calls `mix`: numba's own cache would not notice an edit there."""
    shutil.copytree(SIM, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    settings = {
        "PYTHONPATH": tmp_path, "XDG_CACHE_HOME": tmp_path / "cache", "NUMBA_DISABLE_JIT": None,
        "NUMBA_CACHE_DIR": None, "PYTHONDONTWRITEBYTECODE": 1,
    }  # fmt: skip
    first = run(["-c", CALL], tmp_path, **settings)
    assert run(["-c", CALL], tmp_path, **settings) == first
    assert first.startswith("compiled")
    assert list((tmp_path / "cache").rglob("*.nbi"))
    helper = tmp_path / "sim" / "luck.py"
    before = helper.read_text(encoding="utf-8")
    after = before.replace("0x94D049BB133111EB", "0x94D049BB133111EF")
    assert after != before
    helper.write_text(after, encoding="utf-8")
    second = run(["-c", CALL], tmp_path, **settings)
    assert second != first
    assert second == run(["-c", CALL], tmp_path, **settings | {"XDG_CACHE_HOME": tmp_path / "fresh"})
    helper.write_text(before, encoding="utf-8")
    assert run(["-c", CALL], tmp_path, **settings) == first
