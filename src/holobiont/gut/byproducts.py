"""What a day brings beside acids and gases: bile acids, what becomes of amino acids, vitamins."""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.engine.law import Array
from holobiont.gut import observe
from holobiont.gut.blueprint import STOOL, Blueprint
from holobiont.gut.traces import CONJUGATES, NUCLEI

Flows = dict[tuple[str, str], float]
_BILE = "bile_acid"
SECONDARY = ("deoxycholate", "lithocholate")
CONJUGATED = tuple(f"{amino_acid}{nucleus}" for amino_acid in CONJUGATES for nucleus in NUCLEI)
_MANY, _FEW, _PART, _HELD = "mmol/day", "umol/day", "%", "mg"
BILE, PROTEIN, TRYPTOPHAN = "bile acids", "protein products", "tryptophan products"
AMINES, POLYPHENOLS, VITAMINS, LPS = "amines", "polyphenols", "vitamins", "endotoxin"
#: Id, label, group, unit of everything that is told.
TABLE = (
    ("bile_stool", "bile acids in stool", BILE, _MANY),
    ("bile_secondary", "secondary bile acids in the cecum", BILE, _PART),
    ("bile_conjugated", "conjugated bile acids in the cecum", BILE, _PART),
    ("p_cresol", "p-cresol", PROTEIN, _MANY),
    ("phenylacetate", "phenylacetate", PROTEIN, _MANY),
    ("phenylpropionate", "phenylpropionate", PROTEIN, _MANY),
    ("indole", "indole", TRYPTOPHAN, _FEW),
    ("indole_propionate", "indole-3-propionate", TRYPTOPHAN, _FEW),
    ("indole_acetate", "indole-3-acetate", TRYPTOPHAN, _FEW),
    ("indole_lactate", "indole-3-lactate", TRYPTOPHAN, _FEW),
    ("tryptamine", "tryptamine", TRYPTOPHAN, _FEW),
    ("trimethylamine", "trimethylamine", AMINES, _FEW),
    ("gaba", "GABA", AMINES, _FEW),
    ("histamine", "histamine", AMINES, _FEW),
    ("urolithin_a", "urolithin A", POLYPHENOLS, _FEW),
    ("equol", "equol", POLYPHENOLS, _FEW),
    ("phenylvalerolactone", "phenyl-gamma-valerolactone", POLYPHENOLS, _FEW),
    ("menaquinones", "vitamin K2 in stool", VITAMINS, _FEW),
    ("folate", "folate in stool", VITAMINS, _FEW),
    ("riboflavin", "riboflavin in stool", VITAMINS, _FEW),
    ("cobalamin", "cobalamin in stool", VITAMINS, _FEW),
    ("lps_total", "lipopolysaccharide in the lumen", LPS, _HELD),
    ("lps_active", "active lipopolysaccharide", LPS, _HELD),
)
#: Of these the terminal tells.
TOLD = (
    "bile_stool",
    "bile_secondary",
    "p_cresol",
    "phenylacetate",
    "indole",
    "indole_propionate",
    "trimethylamine",
    "gaba",
    "histamine",
    "menaquinones",
    "lps_active",
)
_THOUSAND = 1000.0
_PERCENT = 100.0
#: Less is what a solver leaves of nothing.
_NOTHING = 1e-9


def byproducts(b: Blueprint, flows: Flows, x: Array, share: Array) -> dict[str, float]:
    """Return every row of `TABLE` by id, in its unit.

    Parameters
    ----------
    flows : dict
        What every ledger gains in a day.
    x : ndarray, shape (states,)
    share : ndarray, shape (members,)
        Shares in the stool.
    """
    held = {f"lps_{kind}": grams for kind, grams in observe.endotoxin(b, x).items()}
    found = {**_bile(b, flows, x), **observe.vitamins(b, flows, share), **held}
    for name, _, _, unit in TABLE:
        amount = found[name] if name in found else observe.released(flows, (name,))
        kept = amount if amount > _NOTHING else 0.0
        found[name] = kept if unit in (_MANY, _PART) else _THOUSAND * kept
    return found


def _bile(b: Blueprint, flows: Flows, x: Array) -> dict[str, float]:
    names = b.knowledge.members(_BILE)
    cecal = {name: float(x[b.at(name, b.habitat.names[0])]) for name in names}
    return {
        "bile_stool": sum(flows[name, STOOL] for name in names),
        "bile_secondary": _part(cecal, SECONDARY),
        "bile_conjugated": _part(cecal, CONJUGATED),
    }


def _part(amounts: Mapping[str, float], names: tuple[str, ...]) -> float:
    total = sum(amounts.values())
    return _PERCENT * sum(amounts[name] for name in names) / total if total > 0 else 0.0
