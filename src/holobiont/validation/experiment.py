"""A published experiment as data: what was done, what was seen, and where it is written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from holobiont.errors import InputError, KnowledgeError, UsageError, did_you_mean
from holobiont.knowledge.read import build, read_toml
from holobiont.knowledge.schema import FrozenMap, Quantity, Record, Table
from holobiont.knowledge.schema.base import Status, empty

_HERE = Path(__file__).parent / "experiments"
_FILE = ".toml"

#: How the numbers of one arm, or of several, become one number for each part.
Compare = Literal[
    "level", "ratio", "change", "percent", "log10", "sign", "smd", "slope", "correlation"
]
#: What is taken over the people.
Statistic = Literal["median", "mean", "prevalence"]


class Setup(Record):
    """How people live: their habitual diet, transit (h), and numbers of the body that differ."""

    diet: str = "western_us"
    transit: float | None = Field(default=None, gt=0)
    physiology: Table[float] = Field(default_factory=empty)

    @property
    def key(self) -> tuple[object, ...]:
        """What two setups share when they are the same."""
        return self.diet, self.transit, tuple(sorted(self.physiology.items()))


class People(Record):
    """Who takes part.

    `n` people are drawn, with `seed`, unless the caller says how many. Only those count who
    `carry` all of some taxa, each at `least` that share (%) of their profile, and `lack` others.
    With `parallel` each arm (or group of arms) has people of its own.
    """

    n: int | None = Field(default=None, ge=1)
    seed: int | None = Field(default=None, ge=0)
    carry: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    least: float = Field(default=0.0, ge=0)
    parallel: bool = False


class Arm(Record):
    """What is done: a protocol phrase, and the day it is looked at.

    `over` takes the mean of that many days up to then. `diet`, `transit` and `physiology` replace
    those of the setup, `carry` and `lack` add to who takes part, `phages` are swallowed from day 0
    on (particles/day). Arms of one `group` are taken together where groups are compared.
    """

    name: str = ""
    protocol: str = ""
    days: float | None = Field(default=None, gt=0)
    over: float = Field(default=0.0, ge=0)
    diet: str | None = None
    transit: float | None = Field(default=None, gt=0)
    physiology: Table[float] = Field(default_factory=empty)
    carry: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    phages: Table[float] = Field(default_factory=empty)
    transit_to: float | None = Field(default=None, gt=0)
    group: str = ""

    @property
    def doing(self) -> tuple[object, ...]:
        """What arms share in which the same is done."""
        return self.protocol, tuple(self.phages.items()), self.transit_to

    def living(self, setup: Setup) -> Setup:
        """Return how the people of this arm live."""
        return Setup(
            diet=self.diet or setup.diet,
            transit=self.transit or setup.transit,
            physiology={**setup.physiology, **self.physiology},
        )


class When(Record):
    """Turns a quantity into the first day (d) on which something holds.

    Exactly one of: `change`, a share of the whole change between the start and the end was made;
    `below` or `above` a level; `within` a share of its start again, once day `after` has passed.
    """

    change: float | None = None
    below: float | None = None
    above: float | None = None
    within: float | None = None
    after: float = 0.0

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = (self.change, self.below, self.above, self.within)
        if sum(value is not None for value in given) != 1:
            raise ValueError("when needs exactly one of change, below, above and within")
        return self


class Target(Record):
    """What is measured: a kind known to `observables`, and what it is measured of."""

    kind: str
    species: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    taxa: tuple[str, ...] = ()
    polymers: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    place: str = ""
    least: float = 0.0
    ph: tuple[float, ...] = ()
    inputs: Table[Quantity] = Field(default_factory=empty)


class Observable(Target):
    """A quantity, and how its numbers are compared between arms and taken over the people.

    `arms` names those that count, the first being what others are compared with; all when empty.
    `compare` and `statistic` replace those of the experiment. `against` is the other axis of a
    slope or correlation. A `prevalence` counts people `above` or `below` a level. What the model
    still lacks for this quantity alone is said in `not_yet`.
    """

    arms: tuple[str, ...] = ()
    compare: Compare | None = None
    statistic: Statistic | None = None
    against: Target | None = None
    above: float | None = None
    below: float | None = None
    when: When | None = None
    parts: int = Field(default=1, ge=1)
    not_yet: str = ""


class Range(Record):
    """Expected range of each part, `-inf` and `inf` where it is open; empty if none was given."""

    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


class Naive(Record):
    """What anyone could say without a model.

    ``"no change"`` expects arms to be alike; ``"profile"`` that the stool is the profile that was
    given; ``"given"`` takes `values`, one for each part, from `source`.
    """

    kind: Literal["no change", "profile", "given"]
    values: tuple[float, ...] = ()
    label: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if (self.kind == "given") != bool(self.values):
            raise ValueError("values belong to the kind 'given', and only to it")
        if self.values and not self.source:
            raise ValueError("values need a source")
        return self


class Experiment(Record):
    """One published experiment.

    `parts` names the numbers that are compared, all of which must lie in their ranges; they come
    from the observables in order. `trend` also asks that each part be smaller (or larger) than
    the one before. `not_yet` says what the model lacks for it: the row is then shown without a
    verdict. `digest` is the SHA-256 of its file.
    """

    id: str
    digest: str = ""
    domain: str
    experiment: str
    measured: str
    unit: str
    parts: tuple[str, ...] = ()
    people: People = People()
    setup: Setup = Setup()
    arms: tuple[Arm, ...] = Field(default=(Arm(),), min_length=1)
    observable: tuple[Observable, ...] = ()
    compare: Compare = "level"
    statistic: Statistic = "median"
    trend: Literal["", "falling", "rising"] = ""
    expected: Range = Range()
    naive: Naive | None = None
    source: str
    status: Status
    note: str = ""
    not_yet: str = ""

    @field_validator("observable", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        """Take one observable, written as a table, for a list of one."""
        return [value] if isinstance(value, Mapping) else value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        low, high = self.expected.low, self.expected.high
        if len(low) != len(high) or any(a > b for a, b in zip(low, high, strict=True)):
            raise ValueError("expected.low and expected.high must pair up, the lower first")
        if not self.not_yet and (not self.observable or len(low) != len(self.parts)):
            raise ValueError("it needs an observable and one expected range for each part")
        names = [arm.name for arm in self.arms if arm.name]
        if len(set(names)) != len(names):
            raise ValueError("arms must have different names")
        self._known_arms(names)
        return self

    def _known_arms(self, names: Sequence[str]) -> None:
        for what in self.observable:
            for name in what.arms:
                if name not in names:
                    raise ValueError(f"{name!r} is not an arm.{did_you_mean(name, names)}")

    def how(self, what: Observable) -> tuple[Compare, Statistic]:
        """Return how the numbers of an observable are compared and summed up."""
        return what.compare or self.compare, what.statistic or self.statistic

    def arms_of(self, what: Observable) -> tuple[int, ...]:
        """Return the positions of the arms that count for an observable."""
        if not what.arms:
            return tuple(range(len(self.arms)))
        return tuple(i for name in what.arms for i, arm in enumerate(self.arms) if arm.name == name)

    @property
    def same_people(self) -> bool:
        """Whether everyone goes through all arms."""
        return not self.people.parallel and not any(arm.carry or arm.lack for arm in self.arms)


def read_experiment(path: Path) -> Experiment:
    """Read one file.

    Raises
    ------
    KnowledgeError
        If it is wrong; the sentence names file and key.
    """
    if not path.is_file():
        raise InputError(f"{path} is not a file: give the file of an experiment.")
    raw = read_toml(path, path.name)
    for key, reason in (("id", "the file's name"), ("digest", "made from the file")):
        if key in raw:
            raise KnowledgeError(f"{path.name}: {key} is {reason}, and must not be given.")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return build(Experiment, {**raw, "id": path.stem, "digest": digest}, path.name)


@lru_cache(maxsize=4)
def experiments(folder: Path = _HERE) -> Mapping[str, Experiment]:
    """Read all experiments of a folder, by id, in the order of their ids.

    Raises
    ------
    KnowledgeError
        If a file is wrong; the sentence names file and key.
    """
    found = (read_experiment(path) for path in sorted(folder.glob(f"*{_FILE}")))
    return FrozenMap({experiment.id: experiment for experiment in found})


def chosen(ids: tuple[str, ...] | None, folder: Path = _HERE) -> tuple[Experiment, ...]:
    """Return the experiments of some ids or files (all when not given).

    Raises
    ------
    UsageError
        If an id is not known; the sentence gives the nearest.
    """
    known = experiments(folder)
    if ids is None:
        return tuple(known.values())
    return tuple(_chosen(name, known) for name in ids)


def _chosen(name: str, known: Mapping[str, Experiment]) -> Experiment:
    if name.endswith(_FILE):
        return read_experiment(Path(name))
    names = {key.casefold(): key for key in known}
    if name.casefold() not in names:
        hint = did_you_mean(name, known)
        raise UsageError(f"{name!r} is not a known experiment.{hint}")
    return known[names[name.casefold()]]
