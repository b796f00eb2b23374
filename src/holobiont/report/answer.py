"""The answer first: a few plain sentences made from the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from holobiont.report.estimate import Estimate
from holobiont.report.model import (
    Change,
    Family,
    Output,
    OutputChange,
    Sample,
    Setting,
    Unknown,
)
from holobiont.report.numbers import brief, interval, number, percent, with_unit

_LEANING = 0.7
_NAMED = 3


def answer(
    families: Sequence[Family],
    outputs: dict[str, Output],
    change: Change | None,
    unknown: Unknown,
    sample: Sample,
    setting: Setting,
) -> tuple[str, ...]:
    """Return three to five sentences."""
    found = [_community(families, unknown, sample), _made(outputs, setting)]
    if change is not None:
        found += _changed(change, setting.members)
    found.append(_limits(unknown, setting))
    return tuple(found)


def _community(families: Sequence[Family], unknown: Unknown, sample: Sample) -> str:
    known = sum(level.share for level in unknown.levels if level.name != "unmatched")
    top = families[:_NAMED]
    named = listed([f"{family.name} ({percent(family.share)})" for family in top])
    what = "This example" if sample.example else "This sample"
    taxa = sum(len(family.taxa) for family in families)
    noun = "taxon" if taxa == 1 else "taxa"
    return (
        f"{what} holds {taxa} {noun} that the model knows, {percent(known)} of what was named in "
        f"it; the largest families are {named}."
    )


def _made(outputs: dict[str, Output], setting: Setting) -> str:
    total, butyrate, energy = (outputs[name] for name in ("products", "butyrate", "energy"))
    return (
        f"On its usual diet, {setting.diet}, it makes about {spoken(total.estimate)} of "
        f"fermentation acids and ethanol{_beside(total)}; {spoken(butyrate.estimate)} of it is "
        f"butyrate. The body gains about {spoken(energy.estimate)} from them."
    )


def _beside(output: Output) -> str:
    usual = output.usual
    if usual is None:
        return ""
    value = output.estimate.value
    where = "below" if value < usual.low else "above" if value > usual.high else "within"
    reach = f"{number(usual.low)} to {number(usual.high)}"
    return f", {where} the range of {usual.population} ({reach})"


def _changed(change: Change, members: int) -> list[str]:
    butyrate = next(item for item in change.outputs if item.id == "butyrate")
    found = [f"With {change.protocol}, butyrate {_moved(butyrate, change, members)}."]
    if change.taxa:
        first = change.taxa[0]
        verb = "gains" if first.difference.value > 0 else "loses"
        found.append(
            f"{first.name} {verb} most, from {with_unit(first.before.value, '%')} to "
            f"{with_unit(first.after.value, '%')} of the community"
            f"{_sure(first.probability, members)}."
        )
    return found


def _moved(item: OutputChange, change: Change, members: int) -> str:
    before, after = (number(each.value, 2) for each in (item.before, item.after))
    day = f"by day {brief(change.day)}"
    if before == after:
        return f"stays near {before} {item.before.unit} {day}"
    verb = "rises" if item.difference.value > 0 else "falls"
    text = f"{verb} from {before} to {after} {item.before.unit} {day}"
    if item.difference.low is None:
        return text
    span = f"90% interval of the difference {interval(item.difference)}"
    return f"{text} ({span}){_sure(item.probability, members)}"


def _sure(probability: float | None, members: int) -> str:
    """Say how many of the versions agree on a direction."""
    if probability is None:
        return ""
    agree = round(probability * members)
    if agree == members:
        return f"; all {members} versions of the model agree on the direction"
    if probability >= _LEANING:
        return f"; {agree} of {members} versions of the model agree on the direction"
    return f"; the direction is open, with {agree} of {members} versions in agreement"


def _limits(unknown: Unknown, setting: Setting) -> str:
    weak = sum(c.count for c in unknown.statuses if c.name in ("recalled", "recalled-low"))
    guessed = sum(c.count for c in unknown.statuses if c.name == "assumed")
    total = sum(c.count for c in unknown.statuses)
    lost = next((v.share for v in unknown.levels if v.name == "unmatched"), 0.0)
    parts = [f"{percent(lost)} of the named sample matches nothing in the model"] if lost else []
    parts += [
        f"of the {total:,} numbers behind this run, {guessed:,} are assumed and {weak:,} were not "
        "yet checked against their source",
    ]
    if unknown.offsets:
        parts.append(f"the share of {len(unknown.offsets)} taxa is not explained by their traits")
    if setting.members == 0:
        parts.append("no interval was computed")
    return f"What is not known: {'; '.join(parts)}."


def spoken(estimate: Estimate) -> str:
    """Write an estimate with its interval in running text."""
    text = with_unit(estimate.value, estimate.unit)
    return text if estimate.low is None else f"{text} (90% interval {interval(estimate)})"


def listed(items: Sequence[str]) -> str:
    """Join items as a sentence does: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items) or "none"
    return f"{', '.join(items[:-1])} and {items[-1]}"
