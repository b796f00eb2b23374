"""A protocol written as a TOML file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from holobiont.protocol.dosed import Dosed
from holobiont.protocol.medicine import Medicine
from holobiont.protocol.step import Step
from holobiont.protocol.transplant import Transplant
from holobiont.protocol.words import number


def to_toml(steps: Sequence[Step], start: date | None) -> str:
    """Write steps as a file that reads back as the same."""
    head = [] if start is None else [f"start_date = {start.isoformat()}\n"]
    return "\n".join([*head, *(_table(step) for step in steps)])


def _table(step: Step) -> str:
    rows: dict[str, str] = {step.key: _string(_name_of(step))}
    if isinstance(step, Dosed):
        rows["dose"] = _string(f"{number(step.amount)} {step.unit}")
    if isinstance(step, Transplant):
        rows |= {"dose": _string(f"{number(step.grams)} g"), "route": _string(step.route)}
        rows["prep"] = str(step.prep).lower()
    if isinstance(step, Medicine) and step.route != "oral":
        rows["route"] = _string(step.route)
    rows["on" if step.momentary else "start"] = number(step.start_day)
    if not step.momentary and step.end_day is not None:
        rows["until"] = number(step.end_day)
    if step.every_days is not None:
        rows["every"] = number(step.every_days)
    if step.adherence < 1:
        rows["adherence"] = number(step.adherence)
    return "[[step]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())


def _name_of(step: Step) -> str:
    return step.donor if isinstance(step, Transplant) else step.what


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
