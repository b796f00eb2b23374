"""Grow a community in a closed vessel, with the same biology as in a colon."""

from holobiont.culture.result import CultureResult
from holobiont.culture.run import Options, culture

__all__ = ["CultureResult", "Options", "culture"]
