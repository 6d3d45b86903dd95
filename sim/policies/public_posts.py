"""Public-interest posts (公益性岗位): cleaning, guarding and the like, first for the older laid-off ("4050").

Who has few chances elsewhere is given a post in the own town at the minimum wage: women of 40 and more and men of
50 and more first, then the others who were jobless longest. The unit that uses the post pays the wage; the county
refunds it a part (岗位补贴) and pays pension and unemployment insurance (社会保险补贴), for three years at most. There
are as many posts as were planned, and no more than the year's money pays for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, Origin, Sex
from sim.declare import Flag, Int64, parameter
from sim.money import to_fen
from sim.policies.answers import Posts
from sim.policies.policy import Benefit, Now

LINE, UNITS = "post_subsidy_line", "post_units"


@dataclass(frozen=True, kw_only=True)
class PublicPosts(Benefit):
    """The rules of Zhongfa [2002] 12, section 4, and Guofa [2005] 36."""

    name: ClassVar[str] = "public_posts"
    number: ClassVar[int] = 20
    term: ClassVar[str] = "公益性岗位安置“4050”人员"
    law: ClassVar[str] = "中共中央、国务院 中发[2002]12号 (30 Sep 2002), section 4; 国务院 国发[2005]36号 (4 Nov 2005)"
    office: ClassVar[str] = "labour_bureau"
    needs_registration: ClassVar[bool] = True
    in_kind: ClassVar[bool] = True
    common_money: ClassVar[bool] = True

    places: int = parameter(
        150, unit="posts", meaning="posts planned in the county", low=0, high=1_000_000, source="section 10",
        status="assumed", dated=True, term="公益性岗位",
    )  # fmt: skip
    pay: float = parameter(
        1.0, unit="ratio", meaning="pay of a post over the minimum wage", low=1, high=5, source="PW06, PW07",
        status="assumed", dated=True,
    )  # fmt: skip
    post_subsidy: float = parameter(
        0.5, unit="share", meaning="of the minimum wage, refunded to the unit", low=0, high=1, source="PW02-PW05",
        status="found", dated=True, term="岗位补贴",
    )  # fmt: skip
    insurance_base: int = parameter(
        "459 元/人月", unit="元/人月", meaning="wage on which holders are insured: 60% of the average wage", low=0,
        high=10_000, source="SI17, WG03", status="derived", dated=True, term="缴费基数",
    )  # fmt: skip
    pension_rate: float = parameter(
        0.20, unit="share", meaning="employer's pension rate, paid for holders", low=0, high=0.5, source="SI01, SI05",
        status="found", dated=True, term="社会保险补贴",
    )  # fmt: skip
    medical_rate: float = parameter(
        {"2002-01": 0.0, "2006-01": 0.06}, unit="share", meaning="employer's medical rate, paid for holders", low=0,
        high=0.5, source="SI04", status="found", dated=True,
    )  # fmt: skip
    unemployment_rate: float = parameter(
        0.02, unit="share", meaning="employer's unemployment rate, paid for holders", low=0, high=0.5, source="SI01",
        status="found", dated=True,
    )  # fmt: skip
    longest: int = parameter(
        36, unit="months", meaning="longest time in posts, all together", low=1, high=600, source="SI05, SI07",
        status="found", dated=True,
    )  # fmt: skip
    to_retirement: int = parameter(
        {"2002-01": 0, "2006-01": 60}, unit="months", low=0, high=600, status="recalled", dated=True, source="SS19",
        meaning="whoever is as near to retirement keeps the post until then",
    )  # fmt: skip
    age_women: int = parameter(
        40, unit="years", meaning="age from which women come first", low=16, high=100, source="PW01", status="found",
    )  # fmt: skip
    age_men: int = parameter(
        50, unit="years", meaning="age from which men come first", low=16, high=100, source="PW01", status="found",
    )  # fmt: skip
    others_after: int = parameter(
        12, unit="months", meaning="without work for as long, others may have what is left; 0: nobody else", low=0,
        high=600, status="assumed", source="S084, S086", dated=True,
    )  # fmt: skip
    budget: int = parameter(
        "41万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, source="section 10", status="assumed", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """A line of the county budget; the units that use the posts; the funds that insure their holders."""
        yield COUNTY_TREASURY
        yield AccountSpec(UNITS, level="county", term="公益性岗位用人单位", external=True)
        yield AccountSpec(LINE, level="county", term="岗位补贴", budget_line=True)
        yield AccountSpec("pension_pool", level="insurance_fund", term="养老保险基金")
        yield AccountSpec("medical_pool", level="insurance_fund", term="医疗保险基金")
        yield AccountSpec("unemployment_insurance_fund", level="insurance_fund", term="失业保险基金")

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def is_older(self, now: Now, who: Int64) -> Flag:
        """Tell who of `who` (n,) is "4050"."""
        w = now.workers
        years = np.where(w.sex[who] == Sex.WOMAN, self.age_women, self.age_men)
        return now.month - w.birth[who] >= 12 * years

    def eligible(self, now: Now) -> Int64:
        """Laid off by the state's enterprises or certified, jobless, and older or long so; and who has a post."""
        w, who = now.workers, now.jobless
        laid_off = (w.certified[who] > 0) | ((w.origin[who] <= Origin.COLLECTIVE) & ~w.left_by_choice[who])
        who = who[laid_off & (w.activity[who] != Activity.IN_TRAINING) & (w.post_months[who] < self.longest)]
        long = now.month - w.jobless_since[who] > self.others_after if self.others_after else np.zeros(who.size, bool)
        who = who[self.is_older(now, who) | long]
        holders = np.flatnonzero(w.activity == np.int8(Activity.PUBLIC_POST))
        near = w.retires[holders] - now.month <= self.to_retirement
        return np.sort(np.concatenate([who, holders[near | (w.post_months[holders] < self.longest)]]))

    def worth(self, now: Now, who: Int64) -> Int64:
        """What a post pays."""
        return np.full(who.size, self.pay_of_a_post(now), np.int64)

    def pay_of_a_post(self, now: Now) -> int:
        """The minimum wage, or somewhat more; nothing where no post is planned."""
        return int(np.floor(now.world.minimum_wage * self.pay + 0.5)) if self.places else 0

    def posts(self, now: Now) -> Posts:
        """As many as are planned and paid for; who has one, the older, the certified, the longest jobless first."""
        w, who = now.workers, now.holders
        has_one = w.activity[who] == np.int8(Activity.PUBLIC_POST)
        order = np.lexsort((w.jobless_since[who], w.certified[who] == 0, ~self.is_older(now, who), ~has_one))
        cost = int(sum(self.cost(now)))
        number = min(self.places, self.budget // 12 // cost) if cost else self.places
        return Posts(self.places, number, self.pay_of_a_post(now), who[order])

    def cost(self, now: Now) -> tuple[int, int, int, int]:
        """What a post costs the line a month: to the unit, to pension, medical and unemployment insurance."""
        rates = np.array([self.pension_rate, self.medical_rate, self.unemployment_rate])
        subsidy = int(np.floor(now.world.minimum_wage * self.post_subsidy + 0.5))
        pension, medical, unemployment = to_fen(self.insurance_base * rates).tolist()
        return subsidy, pension, medical, unemployment

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release; wages by the units; then the refund and the contributions, the longest served last."""
        if self.places and not now.common_release:
            yield from quarterly_release(self.name, "post line release", LINE, self.budget, now.month, {})
        w = now.workers
        who = np.flatnonzero(w.activity == np.int8(Activity.PUBLIC_POST))
        if not who.size:
            return
        who = who[np.argsort(w.post_months[who], kind="stable")]
        subsidy, pension, medical, unemployment = (np.full(who.size, fen, np.int64) for fen in self.cost(now))
        yield Claim.to_workers(
            self.name, "pay of public posts", UNITS, who, w.earnings[who], clock="post_months", ticks=1, serves=False
        )
        yield Claim.make(self.name, "post subsidy", LINE, UNITS, subsidy, about=who, serves=True)
        for insurance, fund, fen, clock in (
            ("pension", "pension_pool", pension, ""),
            ("medical", "medical_pool", medical, ""),
            ("unemployment", "unemployment_insurance_fund", unemployment, "insured_months"),
        ):
            if fen[0]:
                yield Claim.make(
                    self.name, f"{insurance} contribution of posts", LINE, fund, fen, about=who, clock=clock, ticks=1
                )
