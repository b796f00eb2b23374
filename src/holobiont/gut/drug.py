"""Drugs: swallowed, absorbed, secreted back, carried along, bound, undone, and deadly to some.

States are grams of each drug on its way to the colon, in the body, and in the contents of each
segment, which its mucus shares as it does other solutes. Only drugs that a blueprint is given cost
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from holobiont.engine.law import Law, Linear, Process
from holobiont.gut import effects, kinetics, potency, upstream
from holobiont.gut.blueprint import (
    ABSORBED,
    BIOMASS,
    BODY,
    ILEUM,
    NECROMASS,
    UNDONE,
    WATER,
    Blueprint,
)
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.kin import kin_crowding
from holobiont.gut.quantities import sums
from holobiont.gut.resistance import kin, siblings
from holobiont.gut.susceptible import constants, elimination_rate
from holobiont.gut.vigor import vigor
from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Drug, Inactivation

#: Keeps the power of no drug at all defined; nothing of biology (g/L).
_NONE = 1e-30
#: What is put behind the name of a law of growth when it is taken per gram here.
SUFFIX = "_with_drug"

Derived = tuple[Law | Linear, ...]


def enzymes(b: Blueprint) -> tuple[tuple[Drug, Inactivation], ...]:
    """Every way in which some drug is undone."""
    return tuple((drug, each) for drug in b.drugs for each in drug.inactivation.values())


def derived(b: Blueprint, start: int, growing: Sequence[Process]) -> Derived:
    """Return what drugs meet: bacteria, other solids, carriers, kin (g) and growth (1/h).

    Solids by segment, carriers by enzyme and segment, kin by strain and segment, the part of growth
    that is left in the ileum by member, growth by home, lumen first, and member.

    Parameters
    ----------
    start : int
        Position of the first of these quantities.
    growing : sequence of Process
        Processes of the blueprint, those of growth among them.
    """
    if not b.drugs:
        return ()
    met: Derived = (_bacteria(b), _other(b), _carriers(b), kin(b), *upstream.derived(b, _NONE))
    start += sum(node.size for node in met)
    return (*met, *vigor(b, b.members, start, growing, SUFFIX))


def _bacteria(b: Blueprint) -> Linear:
    """Dry mass of bacteria, living and dead, to which drugs bind."""
    dead = b.grams(NECROMASS)
    terms = [
        (s, b.at(m, place), 1.0) for s, place in enumerate(b.habitat.names) for m in b.member_ids
    ]
    terms += [(s, b.at(NECROMASS, place), dead) for s, place in enumerate(b.habitat.names)]
    return sums("bacteria", terms, len(b.habitat.names))


def _other(b: Blueprint) -> Linear:
    """Dry mass of other solids: fiber, food that is left, mucin."""
    solids = [name for name in b.solids if name != NECROMASS]
    terms = [
        (s, b.at(name, place), b.grams(name))
        for s, place in enumerate(b.habitat.names)
        for name in solids
    ]
    return sums("other_solids", terms, len(b.habitat.names))


def _carriers(b: Blueprint) -> Linear:
    width, terms = len(b.habitat.names), []
    for row, (_, enzyme) in enumerate(enzymes(b)):
        for member in b.members:
            active = closest(enzyme.carriers, member.taxon)
            if active is not None and active.internal > 0:
                at = b.across(member.id)
                terms += [(row * width + s, int(at[s]), active.internal) for s in range(width)]
    return sums("drug_carriers", terms, len(enzymes(b)) * width)


def absorption(b: Blueprint, _made: Derived, _start: int) -> Process:
    """Absorb and undo some of what is swallowed before the small intestine empties.

    All are of first order, so that the parts come from rates over that of emptying, `k`, as they
    are over the part that reaches the colon: with `F` absorbed and `D` of the rest destroyed,
    ``k F / ((1 - F) (1 - D))`` and ``k D / (1 - D)``.
    """
    fluxes = Fluxes("drug_absorption", kinetics.first_order)
    for drug in b.drugs:
        part = drug.absorbed.internal
        lost = drug.destroyed.internal if drug.destroyed is not None else 0.0
        left = b.habitat.emptying / (1.0 - lost)
        source = b.at(drug.id, ILEUM)
        for way, rate in ((BODY, left * part / (1.0 - part)), (UNDONE, left * lost)):
            if rate > 0:
                fluxes.add((source,), {source: -1.0, b.at(drug.id, way): 1.0}, rate=rate)
    return fluxes.process()


def elimination(b: Blueprint, _made: Derived, _start: int) -> Process:
    """Drugs leave the body by its half-life: some into the colon, the rest undone or in urine."""
    fluxes = Fluxes("drug_elimination", kinetics.first_order)
    for drug in b.drugs:
        if not drug.to_body:
            continue
        back = drug.to_colon
        source = b.at(drug.id, BODY)
        effect = {
            source: -1.0,
            b.at(drug.id, b.habitat.names[0]): back,
            b.at(drug.id, ABSORBED): 1.0 - back,
        }
        fluxes.add((source,), effect, rate=elimination_rate(drug))
    return fluxes.process()


def uptake(b: Blueprint, _made: Derived, start: int) -> Process:
    """Hand on to the body what the colon absorbs of a drug."""
    fluxes = Fluxes("drug_uptake", potency.uptake)
    for drug in b.drugs:
        if drug.from_colon is None:
            continue
        for s, place in enumerate(b.habitat.names):
            fluxes.add(
                _level(b, drug, s, start),
                {b.at(drug.id, place): -1.0, b.at(drug.id, BODY): 1.0},
                rate=drug.from_colon.internal,
                **_binding(drug),
            )
    return fluxes.process()


def inactivation(b: Blueprint, made: Derived, start: int) -> Process:
    """Enzymes of those who carry them undo a drug (Michaelis & Menten 1913)."""
    fluxes = Fluxes("drug_inactivation", potency.inactivation)
    width = len(b.habitat.names)
    carriers = start + 2 * width
    for row, (drug, enzyme) in enumerate(enzymes(b)):
        for s, place in enumerate(b.habitat.names):
            source = b.at(drug.id, place)
            fluxes.add(
                (carriers + row * width + s, *_level(b, drug, s, start)),
                {source: -1.0, b.at(drug.id, UNDONE): 1.0},
                rate=enzyme.rate.internal,
                half=enzyme.half.internal,
                **_binding(drug),
            )
    return fluxes.process()


def killing(b: Blueprint, made: Derived, start: int) -> Process:
    """Drugs end growth and kill, each by its free concentration over the MIC (RG04)."""
    fluxes = Fluxes("drug_killing", potency.killing)
    for drug in b.antimicrobials:
        if drug.acidity is None:
            _add_killing(b, made, start, drug, fluxes)
    return fluxes.process(none=_NONE)


def killing_in_acid(b: Blueprint, made: Derived, start: int) -> Process:
    """Drugs that acid weakens do so too, each by what it can do at the pH of its place."""
    fluxes = Fluxes("drug_killing_in_acid", potency.killing_in_acid)
    for drug in b.antimicrobials:
        if drug.acidity is not None:
            _add_killing(b, made, start, drug, fluxes)
    return fluxes.process(none=_NONE)


def _add_killing(b: Blueprint, made: Derived, start: int, drug: Drug, fluxes: Fluxes) -> None:
    """Add what a drug does to each member in each home."""
    debris = 1.0 / b.knowledge.gram_per_mmol(BIOMASS)
    growth = start + sum(node.size for node in made[:-1])
    acid = drug.acidity
    more = {} if acid is None else {"fold": acid.fold.internal, "tested": acid.tested.internal}
    for k, home in enumerate((*b.habitat.names, *b.habitat.walls)):
        s = k % len(b.habitat.names)
        place, level = b.habitat.names[s], _level(b, drug, s, start)
        ph = () if acid is None else (int((b.ph if k == s else b.mucosal_ph)[s]),)
        for i, member in enumerate(b.members):
            source = b.at(member.id, home)
            fluxes.add(
                (source, *level, growth + k * len(b.members) + i, *ph),
                {source: -1.0, b.at(NECROMASS, place): debris},
                **constants(drug, member),
                **_binding(drug),
                **more,
            )


def _level(b: Blueprint, drug: Drug, s: int, start: int) -> tuple[int, ...]:
    """Positions from which the free concentration of a drug in a segment follows."""
    place, width = b.habitat.names[s], len(b.habitat.names)
    return b.at(drug.id, place), b.at(WATER, place), start + s, start + width + s


def _level_of(b: Blueprint, start: int) -> effects.Level:
    return lambda drug, s: (_level(b, drug, s, start), _binding(drug))


def _binding(drug: Drug) -> dict[str, float]:
    bacteria, other = binding(drug)
    return {"to_bacteria": bacteria, "to_other": other}


def binding(drug: Drug) -> tuple[float, float]:
    """Return what a gram of dry bacteria, and of other solids, holds of a drug (L/g)."""
    held = drug.binding
    return (0.0, 0.0) if held is None else (held.bacteria.internal, held.other.internal)


def strain_crowding(b: Blueprint, made: Derived, start: int) -> Process:
    """Strains of one host share what crowding takes."""
    kin_at = start + sum(node.size for node in made[:3])
    return kin_crowding(b, "strain_crowding", siblings(b), kin_at)


#: Every process of drugs.
PROCESSES: tuple[Callable[[Blueprint, Derived, int], Process], ...] = (
    absorption,
    elimination,
    uptake,
    inactivation,
    killing,
    killing_in_acid,
    strain_crowding,
)


def processes(b: Blueprint, made: Sequence[Law | Linear], start: int) -> tuple[Process, ...]:
    """Return the processes of the drugs of a blueprint; none where it has none.

    Parameters
    ----------
    made : sequence of Law or Linear
        The quantities of `derived`, of which the first is at `start`.
    """
    if not b.drugs:
        return ()
    own = tuple(make(b, tuple(made), start) for make in PROCESSES)
    level = _level_of(b, start)
    return (*own, *upstream.processes(b, _NONE, made, start), *effects.processes(b, level))
