"""What blood shows of the colon's acids, as rows that a report tells."""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.host.first_pass import Passage

_GROUP, _LEVEL, _PART = "blood", "umol/L", "%"
ACIDS = ("acetate", "propionate", "butyrate")
#: Id, label, group, unit of everything that is told.
TABLE = (
    ("butyrate_burnt", "butyrate burnt in the gut wall", _GROUP, _PART),
    *((f"{name}_portal", f"{name}, portal vein", _GROUP, _LEVEL) for name in ACIDS),
    *((f"{name}_peripheral", f"{name}, vein of the arm", _GROUP, _LEVEL) for name in ACIDS),
)
_PERCENT = 100.0


def blood(passed: Mapping[str, Passage]) -> dict[str, float]:
    """Return every row of `TABLE` by id, in its unit: a share of what is absorbed, and levels.

    Parameters
    ----------
    passed : mapping of str to Passage
        What became of acetate, propionate and butyrate.
    """
    found = {"butyrate_burnt": _PERCENT * passed["butyrate"].burnt}
    for name in ACIDS:
        found[f"{name}_portal"] = passed[name].portal
        found[f"{name}_peripheral"] = passed[name].peripheral
    return found
