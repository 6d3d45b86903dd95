"""Free retraining (免费再就业培训): the public purse buys seats in courses, and pays providers by results.

A registered jobless person may have a course for nothing. Providers are paid a part when the pupil passes, if nine in
ten of the class do, and the rest for those in work half a year later, if half of the class are (培训合格率、就业率).
So they look whom they admit. Some seats are in the trades that employers ask for at the time (订单培训).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.admitting import Fees
from sim.claims import CENTRE, COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, Origin, is_one_of
from sim.declare import Int64, parameter
from sim.policies.answers import CourseTerms
from sim.policies.policy import Benefit, Now

LINE, PROVIDERS = "training_line", "training_providers"
IN_WORK = is_one_of(Activity.EMPLOYED, Activity.SELF_EMPLOYED)


@dataclass(frozen=True, kw_only=True)
class FreeTraining(Benefit):
    """The rules of Zhongfa [2002] 12, section 6, and Caishe [2002] 107."""

    name: ClassVar[str] = "free_training"
    number: ClassVar[int] = 23
    term: ClassVar[str] = "免费再就业培训"
    law: ClassVar[str] = "中共中央、国务院 中发[2002]12号 (30 Sep 2002), section 6; 财社[2002]107号; 国发[2005]36号"
    office: ClassVar[str] = "labour_bureau"
    needs_registration: ClassVar[bool] = True
    in_kind: ClassVar[bool] = True
    common_money: ClassVar[bool] = True

    places: int = parameter(
        1_200, unit="persons", meaning="seats that the public purse buys in a year", low=0, high=10_000_000,
        source="section 10, TR13", status="derived", dated=True,
    )  # fmt: skip
    subsidy: int = parameter(
        "400 元", unit="元", meaning="paid in all for a pupil with whom everything succeeds", low=0, high=100_000,
        source="TR07", status="recalled", dated=True, term="培训补贴",
    )  # fmt: skip
    at_start: float = parameter(
        0.0, unit="share", meaning="of it, paid a head when the course begins", low=0, high=1, source="TR07",
        status="assumed", dated=True,
    )  # fmt: skip
    on_pass: float = parameter(
        0.6, unit="share", meaning="of it, paid for whoever passes; the rest for whoever is placed", low=0, high=1,
        source="TR05", status="found", dated=True,
    )  # fmt: skip
    pass_share: float = parameter(
        0.9, unit="share", meaning="of a class, who must pass for the first of the two", low=0, high=1,
        source="TR02, TR03", status="found", dated=True, term="培训合格率",
    )  # fmt: skip
    placed_share: float = parameter(
        0.5, unit="share", meaning="of a class, who must be in work for the second", low=0, high=1,
        source="TR02, TR03", status="found", dated=True, term="培训后就业率",
    )  # fmt: skip
    window: int = parameter(
        6, unit="months", meaning="after the course, when it is asked who is in work", low=1, high=36, source="TR05",
        status="found", dated=True,
    )  # fmt: skip
    by_orders: float = parameter(
        0.15, unit="share", meaning="of the seats, in the trades that employers ask for at the time", low=0, high=1,
        source="O6 order_share, TR21", status="assumed", dated=True, term="订单培训",
    )  # fmt: skip
    allowance: int = parameter(
        "0 元/人月", unit="元/人月", meaning="paid to pupils for their living", low=0, high=10_000, status="assumed",
        dated=True, term="培训生活补助",
    )  # fmt: skip
    again_after: int = parameter(
        12, unit="months", meaning="after a free course before there is another", low=0, high=600, status="assumed",
        source="TR01",
    )  # fmt: skip
    anybody: bool = parameter(
        False, unit="on/off", meaning="people from the country have it without the certificate as well",
        source="O11 rural_access", status="assumed",
    )  # fmt: skip
    budget: int = parameter(
        "48万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, source="section 10, TR07", status="derived", dated=True,
    )  # fmt: skip
    central_share: float = parameter(
        0.3, unit="share", meaning="of the line, paid by the centre; the county pays the rest", low=0, high=1,
        source="FI01, FI02", status="assumed", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """One line of the budget, those who fill it, and the providers' purse."""
        yield CENTRE
        yield COUNTY_TREASURY
        yield AccountSpec(LINE, level="county", term="再就业培训补贴", budget_line=True)
        yield AccountSpec(PROVIDERS, level="enterprise", term="培训机构")

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def eligible(self, now: Now) -> Int64:
        """The jobless of the town, and the certified, unless they had a free course lately; and who is in one."""
        w, who = now.workers, now.jobless
        lately = w.free_course[who] & (w.course_ended[who] > now.month - self.again_after) & (w.course_ended[who] > 0)
        in_class = w.activity[who] == np.int8(Activity.IN_TRAINING)
        town = (w.origin[who] != Origin.RURAL) | (w.certified[who] > 0) | self.anybody
        return who[np.where(in_class, w.free_course[who], town & ~lately)]

    def worth(self, now: Now, who: Int64) -> Int64:
        """The price of the seat."""
        return np.full(who.size, self.subsidy if self.places else 0, np.int64)

    def fees(self) -> Fees:
        """What a provider is paid."""
        start, passed = int(self.subsidy * self.at_start), int(self.subsidy * self.on_pass)
        placed = max(self.subsidy - start - passed, 0)
        return Fees(start, passed, placed, self.pass_share, self.placed_share, self.window)

    def courses(self, now: Now) -> CourseTerms | None:
        """Seats for a round: as many as are planned, and no more than the money pays."""
        if not (self.places and self.subsidy):
            return None
        a_head = self.subsidy + self.allowance * now.world.course_length
        seats = min(self.places, self.budget // a_head) * now.world.course_every // 12
        outside = now.holders[now.workers.activity[now.holders] != np.int8(Activity.IN_TRAINING)]
        return CourseTerms(outside, seats, self.by_orders, self.allowance, self.fees())

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release; what providers have earned; what pupils live on."""
        if not (self.places and self.subsidy):
            return
        if not now.common_release:
            shares = {"centre": self.central_share}
            yield from quarterly_release(self.name, "training line release", LINE, self.budget, now.month, shares)
        w, fees = now.workers, self.fees()
        pupils = np.flatnonzero((w.activity == np.int8(Activity.IN_TRAINING)) & w.free_course)
        began = pupils[w.spell_start[pupils] == now.month]
        yield from self._pay("seats", began, fees.at_start)
        done = np.flatnonzero(w.free_course & (w.course_ended == now.month - 1))
        yield from self._pay("passed", self._counted(now, done, w.passed_course[done], fees.pass_share), fees.on_pass)
        late = np.flatnonzero(w.free_course & (w.course_ended == now.month - self.window))
        in_work = IN_WORK[w.activity[late]]
        yield from self._pay("placed", self._counted(now, late, in_work, fees.placed_share), fees.placed)
        if self.allowance and pupils.size:
            fen = np.full(pupils.size, self.allowance, np.int64)
            yield Claim.to_workers(self.name, "living in training", LINE, pupils, fen, serves=False)

    def _counted(self, now: Now, who: Int64, succeeds: Int64, least: float) -> Int64:
        """Return those for whom a provider is paid: who succeeds, in classes of which a least share do."""
        course = now.workers.course[who].astype(np.int64)
        of_class, good = np.bincount(course), np.bincount(course, weights=succeeds)
        return who[succeeds & (good[course] >= least * of_class[course])]

    def _pay(self, purpose: str, who: Int64, fen: float) -> Iterable[Claim]:
        if who.size and fen:
            owed = np.full(who.size, int(fen), np.int64)
            yield Claim.make(self.name, f"training: {purpose}", LINE, PROVIDERS, owed, about=who)
