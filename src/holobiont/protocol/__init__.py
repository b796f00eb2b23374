"""What a person does, and when: "20 g/day inulin for 4 weeks" as a typed schedule."""

from holobiont.protocol.diet import DietChange
from holobiont.protocol.errors import PhraseError
from holobiont.protocol.habit import Activity, Circumstance, Drink, Occasion
from holobiont.protocol.intake import Food, Supplement
from holobiont.protocol.kinds import KINDS
from holobiont.protocol.live import Live
from holobiont.protocol.medicine import Medicine
from holobiont.protocol.model import Protocol
from holobiont.protocol.parse import as_protocol, parse
from holobiont.protocol.phage import PhageDose
from holobiont.protocol.step import Step
from holobiont.protocol.transplant import AUTOLOGOUS, Transplant

__all__ = [
    "AUTOLOGOUS",
    "KINDS",
    "Activity",
    "Circumstance",
    "DietChange",
    "Drink",
    "Food",
    "Live",
    "Medicine",
    "Occasion",
    "PhageDose",
    "PhraseError",
    "Protocol",
    "Step",
    "Supplement",
    "Transplant",
    "as_protocol",
    "parse",
]
