"""Social insurance contributions (社会保险费): what insured employees and their employers pay every month.

Pension, medical and unemployment insurance, each with an employer's and an employee's rate on the wage. Which
employers insure their staff at all is their own behaviour, not this rule's; who hides people and is visited by labour
inspection pays for months past, and as much again in fines and late fees (滞纳金、罚款), as far as its cash goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import COUNTY_TREASURY, AccountSpec, Claim
from sim.codes import Activity, JobForm
from sim.declare import Flag, Int64, parameter
from sim.money import to_fen
from sim.policies.policy import Lever, Now

# The regulations cover all staff, but nobody reported temporary and hourly hands (MI16).
NEVER_INSURED = np.isin(list(JobForm), (JobForm.TEMPORARY, JobForm.HOURLY))
UNEMPLOYMENT_FUND = "unemployment_insurance_fund"


@dataclass(frozen=True, kw_only=True)
class SocialContributions(Lever):
    """The rules of State Council Order 259 (22 January 1999)."""

    name: ClassVar[str] = "social_contributions"
    number: ClassVar[int] = 3
    term: ClassVar[str] = "社会保险费"
    law: ClassVar[str] = "社会保险费征缴暂行条例, State Council Order 259 (22 Jan 1999), articles 3 and 12"

    pension_employer: float = parameter(
        0.20,
        unit="share",
        meaning="employer's pension rate on the wage",
        low=0,
        high=0.5,
        source="SI09",
        status="found",
        dated=True,
    )
    pension_employee: float = parameter(
        0.07,
        unit="share",
        meaning="employee's pension rate on the wage",
        low=0,
        high=0.5,
        source="SI09",
        status="recalled",
        dated=True,
    )
    medical_employer: float = parameter(
        0.06,
        unit="share",
        meaning="employer's medical rate on the wage",
        low=0,
        high=0.5,
        source="SI12",
        status="found",
        dated=True,
    )
    medical_employee: float = parameter(
        0.02,
        unit="share",
        meaning="employee's medical rate on the wage",
        low=0,
        high=0.5,
        source="SI12",
        status="found",
        dated=True,
    )
    unemployment_employer: float = parameter(
        0.02,
        unit="share",
        meaning="employer's unemployment rate on the wage",
        low=0,
        high=0.5,
        source="SI13",
        status="found",
        dated=True,
    )
    unemployment_employee: float = parameter(
        0.01,
        unit="share",
        meaning="employee's unemployment rate on the wage",
        low=0,
        high=0.5,
        source="SI13",
        status="found",
        dated=True,
    )

    def accounts(self) -> Iterable[AccountSpec]:
        """The three funds."""
        yield AccountSpec("pension_pool", level="insurance_fund", term="养老保险基金")
        yield AccountSpec("medical_pool", level="insurance_fund", term="医疗保险基金")
        yield AccountSpec(UNEMPLOYMENT_FUND, level="insurance_fund", term="失业保险基金")
        yield COUNTY_TREASURY

    def payroll_rate(self) -> float:
        """Return the employer's three rates together."""
        return self.pension_employer + self.medical_employer + self.unemployment_employer

    def claims(self, now: Now) -> Iterable[Claim]:
        """Employer's and employee's part of each insurance; a month paid for unemployment counts as insured."""
        yield from self._found_out(now)
        w, insured = now.workers, self._covered(now, now.employers.insures)
        reported = now.employers.reported_base[w.employer[insured]].astype(np.float64)
        wage, left = w.wage[insured] * reported, w.insurance_paid[insured]
        due: dict[str, Int64] = {}  # what a lever pays straight to the agency comes off medical insurance last
        for insurance, rate in (
            ("pension", self.pension_employer),
            ("unemployment", self.unemployment_employer),
            ("medical", self.medical_employer),
        ):
            whole = to_fen(wage * rate)
            due |= {insurance: np.maximum(whole - left, 0)}
            left = np.maximum(left - whole, 0)
        for fund, insurance, employee_rate in (
            ("pension_pool", "pension", self.pension_employee),
            ("medical_pool", "medical", self.medical_employee),
            (UNEMPLOYMENT_FUND, "unemployment", self.unemployment_employee),
        ):
            counts = fund == UNEMPLOYMENT_FUND
            purpose = f"{insurance} contribution"
            yield Claim.from_employers(
                self.name, f"employer {purpose}", fund, w.employer[insured], due[insurance],
                about=insured, clock="insured_months" if counts else "", ticks=1,
            )  # fmt: skip
            yield Claim.from_workers(self.name, f"employee {purpose}", fund, insured, to_fen(wage * employee_rate))

    def _covered(self, now: Now, chosen: Flag) -> Int64:
        """Return whom some employers (employers,) have to insure; nobody pays for staff sent home (欠缴)."""
        w, staff = now.workers, now.staff_of(chosen)
        paid = (w.activity[staff] == int(Activity.EMPLOYED)) & (w.wage[staff] > 0)
        return staff[paid & ~w.at_home[staff] & ~NEVER_INSURED[w.form[staff]]]

    def _found_out(self, now: Now) -> Iterable[Claim]:
        """Months past of hidden staff whom an inspection finds, person by person; then the same as a fine."""
        w, e = now.workers, now.employers
        who = self._covered(now, e.visited & ~e.insures)
        if not who.size:
            return
        served = now.month - w.spell_start[who].astype(np.int64) + 1
        months = np.minimum(served, int(now.world.inspection_owed) // 2)
        wage = w.wage[who] * e.reported_base[w.employer[who]].astype(np.float64)
        total = np.zeros(who.size, np.int64)
        for fund, insurance, rate in (
            ("pension_pool", "pension", self.pension_employer),
            ("medical_pool", "medical", self.medical_employer),
            (UNEMPLOYMENT_FUND, "unemployment", self.unemployment_employer),
        ):
            fen = to_fen(wage * rate) * months
            total += fen
            counts = "insured_months" if fund == UNEMPLOYMENT_FUND else ""
            for ticks in np.unique(months):  # a clock moves alike for all whom a claim is about
                some = months == ticks
                yield Claim.from_employers(
                    self.name, f"{insurance} contribution in arrears", fund, w.employer[who[some]], fen[some],
                    about=who[some], clock=counts, ticks=int(ticks),
                )  # fmt: skip
        yield Claim.from_employers(
            self.name, "fines and late fees", "county_treasury", w.employer[who], total, about=who
        )
