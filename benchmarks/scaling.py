"""How the time of a fit, a year and four weeks of inulin grows with the number of taxa.

    python benchmarks/scaling.py [--rounds 3]

The mean of some virtual people, cut to its most abundant taxa. Runs are interleaved; the table
shows medians of processor time, which others' load moves less, and between one number of taxa and
the next the power by which it grows: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from holobiont.knowledge import load
from holobiont.profile import Profile
from holobiont.twin import Person, Twin
from holobiont.validation import virtual_people

SIZES = (20, 40, 80, 160)
PEOPLE = 40
PROTOCOL = "20 g/day inulin for 4 weeks"


def mean_person() -> Profile:
    """The mean of the virtual people, most abundant taxa first."""
    shares: dict[tuple[str, str, str], float] = {}
    for person in virtual_people(load(), PEOPLE):
        for name, rank, lineage, share in zip(
            person.names, person.ranks, person.lineages, person.shares, strict=True
        ):
            key = name, rank, lineage
            shares[key] = shares.get(key, 0.0) + float(share) / PEOPLE
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    names, ranks, lineages = zip(*(key for key, _ in ordered), strict=True)
    return Profile("mean", names, ranks, lineages, _shares([share for _, share in ordered]))


def _shares(values: Sequence[float]) -> np.ndarray:
    return np.array(values) / np.sum(values)


def cut(profile: Profile, n: int) -> Profile:
    """The profile with its `n` most abundant taxa only."""
    kept = _shares(profile.shares[:n])
    return Profile(f"{n}", profile.names[:n], profile.ranks[:n], profile.lineages[:n], kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    whole = mean_person()
    people = [cut(whole, n) for n in SIZES]
    twins = [fit(person) for person in people]
    jobs: dict[str, list[Callable[[], object]]] = {
        "fit": [partial(fit, person) for person in people],
        "year": [partial(twin.run, days=365, every=365) for twin in twins],
        "28 days of inulin": [partial(twin.run, PROTOCOL) for twin in twins],
    }
    seconds: dict[str, list[list[float]]] = {name: [[] for _ in SIZES] for name in jobs}
    for _ in range(rounds):
        for name, sized in jobs.items():
            for times, job in zip(seconds[name], sized, strict=True):
                began = time.process_time()
                job()
                times.append(time.process_time() - began)
    sizes = [len(twin.blueprint.member_ids) for twin in twins]
    print(f"{'taxa':<20}" + "".join(f"{n:>10}" for n in sizes))
    for name, found in seconds.items():
        middle = [statistics.median(times) for times in found]
        print(f"{name + ' (s)':<20}" + "".join(f"{value:>10.3f}" for value in middle))
        powers = [
            math.log(b / a) / math.log(m / n)
            for a, b, n, m in zip(middle, middle[1:], sizes, sizes[1:], strict=False)
        ]
        print(f"{'  power of taxa':<20}{'':>10}" + "".join(f"{power:>10.2f}" for power in powers))


def fit(profile: Profile) -> Twin:
    return Twin.fit(profile, Person(diet="western_us"))


if __name__ == "__main__":
    main()
