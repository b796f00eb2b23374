"""Drugs as they may act on somebody: each taxon with a strain of its own, drawn when asked for.

Drugs have streams of random numbers of their own: whoever takes none is drawn, and as fast, as if
there were none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self, TypeVar

import numpy as np

from holobiont.knowledge.closest import closest
from holobiont.knowledge.schema import Drug, Effects, FrozenMap, Quantity, Record, Taxon
from holobiont.knowledge.store import Knowledge

R = TypeVar("R", bound=Record)

#: Half the width of a 95 % range, in standard deviations.
_Z95 = 1.959964


@dataclass(frozen=True, eq=False)
class Drawn(Mapping[str, Drug]):
    """Drugs of which each taxon has a strain of its own; the same each time one is asked for.

    A strain resists with the prevalence that a drug gives for the closest group of its taxon,
    drawn once from its range: people live in places and times of more resistance or of less, so
    that who has one strain that resists is likelier to have another. Where it does not resist,
    what stops it is drawn from the range of such strains. How fast it is killed is drawn too:
    related strains differ in that (Maier et al. 2021, 10.1038/s41586-021-03986-2). So is which part
    of it rests where drugs do not kill, once for all drugs: who tolerates one tolerates others
    (Wiuff et al. 2005, 10.1128/AAC.49.4.1483-1494.2005).

    Attributes
    ----------
    drugs : mapping
        What is drawn from.
    seed : numpy.random.SeedSequence
        That of each drug follows from it and the drug's name, whatever other drugs there are.
    taxa : tuple of Taxon
    tolerant : Quantity
        Part of a strain that rests.
    numbers : bool
        Whether the other numbers of a drug are drawn too.
    year : int or None
        In which they live: resistance was rarer in former years. Today if None.
    """

    drugs: Mapping[str, Drug]
    seed: np.random.SeedSequence
    taxa: tuple[Taxon, ...]
    tolerant: Quantity
    numbers: bool
    year: int | None = None

    @classmethod
    def of(
        cls,
        knowledge: Knowledge,
        rng: np.random.Generator,
        taxa: Iterable[str],
        *,
        numbers: bool,
        year: int | None = None,
    ) -> Self:
        """Prepare to draw; takes nothing from the stream of `rng`."""
        sequence = rng.bit_generator.seed_seq
        assert isinstance(sequence, np.random.SeedSequence)
        (seed,) = sequence.spawn(1)
        tolerant = knowledge.physiology.quantity("community.tolerant")
        own = tuple(knowledge.taxa[t] for t in taxa)
        return cls(knowledge.drugs, seed, own, tolerant, numbers, year)

    def _rng(self, name: str = "") -> np.random.Generator:
        key = (*self.seed.spawn_key, *name.encode())
        return np.random.default_rng(np.random.SeedSequence(self.seed.entropy, spawn_key=key))

    @cached_property
    def resting(self) -> Mapping[str, Quantity]:
        """Part of each taxon's strain that rests where drugs do not kill."""
        rng = self._rng()
        return {taxon.id: drawn(self.tolerant, rng) for taxon in self.taxa}

    def __getitem__(self, name: str) -> Drug:
        """Draw one drug."""
        drug, rng = self.drugs[name], self._rng(name)
        drug = _numbers(drug, rng) if self.numbers else drug
        common = {
            name: drawn(resistant.common(self.year), rng).internal
            for name, resistant in drug.resistant.items()
            if drug.kill is not None
        }
        return _strains(drug, self.taxa, self.resting, common, rng)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self.drugs)

    def __len__(self) -> int:
        """Count the drugs."""
        return len(self.drugs)


def with_strains(
    knowledge: Knowledge, rng: np.random.Generator, taxa: Iterable[str], year: int | None = None
) -> Knowledge:
    """Return knowledge in which each of some taxa (ids) has a strain of its own to every drug.

    Parameters
    ----------
    rng : numpy.random.Generator
    taxa : iterable of str
    year : int, optional
        In which their person lives; today when not given.
    """
    return replace(knowledge, drugs=Drawn.of(knowledge, rng, taxa, numbers=False, year=year))


def met(drug: Drug, taxon: Taxon, rng: np.random.Generator) -> Drug:
    """Return a drug as it acts on a strain that comes from outside, which resists by chance.

    It does with the prevalence that the taxon's own file gives; a strain that does not is drawn
    from the range of such strains.
    """
    if drug.kill is None:
        return drug
    known, level = taxon.resistance.get(drug.id), closest(drug.mic, taxon)
    if known is not None and rng.random() < drawn(known.prevalence, rng).internal:
        level = known.mic
    assert level is not None, "the knowledge was checked to name every taxon"
    own = FrozenMap({**drug.mic, taxon.id: drawn(level, rng)})
    return drug.model_copy(update={"mic": own})


def _strains(
    drug: Drug,
    taxa: Iterable[Taxon],
    resting: Mapping[str, Quantity],
    common: Mapping[str, float],
    rng: np.random.Generator,
) -> Drug:
    if drug.kill is None:
        return drug
    levels, kills = {}, {}
    for taxon in taxa:
        resistant, level = closest(drug.resistant, taxon), closest(drug.mic, taxon)
        if resistant is not None and rng.random() < (closest(common, taxon) or 0.0):
            level = resistant.mic
        assert level is not None, "the knowledge was checked to name every taxon"
        levels[taxon.id] = drawn(level, rng)
    for taxon in taxa:
        how = closest(drug.kills, taxon) or drug.kill
        own = {"psi_min": drawn(how.psi_min, rng), "tolerant": resting[taxon.id]}
        kills[taxon.id] = how.model_copy(update=own)
    mic, killing = FrozenMap({**drug.mic, **levels}), FrozenMap({**drug.kills, **kills})
    return drug.model_copy(update={"mic": mic, "kills": killing})


def _numbers(drug: Drug, rng: np.random.Generator) -> Drug:
    parts: dict[str, Any] = {}
    for name in ("absorbed", "half_life", "secreted", "destroyed", "from_colon"):
        quantity = getattr(drug, name)
        if quantity is not None:
            parts[name] = drawn(quantity, rng)
    for name in ("kill", "binding", "acidity"):
        record = getattr(drug, name)
        if record is not None:
            parts[name] = _fields(record, rng)
    parts["effect"] = _effects(drug.effect, rng)
    return drug.model_copy(update=parts)


def _effects(effect: Effects, rng: np.random.Generator) -> Effects:
    """Draw every number of what a drug does apart from killing."""
    parts: dict[str, Any] = {}
    if effect.osmole is not None:
        parts["osmole"] = drawn(effect.osmole, rng)
    if effect.transit is not None:
        parts["transit"] = _fields(effect.transit, rng)
    for name in ("body", "inflow", "bind", "undo"):
        table = getattr(effect, name)
        parts[name] = FrozenMap({k: _fields(record, rng) for k, record in table.items()})
    return effect.model_copy(update=parts)


def _fields(record: R, rng: np.random.Generator) -> R:
    """Draw every quantity of a record."""
    values = {name: getattr(record, name) for name in type(record).model_fields}
    numbers = {name: drawn(q, rng) for name, q in values.items() if isinstance(q, Quantity)}
    return record.model_copy(update=numbers)


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
