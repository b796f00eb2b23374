"""A published experiment as data: what was done, what was seen, and where it is written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from holobiont.errors import KnowledgeError, UsageError, did_you_mean
from holobiont.knowledge.read import build, read_toml
from holobiont.knowledge.schema import FrozenMap, Quantity, Record, Table
from holobiont.knowledge.schema.base import Status, empty

_HERE = Path(__file__).parent / "experiments"


class Setup(Record):
    """Who takes part: their habitual diet, transit (h), and numbers of the body that differ."""

    diet: str = "western_us"
    transit: float | None = None
    physiology: Table[float] = Field(default_factory=empty)

    @property
    def key(self) -> tuple[object, ...]:
        """What two setups share when they are the same."""
        return self.diet, self.transit, tuple(sorted(self.physiology.items()))


class Arm(Record):
    """What is done to the participants: a protocol phrase, and when it is looked at (days)."""

    protocol: str = ""
    days: float | None = None


class Observable(Record):
    """What is measured: a kind known to `observables`, and what it is measured of."""

    kind: str
    species: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    taxa: tuple[str, ...] = ()
    ph: tuple[float, ...] = ()
    inputs: Table[Quantity] = Field(default_factory=empty)


class Range(Record):
    """Expected range of each part; empty where only a direction was published."""

    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


class Experiment(Record):
    """One published experiment.

    `parts` names the numbers that are compared, all of which must lie in their ranges. With
    `compare = "first"` each arm after the first counts relative to the first. `trend = "falling"`
    also asks that each part be smaller than the one before. `statistic` is taken over the people.
    `not_yet` says what the model lacks
    for it: the row is then shown without a verdict.
    """

    id: str
    domain: str
    experiment: str
    measured: str
    unit: str
    parts: tuple[str, ...] = ()
    setup: Setup = Setup()
    arms: tuple[Arm, ...] = (Arm(),)
    observable: Observable | None = None
    compare: Literal["level", "first"] = "level"
    trend: Literal["", "falling"] = ""
    statistic: Literal["median", "mean"] = "median"
    expected: Range = Range()
    source: str
    status: Status
    note: str = ""
    not_yet: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        low, high = self.expected.low, self.expected.high
        if len(low) != len(high) or any(a > b for a, b in zip(low, high, strict=True)):
            raise ValueError("expected.low and expected.high must pair up, the lower first")
        if not self.not_yet and (self.observable is None or len(low) != len(self.parts)):
            raise ValueError("it needs an observable and one expected range for each part")
        return self


@lru_cache(maxsize=4)
def experiments(folder: Path = _HERE) -> Mapping[str, Experiment]:
    """Read all experiments of a folder, by id, in the order of their ids.

    Raises
    ------
    KnowledgeError
        If a file is wrong; the sentence names file and key.
    """
    found: dict[str, Experiment] = {}
    for path in sorted(folder.glob("*.toml")):
        raw = read_toml(path, path.name)
        if "id" in raw:
            raise KnowledgeError(f"{path.name}: id is the file's name, and must not be given.")
        found[path.stem] = build(Experiment, {**raw, "id": path.stem}, path.name)
    return FrozenMap(found)


def chosen(ids: tuple[str, ...] | None, folder: Path = _HERE) -> tuple[Experiment, ...]:
    """Return the experiments of some ids (all when not given); complain with the nearest id."""
    known = experiments(folder)
    if ids is None:
        return tuple(known.values())
    names = {name.casefold(): name for name in known}
    for name in ids:
        if name.casefold() not in names:
            hint = did_you_mean(name, known)
            raise UsageError(f"{name!r} is not a known experiment.{hint}")
    return tuple(known[names[name.casefold()]] for name in ids)
