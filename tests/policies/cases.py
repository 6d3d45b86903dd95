"""Worked examples: named people in a town of their own, lived by the ordinary month.

`cases/*.toml` says who they are, what happens to them, and what each of them is owed and paid, to the fen; its
arithmetic stands in the comments. This file turns one case into a limit world in which nothing else happens.

    [[case]]
    case = "Wang Li paid in for eleven months: one too few"     what a reader should learn
    months = 2                                                  how long the town lives, from 2003-01
    levers.unemployment_insurance = {benefit = "180 元/人月"}    as in a scenario file
    world = {civil_affairs_fidelity = 0.5}                      what differs from a town where every step succeeds
    people."Wang Li" = {insured_months = 11, jobless = 1}       facts of 2002-12, words below
    employers.Mill = {sales = "1000 元/人月"}                    sales a head; the first employer hires
    employers.Stall = {sector = "trade"}                         people."Ma Jun" = {owns = "Stall"}
    employers.Mill = {state = true, lays_off = 1, lays_off_in = "2003-02"}   a state enterprise, its next layoffs
    employers.Mill = {state = true, idle = 2}                    has work for all but two of its people
    events = [{in = "2003-02", who = "Wang Li", is = "hired"}]  hired, laid off or quits
    paid."Wang Li" = ["2 x 180 元", "0"]                         by the levers, month by month
    owed."Wang Li" = [...]                                      the same when money is short; else it is `paid`
    counted."2003-01" = {dibao = {eligible = 1, paid = 0}}      programmes, at the month's end
    booked."2003-01" = {"fund to workers: benefit" = "180 元"}   every posting of the levers that month
    staff.Mill = [4, 4, 2]                                       of an employer, at each month's end
    closing."2003-01" = {fund = "0 元"}                          an account's balance
    after."Wang Li" = {insurance_months_left = 11}              facts at the end
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.codes import Activity, Origin, Ownership, Sector, Sex
from sim.county import County
from sim.declare import Dated, parameters_of
from sim.money import read_money
from sim.months import read_month, write_month
from sim.plan import Horizon, Plan
from sim.policies import LEVERS
from sim.world import LimitWorld
from tests.county.worlds import roll_of

START = read_month("2003-01")
REPEATED = re.compile(r"^(?:(\d+) x )?(.+)$")
FACTS = {
    "family": "family_size", "insured_months": "insured_months", "months_left": "insurance_months_left",
    "by_choice": "left_by_choice", "centre_months": "centre_months_left", "at_home": "at_home",
    "post_months": "post_months",
}  # fmt: skip
MONTH_FACTS = ("certified", "relief_until", "subsidy_until")
MONEY_FACTS = {
    "family_income": "family_income",
    "visit_cost": "visit_cost",
    "usual_pay": "expected_pay",
    "severance_owed": "severance_owed",
    "odd_jobs": "earnings",
    "known_of_them": "earnings_seen",
}


def fen(text):
    """Read an amount without its period; `0` is nothing."""
    return 0 if text == "0" else read_money(text)


def month_by_month(said):
    """Spell out `["3 x 180 元", "0"]`: one number of fen a month."""
    numbers = []
    for text in said:
        times, amount = REPEATED.match(text).groups()
        numbers += [fen(amount)] * int(times or 1)
    return numbers


def read_cases(folder=Path(__file__).parent / "cases"):
    """Return (file, case) for every case of every file."""
    return [
        (path.stem, case) for path in sorted(folder.glob("*.toml")) for case in tomllib.loads(path.read_text())["case"]
    ]


@dataclass
class Town:
    """One case, as it is lived: who is asked and paid what is listened to where the ledger settles it."""

    case: dict
    people: list[str] = field(default_factory=list)
    owed: list[dict[str, int]] = field(default_factory=list)  # month -> person -> fen
    paid: list[dict[str, int]] = field(default_factory=list)
    charged: list[dict[str, int]] = field(default_factory=list)  # person or employer -> fen that levers took
    staff: list[dict[str, int]] = field(default_factory=list)  # month -> employer -> persons
    stood: list[dict[str, dict[str, int]]] = field(default_factory=list)  # month -> lever -> count

    def __post_init__(self):
        case = self.case
        self.people, self.employers = list(case["people"]), list(case.get("employers", {"Employer": {}}))
        hires = any(event["is"] == "hired" for event in case.get("events", ()))
        world = {
            "seekers": len(self.people), "firms": len(self.employers), "applications": 16.0, "spending": 0.0,
            "vacancies": 200 * len(self.employers) if hires else 0, **case.get("world", {}),
        }  # fmt: skip
        world |= {
            name: read_money(said, parameters_of(LimitWorld)[name].per)
            for name, said in world.items()
            if isinstance(said, str)
        }
        horizon = Horizon(START, case["months"], 0, START)
        levers = tuple(read_lever(name, said) for name, said in case["levers"].items())
        self.county = County(Plan("case", LimitWorld(**world), levers, (), horizon), rng=7, persons=True)
        self._settle_in()
        self._listen()

    def _settle_in(self):
        w, e = self.county.workers, self.county.employers
        w.attitude[:] = 0  # nobody looks for work unless the case says so
        for row, said in enumerate(self.case.get("employers", {}).values()):
            e.insures[row], e.visited[row] = said.get("insures", True), said.get("visited", False)
            e.output_per_head[row] = read_money(said.get("sales", "5000 元/人月"), "人月")
            e.founded[row] = read_month(said.get("founded", "1999-01"))
            e.reference_staff[row] = said.get("reference", 0)
            e.sector[row] = Sector[said.get("sector", "vegetables").upper()]
            if said.get("state"):
                e.ownership[row] = Ownership[said.get("ownership", "state").upper()]
                e.soft_budget[row], e.wave[row] = True, said.get("lays_off", 0)
                e.wave_begins[row] = read_month(said.get("lays_off_in", "2003-01"))
        for row, said in enumerate(self.case["people"].values()):
            self._describe(row, dict(said))
        e.staff[:] = roll_of(self.county)
        idle = np.array([said.get("idle", 0) for said in self.case.get("employers", {"": {}}).values()])
        e.custom[:] = e.orders[:] = np.where(e.soft_budget, e.staff - e.wave - idle, e.orders)

    def _describe(self, row, said):
        """Write one person's facts into the table; a word that is not known is a mistake in the case."""
        w = self.county.workers
        w.family_size[row], w.insured_months[row], w.origin[row] = 1, 0, Origin.SOE
        if "works_at" in said:
            w.activity[row] = Activity.EMPLOYED
            w.employer[row] = self.employers.index(said.pop("works_at"))
            w.wage[row] = w.expected_pay[row] = read_money(said.pop("wage"), "月")
            w.spell_start[row] = START - said.pop("served", 120)
        elif "owns" in said:
            w.activity[row] = Activity.SELF_EMPLOYED
            w.employer[row] = self.employers.index(said.pop("owns"))
            self.county.employers.owner[w.employer[row]] = row
            w.spell_start[row] = START - said.pop("jobless", 1)
        else:
            w.activity[row] = Activity[said.pop("activity", "unemployed").upper()]
            w.spell_start[row] = START - said.pop("jobless", 1)
        w.jobless_since[row] = w.spell_start[row]
        w.origin[row] = Origin[said.pop("origin", "soe").upper()]
        w.sex[row] = Sex[said.pop("sex", "man").upper()]
        w.birth[row] = START - said.pop("age_in_months", 12 * said.pop("age", 30))
        if "retires" in said:
            w.retires[row] = read_month(said.pop("retires"))
        if "lacks" in said:
            lacks, gain = read_money(said.pop("lacks"), ""), read_money(said.pop("gain", "100 元/月"), "月")
            capital = read_money(said.pop("shop_needs"), "")
            w.dream(*(np.array([value]) for value in (row, 0, capital, lacks, gain)), START)
        for word in ("centre", "owed_by"):
            if word in said:
                getattr(w, word)[row] = self.employers.index(said.pop(word))
        for word, value in said.items():
            if word in MONTH_FACTS:
                getattr(w, word)[row] = read_month(value)
            elif word in MONEY_FACTS:
                getattr(w, MONEY_FACTS[word])[row] = read_money(value, "" if word == "severance_owed" else "月")
            else:
                getattr(w, FACTS[word])[row] = value

    def _listen(self):
        settle, levers = self.county.ledger.settle, set(self.case["levers"])

        def listening(claim):
            paid = settle(claim)
            if claim.programme in levers:
                self._hear(claim, paid)
            elif "shop" in claim.purpose or claim.purpose in ("start-up capital", "owner's income"):
                self._open_shop(claim, paid)
            return paid

        self.county.ledger.settle = listening

    def _hear(self, claim, paid):
        names = {"workers": self.people, "employers": self.employers}
        for row, (amount, ok) in enumerate(zip(claim.fen.tolist(), paid.tolist(), strict=True)):
            if claim.payee == "workers" and claim.kind == "cash":
                name = self.people[claim.payee_rows[row]]
                self.owed[-1][name] = self.owed[-1].get(name, 0) + amount
                self.paid[-1][name] = self.paid[-1].get(name, 0) + amount * ok
            if claim.payer in names:
                known, place = names[claim.payer], claim.payer_rows[row]
                name = known[place] if place < len(known) else "another"
                self.charged[-1][name] = self.charged[-1].get(name, 0) + amount * ok

    def _open_shop(self, claim, paid):
        """Note what a shop takes from its owner's purse and gives to it."""
        for table, rows, sign in (("workers", claim.payer_rows, -1), ("workers", claim.payee_rows, 1)):
            if (claim.payer if sign < 0 else claim.payee) == table:
                np.add.at(self.shops, rows, sign * claim.fen * paid)

    def live(self):
        for month in range(START, START + self.case["months"]):
            for page in (self.owed, self.paid, self.charged):
                page.append({})
            for event in self.case.get("events", ()):
                if event["in"] == write_month(month):
                    self._happen(event, month)
            purses, self.shops = self.county.workers.cash.copy(), np.zeros(len(self.people), np.int64)
            self.county.step()
            self.county.workers.attitude[:] = 0
            self._check_purses(purses)
            self.staff.append(dict(zip(self.employers, self.county.employers.staff.tolist(), strict=False)))
            self.stood.append({name: vars(s.count).copy() for name, s in self.county.standings.items()})

    def _happen(self, event, month):
        """Who is hired looks for work this month; who is laid off or quits is gone before benefits are claimed."""
        w, row = self.county.workers, self.people.index(event["who"])
        if event["is"] == "hired":
            w.attitude[row] = 1
            return
        w.leave_job(np.array([row]), month, by_choice={"laid off": False, "quits": True}[event["is"]])
        self.county.employers.staff[:] = roll_of(self.county)

    def _check_purses(self, before):
        """What was heard is what the purses hold: pay and family income come in, and nothing else happens here."""
        w, income = self.county.workers, np.zeros(len(self.people), np.int64)
        for row, name in enumerate(self.people):
            income[row] = self.paid[-1].get(name, 0) - self.charged[-1].get(name, 0)
        due = np.where(w.at_home, np.floor(w.wage * self.county.world.home_pay), w.wage).astype(np.int64)
        pay = due * self.wages_paid()
        assert (w.cash - before).tolist() == (income + pay + w.family_income + self.shops).tolist()

    def wages_paid(self):
        """Tell whose employer sold enough for the month's wages (in these towns: sold anything)."""
        w = self.county.workers
        return (w.employer >= 0) & (self.county.employers.output_per_head[w.employer] > 0)

    def booked(self, month):
        """Return the postings of the levers in a month: "payer to payee: purpose" -> fen."""
        told = self.county.tables()["ledger"]
        keep = (told["month"] == month) & np.isin(told["programme"], list(self.case["levers"]))
        rows = zip(*(told[name][keep] for name in ("payer", "payee", "purpose", "fen")), strict=True)
        return {f"{payer} to {payee}: {purpose}": int(fen) for payer, payee, purpose, fen in rows}

    def closing(self, month, account):
        """Return what an account holds at a month's end."""
        told = self.county.tables()["balances"]
        return told["closing"][(told["month"] == month) & (told["account"] == account)].item()


def read_lever(name, said):
    """Make a lever from what a case says about it, written as in a scenario file."""
    declared = parameters_of(LEVERS[name])
    values = {}
    for key, value in said.items():
        if isinstance(value, dict):
            entries = tuple((read_month(when), read_value(declared[key], later)) for when, later in value.items())
            values[key] = Dated(entries)
        else:
            values[key] = read_value(declared[key], value)
    return LEVERS[name](**values)


def read_value(declared, said):
    if declared.kind == "money":
        return read_money(said, declared.per)
    return read_month(said) if declared.kind == "month" else said
