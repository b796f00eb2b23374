"""Small molecules that reach the colon each day beside food: bile acids, choline, polyphenols."""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.gut.blueprint import CIRCULATING, Blueprint
from holobiont.knowledge import Knowledge

#: The amino acids that the liver joins to bile acids, and the bile acids it joins them to.
CONJUGATES = ("tauro", "glyco")
NUCLEI = ("cholate", "chenodeoxycholate", CIRCULATING)
#: What comes with acids, for the strong cations.
CATION = "sodium"


def traces(b: Blueprint) -> dict[str, float]:
    """Return what reaches the first segment whatever is eaten (mmol/h), with its counter-ions.

    Bile acids come by the body's pool of them: see `gut.enterohepatic`.
    """
    table = b.knowledge.physiology.table("inflow")
    amounts = {name: quantity.internal for name, quantity in table.items()}
    return {**amounts, CATION: -charge(b.knowledge, amounts)}


def bile(knowledge: Knowledge) -> dict[str, float]:
    """Return the conjugated bile acids that the ileum usually leaves (mmol/h)."""
    body = knowledge.physiology.value
    nuclei = {name: body(f"bile.{name}") for name in NUCLEI}
    taurine = body("bile.taurine_share")
    joined = dict(zip(CONJUGATES, (taurine, 1.0 - taurine), strict=True))
    each = body("bile.inflow") / sum(nuclei.values())
    return {f"{c}{n}": each * joined[c] * nuclei[n] for c in CONJUGATES for n in NUCLEI}


def charge(knowledge: Knowledge, amounts: Mapping[str, float]) -> float:
    """Return the charge that comes with some compounds (mmol): that of neutral water."""
    neutral = knowledge.physiology.value("ions.water_pk") / 2
    total = 0.0
    for name, amount in amounts.items():
        compound = knowledge.compounds[name]
        lost = [pk for pk in (compound.pKa.internal if compound.pKa else ()) if pk < neutral]
        total += amount * (compound.protonated_charge - len(lost))
    return total
