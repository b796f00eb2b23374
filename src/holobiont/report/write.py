"""Write a result to a folder: page, JSON, tables, provenance, citations; all or nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from holobiont.errors import InputError
from holobiont.report.bibliography import bibtex
from holobiont.report.model import Result
from holobiont.report.page import html
from holobiont.report.plain import OPTIONAL, tables, to_json, to_tsv

PAGE = "report.html"


def write_report(result: Result, folder: str | Path) -> Path:
    """Write a report.

    Parameters
    ----------
    result : Result
    folder : str or Path
        Made if absent. Files of an earlier report are replaced; others are left alone.

    Returns
    -------
    Path
        The page, ``report.html``.

    Raises
    ------
    InputError
        If the folder cannot be written; then nothing is.
    """
    folder = Path(folder)
    content = contents(result)
    try:
        _write(content, folder)
    except OSError as error:
        raise InputError(
            f"the report cannot be written to {str(folder)!r} ({error.strerror or error}): choose "
            "a folder you may write to, with -o"
        ) from error
    return folder / PAGE


def contents(result: Result) -> dict[str, str]:
    """Return the text of every file of a report by its path in the folder."""
    found = {
        PAGE: html(result),
        "result.json": to_json(result),
        "provenance.json": to_json(result.provenance),
        "citations.bib": bibtex(result.sources),
    }
    return found | {f"tables/{name}.tsv": to_tsv(rows) for name, rows in tables(result).items()}


def _write(content: dict[str, str], folder: Path) -> None:
    """Write to a new folder beside the target, then move file by file."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = not folder.exists()
    folder.mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as draft:
            for name, text in content.items():
                path = Path(draft, name)
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            (folder / "tables").mkdir(exist_ok=True)
            for name in OPTIONAL:
                (folder / "tables" / f"{name}.tsv").unlink(missing_ok=True)
            for name in content:
                Path(draft, name).replace(folder / name)
    except OSError:
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise
