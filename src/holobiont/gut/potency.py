"""Rate laws of drugs: what is free of them, how fast it is undone, and what it does to cells."""

from __future__ import annotations

import numpy as np

from holobiont.gut.kinetics import Numbers, conversion

#: States that say what of a drug passes the ileum, and the constants by which they do.
_MET = ("amount", "held", "enzyme")
_ARRIVAL = ("guard", "swallowed", "secreted")


def unbound(
    amount: Numbers,
    volume: Numbers,
    bacteria: Numbers,
    other: Numbers,
    *,
    to_bacteria: Numbers,
    to_other: Numbers,
) -> Numbers:
    """Concentration of what is not bound to solids (g/L).

    A gram of dry `bacteria`, or of `other` solids, binds what is free in so much water (L/g).
    """
    return amount / (volume + to_bacteria * bacteria + to_other * other)


def uptake(
    amount: Numbers,
    volume: Numbers,
    bacteria: Numbers,
    other: Numbers,
    *,
    rate: Numbers,
    **binding: Numbers,
) -> Numbers:
    """Take up what is free of a drug at a `rate` (1/h), in g/h."""
    return rate * volume * unbound(amount, volume, bacteria, other, **binding)


def inactivation(
    carriers: Numbers,
    amount: Numbers,
    volume: Numbers,
    bacteria: Numbers,
    other: Numbers,
    *,
    rate: Numbers,
    half: Numbers,
    **binding: Numbers,
) -> Numbers:
    """Undo what is free of a drug by the enzymes of `carriers` (g), as `conversion` does (g/h)."""
    free = unbound(amount, volume, bacteria, other, **binding)
    return conversion(carriers, free, rate=rate, half=half)


def killing(  # noqa: PLR0913 - a law reads what it reads
    biomass: Numbers,
    amount: Numbers,
    volume: Numbers,
    bacteria: Numbers,
    other: Numbers,
    vigor: Numbers,
    *,
    mic: Numbers,
    kappa: Numbers,
    least: Numbers,
    most: Numbers,
    growing: Numbers,
    none: Numbers,
    **binding: Numbers,
) -> Numbers:
    """Lose growth and cells to a drug (Regoes et al. 2004, 10.1128/AAC.48.10.3670-3676.2004; g/h).

    In the medium of the test cells grow at `most` (1/h), not at all in net where what is free of
    the `amount` (g) is at the `mic` (g/L), and at `least` (1/h, below zero) where there is plenty.
    Here they grow at `vigor`. The drug takes that, and kills; the share `growing` of the killing
    is in proportion to growth (Tuomanen et al. 1986, 10.1099/00221287-132-5-1297).
    """
    level = unbound(amount, volume, bacteria, other, **binding)
    how = {"mic": mic, "kappa": kappa, "least": least, "most": most, "growing": growing}
    return biomass * lost(level, vigor, none=none, **how)


def lost(  # noqa: PLR0913 - a law reads what it reads
    level: Numbers,
    vigor: Numbers,
    *,
    mic: Numbers,
    kappa: Numbers,
    least: Numbers,
    most: Numbers,
    growing: Numbers,
    none: Numbers,
) -> Numbers:
    """Growth and cells that are lost per gram at a concentration (1/h): see `killing`."""
    reach = (np.maximum(level, none) / mic) ** kappa
    taken = reach / (reach - least / most)
    return taken * (vigor - least * (1.0 - growing + growing * vigor / most))


def killing_in_acid(  # noqa: PLR0913 - a law reads what it reads
    biomass: Numbers,
    amount: Numbers,
    volume: Numbers,
    bacteria: Numbers,
    other: Numbers,
    vigor: Numbers,
    ph: Numbers,
    *,
    mic: Numbers,
    fold: Numbers,
    tested: Numbers,
    **how: Numbers,
) -> Numbers:
    """Lose growth and cells to a drug that acid weakens: see `killing` (g/h).

    For each unit of pH below that at which it was `tested`, the MIC is `fold` as high.
    """
    here = mic * np.exp(np.log(fold) * np.maximum(tested - ph, 0.0))
    return killing(biomass, amount, volume, bacteria, other, vigor, mic=here, **how)


def regrowth(amount: Numbers, growing: Numbers, *, rate: Numbers, rest: Numbers) -> Numbers:
    """Grow back to `rest` (g/h), the slower the closer to it; less than nothing does not grow.

    Where drugs let only the part `growing` of growth be, at that part of the `rate` (1/h).
    """
    here = np.maximum(amount, 0.0)
    return here * growing * rate * (1.0 - here / rest)


def outgrown(amount: Numbers, growing: Numbers, *, rate: Numbers) -> Numbers:
    """Lose who does not grow to a wall that renews itself at a `rate` (1/h), in g/h."""
    return np.maximum(amount, 0.0) * rate * (1.0 - growing)


def growing_upstream(*met: Numbers, none: Numbers, **how: Numbers) -> Numbers:
    """Part of the growth of residents of the ileum that drugs leave (1).

    `met` are, for each drug, what is on its way (g), what the body holds (g) and a swallowed
    enzyme (g); the constants of `upstream_killing` end in the number of the drug. Of growth in the
    medium of the test a drug leaves what Regoes' function tells, and none from the MIC on.
    """
    left: Numbers = 1.0
    width = len(_MET)
    for d in range(len(met) // width):
        amount, held, enzyme = met[width * d : width * (d + 1)]
        own = {name: how[f"{name}_{d}"] for name in _ARRIVAL}
        level = _upstream_level(amount, held, enzyme, **own)
        reach = (np.maximum(level, none) / how[f"mic_{d}"]) ** how[f"kappa_{d}"]
        bare = how[f"least_{d}"] / how[f"most_{d}"]
        left = left * np.maximum(1.0 - (1.0 - bare) * reach / (reach - bare), 0.0)
    return left


def _upstream_level(
    amount: Numbers,
    held: Numbers,
    enzyme: Numbers,
    *,
    guard: Numbers,
    swallowed: Numbers,
    secreted: Numbers,
) -> Numbers:
    return (amount * swallowed + held * secreted) / (1.0 + guard * enzyme)


def upstream_killing(  # noqa: PLR0913 - a law reads what it reads
    biomass: Numbers,
    amount: Numbers,
    held: Numbers,
    enzyme: Numbers,
    *,
    guard: Numbers,
    swallowed: Numbers,
    secreted: Numbers,
    rest: Numbers,
    tolerant: Numbers,
    vigor: Numbers,
    none: Numbers,
    **how: Numbers,
) -> Numbers:
    """Lose residents of the ileum to what of a drug passes them (g/h).

    The fluid holds `swallowed` (1/L) of the `amount` on its way, and `secreted` (1/L) of what the
    body holds, but for what a swallowed `enzyme` (g) undoes there, by `guard` (1/g). The part
    `tolerant` of the residents at `rest` (g) rests where the drug does not kill (Wiuff et al. 2005,
    10.1128/AAC.49.4.1483-1494.2005).
    """
    level = _upstream_level(
        amount, held, enzyme, guard=guard, swallowed=swallowed, secreted=secreted
    )
    exposed = np.maximum(biomass - tolerant * rest, 0.0)
    return exposed * lost(level, vigor, none=none, **how)


def sorption(binder: Numbers, level: Numbers, *, rate: Numbers) -> Numbers:
    """Bind a compound at a concentration to what is left of a binder (g), in mmol/h."""
    return rate * binder * level
