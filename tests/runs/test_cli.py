"""The command line: quick help, exit codes, and messages that say what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import cli
from sim.errors import (
    EnvironmentUnfit,
    IntegrityError,
    InvariantBroken,
    ReemployError,
    Refused,
    SomeRunsFailed,
    StoreBusy,
)
from sim.runs import run as run_module
from sim.runs import verify as verify_module
from tests.runs.fake import MODEL, FakeHorizon, FakePlan

HERE = Path(__file__).parents[2]
HEAVY = ("mesa", "numba", "numpy", "pandas", "matplotlib", "duckdb", "scipy", "pydantic")
PLAN = FakePlan(horizon=FakeHorizon(months=2))


@pytest.fixture
def fake_model(monkeypatch, quick_picture):
    """The command line over the fake model; whatever scenario is named, it is the same."""
    monkeypatch.setattr(FakePlan, "notes", ("a note on the file",), raising=False)
    monkeypatch.setattr(cli, "read_scenario", lambda *said: PLAN)
    monkeypatch.setattr(run_module, "Model", lambda: MODEL)
    monkeypatch.setattr(verify_module, "Model", lambda: MODEL)


@pytest.fixture(autouse=True)
def _keep_signals(monkeypatch):
    monkeypatch.setattr("sim.cli.signal.signal", lambda *said: None)


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["--version"], ["rnu"]])
def test_help_loads_nothing_heavy(command):
    script = f"import sys; from sim import cli; cli.main({command}); print([n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=HERE, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["rnu"], 'Did you mean "run"?'),
        (["run"], "requires an argument"),
        (["run", "x", "--sedes", "0:8"], "Did you mean --seeds?"),
        (["run", "x", "--months", "many"], "many"),
        (["run", "x", "--lang", "fr"], "fr"),
    ],
)
def test_a_wrong_command_line_is_two(command, said, capsys):
    assert cli.main(command) == 2
    assert said in capsys.readouterr().err


def test_a_run_ends_with_where_and_what_next(tmp_path, fake_model, capsys):
    assert cli.main(["run", "x", "--seeds", "0:2", "--workers", "1", "--out", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert "a note on the file" in err
    (folder,) = tmp_path.glob("[0-9a-f]*")
    assert f"Results: {folder}\n" in out
    assert f"Picture: {folder}/chart.png" in out
    assert f"reemploy verify {folder}" in out
    assert "unemployed 失业" in out
    assert cli.main(["run", "x", "--seeds", "0:2", "--out", str(tmp_path), "--lang", "zh"]) == 0
    out, _ = capsys.readouterr()
    assert "on disk already" in out
    assert "登记失业" in out
    assert cli.main(["verify", str(tmp_path), "--workers", "1"]) == 0
    assert "every table has the same digest" in capsys.readouterr().out


def test_machines_get_one_object_a_line(tmp_path, fake_model, capsys):
    assert cli.main(["run", "x", "--seeds", "0:1", "--workers", "1", "--out", str(tmp_path), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1]["event"] == "result"
    assert Path(lines[-1]["path"], "manifest.json").exists()
    assert cli.main(["verify", lines[-1]["path"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verified"] is True
    assert cli.main(["run", "x", "--seeds", "5:1,x", "--json"]) == 3
    error = json.loads(capsys.readouterr().out)
    assert error["event"] == "error"
    assert [problem["code"] for problem in error["problems"]] == ["seeds-empty", "seeds-syntax"]
    assert cli.main(["run", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["exit_code"] == 2


def test_invalid_values_are_three(tmp_path, fake_model, capsys):
    assert cli.main(["run", "x", "--seeds", "-1:3"]) == 3
    assert "--seeds = -1:3" in capsys.readouterr().err
    assert cli.main(["run", "x", "--workers", "0"]) == 3
    assert "1 or more" in capsys.readouterr().err
    assert cli.main(["verify", str(tmp_path / "nothing")]) == 3
    assert "reemploy run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused("too big"), 4),
        (IntegrityError("damaged"), 5),
        (SomeRunsFailed("one of two"), 6),
        (StoreBusy("busy"), 7),
        (InvariantBroken("one-sided"), 8),
        (EnvironmentUnfit("five"), 9),
        (ReemployError("our bug, kept"), 1),
        (KeyboardInterrupt(), 130),
        (cli._Terminated(), 143),
    ],
)
def test_every_error_has_its_exit_code_and_no_traceback(error, code, monkeypatch, capsys):
    def fail(*said):
        raise error

    monkeypatch.setattr(cli, "read_scenario", fail)
    assert cli.main(["run", "a scenario", "--seeds", "0:2"]) == code
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert (str(error) or "reemploy run 'a scenario' --seeds 0:2") in told


def test_our_bug_is_kept_in_a_file_and_told_in_short(monkeypatch, capsys, tmp_path):
    def fail(*said):
        raise ZeroDivisionError("nobody to divide by")

    monkeypatch.setattr(cli, "read_scenario", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["check", "x"]) == 1
    told = capsys.readouterr().err
    (kept,) = tmp_path.glob("reemploy-traceback-*.txt")
    assert str(kept) in told
    assert "Traceback" not in told
    assert "in fail" in kept.read_text()


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    script = (
        "import sys; from sim import cli; from tests.runs.fake import FakePlan; FakePlan.notes = ();"
        "cli.read_scenario = lambda *said: FakePlan(); sys.exit(cli.main(['check', 'x']))"
    )
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", script], stdout=writing, stderr=subprocess.PIPE, cwd=HERE, check=False)
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == b""


SHOW = """
import sys
from sim import cli
from sim.runs import run
from tests.runs.fake import MODEL, FakePlan
FakePlan.notes = ()
cli.read_scenario = lambda *said: FakePlan()
run.Model = lambda: MODEL
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "utf-8"])
def test_results_and_exit_code_do_not_depend_on_the_terminal(tmp_path, encoding):
    command = [sys.executable, "-c", SHOW, "run", "x", "--seeds", "0", "--lang", "zh", "--out", str(tmp_path)]
    environment = os.environ | {
        "PYTHONIOENCODING": encoding,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    done = subprocess.run(command, capture_output=True, cwd=HERE, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert ("登记失业".encode(encoding, errors="replace")) in done.stdout
    (folder,) = tmp_path.glob("[0-9a-f]*")
    assert "失业" in (folder / "dictionary.json").read_text(encoding="utf-8")


def test_a_comparison_with_a_wrong_share_lives_nothing(monkeypatch, capsys):
    monkeypatch.setattr(cli, "read_scenario", lambda *said: pytest.fail("it was read"))
    assert cli.main(["compare", "a", "b", "--level", "95"]) == 3
    assert "--level = 95: a share between 0 and 1" in capsys.readouterr().err
