"""Who supplies what a module reads: another module, a coupling, or whoever runs the body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holobiont.errors import KnowledgeError, UsageError, did_you_mean
from holobiont.host.module import Module, Resting
from holobiont.knowledge.schema import Coupling
from holobiont.quantity import affine, same_dimension

#: Relative difference up to which two values at rest are one.
_SAME = 1e-6


@dataclass(frozen=True)
class Wiring:
    """Where every input of every module comes from.

    Attributes
    ----------
    modules : tuple of Module
    owner : mapping of str to Module
        Of every state and output.
    acting : mapping of str to tuple of Coupling
        Couplings on each input.
    cut : frozenset of (reader, name)
        What a module sees at rest whatever it does.
    """

    modules: tuple[Module, ...]
    owner: Mapping[str, Module]
    acting: Mapping[str, tuple[Coupling, ...]]
    cut: frozenset[tuple[str, str]]

    def unit(self, name: str) -> str:
        """Return the unit of a state, output or free input."""
        if name in self.owner:
            module = self.owner[name]
            return module.states[name][0] if name in module.states else module.outputs[name].unit
        return self.free[name][0]

    @property
    def free(self) -> dict[str, Resting]:
        """Inputs that no module supplies: constants that may be set."""
        found: dict[str, Resting] = {}
        for module in self.modules:
            for name, (unit, rest) in module.inputs.items():
                if name in self.owner or (module.name, name) in self.cut:
                    continue
                first = found.setdefault(name, (unit, rest))
                if abs(first[1] * factor(first[0], unit, name) - rest) > _SAME * abs(rest):
                    raise KnowledgeError(
                        f"module {module.name!r} takes {name!r} to rest at {rest:g} {unit}, "
                        f"another at {first[1]:g} {first[0]}: give them one value, or two names."
                    )
        return found


def factor(given: str, wanted: str, name: str) -> float:
    """Return what turns a number in one unit into another; complain if they do not match."""
    if not same_dimension(given, wanted):
        raise KnowledgeError(f"{name!r} is in {given}, but is read in {wanted}.")
    return affine(given)[0] / affine(wanted)[0]


def wire(
    modules: Sequence[Module], couplings: Iterable[Coupling] = (), without: Sequence[str] = ()
) -> Wiring:
    """Connect modules by name and through couplings.

    Parameters
    ----------
    modules : sequence of Module
    couplings : iterable of Coupling, optional
        Those whose ends are not both there are idle.
    without : sequence of str, optional
        What is cut: couplings by id, or states, outputs or whole modules that nobody hears.

    Raises
    ------
    KnowledgeError
        If two modules own the same name, or units do not match.
    UsageError
        If something to cut is not known.
    """
    owner = _owners(modules)
    couplings = tuple(couplings)
    known = {*owner, *(m.name for m in modules), *(c.id for c in couplings)}
    for name in without:
        if name not in known:
            raise UsageError(f"{name!r} cannot be cut: it is not known.{did_you_mean(name, known)}")
    silent = {*without, *(name for name, m in owner.items() if m.name in without)}
    inputs = {name for module in modules for name in module.inputs}
    acting: dict[str, tuple[Coupling, ...]] = {}
    for c in couplings:
        if c.to in owner:
            raise KnowledgeError(
                f"coupling {c.id!r} acts on {c.to!r}, which module {owner[c.to].name!r} makes."
            )
        heard = not {c.id, c.origin} & silent
        if heard and c.to in inputs and c.origin in {*owner, *inputs}:
            acting[c.to] = (*acting.get(c.to, ()), c)
    cut = frozenset((m.name, name) for m in modules for name in m.inputs if name in silent)
    return Wiring(tuple(modules), owner, acting, cut)


def _owners(modules: Iterable[Module]) -> dict[str, Module]:
    owner: dict[str, Module] = {}
    for module in modules:
        for name in module.made:
            if name in owner:
                raise KnowledgeError(
                    f"modules {owner[name].name!r} and {module.name!r} both make {name!r}."
                )
            owner[name] = module
    return owner
