"""What can go wrong, said once: every error that a user may meet, with its exit code.

The exit codes are a contract (docs/commands.md): 0 ok; 1 our bug; 2 command line; 3 invalid input;
4 refused for size, disk or permission; 5 integrity; 6 some runs failed; 7 store busy; 8 an invariant
broke; 9 environment failed its self-test; 130 and 143 interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: where it stands, what was said, what was expected, what to do."""

    code: str
    file: str
    line: int | None
    key: str
    got: str
    expected: str
    fix: str = ""

    def __str__(self) -> str:
        """Return the problem as one line of text, `file:line: key = got: expected. fix`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = f" {self.key} = {self.got}:" if self.got else f" {self.key}:"
        stop = " " if self.expected.endswith("?") else ". "
        return f"{place}:{said if self.key else ''} {self.expected}{stop + self.fix if self.fix else ''} [{self.code}]"

    def plain(self) -> dict[str, object]:
        """Return the same fields for machines (`--json`)."""
        return asdict(self)


class ReemployError(Exception):
    """An error that a user can act on; `exit_code` is what the command returns."""

    exit_code = 1


class InvalidInput(ReemployError):
    """The scenario, county or command-line value is wrong; all problems are listed, nothing was run."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Refused(ReemployError):
    """Too big for the memory, the disk or the permissions at hand; the message has the numbers and the knob."""

    exit_code = 4


class IntegrityError(ReemployError):
    """A stored result is damaged, or one id holds two contents."""

    exit_code = 5


class SomeRunsFailed(ReemployError):
    """Some seeds failed; all others are saved."""

    exit_code = 6


class StoreBusy(ReemployError):
    """Another live process is writing the same results."""

    exit_code = 7


class InvariantBroken(ReemployError):
    """An identity of the model or the ledger does not hold: the run stops and names the entry."""

    exit_code = 8


class EnvironmentUnfit(ReemployError):
    """This machine does not compute the known answers; it may read results but not write them."""

    exit_code = 9
