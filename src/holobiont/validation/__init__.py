"""Published experiments, repeated by the model: predicted beside measured."""

from holobiont.validation.experiment import Experiment
from holobiont.validation.population import virtual_people
from holobiont.validation.read import experiments
from holobiont.validation.rows import Expectation, Row, as_json, table
from holobiont.validation.run import validate

__all__ = [
    "Expectation",
    "Experiment",
    "Row",
    "as_json",
    "experiments",
    "table",
    "validate",
    "virtual_people",
]
