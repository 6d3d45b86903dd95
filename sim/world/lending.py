"""How banks reckon a small loan, and who stands behind a borrower."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Lending:
    """Banks' costs, beliefs and patience; guarantors."""

    banks: int = parameter(1, unit="banks", meaning="banks of the county that may grant micro-loans", low=1, high=50)
    handling: int = parameter(
        "0 元", unit="元", meaning="what a bank spends on a loan of any size, middle of the range", low=0, high=10_000
    )
    handling_spread: float = parameter(0.0, unit="number", meaning="its log standard deviation", low=0, high=2)
    funding: float = parameter(
        0.0, unit="share/year", meaning="what its money costs a bank", low=0, high=0.2, dated=True
    )
    default_feared: float = parameter(
        0.0, unit="share", meaning="loans that banks believe to lose before they have seen any", low=0, high=1
    )
    default_memory: int = parameter(
        20, unit="loans", meaning="loans of its own after which a bank believes them as much as what it feared", low=1,
        high=10_000,
    )  # fmt: skip
    bank_quota: int = parameter(
        0, unit="loans/month", meaning="micro-loans that a bank takes on in a month at most; 0: any number", low=0,
        high=10_000,
    )  # fmt: skip
    bank_patience: int = parameter(
        0, unit="months", meaning="months that a bank waits for interest subsidy before it stops lending; 0: for ever",
        low=0, high=120,
    )  # fmt: skip
    arrears_patience: int = parameter(
        3, unit="months", meaning="instalments missed in a row after which a bank calls the guarantee", low=1, high=60
    )
    idea_lasts: int = parameter(
        6, unit="months", meaning="months for which people look for the money that a shop lacks", low=1, high=60
    )
    guarantors: float = parameter(
        1.0, unit="share", meaning="people for whom somebody with a salary or a house would stand", low=0, high=1,
        term="反担保",
    )  # fmt: skip
    guarantor_pays: float = parameter(
        0.0, unit="share", meaning="of what the fund paid, what a guarantor gives back a year later", low=0, high=1
    )
