"""The rows of the body that a report tells, read off a course."""

import numpy as np
import pytest

from holobiont.errors import KnowledgeError
from holobiont.gut.observe import SCFA
from holobiont.knowledge import load
from holobiont.knowledge.axes import load_axes
from holobiont.outcomes.quantities import body_units
from holobiont.twin.answers import columns, fates, provenance, resting, units
from holobiont.twin.body import follow, reached
from tests.report.samples import PROTOCOL, small_twin

COURSE = small_twin().run(PROTOCOL)


def test_rows_are_those_of_the_body_at_the_kept_times() -> None:
    found, seen = columns(COURSE), follow(COURSE)
    assert {"colon_leak", "ldl", "tmao", "serotonin_synthesis"} <= set(found)
    for name, values in found.items():
        assert values.shape == COURSE.days.shape
        np.testing.assert_allclose(values, seen[name], rtol=1e-9)


def test_every_row_of_the_body_is_told_once_as_moving_or_at_rest() -> None:
    known = load()
    rows = {row.id for axis in load_axes().values() for row in axis.rows if row.of == "body"}
    assert set(columns(COURSE)) | set(resting(known)) == rows == set(units(known))
    assert not set(columns(COURSE)) & set(resting(known))
    assert rows <= set(body_units(known)) | {"butyrate_at_cells", "scfa_energy"} | {
        name for model in known.host.values() for name in model.inputs
    }


def test_modules_of_an_axis_are_known_and_each_belongs_to_one() -> None:
    named = [module for axis in load_axes().values() for module in axis.modules]
    assert sorted(named) == sorted(load().host)


def test_what_is_absorbed_is_burnt_kept_or_arrives() -> None:
    for k in (0, -1):
        found, passed = fates(COURSE, k), COURSE.first_pass(k)
        for acid in (*(f"{name}." for name in SCFA), "acids_"):
            parts = (found[f"{acid}{stage}"] for stage in ("burnt", "kept", "reached"))
            assert sum(parts) == pytest.approx(found[f"{acid}absorbed"])
        assert found["butyrate.reached"] == pytest.approx(
            passed["butyrate"].available * passed["butyrate"].absorbed
        )


def test_grade_and_status_are_the_weakest_on_the_way_from_the_gut() -> None:
    behind = provenance(load())
    assert behind["mucus"].grade == "B"
    serotonin = behind["serotonin_synthesis"]
    assert (serotonin.grade, serotonin.status) == ("C", "recalled")
    assert {"BR19", "SV13"} <= set(serotonin.sources)
    assert all("assumed" not in each.sources and each.sources for each in behind.values())


def test_what_nothing_reaches_rests_where_its_module_does() -> None:
    known = load()
    assert "hpa" not in reached(known)
    assert resting(known)["crp"] == pytest.approx(known.host["acute_phase"].states["crp"].value)


def test_a_row_of_the_gut_without_a_grade_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "report").mkdir()
    text = '[bowel]\nlabel = "a"\nabout = "b"\nmodules = []\nmissing = []\n'
    row = '[[bowel.rows]]\nid = "stool_wet"\nlabel = "c"\nof = "gut"\nunit = "g/day"\n'
    (tmp_path / "report" / "axes.toml").write_text(text + row)
    with pytest.raises(KnowledgeError, match=r"axes\.toml.*unit, status and grade"):
        load_axes(tmp_path)
