"""The frame and the base map of Syria 2024: whole, exact where they meet, true to what is known.

The base map is read with GDAL's TopoJSON reader, which shares no code with the writer.
"""

import csv
import json
from itertools import pairwise
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point, shape

from layers.style import style

THEATRE = Path(__file__).resolve().parents[2] / "geodata" / "theatres" / "syria_2024"
BASE_MAP = THEATRE / "base_map.topojson"
GEOD = Geod(ellps="WGS84")

NAMED = {
    "neighbours", "country", "lakes", "rivers", "governorates", "roads", "zones",
    "ceasefire_lines", "labels", "seas",
}  # fmt: skip
# What is measured, named or written, besides what the style of the map paints.
UNPAINTED = {"governorates", "labels", "seas"}
CAPITALS = {
    "Aleppo": "aleppo", "Idlib": "idlib", "Latakia": "latakia", "Tartus": "tartus",
    "Hama": "hama", "Homs": "homs", "Damascus": "damascus", "Rif Dimashq": "douma",
    "Quneitra": "quneitra", "Daraa": "daraa", "As-Suwayda": "as-suwayda", "Raqqa": "raqqa",
    "Deir ez-Zor": "deir-ez-zor", "Al-Hasakah": "al-hasakah",
}  # fmt: skip
# Places that the drawn lines (1:10 million) put elsewhere, and by how many km at most.
ACROSS_A_GOVERNORATE_LINE = {
    "sabaa-biyar": 20.0,
    "kindah": 3.5,
    "jubb-al-ahmar": 3.5,
    "marand": 2.5,
    "mount-hermon-summit-syrian-side": 2.5,
    "abu-al-duhur-airbase": 2.5,
    "mezzeh-airbase": 1.0,
    "shahranaz": 1.0,
}
OFF_THE_OUTLINE = {
    "arwad": 4.0,
    "rukban-camp": 2.5,
    "yamadiyah": 1.5,
    "kassab": 1.0,
    "kobani-ayn-al-arab": 1.0,
    "tell-abyad": 1.0,
}
M5 = ["aleppo", "saraqib", "maarat-al-numan", "khan-shaykhun", "hama", "homs", "al-nabk",
      "damascus", "daraa", "nassib-border-crossing"]  # fmt: skip
M4 = ["latakia", "jisr-al-shughur", "ariha", "saraqib", "aleppo", "al-bab", "manbij",
      "ain-issa", "qamishli"]  # fmt: skip
# The bank of the Euphrates on which a town is known to lie.
BANKS = {
    "jarabulus": "right", "deir-ez-zor": "right", "mayadin": "right", "abu-kamal": "right",
    "tabqa-al-thawrah": "right", "maadan": "right", "al-quriyah": "right", "manbij": "right",
    "raqqa": "left", "hajin": "left", "al-busayrah": "left", "al-baghuz-fawqani": "left",
    "khasham": "left", "sarrin": "left", "ain-issa": "left", "al-shafah": "left",
}  # fmt: skip


def area_km2(geometry):
    return abs(GEOD.geometry_area_perimeter(shapely.segmentize(geometry, 0.02))[0]) / 1e6


def km_between(point, geometry):
    """Geodesic km to the nearest point of a geometry; the search is in degrees, good to 20 %."""
    near = shapely.shortest_line(point, geometry)
    return GEOD.geometry_length(near) / 1e3


@pytest.fixture(scope="module")
def places():
    with (THEATRE / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["place_id"]: row for row in csv.DictReader(file)}
    for row in rows.values():
        row["at"] = Point(float(row["lon"]), float(row["lat"]))
    return rows


@pytest.fixture(scope="module")
def frame():
    features = json.loads((THEATRE / "frame.geojson").read_text(encoding="utf-8"))["features"]
    return {
        f["properties"]["name"]: (f["properties"]["kind"], shape(f["geometry"])) for f in features
    }


@pytest.fixture(scope="module")
def outline(frame):
    return frame["syria"][1]


@pytest.fixture(scope="module")
def layers():
    document = json.loads(BASE_MAP.read_text(encoding="utf-8"))
    found = {}
    for layer, content in document["objects"].items():
        read = geopandas.read_file(BASE_MAP, layer=layer).geometry
        properties = [geometry["properties"] for geometry in content["geometries"]]
        snapped = [on_grid(geometry) for geometry in read]
        found[layer] = list(zip(snapped, properties, strict=True))
    return found


def on_grid(geometry):
    return shapely.transform(geometry, lambda points: np.round(points, 5))


def points_of(geometry):
    return set(map(tuple, np.round(shapely.get_coordinates(geometry), 5).tolist()))


def by_name(features):
    return {properties["name"]["en"]: geometry for geometry, properties in features}


def test_the_frame_has_one_outline_and_its_barriers_and_zones(frame):
    kinds = {name: kind for name, (kind, _) in frame.items()}
    assert kinds == {
        "syria": "outline", "euphrates": "barrier", "tanf": "barrier", "line_1974": "barrier",
        "line_1974_b": "line", "golan": "zone", "un_zone": "zone", "tanf_zone": "zone",
    }  # fmt: skip
    assert all(geometry.is_valid and geometry.is_simple for _, geometry in frame.values())
    assert all(geometry.equals_exact(on_grid(geometry), 1e-9) for _, geometry in frame.values())


def test_the_outline_is_as_large_as_published(outline):
    # The UN's figure with the Golan is 185,180 km²; the drawn border is 1:10 million.
    assert outline.geom_type == "Polygon"
    assert 0.99 * 185_180 < area_km2(outline) < 1.01 * 187_000


def test_the_golan_and_the_un_zone_lie_in_the_outline(frame, outline):
    golan, un_zone = frame["golan"][1], frame["un_zone"][1]
    assert shapely.difference(golan, outline).area < 1e-8
    assert shapely.difference(un_zone, outline).area < 1e-8
    assert area_km2(golan) == pytest.approx(1_200, rel=0.05)
    # Published figures for the area of separation run from 235 to 400 km².
    assert 235 < area_km2(un_zone) < 400
    assert shapely.intersection(golan, un_zone).area < 1e-9
    assert points_of(frame["line_1974"][1]) <= points_of(golan) & points_of(un_zone)


@pytest.mark.parametrize("name", ["euphrates", "tanf", "line_1974", "line_1974_b"])
def test_a_line_meets_the_outline_in_two_points_that_both_have(frame, outline, name):
    line = frame[name][1]
    assert len(points_of(line) & points_of(outline.exterior)) == 2
    faces = shapely.polygonize([shapely.union_all([outline.exterior, line], grid_size=1e-5)])
    inside = [f for f in shapely.get_parts(faces) if outline.contains(f.representative_point())]
    assert len(inside) == 2
    assert sum(face.area for face in inside) == pytest.approx(outline.area, rel=1e-9)


def test_the_circle_round_al_tanf_has_a_radius_of_55_km(frame):
    lon, lat = np.array(frame["tanf"][1].coords).T
    metres = GEOD.inv(np.full_like(lon, 38.6181), np.full_like(lat, 33.5066), lon, lat)[2]
    assert frame["tanf"][1].is_closed
    assert metres == pytest.approx(55_000, abs=100)


@pytest.mark.parametrize(("place", "bank"), BANKS.items())
def test_the_euphrates_passes_a_town_on_the_right_side(frame, outline, places, place, bank):
    river = frame["euphrates"][1]
    faces = shapely.polygonize([shapely.union_all([outline.exterior, river], grid_size=1e-5)])
    north_east = next(f for f in shapely.get_parts(faces) if f.contains(Point(40.5, 36.5)))
    assert north_east.contains(places[place]["at"]) == (bank == "left")


def test_the_euphrates_runs_on_without_leaps_or_kinks(frame):
    points = shapely.get_coordinates(frame["euphrates"][1]) * [0.82, 1.0]
    steps = np.diff(points, axis=0)
    assert np.hypot(*steps.T).max() < 0.05
    turn = np.degrees(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))))
    assert np.abs(turn).max() < 75


def test_the_base_map_is_small_and_has_every_layer(layers):
    assert BASE_MAP.stat().st_size <= 300_000
    painted = {
        paint.object
        for order in style().ground.values()
        for layer in order
        for paint in layer.paint
    }
    # Ground far from reports is worked out, not kept.
    assert set(layers) == painted - {"far"} | UNPAINTED
    assert NAMED <= set(layers)
    assert all(geometry.is_valid for features in layers.values() for geometry, _ in features)


def test_every_name_is_given_in_english_and_arabic(layers):
    assert all(layers[layer] for layer in NAMED)
    names = [(layer, properties["name"]) for layer in NAMED for _, properties in layers[layer]]
    for layer, name in names:
        english, arabic = name["en"], name["ar"]
        assert english.strip() == english != "", (layer, name)
        if layer == "roads":
            assert arabic == english  # M4 and M5 are called so in both languages
        else:
            assert any("\u0600" <= letter <= "\u06ff" for letter in arabic), (layer, name)


def test_the_country_is_the_outline_of_the_frame(layers, outline):
    [(country, properties)] = layers["country"]
    assert country.equals(outline)
    assert points_of(country) == points_of(outline)
    assert properties["name"].items() >= {"en": "Syria", "ar": "سوريا"}.items()


def test_neighbours_meet_the_country_without_gap_or_overlap(layers, outline):
    neighbours = [geometry for geometry, _ in layers["neighbours"]]
    assert shapely.coverage_is_valid([*neighbours, outline])
    land = shapely.union_all([*neighbours, outline])
    holes = [shapely.Polygon(r) for p in shapely.get_parts(land) for r in p.interiors]
    assert sum(hole.area for hole in holes) < 1e-8  # a square of 10 m
    shared = shapely.intersection(outline.exterior, shapely.union_all(neighbours).boundary)
    sea = [line for line, _ in layers["coast"] if line.distance(Point(35.78, 35.3)) < 0.5]
    whole = shapely.union_all([shared, *sea])
    assert shapely.difference(outline.exterior, shapely.buffer(whole, 2e-5)).length < 1e-6


def test_neighbours_fill_a_wide_window_round_the_country(layers):
    names = set(by_name(layers["neighbours"]))
    assert {"Türkiye", "Iraq", "Jordan", "Lebanon", "Israel", "Palestine", "Cyprus"} <= names
    west, south, east, north = shapely.total_bounds([g for g, _ in layers["neighbours"]])
    assert (west, south, east, north) == pytest.approx((29.0, 29.5, 49.0, 40.0), abs=1e-4)


def test_governorates_fill_the_country_and_stay_inside(layers, outline):
    areas = [geometry for geometry, _ in layers["governorates"]]
    assert len(areas) == 14
    assert shapely.coverage_is_valid(areas)
    assert shapely.symmetric_difference(shapely.union_all(areas), outline).area < 1e-6
    nearly_outside = shapely.buffer(outline, 2e-5)
    assert all(nearly_outside.covers(line) for line, _ in layers["governorate_lines"])


@pytest.mark.parametrize(("name", "published_km2"), [("Idlib", 5_933), ("Aleppo", 18_482)])
def test_a_governorate_is_as_large_as_published(layers, name, published_km2):
    assert area_km2(by_name(layers["governorates"])[name]) == pytest.approx(published_km2, rel=0.06)


@pytest.mark.parametrize(("governorate", "capital"), CAPITALS.items())
def test_a_capital_lies_in_its_governorate(layers, places, governorate, capital):
    assert places[capital]["governorate"] == governorate
    assert by_name(layers["governorates"])[governorate].contains(places[capital]["at"])


def test_every_place_lies_in_its_governorate_but_for_the_stated_few(layers, places):
    areas = by_name(layers["governorates"])
    elsewhere = {
        place: km_between(row["at"], areas[row["governorate"]])
        for place, row in places.items()
        if not areas[row["governorate"]].covers(row["at"])
    }
    stated = ACROSS_A_GOVERNORATE_LINE | OFF_THE_OUTLINE
    assert {p: km for p, km in elsewhere.items() if km > stated.get(p, 0)} == {}
    assert set(stated) <= set(elsewhere)


def test_places_off_the_outline_are_the_stated_few(outline, places):
    off = {place for place, row in places.items() if not outline.contains(row["at"])}
    assert off == set(OFF_THE_OUTLINE)


@pytest.mark.parametrize(("name", "towns"), [("M4", M4), ("M5", M5)])
def test_a_motorway_is_schematic_and_passes_its_towns(layers, places, name, towns):
    road = by_name(layers["roads"])[name]
    drawn = shapely.union_all([geometry for geometry, _ in layers["roads"]])
    for town in towns:
        # The M4 shares the road of the M5 from Saraqib to Aleppo.
        assert km_between(places[town]["at"], road) < 3.0
    assert drawn.geom_type == "MultiLineString"
    assert all(properties["schematic"] is True for _, properties in layers["roads"])


def test_rivers_keep_out_of_the_lakes_that_they_fill(layers):
    water = shapely.union_all([lake for lake, _ in layers["lakes"]])
    rivers = by_name(layers["rivers"])
    assert {"Euphrates", "Tigris", "Khabur", "Orontes", "Litani", "Jordan"} <= set(rivers)
    assert {"Lake Assad", "Lake Tharthar"} <= set(by_name(layers["lakes"]))
    assert shapely.intersection(shapely.union_all(list(rivers.values())), water).length < 1e-3


def test_the_drawn_euphrates_is_the_barrier_where_no_lake_lies(layers, frame, outline):
    barrier = shapely.intersection(frame["euphrates"][1], outline)
    drawn = by_name(layers["rivers"])["Euphrates"]
    dry = shapely.difference(barrier, shapely.union_all([lake for lake, _ in layers["lakes"]]))
    assert shapely.hausdorff_distance(dry, shapely.intersection(drawn, outline)) < 0.01


def test_labels_lie_in_what_they_name(layers):
    areas = {p["kind"]: g for name in ("governorates",) for g, p in layers[name]}
    countries = by_name(layers["neighbours"]) | by_name(layers["country"])
    governorates = by_name(layers["governorates"])
    for point, properties in layers["labels"]:
        named = countries if properties["kind"] == "country" else governorates
        assert named[properties["name"]["en"]].contains(point)
    land = shapely.union_all(list(countries.values()))
    assert not any(land.contains(point) for point, _ in layers["seas"])
    assert len(areas) == 14


def test_shared_lines_are_stored_once():
    document = json.loads(BASE_MAP.read_text(encoding="utf-8"))
    arcs = [tuple(map(tuple, np.cumsum(arc, axis=0).tolist())) for arc in document["arcs"]]
    assert len({min(arc, arc[::-1]) for arc in arcs}) == len(arcs)
    segments = [frozenset(pair) for arc in arcs for pair in pairwise(arc)]
    assert len(segments) == len(set(segments))


def test_no_drawn_line_is_a_point(layers):
    lines = [g for features in layers.values() for g, _ in features if "Line" in g.geom_type]
    parts = [part for line in lines for part in shapely.get_parts(line)]
    assert all(isinstance(part, LineString) and part.length > 0 for part in parts)
