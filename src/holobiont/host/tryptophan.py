"""Tryptophan and kynurenine of plasma: two pools, with the enzymes of Stavrum et al. 2013.

What is eaten, less what microbes take, is degraded: by TDO in the liver (which cortisol induces),
by IDO elsewhere (which interferon induces), and otherwise::

    V T' = u - m - a_t F_t T/(K_t + T) - a_i F_i T/(K_i + T) - k T
    V K' = r a_t F_t T/(K_t + T) + a_i F_i T/(K_i + T) - c K

The fastest rates follow from the levels at rest, and from how much of what is degraded goes each
way. So what is told are changes: the ratio of kynurenine to tryptophan is no clean measure of IDO.

A share `b` of what plasma holds is bound to albumin (Green et al. 1980), and what is free is what
tissue takes: rats without albumin have as much of that, and less in all (Sasaki et al. 1999). With
`A` the albumin over the usual, `T` above is what the level would be at the usual albumin::

    T = plasma tryptophan / (1 - b + b A)
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _hourly(daily: Any, volume: Any) -> Any:
    """Return the change of a level (uM/h) by mmol/d."""
    return daily * 1000 / 24 / volume


def _eaten(tryptophan_intake: Any, *, volume: Any) -> Any:
    return _hourly(tryptophan_intake, volume)


def _to_microbes(tryptophan_to_microbes: Any, *, volume: Any) -> Any:
    return _hourly(tryptophan_to_microbes, volume)


def _relative(level: Any, rest: Any, half: Any) -> Any:
    """Return a saturating rate over that at rest."""
    return level / (half + level) * (half + rest) / rest


def _at_usual_albumin(plasma_tryptophan: Any, albumin: Any, *, bound_share: Any) -> Any:
    """Return the level that as much free tryptophan has at the usual albumin."""
    return plasma_tryptophan / (1 - bound_share + bound_share * albumin)


def _tdo(
    free_tryptophan: Any,
    tdo_activity: Any,
    *,
    volume: Any,
    kynurenine_share: Any,
    ido_share: Any,
    Km_TDO: Any,
    tryptophan_rest: Any,
    intake_rest: Any,
) -> Any:
    at_rest = _hourly(intake_rest, volume) * kynurenine_share * (1 - ido_share)
    return tdo_activity * at_rest * _relative(free_tryptophan, tryptophan_rest, Km_TDO)


def _ido(
    free_tryptophan: Any,
    ido_activity: Any,
    *,
    volume: Any,
    kynurenine_share: Any,
    ido_share: Any,
    Km_IDO: Any,
    tryptophan_rest: Any,
    intake_rest: Any,
) -> Any:
    at_rest = _hourly(intake_rest, volume) * kynurenine_share * ido_share
    return ido_activity * at_rest * _relative(free_tryptophan, tryptophan_rest, Km_IDO)


def _otherwise(
    free_tryptophan: Any,
    *,
    volume: Any,
    kynurenine_share: Any,
    tryptophan_rest: Any,
    intake_rest: Any,
) -> Any:
    at_rest = _hourly(intake_rest, volume) * (1 - kynurenine_share)
    return at_rest * free_tryptophan / tryptophan_rest


def _released(liver_kynurenine: Any, *, liver_release: Any) -> Any:
    return liver_release * liver_kynurenine


def _used(
    kynurenine: Any,
    *,
    volume: Any,
    kynurenine_share: Any,
    ido_share: Any,
    liver_release: Any,
    intake_rest: Any,
    kynurenine_rest: Any,
) -> Any:
    reaching = liver_release * (1 - ido_share) + ido_share
    at_rest = _hourly(intake_rest, volume) * kynurenine_share * reaching
    return at_rest * kynurenine / kynurenine_rest


def _ratio(kynurenine: Any, plasma_tryptophan: Any) -> Any:
    return 1000 * kynurenine / plasma_tryptophan


def tryptophan(knowledge: Knowledge) -> Module:
    """Return tryptophan and kynurenine of plasma."""
    return module(
        knowledge.body("tryptophan"),
        (
            Flux("eaten", _eaten, {"plasma_tryptophan": 1}),
            Flux("taken by microbes", _to_microbes, {"plasma_tryptophan": -1}),
            Flux("degraded by TDO", _tdo, {"plasma_tryptophan": -1}),
            Flux("degraded by IDO", _ido, {"plasma_tryptophan": -1, "kynurenine": 1}),
            Flux("used otherwise", _otherwise, {"plasma_tryptophan": -1}),
            Flux("released by the liver", _released, {"kynurenine": 1}),
            Flux("kynurenine used", _used, {"kynurenine": -1}),
        ),
        {
            "free_tryptophan": Derived(_at_usual_albumin, "uM"),
            "liver_kynurenine": Derived(_tdo, "uM/h"),
            "kynurenine_ratio": Derived(_ratio, "nmol/umol"),
        },
    )
