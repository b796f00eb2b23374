"""Who takes part in which arm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from holobiont.errors import InputError
from holobiont.knowledge import Knowledge
from holobiont.profile import Profile, map_profile
from holobiont.twin.illness import immunity
from holobiont.validation.dish import Dish, dishes
from holobiont.validation.experiment import Experiment, People
from holobiont.validation.observables.community import belongs
from holobiont.validation.population import virtual_people

#: How many virtual people take part unless a row or the caller says otherwise.
PEOPLE = 20
#: How many are drawn at most for each who is sought.
_SEARCHED = 100
#: Seed and number of a virtual person, or number of a real one.
Key = tuple[int, int]


@dataclass(frozen=True)
class Crowd:
    """Where participants come from: real profiles, or people drawn from the knowledge.

    `people` is how many the caller asks for; rows decide when it is None.
    """

    knowledge: Knowledge
    profiles: tuple[Profile, ...] | None = None
    people: int | None = None
    seed: int = 0

    def profile(self, key: Key) -> Profile:
        """Return a participant."""
        seed, number = key
        if self.profiles is not None:
            return self.profiles[number]
        return virtual_people(self.knowledge, number + 1, seed, first=number)[0]

    def vessels(self, experiment: Experiment) -> list[list[Dish]]:
        """Return the cultures of each arm, in order; real profiles take no part in them."""
        return [
            dishes(c, self.people or c.n or PEOPLE, self.seed if c.seed is None else c.seed)
            for c in experiment.cultures
        ]

    def of(self, experiment: Experiment) -> list[list[Key]]:
        """Return the participants of each arm, in order.

        Raises
        ------
        InputError
            If too few fit what the row asks for.
        """
        size = self.people or experiment.people.n or PEOPLE
        size = min(size, experiment.people.most or size)
        if experiment.same_people:
            everyone = self._find(experiment, (), (), size)
            return [everyone for _ in experiment.arms]
        return list(self._apart(experiment, size))

    def _apart(self, experiment: Experiment, size: int) -> Iterator[list[Key]]:
        """Give each group of arms people of its own, dealt out over its arms."""
        labels = [arm.group or f"arm {i}" for i, arm in enumerate(experiment.arms)]
        taken: dict[tuple[object, ...], int] = {}
        dealt: dict[str, list[Key]] = {}
        for label, arm in zip(labels, experiment.arms, strict=True):
            if label not in dealt:
                kind = arm.carry, arm.lack
                before = taken.get(kind, 0) if experiment.people.parallel else 0
                taken[kind] = before + size
                dealt[label] = self._find(experiment, *kind, before + size)[before:]
        for i, label in enumerate(labels):
            arms = [k for k, other in enumerate(labels) if other == label]
            yield dealt[label][arms.index(i) :: len(arms)]

    def _find(
        self, experiment: Experiment, carry: Sequence[str], lack: Sequence[str], size: int
    ) -> list[Key]:
        """Return the first people who fit; of real ones all there are, up to the size."""
        who = experiment.people
        seed = self.seed if who.seed is None else who.seed
        fits = self._filter(who, (*who.carry, *carry), (*who.lack, *lack))
        if self.profiles is not None:
            found = [(0, i) for i, profile in enumerate(self.profiles) if fits(profile)][:size]
        else:
            found = []
            for i in range(size * _SEARCHED):
                if len(found) == size:
                    break
                if fits(self.profile((seed, i))):
                    found.append((seed, i))
        if not found or (self.profiles is None and len(found) < size):
            raise InputError(
                f"{experiment.id}: only {len(found)} people fit what it asks of who takes part "
                f"(carry {', '.join((*who.carry, *carry)) or 'anything'}; lack "
                f"{', '.join((*who.lack, *lack)) or 'nothing'}): ask for fewer with --people"
            )
        return found

    def _filter(
        self, who: People, carry: Sequence[str], lack: Sequence[str]
    ) -> Callable[[Profile], bool]:
        if not carry and not lack and not who.susceptible:
            return lambda profile: True

        def fits(profile: Profile) -> bool:
            draws = (immunity(self.knowledge, profile.sample, taxon) for taxon in who.susceptible)
            if any(immune.known for immune in draws):
                return False
            share = self._shares(profile, (*carry, *lack))
            here = {name: value > 0 and value >= who.least for name, value in share.items()}
            return all(here[n] for n in carry) and not any(here[n] for n in lack)

        return fits

    def _shares(self, profile: Profile, names: Sequence[str]) -> Mapping[str, float]:
        mapped, taxa = map_profile(profile, self.knowledge), self.knowledge.taxa
        pairs = list(zip(mapped.taxa, mapped.shares, strict=True))
        return {
            name: 100.0 * sum(float(p) for taxon, p in pairs if belongs(taxa[taxon], (name,)))
            for name in names
        }
