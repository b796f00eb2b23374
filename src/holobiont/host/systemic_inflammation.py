"""Systemic inflammation (Reynolds et al. 2006), which resolves or locks in.

Pathogen P, activated phagocytes N, tissue damage D, and what holds inflammation back, C, in
arbitrary units. With f(v) = v / (1 + (C / c_inf)^2), per hour::

    P' = k_pg P (1 - P / p_inf) - k_pm s_m P / (mu_m + k_mp P) - k_pn f(N) P
    N' = s_nr R / (mu_nr + R) - mu_n N,   R = f(k_nn N + k_np P + k_nd D)
    D' = k_dn f(N)^6 / (x_dn^6 + f(N)^6) - mu_d D
    C' = s_c + k_cn f(N + k_cnd D) / (1 + f(N + k_cnd D)) - mu_c C

What enters from the gut is an input; in the paper there is none.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, hill, module
from holobiont.knowledge.store import Knowledge


def _damped(level: Any, antiinflammation: Any, c_inf: Any) -> Any:
    return level / (1 + (antiinflammation / c_inf) ** 2)


def _pathogen_grown(pathogen: Any, *, k_pg: Any, p_inf: Any) -> Any:
    return k_pg * pathogen * (1 - pathogen / p_inf)


def _pathogen_cleared(pathogen: Any, *, k_pm: Any, s_m: Any, mu_m: Any, k_mp: Any) -> Any:
    return k_pm * s_m * pathogen / (mu_m + k_mp * pathogen)


def _pathogen_eaten(
    pathogen: Any, phagocytes: Any, antiinflammation: Any, *, k_pn: Any, c_inf: Any
) -> Any:
    return k_pn * _damped(phagocytes, antiinflammation, c_inf) * pathogen


def _pathogen_entering(translocation: Any) -> Any:
    return translocation


def _activated(
    pathogen: Any,
    phagocytes: Any,
    tissue_damage: Any,
    antiinflammation: Any,
    *,
    k_nn: Any,
    k_np: Any,
    k_nd: Any,
    s_nr: Any,
    mu_nr: Any,
    c_inf: Any,
) -> Any:
    alarm = k_nn * phagocytes + k_np * pathogen + k_nd * tissue_damage
    return s_nr * hill(_damped(alarm, antiinflammation, c_inf), mu_nr)


def _phagocytes_lost(phagocytes: Any, *, mu_n: Any) -> Any:
    return mu_n * phagocytes


def _damage(
    phagocytes: Any, antiinflammation: Any, *, k_dn: Any, x_dn: Any, power: Any, c_inf: Any
) -> Any:
    return k_dn * hill(_damped(phagocytes, antiinflammation, c_inf), x_dn, power)


def _damage_repaired(tissue_damage: Any, *, mu_d: Any) -> Any:
    return mu_d * tissue_damage


def _damping_made(
    phagocytes: Any,
    tissue_damage: Any,
    antiinflammation: Any,
    *,
    s_c: Any,
    k_cn: Any,
    k_cnd: Any,
    c_inf: Any,
) -> Any:
    seen = _damped(phagocytes + k_cnd * tissue_damage, antiinflammation, c_inf)
    return s_c + k_cn * hill(seen, 1.0)


def _damping_lost(antiinflammation: Any, *, mu_c: Any) -> Any:
    return mu_c * antiinflammation


def systemic_inflammation(knowledge: Knowledge) -> Module:
    """Return systemic inflammation."""
    return module(
        knowledge.body("systemic_inflammation"),
        (
            Flux("pathogen grown", _pathogen_grown, {"pathogen": 1}),
            Flux("pathogen that enters", _pathogen_entering, {"pathogen": 1}),
            Flux("pathogen cleared locally", _pathogen_cleared, out_of={"pathogen": 1}),
            Flux("pathogen eaten", _pathogen_eaten, out_of={"pathogen": 1}),
            Flux("phagocytes activated", _activated, {"phagocytes": 1}),
            Flux("phagocytes lost", _phagocytes_lost, out_of={"phagocytes": 1}),
            Flux("damage", _damage, {"tissue_damage": 1}),
            Flux("damage repaired", _damage_repaired, out_of={"tissue_damage": 1}),
            Flux("damping made", _damping_made, {"antiinflammation": 1}),
            Flux("damping lost", _damping_lost, out_of={"antiinflammation": 1}),
        ),
    )
