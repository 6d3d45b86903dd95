"""All benchmarks: the equivalence gate, the race, where the time goes, three sizes of county, the first result.

    python -m benchmarks              in full, some ten minutes
    python -m benchmarks --small      a small mode of everything, for CI
    python -m benchmarks --write      also write what was found to benchmarks/results.md

It fails (exit 1) when the gate does not pass or something breaks, never because of a timing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import core_market, equivalence, first_result, phases, scale
from benchmarks.timing import machine

RESULTS = Path(__file__).with_name("results.md")
PROFILED = {"small": {10_000: 20}, "full": {100_000: 40, 1_000_000: 6}}


def main() -> int:
    """Run everything in turn; print each part as soon as it is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args()
    parts = [("Machine", machine())]
    print(machine(), flush=True)

    gate = equivalence.REDUCED if said.small else equivalence.FULL
    findings = equivalence.run_gate(gate)
    _tell(parts, "Equivalence gate", equivalence.table(findings), equivalence.summary(gate, findings))
    if not equivalence.passed(findings):
        print("The engines do not behave alike: no race.")
        return 1
    found = core_market.race(core_market.SMALL if said.small else core_market.FULL)
    _tell(parts, "Core labour market", core_market.report(found))
    sizes = PROFILED["small" if said.small else "full"]
    profiles = {workers: core_market.profile(workers, months) for workers, months in sizes.items()}
    _tell(parts, "The core, function by function", core_market.report_profile(profiles))
    phased = phases.SMALL if said.small else phases.FULL
    months = {workers: phases.profile(workers, many) for workers, many in phased.items()}
    _tell(parts, "A month of the county, phase by phase", phases.report(months))
    sizes_of_county = scale.SMALL if said.small else scale.FULL
    _tell(parts, "Three sizes of county", scale.report(sizes_of_county, scale.run(sizes_of_county)))
    waits = first_result.measure(rounds=1 if said.small else 3, look_inside_cold=not said.small)
    _tell(parts, "First result", first_result.report(waits))
    if said.write:
        RESULTS.write_text(_document(parts), encoding="utf-8")
        print(f"Written to {RESULTS}")
    return 0


def _tell(parts: list[tuple[str, str]], title: str, *texts: str) -> None:
    """Print a part and keep it."""
    text = "\n".join(texts)
    parts.append((title, text))
    print(f"\n{title}\n{text}", flush=True)


def _document(parts: list[tuple[str, str]]) -> str:
    """Return all parts as a page."""
    pages = "\n".join(f"## {title}\n\n```\n{text}\n```\n" for title, text in parts)
    return f"# Benchmarks\n\nWritten by `python -m benchmarks --write`; not edited by hand.\n\n{pages}"


if __name__ == "__main__":
    sys.exit(main())
