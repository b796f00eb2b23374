"""The closed loop: what five ways of living do to every axis, beside what studies found.

    python benchmarks/loop.py --data DIR [--people N] [--window DAYS] [--markdown FILE]

Profiles are real ones (``benchmarks/loop.toml`` says of which table, in DIR; it is not part of this
repository). Each is fitted once under the Western diet and followed through each protocol, with
the body and its way back, and again without the way back. Printed are, for each axis, the median
change over the people with the range of them, the part of it that comes by the way back, and the
finding of studies with its source. Nothing is fitted to those. What nothing is known to act on does
not move.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from holobiont.engine.law import Array
from holobiont.errors import HolobiontError
from holobiont.gut import observe
from holobiont.knowledge import load
from holobiont.knowledge.check_host import of_gut
from holobiont.outcomes.quantities import gut
from holobiont.profile import read
from holobiont.twin import Person, Trajectory, Twin
from holobiont.twin.body import follow
from holobiont.twin.joint import WayBack

PLAN = Path(__file__).with_suffix(".toml")
#: Changes (%, or Bray-Curtis in %) below which an axis is said not to move.
STILL = 1.0
_PEOPLE = 20
_SIGNS = {1: "up", 0: "still", -1: "down"}


@dataclass(frozen=True)
class Line:
    """One axis under one protocol: changes of the people (%), and the part by the way back."""

    label: str
    changes: Array
    back: Array
    said: str
    direction: int | None

    @property
    def moved(self) -> int:
        """Whether most people go up (1), down (-1), or neither."""
        middle = float(np.median(self.changes))
        return 0 if abs(middle) < STILL else int(np.sign(middle))

    def cells(self) -> list[str]:
        """Return the cells of a row of the table."""
        low, high = self.changes.min(), self.changes.max()
        agrees = "" if self.direction is None else ("yes" if self.agrees else "no")
        size = f"{_signed(np.median(self.changes))} ({_signed(low)} to {_signed(high)})"
        return [
            self.label,
            _SIGNS[self.moved],
            size,
            _signed(np.median(self.back)),
            self.said,
            agrees,
        ]

    @property
    def agrees(self) -> bool:
        """Whether the direction is the one that was found."""
        return self.direction == self.moved


HEAD = ["axis", "direction", "change, % (range)", "by the way back, %", "studies", "agrees"]


def values(course: Trajectory, plan: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return what is looked at, before day 0 and at the end."""
    ends = [_of_gut(course, k) for k in (0, -1)]
    body = follow(course, plan["modules"], looks=len(course))
    found = {}
    for name, axis in plan["axis"].items():
        if axis.get("of") == "body":
            found[name] = float(body[name][0]), float(body[name][-1])
        else:
            found[name] = ends[0][name], ends[1][name]
    return found


def _of_gut(course: Trajectory, k: int) -> dict[str, float]:
    b, shares = course.twin.blueprint, course.host_shares
    there = shares[k][shares[k] > 0]
    found = gut(course, k)
    found["shannon"] = float(-(there * np.log(there)).sum())
    found["distance"] = float(0.5 * np.abs(shares[k] - shares[0]).sum())
    found["stool_concentration"] = sum(float(course.concentration(n)[k, -1]) for n in observe.SCFA)
    found["transit"] = observe.transit(b, course.x[k], course.pace(k))
    return found


def change(ends: tuple[float, float], *, absolute: bool) -> float:
    """Return a change in percent of before, or of one where before there is none."""
    before, after = ends
    if absolute or before == 0:
        return 100.0 * (after - before)
    return 100.0 * (after / before - 1.0)


def person(twin: Twin, plan: Mapping[str, Any], window: float) -> dict[tuple[str, str], Any]:
    """Return the change of each axis by protocol and axis: in all, and without the way back."""
    found = {}
    names = tuple(c.id for c in twin.knowledge.couplings.values() if of_gut(c.to))
    for key, done in plan["done"].items():
        way = WayBack(modules=tuple(plan["modules"]), window=window)
        seen = [each.run(done["protocol"], every=window, body=way)
                for each in (twin, twin.without(*names))]  # fmt: skip
        both, alone = (values(course, plan) for course in seen)
        for name, axis in plan["axis"].items():
            size = partial(change, absolute=axis.get("absolute", False))
            found[key, name] = size(both[name]), size(both[name]) - size(alone[name])
    return found


def tables(
    people: Sequence[Mapping[tuple[str, str], Any]], plan: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the lines of a Markdown table for each protocol."""
    findings = {(f["done"], f["axis"]): f for f in plan["found"]}
    right = known = 0
    for key, done in plan["done"].items():
        yield from ("", f"## {done['label']}", "", _row(HEAD), _row(["---"] * len(HEAD)))
        for name, axis in plan["axis"].items():
            sizes = np.array([each[key, name] for each in people])
            told = findings.get((key, name))
            said = "" if told is None else f"{told['said']} ({told['source']})"
            direction = None if told is None else told["direction"]
            line = Line(f"{axis['group']}: {axis['label']}", *sizes.T, said, direction)
            known, right = known + (told is not None), right + (told is not None and line.agrees)
            yield _row(line.cells())
    yield from ("", f"Directions that agree with what was found: {right} of {known}.")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _signed(value: float) -> str:
    return "0" if abs(value) < 0.05 else f"{value:+.1f}"


def fitted(data: Path, plan: Mapping[str, Any], most: int) -> Iterator[Twin]:
    """Yield twins of the first real profiles that can be fitted."""
    profiles = read(data / plan["profiles"])
    count = 0
    for sample in profiles:
        if count == most:
            return
        try:
            twin = Twin.fit(profiles[sample], Person(diet="western_us"))
        except HolobiontError as error:
            print(f"left out: {sample}: {error}", file=sys.stderr)
            continue
        count += 1
        yield twin


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return the exit code."""
    options = _options(arguments)
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    known = load().references
    missing = [c for f in plan["found"] for c in f["source"].split(";") if c not in known]
    if missing:
        print(f"loop: {missing[0]!r} is not a known source code.", file=sys.stderr)
        return 1
    if options.data is None or not (options.data / plan["profiles"]).exists():
        print(f"loop: skipped, as there is no {plan['profiles']} in --data.")
        return 0
    began, people = time.perf_counter(), []
    for twin in fitted(options.data, plan, options.people):
        people.append(person(twin, plan, options.window))
        print(f"{len(people)} done, {time.perf_counter() - began:.0f} s", file=sys.stderr)
    title = f"# The closed loop\n\nChanges in {len(people)} real profiles, each after the last day."
    text = "\n".join([title, *tables(people, plan)])
    if options.markdown is not None:
        options.markdown.write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="where the profiles are")
    parser.add_argument("--people", type=int, default=_PEOPLE, help="the first N profiles")
    parser.add_argument("--window", type=float, default=7.0, help="days between exchanges")
    parser.add_argument("--markdown", type=Path, help="write the tables to a file, too")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
