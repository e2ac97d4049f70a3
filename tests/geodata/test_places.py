"""Places are found by any of their names; the last report on each is in force; events by day."""

from datetime import date

import pytest

from geodata.errors import UnknownName
from geodata.places import Place, Report, events_on, find, history, in_force
from geodata.terms import Confidence, Holder
from geodata.theatre import load
from tests.square import FIRST, FOUGHT, TAKEN, write_square


@pytest.fixture(scope="module")
def square(tmp_path_factory):
    return load(folder=write_square(tmp_path_factory.mktemp("theatres") / "square"))


def place(place_id, name, rank=2, kind="town"):
    return Place(place_id, {"en": name, "ar": name}, 36.0, 35.0, kind, rank, "Square", "on paper")


def report(place_id, day, party):
    return Report(place_id, day, None, Holder(party), Confidence.HIGH, False, False, "a paper", "")


@pytest.mark.parametrize(
    "name", ["sw", "SW", "Southwest", "southWEST", "  Southwest ", "الجنوب الغربي"]
)
def test_a_place_is_found_by_id_or_by_name_in_any_language_and_case(square, name):
    assert "sw" == find(square.places, name).place_id


def test_an_id_goes_before_a_name_and_a_city_before_a_village():
    places = [place("homs", "Aleppo"), place("x", "Homs", rank=3), place("y", "Homs", rank=0)]
    assert "homs" == find(places, "homs").place_id
    assert "y" == find(places[1:], "homs").place_id


def test_an_unknown_place_is_refused_with_the_nearest_spelling(square):
    with pytest.raises(UnknownName) as caught:
        find(square.places, "Sothwest")
    assert str(caught.value).startswith('No place is called "Sothwest". Did you mean Southwest')
    assert "Sothwest" == caught.value.name


def test_suggestions_name_no_anchor_of_the_method():
    places = [place("a", "Helper point", kind="anchor"), place("b", "Homs")]
    with pytest.raises(UnknownName) as caught:
        find(places, "Helper poin")
    assert 'No place is called "Helper poin". Known: Homs …' == str(caught.value)


@pytest.mark.parametrize("name", ["Idleb", "IDLIB ", "إدلب"])
def test_idlib_is_found_or_suggested(syria, name):
    try:
        found = find(syria.places, name).place_id
    except UnknownName as error:
        found = str(error)
    assert found == "idlib" or "Did you mean Idlib" in found


def test_a_history_runs_from_the_baseline_to_the_last_report(square):
    rows = history(square.reports, "ne")
    assert [(FIRST, "B"), (FOUGHT, None), (TAKEN, "A")] == [
        (row.effective_date, row.party) for row in rows
    ]
    assert [True, False, False] == [row.baseline for row in rows]
    assert [False, True, False] == [row.contested for row in rows]
    assert () == history(square.reports, "nowhere")


def test_two_reports_of_one_day_keep_the_order_of_the_file_and_the_later_one_holds():
    rows = [report("x", TAKEN, "B"), report("x", TAKEN, "A"), report("x", FIRST, "B")]
    assert ["B", "B", "A"] == [row.party for row in history(rows, "x")]
    assert "A" == in_force(rows, TAKEN)["x"].party


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), {}),
        (FIRST, {"sw": "A", "se": "B", "nw": "A", "ne": "B"}),
        (FOUGHT, {"sw": "A", "se": "B", "nw": "A", "ne": None}),
        (date(2030, 1, 1), {"sw": "A", "se": "B", "nw": "A", "ne": "A"}),
    ],
)
def test_the_last_report_up_to_a_day_is_in_force(square, day, expected):
    found = in_force(square.reports, day)
    assert expected == {place_id: row.party for place_id, row in found.items()}


def test_only_anchors_stay_without_a_label():
    assert place("a", "A").labelled
    assert not place("a", "A", kind="anchor").labelled


def test_banks_are_read_as_sides_of_barriers(square):
    assert {"river": 1} == dict(find(square.places, "nw").banks)
    assert {} == dict(find(square.places, "sw").banks)


def test_an_event_keeps_what_its_row_says(tmp_path):
    (event,) = load(folder=write_square(tmp_path / "square")).events
    assert ("e1", FOUGHT, "ne", "Northeast") == (
        event.event_id, event.event_date, event.place_id, event.place,
    )  # fmt: skip
    assert (37.5, 36.5) == (event.lon, event.lat)
    assert {"en": "Fighting in the town.", "ar": "قتال في البلدة."} == dict(event.text)
    assert ("battle", Confidence.MEDIUM, "a paper") == (
        event.category, event.confidence, event.source,
    )  # fmt: skip


def test_a_day_gives_its_events_in_the_order_of_the_file(syria):
    found = events_on(syria.events, date(2024, 11, 30))
    ids = [event.event_id for event in found]
    assert ids == [e.event_id for e in syria.events if e.event_date == date(2024, 11, 30)]
    assert len(ids) > 5
    assert () == events_on(syria.events, date(2023, 1, 1))


def test_every_day_of_the_theatre_together_gives_every_event_once(syria):
    days = {event.event_date for event in syria.events}
    assert len(syria.events) == sum(len(events_on(syria.events, day)) for day in days)
