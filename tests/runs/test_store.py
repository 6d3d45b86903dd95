"""A stored folder is absent or whole; what is damaged is found, kept aside and computed again."""

import dataclasses
import errno
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.errors import IntegrityError, Refused, StoreBusy
from sim.runs import identity, owner, parquet, store
from sim.runs.folder import open_run
from sim.runs.lock import held
from sim.runs.run import Progress, run
from sim.runs.sealed import check_folder, checksum, read_manifest, write_manifest
from sim.runs.store import MANIFEST, Store, open_store
from sim.runs.verify import verify
from tests.runs.fake import MODEL, FakeHorizon, FakePlan

pytestmark = pytest.mark.usefixtures("quick_picture")

PLAN = FakePlan(workers=100, horizon=FakeHorizon(months=2))
SEEDS = (0, 1)


class Notes(Progress):
    def __init__(self):
        self.texts = []

    def note(self, text):
        self.texts.append(text)


def compute(out, **changes):
    return run(PLAN, SEEDS, **{"out": out, "workers": 1, "model": MODEL} | changes)


def test_killed_at_every_file_call_nothing_is_torn_and_the_run_goes_on(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.runs.kill_at_every_call", str(tmp_path)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50


def test_no_stored_file_holds_a_path_a_host_or_a_user(tmp_path):
    folder = compute(tmp_path)
    secrets = [str(tmp_path), owner.this_host(), str(Path.home())]
    for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], path
    assert set(folder.manifest) >= {
        "run_id", "scenario", "seeds", "versions", "digests", "checksums", "environment", "wall_seconds",
    }  # fmt: skip


def test_a_folder_may_be_moved_and_copied(tmp_path):
    folder = compute(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    verify(tmp_path / "there" / folder.run_id, model=MODEL, workers=1)


@pytest.mark.parametrize(
    "name", ["manifest.json", "outcomes.parquet", "ledger.parquet", "dictionary.json", "chart.png"]
)
def test_every_flipped_bit_is_found(tmp_path, name):
    folder = compute(tmp_path)
    path, luck = folder.path / name, random.Random(name)
    content = path.read_bytes()
    for _ in range(60):
        place = luck.randrange(8 * len(content))
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        path.write_bytes(damaged)
        with pytest.raises(IntegrityError, match=name):
            check_folder(folder.path, MANIFEST)
    for part in range(40):
        path.write_bytes(content[: len(content) * part // 40])
        with pytest.raises(IntegrityError, match=name):
            check_folder(folder.path, MANIFEST)
    path.unlink()
    with pytest.raises(IntegrityError, match=f"{name} is missing"):
        check_folder(folder.path, MANIFEST)


def test_reading_a_damaged_table_is_refused(tmp_path):
    folder = compute(tmp_path)
    damage(folder.path / "ledger.parquet")
    opened = open_run(folder.path)
    opened.read("outcomes")
    with pytest.raises(IntegrityError, match=f"{folder.run_id}/ledger.parquet is damaged"):
        opened.read("ledger")


def test_a_damaged_run_is_kept_aside_and_made_again_from_its_seeds(tmp_path):
    first = compute(tmp_path)
    damage(first.path / "outcomes.parquet")
    notes = Notes()
    again = compute(tmp_path, progress=notes, model=dataclasses.replace(MODEL, live="nowhere:nothing"))
    assert again.manifest["digests"] == first.manifest["digests"]
    assert not again.reused
    (kept,) = [path for path in (tmp_path / ".quarantine").iterdir() if path.is_dir()]
    assert (kept / "outcomes.parquet").exists()
    assert "outcomes.parquet is damaged" in kept.with_name(f"{kept.name}.note.txt").read_text()
    assert any("computing it again" in text for text in notes.texts)


def test_a_damaged_seed_is_kept_aside_and_lived_again(tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    plan = FakePlan(workers=100, horizon=FakeHorizon(months=2), marks=str(marks))
    run(plan, [0, 1], out=tmp_path / "out", workers=1, model=MODEL)
    for path in sorted((tmp_path / "out" / ".seeds").iterdir()):
        if read_manifest(path / MANIFEST)["seed"] == 1:
            damage(path / "balances.parquet")
    run(plan, [0, 1, 2], out=tmp_path / "out", workers=1, model=MODEL)
    assert sorted(path.name for path in marks.iterdir()) == ["0.0", "1.0", "1.1", "2.0"]
    assert len([path for path in (tmp_path / "out" / ".quarantine").iterdir() if path.is_dir()]) == 1


def test_one_id_with_two_contents_is_an_alarm_and_both_are_kept(tmp_path):
    home = open_store(tmp_path)
    place = home.run_place("0123456789abcdef")
    fill(home, place, "one")
    with pytest.raises(IntegrityError, match="one id, two contents"):
        fill(home, place, "other")
    assert (place / "file").read_text() == "one"
    (kept,) = [path for path in (tmp_path / ".quarantine").iterdir() if path.is_dir()]
    assert (kept / "file").read_text() == "other"
    fill(home, place, "one")  # the same once more is welcome
    assert not list((tmp_path / ".tmp").iterdir())


def test_a_name_taken_by_a_damaged_folder_is_freed(tmp_path):
    home = open_store(tmp_path)
    place = home.run_place("0123456789abcdef")
    fill(home, place, "one")
    (place / "file").write_text("two")
    fill(home, place, "three")
    assert (place / "file").read_text() == "three"


def test_an_fsync_that_fails_means_not_saved(tmp_path, monkeypatch):
    def fail(descriptor):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Refused, match=r"Input/output error.*0 of 2 seeds are saved"):
        compute(tmp_path)
    assert not list((tmp_path / ".tmp").iterdir())
    assert not list(tmp_path.glob("[0-9a-f]*"))


def test_a_full_disk_keeps_what_is_saved(tmp_path, monkeypatch):
    real, calls = parquet.write, []

    def write(database, path, *rest):
        calls.append(path)
        if len(calls) > 6:  # in the middle of the second seed
            path.write_bytes(b"x" * 100)
            raise OSError(errno.ENOSPC, "No space left on device")
        real(database, path, *rest)

    monkeypatch.setattr(parquet, "write", write)
    with pytest.raises(Refused, match=r"disk full: .* 1 of 2 seeds are saved; the same command goes on"):
        compute(tmp_path)
    assert not list((tmp_path / ".tmp").iterdir())
    monkeypatch.setattr(parquet, "write", real)
    compute(tmp_path)


def test_a_write_that_duckdb_cannot_finish_is_refused_and_leaves_nothing(tmp_path):
    # A limit on the size of files is the nearest thing to a full disk that needs no disk of its own.
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, limits[1]))
    try:
        with pytest.raises(Refused, match=r"could not write .* 0 of 2 seeds are saved"):
            compute(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list((tmp_path / ".tmp").iterdir())


def test_output_places_that_cannot_be_written_are_refused(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "inside"):
        with pytest.raises(Refused, match=r"not a folder. Choose another --out"):
            compute(place)
    with pytest.raises(Refused, match="choose another --out"):
        compute(Path("/proc/reemploy"))


def test_a_read_only_place_is_refused_and_nothing_is_made(tmp_path, monkeypatch):
    def refuse(*arguments, **more):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(store.Path, "mkdir", refuse)  # tests may run as root, whom no mode stops
    with pytest.raises(Refused, match="must not be written"):
        compute(tmp_path / "new")
    assert not (tmp_path / "new").exists()


# --- locks and owners -------------------------------------------------------------------------------------


def test_a_live_owner_is_named(tmp_path):
    sleeper = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        while (start := owner.start_of(sleeper.pid)) is None:
            time.sleep(0.01)
        lock = put_lock(tmp_path, owner.Owner(owner.this_host(), sleeper.pid, start))
        with pytest.raises(StoreBusy, match=f"process {sleeper.pid}"):
            compute(tmp_path)
        assert lock.exists()
    finally:
        sleeper.communicate(b"\n")
    notes = Notes()
    compute(tmp_path, progress=notes)  # its owner has ended
    assert any("took over the lock" in text for text in notes.texts)
    assert not lock.exists()


@pytest.mark.parametrize("start", ["boot-1", "unknown"])
def test_a_reused_pid_is_another_process(tmp_path, start):
    put_lock(tmp_path, owner.Owner(owner.this_host(), os.getpid(), start))
    compute(tmp_path)


def test_another_host_is_never_thought_dead(tmp_path):
    lock = put_lock(tmp_path, owner.Owner("elsewhere", 1, "boot-1"))
    with pytest.raises(StoreBusy, match=r"host elsewhere.*delete \.locks/"):
        compute(tmp_path)
    lock.write_text("what is this")
    with pytest.raises(StoreBusy, match="cannot be read"):
        compute(tmp_path)


def test_a_lock_is_held_while_the_block_lives(tmp_path):
    with held(tmp_path, "abc", print):
        assert owner.read_owner((tmp_path / "abc").read_text()) == owner.me()
        with pytest.raises(StoreBusy), held(tmp_path, "abc", print):
            pass
        assert (tmp_path / "abc").exists()
    assert not (tmp_path / "abc").exists()


def test_only_orphans_of_the_dead_are_removed(tmp_path):
    home = open_store(tmp_path)
    dead = owner.Owner(owner.this_host(), os.getpid(), "boot-1")
    far = owner.Owner("elsewhere", 1, "boot-1")
    for who in (dead, far, owner.me()):
        (tmp_path / ".tmp" / f"id.{who}.n").mkdir()
    (tmp_path / ".tmp" / "what is this").mkdir()
    home.remove_orphans()
    left = {path.name for path in (tmp_path / ".tmp").iterdir()}
    assert left == {f"id.{far}.n", f"id.{owner.me()}.n", "what is this"}


def test_owners_are_read_as_they_are_written():
    assert owner.read_owner(str(owner.me())) == owner.me()
    assert owner.read_owner("a.b.c") is None
    assert owner.start_of(2**22 + 1) is None


def test_a_manifest_is_read_only_as_it_was_written(tmp_path):
    path = tmp_path / "manifest.json"
    write_manifest(path, {"name": "县", "half": 0.5, "big": 2**63})
    assert read_manifest(path) == {"name": "县", "half": 0.5, "big": 2**63}
    for other in (
        json.dumps(json.loads(path.read_text())),  # the same content in another form
        path.read_text().replace("0.5", "0.50"),
        "[]", "null", "{}", "", "[" * 100_000,
    ):  # fmt: skip
        path.write_text(other)
        with pytest.raises(IntegrityError):
            read_manifest(path)


# --- helpers ----------------------------------------------------------------------------------------------


def damage(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def fill(home: Store, place, content):
    with home.writing(place) as folder:
        (folder / "file").write_text(content)
        sums = {"file": checksum(folder / "file")}
        write_manifest(folder / MANIFEST, {"digests": {"file": content}, "checksums": sums})


def put_lock(out, who):
    run_id = identity.run_id(PLAN.plain(), SEEDS, False, MODEL.load("source_hash")())
    (out / ".locks").mkdir()
    (out / ".locks" / run_id).write_text(str(who))
    return out / ".locks" / run_id
