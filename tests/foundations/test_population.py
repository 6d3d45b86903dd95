"""Tables: the verbs of a Mesa user, one row as a life, and readers that cannot write."""

import mesa
import numpy as np
import pytest

from sim.agents.employers import Employers
from sim.agents.population import Population, Reader
from sim.codes import Sex
from sim.declare import NOBODY, Flag, Int8, Int32, Int64, Real32, column


class Cats(Population):
    sex: Int8 = column("code", "sex", codes=Sex)
    born: Int32 = column("month", "month of birth", 24_000)
    price: Int64 = column("fen/month", "what it costs")
    keeper: Int32 = column("row of workers", "who keeps it", NOBODY)
    tame: Flag = column("yes/no", "comes when called")
    weight: Real32 = column("kg", "weight", 4)


@pytest.fixture
def cats():
    table = Cats(mesa.Model(), 6)
    table.sex[:] = [0, 1, 0, 1, 1, 0]
    table.price[:] = [100, 250, 100, 0, 75, 1]
    table.tame[:] = [True, False, True, True, False, False]
    return table


def test_a_table_starts_with_the_declared_values():
    table = Cats(mesa.Model(), 3)
    assert table.keeper.tolist() == [-1] * 3
    assert table.born.tolist() == [24_000] * 3
    assert (table.weight.dtype, table.price.dtype, table.tame.dtype) == (np.float32, np.int64, np.bool_)
    assert len(table) == table.size == 3
    assert table.rows.tolist() == [0, 1, 2]


def test_tables_do_not_share_columns():
    model = mesa.Model()
    one, other = Cats(model, 2), Cats(model, 2)
    one.price[:] = 9
    assert other.price.tolist() == [0, 0]


def test_a_table_is_one_mesa_agent():
    model = mesa.Model()
    table = Cats(model, 1000)
    assert list(model.agents) == [table]


def test_select_by_function_by_mask_and_again(cats):
    assert len(cats.select()) == 6
    assert cats.select(lambda c: c.price > 50).rows.tolist() == [0, 1, 2, 4]
    assert cats.select(cats.tame).rows.tolist() == [0, 2, 3]
    assert cats.select(lambda c: c.price > 50).select(lambda c: c.tame).rows.tolist() == [0, 2]
    assert len(cats.select(lambda c: c.price > 1000)) == 0


def test_agg_and_get(cats):
    assert cats.agg("price", np.sum) == 526
    assert cats.select(cats.tame).agg("price", np.max) == 100
    assert cats.select(cats.tame).get("price").tolist() == [100, 100, 0]
    cats.get("price")[:] = 7
    cats.select().get("price")[:] = 7
    assert cats.price.tolist() == [100, 250, 100, 0, 75, 1]  # what was got is a copy


def test_groupby_parts_the_table(cats):
    by_sex = cats.groupby("sex")
    assert {name: rows.rows.tolist() for name, rows in by_sex.items()} == {"man": [0, 2, 5], "woman": [1, 3, 4]}
    by_price = cats.groupby("price")
    assert set(by_price) == {0, 1, 75, 100, 250}
    assert sorted(row for rows in by_price.values() for row in rows.rows) == list(range(6))
    tame = cats.select(cats.tame).groupby("sex")
    assert {name: rows.rows.tolist() for name, rows in tame.items()} == {"man": [0, 2], "woman": [3]}


def test_a_row_knows_its_values_and_stays_current(cats):
    cat = cats[1]
    assert (cat.sex, cat.price, cat.tame, cat.keeper) == (1, 250, False, -1)
    cats.price[1] = 3
    assert cat.price == 3
    assert cats[-1].price == 1
    with pytest.raises(AttributeError, match="whiskers"):
        _ = cat.whiskers
    for outside in (6, -7):
        with pytest.raises(IndexError):
            cats[outside]


def test_a_row_prints_one_life(cats):
    cats.weight[1] = 3.25
    said = str(cats[1])
    assert said.splitlines()[0] == "Cats 1"
    lines = {line.split()[0]: line for line in said.splitlines()[1:]}
    assert list(lines) == ["sex", "born", "price", "keeper", "tame", "weight"]
    for name, value, meaning in (
        ("sex", "woman", "sex"), ("born", "2000-01", "month of birth"), ("price", "2.50 元/month", "what it costs"),
        ("tame", "no", "comes when called"), ("weight", "3.25 kg", "weight"),
    ):  # fmt: skip
        assert value in lines[name]
        assert lines[name].endswith(meaning)


def test_walking_over_a_table_visits_every_row_once(cats):
    assert [cat.price for cat in cats] == cats.price.tolist()
    assert [cat.row for cat in cats.select(cats.tame)] == [0, 2, 3]


# --- readers -----------------------------------------------------------------------------------------------------


def test_a_reader_sees_the_table_as_it_is(cats):
    reader = cats.reader()
    cats.price[0] = 12
    assert reader.price[0] == 12
    assert isinstance(reader, Reader)
    with pytest.raises(AttributeError, match="whiskers"):
        _ = reader.whiskers


def test_a_reader_refuses_to_write(cats):
    reader = cats.reader()
    for name in cats.columns:
        with pytest.raises(ValueError, match="read-only"):
            getattr(reader, name)[0] = 0
        with pytest.raises(ValueError, match="read-only"):
            getattr(reader, name)[:] += 1
        with pytest.raises(ValueError, match="read-only"):
            np.add(getattr(reader, name), 1, out=getattr(reader, name), casting="unsafe")
    cats.select(lambda c: c.price > 50)
    with pytest.raises(ValueError, match="read-only"):
        cats.select(lambda c: c.price.sort() or c.tame)


def test_a_reader_holds_nothing_but_its_columns(cats):
    assert set(vars(cats.reader())) == set(cats.columns)


def test_a_table_grows_and_keeps_what_it_knows():
    """New rows have the declared first values, old ones what they had; readers of the old table keep theirs."""
    employers = Employers(mesa.Model(), 3)
    employers.staff[:] = (4, 5, 6)
    before = employers.reader()
    for count in (1, 20, 0, 2):
        employers.add_rows(count)
    assert employers.staff.tolist() == [4, 5, 6] + [0] * 23
    assert employers.owner.tolist() == [-1] * 26
    assert employers.rows.tolist() == list(range(26))
    assert (employers.size, len(employers), employers.staff.flags.c_contiguous) == (26, 26, True)
    assert before.staff.tolist() == [4, 5, 6]
