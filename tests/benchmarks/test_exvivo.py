"""Cultures of stool: what can be checked without the published tables."""

import importlib

import pytest

ACIDS = ("butyrate", "propionate", "acetate")


def test_percent_of_the_three_acids_forgets_how_much_there_is() -> None:
    cultures, scores = (importlib.import_module(name) for name in ("cultures", "scores"))
    levels = {"butyrate": 10.0, "propionate": 10.0, "acetate": 60.0}
    samples = [
        cultures.Sample(name, name, "FOS", {}, {a: k * v for a, v in levels.items()}, 0.1)
        for name, k in (("1", 1.0), ("2", 3.0))
    ]
    study = cultures.Study("ten donors", samples, ACIDS, "basal", {}, 4.0, net=True)
    shown, predicted = scores.in_percent(study, [{**levels, "biomass": 1.0}] * 2)
    for measured in (*(s.measured for s in shown.samples), *predicted):
        assert measured == pytest.approx({"butyrate": 12.5, "propionate": 12.5, "acetate": 75.0})
