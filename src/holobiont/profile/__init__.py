"""A stool sample: read it, name its taxa, measure it."""

from holobiont.profile.profile import Profile, ProfileSet, Source
from holobiont.profile.read import read, read_one

__all__ = ["Profile", "ProfileSet", "Source", "read", "read_one"]
