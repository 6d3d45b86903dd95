"""A run: the same bytes however it is computed, nothing computed twice, nothing lost when a part fails."""

import dataclasses
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sim.errors import (
    EnvironmentUnfit,
    IntegrityError,
    InvalidInput,
    InvariantBroken,
    ReemployError,
    Refused,
    SomeRunsFailed,
)
from sim.runs import identity, preflight, selftest
from sim.runs.folder import open_run
from sim.runs.pool import ONE_THREAD
from sim.runs.run import run
from sim.runs.sealed import write_manifest
from sim.runs.store import MANIFEST
from sim.runs.verify import find_runs, verify
from tests.runs.fake import MODEL, FakeHorizon, FakePlan

pytestmark = pytest.mark.usefixtures("quick_picture")

HERE = Path(__file__).parents[2]


def compute(out, seeds=(0, 1), plan=None, workers=1, **more):
    return run(plan or FakePlan(), seeds, out=out, workers=workers, model=MODEL, **more)


def marked(tmp_path, trouble=None, workers=1000):
    marks = tmp_path / "marks"
    marks.mkdir(exist_ok=True)
    return FakePlan(marks=str(marks), trouble=trouble or {}, workers=workers), marks


# --- identity ---------------------------------------------------------------------------------------------


def test_ids_hash_what_matters_and_nothing_else(tmp_path):
    plain = FakePlan().plain()
    base = identity.run_id(plain, [0, 1], False, "s")
    assert re.fullmatch("[0-9a-f]{16}", base)
    assert base == identity.run_id(dict(reversed(plain.items())), [1, 0], False, "s")
    assert base == identity.run_id(FakePlan(name="other", title="other").plain(), [0, 1], False, "s")
    changed = [
        identity.run_id(plain | {"workers": 1001}, [0, 1], False, "s"),
        identity.run_id(plain, [0, 2], False, "s"),
        identity.run_id(plain, [0, 1], True, "s"),
        identity.run_id(plain, [0, 1], False, "t"),
        identity.run_id(plain, [0, 1], False, "s", version=2),
    ]
    assert len({base, *changed}) == 6
    assert identity.unit_id(plain, 0, False, "s") not in {base, *changed}


def test_only_finite_numbers_have_an_identity():
    with pytest.raises(ValueError, match="not JSON compliant"):
        identity.canonical({"rate": float("nan")})


# --- the same bytes ---------------------------------------------------------------------------------------


def test_workers_and_order_of_seeds_give_the_same_bytes(tmp_path):
    one = compute(tmp_path / "one", (0, 1, 2, 9), workers=1, persons=True)
    two = compute(tmp_path / "two", (9, 2, 1, 0), workers=2, persons=True)
    assert one.run_id == two.run_id
    assert one.manifest["digests"] == two.manifest["digests"]
    assert one.manifest["checksums"] == two.manifest["checksums"]
    assert one.manifest["checksums"].keys() == {path.name for path in one.path.iterdir()} - {MANIFEST}
    outcomes = one.read("outcomes")
    assert outcomes.columns[0] == "seed"
    assert outcomes["seed"].is_monotonic_increasing
    assert set(outcomes["seed"]) == {0, 1, 2, 9}


def test_a_finished_run_is_verified_and_reused(tmp_path):
    first = compute(tmp_path)
    nothing_lives = dataclasses.replace(MODEL, live="nowhere:nothing")
    again = run(FakePlan(name="another label"), (0, 1), out=tmp_path, model=nothing_lives)
    assert again.reused
    assert again.manifest == first.manifest


def test_a_larger_set_of_seeds_reuses_the_finished_ones(tmp_path):
    plan, marks = marked(tmp_path)
    compute(tmp_path / "out", (0, 1), plan)
    larger = compute(tmp_path / "out", (0, 1, 2), plan)
    assert sorted(path.name for path in marks.iterdir()) == ["0.0", "1.0", "2.0"]
    alone = compute(tmp_path / "alone", (0, 1, 2))
    assert larger.manifest["digests"] == alone.manifest["digests"]


def test_persons_keep_their_whole_numbers_and_nulls(tmp_path):
    folder = compute(tmp_path, persons=True)
    spells = folder.read("spells")
    assert str(spells["employer"].dtype) == "Int64"
    assert spells["end"].isna().sum() == 6
    assert "persons" in folder.tables
    assert "persons" not in compute(tmp_path).tables


# --- what fails, and what is saved -------------------------------------------------------------------------


def test_a_killed_worker_costs_one_more_try(tmp_path):
    plan, marks = marked(tmp_path, {1: "killed once"})
    folder = compute(tmp_path / "out", range(4), plan, workers=2)
    assert sorted(path.name for path in marks.iterdir()) == ["0.0", "1.0", "1.1", "2.0", "3.0"]
    assert folder.manifest["digests"] == compute(tmp_path / "alone", range(4)).manifest["digests"]


def test_a_poison_seed_takes_nobody_with_it(tmp_path):
    plan, marks = marked(tmp_path, {1: "killed always", 3: "bug"})
    with pytest.raises(SomeRunsFailed) as caught:
        compute(tmp_path / "out", range(5), plan, workers=2)
    text = str(caught.value)
    assert "2 of 5 seeds failed; 3 of 5 seeds are saved" in text
    assert "seed 1: worker died: worker died 3 times, the last time killed by signal 9" in text
    assert "seed 3: ZeroDivisionError: nobody to divide by" in text
    assert "--seeds 0,2,4" in text
    assert len(list(marks.glob("1.*"))) == 3
    assert len(list(marks.glob("3.*"))) == 1, "what is deterministic is not tried again"
    (kept,) = (tmp_path / "out" / ".failed").glob("*-3.txt")
    assert "ZeroDivisionError" in kept.read_text()
    assert not list((tmp_path / "out" / ".tmp").iterdir())
    compute(tmp_path / "out", (0, 2, 4), plan)
    assert len(list(marks.glob("0.*"))) == 1


def test_a_broken_invariant_stops_its_seed_only(tmp_path):
    plan, _ = marked(tmp_path, {1: "invariant"})
    with pytest.raises(SomeRunsFailed, match=r"seed 1: InvariantBroken: entry 7 is one-sided"):
        compute(tmp_path / "out", range(3), plan)


@pytest.mark.parametrize(("trouble", "error"), [("invariant", InvariantBroken), ("bug", ReemployError)])
@pytest.mark.parametrize("seeds", [(1,), (1, 2)])
def test_when_all_seeds_fail_the_cause_decides(tmp_path, trouble, error, seeds):
    plan, _ = marked(tmp_path, dict.fromkeys(seeds, trouble))
    with pytest.raises(error) as caught:
        compute(tmp_path / "out", seeds, plan)
    assert type(caught.value) is error


def test_a_worker_that_cannot_start_is_explained(tmp_path):
    script = (
        "from tests.runs.fake import *; from sim.runs.run import run;"
        "run(FakePlan(), [0, 1], out='{}', workers=2, model=MODEL)"
    )
    done = subprocess.run(
        [sys.executable, "-"], input=script.format(tmp_path), capture_output=True, text=True, cwd=HERE, check=False
    )
    assert "a worker process could not start" in done.stderr
    assert done.stderr.count("FileNotFoundError") <= 4


def test_threads_are_one_before_the_model_is_loaded(tmp_path):
    probe = dataclasses.replace(MODEL, live="tests.runs.test_run:tell_threads")
    folder = run(FakePlan(), (0, 1), out=tmp_path, workers=2, model=probe)
    assert set(folder.read("outcomes")["value"]) == {1.0}


def tell_threads(plan, seed, *, persons=False, each_month=None):
    from tests.runs.fake import live

    tables = live(plan, seed)
    threads = max(float(os.environ[name]) for name in ONE_THREAD)
    return tables | {"outcomes": tables["outcomes"] | {"value": np.full(tables["outcomes"]["value"].size, threads)}}


# --- refusals ---------------------------------------------------------------------------------------------


def test_a_billion_workers_are_refused_at_once(tmp_path):
    began = time.monotonic()
    with pytest.raises(Refused, match=r"1,000,000,000 workers needs about .* GiB.*--set world.workers=\d+"):
        compute(tmp_path / "out", plan=FakePlan(workers=10**9))
    assert time.monotonic() - began < 1
    assert not (tmp_path / "out").exists()


def test_the_container_counts_and_not_the_machine(tmp_path, monkeypatch):
    (tmp_path / "limit").write_text(str(600 * 2**20))
    (tmp_path / "used").write_text("0\n")
    monkeypatch.setattr(preflight, "_cgroup_files", lambda: [(tmp_path / "limit", tmp_path / "used")])
    assert preflight.memory_available() <= 600 * 2**20
    with pytest.raises(Refused, match=r"540 MiB can be used here"):
        preflight.check(FakePlan(workers=10**6), 1, False, 1, tmp_path)
    assert preflight.check(FakePlan(), 8, False, 4, tmp_path).processes == 1, "fewer at a time rather than none"
    (tmp_path / "memory.stat").write_text(f"anon 5\ninactive_file {2**30}\n")  # files in memory can be let go
    assert preflight.memory_available() > 2**30
    (tmp_path / "limit").write_text("max\n")
    assert preflight.memory_available() > 600 * 2**20


def test_too_little_disk_is_refused_with_the_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(preflight, "memory_available", lambda: 2**40)  # whatever else this machine is doing
    with pytest.raises(Refused, match=r"1,000,000 x 4 months .* need about .* GiB of disk"):
        preflight.check(FakePlan(), 1_000_000, False, 1, tmp_path)
    with pytest.raises(Refused, match="drop --persons"):
        preflight.check(FakePlan(workers=10**6, horizon=FakeHorizon(months=1200)), 1000, True, 1, tmp_path)


def test_no_seeds_is_no_run(tmp_path):
    with pytest.raises(InvalidInput, match="at least one seed"):
        compute(tmp_path, ())


def test_an_unfit_machine_writes_nothing(tmp_path):
    unfit = dataclasses.replace(MODEL, self_test="tests.runs.test_run:unfit")
    with pytest.raises(EnvironmentUnfit, match="0 of 2 seeds are saved"):
        run(FakePlan(), (0, 1), out=tmp_path, workers=2, model=unfit)
    assert not list(tmp_path.glob("[0-9a-f]*"))


def unfit():
    raise EnvironmentUnfit("two and two are five here.")


def test_this_machine_knows_the_answers_and_a_wrong_one_is_named(monkeypatch):
    selftest.self_test.cache_clear()
    selftest.self_test()
    selftest.self_test.cache_clear()
    monkeypatch.setitem(selftest.KNOWN_ANSWERS, "draw", "0x0.0p+0")
    with pytest.raises(EnvironmentUnfit, match=r"draw gives 0x1.7e35506f51852p-2, elsewhere 0x0.0p"):
        selftest.self_test()
    selftest.self_test.cache_clear()


# --- verify -----------------------------------------------------------------------------------------------


def test_verify_says_what_it_checked(tmp_path):
    folder = compute(tmp_path, persons=True)
    found = []
    verify(folder.path, model=MODEL, workers=1, say=found.append)
    assert [text.split(":")[0] for text in found] == ["bytes", "name", "content", "money", "again"]
    assert "every table has the same digest" in found[-1]
    assert find_runs(tmp_path) == find_runs(folder.path) == [folder.path]
    with pytest.raises(InvalidInput, match="a folder with runs in it"):
        find_runs(tmp_path / ".locks")
    with pytest.raises(InvalidInput, match="a run folder"):
        verify(find_runs(tmp_path / ".seeds")[0], model=MODEL)


def test_verify_finds_a_damaged_byte(tmp_path):
    folder = compute(tmp_path)
    path = folder.path / "outcomes.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IntegrityError, match=f"{folder.run_id}/outcomes.parquet is damaged"):
        verify(folder.path, model=MODEL)


def reseal(folder, **changes):
    """Change a manifest and seal it again, as somebody would who wants to be believed."""
    write_manifest(folder.path / MANIFEST, folder.manifest | changes)


def test_verify_finds_a_scenario_that_is_not_the_one_in_the_name(tmp_path):
    folder = compute(tmp_path)
    reseal(folder, scenario=folder.manifest["scenario"] | {"workers": 999})
    with pytest.raises(IntegrityError, match=r"holds a scenario whose run id is"):
        verify(folder.path, model=MODEL)


def test_verify_finds_digests_that_are_not_those_of_the_files(tmp_path):
    folder = compute(tmp_path)
    reseal(folder, digests=folder.manifest["digests"] | {"ledger": "0" * 64})
    with pytest.raises(IntegrityError, match="digests of ledger are not those of the files"):
        verify(folder.path, model=MODEL)


def test_verify_finds_results_that_the_model_does_not_give(tmp_path, monkeypatch):
    other = dataclasses.replace(MODEL, live="tests.runs.test_run:tell_threads")
    folder = run(FakePlan(), (0, 1), out=tmp_path, workers=1, model=other)
    with pytest.raises(IntegrityError, match="run again with the same sources, outcomes is different"):
        verify(folder.path, model=MODEL, workers=1)
    found = []
    monkeypatch.setenv("FAKE_SOURCES", "e" * 64)
    verify(folder.path, model=MODEL, workers=1, say=found.append)
    assert found[-1].startswith("again: the sources have changed since (ffffffffffffffff then, eeeeeeeeeeeeeeee now)")
    assert "outcomes came out different" in found[-1]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("closing", "closing = opening"),
        ("opening", "closing = opening"),
        ("inflow", "closing = opening"),
        ("both", "a month opens with what the last one closed with"),
        ("flows", "inflow and outflow are the cash postings of the ledger"),
    ],
)
def test_verify_adds_the_ledger_up_again(tmp_path, column, said):
    bad = dataclasses.replace(MODEL, live=f"tests.runs.test_run:cheat_{column}")
    folder = run(FakePlan(), (0, 1), out=tmp_path, workers=1, model=bad)
    with pytest.raises(IntegrityError, match=f"not so that {said}.*seed 0, month 2003-02"):
        verify(folder.path, model=bad)


def _cheat(*columns):
    def live(plan, seed, *, persons=False, each_month=None):
        from tests.runs.fake import live as honest

        tables = honest(plan, seed)
        balances = dict(tables["balances"])
        for column in columns:
            balances[column] = balances[column].copy()
            balances[column][1] += 1  # one fen, in the second month
        return tables | {"balances": balances}

    return live


cheat_closing, cheat_opening, cheat_inflow = _cheat("closing"), _cheat("opening"), _cheat("inflow")
cheat_both, cheat_flows = _cheat("opening", "closing"), _cheat("inflow", "outflow")


def test_a_folder_without_a_manifest_is_no_run(tmp_path):
    with pytest.raises(InvalidInput, match="a run folder"):
        open_run(tmp_path)
    with pytest.raises(IntegrityError, match=r"has no manifest.json"):
        verify(tmp_path)


# --- interruption -----------------------------------------------------------------------------------------

SLOW = """
import sys
from sim import cli
from tests.runs import fake
import sim.runs.run

if __name__ == "__main__":
    sim.runs.run.Model = lambda: fake.MODEL
    slow = dict.fromkeys(range(1, 9), "slow")
    plan = fake.FakePlan(marks=sys.argv[1], trouble=slow, horizon=fake.FakeHorizon(months=50))
    cli.read_scenario = lambda *said: plan
    fake.FakePlan.notes = ()
    sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_says_how_to_go_on(tmp_path, workers, number, code):
    (tmp_path / "slow.py").write_text(SLOW)
    marks, out = tmp_path / "marks", tmp_path / "o u t"
    marks.mkdir()
    command = ["run", "fake", "--seeds", "0:4", "--workers", str(workers), "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "slow.py"), str(marks), *command],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(HERE)},
    )  # fmt: skip
    while not (list(out.glob(".seeds/*")) and list(marks.glob("1.*"))):
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    began = time.monotonic()
    process.send_signal(number)
    _, told = process.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert process.returncode == code, told
    assert f"reemploy run fake --seeds 0:4 --workers {workers} --out '{out}'" in told
    assert not list((out / ".tmp").iterdir())
    assert [path.name for path in (out / ".locks").iterdir()] == [".guard"]
    plan = FakePlan(horizon=FakeHorizon(months=50))
    assert compute(out, range(4), plan).manifest["seeds"] == [0, 1, 2, 3]
