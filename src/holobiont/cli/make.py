"""Making reports: fit, simulate, write."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from holobiont.errors import HolobiontError, InputError

if TYPE_CHECKING:
    from holobiont.profile import Profile
    from holobiont.protocol import Protocol
    from holobiont.twin import Person


@dataclass(frozen=True)
class Making:
    """How a report is made.

    Attributes
    ----------
    protocol : what is done
    person : whose sample it is
    days : horizon; the protocol's own if None
    members : members of the ensemble behind the intervals
    seed : seed of what is drawn
    conditions : of which the report says what is known
    """

    protocol: Protocol
    person: Person
    days: float | None
    members: int
    seed: int
    conditions: tuple[str, ...] = ()


def make_all(
    profiles: Sequence[Profile], making: Making, output: Path, *, own_folders: bool
) -> None:
    """Make a report of each sample; one that fails does not stop the others.

    Raises
    ------
    HolobiontError
        If one fails; after the others are done, where there are several.
    """
    if not own_folders:
        make(profiles[0], making, output)
        return
    failed = [
        profile.sample
        for profile, folder in zip(profiles, _folders(profiles, output), strict=True)
        if not _made(profile, making, folder)
    ]
    if failed:
        raise InputError(
            f"{len(failed)} of {len(profiles)} samples have no report ({', '.join(failed[:5])}): "
            "see above for the reason of each"
        )


def make(profile: Profile, making: Making, output: Path) -> None:
    """Make the report of one sample."""
    from holobiont.cli.samples import introduce
    from holobiont.cli.screen import say, stages

    with stages("Loading") as tell:
        from holobiont.report import compute, write_report
        from holobiont.twin import Twin

        tell("Fitting the twin", 0, 0)
        twin = Twin.fit(profile, making.person)
        result = compute(
            twin,
            making.protocol,
            members=making.members,
            seed=making.seed,
            days=making.days,
            processes=os.cpu_count() or 1,
            progress=tell,
            conditions=making.conditions,
        )
        tell("Writing the report", 0, 0)
        page = write_report(result, output)
    introduce(twin.mapped)
    say(f"Open {page}", "bold")


def _made(profile: Profile, making: Making, folder: Path) -> bool:
    from holobiont.cli.problems import problem_of
    from holobiont.cli.screen import say

    try:
        make(profile, making, folder)
    except HolobiontError as error:
        say(f"{profile.sample}: {problem_of(error).sentence}", "red")
        return False
    return True


def _folders(profiles: Sequence[Profile], output: Path) -> list[Path]:
    """Return a folder for each sample, none twice."""
    from holobiont.cli.files import file_name

    taken: dict[str, int] = {}
    folders = []
    for profile in profiles:
        name = file_name(profile.sample)
        taken[name] = taken.get(name, 0) + 1
        folders.append(output / (name if taken[name] == 1 else f"{name}-{taken[name]}"))
    return folders
