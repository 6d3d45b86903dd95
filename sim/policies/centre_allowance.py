"""Reemployment centres (再就业服务中心): who is laid off by a state enterprise stays with it for up to three years.

A member keeps the labour contract, draws a basic living allowance (基本生活费) and is insured by the centre, until
work is found, three years are over, or retirement. State, enterprise and society pay a third each (三三制). An
enterprise without money pays nothing; society's part, from unemployment insurance, is for enterprises that pay
their contributions; the state line makes good a share of what the two do not pay. What is still missing is owed
to nobody: some members wait for their allowance, and the insurance of some is not paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import CENTRE, COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, Condition, Ownership
from sim.declare import Int16, Int64, parameter
from sim.money import to_fen
from sim.policies.policy import Benefit, Now

LINE, FUND = "centre_line", "centre_fund"


@dataclass(frozen=True, kw_only=True)
class CentreAllowance(Benefit):
    """The rules of Zhongfa [1998] 10 (9 June 1998), and the end of entry to the centres (并轨)."""

    name: ClassVar[str] = "centre_allowance"
    number: ClassVar[int] = 4
    term: ClassVar[str] = "国有企业下岗职工基本生活保障"
    law: ClassVar[str] = "中共中央、国务院 中发[1998]10号 (9 Jun 1998), sections 2 and 3; 国务院 国发[2000]42号 on 并轨"
    office: ClassVar[str] = "labour_bureau"
    automatic: ClassVar[bool] = True

    allowance: int = parameter(
        "170 元/人月", unit="元/人月", meaning="basic living allowance of a member", low=0, high=2_000,
        source="SS02, SS04", status="assumed", dated=True, term="基本生活费",
    )  # fmt: skip
    clinic: int = parameter(
        "10 元/人月", unit="元/人月", meaning="paid with it, for the doctor", low=0, high=500, source="SS02",
        status="found", dated=True, term="门诊医疗费",
    )  # fmt: skip
    contribution_base: int = parameter(
        "459 元/人月", unit="元/人月", meaning="wage on which the centre insures a member: 60% of the average wage",
        low=0, high=10_000, source="SS02, WG03", status="derived", dated=True, term="缴费基数",
    )  # fmt: skip
    pension_rate: float = parameter(
        0.27, unit="share", meaning="pension contribution on that base, both parts", low=0, high=0.5,
        source="SI09, SS02", status="derived", dated=True,
    )  # fmt: skip
    unemployment_rate: float = parameter(
        0.03, unit="share", meaning="unemployment contribution on that base, both parts", low=0, high=0.5,
        source="SI13, SS02", status="derived", dated=True,
    )  # fmt: skip
    stay: int = parameter(
        36, unit="months", meaning="longest stay in the centre", low=0, high=120, source="SS01", status="found",
        term="协议期限",
    )  # fmt: skip
    entry_ends: int = parameter(
        "2003-01", unit="month", meaning="last month in which anybody may enter; empty: no end", source="SS01",
        status="assumed", term="并轨",
    )  # fmt: skip
    closes: int = parameter(
        0, unit="month", meaning="last month of the centre; whoever is still a member leaves it then; empty: none",
        source="SS01", status="assumed", term="并轨",
    )  # fmt: skip
    enterprise_share: float = parameter(
        0.3333, unit="share", meaning="of a member's cost, due from the enterprise", low=0, high=1, source="FI15",
        status="found", dated=True,
    )  # fmt: skip
    social_share: float = parameter(
        0.3333, unit="share", meaning="due from unemployment insurance; the state owes the rest", low=0, high=1,
        source="FI15", status="found", dated=True,
    )  # fmt: skip
    cover: float = parameter(
        0.95, unit="share", meaning="of what the two do not pay, what the state line makes good", low=0, high=1,
        source="SS05, FI15", status="assumed", dated=True, term="财政兜底",
    )  # fmt: skip
    budget: int = parameter(
        "100万元/年", unit="元/年", meaning="state line, appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, source="FI15", status="assumed", dated=True,
    )  # fmt: skip
    central_share: float = parameter(
        0.79, unit="share", meaning="of the state line, paid by the centre; the county pays the rest", low=0, high=1,
        source="FI16", status="derived", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """The state's budget line, and the special account in which the three parts meet."""
        yield CENTRE
        yield COUNTY_TREASURY
        yield AccountSpec(LINE, level="county", term="下岗职工生活补助", purposes=("state part",), budget_line=True)
        yield AccountSpec(FUND, level="county", term="再就业服务中心资金专户")
        yield AccountSpec("unemployment_insurance_fund", level="insurance_fund", term="失业保险基金")
        yield AccountSpec("pension_pool", level="insurance_fund", term="养老保险基金")

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def centre_stay(self, now: Now, who: Int64) -> Int16 | None:
        """Staff of state enterprises enter, as long as anybody may."""
        over = (self.entry_ends and now.month > self.entry_ends) or (self.closes and now.month >= self.closes)
        if over or self.allowance + self.clinic == 0:
            return None
        state = now.employers.ownership[now.workers.employer[who]] == Ownership.STATE
        return np.where(state, self.stay, 0).astype(np.int16)

    def centre_closes(self) -> int:
        """The last month of the centre."""
        return self.closes

    def eligible(self, now: Now) -> Int64:
        """Every member from the month after the layoff; work that nobody reports ends no membership."""
        w = now.workers
        members = np.flatnonzero(w.centre >= 0)
        entered_now = (w.activity[members] == Activity.UNEMPLOYED) & (w.spell_start[members] >= now.month)
        return members[~entered_now]

    def worth(self, now: Now, who: Int64) -> Int64:
        """The same sum for everybody."""
        return np.full(who.size, self.allowance + self.clinic, np.int64)

    def claims(self, now: Now) -> Iterable[Claim]:
        """The three parts come in; allowances go out, the shortest remaining stay first, then contributions."""
        if self.allowance + self.clinic == 0:
            return
        shares = {"centre": self.central_share}
        yield from quarterly_release(self.name, "state line release", LINE, self.budget, now.month, shares)
        members = now.holders[np.argsort(now.workers.centre_months_left[now.holders], kind="stable")]
        pension = to_fen(np.full(members.size, self.contribution_base * self.pension_rate))
        unemployment = to_fen(np.full(members.size, self.contribution_base * self.unemployment_rate))
        yield from self._three_parts(now, members, now.fixed[members] + pension + unemployment)
        yield Claim.to_workers(self.name, "basic living allowance", FUND, members, now.fixed[members])
        yield Claim.make(self.name, "pension contribution", FUND, "pension_pool", pension, about=members)
        yield Claim.make(
            self.name, "unemployment contribution", FUND, "unemployment_insurance_fund", unemployment, about=members,
            clock="insured_months", ticks=1,
        )  # fmt: skip

    def _three_parts(self, now: Now, members: Int64, cost: Int64) -> Iterable[Claim]:
        """Whoever found work this month is a member no more: the state pays the enterprise's part of the last month."""
        e, centre = now.employers, now.workers.centre[members]
        some = np.flatnonzero(np.bincount(centre[centre >= 0], minlength=e.staff.size))
        total = np.zeros(e.staff.size + 1, np.int64)  # the last entry is for -1, no centre
        np.add.at(total, centre, cost)
        due = to_fen(total[some] * self.enterprise_share)
        social = to_fen(total[some] * self.social_share)
        state = total[some] - due - social
        paying = e.insures[some] & (e.condition[some] == Condition.RUNNING)
        missing = np.where(e.cash[some] >= due, 0, due) + np.where(paying, 0, social)
        yield Claim.from_employers(self.name, "enterprise part", FUND, some, due)
        yield Claim.make(self.name, "social part", "unemployment_insurance_fund", FUND, social[paying])
        made_good = np.floor(missing * self.cover).astype(np.int64)
        yield Claim.make(self.name, "state part", LINE, FUND, np.append(state + made_good, total[-1]))
