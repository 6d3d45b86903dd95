"""A run as one picture of four panels: people out of work, rates, turnover, money.

Lines are medians over seeds and bands go from the lowest to the highest seed, so a band shows luck alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.reports.font import Font, find_font
from sim.reports.labels import METRICS, fund_label
from sim.reports.panels import (
    BLUE,
    DOTS,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SIZE,
    Band,
    Label,
    Months,
    Panel,
    largest_few,
)
from sim.reports.run_folder import Run, monthly
from sim.reports.summary import money_by_fund

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEADING_WIDTH = 105  # narrow letters
LAST_NARROW = 0x2E7F  # behind it stand the Chinese, Japanese and Korean letters


def draw(run: Run, to: Path) -> None:
    """Draw the picture of a run as a PNG file; without a Chinese font its labels are English."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    font = find_font()
    with rc_context({"font.family": [font.family], "axes.unicode_minus": False}):
        figure = Figure(figsize=SIZE, dpi=DOTS, facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.subplots(2, 2).flat
        figure.subplots_adjust(left=0.065, right=0.985, top=0.82, bottom=0.135, hspace=0.58, wspace=0.16)
        months = Months(run.query("SELECT DISTINCT month FROM outcomes ORDER BY month")["month"].tolist())
        metrics = ("labour_force", "unemployed", "long_term_unemployed", "registered", "hires", "separations")
        values = monthly(run, metrics)
        panel = RunPanel(font, months)
        panel.people(next(axes), values)
        panel.rates(next(axes), values)
        panel.turnover(next(axes), values)
        panel.money(next(axes), money_by_fund(run))
        heading = _shorten(run.manifest["title"] or run.manifest["name"])
        figure.text(0.012, 0.955, font.drawable(heading), size=17, color=INK, parse_math=False)
        for line, text in enumerate(_caption(run, font)):
            place = 0.058 - 0.024 * line
            figure.text(0.012, place, font.drawable(text), size=9.5, color="#555555", parse_math=False)
        figure.savefig(to, metadata={"Software": None})


def _shorten(heading: str) -> str:
    """Cut a heading to what one line holds; a Chinese letter is as wide as two others."""
    width = 0
    for at, letter in enumerate(heading):
        width += 2 if ord(letter) > LAST_NARROW else 1
        if width > HEADING_WIDTH:
            return heading[:at] + "…"
    return heading


def _caption(run: Run, font: Font) -> list[str]:
    """Return what a reader must know to trust the picture, line by line."""
    seeds = run.manifest["seeds"]
    said = (
        "line: median over seeds; band: lowest to highest seed, luck only",
        "线:各种子中位数;带:最低至最高,只反映偶然",
    )
    if len(seeds) == 1:
        said = ("one seed: nothing here shows how much is luck", "只有一个种子,无从判断偶然的大小")
    count = f"n = {len(seeds)} seed{'s' * (len(seeds) > 1)}"
    lines = [f"run {run.manifest['run_id']} · {run.manifest['name']} · {count}", said[0]]
    if font.chinese:
        return [lines[0], f"{said[1]} · {said[0]}"]
    return [*lines, "no font with Chinese letters was found (install zhplot): labels in English"]


class RunPanel(Panel):
    """Draws the four panels of a run."""

    def people(self, axes: Axes, values: dict[str, Any]) -> None:
        """Who is out of work, and for how long."""
        series = {metric: values[metric] for metric in ("unemployed", "long_term_unemployed") if metric in values}
        self.lines(axes, _bands({METRICS[metric]: people for metric, people in series.items()}), (ORANGE, PURPLE))
        self.finish(axes, ("Unemployed", "失业人数"), ("persons", "人"))

    def rates(self, axes: Axes, values: dict[str, Any]) -> None:
        """What truly is, and what the register shows."""
        force = values.get("labour_force")
        shares = {
            METRICS[metric]: 100 * values[metric] / np.maximum(force, 1)
            for metric in ("unemployed", "registered")
            if force is not None and metric in values
        }
        self.lines(axes, _bands(shares), (ORANGE, BLUE))
        self.finish(axes, ("True and registered rate", "实际失业率与登记失业率"), ("% of labour force", "占劳动力%"))

    def turnover(self, axes: Axes, values: dict[str, Any]) -> None:
        """Who comes to work and who leaves it, each month."""
        series = {metric: values[metric] for metric in ("hires", "separations") if metric in values}
        self.lines(axes, _bands({METRICS[metric]: people for metric, people in series.items()}), (GREEN, GREY))
        self.finish(axes, ("Hires and separations", "招用与离职"), ("persons a month", "人/月"))

    def money(self, axes: Axes, paid: dict[str, Any]) -> None:
        """What public funds pay, each month: means over seeds, stacked."""
        means = {fund: values.mean(axis=1) for fund, values in paid.items()}
        self.stack(axes, largest_few(means, fund_label, ("other funds", "其他资金")))
        self.finish(
            axes,
            ("Public money paid", "公共资金支出"),
            ("10,000 yuan a month, mean over seeds", "万元/月(各种子平均)"),
        )


def _bands(series: dict[Label, Any]) -> dict[Label, Band]:
    """Return the median over seeds and the range from the lowest to the highest, of values (months, seeds)."""
    return {
        label: (np.median(values, axis=1), values.min(axis=1), values.max(axis=1)) for label, values in series.items()
    }
