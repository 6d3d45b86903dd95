"""The style of every picture: a panel of lines with bands, a panel of stacked bars, a time axis of months."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.reports.font import Font

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's palette: told apart with every kind of colour blindness.
BLUE, ORANGE, GREEN, PURPLE, SKY, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#8C8C8C"
STACK_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY)
INK, FAINT = "#222222", "#E4E4E4"
SIZE, DOTS = (12.0, 7.8), 140  # inches, dots per inch
TICK_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two labels of the time axis
MOST_TICKS = 7
MONTHS_AS_DOTS = 6  # so few months are easier to read with a dot each

Label = tuple[str, str]  # English, Chinese
Band = tuple[Any, Any, Any]  # middle, low, high (months,)


def largest_few(layers: dict[str, Any], label: Callable[[str], Label], rest: Label) -> dict[Label, Any]:
    """Return the layers that move most, as many as there are colours; the others are added up under `rest`."""
    ordered = sorted(layers, key=lambda name: (-abs(layers[name]).sum(), name))
    most = len(STACK_COLOURS)
    shown = ordered if len(ordered) <= most else ordered[: most - 1]
    named = {label(name): layers[name] for name in shown}
    if len(shown) < len(ordered):
        named[rest] = sum(layers[name] for name in ordered[len(shown) :])
    return named


class Months:
    """The time axis: months as text, drawn as 0, 1, 2, ..."""

    def __init__(self, texts: list[str]) -> None:
        """Take the months of a run in order."""
        self.texts = texts
        self.at = np.arange(len(texts))

    def label(self, axes: Axes) -> None:
        """Label as many months as fit, Januaries among them."""
        step = next((step for step in TICK_STEPS if len(self.texts) / step <= MOST_TICKS), TICK_STEPS[-1])
        ordinals = [int(text[:4]) * 12 + int(text[5:]) - 1 for text in self.texts]
        ticks = [at for at, month in enumerate(ordinals) if month % step == 0]
        axes.set_xticks(ticks, [self.texts[at] for at in ticks])
        axes.set_xlim(-0.6, len(self.texts) - 0.4)


class Panel:
    """Draws panels in one style."""

    def __init__(self, font: Font, months: Months) -> None:
        """Take the font and the time axis that all panels of a picture share."""
        self.font, self.months = font, months

    def lines(self, axes: Axes, series: dict[Label, Band], colours: tuple[str, ...]) -> None:
        """Draw a line and a band for each series."""
        few = len(self.months.at) <= MONTHS_AS_DOTS
        for (label, (middle, low, high)), colour in zip(series.items(), colours, strict=False):
            line = axes.plot(self.months.at, middle, color=colour, linewidth=2.2, label=self.text(label))[0]
            if few:
                line.set(marker="o", clip_on=False)
            if np.array_equal(low, high):
                continue
            if few:
                axes.vlines(self.months.at, low, high, color=colour, alpha=0.35, linewidth=6)
            else:
                axes.fill_between(self.months.at, low, high, color=colour, alpha=0.18, linewidth=0)

    def stack(self, axes: Axes, heights: dict[Label, Any]) -> None:
        """Draw bars on one another, those below zero downwards; at most as many as there are colours."""
        up, down = np.zeros(len(self.months.at)), np.zeros(len(self.months.at))
        for (label, height), colour in zip(heights.items(), STACK_COLOURS, strict=False):
            above, below = np.maximum(height, 0), np.minimum(height, 0)
            axes.bar(self.months.at, above, 0.86, up, color=colour, label=self.text(label), linewidth=0)
            if below.any():
                axes.bar(self.months.at, below, 0.86, down, color=colour, linewidth=0)
            up, down = up + above, down + below

    def finish(self, axes: Axes, title: Label, unit: Label, *, from_zero: bool = True) -> None:
        """Give a panel its title, unit, time axis and legend, and take the clutter away."""
        labelled = len(axes.get_legend_handles_labels()[1])
        axes.set_title(self.text(title), loc="left", size=13, color=INK, pad=40 if labelled <= 3 else 56)
        axes.text(0, 1.02, self.text(unit), transform=axes.transAxes, size=9, color="#555555")
        top, bottom = (axes.dataLim.ymax, axes.dataLim.ymin) if labelled else (0.0, 0.0)
        room = 0.06 * (max(top, 0) - min(bottom, 0)) or 1.0
        axes.set_ylim(0 if from_zero else min(bottom, 0) - room, max(top, 0) + room)
        if not from_zero:
            axes.axhline(0, color="#999999", linewidth=0.8)
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
                self.text(("nothing here", "无")),
                transform=axes.transAxes,
                ha="center",
                color=GREY,
            )

    def text(self, label: Label) -> str:
        """Return a label in the languages that the font has."""
        english, chinese = label
        return f"{chinese}  {english}" if self.font.chinese and chinese != english else english
