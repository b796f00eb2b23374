"""Knowledge behind the measures of a stool profile: published lists, weights and distributions.

Read from `data/measures/*.toml`. Every file states its source and status; this module only
validates and freezes them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from holobiont.errors import KnowledgeError, did_you_mean

Status = Literal[
    "verified",
    "verified-secondary",
    "mixed",
    "derived",
    "recalled",
    "recalled-low",
    "assumed",
]
Rank = Literal["kingdom", "phylum", "class", "order", "family", "genus", "species"]
Share = Annotated[float, Field(ge=0, le=1)]
Codes = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Sourced(_Frozen):
    source: Codes = Field(min_length=1)
    status: Status


class NamedTaxon(_Frozen):
    """A taxon of a published list, with later names and, for higher taxa, known members."""

    name: str
    rank: Rank
    synonyms: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The published name first, then the later ones."""
        return (self.name, *self.synonyms)


class WeightedTaxon(NamedTaxon):
    """A taxon with its coefficient in a linear score [score units]."""

    coefficient: float


class Gmhi(_Sourced):
    """Species sets and constants of the Gut Microbiome Health Index."""

    synonym_status: Status
    caveat: str
    detection_limit: Share
    pseudocount: float = Field(gt=0)
    reference_richness_prevalent: float = Field(gt=0)
    reference_richness_scarce: float = Field(gt=0)
    min_species_share: Share
    health_prevalent: tuple[NamedTaxon, ...]
    health_scarce: tuple[NamedTaxon, ...]


class Gmwi2(_Sourced):
    """Coefficients of the Gut Microbiome Wellness Index 2."""

    synonym_status: Status
    caveat: str
    presence_threshold: Share
    high_confidence: float
    min_species_share: Share
    taxon: tuple[WeightedTaxon, ...]


class MeanShare(_Frozen):
    """Mean share and its standard deviation between studies [percent]."""

    mean: float = Field(ge=0)
    sd: float = Field(ge=0)


class HealthyComposition(_Sourced):
    """Mean composition of healthy adults, by species and by genus."""

    unit: Literal["percent"]
    n_studies: int
    cohort: str
    pseudocount: float = Field(gt=0)
    min_rank_share: Share
    broad_genera: Mapping[str, tuple[str, ...]]
    species: Mapping[str, MeanShare]
    genus: Mapping[str, MeanShare]


class ProducerGroup(_Frozen):
    """Taxa that can make a compound or carry a trait."""

    id: str
    label: str
    products: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    guilds: tuple[str, ...] = ()
    caveat: str

    @model_validator(mode="after")
    def _selects_something(self) -> ProducerGroup:
        if not (self.products or self.traits or self.guilds):
            raise ValueError("needs products, traits or guilds")
        return self


class Producers(_Sourced):
    """All producer groups, and what counts as making a compound."""

    min_yield: float = Field(ge=0)
    side_substrates: tuple[str, ...]
    ranks: tuple[str, ...]
    group: tuple[ProducerGroup, ...]


class Axis(_Frozen):
    """One direction of the enterotype landscape, as broad genera."""

    id: str
    label: str
    genera: tuple[str, ...]


class LogRatio(_Frozen):
    """Broad genera above and below the line of a log ratio."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]


class Enterotype(_Sourced):
    """The axes of the enterotype-like description."""

    min_genus_share: Share
    pseudocount: float = Field(gt=0)
    axis: tuple[Axis, ...]
    bact2: LogRatio


class Distribution(_Sourced):
    """How a measure is spread in a reference cohort (quantiles over persons)."""

    measure: str
    level: Literal["species", "genus"]
    cohort: str
    n: int = Field(gt=1)
    mean: float
    sd: float = Field(ge=0)
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    note: str = ""

    @model_validator(mode="after")
    def _quantiles_rise(self) -> Distribution:
        q = self.quantiles
        if any(low > high for low, high in pairwise(q)):
            raise ValueError("quantiles must not fall")
        return self

    @property
    def quantiles(self) -> tuple[float, float, float, float, float]:
        """5th, 25th, 50th, 75th and 95th percentile."""
        return self.p05, self.p25, self.p50, self.p75, self.p95


class Distributions(_Frozen):
    """All reference distributions of one file."""

    distribution: tuple[Distribution, ...]


class Reference(_Frozen):
    """A cited work."""

    citation: str
    doi: str = ""
    status: Status


class MeasureKnowledge(_Frozen):
    """Everything the measures need that is not code."""

    gmhi: Gmhi
    gmwi2: Gmwi2
    composition: HealthyComposition
    producers: Producers
    enterotype: Enterotype
    distributions: tuple[Distribution, ...]
    references: Mapping[str, Reference]

    def distribution(self, measure: str, level: str) -> Distribution | None:
        """Return the reference distribution of a measure at a rank, or None."""
        hits = (d for d in self.distributions if (d.measure, d.level) == (measure, level))
        return next(hits, None)

    def cite(self, code: str) -> Reference:
        """Return the work behind a source code; KnowledgeError if there is none."""
        if code not in self.references:
            hint = did_you_mean(code, self.references)
            raise KnowledgeError(f"No reference has the code {code!r}.{hint}")
        return self.references[code]


_Model = TypeVar("_Model", bound=BaseModel)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KnowledgeError(
            f"The knowledge file {path.name} is missing in {path.parent}."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name} is not valid TOML: {error}.") from None


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "(whole file)"


def _parse(path: Path, model: type[_Model]) -> _Model:
    try:
        return model.model_validate(_read(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = _key(first["loc"])
        hint = did_you_mean(str(first["loc"][-1]), model.model_fields) if first["loc"] else ""
        raise KnowledgeError(f"{path.name}, key {key}: {first['msg']}.{hint}") from None


def _references(path: Path) -> dict[str, Reference]:
    entries = _read(path)
    try:
        return {code: Reference.model_validate(entry) for code, entry in entries.items()}
    except ValidationError as error:
        first = error.errors()[0]
        raise KnowledgeError(f"{path.name}, key {_key(first['loc'])}: {first['msg']}.") from None


def _codes(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, part in parts.items():
        for item in part if isinstance(part, tuple) else (part,):
            for code in item.source:
                yield name, code


def _check_sources(parts: Mapping[str, Any], references: Mapping[str, Reference]) -> None:
    for name, code in _codes(parts):
        if code not in references:
            hint = did_you_mean(code, references)
            raise KnowledgeError(f"{name}.toml cites {code!r}, which no reference explains.{hint}")


@lru_cache(maxsize=4)
def load_measures(folder: Path | None = None) -> MeasureKnowledge:
    """Read and validate the measure files.

    Parameters
    ----------
    folder
        Folder with the TOML files; the one shipped with the package when omitted.

    Raises
    ------
    KnowledgeError
        A file is missing, malformed, or cites a source that no reference explains; the message
        names the file and the key.
    """
    home = folder or Path(__file__).parent / "data" / "measures"
    parts: dict[str, Any] = {
        "gmhi": _parse(home / "gmhi.toml", Gmhi),
        "gmwi2": _parse(home / "gmwi2.toml", Gmwi2),
        "composition": _parse(home / "healthy_composition.toml", HealthyComposition),
        "producers": _parse(home / "producers.toml", Producers),
        "enterotype": _parse(home / "enterotype.toml", Enterotype),
        "distributions": tuple(
            item
            for file in ("distributions.toml", "distributions_computed.toml")
            for item in _parse(home / file, Distributions).distribution
        ),
    }
    references = _references(home / "references.toml")
    _check_sources(parts, references)
    return MeasureKnowledge(**parts, references=references)
