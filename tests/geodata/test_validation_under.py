"""Ground drawn whole over another party's: its owner's border is good, and yet it overlaps."""

import pytest
import shapely
from shapely import box

from geodata.measure import area_km2
from geodata.theatre import load
from geodata.validation import check
from tests import square
from tests.drafts import draft_of

WEST, EAST = box(36, 35, 37, 37), box(37, 35, 38, 37)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory):
    return load(folder=square.write_square(tmp_path_factory.mktemp("theatre") / "square"))


def feature(shape, party):
    own = {"party": party, "status": "controlled", "basis": "assessed", "source": "on paper"}
    return {"properties": own, "geometry": shapely.geometry.mapping(shape)}


@pytest.mark.parametrize("west", [37.0, 37.001, 37.3, 37.9])
def test_ground_inside_another_partys_is_an_overlap(theatre, west):
    inside = box(west, 35.2, west + 0.1, 35.3)
    draft = draft_of({"features": [feature(WEST, "A"), feature(EAST, "B"), feature(inside, "A")]})
    report = check(draft, theatre, theatre.reports[0].effective_date)
    km2 = [problem.facts["km2"] for problem in report.problems if problem.code == "overlap"]
    assert km2 == [pytest.approx(area_km2(inside), rel=1e-6)]
    assert report.snapshot is None
