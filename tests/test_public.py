"""The public names of the package."""

from pathlib import Path

import pytest

import holobiont as hb
from tests.cli.commands import table


def test_every_public_name_can_be_loaded() -> None:
    for name in hb.__all__:
        assert getattr(hb, name) is not None
        assert name in dir(hb)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = hb.nothing


def test_the_example_of_the_package(tmp_path: Path) -> None:
    profile = hb.read_one(table(tmp_path / "sample.tsv"))
    twin = hb.Twin.fit(profile, hb.Person(diet="western_us"))
    course = twin.run("5 g/day inulin for 2 days")
    for text in (str(twin), str(course)):
        assert "Faecalibacterium prausnitzii" in text
        assert max(map(len, text.splitlines())) <= 80
    assert hb.measure(profile)["richness"].value == 6
    assert str(hb.parse("5 g/day inulin for 2 days")) == str(course.protocol)
