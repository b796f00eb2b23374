"""The answer first: a few plain sentences made from the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from holobiont.report.model import (
    Change,
    Estimate,
    Family,
    Output,
    OutputChange,
    Sample,
    Setting,
    Unknown,
)
from holobiont.report.numbers import interval, number, percent, with_unit

_SURE, _LEANING = 0.9, 0.7
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
        found += _changed(change)
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
        f"it; most belong to {named}."
    )


def _made(outputs: dict[str, Output], setting: Setting) -> str:
    total, butyrate, energy = (outputs[name] for name in ("products", "butyrate", "energy"))
    place = _beside(total)
    return (
        f"On a diet like “{setting.diet}”, it makes about {spoken(total.estimate)} of "
        f"fermentation acids and ethanol{place}; {spoken(butyrate.estimate)} of it is butyrate. "
        f"The body gains about {spoken(energy.estimate)} from them."
    )


def _beside(output: Output) -> str:
    usual = output.usual
    if usual is None:
        return ""
    value = output.estimate.value
    where = "below" if value < usual.low else "above" if value > usual.high else "within"
    reach = f"{number(usual.low)} to {number(usual.high)}"
    return f", {where} the range of {usual.population} ({reach})"


def _changed(change: Change) -> list[str]:
    outputs = {item.id: item for item in change.outputs}
    day = number(change.day)
    lead = _moved(outputs["butyrate"])
    found = [f"With “{change.protocol}”, butyrate {lead} by day {day}."]
    if change.taxa:
        first = change.taxa[0]
        verb = "gains" if first.difference.value > 0 else "loses"
        found.append(
            f"The taxon that changes most is {first.name}, which {verb} ground: from "
            f"{with_unit(first.before.value, '%')} to {with_unit(first.after.value, '%')} of "
            f"the community{_how_sure(first.probability)}."
        )
    return found


def _moved(item: OutputChange) -> str:
    before, after = (number(each.value, 2) for each in (item.before, item.after))
    if before == after:
        return f"stays near {before} {item.before.unit}"
    verb = "rises" if item.difference.value > 0 else "falls"
    return (
        f"{verb} from {before} to {after} {item.before.unit} (difference {interval_of(item)})"
        f"{_how_sure(item.probability)}"
    )


def interval_of(item: OutputChange) -> str:
    """Write the interval of a difference."""
    text = interval(item.difference)
    return text if item.difference.low is None else f"{text}, 90% interval"


def _how_sure(probability: float | None) -> str:
    if probability is None:
        return ""
    share = percent(probability)
    if probability >= _SURE:
        return f"; {share} of the simulated variants agree on the direction"
    if probability >= _LEANING:
        return f"; only {share} of the simulated variants agree on the direction"
    return f"; the direction is uncertain ({share} agree)"


def _limits(unknown: Unknown, setting: Setting) -> str:
    weak = sum(c.count for c in unknown.statuses if c.name in ("recalled", "recalled-low"))
    guessed = sum(c.count for c in unknown.statuses if c.name == "assumed")
    total = sum(c.count for c in unknown.statuses)
    lost = next((v.share for v in unknown.levels if v.name == "unmatched"), 0.0)
    parts = [f"{percent(lost)} of the named sample matched nothing in the model"]
    parts.append(
        f"of the {total:,} numbers behind this run, {guessed:,} are assumed and {weak:,} were not "
        "yet checked against their source"
    )
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
