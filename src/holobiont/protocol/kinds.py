"""The kinds of step that a protocol can hold: one entry each."""

from __future__ import annotations

from typing import Final

from holobiont.protocol.diet import DietChange
from holobiont.protocol.intake import Food, Supplement
from holobiont.protocol.medicine import Medicine
from holobiont.protocol.step import Step

KINDS: Final[tuple[type[Step], ...]] = (Supplement, Food, Medicine, DietChange)
