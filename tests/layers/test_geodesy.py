"""The browser's geodesy against PROJ: lengths, bearings, and its Mercator plane."""

import random

import pytest
from pyproj import Geod, Transformer

from tests.node import answers

GEOD = Geod(ellps="WGS84")
# Zoom 12: 2 π 6378137 m around the equator in 256 · 2¹² units.
METRES_OF_A_UNIT = 40075016.685578 / (256 * 2**12)


def test_distances_and_positions_are_those_of_proj_within_a_millimetre():
    draw = random.Random(7)  # noqa: S311 - the same pairs every time
    pairs = [[[draw.uniform(35, 43), draw.uniform(32, 38)] for _ in "ab"] for _ in range(1500)]
    pairs += [[[draw.uniform(-80, 80), draw.uniform(-80, 80)] for _ in "ab"] for _ in range(500)]
    pairs += [[[36, 35], [36, 34]], [[36, 0], [37, 0]], [[179.5, 10], [-179.5, 10.5]]]
    mercator = Transformer.from_crs(4326, 3857, always_xy=True)

    found = answers("geodesy.js", {"pairs": pairs, "extent": [35.5, 32.2, 42.5, 37.4]})

    for (start, end), answer in zip(pairs, found, strict=True):
        bearing, _, metres = GEOD.inv(*start, *end)
        assert answer["km"] * 1000 == pytest.approx(metres, abs=0.001)
        assert answer["bearing"] == pytest.approx(bearing % 360, abs=1e-6)
        (west, south), (east, north) = mercator.transform(*start), mercator.transform(*end)
        assert answer["x"] * METRES_OF_A_UNIT == pytest.approx(east - west, abs=0.001)
        assert answer["y"] * METRES_OF_A_UNIT == pytest.approx(south - north, abs=0.001)
