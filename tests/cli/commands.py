"""Running commands in tests: in this process, or in one of their own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from holobiont.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def inside(capsys: pytest.CaptureFixture[str], *words: str) -> Outcome:
    """Run a command in this process."""
    capsys.readouterr()
    code = run(words)
    captured = capsys.readouterr()
    return Outcome(code, captured.out, captured.err)


def outside(words: Sequence[str], folder: Path, **environment: str) -> Outcome:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "holobiont", *words],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


TAXA = {
    "Faecalibacterium prausnitzii": 30.0,
    "Bacteroides uniformis": 25.0,
    "Phocaeicola vulgatus": 20.0,
    "Ruminococcus bromii": 10.0,
    "Bifidobacterium longum": 10.0,
    "Akkermansia muciniphila": 5.0,
}


def table(path: Path, *samples: str, taxa: dict[str, float] | None = None) -> Path:
    """Write a small table of taxa, one column for each sample."""
    rows = ["\t".join(("taxon", *(samples or ("person",))))]
    for name, value in (TAXA if taxa is None else taxa).items():
        rows.append("\t".join((name, *(str(value) for _ in samples or ("person",)))))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
