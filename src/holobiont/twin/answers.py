"""How the body answers a course, as the rows of its axes: read once, told wherever it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np

from holobiont.engine.law import Array
from holobiont.gut import observe
from holobiont.host.module import Module, reads, wants
from holobiont.host.registry import body, make
from holobiont.knowledge import Knowledge
from holobiont.knowledge.axes import load_axes
from holobiont.knowledge.schema.base import Grade, Quantity, Status
from holobiont.knowledge.schema.host import Parameter
from holobiont.twin.body import SIGNALS, follow, reached

if TYPE_CHECKING:
    from holobiont.twin.trajectory import Trajectory

#: Kept times at which the body is looked at, at most.
LOOKS = 61
#: A module that turns with the clock, and has no rest of its own.
_CLOCK = "circadian"


@dataclass(frozen=True)
class Provenance:
    """What stands behind a row: source codes, the weakest status and the weakest grade."""

    sources: tuple[str, ...]
    status: str
    grade: str


def columns(course: Trajectory) -> dict[str, Array]:
    """Return the rows of the body that the gut reaches, at the kept times of a course, by id.

    Parameters
    ----------
    course : Trajectory

    Returns
    -------
    dict of str to ndarray, shape (k,)
        In the units of `units`. The first value is that of the usual day.
    """
    seen = follow(course, looks=LOOKS)
    days = seen.hours / 24 + course.days[0]
    wanted = [name for name in _rows() if name in seen.columns]
    return {name: np.interp(course.days, days, seen[name]) for name in wanted}


def fates(course: Trajectory, k: int) -> dict[str, float]:
    """Return what becomes of the acids that the colon absorbs, together and each (mmol/d).

    Parameters
    ----------
    course : Trajectory
    k : int
        Position of a kept time.

    Returns
    -------
    dict of str to float
        ``acids_absorbed``, ``acids_burnt`` in the wall, ``acids_kept`` by the liver and
        ``acids_reached`` in the general blood; of each acid, ``acetate.absorbed`` and
        so on.
    """
    found = {}
    for name, passed in course.first_pass(k).items():
        kept = passed.extracted
        found[f"{name}.absorbed"] = passed.absorbed
        found[f"{name}.burnt"] = passed.oxidized
        found[f"{name}.kept"] = kept
        found[f"{name}.reached"] = passed.absorbed - passed.oxidized - kept
    for fate in ("absorbed", "burnt", "kept", "reached"):
        found[f"acids_{fate}"] = sum(found[f"{name}.{fate}"] for name in observe.SCFA)
    return found


def resting(knowledge: Knowledge) -> dict[str, float]:
    """Return the rows of the body that nothing from the gut reaches, where they rest, by id."""
    touched = set(reached(knowledge))
    names = [name for name in knowledge.host if name not in touched and name != _CLOCK]
    host = body(names, knowledge).settled()
    untouched = {name for module in names for name in make(module, knowledge).made}
    return {name: host.value(name) for name in _rows() if name in untouched}


def units(knowledge: Knowledge) -> dict[str, str]:
    """Return the unit of every row of the body, by id."""
    found: dict[str, str] = {}
    for name in knowledge.host:
        made = make(name, knowledge)
        found |= {state: unit for state, (unit, _) in {**made.inputs, **made.states}.items()}
        found |= {name: each.unit for name, each in made.outputs.items()}
    return {name: found[name] for name in _rows()}


def provenance(knowledge: Knowledge) -> dict[str, Provenance]:
    """Return what stands behind every row of the body, by id.

    That is the row's own number; of an output all that it reads; and all on the way from the gut
    to it: the inputs that the gut or a coupling sets, and these couplings.
    """
    modules = [make(name, knowledge) for name in knowledge.host]
    return {name: _provenance(name, _Behind(knowledge, modules)) for name in _rows()}


def _provenance(name: str, behind: _Behind) -> Provenance:
    behind.add(name)
    return Provenance(
        tuple(dict.fromkeys(code for code in behind.codes if code != "assumed")),
        max((each.status for each in behind.found), key=get_args(Status).index),
        max((each.grade for each in behind.found), key=get_args(Grade).index),
    )


class _Behind:
    """Collects the numbers behind a row."""

    def __init__(self, knowledge: Knowledge, modules: list[Module]) -> None:
        self.knowledge, self.modules = knowledge, modules
        self.couplings = [c for c in knowledge.couplings.values() if not c.hypothesis]
        self.found: list[Quantity] = []
        self.codes: list[str] = []
        self.seen: set[str] = set()

    def add(self, name: str) -> None:
        """Add what stands behind a state, output or input."""
        if name in self.seen:
            return
        self.seen.add(name)
        home = self._home(name)
        model = self.knowledge.host[home.name]
        if name in home.outputs:
            function = home.outputs[name].function
            self._quantities([model.parameters[each] for each in wants(function)])
            inner = set(reads(function))
        else:
            table = model.states if name in model.states else model.inputs
            self._quantities([table[name]])
            rates = [flux.rate for flux in home.fluxes if name in flux.effects]
            inner = {each for rate in rates for each in reads(rate)} & set(home.inputs)
        self.codes += model.model.source.split(";")
        for each in sorted(inner):
            if each not in home.inputs or self._heard(each):
                self.add(each)
        self._coupled(name)

    def _coupled(self, name: str) -> None:
        for coupling in self.couplings:
            if coupling.to == name:
                self._quantities([coupling.size])
                self.add(coupling.origin)

    def _heard(self, name: str) -> bool:
        made = (name in m.made for m in self.modules)
        return name in SIGNALS or any(c.to == name for c in self.couplings) or any(made)

    def _home(self, name: str) -> Module:
        made = (m for m in self.modules if name in m.made)
        read = (m for m in self.modules if name in m.inputs)
        return next(made, None) or next(read)

    def _quantities(self, found: list[Parameter]) -> None:
        self.found += found
        self.codes += [code for each in found for code in each.sources]


def _rows() -> Mapping[str, None]:
    axes = load_axes().values()
    return dict.fromkeys(row.id for axis in axes for row in axis.rows if row.of == "body")
