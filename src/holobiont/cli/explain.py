"""``holobiont explain``: to come."""

from __future__ import annotations


def explain() -> None:
    """To come."""
