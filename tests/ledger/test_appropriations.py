"""A budget line pays only what was released into it, up to the year's appropriation; what is left stays."""

import numpy as np
import pytest

from sim.claims import AccountSpec, Claim, quarterly_release
from sim.errors import InvariantBroken
from sim.ledger import Ledger
from sim.months import read_month

JANUARY = read_month("2003-01")


def county():
    specs = [
        AccountSpec("centre", level="centre", external=True),
        AccountSpec("line", level="county", budget_line=True, purposes=("supplement",)),
    ]
    ledger = Ledger.open(specs, {"workers": np.zeros(2, np.int64)})
    ledger.appropriate("line", 1_200, JANUARY)
    return ledger


def release(ledger, fen):
    return ledger.settle(Claim.between_accounts("dibao", "release", "centre", "line", fen)).all()


def supplement(ledger, *fen):
    claim = Claim.to_workers("dibao", "supplement", "line", np.arange(len(fen)), np.array(fen))
    return ledger.settle(claim).tolist()


def test_what_is_appropriated_but_not_released_cannot_be_paid():
    ledger = county()
    assert supplement(ledger, 1) == [False]
    assert release(ledger, 300)
    assert supplement(ledger, 301, 300) == [False, False], "nobody is paid before those ahead"
    assert supplement(ledger, 300) == [True]
    assert supplement(ledger, 1) == [False]
    line = ledger.accounts["line"]
    assert (line.appropriated, line.released, line.inflow, line.outflow) == (1_200, 300, 300, 300)
    assert (line.refused, line.committed) == (1 + 601 + 1, 1 + 601 + 1)


def test_a_fen_beyond_the_appropriation_is_not_released():
    ledger = county()
    assert release(ledger, 1_199)
    assert release(ledger, 1)
    with pytest.raises(InvariantBroken) as stopped:
        release(ledger, 1)
    assert stopped.value.exit_code == 8
    said = str(stopped.value)
    assert "dibao: release" in said
    assert "1201 fen released into line" in said
    assert "1200 appropriated" in said


def test_nothing_is_released_into_a_line_without_an_appropriation():
    ledger = Ledger.open([AccountSpec("line", level="county", budget_line=True)], {})
    with pytest.raises(InvariantBroken, match="only 0 appropriated this year"):
        ledger.settle(Claim.between_accounts("dibao", "release", "outside", "line", 1))


def test_the_year_is_the_calendar_year_and_what_is_left_stays():
    ledger = county()
    release(ledger, 1_200)
    supplement(ledger, 1_000)
    for month in range(JANUARY + 1, JANUARY + 12):
        ledger.begin_month()
        ledger.appropriate("line", 1_200, month)
        assert (ledger.accounts["line"].appropriated, ledger.accounts["line"].released) == (1_200, 1_200)
    with pytest.raises(InvariantBroken):
        release(ledger, 1)


def test_a_new_year_brings_a_new_appropriation_and_keeps_what_was_not_spent():
    ledger = county()
    release(ledger, 1_200)
    supplement(ledger, 1_000)
    ledger.begin_month()
    ledger.appropriate("line", 600, JANUARY + 12)
    line = ledger.accounts["line"]
    assert (line.opening, line.cash, line.appropriated, line.released) == (200, 200, 600, 0)
    assert release(ledger, 600)
    assert supplement(ledger, 500, 300) == [True, True]  # 800 are there: 200 of the old year, 600 of the new
    with pytest.raises(InvariantBroken):
        release(ledger, 1)


def test_a_budget_that_changes_within_the_year_changes_the_months_that_are_left():
    ledger = county()
    release(ledger, 600)
    ledger.begin_month()
    ledger.appropriate("line", 2_400, JANUARY + 6)  # 600 are out; July to December bring half of 2,400
    assert ledger.accounts["line"].appropriated == 600 + 1_200
    ledger.appropriate("line", 2_400, JANUARY + 7)  # the same again changes nothing
    ledger.appropriate("line", 1_200, JANUARY + 9)  # cut in October: a quarter of 1,200 beyond the 600
    assert ledger.accounts["line"].appropriated == 600 + 300
    assert release(ledger, 300)
    with pytest.raises(InvariantBroken):
        release(ledger, 1)
    ledger.appropriate("line", 1_200, JANUARY + 12)
    assert (ledger.accounts["line"].appropriated, ledger.accounts["line"].released) == (1_200, 0)


def test_a_line_that_is_opened_in_mid_year_gets_its_appropriation_then():
    ledger = Ledger.open([AccountSpec("line", level="county", budget_line=True)], {})
    ledger.appropriate("line", 600, JANUARY + 4)
    assert ledger.accounts["line"].appropriated == 600
    assert ledger.settle(Claim.between_accounts("dibao", "release", "outside", "line", 600)).all()


def test_what_waits_for_money_is_counted_anew_each_month():
    ledger = county()
    release(ledger, 100)
    assert supplement(ledger, 80, 30) == [True, False]
    assert (ledger.accounts["line"].refused, ledger.accounts["line"].committed) == (30, 30)
    ledger.begin_month()
    assert (ledger.accounts["line"].refused, ledger.accounts["line"].committed) == (0, 0)
    assert ledger.accounts["line"].opening == 20


@pytest.mark.parametrize("budget", [0, 1, 7, 1_000_003])
def test_a_years_quarters_bring_its_budget_to_the_fen_from_every_payer_by_its_share(budget):
    shares, months = {"centre": 0.625, "province": 0.15}, range(JANUARY, JANUARY + 12)
    released = [list(quarterly_release("dibao", "release", "line", budget, month, shares)) for month in months]
    assert [len(claims) for claims in released] == [3, 0, 0] * 4
    by_payer = {payer: sum(int(c.fen[0]) for cs in released for c in cs if c.payer == payer)
                for payer in (*shares, "county_treasury")}  # fmt: skip
    assert sum(by_payer.values()) == budget
    for payer, share in (shares | {"county_treasury": 0.225}).items():
        assert abs(by_payer[payer] - budget * share) <= 5
    quarters = [sum(int(c.fen[0]) for c in claims) for claims in released[::3]]
    assert max(quarters) - min(quarters) <= 1


def test_the_county_pays_nothing_where_others_pay_all():
    claims = quarterly_release("dibao", "release", "line", 400, JANUARY, {"centre": 0.75, "province": 0.5})
    assert [(claim.payer, int(claim.fen[0])) for claim in claims][2] == ("county_treasury", 0)
