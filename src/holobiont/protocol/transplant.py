"""Fecal microbiota transplants: a donor's stool, at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self, cast, get_args

from holobiont.errors import UsageError, did_you_mean
from holobiont.protocol.dose import check_amount, check_largest
from holobiont.protocol.entry import Named, Said
from holobiont.protocol.moment import Moment
from holobiont.protocol.step import Step
from holobiont.protocol.words import number, quoted
from holobiont.quantity import from_internal

if TYPE_CHECKING:
    from holobiont import knowledge

Route = Literal["colonoscopy", "enema", "capsules", "nasoduodenal"]
ROUTES: Final[tuple[str, ...]] = get_args(Route)
AUTOLOGOUS: Final = "autologous"
"""The donor of a transplant of a person's own stool."""

_ID = "fmt"
_UNIT = "g"


@dataclass(frozen=True)
class Transplant(Moment):
    """A donor's stool, given at one moment.

    Attributes
    ----------
    donor : str
        File with the donor's profile, or ``"autologous"``: the person's own stool of before day 0.
    grams : float
        Wet stool [g].
    start_day : float
        When it is given [d].
    route : str
        ``"colonoscopy"``, ``"enema"``, ``"capsules"`` or ``"nasoduodenal"``.
    prep : bool
        Whether the bowel is emptied right before.

    Raises
    ------
    UsageError
        If there is no donor, the amount is not a positive number, the route is unknown, or the day
        is before day 0.
    """

    noun: ClassVar[str] = "fmt"
    key: ClassVar[str] = "fmt"
    named: ClassVar[str] = "donor"
    measure: ClassVar[str] = "mass"
    details: ClassVar[tuple[str, ...]] = ("donor", "route", "prep")
    needs: ClassVar[Mapping[str, str]] = {"donor": "from donor.tsv"}

    donor: str
    grams: float
    start_day: float = 0.0
    route: Route = "colonoscopy"
    prep: bool = False

    @property
    def what(self) -> str:
        """Name of the procedure."""
        return _ID

    @property
    def autologous(self) -> bool:
        """Whether the person is the donor."""
        return self.donor == AUTOLOGOUS

    def subject(self) -> str:
        """Write the step without its time: ``"50 g FMT from donor.tsv by enema"``."""
        whose = "autologous FMT" if self.autologous else f"FMT from {quoted(self.donor)}"
        after = " after bowel prep" if self.prep else ""
        way = "" if self.route == ROUTES[0] else f" by {self.route}"
        return f"{number(self.grams)} g {whose}{way}{after}"

    @classmethod
    def catalog(cls, knowledge: knowledge.Knowledge) -> Mapping[str, Any]:
        """Return the one procedure, with its doses."""
        body, key = knowledge.physiology, "dose.fmt"
        usual, largest = body.quantity(f"{key}.usual"), body.quantity(f"{key}.largest")
        return {_ID: Named(_ID, "FMT", NAMES, usual, largest)}

    @classmethod
    def build(cls, entry: Any, said: Said) -> Self:
        """Make the step; raise `DoseError` for an impossible amount, UsageError without donor."""
        donor = said.details.get("donor", "")
        usual = _grams(entry.usual_dose)
        grams = usual if said.dose is None else said.dose.at_once(cls.measure, _UNIT)
        route = cast("Route", said.details.get("route", ROUTES[0]))
        step = cls(donor, grams, said.start, route, prep=bool(said.details.get("prep")))
        step.check(entry)
        return step

    def check(self, entry: Any) -> None:
        """Raise `DoseError` if the amount is above the largest that is known of."""
        usual, largest = _grams(entry.usual_dose), _grams(entry.max_dose)
        check_largest(self.grams, largest, _UNIT, entry.label, f"{usual:g} {_UNIT}")

    def clash(self, other: Step) -> str:
        """Return a sentence if two transplants are given on one day."""
        if not isinstance(other, Transplant):
            return ""
        return f"{self} and {other} fall on one day: give one transplant a day."

    def renamed(self, kind: type[Step], name: str) -> Step:
        """Return the same step: its donor is a file, and no entry of the knowledge."""
        return self

    def __post_init__(self) -> None:
        """Complain about a missing donor, and an impossible amount, route or day."""
        if not self.donor.strip():
            raise UsageError(
                "an FMT needs a donor: write 'FMT from donor.tsv', with the file of the donor's "
                "profile, or 'autologous FMT'."
            )
        check_amount(self.grams, _UNIT)
        if self.route not in ROUTES:
            raise UsageError(
                f"{self.route!r} is no way of giving an FMT: choose one of "
                f"{', '.join(ROUTES)}.{did_you_mean(self.route, ROUTES)}"
            )
        super().__post_init__()


NAMES: Final = (
    "fecal transplant",
    "fecal microbiota transplant",
    "fecal microbiota transplantation",
    "stool transplant",
    "microbiota transplant",
    "gut microbiota transplant",
)


def _grams(quantity: Any) -> float:
    return from_internal(float(quantity.internal), _UNIT)
