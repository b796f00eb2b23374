"""What every module of the body must do, whatever it describes."""

import numpy as np
import pytest

from holobiont.errors import UsageError
from holobiont.host import assemble
from holobiont.host.module import wants
from holobiont.host.registry import body, make
from holobiont.knowledge import load

KNOWLEDGE = load()
NAMES = sorted(KNOWLEDGE.host)


@pytest.mark.parametrize("name", NAMES)
def test_a_module_has_equations_that_use_every_parameter(name: str) -> None:
    module = make(name, KNOWLEDGE)
    assert module.name == name
    assert set(module.states) == set(KNOWLEDGE.host[name].states)
    functions = [flux.rate for flux in module.fluxes]
    functions += [output.function for output in module.outputs.values()]
    assert set(module.params) == {param for function in functions for param in wants(function)}


@pytest.mark.parametrize("name", NAMES)
def test_a_module_stands_alone_and_changes_every_state(name: str) -> None:
    module = make(name, KNOWLEDGE)
    host = assemble([module])
    assert host.plain is not None
    assert {state for flux in module.fluxes for state in flux.effects} == set(module.states)
    assert np.isfinite(host.network.rhs(host.x0)).all()
    moved = host.x0 * np.linspace(0.9, 1.1, host.x0.size)
    np.testing.assert_allclose(host.plain.rhs(moved), host.network.rhs(moved), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_a_day_of_a_module_stays_finite_and_not_negative(name: str) -> None:
    host = assemble([make(name, KNOWLEDGE)])
    course = host.run(24.0)
    for state in make(name, KNOWLEDGE).states:
        assert np.isfinite(course[state]).all()
        if KNOWLEDGE.host[name].states[state].value > 0 and not state.startswith("clock_"):
            assert course[state].min() > -1e-6


def test_all_modules_are_one_body_and_an_unknown_one_gives_the_nearest() -> None:
    host = body(NAMES, KNOWLEDGE)
    assert set(host.sources) <= set(KNOWLEDGE.references)
    with pytest.raises(UsageError, match="Did you mean 'meal'"):
        make("meall", KNOWLEDGE)
