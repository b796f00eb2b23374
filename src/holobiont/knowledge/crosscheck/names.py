"""Which species here an organism of the literature is: by any of its names, strain aside."""

from __future__ import annotations

from collections.abc import Iterator

from holobiont.knowledge.store import Knowledge

_UNNAMED = ("sp.", "spp.")


class Names:
    """All names of the species of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        """List names, GTDB names and synonyms; remember renamed genera."""
        self._genera = knowledge.renamed.get("genus", {})
        self._ids = {
            _plain(name): taxon.id
            for taxon in knowledge.taxa.values()
            if taxon.rank == "species"
            for name in (*taxon.synonyms, taxon.gtdb, taxon.name)
            if name
        }

    def species(self, organism: str) -> str | None:
        """Return the taxon of an organism's name, or None."""
        return next(
            (self._ids[name] for name in self._spellings(organism) if name in self._ids), None
        )

    def _spellings(self, organism: str) -> Iterator[str]:
        """Yield the name in full, without its strain, and with the current genus."""
        words = organism.replace("[", "").replace("]", "").split()
        yield _plain(organism)
        if len(words) > 1 and words[1] not in _UNNAMED:
            genus, epithet = words[0], words[1]
            yield _plain(f"{genus} {epithet}")
            yield _plain(f"{self._genera.get(genus, genus)} {epithet}")


def _plain(name: str) -> str:
    return " ".join(name.replace("[", "").replace("]", "").replace("_", " ").casefold().split())
