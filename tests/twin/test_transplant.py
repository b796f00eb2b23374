"""Transplants of stool: what comes, where to, and what it leaves."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from holobiont.errors import InputError
from holobiont.gut.inoculate import ROUTES
from holobiont.protocol import Protocol, Transplant, as_protocol
from holobiont.twin import Trajectory, Twin
from holobiont.twin.engraftment import engraftment
from holobiont.twin.transplant import donors_of, happened, label, stool_of
from tests.twin.people import six

OTHER = (0.1, 0.3, 0.15, 0.02, 0.4, 0.03)
VANCOMYCIN = "500 mg/day vancomycin for 5 days"


def donor() -> Twin:
    return six(OTHER)


@lru_cache(maxsize=4)
def course(phrase: str, days: float = 20.0) -> Trajectory:
    return six().run(phrase, days=days, donors={"donor": donor()})


def from_donor(seen: Trajectory, k: int) -> float:
    return engraftment(seen, k).share


def test_a_stool_is_what_leaves_in_a_day() -> None:
    twin = donor()
    wet = twin.habitual.stool()["wet"]
    found, flows = stool_of(twin, wet), twin.habitual.flows()
    assert found["water"] == pytest.approx(flows["water", "stool"])
    living = sum(found[m] for m in twin.blueprint.member_ids)
    assert living == pytest.approx(flows["biomass", "stool"])
    half = stool_of(twin, wet / 2)
    assert half["deoxycholate"] == pytest.approx(found["deoxycholate"] / 2)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("prep", [False, True])
def test_elements_balance_by_every_route(route: str, prep: bool) -> None:
    prepped = " after bowel prep" if prep else ""
    seen = course(f"50 g FMT from donor by {route}{prepped} on day 1", days=3.0)
    assert seen.conservation.worst < 1e-6
    assert 0 < from_donor(seen, -1) < 1
    assert from_donor(seen, 1) == 0  # the state of a day is that of before its events


def test_bowel_prep_makes_room() -> None:
    bare = course("50 g FMT from donor on day 1", days=10.0)
    prepped = course("50 g FMT from donor after bowel prep on day 1", days=10.0)
    assert from_donor(prepped, -1) > 1.1 * from_donor(bare, -1)


def test_bowel_prep_alone_empties_and_comes_back() -> None:
    seen = course("bowel prep on day 1", days=20.0)
    other = course("lavage on day 1", days=20.0)
    assert np.array_equal(seen.x, other.x)
    assert seen.conservation.worst < 1e-6
    b = seen.twin.blueprint
    held = happened(seen.twin, seen.x[1], seen.protocol.events(1.0), {})
    bacteria = [x[b.all_at(b.member_ids, b.habitat.last)].sum() for x in (seen.x[1], held)]
    assert bacteria[1] < 0.1 * bacteria[0]
    assert seen.load[-1] == pytest.approx(seen.load[0], rel=0.05)


@pytest.mark.slow
def test_an_antibiotic_before_makes_room() -> None:
    """Once it is gone: while some of it is left, it kills those who come too."""
    bare = course("50 g FMT from donor on day 9")
    cleared = course(f"{VANCOMYCIN}; 50 g FMT from donor on day 9")
    assert from_donor(cleared, 12) > 1.5 * from_donor(bare, 12)


def test_swallowed_stool_brings_fewer_cells_and_no_solutes() -> None:
    twin, x = six(), six().residency.x
    b = twin.blueprint
    gain = {
        route: happened(twin, x, [Transplant("autologous", 50.0, 1, route)], {}) - x
        for route in ("colonoscopy", "capsules")
    }
    cells = {
        route: sum(more[b.across(m)].sum() for m in b.member_ids) for route, more in gain.items()
    }
    assert 0 < cells["capsules"] < cells["colonoscopy"]
    assert gain["capsules"][b.across("deoxycholate")].sum() == 0
    assert gain["colonoscopy"][b.across("deoxycholate")].sum() > 0


@pytest.mark.slow
def test_ones_own_stool_brings_nobody_new() -> None:
    seen = course(f"{VANCOMYCIN}; 100 g autologous FMT on day 7")
    assert not seen.twin.guests
    alone = course(VANCOMYCIN)

    def away(other: Trajectory, day: int) -> float:
        return float(np.abs(other.host_shares[day] - other.host_shares[0]).sum() / 2)

    assert away(seen, 12) < away(alone, 12)
    assert seen.conservation.worst < 1e-6


def test_transplants_may_be_repeated() -> None:
    once = course("50 g FMT from donor on day 1", days=12.0)
    twice = course("50 g FMT from donor on day 1; 50 g FMT from donor on day 4", days=12.0)
    assert len(twice.twin.guests) == len(once.twin.guests)
    assert from_donor(twice, 5) > from_donor(once, 5)


def test_a_donor_of_the_same_kind_engrafts_by_its_own_fitness() -> None:
    """What a donor eats better than the recipient does, takes over."""
    seen = course("100 g FMT from donor on day 1", days=60.0)
    b = seen.twin.blueprint
    akkermansia = "akkermansia_muciniphila"
    shares = dict(zip(b.member_ids, seen.shares[-1], strict=True))
    assert shares[f"{akkermansia} (donor)"] > shares[akkermansia]


def test_several_donors_are_told_apart() -> None:
    plan = as_protocol("FMT from ann on day 1; FMT from bea on day 2; autologous FMT on day 3")
    assert donors_of(plan) == ("ann", "bea")
    assert [label(("ann", "bea"), name) for name in ("ann", "bea")] == ["donor", "donor 2"]
    seen = six().run(plan, days=4, donors={"ann": donor(), "bea": six()})
    assert set(seen.twin.guests.values()) == {"donor", "donor 2"}
    assert seen.conservation.worst < 1e-6


def test_engraftment_counts_strains_that_are_found() -> None:
    seen = course("50 g FMT from donor on day 1", days=3.0)
    found = engraftment(seen)
    assert found.strains == 6
    assert found.part == len(found.found) / 6
    assert engraftment(seen, 0).part == 0
    assert np.isnan(engraftment(six().run(days=1)).part)


def test_a_donor_can_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "donor.tsv"
    path.write_text("taxon\tdonor\nPhocaeicola vulgatus\t60\nAgathobacter rectalis\t40\n")
    seen = six().run(Protocol((Transplant(str(path), 50.0, 1),)), days=2)
    assert len(seen.twin.guests) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "not a file"), ("taxon\tx\nNobody nowhere\t1\n", "nothing to simulate")],
)
def test_a_donor_that_cannot_give_is_refused(
    tmp_path: Path, content: str | None, reason: str
) -> None:
    path = tmp_path / "donor.tsv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=reason):
        six().run(Protocol((Transplant(str(path), 50.0, 1),)), days=2)
