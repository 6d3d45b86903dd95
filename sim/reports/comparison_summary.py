"""A comparison on one screen: what changes for people, what it costs whom, and what a net job costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.reports.labels import FEN_PER_WAN, METRICS, level_label
from sim.reports.run_folder import Run

if TYPE_CHECKING:
    from rich.table import Table

FEN_PER_YUAN = 100
TOPICS = ("people", "flows", "months", "money", "lever", "price")
LEAKS = ("gross", "deadweight", "lock_in", "substitution", "displacement", "net")
ON_SCREEN = {
    "people": ("employed", "employed_unsubsidised", "self_employed", "public_post", "unemployed",
               "long_term_unemployed", "registered", "drawing_insurance", "drawing_dibao"),
    "flows": ("reemployed", "separations"),
    "months": ("employed",),
    "lever": (),
}  # fmt: skip
WORDS = {
    "en": {
        "people": "Persons at the end", "flows": "Over the whole run", "months": "Person-months",
        "lever": "Gross cost by lever, 10,000 yuan",
        "money": "Public money, 10,000 yuan", "price": "Price, yuan",
        "base": "base", "difference": "difference", "interval": "{level:.0%} interval", "sign": "sign",
        "needed": "seeds",
        "note": "{n} paired seeds, {method}: luck only, not what is unknown of the county. sign: seeds that agree in "
        "sign; seeds: needed for ±{precision:.0%} of the difference; {unknown}: not determined.",
        "unknown": "…",
        "one": "One seed: nothing here says how much is luck.",
        "leaks": "From gross to net", "terms": "gross,deadweight,lock-in,substitution,displacement,net",
    },
    "zh": {
        "lever": "各项政策总成本,万元",
        "people": "期末人数", "flows": "全期", "months": "人月", "money": "公共资金,万元", "price": "单价,元",
        "base": "基准", "difference": "差异", "interval": "{level:.0%}区间", "sign": "同号",
        "needed": "种子",
        "note": "{n}个配对种子;{method}:只反映偶然,不反映对县情的未知。"
        "同号:同号种子比例;种子:差异达±{precision:.0%}所需个数;{unknown}:无法确定。",
        "unknown": "…",
        "one": "只有一个种子,无从判断偶然的大小。",
        "leaks": "从总效应到净效应", "terms": "总,无谓损失,锁定,替代,挤出,净",
    },
}  # fmt: skip
WORDS["both"] = WORDS["en"] | {
    "people": "Persons at the end 期末人数",
    "flows": "Over the whole run 全期",
    "months": "Person-months 人月",
    "lever": "Gross cost by lever, 10,000 yuan 各项政策总成本,万元",
    "money": "Public money, 10,000 yuan 公共资金,万元",
    "price": "Price, yuan 单价,元",
    "leaks": "From gross to net 从总效应到净效应",
    "terms": "gross 总,deadweight 无谓损失,lock-in 锁定,substitution 替代,displacement 挤出,net 净",
}


def summaries(comparison: Run, lang: str = "en") -> list[Table]:
    """Return a table for `rich` for each scenario that is compared."""
    from rich.table import Table

    manifest, words = comparison.manifest, WORDS[lang]
    tables = []
    for scenario in manifest["labels"][1:]:
        table = Table(
            title=f"{scenario} against {manifest['labels'][0]}",
            caption=note_of(manifest, scenario, words),
            title_justify="left",
            caption_justify="left",
            box=None,
            pad_edge=False,
        )
        table.add_column("")
        for heading in headings(manifest, words):
            table.add_column(heading, justify="right", no_wrap=True)
        for topic, rows in sections(comparison, scenario, lang).items():
            table.add_row(words[topic], style="bold")
            for row in rows:
                table.add_row(*row)
        tables.append(table)
        if rows := leaks_of(comparison, scenario):
            tables.append(_gross_to_net(rows, words))
    return tables


def _gross_to_net(rows: list[tuple[str, ...]], words: dict[str, str]) -> Table:
    from rich.table import Table

    table = Table(title=words["leaks"], title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    for term in words["terms"].split(","):
        table.add_column(term, justify="right")
    for row in rows:
        table.add_row(*row)
    return table


def note_of(manifest: dict[str, Any], scenario: str, words: dict[str, str]) -> str:
    """Return what a reader must know of the columns to trust them."""
    n = len(manifest["seeds"][scenario])
    return words["note"].format(n=n, unknown=words["unknown"], **manifest) if n > 1 else words["one"]


def headings(manifest: dict[str, Any], words: dict[str, str]) -> tuple[str, str, str, str, str]:
    """Return the headings of the columns of numbers."""
    interval = words["interval"].format(level=manifest["level"])
    return words["base"], words["difference"], interval, words["sign"], words["needed"]


def sections(comparison: Run, scenario: str, lang: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the written cells of every row under each topic."""
    found: dict[str, list[tuple[str, ...]]] = {topic: [] for topic in TOPICS}
    for figure in figures_of(comparison, scenario):
        topic, item = figure["topic"], figure["item"]
        if item in ON_SCREEN.get(topic, (item,)):
            found[topic].append((f"  {item_label(topic, item, lang)}", *cells(figure, WORDS[lang]["unknown"])))
    return {topic: rows for topic, rows in found.items() if rows}


def leaks_of(comparison: Run, scenario: str) -> list[tuple[str, ...]]:
    """Return the written rows of gross to net: horizon and measure, then every term; none without persons."""
    if "gross_to_net" not in comparison.manifest["digests"]:
        return []
    found = comparison.query("SELECT * FROM gross_to_net ORDER BY horizon, measure")
    rows = []
    for at in np.flatnonzero(found["scenario"] == scenario):
        name = f"{found['measure'][at].replace('_', ' ')}, month {found['horizon'][at]}"
        known = (np.ma.filled(found[term], np.nan)[at] for term in LEAKS)
        rows.append((name, *("…" if np.isnan(value) else f"{value:+z,.0f}" for value in known)))
    return rows


def figures_of(comparison: Run, scenario: str) -> list[dict[str, Any]]:
    """Return the figures of the front page, in reading order; what is not known is None."""
    columns = comparison.query("SELECT * FROM totals")
    written = zip(*(values.tolist() for values in columns.values()), strict=True)
    rows = [dict(zip(columns, row, strict=True)) for row in written]
    place = {item: at for items in ON_SCREEN.values() for at, item in enumerate(items)}

    def order(row: dict[str, Any]) -> tuple[int, int, str]:
        return TOPICS.index(row["topic"]), place.get(row["item"], len(place)), row["item"]

    return sorted((row for row in rows if row["scenario"] == scenario), key=order)


def item_label(topic: str, item: str, lang: str) -> str:
    """Return what a figure is called, in English, in Chinese or in `both`."""
    plain = item.replace("_", " ")
    english, chinese = plain, plain
    if topic in ("people", "flows", "months"):
        english, chinese = METRICS.get(item, (plain, plain))
    elif topic == "money":
        english, chinese = level_label(item)
    if lang == "both" and english != chinese:
        return f"{english} {chinese}"
    return chinese if lang == "zh" else english


def cells(figure: dict[str, Any], unknown: str) -> tuple[str, str, str, str, str]:
    """Return base, difference, interval, same sign and seeds needed as text."""
    fen = figure["unit"] == "fen"
    scale = 1 if not fen else FEN_PER_YUAN if figure["topic"] == "price" else FEN_PER_WAN
    digits = 1 if scale == FEN_PER_WAN else 0

    def write(value: float | None, sign: str = "") -> str:
        return "" if value is None else f"{value / scale:{sign}z,.{digits}f}"

    mean, low, high = figure["mean"], figure["low"], figure["high"]
    if mean is None:
        return "", unknown, "", "", ""
    interval = "" if low is None else f"{write(low, '+')} to {write(high, '+')}"
    same = "" if figure["same_sign"] is None else f"{figure['same_sign']:.0%}"
    needed = "" if figure["seeds_needed"] is None else f"{figure['seeds_needed']:,.0f}"
    return write(figure["base_mean"]), write(mean, "+"), interval, same, needed
