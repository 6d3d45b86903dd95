"""What could never be an honest posting stops the run (exit 8) and is named; what is short of money waits."""

import dataclasses

import numpy as np
import pytest

from sim.claims import AccountSpec, Claim
from sim.errors import InvariantBroken
from sim.ledger import Ledger
from sim.months import read_month

JANUARY = read_month("2003-01")


def books(workers=(100, 0, 0), employers=(1_000, 0), **fund):
    """Open three purses of workers, two of employers, a treasury, a fund of 500 fen and an empty budget line."""
    fund = {"opening": 500, **fund}
    specs = [
        AccountSpec("treasury", level="county", external=True),
        AccountSpec("fund", level="insurance_fund", **fund),
        AccountSpec("line", level="county", budget_line=True, purposes=("supplement",)),
    ]
    return Ledger.open(specs, {"workers": np.array(workers, np.int64), "employers": np.array(employers, np.int64)})


def benefit(rows, fen, **rest):
    return Claim.to_workers("insurance", "benefit", "fund", np.array(rows), np.array(fen), **rest)


# --- who is paid ---------------------------------------------------------------------------------------------


def test_nobody_in_the_queue_is_paid_before_those_ahead():
    ledger = books()
    # 500 fen in hand: 300 leave 200; 150 leave 50; 60 is too much, and whoever stands behind waits
    paid = ledger.settle(benefit([2, 0, 1, 0, 2], [300, 150, 60, 50, 1]))
    assert paid.tolist() == [True, True, False, False, False]
    assert ledger.purses["workers"].tolist() == [250, 0, 300]
    account = ledger.accounts["fund"]
    assert (account.cash, account.outflow, account.refused, account.committed) == (50, 450, 111, 111)


@pytest.mark.parametrize("cash", range(0, 700, 7))
def test_more_money_never_serves_fewer(cash):
    amounts = [120, 30, 250, 10, 90, 60]

    def served(fen):
        account = Ledger.open([AccountSpec("fund", "county", opening=fen)], {"workers": np.zeros(6, np.int64)})
        return set(np.flatnonzero(account.settle(benefit(range(6), amounts))))

    assert served(cash) <= served(cash + 1) <= served(cash + 50)


def test_the_order_of_the_rows_decides_and_nothing_else():
    ledger = books()
    assert ledger.settle(benefit([0, 1], [400, 200])).tolist() == [True, False]
    ledger = books()
    assert ledger.settle(benefit([1, 0], [200, 400])).tolist() == [True, False]


def test_each_purse_pays_for_itself():
    ledger = books(employers=(100, 50))
    wages = Claim.make("economy", "wages", "employers", "workers", [60, 60, 40], payer_rows=[0, 1, 0],
                       payee_rows=[0, 1, 2])  # fmt: skip
    assert ledger.settle(wages).tolist() == [True, False, True]
    assert ledger.purses["employers"].tolist() == [0, 50]
    assert ledger.purses["workers"].tolist() == [160, 0, 40]
    assert ledger.flows["employers"] == [150, 0, 100, 60]  # opening, inflow, outflow, refused


def test_what_a_purse_receives_it_can_only_spend_in_the_next_claim():
    ledger = books(workers=(100, 0, 0))
    gifts = Claim.make("family", "gift", "workers", "workers", [100, 100], payer_rows=[0, 1], payee_rows=[1, 2])
    assert ledger.settle(gifts).tolist() == [True, False]
    assert ledger.settle(gifts).tolist() == [False, True]
    ledger.trial_balance(JANUARY)


def test_an_external_account_owes_without_end_and_nobody_else_does():
    ledger = books()
    assert ledger.settle(Claim.between_accounts("budget", "grant", "treasury", "fund", 10**15)).all()
    assert ledger.accounts["treasury"].cash == -(10**15)
    assert not ledger.settle(Claim.between_accounts("budget", "repay", "fund", "treasury", 10**15 + 501)).any()
    ledger.trial_balance(JANUARY)
    ledger.accounts["fund"].cash -= 10**15 + 501
    ledger.accounts["fund"].outflow += 10**15 + 501
    ledger.accounts["treasury"].cash += 10**15 + 501
    ledger.accounts["treasury"].inflow += 10**15 + 501
    with pytest.raises(InvariantBroken, match="2003-01: account fund is overdrawn: -1 fen"):
        ledger.trial_balance(JANUARY)


# --- three kinds of cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["tax_forgone", "contingent"])
def test_what_is_not_cash_is_written_down_and_moves_no_money(kind):
    ledger = books()
    before = {name: account.cash for name, account in ledger.accounts.items()}
    relief = Claim.make("relief", "income tax", "treasury", "employers", [70, 10**12], payee_rows=[0, 1], kind=kind)
    assert ledger.settle(relief).all()
    assert {name: account.cash for name, account in ledger.accounts.items()} == before
    assert ledger.purses["employers"].tolist() == [1_000, 0]
    assert ledger.accounts["treasury"].outflow == 0
    assert ledger.flows["employers"] == [1_000, 0, 0, 0]
    key = ("relief", "treasury", "county", kind, "income tax", "treasury", "employers")
    assert ledger.journal == {key: [2, 10**12 + 70]}
    ledger.trial_balance(JANUARY)


def test_cash_forgone_tax_and_promises_stand_in_lines_of_their_own():
    ledger = books()
    for kind in ("cash", "tax_forgone", "contingent"):
        ledger.settle(Claim.make("relief", "fee", "treasury", "employers", [5], payee_rows=[0], kind=kind))
    assert sorted((key[3], said) for key, said in ledger.journal.items()) == [
        ("cash", [1, 5]), ("contingent", [1, 5]), ("tax_forgone", [1, 5]),
    ]  # fmt: skip


# --- entries that stop the run -------------------------------------------------------------------------------


def broken(ledger, claim, words):
    """Settle must stop, name the entry and leave every purse and account as it was."""
    before = {name: account.cash for name, account in ledger.accounts.items()}
    held = {name: purse.tolist() for name, purse in ledger.purses.items()}
    with pytest.raises(InvariantBroken) as stopped:
        ledger.settle(claim)
    assert stopped.value.exit_code == 8
    entry = f"{claim.programme}: {claim.purpose}, {claim.payer} to {claim.payee}"
    assert entry in str(stopped.value)
    assert words in str(stopped.value)
    assert {name: account.cash for name, account in ledger.accounts.items()} == before
    assert {name: purse.tolist() for name, purse in ledger.purses.items()} == held
    ledger.trial_balance(JANUARY)


@pytest.mark.parametrize(
    ("payer", "payee", "missing"),
    [("nowhere", "fund", "nowhere"), ("fund", "nowhere", "nowhere"), ("", "fund", ""), ("fund", "", "")],
)
def test_a_posting_has_two_ends(payer, payee, missing):
    broken(books(), Claim.between_accounts("test", "gift", payer, payee, 5), f"there is no account {missing!r}")


def test_an_account_cannot_pay_itself():
    broken(books(), Claim.between_accounts("test", "gift", "fund", "fund", 5), "cannot pay itself")
    gift = Claim.make("family", "gift", "workers", "workers", [5, 5], payer_rows=[0, 1], payee_rows=[2, 1])
    broken(books(), gift, "cannot pay itself")


@pytest.mark.parametrize("payer", ["treasury", "fund", "workers"])
def test_a_negative_amount_is_no_amount(payer):
    rows = {"payer_rows": [0, 1]} if payer == "workers" else {}
    broken(books(), Claim.make("test", "gift", payer, "outside", [5, -3], **rows), "-3 fen is negative")


@pytest.mark.parametrize(
    ("payer_rows", "payee_rows", "words"),
    [
        ([0], [0, 1], "1 rows of employers for 2 amounts"),
        ([0, 1, 0], [0, 1], "3 rows of employers for 2 amounts"),
        ([0, 1], [], "0 rows of workers for 2 amounts"),
    ],
)
def test_every_amount_has_one_payer_and_one_payee(payer_rows, payee_rows, words):
    claim = Claim.make("economy", "wages", "employers", "workers", [5, 5], payer_rows=payer_rows, payee_rows=payee_rows)
    broken(books(), claim, words)


def test_an_account_has_no_rows():
    broken(books(), Claim.make("test", "gift", "treasury", "fund", [5], payer_rows=[0]), "1 rows of treasury")


def test_who_owes_nothing_need_not_exist():
    """So the column of everybody's employer may stand in a claim, -1 where there is none."""
    held, rows = books(), np.array([-1, 0, 99])
    paid = held.settle(Claim.from_workers("test", "fee", "fund", rows, np.array([0, 5, 0])))
    assert paid.tolist() == [True, True, True]
    assert [line for line in held.journal.values() if line[1]] == [[1, 5]]
    broken(held, benefit([-1, 0], [0, 5]), "rows -1 to 0 of workers, of which there are 3")


@pytest.mark.parametrize("rows", [[0, 3], [-1, 0]])
def test_a_row_must_exist(rows):
    words = f"rows {min(rows)} to {max(rows)} of workers, of which there are 3"
    broken(books(), benefit(rows, [5, 5]), words)
    broken(books(), Claim.from_workers("test", "fee", "fund", np.array(rows), np.array([5, 5])), words)


def test_a_claim_is_about_nobody_or_about_one_person_an_amount():
    broken(books(), dataclasses.replace(benefit([0, 1], [5, 5]), about=np.array([0])), "about")


@pytest.mark.parametrize("payee", ["outside", "fund"])
def test_earmarked_money_pays_for_its_purpose_only(payee):
    ledger = books()
    ledger.appropriate("line", 100, JANUARY)
    ledger.settle(Claim.between_accounts("test", "release", "treasury", "line", 100))
    broken(ledger, Claim.between_accounts("test", "office cars", "line", payee, 5), "line may only pay for supplement")
    assert ledger.settle(Claim.between_accounts("test", "supplement", "line", payee, 5)).all()


def test_a_wrong_purpose_stops_the_run_even_when_nothing_could_be_paid():
    broken(books(), Claim.between_accounts("test", "office cars", "line", "fund", 5), "line may only pay")


def test_a_kind_of_cost_must_be_one_of_three():
    claim = Claim.make("test", "gift", "treasury", "fund", [5], kind="promise")
    broken(books(), claim, "the kind 'promise' is none of cash, tax_forgone, contingent")


# --- the trial balance ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "row"), [("workers", 2), ("employers", 0)])
@pytest.mark.parametrize("fen", [1, -1])
def test_a_stray_write_into_a_purse_is_caught(table, row, fen):
    ledger = books()
    ledger.settle(benefit([0], [5]))
    ledger.purses[table][row] += fen
    with pytest.raises(InvariantBroken, match=f"2003-01: {table} hold"):
        ledger.trial_balance(JANUARY)


def test_a_stray_write_between_two_months_is_caught_in_the_next():
    ledger = books()
    ledger.trial_balance(JANUARY)
    ledger.purses["workers"][0] += 7
    ledger.begin_month()
    with pytest.raises(InvariantBroken, match="2003-02: the trial balance is 7 fen, not zero"):
        ledger.trial_balance(JANUARY + 1)


def test_a_stray_write_into_an_account_is_caught():
    ledger = books()
    ledger.accounts["fund"].cash += 1
    with pytest.raises(InvariantBroken, match="2003-01: account fund closes with 501 fen"):
        ledger.trial_balance(JANUARY)


def test_an_empty_purse_cannot_be_drawn_from_by_hand():
    ledger = books()
    ledger.purses["workers"][1] -= 4
    ledger.purses["workers"][0] += 4  # the sum still holds
    with pytest.raises(InvariantBroken, match="2003-01: workers row 1 holds -4 fen"):
        ledger.trial_balance(JANUARY)


# --- opening -------------------------------------------------------------------------------------------------


def test_what_is_there_at_the_start_came_from_outside():
    ledger = books()
    assert ledger.accounts["outside"].cash == -(500 + 100 + 1_000)
    opening = {row[0]: row[2] for row in ledger.balances()}
    assert opening == {"outside": -1_600, "treasury": 0, "fund": 500, "line": 0, "workers": 100, "employers": 1_000}
    ledger.trial_balance(JANUARY)


def test_two_levers_share_an_account_and_must_mean_the_same():
    one = AccountSpec("fund", level="insurance_fund", term="基金")
    two = AccountSpec("fund", level="insurance_fund", opening=700)
    ledger = Ledger.open([one, two, one], {})
    assert ledger.accounts["fund"].cash == 700
    assert ledger.accounts["outside"].cash == -700
    assert ledger.accounts["fund"].spec.term == "基金"
    with pytest.raises(ValueError, match="account 'fund' is declared in two ways"):
        Ledger.open([one, dataclasses.replace(one, external=True)], {})
    with pytest.raises(ValueError, match="unknown level 'heaven'"):
        Ledger.open([AccountSpec("gift", level="heaven")], {})
