"""The body's modules and the couplings between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from holobiont.knowledge.schema.base import Quantity, Record, Table, Unit, empty

#: How fast a module moves: what a long run may take at its daily mean.
TimeScale = Literal["minutes", "day", "weeks"]
#: How a coupling changes what its reader sees.
Form = Literal["add", "proportional", "power", "saturating"]


class Parameter(Quantity):
    """A number of a published model; without a spread it was fitted together with the others."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, raw: Any) -> Any:
        if isinstance(raw, Mapping) and "value" in raw:
            return {"spread": [raw["value"]] * 2, **raw}
        return raw

    @property
    def alone(self) -> bool:
        """Whether it has no spread of its own."""
        return self.spread[0] == self.spread[1]


class ModelHeader(Record):
    """Which published model a file holds, in which unit of time it is written, how fast it is."""

    label: str
    source: str
    time: Unit
    scale: TimeScale
    note: str = ""


class HostModel(Record):
    """A module of the body: its states and inputs with resting values, and its parameters.

    All numbers stay in the units of the paper: they were fitted together. `variants` are kinds of
    people, as factors on some parameters.
    """

    id: str
    model: ModelHeader
    states: Table[Parameter]
    inputs: Table[Parameter] = Field(default_factory=empty)
    parameters: Table[Parameter] = Field(default_factory=empty)
    variants: Table[Table[Parameter]] = Field(default_factory=empty)

    @model_validator(mode="after")
    def _variants_change_parameters(self) -> HostModel:
        for kind, factors in self.variants.items():
            for name in factors:
                if name not in self.parameters:
                    raise ValueError(f"variant {kind!r} changes {name!r}, which is no parameter")
        return self


class Coupling(Record):
    """One module's state or output acting on another's input.

    `size` is the strength (for ``add``: units of the input for each unit of what acts), `half` the
    level of half the effect of a ``saturating`` one. What has no source is a hypothesis, and off.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    origin: str = Field(alias="from")
    to: str
    form: Form
    size: Parameter
    half: Parameter | None = None
    hypothesis: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Coupling:
        if (self.form == "saturating") != (self.half is not None):
            raise ValueError("a saturating coupling, and no other, needs a half")
        if self.size.source == "assumed" and not self.hypothesis:
            raise ValueError("a coupling without a source is a hypothesis: say hypothesis = true")
        return self
