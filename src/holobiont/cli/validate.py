"""``holobiont validate``: to come."""

from __future__ import annotations


def validate() -> None:
    """To come."""
