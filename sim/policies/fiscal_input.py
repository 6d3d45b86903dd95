"""Fiscal input (财政投入): the lines out of which the programme's support is paid, and who fills them.

A line is appropriated for the year and released in four quarters by centre, province, city and county, in fixed
shares. The county promises its part and delivers some of it; the centre withholds in proportion what is tied to
that, and all of a quarter where the line still holds too much. A part of what arrives is diverted to other uses; the
audit of December sends a share of it back to the centre. Whoever a lever cannot pay waits, in the order that the lever
declares.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import AccountSpec, Claim
from sim.declare import parameter
from sim.money import split_exactly
from sim.months import month_of_year
from sim.policies.policy import Lever, Now

DIVERTED = "diverted_money"
PAYERS = (("centre", "中央财政"), ("province", "省财政"), ("city", "市财政"), ("county_treasury", "县财政"))


@dataclass(frozen=True, kw_only=True)
class FiscalInput(Lever):
    """Policy 7: Caishe [2002] 107, and what became of it (审计)."""

    name: ClassVar[str] = "fiscal_input"
    number: ClassVar[int] = 13
    term: ClassVar[str] = "再就业资金"
    releases: ClassVar[bool] = True
    law: ClassVar[str] = "财社[2002]107号 (3 Dec 2002), sections 1, 3 and 5; 中发[2002]12号 on 财政投入"

    planned: float = parameter(
        1.0, unit="share", meaning="of each line's budget, what is to be released at all", low=0, high=1, source="FI09",
        status="assumed", dated=True, term="预算安排",
    )  # fmt: skip
    central_share: float = parameter(
        0.7, unit="share", meaning="of each line, promised by the centre", low=0, high=1, source="FI01, FI12",
        status="assumed", dated=True, term="中央财政",
    )  # fmt: skip
    provincial_share: float = parameter(
        0.1, unit="share", meaning="promised by the province", low=0, high=1, source="FI02", status="assumed",
        dated=True, term="省财政",
    )  # fmt: skip
    city_share: float = parameter(
        0.05, unit="share", meaning="promised by the city; the county promises the rest", low=0, high=1, source="FI02",
        status="assumed", dated=True, term="市财政",
    )  # fmt: skip
    match: float = parameter(
        0.2, unit="share", meaning="of its own part, what the county delivers", low=0, high=1, source="FI17, FI12",
        status="assumed", dated=True, term="县级配套",
    )  # fmt: skip
    tied: float = parameter(
        0.2, unit="share", meaning="of the centre's part, what is withheld as far as the county delivers nothing",
        low=0, high=1, source="FI03, FI09", status="assumed", dated=True, term="与地方投入挂钩",
    )  # fmt: skip
    idle_quarters: int = parameter(
        3, unit="quarters", meaning="the centre sends nothing to a line that holds as many quarters' money; 0: always",
        low=0, high=100, source="FI03, FI13", status="assumed", dated=True, term="结余",
    )  # fmt: skip
    diverted: float = parameter(
        0.1, unit="share", meaning="of what arrives, what goes to other uses", low=0, high=1, source="FI18",
        status="assumed", dated=True, term="挪用",
    )  # fmt: skip
    audited: float = parameter(
        0.1, unit="share", meaning="of that, what the audit of December sends back to the centre", low=0, high=1,
        source="FI13", status="found", dated=True, term="审计追回",
    )  # fmt: skip
    carry_over: bool = parameter(
        True, unit="on/off", meaning="what is left at the end of a year stays on its line", source="FI13, FI14",
        status="found", dated=True, term="结转",
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """The purses that fill the lines, and where diverted money lies."""
        for name, term in PAYERS:
            yield AccountSpec(name, level=name.removesuffix("_treasury"), term=term, external=True)
        yield AccountSpec(DIVERTED, level="county", term="被挪用资金")

    def claims(self, now: Now) -> Iterable[Claim]:
        """Each line's quarter; in December the audit; in January what may not be carried over."""
        month = month_of_year(now.month)
        for line, budget in now.lines:
            if month == 1 and not self.carry_over:
                yield Claim.between_accounts(self.name, "returned", line, "county_treasury", now.balance(line))
            if month % 3 == 1:
                yield from self._release(line, int(budget * self.planned), month // 3, now.balance(line))
        if month == 12:
            back = int(now.balance(DIVERTED) * self.audited)
            yield Claim.between_accounts(self.name, "sent back after audit", DIVERTED, "centre", back)
            yield Claim.between_accounts(self.name, "other uses", DIVERTED, "county_treasury", now.balance(DIVERTED))

    def _release(self, line: str, budget: int, quarter: int, held: int) -> Iterable[Claim]:
        """Split the quarter's money among its payers, to the fen, and send what each sends; `quarter` is 0 to 3."""
        quarters = split_exactly(budget, np.ones(4, np.int64))
        said = [round(share * 10_000) for share in (self.central_share, self.provincial_share, self.city_share)]
        shares = np.array([*said, max(10_000 - sum(said), 0)], np.int64)
        parts = [int(part) for part in split_exactly(int(quarters[quarter]), shares)]
        county = int(parts[-1] * self.match)
        centre = int(parts[0] * (1.0 - self.tied * (1.0 - self.match)))
        if self.idle_quarters and held >= self.idle_quarters * int(quarters[quarter]):
            centre = 0
        for (payer, _), fen in zip(PAYERS, (centre, *parts[1:-1], county), strict=True):
            lost = int(fen * self.diverted)
            yield Claim.between_accounts(self.name, "quarter's release", payer, line, fen - lost)
            yield Claim.between_accounts(self.name, "diverted", payer, DIVERTED, lost)
