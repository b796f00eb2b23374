import pytest

from holobiont.errors import KnowledgeError
from holobiont.knowledge.inherit import overridden, resolve_guilds


def number(value: float) -> dict[str, object]:
    return {"value": value, "unit": "1"}


BASE = {
    "label": "Base",
    "oxygen": "strict",
    "uptakes": {"a": number(1), "b": number(2)},
    "pathways": {"hexose": {"x": 0.5, "y": 0.5}, "pentose": {"z": 1}},
    "traits": {"h2s": True},
}


def test_tables_merge_key_by_key() -> None:
    merged = overridden(BASE, {"uptakes": {"b": number(3)}})
    assert merged["uptakes"] == {"a": number(1), "b": number(3)}
    assert merged["oxygen"] == "strict"


def test_labels_are_not_inherited() -> None:
    assert "label" not in overridden(BASE, {})


def test_false_removes_a_key_but_is_a_value_of_a_trait() -> None:
    merged = overridden(BASE, {"uptakes": {"a": False}, "traits": {"h2s": False}})
    assert merged["uptakes"] == {"b": number(2)}
    assert merged["traits"] == {"h2s": False}
    assert "pathways" not in overridden(BASE, {"pathways": False})


def test_fractions_of_one_substrate_are_replaced_as_a_whole() -> None:
    merged = overridden(BASE, {"pathways": {"hexose": {"w": 1}}})
    assert merged["pathways"] == {"hexose": {"w": 1}, "pentose": {"z": 1}}


def test_grandparents() -> None:
    raw = {"a": BASE, "b": {"parent": "a", "oxygen": "facultative"}, "c": {"parent": "b"}}
    resolved = resolve_guilds(raw, "guilds.toml")
    assert resolved["c"]["oxygen"] == "facultative"
    assert resolved["c"]["uptakes"] == BASE["uptakes"]


def test_circles_and_unknown_parents_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="circle"):
        resolve_guilds({"a": {"parent": "b"}, "b": {"parent": "a"}}, "guilds.toml")
    with pytest.raises(KnowledgeError, match="'bacteroides'"):
        resolve_guilds({"bacteroides": BASE, "a": {"parent": "bacteroidess"}}, "guilds.toml")
