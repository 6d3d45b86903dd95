"""The seeds of a run as a user writes them: `0:8` (half-open), `0:4,9`, `17`."""

from __future__ import annotations

import re
from itertools import chain

from sim.errors import InvalidInput, Problem, Refused

LARGEST = 2**63 - 1
MOST = 1_000_000  # seeds in one run
PART = re.compile(r"([0-9]{1,30})(?::([0-9]{1,30}))?", re.ASCII)
EXPECTED = "whole numbers and half-open ranges, as in 0:8 or 0:4,9"


def read_seeds(text: str) -> tuple[int, ...]:
    """Return the seeds in ascending order; InvalidInput lists every part that is wrong."""
    problems: list[Problem] = []
    ranges: list[range] = []
    for part in (part.strip(" ") for part in text.split(",")):
        match = PART.fullmatch(part)
        if match is None:
            problems.append(_problem("seeds-syntax", part, EXPECTED))
            continue
        first = int(match[1])
        end = int(match[2]) if match[2] else first + 1
        if end - 1 > LARGEST or first > LARGEST:
            problems.append(_problem("seeds-range", part, f"seeds from 0 to {LARGEST}"))
        elif end <= first:
            fix = f"write {end}:{first}" if end < first else f"write {first}:{first + 1} or {first}"
            problems.append(_problem("seeds-empty", part, "a range whose end is above its start", fix))
        else:
            twice = next((seed for old in ranges for seed in _shared(old, range(first, end))), None)
            if twice is not None:
                problems.append(_problem("seeds-duplicate", part, f"each seed once; {twice} came before"))
            ranges.append(range(first, end))
    if problems:
        raise InvalidInput(problems)
    count = sum(part.stop - part.start for part in ranges)
    if count > MOST:
        raise Refused(f"--seeds {text} asks for {count:,} seeds; one run takes at most {MOST:,}")
    return tuple(sorted(chain.from_iterable(ranges)))


def write_seeds(seeds: tuple[int, ...]) -> str:
    """Return the shortest text that `read_seeds` reads as these ascending seeds."""
    parts: list[list[int]] = []
    for seed in seeds:
        if parts and parts[-1][1] == seed:
            parts[-1][1] = seed + 1
        else:
            parts.append([seed, seed + 1])
    return ",".join(str(first) if end == first + 1 else f"{first}:{end}" for first, end in parts)


def _shared(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


def _problem(code: str, got: str, expected: str, fix: str = "") -> Problem:
    return Problem(code, "command line", None, "--seeds", got or "nothing", expected, fix)
