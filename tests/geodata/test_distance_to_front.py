"""How near fronts and parties came to places, day by day."""

import pytest

from geodata.distance import to_front, to_party
from geodata.distance_to_front import distances_to_front, distances_to_front_on
from geodata.places import find
from geodata.record import Record
from geodata.terms import CONTESTED, Holder
from geodata.theatre import load
from geodata.topology import Topology
from tests.square import FIRST, FOUGHT, HELD, TAKEN, snapshot, write_square


@pytest.fixture
def record(tmp_path):
    theatre = load("square", write_square(tmp_path / "square"))
    return Record(
        theatre, Topology.from_snapshots([snapshot(day, held) for day, held in HELD.items()])
    )


def test_every_day_has_each_place_in_the_order_given(record):
    places = [find(record.theatre.places, name) for name in ("sw", "ne")]
    found = distances_to_front(record, places)

    assert [(one.effective_date, one.place.place_id) for one in found] == [
        (day, name) for day in (FIRST, FOUGHT, TAKEN) for name in ("sw", "ne")
    ]


def test_the_nearest_front_is_that_of_the_day(record):
    place = find(record.theatre.places, "ne")

    for row in distances_to_front(record, [place]):
        assert row.nearest == to_front(place, record.snapshot(row.effective_date))


def test_the_holder_is_whose_ground_the_place_lies_on(record):
    place = find(record.theatre.places, "ne")

    assert [Holder("B"), CONTESTED, Holder("A")] == [
        row.holder for row in distances_to_front(record, [place])
    ]


def test_to_a_party_it_is_nothing_inside_its_ground(record):
    place = find(record.theatre.places, "ne")
    before, _, after = distances_to_front(record, [place], "A")

    assert before.nearest == to_party(place, record.snapshot(FIRST), "A")
    assert before.nearest.km > 40
    assert after.nearest.km == 0


def test_a_party_without_ground_is_nowhere(record):
    place = find(record.theatre.places, "ne")

    assert [None] == [row.nearest for row in distances_to_front_on(record, FIRST, [place], "C")]
