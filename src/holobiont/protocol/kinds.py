"""The kinds of step that a protocol can hold: one entry each."""

from __future__ import annotations

from typing import Final

from holobiont.protocol.diet import DietChange
from holobiont.protocol.habit import Activity, Circumstance, Drink, Occasion
from holobiont.protocol.intake import Food, Supplement
from holobiont.protocol.live import Live
from holobiont.protocol.medicine import Medicine
from holobiont.protocol.phage import PhageDose
from holobiont.protocol.step import Step
from holobiont.protocol.transplant import Transplant

KINDS: Final[tuple[type[Step], ...]] = (
    Supplement,
    Food,
    Medicine,
    DietChange,
    Live,
    PhageDose,
    Transplant,
    Activity,
    Drink,
    Circumstance,
    Occasion,
)
