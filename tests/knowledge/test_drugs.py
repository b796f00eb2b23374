"""Every drug says how every taxon stands it; the closest group that it names counts."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from holobiont.errors import InputError, KnowledgeError
from holobiont.knowledge import load
from holobiont.knowledge.closest import closest
from holobiont.knowledge.draw import draw
from holobiont.knowledge.draw_drugs import with_strains
from holobiont.knowledge.schema import Effects

KNOWLEDGE = load()
_PER_GRAM = 'from_colon = {value = 0.4, unit = "L/g/h"'
TAXA = KNOWLEDGE.taxa
ASKED = (
    "metronidazole amoxicillin amoxicillin_clavulanate ampicillin ciprofloxacin moxifloxacin "
    "clindamycin azithromycin doxycycline rifaximin fidaxomicin ridinilazole meropenem gentamicin "
    "cefuroxime vancomycin cefprozil ceftriaxone levofloxacin"
).split()
OTHERS = (
    "omeprazole metformin polyethylene_glycol loperamide bisacodyl senna cholestyramine "
    "colesevelam ribaxamase"
).split()


@pytest.mark.parametrize("name", ASKED)
def test_a_drug_is_known_with_its_source(name: str) -> None:
    drug = KNOWLEDGE.drugs[name]
    assert drug.usual_dose.internal <= drug.max_dose.internal
    assert all(closest(drug.mic, taxon) is not None for taxon in TAXA.values())
    assert all(q.sources for q in (*drug.mic.values(), drug.absorbed, drug.kill.kappa))


@pytest.mark.parametrize("name", OTHERS)
def test_a_drug_that_kills_nobody_says_what_it_does(name: str) -> None:
    drug = KNOWLEDGE.drugs[name]
    assert drug.usual_dose.internal <= drug.max_dose.internal
    assert drug.kill is None
    assert not drug.mic
    assert drug.effect != Effects()


def test_the_closest_name_counts() -> None:
    table = {
        "Bacteria": 1,
        "gram:positive": 2,
        "oxygen:strict": 3,
        "Bacillota": 4,
        "lachnospiraceae": 5,
        "Roseburia": 6,
        "roseburia_hominis": 7,
    }
    assert closest(table, TAXA["roseburia_hominis"]) == 7
    assert closest(table, TAXA["roseburia_faecis"]) == 6
    assert closest(table, TAXA["blautia"]) == 5
    assert closest(table, TAXA["faecalibacterium_prausnitzii"]) == 4
    assert closest(table, TAXA["bifidobacterium_longum"]) in (2, 3)
    assert closest(table, TAXA["escherichia_coli"]) == 1
    assert closest(table, TAXA["candida"]) is None


def test_a_drug_is_found_by_any_of_its_names() -> None:
    assert KNOWLEDGE.drug("Co-amoxiclav").id == "amoxicillin_clavulanate"
    with pytest.raises(InputError, match="vancomycin"):
        KNOWLEDGE.drug("vancomicin")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Bacteroidales =", "Bacteroidalis =", "Bacteroidales"),
        ('Bacteria = {value = 512, unit = "mg/L"', 'Bacteria = {value = 512, unit = "mg"', "mg/L"),
        ("psi_min = {value = -1,", "psi_min = {value = 1,", "psi_min"),
        ("absorbed = {value = 0.01,", "absorbed = {value = 1,", "absorbed"),
        ("Eukaryota =", "Archaeal =", "Archaea"),
        ("Eukaryota =", "Candida =", "nothing is said of Blastocystis"),
        ('source = "GO10"', 'source = "GO1O"', "GO10"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(KNOWLEDGE.folder, folder)
    path = folder / "drugs" / "vancomycin.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    spread = {"1,": "spread = [-4, -0.2]", "absorbed = {value = 1,": "spread = [0.001, 0.05]"}
    text = text.replace(old, new)
    if new.startswith("psi_min"):
        text = text.replace(spread["1,"], "spread = [-4, 2]")
    if new.startswith("absorbed"):
        text = text.replace(spread["absorbed = {value = 1,"], "spread = [0.001, 1]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=told) as caught:
        load(folder)
    assert "vancomycin.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("metformin", '"bile.inflow"', '"bile.inflo"', "bile.inflow"),
        ("metformin", '"bile.inflow"', '"transit.colon"', "number of what enters the colon"),
        ("metformin", "half_life =", "# half_life =", "half_life"),
        ("omeprazole", "[effect.inflow.Veillonella]", "[effect.inflow.Veilonella]", "Veillonella"),
        ("cholestyramine", '"lithocholate"', '"lithocolate"', "lithocholate"),
        ("cholestyramine", 'unit = "mmol/g"', 'unit = "mmol"', "capacity"),
        ("ribaxamase", "[effect.undo.cefprozil]", "[effect.undo.cefprosil]", "cefprozil"),
        ("loperamide", "factor = {value = 0.25,", "factor = {value = -0.25,", "factor"),
        ("polyethylene_glycol", 'unit = "mL/g"', 'unit = "mL"', "osmole"),
        ("gentamicin", "[kill]", "[unkill]", "unkill"),
        ("gentamicin", "fold = {value = 3,", "fold = {value = 0.5,", "fold"),
        ("clindamycin", "1990 =", "eighties =", "year"),
        ("metronidazole", 'from_colon = {value = 0.4, unit = "1/h"', _PER_GRAM, "from_colon"),
    ],
)
def test_a_mistake_in_an_effect_is_told(
    tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(KNOWLEDGE.folder, folder)
    path = folder / "drugs" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new).replace("spread = [0.15, 0.5]", "spread = [-1, 0.5]")
    text = text.replace("spread = [2, 4]", "spread = [0.1, 4]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=told) as caught:
        load(folder)
    assert f"{name}.toml" in str(caught.value)


def test_resistance_was_rarer_in_former_years() -> None:
    """A few in a hundred Bacteroidales resisted clindamycin in 1985 (TA84, TN93)."""
    drug, name = KNOWLEDGE.drugs["clindamycin"], "bacteroides_uniformis"
    resistant = drug.resistant["Bacteroidales"]
    assert resistant.common(1985) == resistant.earlier["1990"] == resistant.common(1990)
    assert resistant.common(1991) == resistant.common() == resistant.prevalence
    least = resistant.mic.internal_spread[0]

    def part(year: int | None) -> float:
        drawn = [
            with_strains(KNOWLEDGE, np.random.default_rng(i), [name], year).drugs["clindamycin"]
            for i in range(400)
        ]
        return float(np.mean([d.mic[name].internal >= least for d in drawn]))

    assert part(1985) < 0.15 < part(None)


def test_the_same_strains_are_drawn_whatever_the_year_if_nothing_is_known_of_it() -> None:
    one, two = (
        with_strains(KNOWLEDGE, np.random.default_rng(3), ["blautia"], year).drugs["vancomycin"]
        for year in (None, 1985)
    )
    assert one.mic["blautia"] == two.mic["blautia"]


def test_killing_may_differ_between_clades() -> None:
    """Fluoroquinolones kill Enterobacterales within the hour, and anaerobes within the day."""
    drug = KNOWLEDGE.drugs["ciprofloxacin"]
    fast = closest(drug.kills, TAXA["escherichia_coli"])
    assert closest(drug.kills, TAXA["bacteroides_uniformis"]) is None
    assert fast is not None
    assert drug.kill is not None
    assert fast.psi_min.internal < drug.kill.psi_min.internal


def test_who_has_a_strain_that_resists_is_likelier_to_have_another() -> None:
    """Prevalence is that of a place and time, drawn once for a person."""
    drug, pair = KNOWLEDGE.drugs["clindamycin"], ["bacteroides_uniformis", "phocaeicola_dorei"]
    least = drug.resistant["Bacteroidales"].mic.internal_spread[0]
    drawn = [with_strains(KNOWLEDGE, np.random.default_rng(i), pair).drugs for i in range(400)]
    has = np.array([[d["clindamycin"].mic[name].internal >= least for name in pair] for d in drawn])
    assert has[:, 1][has[:, 0]].mean() > 1.2 * has[:, 1].mean()


def test_strains_resist_as_often_as_they_are_known_to() -> None:
    drug, name = KNOWLEDGE.drugs["clindamycin"], "bacteroides_uniformis"
    resistant = drug.resistant["Bacteroidales"]
    levels = [
        with_strains(KNOWLEDGE, np.random.default_rng(seed), [name]).drugs[drug.id].mic[name]
        for seed in range(300)
    ]
    above = np.mean([level.internal >= resistant.mic.internal_spread[0] for level in levels])
    assert above == pytest.approx(resistant.prevalence.internal, abs=0.08)


def test_drawing_drugs_changes_nothing_else() -> None:
    bare = replace(KNOWLEDGE, drugs={})
    one, two = (draw(k, np.random.default_rng(3), ["blautia"]) for k in (KNOWLEDGE, bare))
    assert dict(one.physiology.quantities) == dict(two.physiology.quantities)
    assert one.taxa["blautia"] == two.taxa["blautia"]
    assert one.drugs["amoxicillin"].absorbed != KNOWLEDGE.drugs["amoxicillin"].absorbed
