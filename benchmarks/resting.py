"""Bodies at rest: what share of virtual people lies within what is usual in health.

    python benchmarks/resting.py [--people 200] [--gut 6] [--seed 0]

A body is drawn as an ensemble is: each number of the modules, and each of the physiology behind
the colon's wall, that has a range of its own, from that range. Numbers that were fitted together
have none, so that what rests on them alone is the same in all. Inputs that stand for illness,
stress or drugs stay at rest.
What the gut sends is not fitted anew for each body: a few virtual people are, on a Western diet,
and each body takes all that one of them sends, as the mean of a day. Printed are, for each
quantity of ``resting_ranges.toml``, the range, the middle and 5 to 95 % of the people, and the
share inside.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from holobiont.gut import observe
from holobiont.host import Host, first_pass
from holobiont.host.blood import blood
from holobiont.host.registry import body
from holobiont.host.wiring import factor
from holobiont.knowledge import Knowledge, load
from holobiont.knowledge.draw import draw
from holobiont.knowledge.draw_drugs import drawn
from holobiont.twin import Person, Twin
from holobiont.twin.body import SIGNALS, signals
from holobiont.validation.population import virtual_people

_RANGES = Path(__file__).with_name("resting_ranges.toml")
_DIET = "western_us"
#: Those that rest, and those with a clock, which are followed for some days.
_STILL = ("acute_phase", "barrier", "cholesterol", "endotoxemia", "gut_hormones", "il6_crp", "meal")
_STILL += ("tmao", "tryptophan", "vagus")
_DAILY = ("circadian", "hpa")
_DAYS = 4
_DAY = 24.0


@dataclass(frozen=True)
class Sending:
    """What a fitted gut sends: inputs of the body, acids (mmol/d), and the last segment's share."""

    inputs: Mapping[str, float]
    acids: Mapping[str, float]
    last: Mapping[str, float]


def sendings(knowledge: Knowledge, count: int, seed: int) -> list[Sending]:
    """Fit a few virtual people and read what their guts send at rest."""
    found = []
    for profile in virtual_people(knowledge, count, seed):
        course = Twin.fit(profile, Person(diet=_DIET), knowledge=knowledge).run("no change", days=1)
        passed = course.first_pass(0)
        here = course.twin.blueprint, course.networks[0], course.x[0]
        last = {name: observe.absorbed_last(*here, name) for name in passed}
        acids = {name: passage.absorbed for name, passage in passed.items()}
        found.append(Sending(signals(course, 0), acids, last))
    return found


def drawn_body(knowledge: Knowledge, rng: np.random.Generator) -> Knowledge:
    """Draw each parameter of the body's modules that has a range of its own."""
    host = {
        name: model.model_copy(
            update={"parameters": {k: drawn(q, rng) for k, q in model.parameters.items()}}
        )
        for name, model in knowledge.host.items()
    }
    return replace(knowledge, host=host)


def told(host: Host, sending: Sending) -> Host:
    """Set what of the gut's signals this body hears."""
    heard = [name for name in sending.inputs if name in host.inputs]
    scale = {name: factor(SIGNALS[name][0], host.slot(name).unit, name) for name in heard}
    return host.set({name: sending.inputs[name] * scale[name] for name in heard})


def person(
    knowledge: Knowledge,
    rng: np.random.Generator,
    sending: Sending,
    ranges: Mapping[str, dict[str, Any]],
) -> dict[str, float]:
    """Return every quantity of one drawn body."""
    chosen = drawn_body(knowledge, rng)
    rest = told(body(_STILL, chosen), sending).settled()
    night = body(_DAILY, chosen).run(_DAYS * _DAY, every=1.0).end
    day = night.run(_DAY, every=0.1)
    acids = blood(first_pass(sending.acids, draw(knowledge, rng).physiology, sending.last))
    pool = rest.value("hepatic_bile_salts") + rest.value("intestinal_bile_salts")
    found = {**acids, "bile_pool": pool}
    for name, row in ranges.items():
        how, of = row.get("how", "rest"), row.get("of", name)
        if name in found:
            continue
        if how == "rest":
            found[name] = rest.value(of)
        else:
            found[name] = day.mean(of) if how == "mean" else day.at(of, float(how))
    return {name: found[name] for name in ranges}


def people(count: int, guts: int, seed: int) -> Iterator[dict[str, float]]:
    """Yield the quantities of each person; the same seed gives the same people."""
    knowledge, ranges = load(), tomllib.loads(_RANGES.read_text(encoding="utf-8"))
    sent = sendings(knowledge, guts, seed)
    for rng in map(np.random.default_rng, np.random.SeedSequence(seed).spawn(count)):
        yield person(knowledge, rng, sent[int(rng.integers(len(sent)))], ranges)


def table(rows: list[dict[str, float]]) -> str:
    """Return one line a quantity, and the share of quantities whose middle is inside."""
    ranges = tomllib.loads(_RANGES.read_text(encoding="utf-8"))
    lines, middles, shares = [], 0, []
    for name, row in ranges.items():
        values, (low, high) = np.array([r[name] for r in rows]), row["range"]
        share = float(np.mean((values >= low) & (values <= high)))
        p5, p50, p95 = np.percentile(values, [5, 50, 95])
        middles, shares = middles + (low <= p50 <= high), [*shares, share]
        seen = f"{p50:>8.4g} ({p5:.4g} to {p95:.4g})"
        lines.append(f"{name:<22}{row['unit']:<10}{low:g} to {high:g}".ljust(48))
        lines[-1] += f"{seen:<32}{share:>6.0%}"
    lines.append(f"middle inside: {middles} of {len(ranges)}; people inside: {np.mean(shares):.0%}")
    return "\n".join(lines)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--gut", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    print(table(list(people(asked.people, asked.gut, asked.seed))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
