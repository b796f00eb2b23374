"""A stool sample: read it, name its taxa, measure it."""

from holobiont.profile.mapping import MappedProfile, MappedRow, MappingReport, map_profile
from holobiont.profile.profile import Profile, ProfileSet, Source
from holobiont.profile.read import read, read_one

__all__ = [
    "MappedProfile",
    "MappedRow",
    "MappingReport",
    "Profile",
    "ProfileSet",
    "Source",
    "map_profile",
    "read",
    "read_one",
]
