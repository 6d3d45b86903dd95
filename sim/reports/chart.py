"""A run as one picture of four panels: people out of work, rates, turnover, money.

Lines are medians over seeds and bands go from the lowest to the highest seed, so a band shows luck alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.reports.font import Font, find_font
from sim.reports.labels import METRICS, fund_label
from sim.reports.run_folder import Run, monthly
from sim.reports.summary import money_by_fund

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's palette: told apart with every kind of colour blindness.
BLUE, ORANGE, GREEN, PURPLE, SKY, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#8C8C8C"
FUND_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY)
INK, FAINT = "#222222", "#E4E4E4"
SIZE, DOTS = (12.0, 7.8), 140  # inches, dots per inch
TICK_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two labels of the time axis
MOST_TICKS = 7
HEADING_WIDTH = 105  # narrow letters
LAST_NARROW = 0x2E7F  # behind it stand the Chinese, Japanese and Korean letters
MONTHS_AS_DOTS = 6  # so few months are easier to read with a dot each


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
        months = _Months(run.query("SELECT DISTINCT month FROM outcomes ORDER BY month")["month"].tolist())
        metrics = ("labour_force", "unemployed", "long_term_unemployed", "registered", "hires", "separations")
        values = monthly(run, metrics)
        panel = _Panel(font, months)
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


class _Months:
    """The time axis: months as text, drawn as 0, 1, 2, ..."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.at = np.arange(len(texts))

    def label(self, axes: Axes) -> None:
        """Label as many months as fit, Januaries among them."""
        step = next((step for step in TICK_STEPS if len(self.texts) / step <= MOST_TICKS), TICK_STEPS[-1])
        ordinals = [int(text[:4]) * 12 + int(text[5:]) - 1 for text in self.texts]
        ticks = [at for at, month in enumerate(ordinals) if month % step == 0]
        axes.set_xticks(ticks, [self.texts[at] for at in ticks])
        axes.set_xlim(-0.6, len(self.texts) - 0.4)


class _Panel:
    """Draws each of the four panels in one style."""

    def __init__(self, font: Font, months: _Months) -> None:
        self.font, self.months = font, months

    def people(self, axes: Axes, values: dict[str, Any]) -> None:
        """Who is out of work, and for how long."""
        series = {metric: values[metric] for metric in ("unemployed", "long_term_unemployed") if metric in values}
        self._lines(axes, {METRICS[metric]: people for metric, people in series.items()}, (ORANGE, PURPLE))
        self._finish(axes, ("Unemployed", "失业人数"), ("persons", "人"))

    def rates(self, axes: Axes, values: dict[str, Any]) -> None:
        """What truly is, and what the register shows."""
        force = values.get("labour_force")
        shares = {
            METRICS[metric]: 100 * values[metric] / np.maximum(force, 1)
            for metric in ("unemployed", "registered")
            if force is not None and metric in values
        }
        self._lines(axes, shares, (ORANGE, BLUE))
        self._finish(axes, ("True and registered rate", "实际失业率与登记失业率"), ("% of labour force", "占劳动力%"))

    def turnover(self, axes: Axes, values: dict[str, Any]) -> None:
        """Who comes to work and who leaves it, each month."""
        series = {metric: values[metric] for metric in ("hires", "separations") if metric in values}
        self._lines(axes, {METRICS[metric]: people for metric, people in series.items()}, (GREEN, GREY))
        self._finish(axes, ("Hires and separations", "招用与离职"), ("persons a month", "人/月"))

    def money(self, axes: Axes, paid: dict[str, Any]) -> None:
        """What public funds pay, each month: means over seeds, stacked."""
        largest = sorted(paid, key=lambda fund: (-paid[fund].sum(), fund))
        shown = largest[: len(FUND_COLOURS)] if len(largest) <= len(FUND_COLOURS) else largest[: len(FUND_COLOURS) - 1]
        layers = [(fund_label(fund), paid[fund].mean(axis=1)) for fund in shown]
        if len(shown) < len(largest):
            rest = sum(paid[fund].mean(axis=1) for fund in largest if fund not in shown)
            layers.append((("other funds", "其他资金"), rest))
        bottom = np.zeros(len(self.months.at))
        for (label, height), colour in zip(layers, FUND_COLOURS, strict=False):
            text = self._text(label)
            axes.bar(self.months.at, height, 0.86, bottom, color=colour, label=text, linewidth=0)
            bottom = bottom + height
        self._finish(
            axes,
            ("Public money paid", "公共资金支出"),
            ("10,000 yuan a month, mean over seeds", "万元/月(各种子平均)"),
        )

    def _lines(self, axes: Axes, series: dict[tuple[str, str], Any], colours: tuple[str, str]) -> None:
        """Draw a median line and a band for each series, months x seeds."""
        few = len(self.months.at) <= MONTHS_AS_DOTS
        for (label, values), colour in zip(series.items(), colours, strict=False):
            middle, low, high = np.median(values, axis=1), values.min(axis=1), values.max(axis=1)
            line = axes.plot(self.months.at, middle, color=colour, linewidth=2.2, label=self._text(label))[0]
            if few:
                line.set(marker="o", clip_on=False)
            if few and values.shape[1] > 1:
                axes.vlines(self.months.at, low, high, color=colour, alpha=0.35, linewidth=6)
            elif values.shape[1] > 1:
                axes.fill_between(self.months.at, low, high, color=colour, alpha=0.18, linewidth=0)

    def _finish(self, axes: Axes, title: tuple[str, str], unit: tuple[str, str]) -> None:
        """Give a panel its title, unit, time axis and legend, and take the clutter away."""
        labelled = len(axes.get_legend_handles_labels()[1])
        axes.set_title(self._text(title), loc="left", size=13, color=INK, pad=40 if labelled <= 3 else 56)
        axes.text(0, 1.02, self._text(unit), transform=axes.transAxes, size=9, color="#555555")
        top = axes.dataLim.ymax if labelled else 0.0
        axes.set_ylim(0, top * 1.06 if top > 0 else 1.0)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value == int(value) else f"{value:,.1f}")
        self.months.label(axes)
        axes.grid(axis="y", color=FAINT, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(length=0, labelsize=9.5, colors="#444444")
        axes.tick_params(axis="x", pad=7)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color("#999999")
        if labelled:
            axes.legend(
                loc="lower left", bbox_to_anchor=(-0.01, 1.06), ncols=3, frameon=False, fontsize=10,
                handlelength=1.3, columnspacing=1.4, borderaxespad=0.0, labelcolor="#333333",
            )  # fmt: skip
        else:
            axes.text(
                0.5,
                0.5,
                self._text(("nothing here", "无")),
                transform=axes.transAxes,
                ha="center",
                color=GREY,
            )

    def _text(self, label: tuple[str, str]) -> str:
        english, chinese = label
        return f"{chinese}  {english}" if self.font.chinese and chinese != english else english
