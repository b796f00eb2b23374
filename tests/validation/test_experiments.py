"""Every published target has a file; every file can be run or says what is missing."""

import re
from pathlib import Path

import pytest

from holobiont.errors import InputError, KnowledgeError, UsageError
from holobiont.knowledge import load
from holobiont.validation import experiments
from holobiont.validation.check import check
from holobiont.validation.experiment import Target
from holobiont.validation.judge import OF_SAMPLES
from holobiont.validation.observables import (
    NEEDS,
    OF_A_BODY,
    OF_A_CULTURE,
    OF_A_PERSON,
    OF_SHARES,
    OF_TAXA,
)
from holobiont.validation.read import chosen, read_experiment

ALL = experiments()
TARGETS = """
V01 V02 V03 V04 V05 V06 V07 V08 V09 V10 V11 V12 V13 V14 V18 V19 V22 V23 V24 V25 V26 V27 V29 V30
V31 V32 V33 V34 V35 V37 V38 V39 V41 V43 V45 V46 V47 V48 V50 V51 V52 V53 V54 V55
HV01 HV02 HV03 HV05 HV06 HV07 HV08 HV10 HV11 HV12 HV13 HV14 HV15 HV17 HV18 HV19 HV20 HV21 HV22
HV23 HV24 HV25 HV26 HV27 HV28 HV30 HV31 HV32 HV33 HV34 HV35 HV36 HV37 HV38 HV39 HV40 HV41 HV42
HV43 HV44 HV45 HV46 HV48 HV49 HV52 HV53 HV55 HV56
""".split()
RUN = """
V01 V02 V03 V04 V05 V06 V07 V08 V09 V10 V11 V12 V14 V18 V19 V22 V23
V24 V25 V26 V27 V52 V53 V54 V55 HV18 HV19 HV20 HV28 HV30 HV32 HV42 HV43 HV44 HV45 HV49 HV52 HV59
""".split()


def test_every_target_has_a_file_and_the_first_ones_run() -> None:
    assert set(TARGETS) <= set(ALL)
    assert [key for key in RUN if ALL[key].not_yet] == []


@pytest.mark.parametrize("key", sorted(ALL))
def test_an_experiment_names_only_what_is_known(key: str) -> None:
    e = ALL[key]
    for code in e.source.split(";"):
        load().cite(code)
    if not e.not_yet:
        check(e, load())


def write(folder: Path, text: str) -> Path:
    base = 'domain = "d"\nexperiment = "e"\nmeasured = "m"\nunit = "1"\nsource = "AR25"\n'
    (folder / "X1.toml").write_text(base + 'status = "verified"\n' + text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('obsevable = "x"\n', "observable"),
        ('not_yet = "x"\n[expected]\nlow = [2]\nhigh = [1]\n', "lower first"),
        ("[expected]\nlow = [1]\nhigh = [2]\n", "observable"),
        ('id = "X1"\n', "file's name"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=words) as error:
        experiments(write(tmp_path, text))
    assert "X1.toml" in str(error.value)


def test_an_unknown_id_gives_the_nearest() -> None:
    with pytest.raises(UsageError, match="V05"):
        chosen(("V005",))
    assert [e.id for e in chosen(("v05",))] == ["V05"]


RUNS = """
parts = ["one"]
[expected]
low = [0]
high = [1]
"""
ONE = '{value = 1, unit = "1", spread = [1, 1], source = "BT17", status = "assumed", grade = "C"}'
PASSED = f"""[observable]
kind = "first_pass"
into = ["butyrate"]
inputs = {{from_acetate = {ONE}}}
"""
BLOOD = '[observable]\nkind = "blood"\n'
ANSWER = '[observable]\nkind = "answer"\n'
PH = '[observable]\nkind = "ph"\nplace = "distal"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[observable]\nkind = "pH"\n', "kind.*'ph'"),
        ('[observable]\nkind = "concentration"\n', "species: is missing"),
        ('[observable]\nkind = "concentration"\nspecies = ["butirate"]\n', "butyrate"),
        ('[observable]\nkind = "ph"\nplace = "distall"\n', "distal"),
        ('[observable]\nkind = "group_shares"\ngroups = [["Bifidobacterum"]]\n', "bifidobacterium"),
        ('[observable]\nkind = "diversity"\nindices = ["shanon"]\n', "shannon"),
        ('[observable]\nkind = "flow"\nspecies = ["methane"]\nplace = "breath"\n', "absorbed"),
        ('[observable]\nkind = "gas_volume"\nspecies = ["methane"]\n', "inputs"),
        (PASSED + 'species = ["butirate"]\n', "butyrate"),
        (PASSED + 'species = ["lactate"]\n', "species: 'lactate'"),
        (PASSED + 'species = ["propionate"]\n', "from_propionate"),
        (BLOOD + 'place = "portl"\nspecies = ["acetate"]\n', "portal"),
        (BLOOD + 'place = "portal"\nspecies = ["lactate"]\n', "species: 'lactate'"),
        (BLOOD + 'species = ["acetate"]\n', "place: is missing"),
        (ANSWER + 'state = "ldll"\n', "ldl"),
        (ANSWER + 'state = "ldl"\nunit = "h"\n', "no unit"),
        (ANSWER + 'state = "norepinephrine"\n', "no state"),
        (PH + "[[arms]]\ngulps = [{food = 'inulin', grams = 5, day = 0, hours = 1}]\n", "days: is"),
        (
            PH + "[[arms]]\ndays = 1\ngulps = [{food = 'inuln', grams = 5, day = 0, hours = 1}]\n",
            "inulin",
        ),
        (PH + 'compare = "ratio"\n', "two arms"),
        (PH + 'compare = "slope"\n', "needs against"),
        (PH + 'statistic = "prevalence"\n', "above and below"),
        (PH + '[setup]\ndiet = "westren"\n', "western"),
        (PH + '[setup.physiology]\n"water.inflw" = 1\n', "water.inflow"),
        (PH + '[[arms]]\nprotocol = "20 g/day inuln for 4 weeks"\n', "inulin"),
        (PH + '[people]\ncarry = ["Methanobrevibacter smithi"]\n', "methanobrevibacter smithii"),
        (PH + '[naive]\nkind = "profile"\n', "group_shares"),
        (PH + '[naive]\nkind = "no change"\n', "unchanged"),
    ],
)
def test_an_unknown_name_gives_the_nearest(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, RUNS + text)
    with pytest.raises(KnowledgeError, match=words) as error:
        check(read_experiment(tmp_path / "X1.toml"), load())
    assert "X1.toml" in str(error.value)


CULTURES = RUNS + '[culture]\nmedium = "dm38"\n'
VESSEL = CULTURES + 'pool = ["Dorea longicatena", "Coprococcus comes"]\nsize = 2\n'
ACID = '[observable]\nkind = "ph"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CULTURES + ACID, "listed, or a pool"),
        (VESSEL + 'listed = [["Dorea longicatena"]]\n' + ACID, "listed, or a pool"),
        (CULTURES + 'listed = [["Dorea longicatina"]]\n' + ACID, "Dorea longicatena"),
        (CULTURES + 'listed = [["Dorea longicatena", "dorea_longicatena"]]\n' + ACID, "both"),
        (VESSEL + 'carry = ["Dorea"]\n' + ACID, "Dorea longicatena"),
        (VESSEL + 'carry = ["Coprococcus comes"]\nlack = ["Coprococcus comes"]\n' + ACID, "too"),
        (VESSEL + 'remove = ["Coprococcus come"]\n' + ACID, "Coprococcus comes"),
        (VESSEL + "substrate = {inuln = 1}\n" + ACID, "inulin"),
        (VESSEL + "phages = {lambd = 1}\n" + ACID, "culture.phages"),
        (VESSEL.replace("dm38", "dm83") + ACID, "dm38"),
        (
            VESSEL + ACID + "[[arms]]\nculture = {size = 3}\n",
            "arms.0.culture.size: must be from 1 to 2",
        ),
        (VESSEL + '[observable]\nkind = "concentration"\nspecies = ["oxygen"]\n', "'oxygen'"),
        (VESSEL + ACID + 'place = "distal"\n', "no places"),
        (VESSEL + '[observable]\nkind = "breath"\nspecies = ["methane"]\n', "'breath'.*growth"),
        (VESSEL + ACID + '[naive]\nkind = "profile"\n', "no profile"),
    ],
)
def test_what_a_culture_cannot_hold_is_named(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, text)
    with pytest.raises(KnowledgeError, match=words) as error:
        check(read_experiment(tmp_path / "X1.toml"), load())
    assert "X1.toml" in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PH + "when = {below = 1, above = 2}\n", "exactly one"),
        (PH + 'arms = ["befor"]\n[[arms]]\nname = "before"\n', "before"),
        (PH + '[[arms]]\nname = "a"\n[[arms]]\nname = "a"\n', "different names"),
        (PH + '[naive]\nkind = "given"\nvalues = [1]\n', "source"),
        (PH + 'compare = "ration"\n', "ratio"),
        (PH + "[people]\nn = 0\n", "n"),
        (PH + "[[arms]]\nculture = {ph = 6}\n", "the experiment has none"),
        (PH + '[people]\nn = 3\n[culture]\npool = ["a"]\n', "'people' is for people"),
        (PH + '[culture]\npool = ["a"]\n[[arms]]\ndays = 3\n', "'days' is for people"),
    ],
)
def test_a_contradiction_is_named(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, RUNS + text)
    with pytest.raises(KnowledgeError, match=words):
        read_experiment(tmp_path / "X1.toml")


def test_a_file_of_ones_own_can_be_run(tmp_path: Path) -> None:
    write(tmp_path, RUNS + PH)
    assert [e.id for e in chosen((str(tmp_path / "X1.toml"),))] == ["X1"]
    with pytest.raises(InputError, match="not a file"):
        chosen((str(tmp_path / "X2.toml"),))


def test_every_kind_is_described_and_needs_fields_there_are() -> None:
    kinds = {**OF_A_PERSON, **OF_A_CULTURE, **OF_A_BODY, **OF_SHARES, **OF_TAXA, **OF_SAMPLES}
    text = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    assert [kind for kind in kinds if f"`{kind}`" not in text] == []
    assert set(NEEDS) <= set(kinds)
    assert {field for fields in NEEDS.values() for field in fields} <= set(Target.model_fields)


def test_the_examples_of_the_docs_are_known(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    kinds = ("[people]", "[culture]", "[body]")
    assert [[kind for kind in kinds if kind in block] for block in blocks] == [[k] for k in kinds]
    for block in blocks:
        (tmp_path / "X1.toml").write_text(block, encoding="utf-8")
        check(read_experiment(tmp_path / "X1.toml"), load())
