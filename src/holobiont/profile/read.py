"""Reading a file of any known format into profiles; the format is told from the content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from holobiont.errors import InputError, UsageError, did_you_mean
from holobiont.profile.abundances import Abundances
from holobiont.profile.assemble import assemble
from holobiont.profile.content import Content, load
from holobiont.profile.formats import (
    biom,
    bracken,
    cami,
    canonical,
    excel,
    kraken,
    metaphlan,
    mothur,
    plain,
    qiime2,
    refused,
    taxpasta,
)
from holobiont.profile.names import tidy
from holobiont.profile.profile import Profile, ProfileSet, Source
from holobiont.profile.taxonomy import check_tree, read_metadata, read_taxonomy

_UNUSED = "the taxonomy speaks of no row of the table, so it is not used"
Parser = Callable[[Content, Mapping[str, str]], Abundances]


def read(
    path: str | Path,
    *,
    taxonomy: str | Path | None = None,
    tree: str | Path | None = None,
    metadata: str | Path | None = None,
) -> ProfileSet:
    """Return all profiles of a file.

    Parameters
    ----------
    path : table in any of the known formats, gzipped or not; the name does not matter
    taxonomy : what the identifiers mean (QIIME 2 .qza or .tsv, mothur, ranks in columns)
    tree : phylogenetic tree (.qza or Newick); only checked here, since rows are taxa
    metadata : table of samples with further columns

    Raises
    ------
    InputError
        With one sentence on what the file is and what to give instead.
    """
    content = load(path)
    if tree is not None:
        check_tree(tree)
    meanings = read_taxonomy(taxonomy) if taxonomy else {}
    if canonical.matches(content):
        notes = (_UNUSED,) if taxonomy else ()
        return _with_metadata(ProfileSet((canonical.read(content),), notes=notes), metadata)
    table = _parser(content)(content, meanings)
    if taxonomy and not any(tidy(label) in meanings for label in table.labels):
        table = replace(table, notes=(*table.notes, _UNUSED))
    source = Source(str(path), content.sha256, table.format, table.columns)
    return _with_metadata(assemble(table, source), metadata)


def read_one(
    path: str | Path,
    sample: str | None = None,
    *,
    taxonomy: str | Path | None = None,
    tree: str | Path | None = None,
    metadata: str | Path | None = None,
) -> Profile:
    """Return one profile of a file.

    Raises
    ------
    UsageError
        If the file holds several samples and none is named, or the name is not among them.
    InputError
        As `read`.
    """
    profiles = read(path, taxonomy=taxonomy, tree=tree, metadata=metadata)
    return select(profiles, Path(path).name, sample)


def select(profiles: ProfileSet, name: str, sample: str | None = None) -> Profile:
    """Return one of the profiles of the file called `name`; see `read_one`."""
    if sample is None and len(profiles) == 1:
        return profiles.profiles[0]
    if sample is None:
        raise UsageError(f"{name} holds {_shown(profiles)}: name one of them as sample")
    if sample in profiles:
        return profiles[sample]
    if sample in profiles.dropped:
        raise InputError(f"{name}: sample {sample!r} cannot be used: {profiles.dropped[sample]}")
    hint = did_you_mean(sample, profiles)
    raise UsageError(f"{name} holds no sample {sample!r}, but {_shown(profiles)}.{hint}")


def _shown(profiles: ProfileSet) -> str:
    ids = list(profiles)
    more = ", ..." if len(ids) > 8 else ""
    word = "sample" if len(ids) == 1 else "samples"
    return f"{len(ids)} {word} ({', '.join(ids[:8])}{more})"


def _with_metadata(profiles: ProfileSet, path: str | Path | None) -> ProfileSet:
    if path is None:
        return profiles
    rows = read_metadata(path)
    if not any(sample in rows for sample in profiles):
        raise InputError(
            f"{Path(path).name} says nothing about {_shown(profiles)}: its first column must "
            "hold the sample names"
        )
    joined = tuple(
        replace(profile, metadata={**profile.metadata, **rows.get(profile.sample, {})})
        for profile in profiles.profiles
    )
    return replace(profiles, profiles=joined)


def _parser(content: Content) -> Parser:
    if content.data.startswith(b"PK"):
        return _archive_parser(content)
    if biom.matches(content):
        return biom.parse
    refused.check_binary(content)
    for matches, parse in (
        (cami.matches, cami.parse),
        (kraken.matches, kraken.parse),
        (metaphlan.matches, metaphlan.parse),
    ):
        if matches(content):
            return parse
    refused.check_text(content)
    for matches, parse in (
        (bracken.matches, bracken.parse),
        (mothur.matches, mothur.parse),
        (taxpasta.matches, taxpasta.parse),
    ):
        if matches(content):
            return parse
    return plain.parse


def _archive_parser(content: Content) -> Parser:
    if qiime2.matches(content):
        return qiime2.parse
    if excel.matches(content):
        return excel.parse
    raise InputError(
        f"{content.name} is a zip archive: unpack it and give the table of abundances inside"
    )
