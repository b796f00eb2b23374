"""Every published target has a file; every file can be run or says what is missing."""

from pathlib import Path

import pytest

from holobiont.errors import KnowledgeError, UsageError
from holobiont.knowledge import load
from holobiont.validation import experiments
from holobiont.validation.experiment import chosen
from holobiont.validation.observables import OF_A_PERSON, OF_TAXA

ALL = experiments()
TARGETS = """
V01 V02 V03 V04 V05 V06 V07 V08 V09 V10 V11 V12 V13 V14 V18 V19 V22 V23 V24 V25 V26 V27 V29 V30
V31 V32 V33 V34 V35 V37 V38 V39 V41 V43 V45 V46 V47 V48 V50 V51 V52 V53 V54 V55
""".split()
RUN = "V01 V02 V03 V04 V05 V06 V07 V08 V09 V10 V11 V14 V52 V53".split()


def test_every_target_has_a_file_and_the_first_ones_run() -> None:
    assert set(TARGETS) <= set(ALL)
    assert [key for key in RUN if ALL[key].not_yet] == []


@pytest.mark.parametrize("key", sorted(ALL))
def test_an_experiment_names_only_what_is_known(key: str) -> None:
    e, knowledge = ALL[key], load()
    for code in e.source.split(";"):
        knowledge.cite(code)
    if e.not_yet:
        return
    assert e.observable is not None
    assert e.observable.kind in {**OF_A_PERSON, **OF_TAXA}
    knowledge.diet(e.setup.diet)
    for name in e.setup.physiology:
        knowledge.physiology.quantity(name)
    for name in e.observable.taxa:
        assert name in knowledge.taxa
    for quantity in e.observable.inputs.values():
        for code in quantity.sources:
            knowledge.cite(code)


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
