"""The bricks of the schema: frozen records, frozen tables, and numbers with provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from holobiont.errors import InputError
from holobiont.quantity import affine, to_internal

V = TypeVar("V")

Status = Literal[
    "verified", "verified-secondary", "mixed", "derived", "recalled", "recalled-low", "assumed"
]
Grade = Literal["A", "B", "C", "X"]


class FrozenMap(Mapping[str, V]):
    """A mapping that cannot be changed and can be pickled."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, V] | None = None) -> None:
        """Copy the items."""
        self._items: dict[str, V] = dict(items or {})

    def __getitem__(self, key: str) -> V:
        """Return the value of a key."""
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys in the order of the file."""
        return iter(self._items)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._items)

    def __repr__(self) -> str:
        """Show the content."""
        return f"FrozenMap({self._items!r})"


def _freeze(items: Mapping[str, V]) -> FrozenMap[V]:
    return FrozenMap(items)


#: A table of the knowledge: id to value, frozen.
Table = Annotated[Mapping[str, V], AfterValidator(_freeze)]


def empty() -> FrozenMap[Any]:
    """Return an empty table, the default of optional tables."""
    return FrozenMap()


def _known_unit(unit: str) -> str:
    try:
        affine(unit)
    except InputError as error:
        raise ValueError(str(error)) from error
    return unit


#: A unit string that is understood.
Unit = Annotated[str, AfterValidator(_known_unit)]


class Record(BaseModel):
    """A frozen record that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quantity(Record):
    """A number with its unit, 95 % range and provenance.

    `value`, `unit` and `spread` are as written; `internal` and `internal_spread` are in house
    units. `source` may join several codes with ``;``.
    """

    value: float
    unit: Unit
    spread: tuple[float, float]
    source: str
    status: Status
    grade: Grade
    note: str = ""

    @model_validator(mode="after")
    def _spread_contains_value(self) -> Self:
        low, high = self.spread
        if not low <= self.value <= high:
            raise ValueError(f"the spread [{low:g}, {high:g}] does not contain {self.value:g}")
        return self

    @property
    def internal(self) -> float:
        """The value in house units."""
        return to_internal(self.value, self.unit)

    @property
    def internal_spread(self) -> tuple[float, float]:
        """The 95 % range in house units."""
        low, high = (to_internal(edge, self.unit) for edge in self.spread)
        return low, high

    @property
    def sources(self) -> tuple[str, ...]:
        """The source codes."""
        return tuple(self.source.split(";"))


class Series(Record):
    """Several numbers of one kind, as the successive pKa of an acid."""

    value: tuple[float, ...]
    unit: Unit
    spread: tuple[tuple[float, float], ...]
    source: str
    status: Status
    grade: Grade
    note: str = ""

    @model_validator(mode="after")
    def _spreads_contain_values(self) -> Self:
        if len(self.spread) != len(self.value):
            raise ValueError("spread needs one [low, high] pair for each value")
        for value, (low, high) in zip(self.value, self.spread, strict=True):
            if not low <= value <= high:
                raise ValueError(f"the spread [{low:g}, {high:g}] does not contain {value:g}")
        return self

    @property
    def internal(self) -> tuple[float, ...]:
        """The values in house units."""
        return tuple(to_internal(value, self.unit) for value in self.value)

    @property
    def sources(self) -> tuple[str, ...]:
        """The source codes."""
        return tuple(self.source.split(";"))
