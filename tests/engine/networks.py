"""Small networks to try the engine on."""

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st

from holobiont.engine.law import Array, Law, Linear, Process
from holobiont.engine.network import Network


def monod(eater: Any, food: Any, *, rate: Any, half: Any) -> Any:
    return rate * eater * food / (food + half)


def mass_action(first: Any, second: Any, *, rate: Any) -> Any:
    return rate * first * second


def first_order(amount: Any, *, rate: Any) -> Any:
    return rate * amount


def constant(*, rate: Any) -> Any:
    return np.asarray(rate)


def square(value: Any, *, scale: Any) -> Any:
    return scale * value * value


def square_gradient(value: Any, *, scale: Any) -> Any:
    return np.stack([2.0 * scale * value])


def process(law: Law, effects: list[tuple[int, int, float]]) -> Process:
    """Make a process from (state, instance, coefficient)."""
    states, instances, amounts = zip(*effects, strict=True)
    at = [np.array(part, dtype=np.intp) for part in (states, instances)]
    return Process(law, at[0], at[1], np.array(amounts, dtype=float))


def named(n: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"s{i}", "here") for i in range(n))


def linear_network(matrix: Array) -> Network:
    """Return the network of ``dx/dt = A x``: one first-order flux per entry."""
    n = len(matrix)
    rows, columns = np.nonzero(matrix)
    law = Law("linear", first_order, columns[None, :], {"rate": matrix[rows, columns]})
    effects = [(int(i), k, 1.0) for k, i in enumerate(rows)]
    return Network(named(n), (), (process(law, effects),))


def random_network(seed: int, n: int, m: int) -> Network:
    """Return a network of `n` states with derived quantities of both kinds and four laws."""
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.1, 1.0, 2 * m)
    sums = Linear(
        "sums", rng.integers(0, m, 2 * m), rng.integers(0, n, 2 * m), weights, np.full(m, 0.3)
    )
    squares = Law(
        "squares", square, rng.integers(n, n + m, (1, m)), {"scale": 0.2}, square_gradient
    )
    width = n + 2 * m
    laws: tuple[tuple[str, Callable[..., Any], int, dict[str, Any]], ...] = (
        ("monod", monod, 2, {"rate": rng.uniform(0.1, 2, m), "half": rng.uniform(0.5, 3, m)}),
        ("mass_action", mass_action, 2, {"rate": rng.uniform(0.01, 0.2, m)}),
        ("first_order", first_order, 1, {"rate": 0.3}),
        ("constant", constant, 0, {"rate": rng.uniform(0, 1, m)}),
    )
    built = []
    for name, function, reads, params in laws:
        law = Law(name, function, rng.integers(0, width, (reads, m)), params)
        effects = [
            (int(rng.integers(n)), k, float(sign * rng.uniform(0.2, 1.5)))
            for k in range(m)
            for sign in (-1, 1)
        ]
        built.append(process(law, effects))
    return Network(named(n), (sums, squares), tuple(built))


@st.composite
def networks(draw: st.DrawFn) -> tuple[Network, Array]:
    """A random network and a positive state."""
    n, m = draw(st.integers(1, 8)), draw(st.integers(1, 10))
    seed = draw(st.integers(0, 2**32 - 1))
    x = np.random.default_rng(seed + 1).uniform(0.1, 3.0, n)
    return random_network(seed, n, m), x


def differences(f: Callable[[Array], Array], x: Array, step: float = 1e-5) -> Array:
    """Return the Jacobian by central differences of fourth order."""
    columns = []
    for i in range(x.size):
        h = np.zeros_like(x)
        h[i] = step * max(abs(x[i]), 1.0)
        near, far = f(x + h) - f(x - h), f(x + 2 * h) - f(x - 2 * h)
        columns.append((8.0 * near - far) / (12.0 * h[i]))
    return np.stack(columns, axis=1)
