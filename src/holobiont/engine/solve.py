"""Integrate a network in time with CVODE (SUNDIALS), and find its steady states.

CVODE's variable-order BDF takes the steps (Hindmarsh et al. 2005, 10.1145/1089014.1089020); its
Newton systems are solved directly, with the exact sparse Jacobian factored along the network's
structure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from holobiont.engine.alive import alive
from holobiont.engine.law import Array
from holobiont.engine.linear import Factors
from holobiont.engine.network import Network
from holobiont.engine.threads import single_threaded
from holobiont.errors import HolobiontError

_SMALL = 1e-6
_STRETCH = 4.0
_SHORTEST, _LONGEST = 1e-3, 1e10
_KEPT = 0.1


class SolverError(HolobiontError):
    """The solver could not go on; the message says where and what to try."""


@dataclass(frozen=True)
class Tolerance:
    """How exactly to solve: relative, and absolute in the unit of each state."""

    relative: float = 1e-6
    absolute: float = 1e-8
    max_steps: int = 200_000
    max_order: int = 5


@dataclass(frozen=True)
class Solution:
    """States over time: `t` of shape (k,) in h, `x` of shape (k, states)."""

    t: Array
    x: Array
    steps: int


class System:
    """A network made ready for the solvers: its Jacobian and the factors of ``I - gamma J``."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._where, self._elimination = network.elimination

    def jacobian(self, x: Array) -> Array:
        """Return the lifted Jacobian's values on its pattern."""
        return self.network.lifted.jacobian(self.network.extend(x))

    def factor(self, jacobian: Array, gamma: float) -> Solver:
        """Factor ``I - gamma J``, with the sums that are unknowns of their own."""
        pattern = self._elimination.pattern
        data = np.zeros(pattern.size)
        data[self._where] = jacobian
        # A lifted sum is its weights times the states, whatever the step: y - w x = 0.
        own = pattern.rows >= self.network.size
        data[own] /= gamma
        return Solver(self._elimination.factor(data, gamma), self.network.lifted.lifted)


@dataclass(frozen=True)
class Solver:
    """A factored ``I - gamma J``."""

    factors: Factors
    lifted: int

    def solve(self, right: Array) -> Array:
        """Return the solution `u` for the right-hand side, shape (states,)."""
        padded = np.concatenate([right, np.zeros(self.lifted)])
        return self.factors.solve(padded)[: right.size]


class _Newton:
    """The callbacks by which CVODE solves its Newton systems directly.

    CVODE takes no foreign direct solver, but its GMRES takes a preconditioner. Ours is the inverse
    itself: the first application solves the system, and the second, by which GMRES sees that it is
    done, undoes the product that came between, so it gives back what was multiplied and neither is
    computed. The factors of an older step length are used as CVODE's own direct solvers use them.
    """

    def __init__(self, network: Network) -> None:
        self.network, self.system = network, System(network)
        self.jacobian: Array | None = None
        self.multiplied: Array | None = None
        self.factors: Solver | None = None
        self.gamma = 0.0

    def rhs(self, _t: float, y: Array, yp: Array) -> None:
        yp[:] = self.network.rhs(y)

    def setup(
        self, _t: float, y: Array, _yp: Array, jok: int, jnew: list[int], gamma: float
    ) -> None:
        if not jok or self.jacobian is None:
            self.jacobian = self.system.jacobian(y)
        jnew[0] = int(not jok)
        self.factors, self.gamma = self.system.factor(self.jacobian, gamma), gamma
        self.multiplied = None

    def solve(
        self,
        _t: float,
        _y: Array,
        _yp: Array,
        r: Array,
        z: Array,
        gamma: float,
        _d: float,
        _lr: int,
    ) -> None:
        if self.multiplied is not None:
            z[:], self.multiplied = self.multiplied, None
            return
        assert self.factors is not None
        z[:] = self.factors.solve(r) * (2.0 / (1.0 + gamma / self.gamma))

    def times_vector(self, _t: float, _y: Array, _yp: Array, v: Array, jv: Array) -> None:
        self.multiplied = v.copy()
        jv[:] = 0.0


@single_threaded
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
    typical = np.ones(network.size) if scale is None else scale
    found = alive(network, x0)
    # The solver looks at the mean square of all errors: those of states left out are zero.
    fewer = np.sqrt(found.size / found.states.size)
    newton = _Newton(found.network)
    solver = CVODE(
        newton.rhs,
        rtol=tol.relative * fewer,
        atol=tol.absolute * fewer * typical[found.states],
        linsolver="gmres",
        precond=CVODEPrecond(newton.setup, newton.solve, side="left"),
        jactimes=CVODEJacTimes(None, newton.times_vector),
        max_num_steps=tol.max_steps,
        max_order=tol.max_order,
    )
    followed_by = followed(solver, x0[found.states], times)
    return replace(followed_by, x=found.whole(followed_by.x))


def followed(solver: Any, x0: Array, times: Sequence[float] | Array) -> Solution:
    """Let a solver of SUNDIALS go through all `times` (h); it wants three at least.

    Nothing in a network depends on the clock, so that the solver counts from zero: beside hundreds
    of hours the first steps after a sudden change, 1e-16 h, would vanish and never end.

    Raises
    ------
    SolverError
        When it cannot reach the end.
    """
    grid = np.asarray(times, dtype=float)
    since = grid - grid[0]
    asked = since if grid.size > 2 else np.array([0.0, since[1] / 2, since[1]])
    # A step that goes too far may give what is no number; it is taken again, shorter.
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        found = solver.solve(asked, x0)
    if not found.success:
        reached = grid[0] + found.t[-1]
        raise SolverError(
            f"the solver stopped at {reached:.3g} h of {grid[-1]:.3g} h ({found.message}): "
            "a rate may be extreme; check doses and parameters"
        )
    x = found.y if grid.size > 2 else found.y[[0, -1]]
    return Solution(grid, np.asarray(x), int(found.nfev))


@single_threaded
def steady_state(
    network: Network,
    x0: Array,
    ignore: Any = None,
    *,
    hours: float = 1.0,
    residual: float = 1e-9,
    limit: int = 200,
) -> Array:
    """Find a steady state by pseudo-transient continuation (Kelley & Keyes 1998).

    There may be several, and the washout (nobody lives, nothing is eaten) often is one: far from
    the state that is looked for, the steps may end there. Start near it, or look at the result.

    Parameters
    ----------
    network : Network
    x0 : ndarray, shape (states,)
        Where to start. What is positive there stays positive.
    ignore : ndarray of bool, optional
        States that only count what leaves, and so never rest.
    hours : float
        Length of the first implicit step; long steps are Newton's method.
    residual : float
        Largest relative rate of change (1/h) at the end.

    Raises
    ------
    SolverError
        When no steady state is found.
    """
    system = System(network)
    still = np.zeros(network.size, bool) if ignore is None else ignore
    x, last = x0.copy(), np.inf
    for _ in range(limit):
        rate = np.where(still, 0.0, network.rhs(x))
        norm = float(np.max(np.abs(rate) / (np.abs(x) + _SMALL)))
        if norm < residual:
            return x
        hours = float(np.clip(hours * min(_STRETCH, last / norm), _SHORTEST, _LONGEST))
        step = system.factor(system.jacobian(x), hours).solve(hours * rate)
        x = np.where(x > 0, np.maximum(x + step, _KEPT * x), x + step)
        last = norm
    raise SolverError(f"no steady state was found in {limit} steps (largest rate {norm:.2g} per h)")
