"""Choosing samples of a table, and telling how well they are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from holobiont.cli.screen import say
from holobiont.errors import UsageError

if TYPE_CHECKING:
    from holobiont.profile import MappedProfile, Profile, ProfileSet
    from holobiont.twin import Person

_SHOWN = 8


def choose(
    path: Path,
    sample: str | None = None,
    everything: bool | None = None,
    *,
    taxonomy: Path | None = None,
    metadata: Path | None = None,
) -> tuple[Profile, ...]:
    """Return the samples of a table that are meant.

    Parameters
    ----------
    path
        The table.
    sample
        Which one; needed when there are several and not all are meant.
    everything
        Whether all are meant; None where a command takes but one.

    Raises
    ------
    UsageError
        If the table holds several samples and it is not said which is meant.
    InputError
        If the table cannot be read.
    """
    from holobiont.profile import read
    from holobiont.profile.read import select

    if sample is not None and everything:
        raise UsageError("--sample and --all exclude each other: give one of them.")
    profiles = read(path, taxonomy=taxonomy, metadata=metadata)
    for note in profiles.notes:
        say(f"Note: {note}")
    if everything:
        for name, why in profiles.dropped.items():
            say(f"Note: sample {name!r} is left out: {why}")
        return profiles.profiles
    if sample is None and len(profiles) > 1:
        raise UsageError(_which(path.name, profiles, everything is not None))
    return (select(profiles, path.name, sample),)


def _which(name: str, profiles: ProfileSet, has_all: bool) -> str:
    ids = list(profiles)
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    rest = ", or take all with --all" if has_all else ""
    listed = ", ".join(ids[:_SHOWN])
    return f"{name} holds {len(ids)} samples ({listed}{more}): choose one with --sample ID{rest}."


def introduce(mapped: MappedProfile) -> None:
    """Tell in a few lines who the sample is and how much of it is known."""
    profile, report = mapped.profile, mapped.report
    taxa = "1 taxon" if len(profile) == 1 else f"{len(profile)} taxa"
    known, species = report.known, report.share("species")
    say(
        f"{profile.sample}: {taxa}; {known:.0%} of the community is known to the "
        f"model, {species:.0%} at species rank."
    )
    if profile.unclassified:
        say(f"{profile.unclassified:.0%} of the sample had no name and is left out.")
    for note in profile.notes:
        say(f"Note: {note}")


def person(diet: str, transit: float | None) -> Person:
    """Return the person, or complain about a diet that is not known."""
    from holobiont.knowledge import load
    from holobiont.twin import Person

    return Person(diet=load().diet(diet).id, transit=transit)
