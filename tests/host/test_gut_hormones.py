"""GLP-1 and PYY of plasma."""

import pytest

from holobiont.host.registry import body
from holobiont.knowledge import load

#: What acetate raises PYY and GLP-1 by, more than saline does (Freeland & Wolever 2010): pmol/L.
PYY, GLP1 = 9.1 / 4.3, 0.42


def test_acetate_raises_both_by_what_was_measured() -> None:
    rest = body(["gut_hormones"], load())
    more = rest.set({"scfa_absorbed": rest.value("scfa_absorbed") + 60 * 24}).settled()
    assert more.value("pyy") - rest.value("pyy") == pytest.approx(PYY, rel=0.02)
    assert more.value("glp1") - rest.value("glp1") == pytest.approx(GLP1, rel=0.02)


def test_they_rest_at_fasting_levels_where_the_way_is_cut() -> None:
    rest = body(["gut_hormones"], load(), without=["scfa_to_l_cells"])
    more = rest.set({"scfa_absorbed": 1000.0}).settled()
    assert more.value("glp1") == pytest.approx(8)
    assert more.value("pyy") == pytest.approx(12)
