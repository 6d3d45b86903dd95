"""A run on one screen: where the county started, where it ended, and what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.reports.labels import FEN_PER_WAN, METRICS, PUBLIC_MONEY, fund_label
from sim.reports.run_folder import Run, monthly

if TYPE_CHECKING:
    from rich.table import Table

STOCKS = (
    "labour_force",
    "employed",
    "unemployed",
    "long_term_unemployed",
    "registered",
    "drawing_insurance",
    "drawing_dibao",
)
FLOWS = ("separations", "hires", "reemployed")
SEARCH = ("searchers", "vacancies", "applications")
RATIOS = (
    ("vacancies", "searchers", ("openings per searcher", "求人倍率")),
    ("applications", "vacancies", ("applications per opening", "岗均申请")),
)

WORDS = {
    "en": {
        "range": "lowest–highest",
        "total": "whole run",
        "people": "Persons 人",
        "market": "Labour market 劳动力市场",
        "money": "Paid, 10,000 yuan 支出,万元",
        "note": "Means over {n} seeds. Lowest–highest: of the last month; it shows luck only.",
        "one": "One seed: nothing here says how much is luck.",
    },
    "zh": {
        "range": "最低–最高",
        "total": "全期",
        "people": "人数",
        "market": "劳动力市场",
        "money": "公共资金支出,万元",
        "note": "{n} 个种子的平均值。最低–最高:末月各种子之间,只反映偶然。",
        "one": "只有一个随机种子,无从判断偶然的大小。",
    },
}


@dataclass(frozen=True)
class Row:
    """One line: a label, values (months x seeds), digits to show, and a total where one makes sense."""

    label: str
    values: Any
    digits: int = 0
    total: Any | None = None  # (seeds,)

    def cells(self) -> tuple[str, str, str, str, str]:
        """Return label, first month, last month, range of the last month over seeds, total."""
        last, write = self.values[-1], f",.{self.digits}f"
        spread = f"{last.min():{write}}–{last.max():{write}}" if len(last) > 1 else ""
        total = "" if self.total is None else f"{self.total.mean():{write}}"
        return self.label, f"{self.values[0].mean():{write}}", f"{last.mean():{write}}", spread, total


def summary(run: Run, lang: str = "en") -> Table:
    """Return the summary as a table for `rich`; `lang` is `en` (with the official Chinese terms) or `zh`."""
    from rich.table import Table

    words, seeds = WORDS[lang], len(run.manifest["seeds"])
    months = run.query("SELECT min(month) AS first, max(month) AS last FROM outcomes")
    first, last = months["first"][0], months["last"][0]
    table = Table(
        title=run.manifest["name"],
        caption=words["note"].format(n=seeds) if seeds > 1 else words["one"],
        title_justify="left",
        caption_justify="left",
        box=None,
        pad_edge=False,
    )
    table.add_column("")
    for column in (first, last, *([words["range"]] if seeds > 1 else []), words["total"]):
        table.add_column(column, justify="right", no_wrap=True)
    for heading, rows in sections(run, lang).items():
        table.add_row(words[heading], style="bold")
        for row in rows:
            label, begin, end, spread, total = row.cells()
            table.add_row(f"  {label}", begin, end, *([spread] if seeds > 1 else []), total)
    return table


def sections(run: Run, lang: str = "en") -> dict[str, list[Row]]:
    """Return the rows under each heading; what a run does not hold is left out."""
    values = monthly(run, STOCKS + FLOWS + SEARCH)
    people = [Row(_label(METRICS[metric], lang), values[metric]) for metric in STOCKS if metric in values]
    people += [
        Row(_label(METRICS[metric], lang), values[metric], total=values[metric].sum(axis=0))
        for metric in FLOWS
        if metric in values
    ]
    market = [
        Row(
            _label(label, lang),
            _ratio(values[top], values[bottom]),
            2,
            _ratio(values[top].sum(0), values[bottom].sum(0)),
        )
        for top, bottom, label in RATIOS
        if top in values and bottom in values
    ]
    money = [
        Row(_label(fund_label(fund), lang), paid, 1, total=paid.sum(axis=0))
        for fund, paid in money_by_fund(run).items()
    ]
    found = {"people": people, "market": market, "money": money}
    return {heading: rows for heading, rows in found.items() if rows}


def money_by_fund(run: Run) -> dict[str, Any]:
    """Return what each public fund paid out of public hands, 万元, months x seeds."""
    found = run.query(
        f"""
        SELECT fund, coalesce(sum(fen), 0) / {FEN_PER_WAN} AS paid
        FROM (SELECT DISTINCT seed, month FROM balances)
        CROSS JOIN (SELECT DISTINCT fund FROM ledger WHERE {PUBLIC_MONEY})
        LEFT JOIN (SELECT * FROM ledger WHERE {PUBLIC_MONEY}) USING (seed, month, fund)
        GROUP BY fund, month, seed ORDER BY fund, month, seed
        """
    )
    seeds = len(run.manifest["seeds"])
    funds = sorted(set(found["fund"]))
    return {fund: found["paid"][found["fund"] == fund].astype(float).reshape(-1, seeds) for fund in funds}


def _ratio(top: Any, bottom: Any) -> Any:
    """Return top / bottom, 0 where there is nothing to divide by."""
    return np.divide(top, bottom, out=np.zeros(np.shape(top)), where=bottom > 0)


def _label(label: tuple[str, str], lang: str) -> str:
    english, chinese = label
    return chinese if lang == "zh" else english if english == chinese else f"{english} {chinese}"
