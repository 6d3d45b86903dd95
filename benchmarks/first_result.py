"""From the command to the prompt: `reemploy run no_new_policy --seeds 0:1 --months 1`, cold and warm.

    python -m benchmarks.first_result [--small]

Cold means that nothing is in the user's cache folder (no compiled kernels, no font list); warm means the second
call. Results go to a fresh folder each time. Bars: 20 s cold, 3 s warm. Seconds are those of the clock; on a machine
where others are at work the seconds of processor time, of all processes together, tell more.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Spread

ROOT = Path(__file__).parents[1]
COLD_BAR, WARM_BAR = 20, 3
COMMAND = (sys.executable, "-m", "sim.cli", "run", "no_new_policy", "--seeds", "0:1", "--months", "1")
IMPORT_LINE = re.compile(r"import time:\s*(\d+) \|\s*(\d+) \|( *)(\S+)")
IN_PARTS = (sys.executable, "-m", "benchmarks.one_month")


@dataclass(frozen=True)
class Waits:
    """Seconds until the prompt is back, and what a process is busy with until then."""

    cold: Spread
    warm: Spread
    cold_processor: Spread
    warm_processor: Spread
    cold_parts: dict[str, float]
    warm_parts: dict[str, float]
    imports: list[tuple[str, float]]


def measure(rounds: int, *, look_inside_cold: bool = True) -> Waits:
    """Call the command cold and warm in turn, then look inside: warm, and cold if asked to."""
    cold, warm = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as cache:
            cold.append(wait_for(COMMAND, cache))
            warm.append(wait_for(COMMAND, cache))
            warm_parts, imported = parts(cache), imports(cache)
    cold_parts = {}
    if look_inside_cold:
        with tempfile.TemporaryDirectory() as cache:
            cold_parts = parts(cache)
    spreads = (Spread.of([wait[i] for wait in waits]) for i in (0, 1) for waits in (cold, warm))
    return Waits(*spreads, cold_parts, warm_parts, imported)


def wait_for(command: Sequence[str], cache: str) -> tuple[float, float]:
    """Return the seconds of clock and processor that a command takes; `cache` is the user's cache folder."""
    with tempfile.TemporaryDirectory() as out:
        began, used = time.perf_counter(), _processor()
        run([*command, "--out", out], cache)
        return time.perf_counter() - began, _processor() - used


def _processor() -> float:
    """Return the seconds of processor time that finished children have used."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def run(command: Sequence[str], cache: str, more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command at the root of the project; CalledProcessError when it fails."""
    environment = os.environ | {"XDG_CACHE_HOME": cache, "MPLBACKEND": "Agg"} | dict(more or {})
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode:
        sys.stderr.write(finished.stderr)
    finished.check_returncode()
    return finished


def parts(cache: str) -> dict[str, float]:
    """Return the seconds of each step on the way to a first result, all in one process."""
    lines = run(IN_PARTS, cache).stdout.splitlines()
    return {name: float(seconds) for name, seconds in (line.split("\t") for line in lines)}


def imports(cache: str) -> list[tuple[str, float]]:
    """Return the packages that the command and its worker import, the slowest first: seconds of their own modules."""
    with tempfile.TemporaryDirectory() as out:
        told = run([*COMMAND, "--out", out], cache, {"PYTHONPROFILEIMPORTTIME": "1"}).stderr
    seconds: dict[str, float] = {}
    for own, _, _, module in IMPORT_LINE.findall(told):
        package = module.partition(".")[0]
        seconds[package] = seconds.get(package, 0.0) + int(own) / 1e6
    return sorted(seconds.items(), key=lambda pair: -pair[1])


def report(found: Waits) -> str:
    """Return the waits in words."""
    lines = [
        f"first result, cold: {found.cold.say(1, ' s')}, processor {found.cold_processor.say(1, ' s')}; "
        f"bar {COLD_BAR} s",
        f"first result, warm: {found.warm.say(1, ' s')}, processor {found.warm_processor.say(1, ' s')}; "
        f"bar {WARM_BAR} s",
        f"  {'in one process, processor seconds':<42} {'cold':>8} {'warm':>8}",
    ]
    for name in dict.fromkeys((*found.cold_parts, *found.warm_parts)):
        seconds = (waits.get(name) for waits in (found.cold_parts, found.warm_parts))
        lines.append(f"  {name:<42}" + "".join(f"{'' if s is None else format(s, '.2f'):>9}" for s in seconds))
    top = ", ".join(f"{name} {seconds:.2f}" for name, seconds in found.imports[:10])
    lines.append(f"  imported, command and its worker together, seconds: {top}")
    return "\n".join(lines)


def main() -> None:
    """Measure and say it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    print(report(measure(rounds=1 if small else 3, look_inside_cold=not small)))


if __name__ == "__main__":
    main()
