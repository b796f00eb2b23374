"""Holobiont: an open digital twin of the human gut ecosystem.

Examples
--------
>>> import holobiont as hb
>>> twin = hb.Twin.fit(hb.read_one("sample.tsv"), hb.Person(diet="western_us"))  # doctest: +SKIP
>>> print(twin.run("20 g/day inulin for 4 weeks"))  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holobiont.errors import HolobiontError as HolobiontError
    from holobiont.knowledge import load as load_knowledge
    from holobiont.profile import Profile as Profile
    from holobiont.profile import map_profile as map_profile
    from holobiont.profile import read as read
    from holobiont.profile import read_one as read_one
    from holobiont.profile.measures import measure as measure
    from holobiont.protocol import Protocol as Protocol
    from holobiont.protocol.parse import parse as parse
    from holobiont.twin import Person as Person
    from holobiont.twin import Trajectory as Trajectory
    from holobiont.twin import Twin as Twin

    __version__: str

#: Public name to the module and name it comes from; loaded when first used.
_HOMES = {
    "HolobiontError": ("errors", "HolobiontError"),
    "Person": ("twin", "Person"),
    "Profile": ("profile", "Profile"),
    "Protocol": ("protocol", "Protocol"),
    "Trajectory": ("twin", "Trajectory"),
    "Twin": ("twin", "Twin"),
    "load_knowledge": ("knowledge", "load"),
    "map_profile": ("profile", "map_profile"),
    "measure": ("profile.measures", "measure"),
    "parse": ("protocol", "parse"),
    "read": ("profile", "read"),
    "read_one": ("profile", "read_one"),
}

__all__ = [
    "HolobiontError",
    "Person",
    "Profile",
    "Protocol",
    "Trajectory",
    "Twin",
    "__version__",
    "load_knowledge",
    "map_profile",
    "measure",
    "parse",
    "read",
    "read_one",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that importing the package is instant."""
    if name == "__version__":
        from importlib.metadata import version

        found: Any = version("holobiont")
    elif name in _HOMES:
        module, attribute = _HOMES[name]
        found = getattr(import_module(f"{__name__}.{module}"), attribute)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted({*globals(), *__all__})
