"""Real data files that are too large, or not ours, to live in this repository."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(relative: str) -> Path:
    """Return the path of a shared data file, or skip the test where it is absent."""
    folder = Path(os.environ.get("HOLOBIONT_DATA", _BESIDE))
    path = folder / relative
    if not path.exists():
        pytest.skip(f"{relative} is not in {folder} (set HOLOBIONT_DATA)")
    return path
