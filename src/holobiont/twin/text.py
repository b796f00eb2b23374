"""A twin and what became of it, as short text and as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holobiont.gut import byproducts, observe
from holobiont.gut.blueprint import ABSORBED, FLATUS
from holobiont.host import blood
from holobiont.twin import drugs

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory
    from holobiont.twin.twin import Twin

Flows = dict[tuple[str, str], float]
_GASES = ("hydrogen", "methane")
_NAMED = 8
#: Left out of the text, which is short; the rows have them.
_UNTOLD = {label for name, label, *_ in byproducts.TABLE if name not in byproducts.TOLD}
#: Less than this is not worth a line; more than so many times is not written in percent.
_NOTHING, _MANY = 1e-3, 10.0


@dataclass(frozen=True)
class Change:
    """One quantity at the start and at the end of a course."""

    label: str
    unit: str
    start: float
    end: float

    @property
    def relative(self) -> float | None:
        """End over start, less one; None where it means nothing."""
        if self.start <= _NOTHING or self.unit == "":
            return None
        return self.end / self.start - 1.0

    @property
    def absent(self) -> bool:
        """Whether there is none at the start and at the end."""
        return max(abs(self.start), abs(self.end)) <= _NOTHING

    def __str__(self) -> str:
        """Return one line of at most 80 columns."""
        ends = f"{_short(self.start):>10} {_short(self.end):>10}"
        return f"{self.label[:36]:<36} {ends} {self._change():>8}  {self.unit}"

    def _change(self) -> str:
        if self.unit == "":
            return _without_sign(f"{self.end - self.start:+.2f}")
        if self.relative is None:
            return "new"
        many = self.relative >= _MANY
        return f"x {1 + self.relative:.3g}" if many else _without_sign(f"{self.relative:+.0%}")


#: What is told of stool, and in what unit.
_STOOL = (
    ("wet", "g/d"),
    ("dry", "g/d"),
    ("bacteria", "g/d"),
    ("water", "%"),
    ("form", "Bristol"),
)


def rows(course: Trajectory, k: int) -> Iterator[tuple[str, str, str, float]]:
    """Yield (quantity, place, unit, value) of everything measured at one of the kept times."""
    flows = course.flows(k)
    yield "fermentation products", "colon", "mmol/d", observe.released(flows, observe.PRODUCTS)
    for name in observe.PRODUCTS:
        yield name, "colon", "mmol/d", observe.released(flows, (name,))
    for gas in _GASES:
        yield gas, "colon", "mmol/d", flows[gas, ABSORBED] + flows[gas, FLATUS]
        yield gas, "breath", "ppm", observe.breath(course.twin.blueprint, flows, gas)
    for s, place in enumerate(course.twin.blueprint.habitat.names):
        yield "SCFA", place, "mmol/L", _scfa(course, k, s)
    for place, value in zip(course.twin.blueprint.habitat.names, course.ph_at(k), strict=True):
        yield "pH", place, "", float(value)
    yield from _behind(course, k)
    yield from _beside(course, k, flows)
    stool = course.stool(k)
    for part, unit in _STOOL:
        yield f"stool, {part}", "stool", unit, stool[part]
    yield from _drugs(course, k)


def _beside(course: Trajectory, k: int, flows: Flows) -> Iterator[tuple[str, str, str, float]]:
    """Yield what is made beside acids and gases."""
    shares = course.shares[k]
    found = byproducts.byproducts(course.twin.blueprint, flows, course.x[k], shares)
    for name, label, _, unit in byproducts.TABLE:
        yield label, "colon", unit.replace("/day", "/d"), found[name]


def _behind(course: Trajectory, k: int) -> Iterator[tuple[str, str, str, float]]:
    """Yield what blood shows of the acids."""
    found = blood.blood(course.first_pass(k))
    for name, label, group, unit in blood.TABLE:
        yield label, group, unit, found[name]


def _drugs(course: Trajectory, k: int) -> Iterator[tuple[str, str, str, float]]:
    """Yield what there is of the drugs that the protocol names."""
    for drug in course.twin.blueprint.drugs:
        name = drug.label
        yield f"{name}, free", "proximal", "mg/L", float(drugs.free(course, drug.id)[k, 0])
        yield f"{name}, free", "distal", "mg/L", float(drugs.free(course, drug.id)[k, -1])
        yield f"{name} in stool", "stool", "mg/kg", drugs.in_stool(course, drug.id, k)
        yield f"{name} in the body", "colon", "mg", float(drugs.in_body(course, drug.id)[k])


def tidy(course: Trajectory) -> Iterator[dict[str, str | float]]:
    """Yield one flat row for each time and quantity, shares of the members among them."""
    for k, day in enumerate(course.days):
        shares = zip(course.hosts, course.host_shares[k], strict=True)
        everything = (
            *rows(course, k),
            *((f"share of {name}", "stool", "1", float(value)) for name, value in shares),
        )
        for quantity, place, unit, value in everything:
            yield {
                "day": float(day),
                "quantity": quantity,
                "place": place,
                "unit": unit,
                "value": value,
            }


def changes(course: Trajectory) -> tuple[Change, ...]:
    """Return what is measured at the start beside the end."""
    pairs = zip(rows(course, 0), rows(course, -1), strict=True)
    return tuple(
        Change(_label(name, place), unit, start, end)
        for (name, place, unit, start), (*_, end) in pairs
    )


def taxa(course: Trajectory, most: int = _NAMED) -> tuple[Change, ...]:
    """Return the members whose share of the stool changes most (%)."""
    shares = 100.0 * course.host_shares[[0, -1]]
    order = np.argsort(-np.abs(shares[1] - shares[0]), kind="stable")[:most]
    names = course.host_names
    return tuple(Change(names[i], "%", float(shares[0, i]), float(shares[1, i])) for i in order)


def body(course: Trajectory) -> tuple[Change, ...]:
    """Return what of the body has a source: see `twin.body`."""
    from holobiont.twin.body import told

    return tuple(Change(label, unit, start, end) for label, unit, start, end in told(course))


def of_trajectory(course: Trajectory) -> str:
    """Return the start, the end and the change of everything measured, 80 columns wide."""
    head = f"{course.twin.mapped.profile.sample}: {course.protocol}"
    title = f"{'':<36} {'day 0':>10} {f'day {course.days[-1]:g}':>10} {'change':>8}  unit"
    return "\n".join(
        (
            head[:80],
            "",
            title,
            *_lines(c for c in changes(course) if not c.absent and c.label not in _UNTOLD),
            "",
            "The body",
            *_lines(body(course)),
            "",
            "Taxa whose share of the stool changes most",
            *_lines(taxa(course)),
            *_strains(course),
        )
    )


def _strains(course: Trajectory) -> Iterator[str]:
    """Yield how many strains stayed and came, where the run followed them."""
    if course.strains is not None:
        left, came = course.strains.counted(float(course.days[-1]))
        home = int(course.strains.at_home.sum())
        yield ""
        yield f"Strains: {left} of the {home} of day 0 are still there, and {came} came to stay."


def of_twin(twin: Twin) -> str:
    """Return who lives there and what they make, 80 columns wide."""
    order = np.argsort(-twin.shares, kind="stable")[:_NAMED]
    ids, known = twin.blueprint.member_ids, twin.knowledge.taxa
    lines = [f"Twin of {twin.mapped.profile.sample}: {len(ids)} taxa, diet {twin.person.diet}"]
    lines += [f"  {twin.shares[i]:7.2%}  {known[ids[i]].name}" for i in order]
    lines += ["", *_values(twin.habitual)]
    if twin.unsupported:
        lines += ["", f"More than their food can carry: {', '.join(twin.unsupported)}"]
    return "\n".join(line[:80] for line in lines)


def _values(course: Trajectory) -> Iterator[str]:
    for name, place, unit, value in rows(course, 0):
        if abs(value) > _NOTHING and name not in _UNTOLD:
            yield f"  {_label(name, place):<36} {_short(value):>10}  {unit}".rstrip()


def _lines(found: Iterable[Change]) -> Iterator[str]:
    for change in found:
        yield str(change).rstrip()


def _label(name: str, place: str) -> str:
    return name if place in ("colon", "stool", "blood") else f"{name}, {place}"


def _scfa(course: Trajectory, k: int, segment: int) -> float:
    return float(sum(course.concentration(name)[k, segment] for name in observe.SCFA))


def _without_sign(text: str) -> str:
    """Drop the sign of a change that rounds to nothing."""
    return text if any(digit in text for digit in "123456789") else text.lstrip("+-")


def _short(value: float) -> str:
    """Write a number with three digits, or fewer where it is next to nothing."""
    if abs(value) <= _NOTHING:
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
