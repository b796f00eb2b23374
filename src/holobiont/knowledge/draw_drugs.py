"""Drugs as they may act on somebody: each taxon with a strain of its own, drawn when asked for.

Drugs have streams of random numbers of their own: whoever takes none is drawn, and as fast, as if
there were none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

import numpy as np

from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Drug, FrozenMap, Quantity, Record, Taxon
from holobiont.knowledge.store import Knowledge

R = TypeVar("R", bound=Record)

#: Half the width of a 95 % range, in standard deviations.
_Z95 = 1.959964


@dataclass(frozen=True, eq=False)
class Drawn(Mapping[str, Drug]):
    """Drugs of which each taxon has a strain of its own; the same each time one is asked for.

    A strain resists with the prevalence that a drug gives for the closest group of its taxon;
    where it does not, what stops it is drawn from the range of such strains.

    Attributes
    ----------
    drugs : mapping
        What is drawn from.
    seeds : mapping
        A seed for each drug.
    taxa : tuple of Taxon
    numbers : bool
        Whether the other numbers of a drug are drawn too.
    """

    drugs: Mapping[str, Drug]
    seeds: Mapping[str, np.random.SeedSequence]
    taxa: tuple[Taxon, ...]
    numbers: bool

    @classmethod
    def of(
        cls, knowledge: Knowledge, rng: np.random.Generator, taxa: Iterable[str], *, numbers: bool
    ) -> Self:
        """Prepare to draw; takes nothing from the stream of `rng`."""
        sequence = rng.bit_generator.seed_seq
        assert isinstance(sequence, np.random.SeedSequence)
        seeds = dict(zip(knowledge.drugs, sequence.spawn(len(knowledge.drugs)), strict=True))
        return cls(knowledge.drugs, seeds, tuple(knowledge.taxa[t] for t in taxa), numbers)

    def __getitem__(self, name: str) -> Drug:
        """Draw one drug."""
        rng = np.random.default_rng(self.seeds[name])
        drug = self.drugs[name]
        return _strains(_numbers(drug, rng) if self.numbers else drug, self.taxa, rng)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self.drugs)

    def __len__(self) -> int:
        """Count the drugs."""
        return len(self.drugs)


def with_strains(knowledge: Knowledge, rng: np.random.Generator, taxa: Iterable[str]) -> Knowledge:
    """Return knowledge in which each of some taxa (ids) has a strain of its own to every drug."""
    return replace(knowledge, drugs=Drawn.of(knowledge, rng, taxa, numbers=False))


def _strains(drug: Drug, taxa: Iterable[Taxon], rng: np.random.Generator) -> Drug:
    own = {}
    for taxon in taxa:
        resistant, level = closest(drug.resistant, taxon), closest(drug.mic, taxon)
        if resistant is not None and rng.random() < resistant.prevalence.internal:
            level = resistant.mic
        assert level is not None, "the knowledge was checked to name every taxon"
        own[taxon.id] = drawn(level, rng)
    return drug.model_copy(update={"mic": FrozenMap({**drug.mic, **own})})


def _numbers(drug: Drug, rng: np.random.Generator) -> Drug:
    names = ("absorbed", "half_life", "secreted")
    parts: dict[str, Any] = {n: drawn(getattr(drug, n), rng) for n in names}
    if drug.destroyed is not None:
        parts["destroyed"] = drawn(drug.destroyed, rng)
    parts["kill"] = _fields(drug.kill, rng)
    parts["binding"] = _fields(drug.binding, rng)
    return drug.model_copy(update=parts)


def _fields(record: R, rng: np.random.Generator) -> R:
    """Draw every quantity of a record."""
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return record.model_copy(update={name: drawn(q, rng) for name, q in values.items()})


def drawn(quantity: Quantity, rng: np.random.Generator) -> Quantity:
    """Return a number drawn from its 95 % range."""
    low, high = quantity.spread
    normal = float(np.clip(rng.standard_normal(), -_Z95, _Z95))
    if high <= low:
        return quantity
    if low > 0:
        reach = np.log(high / quantity.value) if normal > 0 else np.log(quantity.value / low)
        value = quantity.value * float(np.exp(reach * normal / _Z95))
    else:
        reach = high - quantity.value if normal > 0 else quantity.value - low
        value = quantity.value + float(reach * normal / _Z95)
    return quantity.model_copy(update={"value": value})
