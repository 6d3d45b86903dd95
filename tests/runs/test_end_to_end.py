"""The real model through the real command line: run, verify, damage, and run again."""

import json
from pathlib import Path

import pytest

from sim import cli

SMALL = ["run", "no_new_policy", "--set", "world.workers=1000", "--months", "2", "--seeds", "0:2", "--persons"]


@pytest.fixture
def reemploy(capsys, monkeypatch):
    """Run a command and return the last line that it has for machines."""
    monkeypatch.setattr("sim.cli.signal.signal", lambda *said: None)

    def call(*command, code=0):
        assert cli.main([*command, "--json"]) == code
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return call


def test_a_small_county_is_run_verified_damaged_and_mended(tmp_path, reemploy):
    first = reemploy(*SMALL, "--workers", "1", "--out", str(tmp_path))
    manifest = json.loads(Path(first["path"], "manifest.json").read_text())
    dictionary = json.loads(Path(first["path"], "dictionary.json").read_text())
    assert dictionary["tables"].keys() == manifest["digests"].keys()
    assert "every table has the same digest" in reemploy("verify", str(tmp_path), "--workers", "1")["found"][-1]

    spells = Path(first["path"], "spells.parquet")
    spells.write_bytes(spells.read_bytes()[:-1])
    assert "spells.parquet is damaged" in reemploy("verify", first["path"], code=5)["message"]
    mended = reemploy(*SMALL, "--out", str(tmp_path))
    assert (mended["run_id"], mended["reused"]) == (first["run_id"], False)
    assert reemploy(*SMALL, "--out", str(tmp_path))["reused"] is True


def test_two_workers_write_the_bytes_of_one(tmp_path, reemploy):
    paths = [reemploy(*SMALL, "--workers", str(n), "--out", str(tmp_path / str(n)))["path"] for n in (1, 2)]
    one, two = (json.loads(Path(path, "manifest.json").read_text()) for path in paths)
    assert one["digests"] == two["digests"]
    assert one["checksums"] == two["checksums"]
