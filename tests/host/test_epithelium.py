"""What the gut wall burns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.host.epithelium import level, oxidized
from holobiont.knowledge import load

BODY = load().physiology
ACIDS = ("acetate", "propionate", "butyrate")
AMOUNTS = st.fixed_dictionaries({name: st.floats(0, 50) for name in ACIDS})
POSITIVE = st.floats(1e-3, 1e3)


@given(absorbed=POSITIVE, flow=POSITIVE, fastest=st.floats(0, 1e3), half=POSITIVE)
def test_blood_and_oxidation_remove_all_that_is_absorbed(
    absorbed: float, flow: float, fastest: float, half: float
) -> None:
    seen = level(absorbed, flow, fastest, half)
    assert flow * seen + fastest * seen / (half + seen) == pytest.approx(absorbed, rel=1e-6)


@given(AMOUNTS)
def test_no_more_is_burnt_than_absorbed_nor_than_cells_can(absorbed: dict[str, float]) -> None:
    for name, burnt in oxidized(absorbed, BODY).items():
        assert 0 <= burnt <= absorbed[name] * (1 + 1e-9)
        assert burnt <= BODY.value(f"epithelium.fastest.{name}")


@given(AMOUNTS, st.floats(0.1, 50))
def test_butyrate_spares_the_others_and_not_the_reverse(
    absorbed: dict[str, float], more: float
) -> None:
    before = oxidized(absorbed, BODY)
    fed = oxidized({**absorbed, "butyrate": absorbed["butyrate"] + more}, BODY)
    for name in ("acetate", "propionate"):
        assert fed[name] <= before[name] * (1 + 1e-9)
        assert oxidized({**absorbed, name: more}, BODY)["butyrate"] == before["butyrate"]
    assert fed["butyrate"] > before["butyrate"]


@given(st.floats(0.01, 20), st.floats(1.1, 10))
def test_oxidation_saturates(absorbed: float, more: float) -> None:
    def share(amount: float) -> float:
        return oxidized({"butyrate": amount}, BODY)["butyrate"] / amount

    assert share(absorbed * more) < share(absorbed)


def test_what_the_wall_does_not_burn_passes() -> None:
    assert oxidized({"lactate": 1.0}, BODY) == {"lactate": 0.0}
    assert oxidized({"butyrate": 0.0}, BODY) == {"butyrate": 0.0}


def test_at_equal_supply_butyrate_is_burnt_most() -> None:
    burnt = oxidized(dict.fromkeys(ACIDS, 1.0), BODY)
    assert burnt["butyrate"] > burnt["propionate"] > burnt["acetate"]


def test_what_is_burnt_fits_the_oxygen_of_the_wall() -> None:
    """Perfused gut takes 1.6 mL/min and 100 g (DE96); the wall weighs 370 g (NR99)."""
    oxygen = {"acetate": 2.0, "propionate": 3.5, "butyrate": 5.0}
    british = {"acetate": 9.5, "propionate": 2.6, "butyrate": 2.3}
    burnt = oxidized(british, BODY)
    needed = sum(oxygen[name] * burnt[name] for name in ACIDS)
    supplied = 1.6 * 3.7 / 22.4 * 60
    assert 0.3 * supplied < needed < supplied
