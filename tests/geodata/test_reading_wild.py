"""Files as others publish them: shape, days, features, names, parties."""

from datetime import date

import pytest

from geodata.reading import read, suggested
from geodata.theatre import load
from tests.geodata.reading_files import WILD, codes

D27, D29, D30 = date(2024, 11, 27), date(2024, 11, 29), date(2024, 11, 30)
D1, D8 = date(2024, 12, 1), date(2024, 12, 8)

# File, shape, features by day, lines of the first day's features, property that is the party.
FILES = [
    ("deepstate_history.json", "deepstate_raw", {D30: 3}, [6, 47, 99], "recognised.class"),
    ("deepstatemap_data_20241130.geojson", "cyterat", {D30: 1}, [10], None),
    ("deepstatemap_data_20241201.geojson.gz", "cyterat", {D1: 1}, [1], None),
    ("VIEW_NorthernAssessedCoT.geojson", "isw_arcgis", {D30: 2}, [4, 39], "recognised.class"),
    ("ClaimedCounterOffensives.geojson", "isw_arcgis", {D29: 1}, [4], "recognised.class"),
    ("nikkei_20241130.geojson", "nikkei", {D30: 2}, [10, 45], "recognised.class"),
    ("nzz_wrapper.json", "nzz", {D27: 2, D1: 1}, [5, 42], "type"),
    ("liveuamap_ajax.json", "liveuamap", {None: 3}, [None] * 3, "name"),
    ("20241130.json", "owlmaps_day", {D30: 3}, [None] * 3, "layer"),
    ("owlmaps_timeline.json", "owlmaps_line", {D27: 1, D30: 1}, [None], None),
    ("control_map.kmz", "kml_folders", {D27: 2}, [7, 11], "folder"),
    ("folders.kml", "kml_folders", {D27: 2}, [7, 11], "folder"),
    ("uawardata_units.geojson", "uawardata", {D30: 2}, [4, 25], "country"),
    ("carter_center.csv", "carter_csv", {D29: 6}, [4, 2, 3, 3, 2, 2], "party"),
    ("detailed_map_module.lua", "wikipedia_lua", {None: 3}, [4, 5, 6], "recognised.colour"),
    ("timemap_events.json", "timemap", {D30: 1, D1: 1}, [2], None),
    ("leaflet_timeline.geojson", "leaflet_timeline", {D27: 2, D30: 2}, [4, 76], "faction"),
    ("timedimension.geojson", "leaflet_timedimension", {D27: 1, D30: 1}, [4], "faction"),
    ("json_fg.json", "json_fg", {D27: 1, D30: 2}, [43], "actor"),
    ("json_fg_place.json", "json_fg", {D30: 1}, [8], "actor"),
    ("togeojson.geojson", "togeojson", {D27: 1, D30: 1}, [4], None),
    ("open_historical_map.geojson", "ohm", {date(1916, 11, 1): 1, date(1920, 1, 1): 1}, [4],
     "name"),
    ("ucdp_ged.csv", "ucdp_ged", {D29: 1, D30: 1}, [2], "side_a"),
    ("acled.csv", "acled", {D29: 1, D30: 1}, [2], "actor1"),
    ("simplestyle.geojson", "simplestyle_only", {None: 2}, [4, 40], None),
    ("lines_of_control_2024-11-30.geojson", "lines_of_control", {D30: 2}, [4, 40], "party"),
    ("dated_files.zip", "lines_of_control", {D27: 2, D30: 2, D8: 2}, [4, 40], "party"),
    ("sequence.geojsonl", "lines_of_control", {D30: 3}, [1, 2, 3], "party"),
    ("sequence.geojsons", "lines_of_control", {D30: 2}, [1, 36], "party"),
    ("towns.topojson", "lines_of_control", {D30: 2}, [None, None], "party"),
    ("place_reports.csv", "place_reports", {D30: 4}, [2, 4, 3, 5], "party"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "schema", "days", "lines", "party"), FILES)
def test_a_file_from_the_wild_is_recognised(name, schema, days, lines, party):
    reading = read((WILD / name).read_bytes(), name)

    assert {draft.schema for draft in reading.drafts} == {schema}
    assert {draft.effective_date: len(draft.features) for draft in reading.drafts} == days
    assert [feature.line for feature in reading.drafts[0].features] == lines
    assert suggested(reading.drafts).party == party
    assert [p.code for p in reading.problems if p.severity == "error"] == []


def test_every_wild_file_is_in_the_table():
    assert {path.name for path in WILD.iterdir()} == {row[0] for row in FILES}


def draft(name):
    return read((WILD / name).read_bytes(), name).drafts[0]


def test_latitude_first_points_come_out_with_longitude_first():
    objects, flat, _ = draft("liveuamap_ajax.json").features
    assert [[36.5, 36.0], [36.9, 36.0], [36.9, 36.3], [36.5, 36.0]] == objects.geometry[
        "coordinates"
    ][0]
    assert flat.geometry["coordinates"][0][0] == [36.5, 35.0]


def test_one_file_may_have_both_orders_of_axes():
    area, line, unit = draft("20241130.json").features
    assert area.geometry["coordinates"][0][0] == [36.5, 36.0]
    assert line.geometry["coordinates"] == [[36.5, 36.0], [36.9, 36.3]]
    assert unit.geometry["coordinates"] == [36.6, 36.2]
    assert unit.properties["side"] == "north"


def test_names_of_three_parts_give_class_status_and_a_name_without_hard_blanks():
    features = draft("deepstate_history.json").features
    assert [feature.name for feature in features] == ["East valley", "Plateau", "Ravine"]
    assert [feature.properties["recognised"]["class"] for feature in features] == [
        "occupied",
        "liberated",
        "unknown",
    ]
    assert features[0].properties["name"].startswith("Східна\u00a0долина")  # nothing is thrown away


def test_class_and_basis_come_from_the_name_of_the_layer():
    claimed = draft("ClaimedCounterOffensives.geojson").features[0].properties["recognised"]
    assert claimed == {"class": "ClaimedCounterOffensives", "basis": "claimed"}
    layers = [
        feature.properties["recognised"] for feature in draft("nikkei_20241130.geojson").features
    ]
    assert layers[0] == {"class": "NorthernAssessedCoT", "basis": "assessed"}
    assert layers[1]["basis"] == "claimed"


def test_kml_keeps_folder_colour_data_and_holes():
    ridge, plain = draft("control_map.kmz").features
    assert (ridge.properties["folder"], ridge.properties["fill"]) == ("North", "#cc0000")
    assert (plain.properties["folder"], plain.properties["fill"]) == ("South", "#0000cc")
    assert plain.properties["source"] == "a paper"
    assert len(plain.geometry["coordinates"]) == 2


def test_place_in_another_reference_system_declares_it():
    placed = draft("json_fg_place.json")
    assert placed.crs == "EPSG:32637"
    assert placed.features[0].geometry["coordinates"][0][0] == [300000, 4000000]


def test_two_colours_that_blink_are_contested():
    derived = [
        feature.properties["recognised"] for feature in draft("detailed_map_module.lua").features
    ]
    assert derived[0] == {"colour": "red", "status": "controlled"}
    assert derived[2] == {"colour": "red/lime", "status": "contested"}


def test_a_list_of_former_holders_becomes_reports_with_days():
    rows = [
        (feature.name, feature.properties["party"], feature.properties["effective_date"])
        for feature in draft("carter_center.csv").features
    ]
    assert ("Saraq Town", "Government", "2024-11-20") in rows
    assert ("Saraq Town", "Northern Group", "2024-11-29") in rows
    assert ("Afis", "Northern Group", None) in rows


def test_arcs_are_put_together_both_ways():
    west, east = draft("towns.topojson").features
    ring = west.geometry["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(east.geometry["coordinates"][0]) == 5
    assert min(x for x, _ in ring) == pytest.approx(36.5)


def test_the_own_theatre_reads_as_one_draft_a_day():
    theatre = load()
    reading = read(theatre.control.read_bytes(), "control.topojson")
    assert len(reading.drafts) == 17
    assert reading.drafts[0].effective_date == date(2024, 11, 26)
    assert {draft.schema for draft in reading.drafts} == {"lines_of_control"}


def test_data_that_is_no_control_is_said_so():
    for name, code in (
        ("nzz_wrapper.json", "changes-not-control"),
        ("acled.csv", "events-not-control"),
        ("simplestyle.geojson", "colour-only"),
        ("deepstatemap_data_20241130.geojson", "date-of-copy"),
    ):
        assert code in codes(read((WILD / name).read_bytes(), name))
