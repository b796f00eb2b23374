"""Real people: a year without change keeps everyone who is supported, or names who is not."""

import numpy as np
import pytest

from holobiont.profile import ProfileSet, read
from holobiont.twin import Twin
from tests.shared import shared_data
from tests.twin.people import US

#: Two in whom one taxon has most of the stool and its food is short by far: it is named, but what
#: passage brings of others is then more than their share.
LOPSIDED = {"HSM7J4LP", "MSM5LLIS_P"}
TABLE = "ibdmdb_week0/taxonomic_profiles_pcl_week0.csv.gz"


def problem(people: ProfileSet, sample: str) -> str:
    """Return what is wrong with a person's year, or an empty string."""
    found = Twin.fit(people[sample], US)
    year = found.run(days=365, every=365)
    ids = found.blueprint.member_ids
    short = np.array([m in found.unsupported for m in ids])
    room = (1.0 - sum(found.unsupported.values())) / found.shares[~short].sum()
    kept = ~short & (found.shares > 1e-3)
    seen = year.shares[-1] / found.shares
    # Where others are short, everyone has more room, but some find food for just what was seen.
    away = np.minimum(np.abs(seen / room - 1), np.abs(seen - 1))[kept].max(initial=0.0)
    load = abs(year.load[-1] / year.load[0] - 1)
    if away > 0.1 or load > 0.1 or year.conservation.worst > 1e-6:
        return f"{sample}: share {away:.2g}, load {load:.2g}, lost {year.conservation.worst:.1g}"
    return ""


@pytest.mark.slow
def test_a_few_people_stay_as_they_are() -> None:
    people = read(shared_data(TABLE))
    assert [p for s in list(people)[:5] if (p := problem(people, s))] == []


@pytest.mark.slow
def test_everyone_stays_as_they_are() -> None:
    people = read(shared_data(TABLE))
    wrong = []
    for sample in people:
        try:
            found = problem(people, sample)
        except Exception as error:
            found = f"{sample}: {error}"
        wrong += [sample] if found else []
    assert set(wrong) <= LOPSIDED
