"""All measures together: order, provenance, refusals, real profiles."""

import json

import numpy as np
import pytest

from holobiont.errors import UsageError
from holobiont.knowledge.measures import load_measures
from holobiont.profile.measures import measure
from holobiont.profile.measures.model import position
from holobiont.profile.measures.view import key, synonyms
from holobiont.profile.read import read
from tests.profile.measures.samples import KNOWLEDGE, mapped, profile
from tests.shared import shared_data

FACTS = load_measures()
SPECIES = {
    "k__Bacteria|f__Bacteroidaceae|s__Bacteroides_uniformis": 0.4,
    "k__Bacteria|f__Lachnospiraceae|s__Roseburia_intestinalis": 0.3,
    "k__Bacteria|f__Lachnospiraceae|s__Ruminococcus_gnavus": 0.2,
    "k__Bacteria|f__Sutterellaceae|s__Sutterella_wadsworthensis": 0.1,
}
SEEN = mapped({"roseburia": 0.3, "gnavus": 0.2})


def found(shares):
    return measure(profile(shares), knowledge=KNOWLEDGE, mapped=SEEN)


def test_every_measure_has_its_caveat_and_resolved_sources():
    for item in found(SPECIES):
        assert item.caveat
        assert item.applicable is (item.value is not None)
        assert item.applicable or item.why_not
        assert all(FACTS.cite(code).citation for code in item.sources)


def test_order_of_rows_does_not_matter():
    backward = dict(reversed(list(SPECIES.items())))
    forward = {item.id: item.value for item in found(SPECIES)}
    again = {item.id: item.value for item in found(backward)}
    assert again.keys() == forward.keys()
    for name, value in forward.items():
        assert again[name] == (value if value is None else pytest.approx(value, rel=1e-12))


def test_the_same_ids_whatever_the_rank():
    genus = found({"g__Bacteroides": 0.7, "g__Roseburia": 0.3})
    assert genus.ids == found(SPECIES).ids
    assert {"gmhi", "gmwi2", "bray_curtis_species", "aitchison_species", "faith_pd"} <= {
        item.id for item in genus if not item.applicable
    }


def test_no_finding_that_is_not_one():
    names = " ".join(found(SPECIES).ids)
    assert "firmicutes" not in names
    assert "zonulin" not in names


def test_table_is_plain():
    rows = found(SPECIES).table()
    assert json.loads(json.dumps(rows)) == rows
    assert rows[1]["reference_cohort"].endswith("(n = 118)")


def test_unknown_measure_names_the_nearest():
    with pytest.raises(UsageError, match="Did you mean 'shannon'"):
        found(SPECIES)["shanon"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.5, "below the 5th"),
        (1.2, "between the 5th and 25th"),
        (2.4, "middle half"),
        (3.0, "between the 75th and 95th"),
        (4.0, "above the 95th"),
    ],
)
def test_position_in_words(value, words):
    assert words in position(value, FACTS.distribution("shannon", "species"))


def test_percentile_of_the_median_is_fifty():
    item = found(SPECIES)["shannon"]
    assert np.interp(item.reference.p50, item.reference.quantiles, (5, 25, 50, 75, 95)) == 50
    assert 5 <= item.percentile <= 95


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("s__Dialister_sp_CAG_357", "Dialister sp. CAG:357"),
        ("Blautia_A wexlerae", "[Blautia] wexlerae"),
        ("Faecalibacterium prausnitzii_C", "Faecalibacterium_prausnitzii"),
        ("Candidatus Stoquefichus", "Stoquefichus"),
    ],
)
def test_spellings_that_are_one_name(first, second):
    assert key(first) == key(second)


def test_numbers_keep_names_apart():
    assert key("Lachnospiraceae_bacterium_5_1_57FAA") != key("Lachnospiraceae_bacterium_8_1_57FAA")


def test_renames_count_but_strains_and_sister_species_do_not():
    same = synonyms(KNOWLEDGE.taxa.values()).same(["Ruminococcus_gnavus"])
    assert same == {"ruminococcus gnavus", "mediterraneibacter gnavus"}
    strain = synonyms(KNOWLEDGE.taxa.values()).same(["Lachnospiraceae_bacterium_2_1_58FAA"])
    assert strain == {"lachnospiraceae bacterium 2 1 58faa"}


def test_health_indices_tell_ibd_from_controls():
    path = shared_data("ibdmdb_week0/taxonomic_profiles_pcl_week0.csv.gz")
    values = {"CD": [], "UC": [], "nonIBD": []}
    for sample in read(path).values():
        item = measure(sample, knowledge=KNOWLEDGE, mapped=SEEN)["gmwi2"]
        values[sample.metadata["diagnosis"]].append(item.value)
    crohn, control = np.array(values["CD"]), np.array(values["nonIBD"])
    assert (control[:, None] > crohn).mean() > 0.6
