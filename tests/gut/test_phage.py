"""Phages kill, multiply, fade and hide as their papers say, and no matter is lost over it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import find_peaks

from holobiont.culture.vessel import with_fitness
from holobiont.engine.law import Array
from holobiont.engine.ledger import balance
from holobiont.engine.network import Network
from holobiont.engine.solve import Tolerance, integrate
from holobiont.gut import kinetics
from holobiont.gut.blueprint import PARTICLES, WATER, Blueprint, vector
from holobiont.gut.community import network
from holobiont.gut.fluxes import Fluxes
from holobiont.gut.infect import infected, moved, spread
from holobiont.gut.phage import hosts
from holobiont.gut.refit import refitted
from holobiont.gut.residency import Residency, reside
from holobiont.knowledge import load
from holobiont.knowledge.schema import Phage
from tests.gut.communities import CORE, SEEDS, community, fed, in_vessel, random_state

KNOWLEDGE = load()
T4, LAMBDA = KNOWLEDGE.phages["t4_like"], KNOWLEDGE.phages["lambda_like"]
COLI = "escherichia_coli"
BROTH = {
    WATER: 1.0,
    "ammonia": 20.0,
    "phosphate": 40.0,
    "sodium": 70.0,
    "carbon_dioxide": 20.0,
    "sulfate": 1.0,
}
EXACT = Tolerance(relative=1e-6, absolute=1e-10)
#: Makes E. coli grow at about one per hour in plenty, as where bursts are full.
FAST = 0.85


def changed(phage: Phage, table: str, **values: float) -> Phage:
    """Return a phage with other numbers in one of its tables."""
    held = getattr(phage, table)
    new = {
        name: getattr(held, name).model_copy(update={"value": value, "spread": (value, value)})
        for name, value in values.items()
    }
    return phage.model_copy(update={table: held.model_copy(update=new)})


def broth(phages: list[Phage], contents: Mapping[str, float]) -> tuple[Blueprint, Array]:
    """Return E. coli and phages in a liter; who escapes them is there already."""
    b = infected(in_vessel([COLI]), phages)
    x = vector(b, {(name, "vessel"): a for name, a in {**BROTH, **contents}.items()})
    return b, spread(b, x)


def follow(net: Network, x: Array, times: Any) -> Array:
    return integrate(net, x, times, EXACT, np.full(net.size, 1e-6)).x


def at(b: Blueprint, *species: str) -> Array:
    return b.all_at(species, "vessel")


@pytest.mark.parametrize("pace", [1.0, 0.3])
def test_one_step_growth_curve(pace: float) -> None:
    """Bursts come after the latency, of the size that the growth of the host gives (NB18)."""
    contents = {"simple_sugar": 50.0, "peptide": 20.0, COLI: 0.02, "t4_like": 0.1}
    b, x = broth([T4], contents)
    net = with_fitness(network(b), b, {COLI: FAST + np.log(pace)})
    short = follow(net, x, [0.0, 0.02])[-1]
    apart = {
        law: {"rate": 0.0} for law in ("infection", "sterile_infection", "superinfection", "decay")
    }
    hours = np.linspace(0.0, 2.0, 241)
    rise = follow(net.with_params(apart), short, hours)[:, b.at("t4_like", "vessel")]
    centers = short[at(b, *b.infected["t4_like"])].sum() / T4.cell.internal / PARTICLES
    growth = float(net.extend(x)[-2])
    share = min(1.0, growth / T4.full_growth.internal)
    lost = 0.1 - rise[0]
    assert lost == pytest.approx(centers / share, rel=0.02)
    assert (rise[-1] - rise[0]) / centers == pytest.approx(T4.burst.internal, rel=0.02)
    assert (rise[-1] - rise[0]) / lost == pytest.approx(T4.burst.internal * share, rel=0.03)
    middle = hours[np.searchsorted(rise, (rise[0] + rise[-1]) / 2)] + 0.01
    assert middle == pytest.approx(T4.latency.internal, rel=0.1)
    early = np.searchsorted(hours, T4.latency.internal / 3)
    assert rise[early] - rise[0] < 0.01 * (rise[-1] - rise[0])


def chemostat(b: Blueprint, feed: Mapping[str, float], rate: float) -> Network:
    """Return a vessel that medium flows through, by a part of its volume per hour."""
    base = with_fitness(network(b), b, {COLI: FAST})
    out, into = Fluxes("outflow", kinetics.first_order), Fluxes("inflow", kinetics.constant)
    for species in (*b.contents, *b.member_ids, *b.viral):
        if species != WATER:
            out.add((b.at(species, "vessel"),), {b.at(species, "vessel"): -1.0}, rate=rate)
    for species, amount in feed.items():
        if species != WATER:
            into.add((), {b.at(species, "vessel"): 1.0}, rate=rate * amount)
    return Network(base.states, base.derived, (*base.processes, out.process(), into.process()))


def test_predator_and_prey_take_turns_in_a_chemostat() -> None:
    """Phage, not food, holds prey down where none resists; both persist (LC77)."""
    tame = changed(T4, "resistance", mutation=0.0)
    feed = {**BROTH, "simple_sugar": 0.5, "peptide": 0.1}
    b, x = broth([tame], {"simple_sugar": 0.5, "peptide": 0.1, COLI: 1e-3})
    net = chemostat(b, feed, 0.2)
    prey, predator, food = (b.at(s, "vessel") for s in (COLI, "t4_like", "simple_sugar"))
    alone = follow(net, x, [0.0, 200.0])[-1]
    alone[predator] = 1.0
    course = follow(net, alone, np.linspace(0.0, 400.0, 801))[200:]
    assert course[:, prey].mean() < 0.05 * alone[prey]
    assert course[:, food].mean() > 3 * alone[food]
    assert course[:, [prey, predator]].min() > 0
    peaks = [find_peaks(np.log(course[:, i]), prominence=2)[0] for i in (predator, prey)]
    assert min(len(p) for p in peaks) >= 3
    follows = peaks[0][np.searchsorted(peaks[0], peaks[1][0])] - peaks[1][0]
    assert 0 < follows < np.diff(peaks[1]).mean() / 2


def test_resistant_prey_takes_over_and_pays() -> None:
    """After killing comes resistance; it costs growth, and wild prey returns without phage."""
    feed = {**BROTH, "simple_sugar": 0.5, "peptide": 0.1}
    b, x = broth([T4], {"simple_sugar": 0.5, "peptide": 0.1, COLI: 1e-3, "t4_like": 1.0})
    net = chemostat(b, feed, 0.2)
    wild, resistant = (b.at(m.id, "vessel") for m in hosts(b))
    course = follow(net, x, np.linspace(0.0, 600.0, 301))
    assert course[1:11, wild].min() < 1e-3 * course[0, wild]
    assert course[50, resistant] > 0.02
    assert (course[1:51, wild] / course[1:51, resistant]).min() < 1e-4
    assert course[-1, b.at("t4_like", "vessel")] < 1 / PARTICLES
    regained = (course[[50, 300], wild] / course[[50, 300], resistant]).tolist()
    assert regained[1] > 100 * regained[0]


def test_lysogens_are_immune_and_keep_their_phage() -> None:
    contents = {"simple_sugar": 30.0, "peptide": 20.0, COLI: 1e-3, "lambda_like": 0.01}
    b, x = broth([LAMBDA], contents)
    net = with_fitness(network(b), b, {COLI: FAST})
    course = follow(net, x, np.linspace(0.0, 24.0, 49))
    (lysogen,) = (b.at(m.id, "vessel") for m in b.members if m.carries)
    wild = b.at(COLI, "vessel")
    assert course[0, lysogen] == 0
    assert course[-1, lysogen] > 100 * course[-1, wild]
    alone = course[-1].copy()
    alone[at(b, "lambda_like", *b.infected["lambda_like"])] = 0.0
    later = follow(net, alone, [0.0, 6.0])[-1]
    assert later[b.at("lambda_like", "vessel")] > 0


def test_without_prey_a_phage_only_decays() -> None:
    b = infected(in_vessel(["bacteroides_thetaiotaomicron"]), [T4])
    assert b.member_ids == ("bacteroides_thetaiotaomicron",)
    contents = {**BROTH, "simple_sugar": 20.0, "bacteroides_thetaiotaomicron": 0.1, "t4_like": 5.0}
    x = vector(b, {(name, "vessel"): a for name, a in contents.items()})
    course = follow(network(b), x, np.linspace(0.0, 48.0, 9))
    fading = 5.0 * np.exp(-T4.decay.internal * np.linspace(0.0, 48.0, 9))
    assert course[:, b.at("t4_like", "vessel")] == pytest.approx(fading, rel=1e-4)


@settings(max_examples=8)
@given(
    phage=st.sampled_from(["t4_like", "lambda_like", "stec_phage", "ecoli_cocktail"]),
    dose=st.floats(1e-6, 100),
    cells=st.floats(1e-9, 0.5),
    sugar=st.floats(0.1, 50),
)
def test_elements_are_kept_and_nothing_falls_below_zero(
    phage: str, dose: float, cells: float, sugar: float
) -> None:
    contents = {"simple_sugar": sugar, "peptide": 10.0, COLI: cells, phage: dose}
    b, x = broth([KNOWLEDGE.phages[phage]], contents)
    found = follow(network(b), x, np.linspace(0.0, 24.0, 13))
    assert balance(*b.element_matrix, found[0], found[-1]).worst < 1e-6
    assert found.min() > -1e-6


@pytest.mark.parametrize("place", ["vessel", "colon"])
def test_every_flux_conserves_the_elements(place: str) -> None:
    """Particles and infected cells weigh what they were made of."""
    plain = community([*CORE, COLI]) if place == "colon" else in_vessel([*CORE, COLI])
    b = infected(plain, [T4, LAMBDA, KNOWLEDGE.phages["crass_like"]])
    _, composition = b.element_matrix
    net = network(b)
    lost = np.abs(composition @ net.stoichiometry)
    carried = np.abs(composition) @ np.abs(net.stoichiometry)
    own = np.concatenate(
        [np.arange(s.start, s.stop) for n, s in net.flux_slices.items() if n in VIRAL]
    )
    assert own.size
    assert (lost[:, own] <= 1e-9 * carried[:, own].max(axis=0)).all()


VIRAL = (
    "infection",
    "sterile_infection",
    "lysogeny",
    "induction",
    "superinfection",
    "ripening",
    "decay",
    "kin_crowding",
    "mucosal_exchange",
    "viral_shedding",
)


@settings(max_examples=5)
@given(SEEDS)
def test_the_jacobian_is_exact(seed: int) -> None:
    b = infected(in_vessel([COLI]), [T4, LAMBDA])
    net, x = network(b), random_state(b, seed)
    direction = np.random.default_rng(seed).standard_normal(net.size) * x
    step = 1e-6
    near = (net.rhs(x + step * direction) - net.rhs(x - step * direction)) / (2 * step)
    exact = net.jacobian(x) @ direction
    assert exact == pytest.approx(near, rel=1e-4, abs=1e-5 * float(np.abs(near).max()))


SHARES = np.array([0.3, 0.2, 0.15, 0.05, 0.1, 0.02, 0.01, 0.16, 0.01])


@pytest.fixture(scope="module")
def home() -> tuple[Blueprint, Residency]:
    b = community((*CORE, COLI))
    net, start = fed(b, SHARES)
    return b, reside(b, net, SHARES, start)


def dosed(home: tuple[Blueprint, Residency], phage: Phage, dose: float) -> tuple[Blueprint, Array]:
    """Follow a colon for three days after particles (1e9) came into its first segment."""
    old, found = home
    b = infected(old, [phage])
    x = moved(old, found.x, b)
    x[b.at(phage.id, b.habitat.names[0])] = dose
    scale = np.maximum(np.abs(x), 1e-3)
    course = integrate(
        refitted(old, found.network, b), x, np.linspace(0, 72, 13), EXACT, scale=scale * 1e-2
    )
    return b, course.x


def held(b: Blueprint, x: Array, places: tuple[str, ...]) -> Array:
    """Biomass of E. coli that T4 can infect, in some places together."""
    return np.asarray(sum(x[..., b.at(COLI, place)] for place in places))


def test_unused_phages_change_nothing(home: tuple[Blueprint, Residency]) -> None:
    b, course = dosed(home, T4, 0.0)
    plain = [b.at(*state) for state in home[0].states if state[1] in home[0].habitat.names]
    assert course[-1, plain] == pytest.approx(course[0, plain], rel=1e-3, abs=1e-6)


def test_mucus_is_a_refuge(home: tuple[Blueprint, Residency]) -> None:
    """Sites that phages do not reach keep prey, which the lumen loses (LO20)."""
    open_to_all = changed(T4, "gut", mucus_share=1.0, mucus_exchange=1.0)
    b, sheltered = dosed(home, T4, 100.0)
    _, bare = dosed(home, open_to_all, 100.0)
    lumen, mucus = b.habitat.names, b.habitat.walls
    for course in (sheltered, bare):
        assert held(b, course, lumen).min() < 0.05 * held(b, course[0], lumen)
        assert course[:, [b.at(COLI, p) for p in (*lumen, *mucus)]].min() > 0
    fallen = [
        held(b, course, mucus).min() / held(b, course[0], mucus) for course in (sheltered, bare)
    ]
    assert fallen[0] > 3 * fallen[1]
    shallow = held(b, sheltered, lumen).min() / held(b, sheltered[0], lumen)
    assert fallen[0] > shallow


def test_a_colon_keeps_its_elements(home: tuple[Blueprint, Residency]) -> None:
    b, course = dosed(home, T4, 100.0)
    assert balance(*b.element_matrix, course[0], course[-1]).worst < 1e-6
    inside = [i for i, (_, place) in enumerate(b.states) if place in b.habitat.names]
    assert course[:, inside].min() > -1e-6


def test_a_phage_of_an_absent_host_passes(home: tuple[Blueprint, Residency]) -> None:
    crass = KNOWLEDGE.phages["crass_like"]
    b, course = dosed(home, crass, 10.0)
    inside = course[:, [b.at("crass_like", p) for p in (*b.habitat.names, *b.habitat.walls)]]
    passed = course[:, b.at("crass_like", "stool")]
    assert (inside.sum(axis=1) + passed <= 10.0 + 1e-6).all()
    assert passed[-1] > 5.0
