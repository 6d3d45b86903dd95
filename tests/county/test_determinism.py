"""The same plan and seed give the same bytes, whatever the process, its locale, the CPU, and with the JIT off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.county import live
from tests.county.one_life import lives
from tests.county.worlds import county_plan, differing, limit_plan, metric, package

ROOT = Path(__file__).parents[2]
ASKED = ("limit:300:6", "county:300:6")


@pytest.mark.parametrize("plan", [limit_plan(*package(), months=12), county_plan(months=12)], ids=["limit", "county"])
def test_the_same_seed_twice_gives_the_same_tables_and_another_seed_does_not(plan):
    one, again, other = (live(plan, seed, persons=True) for seed in (4, 4, 5))
    assert differing(one, again) == []
    different = differing(one, other)
    assert {"outcomes.value", "ledger.fen", "spells.start", "register.person"} <= set(different)
    # another seed is another life of the same size, not another world
    assert metric(one, "hires").sum() == pytest.approx(metric(other, "hires").sum(), rel=0.5)


def test_keeping_histories_changes_nothing_else():
    plan = county_plan(months=12)
    one, other = live(plan, 4, persons=True), live(plan, 4)
    assert differing(one, other, tables=list(other)) == []


@pytest.fixture(scope="module")
def here():
    return lives(ASKED)


def elsewhere(**variables):
    """Live the same lives in a fresh process whose environment differs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "NUMBA_"))}
    command = [sys.executable, "-m", "tests.county.one_life", *ASKED]
    done = subprocess.run(
        command, cwd=ROOT, env={**environment, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


ENVIRONMENTS = {
    "hash 0, C, UTC": {"PYTHONHASHSEED": "0", "LANG": "C", "LC_ALL": "C", "TZ": "UTC"},
    "hash 1, Chinese locale, one thread": {
        "PYTHONHASHSEED": "1", "LANG": "zh_CN.GB18030", "LC_ALL": "zh_CN.GB18030", "TZ": "Asia/Shanghai",
        "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1",
    },
    "NumPy without AVX": {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4"},
    "JIT off": {"NUMBA_DISABLE_JIT": "1"},
    "generic CPU": {"NUMBA_CPU_NAME": "generic"},
}  # fmt: skip


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_same_bytes_in_every_process(here, name):
    assert elsewhere(**ENVIRONMENTS[name]) == here
