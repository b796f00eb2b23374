"""Read the numbers of one twin: its usual day and its course under a protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.ledger import Balance
from holobiont.gut import observe
from holobiont.gut.blueprint import ABSORBED, FLATUS, STOOL, Blueprint
from holobiont.gut.byproducts import byproducts
from holobiont.host.blood import blood
from holobiont.protocol import Protocol
from holobiont.twin import Trajectory, Twin
from holobiont.twin.answers import columns, fates

#: Net release in mmol/d: id, and the compounds that add up to it.
RELEASED: Mapping[str, tuple[str, ...]] = {
    "products": observe.PRODUCTS,
    **{name: (name,) for name in observe.SCFA},
    "bcfa": observe.BCFA,
    **{name: (name,) for name in ("lactate", "succinate", "ethanol")},
    **{name: (name,) for name in ("hydrogen", "methane", "hydrogen_sulfide")},
}
_LEFT = (ABSORBED, STOOL, FLATUS)
_PERCENT = 100.0


@dataclass(frozen=True)
class Reading:
    """Numbers of one twin.

    Attributes
    ----------
    day : mapping
        Value of every output on a usual day.
    days : ndarray, shape (k,)
    course : mapping
        Every output over the protocol, each of shape (k,); empty without a protocol.
    members : tuple of str
    names : tuple of str
        Names of the members for people.
    shares : ndarray, shape (k, members)
        Shares in the stool over the protocol.
    resting : ndarray, shape (members,)
        Shares in the stool on a usual day.
    balance : Balance
        Conservation over the longest run.
    body : mapping
        Rows of the body that the gut reaches over the protocol, each of shape (k,); on the usual
        day alone without one.
    """

    day: Mapping[str, float]
    days: Array
    course: Mapping[str, Array]
    members: tuple[str, ...]
    names: tuple[str, ...]
    shares: Array
    resting: Array
    balance: Balance
    body: Mapping[str, Array] = field(default_factory=dict)


def read(twin: Twin, protocol: Protocol, days: float | None, *, exact: bool = True) -> Reading:
    """Run a twin and read it; less exactly as one of many versions."""
    usual = twin.habitual
    run = twin.run(protocol, days=days, exact=exact) if len(protocol) else usual
    resting = dict(zip(usual.hosts, usual.host_shares[0], strict=True))
    readings = [outputs(run, k) for k in range(len(run))] if len(protocol) else []
    return Reading(
        outputs(usual, 0),
        run.days,
        {name: np.array([one[name] for one in readings]) for name in (readings or [{}])[0]},
        run.hosts,
        run.host_names,
        run.host_shares,
        np.array([resting.get(host, 0.0) for host in run.hosts]),
        run.conservation,
        columns(run),
    )


def outputs(run: Trajectory, k: int) -> dict[str, float]:
    """Every output of a trajectory at time `k`, by id."""
    b, x, flows = run.twin.blueprint, run.x[k], run.flows(k)
    found = {
        name: sum(flows.get((s, place), 0.0) for s in parts for place in _LEFT)
        for name, parts in RELEASED.items()
    }
    found["scfa"] = sum(found[name] for name in observe.SCFA)
    found["energy"] = energy(b, flows)
    found["absorbed"] = _PERCENT * observe.absorbed_fraction(flows, observe.SCFA)
    found |= {f"stool_{name}": value for name, value in run.stool(k).items()}
    found |= blood(run.first_pass(k)) | fates(run, k)
    found |= byproducts(b, flows, x, run.shares[k])
    return found | places(b, run, x, k)


def energy(b: Blueprint, flows: Mapping[tuple[str, str], float]) -> float:
    """Energy of the absorbed products (kcal/d), by the heats of the knowledge (AR25)."""
    return sum(
        flows.get((c.id, ABSORBED), 0.0) * c.energy.value
        for c in b.knowledge.compounds.values()
        if c.energy is not None and c.id in observe.PRODUCTS
    )


def places(b: Blueprint, run: Trajectory, x: Array, k: int) -> dict[str, float]:
    """State of each segment: pH, mM of SCFAs, g of biomass, mL of water."""
    acidity = observe.ph(b, run.networks[k], x)
    levels = {name: observe.concentration(b, x, name) for name in observe.SCFA}
    found: dict[str, float] = {}
    for s, place in enumerate(b.habitat.names):
        found[f"ph_{place}"] = float(acidity[s])
        for name, level in levels.items():
            found[f"{name}_{place}"] = float(level[s])
        found[f"scfa_{place}"] = float(sum(level[s] for level in levels.values()))
        found[f"biomass_{place}"] = float(x[b.all_at(b.member_ids, place)].sum())
        found[f"water_{place}"] = float(x[b.at("water", place)]) * 1000
    return found
