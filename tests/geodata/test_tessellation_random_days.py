"""On any day, however wild, coverage is exact and every report lies in its own area."""

import numpy as np
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree
from shapely import LineString

from geodata.errors import TessellationError
from geodata.tessellation import (
    Frame,
    Holding,
    ReportedPlace,
    build_tessellation,
    check_partition,
    tessellate,
)
from tests.geodata.tessellation_frames import RIVER, SQUARE

PARTIES = ["A", "B", "C", "D", "E"]
days = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "regions": st.sampled_from([0, 3, 25, 100]),
        "contested": st.sampled_from([0.0, 0.1, 0.5]),
        "parties": st.integers(1, 5),
    }
)


def random_day(tessellation, seed, regions, contested, parties):
    """Each place under a random party, or under that of the nearest of some random regions."""
    random = np.random.default_rng(seed)
    party = random.integers(0, parties, len(tessellation.places))
    if regions:
        seeds = random.integers(0, len(tessellation.places), regions)
        party = party[seeds][
            cKDTree(tessellation.positions[seeds]).query(tessellation.positions)[1]
        ]
    is_contested = random.random(len(tessellation.places)) < contested
    return {
        place.place_id: Holding(PARTIES[p], bool(c))
        for place, p, c in zip(tessellation.places, party, is_contested, strict=True)
    }


@settings(max_examples=20, deadline=None, derandomize=True)
@given(day=days)
def test_a_random_day_of_syria_keeps_every_promise(syria_tessellation, day):
    held = random_day(syria_tessellation, **day)
    check_partition(syria_tessellation, held, tessellate(syria_tessellation, held))


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    points=st.lists(
        st.tuples(st.integers(-2, 302), st.integers(-2, 252)),
        min_size=1,
        max_size=25,
        unique=True,  # on a grid of 0.002°, so that none are too close
    ),
    barriers=st.sets(st.sampled_from(["river", "arm", "ring"])),
    day=days,
)
def test_random_places_in_a_square_with_barriers_keep_every_promise(points, barriers, day):
    given_ = {
        "river": RIVER,
        "arm": LineString([(40.61, 35.3), (40.45, 35.28), (40.281, 35.3)]),
        "ring": LineString([(40.1, 35.1), (40.2, 35.1), (40.2, 35.2), (40.1, 35.2), (40.1, 35.1)]),
    }
    frame = Frame(SQUARE, {name: given_[name] for name in sorted(barriers)})
    places = [
        ReportedPlace(f"p{i}", 40 + x / 500, 35 + y / 500, i % 4) for i, (x, y) in enumerate(points)
    ]
    try:
        tessellation = build_tessellation(places, frame)
    except TessellationError as error:  # a documented refusal
        if "cannot be bent round place" not in str(error):
            raise
        reject()
    held = random_day(tessellation, **day)
    check_partition(tessellation, held, tessellate(tessellation, held))
