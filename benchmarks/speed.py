"""How long things take: a fit, a year, drugs, phages and a transplant, meals, a cold report; LSODA.

    python benchmarks/speed.py [--profile FILE --sample ID] [--rounds 5]

One person of about 100 taxa (virtual unless a profile is given); the donor is the next one. Runs
are interleaved, so that other load on the machine falls on all alike; the table shows medians and
ratios to LSODA. Beside seconds on the clock it shows those of the processor, which others' load
moves less (a report is a process of its own, whose seconds are not counted there).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

from holobiont.engine.solve import integrate
from holobiont.errors import HolobiontError
from holobiont.knowledge import load
from holobiont.profile import Profile, read_one
from holobiont.twin import Person, Twin
from holobiont.twin.body import follow
from holobiont.validation import virtual_people

YEAR, MEAL_DAYS, HOURS = 365.0, 20.0, 24.0
#: Targets in seconds, on two cores.
TARGETS = {
    "one simulated year": 0.3,
    "diet change, a year": 1.0,
    "diet change, a year, body": 2.0,
    "antibiotic, 180 days": 2.0,
    "drug, phages, FMT, 180 days": 2.0,
    "one fit": 3.0,
    "20 days with meals": 6.0,
    "cold report": 10.0,
    "cold report, protocol": 10.0,
}
PROTOCOL = "20 g/day inulin for 4 weeks"
DIET = "mediterranean diet"
LONG = 180.0
DRUG = "ciprofloxacin 500 mg every 12 h from day 7 until day 14"
#: By what name the protocol speaks of the donor.
DONOR = "donor.tsv"
TREATED = f"{DRUG}, ecoli cocktail 1e9 PFU/day from day 16 until day 21, FMT from {DONOR} on day 30"


def people(options: argparse.Namespace) -> list[tuple[Profile, Twin]]:
    """Return a person and a donor: the given sample, and virtual people of nearest 100 taxa."""
    found = []
    if options.profile:
        given = read_one(options.profile, options.sample)
        found.append((given, fit(given)))
    crowd = virtual_people(load(), 20)
    for profile in sorted(crowd, key=lambda p: abs(len(p) - 100)):
        try:
            found.append((profile, fit(profile)))
        except HolobiontError as error:
            print(f"{profile.sample} is left out: {error}")
        if len(found) > 1:
            return found
    raise SystemExit("no two virtual people can be fitted")


def fit(profile: Profile) -> Twin:
    return Twin.fit(profile, Person(diet="western_us"))


def disturbed(twin: Twin) -> np.ndarray:
    """The fitted state with ten percent of noise, so that a solver has something to do."""
    rng = np.random.default_rng(0)
    return np.asarray(twin.residency.x * rng.uniform(0.9, 1.1, twin.residency.x.size))


def lsoda(twin: Twin, x0: np.ndarray, days: float) -> None:
    """Solve the same network with LSODA, given the same exact Jacobian and tolerances."""
    network = twin.network
    scale = np.maximum(np.abs(twin.residency.x), 1e-3)
    found = solve_ivp(
        lambda _t, x: network.rhs(x),
        (0.0, days * HOURS),
        x0,
        method="LSODA",
        jac=lambda _t, x: network.jacobian(x).toarray(),
        rtol=1e-6,
        atol=1e-8 * scale,
    )
    if not found.success:
        raise SystemExit(f"LSODA failed: {found.message}")


def cvode(twin: Twin, x0: np.ndarray, days: float) -> None:
    """Solve the network with the package's own solver, at the tolerances given to LSODA."""
    scale = np.maximum(np.abs(twin.residency.x), 1e-3)
    integrate(twin.network, x0, [0.0, days * HOURS], scale=scale)


def cold_report(profile: Profile, *options: str) -> None:
    """Write a report in a new process, from reading the sample to the last file."""
    with tempfile.TemporaryDirectory() as folder:
        sample = profile.to_tsv(Path(folder) / "sample.tsv")
        command = [sys.executable, "-m", "holobiont", "report", str(sample), "-o", f"{folder}/out"]
        command += options
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr else "no report")


def measure(
    jobs: dict[str, Callable[[], object]], rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """Run all jobs in turn, several times; a job that fails is left out and says why.

    Returns
    -------
    dict
        Of each job and round, seconds on the clock and of the processor.
    """
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name in list(jobs):
            began, busy = time.perf_counter(), time.process_time()
            try:
                jobs[name]()
            except RuntimeError as error:
                print(f"{name}: left out ({error})")
                del jobs[name]
                continue
            took = time.perf_counter() - began, time.process_time() - busy
            seconds[name].append(took)
    return {name: times for name, times in seconds.items() if times}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--sample")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    (profile, twin), (_, donor) = people(options)
    x0 = disturbed(twin)
    size = f"{len(twin.blueprint.member_ids)} taxa, {twin.network.size} states"
    print(f"{profile.sample}: {size}")
    jobs: dict[str, Callable[[], object]] = {
        "one fit": lambda: fit(profile),
        "one simulated year": lambda: twin.run(days=YEAR, every=YEAR),
        "diet change, a year": lambda: twin.run(DIET, days=YEAR, every=YEAR),
        "diet change, a year, body": lambda: follow(twin.run(DIET, days=YEAR, every=30.0)),
        "antibiotic, 180 days": lambda: twin.run(DRUG, days=LONG),
        "drug, phages, FMT, 180 days": lambda: twin.run(TREATED, days=LONG, donors={DONOR: donor}),
        "20 days with meals": lambda: twin.run(days=MEAL_DAYS, meals=True),
        "year, disturbed": lambda: cvode(twin, x0, YEAR),
        "year, disturbed, LSODA": lambda: lsoda(twin, x0, YEAR),
        "cold report": lambda: cold_report(profile),
        "cold report, protocol": lambda: cold_report(profile, "--do", PROTOCOL),
    }
    seconds = measure(jobs, options.rounds)
    own = statistics.median(clock for clock, _ in seconds["year, disturbed"])
    heads = ("median (s)", "processor (s)", "least (s)", "target (s)", "over own year")
    print(f"{'':<28}" + "".join(f"{head:>15}" for head in heads))
    for name, times in seconds.items():
        clock, busy = (statistics.median(each) for each in zip(*times, strict=True))
        target = f"{TARGETS[name]:g}" if name in TARGETS else ""
        ratio = f"{clock / own:.1f}" if "disturbed" in name else ""
        least = min(times)[0]
        print(f"{name:<28}{clock:>15.3f}{busy:>15.3f}{least:>15.3f}{target:>15}{ratio:>15}")


if __name__ == "__main__":
    main()
