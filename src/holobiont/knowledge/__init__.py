"""What is believed about the gut, with its source: data files, their schema and loading."""

from holobiont.knowledge.formula import elements, imbalance, parse_equation
from holobiont.knowledge.load import load
from holobiont.knowledge.schema import (
    Compound,
    Diet,
    Food,
    Guild,
    Medium,
    Pathway,
    Physiology,
    Polymer,
    Quantity,
    Reference,
    Taxon,
)
from holobiont.knowledge.store import Knowledge

__all__ = [
    "Compound",
    "Diet",
    "Food",
    "Guild",
    "Knowledge",
    "Medium",
    "Pathway",
    "Physiology",
    "Polymer",
    "Quantity",
    "Reference",
    "Taxon",
    "elements",
    "imbalance",
    "load",
    "parse_equation",
]
