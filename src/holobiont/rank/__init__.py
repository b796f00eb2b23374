"""Choose among options by what each would do in one person: donors of a transplant."""

from holobiont.rank.donors import DonorRanking, Giving, Ranked, rank_donors
from holobiont.rank.outcomes import OUTCOMES, check_outcome

__all__ = ["OUTCOMES", "DonorRanking", "Giving", "Ranked", "check_outcome", "rank_donors"]
