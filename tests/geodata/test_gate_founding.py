"""`python -m geodata theatre new`: a theatre of one party is a theatre like any other."""

import json
from datetime import date

import pytest
import shapely

from geodata import theatre as theatres
from geodata import user_data
from geodata.__main__ import main
from geodata.gate import examine, found_theatre
from geodata.gate.founding import ROLES
from geodata.store import open_record
from geodata.theatre import load
from geodata.validation import export
from geodata.validation.ground import Ground
from layers.palette import ROLES as PALETTE
from layers.replay.payload import replay_scene
from tests.geodata.gates import areas

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
    assert ["GNA", "CONTESTED"] == [party.code for party in libya.parties]
    assert () == open_record("libya_2019").dates


def test_one_party_with_unmapped_land_around_it_goes_the_whole_way(tmp_path, capsys):
    main(ARGUMENTS)
    file = tmp_path / "2019-04-04.geojson"
    file.write_bytes(export(areas(DAY, GNA=TRIPOLI)))
    at = ["--theatre", "libya_2019"]
    capsys.readouterr()
    assert 0 == main(["check", str(file), *at])
    assert 0 == main(["publish", str(file), "--note", "First", "--by", "Anna", *at])
    capsys.readouterr()
    assert 0 == main(["figures", "--json", *at])
    [row] = json.loads(capsys.readouterr().out)["parties"]
    assert ("GNA", 1.0) == (row["party"], row["share"])
    # The replay opens too: a scene is made of a theatre without places, roads and rivers.
    scene = replay_scene(open_record("libya_2019"))
    assert ["GNA", "CONTESTED"] == [party.code for party in scene.parties]


def test_the_land_can_have_a_border(tmp_path):
    border = tmp_path / "border.geojson"
    border.write_bytes(
        export(areas(DAY, GNA=shapely.box(10, 20, 25, 33).union(shapely.box(9, 19, 9.1, 19.1))))
    )
    found_theatre("libya", {"GNA": "GNA", "LNA": "LNA"}, EXTENT, DAY, border=border)
    libya = load("libya")
    # Of several pieces of land the largest is the frame.
    assert (10, 20, 25, 33) == Ground.of(libya).outline.bounds
    assert () == examine(export(areas(DAY, GNA=TRIPOLI)), "a.geojson", libya, DAY).errors


def test_a_theatre_in_another_folder(tmp_path):
    folder = found_theatre("libya", {"GNA": ""}, EXTENT, DAY, root=tmp_path)
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
    ],
    ids=["name", "exists", "party", "extent", "time zone"],
)
def test_what_cannot_be_a_theatre_is_refused(capsys, arguments, message):
    usual = ["--party", "GNA=x", "--extent", "9", "19", "26", "34"]
    assert 2 == main(["theatre", arguments[0], arguments[1], *usual, *arguments[2:]])
    assert message in capsys.readouterr().err


def test_a_border_without_an_area_is_refused(tmp_path):
    (tmp_path / "border.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(theatres.TheatreError, match="has no area"):
        found_theatre("libya", {"GNA": "x"}, EXTENT, DAY, border=tmp_path / "border.geojson")
    assert "libya" not in theatres.names()


def test_parties_take_slots_that_the_palette_has(tmp_path):
    parties = {f"P{n}": f"Party {n}" for n in range(12)}
    libya = load(folder=found_theatre("libya", parties, EXTENT, DAY, root=tmp_path))
    roles = [party.role for party in libya.parties][:-1]
    assert list(ROLES) == roles[:9]
    assert set(roles) <= PALETTE["light"].keys()
