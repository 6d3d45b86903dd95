"""What a lever is: dated parameters, a law, a fund, and answers at a closed list of moments.

A lever sees the county read-only through `Now` and answers; it never writes, draws no luck and keeps no
memory (what must be remembered about a person is a declared column). The moments:

| moment | asked in | answer |
|---|---|---|
| `accounts` | founding | the accounts and budget lines that the lever needs |
| `eligible`, `worth` | people learn and register | who could have it, and what it is worth to each |
| `grant` | people learn and register | months of entitlement, for those whose application was just approved |
| `centre_stay` | state enterprises reform | months in the centre for each of those to be laid off |
| `layoffs` | state enterprises reform | notice, thresholds, votes and approval that a plan to lay off has to pass |
| `centre_closes` | state enterprises reform | the last month of the centre |
| `severance` | state enterprises reform | what each of those to be laid off is owed, and whether it is paid first |
| `tax_due` | people learn and register | what some employers owe in taxes and fees before relief, kind by kind |
| `waives` | people weigh self-employment | what would be waived of the taxes and fees of some new businesses |
| `owes` | people learn and register | what a firm is owed this month: less than what makes it apply |
| `per_holder` | people learn and register | what one more holder of the certificate would save a firm a month |
| `pays_agency` | people learn and register | the part of the employer's contributions paid straight to the agency |
| `staff_worth_having` | firms plan | the staff that pays for itself by relief, whatever orders say |
| `separation` | state enterprises reform | whether they may spin units off instead of laying off |
| `loan_terms` | loans are screened | whose applications are approved, for how much, and on what terms |
| `supports` | firms choose | on which of the hires a support hangs, up to when, and for how long they sign |
| `budgets` | money moves | what each budget line is given for the calendar year |
| `payroll_rate` | firms plan, money moves | what an insuring employer pays on top of reported pay, as a share of it |
| `hiring_relief` | firms plan | what each employer saves a month on one more worker, in fen |
| `conditions` | every month begins | what of the county's facts is otherwise while the lever is in force |
| `cases` | services work | whom placement staff look after first, and how many they can |
| `courses` | services work | who has a seat for nothing, how many seats the public purse buys, and on which terms |
| `posts` | services work | how many public-interest posts there are, what they pay, and in which order people come |
| `claims` | money moves | who owes whom how much, to the fen |

A new moment is one no-op here, one line in `sim/month.py` and one page in `docs/decisions/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

import numpy as np

from sim.claims import AccountSpec, Claim
from sim.declare import Flag, Int8, Int16, Int64, parameter, resolved
from sim.policies.answers import Cases, CourseTerms, LayoffRules, Posts
from sim.policies.pilots import Piloted
from sim.policies.taxes import TaxDue
from sim.world import Behaviour

if TYPE_CHECKING:
    from sim.agents.population import Reader


@dataclass(frozen=True)
class Now:
    """What a lever may look at: the calendar, the tables (read-only), and who stands where with this lever."""

    month: int
    world: Behaviour
    workers: Reader
    employers: Reader
    jobless: Int64  # rows of who could be on the register: without a job since before this month, and not given up
    holders: Int64  # rows of whose application for this lever is approved and who were eligible when it was looked at
    poorer_than: Callable[[int], Int64]  # rows of whose household has less than so many fen a head this month
    tax_due: Callable[[Int64], TaxDue]  # what some employers (rows) owe in taxes and fees before relief, in fen
    staff_of: Callable[[Flag], Int64]  # rows of who works for one of some employers (employers,)
    balance: Callable[[str], int]  # what an account holds, in fen
    lines: tuple[tuple[str, int], ...]  # the lines of levers of common money, and their budgets for the year
    common_release: bool  # another lever fills these lines
    fixed: Int64  # (its people or firms,) what this lever owes each this month, in fen, fixed when it was claimed
    step: Int8  # (its people or firms,) how far each has come: 0 unaware, 1 aware, 2 applied, 3 approved
    owed: Int64  # (its people or firms,) what a lever that pays later owes each so far


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One policy. Subclasses give the class facts below, their parameters and their answers."""

    name: ClassVar[str]
    number: ClassVar[int]  # append-only: it names the luck of the lever's applicants
    term: ClassVar[str]
    law: ClassVar[str]
    relieves: ClassVar[bool] = False  # makes one more worker cheaper
    common_money: ClassVar[bool] = False  # its lines are filled by `fiscal_input` where that is in force
    releases: ClassVar[bool] = False  # it fills the lines of those

    on: bool = parameter(True, unit="on/off", meaning="whether the lever is in force at all")
    begins: int = parameter(0, unit="month", meaning="first month in force; empty: always")
    ends: int = parameter(0, unit="month", meaning="last month in force; empty: never")

    def in_force(self, month: int) -> bool:
        """Tell whether the lever acts in a month."""
        return self.on and self.begins <= month and (self.ends == 0 or month <= self.ends)

    def at(self, month: int) -> Self:
        """Return the lever with every dated parameter resolved to the value in force in a month."""
        lever: Self = resolved(self, month)
        return lever

    def accounts(self) -> Iterable[AccountSpec]:
        """Name the accounts that the lever pays from or into."""
        return ()

    def centre_stay(self, now: Now, who: Int64) -> Int16 | None:
        """Say for how many months each of the people about to be laid off in `who` (n,) may stay in the centre."""
        return None

    def centre_closes(self) -> int:
        """Say in which month everybody has to leave the centre; 0: in none."""
        return 0

    def severance(self, now: Now, who: Int64) -> Severance | None:
        """Say what each of the people about to be laid off in `who` (n,) is owed when the labour contract ends."""
        return None

    def layoffs(self) -> LayoffRules | None:
        """Say what a state enterprise's plan to lay people off has to pass."""
        return None

    def payroll_rate(self) -> float:
        """Say what an employer who insures its staff pays on top of reported pay, as a share of it."""
        return 0.0

    def hiring_relief(self, now: Now) -> Int64:
        """Say what each employer (employers,) saves a month on one more worker, in fen; asked of who `relieves`."""
        raise NotImplementedError

    def tax_due(self, now: Now, rows: Int64) -> TaxDue | None:
        """Say what each employer in `rows` (n,) owes this month in taxes and fees, before any relief, in fen."""
        return None

    def conditions(self, world: Behaviour) -> Behaviour:
        """Say what is otherwise in the county while the lever is in force: how near desks are, what is listed."""
        return world

    def cases(self, now: Now) -> Cases | None:
        """Say whom placement staff look after first, how many they can, and to how many openings they send each."""
        return None

    def courses(self, now: Now) -> CourseTerms | None:
        """Say who may have a seat for nothing, how many such seats there are this round, and what providers get."""
        return None

    def posts(self, now: Now) -> Posts | None:
        """Say how many public-interest posts there are, what they pay, and who may have them in which order."""
        return None

    def budgets(self) -> Iterable[tuple[str, int]]:
        """Say what each of the lever's budget lines is given for the calendar year, in fen."""
        return ()

    def separation(self, now: Now) -> Separation | None:
        """Say whether state enterprises may spin units off instead of laying off, and how these are taxed."""
        return None

    def loan_terms(self, now: Now) -> LoanTerms | None:
        """Name those whose applications for a loan are approved, and the terms; banks and the fund decide."""
        return None

    def claims(self, now: Now) -> Iterable[Claim]:
        """Say what is owed this month."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Benefit(Piloted, Lever):
    """A lever that reaches persons or firms one by one, in five steps: eligible, aware, applied, approved, paid."""

    office: ClassVar[str]  # whose fidelity (world.<office>_fidelity) decides how many applications get through
    needs_registration: ClassVar[bool] = False
    automatic: ClassVar[bool] = False  # nobody needs to hear of it or apply: whoever is eligible has it
    lightens_taxes: ClassVar[bool] = False  # it is less tax on the holder's own business, not money in hand
    unit: ClassVar[str] = "person"  # or "firm": its rows are then rows of employers
    on_certificate: ClassVar[bool] = False  # the certificate names it: who receives that has heard of this
    certifies: ClassVar[bool] = False  # whoever is approved holds the reemployment certificate; it pays nothing
    in_kind: ClassVar[bool] = False  # it is a post, a seat or somebody's help, not money in hand

    def visits(self) -> float:
        """Say how many visits to an office a month of it costs."""
        return 1.0

    def eligible(self, now: Now) -> Int64:
        """Return the rows (n,), ascending, of those who meet the rule this month."""
        raise NotImplementedError

    def worth(self, now: Now, who: Int64) -> Int64:
        """Tell what the benefit would pay each of the eligible `who` (n,) this month, in fen (n,)."""
        raise NotImplementedError

    def waives(self, now: Now, due: TaxDue) -> Int64:
        """Tell what would be waived a month of what some new businesses (n,) owe, for who knows it from the booklet."""
        return np.zeros(due.fees.size, np.int64)

    def pays_later(self) -> bool:
        """Tell whether what is fixed in a month is added to what is owed, and claimed later."""
        return False

    def owes(self, now: Now, who: Int64, worth: Int64) -> Int64:
        """Tell what is owed to each of `who` (n,) this month if approved; it may be less than what makes them apply."""
        return worth

    def per_holder(self, now: Now, firms: Int64) -> Int64:
        """Tell what one more hire who holds the certificate would save each of some approved firms (n,) a month."""
        return np.zeros(firms.size, np.int64)

    def pays_agency(self, now: Now, firms: Int64) -> tuple[Int64, Int64] | None:
        """Name the workers of approved firms, and the fen of the firms' contributions paid straight to the agency."""
        return None

    def staff_worth_having(self, now: Now) -> Int64 | None:
        """Tell with how many people the relief of each employer (employers,) pays for hands that orders do not need."""
        return None

    def supports(self, now: Now, hired: Int64) -> Support | None:
        """Say on which of those just `hired` (n,) a support hangs from now on."""
        return None

    def grant(self, now: Now, rows: Int64) -> Grant | None:
        """Say how many months of entitlement the newly approved in `rows` (n,) receive; None when open-ended."""
        return None


class Severance(NamedTuple):
    """Fen for each of some people (n,); `paid_first`: nobody may be let go before it is paid."""

    fen: Int64
    paid_first: bool


class Separation(NamedTuple):
    """How a spun-off unit is taxed, as its people see it."""

    exempt: int  # months without tax on profit
    feared_tax: float  # share of profit, afterwards


class LoanTerms(NamedTuple):
    """Who may borrow how much (n,), in the order in which they are served, and on what terms."""

    who: Int64
    fen: Int64
    months: int
    rate: float  # a year
    schedule: str
    subsidy: float  # of the interest
    cover: float  # of a bad loan
    leverage: float
    stop_rate: float
    counter_guarantee: float  # share of borrowers


class Support(NamedTuple):
    """A support of jobs: on which hires it hangs, the column that says until when, and the contract that they sign."""

    who: Int64
    column: str  # `relief_until` or `subsidy_until`
    until: int  # month
    contract_ends: int  # month


@dataclass(frozen=True)
class Grant:
    """Months of entitlement for some people: `clock` gains `months` (n,) up to `most`, `uses` falls to zero."""

    clock: str
    months: Int16
    most: int
    uses: str
