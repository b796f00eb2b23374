"""What the cells of the colon's wall burn of the acids that cross them.

The mucosa is one well-mixed place: what is absorbed, `U_j`, is either oxidized there, `O_j`, or
carried off by its blood, at the level `C_j` that the cells see:

    U_j = Q_m C_j + O_j,   O_j = O_max,j C_j / (k_j + C_j)

Butyrate goes first (RO80): acetate does not touch its oxidation, and it competes with that of the
others (JO97) by its own level:

    k_butyrate = K_O,butyrate,   k_j = K_O,j (1 + C_butyrate / K_O,butyrate)
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from holobiont.knowledge.schema import Physiology

FIRST = "butyrate"
_FASTEST, _HALF = "epithelium.fastest", "epithelium.half"


def oxidized(absorbed: Mapping[str, float], body: Physiology) -> dict[str, float]:
    """Return what the wall of the colon oxidizes of each acid (mmol/h).

    Parameters
    ----------
    absorbed : mapping of str to float
        Acids that cross the wall (mmol/h). Those without a rate of oxidation pass unchanged.
    body : Physiology

    Returns
    -------
    dict of str to float
        By acid, each between nothing and what is absorbed.
    """
    flow = body.value("blood.mucosa")
    fastest = {name: q.internal for name, q in body.table(_FASTEST).items()}
    half = {name: q.internal for name, q in body.table(_HALF).items()}
    first = level(absorbed.get(FIRST, 0.0), flow, fastest[FIRST], half[FIRST])
    hindered = {name: k * (1.0 + first / half[FIRST]) for name, k in half.items()}
    hindered[FIRST] = half[FIRST]
    return {
        name: _burnt(amount, flow, fastest[name], hindered[name]) if name in fastest else 0.0
        for name, amount in absorbed.items()
    }


def level(absorbed: float, flow: float, fastest: float, half: float) -> float:
    """Return the level at which blood and oxidation together remove what is absorbed.

    Parameters
    ----------
    absorbed, fastest : float
        What crosses the wall, and the fastest oxidation (mmol/h).
    flow : float
        Blood of the mucosa (L/h), which arrives with next to nothing.
    half : float
        Level of half the fastest oxidation (mmol/L).

    Returns
    -------
    float
        The positive root (mmol/L) of ``absorbed = flow C + fastest C / (half + C)``.
    """
    if absorbed <= 0.0:
        return 0.0
    middle = 0.5 * (flow * half + fastest - absorbed)
    root = math.sqrt(middle * middle + flow * absorbed * half)
    return absorbed * half / (middle + root) if middle > 0 else (root - middle) / flow


def at_cells(butyrate: float, body: Physiology) -> float:
    """Return the butyrate that cells of the wall see (mmol/L) while so much crosses it (mmol/h)."""
    fastest, half = (body.value(f"{key}.{FIRST}") for key in (_FASTEST, _HALF))
    return level(butyrate, body.value("blood.mucosa"), fastest, half)


def _burnt(absorbed: float, flow: float, fastest: float, half: float) -> float:
    seen = level(absorbed, flow, fastest, half)
    return fastest * seen / (half + seen)
