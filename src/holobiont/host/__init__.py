"""The person around the gut: what becomes of its products, behind the wall."""

from holobiont.host.first_pass import Passage, first_pass

__all__ = ["Passage", "first_pass"]
