"""Interleukin-6 and C-reactive protein in lasting disease (Dwivedi et al. 2014).

IL-6 binds its soluble receptor in serum, liver and gut wall (a pair), which sgp130 takes out of the
way (a trio) or gp130 of a cell joins (a trimer). Trimers become active receptors, which
phosphorylate STAT3; in the liver IL-6 also binds the receptor of the cell. The liver makes CRP::

    active' = k_act trimer - d_active active - v_off active / (m_off + active)
    pSTAT3' = k_cat active STAT3 / (m_cat + STAT3) - v_stat pSTAT3 / (m_stat + pSTAT3)
    CRP made = k_sec v_made pSTAT3 / (m_made + pSTAT3)

CRP makes more soluble receptor come off. All that is dissolved exchanges between serum and tissue.
The paper's antibody is left out. Calprotectin of stool, from the IL-6 of the gut wall, is ours.
"""

from __future__ import annotations

from inspect import signature
from typing import Any

from holobiont.host.module import Derived, Flux, Module, Rate, hill, module
from holobiont.knowledge.store import Knowledge

_SERUM, _LIVER, _WALL = "serum", "liver", "wall"
_SHARED = ("sr", "il6", "pair", "sgp130", "trio")


def _binding(sr: Any, il6: Any, pair: Any, *, k_on: Any, k_off: Any) -> Any:
    return k_on * sr * il6 - k_off * pair


def _trapping(pair: Any, sgp130: Any, trio: Any, *, g_on: Any, g_off: Any) -> Any:
    return g_on * pair * sgp130 - g_off * trio


def _joining(pair: Any, gp130: Any, trimer: Any, *, g_on: Any, g_off: Any) -> Any:
    return g_on * pair * gp130 - g_off * trimer


def _activation(trimer: Any, *, k_act: Any) -> Any:
    return k_act * trimer


def _trimer_lost(trimer: Any, *, k_int: Any) -> Any:
    return k_int * trimer


def _active_lost(active: Any, *, d_active: Any) -> Any:
    return d_active * active


def _active_off(active: Any, *, v_off: Any, m_off: Any) -> Any:
    return v_off * hill(active, m_off)


def _phosphorylation(active: Any, stat3: Any, *, k_cat: Any, m_cat: Any) -> Any:
    return k_cat * active * hill(stat3, m_cat)


def _dephosphorylation(pstat3: Any, *, v_stat: Any, m_stat: Any) -> Any:
    return v_stat * hill(pstat3, m_stat)


def _made(*, k_r: Any) -> Any:
    return k_r


def _gp130_lost(gp130: Any, *, d_r: Any) -> Any:
    return d_r * gp130


# The receptor of the liver's cells.


def _on_cell(r: Any, il6: Any, held: Any, *, k_on: Any, k_off: Any) -> Any:
    return k_on * r * il6 - k_off * held


def _cell_joining(held: Any, gp130: Any, trimer: Any, *, g_on: Any, g_off: Any) -> Any:
    return g_on * held * gp130 - g_off * trimer


def _r_lost(r: Any, *, d_r: Any) -> Any:
    return d_r * r


def _held_lost(held: Any, *, k_int: Any) -> Any:
    return k_int * held


def _crp_secreted(pstat3: Any, *, k_sec: Any, v_made: Any, m_made: Any) -> Any:
    return k_sec * v_made * hill(pstat3, m_made)


# What serum and the gut wall make and lose.


def _il6_in_blood(il6_made_in_blood: Any, serum_il6: Any, *, d_il6: Any) -> Any:
    return il6_made_in_blood - d_il6 * serum_il6


def _il6_in_wall(il6_made_in_wall: Any, wall_il6: Any, *, d_wall_il6: Any) -> Any:
    return il6_made_in_wall - d_wall_il6 * wall_il6


def _crp_in_serum(serum_crp: Any, *, k_crp: Any, d_crp: Any) -> Any:
    return k_crp - d_crp * serum_crp


def _sr_in_serum(serum_sr: Any, serum_crp: Any, *, k_sr: Any, k_shed: Any, d_sr: Any) -> Any:
    return k_sr + k_shed * serum_crp - d_sr * serum_sr


def _sgp130_in_serum(serum_sgp130: Any, *, k_sgp: Any, d_sgp: Any) -> Any:
    return k_sgp - d_sgp * serum_sgp130


def _leaving(serum: Any, tissue: Any, *, to_tissue: Any, to_serum: Any) -> Any:
    return to_tissue * serum - to_serum * tissue


def _reading(rate: Rate, names: tuple[str, ...]) -> Rate:
    """Return the same rate, reading other names."""
    given = iter(names)
    own = signature(rate)

    def there(*args: Any, **params: Any) -> Any:
        return rate(*args, **params)

    renamed = [
        p.replace(name=next(given)) if p.kind is p.POSITIONAL_OR_KEYWORD else p
        for p in own.parameters.values()
    ]
    there.__signature__ = own.replace(parameters=renamed)  # type: ignore[attr-defined]
    return there


def _flux(place: str, rate: Rate, gains: str = "", loses: str = "") -> Flux:
    """Return a flux in one place, whose states carry its name."""
    reads = tuple(
        f"{place}_{p.name}"
        for p in signature(rate).parameters.values()
        if p.kind is p.POSITIONAL_OR_KEYWORD
    )
    label = f"{place}: {rate.__name__.strip('_')} {gains}".strip()
    return Flux(
        label,
        _reading(rate, reads),
        {f"{place}_{name}": 1 for name in gains.split()},
        {f"{place}_{name}": 1 for name in loses.split()},
    )


def _exchange(place: str, name: str) -> Flux:
    serum, tissue = f"{_SERUM}_{name}", f"{place}_{name}"
    rate = _reading(_leaving, (serum, tissue))
    return Flux(f"{name}: {_SERUM} to {place}", rate, {tissue: 1}, {serum: 1})


def _anywhere(place: str) -> list[Flux]:
    return [
        _flux(place, _binding, "pair", "sr il6"),
        _flux(place, _trapping, "trio", "pair sgp130"),
    ]


def _tissue(place: str) -> list[Flux]:
    return [
        *_anywhere(place),
        _flux(place, _joining, "trimer", "pair gp130"),
        _flux(place, _activation, "active", "trimer"),
        _flux(place, _trimer_lost, loses="trimer"),
        _flux(place, _active_lost, loses="active"),
        _flux(place, _active_off, "trimer", "active"),
        _flux(place, _phosphorylation, "pstat3", "stat3"),
        _flux(place, _dephosphorylation, "stat3", "pstat3"),
        _flux(place, _made, "gp130"),
        _flux(place, _gp130_lost, loses="gp130"),
        *(_exchange(place, name) for name in _SHARED),
    ]


def _liver() -> list[Flux]:
    return [
        _flux(_LIVER, _on_cell, "held", "r il6"),
        _flux(_LIVER, _cell_joining, "trimer", "held gp130"),
        _flux(_LIVER, _made, "r"),
        _flux(_LIVER, _r_lost, loses="r"),
        _flux(_LIVER, _held_lost, loses="held"),
        _flux(_LIVER, _crp_secreted, "crp"),
        _exchange(_LIVER, "crp"),
    ]


def _serum() -> list[Flux]:
    return [
        Flux("IL-6 in blood", _il6_in_blood, {"serum_il6": 1}),
        Flux("IL-6 in the gut wall", _il6_in_wall, {"wall_il6": 1}),
        Flux("CRP in serum", _crp_in_serum, {"serum_crp": 1}),
        Flux("soluble receptor in serum", _sr_in_serum, {"serum_sr": 1}),
        Flux("sgp130 in serum", _sgp130_in_serum, {"serum_sgp130": 1}),
    ]


def _crp(serum_crp: Any, *, mass_crp: Any) -> Any:
    return serum_crp * mass_crp


def _il6(serum_il6: Any, *, mass_il6: Any) -> Any:
    return serum_il6 * mass_il6


def _calprotectin(
    wall_il6: Any, *, wall_health: Any, calprotectin_health: Any, calprotectin_power: Any
) -> Any:
    return calprotectin_health * (wall_il6 / wall_health) ** calprotectin_power


def il6_crp(knowledge: Knowledge) -> Module:
    """Return interleukin-6 and CRP in lasting disease, with calprotectin of stool."""
    return module(
        knowledge.body("il6_crp"),
        (*_anywhere(_SERUM), *_tissue(_LIVER), *_tissue(_WALL), *_liver(), *_serum()),
        {
            "chronic_crp": Derived(_crp, "mg/L"),
            "chronic_il6": Derived(_il6, "pg/mL"),
            "calprotectin": Derived(_calprotectin, "ug/g"),
        },
    )
