"""Choosing one sample, and the table that we write ourselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import InputError, UsageError
from holobiont.profile import Profile, read, read_one

SEVERAL = "taxon\t" + "\t".join(f"person{i}" for i in range(12)) + "\nBlautia" + "\t1" * 12 + "\n"


@pytest.fixture
def several(tmp_path):
    path = tmp_path / "cohort.tsv"
    path.write_text(SEVERAL)
    return path


def test_several_samples_need_a_name(several):
    with pytest.raises(UsageError, match=r"12 samples \(person0, .*person7, \.\.\.\)") as error:
        read_one(several)
    assert "person8" not in str(error.value)


def test_an_unknown_sample_gets_the_nearest(several):
    with pytest.raises(UsageError, match="Did you mean 'person1"):
        read_one(several, "Person 11")


def test_a_named_sample_is_returned(several):
    assert read_one(several, "person3").sample == "person3"


def test_a_missing_file_gets_the_nearest(several):
    with pytest.raises(InputError, match=r"does not exist.*cohort\.tsv"):
        read(several.with_name("cohorts.tsv"))
    with pytest.raises(InputError, match="is a folder"):
        read(several.parent)


def test_metadata_of_other_people_is_refused(several, tmp_path):
    path = tmp_path / "meta.tsv"
    path.write_text("id\tage\nsomebody\t3\n")
    with pytest.raises(InputError, match="says nothing about"):
        read(several, metadata=path)


def test_a_taxonomy_of_other_rows_is_told(several, tmp_path):
    path = tmp_path / "taxonomy.tsv"
    path.write_text("id\ttaxonomy\nASV1\tk__Bacteria; g__Roseburia\n")
    own = read_one(several, "person3").to_tsv(tmp_path / "own.tsv")
    assert any("taxonomy" in note for note in read_one(several, "person3", taxonomy=path).notes)
    assert any("taxonomy" in note for note in read(own, taxonomy=path).notes)
    path.write_text("id\ttaxonomy\nBlautia\tk__Bacteria; g__Roseburia\n")
    renamed = read_one(several, "person3", taxonomy=path)
    assert renamed.names == ("Roseburia",)
    assert renamed.notes == read_one(several, "person3").notes


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda text: text.strip() == text)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def profiles(draw):
    lineages = draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    raw = draw(st.lists(st.floats(1e-9, 1), min_size=len(lineages), max_size=len(lineages)))
    shares = np.array(raw) / sum(raw)
    return Profile(
        sample=draw(TEXT),
        names=tuple(draw(NAMES) for _ in lineages),
        ranks=tuple(draw(st.sampled_from(["species", "genus", "unknown"])) for _ in lineages),
        lineages=tuple(lineages),
        shares=shares,
        unclassified=draw(st.floats(0, 1)),
        unit=draw(st.sampled_from(["relative", "counts", "cells/g"])),
        load=draw(st.none() | st.floats(0, 1e13)),
        reads=draw(st.none() | st.floats(0, 1e9)),
        metadata=draw(st.dictionaries(TEXT, TEXT, max_size=3)),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
    )


@given(profile=profiles())
def test_what_we_write_we_read_back_identically(profile, tmp_path_factory):
    path = profile.to_tsv(tmp_path_factory.mktemp("own") / "profile.tsv")
    again = read_one(path)
    assert again == profile
    assert hash(again) == hash(profile)
    assert again.source.format == "holobiont"


def test_a_damaged_table_of_ours_is_refused(several, tmp_path):
    path = read_one(several, "person3").to_tsv(tmp_path / "own.tsv")
    path.write_text(path.read_text().replace("#unit", "#uni"))
    with pytest.raises(InputError, match="damaged profile"):
        read(path)


def test_a_profile_checks_itself():
    with pytest.raises(InputError, match="sum to 1"):
        Profile("A", ("x",), ("genus",), ("g__x",), np.array([0.5]))
    with pytest.raises(InputError, match="differ in length"):
        Profile("A", ("x", "y"), ("genus",), ("g__x",), np.array([1.0]))
    with pytest.raises(InputError, match=r"unit 'count' is not known.*'counts'"):
        Profile("A", ("x",), ("genus",), ("g__x",), np.array([1.0]), unit="count")


def test_a_profile_sums_at_a_rank_and_prints_itself(several):
    profile = read_one(several, "person3")
    assert profile.at_rank("genus") == {"Blautia": 1.0}
    assert profile.at_rank("family") == {}
    with pytest.raises(InputError, match="Did you mean 'genus'"):
        profile.at_rank("genera")
    assert all(len(line) <= 80 for line in str(profile).splitlines())
    assert "100.00%  Blautia" in str(profile)
