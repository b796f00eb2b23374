"""Lo, Arsenescu & Friedman 2016: health rests at Table 4; Crohn's disease, TNF blocked."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from holobiont.host import Host, Module, assemble
from holobiont.host.gut_immunity import gut_immunity
from holobiont.knowledge import load

YEARS = 20 * 8766
#: Table 8: parameters of four kinds of Crohn's disease, in percent of change from health.
KINDS = {
    "Th1 high, Th2 low": (-99.6, -50, 35, 35, 298, -32, 49, 49, -50, -50),
    "Th1 low, Th2 high": (-90, 4, -10, -10, 81, 25, -13, -13, 0, 0),
    "both high": (194, -29, 630, 630, 255, 122, 298, 298, 17, 17),
    "both low": (-92, 11, 32, 32, 5, -48, -28, -28, -18, -18),
}
CHANGED = (
    "v_ifng_th1",
    "v_tnf_th1",
    "v_tgfb_treg",
    "v_il10_treg",
    "s_il12",
    "s_il4",
    "s_il21",
    "s_il6",
    "s_tgfb",
    "s_il10",
)


def altered(module: Module, times: dict[str, float]) -> Module:
    params = {name: value * times.get(name, 1.0) for name, value in module.params.items()}
    return replace(module, params=params)


@cache
def health() -> Host:
    return assemble([gut_immunity(load())]).settled()


def crohn(kind: str) -> Host:
    times = {name: 1 + c / 100 for name, c in zip(CHANGED, KINDS[kind], strict=True)}
    return assemble([altered(gut_immunity(load()), times)]).run(YEARS).end


def change(before: Host, after: Host, name: str) -> float:
    return after.value(name) / before.value(name) - 1


def test_health_rests_at_table_4_within_two_percent() -> None:
    for name, q in load().body("gut_immunity").states.items():
        assert health().value(name) == pytest.approx(q.value, rel=0.02), name


def test_health_is_stable_and_comes_back_after_a_fifth_is_taken_or_added() -> None:
    body = health()
    n = len(gut_immunity(load()).states)
    weekly = np.linalg.eigvals(body.network.jacobian(body.x0).toarray()[:n, :n]) * 168
    assert max(weekly.real) == pytest.approx(-0.55, abs=0.05)
    for share in (0.8, 1.2):
        states = gut_immunity(load()).states
        pushed = body.run(YEARS, {name: share * body.value(name) for name in states})
        for name in states:
            assert pushed[name][-1] == pytest.approx(body.value(name), rel=0.001)


def test_the_printed_parameters_rest_elsewhere() -> None:
    ours = {name: 1 / v for name, v in gut_immunity(load()).params.items() if "fix_" in name}
    printed = altered(gut_immunity(load()), {**ours, "m0": 1.5 / 2.0})
    body = assemble([printed]).run(YEARS).end
    assert body.value("th17") < 0.03 * health().value("th17")
    assert body.value("treg") < 0.03 * health().value("treg")


def test_blocked_tnf_lowers_th1_most_where_th1_is_high_and_th2_low() -> None:
    fall = {}
    for kind in KINDS:
        untreated = crohn(kind)
        treated = untreated.set({"tnf_blocked": 1.0}).run(YEARS).end
        assert treated.value("gut_tnf") == pytest.approx(0.0, abs=1e-12)
        fall[kind] = change(untreated, treated, "th1")
    assert min(fall, key=fall.__getitem__) == "Th1 high, Th2 low"
    assert fall["Th1 high, Th2 low"] == pytest.approx(-0.59, abs=0.03)
    assert max(fall, key=fall.__getitem__) == "both high"


def test_th1_and_th2_are_high_and_low_as_the_first_two_kinds_are_named() -> None:
    first, second = crohn("Th1 high, Th2 low"), crohn("Th1 low, Th2 high")
    assert change(health(), first, "th1") > 0 > change(health(), first, "th2")
    assert change(health(), second, "th1") < 0 < change(health(), second, "th2")


def test_more_readily_made_regulatory_cells_hold_th1_back_but_feed_th17() -> None:
    more = health().set({"treg_induction": 1.5}).run(YEARS).end
    assert change(health(), more, "treg") > 0.1
    assert change(health(), more, "th1") < 0
    assert change(health(), more, "th17") > 0  # by the TGF-beta that regulatory cells make
