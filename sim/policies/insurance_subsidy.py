"""Social insurance subsidy (社会保险补贴): the state pays a firm's contributions for certificate holders in new posts.

A service or trade firm that hires a holder beyond its recorded headcount, signs for the legal term and insures the
hire is paid its own pension and unemployment contributions (from 2006 medical too) for up to three years. By the rule
of 107号 it pays first and is refunded every quarter; by the county's programme the money goes straight to the agency.
The employee's part is never covered. What the line cannot pay stays owed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Ownership, Sector
from sim.declare import Int64, Real, Wholes, parameter
from sim.money import to_fen
from sim.months import month_of_year
from sim.policies.policy import Benefit, Now, Support

LINE = "insurance_subsidy_line"
POOLS = (("pension_pool", "pension"), ("unemployment_insurance_fund", "unemployment"), ("medical_pool", "medical"))
SECTORS = (Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES)


def holders_expected(now: Now, firms: Int64) -> Real:
    """Return the share of holders that each firm expects among its hires: as among its applicants, else the jobless."""
    everywhere = np.count_nonzero(now.workers.certified[now.jobless]) / max(now.jobless.size, 1)
    return np.maximum(now.employers.holder_share[firms].astype(np.float64), everywhere)


def first_of_each(employer: Int64, places: Wholes) -> Int64:
    """Return the entries of `employer` (n,), ascending, that are among the first `places` (employers,) of theirs."""
    order = np.argsort(employer, kind="stable")
    of = employer[order]
    rank = np.arange(of.size) - np.searchsorted(of, of)
    return np.sort(order[rank < places[of]])


@dataclass(frozen=True, kw_only=True)
class InsuranceSubsidy(Benefit):
    """Policy 3: Caishe [2002] 107, sections 2 and 4, and Laoshebufa [2006] 6."""

    name: ClassVar[str] = "insurance_subsidy"
    number: ClassVar[int] = 11
    term: ClassVar[str] = "社会保险补贴"
    law: ClassVar[str] = "财社[2002]107号 (3 Dec 2002); 财税[2003]192号 on contracts; 国发[2005]36号, 劳社部发[2006]6号"
    office: ClassVar[str] = "insurance_agency"
    unit: ClassVar[str] = "firm"
    common_money: ClassVar[bool] = True

    pension_rate: float = parameter(
        0.20, unit="share", meaning="of the contribution base, for pension", low=0, high=0.5, source="SI01, SI09",
        status="found", dated=True, term="养老保险补贴",
    )  # fmt: skip
    unemployment_rate: float = parameter(
        0.02, unit="share", meaning="of the contribution base, for unemployment insurance", low=0, high=0.5,
        source="SI01, SI13", status="found", dated=True, term="失业保险补贴",
    )  # fmt: skip
    medical_rate: float = parameter(
        {"1900-01": 0.0, "2006-01": 0.06}, unit="share", meaning="of the contribution base, for medical insurance",
        low=0, high=0.5, source="SI04, SI12", status="found", dated=True, term="医疗保险补贴",
    )  # fmt: skip
    years: int = parameter(
        3, unit="years", meaning="for each hire", low=0, high=10, source="SI02", status="found", dated=True
    )
    contract: int = parameter(
        {"1900-01": 36, "2003-09": 12}, unit="months", meaning="shortest contract", low=1, high=120,
        source="SI02, TX07", status="found", dated=True, term="劳动合同期限",
    )  # fmt: skip
    new_posts: bool = parameter(
        True, unit="on/off", meaning="only hires beyond the recorded headcount count", source="SI01", status="found",
        term="新增岗位",
    )  # fmt: skip
    mode: str = parameter(
        "refund", unit="", meaning="the firm pays first and is refunded every quarter, or the agency is paid",
        choices=("refund", "direct"), source="SI03", status="found", term="先缴后补",
    )  # fmt: skip
    budget: int = parameter(
        {"1900-01": "30万元/年", "2004-01": "45万元/年", "2005-01": "60万元/年"}, unit="元/年",
        meaning="appropriated a year, released in four quarters", low=0, high=10_000_000_000, source="FI11",
        status="assumed", dated=True, term="社会保险补贴资金",
    )  # fmt: skip
    papers: int = parameter(
        4, unit="visits/year", meaning="visits to the agency a year of it costs a firm", low=0, high=36, source="SI03",
        status="derived", dated=True,
    )  # fmt: skip

    def visits(self) -> float:
        """A year's visits, month by month."""
        return self.papers / 12

    def accounts(self) -> Iterable[AccountSpec]:
        """The line that pays, and the agency's funds."""
        yield AccountSpec(LINE, level="county", term="社会保险补贴", budget_line=True)
        yield COUNTY_TREASURY
        yield AccountSpec("pension_pool", level="insurance_fund", term="养老保险基金")
        yield AccountSpec("medical_pool", level="insurance_fund", term="医疗保险基金")
        yield AccountSpec("unemployment_insurance_fund", level="insurance_fund", term="失业保险基金")

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def eligible(self, now: Now) -> Int64:
        """Service and trade firms, not shops, that insure their people and are not in arrears."""
        e = now.employers
        firm = (e.ownership >= Ownership.PRIVATE) & (e.ownership != Ownership.GETIHU) & e.in_business & e.insures
        return np.flatnonzero(firm & np.isin(e.sector, SECTORS) & ~e.lean)

    def worth(self, now: Now, who: Int64) -> Int64:
        """The subsidy of those whom it supports, and of the holders whom it can expect among this month's hires."""
        e = now.employers
        expected = e.openings[who] * holders_expected(now, who) * self.per_holder(now, who)
        return self._subsidy(now)[who] + to_fen(expected)

    def owes(self, now: Now, who: Int64, worth: Int64) -> Int64:
        """The subsidy of those whom it supports now."""
        return self._subsidy(now)[who]

    def per_holder(self, now: Now, firms: Int64) -> Int64:
        """What is paid for a hire at the pay that the firm offers."""
        e = now.employers
        if not self.years:
            return np.zeros(firms.size, np.int64)
        base = e.wage_offer[firms] * e.reported_base[firms].astype(np.float64)
        return to_fen(base * (self.pension_rate + self.unemployment_rate + self.medical_rate))

    def pays_later(self) -> bool:
        """Refunds are paid by the quarter."""
        return self.mode == "refund"

    def pays_agency(self, now: Now, firms: Int64) -> tuple[Int64, Int64] | None:
        """In the direct mode the firm is not asked for what the state pays."""
        if self.mode != "direct":
            return None
        who = self._supported(now)
        who = who[np.isin(now.workers.employer[who], firms)]
        return who, self._parts(now, who).sum(axis=0)

    def supports(self, now: Now, hired: Int64) -> Support | None:
        """Holders hired into new posts, as many as these are, by firms that know of it and sign for the term."""
        w, e = now.workers, now.employers
        who = hired[(w.certified[hired] > 0) & (now.step[w.employer[hired]] > 0)]
        who = who[e.insures[w.employer[who]] & np.isin(e.sector[w.employer[who]], SECTORS)]
        if self.new_posts:
            have = np.bincount(w.employer[self._supported(now)], minlength=e.staff.size)
            who = who[first_of_each(w.employer[who].astype(np.int64), e.staff - e.reference_staff - have)]
        if not self.years:
            return None
        return Support(who, "subsidy_until", now.month + 12 * self.years, now.month + self.contract)

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release; a quarter's refund to each firm, or this month's contributions to the agency."""
        if not now.common_release:
            yield from quarterly_release(self.name, "insurance line release", LINE, self.budget, now.month, {})
        if self.mode == "direct":
            who = self._supported(now)
            who = who[now.workers.insurance_paid[who] > 0]
            for (pool, insurance), fen in zip(POOLS, self._parts(now, who), strict=True):
                yield Claim.make(
                    self.name,
                    f"{insurance} subsidy to the agency",
                    LINE,
                    pool,
                    fen,
                    about=who,
                    serves=insurance == "pension",
                )
        elif month_of_year(now.month) % 3 == 0:
            firms = np.flatnonzero(now.owed > 0)
            yield Claim.make(self.name, "subsidy refunded", LINE, "employers", now.owed[firms], payee_rows=firms)

    def _supported(self, now: Now) -> Int64:
        """Return who is at work under the subsidy this month: not in the month of hiring, when nothing was paid yet."""
        w = now.workers
        who = np.flatnonzero(w.subsidy_until >= now.month)
        return who[w.spell_start[who] < now.month]

    def _parts(self, now: Now, who: Int64) -> Int64:
        """Return what is paid for each of these people, insurance by insurance (3, n)."""
        w = now.workers
        base = w.wage[who] * now.employers.reported_base[w.employer[who]].astype(np.float64)
        rates = (self.pension_rate, self.unemployment_rate, self.medical_rate)
        return np.array([to_fen(base * rate) for rate in rates])

    def _subsidy(self, now: Now) -> Int64:
        """Return what each employer (employers,) has coming for those whom it employs now."""
        who = self._supported(now)
        total = np.zeros(now.employers.staff.size, np.int64)
        np.add.at(total, now.workers.employer[who], self._parts(now, who).sum(axis=0))
        return total
