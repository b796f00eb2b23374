"""What is known about conditions, beside what the model says of their mediators.

A condition is no state of the model. `statements` puts the quantities on the way to it, with the
model's interval, beside what studies found, with theirs; null and contradictory findings stay.
"""

from holobiont.outcomes.matching import Match, matches
from holobiont.outcomes.model import Estimate, Statement
from holobiont.outcomes.quantities import check_mediators
from holobiont.outcomes.statements import statements, statements_of

__all__ = [
    "Estimate",
    "Match",
    "Statement",
    "check_mediators",
    "matches",
    "statements",
    "statements_of",
]
