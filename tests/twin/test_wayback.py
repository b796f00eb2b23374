"""Gut and body hear each other: nothing is lost, nothing leaves its range, each way can be cut."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holobiont.errors import UsageError
from holobiont.gut.transport import MOVING
from holobiont.knowledge import load
from holobiont.knowledge.check_host import of_gut
from holobiont.protocol import as_protocol
from holobiont.twin.joint import WayBack
from holobiont.twin.wayback import LAWS, chosen, exchange, silent, ways, windows
from tests.twin.people import six

BACK = tuple(c.id for c in load().couplings.values() if of_gut(c.to))
FLARE = {"il6_made_in_blood": 0.0063, "il6_made_in_wall": 0.036}
STEPS = (
    "1 h/day running",
    "sleep 4 h/night",
    "chronic stress",
    "yoga",
    "40 g/day alcohol",
    "15 g/day carboxymethylcellulose",
    "20 g/day inulin",
    "high-fiber diet",
    "2 L/day water",
)


@pytest.mark.parametrize("phrase", ["20 g/day inulin for 3 days", "keto diet for 2 days"])
def test_without_the_way_back_a_run_is_that_of_one_way(phrase: str) -> None:
    plain = six().run(phrase)
    for course in (
        six().run(phrase, body=False),
        six().without(*BACK).run(phrase, body=True),
        six().run(phrase, body=WayBack(without=BACK, hypotheses=True)),
    ):
        assert course.x.tobytes() == plain.x.tobytes()
        assert course.days.tobytes() == plain.days.tobytes()


@pytest.mark.slow
@settings(max_examples=5)
@given(
    st.lists(st.sampled_from(STEPS), min_size=1, max_size=3, unique=True),
    st.booleans(),
    st.sampled_from([{}, FLARE]),
)
def test_no_state_leaves_its_range(steps: list[str], bold: bool, inputs: dict[str, float]) -> None:
    phrase = " and ".join(steps) + " for 3 days"
    course = six().run(phrase, days=4, body=WayBack(hypotheses=bold, inputs=inputs))
    b = course.twin.blueprint
    inside = [i for i, (_, place) in enumerate(b.states) if place in (*b.habitat.names, "ileum")]
    assert np.isfinite(course.x).all()
    assert course.x[:, inside].min() > -1e-6 * np.abs(course.x[:, inside]).max()
    assert course.conservation.worst < 1e-6
    body = course.body()
    assert all(np.isfinite(column).all() for column in body.columns.values())
    for name in ("crh", "cortisol", "glucose_daily", "junctions"):
        if name in body.columns:
            assert body[name].min() > 0, name


def test_at_rest_the_body_changes_no_number_of_the_gut() -> None:
    way = WayBack(hypotheses=True)
    talk = exchange(six(), as_protocol("running 1 h/day, chronic stress"), way)
    assert talk is not None
    assert talk.now == pytest.approx(talk.usual)
    course = six().run(days=3, body=way)
    assert np.abs(course.shares[-1] - course.shares[0]).max() < 1e-6


def test_who_moves_more_has_a_faster_gut_and_a_cut_shows_its_share() -> None:
    phrase = "1 h/day cycling for 4 days"
    moved, cut = (each.run(phrase) for each in (six(), six().without("exercise_transit")))
    size = load().couplings["exercise_transit"].size.value
    met = load().habits["cycling"].effects["exercise"].value
    assert moved.pace() == pytest.approx(1 + size * met, rel=1e-2)
    assert cut.pace() == pytest.approx(1)
    for name in ("habits", "exercise", "transit.pace"):
        assert six().without(name).run(phrase).pace() == pytest.approx(1)


def test_what_a_run_tells_of_the_body_is_what_the_gut_heard() -> None:
    twin, phrase = six(), "20 g/day inulin and 1 h/day running for 3 days"
    course = twin.run(phrase, every=1.0)
    talk = exchange(twin, course.protocol, course.way)
    assert talk is not None
    for k in range(1, len(course)):
        talk = talk.after(course.x[k - 1], course.x[k], course.days[k - 1], course.days[k])
    assert talk.host.value("exercise") == pytest.approx(float(course.body()["exercise"][-1]))
    assert talk.host.value("ldl") == pytest.approx(float(course.body()["ldl"][-1]))


def test_an_inflamed_wall_feeds_those_who_breathe() -> None:
    flare = six().run(days=14, every=7, body=WayBack(inputs=FLARE))
    at = six().blueprint.member_ids.index("escherichia_coli")
    assert flare.shares[-1, at] > flare.shares[0, at]
    calm = (
        six()
        .without("wall_nitrate", "wall_oxygen")
        .run(days=14, every=7, body=WayBack(inputs=FLARE))
    )
    assert calm.shares[-1, at] < flare.shares[-1, at]
    assert flare.body()["calprotectin"][-1] > 5 * flare.body()["calprotectin"][0]


def test_the_vagus_is_heard_as_a_hypothesis_and_can_be_cut() -> None:
    phrase, way = "chronic stress for 4 days", WayBack(hypotheses=True, without=("crh_transit",))
    whole = six().run(phrase, body=way)
    cut = six().without("vagus").run(phrase, body=way)
    assert whole.pace() < 1
    assert cut.pace() == pytest.approx(1)
    assert six().run(phrase).pace() == pytest.approx(1)


def test_hypotheses_are_silent_unless_asked_for() -> None:
    knowledge = load()
    plain, bold = (ways(knowledge, WayBack(hypotheses=h)) for h in (False, True))
    assert set(plain) < set(bold)
    assert not any(c.hypothesis for c in plain)


def test_every_number_that_the_body_may_hold_is_a_constant_of_a_law() -> None:
    laws = {p.law.name: p.law.params for p in six().network.processes}
    for law, name in LAWS.values():
        assert name in laws[law]
    assert all("rate" in laws[law] for law in MOVING)


@given(st.floats(0, 9), st.floats(0.01, 30), st.floats(0.05, 9))
def test_windows_cover_a_stretch_without_gaps(begin: float, length: float, window: float) -> None:
    found = list(windows(begin, begin + length, window))
    assert found[0][0] == begin
    assert found[-1][1] == begin + length
    assert all(a[1] == b[0] for a, b in itertools.pairwise(found))
    assert all(0 < stop - start <= window + 1e-6 for start, stop in found)


def test_what_has_no_size_is_said() -> None:
    steps = tuple(as_protocol("40 g/day alcohol, 1 h/day running, 2 L/day water, sleep 4 h/night"))
    said = silent(steps, load())
    assert len(said) == 2
    assert "alcohol" in said[0] + said[1]
    assert len(silent(steps, load(), WayBack(hypotheses=True))) == 1


def test_the_body_takes_part_where_a_protocol_says_how_people_live() -> None:
    assert chosen(as_protocol("20 g/day inulin"), load(), None) is None
    assert chosen(as_protocol("yoga"), load(), None) == WayBack()
    with pytest.raises(UsageError, match="acts through the body"):
        chosen(as_protocol("yoga"), load(), False)


def test_wrong_names_and_windows_are_refused() -> None:
    with pytest.raises(UsageError, match="vagus"):
        six().without("vagsu")
    with pytest.raises(UsageError, match="window"):
        WayBack(window=0)
    with pytest.raises(UsageError, match="il6_made_in_wall"):
        six().run(days=1, body=WayBack(inputs={"il6_made_in_wal": 1}))
