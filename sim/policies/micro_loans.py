"""Guaranteed micro-loans (下岗失业人员小额担保贷款): up to 20,000 yuan for a certificate holder's shop.

Whoever could open a shop but lacks the money applies; community and labour bureau recommend (推荐), somebody stands
behind the borrower, the guarantee fund answers for most of the loan, and a bank decides by its own reckoning. The
state pays the interest on what is outstanding. The fund guarantees no more than a multiple of what it holds, pays no
more than a share of it a year, and a bank whose bad loans reach a fifth must stop. Loans are repaid by instalments.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, is_one_of
from sim.declare import Int64, parameter
from sim.policies.policy import Benefit, LoanTerms, Now
from sim.schedules import SCHEDULES

FUND, INTEREST, CAPITAL = "guarantee_fund", "loan_interest_line", "guarantee_capital_line"
COULD_OPEN = is_one_of(Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.EMPLOYED)


@dataclass(frozen=True, kw_only=True)
class MicroLoans(Benefit):
    """Policy 2: Yinfa [2002] 394, Caijin [2003] 70, and Guofa [2005] 36."""

    name: ClassVar[str] = "micro_loans"
    number: ClassVar[int] = 14
    term: ClassVar[str] = "下岗失业人员小额担保贷款"
    law: ClassVar[str] = "银发[2002]394号 (24 Dec 2002); 财金[2003]70号 on the fund; 国发[2005]36号 (4 Nov 2005)"
    office: ClassVar[str] = "labour_bureau"
    in_kind: ClassVar[bool] = True
    on_certificate: ClassVar[bool] = True
    common_money: ClassVar[bool] = True

    cap: int = parameter(
        "20000 元", unit="元", meaning="largest loan", low=0, high=1_000_000, source="ML01", status="found", dated=True,
        term="贷款额度",
    )  # fmt: skip
    term_months: int = parameter(
        24, unit="months", meaning="term of the loan", low=1, high=120, source="ML02", status="found", dated=True,
        term="贷款期限",
    )  # fmt: skip
    schedule: str = parameter(
        "annuity", unit="", meaning="equal instalments, equal repayments of principal, or all at the end",
        choices=SCHEDULES, status="assumed",
    )  # fmt: skip
    rate: float = parameter(
        {"1900-01": 0.0549, "2004-11": 0.0576, "2006-05": 0.0603}, unit="share/year", meaning="interest, capped at the "
        "benchmark", low=0, high=0.3, source="ML05, ML06", status="recalled", dated=True, term="基准利率",
    )  # fmt: skip
    interest_subsidy: float = parameter(
        1.0, unit="share", meaning="of the interest, paid by the state", low=0, high=1, source="ML07, ML08",
        status="found", dated=True, term="财政贴息",
    )  # fmt: skip
    cover: float = parameter(
        0.8, unit="share", meaning="of a bad loan, what the fund pays; the bank loses the rest", low=0, high=1,
        source="ML14", status="found", dated=True, term="担保比例",
    )  # fmt: skip
    leverage: float = parameter(
        3.0, unit="ratio", meaning="guaranteed loans over what the fund holds, at most", low=0, high=20,
        source="ML11, O2 leverage_cap", status="found", dated=True, term="放大倍数",
    )  # fmt: skip
    stop_rate: float = parameter(
        0.2, unit="share", meaning="bad loans of a bank at which it must stop lending", low=0, high=1, source="ML13",
        status="recalled", dated=True, term="停贷线",
    )  # fmt: skip
    payout_cap: float = parameter(
        0.2, unit="share", meaning="of what the fund holds, what it pays out a year at most; 0: all of it", low=0,
        high=1, source="ML13", status="found", dated=True, term="代偿限额",
    )  # fmt: skip
    counter_guarantee: float = parameter(
        {"1900-01": 1.0, "2004-11": 0.5}, unit="share", meaning="borrowers who must bring a guarantor", low=0, high=1,
        source="ML10, ML18", status="assumed", dated=True, term="反担保",
    )  # fmt: skip
    oldest: int = parameter(
        60, unit="years", meaning="age below which one may borrow", low=16, high=100, source="ML04", status="found"
    )
    interest_budget: int = parameter(
        {"1900-01": "5万元/年", "2004-01": "10万元/年", "2005-01": "20万元/年"}, unit="元/年",
        meaning="line for interest, appropriated a year", low=0, high=10_000_000_000, source="FI01", status="assumed",
        dated=True, term="贴息资金",
    )  # fmt: skip
    capital: int = parameter(
        {"1900-01": "0 元/年", "2004-01": "40万元/年", "2006-01": "0 元/年"}, unit="元/年",
        meaning="what is put into the fund a year; it opens with the first of it", low=0, high=10_000_000_000,
        source="section 10, O2 guarantee_open_delay", status="assumed", dated=True, term="担保基金",
    )  # fmt: skip
    papers: int = parameter(
        2, unit="visits/month", meaning="visits to offices that an application asks for", low=0, high=30,
        source="ML10", status="derived", dated=True,
    )  # fmt: skip

    def visits(self) -> float:
        """Community, labour bureau, guarantee centre and bank, within two or three months."""
        return float(self.papers)

    def accounts(self) -> Iterable[AccountSpec]:
        """The fund, the two lines, the banks."""
        yield AccountSpec(FUND, level="guarantee_fund", term="担保基金")
        yield AccountSpec(INTEREST, level="county", term="贴息资金", budget_line=True)
        yield AccountSpec(CAPITAL, level="county", term="担保基金预算", budget_line=True)
        yield AccountSpec("bank", level="bank", term="银行", external=True)
        yield COUNTY_TREASURY

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's interest and capital."""
        yield INTEREST, self.interest_budget
        yield CAPITAL, self.capital

    def eligible(self, now: Now) -> Int64:
        """Holders of the certificate who could open a shop and lack the money, young enough, without a loan."""
        w = now.workers
        who = np.flatnonzero((w.certified > 0) & (w.idea_lacks > 0))
        young = now.month - w.birth[who] < 12 * self.oldest
        return who[young & (w.loan[who] < 0) & COULD_OPEN[w.activity[who]]]

    def worth(self, now: Now, who: Int64) -> Int64:
        """What the shop would bring more than what one has, as one believes; nothing where the loan is too small."""
        enough = (now.workers.idea_lacks[who] <= self.cap) & (self.cap > 0)
        return np.where(enough, now.workers.idea_gain[who], 0)

    def loan_terms(self, now: Now) -> LoanTerms | None:
        """Who thought of a shop first is served first; one borrows what the shop needs, up to the cap."""
        w, who = now.workers, now.holders[now.workers.loan[now.holders] < 0]
        who = who[np.argsort(w.idea_month[who], kind="stable")]
        fen = np.minimum(w.idea_capital[who], self.cap)
        return LoanTerms(
            who, fen, self.term_months, self.rate, self.schedule, self.interest_subsidy, self.cover, self.leverage,
            self.stop_rate, self.counter_guarantee,
        )  # fmt: skip

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's releases; what has come for the fund goes into it. `sim/loans.py` services the loans."""
        if not now.common_release:
            yield from quarterly_release(
                self.name, "interest line release", INTEREST, self.interest_budget, now.month, {}
            )
            yield from quarterly_release(self.name, "capital line release", CAPITAL, self.capital, now.month, {})
        yield Claim.between_accounts(self.name, "guarantee capital", CAPITAL, FUND, now.balance(CAPITAL))
