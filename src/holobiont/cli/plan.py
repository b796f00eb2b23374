"""What is to be done, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from holobiont.errors import UsageError

if TYPE_CHECKING:
    from holobiont.protocol import Protocol

LONGEST_DAYS = 3660.0
"""Longest course that is followed [d]: ten years."""


def protocol_of(phrases: Sequence[str] | None, days: float | None) -> Protocol:
    """Return the protocol of all phrases together, or complain before any long work.

    Raises
    ------
    UsageError
        If a phrase is not understood, or the course would be too long.
    """
    from holobiont.protocol import Protocol, as_protocol

    plan = as_protocol(list(phrases)) if phrases else Protocol()
    horizon = plan.boundaries(days)[-1]
    if horizon > LONGEST_DAYS:
        raise UsageError(
            f"A course of {horizon:g} days is too long: ask for at most {LONGEST_DAYS:g} days."
        )
    return plan
