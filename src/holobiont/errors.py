"""Errors a user can act on: one sentence, an exit code, and the nearest valid name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class HolobiontError(Exception):
    """Base of every error that is shown to a user as one sentence."""

    exit_code = 1


class InputError(HolobiontError):
    """A file or value given by the user cannot be used."""


class UsageError(HolobiontError):
    """A command, option or phrase is not understood."""

    exit_code = 2


class KnowledgeError(HolobiontError):
    """A knowledge file is wrong."""


def nearest(name: str, options: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Return up to `n` of `options` that are spelled most like `name`, best first."""
    known = {option.casefold(): option for option in sorted(options, reverse=True)}
    hits = difflib.get_close_matches(name.casefold(), known, n=n, cutoff=0.5)
    return tuple(known[hit] for hit in hits)


def did_you_mean(name: str, options: Iterable[str]) -> str:
    """Return " Did you mean 'a' or 'b'?" for the nearest options, or an empty string."""
    hits = nearest(name, options)
    return f" Did you mean {' or '.join(repr(hit) for hit in hits)}?" if hits else ""
