"""What is known of the conditions that are asked for, beside what the twins say."""

from __future__ import annotations

from collections.abc import Iterable

from holobiont.outcomes import statements_of
from holobiont.outcomes.text import sections
from holobiont.profile.measures import measure
from holobiont.protocol import Protocol
from holobiont.report.change import last_day
from holobiont.report.model import Known
from holobiont.report.reading import Reading
from holobiont.report.spread import Ensemble
from holobiont.twin import Twin

_PERCENT = 100.0


def known(
    twin: Twin, protocol: Protocol, ensemble: Ensemble, conditions: Iterable[str]
) -> tuple[Known, ...]:
    """Return what is known of conditions, by name.

    Raises
    ------
    InputError
        If one is not known; gives the nearest name.
    """
    wanted = {each.id: each for each in map(twin.knowledge.condition, conditions)}
    if not wanted:
        return ()
    readings = ensemble.drawn or (ensemble.fitted,)
    ends = [_ends(one, protocol) for one in readings]
    lives = [_life(one, protocol) for one in readings]
    profile = measure(twin.mapped.profile, knowledge=twin.knowledge, mapped=twin.mapped)
    found = []
    for name, each in wanted.items():
        told = statements_of(ends, protocol, each, twin.knowledge, profile, lives)
        codes = dict.fromkeys(code for statement in told for code in statement.sources)
        found.append(Known(name, each.label, each.description, sections(told), tuple(codes)))
    return tuple(found)


def _ends(reading: Reading, protocol: Protocol) -> tuple[dict[str, float], dict[str, float]]:
    """Return the quantities of the usual day, and of the last day of the protocol."""
    start = {**reading.day, **_shares(reading, reading.resting)}
    if not len(protocol):
        return start, start
    k = last_day(protocol, reading.days)
    end = {name: float(values[k]) for name, values in reading.course.items()}
    return start, {**end, **_shares(reading, reading.shares[k])}


def _life(reading: Reading, protocol: Protocol) -> dict[str, tuple[float, float]]:
    """Return the body on the usual day, and on the last day of the protocol."""
    k = last_day(protocol, reading.days) if len(protocol) else 0
    return {name: (float(values[0]), float(values[k])) for name, values in reading.body.items()}


def _shares(reading: Reading, shares: Iterable[float]) -> dict[str, float]:
    pairs = zip(reading.members, shares, strict=True)
    return {f"share.{name}": _PERCENT * float(share) for name, share in pairs}
