"""`python -m geodata theatre new`: a theatre of one party is a theatre like any other."""

import json
import shutil
from datetime import date

import pytest
import shapely

from geodata import theatre as theatres
from geodata import user_data
from geodata.__main__ import main
from geodata.errors import UnknownName
from geodata.ingest import check_file, create_theatre
from geodata.ingest.theatre_create import ROLES
from geodata.store import open_record
from geodata.tessellation import read_frames
from geodata.theatre import load, names
from geodata.validation import export
from geodata.validation.ground import Ground
from layers.base_map import _far
from layers.link_table import parameter
from layers.palette import ROLES as PALETTE
from layers.web.payload import payload
from tests.contract import check_payload
from tests.geodata.ingests import areas

ARGUMENTS = [
    "theatre", "new", "libya_2019", "--party", "GNA=Government of National Accord",
    "--extent", "9", "19", "26", "34", "--first-day", "2019-04-04",
]  # fmt: skip
EXTENT = (9.0, 19.0, 26.0, 34.0)
DAY = date(2019, 4, 4)
TRIPOLI = shapely.box(12, 31, 14, 33)


def test_a_new_theatre_is_found_by_its_name_and_has_no_day(capsys):
    assert 0 == main([*ARGUMENTS, "--title", "Libya"])
    folder = user_data.own_theatres() / "libya_2019"
    assert f"{folder}: a theatre without a day yet; parties: GNA\n" == capsys.readouterr().out
    assert ["libya_2019", "syria_2024"] == theatres.names()
    libya = load("libya_2019")
    assert ("Libya", EXTENT) == (libya.title["en"], libya.extent_deg)
    assert ["GNA"] == [party.code for party in libya.parties]
    assert () == open_record("libya_2019").dates


def test_one_party_with_unmapped_land_around_it_goes_the_whole_way(tmp_path, capsys):
    main(ARGUMENTS)
    file = tmp_path / "2019-04-04.geojson"
    file.write_bytes(export(areas(DAY, GNA=TRIPOLI)))
    options = ["--theatre", "libya_2019"]
    capsys.readouterr()
    assert 0 == main(["check", str(file), *options])
    assert 0 == main(["publish", str(file), "--note", "First", "--by", "Anna", *options])
    capsys.readouterr()
    assert 0 == main(["figures", "--json", *options])
    [row] = json.loads(capsys.readouterr().out)["parties"]
    assert ("GNA", 1.0) == (row["party"], row["share"])
    # The replay opens too: a payload is made of a theatre without places, roads and rivers.
    document = payload(open_record("libya_2019"))
    assert ["GNA"] == list(document["parties"])
    check_payload(document)


WEST, EAST = shapely.box(20, 30, 20.3, 30.5), shapely.box(20.3, 30, 20.5, 30.5)
MAINLAND = WEST.union(EAST)
ISLAND = shapely.box(20.8, 30.3, 20.9, 30.4)
AROUND = (19.5, 29.5, 21.5, 31.0)


@pytest.fixture
def islands(tmp_path):
    """Give a theatre whose border is a mainland in two provinces, and an island."""
    border = tmp_path / "border.geojson"
    border.write_bytes(export(areas(DAY, GNA=WEST.union(ISLAND), LNA=EAST)))
    create_theatre("libya", {"GNA": "GNA", "LNA": "LNA"}, AROUND, DAY, border=border)
    return load("libya")


def test_the_land_can_have_a_border_with_islands(islands):
    lands = shapely.get_parts(Ground.of_theatre(islands).outline)
    assert [MAINLAND, ISLAND] == [
        next(known for known in (MAINLAND, ISLAND) if known.equals(land))
        for land in sorted(lands, key=lambda land: -land.area)
    ]
    assert [0.25, 0.01] == pytest.approx([f.outline.area for f in read_frames(islands.frame)])


def test_a_map_without_the_island_is_told_what_is_missing(islands):
    checked = check_file(export(areas(DAY, GNA=WEST, LNA=EAST)), "a.geojson", islands, DAY)
    assert () == checked.errors
    [gap] = [problem for problem in checked.problems if problem.code == "gap"]
    assert ISLAND.contains(shapely.Point(gap.where.lon_deg, gap.where.lat_deg))
    whole = areas(DAY, GNA=WEST.union(ISLAND), LNA=EAST)
    problems = check_file(export(whole), "a.geojson", islands, DAY).problems
    assert {"shape-recognised"} == {problem.code for problem in problems}


TOWNS = """place_id,lat,lon,date,control
west,30.2,20.1,2019-04-04,GNA
east,30.3,20.4,2019-04-04,LNA
isle,30.35,20.85,2019-04-04,GNA
"""


def test_reports_are_drawn_on_every_land(islands):
    [day] = check_file(TOWNS.encode(), "towns.csv", islands, draw_areas=True).days
    assert () == day.report.errors
    ground = dict(zip(day.report.snapshot.parties, day.report.snapshot.areas.geometry, strict=True))
    assert ground["GNA"].contains(ISLAND.centroid)
    assert not ground["LNA"].intersects(ISLAND)
    assert MAINLAND.area + ISLAND.area == pytest.approx(sum(area.area for area in ground.values()))


def test_an_island_of_which_nobody_reports_stays_unmapped(islands):
    towns = TOWNS.rsplit("isle", 1)[0]
    [day] = check_file(towns.encode(), "towns.csv", islands, draw_areas=True).days
    assert () == day.report.errors
    assert not any(area.intersects(ISLAND) for area in day.report.snapshot.areas.geometry)
    later = TOWNS.replace("isle,30.35,20.85,2019-04-04", "isle,30.35,20.85,2019-05-01")
    first, second = check_file(later.encode(), "towns.csv", islands, draw_areas=True).days
    assert () == first.report.errors
    assert [False, True] == [
        any(area.intersects(ISLAND) for area in day.report.snapshot.areas.geometry)
        for day in (first, second)
    ]


def test_a_replay_of_islands_hatches_what_is_far_from_every_report_on_each(islands):
    (islands.folder / "places.csv").write_text(
        "place_id,name_en,name_ar,lat,lon,coord_source,governorate,kind,rank,population,control,"
        "confidence,source,notes,banks\n"
        "west,West,West,30.1,20.1,on paper,,city,0,,GNA,high,on paper,,\n",
        encoding="utf-8",
    )
    far = _far(load("libya"))
    assert far.intersects(ISLAND)
    assert not far.intersects(shapely.Point(20.1, 30.1))
    assert far.contains(shapely.Point(20.45, 30.45))


def test_a_theatre_in_other_languages_has_their_columns(capsys):
    assert 0 == main([*ARGUMENTS, "--language", "fr", "pt-BR"])
    folder = user_data.own_theatres() / "libya_2019"
    places = (folder / "places.csv").read_text(encoding="utf-8").split(",")
    assert ["place_id", "name:en", "name:fr", "name:pt-BR", "lat"] == places[:5]
    events = (folder / "events.csv").read_text(encoding="utf-8").split(",")
    assert ["text:en", "text:fr", "text:pt-BR"] == [event for event in events if "text" in event]
    row = "tripoli,Tripoli,,Trípoli,32.9,13.2,on paper,,city,0,,GNA,high,on paper,,\n"
    with (folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    [tripoli] = load("libya_2019").places
    assert {"en": "Tripoli", "fr": "Tripoli", "pt-BR": "Trípoli"} == tripoli.name


def test_a_theatre_in_another_folder(tmp_path):
    folder = create_theatre("libya", {"GNA": ""}, EXTENT, DAY, root=tmp_path)
    assert tmp_path / "libya" == folder
    assert "libya" == load(folder=folder).id
    assert "libya" not in theatres.names()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new", "Libya 2019"], '"Libya 2019" cannot name a theatre; use lower-case letters'),
        (["new", "syria_2024"], 'There is a theatre "syria_2024" already'),
        (["new", "libya", "--party", "=x"], 'A party\'s code is ""; expected at least one party'),
        (
            ["new", "libya", "--extent", "26", "19", "9", "34"],
            "The extent 26 19 9 34 is no part of",
        ),
        (["new", "libya", "--time-zone", "Mars"], '"Mars" is no time zone'),
        (["new", "libya", "--language", "Arabic"], '"Arabic" is no code of a language'),
    ],
    ids=["name", "exists", "party", "extent", "time zone", "language"],
)
def test_what_cannot_be_a_theatre_is_refused(capsys, arguments, message):
    usual = ["--party", "GNA=x", "--extent", "9", "19", "26", "34"]
    assert 2 == main(["theatre", arguments[0], arguments[1], *usual, *arguments[2:]])
    assert message in capsys.readouterr().err


def test_a_border_without_an_area_is_refused(tmp_path):
    (tmp_path / "border.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(theatres.TheatreError, match="has no area"):
        create_theatre("libya", {"GNA": "x"}, EXTENT, DAY, border=tmp_path / "border.geojson")
    assert "libya" not in theatres.names()


def test_parties_take_slots_that_the_palette_has(tmp_path):
    parties = {f"P{n}": f"Party {n}" for n in range(12)}
    libya = load(folder=create_theatre("libya", parties, EXTENT, DAY, root=tmp_path))
    roles = [party.role for party in libya.parties]
    assert list(ROLES) == roles[:9]
    assert set(roles) <= PALETTE["light"].keys()


def test_a_folder_whose_name_no_link_can_hold_is_no_theatre():
    assert 0 == main(ARGUMENTS)
    folder = user_data.own_theatres() / "libya_2019"
    shutil.copytree(folder, folder.with_name("Libya 2019"))
    assert "libya_2019" in names()
    assert "Libya 2019" not in names()
    with pytest.raises(UnknownName, match="Libya 2019"):
        load("Libya 2019")


def test_links_hold_what_theatres_may_be_called():
    assert parameter("theatre").facts["pattern"] == user_data.THEATRE_NAME.pattern
