"""What a command shows when it is done: a summary, where the results are, and what to look at next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sim.comparison.compare import Comparison
    from sim.runs.folder import RunFolder


def show_run(folder: RunFolder, lang: str) -> None:
    """Print the summary, the target scorecard and where to look next."""
    from rich.console import Console

    from sim.reports.scorecard import scorecard
    from sim.reports.summary import summary

    console = Console(highlight=False)
    card = scorecard(folder, lang)
    with console.capture() as text:  # rich ends the program when its reader has gone; print only raises
        console.print(summary(folder, lang))
        if card is not None:
            console.print(card)
    print(text.get())
    had = " (these results were on disk already)" if folder.reused else ""
    print(f"Results: {folder.path}{had}")
    found = parts(folder)
    if "picture" in found:
        print(f"Picture: {found['picture']}")
    print(f"Next:    open the picture; to check it all: reemploy verify {shlex.quote(str(folder.path))}")


def show_comparison(found: Comparison, lang: str) -> None:
    """Print a table for each scenario and where to look next."""
    from rich.console import Console

    from sim.reports.comparison_summary import summaries

    console = Console(highlight=False)
    with console.capture() as text:
        for table in summaries(found, lang):
            console.print(table)
            console.print()
    print(text.get(), end="")
    print(f"Results: {found.path}{' (these results were on disk already)' if found.reused else ''}")
    if (found.path / "report.html").exists():
        print(f"Picture: {found.path / 'chart.png'}")
        print(f"Next:    open {found.path / 'report.html'}")


def parts(folder: RunFolder) -> dict[str, str]:
    """Return the files of a run that a reader may want to open."""
    has_picture = "chart.png" in folder.manifest["checksums"]
    return {"picture": str(folder.path / "chart.png")} if has_picture else {}


def show_sweep(place: Path, question: str, points: int, seeds: int) -> None:
    """Say what was asked, how much was lived for it, and where the answer is."""
    if question:
        print(question)
    print(f"{points} points of {seeds} seeds")
    print(f"Results: {place}")
    print(f"Next:    open {place / 'results.csv'}; a point's settings are in points.csv, its run beside this folder")
