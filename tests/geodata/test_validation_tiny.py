"""Rings of a hand's breadth, of which nothing is left once near points are merged."""

from datetime import date

import numpy as np
import pytest
import shapely
from shapely import box

from geodata.theatre import load
from geodata.validation import FIXES, Rule, check, coverage, fix
from geodata.validation.matching import snapped
from geodata.validation.rings import CELLS
from tests import square
from tests.drafts import draft_of

DAY = date(2024, 1, 1)
HERE = np.array([36.5, 35.5])
# In whole cells of the grid, 1 cm each, from HERE.
TINY = (
    [(0, 0), (40, 0), (40, 40)],
    [(0, 0), (100, 0), (100, 1)],
    [(0, 0), (1, 0), (1, 1), (0, 1)],
    [(0, 0), (90, 90), (180, 180), (90, 91)],
)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory):
    return load(folder=square.write_square(tmp_path_factory.mktemp("theatre") / "square"))


def ring(cells):
    return HERE + np.array(cells) / CELLS


def feature(shape, party):
    own = {"party": party, "status": "controlled", "basis": "assessed", "source": "on paper"}
    return {"properties": own, "geometry": shapely.geometry.mapping(shape)}


def with_hole(hole):
    return shapely.Polygon(shapely.get_coordinates(box(36, 35, 37, 37)), [hole])


@pytest.mark.parametrize("cells", TINY)
def test_a_hole_narrower_than_what_counts_as_one_point_vanishes(cells):
    shape = shapely.transform(shapely.MultiPolygon([with_hole(ring(cells))]), on_grid)
    [result] = snapped(np.array([shape], dtype=object))
    assert result.is_valid
    assert result.area == pytest.approx(2 * CELLS**2, rel=1e-9)


@pytest.mark.parametrize("cells", TINY)
def test_an_area_narrower_than_what_counts_as_one_point_is_left_or_vanishes_whole(cells):
    tiny = shapely.transform(shapely.MultiPolygon([shapely.Polygon(ring(cells))]), on_grid)
    [result] = snapped(np.array([tiny], dtype=object))
    assert result.is_valid
    assert result.is_empty or result.equals(tiny)


def on_grid(points):
    return np.rint(points * CELLS)


@pytest.mark.parametrize("max_points", [1, coverage.MAX_COVERAGE_POINTS])
@pytest.mark.parametrize("cells", TINY)
def test_tiny_holes_and_islands_are_reported_and_fixed(theatre, monkeypatch, cells, max_points):
    """Also the way that is taken with too many misfits to look at each."""
    monkeypatch.setattr(coverage, "MAX_COVERAGE_POINTS", max_points)
    island = shapely.Polygon(ring(cells))
    shifted = box(37 - 5e-6, 35, 38, 37)
    draft = draft_of(
        {
            "features": [
                feature(with_hole(ring(cells)), "A"), feature(island, "B"), feature(shifted, "B"),
            ]
        }
    )  # fmt: skip
    assert "border-mismatch" in {problem.code for problem in check(draft, theatre, DAY).problems}
    for rule in Rule:
        fixed = fix(draft, FIXES, theatre, rule=rule).draft
        report = check(fixed, theatre, DAY)
        assert report.errors == ()
        assert report.snapshot is not None
        assert shapely.is_valid(report.snapshot.areas.geometry.to_numpy()).all()
