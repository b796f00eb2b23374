"""Where a result comes from: versions, checksums, seed and command; no clock, no machine."""

from __future__ import annotations

import platform
import shlex
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from holobiont.protocol import Protocol
from holobiont.report.model import Sample, Setting
from holobiont.twin import Twin

_LIBRARIES = ("holobiont", "numpy", "scipy", "scikit-sundae")


def provenance(twin: Twin, setting: Setting, sample: Sample) -> dict[str, object]:
    """Return what it takes to repeat a run."""
    versions = {"python": platform.python_version()}
    versions |= {name: _version(name) for name in _LIBRARIES}
    return {
        "command": setting.command,
        "seed": setting.seed,
        "ensemble_members": setting.members,
        "input": {"file": sample.file, "sample": sample.name, "sha256": sample.sha256},
        "knowledge_sha256": twin.knowledge.hash,
        "versions": versions,
    }


def command(
    twin: Twin, plan: Protocol, days: float | None, seed: int, conditions: Iterable[str] = ()
) -> str:
    """Return the command that repeats a run."""
    profile = twin.mapped.profile
    file = PurePath(profile.source.path.replace("\\", "/")).name
    if "example" in profile.metadata:
        words = ["holobiont", "demo"]
    else:
        words = ["holobiont", "report", file, "--sample", profile.sample]
    words += ["--diet", twin.knowledge.diet(twin.person.diet).id]
    if twin.person.transit is not None:
        words += ["--transit", f"{twin.person.transit:g}"]
    if len(plan):
        words += ["--do", str(plan)]
    if days is not None:
        words += ["--days", f"{days:g}"]
    words += [word for name in conditions for word in ("--condition", name)]
    return shlex.join([*words, "--seed", str(seed)])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
