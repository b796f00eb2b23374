"""The shape of every knowledge file."""

from holobiont.knowledge.schema.base import FrozenMap, Quantity, Record, Series, Table
from holobiont.knowledge.schema.chemistry import (
    SUBSTRATE_KINDS,
    Compound,
    Conversion,
    Element,
    Pathway,
    Polymer,
    Reference,
    Trait,
)
from holobiont.knowledge.schema.development import Arrivals, Delivery, Development, Milk, Observed
from holobiont.knowledge.schema.drug import Binding, Drug, Inactivation, Kill, Resistant
from holobiont.knowledge.schema.habit import Habit
from holobiont.knowledge.schema.host import Coupling, HostModel, Parameter
from holobiont.knowledge.schema.life import Growth, Guild, PhCorners, Taxon
from holobiont.knowledge.schema.live import Product, Survival
from holobiont.knowledge.schema.phage import InGut, Lysogeny, Phage, Resistance
from holobiont.knowledge.schema.table import INERT, Diet, Food, Medium, Physiology

__all__ = [
    "INERT",
    "SUBSTRATE_KINDS",
    "Arrivals",
    "Binding",
    "Compound",
    "Conversion",
    "Coupling",
    "Delivery",
    "Development",
    "Diet",
    "Drug",
    "Element",
    "Food",
    "FrozenMap",
    "Growth",
    "Guild",
    "Habit",
    "HostModel",
    "InGut",
    "Inactivation",
    "Kill",
    "Lysogeny",
    "Medium",
    "Milk",
    "Observed",
    "Parameter",
    "Pathway",
    "PhCorners",
    "Phage",
    "Physiology",
    "Polymer",
    "Product",
    "Quantity",
    "Record",
    "Reference",
    "Resistance",
    "Resistant",
    "Series",
    "Survival",
    "Table",
    "Taxon",
    "Trait",
]
