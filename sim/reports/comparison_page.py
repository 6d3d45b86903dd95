"""A comparison as a picture and as one self-contained HTML page: nothing is fetched, nothing runs."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.reports.comparison_summary import WORDS, cells, figures_of, headings, item_label, leaks_of, note_of
from sim.reports.font import find_font
from sim.reports.labels import FEN_PER_WAN, LEVELS, METRICS
from sim.reports.panels import DOTS, INK, SIZE, STACK_COLOURS, Band, Label, Months, Panel, largest_few
from sim.reports.run_folder import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = ("employed", "unemployed", "long_term_unemployed")
BOTH = "both"  # a page for readers of both languages: English words with the Chinese terms beside them
STYLE = """
body{font-family:"Noto Sans","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:1100px;
margin:2rem auto;padding:0 1rem;color:#222}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}img{max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{padding:.25rem .6rem;text-align:right;border-bottom:
1px solid #e4e4e4}td:first-child,th:first-child{text-align:left}tr.topic td{font-weight:600;background:#f6f6f6}
p.small{color:#555;font-size:.85rem}code{font-size:.85rem}
"""


def write(comparison: Run, to: Path) -> None:
    """Write `chart.png` and `report.html` into a folder."""
    draw(comparison, to / "chart.png")
    (to / "report.html").write_text(page(comparison, to / "chart.png"), encoding="utf-8")


def draw(comparison: Run, to: Path) -> None:
    """Draw the differences over the months, a line and its interval for each scenario, and who pays."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    font, scenarios = find_font(), comparison.manifest["labels"][1:]
    with rc_context({"font.family": [font.family], "axes.unicode_minus": False}):
        figure = Figure(figsize=SIZE, dpi=DOTS, facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.subplots(2, 2).flat
        figure.subplots_adjust(left=0.065, right=0.985, top=0.82, bottom=0.135, hspace=0.58, wspace=0.16)
        months = comparison.query("SELECT DISTINCT month FROM comparison ORDER BY month")["month"].tolist()
        panel = Panel(font, Months(months))
        for metric in SHOWN:
            ax = next(axes)
            panel.lines(ax, _bands(comparison, metric), STACK_COLOURS)
            panel.finish(ax, METRICS[metric], ("persons, difference from the base", "人,与基准之差"), from_zero=False)
        _money(next(axes), panel, comparison, scenarios[0])
        heading = f"{', '.join(scenarios)} against {comparison.manifest['labels'][0]}"
        figure.text(0.012, 0.955, font.drawable(heading), size=17, color=INK, parse_math=False)
        figure.text(0.012, 0.058, font.drawable(_caption(comparison)), size=9.5, color="#555555", parse_math=False)
        figure.savefig(to, metadata={"Software": None})


def page(comparison: Run, picture: Path) -> str:
    """Return the page as text; every word of a user is escaped."""
    manifest = comparison.manifest
    base, *scenarios = manifest["labels"]
    image = base64.b64encode(picture.read_bytes()).decode()
    parts = [
        f"<h1>{escape(', '.join(scenarios))} against {escape(base)}</h1>",
        f'<p class="small">{escape(_caption(comparison))}</p>',
        f'<img alt="differences by month" src="data:image/png;base64,{image}">',
    ]
    for scenario in scenarios:
        parts.append(f"<h2>{escape(scenario)}: {escape(manifest['titles'][scenario])}</h2>")
        parts.append(_figures(comparison, scenario))
        parts.append(f'<p class="small">{escape(note_of(manifest, scenario, WORDS[BOTH]))}</p>')
        parts.append(_leaks(comparison, scenario))
        parts.append(_levers(manifest["scenarios"][base], manifest["scenarios"][scenario]))
    runs = ", ".join(f"{label} = {run}" for label, run in zip(manifest["labels"], manifest["runs"], strict=True))
    parts.append(f'<p class="small">Runs: {escape(runs)}. Model {escape(manifest["sources"][:16])}.</p>')
    title = escape(f"{', '.join(scenarios)} against {base}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _caption(comparison: Run) -> str:
    manifest = comparison.manifest
    n = min(len(seeds) for seeds in manifest["seeds"].values())
    told = f"{n} paired seeds. Line: mean difference; band: {manifest['level']:.0%} interval, {manifest['method']}"
    return f"{told}: luck only. 线:平均差异;带:区间,只反映偶然。"


def _bands(comparison: Run, metric: str) -> dict[Label, Band]:
    """Return the mean difference and its interval by month, for each scenario."""
    found = comparison.query(
        f"""
        SELECT scenario, mean, coalesce(low, mean) AS low, coalesce(high, mean) AS high FROM comparison
        WHERE "by" = 'all' AND metric = '{metric}' ORDER BY scenario, month
        """
    )
    bands: dict[Label, Band] = {}
    for scenario in comparison.manifest["labels"][1:]:
        mine = found["scenario"] == scenario
        bands[scenario, scenario] = (found["mean"][mine], found["low"][mine], found["high"][mine])
    return bands


def _money(axes: Axes, panel: Panel, comparison: Run, scenario: str) -> None:
    """Draw who pays more, and who receives more, each month: means over seeds, stacked."""
    found = comparison.query(
        f"""
        SELECT borne_by, sum(CASE side WHEN 'paid' THEN mean ELSE -mean END) / {FEN_PER_WAN} AS cost
        FROM (SELECT DISTINCT month FROM comparison) CROSS JOIN (SELECT DISTINCT borne_by FROM bill)
        LEFT JOIN (SELECT * FROM bill WHERE kind <> 'contingent' AND scenario = '{scenario.replace("'", "''")}')
        USING (month, borne_by) GROUP BY borne_by, month ORDER BY borne_by, month
        """
    )
    levels = {
        str(level): found["cost"][found["borne_by"] == level] for level in sorted(set(found["borne_by"].tolist()))
    }
    costs = {level: np.ma.filled(cost.astype(float), 0.0) for level, cost in levels.items()}
    panel.stack(axes, largest_few(costs, lambda level: LEVELS.get(level, (level, level)), ("others", "其他")))
    title = (f"Net public cost: {scenario}", "公共资金净成本")
    panel.finish(axes, title, ("10,000 yuan a month, difference from the base", "万元/月,与基准之差"), from_zero=False)


def _figures(comparison: Run, scenario: str) -> str:
    """Return the table of all figures."""
    words = WORDS[BOTH]
    heads = ("", *headings(comparison.manifest, words))
    rows, topic = [f"<tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"], ""
    for figure in figures_of(comparison, scenario):
        if figure["topic"] != topic:
            topic = figure["topic"]
            rows.append(f'<tr class="topic"><td colspan="6">{escape(words[topic])}</td></tr>')
        written = (item_label(topic, figure["item"], BOTH), *cells(figure, words["unknown"]))
        rows.append(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in written)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _leaks(comparison: Run, scenario: str) -> str:
    """Return the table from gross to net, or how to get one."""
    rows = leaks_of(comparison, scenario)
    if not rows:
        return "<p>With <code>--persons</code> this page also splits gross into net.</p>"
    heads = ("", *WORDS[BOTH]["terms"].split(","))
    written = [f"<tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"]
    written += [f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows]
    return f"<h3>{escape(WORDS[BOTH]['leaks'])}</h3><table>{''.join(written)}</table>"


def _levers(base: dict[str, Any], other: dict[str, Any]) -> str:
    """Return the table of what the two scenarios set differently."""
    rows = []
    before, after = _settings(base), _settings(other)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            told = "".join(f"<td><code>{escape(str(side.get(name, '–')))}</code></td>" for side in (before, after))
            rows.append(f"<tr><td>{escape(name)}</td>{told}</tr>")
    if not rows:
        return "<p>Both scenarios set the same values.</p>"
    return f"<table><tr><th>what differs</th><th>base</th><th>scenario</th></tr>{''.join(rows)}</table>"


def _settings(scenario: dict[str, Any]) -> dict[str, Any]:
    """Return every value of a resolved scenario under its path."""
    found = {f"world.{name}": value for name, value in scenario.get("world", {}).items()}
    for lever, values in scenario.get("levers", []):
        found |= {f"{lever}.{name}": value for name, value in values.items()}
    return found | {f"horizon.{name}": value for name, value in scenario.get("horizon", {}).items()}
