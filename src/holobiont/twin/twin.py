"""A person's own colon: fitted so that, undisturbed, it stays at the profile it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from holobiont.engine.law import Array
from holobiont.engine.network import Network
from holobiont.errors import InputError, UsageError
from holobiont.gut import supply
from holobiont.gut.blueprint import Blueprint
from holobiont.gut.community import network
from holobiont.gut.habitat import colon
from holobiont.gut.members import residents_of
from holobiont.gut.residency import Residency, reside
from holobiont.gut.start import first_guess
from holobiont.knowledge import Knowledge, load
from holobiont.knowledge.schema import FrozenMap
from holobiont.profile import MappedProfile, Profile, map_profile
from holobiont.protocol import Protocol, Steps, as_protocol
from holobiont.twin.meals import last_of_day
from holobiont.twin.person import Person, unusual_told
from holobiont.twin.run import run
from holobiont.twin.trajectory import Trajectory

if TYPE_CHECKING:
    from holobiont.twin.joint import WayBack

#: Members below this share of the profile are left out of the simulation, and counted.
SMALLEST_SHARE = 1e-5
_HOURS = 24.0


@dataclass(frozen=True)
class Twin:
    """A person's gut as a steady state that answers to what is done.

    Attributes
    ----------
    person : Person
    mapped : MappedProfile
        The profile and how it was matched.
    knowledge : Knowledge
    blueprint : Blueprint
        Members, segments and states.
    shares : ndarray, shape (members,)
        Observed shares of the simulated members, adding to one.
    residency : Residency
        The steady state and the fitnesses that carry it.
    pace : float
        How fast contents move from day 0 on, over how fast they did: see `with_transit`.
    guests : mapping
        From whom each member comes that was not there at rest, by id: see `with_newcomers`.
    strains : str
        Seed of the strains that are swallowed: each then differs by chance from what is expected of
        its kind, as in versions of a twin; as expected when empty.
    dispersal : int, optional
        Seed of the strains that come from other people and from food; nobody comes when not given.
    cut : tuple of str
        What of the body, and between gut and body, is cut: see `without`.
    """

    person: Person
    mapped: MappedProfile
    knowledge: Knowledge
    blueprint: Blueprint
    shares: Array
    residency: Residency
    pace: float = 1.0
    guests: Mapping[str, str] = field(default_factory=FrozenMap)
    strains: str = ""
    dispersal: int | None = None
    cut: tuple[str, ...] = ()

    @classmethod
    def fit(
        cls,
        profile: Profile | MappedProfile,
        person: Person | None = None,
        *,
        knowledge: Knowledge | None = None,
    ) -> Twin:
        """Fit a twin to a stool profile.

        Parameters
        ----------
        profile : Profile or MappedProfile
        person : Person, optional
        knowledge : Knowledge, optional
            The package's own when not given.

        Returns
        -------
        Twin
            The same for the same input; fitting draws no random numbers.

        Raises
        ------
        InputError
            When no taxon of the profile is known.
        ResidencyError
            When no steady state carries the profile under the person's diet.
        """
        person = person or Person()
        knowledge = knowledge or load()
        mapped = profile if isinstance(profile, MappedProfile) else map_profile(profile, knowledge)
        taxa, shares = _members(mapped)
        return cls.of_shares(taxa, shares, person, mapped, knowledge)

    @classmethod
    def of_shares(
        cls,
        taxa: tuple[str, ...],
        shares: Array,
        person: Person,
        mapped: MappedProfile,
        knowledge: Knowledge,
        near: Twin | None = None,
    ) -> Twin:
        """Fit a twin to given members and shares.

        As a version of a twin that is `near`, it starts from that and shares what their networks
        have in common.
        """
        blueprint = Blueprint(
            knowledge, colon(knowledge, person.transit), residents_of(knowledge, taxa)
        )
        rates = supply.daily(blueprint, knowledge.diet(person.diet), shares)
        model = network(blueprint) if near is None else network(blueprint).like(near.network)
        fed = model.with_params({"intake": {"rate": rates}})
        guess = first_guess(blueprint, shares, rates) if near is None else near.residency.x
        with unusual_told(person, knowledge):
            residency = reside(blueprint, fed, shares, guess, near=near is not None)
        return cls(person, mapped, knowledge, blueprint, shares, residency)

    def __str__(self) -> str:
        """Return who lives there and what they make."""
        from holobiont.twin.text import of_twin

        return of_twin(self)

    @property
    def network(self) -> Network:
        """The fitted network under the habitual diet."""
        return self.residency.network

    def with_transit(self, hours: float) -> Twin:
        """Return the twin as one whose colonic transit (h) is another from day 0 on.

        Nothing is fitted anew: whoever lives there has to live with it, as under a laxative, an
        opioid or a change of motility.

        Raises
        ------
        UsageError
            If the time is not positive.
        """
        Person(transit=hours)  # complains about a time that nobody has
        now = self.person.transit or self.knowledge.physiology.value("transit.colon")
        return replace(self, pace=now / hours)

    def with_dispersal(self, seed: int = 0) -> Twin:
        """Return the twin as one of a person among people, from whom strains come.

        In a run, strains then take over from those at home: see `twin.dispersal`.

        Parameters
        ----------
        seed : int
            Draws who comes and when, for this person; the same seed gives the same.
        """
        return replace(self, dispersal=seed)

    def without(self, *names: str) -> Twin:
        """Return the twin as one in whom something is cut, to see its share of an effect.

        Parameters
        ----------
        *names : str
            Modules of the body (``"vagus"``), their states or outputs, which others then see at
            rest; couplings; signals of the gut; numbers of the gut that the body changes
            (``"transit.pace"``).

        Raises
        ------
        UsageError
            If a name is not known.
        """
        from holobiont.twin.joint import check_cut

        check_cut(self.knowledge, names)
        return replace(self, cut=(*self.cut, *names))

    @cached_property
    def habitual(self) -> Trajectory:
        """One day of the undisturbed steady state."""
        return self.run(days=1.0)

    def run(  # noqa: PLR0913 - a run is told what is done, and how
        self,
        protocol: Steps | None = None,
        *,
        days: float | None = None,
        every: float = 1.0,
        meals: bool = False,
        last_meal: float | None = None,
        exact: bool = True,
        donors: Mapping[str, Profile | Twin] | None = None,
        body: bool | WayBack | None = None,
    ) -> Trajectory:
        """Simulate what happens when a protocol is followed.

        Parameters
        ----------
        protocol : str, Path, Step, Protocol or several, optional
            Such as ``"20 g/day inulin for 4 weeks"``, or a file of steps; nothing changes when not
            given.
        days : float, optional
            Horizon; the protocol's own when not given.
        every : float
            Days between the states that are kept.
        meals : bool
            Eat three meals a day instead of a daily mean: see `twin.meals`.
        last_meal : float, optional
            Day after which nothing more is eaten; implies meals.
        exact : bool
            Solve to 1e-4 in everything measured; otherwise to 1e-3, in half the time, as suits one
            of many versions.
        donors : mapping, optional
            Who gives the transplants of the protocol, by the names that it has for them: profiles,
            or twins fitted to them. Other names are those of files.
        body : bool or WayBack, optional
            Whether the body acts back on the gut, and how: see `twin.wayback`. If left out, where
            the protocol says how the person lives. States are then kept at each exchange too.

        Returns
        -------
        Trajectory
        """
        plan = Protocol() if protocol is None else as_protocol(protocol, self.knowledge)
        return run(
            self,
            plan,
            days=days,
            every=every,
            meals=meals,
            last_meal=last_meal,
            exact=exact,
            donors=donors,
            body=body,
        )

    def fasting(self, hours: float) -> Trajectory:
        """Follow a day of three meals, and so many hours after the last of them without food.

        Parameters
        ----------
        hours : float
            Time (h) since the last meal at the end of the course, which is kept every hour.

        Raises
        ------
        UsageError
            If the time is not positive.
        """
        if not hours > 0:
            raise UsageError(f"nobody has fasted for {hours:g} hours: give more than 0")
        last = last_of_day(self.knowledge.physiology)
        return self.run(days=last + hours / _HOURS, every=1.0 / _HOURS, last_meal=last)

    @property
    def unsupported(self) -> dict[str, float]:
        """Members whose observed share their food cannot carry, and the share that it carries."""
        supported = self.residency.supported * self.shares
        return {
            m: float(can)
            for m, can, seen in zip(self.blueprint.member_ids, supported, self.shares, strict=True)
            if can < seen
        }


def _members(mapped: MappedProfile) -> tuple[tuple[str, ...], Array]:
    """Return the members to simulate and their shares, adding to one.

    In an order of their own, so that the order of the profile's rows changes nothing.
    """
    shares = np.asarray(mapped.shares, dtype=float)
    kept = shares > SMALLEST_SHARE
    if not kept.any():
        raise InputError(
            f"no taxon of {mapped.profile.sample!r} is known, so there is nothing to simulate: "
            "check that the table lists gut taxa by name"
        )
    order = sorted(np.flatnonzero(kept), key=lambda i: mapped.taxa[i])
    return tuple(mapped.taxa[i] for i in order), shares[order] / shares[order].sum()
