"""A county that is saved and loaded at any month goes on as if nothing had happened; a damaged file is refused."""

import numpy as np
import pytest

from sim import pauses
from sim.county import County
from sim.errors import IntegrityError
from tests.county.worlds import START, county_plan, differing, limit_plan, package

MONTHS = 12
PLANS = {
    "limit": limit_plan(*package(), months=MONTHS),
    "county": county_plan(months=MONTHS),
    "burn_in": limit_plan(*package(), months=MONTHS - 3, burn_in=3),
    "policy_start": limit_plan(*package(), before=package()[:2], months=MONTHS, policy_start=START + 5),
}


@pytest.fixture(scope="module", params=PLANS)
def uninterrupted(request):
    county = County(PLANS[request.param], rng=9, persons=True)
    county.run_model()
    return county


def columns(county):
    """Return every column of every table of the county, as lists."""
    tables = {"workers": county.workers, "employers": county.employers, **county.standings}
    return {(name, column): table.get(column).tolist() for name, table in tables.items() for column in table.columns}


def same_county(one, other):
    assert differing(one.tables(), other.tables()) == []
    assert columns(one) == columns(other)
    frames = [county.datacollector.get_model_vars_dataframe() for county in (one, other)]
    assert frames[0].equals(frames[1])
    assert (one.steps, one.month, one.running, one.seed) == (other.steps, other.month, other.running, other.seed)
    holdings = [{name: account.cash for name, account in county.ledger.accounts.items()} for county in (one, other)]
    assert holdings[0] == holdings[1]
    counts = [{name: vars(standing.count) for name, standing in county.standings.items()} for county in (one, other)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("month", range(MONTHS + 1))
def test_a_pause_at_any_month_changes_nothing(uninterrupted, month, tmp_path):
    county = County(uninterrupted.plan, rng=9, persons=True)
    for _ in range(month):
        county.step()
    county.save(tmp_path / "paused")
    loaded = County.load(tmp_path / "paused")
    same_county(loaded, county)
    loaded.run_model()
    same_county(loaded, uninterrupted)
    assert [path.name for path in tmp_path.iterdir()] == ["paused"]


def test_many_pauses_in_one_life(uninterrupted, tmp_path):
    county = County(uninterrupted.plan, rng=9, persons=True)
    while county.running:
        county.step()
        county.save(tmp_path / "paused")
        county = County.load(tmp_path / "paused")
    same_county(county, uninterrupted)


def test_saving_changes_nothing_for_the_one_that_is_saved(uninterrupted, tmp_path):
    county = County(uninterrupted.plan, rng=9, persons=True)
    while county.running:
        county.save(tmp_path / "paused")
        county.step()
    same_county(county, uninterrupted)


def test_a_county_without_persons_pauses_as_well(tmp_path):
    whole, half = (County(PLANS["limit"], rng=9) for _ in range(2))
    whole.run_model()
    for _ in range(5):
        half.step()
    half.save(tmp_path / "paused")
    loaded = County.load(tmp_path / "paused")
    loaded.run_model()
    assert set(loaded.tables()) == {"outcomes", "ledger", "balances", "programmes"}
    assert differing(whole.tables(), loaded.tables()) == []


# --- damage ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "paused"
    county = County(limit_plan(*package(), months=4), rng=9, persons=True)
    county.step()
    county.save(path)
    return path


def refused(content, path):
    path.write_bytes(content)
    with pytest.raises(IntegrityError) as stopped:
        County.load(path)
    assert stopped.value.exit_code == 5
    assert path.name in str(stopped.value)
    assert path.read_bytes() == content  # what is damaged is left as it is


def test_one_flipped_bit_anywhere_is_found(saved, tmp_path):
    content = saved.read_bytes()
    where = np.random.default_rng(1).integers(len(content) * 8, size=150)
    for bit in (0, len(content) * 8 - 1, *where.tolist()):
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        refused(bytes(damaged), tmp_path / "paused")


def test_a_file_cut_short_or_drawn_out_is_found(saved, tmp_path):
    content = saved.read_bytes()
    for part in range(40):
        refused(content[: len(content) * part // 40], tmp_path / "paused")
    refused(content[:-1], tmp_path / "paused")
    refused(content + b"\0", tmp_path / "paused")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\3\4" + bytes(100)])
def test_a_file_of_another_kind_is_refused(content, tmp_path):
    refused(content, tmp_path / "paused")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(IntegrityError, match="nothing_here"):
        County.load(tmp_path / "nothing_here")


def test_a_county_of_other_sources_is_refused(saved, monkeypatch):
    monkeypatch.setattr(pauses, "source_hash", lambda: "f" * 64)
    with pytest.raises(IntegrityError, match=r"saved by other sources \([0-9a-f]{12}, now ffffffffffff\)"):
        County.load(saved)


def test_an_unfinished_save_leaves_the_old_file(saved, monkeypatch):
    old = saved.read_bytes()
    county = County.load(saved)

    def full(*_):
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="disk full"):
        county.save(saved)
    assert saved.read_bytes() == old
