"""Inheritance: a taxon is its guild with its own overrides, a guild may have a parent."""

from __future__ import annotations

from collections.abc import Mapping

from holobiont.errors import KnowledgeError
from holobiont.knowledge.read import Raw, is_quantity, known
from holobiont.knowledge.schema.life import Traits

_OWN = ("source", "status", "note", "description")
_INHERITED = tuple(name for name in Traits.model_fields if name not in _OWN)


def overridden(base: Mapping[str, object], own: Mapping[str, object]) -> Raw:
    """Merge two trait tables key by key.

    A quantity replaces a quantity; the fractions of one substrate's pathways are replaced as a
    whole, since they add up to one; ``false`` removes an inherited key (but is a value of a
    trait).
    """
    result = {name: item for name, item in base.items() if name in _INHERITED}
    for name, item in own.items():
        merged = _merged(result.get(name), item)
        result[name] = merged if name == "traits" else _without_false(merged)
    return {name: item for name, item in result.items() if item is not False}


def _merged(inherited: object, own: object) -> object:
    if isinstance(inherited, dict) and isinstance(own, dict) and not is_quantity(own):
        return {**inherited, **own}
    return own


def _without_false(item: object) -> object:
    if not isinstance(item, dict):
        return item
    return {key: _without_false(value) for key, value in item.items() if value is not False}


def resolve_guilds(raw: Mapping[str, Raw], file: str) -> dict[str, Raw]:
    """Return each guild's table merged over those of its ancestors."""
    return {name: _with_ancestors(name, raw, file, ()) for name in raw}


def _with_ancestors(name: str, raw: Mapping[str, Raw], file: str, below: tuple[str, ...]) -> Raw:
    if name in below:
        raise KnowledgeError(f"{file}: {name}.parent: {' -> '.join([*below, name])} is a circle.")
    parent = raw[name].get("parent")
    if not parent:
        return overridden({}, raw[name])
    known(parent, raw, file, f"{name}.parent", "guild")
    return overridden(_with_ancestors(parent, raw, file, (*below, name)), raw[name])
