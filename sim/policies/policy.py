"""What a lever is: dated parameters, a law, a fund, and answers at a closed list of moments.

A lever sees the county read-only through `Now` and answers; it never writes, draws no luck and keeps no
memory (what must be remembered about a person is a declared column). The moments:

| moment | asked in | answer |
|---|---|---|
| `accounts` | founding | the accounts and budget lines that the lever needs |
| `eligible`, `worth` | people learn and register | who could have it, and what it is worth to each |
| `grant` | people learn and register | months of entitlement, for those whose application was just approved |
| `centre_stay` | state enterprises reform | months in the centre for each of those to be laid off |
| `severance` | state enterprises reform | what each of those to be laid off is owed, and whether it is paid first |
| `tax_due` | people learn and register | what each employer owes in taxes and fees before relief, in fen |
| `budgets` | money moves | what each budget line is given for the calendar year |
| `payroll_rate` | firms plan, money moves | what an insuring employer pays on top of reported pay, as a share of it |
| `hiring_relief` | firms plan | what each employer saves a month on one more worker, in fen |
| `conditions` | every month begins | what of the county's facts is otherwise while the lever is in force |
| `cases` | services work | whom placement staff look after first, and how many they can |
| `posts` | services work | how many public-interest posts there are, what they pay, and in which order people come |
| `claims` | money moves | who owes whom how much, to the fen |

A new moment is one no-op here, one line in `sim/month.py` and one page in `docs/decisions/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from sim.claims import AccountSpec, Claim
from sim.declare import Int16, Int64, parameter, resolved
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
    tax_due: Callable[[Int64], Int64]  # what some employers (rows) owe in taxes and fees before relief, in fen
    fixed: Int64  # (workers,) what this lever owes each of them this month, in fen, fixed when benefits were claimed


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One policy. Subclasses give the class facts below, their parameters and their answers."""

    name: ClassVar[str]
    number: ClassVar[int]  # append-only: it names the luck of the lever's applicants
    term: ClassVar[str]
    law: ClassVar[str]
    relieves: ClassVar[bool] = False  # makes one more worker cheaper

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

    def severance(self, now: Now, who: Int64) -> Severance | None:
        """Say what each of the people about to be laid off in `who` (n,) is owed when the labour contract ends."""
        return None

    def payroll_rate(self) -> float:
        """Say what an employer who insures its staff pays on top of reported pay, as a share of it."""
        return 0.0

    def hiring_relief(self, now: Now) -> Int64:
        """Say what each employer (employers,) saves a month on one more worker, in fen; asked of who `relieves`."""
        raise NotImplementedError

    def tax_due(self, now: Now, rows: Int64) -> Int64 | None:
        """Say what each employer in `rows` (n,) owes this month in taxes and fees, before any relief, in fen."""
        return None

    def conditions(self, world: Behaviour) -> Behaviour:
        """Say what is otherwise in the county while the lever is in force: how near desks are, what is listed."""
        return world

    def cases(self, now: Now) -> Cases | None:
        """Say whom placement staff look after first, how many they can, and to how many openings they send each."""
        return None

    def posts(self, now: Now) -> Posts | None:
        """Say how many public-interest posts there are, what they pay, and who may have them in which order."""
        return None

    def budgets(self) -> Iterable[tuple[str, int]]:
        """Say what each of the lever's budget lines is given for the calendar year, in fen."""
        return ()

    def claims(self, now: Now) -> Iterable[Claim]:
        """Say what is owed this month."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Benefit(Lever):
    """A lever that reaches persons one by one, in five counted steps: eligible, aware, applied, approved, paid."""

    office: ClassVar[str]  # whose fidelity (world.<office>_fidelity) decides how many applications get through
    needs_registration: ClassVar[bool] = False
    automatic: ClassVar[bool] = False  # nobody needs to hear of it or apply: whoever is eligible has it
    lightens_taxes: ClassVar[bool] = False  # it is less tax on the holder's own business, not money in hand
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

    def grant(self, now: Now, rows: Int64) -> Grant | None:
        """Say how many months of entitlement the newly approved in `rows` (n,) receive; None when open-ended."""
        return None


class Posts(NamedTuple):
    """Public-interest posts: what one pays in fen a month, and who may have one, the first first."""

    planned: int  # posts that there would be with enough money
    number: int  # posts that there are
    pay: int
    queue: Int64


class Cases(NamedTuple):
    """Cases of the placement service: who comes first, how many there can be, openings shown to each in a month."""

    number: int
    introductions: int
    queue: Int64


class Severance(NamedTuple):
    """Fen for each of some people (n,); `paid_first`: nobody may be let go before it is paid."""

    fen: Int64
    paid_first: bool


@dataclass(frozen=True)
class Grant:
    """Months of entitlement for some people: `clock` gains `months` (n,) up to `most`, `uses` falls to zero."""

    clock: str
    months: Int16
    most: int
    uses: str
