"""Live small worlds in a process of their own and print what came out: run by test_determinism.py.

python -m tests.county.one_life limit:300:6 county:300:6
"""

import sys
from dataclasses import replace

from sim.county import live
from tests.county.worlds import BUSY, county_plan, digest, limit_plan, package


def one_life(kind, people, months, seed=4):
    """Return the digest of everything that a world of so many people writes in so many months."""
    if kind == "county":
        return digest(live(county_plan(workers=people, months=months), seed, persons=True))
    world = replace(BUSY, seekers=people, employed=people * 7 // 10, jobs=people * 7 // 10)
    return digest(live(limit_plan(*package(), months=months, world=world), seed, persons=True))


def lives(asked):
    """Return the digests of lives asked for as `kind:people:months`."""
    found = []
    for text in asked:
        kind, people, months = text.split(":")
        found.append(one_life(kind, int(people), int(months)))
    return found


if __name__ == "__main__":
    print("\n".join(lives(sys.argv[1:])))
