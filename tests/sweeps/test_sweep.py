"""Many points: stopped anywhere, the same command ends with the bytes that it would have had."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.errors import InvalidInput, SomeRunsFailed
from sim.runs.store import Store
from tests.sweeps.sweeping import SIX, design, live

ROOT = Path(__file__).parents[2]


def contents(runs, place):
    """Everything that must not depend on how the sweep went."""
    return [run.manifest["digests"] for run in runs], {path.name: path.read_bytes() for path in sorted(place.iterdir())}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return contents(*live(SIX, tmp_path_factory.mktemp("whole"), 1))


def test_the_number_of_processes_changes_no_byte(whole, tmp_path):
    assert contents(*live(SIX, tmp_path, 2)) == whole


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment_it_goes_on_as_if_never_stopped(whole, tmp_path, seed):
    """The whole group dies: the sweep and its workers."""
    lot = random.Random(seed)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.sweeps.sweeping", str(tmp_path)], cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(lot.uniform(0.3, 2.5))
        subprocess.run(["kill", "-9", f"-{process.pid}"], check=False, stderr=subprocess.DEVNULL)
        process.wait()
        for run in (path for path in tmp_path.glob("*") if len(path.name) == 16):
            assert Store(tmp_path).find(run, lambda text: pytest.fail(text)) is not None  # whole, or not there
    assert contents(*live(SIX, tmp_path, 1)) == whole


def test_a_worker_that_is_killed_takes_nothing_with_it(whole, tmp_path):
    asked = design(
        *((("workers", 1000 + at), ("trouble", "killed once"), ("marks", str(tmp_path / "m"))) for at in [0])
    )
    (tmp_path / "m").mkdir()
    runs, _ = live(asked, tmp_path / "out", 2)
    assert [run.manifest["digests"] for run in runs] == whole[0][:1]
    assert len(list((tmp_path / "m").glob("1.*"))) == 2  # lived twice


def test_a_point_that_fails_stops_no_other(tmp_path):
    bug = (("workers", 1001), ("trouble", "bug"), ("marks", str(tmp_path / "m")))
    (tmp_path / "m").mkdir()
    asked = design((("workers", 1000),), bug, (("workers", 1002),))
    with pytest.raises(SomeRunsFailed, match=r"2 of 3 points are saved(?s:.*)point 1, seed 1: ZeroDivisionError"):
        live(asked, tmp_path / "out", 2)
    assert len([path for path in (tmp_path / "out").glob("*") if len(path.name) == 16]) == 2
    assert "nobody to divide by" in next((tmp_path / "out" / ".failed").glob("*.txt")).read_text()


def test_a_second_call_computes_nothing(tmp_path):
    asked = design((("workers", 1000), ("marks", str(tmp_path / "m"))))
    (tmp_path / "m").mkdir()
    first = contents(*live(asked, tmp_path / "out", 1))
    assert contents(*live(asked, tmp_path / "out", 1)) == first
    assert len(list((tmp_path / "m").iterdir())) == 3  # every seed once


def test_points_that_come_to_one_run_are_refused(tmp_path):
    with pytest.raises(InvalidInput, match="points = 0 and 1"):
        live(design((("workers", 1000),), (("workers", 1000),)), tmp_path, 1)
    assert not list(tmp_path.iterdir())
