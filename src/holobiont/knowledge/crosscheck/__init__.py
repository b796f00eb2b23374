"""The knowledge beside published lists of who eats, makes and degrades what."""

from holobiont.knowledge.crosscheck.compare import Crosscheck, Finding, TaxonCheck, crosscheck
from holobiont.knowledge.crosscheck.facts import Fact, read_facts

__all__ = ["Crosscheck", "Fact", "Finding", "TaxonCheck", "crosscheck", "read_facts"]
