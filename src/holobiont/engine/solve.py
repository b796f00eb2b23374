"""Integrate a network in time with CVODE (SUNDIALS), and find its steady states.

CVODE's variable-order BDF takes the steps; its GMRES is preconditioned with the exact sparse
Jacobian, factored along the network's structure, so that one or two iterations suffice
(Hindmarsh et al. 2005, 10.1145/1089014.1089020).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.linear import Factors
from holobiont.engine.network import Network
from holobiont.errors import HolobiontError


class SolverError(HolobiontError):
    """The solver could not go on; the message says where and what to try."""


@dataclass(frozen=True)
class Tolerance:
    """How exactly to solve: relative, and absolute in the unit of each state."""

    relative: float = 1e-6
    absolute: float = 1e-8
    max_steps: int = 200_000


@dataclass(frozen=True)
class Solution:
    """States over time: `t` of shape (k,) in h, `x` of shape (k, states)."""

    t: Array
    x: Array
    steps: int


class System:
    """A network made ready for the solvers: pattern, elimination order, last factors."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.pattern, self._map, self.elimination = network.elimination

    def rhs(self, x: Array) -> Array:
        """Return ``dx/dt``."""
        return self.network.rhs(x)

    def jacobian(self, x: Array) -> Array:
        """Return the Jacobian's values on `pattern`."""
        data = np.zeros(self.pattern.size)
        data[self._map] = self.network.jacobian_data(x)
        return data

    def factor(self, jacobian: Array, gamma: float) -> Factors:
        """Factor ``I - gamma J``."""
        return self.elimination.factor(jacobian, gamma)


def integrate(
    network: Network,
    x0: Array,
    times: Sequence[float] | Array,
    tolerance: Tolerance | None = None,
    scale: Array | None = None,
) -> Solution:
    """Integrate from ``times[0]`` and return the states at all `times` (h).

    Parameters
    ----------
    network : Network
    x0 : ndarray, shape (states,)
    times : sequence of float
        Increasing; at least two.
    tolerance : Tolerance, optional
    scale : ndarray, shape (states,), optional
        Typical size of each state; multiplies the absolute tolerance.

    Raises
    ------
    SolverError
        When the solver cannot reach the end.
    """
    from sksundae.cvode import CVODE, CVODEJacTimes, CVODEPrecond

    tol = tolerance or Tolerance()
    system = System(network)
    memory: dict[str, Any] = {}

    def rhs(_t: float, y: Array, yp: Array) -> None:
        yp[:] = network.rhs(y)

    def setup(_t: float, y: Array, _yp: Array, jok: int, jnew: list[int], gamma: float) -> None:
        if not jok or "jacobian" not in memory:
            memory["jacobian"] = system.jacobian(y)
            memory["matrix"] = system.pattern.csr(memory["jacobian"])
        jnew[0] = int(not jok)
        memory["factors"] = system.factor(memory["jacobian"], gamma)

    def solve(_t: float, _y: Array, _yp: Array, r: Array, z: Array, _g: float, _d: float, _lr: int) -> None:
        z[:] = memory["factors"].solve(r)

    def times_vector(_t: float, y: Array, _yp: Array, v: Array, jv: Array) -> None:
        jv[:] = memory["matrix"] @ v

    atol = np.full(network.size, tol.absolute) * (1.0 if scale is None else scale)
    solver = CVODE(
        rhs,
        rtol=tol.relative,
        atol=atol,
        linsolver="gmres",
        precond=CVODEPrecond(setup, solve, side="left"),
        jactimes=CVODEJacTimes(None, times_vector),
        max_num_steps=tol.max_steps,
    )
    grid = np.asarray(times, dtype=float)
    found = solver.solve(grid if grid.size > 2 else np.array([grid[0], grid.mean(), grid[1]]), x0)
    if not found.success:
        raise SolverError(
            f"the solver stopped at {found.t[-1]:.3g} h of {grid[-1]:.3g} h ({found.message}): "
            "a rate may be extreme; check doses and parameters"
        )
    x = found.y if grid.size > 2 else found.y[[0, -1]]
    return Solution(grid, np.asarray(x), int(found.nfev))


def steady_state(
    network: Network,
    x0: Array,
    ignore: Array | None = None,
    *,
    residual: float = 1e-9,
    limit: int = 300,
    accept: Callable[[Array], bool] | None = None,
) -> Array:
    """Find a steady state by pseudo-transient continuation (Kelley & Keyes 1998).

    Parameters
    ----------
    network : Network
    x0 : ndarray, shape (states,)
        Where to start; every iterate stays positive where `x0` is.
    ignore : ndarray of bool, optional
        States that only count what leaves, and so never rest.
    residual : float
        Largest relative rate of change (1/h) at the end.

    Raises
    ------
    SolverError
        When no steady state is found.
    """
    system = System(network)
    moving = np.ones(network.size, bool) if ignore is None else ~ignore
    x, gamma, last = x0.copy(), 1.0, np.inf
    for _ in range(limit):
        rate = system.rhs(x)
        rate[~moving] = 0.0
        norm = float(np.max(np.abs(rate) / (np.abs(x) + 1e-6)))
        if norm < residual and (accept is None or accept(x)):
            return x
        gamma = min(1e12, max(1e-3, gamma * min(4.0, last / norm if norm else 4.0)))
        step = system.factor(system.jacobian(x), gamma).solve(gamma * rate)
        x, cut = _step_inside(x, step)
        gamma *= 0.5 if cut < 1.0 else 1.0
        last = norm
    raise SolverError(f"no steady state was found in {limit} steps (largest rate {norm:.2g} per h)")


def _step_inside(x: Array, step: Array) -> tuple[Array, float]:
    """Take the step, shortened so that no positive state loses more than nine tenths."""
    falling = (step < 0) & (x > 0)
    ratio = np.where(falling, -step / np.where(falling, x, 1.0), 0.0)
    cut = min(1.0, 0.9 / max(float(ratio.max()), 0.9))
    return x + cut * step, cut
