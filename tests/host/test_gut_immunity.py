"""Lo, Arsenescu & Friedman 2016: health rests at Table 4; Crohn's disease, TNF blocked."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from holobiont.errors import UsageError
from holobiont.host import Host, Module, assemble
from holobiont.host.gut_immunity import gut_immunity
from holobiont.host.registry import body
from holobiont.knowledge import load
from holobiont.knowledge.schema import HostModel

YEARS = 20 * 8766
KINDS = ("th1_high_th2_low", "th1_low_th2_high", "both_high", "both_low")


def altered(module: Module, times: dict[str, float]) -> Module:
    params = {name: value * times.get(name, 1.0) for name, value in module.params.items()}
    return replace(module, params=params)


@cache
def health() -> Host:
    return assemble([gut_immunity(load())]).settled()


@cache
def crohn(kind: str) -> Host:
    return body([f"gut_immunity:{kind}"], load()).run(YEARS).end


def change(before: Host, after: Host, name: str) -> float:
    return after.value(name) / before.value(name) - 1


def test_health_rests_at_table_4_within_two_percent() -> None:
    for name, q in load().body("gut_immunity").states.items():
        assert health().value(name) == pytest.approx(q.value, rel=0.02), name


def test_health_is_stable_and_comes_back_after_a_fifth_is_taken_or_added() -> None:
    healthy = health()
    n = len(gut_immunity(load()).states)
    weekly = np.linalg.eigvals(healthy.network.jacobian(healthy.x0).toarray()[:n, :n]) * 168
    assert max(weekly.real) == pytest.approx(-0.55, abs=0.05)
    for share in (0.8, 1.2):
        states = gut_immunity(load()).states
        pushed = healthy.run(YEARS, {name: share * healthy.value(name) for name in states})
        for name in states:
            assert pushed[name][-1] == pytest.approx(healthy.value(name), rel=0.001)


def test_the_printed_parameters_rest_elsewhere() -> None:
    ours = {name: 1 / v for name, v in gut_immunity(load()).params.items() if "fix_" in name}
    printed = altered(gut_immunity(load()), {**ours, "m0": 1.5 / 2.0})
    elsewhere = assemble([printed]).run(YEARS).end
    assert elsewhere.value("th17") < 0.03 * health().value("th17")
    assert elsewhere.value("treg") < 0.03 * health().value("treg")


def test_blocked_tnf_lowers_th1_most_where_th1_is_high_and_th2_low() -> None:
    fall = {}
    for kind in KINDS:
        untreated = crohn(kind)
        treated = untreated.set({"tnf_blocked": 1.0}).run(YEARS).end
        assert treated.value("gut_tnf") == pytest.approx(0.0, abs=1e-12)
        fall[kind] = change(untreated, treated, "th1")
    assert min(fall, key=fall.__getitem__) == "th1_high_th2_low"
    assert fall["th1_high_th2_low"] == pytest.approx(-0.59, abs=0.03)
    assert max(fall, key=fall.__getitem__) == "both_high"


def test_th1_and_th2_are_high_and_low_as_the_first_two_kinds_are_named() -> None:
    first, second = crohn("th1_high_th2_low"), crohn("th1_low_th2_high")
    assert change(health(), first, "th1") > 0 > change(health(), first, "th2")
    assert change(health(), second, "th1") < 0 < change(health(), second, "th2")


def test_more_readily_made_regulatory_cells_hold_th1_back_but_feed_th17() -> None:
    more = health().set({"treg_induction": 1.5}).run(YEARS).end
    assert change(health(), more, "treg") > 0.1
    assert change(health(), more, "th1") < 0
    assert change(health(), more, "th17") > 0  # by the TGF-beta that regulatory cells make


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="th1_high_th2_low"):
        body(["gut_immunity:th1_high_th2_lo"], load())


def test_a_variant_changes_parameters_that_exist() -> None:
    model = load().body("gut_immunity")
    odd = {"odd": {"s_il99": model.parameters["s_il6"]}}
    with pytest.raises(ValueError, match="s_il99"):
        HostModel.model_validate({**dict(model), "variants": odd})
