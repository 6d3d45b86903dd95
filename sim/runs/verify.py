"""Is a stored run what it says it is? Its bytes, content, name and money, and the model run once more."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from sim.errors import IntegrityError, InvalidInput, Problem
from sim.runs import identity
from sim.runs.folder import RunFolder, open_run
from sim.runs.model import Model
from sim.runs.run import Progress, run
from sim.runs.sealed import check_folder
from sim.runs.store import MANIFEST

# Each query returns the first row, if any, that breaks its rule.
MONEY_RULES = {
    "closing = opening + inflow - outflow": """
        SELECT seed, month, account, opening, inflow, outflow, closing FROM balances
        WHERE closing <> opening + inflow - outflow ORDER BY ALL LIMIT 1
    """,
    "a month opens with what the last one closed with": """
        SELECT * FROM (
            SELECT seed, month, account, opening,
                lag(closing) OVER (PARTITION BY seed, account, level ORDER BY month) AS last_closing
            FROM balances
        ) WHERE last_closing <> opening ORDER BY ALL LIMIT 1
    """,
    "inflow and outflow are the cash postings of the ledger": """
        WITH postings AS (
            SELECT seed, month, payee AS account, fen AS came, 0 AS went FROM ledger WHERE kind = 'cash'
            UNION ALL
            SELECT seed, month, payer, 0, fen FROM ledger WHERE kind = 'cash'
        ), flows AS (
            SELECT seed, month, account, sum(came) AS came, sum(went) AS went FROM postings GROUP BY ALL
        )
        SELECT seed, month, account, inflow, outflow, came, went
        FROM balances FULL JOIN flows USING (seed, month, account)
        WHERE coalesce(inflow, 0) <> coalesce(came, 0) OR coalesce(outflow, 0) <> coalesce(went, 0)
        ORDER BY ALL LIMIT 1
    """,
}


def find_runs(folder: Path) -> list[Path]:
    """Return the run folders here: this one, or all inside it; InvalidInput when there are none."""
    if (folder / MANIFEST).exists():
        return [folder]
    inside = [path for path in sorted(folder.glob("[0-9a-f]*")) if len(path.name) == identity.LENGTH]
    if not inside:
        expected = "a run folder, or a folder with runs in it"
        fix = "`reemploy run` makes one"
        raise InvalidInput([Problem("no-run", str(folder), None, "", "", expected, fix)])
    return inside


def verify(
    folder: Path,
    *,
    workers: int | None = None,
    say: Callable[[str], None] = lambda text: None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> None:
    """Check one run folder from its bytes to its recomputation; IntegrityError names what does not hold.

    Nothing in the folder is changed. `say` hears each thing that was found in order.
    """
    model = model or Model()
    if not (folder / MANIFEST).exists():
        raise IntegrityError(f"{folder.name} has no {MANIFEST}: it is damaged. Run it again.")
    check_folder(folder, MANIFEST)
    stored = open_run(folder)
    say(f"bytes: {len(stored.manifest['checksums'])} files and the manifest are as they were written")
    _check_name(stored)
    say(f"name: the scenario, the seeds and the sources give {stored.run_id}")
    _check_digests(stored)
    say(f"content: the digests of {', '.join(stored.tables)} follow from the files")
    check_money(stored)
    say(f"money: {'; '.join(MONEY_RULES)}")
    say(_recompute(stored, workers, progress, model))


def _check_name(stored: RunFolder) -> None:
    said = stored.manifest
    name = identity.run_id(said["scenario"], said["seeds"], said["persons"], said["sources"], said["format"])
    if name != said["run_id"]:
        raise IntegrityError(f"{stored.path.name} holds a scenario whose run id is {name}, not {said['run_id']}")


def _check_digests(stored: RunFolder) -> None:
    wrong = [table for table in stored.tables if stored.digest(table) != stored.manifest["digests"][table]]
    if wrong:
        raise IntegrityError(f"{stored.path.name}: the digests of {', '.join(wrong)} are not those of the files")


def check_money(stored: RunFolder) -> None:
    """Add up the money again from the Parquet files; IntegrityError names the first entry that is off."""
    for rule, query in MONEY_RULES.items():
        off = stored.query(query)
        if len(off["seed"]):
            entry = ", ".join(f"{name} {values[0]}" for name, values in off.items())
            raise IntegrityError(f"{stored.path.name}: not so that {rule}: {entry}")


def _recompute(stored: RunFolder, workers: int | None, progress: Progress | None, model: Model) -> str:
    """Run the stored scenario again in a temporary folder and compare digests; return what was found."""
    facts = stored.manifest
    now = str(model.load("source_hash")())
    same_sources = now == facts["sources"]
    changed = f"the sources have changed since ({facts['sources'][:16]} then, {now[:16]} now)"
    try:
        plan = model.load("plan").from_plain(facts["scenario"])
    except Exception as error:
        if same_sources:
            raise
        return f"again: {changed} and no longer read this scenario ({type(error).__name__}: {error})"
    with tempfile.TemporaryDirectory(prefix="reemploy-verify-") as place:
        again = run(
            plan,
            facts["seeds"],
            out=place,
            persons=facts["persons"],
            workers=workers,
            progress=progress,
            model=model,
        )
        digests = again.manifest["digests"]
    different = sorted(
        table for table in facts["digests"].keys() | digests if facts["digests"].get(table) != digests.get(table)
    )
    if different and same_sources:
        versions = {name: (old, again.manifest["versions"].get(name)) for name, old in facts["versions"].items()}
        moved = [f"{name} {old} then, {new} now" for name, (old, new) in versions.items() if old != new]
        raise IntegrityError(
            f"{stored.path.name}: run again with the same sources, {', '.join(different)} "
            f"{'is' if len(different) == 1 else 'are'} different ({'; '.join(moved) or 'same versions'})"
        )
    if different:
        return f"again: {changed}, and {', '.join(different)} came out different, as may be expected"
    return "again: run once more, every table has the same digest" + ("" if same_sources else f", although {changed}")
