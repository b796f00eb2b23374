"""Run a command; turn whatever goes wrong into one sentence and an exit code."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from holobiont.cli.problems import FAILED, INTERRUPTED, STOPPED, Problem, problem_of

DEBUG = "--debug"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments
        Words after the name of the program; those of the process by default.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = run(words)
    if code == INTERRUPTED and os.name == "posix":
        _interrupted()
    raise SystemExit(code)


def _interrupted() -> None:
    """Die of the interrupt itself, so that a shell's loop ends too; ``$?`` is 130."""
    import signal

    sys.stdout.flush()
    sys.stderr.flush()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)


def run(words: Sequence[str]) -> int:
    """Run a command and return its exit code: 0, 1 (failed), 2 (usage) or 130 (interrupted)."""
    debug = DEBUG in words
    try:
        from holobiont.cli.app import app

        with _quiet(debug):
            code: int | None = app(
                args=[word for word in words if word != DEBUG] or ["--help"],
                prog_name="holobiont",
                standalone_mode=False,
            )
        sys.stdout.flush()
        return _told(STOPPED) if code == INTERRUPTED else code or 0
    except BrokenPipeError:
        return _reader_left()
    except (KeyboardInterrupt, Exception) as error:
        if debug and not isinstance(error, KeyboardInterrupt):
            raise
        return _told(problem_of(error))


@contextmanager
def _quiet(debug: bool) -> Iterator[None]:
    """Keep what numpy says of a search that fails to itself: the error tells it in words."""
    with warnings.catch_warnings():
        if not debug:
            warnings.simplefilter("ignore", RuntimeWarning)
        yield


def _told(problem: Problem) -> int:
    """Write a problem to standard error; return its exit code."""
    lead = "" if problem.code == INTERRUPTED else "Error: "
    print(f"{lead}{problem.sentence}", file=sys.stderr)
    return problem.code


def _reader_left() -> int:
    """Leave quietly when the program that reads our output has gone (``| head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED
