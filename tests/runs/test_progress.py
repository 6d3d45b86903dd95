import io
import json

import pytest

from sim.runs import progress
from sim.runs.task import Failure


class Terminal(io.StringIO):
    def isatty(self):
        return True


def live_through(shown):
    """Four seeds of ten months, of which one was on disk and one fails."""
    shown.note("hello [county]")
    shown.begin(4, 1, 10)
    for month in range(1, 11):
        shown.month(1, month)
    shown.finished(1)
    shown.failed(Failure("seed 2", "InvariantBroken", "entry 7 is one-sided", "", name="two"))
    shown.month(3, 5)
    shown.finished(3)
    shown.end()


def test_a_log_gets_few_plain_lines(capsys):
    shown = progress.make_progress(json_lines=False)
    assert type(shown) is progress.PlainLines
    live_through(shown)
    out, lines = capsys.readouterr()
    assert out == ""
    assert lines.splitlines() == [
        "hello [county]",
        "1 of 4 seeds finished, 0% of months lived",
        "seed 2 failed: InvariantBroken: entry 7 is one-sided",
    ]


def test_lines_come_again_after_a_while(capsys, monkeypatch):
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr("sim.runs.progress.time.monotonic", lambda: next(clock))
    live_through(progress.PlainLines())
    lines = capsys.readouterr().err.splitlines()
    assert 4 <= len(lines) <= 9
    assert any("s left" in line for line in lines)


def test_machines_get_json_lines_on_standard_output(capsys):
    shown = progress.make_progress(json_lines=True)
    live_through(shown)
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert err == ""
    assert lines == [
        {"event": "note", "text": "hello [county]"},
        {"event": "progress", "seeds": 4, "finished": 1, "share": 0.0},
        {"event": "failed", "what": "seed 2", "kind": "InvariantBroken", "message": "entry 7 is one-sided"},
    ]


def test_a_terminal_gets_a_bar(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    shown = progress.make_progress(json_lines=False)
    assert type(shown) is progress.Bar
    live_through(shown)
    text = screen.getvalue()
    assert "hello [county]" in text
    assert "of 4 seeds" in text
    assert "seed 2 failed" in text


@pytest.mark.parametrize("shown", [progress.PlainLines(), progress.JsonLines(), progress.Bar()])
def test_nothing_to_compute_is_no_division_by_zero(shown, capsys):
    shown.begin(2, 2, 10)
    shown.end()
    assert shown.share() == 1.0


def test_a_second_run_is_counted_anew(capsys):
    shown = progress.PlainLines()
    for _ in range(2):
        shown.begin(1, 0, 10)
        shown.month("one", 5)
        assert shown.share() == 0.5
        shown.end()
