"""A model small enough for tests: its county is a few random walks, its ledger adds up.

Everything here has a name that a spawned process can import. What a seed does is said by the plan.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np

from sim.errors import InvariantBroken
from sim.runs.model import Model

FUND = "unemployment_insurance_fund"
MODEL = Model(
    live=f"{__name__}:live",
    plan=f"{__name__}:FakePlan",
    dictionary=f"{__name__}:dictionary",
    source_hash=f"{__name__}:source_hash",
    self_test=f"{__name__}:self_test",
)


@dataclass(frozen=True)
class FakeHorizon:
    start: int = 2003 * 12
    months: int = 4


@dataclass(frozen=True)
class FakePlan:
    """A resolved scenario; `trouble` says which seed meets what, and `marks` is a folder to leave marks in."""

    name: str = "fake"
    title: str = "虚拟县 a fake county"
    workers: int = 1000
    horizon: FakeHorizon = FakeHorizon()
    trouble: Mapping[int, str] = field(default_factory=dict)
    marks: str = ""

    def plain(self) -> dict[str, Any]:
        return {"workers": self.workers, "start": self.horizon.start, "months": self.horizon.months}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(workers=plain["workers"], horizon=FakeHorizon(plain["start"], plain["months"]))


def live(
    plan: FakePlan, seed: int, *, persons: bool = False, each_month: Callable[[int], None] | None = None
) -> dict[str, dict[str, Any]]:
    if plan.marks:
        times = len(list(Path(plan.marks).glob(f"{seed}.*")))
        Path(plan.marks, f"{seed}.{times}").touch()
        _meet(plan.trouble.get(seed, ""), first_time=times == 0)
    for month in range(plan.horizon.months):
        if each_month is not None:
            each_month(month + 1)
        if plan.trouble.get(seed) == "slow":
            time.sleep(0.2)
    tables = {"outcomes": _outcomes(plan, seed), **_money(plan, seed)}
    return tables | _persons(plan, seed) if persons else tables


def _meet(trouble: str, first_time: bool) -> None:
    if trouble == "killed always" or (trouble == "killed once" and first_time):
        os.kill(os.getpid(), signal.SIGKILL)
    if trouble == "invariant":
        raise InvariantBroken("entry 7 is one-sided")
    if trouble == "bug":
        raise ZeroDivisionError("nobody to divide by")
    if trouble == "disk full":
        raise OSError(28, "No space left on device")


def months_of(plan: FakePlan) -> list[str]:
    return [
        f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(plan.horizon.start, plan.horizon.start + plan.horizon.months)
    ]


def _outcomes(plan: FakePlan, seed: int) -> dict[str, Any]:
    luck = np.random.default_rng(seed)
    months, n = months_of(plan), plan.horizon.months
    walk = np.cumsum(luck.normal(0, 0.004, n)) + 0.12
    series = {
        "labour_force": np.full(n, float(plan.workers)),
        "employed": np.round(plan.workers * (1 - walk)),
        "unemployed": np.round(plan.workers * walk),
        "long_term_unemployed": np.round(plan.workers * walk * np.linspace(0.8, 0.6, n)),
        "registered": np.round(plan.workers * walk * 0.33),
        "drawing_insurance": np.round(plan.workers * walk * 0.2),
        "drawing_dibao": np.round(plan.workers * walk * 0.1),
        "hires": np.round(plan.workers * luck.uniform(0.01, 0.02, n)),
        "separations": np.round(plan.workers * luck.uniform(0.01, 0.02, n)),
        "reemployed": np.round(plan.workers * luck.uniform(0.005, 0.01, n)),
        "searchers": np.round(plan.workers * walk * 1.2),
        "vacancies": np.round(plan.workers * luck.uniform(0.015, 0.025, n)),
        "applications": np.round(plan.workers * luck.uniform(0.2, 0.3, n)),
    }
    # In an order of its own: sorting is the store's business.
    rows = [(month, metric, series[metric][at]) for metric in reversed(series) for at, month in enumerate(months)]
    return {
        "month": np.array([row[0] for row in rows], object),
        "by": np.array(["all"] * len(rows)),
        "group": np.array(["all"] * len(rows), object),
        "metric": np.array([row[1] for row in rows], object),
        "value": np.array([row[2] for row in rows]),
    }


def _money(plan: FakePlan, seed: int) -> dict[str, dict[str, Any]]:
    months, n = months_of(plan), plan.horizon.months
    benefit = 18_000 * np.random.default_rng(seed + 1).integers(plan.workers // 50, plan.workers // 30, n)
    dibao = np.full(n, 7_000 * plan.workers // 90)
    kinds = [
        ("unemployment_insurance", FUND, "insurance_fund", benefit),
        ("dibao", "dibao_line", "county", dibao),
    ]
    text = lambda *words: np.array([word for word in words for _ in range(n)], object)  # noqa: E731
    ledger = {
        "month": np.array(months * 2, object),
        "programme": text(*(kind[0] for kind in kinds)),
        "fund": text(*(kind[1] for kind in kinds)),
        "level": text(*(kind[2] for kind in kinds)),
        "kind": text("cash", "cash"),
        "purpose": text("benefit", "benefit"),
        "payer": text(*(kind[1] for kind in kinds)),
        "payee": text("workers", "workers"),
        "persons": np.concatenate([benefit, dibao]) // 7_000,
        "fen": np.concatenate([benefit, dibao]),
    }
    inflow = np.zeros(2 * n + n, np.int64)
    outflow = np.concatenate([benefit, dibao, np.zeros(n, np.int64)])
    inflow[2 * n :] = benefit + dibao
    opening = np.concatenate(
        [_opening(benefit, 10**10, -1), _opening(dibao, 10**10, -1), _opening(benefit + dibao, 0, 1)]
    )
    zeros = np.zeros(3 * n, np.int64)
    balances = {
        "month": np.array(months * 3, object),
        "account": text(FUND, "dibao_line", "workers"),
        "level": text("insurance_fund", "county", "household"),
        "opening": opening,
        "inflow": inflow,
        "outflow": outflow,
        "closing": opening + inflow - outflow,
        "appropriated": zeros,
        "released": zeros,
        "committed": zeros,
        "refused_fen": zeros,
    }
    counts = {
        name: np.full(n, size)
        for size, name in enumerate(("waiting", "refused_no_money", "paid", "approved", "applied", "aware", "eligible"))
    }
    programmes = {"month": np.array(months, object), "lever": text("dibao"), "unit": text("person")} | counts
    return {"ledger": ledger, "balances": balances, "programmes": programmes}


def _opening(moved: Any, first: int, sign: int) -> Any:
    return first + sign * np.concatenate([[0], np.cumsum(moved)[:-1]])


def _persons(plan: FakePlan, seed: int) -> dict[str, dict[str, Any]]:
    n = 6
    who, nobody = np.arange(n), np.ma.masked_all(n, np.int64)
    word = lambda said: np.array([said] * n, object)  # noqa: E731
    open_end = np.ma.array(word("2003-02"), mask=who % 2 == seed % 2)
    unknown = np.full(n, None, object)  # text may be None instead of masked
    spell = {
        "person": who, "activity": word("unemployed"), "start": word("2002-11"), "end": open_end, "employer": nobody,
        "sector": unknown, "ownership": unknown, "wage_fen": nobody, "lever": unknown,
    }  # fmt: skip
    facts = ("sex", "birth", "schooling", "origin", "trade", "town")
    return {
        "persons": {"person": who} | {name: word("x") for name in facts},
        "spells": spell,
        "register": {
            "person": who, "start": word("2002-12"), "end": open_end, "benefit_end": open_end, "exit_reason": unknown,
        },
        "served": {
            "lever": word("dibao"), "person": np.ma.array(who, mask=False), "employer": nobody, "provider": nobody,
            "start": word("2003-01"), "end": open_end,
        },
        "arms": {
            "lever": word("dibao"), "unit": word("person"), "id": who, "town": word("x"), "arm": word("treated"),
            "probability": np.full(n, 0.5),
        },
        "loans": {
            "borrower": who, "month": word("2003-01"), "fen": who, "months": who, "arrears": who,
            "default_month": open_end, "claim_fen": who,
        },
    }  # fmt: skip


def dictionary(plan: FakePlan) -> dict[str, Any]:
    return {"metrics": {"unemployed": {"unit": "persons", "definition": "失业"}}}


def source_hash() -> str:
    return os.environ.get("FAKE_SOURCES", "f" * 64)


def self_test() -> None:
    """This machine is fit."""
