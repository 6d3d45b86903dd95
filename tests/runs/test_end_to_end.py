"""The real model through the real command line: run, verify, damage, and run again."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[2]
SMALL = ["no_new_policy", "--set", "world.workers=1000", "--months", "2", "--seeds", "0:2"]


def reemploy(*command, code=0):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "sim.cli", *command, "--json"],
        capture_output=True, text=True, cwd=HERE, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_small_county_is_run_verified_damaged_and_mended(tmp_path):
    first = reemploy("run", *SMALL, "--workers", "1", "--out", str(tmp_path / "one"), "--persons")
    other = reemploy("run", *SMALL, "--workers", "2", "--out", str(tmp_path / "two"), "--persons")
    manifests = [json.loads(Path(said["path"], "manifest.json").read_text()) for said in (first, other)]
    assert manifests[0]["digests"] == manifests[1]["digests"]
    assert manifests[0]["checksums"] == manifests[1]["checksums"]
    dictionary = json.loads(Path(first["path"], "dictionary.json").read_text())
    assert dictionary["tables"].keys() == manifests[0]["digests"].keys()
    assert "again" in reemploy("verify", str(tmp_path / "one"))["found"][-1]

    spells = Path(first["path"], "spells.parquet")
    spells.write_bytes(spells.read_bytes()[:-1])
    assert "spells.parquet is damaged" in reemploy("verify", first["path"], code=5)["message"]
    mended = reemploy("run", *SMALL, "--out", str(tmp_path / "one"), "--persons")
    assert mended["reused"] is False
    assert mended["run_id"] == first["run_id"]
    assert reemploy("run", *SMALL, "--out", str(tmp_path / "one"), "--persons")["reused"] is True
