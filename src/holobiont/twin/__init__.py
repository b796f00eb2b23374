"""Person + profile + knowledge -> twin -> trajectory."""

from holobiont.twin.person import Person
from holobiont.twin.twin import Twin
from holobiont.twin.trajectory import Trajectory

__all__ = ["Person", "Trajectory", "Twin"]
