"""A wrong file gives one sentence that names the file, the key and the nearest valid name."""

import shutil
from pathlib import Path

import pytest

from holobiont.errors import KnowledgeError
from holobiont.knowledge import load

DATA = load().folder
TAXON = "taxa/faecalibacterium_prausnitzii.toml"
GROWTH = "\n[growth]\n"
GUILD = """
[{name}]
label = "test"
parent = "faecalibacterium"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the knowledge, with one taxon only, to keep loading fast."""
    copy = shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("taxa"))
    (copy / "taxa").mkdir()
    shutil.copy(DATA / TAXON, copy / TAXON)
    return copy


def complaint(folder: Path) -> str:
    load.cache_clear()
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        # names
        ("pathways.toml", "3 butyrate", "3 butirate", "'butyrate'"),
        ("polymers.toml", "malto_oligosaccharide", "malt_oligosaccharide", "'malto_oligosacch"),
        ("diets/hadza.toml", "pectin =", "pektin =", "'pectin'"),
        ("foods/garlic.toml", "inulin =", "inulinn =", "'inulin'"),
        (TAXON, 'guild = "faecalibacterium"', 'guild = "fecalibacterium"', "'faecalibacterium'"),
        (TAXON, "[hydrolyses]\npectin", "[hydrolyses]\npecten", "'pectin'"),
        # keys
        ("foods/garlic.toml", "max_dose", "max_doze", "'max_dose'"),
        ("compounds.toml", "phase", "fase", "'phase'"),
        ("diets/hadza.toml", "[to_colon]", "[to_collon]", "'to_colon'"),
        ("diets/hadza.toml", "spread =", "spred =", "'spread'"),
        ("diets/hadza.toml", "status =", "statos =", "'status'"),
        # choices
        ("compounds.toml", 'phase = "dissolved"', 'phase = "disolved"', "'dissolved'"),
        ("compounds.toml", 'kind = "scfa"', 'kind = "scfas"', "'scfa'"),
        ("diets/hadza.toml", 'status = "verified"', 'status = "verifyed"', "'verified'"),
        # provenance
        ("diets/hadza.toml", 'source = "AR25"', 'source = "AR52"', "'AR25'"),
        ("references.toml", "[AR25]", "[AR2025]", "AR25"),
        # units
        ("foods/garlic.toml", 'unit = "g/d"', 'unit = "g/dy"', "'d'"),
        ("foods/garlic.toml", 'unit = "g/g"', 'unit = "g/d"', "should be like 'g/g'"),
        # numbers
        ("diets/hadza.toml", "spread = [24, 102]", "spread = [80, 102]", "does not contain"),
        ("compounds.toml", "[[4.7, 4.8]]", "[[4.8, 4.9]]", "does not contain"),
        ("compounds.toml", "[[4.1, 4.3], [5.5, 5.7]]", "[[4.1, 4.3]]", "one [low, high] pair"),
        ("diets/hadza.toml", "pectin = {value = 9.5", "pectin = {value = 14.5", "adds up to"),
        # chemistry
        ("polymers.toml", "water = 1\n", "water = 2\n", "does not balance"),
        ("compounds.toml", 'formula = "C2H4O2"', 'formula = "C2H6O2"', "does not balance"),
        ("compounds.toml", 'formula = "C2H4O2"', 'formula = "acetic"', "is not a formula"),
        ("compounds.toml", 'formula = "C2H4O2"', 'formula = "C2H4O2X"', "not a known element"),
        ("compounds.toml", 'formula = "C6H12O6"', 'formula = "C6H14O6"', "must share one"),
        # form
        ("foods/garlic.toml", "max_dose = {", "max_dose = ", "not valid TOML"),
        ("foods/garlic.toml", 'label = "garlic', 'id = "x"\nlabel = "garlic', "worked out"),
    ],
)
def test_a_broken_file(folder: Path, file: str, old: str, new: str, said: str) -> None:
    edit(folder, file, old, new)
    sentence = complaint(folder)
    assert said in sentence
    # An unknown code is noticed where it is used, a formula where it unbalances.
    if file not in ("references.toml", "compounds.toml"):
        assert sentence.startswith(file)


def test_fractions_must_add_up_to_one(folder: Path) -> None:
    text = GUILD.format(name="odd") + "[odd.pathways.hexose]\n"
    with (folder / "guilds.toml").open("a") as file:
        file.write(text + "butyrate_faecalibacterium = 0.7\n")
    names = load().guilds["faecalibacterium"].pathways["hexose"]
    first = next(iter(names))
    edit(folder, "guilds.toml", "butyrate_faecalibacterium = 0.7", f"{first} = 0.7")
    assert "add up to 0.7" in complaint(folder)


def test_a_pathway_must_use_the_substrate_it_stands_under(folder: Path) -> None:
    knowledge = load()
    wrong = next(p.id for p in knowledge.pathways.values() if p.substrate == "lactate")
    with (folder / "guilds.toml").open("a") as file:
        file.write(GUILD.format(name="odd") + f"[odd.pathways.hexose]\n{wrong} = 1\n")
    assert "not 'hexose'; pathways of 'hexose' are" in complaint(folder)


def test_missing_provenance_says_where_to_put_it(folder: Path) -> None:
    path = folder / "foods/garlic.toml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("grade")))
    sentence = complaint(folder)
    assert sentence.startswith("foods/garlic.toml: per_gram.inulin.grade is missing")
    assert "[defaults]" in sentence


def test_an_unknown_file_is_not_passed_over(folder: Path) -> None:
    (folder / "polymer.toml").write_text("")
    assert "'polymers'" in complaint(folder)


def test_a_folder_without_knowledge(tmp_path: Path) -> None:
    assert "is not a knowledge folder" in complaint(tmp_path)


def test_an_unknown_trait(folder: Path) -> None:
    edit(folder, TAXON, "[traits]\n", "[traits]\nh2ss = true\n")
    assert "'h2s'" in complaint(folder)
