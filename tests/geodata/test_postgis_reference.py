"""The theatre's figures beside those of PostGIS: another engine, other formulas, the same numbers.

`tests/data/make_reference_postgis.py` made the file from our GeoJSON export, and says how.
"""

import json
import re
from pathlib import Path

import pytest

from geodata.change import compare
from geodata.distance import between, to_nearest
from geodata.front_line import lines_of_contact
from geodata.places import find
from geodata.record import open_record
from geodata.terms import CONTESTED_CODE, written

FILE = Path(__file__).resolve().parent.parent / "data" / "reference_postgis.json"
REFERENCE = json.loads(FILE.read_text(encoding="utf-8"))
PROMISED = 1e-3
"""The agreement that is promised; what is found is a hundred times better."""
FOUND = 1e-5
SLIVER_KM2 = 0.002
"""Pieces so small are made by the arithmetic of overlays, which differs from engine to engine."""
PAIRS = sorted({(first, later) for first, later, *_ in REFERENCE["gained_km2"]})


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def snapshots(record):
    return {day.isoformat(): record.snapshot(day) for day in record.dates}


def of(name, *keys):
    """The rows of a table that begin so, by the rest of what they are called."""
    rows = (row for row in REFERENCE[name] if row[: len(keys)] == list(keys))
    return {tuple(row[len(keys) : -1]): row[-1] for row in rows}


def code(party):
    """A party as the reference writes it, which knows contested ground by a code."""
    return CONTESTED_CODE if party is None else party


def pair_of(parties):
    return tuple(sorted(map(code, parties)))


def agree(expected, actual, least):
    """Whether every number agrees; what only one of them has must be next to nothing."""
    for key in expected.keys() | actual.keys():
        assert expected.get(key, 0.0) == pytest.approx(
            actual.get(key, 0.0), rel=FOUND, abs=least
        ), key


def test_the_file_says_how_it_was_made_and_covers_what_was_promised():
    assert any("POSTGIS=" in line for line in REFERENCE["engine"])
    questions = FILE.with_suffix(".sql").read_text(encoding="utf-8")
    assert re.findall(r"^\\echo --(\w+)", questions, re.M) == list(REFERENCE)
    assert len(PAIRS) >= 10
    assert FOUND < PROMISED


def test_areas(record):
    for day in record.dates:
        figures = {(code(row.party),): row.km2 for row in record.figures(day)}
        agree(of("areas_km2", day.isoformat()), figures, 0.0)


def test_lines_of_contact(record):
    for day in record.dates:
        lengths = {pair_of(pair): km for pair, km in record.contact_km(day).items()}
        agree(of("contacts_km", day.isoformat()), lengths, 0.0)


@pytest.mark.parametrize("pair", PAIRS, ids="_".join)
def test_gained_lost_and_from_whom_to_whom(snapshots, pair):
    change = compare(*(snapshots[day] for day in pair))
    gained = {(code(one.party),): one.gained_km2 for one in change.parties}
    lost = {(code(one.party),): one.lost_km2 for one in change.parties}

    agree(of("gained_km2", *pair), gained, SLIVER_KM2)
    agree(of("lost_km2", *pair), lost, SLIVER_KM2)
    flows = {
        tuple(holder and written(holder) for holder in holders): km2
        for holders, km2 in change.matrix.items()
    }
    agree(of("flows_km2", *pair), flows, SLIVER_KM2)


def test_places_to_places(record):
    for (one, other), km in of("place_to_place_km").items():
        places = record.theatre.places
        assert km == pytest.approx(between(find(places, one), find(places, other)).km, abs=1e-6)


def test_places_to_fronts(record, snapshots):
    """PostGIS looks for the nearest point on a sphere, so what it finds may be a bit farther."""
    for (day, place, *pair), km in of("place_to_front_km").items():
        fronts = lines_of_contact(snapshots[day])
        [front] = [line for line in fronts if pair_of(line.between) == tuple(pair)]
        found = to_nearest(find(record.theatre.places, place), [front])
        assert km == pytest.approx(found.km, rel=PROMISED / 2)
        assert found.km < km + 1e-6


def test_the_nearest_front_is_the_one_that_postgis_finds(record, snapshots):
    nearest = {}
    for (day, place, *pair), km in of("place_to_front_km").items():
        nearest[day, place] = min(nearest.get((day, place), (km, pair)), (km, pair))
    assert len(nearest) > 30
    for (day, place), (_, pair) in nearest.items():
        found = to_nearest(find(record.theatre.places, place), lines_of_contact(snapshots[day]))
        assert tuple(pair) == pair_of(found.facing)
