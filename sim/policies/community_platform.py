"""Community platform (社区就业服务平台): labour desks in streets, townships and communities.

A desk near one's home tells of openings in the own town. Its staff go from door to door: whoever they visit hears of
everything that they could have. They know the neighbours, so that the register knows more of who has odd jobs. Part of
their time goes to the pensioners whom enterprises handed over. Staff are paid out of a line of the county budget; with
less money there are fewer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from sim.claims import COUNTY_TREASURY, OUTSIDE, AccountSpec, Claim, quarterly_release
from sim.declare import parameter
from sim.policies.policy import Lever, Now
from sim.world import Behaviour

LINE = "community_line"


@dataclass(frozen=True, kw_only=True)
class CommunityPlatform(Lever):
    """The rules of Zhongfa [2002] 12, section 10: street offices by the end of 2002, community stations in 2003."""

    name: ClassVar[str] = "community_platform"
    number: ClassVar[int] = 22
    term: ClassVar[str] = "街道、社区劳动保障工作平台"
    common_money: ClassVar[bool] = True
    law: ClassVar[str] = "中共中央、国务院 中发[2002]12号 (30 Sep 2002), section 10; 劳社部 on desks"

    coverage: float = parameter(
        {"1900-01": 0.1, "2003-01": 0.3, "2004-01": 0.5, "2005-01": 0.7}, unit="share", low=0, high=1, dated=True,
        meaning="people whose community has a desk", source="CM01, O10", status="assumed",
    )  # fmt: skip
    staff: int = parameter(
        20, unit="persons", meaning="people employed at the desks", low=0, high=100_000, source="CM03, CM04",
        status="assumed", dated=True, term="社区劳动保障协理员",
    )  # fmt: skip
    visits: int = parameter(
        30, unit="persons", meaning="jobless people whom one of them could visit in a month", low=0, high=10_000,
        source="CM03", status="assumed", dated=True, term="上门服务",
    )  # fmt: skip
    pensioners: float = parameter(
        0.4, unit="share", meaning="of their time, spent on the pensioners of enterprises", low=0, high=1,
        source="S122", status="assumed", dated=True, term="退休人员社会化管理服务",
    )  # fmt: skip
    accuracy: float = parameter(
        0.6, unit="share", meaning="of odd jobs, what the register knows where a desk keeps it", low=0, high=1,
        source="O10 registry_accuracy", status="assumed", dated=True,
    )  # fmt: skip
    cost: int = parameter(
        "1.42万元/年", unit="元/年", meaning="pay and work budget of one of the staff", low=0, high=1_000_000,
        source="CM02, PW07", status="derived", dated=True,
    )  # fmt: skip
    budget: int = parameter(
        "30万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, source="FI02", status="assumed", dated=True, term="社区劳动保障工作补贴",
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """One line of the county budget."""
        yield COUNTY_TREASURY
        yield AccountSpec(LINE, level="county", term="社区劳动保障工作补贴", budget_line=True)

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def hired(self) -> int:
        """How many staff the year's money pays."""
        return min(self.staff, self.budget // self.cost) if self.cost else self.staff

    def conditions(self, world: Behaviour) -> Behaviour:
        """Desks stand open where there is staff to keep them: with half the staff, half the desks."""
        if not self.staff:
            return world
        coverage = self.coverage * self.hired() / self.staff
        if coverage <= world.desk_coverage:
            return world
        visits = int(self.hired() * self.visits * (1.0 - self.pensioners))
        seen = world.odd_jobs_seen + coverage * max(self.accuracy - world.odd_jobs_seen, 0.0)
        return replace(world, desk_coverage=coverage, desk_visits=visits, odd_jobs_seen=seen)

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release, then a month's pay and costs of the staff."""
        if not (self.staff and self.coverage and self.cost):
            return
        if not now.common_release:
            yield from quarterly_release(self.name, "community line release", LINE, self.budget, now.month, {})
        yield Claim.between_accounts(self.name, "desks", LINE, OUTSIDE, self.hired() * (self.cost // 12))
