"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from holobiont.errors import InputError, UsageError

STDOUT = Path("-")


def check_file(path: Path | None) -> None:
    """Complain before any work if a file cannot be written."""
    if path is None or path == STDOUT:
        return
    if path.is_dir():
        raise UsageError(f"{path} is a folder: give the name of a file in it.")
    _probe(path.parent, path)


def check_files(*paths: Path | None) -> None:
    """Complain before any work if a file cannot be written, or two would be the same."""
    given = [path for path in paths if path is not None]
    for path in given:
        if given.count(path) > 1:
            place = "standard output" if path == STDOUT else str(path)
            raise UsageError(f"{place} cannot take both: give a file of its own for one of them.")
        check_file(path)


def check_folder(path: Path) -> None:
    """Complain before any work if a folder cannot be made or written into."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file, but a folder is needed: choose another with -o.")
    _probe(path, path)


def write_text(path: Path, text: str) -> None:
    """Write a text file: whole, or not at all; ``-`` is standard output."""
    if path == STDOUT:
        from holobiont.cli.screen import data

        data(text)
        return
    with _explained(path), _beside(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)


def tsv(rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows of one shape as tab-separated text, numbers in full."""
    lines: list[str] = []
    for row in rows:
        if not lines:
            lines.append("\t".join(row))
        lines.append("\t".join(_cell(value) for value in row.values()))
    return "\n".join(lines) + "\n"


def file_name(name: str) -> str:
    """Return a name that every file system takes."""
    return re.sub(r"[^\w.+-]+", "_", name).strip("._") or "sample"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = repr(float(value)) if isinstance(value, float) else str(value)
    return " ".join(text.split())


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a path beside another for work in progress, and leave nothing of it behind."""
    made = _missing(path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{os.getpid()}.partial"
    try:
        yield temporary
        made = []
    finally:
        temporary.unlink(missing_ok=True)
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _missing(folder: Path) -> list[Path]:
    """Return the folders that have to be made for one, the innermost first."""
    return [each for each in (folder, *folder.parents) if not each.exists()]


def _probe(folder: Path, path: Path) -> None:
    """Complain if nothing can be written into a folder, or where it would be made."""
    home = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not home.is_dir():
        raise UsageError(f"{path} cannot be written, since {home} is a file: choose another place.")
    with _explained(path), tempfile.TemporaryFile(dir=home):
        pass


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say which output could not be written, and why."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(
            f"{path} cannot be written ({reason}): choose another place, or free this one."
        ) from error
