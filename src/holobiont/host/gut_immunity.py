"""Immunity of the gut wall (Lo, Arsenescu & Friedman 2016): T cells, macrophages, cytokines.

With h(x, k) = x / (k + x), n(x, k) = 1 / (1 + x / k) and M = M1 + M2, per week::

    cytokine' = sum(v cell) - d cytokine
    M1'  = (f1 + s h(TNF)) M0 - s h(TGFb) M1 + s h(IFNg) M2 - mu M1
    M2'  = (f2 + s h(IL10)) M0 + s h(TGFb) M1 - s h(IFNg) M2 - mu M2
    Th1' = (s h(IL12) n(IL10) M + s h(IL2) Th1) n(Th2) n(Treg) - mu Th1
    Th2' = s h(IL4) M n(Th1) n(Treg) - mu Th2
    Th17' = (s h(IL21) + s h(IL6)) h(TGFb) M n(IFNg) n(IL4) n(Treg) - mu Th17
    Treg' = (s h(TGFb) + s h(IL10)) h(IL2) M n(TNF) n(Th17) - mu Treg

IL-10 of regulatory T cells is raised by IL-2, IL-12 of M1 is held back by IL-10. The printed
parameters do not rest at the printed Table 4: the factors `fix_...` and `m0` are ours. Three inputs
are ours too, and without effect at rest: TNF that is blocked, arriving monocytes, and how readily
regulatory T cells arise. Kinds of Crohn's disease are factors on ten parameters (Table 8).
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, hill, module
from holobiont.knowledge.store import Knowledge


def _held(x: Any, half: Any) -> Any:
    return half / (half + x)


# Cytokines.


def _ifng(
    gut_ifng: Any, m1: Any, th1: Any, *, fix_ifng: Any, v_ifng_m1: Any, v_ifng_th1: Any, d_ifng: Any
) -> Any:
    return fix_ifng * (v_ifng_m1 * m1 + v_ifng_th1 * th1) - d_ifng * gut_ifng


def _il2(gut_il2: Any, th1: Any, *, fix_il2: Any, v_il2_th1: Any, d_il2: Any) -> Any:
    return fix_il2 * v_il2_th1 * th1 - d_il2 * gut_il2


def _il4(
    gut_il4: Any, m2: Any, th2: Any, *, fix_il4: Any, v_il4_m2: Any, v_il4_th2: Any, d_il4: Any
) -> Any:
    return fix_il4 * (v_il4_m2 * m2 + v_il4_th2 * th2) - d_il4 * gut_il4


def _il21(gut_il21: Any, th17: Any, *, v_il21_th17: Any, d_il21: Any) -> Any:
    return v_il21_th17 * th17 - d_il21 * gut_il21


def _il6(gut_il6: Any, m1: Any, *, fix_il6: Any, v_il6_m1: Any, d_il6: Any) -> Any:
    return fix_il6 * v_il6_m1 * m1 - d_il6 * gut_il6


def _tnf(
    gut_tnf: Any,
    m1: Any,
    th1: Any,
    tnf_blocked: Any,
    *,
    fix_tnf: Any,
    v_tnf_m1: Any,
    v_tnf_th1: Any,
    d_tnf: Any,
) -> Any:
    made = fix_tnf * (v_tnf_m1 * m1 + v_tnf_th1 * th1)
    return (1 - tnf_blocked) * made - d_tnf * gut_tnf


def _il10(
    gut_il10: Any,
    m2: Any,
    treg: Any,
    gut_il2: Any,
    *,
    v_il10_m2: Any,
    v_il10_treg: Any,
    n_treg: Any,
    z_il2: Any,
    d_il10: Any,
) -> Any:
    raised = 1 + n_treg * hill(gut_il2, z_il2)
    return v_il10_m2 * m2 + v_il10_treg * treg * raised - d_il10 * gut_il10


def _tgfb(
    gut_tgfb: Any,
    m2: Any,
    treg: Any,
    *,
    fix_tgfb: Any,
    v_tgfb_m2: Any,
    v_tgfb_treg: Any,
    d_tgfb: Any,
) -> Any:
    return fix_tgfb * (v_tgfb_m2 * m2 + v_tgfb_treg * treg) - d_tgfb * gut_tgfb


def _il12(
    gut_il12: Any,
    m1: Any,
    gut_il10: Any,
    *,
    fix_il12: Any,
    v_il12_m1: Any,
    z_il10: Any,
    d_il12: Any,
) -> Any:
    return fix_il12 * v_il12_m1 * m1 * _held(gut_il10, z_il10) - d_il12 * gut_il12


# Macrophages.


def _m1_arriving(
    monocytes: Any, gut_tnf: Any, *, f1: Any, s_m_tnf: Any, z_tnf: Any, m0: Any
) -> Any:
    return (f1 + s_m_tnf * hill(gut_tnf, z_tnf)) * m0 * monocytes


def _m2_arriving(
    monocytes: Any, gut_il10: Any, *, f2: Any, s_m_il10: Any, z_il10: Any, m0: Any
) -> Any:
    return (f2 + s_m_il10 * hill(gut_il10, z_il10)) * m0 * monocytes


def _m1_to_m2(
    m1: Any,
    m2: Any,
    gut_tgfb: Any,
    gut_ifng: Any,
    *,
    s_m_tgfb: Any,
    z_tgfb: Any,
    s_m_ifng: Any,
    z_ifng: Any,
) -> Any:
    return s_m_tgfb * hill(gut_tgfb, z_tgfb) * m1 - s_m_ifng * hill(gut_ifng, z_ifng) * m2


def _m1_lost(m1: Any, *, mu_m: Any) -> Any:
    return mu_m * m1


def _m2_lost(m2: Any, *, mu_m: Any) -> Any:
    return mu_m * m2


# T cells.


def _th1(
    th1: Any,
    m1: Any,
    m2: Any,
    th2: Any,
    treg: Any,
    gut_il12: Any,
    gut_il10: Any,
    gut_il2: Any,
    *,
    s_il12: Any,
    z_il12: Any,
    z_il10: Any,
    s_il2: Any,
    z_il2: Any,
    g_th2: Any,
    g_treg: Any,
    mu_t: Any,
) -> Any:
    shown = s_il12 * hill(gut_il12, z_il12) * _held(gut_il10, z_il10) * (m1 + m2)
    grown = s_il2 * hill(gut_il2, z_il2) * th1
    return (shown + grown) * _held(th2, g_th2) * _held(treg, g_treg) - mu_t * th1


def _th2(
    th2: Any,
    m1: Any,
    m2: Any,
    th1: Any,
    treg: Any,
    gut_il4: Any,
    *,
    s_il4: Any,
    z_il4: Any,
    g_th1: Any,
    g_treg: Any,
    mu_t: Any,
) -> Any:
    shown = s_il4 * hill(gut_il4, z_il4) * (m1 + m2)
    return shown * _held(th1, g_th1) * _held(treg, g_treg) - mu_t * th2


def _th17(
    th17: Any,
    m1: Any,
    m2: Any,
    treg: Any,
    gut_il21: Any,
    gut_il6: Any,
    gut_tgfb: Any,
    gut_ifng: Any,
    gut_il4: Any,
    *,
    s_il21: Any,
    z_il21: Any,
    s_il6: Any,
    z_il6: Any,
    z_tgfb: Any,
    z_ifng: Any,
    z_il4: Any,
    g_treg: Any,
    mu_t: Any,
) -> Any:
    called = s_il21 * hill(gut_il21, z_il21) + s_il6 * hill(gut_il6, z_il6)
    shown = called * hill(gut_tgfb, z_tgfb) * (m1 + m2)
    held = _held(gut_ifng, z_ifng) * _held(gut_il4, z_il4) * _held(treg, g_treg)
    return shown * held - mu_t * th17


def _treg(
    treg: Any,
    m1: Any,
    m2: Any,
    th17: Any,
    gut_tgfb: Any,
    gut_il10: Any,
    gut_il2: Any,
    gut_tnf: Any,
    treg_induction: Any,
    *,
    s_tgfb: Any,
    z_tgfb: Any,
    s_il10: Any,
    z_il10: Any,
    z_il2: Any,
    z_tnf: Any,
    g_th17: Any,
    mu_t: Any,
) -> Any:
    called = s_tgfb * hill(gut_tgfb, z_tgfb) + s_il10 * hill(gut_il10, z_il10)
    shown = treg_induction * called * hill(gut_il2, z_il2) * (m1 + m2)
    return shown * _held(gut_tnf, z_tnf) * _held(th17, g_th17) - mu_t * treg


def gut_immunity(knowledge: Knowledge) -> Module:
    """Return the immunity of the gut wall."""
    return module(
        knowledge.body("gut_immunity"),
        (
            Flux("IFN-gamma", _ifng, {"gut_ifng": 1}),
            Flux("IL-2", _il2, {"gut_il2": 1}),
            Flux("IL-4", _il4, {"gut_il4": 1}),
            Flux("IL-21", _il21, {"gut_il21": 1}),
            Flux("IL-6", _il6, {"gut_il6": 1}),
            Flux("TNF", _tnf, {"gut_tnf": 1}),
            Flux("IL-10", _il10, {"gut_il10": 1}),
            Flux("TGF-beta", _tgfb, {"gut_tgfb": 1}),
            Flux("IL-12", _il12, {"gut_il12": 1}),
            Flux("M1 arriving", _m1_arriving, {"m1": 1}),
            Flux("M2 arriving", _m2_arriving, {"m2": 1}),
            Flux("M1 that turn into M2", _m1_to_m2, {"m2": 1}, {"m1": 1}),
            Flux("M1 lost", _m1_lost, out_of={"m1": 1}),
            Flux("M2 lost", _m2_lost, out_of={"m2": 1}),
            Flux("Th1", _th1, {"th1": 1}),
            Flux("Th2", _th2, {"th2": 1}),
            Flux("Th17", _th17, {"th17": 1}),
            Flux("Treg", _treg, {"treg": 1}),
        ),
    )
