"""The scoreboard: what all experiments gave, stored, and whether they still give it.

The stored file holds the rows of a long run and, for a quick check, the verdicts of a short one
with few people. A row that passed and does not any more must be named in the changelog.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from holobiont.errors import HolobiontError, InputError
from holobiont.validation.read import experiments
from holobiont.validation.rows import Expectation, Row, Verdict, as_json, expected

#: How many people take part in the quick check.
CHECKED = 4
_DIGITS = 6
_UNRELEASED = re.compile(r"^## \[Unreleased\]\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_HEAD = """# Scoreboard

Published experiments, repeated by the model: predicted beside measured, made by `make scoreboard`
and never written by hand. [validation.md](validation.md) says how rows are run and judged. A miss
stays visible until better knowledge or a better law mends it.

![Predicted intervals beside expected ranges](scoreboard.svg)
"""


class ScoreboardError(HolobiontError):
    """The stored scoreboard is not what the model gives any more."""


@dataclass(frozen=True)
class Made:
    """How the rows of a scoreboard were made."""

    people: int | None
    seed: int
    knowledge: str


def differing() -> list[str]:
    """Return the ids of experiments that more people than `CHECKED` can take part in."""
    found = experiments().values()
    return [
        e.id
        for e in found
        if e.not_yet == ""
        and e.body is None
        and e.samples is None
        and (e.people.most or CHECKED + 1) > CHECKED
    ]


def kept(rows: Sequence[Row], path: Path) -> list[Row]:
    """Return rows whose data are not at hand as they are stored, if of the same experiment.

    Parameters
    ----------
    rows : sequence of Row
        As they were made now.
    path : Path
        The stored file; rows stay as they are where there is none.
    """
    if not path.is_file():
        return list(rows)
    content = read_stored(path)
    before = {row["id"]: row for row in content["rows"] if row["predicted"] is not None}
    return [
        _kept(row, before[row.id], content["made"]["knowledge"])
        if row.needs and before.get(row.id, {}).get("digest") == row.digest
        else row
        for row in rows
    ]


def _kept(row: Row, before: Mapping[str, Any], knowledge: str) -> Row:
    spans = before["interval"] if len(row.parts) > 1 else [before["interval"]]
    return replace(
        row,
        predicted=tuple(_several(before["predicted"])),
        interval=tuple((low, high) for low, high in spans),
        verdict=before["verdict"],
        note=before["note"],
        naive=_naive(before["naive"]) if before["naive"] else None,
        kept=before.get("kept", knowledge),
    )


def _naive(stored: Mapping[str, Any]) -> Expectation:
    said = tuple(_several(stored["predicted"]))
    return Expectation(stored["label"], said, stored["verdict"], stored["source"])


def stored(rows: Sequence[Row], quick: Sequence[Row], made: Made) -> dict[str, Any]:
    """Return the content of the stored file.

    Parameters
    ----------
    rows : sequence of Row
        Of the long run.
    quick : sequence of Row
        Of the run with `CHECKED` people, by the same seed.
    """
    plain: dict[str, Any] = _rounded(as_json(rows))
    verdicts = {row.id: row.verdict for row in sorted(quick, key=lambda row: row.id)}
    return {
        "made": {"people": made.people, "seed": made.seed, "knowledge": made.knowledge},
        "check": {"people": CHECKED, "seed": made.seed, "verdicts": verdicts},
        **plain,
    }


def as_text(content: Mapping[str, Any]) -> str:
    """Return the text of the stored file."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def read_stored(path: Path) -> dict[str, Any]:
    """Read a stored file.

    Raises
    ------
    InputError
        If it is missing or no scoreboard.
    """
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if not {"made", "check", "rows"} <= set(found):
            raise ValueError("keys are missing")
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"{path} is not a stored scoreboard ({error}): make one with "
            "'holobiont validate --scoreboard FOLDER'"
        ) from error
    return found


def _rounded(item: Any) -> Any:
    """Round all numbers, so that a file changes only when results do."""
    if isinstance(item, float):
        return float(f"{item:.{_DIGITS}g}")
    if isinstance(item, Mapping):
        return {key: _rounded(value) for key, value in item.items()}
    return [_rounded(value) for value in item] if isinstance(item, (list, tuple)) else item


@dataclass(frozen=True)
class Change:
    """A verdict of the quick check that is not the stored one."""

    id: str
    before: Verdict
    now: Verdict
    told: bool

    @property
    def lost(self) -> bool:
        """Whether a pass is gone, and the changelog does not name the row."""
        return self.before == "pass" and not self.told

    def __str__(self) -> str:
        """Say what changed."""
        told = " (named in the changelog)" if self.told else ""
        return f"{self.id}: {self.before} before, {self.now} now{told}"


def changes(content: Mapping[str, Any], rows: Iterable[Row], changelog: str) -> list[Change]:
    """Compare the verdicts of a quick check with the stored ones.

    Rows whose data are not at hand are not compared: `waiting` names them.
    """
    before = content["check"]["verdicts"]
    section = _UNRELEASED.search(changelog)
    told = set(re.findall(r"\w+", section[1])) if section else set()
    return [
        Change(row.id, before[row.id], row.verdict, row.id in told)
        for row in rows
        if row.id in before and before[row.id] != row.verdict and not row.needs
    ]


def waiting(rows: Iterable[Row]) -> list[str]:
    """Say of each row whose data are not at hand that it was not repeated, and what it needs."""
    return [f"{row.id}: not repeated, {row.needs}" for row in rows if row.needs]


def stale(content: Mapping[str, Any], digests: Mapping[str, str], page_text: str) -> list[str]:
    """Return why a stored scoreboard or its page is out of date.

    Parameters
    ----------
    digests : mapping
        SHA-256 of the file of each experiment there is now.
    page_text : str
        The page as it stands.
    """
    old = {row["id"]: row["digest"] for row in content["rows"]}
    changed = [i for i in sorted({*old, *digests}) if old.get(i) != digests.get(i)]
    reasons = [f"{', '.join(changed)} changed since it was made"] if changed else []
    if page_text != page(content):
        reasons.append("its page does not show it")
    return reasons


def page(content: Mapping[str, Any]) -> str:
    """Write the page of a stored scoreboard (Markdown)."""
    made, rows = content["made"], content["rows"]
    people = f"{made['people']} people" if made["people"] else "people as each row says, or 20"
    lines = [
        _HEAD,
        f"Made with {people}, seed {made['seed']}, knowledge `{made['knowledge'][:12]}`.",
        "",
        *_scores(content),
    ]
    for domain in dict.fromkeys(row["domain"] for row in rows):
        lines += ["", f"## {domain}", "", _row("", "", "predicted", "90 %", "expected", "naive")]
        lines.append(_row("---", "---", "---:", "---:", "---:", "---:"))
        for row in rows:
            if row["domain"] == domain:
                lines += _entries(row)
    return "\n".join(lines) + "\n"


def _scores(content: Mapping[str, Any]) -> list[str]:
    score = content["score"]
    told = [r for r in content["rows"] if r["naive"] and r["verdict"] != "not yet"]
    lines = ["| domain | pass | miss | not yet |", "|---|---:|---:|---:|"]
    for domain, by in score.items():
        name = f"**{domain}**" if domain == "all" else domain
        lines.append(f"| {name} | {by['pass']} | {by['miss']} | {by['not yet']} |")
    if told:
        ours = sum(row["verdict"] == "pass" for row in told)
        plain = sum(row["naive"]["verdict"] == "pass" for row in told)
        lines += [
            "",
            f"Of the {len(told)} judged rows for which a naive expectation exists, the model passes"
            f" {ours} and the naive expectation {plain}.",
        ]
    return lines


def _entries(row: Mapping[str, Any]) -> list[str]:
    """Return the lines of one row: what it is, then its parts."""
    unit = "" if row["unit"] in ("1", "fraction") else f" ({row['unit']})"
    naive = row["naive"]
    said = f"{naive['label']}: {naive['verdict']}" if naive else ""
    note = f"<br>{row['note']}" if row["note"] and row["verdict"] != "pass" else ""
    if row.get("kept"):
        note += f"<br>Judged with knowledge `{row['kept'][:12]}`: its data were not at hand since."
    what = f"{row['measured']}{unit}; {row['experiment']} [{row['source']}]{note}"
    lines = [_row(f"**{row['id']}** {row['verdict']}", what, "", "", "", said)]
    low, high = _several(row["expected"]["low"]), _several(row["expected"]["high"])
    if row["predicted"] is None and all(value is None for value in _several(row["interval"])):
        return lines
    guesses = _several(naive["predicted"]) if naive else [None] * len(row["parts"])
    intervals = row["interval"] if len(row["parts"]) > 1 else [row["interval"]]
    values = zip(
        row["parts"], _several(row["predicted"]), intervals, low, high, guesses, strict=True
    )
    return [*lines, *(_part(*value) for value in values)]


def _part(
    name: str,
    value: float | None,
    interval: Sequence[float | None],
    low: float | None,
    high: float | None,
    guess: float | None,
) -> str:
    ends = (float("-inf") if low is None else low, float("inf") if high is None else high)
    between = " to ".join(_number(end) for end in interval) if value is not None else ""
    shown = "not yet" if value is None else _number(value)
    return _row("", name, shown, between, expected(*ends), "" if guess is None else _number(guess))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _number(value: float | None) -> str:
    return "never" if value is None else f"{value:.3g}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
