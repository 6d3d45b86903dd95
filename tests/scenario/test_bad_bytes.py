"""Files that are not what they should be before a word of them is understood."""

import os
import tracemalloc

import pytest

from sim.scenario import read_plan
from tests.scenario.reading import BASE, problems_of, the_problem


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n  # at all", "\ufeff"])
def test_an_empty_file_is_refused(write, text):
    assert the_problem(write(text)).code == "empty"


def test_gbk_is_named_and_never_guessed(write):
    problem = the_problem(write((BASE + "\ntitle = '县名: 某县'\n").encode("gbk")))
    assert (problem.code, problem.line) == ("not-utf8", 3)
    assert "not UTF-8; looks like GBK" in problem.expected
    assert problem.fix == "convert with iconv -f GBK -t UTF-8"


def test_other_encodings(write):
    assert "UTF-16" in the_problem(write(BASE.encode("utf-16"))).fix
    assert the_problem(write(BASE.encode() + b"title = '\xff'")).fix == "save the file as UTF-8"


def test_nul_is_named_with_its_line(write):
    problem = the_problem(write(BASE + "# a\0b\n"))
    assert (problem.code, problem.line) == ("control-character", 2)


def test_other_control_characters_are_not_toml(write):
    assert the_problem(write(BASE + "title = 'a\x1b[31mb'\n")).code == "syntax"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = " + "[" * 5000 + "]" * 5000, "too-deep"),
        ("x = " + "{a = " * 5000, "too-deep"),
        (".".join("a" * 5000) + " = 1", "too-deep"),
        ("[" + ".".join("a" * 21) + "]", "too-deep"),
        (f"x = [{'1,' * 20_001}]", "too-many-values"),
        ("".join(f"x{n} = 1\n" for n in range(20_001)), "too-many-values"),
        ("#" * (2**20 + 1), "file-too-large"),
        ("x = '" + "a" * 2**20 + "'", "file-too-large"),
    ],
)
def test_what_is_too_large_or_too_deep_is_refused_before_it_is_parsed(write, text, code):
    assert the_problem(write(text)).code == code


def test_a_huge_file_is_not_read(write):
    path = write("x = 1\n")
    os.truncate(path, 200 * 2**20)
    tracemalloc.start()
    assert the_problem(path).code == "file-too-large"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * 2**20


def test_the_largest_file_is_read_to_its_end(write):
    text = BASE + 'title = "' + "\\\\" * 2**18 + '"\n' + "# " + "x" * 2**17 + "\n" * 2**17 + "'" + "[{" * 2**16
    assert {problem.code for problem in problems_of(write(text))} == {"syntax", "too-long"}
    assert {problem.code for problem in problems_of(write("x\n" * 20_000))} == {"syntax", "more"}


def test_only_regular_files_are_opened(write, tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "dangling.toml").symlink_to("nowhere.toml")
    assert the_problem(tmp_path / "pipe.toml").code == "not-a-file"
    assert the_problem(tmp_path / "folder.toml").code == "not-a-file"
    assert the_problem(tmp_path / "dangling.toml").code == "file-unreadable"
    assert the_problem("/dev/zero").code == "not-a-file"
    (tmp_path / "link.toml").symlink_to(write(BASE))
    assert read_plan(tmp_path / "link.toml").name == "link"


@pytest.mark.parametrize(
    ("name", "code", "fragment"),
    [
        ("no_new_polcy", "unknown-scenario", "did you mean no_new_policy?"),
        ("no-new-policy", "unknown-scenario", "did you mean no_new_policy?"),
        ("zzz", "unknown-scenario", "valid: "),
        ("no_new_polcy.toml", "unknown-scenario", "did you mean no_new_policy?"),
        ("../../nowhere/x", "unknown-scenario", "no such file"),
        ("a\0.toml", "unknown-scenario", "no such file"),
        ("a/" * 3000 + "b", "unknown-scenario", ""),
        ("a" * 300 + ".toml", "unknown-scenario", ""),
        ("No_New_Policy", "name", "small letters"),
        ("con", "name", "small letters"),
        ("", "name", "small letters"),
        ("a b", "name", "small letters"),
        ("x.", "name", "small letters"),
        ("a" * 65, "name", "at most 64"),
        ("\x1b[31m", "name", "small letters"),
        ("某县", "name", "small letters"),
        (".", "not-a-file", "regular file"),
    ],
)
def test_scenario_names(name, code, fragment):
    problem = the_problem(name)
    assert problem.code == code
    assert fragment in str(problem)


@pytest.mark.parametrize("name", ["Mine.toml", "my scenario.toml", "方案.toml", "nul.toml", "mine.txt.toml", "-x.toml"])
def test_a_file_is_named_by_the_same_rule(write, name):
    assert the_problem(write(BASE, name)).code == "name"


def test_a_county_is_not_a_scenario():
    problems = problems_of("counties/henan_2002")
    assert "a county's file is not run itself" in str(problems[-1])
