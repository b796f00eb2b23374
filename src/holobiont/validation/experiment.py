"""A published experiment as data: what was done, what was seen, and where it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from holobiont.errors import did_you_mean
from holobiont.knowledge.schema import Quantity, Record, Table
from holobiont.knowledge.schema.base import Status, empty
from holobiont.validation.culture import Culture
from holobiont.validation.expected import Naive, Range
from holobiont.validation.live import Body
from holobiont.validation.samples import Samples

#: How the numbers of one arm, or of several, become one number for each part.
Compare = Literal[
    "level", "ratio", "change", "percent", "log10", "sign", "smd", "slope", "correlation"
]
#: What is taken over the people, or over the communities of cultures.
Statistic = Literal["median", "mean", "sd", "prevalence"]
#: What an arm of cultures may state.
_OF_CULTURES = {"name", "group", "culture"}
#: What an arm of a body may state.
_OF_BODIES = {"name", "group", "body"}
#: What published samples may state: nothing is done to them.
_OF_SAMPLES: set[str] = set()


class Setup(Record):
    """How people live: habitual diet, transit (h), year, and numbers of the body that differ."""

    diet: str = "western_us"
    transit: float | None = Field(default=None, gt=0)
    year: int | None = Field(default=None, gt=0)
    physiology: Table[float] = Field(default_factory=empty)

    @property
    def key(self) -> tuple[object, ...]:
        """What two setups share when they are the same."""
        return self.diet, self.transit, self.year, tuple(sorted(self.physiology.items()))


class People(Record):
    """Who takes part.

    `n` people are drawn, with `seed`, unless the caller says how many; never more than `most`,
    where each takes minutes. Only those count who `carry` all of some taxa, each at `least` that
    share (%) of their profile, and `lack` others; of `susceptible` taxa they have no antibodies to
    the toxin. With `parallel` each arm (or group of arms) has people of its own.
    """

    n: int | None = Field(default=None, ge=1)
    most: int | None = Field(default=None, ge=1)
    seed: int | None = Field(default=None, ge=0)
    carry: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    least: float = Field(default=0.0, ge=0)
    susceptible: tuple[str, ...] = ()
    parallel: bool = False


class Drawn(Record):
    """A donor of stool: the virtual person of a number (from 1) that a seed draws."""

    number: int = Field(ge=1)
    seed: int = Field(ge=0)


class Gulp(Record):
    """Grams of a food that are swallowed within some hours of a day (d from the start)."""

    food: str
    grams: float = Field(gt=0)
    day: float = Field(ge=0)
    hours: float = Field(gt=0)


class Arm(Record):
    """What is done: a protocol phrase, and the day it is looked at.

    `over` takes the mean of that many days up to then. `diet`, `transit` and `physiology` replace
    those of the setup, `carry` and `lack` add to who takes part, `gulps` are swallowed at a time of
    day. `inputs` are set in the body from day 0 on, as of a disease, so that it acts back on the
    gut, and `without` cuts what `Twin.without` can. With `meals` food comes in meals, and with
    `last_meal` none is eaten after that day. States are kept `every` so many days, and of those of
    `over` the largest may be `taken`. With `dispersal` strains come from other people; what is not
    `exact` is solved to 1e-3. Arms of one `group` are taken together where groups are compared. In
    an experiment on cultures or on a body, `culture` or `body` holds what this arm does otherwise.
    """

    name: str = ""
    protocol: str = ""
    days: float | None = Field(default=None, gt=0)
    over: float = Field(default=0.0, ge=0)
    taken: Literal["mean", "largest"] = "mean"
    every: float = Field(default=1.0, gt=0)
    meals: bool = False
    last_meal: float | None = Field(default=None, ge=0)
    dispersal: bool = False
    exact: bool = True
    gulps: tuple[Gulp, ...] = ()
    diet: str | None = None
    transit: float | None = Field(default=None, gt=0)
    physiology: Table[float] = Field(default_factory=empty)
    carry: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    transit_to: float | None = Field(default=None, gt=0)
    inputs: Table[float] = Field(default_factory=empty)
    without: tuple[str, ...] = ()
    culture: Culture | None = None
    body: Body | None = None
    group: str = ""

    @property
    def doing(self) -> tuple[object, ...]:
        """What arms share in which the same is done."""
        how = self.every, self.meals, self.last_meal, self.dispersal, self.exact
        body = (*sorted(self.inputs.items()), *self.without)
        return self.protocol, self.transit_to, self.gulps, *how, body

    def living(self, setup: Setup) -> Setup:
        """Return how the people of this arm live."""
        return Setup(
            diet=self.diet or setup.diet,
            transit=self.transit or setup.transit,
            year=setup.year,
            physiology={**setup.physiology, **self.physiology},
        )


class When(Record):
    """Turns a quantity into the first day (d) on which something holds.

    Exactly one of: `change`, a share of the whole change between the start and the end was made;
    `below` or `above` a level; `within` a share of its start again, once day `after` has passed.
    Days are counted from day `since`.
    """

    change: float | None = None
    below: float | None = None
    above: float | None = None
    within: float | None = None
    after: float = 0.0
    since: float = 0.0

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = (self.change, self.below, self.above, self.within)
        if sum(value is not None for value in given) != 1:
            raise ValueError("when needs exactly one of change, below, above and within")
        return self


class Target(Record):
    """What is measured: a kind known to `observables`, and what it is measured of.

    Of a body: a `state` (or input or output), at `hours` or between two of them, in a `unit`,
    `relative` to its start, times of day wrapped at so many hours (`wrap`). Of what answers a gut,
    the `modules` of the body, in place of those that it reaches.
    `strain` tells of which origin, where a kind tells them apart: what was swallowed (``given``),
    what came with a transplant (``donor``), or who was at home (``resident``). Illness is looked
    at from day `first` on, and again from day `since` on.
    """

    kind: str
    species: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    taxa: tuple[str, ...] = ()
    polymers: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    place: str = ""
    strain: Literal["", "given", "donor", "resident"] = ""
    least: float = 0.0
    first: float = 0.0
    since: float = 0.0
    ph: tuple[float, ...] = ()
    inputs: Table[Quantity] = Field(default_factory=empty)
    state: str = ""
    modules: tuple[str, ...] = ()
    hours: tuple[float, ...] = ()
    unit: str = ""
    relative: bool = False
    wrap: float | None = Field(default=None, gt=0)


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


class Experiment(Record):
    """One published experiment: in people, in vessels (`culture`), on a `body` or on `samples`.

    `parts` names the numbers that are compared, all of which must lie in their ranges; they come
    from the observables in order. `trend` also asks that each part be smaller (or larger) than
    the one before. `donors` gives the donors of transplants by the names that protocols have for
    them. `not_yet` says what the model lacks for it: the row is then shown without a
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
    donors: Table[Drawn] = Field(default_factory=empty)
    culture: Culture | None = None
    body: Body | None = None
    samples: Samples | None = None
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
        self._people_or_cultures()
        return self

    def _known_arms(self, names: Sequence[str]) -> None:
        for what in self.observable:
            for name in what.arms:
                if name not in names:
                    raise ValueError(f"{name!r} is not an arm.{did_you_mean(name, names)}")

    def _people_or_cultures(self) -> None:
        for kind, allowed, words in (
            ("culture", _OF_CULTURES, "an experiment on cultures"),
            ("body", _OF_BODIES, "an experiment on a body"),
            ("samples", _OF_SAMPLES, "about published samples"),
        ):
            if getattr(self, kind) is None:
                if any(getattr(arm, kind, None) for arm in self.arms):
                    raise ValueError(
                        f"an arm has a {kind}, but the experiment has none: give [{kind}]"
                    )
                continue
            odd: list[str] = [
                key for key in ("people", "setup", "donors") if key in self.model_fields_set
            ]
            odd += [k for arm in self.arms for k in sorted(arm.model_fields_set - allowed)]
            if odd:
                raise ValueError(f"{odd[0]!r} is for people, and this is {words}")
        if sum(given is not None for given in (self.culture, self.body, self.samples)) > 1:
            raise ValueError("it is on cultures, on a body or on samples: give one of them")

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

    @property
    def cultures(self) -> tuple[Culture, ...]:
        """The culture of each arm; none in an experiment on people."""
        if self.culture is None:
            return ()
        return tuple(self.culture.changed(arm.culture) for arm in self.arms)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The body of each arm; none in an experiment on people or cultures."""
        if self.body is None:
            return ()
        return tuple(self.body.changed(arm.body) for arm in self.arms)

    def paired(self, arms: Sequence[int]) -> bool:
        """Whether the same people, or communities, are in all of these arms."""
        if self.culture is None:
            return self.same_people
        first, *others = (self.cultures[i].drawing for i in arms)
        return all(other == first for other in others)
