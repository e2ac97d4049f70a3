"""Formats, sequences, archives, encodings: the same areas, however they come."""

import gzip
import json
from datetime import date

import pytest

from geodata.reading import Limits, read, read_folder
from geodata.validation import check
from tests.geodata.reading_files import (
    binary_file,
    codes,
    collection,
    feature,
    square,
    zipped,
    zipped_names,
)

DAY = date(2024, 11, 30)


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "parquet", "shp"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32637"])
def test_binary_formats_give_the_same_areas(kind, crs, tmp_path):
    name = "control_2024-11-30." + ("zip" if kind == "shp" else kind)
    reading = read(binary_file(kind, tmp_path, crs), name)

    (draft,) = reading.drafts
    assert draft.effective_date == DAY
    assert draft.crs == (None if crs == "EPSG:4326" else "EPSG:32637")
    assert draft.schema == "lines_of_control"
    parties = {feature.properties["party"]: feature for feature in draft.features}
    assert parties.keys() == {"HTS", "SAA"}
    assert parties["HTS"].properties["note"] == "إدلب"
    assert parties["SAA"].properties["note"] is None
    if crs == "EPSG:4326":
        assert parties["HTS"].geometry.bounds == pytest.approx((36.5, 36.0, 36.7, 36.2))


def test_the_content_counts_not_the_name(tmp_path):
    reading = read(binary_file("gpkg", tmp_path), "map.geojson")
    assert len(reading.drafts[0].features) == 2
    assert codes(reading) >= {"name-and-content-differ"}


def test_a_layer_that_counts_forever_is_refused(tmp_path):
    import sqlite3

    path = tmp_path / "a.gpkg"
    path.write_bytes(binary_file("gpkg", tmp_path))
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)"
            " SELECT i FROM n"
        )
        database.execute("UPDATE gpkg_contents SET table_name = 'endless'")
    database.close()
    reading = read(path.read_bytes(), "a.gpkg")
    assert (reading.drafts, codes(reading)) == ((), {"geopackage-computes"})


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", set()),
        ("utf-8-sig", {"byte-order-mark"}),
        ("utf-16", {"encoding"}),
        ("utf-16-le", {"encoding"}),
        ("utf-16-be", {"encoding"}),
        ("utf-32", {"encoding"}),
        ("cp1256", {"encoding"}),
    ],
)
def test_arabic_names_survive_every_encoding(encoding, expected):
    text = collection(feature({"party": "HTS", "status": "controlled", "name": "إدلب وسراقب"}))
    reading = read(text.decode().encode(encoding), "a.geojson")
    assert reading.drafts[0].features[0].name == "إدلب وسراقب"
    assert codes(reading) - {"shape-recognised"} == expected


def test_cyrillic_and_western_names_are_told_apart():
    for name, encoding in (("Харків і Суми", "cp1251"), ("Deir ez-Zôr é", "cp1252")):
        text = collection(feature({"name": name})).decode().encode(encoding)
        assert read(text, "a.geojson").drafts[0].features[0].name == name


def test_a_feature_knows_its_line():
    text = b'{"type": "FeatureCollection",\n "note": "{\\"features\\": [{",\n "features": [\n'
    text += json.dumps(feature()).encode() + b",\n\n" + json.dumps(feature(), indent=1).encode()
    text += b"]}"
    assert [feature.line for feature in read(text, "a.geojson").drafts[0].features] == [4, 6]


def test_single_features_and_bare_geometries_are_read():
    assert len(read(json.dumps(feature()).encode(), "a.json").drafts[0].features) == 1
    bare = read(json.dumps(feature()["geometry"]).encode(), "a.json")
    assert len(bare.drafts[0].features) == 1
    assert "bare-geometry" in codes(bare)


def test_raw_geometry_is_left_as_it_is_found():
    open_ring = [*square()[:-1], [36.5, 36.1, 7, 8]]
    (drawn,) = read(collection(feature(ring=open_ring)), "a.geojson").drafts[0].features
    assert drawn.geometry["coordinates"][0][-1] == [36.5, 36.1, 7, 8]


def test_the_legacy_crs_member_is_heeded_and_told():
    for name, crs in (
        ("urn:ogc:def:crs:OGC:1.3:CRS84", None),
        ("urn:ogc:def:crs:EPSG::4326", None),
        ("EPSG:3857", "EPSG:3857"),
        ("urn:ogc:def:crs:EPSG::32637", "EPSG:32637"),
    ):
        member = {"type": "name", "properties": {"name": name}}
        reading = read(collection(crs=member), "a.geojson")
        assert reading.drafts[0].crs == crs
        assert "crs-member" in codes(reading)


def test_members_of_an_archive_are_dated_by_their_own_names():
    names = ["a/2024-11-27.geojson", "a/30.11.2024.geojson", "a/1733616000.geojson"]
    reading = read(zipped_names(dict.fromkeys(names, collection())), "series.zip")
    assert [draft.effective_date for draft in reading.drafts] == [
        date(2024, 11, 27),
        DAY,
        date(2024, 12, 8),
    ]
    assert reading.drafts[0].file == "series.zip/a/2024-11-27.geojson"


def test_a_map_alone_in_its_archive_is_dated_by_the_archive():
    reading = read(zipped(map__geojson=collection()), "control_20241130.zip")
    assert [draft.effective_date for draft in reading.drafts] == [DAY]


def test_a_broken_member_does_not_stop_the_others():
    reading = read(zipped(a__geojson=b'{"type":', b__geojson=collection()), "x.zip")
    assert len(reading.drafts) == 1
    assert [(p.code, p.where.file) for p in reading.problems if p.severity == "error"] == [
        ("json-cut-off", "x.zip/a.geojson")
    ]


def test_gzip_is_unpacked():
    reading = read(gzip.compress(collection()), "control_20241130.geojson.gz")
    assert [draft.effective_date for draft in reading.drafts] == [DAY]


def test_a_folder_is_read_file_by_file(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "2024-11-27.geojson").write_bytes(collection())
    (tmp_path / "deep" / "2024-11-30.geojson").write_bytes(collection())
    (tmp_path / "README.md").write_text("not a map")
    reading = read_folder(tmp_path)
    assert [draft.effective_date for draft in reading.drafts] == [date(2024, 11, 27), DAY]
    assert codes(read_folder(tmp_path / "nothing")) == {"nothing-to-read"}


def test_a_sequence_survives_a_broken_record():
    records = [json.dumps(feature()).encode()] * 3
    records[1] = records[1][:-20]
    reading = read(b"\n".join(records), "a.geojsonl")
    assert [feature.line for feature in reading.drafts[0].features] == [1, 3]
    assert [(p.code, p.where.line) for p in reading.problems if p.severity == "error"] == [
        ("record-broken", 2)
    ]


def test_a_number_beyond_a_float_in_well_known_text_is_told_by_the_check(syria):
    text = 'name,party,wkt\nA,HTS,"POLYGON ((36 36, 31e9997 36, 37 37, 36 37, 36 36))"\n'
    [draft] = read(text.encode(), "areas.csv").drafts
    problems = check(draft, syria, date(2024, 11, 30)).problems
    assert "position-unreadable" in {problem.code for problem in problems}


def test_well_known_text_in_a_table_is_read():
    text = 'name,party,wkt\nA,HTS,"POLYGON ((36 36, 37 36, 37 37, 36 36))"\n'
    (feature,) = read(text.encode(), "a.csv").drafts[0].features
    assert (feature.geometry.area, feature.line, feature.properties["party"]) == (0.5, 2, "HTS")


def test_the_limit_of_an_upload_is_a_setting():
    assert Limits.from_environment({"LINES_OF_CONTROL_MAX_UPLOAD_MB": "3"}).upload_mb == 3
    for nonsense in ("", "many", "-1", "0", "٣", "9" * 50):
        environment = {"LINES_OF_CONTROL_MAX_UPLOAD_MB": nonsense}
        assert Limits.from_environment(environment).upload_mb == 200
