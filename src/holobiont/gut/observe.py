"""What can be measured of a state: concentrations, pH, what is made, what leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from holobiont.engine.law import Array, Index, Process
from holobiont.engine.network import Network
from holobiont.gut.blueprint import (
    ABSORBED,
    BIOMASS,
    FLATUS,
    STOOL,
    SUPPLY,
    WATER,
    Blueprint,
)
from holobiont.gut.conversion import parts
from holobiont.gut.growth import GROWING

SCFA = ("acetate", "propionate", "butyrate")
BCFA = ("isobutyrate", "isovalerate")
#: Ends of the Bristol scale.
_HARDEST, _LOOSEST = 1.0, 7.0
#: What fermentation leaves (Arnoldini et al. 2025), gases apart.
PRODUCTS = (*SCFA, *BCFA, "lactate", "succinate", "formate", "ethanol")
_CONVERSION = "conversion"
_HOURS = 24.0
_GRAMS_PER_LITER = 1000.0
_PER_MILLION = 1e6


def concentration(b: Blueprint, x: Array, species: str) -> Array:
    """Concentration (mmol/L) in each segment, shape (..., segments)."""
    return np.asarray(x[..., b.across(species)] / x[..., b.across(WATER)])


def ph(b: Blueprint, network: Network, x: Array) -> Array:
    """PH of each segment, shape (segments,)."""
    return np.asarray(network.extend(x)[b.ph])


def shares(b: Blueprint, x: Array, place: str | None = None) -> Array:
    """Share of each member in the biomass of a segment (by default the last, as in the stool).

    Zero where nobody is left.
    """
    biomass = x[..., b.all_at(b.member_ids, place or b.habitat.last)]
    total = biomass.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(biomass, total, out=np.zeros_like(biomass), where=total > 0))


def hosts(b: Blueprint) -> tuple[str, ...]:
    """Ids of the members, strains of one host taken together."""
    return tuple(dict.fromkeys(member.origin for member in b.members))


def host_names(b: Blueprint) -> tuple[str, ...]:
    """Names of `hosts` for people: of the taxon, and whose strain it is where that is said."""
    taxa = {member.origin: member.taxon for member in b.members}
    return tuple(
        host.replace(taxon.id, taxon.name, 1) if host.startswith(taxon.id) else taxon.name
        for host, taxon in ((host, taxa[host]) for host in hosts(b))
    )


def by_host(b: Blueprint, values: Array) -> Array:
    """Add up the strains of each host: from shape (..., members) to (..., hosts)."""
    names = hosts(b)
    if len(names) == len(b.members):
        return values
    own = [[float(member.origin == name) for name in names] for member in b.members]
    return np.asarray(values @ np.array(own))


def daily(b: Blueprint, network: Network, x: Array, species: str, place: str) -> float:
    """Return what a ledger gains per day: mmol, g of biomass or L of water."""
    return float(network.rhs(x)[b.at(species, place)]) * _HOURS


def daily_all(b: Blueprint, network: Network, x: Array) -> dict[tuple[str, str], float]:
    """Return what every ledger gains per day, by (species, place)."""
    rate = network.rhs(x) * _HOURS
    ledgers = (SUPPLY, ABSORBED, STOOL, FLATUS)
    return {s: float(rate[i]) for i, s in enumerate(b.states) if s[1] in ledgers}


def released(flows: dict[tuple[str, str], float], species: Iterable[str]) -> float:
    """Net release of products per day: what is absorbed and what leaves in stool (mmol/d)."""
    return sum(flows.get((s, p), 0.0) for s in species for p in (ABSORBED, STOOL))


def absorbed_fraction(flows: dict[tuple[str, str], float], species: Iterable[str]) -> float:
    """Share of the net release that the body absorbs."""
    names = tuple(species)
    return sum(flows.get((s, ABSORBED), 0.0) for s in names) / released(flows, names)


def transit(b: Blueprint, x: Array, pace: float = 1.0) -> float:
    """Return the hours that contents stay in ileum and colon, as they move on at a state.

    Fuller segments pass on faster (`transport.passage`); `pace` is that of `Twin.with_transit`.
    """
    response = b.knowledge.physiology.value("transit.response")
    water = x[b.across(WATER)]
    stays = [
        (s.water / held) ** response / (s.passage * pace)
        for s, held in zip(b.habitat.segments, water, strict=True)
    ]
    return float(sum(stays)) + 1.0 / b.habitat.emptying


def absorbed_last(b: Blueprint, network: Network, x: Array, species: str) -> float:
    """Share of what is absorbed of an acid that leaves from the last segment; 0 where none does."""
    cleared = np.array([segment.clearance for segment in b.habitat.segments])
    leaves = cleared * network.extend(x)[b.free_water] * concentration(b, x, species)
    return float(leaves[-1] / leaves.sum()) if leaves.sum() > 0 else 0.0


def breath(b: Blueprint, flows: dict[tuple[str, str], float], gas: str) -> float:
    """Return a gas in end-expired air (ppm): what the blood takes up over what is breathed.

    Hydrogen and methane are not used by the body, so all that is absorbed is exhaled (LV06).
    """
    body = b.knowledge.physiology.value
    liters = flows.get((gas, ABSORBED), 0.0) / _HOURS * body("gas.molar_volume")
    return _PER_MILLION * liters / body("gas.ventilation")


def stool(b: Blueprint, flows: dict[tuple[str, str], float]) -> dict[str, float]:
    """Stool of a day.

    Returns
    -------
    dict
        ``bacteria`` and ``dry`` and ``wet`` (g/d), ``water`` (%), ``form`` (type on the Bristol
        scale, 1 to 7), ``density`` (cells per g wet).
        Bacteria are live and dead ones; what surrounds cells holds the free water, cells hold
        their own.
    """
    body = b.knowledge.physiology.value
    live = flows[BIOMASS, STOOL]
    dead = flows["necromass", STOOL] * b.grams("necromass")
    fiber = sum(flows[s, STOOL] * b.grams(s) for s in b.solids if s != "necromass")
    solutes = sum(
        max(flows[s, STOOL], 0.0) * b.grams(s) for s in b.dissolved if s != "carbon_dioxide"
    )
    other = (body("stool.fat") + body("stool.ash")) * _HOURS
    dry = live + dead + fiber + solutes + other
    free = flows[WATER, STOOL] * _GRAMS_PER_LITER
    wet = dry + free
    cells = live / body("biomass.cell_mass")
    return {
        "bacteria": live + dead,
        "dry": dry,
        "wet": wet,
        "water": 100.0 * free / wet,
        "form": _form(body, free / wet),
        "density": cells / wet,
    }


def _form(body: Callable[[str], float], water: float) -> float:
    """Type on the Bristol scale, by the share of water (Blake et al. 2016, 10.1111/apt.13746)."""
    more = water - body("stool.usual_water")
    found = body("stool.usual_form") + body("stool.form_per_water") * more
    return float(np.clip(found, _HARDEST, _LOOSEST))


def vitamins(b: Blueprint, flows: dict[tuple[str, str], float], share: Array) -> dict[str, float]:
    """Vitamins in the bacteria of a day's stool, by name (mmol/d): what their carriers hold.

    Parameters
    ----------
    share : ndarray, shape (members,)
        Shares in the stool.
    """
    found: dict[str, float] = {}
    for key, content in b.knowledge.physiology.table("vitamin").items():
        trait, name = key.split(".")
        carries = np.array([bool(m.taxon.traits.get(trait)) for m in b.members])
        found[name] = flows[BIOMASS, STOOL] * float(share[carries].sum()) * content.internal
    return found


def endotoxin(b: Blueprint, x: Array) -> dict[str, float]:
    """Lipopolysaccharide in the lumen (g): all of it, and what it amounts to at the receptor.

    Returns
    -------
    dict
        ``total``, and ``active``: grams of the hexa-acylated one of *Escherichia coli* that would
        call as strongly.
    """
    activity = b.knowledge.physiology.table("lps.activity")
    content = b.knowledge.physiology.value("lps.content")
    found = {"total": 0.0, "active": 0.0}
    for member in b.members:
        if member.taxon.lps in activity:
            held = content * float(x[b.across(member.id)].sum())
            found["total"] += held
            found["active"] += held * activity[member.taxon.lps].internal
    return found


def makers(b: Blueprint, network: Network, x: Array, species: str) -> dict[str, float]:
    """Gross production of a compound by each member (mmol/d), all segments and their mucus.

    What a conversion makes is divided among those that carry it out.
    """
    fluxes = network.fluxes(x) * _HOURS
    places = (*b.habitat.names, *b.habitat.walls)
    owner = {b.at(m, place): k for k, m in enumerate(b.member_ids) for place in places}
    at = b.across(species)
    made = np.zeros(len(b.member_ids))
    for process in network.processes:
        values = fluxes[network.flux_slices[process.law.name]]
        gain = _gain(process, at, values)
        if process.law.name in GROWING:
            owners = [owner[int(i)] for i in process.law.reads[0]]
            np.add.at(made, owners, gain)
        elif process.law.name == _CONVERSION:
            made += gain @ parts(b, x)
    return {m: float(amount) for m, amount in zip(b.member_ids, made, strict=True)}


def _gain(process: Process, at: Index, values: Array) -> Array:
    """Return what each flux adds to the states at some positions."""
    here = np.isin(process.states, at) & (process.coefficients > 0)
    gain = np.zeros(process.law.size)
    instances = process.instances[here]
    np.add.at(gain, instances, process.coefficients[here] * values[instances])
    return gain
