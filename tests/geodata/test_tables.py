"""Named tables: what their files say of themselves, and what each row holds.

Expected areas and lengths of the square are integrated along its straight edges by `measure`, which
has tests of its own against PostGIS and PROJ; holders and days are those drawn in `tests.square`.
"""

import csv
import inspect
import io
import json
from datetime import date

import pandas as pd
import pytest
from shapely import LineString, box

from geodata import tables
from geodata import theatre as theatres
from geodata.change import by_governorate, compare, control_changes, governorates
from geodata.distance import between, path, point
from geodata.distance_to_front import distances_to_front
from geodata.front_line import advances, contested_width_km, forward_edges, front_changes
from geodata.measure import area_km2, inverse, length_km
from geodata.places import find
from geodata.record import open_record
from geodata.tables import Provenance, Table
from tests.square import FIRST, FOUGHT, QUARTERS, TAKEN, write_square

KM2 = {name: area_km2(shape) for name, shape in QUARTERS.items()}
WHOLE_KM2 = area_km2(box(36, 35, 38, 37))
LOWER = length_km(LineString([(37, 35), (37, 36)]))
UPPER = length_km(LineString([(37, 36), (37, 37)]))
ACROSS = length_km(LineString([(37, 36), (38, 36)]))

TABLE = Table(
    "gained",
    "Ground\ngained",
    ("party", "day", "km2", "share", "default_rule"),
    (
        ("SAA", date(2024, 11, 30), -12.3456789, None, True),
        ('=HYPERLINK("x")', date(2024, 12, 1), 7, 0.5, False),
        ("قوات, مسلحة", date(2024, 12, 2), 0.1 + 0.2, -0.0000001, None),
    ),
    {"method": "geodesic, WGS 84", "revision": "17"},
)


# --- files ---------------------------------------------------------------------------------------


def test_a_csv_begins_with_lines_that_say_what_it_is():
    lines = TABLE.to_csv().decode("utf-8-sig").split("\r\n")

    assert ["# Ground gained", "# method: geodesic, WGS 84", "# revision: 17"] == lines[:3]
    assert "party,day,km2,share,default_rule" == lines[3]
    assert "SAA,2024-11-30,-12.345679,,true" == lines[4]
    assert '"قوات, مسلحة",2024-12-02,0.3,0.0,' == lines[6]


def test_a_csv_is_read_by_pandas():
    frame = pd.read_csv(io.BytesIO(TABLE.to_csv()), comment="#")

    assert ["party", "day", "km2", "share", "default_rule"] == list(frame.columns)
    assert [-12.345679, 7.0, 0.3] == list(frame["km2"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_becomes_a_formula_and_numbers_stay_numbers(start):
    table = Table("t", "t", ("who", f"{start}head", "km2"), ((f"{start}1+1", "a", -1.5),))
    text = table.to_csv().decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(text, newline="")))[1:]

    assert [f"'{start}1+1", "a", "-1.5"] == row
    assert f"'{start}head" == head[1]


def test_json_has_an_object_a_row():
    document = json.loads(TABLE.to_json())

    assert ("gained", "Ground\ngained") == (document["table"], document["title"])
    assert {"method": "geodesic, WGS 84", "revision": "17"} == document["about"]
    assert {
        "party": "SAA", "day": "2024-11-30", "km2": -12.345679, "share": None,
        "default_rule": True,
    } == document["rows"][0]  # fmt: skip
    assert '=HYPERLINK("x")' == document["rows"][1]["party"]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match='"Title" has a row of 1 cells; expected 2: a, b'):
        Table("t", "Title", ("a", "b"), ((1,),))


def test_the_header_names_theatre_method_dates_revision_knowledge_source_and_licence(syria):
    days = (date(2024, 11, 26), date(2024, 11, 28), date(2024, 11, 30))
    header = Provenance(syria, 17, "2024-12-01 00:00 UTC").about("geodesic", days)

    assert ["theatre", "method", "dates", "revision", "known_on", "source", "licence"] \
        == list(header)  # fmt: skip
    assert "2024-11-26 – 2024-11-30" == header["dates"]
    assert ("17", "2024-12-01 00:00 UTC") == (header["revision"], header["known_on"])
    assert "GeoNames" in header["licence"]
    everything = Provenance(syria).about("geodesic", days[:1])
    assert ("2024-11-26", "", "all that is published") == (
        everything["dates"], everything["revision"], everything["known_on"],
    )  # fmt: skip


# --- columns -------------------------------------------------------------------------------------


def test_every_table_is_a_function_with_columns():
    functions = {
        name
        for name in tables.__all__
        if inspect.isfunction(getattr(tables, name)) and getattr(tables, name).__name__ == name
    }
    assert functions == tables.COLUMNS.keys()


def test_columns_have_one_word_for_one_thing():
    others = {"a", "b", "from", "to", "between", "before", "after", "effective_date", "net_km2"}
    for name, columns in tables.COLUMNS.items():
        assert len(set(columns)) == len(columns), name
        assert set() == set(columns) & others, name


@pytest.fixture
def square(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(tmp_path / "square")
    return open_record("square")


@pytest.fixture
def provenance(square):
    return Provenance(square.theatre, 3)


def checked(table, name):
    """The rows of a table that is what it says."""
    assert (name, tables.COLUMNS[name]) == (table.name, table.columns)
    assert "3" == table.about["revision"]
    return table.records


# --- days ----------------------------------------------------------------------------------------


def test_areas_are_a_row_for_each_day_party_status_and_basis(square, provenance):
    table = tables.areas(provenance, square.all_statistics)
    rows = checked(table, "areas")

    assert ("2024-01-01 – 2024-01-05", (FIRST, FOUGHT, TAKEN)) == (
        table.about["dates"], table.days,
    )  # fmt: skip
    last = {row["party"]: row for row in rows if row["date"] == TAKEN}
    assert ["A", "B"] == list(last)
    assert KM2["sw"] + KM2["nw"] + KM2["ne"] == pytest.approx(last["A"]["km2"], rel=1e-7)
    assert KM2["se"] / WHOLE_KM2 == pytest.approx(last["B"]["share"], rel=1e-7)
    assert {"controlled"} == {row["status"] for row in last.values()}
    assert {"assessed"} == {row["basis"] for row in rows}


def test_contested_ground_is_no_partys(square, provenance):
    rows = checked(tables.areas(provenance, square.all_statistics), "areas")
    [contested] = [row for row in rows if row["status"] == "contested"]

    assert (FOUGHT, None) == (contested["date"], contested["party"])
    assert KM2["ne"] == pytest.approx(contested["km2"], rel=1e-7)
    alone = tables.contested_or_claimed(provenance, square.all_statistics)
    assert [contested] == checked(alone, "contested_or_claimed")


def test_fronts_are_a_row_for_each_day_and_pair_that_meets(square, provenance):
    rows = checked(tables.fronts(provenance, square.all_statistics), "fronts")
    km = {(row["date"].day, row["party_a"], row["party_b"]): row["km"] for row in rows}

    assert {
        (1, "A", "B"): LOWER + UPPER,
        (3, "A", "B"): LOWER,
        (3, "A", None): UPPER,
        (3, "B", None): ACROSS,
        (5, "A", "B"): LOWER + ACROSS,
    } == pytest.approx(km, rel=1e-9)


def test_fronts_between_two_parties_leave_the_others_out(square, provenance):
    there, back = (
        checked(tables.fronts(provenance, square.all_statistics, pair), "fronts")
        for pair in (("A", "B"), ("B", "A"))
    )
    assert there == back
    assert [("A", "B")] * 3 == [(row["party_a"], row["party_b"]) for row in there]
    assert [] == tables.fronts(provenance, square.all_statistics, ("A", "C")).records


def test_forward_edges_and_width_of_contested_ground(square, provenance):
    day = square.snapshot(FOUGHT)
    edges = tables.forward_edges(provenance, FOUGHT, forward_edges(day))
    km = {row["party"]: row["km"] for row in checked(edges, "forward_edges")}
    assert {"A": LOWER + UPPER, "B": LOWER + ACROSS} == pytest.approx(km, rel=1e-9)

    width = contested_width_km(day, "B", "A")
    table = tables.contested_width(provenance, FOUGHT, {("B", "A"): width})
    [row] = checked(table, "contested_width")
    assert (FOUGHT, "A", "B") == (row["date"], row["party_a"], row["party_b"])
    assert 0 < row["mean_km"] < row["max_km"]


def test_control_changes_are_a_row_for_each_day(square, provenance):
    rows = checked(tables.control_changes(provenance, square.all_statistics), "control_changes")
    assert [(FIRST, 0), (FOUGHT, 1), (TAKEN, 1)] == [(row["date"], row["places"]) for row in rows]


def test_places_are_the_reports_of_a_day(square, provenance):
    [row] = checked(tables.places(provenance, FOUGHT, square.reports_on(FOUGHT)), "places")
    assert {
        "date": FOUGHT, "place_id": "ne", "name": "Northeast", "governorate": "Square",
        "lon": 37.5, "lat": 36.5, "from_party": "B", "from_status": "controlled",
        "to_party": None, "to_status": "contested", "confidence": "medium", "default_rule": False,
        "source": "a paper", "note": "",
    } == row  # fmt: skip


def test_events_have_ids_place_text_and_source(square, provenance):
    [row] = checked(tables.events(provenance, FOUGHT, FOUGHT), "events")
    assert {
        "date": FOUGHT, "event_id": "e1", "place_id": "ne", "place": "Northeast", "lon": 37.5,
        "lat": 36.5, "category": "battle", "text": "Fighting in the town.", "confidence": "medium",
        "source": "a paper",
    } == row  # fmt: skip
    assert [] == tables.events(provenance, FIRST, FIRST).records
    assert [] == tables.casualties(provenance).records


def test_casualties_are_the_events_that_tell_of_them(syria):
    rows = tables.casualties(Provenance(syria)).records
    assert rows
    assert {"casualties"} == {row["category"] for row in rows}


def test_no_days_are_tables_without_rows(provenance):
    for make in (tables.areas, tables.contested_or_claimed, tables.fronts, tables.control_changes):
        table = make(provenance, ())
        assert ((), "", ()) == (table.rows, table.about["dates"], table.days)
        assert table.to_csv().decode("utf-8-sig").endswith(",".join(table.columns) + "\r\n")


# --- changes -------------------------------------------------------------------------------------


def change_of(record, first, last):
    return compare(record.snapshot(first), record.snapshot(last))


def test_a_change_of_parties_says_what_each_gained_and_lost(square, provenance):
    change = change_of(square, FOUGHT, TAKEN)
    table = tables.change_parties(provenance, (FOUGHT, TAKEN), change)
    rows = {(row["party"], row["status"]): row for row in checked(table, "change_parties")}

    assert {("A", "controlled"), ("B", "controlled"), (None, "contested")} == rows.keys()
    won, gone = rows["A", "controlled"], rows[None, "contested"]
    assert KM2["ne"] == pytest.approx(won["gained_km2"], rel=1e-7)
    assert KM2["ne"] == pytest.approx(gone["lost_km2"], rel=1e-7)
    assert (0.0, 0.0) == (won["lost_km2"], gone["after_km2"])
    assert won["gained_km2"] == pytest.approx(won["delta_km2"], abs=1e-6)
    assert won["delta_km2"] / 2 == pytest.approx(won["delta_km2_per_day"], abs=1e-6)
    assert "claimed ground counted" in table.about["method"]
    assert "2024-01-03 – 2024-01-05" == table.about["dates"]


def test_flows_go_from_holder_to_holder(square, provenance):
    change = change_of(square, FOUGHT, TAKEN)
    [row] = checked(
        tables.change_flows(provenance, (FOUGHT, TAKEN), change), "change_flows"
    )  # fmt: skip
    assert (None, "contested", "A", "controlled", "assessed") == tuple(row.values())[:5]
    assert KM2["ne"] == pytest.approx(row["km2"], rel=1e-7)


def test_ground_on_one_map_only_has_neither_party_nor_status(square, provenance):
    change = compare(None, square.snapshot(FIRST))
    rows = tables.change_flows(provenance, (FIRST, FIRST), change).records
    assert {(None, None)} == {(row["from_party"], row["from_status"]) for row in rows}


def test_governorates_add_up_to_the_whole(square, provenance):
    days = (FIRST, TAKEN)
    change = change_of(square, *days)
    found = by_governorate(change, governorates(square.theatre))
    table = tables.change_governorates(provenance, days, change, found)
    rows = checked(table, "change_governorates")
    assert KM2["ne"] == pytest.approx(sum(row["gained_km2"] for row in rows), rel=1e-7)


def test_places_that_changed_hands_come_with_their_reports(square, provenance):
    changes = control_changes(square.theatre, square.snapshot(FIRST), square.snapshot(TAKEN))
    [row] = checked(tables.change_places(provenance, (FIRST, TAKEN), changes), "change_places")
    assert ("ne", "B", "A", TAKEN, "after two days") == tuple(
        row[name] for name in ("place_id", "from_party", "to_party", "date", "note")
    )


def test_places_by_area_have_no_report(square, provenance):
    changes = control_changes(
        square.theatre, square.snapshot(FIRST), square.snapshot(TAKEN), (date(2024, 1, 6),) * 2
    )
    [row] = tables.change_places(provenance, (FIRST, TAKEN), changes).records
    assert ("ne", "B", "A", None, None, None) == tuple(
        row[name] for name in ("place_id", "from_party", "to_party", "date", "confidence", "source")
    )


def test_fronts_are_new_abandoned_or_standing(square, provenance):
    days = (FIRST, TAKEN)
    fronts = front_changes(*map(square.snapshot, days))
    [row] = checked(tables.change_fronts(provenance, days, fronts), "change_fronts")
    assert ("A", "B") == (row["party_a"], row["party_b"])
    assert {
        "before_km": LOWER + UPPER, "after_km": LOWER + ACROSS, "new_km": ACROSS,
        "abandoned_km": UPPER, "standing_km": LOWER,
    } == pytest.approx({k: row[k] for k in row if k.endswith("km")}, rel=1e-9)  # fmt: skip


def test_advances_say_how_far_and_where_to(square, provenance):
    days = (FIRST, TAKEN)
    found = advances(change_of(square, *days), square.theatre.places)
    [row] = checked(tables.change_advances(provenance, days, found), "change_advances")
    metres, _ = inverse(row["start_lon"], row["start_lat"], row["end_lon"], row["end_lat"])
    assert ("A", "ne", "Northeast") == (row["party"], row["place_id"], row["name"])
    assert metres / 1e3 == pytest.approx(row["km"], rel=1e-9)
    assert row["km"] / 4 == pytest.approx(row["km_per_day"], rel=1e-9)


# --- distances -----------------------------------------------------------------------------------


def test_distances_name_both_ends(square, provenance):
    places = [find(square.theatre.places, name) for name in ("sw", "ne")]
    lines = [*path(places).legs, between(places[0], point(37.0, 36.0))]
    there, away = checked(tables.distances(provenance, lines), "distances")
    metres, bearing = inverse(36.5, 35.5, 37.5, 36.5)
    assert ("sw", "Southwest", "ne", "Northeast") == (
        there["from_place_id"], there["from_name"], there["to_place_id"], there["to_name"],
    )  # fmt: skip
    assert (metres / 1e3, bearing) == pytest.approx((there["km"], there["initial_bearing_deg"]))
    assert ("", 37.0, 36.0) == (away["to_place_id"], away["to_lon"], away["to_lat"])


def test_the_distance_to_the_front_has_a_row_a_day_and_place(square, provenance):
    places = [find(square.theatre.places, name) for name in ("sw", "ne")]
    table = tables.distance_to_front(provenance, distances_to_front(square, places))
    rows = checked(table, "distance_to_front")

    assert [(day, name) for day in (FIRST, FOUGHT, TAKEN) for name in ("sw", "ne")] == [
        (row["date"], row["place_id"]) for row in rows
    ]
    holders = {row["date"]: (row["party"], row["status"]) for row in rows[1::2]}
    assert {
        FIRST: ("B", "controlled"), FOUGHT: (None, "contested"), TAKEN: ("A", "controlled"),
    } == holders  # fmt: skip
    assert ("A", "B") == (rows[0]["facing_party_a"], rows[0]["facing_party_b"])


def test_the_distance_to_a_partys_ground_faces_that_party(square, provenance):
    places = [find(square.theatre.places, "se")]
    table = tables.distance_to_front(provenance, distances_to_front(square, places, "A"), "A")
    rows = checked(table, "distance_to_front")
    assert "Distance to ground of A" == table.title
    assert {("A", None)} == {(row["facing_party_a"], row["facing_party_b"]) for row in rows}
    assert (FIRST, FOUGHT, TAKEN) == table.days
