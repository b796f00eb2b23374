"""What a person does, and when: "20 g/day inulin for 4 weeks" as a typed schedule."""

from holobiont.protocol.diet import DietChange
from holobiont.protocol.errors import PhraseError
from holobiont.protocol.intake import Food, Supplement
from holobiont.protocol.kinds import KINDS
from holobiont.protocol.medicine import Medicine
from holobiont.protocol.model import Protocol
from holobiont.protocol.parse import as_protocol, parse
from holobiont.protocol.step import Step

__all__ = [
    "KINDS",
    "DietChange",
    "Food",
    "Medicine",
    "PhraseError",
    "Protocol",
    "Step",
    "Supplement",
    "as_protocol",
    "parse",
]
