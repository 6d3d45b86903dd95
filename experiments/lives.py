"""Three lives and two employers of the base county, chosen by rule and written to docs/lives.md.

    python experiments/lives.py [--small] [--seed 0] [--to docs/lives.md]

Everybody's story is told and the first that fits each title is printed, so the page can be made anew whenever the
model changes. `--small` tells a few hundred lives for a year and prints what it finds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from sim.codes import Origin, Ownership
from sim.scenario import read_plan
from sim.stories.firm import Chronicle
from sim.stories.person import Biography
from sim.stories.telling import Story, Witness

SCENARIO = "no_new_policy"
FULL, SMALL = (3_000, 36), (300, 12)  # workers, months
LONGEST = 26  # months told: a life that fits on a page
Rule = Callable[[int, list[str]], bool]  # a row, and what happened in order


def tell_all(workers: int, months: int, seed: int) -> tuple[Witness, list[Story], list[Story]]:
    """Live the county once and tell everybody's story, workers and employers."""
    plan = read_plan(SCENARIO, [f"world.workers={workers}", f"horizon.months={months}"])
    county = Witness(plan, rng=seed)
    people = [Biography(county, person) for person in range(county.workers.size)]
    firms = [Chronicle(county, firm) for firm in range(county.employers.size)]
    while county.running:
        county.step()
        for teller in (*people, *firms):
            teller.go_on()
    return county, [person.story for person in people], [firm.story for firm in firms]


def first(stories: Sequence[Story], rule: Rule) -> int | None:
    """Return the first row whose story is neither empty nor endless and fits a rule; None when none does."""
    for row, story in enumerate(stories):
        kinds = [event.kind for _, events in story.months for event in events]
        if len(story.months) <= LONGEST and rule(row, kinds):
            return row
    return None


def rules(county: Witness) -> dict[str, tuple[str, Rule]]:
    """Return title -> whether it is about a worker or an employer, and whom it fits."""
    origin, owner = county.workers.origin, county.employers.ownership

    def laid_off_and_back(row: int, kinds: list[str]) -> bool:
        return "laid_off" in kinds and "benefit" in kinds and "hired" in kinds[kinds.index("laid_off") :]

    def in_vain(row: int, kinds: list[str]) -> bool:
        return kinds.count("refused") >= 5 and "hired" not in kinds and "became_discouraged" in kinds

    def from_the_country(row: int, kinds: list[str]) -> bool:
        return origin[row] == int(Origin.RURAL) and "arrived" in kinds and "hired" in kinds

    def state_unit(row: int, kinds: list[str]) -> bool:
        return owner[row] == int(Ownership.STATE) and kinds.count("wave") >= 2

    def private_firm(row: int, kinds: list[str]) -> bool:
        return owner[row] == int(Ownership.PRIVATE) and kinds.count("openings") >= 4

    return {
        "Laid off, and at work again 下岗再就业": ("person", laid_off_and_back),
        "Looking in vain 求职无果": ("person", in_vain),
        "From the country to town 进城务工": ("person", from_the_country),
        "A state unit sheds staff 国有单位裁员": ("firm", state_unit),
        "A private firm grows 私营企业招工": ("firm", private_firm),
    }


def page(workers: int, months: int, seed: int) -> str:
    """Return the page."""
    county, people, firms = tell_all(workers, months, seed)
    parts = [
        "# Lives",
        f"Made by `python experiments/lives.py`: {SCENARIO}, {workers:,} workers, seed {seed}. `reemploy life SCENARIO "
        "--person ID` or `--firm ID` tells anybody's story.",
    ]
    for title, (kind, rule) in rules(county).items():
        stories = people if kind == "person" else firms
        row = first(stories, rule)
        if row is None:
            parts.append(f"## {title}\n\nNobody's life fits: too few workers or too few months.")
            continue
        told = "\n".join(stories[row].lines())
        command = f"reemploy life {SCENARIO} --{kind} {row} --seeds {seed} --set world.workers={workers}"
        parts.append(f"## {title}\n\n`{command}`\n\n```\n{told}\n```")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page, or print a small one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--to", type=Path, default=Path("docs/lives.md"))
    said = parser.parse_args()
    if said.small:
        print(page(*SMALL, said.seed))
        return
    said.to.write_text(page(*FULL, said.seed), encoding="utf-8")
    print(f"Written to {said.to}")


if __name__ == "__main__":
    main()
