"""Rules for layoffs (规范企业裁员): notice, the workers' congress, a report above a threshold, and approval.

A state enterprise that wants to shed people gives notice first, and puts the plan before the workers' congress, which
lets no more go than leave a majority in favour: those who stay. Above a number of people, or a share of the staff, the
plan needs the approval of the government, whose clerks get through so many plans a month, and which refuses some. An
enterprise may ask for less, so that it need not ask. A bankruptcy needs a settlement plan (职工安置方案) that its
assets can pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import parameter
from sim.policies.answers import LayoffRules as Rules
from sim.policies.policy import Lever


@dataclass(frozen=True, kw_only=True)
class LayoffRules(Lever):
    """The rules of Zhongfa [2002] 12, section 9, of the Labour Law, article 27, and of Guofa [2005] 36."""

    name: ClassVar[str] = "layoff_rules"
    number: ClassVar[int] = 24
    term: ClassVar[str] = "规范企业裁员行为"
    law: ClassVar[str] = "中发[2002]12号 (30 Sep 2002), section 9; 劳动法 (1994), article 27; 国发[2005]36号"

    notice_days: int = parameter(
        30, unit="days", meaning="from the plan to the first layoff, for consultation and notice", low=0, high=360,
        source="LO01, O9 notice_days", status="found", dated=True, term="提前三十日",
    )  # fmt: skip
    threshold_count: int = parameter(
        50, unit="persons", meaning="more than so many at once need approval", low=0, high=100_000,
        source="LO02, O9 layoff_report_threshold", status="assumed", dated=True, term="一次性减员报告数量",
    )  # fmt: skip
    threshold_share: float = parameter(
        0.10, unit="share", meaning="more than such a share of the staff at once need approval", low=0, high=1,
        source="LO02, O9 layoff_report_threshold", status="assumed", dated=True, term="一次性减员报告比例",
    )  # fmt: skip
    refused: float = parameter(
        0.3, unit="share", meaning="plans that the government does not approve", low=0, high=1,
        source="O9 layoff_approval_strictness", status="assumed", dated=True,
    )  # fmt: skip
    capacity: int = parameter(
        4, unit="plans/month", meaning="plans that can be examined in a month; 0: any number", low=0, high=10_000,
        source="S050, S141", status="assumed", dated=True,
    )  # fmt: skip
    vote: float = parameter(
        0.5, unit="share", meaning="votes of the workers' congress that a plan needs", low=0, high=1,
        source="LO06, O9 closure_plan_vote", status="assumed", dated=True, term="职工代表大会",
    )  # fmt: skip
    settlement: float = parameter(
        0.5, unit="share", meaning="of the severance, what the assets of a bankrupt enterprise must cover", low=0,
        high=5, source="LO06, LO03", status="assumed", dated=True, term="职工安置方案",
    )  # fmt: skip

    def layoffs(self) -> Rules:
        """The same rules for every state enterprise."""
        return Rules(
            -(-self.notice_days // 30), self.threshold_count, self.threshold_share, self.refused, self.capacity,
            self.vote, self.settlement,
        )  # fmt: skip
