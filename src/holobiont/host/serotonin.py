"""A serotonin terminal of the brain (Best, Nijhout & Reed 2010; their glia version of 2019).

Tryptophan crosses from blood, tryptophan hydroxylase makes 5-HTP of it,

    v = V T / (Km + T + T^2/Ki) B / (K + B) (1 - a (G - G0)),

AADC serotonin, which is packed into vesicles, released with each firing, taken back by its
transporter and by glia, and broken down to 5-HIAA. Autoreceptors `G` slow synthesis and release.
Serotonin of the gut does not get there: the gut acts through tryptophan.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from holobiont.host.module import Derived, Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _imported(blood_tryptophan: Any, *, import_fastest: Any, import_half: Any) -> Any:
    return import_fastest * blood_tryptophan / (import_half + blood_tryptophan)


def _pooled(brain_tryptophan: Any, tryptophan_pool: Any, *, to_pool: Any, from_pool: Any) -> Any:
    return to_pool * brain_tryptophan - from_pool * tryptophan_pool


def _pool_used(tryptophan_pool: Any, *, k_pool: Any) -> Any:
    return k_pool * tryptophan_pool


def _tryptophan_used(brain_tryptophan: Any, *, k_trp: Any) -> Any:
    return k_trp * brain_tryptophan


def _synthesis(
    brain_tryptophan: Any,
    g_star: Any,
    *,
    V_TPH: Any,
    K_trp: Any,
    K_i: Any,
    bh4: Any,
    K_bh4: Any,
    slowing: Any,
    g_rest: Any,
) -> Any:
    t = brain_tryptophan
    slowed = np.maximum(1 - slowing * (g_star - g_rest), 0.0)
    return V_TPH * t / (K_trp + t + t * t / K_i) * bh4 / (K_bh4 + bh4) * slowed


def _decarboxylated(hydroxytryptophan: Any, *, V_AADC: Any, K_AADC: Any) -> Any:
    return V_AADC * hydroxytryptophan / (K_AADC + hydroxytryptophan)


def _packed(
    serotonin_cytosol: Any, serotonin_vesicles: Any, *, V_MAT: Any, K_MAT: Any, k_leak_vesicle: Any
) -> Any:
    filled = V_MAT * serotonin_cytosol / (K_MAT + serotonin_cytosol)
    return filled - k_leak_vesicle * serotonin_vesicles


def _release(
    serotonin_vesicles: Any,
    firing: Any,
    g_star: Any,
    *,
    k_release: Any,
    release_slowing: Any,
    g_rest: Any,
) -> Any:
    slowed = np.maximum(1 - release_slowing * (g_star - g_rest), 0.0)
    return k_release * firing * slowed * serotonin_vesicles


def _taken_back(serotonin_outside: Any, reuptake: Any, *, V_SERT: Any, K_SERT: Any) -> Any:
    return reuptake * V_SERT * serotonin_outside / (K_SERT + serotonin_outside)


def _to_glia(serotonin_outside: Any, *, k_glia: Any) -> Any:
    return k_glia * serotonin_outside


def _removed(serotonin_outside: Any, *, k_removal: Any) -> Any:
    return k_removal * serotonin_outside


def _leaks(serotonin_cytosol: Any, *, leak_cytosol: Any) -> Any:
    return leak_cytosol * serotonin_cytosol


def _glia_leaks(serotonin_glia: Any, *, leak_glia: Any) -> Any:
    return leak_glia * serotonin_glia


def _broken(serotonin_cytosol: Any, *, V_MAO: Any, K_MAO: Any) -> Any:
    return V_MAO * serotonin_cytosol / (K_MAO + serotonin_cytosol)


def _glia_broken(serotonin_glia: Any, *, V_MAO: Any, K_MAO: Any) -> Any:
    return V_MAO * serotonin_glia / (K_MAO + serotonin_glia)


def _hiaa_cleared(hiaa: Any, *, k_hiaa: Any) -> Any:
    return k_hiaa * hiaa


def _g_on(g_star: Any, bound_receptor: Any, *, k_g: Any, receptors: Any) -> Any:
    return k_g * bound_receptor * bound_receptor * (receptors - g_star)


def _g_off(g_star: Any, t_star: Any, *, k_g_off: Any) -> Any:
    return k_g_off * t_star * g_star


def _t_on(g_star: Any, t_star: Any, *, k_t: Any, receptors: Any) -> Any:
    return k_t * g_star * g_star * (receptors - t_star)


def _t_off(t_star: Any, *, k_t_off: Any) -> Any:
    return k_t_off * t_star


def _binds(serotonin_outside: Any, bound_receptor: Any, *, k_bind: Any, receptors: Any) -> Any:
    return k_bind * serotonin_outside * (receptors - bound_receptor)


def _unbinds(bound_receptor: Any, *, k_unbind: Any) -> Any:
    return k_unbind * bound_receptor


_OUT, _CELL = "serotonin_outside", "serotonin_cytosol"
_FLUXES = (
    Flux("tryptophan enters", _imported, {"brain_tryptophan": 1}),
    Flux("to the pool", _pooled, {"tryptophan_pool": 1}, {"brain_tryptophan": 1}),
    Flux("pool used", _pool_used, {"tryptophan_pool": -1}),
    Flux("tryptophan used", _tryptophan_used, {"brain_tryptophan": -1}),
    Flux("hydroxylated", _synthesis, {"hydroxytryptophan": 1}, {"brain_tryptophan": 1}),
    Flux("decarboxylated", _decarboxylated, {_CELL: 1}, {"hydroxytryptophan": 1}),
    Flux("packed", _packed, {"serotonin_vesicles": 1}, {_CELL: 1}),
    Flux("released", _release, {_OUT: 1}, {"serotonin_vesicles": 1}),
    Flux("taken back", _taken_back, {_CELL: 1}, {_OUT: 1}),
    Flux("taken up by glia", _to_glia, {"serotonin_glia": 1}, {_OUT: 1}),
    Flux("diffuses away", _removed, {_OUT: -1}),
    Flux("leaks", _leaks, {_OUT: 1}, {_CELL: 1}),
    Flux("leaks from glia", _glia_leaks, {_OUT: 1}, {"serotonin_glia": 1}),
    Flux("broken down", _broken, {"hiaa": 1}, {_CELL: 1}),
    Flux("broken down by glia", _glia_broken, {"hiaa": 1}, {"serotonin_glia": 1}),
    Flux("5-HIAA cleared", _hiaa_cleared, {"hiaa": -1}),
    Flux("G on", _g_on, {"g_star": 1}),
    Flux("G off", _g_off, {"g_star": -1}),
    Flux("T on", _t_on, {"t_star": 1}),
    Flux("T off", _t_off, {"t_star": -1}),
    Flux("autoreceptor binds", _binds, {"bound_receptor": 1}),
    Flux("autoreceptor lets go", _unbinds, {"bound_receptor": -1}),
)


def serotonin(knowledge: Knowledge) -> Module:
    """Return a serotonin terminal."""
    return module(
        knowledge.body("serotonin"),
        _FLUXES,
        {
            "serotonin_synthesis": Derived(_synthesis, "uM/h"),
            "serotonin_release": Derived(_release, "uM/h"),
            "serotonin_reuptake": Derived(_taken_back, "uM/h"),
        },
    )
