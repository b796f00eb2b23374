"""A way of doing an experiment, which an arm states again only where it differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from holobiont.knowledge.schema import Record


class Otherwise(Record):
    """What holds in all arms of an experiment, or what one of them does otherwise."""

    def changed(self, arm: Self | None) -> Self:
        """Return how it is in an arm, which states only what it does otherwise; tables add up."""
        if arm is None:
            return self
        update: dict[str, object] = {}
        for key in arm.model_fields_set:
            mine, other = getattr(self, key), getattr(arm, key)
            update[key] = {**mine, **other} if isinstance(other, Mapping) else other
        return self.model_validate({**dict(self), **update})
