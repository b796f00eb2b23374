"""Draw what lives in products and foods, and taxa that may come: only when they are asked for.

Streams of random numbers of their own keep whoever takes none as if there were none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from holobiont.knowledge.draw_drugs import drawn
from holobiont.knowledge.schema import Food, FrozenMap, Product, Survival, Taxon
from holobiont.knowledge.store import Knowledge


@dataclass(frozen=True, eq=False)
class LaterTaxa(Mapping[str, Taxon]):
    """Taxa of which some are drawn, and each other one when it is asked for first.

    Attributes
    ----------
    taxa : mapping
        What is drawn from.
    done : mapping
        Those that are drawn already.
    seed : numpy.random.SeedSequence
        The same gives the same taxa, whichever are asked for.
    one : callable
        Draws a taxon.
    """

    taxa: Mapping[str, Taxon]
    done: dict[str, Taxon]
    seed: np.random.SeedSequence
    one: Callable[[Taxon, np.random.Generator], Taxon] = field(repr=False)

    def __getitem__(self, name: str) -> Taxon:
        """Return a taxon, drawn."""
        if name not in self.done:
            key = (*self.seed.spawn_key, *name.encode())
            seed = np.random.SeedSequence(self.seed.entropy, spawn_key=key)
            self.done[name] = self.one(self.taxa[name], np.random.default_rng(seed))
        return self.done[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self.taxa)

    def __len__(self) -> int:
        """Count the taxa."""
        return len(self.taxa)


def with_live(knowledge: Knowledge, rng: np.random.Generator) -> Knowledge:
    """Return knowledge with survival, viability and living cells of food drawn anew."""
    survival = {k: _survival(s, rng) for k, s in knowledge.survival.items()}
    products = {k: _product(p, rng) for k, p in knowledge.products.items()}
    foods = {k: _food(f, rng) if f.live else f for k, f in knowledge.foods.items()}
    return replace(
        knowledge,
        survival=FrozenMap(survival),
        products=FrozenMap(products),
        foods=FrozenMap(foods),
    )


def _survival(each: Survival, rng: np.random.Generator) -> Survival:
    return each.model_copy(update={"colon": drawn(each.colon, rng)})


def _product(product: Product, rng: np.random.Generator) -> Product:
    changes = {"viability": drawn(product.viability, rng)}
    if product.survival is not None:
        changes["survival"] = drawn(product.survival, rng)
    return product.model_copy(update=changes)


def _food(food: Food, rng: np.random.Generator) -> Food:
    return food.model_copy(
        update={"live": FrozenMap({k: drawn(q, rng) for k, q in food.live.items()})}
    )
