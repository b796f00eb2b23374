"""Rank donors of a transplant of stool for one recipient, by what each would do there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from holobiont.errors import HolobiontError, UsageError
from holobiont.knowledge import Knowledge
from holobiont.profile import Profile, map_profile
from holobiont.profile.measures.alpha import alpha_values
from holobiont.protocol import Protocol, Transplant, as_protocol
from holobiont.protocol.transplant import Route
from holobiont.rank.outcomes import ALONE, OUTCOMES, check_outcome
from holobiont.twin import Trajectory, Twin
from holobiont.twin.ensemble import across, interval

if TYPE_CHECKING:
    from holobiont.protocol import Step

#: 5 %, 50 % and 95 % points.
Interval = tuple[float, float, float]
#: What one twin gave: outcomes by donor, and without any; nothing where a donor has no twin.
Answers = dict[str, dict[str, float]]
#: Days from the end of what is done before to the transplant, and how long it is followed.
_WASHOUT, _FOLLOWED = 2.0, 28.0
_WITHOUT = ""


@dataclass(frozen=True)
class Ranked:
    """A donor.

    Attributes
    ----------
    name : str
    outcomes : mapping
        Interval of each of `OUTCOMES` over the versions; without versions all three are alike.
    best : float
        Part of the versions in which no donor does better.
    similarity, shannon : float
        What is known without a simulation: one less the Bray-Curtis distance of the profiles of
        donor and recipient, and the diversity of the donor (nats).
    """

    name: str
    outcomes: Mapping[str, Interval]
    best: float
    similarity: float
    shannon: float


@dataclass(frozen=True)
class DonorRanking:
    """Donors, the best first.

    Attributes
    ----------
    recipient : str
    protocol : str
        All that is done, with ``DONOR`` for the donor.
    by : str
        Outcome that decides.
    versions : int
        How many versions of the recipient the intervals are over; 0 for none.
    donors : tuple of Ranked
    without : mapping
        Interval of the outcomes if no transplant is given.
    naive : mapping
        Names of the donors, the best first, by what is known without a simulation.
    """

    recipient: str
    protocol: str
    by: str
    versions: int
    donors: tuple[Ranked, ...]
    without: Mapping[str, Interval]
    naive: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return a table of at most 80 columns."""
        from holobiont.rank.text import of_ranking

        return of_ranking(self)


@dataclass(frozen=True)
class Giving:
    """How transplants are given.

    Attributes
    ----------
    before : str, Step, Protocol or several, optional
        What is done before, such as ``"500 mg/day vancomycin for 10 days"``.
    grams : float, optional
        Wet stool (g); the usual amount when not given.
    route : str
        See `Transplant`.
    prep : bool
        Whether the bowel is emptied right before.
    day : float, optional
        Day of the transplant; two days after what is done before when not given.
    days : float, optional
        Last day; four weeks after the transplant when not given.
    """

    before: str | Step | Protocol | Sequence[str | Step] | None = None
    grams: float | None = None
    route: Route = "colonoscopy"
    prep: bool = True
    day: float | None = None
    days: float | None = None

    def phrase(self, knowledge: Knowledge) -> str:
        """Return all that is done, with ``DONOR`` for the donor.

        Raises
        ------
        UsageError
            If it cannot be done, as with an impossible amount or day.
        """
        return self.task(knowledge).phrase

    def task(self, knowledge: Knowledge) -> _Task:
        """Return what is done to every twin."""
        plan = Protocol() if self.before is None else as_protocol(self.before, knowledge)
        day = _day(plan) if self.day is None else self.day
        usual = knowledge.physiology.value("dose.fmt.usual")
        grams = usual if self.grams is None else self.grams
        given = partial(Transplant, grams=grams, start_day=day, route=self.route, prep=self.prep)
        return _Task(plan, given, day + _FOLLOWED if self.days is None else self.days)


def rank_donors(
    recipient: Twin,
    donors: Mapping[str, Profile],
    giving: Giving | None = None,
    *,
    by: str = "engraftment",
    members: int = 0,
    seed: int = 0,
    progress: Callable[[str, int, int], None] | None = None,
) -> DonorRanking:
    """Simulate a transplant from each donor, and rank them.

    Parameters
    ----------
    recipient : Twin
    donors : mapping
        Stool profiles by name.
    giving : Giving, optional
        What is done before, and how transplants are given.
    by : str
        Outcome that decides: one of `OUTCOMES`. More is better.
    members : int
        Versions of the recipient to draw for the intervals.
    seed : int
        The same gives the same versions.

    Raises
    ------
    UsageError
        If there is no donor, or the outcome is not known.
    InputError
        If nothing of a donor is known.
    """
    _check(donors, by)
    task = (giving or Giving()).task(recipient.knowledge)
    fitted = {name: Twin.fit(p, knowledge=recipient.knowledge) for name, p in donors.items()}
    first = task.answers(recipient, fitted, exact=True)
    tell = None if progress is None else (lambda n: progress("drawing versions", n, members))
    drawn = across(recipient, members, partial(_version, task, fitted), seed=seed, progress=tell)
    return _ranking(recipient, donors, by, task.phrase, (first, *(a for a in drawn if a)))


@dataclass(frozen=True)
class _Task:
    """What is done to every twin."""

    plan: Protocol
    given: Callable[..., Transplant]
    days: float

    @property
    def phrase(self) -> str:
        """All that is done, with ``DONOR`` for the donor."""
        return str(Protocol((*self.plan.steps, self.given(donor="DONOR"))))

    def answers(self, recipient: Twin, donors: Mapping[str, Twin], *, exact: bool) -> Answers:
        """Follow one twin without a transplant, and with that of every donor."""
        alone = recipient.run(self.plan, days=self.days, every=self.days, exact=exact)
        found = {_WITHOUT: _read(alone, ALONE)}
        for name, donor in donors.items():
            plan = Protocol((*self.plan.steps, self.given(donor=name)))
            course = recipient.run(
                plan, days=self.days, every=self.days, exact=exact, donors={name: donor}
            )
            found[name] = _read(course, tuple(OUTCOMES))
        return found


def _read(course: Trajectory, names: Sequence[str]) -> dict[str, float]:
    return {name: OUTCOMES[name][2](course) for name in names}


def _version(task: _Task, donors: Mapping[str, Twin], version: Twin) -> Answers:
    """Follow a version of the recipient; every donor is fitted with its knowledge."""
    try:
        fitted = {name: _known(donor, version.knowledge) for name, donor in donors.items()}
        with np.errstate(all="ignore"):  # what the solver tries and rejects
            return task.answers(version, fitted, exact=False)
    except HolobiontError:
        return {}


def _known(donor: Twin, knowledge: Knowledge) -> Twin:
    """Fit a donor again with other knowledge, from where it was."""
    return Twin.of_shares(
        donor.blueprint.member_ids, donor.shares, donor.person, donor.mapped, knowledge, near=donor
    )


def _check(donors: Mapping[str, Profile], by: str) -> None:
    if not donors:
        raise UsageError("there is no donor to rank: give the profile of at least one.")
    check_outcome(by)


def _day(plan: Protocol) -> float:
    """Day of the transplant: some time after what is done before has ended."""
    ends = [step.end_day for step in plan]
    return max(end for end in ends if end is not None) + _WASHOUT if any(ends) else 0.0


def _ranking(
    recipient: Twin,
    donors: Mapping[str, Profile],
    by: str,
    protocol: str,
    answers: tuple[Answers, ...],
) -> DonorRanking:
    """Put together what the recipient, first, and its versions gave."""
    every = answers[1:] or answers
    wins = {name: float(np.mean([_best(a, by) == name for a in every])) for name in donors}
    found = [
        Ranked(
            name,
            _intervals(every, name, tuple(OUTCOMES)),
            wins[name],
            similarity(recipient, profile),
            alpha_values(profile.shares)["shannon"] or 0.0,
        )
        for name, profile in donors.items()
    ]
    order = sorted(found, key=lambda each: (-each.outcomes[by][1], each.name))
    return DonorRanking(
        recipient.mapped.profile.sample,
        protocol,
        by,
        len(answers) - 1,
        tuple(order),
        _intervals(every, _WITHOUT, ALONE),
        {
            "similarity": _sorted(found, lambda each: each.similarity),
            "shannon": _sorted(found, lambda each: each.shannon),
        },
    )


def _sorted(found: Sequence[Ranked], value: Callable[[Ranked], float]) -> tuple[str, ...]:
    return tuple(each.name for each in sorted(found, key=lambda each: (-value(each), each.name)))


def _best(answers: Answers, by: str) -> str:
    names = [name for name in answers if name != _WITHOUT]
    return max(names, key=lambda name: answers[name][by])


def _intervals(every: Sequence[Answers], donor: str, names: Sequence[str]) -> dict[str, Interval]:
    return {name: interval([answers[donor][name] for answers in every]) for name in names}


def similarity(recipient: Twin, donor: Profile) -> float:
    """One less the Bray-Curtis distance of a donor's known taxa to those of a recipient."""
    mapped = map_profile(donor, recipient.knowledge)
    theirs = dict(zip(mapped.taxa, mapped.shares, strict=True))
    mine = dict(zip(recipient.mapped.taxa, recipient.mapped.shares, strict=True))
    return float(sum(min(mine[t], theirs[t]) for t in mine if t in theirs))
