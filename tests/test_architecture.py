"""The shape of the code, read from its text: who may import whom, what kernels may use, who may write what."""

import ast
import os
import re
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

import sim
from sim.agents.employers import Employers
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.county import County
from sim.declare import columns_of, parameters_of
from sim.plan import WORLDS
from sim.policies import LEVERS, Lever
from sim.policies.pilots import Piloted
from sim.scenario import read_plan

SIM = Path(sim.__file__).parent
ROOT = SIM.parent

# One layer a line, the lowest first. A file imports from layers above its own line and from its own package,
# never from a line below. `X` stands for the module sim/X.py or for everything in sim/X/.
LAYERS = (
    ("compile", "errors", "months", "money", "codes", "sources", "memory"),
    ("declare",),
    ("luck", "exact", "world", "outcomes", "claims", "households", "schedules", "admitting"),
    ("ledger",),
    ("kernels",),
    ("agents",),
    ("choices", "channels", "contracts"),
    ("soft_budget",),
    ("founding", "market", "policies", "economy"),
    ("demand", "births", "lives", "livelihoods", "diary", "plan"),
    ("training", "arms"),
    ("benefits", "groups", "invariants", "dictionary"),
    ("firms", "reform", "shops", "posts", "services", "supports", "loans"),
    ("spin_offs",),
    ("measure",),
    ("books",),
    ("month",),
    ("pauses",),
    ("county",),
    ("scenario",),
    ("reports",),
    ("runs",),
    ("comparison",),
    ("evaluation",),
    ("sweeps",),
    ("stories",),
    ("asked", "screen"),
    ("cli", "__main__"),
)
HEIGHT = {name: height for height, layer in enumerate(LAYERS) for name in layer}

# What may be larger than the house allows, and by how much it is: these may only shrink, and then leave the list.
LONG_FILES: dict[str, int] = {}
LONG_KERNELS: dict[str, int] = {}

DECIDING = (
    "scenario",
    "reports",
    "runs",
    "comparison",
    "screen",
    "cli",
    "__main__",
)  # everything in sim but these decides lives


@cache
def sources():
    """Path relative to sim -> parsed text, of every module."""
    return {path.relative_to(SIM).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SIM.rglob("*.py")}


def part_of(file):
    """The part of sim that a file belongs to: a package or a module."""
    return file.split("/")[0].removesuffix(".py")


def deciding():
    """The files in which lives and money are decided."""
    return {file: tree for file, tree in sources().items() if part_of(file) not in DECIDING}


def dotted(node):
    """`np.random.default_rng` as text; "" for anything but names and attributes."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def found(trees, wrong):
    """All places, as file:line and text, where a function of the node says so."""
    return [
        f"sim/{file}:{node.lineno}: {ast.unparse(node)}"
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if wrong(node)
    ]


def imports_of(tree):
    """(module, name) of every import that runs: those for type checkers apart."""
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and dotted(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            yield from ((node.module, alias.name) for alias in node.names)


def parts_imported(tree):
    """The parts of sim that a module imports."""
    for module, name in imports_of(tree):
        if module == "sim":
            yield name
        elif module.startswith("sim."):
            yield module.split(".")[1]


# --- imports -----------------------------------------------------------------------------------------------------


def test_every_part_has_a_layer():
    parts = {part_of(file) for file in sources()} - {"__init__"}
    assert parts - set(HEIGHT) == set()
    assert set(HEIGHT) - parts <= {"__main__"}


def test_imports_flow_one_way():
    back = [
        f"sim/{file} imports sim.{part}"
        for file, tree in sources().items()
        if part_of(file) != "__init__"
        for part in parts_imported(tree)
        if part != part_of(file) and HEIGHT.get(part, 0) >= HEIGHT.get(part_of(file), 99)  # without a layer: see above
    ]
    assert back == []


def test_no_package_imports_in_a_circle():
    """Nor do the files inside one package import each other in circles."""
    arrows = {}
    for file, tree in sources().items():
        module = "sim." + file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        into = {f"{name}.{inner}" for name, inner in imports_of(tree)} | {name for name, _ in imports_of(tree)}
        arrows[module] = into
    arrows = {module: into & set(arrows) - {module} for module, into in arrows.items()}
    packages = {module for module in arrows if any(other.startswith(module + ".") for other in arrows)}
    standing = {module: into - packages for module, into in arrows.items() if module not in packages}
    while leaves := [module for module, into in standing.items() if not into]:
        standing = {module: into - set(leaves) for module, into in standing.items() if module not in leaves}
    assert standing == {}


def test_reports_know_nothing_of_the_model():
    known = {part for file, tree in sources().items() if part_of(file) == "reports" for part in parts_imported(tree)}
    assert known <= {"reports"}


@pytest.mark.parametrize(
    ("module", "light"),
    [
        ("sim", ("numba", "numpy", "mesa", "pandas", "duckdb", "matplotlib")),
        ("sim.reports.labels", ("numba", "numpy", "mesa", "pandas", "duckdb", "matplotlib")),
        ("sim.scenario", ("numba", "mesa", "pandas", "duckdb", "matplotlib")),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(module, light):
    """A scenario is checked, and a mistake in it told, without the model."""
    code = f"import sys, {module}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(light) & set(told.stdout.split())


def test_kernels_use_numpy_numba_the_draw_and_column_types_only():
    types = {"Int8", "Int16", "Int32", "Int64", "Real", "Real32", "Flag", "Bits"}
    allowed = {
        "sim.compile": {"kernel"},
        "sim.luck": {"draw", "draw_bits", "limit", "next_bits"},
        "sim.declare": types,
        "typing": {"Any", "NamedTuple"},
        "__future__": {"annotations"},
    }
    for file, tree in sources().items():
        if part_of(file) != "kernels":
            continue
        for module, name in imports_of(tree):
            if module.startswith("sim.kernels.") or (module, name) == ("numpy", ""):
                continue
            assert name in allowed.get(module, ()), f"sim/{file} imports {module} {name}"


def test_kernels_do_not_round_as_python_does():
    """`round(2.675, 2)` is 2.68 compiled and 2.67 interpreted; the order of sets and dicts is nobody's either."""

    def wrong(node):
        return (isinstance(node, ast.Call) and dotted(node.func) in ("round", "set", "dict", "sorted", "sum")) or (
            isinstance(node, ast.Set | ast.Dict | ast.SetComp | ast.DictComp)
        )

    assert found({file: tree for file, tree in sources().items() if part_of(file) == "kernels"}, wrong) == []


def test_only_compile_speaks_to_numba():
    users = {file for file, tree in sources().items() if any(m.split(".")[0] == "numba" for m, _ in imports_of(tree))}
    assert users <= {"compile.py", "runs/preflight.py", "runs/identity.py", "runs/selftest.py", "runs/run.py"}


# --- numbers -----------------------------------------------------------------------------------------------------

BANNED_MATH = (
    "exp", "expm1", "exp2", "log", "log2", "log10", "log1p", "pow", "power", "float_power", "sin", "cos", "tan", "tanh",
    "hypot", "cbrt", "gamma", "lgamma", "erf", "fsum",
)  # fmt: skip
BANNED_ALGEBRA = ("dot", "vdot", "inner", "matmul", "einsum", "tensordot", "linalg", "convolve", "interp")


def test_chance_comes_from_luck_alone():
    def wrong(node):
        name = dotted(node)
        return ".random" in f".{name}" and name.split(".")[0] in ("np", "numpy", "random")

    assert found(sources(), wrong) == []
    for file, tree in sources().items():
        unnamed = {"random"} if file == "runs/store.py" else {"random", "secrets"}  # which names temporary files
        assert not unnamed & {module.split(".")[0] for module, _ in imports_of(tree)}, file


def test_decisions_use_exact_operations_only():
    def wrong(node):
        owner, _, name = dotted(node).rpartition(".")
        return owner in ("np", "numpy", "math", "numpy.linalg", "np.linalg", "cmath") and name in (
            *BANNED_MATH, *BANNED_ALGEBRA,
        )  # fmt: skip

    assert found(deciding(), wrong) == []


def test_no_matrix_product_and_no_power_of_floats():
    def wrong(node):
        if not isinstance(node, ast.BinOp | ast.AugAssign):
            return False
        if isinstance(node.op, ast.MatMult):
            return True
        if not isinstance(node.op, ast.Pow) or isinstance(node, ast.AugAssign):
            return isinstance(node.op, ast.Pow)
        return not all(
            isinstance(side, ast.Constant) and isinstance(side.value, int) for side in (node.left, node.right)
        )

    assert found(deciding(), wrong) == []


def test_no_fast_math_and_no_parallel_loops():
    """`sim.compile` says once how kernels are compiled, and says neither."""

    def wrong(node):
        if isinstance(node, ast.keyword):
            return node.arg in ("fastmath", "parallel")
        return dotted(node).split(".")[-1] in ("prange", "njit", "jit", "vectorize", "guvectorize", "stencil")

    places = found(sources(), wrong)
    assert [place.partition(": ")[2] for place in places] == ["numba.njit"]
    assert places[0].startswith("sim/compile.py")


def test_orders_are_stable():
    """Whoever is sorted by a key that may tie keeps their place among equals, on any CPU.

    `np.sort` gives values, of which equal ones cannot be told apart; `np.lexsort` is stable by definition.
    """

    def wrong(node):
        if not isinstance(node, ast.Call):
            return False
        name = dotted(node.func) or (node.func.attr if isinstance(node.func, ast.Attribute) else "")
        last = name.split(".")[-1]
        kinds = [word.value for word in node.keywords if word.arg == "kind"]
        stable = bool(kinds) and isinstance(kinds[0], ast.Constant) and kinds[0].value in ("stable", "mergesort")
        return (last in ("argsort", "sort_values", "sort_index") and not stable) or (last in (
            "argpartition", "partition", "nlargest", "nsmallest",
        ) and name.split(".")[0] in ("np", "numpy"))  # fmt: skip

    assert found(sources(), wrong) == []


SUMS = ("sum", "nansum", "mean", "nanmean", "average", "std", "var", "median", "quantile", "percentile", "trapezoid")
IN_C = ("sum", "mean", "std", "var", "prod", "cumprod", "dot", "trace")  # methods of arrays


def test_decisions_do_not_add_up_with_numpys_functions():
    """`np.sum` of floats adds in an order that depends on the CPU."""

    def wrong(node):
        owner, _, name = dotted(node).rpartition(".")
        return owner in ("np", "numpy") and name in SUMS

    assert found(deciding(), wrong) == []


def test_arrays_that_are_added_up_hold_whole_numbers():
    """Watched while a county is founded and lives a quarter: no method of a float array that adds is called in sim."""
    places = set()

    def watch(frame, event, called):
        if event != "c_call" or getattr(called, "__name__", "") not in IN_C:
            return
        array = getattr(called, "__self__", None)
        if isinstance(array, np.ndarray) and array.dtype.kind not in "iub" and array.size:
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(SIM) and array.dtype != object:  # object: Python's whole numbers
                places.add(f"sim/{path.relative_to(SIM)}:{frame.f_lineno}: {called.__name__} of {array.dtype}")

    plan = read_plan("no_new_policy", ["world.workers=300", "horizon.months=3"])
    County(plan, rng=1).step()  # what has to be compiled is compiled unwatched
    sys.setprofile(watch)
    try:
        county = County(plan, rng=1)
        county.run_model()
    finally:
        sys.setprofile(None)
    assert county.month == plan.horizon.start + 3
    assert places == set()


NARROW = {
    name
    for table in (Workers, Employers, Standing)
    for name, (dtype, _) in columns_of(table).items()
    if dtype == "float32"
}


def test_narrow_columns_are_widened_before_arithmetic():
    """float32 stores; decisions are float64, whatever a neighbour in the formula is."""

    def column(node):
        while isinstance(node, ast.Subscript):
            node = node.value
        return isinstance(node, ast.Attribute) and node.attr in NARROW

    def wrong(node):
        return isinstance(node, ast.BinOp) and (column(node.left) or column(node.right))

    assert {
        "skill",
        "output",
        "personal_pay",
        "chance",
        "attitude",
        "general_share",
        "required_skill",
        "order_growth",
        "reported_base",
        "holder_share",
    } == NARROW
    assert found(deciding(), wrong) == []


# --- who may do what -----------------------------------------------------------------------------------------------


def test_nothing_prints_but_what_speaks_to_people():
    def wrong(node):
        return isinstance(node, ast.Call) and dotted(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")

    speaking = ("cli.py", "screen.py", "__main__.py", "runs/progress.py", "scenario/__main__.py")
    quiet = {file: tree for file, tree in sources().items() if part_of(file) != "reports" and file not in speaking}
    assert found(quiet, wrong) == []


def targets(tree):
    """(line, table, column) of every assignment to an attribute or into an array that is an attribute."""
    for node in ast.walk(tree):
        assigned = []
        if isinstance(node, ast.Assign):
            assigned = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            assigned = [node.target]
        flat = [part for target in assigned for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
        for target in flat:
            inner = target
            while isinstance(inner, ast.Subscript):
                inner = inner.value
            if isinstance(inner, ast.Attribute) and (inner is not target or isinstance(node, ast.AugAssign)):
                yield node.lineno, dotted(inner.value), inner.attr


def test_only_the_ledger_writes_cash():
    writers = {
        f"sim/{file}:{line}: {table}.{column}"
        for file, tree in sources().items()
        if part_of(file) not in ("ledger", "founding")
        for line, table, column in targets(tree)
        if column == "cash"
    }
    assert writers == set()


def test_only_tables_write_their_columns():
    """And founding, which builds them."""
    columns = {name for table in (Workers, Employers, Standing) for name in columns_of(table)}
    writers = {
        f"{file}: {column}"
        for file, tree in sources().items()
        if part_of(file) not in ("agents", "founding", "ledger", "kernels")  # kernels fill what they are given
        for _, table, column in targets(tree)
        if column in columns and table != "self"
    }
    assert writers == set(), "make it a method of the table, named for what happens to people"


def test_levers_do_not_write_and_keep_nothing():
    """A lever sees the county read-only: it does not lift the protection of an array or set anything at all."""
    policies = {file: tree for file, tree in sources().items() if part_of(file) == "policies"}

    def wrong(node):
        if isinstance(node, ast.Assign | ast.AugAssign):
            places = node.targets if isinstance(node, ast.Assign) else [node.target]
            return any(isinstance(place, ast.Attribute | ast.Subscript) for place in places)
        return isinstance(node, ast.Global | ast.Nonlocal) or (
            isinstance(node, ast.Attribute) and node.attr in ("flags", "setflags", "base", "__setattr__", "setfield")
        )

    assert found(policies, wrong) == []
    for file, tree in policies.items():
        drawn = {
            name for module, name in imports_of(tree) if module.startswith(("sim.luck", "sim.kernels", "sim.county"))
        }
        assert not drawn, f"sim/{file} imports {drawn}"


# --- size ----------------------------------------------------------------------------------------------------------


def test_files_fit_in_300_lines():
    long = {}
    for file in sources():
        lines = len((SIM / file).read_text(encoding="utf-8").splitlines())
        if lines > 300:
            long[file] = lines
    assert set(long) <= set(LONG_FILES), f"split them: {long}"
    assert all(lines <= LONG_FILES[file] for file, lines in long.items()), f"they grew: {long}"
    assert set(LONG_FILES) <= set(long), "take off the list what fits by now"


def kernels():
    for file, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and any(dotted(mark) == "kernel" for mark in node.decorator_list):
                yield f"{file}: {node.name}", node


def test_kernels_are_small():
    """At most eight arguments (a named tuple is one) and 25 lines of body, the docstring apart."""
    long = {}
    for name, node in kernels():
        taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        assert len(taken) <= 8, f"{name} takes {len(taken)} arguments"
        assert node.args.vararg is None, name
        assert node.args.kwarg is None, name
        body = node.body[1:] if ast.get_docstring(node) else node.body
        lines = body[-1].end_lineno - body[0].lineno + 1
        if lines > 25:
            long[name] = lines
    assert len(list(kernels())) >= 24
    assert long == LONG_KERNELS


# --- words ---------------------------------------------------------------------------------------------------------


def public(tree, within=""):
    """Functions and classes that others may name: not private, not inside a function or a private class."""
    for node in ast.iter_child_nodes(tree):
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            yield f"{within}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


def test_everything_public_says_what_it_is():
    silent = [file for file, tree in sources().items() if not ast.get_docstring(tree)]
    silent += [
        f"{file}: {name}"
        for file, tree in sources().items()
        for name, node in public(tree)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def declared_parameters():
    owners = [*WORLDS.values(), *LEVERS.values()]
    return [(owner, name, declared) for owner in owners for name, declared in parameters_of(owner).items()]


def test_every_parameter_has_unit_and_meaning():
    for owner, name, declared in declared_parameters():
        where = f"{owner.__name__}.{name}"
        assert declared.meaning, where
        assert declared.unit or declared.kind == "choice", where


STATUSES = ("found", "derived", "recalled", "assumed")
# on, begins, ends, and the pilot: what a scenario chooses, not what is known
SWITCHES = {*parameters_of(Lever), *parameters_of(Piloted)}


def test_every_parameter_of_a_lever_says_how_well_it_is_known():
    for lever in LEVERS.values():
        assert lever.law, lever.__name__
        assert lever.term, lever.__name__
        for name, declared in parameters_of(lever).items():
            if name in SWITCHES:
                continue
            where = f"{lever.__name__}.{name}"
            assert declared.status in STATUSES, where
            assert declared.source or declared.status == "assumed", where
            if declared.kind in ("money", "real", "whole"):
                assert declared.low is not None, where
                assert declared.high is not None, where


def test_levers_have_their_own_numbers_and_names():
    assert len({lever.number for lever in LEVERS.values()}) == len(LEVERS)
    for name, lever in LEVERS.items():
        assert lever.name == name
        assert lever.__module__ == f"sim.policies.{name}"


# --- nothing of this machine -----------------------------------------------------------------------------------------


def kept_files():
    """Text files that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path.stat().st_size < 5_000_000:
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def hosts_of_this_machine():
    """Names under which this machine, or where it fetches packages, is known."""
    names = {socket.gethostname()}
    for variable in (
        "PIP_INDEX_URL",
        "PIP_EXTRA_INDEX_URL",
        "UV_INDEX_URL",
        "UV_DEFAULT_INDEX",
        "HTTPS_PROXY",
        "HTTP_PROXY",
    ):
        names.update(urlsplit(word).hostname or "" for word in os.environ.get(variable, "").split())
    own = re.compile(r"[0-9.]")  # not a word that anybody might write
    return {name for name in names if len(name) > 5 and own.search(name) and not name.startswith("127.")}


def test_no_file_names_this_machine_or_a_registry():
    pypi, conda = "py" + "pi.org", "anaconda" + ".org"
    words = {str(ROOT), str(Path.home()), pypi, "pythonhosted" + ".org", conda} | hosts_of_this_machine()
    words = {word for word in words if len(word) > 5}
    homes = re.compile(r"(?<![\w.])/(?:home|Users|work|mnt|tmp/bash)/[A-Za-z]")
    places = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in kept_files()
        for number, line in enumerate(text.splitlines(), 1)
        if any(word in line for word in words) or homes.search(line)
    ]
    assert places == []
