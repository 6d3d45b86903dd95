"""The county's target scorecard (目标考核): what it would report upward over a year, beside what is true.

The programme of 2002 assesses departments and townships by six things. Each is told here as registers and counts of
events show it, and as it is: a register leaves people out, events are counted gross, an approval is not yet a payment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.reports.labels import FEN_PER_WAN
from sim.reports.run_folder import Run

if TYPE_CHECKING:
    from rich.table import Table

YEAR = 12
CEILING = 0.045  # registered rate that counties were told to stay below (CM11)
HEADS = {
    "en": ("Target scorecard 目标考核, last {n} months", "goal", "reported", "in truth"),
    "zh": ("目标考核,最后{n}个月", "目标", "上报", "实际"),
}


class Mark(NamedTuple):
    """One line of the card: both numbers by seed, a share or a count."""

    english: str
    chinese: str
    goal: str
    reported: Any  # (seeds,)
    truly: Any  # (seeds,)
    share: bool = False


def marks(run: Run) -> list[Mark]:
    """Return the lines of the card over the last year of a run; what its tables do not hold is left out."""
    everybody, older = _metrics(run, "all", "all"), _metrics(run, "is_4050", "yes")
    if not {"registered", "survey_unemployed", "labour_force", "employed", "started_business"} <= everybody.keys():
        return []
    last = {name: values[-1] for name, values in everybody.items()}
    force = np.maximum(last["labour_force"], 1)
    found = [
        Mark("unemployment rate", "失业率", f"<= {CEILING:.1%}", last["registered"] / force,
             last["survey_unemployed"] / force, share=True),
        Mark("new jobs", "净增就业岗位", "more", _events(everybody), _grown(everybody)),
        Mark("policies delivered", "政策落实", "more", *_delivered(run), share=True),
        Mark("services", "就业服务", "more", _served(run), everybody["register_exits_to_work"][-YEAR:].sum(0)),
        Mark("money, 10,000 yuan", "资金投入,万元", "more", *_money(run)),
    ]  # fmt: skip
    if older:
        found.append(Mark("4050 in work", "“4050”人员就业", "more", _events(older), _grown(older)))
    return found


def scorecard(run: Run, lang: str = "en") -> Table | None:
    """Return the card as a table for `rich`, means over seeds; None where the run holds too little for one."""
    from rich.table import Table

    lines = marks(run)
    if not lines:
        return None
    title, *heads = HEADS[lang]
    months = len(set(run.query("SELECT DISTINCT month FROM outcomes")["month"]))
    table = Table(title=title.format(n=min(months, YEAR)), title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for mark in lines:
        label = mark.chinese if lang == "zh" else f"{mark.english} {mark.chinese}"
        write = ".1%" if mark.share else ",.0f"
        table.add_row(f"  {label}", mark.goal, *(f"{np.mean(said):{write}}" for said in (mark.reported, mark.truly)))
    return table


def _metrics(run: Run, by: str, group: str) -> dict[str, Any]:
    """Return metric -> values (months, seeds) of one group."""
    found = run.query(
        f"""
        SELECT metric, value FROM outcomes WHERE "by" = '{by}' AND "group" = '{group}' ORDER BY metric, month, seed
        """
    )
    seeds = len(run.manifest["seeds"])
    return {name: found["value"][found["metric"] == name].reshape(-1, seeds) for name in set(found["metric"])}


def _events(metrics: dict[str, Any]) -> Any:
    """Return who took a job or opened a shop (seeds,): everybody who did counts, however long it lasted."""
    return (metrics["reemployed"] + metrics["started_business"])[-YEAR:].sum(0)


def _grown(metrics: dict[str, Any]) -> Any:
    """Return how many more are in work than at the start of the year (seeds,)."""
    employed = metrics["employed"]
    return employed[-1] - employed[max(len(employed) - YEAR - 1, 0)]


def _delivered(run: Run) -> tuple[Any, Any]:
    """Return approved over applied, and paid over eligible (seeds,), over all that reaches persons one by one."""
    found = run.query(
        """
        SELECT seed, sum(approved) AS approved, sum(applied) AS applied, sum(paid) AS paid, sum(eligible) AS eligible
        FROM programmes WHERE unit = 'person' AND month = (SELECT max(month) FROM programmes)
        GROUP BY seed ORDER BY seed
        """
    )
    return found["approved"] / np.maximum(found["applied"], 1), found["paid"] / np.maximum(found["eligible"], 1)


def _served(run: Run) -> Any:
    """Return how often placement staff took a case (seeds,)."""
    found = run.query(
        f"""
        SELECT seed, coalesce(sum(paid) FILTER (WHERE lever = 'placement' AND month IN {_LAST_YEAR}), 0) AS cases
        FROM programmes GROUP BY seed ORDER BY seed
        """
    )
    return found["cases"]


def _money(run: Run) -> tuple[Any, Any]:
    """Return what came into the lines of the budget, and what went out of them (seeds,), 万元."""
    found = run.query(
        f"""
        SELECT seed, sum(inflow) / {FEN_PER_WAN} AS put_in, sum(outflow) / {FEN_PER_WAN} AS paid
        FROM balances WHERE account LIKE '%_line' AND month IN {_LAST_YEAR} GROUP BY seed ORDER BY seed
        """
    )
    return (found["put_in"], found["paid"]) if len(found["seed"]) else (np.zeros(1), np.zeros(1))


_LAST_YEAR = f"(SELECT DISTINCT month FROM outcomes ORDER BY month DESC LIMIT {YEAR})"
