"""Measure files: what is shipped is complete, and a bad file is told by name and key."""

import shutil
from pathlib import Path

import pytest

import holobiont.knowledge.measures as module
from holobiont.errors import KnowledgeError
from holobiont.knowledge.measures import load_measures

SHIPPED = Path(module.__file__).parent / "data" / "measures"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SHIPPED, tmp_path / "measures"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_shipped_files_load():
    known = load_measures()
    assert known.composition.species["Prevotella copri"].mean == pytest.approx(6.7524)
    assert known.distribution("gmhi", "species").n == 118
    assert known.distribution("gmhi", "genus") is None


def test_means_do_not_exceed_the_whole():
    healthy = load_measures().composition
    for table in (healthy.species, healthy.genus):
        assert 90 < sum(share.mean for share in table.values()) <= 100.1


def test_no_distribution_is_given_twice():
    pairs = [(d.measure, d.level) for d in load_measures().distributions]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("gmhi.toml", "pseudocount", "pseudocuont", "gmhi.toml, key"),
        ("gmwi2.toml", 'rank = "genus"', 'rank = "genera"', "gmwi2.toml, key taxon"),
        ("gmwi2.toml", 'source = "CG24"', 'source = "CG25"', "Did you mean 'CG24'"),
        ("distributions.toml", "p25 = 1.842", "p25 = 0.1", "quantiles must not fall"),
        ("enterotype.toml", "[bact2]", "[bact2", "not valid TOML"),
        ("references.toml", 'status = "verified"', 'status = "sure"', "references.toml, key"),
    ],
)
def test_bad_file_names_file_and_key(folder, file, old, new, words):
    edit(folder / file, old, new)
    with pytest.raises(KnowledgeError, match=words.replace("[", r"\[")):
        load_measures(folder)


def test_missing_file_is_named(folder):
    (folder / "gmhi.toml").unlink()
    with pytest.raises(KnowledgeError, match=r"gmhi\.toml is missing"):
        load_measures(folder)


def test_unknown_code_is_an_error():
    with pytest.raises(KnowledgeError, match="Did you mean 'GM20'"):
        load_measures().cite("GM2O")
