"""What an experiment is held against: the expected range, and what anyone could say."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from holobiont.knowledge.schema import Record


class Range(Record):
    """Expected range of each part, `-inf` and `inf` where it is open; empty if none was given."""

    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


class Naive(Record):
    """What anyone could say without a model.

    ``"no change"`` expects arms to be alike; ``"profile"`` that the stool is the profile that was
    given; ``"given"`` takes `values`, one for each part, from `source`.
    """

    kind: Literal["no change", "profile", "given"]
    values: tuple[float, ...] = ()
    label: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if (self.kind == "given") != bool(self.values):
            raise ValueError("values belong to the kind 'given', and only to it")
        if self.values and not self.source:
            raise ValueError("values need a source")
        return self
