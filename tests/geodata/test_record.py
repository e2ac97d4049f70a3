"""The record of a theatre: one place to ask, and the same number wherever it stands."""

import pickle
from dataclasses import replace
from datetime import date

import pytest
from shapely import box

from geodata import theatre as theatres
from geodata.errors import DateError, TheatreError, UnknownName
from geodata.front_line import line_of_contact
from geodata.measure import area_km2
from geodata.record import Evidence, Record, open_record
from geodata.store import Store
from geodata.store import open_record as store_record
from geodata.terms import Status
from tests.square import (
    CHANGES,
    FIRST,
    FOUGHT,
    HELD,
    PLACES,
    SETTINGS,
    TAKEN,
    change,
    place,
    write_square,
)  # fmt: skip

WHOLE_KM2 = area_km2(box(36, 35, 38, 37))


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Give a function that writes a square theatre and opens its record."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)

    def write(**files):
        write_square(tmp_path / "square", **files)
        return open_record("square")

    return write


@pytest.fixture
def square(write):
    return write()


# --- days ----------------------------------------------------------------------------------------


def test_the_days_are_those_of_the_areas(square):
    assert (FIRST, FOUGHT, TAKEN) == square.dates


def test_a_day_between_two_is_under_the_earlier(square):
    assert FOUGHT == square.effective(date(2024, 1, 4))
    assert TAKEN == square.effective(date(2025, 1, 1))
    with pytest.raises(DateError, match="the first day of this map is 2024-01-01"):
        square.effective(date(2023, 1, 1))


def test_the_slider_reaches_the_last_day_of_the_theatre_or_a_later_snapshot(write):
    square = write()
    assert date(2024, 1, 8) == square.horizon
    assert TAKEN == replace(square, theatre=replace(square.theatre, last_day=FIRST)).horizon


def test_the_day_before_the_first_is_none(square):
    assert [None, FIRST, FOUGHT] == [square.before(day) for day in square.dates]


def test_a_record_is_cut_between_two_days_both_included(square):
    assert (FOUGHT,) == square.cut(FOUGHT, FOUGHT).dates
    assert (FOUGHT, TAKEN) == square.cut(from_=date(2024, 1, 2)).dates
    assert (FIRST, FOUGHT) == square.cut(to=date(2024, 1, 4)).dates
    assert square.dates == square.cut().dates
    assert square.figures(TAKEN) == square.cut(TAKEN, TAKEN).figures(TAKEN)
    assert square.contact_km(TAKEN) == square.cut(TAKEN, TAKEN).contact_km(TAKEN)


@pytest.mark.parametrize(
    ("from_", "to", "said"),
    [
        (date(2025, 1, 1), None, "No day between 2025-01-01 and the end"),
        (None, date(2023, 1, 1), "No day between the start and 2023-01-01"),
        (TAKEN, FIRST, "No day between 2024-01-05 and 2024-01-01"),
    ],
)
def test_a_cut_without_a_day_is_refused_with_the_days_there_are(square, from_, to, said):
    with pytest.raises(DateError) as caught:
        square.cut(from_, to)
    assert f"{said}: this record runs from 2024-01-01 to 2024-01-05." == str(caught.value)


def test_an_empty_record_says_so_whatever_is_asked(write):
    settings = SETTINGS | {"default_distances": []}
    empty = write(places=[], changes=[], events=[], held={}, settings=settings)
    assert () == empty.dates
    for ask in (empty.cut, lambda: empty.effective(FIRST)):
        with pytest.raises(DateError) as caught:
            ask()
        assert "No day has been published yet; publish a snapshot first." == str(caught.value)


# --- figures -------------------------------------------------------------------------------------


def test_the_figures_of_a_day_sum_to_the_outline(square):
    for day in square.dates:
        rows = square.figures(day)
        assert WHOLE_KM2 == pytest.approx(sum(row.km2 for row in rows), abs=1e-6)
        assert 1.0 == pytest.approx(sum(row.share for row in rows), abs=1e-12)


def test_figures_are_measured_once(square):
    assert square.figures(FIRST) is square.figures(FIRST)


def test_the_line_of_contact_is_counted_once_and_for_both(square):
    assert {("A", "B")} == set(square.contact_km(FIRST))
    for day in square.dates:
        for (a, b), km in square.contact_km(day).items():
            assert km == pytest.approx(line_of_contact(square.snapshot(day), b, a).length_km)
            assert km == pytest.approx(line_of_contact(square.snapshot(day), a, b).length_km)


def test_the_longest_line_of_contact_comes_first(square):
    lengths = list(square.contact_km(FOUGHT).values())
    assert lengths == sorted(lengths, reverse=True)
    assert {("A", "B"), ("A", None), ("B", None)} == set(square.contact_km(FOUGHT))


def test_ground_taken_moves_the_line(square):
    # On paper: first the meridian of 37° E, then its southern half and the parallel of 36° N.
    meridian, bent = square.contact_km(FIRST)["A", "B"], square.contact_km(TAKEN)["A", "B"]
    assert 221.9 == pytest.approx(meridian, abs=0.1)
    assert 110.95 + 90.16 == pytest.approx(bent, abs=0.1)


# --- reports -------------------------------------------------------------------------------------


def test_every_place_has_a_report_behind_the_map(square):
    assert Evidence(4, 0) == square.evidence(FIRST)
    assert Evidence(4, 0) == square.evidence(date(2024, 2, 1))
    assert Evidence(0, 0) == square.evidence(date(2023, 1, 1))


def test_default_rules_are_counted_and_listed_last(write):
    ruled = change("se", TAKEN, "B", "A", default_rule="true", confidence="low")
    record = write(changes=[ruled, *CHANGES])
    assert Evidence(4, 1) == record.evidence(TAKEN)
    assert ["ne", "se"] == [report.place_id for report in record.reports_on(TAKEN)]


def test_anchors_of_the_method_are_no_reports(write):
    anchor = place("pin", "Pin", 36.2, 35.2, "A", kind="anchor")
    moved = change("pin", TAKEN, "A", "B")
    record = write(places=[*PLACES, anchor], changes=[*CHANGES, moved])
    assert 4 == record.evidence(TAKEN).reports
    assert ["ne"] == [report.place_id for report in record.reports_on(TAKEN)]
    assert ["ne"] == [report.place_id for report in record.changed_since(FIRST, TAKEN)]


def test_a_day_has_its_own_reports_and_the_first_day_none(square):
    assert () == square.reports_on(FIRST)
    assert () == square.reports_on(date(2024, 1, 4))
    assert [("ne", None)] == [
        (report.place_id, report.party) for report in square.reports_on(FOUGHT)
    ]


def test_what_changed_is_what_another_party_holds_by_a_report_of_its_own(square):
    assert () == square.changed_since(FIRST, FIRST)
    assert () == square.changed_since(FIRST, FOUGHT)
    assert ["ne"] == [report.place_id for report in square.changed_since(FIRST, TAKEN)]
    assert () == square.changed_since(TAKEN, TAKEN)


def test_before_the_first_report_nothing_has_changed(square):
    assert () == square.changed_since(date(2023, 1, 1), TAKEN)


def test_a_place_that_came_back_has_not_changed(write):
    back = change("ne", date(2024, 1, 6), "A", "B")
    record = write(changes=[*CHANGES, back])
    assert () == record.changed_since(FIRST, date(2024, 1, 6))


def test_a_default_rule_is_no_change_of_its_own(write):
    ruled = change("se", TAKEN, "B", "A", default_rule="true", confidence="low")
    record = write(changes=[*CHANGES, ruled])
    assert ["ne"] == [report.place_id for report in record.changed_since(FIRST, TAKEN)]


def test_events_are_those_of_the_day(square):
    assert ["e1"] == [event.event_id for event in square.events_on(FOUGHT)]
    assert () == square.events_on(TAKEN)


# --- opening -------------------------------------------------------------------------------------


def test_a_snapshot_is_that_of_the_file(square):
    snapshot = square.snapshot(TAKEN)
    assert (TAKEN, ["A", "B"]) == (snapshot.effective_date, snapshot.parties)
    assert list(HELD[TAKEN]) == list(snapshot.areas["party"])


def test_areas_of_an_unknown_party_are_refused(write):
    with pytest.raises(TheatreError) as caught:
        write(held={FIRST: {"A": ("sw", "nw"), "Q": ("se", "ne")}})
    assert (
        'square/control.topojson has ground of "Q" on 2024-01-01, a party that theatre.json '
        "does not have; add it there, or make the file anew." == str(caught.value)
    )


def test_a_theatre_without_its_areas_is_refused(write, tmp_path):
    write()
    (tmp_path / "square" / "control.topojson").unlink()
    with pytest.raises(TheatreError) as caught:
        open_record("square")
    assert "square has no file control.topojson; restore it from the project." == str(caught.value)


def test_an_unknown_theatre_is_refused(write):
    write()
    with pytest.raises(UnknownName, match='No theatre is called "circle"'):
        open_record("circle")


def test_the_figures_of_syria_sum_to_its_outline_on_every_day(syria):
    record = open_record()
    assert syria.id == record.theatre.id
    assert isinstance(record, Record)
    totals = [sum(row.km2 for row in record.figures(day)) for day in record.dates]
    assert totals == pytest.approx([totals[0]] * len(totals), abs=1e-6)


def test_a_record_of_a_store_goes_to_another_process_with_its_figures(tmp_path):
    with Store.open(tmp_path / "store.sqlite") as store:
        record = store_record("syria_2024", store=store)
    sent = pickle.loads(pickle.dumps(record))  # noqa: S301
    assert record.all_statistics == sent.all_statistics
    assert record.theatre.parties == sent.theatre.parties
    assert record.dates == sent.dates


# --- change since the day before -----------------------------------------------------------------


def test_figures_carry_their_change_since_the_effective_date_before(square):
    quarter = area_km2(box(37, 36, 38, 37))
    assert {None} == {figure.delta_km2 for figure in square.figures_with_change(FIRST)}
    changes = {
        figure.status: (figure.km2, figure.share, figure.delta_km2)
        for figure in square.figures_with_change(TAKEN)
        if figure.party not in ("A", "B")
    }
    # What was contested on the day before is all lost.
    assert (0.0, 0.0) == changes[Status.CONTESTED][:2]
    assert -quarter == pytest.approx(changes[Status.CONTESTED][2], rel=1e-7)
    gains = {figure.party: figure.delta_km2 for figure in square.figures_with_change(TAKEN)}
    assert quarter == pytest.approx(gains["A"], rel=1e-7)
    assert 0.0 == pytest.approx(gains["B"], abs=1e-6)
