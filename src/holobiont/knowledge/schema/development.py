"""How a newborn's gut becomes that of a child: body, milk, arrivals by age."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Series, Table, empty


class Size(Record):
    """How numbers of the body grow: their value over that of an adult, at each of the ages.

    `of` lists keys of the physiology, or the start of several (``"inflow"``).
    """

    label: str
    of: tuple[str, ...]
    factor: Series


class Arrivals(Record):
    """Who comes from outside: how many cells, and the shares of the taxa among them."""

    label: str
    cells: Quantity
    taxa: Table[Quantity]
    note: str = ""


class Delivery(Arrivals):
    """A way of birth: what is swallowed at it, and the age at which the family's taxa follow."""

    family_from: Quantity


class Milk(Arrivals):
    """A way of feeding: diets and their parts of what is drunk, and who comes with it each day."""

    diets: Table[float]


class Observed(Record):
    """What was published: a range at an age, for a way of birth and of feeding.

    `of` names genera whose shares are added up, or compounds; `range` holds the middle and the
    edges. An empty `delivery` stands for either.
    """

    label: str
    measure: Literal["share", "ph", "part of acids", "taxa"]
    of: tuple[str, ...] = ()
    delivery: str = ""
    milk: str
    age: Quantity
    range: Quantity


class Development(Record):
    """The first years.

    Attributes
    ----------
    ages : ages at which `milk_amount`, `appetite`, `family_cells` and every factor are given
    step : how much older a child is at the next change of its body, relative to its age
    first_step : age at the first change
    milk_amount : what is drunk over the day of a milk diet, before weaning
    appetite : what is eaten over the day of an adult
    weaning_start, weaning_length : when solid food begins, and how long it takes to replace milk
    family_length : how long after its beginning the family's own diet has replaced first food
    weaning_diet : the diet of first food
    family_cells : cells of the family's taxa that arrive each day
    rarest : share below which a taxon of the family does not arrive
    """

    ages: Series
    step: Quantity
    first_step: Quantity
    milk_amount: Series
    appetite: Series
    weaning_start: Quantity
    weaning_length: Quantity
    family_length: Quantity
    weaning_diet: str
    family_cells: Series
    rarest: Quantity
    sizes: Table[Size]
    deliveries: Table[Delivery]
    milks: Table[Milk]
    observed: Table[Observed] = Field(default_factory=empty)

    @model_validator(mode="after")
    def _one_value_an_age(self) -> Self:
        ages = self.ages.value
        if any(later <= earlier for earlier, later in pairwise(ages)):
            raise ValueError("ages must rise")
        courses = {"milk_amount": self.milk_amount, "appetite": self.appetite}
        courses["family_cells"] = self.family_cells
        courses |= {f"sizes.{name}.factor": size.factor for name, size in self.sizes.items()}
        for name, course in courses.items():
            if len(course.value) != len(ages):
                raise ValueError(f"{name} needs one value for each of the {len(ages)} ages")
        return self
