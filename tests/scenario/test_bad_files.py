"""Whatever may stand in a scenario file and must not: each case with code, line, key and a part of the message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InvalidInput
from sim.scenario import read_plan
from sim.scenario.library import PACKAGE_SCENARIOS
from tests.scenario.reading import BASE, problems_of, the_problem

UI = "[levers.unemployment_insurance]\n"
DIBAO = "[levers.dibao]\n"

# What follows the first line (builds_on = "no_new_policy"), the code, the line, the key, what the message must hold.
CASES = [
    # keys
    ("titel = 'x'", "unknown-key", 2, "titel", "did you mean title?"),
    ("workers = 5000", "unknown-key", 2, "workers", "workers belongs in [world]"),
    ("dibao = true", "unknown-key", 2, "dibao", "write [levers.dibao]"),
    ("[world]\nworkrs = 5000", "unknown-key", 3, "world.workrs", "did you mean workers?"),
    ("[world]\nmonths = 12", "unknown-key", 3, "world.months", "months belongs in [horizon]"),
    ("[world]\nseekers = 12", "unknown-key", 3, "world.seekers", 'of kind "county"'),
    (UI + "benefits = '180 元/人月'", "unknown-key", 3, "levers.unemployment_insurance.benefits", "mean benefit?"),
    ("levers.dibao.lin = '1 元/人月'", "unknown-key", 2, "levers.dibao.lin", "did you mean line?"),
    ("[levers.unemployment_insurence]", "unknown-lever", 2, "levers.unemployment_insurence", "unemployment_insurance?"),
    ("[horizon]\nmonth = 12", "unknown-key", 3, "horizon.month", "did you mean months?"),
    ("['a\\u001b[31m']", "unknown-key", 2, '"a\\u001b[31m"', "no such key"),
    ('["a\\u001b[31m"]', "unknown-key", 2, '"a\\x1b[31m"', "no such key"),
    ("[world]\nkind = 'limit'", "world-kind", 3, "world.kind", 'of kind "county"'),
    ("[world]\nkind = 'contry'", "unknown-choice", 3, "world.kind", "did you mean county?"),
    ("[world]\ncounty = 'henan_2003'", "unknown-county", 3, "world.county", "did you mean henan_2002?"),
    ("[world]\ncounty = '../x'", "name", 3, "world.county", "small letters"),
    ("[world]\nvacancy_rule = 'stafgap'", "unknown-choice", 3, "world.vacancy_rule", "did you mean staff_gap?"),
    # twice
    ("title = 'a'\ntitle = 'b'", "duplicate-key", 3, "title", "said twice, on lines 2 and 3"),
    ("[horizon]\nmonths = 3\n\nmonths = 4", "duplicate-key", 5, "horizon.months", "lines 3 and 5"),
    ("[horizon]\nmonths = 3\n[horizon]\nburn_in = 4", "duplicate-key", 4, "horizon", "lines 2 and 4"),
    ("horizon = {months = 3, months = 4}", "duplicate-key", 2, "horizon.months", "lines 2 and 2"),
    # not TOML
    ("months: 3", "syntax", 2, "", "TOML writes key = value"),
    ("[horizon]\nmonths =", "syntax", 3, "", "a value is needed"),
    ("[horizon]\nstart = 2003-01", "syntax", 3, "", 'a month is text in quotes, "2003-01"'),
    ("[horizon]\nmonths = 012", "syntax", 3, "", "does not begin with 0"),
    ("[world]\nworkers = 12,000", "syntax", 3, "", "without commas"),
    ("[levers.dibao]\non = True", "syntax", 3, "", "true or false"),
    ("[world]\ncounty = henan_2002", "syntax", 3, "", "text stands in quotes"),
    ("[world\nworkers = 3", "syntax", 2, "", "not valid TOML"),
    ("title = 'abc", "syntax", 2, "", "not valid TOML"),
    ("levers = [1,\n2", "syntax", 2, "", "unclosed array"),
    ("title = '''abc", "syntax", 2, "", "not valid TOML"),
    (f"[world]\nworkers = {'9' * 5000}", "syntax", 3, "", "too many digits"),
    ("horizon.months = 3\n[horizon]", "syntax", 3, "", "not valid TOML"),
    ("a\tb", "syntax", 2, "", "not valid TOML"),
    ("县名：某县", "full-width", 2, "", "'：' (U+FF1A) at character 3"),
    ("[horizon]\nmonths = １２", "full-width", 3, "", "write months = 12"),
    ("title = “a”", "full-width", 2, "", "'“' (U+201C)"),
    # shape
    ("world = 3", "wrong-type", 2, "world", "a table"),
    ("[[world]]", "wrong-type", 2, "world", "a table"),
    ("levers = 3", "wrong-type", 2, "levers", "a table"),
    ("levers.dibao = true", "wrong-type", 2, "levers.dibao", "write [levers.dibao]"),
    ("title = 3", "wrong-type", 2, "title", "text in quotes"),
    # labels
    ("title = 'a\\u202Eb'".replace("'", '"'), "control-character", 2, "title", "U+202E"),
    ('title = "a\\u0007b"', "control-character", 2, "title", "U+0007"),
    ('title = """a\nb"""', "control-character", 2, "title", "U+000A"),
    (f"title = '{'长' * 201}'", "too-long", 2, "title", "at most 200"),
    # money
    (UI + "benefit = 180", "unit-missing", 3, "levers.unemployment_insurance.benefit", "unit missing: 元 or 万元?"),
    (UI + "benefit = '180'", "unit-missing", 3, "levers.unemployment_insurance.benefit", 'write "180 元/人月"'),
    (UI + "benefit = true", "wrong-type", 3, "levers.unemployment_insurance.benefit", "an amount as text"),
    (UI + "benefit = '180元'", "wrong-unit", 3, "levers.unemployment_insurance.benefit", 'write "180 元/人月"'),
    (UI + "benefit = '180元/人年'", "wrong-unit", 3, "levers.unemployment_insurance.benefit", "元/人月, not 元/人年"),
    (UI + "benefit = '1000万元/人月'", "out-of-range", 3, "levers.unemployment_insurance.benefit",
     'this is 10000000 元 = 1000 万元. did you mean "1000 元/人月"?'),
    (UI + "benefit = '-180元/人月'", "out-of-range", 3, "levers.unemployment_insurance.benefit", "not negative"),
    (UI + "benefit = '0.001元/人月'", "not-exact", 3, "levers.unemployment_insurance.benefit", "exact to the fen"),
    (UI + "benefit = '1.000000000000000000000000000000000001元/人月'", "not-exact", 3,
     "levers.unemployment_insurance.benefit", "exact to the fen"),
    (UI + "benefit = '1/3万元/人月'", "not-money", 3, "levers.unemployment_insurance.benefit", "an amount such as"),
    (UI + "benefit = '1,800元/人月'", "not-money", 3, "levers.unemployment_insurance.benefit", "without commas"),
    (UI + "benefit = '180 yuan/人月'", "not-money", 3, "levers.unemployment_insurance.benefit", "万元"),
    (UI + "benefit = '１８０元/人月'", "full-width", 3, "levers.unemployment_insurance.benefit", 'write "180元/人月"'),
    (UI + "benefit = '180元／人月'", "full-width", 3, "levers.unemployment_insurance.benefit", "'／'"),
    (UI + f"benefit = '{'9' * 150}元/人月'", "out-of-range", 3, "levers.unemployment_insurance.benefit", "beyond"),
    (UI + f"benefit = '{'9' * 250}元/人月'", "too-long", 3, "levers.unemployment_insurance.benefit", "200"),
    ("[world]\nstate_pay = '670万元/月'", "out-of-range", 3, "world.state_pay", 'did you mean "670 元/月"?'),
    ("[world]\nsavings = '1500万元/年'", "wrong-unit", 3, "world.savings", "元, not 万元/年"),
    # shares and numbers
    ("[world]\nspending = 5", "share-or-percent", 3, "world.spending", 'did you mean "5%", which is 0.05?'),
    ("[world]\nspending = 1.2", "share-or-percent", 3, "world.spending", "from 0 to 1 share"),
    ("[world]\nspending = -0.1", "out-of-range", 3, "world.spending", "not negative"),
    ("[world]\nspending = '120%'", "out-of-range", 3, "world.spending", "from 0 to 1 share"),
    ("[world]\nspending = '0.5'", "wrong-type", 3, "world.spending", "a number such as 0.05"),
    ("[world]\nspending = '5％'", "full-width", 3, "world.spending", 'write "5%"'),
    ("[world]\nspending = true", "wrong-type", 3, "world.spending", "a number"),
    ("[world]\nspending = nan", "not-finite", 3, "world.spending", "a finite number"),
    ("[world]\nspending = -inf", "not-finite", 3, "world.spending", "a finite number"),
    ("[world]\nlong_queue = 1e999", "not-finite", 3, "world.long_queue", "a finite number"),
    ("[world]\nlong_queue = '8'", "wrong-type", 3, "world.long_queue", "without quotes"),
    ("[world]\nlong_queue = '8%'", "wrong-type", 3, "world.long_queue", "without quotes"),
    ("[world]\ninterviews = 2.5", "wrong-type", 3, "world.interviews", "a whole number"),
    ("[world]\ninterviews = '5'", "wrong-type", 3, "world.interviews", "write 5 without quotes"),
    ("[world]\ninterviews = true", "wrong-type", 3, "world.interviews", "a whole number"),
    ("[world]\nworkers = -5", "out-of-range", 3, "world.workers", "at least 50 persons"),
    (f"[world]\nworkers = {2**63}", "out-of-range", 3, "world.workers", "at most 9,223,372,036,854,775,807"),
    (f"[world]\nworkers = 0x{'f' * 5000}", "out-of-range", 3, "world.workers", "more than 60 digits"),
    ("[levers.dibao]\non = 1", "wrong-type", 3, "levers.dibao.on", "true or false"),
    ("[levers.dibao]\non = 'yes'", "wrong-type", 3, "levers.dibao.on", "true or false"),
    ("[levers.social_contributions]\npension_employer = 20", "share-or-percent", 3,
     "levers.social_contributions.pension_employer", "(SI09)"),
    # tables
    ("[world]\ntown_shares = {a = 0.5, b = 0.499}", "shares-sum", 3, "world.town_shares",
     "up to 0.999, a difference of -0.001"),
    ("[world]\ntown_shares = {a = 0.5, b = 0.51}", "shares-sum", 3, "world.town_shares", "(10000 per 10000)"),
    ("[world]\ntown_shares = {a = 0.33335, b = 0.6666}", "share-not-exact", 3, "world.town_shares.a", "0.0001"),
    ("[world]\ntown_shares = {a = 1, 'B C' = 0}", "name", 3, 'world.town_shares."B C"', "small letters"),
    ("[world]\ntown_shares = {}", "shares-sum", 3, "world.town_shares", "up to 0,"),
    ("[world]\ntown_shares = 1", "wrong-type", 3, "world.town_shares", "a table by label"),
    ("[world.jobless_origin]\nsoe = 0.6\ncolective = 0.4", "unknown-label", 4,
     "world.jobless_origin.colective", "collective?"),
    ("[world.jobless_origin]\nsoe = 1\nrural = -0.6", "out-of-range", 4, "world.jobless_origin.rural", "not negative"),
    ("[world.jobless_origin]\nsoe = 60\nrural = 0.4", "share-or-percent", 3, "world.jobless_origin.soe", '"60%"'),
    ("[world.required_skill]\npublic = 2", "out-of-range", 3, "world.required_skill.public", "from 0 to 1"),
    # months
    ("[horizon]\nstart = '2003-13'", "not-a-month", 3, "horizon.start", "there is no month 13"),
    ("[horizon]\nstart = '2003-00'", "not-a-month", 3, "horizon.start", "there is no month 00"),
    ("[horizon]\nstart = '2003-1'", "not-a-month", 3, "horizon.start", 'write "2003-01"'),
    ("[horizon]\nstart = '2003-02-30'", "not-a-month", 3, "horizon.start", 'write "2003-02"'),
    ("[horizon]\nstart = 2003-01-15", "wrong-type", 3, "horizon.start", "a month as text"),
    ("[horizon]\nstart = '2003年1月'", "not-a-month", 3, "horizon.start", "YYYY-MM"),
    ("[horizon]\nstart = ''", "not-a-month", 3, "horizon.start", "YYYY-MM"),
    ("[horizon]\nstart = 200301", "wrong-type", 3, "horizon.start", "a month as text"),
    ("[horizon]\nstart = '0001-01'", "out-of-range", 3, "horizon.start", "from 1900-01"),
    ("[horizon]\nstart = '9999-01'", "out-of-range", 3, "horizon.start", "must end by 9999-12"),
    ("[horizon]\nmonths = 0", "out-of-range", 3, "horizon.months", "from 1 to 1,200 months"),
    ("[horizon]\nmonths = 10_000", "out-of-range", 3, "horizon.months", "from 1 to 1,200 months"),
    ("[horizon]\nburn_in = -1", "out-of-range", 3, "horizon.burn_in", "not negative"),
    ("[horizon]\nburn_in = 601", "out-of-range", 3, "horizon.burn_in", "from 0 to 600"),
    (DIBAO + "begins = '2004-01'\nends = '2003-12'", "wrong-order", 3, "levers.dibao.begins", "ends in 2003-12"),
    # dated values
    (DIBAO + "line = []", "wrong-type", 3, "levers.dibao.line", "at least one entry"),
    (DIBAO + "line = ['125 元/人月']", "wrong-type", 3, "levers.dibao.line[0]", "an entry"),
    (DIBAO + "line = [{from = '2003-01'}]", "missing-key", 3, "levers.dibao.line[0]", "`value` is missing"),
    (DIBAO + "line = [{from = '2003-01', value = '1 元/人月'},\n {from = '2003-01', value = '2 元/人月'}]",
     "month-twice", 4, "levers.dibao.line[1].from", "each month once"),
    (DIBAO + "line = [\n {from = '2003-01', value = '1 元/人月'},\n {from = '2004-01', value = 2},\n]",
     "unit-missing", 5, "levers.dibao.line[1].value", "unit missing"),
    (DIBAO + "[[levers.dibao.line]]\nfrom = '2003-01'\nvalue = '1 元/人月'\nfor = 3",
     "unknown-key", 6, "levers.dibao.line[0].for", "no such key"),
    (DIBAO + "line = [{from = '2003-02', value = '1 元/人月'}]", "dated-too-late", 3, "levers.dibao.line",
     "begin with 2003-01 or earlier"),
    ("[world]\nquit = [{from = '2003-01', value = 0.1}]", "not-dated", 3, "world.quit", "does not change"),
    # together
    ("[world]\njobless = 42001\nurban_labour_force = 42000", "impossible", 3, "world.jobless",
     "at most urban_labour_force, which is 42,000"),
    ("[world]\nstate_staff = 1_000_000", "impossible", 3, "world.state_staff", "people in work"),
    ("[world]\nminimum_wage = '240 元/月'\ngetihu_pay = '239.99 元/月'", "below-minimum-wage", 4, "world.getihu_pay",
     "below the minimum wage of 240 元/月"),
    (DIBAO + "central_share = 0.6\nprovincial_share = 0.41", "shares-sum", 3, "levers.dibao.central_share", "1.01"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "key", "fragment"), CASES)
def test_each_mistake_is_named_where_it_stands(write, text, code, line, key, fragment):
    problem = the_problem(write(BASE + text + "\n"))
    assert (problem.code, problem.line, problem.key) == (code, line, key), problem
    assert fragment in str(problem)
    assert problem.file == "mine.toml"


def test_all_mistakes_are_listed_in_the_order_of_lines(write):
    """Also those after a line that is not TOML."""
    cases = [
        ("title = 'a\\u202Eb", "syntax"), ("months: 3", "syntax"), ("县名：某县", "full-width"), ("[world]", ""),
        ("workrs = 3", "unknown-key"), ("spending = 5", "share-or-percent"), ("spending = 0.5", "duplicate-key"),
        ("[levers.dibao]", ""), ("line = 125", "unit-missing"), ("[horizon]", ""), ("months = 0", "out-of-range"),
    ]  # fmt: skip
    found = problems_of(write(BASE + "\n".join(text for text, _ in cases)))
    assert [(problem.line, problem.code) for problem in found] == [
        (line, code) for line, (_, code) in enumerate(cases, 2) if code
    ]


def test_a_list_that_is_not_closed_hides_nothing_that_follows(write):
    text = "[levers.dibao]\nline = [\n {from = '2003-01', value = 3},\n[horizon]\nmonths = 0\n"
    found = problems_of(write(BASE + text))
    assert [(problem.line, problem.code) for problem in found] == [(3, "syntax"), (6, "out-of-range")]


def test_no_more_than_fifty_are_listed(write):
    found = problems_of(write(BASE + "".join(f"x{n} = {n}\n" for n in range(80))))
    assert len(found) == 50
    assert found[-1].code == "more"
    assert "31 more" in found[-1].expected


def test_a_base_that_is_missing_is_the_only_thing_named(write):
    """What it would have said is not missed."""
    mine = write("builds_on = 'no_new_polcy'\n[levers.dibao]\nline = '1 元/人月'\n")
    assert the_problem(mine, "levers.unemployment_insurance.on=false").code == "unknown-scenario"


def test_mistakes_in_every_file_are_listed(write):
    write(BASE + "[horizon]\nmonths = 0\n", "base.toml")
    found = problems_of(write("builds_on = 'base.toml'\n[world]\nspending = 5\n"), "world.workers=x")
    assert [(problem.file, problem.line) for problem in found] == [("mine.toml", 3), ("base.toml", 3), ("--set", None)]


@pytest.mark.parametrize(
    ("text", "key", "fragment"),
    [
        ("[horizon]\nstart = '2003-01'\nmonths = 3\n", "world.county", 'county = "henan_2002" under [world]'),
        ("[world]\ncounty = 'henan_2002'\n[horizon]\nmonths = 3\n", "horizon.start", 'write start = "2003-01"'),
        ("[world]\ncounty = 'henan_2002'\n[horizon]\nstart = '2003-01'\n", "horizon.months", "write months = 36"),
    ],
)
def test_what_must_be_said_is_named_with_an_example(write, text, key, fragment):
    problem = the_problem(write(text))
    assert (problem.code, problem.key) == ("missing-key", key)
    assert fragment in str(problem)


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("world", "workers", "1_000_000_000"),
        ("world", "workers", "1e9"),  # its size is refused before a run, not here
        ("world", "long_queue", "8"),
        ("world", "spending", "1"),
        ("world", "spending", "'0%'"),
        ("levers.dibao", "line", "'0 元/人月'"),
        ("levers.dibao", "line", "'2000元/人月'"),
        ("levers.dibao", "line", "'0.2万元/人月'"),
        ("levers.dibao", "line", "'12500分/人月'"),
        ("levers.dibao", "begins", "''"),
        ("horizon", "policy_start", "'9999-12'"),
        ("horizon", "months", "1200"),
        ("horizon", "burn_in", "600"),
    ],
)
def test_the_edges_are_accepted(write, table, key, value):
    read_plan(write(BASE + f"[{table}]\n{key} = {value}\n"))


def test_a_label_may_be_chinese_and_hold_an_emoji(write):
    assert read_plan(write(BASE + "title = '某县 🌾 e\u0301'\n")).title == "某县 🌾 é"


WHOLE = (PACKAGE_SCENARIOS / "no_new_policy.toml").read_bytes()
SCRAPS = [b"[", b"]", b"{", b"}", b"=", b'"', b"'", b'"""', b",", b".", b"\n", b"#", b"\\", b"\0", b"\xff", b"\r", b"0"]
SCRAPS += ["：元１".encode(), b"[levers.dibao]\n", b"nan", b"true", b"[[", b"1e999", b"[{from='2003-01',value=1}]"]


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 9), st.sampled_from(SCRAPS)), min_size=1, max_size=4)
)
def test_no_damage_to_a_file_is_more_than_invalid_input(write, changes):
    content = WHOLE
    for at, gone, scrap in changes:
        content = content[:at] + scrap + content[at + gone :]
    try:
        read_plan(write(content))
    except InvalidInput as refused:
        for problem in refused.problems:
            assert str(problem).isprintable()
            assert problem.code
            assert problem.expected
