"""Cholesterol of the whole body over years (McAuley et al. 2012).

Cholesterol is eaten, made, absorbed with the bile salts of the intestine, stored as ester, sent out
in VLDL that turns into IDL and LDL, taken up through receptors whose synthesis falls where there is
plenty, and brought back by HDL. Bile salts are made from it, and lost.

What is ours: gut microbes, drugs and viscous fiber act on the loss of bile salts; beta-glucan by
what it does to excretion in people with an ileostomy (Lia et al. 1995, Ellegard and Andersson
2007). The liver holds what biopsies show, at the paper's rest.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _made(most: Any, level: Any, threshold: Any, power: Any) -> Any:
    """Return a synthesis that falls where there is plenty."""
    return most / (1 + (level / threshold) ** power)


def _eaten(dietary_cholesterol: Any) -> Any:
    return dietary_cholesterol


def _made_gut(intestinal_cholesterol: Any, *, ICSmax: Any, ICt: Any, IS: Any) -> Any:
    return _made(ICSmax, intestinal_cholesterol, ICt, IS)


def _bile_released(hepatic_bile_salts: Any, *, bile_release: Any) -> Any:
    return bile_release * hepatic_bile_salts


def _bile_returned(intestinal_bile_salts: Any, *, bile_return: Any) -> Any:
    return bile_return * intestinal_bile_salts


def _bile_lost(
    intestinal_bile_salts: Any,
    bile_salt_loss: Any,
    viscous_fiber: Any,
    *,
    bile_excretion: Any,
    per_glucan: Any,
) -> Any:
    more = bile_salt_loss * (1 + per_glucan * viscous_fiber)
    return bile_excretion * more * intestinal_bile_salts


def _bile_made(hepatic_cholesterol: Any, hepatic_bile_salts: Any, *, k5: Any) -> Any:
    return k5 * hepatic_cholesterol / hepatic_bile_salts


def _absorbed(intestinal_cholesterol: Any, intestinal_bile_salts: Any, *, k6: Any) -> Any:
    return k6 * intestinal_cholesterol * intestinal_bile_salts


def _excreted(intestinal_cholesterol: Any, intestinal_bile_salts: Any, *, k7: Any) -> Any:
    return k7 * intestinal_cholesterol * intestinal_bile_salts


def _hdl_gut(peripheral_cholesterol: Any, *, k8: Any) -> Any:
    return k8 * peripheral_cholesterol


def _hdl_liver(peripheral_cholesterol: Any, *, k11: Any) -> Any:
    return k11 * peripheral_cholesterol


def _biliary(hepatic_cholesterol: Any, *, BCRmax: Any, BCRt: Any, BS: Any) -> Any:
    return BCRmax / (1 + (BCRt / hepatic_cholesterol) ** BS)


def _made_liver(hepatic_cholesterol: Any, *, HCSmax: Any, HCSt: Any, HS: Any) -> Any:
    return _made(HCSmax, hepatic_cholesterol, HCSt, HS)


def _stored(hepatic_cholesterol: Any, *, k9: Any, ACAT: Any) -> Any:
    return k9 * ACAT * hepatic_cholesterol


def _freed(hepatic_ester: Any, *, k10: Any, CEH: Any) -> Any:
    return k10 * CEH * hepatic_ester


def _vldl_formed(hepatic_cholesterol: Any, *, vldl_formation: Any) -> Any:
    return vldl_formation * hepatic_cholesterol


def _receptors_liver(hepatic_cholesterol: Any, *, khrs: Any, HLDLRsS: Any) -> Any:
    return khrs * HLDLRsS / hepatic_cholesterol


def _receptors_liver_lost(hepatic_receptors: Any, *, receptor_loss: Any) -> Any:
    return receptor_loss * hepatic_receptors


def _vldl_back(vldl: Any, *, vldl_uptake: Any) -> Any:
    return vldl_uptake * vldl


def _idl_formed(vldl: Any, *, k15: Any, LPL: Any) -> Any:
    return k15 * LPL * vldl


def _idl_back(idl: Any, *, idl_uptake: Any) -> Any:
    return idl_uptake * idl


def _ldl_formed(idl: Any, *, k17: Any, HSL: Any) -> Any:
    return k17 * HSL * idl


def _ldl_liver(ldl: Any, hepatic_receptors: Any, *, k18: Any, ldl_hepatic: Any) -> Any:
    return (k18 * hepatic_receptors + ldl_hepatic) * ldl


def _ldl_tissue(ldl: Any, peripheral_receptors: Any, *, k20: Any, ldl_peripheral: Any) -> Any:
    return (k20 * peripheral_receptors + ldl_peripheral) * ldl


def _receptors_tissue(peripheral_cholesterol: Any, *, kprs: Any, PLDLRsS: Any) -> Any:
    return kprs * PLDLRsS / peripheral_cholesterol


def _receptors_tissue_lost(peripheral_receptors: Any, *, receptor_loss: Any) -> Any:
    return receptor_loss * peripheral_receptors


def _stored_tissue(peripheral_cholesterol: Any, *, k23: Any, ACAT: Any) -> Any:
    return k23 * ACAT * peripheral_cholesterol


def _freed_tissue(peripheral_ester: Any, *, k24: Any, CEH: Any) -> Any:
    return k24 * CEH * peripheral_ester


def _to_steroids(peripheral_cholesterol: Any, *, steroids: Any) -> Any:
    return steroids * peripheral_cholesterol


def _hdl_formed(peripheral_cholesterol: Any, nascent_hdl: Any, *, k26: Any, LCAT: Any) -> Any:
    return k26 * peripheral_cholesterol * nascent_hdl * LCAT


def _made_tissue(peripheral_cholesterol: Any, *, PCSmax: Any, PPCt: Any, PCSS: Any) -> Any:
    return _made(PCSmax, peripheral_cholesterol, PPCt, PCSS)


def _cetp_vldl(hdl: Any, *, k27: Any, CETP: Any) -> Any:
    return k27 * hdl * CETP


def _cetp_ldl(hdl: Any, *, k28: Any, CETP: Any) -> Any:
    return k28 * hdl * CETP


def _hdl_back(hdl: Any, *, k29: Any, SRB1: Any) -> Any:
    return k29 * hdl * SRB1


_GUT, _BILE, _LIVER = "intestinal_cholesterol", "hepatic_bile_salts", "hepatic_cholesterol"
_LOOP, _TISSUE = "intestinal_bile_salts", "peripheral_cholesterol"
_FLUXES = (
    Flux("eaten", _eaten, {_GUT: 1}),
    Flux("made in the gut wall", _made_gut, {_GUT: 1}),
    Flux("bile salts released", _bile_released, {_LOOP: 1}, {_BILE: 1}),
    Flux("bile salts returned", _bile_returned, {_BILE: 1}, {_LOOP: 1}),
    Flux("bile salts lost", _bile_lost, {_LOOP: -1}),
    Flux("bile salts made", _bile_made, {_BILE: 1}, {_LIVER: 1}),
    Flux("absorbed", _absorbed, {_LIVER: 1}, {_GUT: 1}),
    Flux("excreted", _excreted, {_GUT: -1}),
    Flux("HDL made by the gut wall", _hdl_gut, {"nascent_hdl": 1}),
    Flux("HDL made by the liver", _hdl_liver, {"nascent_hdl": 1}),
    Flux("released with bile", _biliary, {_GUT: 1}, {_LIVER: 1}),
    Flux("made in the liver", _made_liver, {_LIVER: 1}),
    Flux("stored in the liver", _stored, {"hepatic_ester": 1}, {_LIVER: 1}),
    Flux("freed in the liver", _freed, {_LIVER: 1}, {"hepatic_ester": 1}),
    Flux("VLDL formed", _vldl_formed, {"vldl": 1}, {_LIVER: 1}),
    Flux("VLDL taken back", _vldl_back, {_LIVER: 1}, {"vldl": 1}),
    Flux("IDL formed", _idl_formed, {"idl": 1}, {"vldl": 1}),
    Flux("IDL taken back", _idl_back, {_LIVER: 1}, {"idl": 1}),
    Flux("LDL formed", _ldl_formed, {"ldl": 1}, {"idl": 1}),
    Flux("LDL taken up by the liver", _ldl_liver, {_LIVER: 1}, {"ldl": 1}),
    Flux("LDL taken up by tissue", _ldl_tissue, {_TISSUE: 1}, {"ldl": 1}),
    Flux("receptors made by the liver", _receptors_liver, {"hepatic_receptors": 1}),
    Flux("receptors lost by the liver", _receptors_liver_lost, {"hepatic_receptors": -1}),
    Flux("receptors made by tissue", _receptors_tissue, {"peripheral_receptors": 1}),
    Flux("receptors lost by tissue", _receptors_tissue_lost, {"peripheral_receptors": -1}),
    Flux("stored in tissue", _stored_tissue, {"peripheral_ester": 1}, {_TISSUE: 1}),
    Flux("freed in tissue", _freed_tissue, {_TISSUE: 1}, {"peripheral_ester": 1}),
    Flux("turned into steroids", _to_steroids, {_TISSUE: -1}),
    Flux("HDL filled", _hdl_formed, {"hdl": 1}, {_TISSUE: 1, "nascent_hdl": 1}),
    Flux("made in tissue", _made_tissue, {_TISSUE: 1}),
    Flux("HDL to VLDL", _cetp_vldl, {"vldl": 1}, {"hdl": 1}),
    Flux("HDL to LDL", _cetp_ldl, {"ldl": 1}, {"hdl": 1}),
    Flux("HDL taken back", _hdl_back, {_LIVER: 1}, {"hdl": 1}),
)


def cholesterol(knowledge: Knowledge) -> Module:
    """Return the cholesterol of the whole body."""
    return module(knowledge.body("cholesterol"), _FLUXES)
