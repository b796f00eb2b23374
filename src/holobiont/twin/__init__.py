"""Person + profile + knowledge -> twin -> trajectory."""

from holobiont.twin.person import Person
from holobiont.twin.trajectory import Trajectory
from holobiont.twin.twin import Twin

__all__ = ["Person", "Trajectory", "Twin"]
