"""No biological number hides in the code: each literal is plain, or was reviewed with a reason.

Numbers of biology live in the knowledge, with unit, range and source. A literal that is neither
plain (`PLAIN`), nor a position (an index or slice), nor the size of a cache needs an entry in
`reviewed_numbers.toml` beside this file: what it is, and why it is no biology.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "holobiont"
REVIEWED = Path(__file__).with_name("reviewed_numbers.toml")
PLAIN = {0, 1, 2, 0.5, 10, 100, 1000}
SIZES = {"maxsize", "max_length", "min_length"}


def positions(tree: ast.AST) -> set[ast.AST]:
    """Return the nodes that say where something is, or how large a cache is."""
    where: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            where.update(ast.walk(node.slice))
        elif isinstance(node, ast.keyword) and node.arg in SIZES:
            where.update(ast.walk(node.value))
    return where


def numbers(text: str) -> Iterator[tuple[int, float]]:
    """Yield line and value of every literal number that is not plain and not a position."""
    tree = ast.parse(text)
    skipped = positions(tree)
    for node in ast.walk(tree):
        if node in skipped or not isinstance(node, ast.Constant):
            continue
        value = node.value
        if type(value) in (int, float) and value not in PLAIN:
            yield node.lineno, value


def reviewed() -> dict[str, dict[float, str]]:
    """Return the reasons by file and number."""
    raw = tomllib.loads(REVIEWED.read_text(encoding="utf-8"))
    return {
        file: {number: reason for reason, group in reasons.items() for number in group}
        for file, reasons in raw.items()
    }


def found() -> dict[str, dict[float, int]]:
    """Return the first line of each number to review, by file."""
    files = sorted(SOURCE.rglob("*.py"))
    assert files
    return {
        path.relative_to(SOURCE).as_posix(): {
            value: line for line, value in reversed(list(numbers(path.read_text("utf-8"))))
        }
        for path in files
    }


def test_every_number_is_plain_or_reviewed() -> None:
    known = reviewed()
    strange = [
        f"{file}:{line}: {value!r}"
        for file, values in found().items()
        for value, line in values.items()
        if value not in known.get(file, {})
    ]
    assert strange == [], (
        "move numbers of biology to knowledge/data; give the reason for others in "
        f'{REVIEWED.name}, as in:\n["gut/acidity.py"]\n"bounds of the search for pH" = [14.0]'
    )


def test_every_review_is_still_needed() -> None:
    present = found()
    stale = [
        f"{file}: {number!r}"
        for file, numbers_ in reviewed().items()
        for number in numbers_
        if number not in present.get(file, {})
    ]
    assert stale == [], f"remove these from {REVIEWED.name}"


def test_the_search_sees_what_it_should() -> None:
    text = (
        "a = 0.44\nb = x[3:7] * 2\n@lru_cache(maxsize=64)\ndef f(k=-4.76, on=True): return 1e-9\n"
    )
    assert sorted(numbers(text)) == [(1, 0.44), (4, 1e-9), (4, 4.76)]
