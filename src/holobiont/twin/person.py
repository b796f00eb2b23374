"""The person whose gut it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from holobiont.errors import UsageError
from holobiont.gut.residency import ResidencyError
from holobiont.knowledge import Knowledge


@dataclass(frozen=True)
class Person:
    """What is known of a person beside the stool profile.

    Attributes
    ----------
    diet : str
        Habitual diet, under which the profile was taken: id, label or synonym.
    transit : float or None
        Colonic transit time (h); the population's when not known.
    age, weight : float or None
        Years and kg; carried into the report.
    sex : str
        As given.
    year : int or None
        Calendar year in which the person lives; today when not given. Resistance to some drugs was
        rarer in former years.
    """

    diet: str = "western_us"
    transit: float | None = None
    age: float | None = None
    weight: float | None = None
    sex: str = ""
    year: int | None = None

    def __post_init__(self) -> None:
        """Check that what is given can be true of a person."""
        for name in ("transit", "age", "weight", "year"):
            value = getattr(self, name)
            if value is not None and not 0 < value < float("inf"):
                raise UsageError(f"{name} is {value:g}, but it must be a positive number.")


@contextmanager
def unusual_told(person: Person, knowledge: Knowledge) -> Iterator[None]:
    """Say of a community that finds no rest if its contents pass at a pace that few people have.

    Raises
    ------
    ResidencyError
        The one that is raised inside, with a transit (h) outside the usual range of the knowledge.
    """
    low, high = knowledge.physiology.spread("transit.colon")
    try:
        yield
    except ResidencyError as error:
        if person.transit is None or low <= person.transit <= high:
            raise
        raise ResidencyError(
            f"{error}; its colonic transit of {person.transit:g} h is unusual, give {low:g} to "
            f"{high:g} h if it is not measured"
        ) from error
