"""Tax relief for firms that take on certificate holders (企业吸纳下岗失业人员税收减免).

2003-05, the share rule: a new service firm in which holders are 30% of the staff owes no business tax, surcharges
and income tax for three years; a new trade firm no surcharges and income tax. Below 30% income tax falls by twice
the share. An old firm that fills 30% of its new posts with holders owes 30% less income tax. From 2006: 4,000
yuan a year for each holder in a new post, off the same taxes.

In the first only the share counts, not what the hires do: where much tax is due, idle hands pay for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import CENTRE, COUNTY_TREASURY, AccountSpec, Claim
from sim.codes import Ownership, Sector
from sim.declare import Int64, Real, parameter
from sim.money import to_fen
from sim.policies.insurance_subsidy import SECTORS, holders_expected
from sim.policies.policy import Benefit, Now, Support


@dataclass(frozen=True, kw_only=True)
class FirmHiringRelief(Benefit):
    """Policy 1, for firms: Caishui [2002] 208, Caishui [2003] 192 and Caishui [2005] 186."""

    name: ClassVar[str] = "firm_hiring_relief"
    number: ClassVar[int] = 12
    term: ClassVar[str] = "企业吸纳下岗失业人员税收优惠"
    law: ClassVar[str] = "财税[2002]208号 (27 Dec 2002), 财税[2003]192号 (23 Aug 2003), 财税[2005]186号 (23 Jan 2006)"
    office: ClassVar[str] = "tax_office"
    unit: ClassVar[str] = "firm"
    lightens_taxes: ClassVar[bool] = True

    rule: str = parameter(
        {"1900-01": "share", "2006-01": "head"}, unit="", meaning="relief by the share of holders, or so much a head",
        choices=("share", "head"), source="TX06, TX12", status="found", dated=True,
    )  # fmt: skip
    threshold: float = parameter(
        0.30, unit="share", meaning="holders among the staff of a new firm, or in an old one's new posts", low=0.01,
        high=1, source="TX06, TX09", status="found", dated=True, term="30%以上",
    )  # fmt: skip
    times: float = parameter(
        2.0, unit="number", meaning="below it, fall of income tax over the share of holders", low=0, high=10,
        source="TX08", status="found", dated=True,
    )  # fmt: skip
    old_firms: float = parameter(
        0.30, unit="share", meaning="of income tax, what an old firm above the threshold is let off", low=0, high=1,
        source="TX09", status="recalled", dated=True,
    )  # fmt: skip
    amount: int = parameter(
        "4000 元/年", unit="元/年", meaning="for each holder, under the head rule", low=0, high=20_000, source="TX12",
        status="found", dated=True, term="定额扣减",
    )  # fmt: skip
    new_from: int = parameter(
        "2002-10",
        unit="month",
        meaning="first month of foundation of a new firm",
        source="TX05, TX06",
        status="derived",
    )
    contract: int = parameter(
        {"1900-01": 36, "2003-09": 12}, unit="months", meaning="shortest contract", low=1, high=120, source="TX07",
        status="found", dated=True, term="劳动合同期限",
    )  # fmt: skip
    years: int = parameter(
        3, unit="years", meaning="for each hire", low=0, high=10, source="TX06, TX12", status="found", dated=True
    )
    central_income_tax: float = parameter(
        {"1900-01": 0.0, "2002-01": 0.5, "2003-01": 0.6}, unit="share",
        meaning="of income tax forgone, the centre's part",
        low=0, high=1, source="RT09", status="recalled", dated=True,
    )  # fmt: skip
    papers: int = parameter(
        4, unit="visits/year", meaning="visits to offices that a year's papers ask of a firm", low=0, high=60,
        source="O1 approval_steps", status="assumed", dated=True, term="认定、年检",
    )  # fmt: skip

    def visits(self) -> float:
        """A year's visits, month by month."""
        return self.papers / 12

    def accounts(self) -> Iterable[AccountSpec]:
        """The treasuries that go without."""
        yield COUNTY_TREASURY
        yield CENTRE

    def eligible(self, now: Now) -> Int64:
        """Service and trade firms, not shops; under the head rule those that insure their people."""
        e = now.employers
        firm = (e.ownership >= Ownership.PRIVATE) & (e.ownership != Ownership.GETIHU) & e.in_business
        return np.flatnonzero(firm & np.isin(e.sector, SECTORS) & (e.insures | (self.rule == "share")))

    def worth(self, now: Now, who: Int64) -> Int64:
        """The relief of the holders that it has and expects among its hires, and what idle hands would gain."""
        e = now.employers
        hires = e.openings[who] * holders_expected(now, who)
        expected = to_fen(hires * self.per_holder(now, who)) + np.maximum(self._beyond(now, who)[1], 0)
        return self._relief(now, who, self._held(now)[who], e.staff[who]) + expected

    def owes(self, now: Now, who: Int64, worth: Int64) -> Int64:
        """The relief of the holders that it has."""
        return self._relief(now, who, self._held(now)[who], now.employers.staff[who])

    def per_holder(self, now: Now, firms: Int64) -> Int64:
        """What a holder brings that another hire would not; on the way to the threshold each brings a part of it."""
        if not self.years:
            return np.zeros(firms.size, np.int64)
        held, staff = self._held(now)[firms], now.employers.staff[firms].astype(np.int64)
        missing = self._missing(now, firms, held, staff)
        one = self._relief(now, firms, held + 1, staff + 1) - self._relief(now, firms, held, staff + 1)
        all_of_them = self._relief(now, firms, held + missing, staff + missing) - self._relief(now, firms, held, staff)
        return np.maximum(np.maximum(one, all_of_them // missing), 0)

    def staff_worth_having(self, now: Now) -> Int64 | None:
        """Under the share rule: as many more holders as reach the threshold, or as hold it, if relief pays them."""
        if self.rule != "share" or not self.years:
            return None
        e, firms = now.employers, now.holders
        staff, (more, gain) = e.staff[firms].astype(np.int64), self._beyond(now, firms)
        idle = np.maximum(staff - e.wanted[firms], 0)
        stays = self._relief(now, firms, self._held(now)[firms], staff) > idle * self._cost(now, firms)
        worth_having = np.zeros(e.staff.size, np.int64)
        np.add.at(worth_having, firms, np.where(gain > 0, staff + more, np.where(stays, staff, 0)))
        return worth_having

    def supports(self, now: Now, hired: Int64) -> Support | None:
        """Holders hired by firms in scope that know of it and so sign for the term."""
        if not self.years:
            return None
        who = hired[(now.workers.certified[hired] > 0) & (now.step[now.workers.employer[hired]] > 0)]
        who = who[np.isin(now.employers.sector[now.workers.employer[who]], SECTORS)]
        return Support(who, "relief_until", now.month + 12 * self.years, now.month + self.contract)

    def claims(self, now: Now) -> Iterable[Claim]:
        """What county and centre go without."""
        firms = now.holders[now.fixed[now.holders] > 0]
        if not firms.size:
            return
        fen = now.fixed[firms]
        central = now.tax_due(firms).central(fen, self.central_income_tax)
        for payer, part, serves in (("county_treasury", fen - central, True), ("centre", central, False)):
            yield Claim.make(
                self.name,
                "taxes forgone",
                payer,
                "employers",
                part,
                payee_rows=firms,
                kind="tax_forgone",
                serves=serves,
            )

    def _cost(self, now: Now, firms: Int64) -> Int64:
        return np.maximum(now.employers.labour_cost[firms], now.employers.wage_offer[firms])

    def _beyond(self, now: Now, firms: Int64) -> tuple[Int64, Int64]:
        """Return how many holders more would reach the threshold, and what that gains, idle hands paid."""
        e = now.employers
        held, staff = self._held(now)[firms], e.staff[firms].astype(np.int64)
        more = self._missing(now, firms, held, staff)
        if self.rule != "share" or not self.years:
            return more, np.zeros(firms.size, np.int64)
        gain = self._relief(now, firms, held + more, staff + more) - self._relief(now, firms, held, staff)
        return more, gain - np.maximum(staff + more - e.wanted[firms], 0) * self._cost(now, firms)

    def _held(self, now: Now) -> Int64:
        """Return how many holders each employer (employers,) was hired for whom the relief runs."""
        who = np.flatnonzero(now.workers.relief_until >= now.month)
        return np.bincount(now.workers.employer[who], minlength=now.employers.staff.size).astype(np.int64)

    def _missing(self, now: Now, firms: Int64, held: Int64, staff: Int64) -> Int64:
        """Return how many holders more would reach the threshold of each firm, at least one."""
        base = self._base(now, firms, staff)
        short = self.threshold * base - held
        return np.maximum(np.ceil(np.round(short / (1.0 - min(self.threshold, 0.99)), 9)), 1.0).astype(np.int64)

    def _base(self, now: Now, firms: Int64, staff: Int64) -> Real:
        """Return of how many people holders are to be a share: the staff of a new firm, an old one's new posts."""
        new = now.employers.founded[firms] >= self.new_from
        return np.where(new, staff, np.maximum(staff - now.employers.reference_staff[firms], 0)).astype(np.float64)

    def _relief(self, now: Now, firms: Int64, held: Int64, staff: Int64) -> Int64:
        """Return the relief of a month with so many holders among so many people, after other levers' reliefs."""
        e, due = now.employers, now.tax_due(firms)
        service = e.sector[firms] != Sector.TRADE
        taxes = due.income_tax + due.surcharges + np.where(service, due.business_tax, 0)
        base = self._base(now, firms, staff)
        if self.rule == "head":
            posts = np.minimum(held, base.astype(np.int64))
            relief = np.minimum(posts * (self.amount // 12), taxes)
        else:
            share = held / np.maximum(base, 1.0)
            reached = (held > 0) & (share >= self.threshold)
            new = e.founded[firms] >= self.new_from
            whole = np.where(new, taxes, to_fen(due.income_tax * self.old_firms))
            part = to_fen(due.income_tax * np.minimum(self.times * share, 1.0))
            relief = np.where(reached, whole, np.where(new, part, 0))
        return np.maximum(np.minimum(relief, due.total() - e.relief[firms]), 0)
