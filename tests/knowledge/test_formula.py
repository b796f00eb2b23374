import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import KnowledgeError
from holobiont.knowledge import elements, imbalance, load, parse_equation

NAMES = ["acetate", "butyrate", "water", "hexose", "carbon_dioxide"]
COUNTS = st.integers(1, 40).map(lambda n: n / 4)
SIDES = st.dictionaries(st.sampled_from(NAMES), COUNTS, min_size=1)


def written(side: dict[str, float]) -> str:
    return " + ".join(f"{count!r} {name}" for name, count in side.items())


@given(SIDES, SIDES)
def test_an_equation_reads_what_it_writes(left: dict[str, float], right: dict[str, float]) -> None:
    net = parse_equation(f"{written(left)} -> {written(right)}")
    for name in NAMES:
        assert net.get(name, 0.0) == right.get(name, 0.0) - left.get(name, 0.0)


@given(SIDES)
def test_the_same_on_both_sides_is_nothing(side: dict[str, float]) -> None:
    assert parse_equation(f"{written(side)} -> {written(side)}") == {}


def test_counts_may_be_left_out_decimal_or_a_fraction() -> None:
    assert parse_equation("a + 0.5 b -> 1/3 c") == {"a": -1.0, "b": -0.5, "c": pytest.approx(1 / 3)}


@pytest.mark.parametrize("text", ["a + b", "a -> b -> c", "2a -> b", "a + -> b", "-1 a -> b", ""])
def test_a_bad_equation_is_refused(text: str) -> None:
    with pytest.raises(KnowledgeError, match="equation"):
        parse_equation(text)


def test_formulas() -> None:
    assert elements("C2H4O2") == {"C": 2, "H": 4, "O": 2}
    assert elements("C5H9.85N1.35O2.5") == {"C": 5, "H": 9.85, "N": 1.35, "O": 2.5}
    assert elements("CH3CH2CH2COOH") == elements("C4H8O2")


@pytest.mark.parametrize("formula", ["", "c2h4", "C2H4O2-", "2H2O", "C 2"])
def test_a_bad_formula_is_refused(formula: str) -> None:
    with pytest.raises(KnowledgeError, match="formula"):
        elements(formula)


def test_what_is_missing_is_named() -> None:
    compounds = load().compounds
    balanced = parse_equation("4 hydrogen + 2 carbon_dioxide -> acetate + 2 water")
    assert imbalance(balanced, compounds) == {}
    short = parse_equation("4 hydrogen + 2 carbon_dioxide -> acetate + water")
    assert imbalance(short, compounds) == {"H": -2.0, "O": -1.0}
    assert imbalance(parse_equation("sodium -> water"), compounds)["charge"] == -1.0
