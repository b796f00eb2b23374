"""Elements and charge are conserved by every reaction of the knowledge."""

import pytest

from holobiont.knowledge import elements, load
from holobiont.knowledge.schema import SUBSTRATE_KINDS

KNOWLEDGE = load()


def surplus(stoichiometry: dict[str, float]) -> dict[str, float]:
    """Count atoms and charge again, by another road than the loader's."""
    total: dict[str, float] = {"charge": 0.0}
    for name, coefficient in stoichiometry.items():
        member = name if name in KNOWLEDGE.polymers else KNOWLEDGE.members(name)[0]
        matter = KNOWLEDGE.polymers.get(member) or KNOWLEDGE.compounds[member]
        total["charge"] += coefficient * matter.charge
        for symbol, count in elements(matter.formula).items():
            total[symbol] = total.get(symbol, 0.0) + coefficient * count
    return total


@pytest.mark.parametrize("name", KNOWLEDGE.pathways)
def test_every_pathway_balances(name: str) -> None:
    total = surplus(KNOWLEDGE.pathways[name].stoichiometry)
    assert {"C", "H", "O"} & total.keys()
    assert total == pytest.approx(dict.fromkeys(total, 0.0), abs=1e-9)


@pytest.mark.parametrize("name", KNOWLEDGE.conversions)
def test_every_conversion_balances(name: str) -> None:
    conversion = KNOWLEDGE.conversions[name]
    total = surplus(conversion.per_substrate)
    assert {"C", "H"} <= total.keys()
    assert total == pytest.approx(dict.fromkeys(total, 0.0), abs=1e-9)
    assert conversion.per_substrate[conversion.substrate] == pytest.approx(-1)


@pytest.mark.parametrize("name", KNOWLEDGE.polymers)
def test_every_polymer_balances(name: str) -> None:
    total = surplus(KNOWLEDGE.polymers[name].stoichiometry)
    assert {"C", "H", "O"} <= total.keys()
    assert total == pytest.approx(dict.fromkeys(total, 0.0), abs=1e-9)


@pytest.mark.parametrize("name", KNOWLEDGE.pathways)
def test_mass_is_conserved_and_per_substrate_is_per_substrate(name: str) -> None:
    pathway = KNOWLEDGE.pathways[name]
    mass = {k: KNOWLEDGE.gram_per_mmol(KNOWLEDGE.members(k)[0]) for k in pathway.stoichiometry}
    assert sum(n * mass[k] for k, n in pathway.stoichiometry.items()) == pytest.approx(0, abs=1e-9)
    assert pathway.per_substrate[pathway.substrate] == pytest.approx(-1)


@pytest.mark.parametrize("kind", SUBSTRATE_KINDS)
def test_a_substrate_kind_has_one_formula(kind: str) -> None:
    formulas = {tuple(KNOWLEDGE.compounds[c].elements.items()) for c in KNOWLEDGE.members(kind)}
    assert len(formulas) == 1


def test_molar_masses() -> None:
    assert KNOWLEDGE.gram_per_mmol("acetate") == pytest.approx(0.06005, abs=1e-5)
    assert KNOWLEDGE.gram_per_mmol("simple_sugar") == pytest.approx(0.18016, abs=1e-5)
    assert KNOWLEDGE.gram_per_mmol("resistant_starch") == pytest.approx(0.16214, abs=1e-5)


def test_mucin_has_its_published_composition() -> None:
    """75 % carbohydrate, 20 % protein and 5 % sulfate by mass (K22)."""
    mucin, water = KNOWLEDGE.polymers["mucin"], KNOWLEDGE.gram_per_mmol("water")
    mass = {
        name: share * (KNOWLEDGE.gram_per_mmol(name) - water)
        for name, share in mucin.products.items()
    }
    assert sum(mass.values()) == pytest.approx(mucin.molar_mass)
    assert mass["mucin_sugar"] / mucin.molar_mass == pytest.approx(0.75, abs=0.02)
    assert mass["peptide"] / mucin.molar_mass == pytest.approx(0.20, abs=0.02)
    assert mass["sulfate"] / mucin.molar_mass == pytest.approx(0.05, abs=0.02)
