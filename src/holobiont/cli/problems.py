"""What went wrong, as one sentence and an exit code."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from typing import Any

from holobiont.errors import HolobiontError

FAILED, USAGE, INTERRUPTED = 1, 2, 130
_MARKS = (".", "?", "!")
_PARSER_TALK = re.compile(r", unable to parse string as an? \w+")


@dataclass(frozen=True)
class Problem:
    """A sentence for the user and the exit code of the process."""

    sentence: str
    code: int = FAILED


#: The user stopped the program.
STOPPED = Problem("Interrupted: what was not finished was not written.", INTERRUPTED)


def problem_of(error: BaseException) -> Problem:
    """Return what to tell about an error."""
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        return STOPPED
    if isinstance(error, HolobiontError):
        return Problem(_sentence(str(error)), error.exit_code)
    if hasattr(error, "format_message"):
        return _of_usage(error)
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, MemoryError):
        return Problem("The memory is too small for this: ask for fewer days, members or samples.")
    return Problem(
        f"Holobiont failed here, and not because of how it was called ({_plain(error)}): "
        "repeat the command with --debug to see where, and please report it."
    )


def _of_usage(error: Any) -> Problem:
    """Return what the parser of the command line says, and what was given to it."""
    reason = _PARSER_TALK.sub("", error.format_message().strip().rstrip("."))
    details = getattr(error.__cause__ or error.__context__, "errors", None)
    given = details()[0].get("input") if callable(details) else None
    but = f", not {given!r}" if isinstance(given, str) and repr(given) not in reason else ""
    return Problem(f"{_sentence(reason + but)} See '{_command(error)} --help'.", USAGE)


def _of_system(error: OSError) -> Problem:
    if error.errno == errno.ENOSPC:
        return Problem("The disk is full: free some space or choose another folder with -o.")
    where = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or _plain(error)
    return Problem(_sentence(f"{where}{reason[:1].lower()}{reason[1:]}: check the path"))


def _plain(error: BaseException) -> str:
    """Name an error on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}".removesuffix(": ")


def _sentence(text: str) -> str:
    """Write a message on one line, with a capital and a full stop."""
    line = " ".join(text.split())
    capital = line if _is_name(line) else line[:1].upper() + line[1:]
    return capital if capital.endswith(_MARKS) else f"{capital}."


def _is_name(line: str) -> bool:
    """Whether a message starts with a file or quoted name, which keeps its letters."""
    first = line.split(" ", 1)[0]
    return any(mark in first for mark in "./\\_'")


def _command(error: BaseException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "holobiont"
