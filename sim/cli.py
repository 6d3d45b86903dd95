"""The command line: `reemploy run`, `compare`, `sweep`, `check`, `levers`, `life`, `verify`.

Nothing heavy is imported here; each command imports what it needs, so that `--help` answers at once.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

from cyclopts import App, CycloptsError, Parameter

from sim.asked import announce, check_workers, one_life, read_scenario, stored_run
from sim.errors import InvalidInput, ReemployError
from sim.screen import parts, show_comparison, show_run, show_sweep

if TYPE_CHECKING:
    pass

COMMAND_LINE, INTERRUPTED, TERMINATED = 2, 130, 143

app = App(
    name="reemploy",
    help="What a county's reemployment policy does, to whom, and what it costs.",
    result_action="return_value",
    suppress_keyboard_interrupt=False,  # `main` has more to say than an exit code
)

Scenario = Annotated[str, Parameter(help="A scenario file, or a name under scenarios/.")]
Pairable = Annotated[str, Parameter(help="A scenario, or the folder of a run.")]
Seeds = Annotated[str, Parameter(allow_leading_hyphen=True, help="Half-open ranges and numbers: 0:8, or 0:4,9.")]
Persons = Annotated[bool, Parameter(negative="", help="Write every person and spell too.")]
Language = Annotated[Literal["en", "zh"], Parameter(help="Language of the summary.")]
Sets = Annotated[
    tuple[str, ...],
    Parameter(name="--set", negative="", help="PATH=VALUE: a TOML value, else text. May be repeated."),
]
Months = Annotated[int | None, Parameter(help="Length of the horizon instead of the scenario's.")]
Workers = Annotated[int | None, Parameter(help="Processes at a time; by default one per core.")]
Out = Annotated[Path, Parameter(help="Where results go.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="One JSON object a line, for machines.")]


@app.command
def run(
    scenario: Scenario,
    /,
    *,
    seeds: Seeds = "0:8",
    months: Months = None,
    set_: Sets = (),
    workers: Workers = None,
    persons: Persons = False,
    out: Out = Path("outputs"),
    json_: Json = False,
    lang: Language = "en",
) -> None:
    """Run a scenario with several seeds; what is on disk already is not computed again."""
    from sim.runs.progress import make_progress, tell
    from sim.runs.run import run as run_plan
    from sim.runs.seeds import read_seeds

    check_workers(workers)
    wanted = read_seeds(seeds)
    plan = read_scenario(scenario, set_, months)
    progress = make_progress(json_)
    announce(plan, progress, name=False)
    folder = run_plan(plan, wanted, out=out, persons=persons, workers=workers, progress=progress)
    if json_:
        tell("result", run_id=folder.run_id, path=str(folder.path), reused=folder.reused, **parts(folder))
    else:
        show_run(folder, lang)


@app.command
def compare(
    base: Pairable,
    other: Pairable,
    /,
    *others: Pairable,
    seeds: Seeds = "0:8",
    months: Months = None,
    set_: Sets = (),
    workers: Workers = None,
    persons: Persons = False,
    out: Out = Path("outputs"),
    level: Annotated[float, Parameter(help="Coverage of the intervals.")] = 0.95,
    precision: Annotated[float, Parameter(help="Half-width over the mean for which seeds are counted.")] = 0.1,
    json_: Json = False,
    lang: Language = "en",
) -> None:
    """Compare scenarios with a base on the same seeds: paired differences, who pays, what a net job costs."""
    from sim.comparison import compare as pairing
    from sim.runs.progress import make_progress, tell
    from sim.runs.run import run as run_plan
    from sim.runs.seeds import read_seeds

    check_workers(workers)
    pairing.check_shares(level, precision)
    wanted, progress = read_seeds(seeds), make_progress(json_)
    names = (base, other, *others)
    stored = {name: stored_run(name) for name in names}
    plans = {name: read_scenario(name, set_, months) for name, run in stored.items() if run is None}
    for name, plan in plans.items():
        announce(plan, progress)
        stored[name] = run_plan(plan, wanted, out=out, persons=persons, workers=workers, progress=progress)
    runs = [run for name in names if (run := stored[name]) is not None]
    found = pairing.compare(runs, out=out, level=level, precision=precision, note=progress.note)
    if json_:
        tell("result", path=str(found.path), runs=found.manifest["runs"], reused=found.reused)
    else:
        show_comparison(found, lang)


@app.command
def sweep(
    experiment: Annotated[Path, Parameter(help="An experiment file; see experiments/designs/.")],
    /,
    *,
    workers: Workers = None,
    out: Out = Path("outputs"),
    json_: Json = False,
) -> None:
    """Live every point of an experiment; stopped at any moment, the same command computes only what is missing."""
    from sim.runs.progress import make_progress, tell
    from sim.sweeps import results
    from sim.sweeps.design import read_design
    from sim.sweeps.sweep import sweep as live_points

    check_workers(workers)
    progress = make_progress(json_)
    design = read_design(experiment)
    place = results.write(design, live_points(design, out=out, workers=workers, progress=progress), out, progress.note)
    if json_:
        tell("result", path=str(place), points=len(design.points))
    else:
        show_sweep(place, design.question, len(design.points), len(design.seeds))


@app.command
def check(scenario: Scenario, /, *, months: Months = None, set_: Sets = (), json_: Json = False) -> None:
    """Check a scenario file and say what is wrong with it; nothing is run."""
    plan = read_scenario(scenario, set_, months)
    if json_:
        facts = {"event": "result", "scenario": plan.plain(), "name": plan.name, "notes": list(plan.notes)}
        print(json.dumps(facts, ensure_ascii=False))
        return
    for note in plan.notes:
        print(note)
    print(f"{plan.name}: valid. {plan.workers:,} workers, {plan.horizon.months} months.")
    print(f"Next: reemploy run {shlex.quote(scenario)}")


@app.command
def levers(name: str | None = None, /, *, json_: Json = False) -> None:
    """Show what can be set: unit, range, law and status of every lever, or of one."""
    from sim.scenario import describe_levers, levers_text

    if json_:
        print(json.dumps({"event": "result", "levers": describe_levers(name)}, ensure_ascii=False))
        return
    print(levers_text(name))
    print("Next: put one under [levers.NAME] in a scenario file, or try --set levers.NAME.PARAMETER=VALUE.")


@app.command
def life(
    scenario: Scenario,
    /,
    *,
    person: Annotated[int | None, Parameter(help="The worker whose life is told: a row, from 0.")] = None,
    firm: Annotated[int | None, Parameter(help="The employer whose life is told: a row, from 0.")] = None,
    seeds: Annotated[str, Parameter(allow_leading_hyphen=True, help="One seed.")] = "0",
    months: Months = None,
    set_: Sets = (),
    json_: Json = False,
) -> None:
    """Tell one worker's or one employer's story, month by month."""
    import dataclasses

    from sim.runs.progress import tell

    seed = one_life(person, firm, seeds)
    plan = read_scenario(scenario, set_, months)
    from sim.stories.firm import tell_firm
    from sim.stories.person import tell_person

    story = tell_person(plan, seed, person) if person is not None else tell_firm(plan, seed, firm or 0)
    if json_:
        for month, events in story.months:
            tell("month", month=month, happened=[dataclasses.asdict(event) for event in events])
        tell("result", about=story.about, months=len(story.months), seed=seed)
        return
    print("\n".join(story.lines()))
    print(f"\n{plan.name}, seed {seed}. Next: the life of anybody named here, with --person or --firm.")


@app.command
def verify(folder: Path, /, *, workers: Workers = None, json_: Json = False) -> None:
    """Check stored runs: bytes, digests, name, ledger, and the whole computation again."""
    from sim.runs import verify as verification
    from sim.runs.progress import make_progress, tell

    check_workers(workers)
    for path in verification.find_runs(folder):
        if json_:
            found: list[str] = []
            verification.verify(path, workers=workers, say=found.append)
            tell("result", path=str(path), verified=True, found=found)
        else:
            print(f"{path}")
            verification.verify(
                path,
                workers=workers,
                say=lambda text: print(f"  {text}", flush=True),
                progress=make_progress(False),
            )
    if not json_:
        print(f"Verified. Next: look at {path}/chart.png, or query its Parquet files (see dictionary.json).")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every error becomes a message that says what to do."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    signal.signal(signal.SIGTERM, _terminate)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows `?`
    try:
        app(given, exit_on_error=False, print_error=False)
        sys.stdout.flush()
    except CycloptsError as error:
        return _fail(as_json, COMMAND_LINE, "command-line", f"{error}\nSee: reemploy --help")
    except InvalidInput as error:
        problems = [problem.plain() for problem in error.problems]
        count = f"{len(problems)} problem{'s' * (len(problems) != 1)}; nothing was run."
        return _fail(as_json, error.exit_code, "InvalidInput", f"{error}\n{count}", problems=problems)
    except ReemployError as error:
        return _fail(as_json, error.exit_code, type(error).__name__, str(error))
    except _Terminated:
        return _fail(as_json, TERMINATED, "terminated", _resume(given))
    except KeyboardInterrupt:
        return _fail(as_json, INTERRUPTED, "interrupted", _resume(given))
    except BrokenPipeError:
        # Whoever read our output has gone (`reemploy levers | head`); nothing is left to tell them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        place = _save_traceback()
        told = f"{type(error).__name__}: {error}\nThis is our mistake, not yours. Please report it with {place}"
        return _fail(as_json, 1, "bug", told)
    return 0


class _Terminated(BaseException):
    """The process was asked to stop (SIGTERM)."""


def _terminate(number: int, frame: Any) -> NoReturn:
    """Stop once in good order; a second signal stops at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise _Terminated


def _resume(given: Sequence[str]) -> str:
    return f"Stopped. Finished seeds are saved; go on with:\n  {shlex.join(['reemploy', *given])}"


def _fail(as_json: bool, code: int, kind: str, text: str, **facts: Any) -> int:
    """Tell what went wrong and return the exit code."""
    if as_json:
        line = {"event": "error", "exit_code": code, "kind": kind, "message": text} | facts
        print(json.dumps(line, ensure_ascii=False), flush=True)
    else:
        print(text, file=sys.stderr, flush=True)
    return code


def _save_traceback() -> str:
    """Keep the traceback of a bug in a file, and say where."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="reemploy-traceback-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(traceback.format_exc())
    return file.name


if __name__ == "__main__":
    sys.exit(main())
