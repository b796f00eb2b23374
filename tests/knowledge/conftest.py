"""Many tests spoil one of some five hundred files and load them all: the others are parsed once."""

import pickle
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

_PARSE = tomllib.loads


@cache
def _parsed(text: str, /) -> bytes:
    return pickle.dumps(_PARSE(text))


def _fresh(text: str, /) -> Any:
    return pickle.loads(_parsed(text))


@pytest.fixture(autouse=True, scope="session")
def parsed_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", _fresh)
        yield
