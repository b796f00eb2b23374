"""The first years in words and rows, for people and for tables."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from holobiont.twin.development import Childhood

#: Columns of the table: title, and the names of the lineage whose shares are added up.
GROUPS = {
    "Bifid": ("Bifidobacteriaceae",),
    "Bctrd": ("Bacteroidales",),
    "Entero": ("Enterobacterales",),
    "Bacil": ("Bacilli",),
    "Clost": ("Clostridia",),
}
ACIDS = {"acet": "acetate", "lact": "lactate", "prop": "propionate", "buty": "butyrate"}
_DAYS_A_MONTH = 365 / 12
_WEEKS, _MONTHS = 14, 60
_WIDTH = 80
_NAMED = 5


def of_childhood(grown: Childhood) -> str:
    """Return the stages, one line each, 80 columns wide."""
    given = grown.upbringing
    head = f"Born {given.born.label}, fed {given.fed.label}, then the family's diet: {given.diet}"
    titles = "".join(f"{title:>7}" for title in GROUPS) + "".join(f"{a:>5}" for a in ACIDS)
    lines = [
        head[:_WIDTH],
        "",
        f"{'':<8}{'share of the stool, %':^35}{'acids made, %':^20}{'pH of':^11}{'taxa':>5}",
        f"{'age':<8}{titles}{'cecum':>6}{'stool':>6}{'':>4}",
    ]
    lines += [_line(grown, k) for k in stages(grown)]
    return "\n".join(line.rstrip() for line in [*lines, "", *_leaders(grown)])


def stages(grown: Childhood) -> list[int]:
    """Positions of the ages that are shown: those of the knowledge, and the first days."""
    course = grown.upbringing.course
    wanted = [1.0, 3.0, *(age / 24 for age in course.ages.internal[1:]), 270.0, 540.0]
    last = float(grown.days[-1])
    return sorted({grown.when(age) for age in (*wanted, last) if age <= last})


def rows(grown: Childhood) -> Iterator[dict[str, str | float]]:
    """Yield one flat row for each age and quantity, shares of the members among them."""
    ids = grown.upbringing.knowledge.taxa
    for k in range(1, len(grown)):
        values = _measured(grown, k)
        for member, share in zip(grown.blueprints[0].member_ids, grown.shares[k], strict=True):
            values[f"share of {ids[member].name}"] = float(share)
        for quantity, value in values.items():
            yield {"day": float(grown.days[k]), "quantity": quantity, "value": value}


def _measured(grown: Childhood, k: int) -> dict[str, float]:
    found = {f"part of acids, {name}": part for name, part in grown.acids(k).items()}
    for place, value in zip(grown.blueprints[k].habitat.names, grown.ph[k], strict=True):
        found[f"pH, {place}"] = float(value)
    stool = grown.stool(k)
    found |= {f"stool, {name} (g/d)": stool[name] for name in ("wet", "dry", "bacteria")}
    found["taxa as common as the mean one"] = float(grown.taxa[k])
    return found


def _line(grown: Childhood, k: int) -> str:
    shares = "".join(f"{100 * grown.share_of(g)[k]:7.1f}" for g in GROUPS.values())
    parts = grown.acids(k)
    acids = "".join(f"{100 * parts[name]:5.0f}" for name in ACIDS.values())
    ph = grown.ph[k]
    return f"{_age(grown.days[k]):<8}{shares}{acids}{ph[0]:6.1f}{ph[-1]:6.1f}{grown.taxa[k]:5.0f}"


def _age(days: float) -> str:
    if days < _WEEKS:
        return f"{days:.0f} d"
    if days < _MONTHS:
        return f"{days / 7:.0f} wk"
    return f"{days / _DAYS_A_MONTH:.0f} mo"


def _leaders(grown: Childhood) -> Iterator[str]:
    """Yield who leads at some ages."""
    known, ids = grown.upbringing.knowledge.taxa, grown.blueprints[0].member_ids
    for k in stages(grown)[2::2]:
        order = np.argsort(-grown.shares[k], kind="stable")[:_NAMED]
        names = (f"{known[ids[i]].name} {grown.shares[k][i]:.0%}" for i in order)
        yield fill(f"{_age(grown.days[k])}: {', '.join(names)}", _WIDTH, subsequent_indent="  ")
