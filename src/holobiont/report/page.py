"""The page: templates filled with a result."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from holobiont.report import drawing, figure, numbers, takeaway, times
from holobiont.report.answer import listed, spoken
from holobiont.report.model import Result


def html(result: Result) -> str:
    """Write a result as one self-contained page."""
    page = environment().get_template("report.html.jinja")
    style = files("holobiont.report").joinpath("templates/style.css").read_text("utf-8")
    return str(page.render(r=result, style=style)) + "\n"


@lru_cache(maxsize=1)
def environment() -> Any:
    """Return what fills templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    found = Environment(
        loader=PackageLoader("holobiont.report"),
        autoescape=select_autoescape(enabled_extensions=("jinja", "html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "brief": numbers.brief,
        "number": numbers.number,
        "signed": numbers.signed,
        "percent": numbers.percent,
        "interval": numbers.interval,
        "spoken": spoken,
        "listed": listed,
        "capitalized": takeaway.capitalized,
        "digits": takeaway.digits,
    }
    found.globals |= {
        "draw": drawing,
        "fig": figure,
        "draw_time": times.times,
        "with_unit": numbers.with_unit,
    }
    return found
