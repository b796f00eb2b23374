"""What a clean install relies on: complete, hashed locks that name no download address."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("lock*.txt"))
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    return dict(PIN.findall(path.read_text(encoding="utf-8")))


def direct(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return {re.split(r"[<>=!\[ ]", line)[0].lower() for line in wanted} - {"holobiont"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_a_hash_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(lock)) > 0
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("lock.txt", ()),
        ("lock-dev.txt", ("dev", "xlsx")),
        ("lock-bench.txt", ("benchmark",)),
    ],
)
def test_the_lock_holds_every_direct_dependency(lock: str, extras: tuple[str, ...]) -> None:
    assert direct(*extras) <= pins(ROOT / "requirements" / lock).keys()


def test_all_locks_agree_on_versions() -> None:
    base = pins(ROOT / "requirements" / "lock.txt").items()
    assert all(base <= pins(lock).items() for lock in LOCKS)


def test_the_build_backend_is_locked() -> None:
    assert "hatchling" in pins(ROOT / "requirements" / "lock.txt")


def test_the_source_archive_holds_what_its_tests_read() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    kept = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    read = {"docs", "examples", "benchmarks", "requirements", "Makefile", "CONTRIBUTING.md"}
    assert read | {"CHANGELOG.md", "CITATION.cff"} <= {each.lstrip("/") for each in kept}
    assert all((ROOT / each.lstrip("/")).exists() for each in kept)
