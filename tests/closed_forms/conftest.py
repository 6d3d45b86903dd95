"""After the closed forms, say how near each came."""

from __future__ import annotations

import pytest

from tests.closed_forms.judging import WORST


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the worst score of each closed form, when pytest runs with -v."""
    if not WORST or terminalreporter.verbosity < 1:
        return
    terminalreporter.section("closed forms: worst |z| of their scores, smallest p of distributions")
    for form in sorted(WORST):
        scores = WORST[form]
        worst = min(scores) if form.endswith("(p)") else max(abs(score) for score in scores)
        terminalreporter.write_line(f"{form:<60} {worst:8.3g}   {len(scores):4d} scores")
