"""Reading a file of any known format into profiles; the format is told from the content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from holobiont.errors import InputError, UsageError, did_you_mean
from holobiont.profile.abundances import Abundances
from holobiont.profile.assemble import assemble
from holobiont.profile.content import Content, load
from holobiont.profile.formats import canonical, metaphlan, plain
from holobiont.profile.profile import Profile, ProfileSet, Source

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
    taxonomy : what the identifiers of the table mean (QIIME 2 .qza or .tsv, mothur, ranks in columns)
    tree : rooted tree of the identifiers (checked, and named in the source)
    metadata : table of samples with further columns

    Raises
    ------
    InputError
        With one sentence on what the file is and what to give instead.
    """
    content = load(path)
    if canonical.matches(content):
        profile = canonical.read(content)
        return ProfileSet((profile,))
    table = _parser(content)(content, {})
    source = Source(str(path), content.sha256, table.format, table.columns)
    return assemble(table, source)


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
    name = Path(path).name
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


def _parser(content: Content) -> Parser:
    for module in (metaphlan,):
        if module.matches(content):
            return module.parse
    return plain.parse
