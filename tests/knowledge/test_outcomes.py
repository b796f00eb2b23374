"""Conditions and interventions: numbers that say what is claimed, nulls that stay."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from holobiont.errors import InputError, KnowledgeError
from holobiont.knowledge import load
from holobiont.knowledge.schema import Association, Condition, Effect, Mediator
from tests.shared import shared_data

KNOWLEDGE = load()
FOUND = [(key, each) for key, c in KNOWLEDGE.outcomes.items() for each in c.evidence]
#: Seen in abstracts beside those of the facts.
ALSO = {(0.23, 0.07, 0.8), (2.38, 1.58, 3.6), (0.76, 0.69, 0.83), (0.6, 0.44, 0.83)}
ALSO |= {(1.56, 1.46, 1.65), (0.88, 0.82, 0.95), (0.1, -0.04, 0.24), (1.76, 1.01, 3.07)}
#: Recalled in the facts; their abstracts were read since.
SINCE_SEEN = {"GO21", "KH14", "KM17", "QU17", "SB16"}
BARE = {"design": "trial", "population": "adults", "grade": "A", "status": "verified"}
EFFECT = {**BARE, "source": "LR19", "intervention": "fmt", "outcome": "pain"}


NAMES = """depression anxiety stress autism ADHD bipolar schizophrenia IBD IBS CRC CDI obesity heart
    diarrhoea diabetes constipation"""


@pytest.mark.parametrize("name", [*NAMES.split(), "insulin resistance", "Crohn's disease"])
def test_a_condition_is_found_by_its_common_names(name: str) -> None:
    assert KNOWLEDGE.condition(name).evidence


def test_a_mistake_gets_the_nearest_condition() -> None:
    with pytest.raises(InputError, match="Did you mean 'depression'"):
        KNOWLEDGE.condition("depresion")


@pytest.mark.parametrize(
    ("condition", "intervention"),
    [
        ("depression", "prebiotics"),
        ("anxiety", "jb1"),
        ("stress", "jb1"),
        ("ibs", "fmt"),
        ("obesity", "fmt"),
        ("constipation", "inulin"),
        ("infectious_diarrhea", "coliphages"),
        ("schizophrenia", "probiotics"),
    ],
)
def test_null_results_of_interventions_stay(condition: str, intervention: str) -> None:
    effects = KNOWLEDGE.outcomes[condition].effects
    assert any(each.null for each in effects if each.intervention == intervention)


@pytest.mark.parametrize(
    ("condition", "marker"),
    [
        ("depression", "alpha diversity"),
        ("depression", "kynurenine over tryptophan"),
        ("obesity", "Shannon diversity"),
        ("colorectal_cancer", "Shannon diversity"),
        ("autism", "classification by the microbiome"),
    ],
)
def test_null_and_contradictory_associations_stay(condition: str, marker: str) -> None:
    found = [a for a in KNOWLEDGE.outcomes[condition].associations if a.marker == marker]
    assert any(each.null or each.contradictory for each in found)


def test_grade_x_is_contradictory_and_kynurenine_has_no_worse_side() -> None:
    assert all(each.contradictory for _, each in FOUND if each.grade == "X")
    (ratio,) = (m for m in KNOWLEDGE.outcomes["depression"].mediators if m.id == "kynurenine_ratio")
    assert (ratio.worse, ratio.grade) == ("unclear", "X")


def test_every_finding_has_a_paper_and_every_intervention_is_studied() -> None:
    assert len(FOUND) > 100
    for key, each in FOUND:
        assert all(KNOWLEDGE.cite(code).citation for code in each.sources), key
    studied = {e.intervention for c in KNOWLEDGE.outcomes.values() for e in c.effects}
    within = {each.within for each in KNOWLEDGE.interventions.values()}
    waiting = {"bifidobacteria", "lactobacilli", "sleep_restriction"}
    assert set(KNOWLEDGE.interventions) <= studied | within | waiting


def test_observations_and_studies_without_controls_are_never_told_as_trials() -> None:
    seen = re.compile("cohort|observational|cross-sectional|case-control|cell culture|no control")
    for key, each in FOUND:
        if isinstance(each, Effect):
            assert bool(seen.search(each.design)) == (each.basis != "trial"), (key, each.design)


def facts() -> dict[tuple[float, ...], dict[str, str]]:
    with shared_data("../facts/host_effect_sizes.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {
        tuple(float(row[name]) for name in ("value", "ci_low", "ci_high")): row
        for row in rows
        if row["ci_low"] and re.fullmatch(r"-?[\d.]+", row["value"])
    }


def test_intervals_grades_and_statuses_are_those_of_the_facts() -> None:
    known = facts()
    whole = [(key, each) for key, each in FOUND if each.interval]
    assert len(whole) > 50
    for key, each in whole:
        numbers = (each.value, *each.interval)
        if numbers not in ALSO:
            row = known[numbers]
            assert each.grade == row["evidence_grade"], (key, numbers)
            if row["status"] == "recalled" and each.source not in SINCE_SEEN:
                assert each.status != "verified", (key, numbers)


NUMBERS = st.floats(-5, 5).map(lambda x: round(x, 3))


@given(st.sampled_from(["SMD", "MD", "RR", "OR", "HR"]), st.lists(NUMBERS, min_size=3, max_size=3))
def test_a_finding_says_what_its_interval_says(measure: str, numbers: list[float]) -> None:
    low, value, high = sorted(numbers)
    nothing = 0.0 if measure in ("SMD", "MD") else 1.0
    truth = "better" if high < nothing else "worse" if low > nothing else "none"
    for finding in ("better", "worse", "none"):
        raw = {**EFFECT, "wanted": "lower", "finding": finding, "measure": measure}
        raw |= {"unit": "1", "value": value, "interval": (low, high)}
        if finding == truth:
            assert Effect.model_validate(raw).null == (truth == "none")
        else:
            with pytest.raises(ValidationError, match="is not what"):
                Effect.model_validate(raw)


@given(st.sampled_from(["better", "worse"]), st.sampled_from(["higher", "lower"]))
def test_better_is_the_wanted_way(finding: str, wanted: str) -> None:
    effect = Effect.model_validate({**EFFECT, "wanted": wanted, "finding": finding})
    assert (effect.way == wanted) == (finding == "better")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measure": "SMD", "value": 1}, "come together"),
        ({"measure": "SMD", "value": 1, "unit": "1", "interval": (2, 3)}, "does not contain"),
        ({"interval": (2, 3)}, "does not contain"),
        ({"grade": "X"}, "say in contradicts"),
        ({"finding": "mixed"}, "needs contradicts"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, object], message: str) -> None:
    raw = {**EFFECT, "wanted": "lower", "finding": "none", **changes}
    with pytest.raises(ValidationError, match=message):
        Effect.model_validate(raw)


@pytest.mark.parametrize("marker", ["serum Zonulin", "F/B ratio", "Firmicutes/Bacteroidetes"])
def test_what_measures_nothing_is_no_finding(marker: str) -> None:
    found = Association.model_validate(
        {**BARE, "source": "LR19", "marker": marker, "finding": "higher"}
    )
    with pytest.raises(ValidationError, match="no finding"):
        Condition(id="made", label="made", associations=(found,))


def test_mediators_are_named_once_and_associations_are_about_them() -> None:
    one = Mediator(
        id="crp",
        label="CRP",
        of="body",
        worse="higher",
        why="so",
        grade="A",
        status="verified",
        source="OS19",
    )
    with pytest.raises(ValidationError, match="given twice"):
        Condition(id="made", label="made", mediators=(one, one))
    other = Association.model_validate(
        {**BARE, "source": "LR19", "marker": "m", "finding": "higher", "mediator": "il6"}
    )
    with pytest.raises(ValidationError, match="no mediator of the file"):
        Condition(id="made", label="made", mediators=(one,), associations=(other,))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("outcomes/ibs.toml", '"fmt"', '"fnt"', "'fnt' is not a known intervention.*'fmt'"),
        ("outcomes/ibs.toml", '"MY19"', '"MY91"', "'MY91' is not a known source code.*'MY19'"),
        ("outcomes/ibs.toml", "wanted =", "wnted =", "wnted is not a known key.*'wanted'"),
        ("interventions.toml", '"psyllium"', '"psylium"', "'psylium' is not a known food"),
        ("interventions.toml", 'within = "biotics"', 'within = "biotic"', "not a known interv"),
        ("interventions.toml", 'within = "biotics"', 'within = "fos"', "is within itself"),
    ],
)
def test_a_damaged_file_is_named(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = Path(shutil.copytree(KNOWLEDGE.folder, tmp_path / "data"))
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message) as caught:
        load(folder)
    assert file in str(caught.value)
    load.cache_clear()
