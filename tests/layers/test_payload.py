"""What the browser is sent: the same numbers as the command line's, in little room."""

import gzip
import json
from datetime import date
from itertools import pairwise

import orjson
import pytest

from geodata.commands.figures import figures_answer
from geodata.errors import DateError, TheatreError
from geodata.record import open_record
from layers.palette import CONTESTED_SLOT, ROLES, THEMES
from layers.web import packed, payload
from layers.web.program import program
from tests.square import (
    CHANGES,
    FIRST,
    FOUGHT,
    PLACES,
    SETTINGS,
    TAKEN,
    change,
    place,
)

LARGEST_DATA_KB = 150


@pytest.fixture(scope="module")
def syria():
    return open_record()


@pytest.fixture(scope="module")
def document(syria):
    return payload(syria)


def key(row) -> tuple[str, str, str]:
    return row["slot"], row["status"], row["basis"]


def kb(found) -> float:
    return len(gzip.compress(orjson.dumps(found), compresslevel=9, mtime=0)) / 1000


def test_it_survives_json(document):
    # NaN and infinity are no JSON: a browser would refuse the whole.
    text = json.dumps(document, allow_nan=False)
    assert json.loads(text) == json.loads(json.dumps(json.loads(text)))


def test_the_data_is_small(document, record_property):
    data_kb, program_kb = kb(document), kb(program())
    record_property("data_kb", round(data_kb, 1))
    record_property("program_kb", round(program_kb, 1))
    print(f"data {data_kb:.1f} kB, program with Leaflet {program_kb:.1f} kB, gzipped")  # noqa: T201
    assert data_kb <= LARGEST_DATA_KB


def test_what_is_packed_is_unpacked_and_always_the_same(document):
    found = packed(document)
    assert found == packed(document)
    cut = 4 + int.from_bytes(found[:4], "big")
    assert program() == gzip.decompress(found[4:cut]).decode()
    rest = json.loads(gzip.decompress(found[cut:]))
    assert {"payload", "style"} == set(rest)
    assert json.loads(json.dumps(document)) == rest["payload"]


def test_the_figures_are_those_of_the_command_line(syria, document):
    for day, every in document["figures"].items():
        # A party that has just lost all its ground has a row here, for the change.
        rows = [row for row in every if row["km2"]]
        answer = figures_answer(syria, date.fromisoformat(day))
        # The browser keeps one place for contested ground, which is no party's.
        expected = [
            (r["party"] or CONTESTED_SLOT, r["status"], r["basis"], r["share"])
            for r in answer["parties"]
        ]
        assert expected == [(*key(row), row["share"]) for row in rows]
        assert [row["km2"] for row in answer["parties"]] == pytest.approx(
            [row["km2"] for row in rows], abs=0.006
        )
        reports = {name: answer[name] for name in ("reports", "default_rules")}
        assert reports == document["reports"][day]


def test_changes_are_against_the_stop_before_and_none_on_the_first_day(document):
    days = list(document["figures"].values())
    assert {None} == {row["delta_km2"] for row in days[0]}
    for before, after in pairwise(days):
        earlier = {key(row): row["km2"] for row in before}
        for row in after:
            delta_km2 = row["km2"] - earlier.get(key(row), 0.0)
            assert delta_km2 == pytest.approx(row["delta_km2"], abs=0.02)


def test_the_first_day_of_a_cut_is_compared_with_the_day_before_it(syria, document):
    cut = payload(syria, date(2024, 11, 30), date(2024, 12, 1))
    assert ["2024-11-30", "2024-12-01"] == cut["dates"]
    assert document["figures"]["2024-11-30"] == cut["figures"]["2024-11-30"]
    assert "2024-12-01" == cut["theatre"]["last_day"]


def test_a_cut_without_a_day_is_refused(syria):
    with pytest.raises(DateError, match="No day between 2030-01-01 and the end"):
        payload(syria, date(2030, 1, 1))


def test_dates_are_the_effective_dates_in_order(syria, document):
    assert [day.isoformat() for day in syria.dates] == document["dates"]
    assert set(document["dates"]) == set(document["headlines"]) == set(document["reports"])


def test_every_party_has_a_colour_in_every_theme_and_a_name_in_every_language(document):
    contested = document["contested"]
    slots = {*document["parties"], contested["slot"]}
    assert len(slots) == len(document["parties"]) + 1, "contested ground is no party"
    for colours in document["palette"].values():
        assert slots <= set(colours["parties"])
        assert slots <= set(colours["faint"])
    for party in (*document["parties"].values(), contested):
        # A language that has no name yet shows the English one.
        assert {"en", "ar"} <= set(party["name"]) <= set(document["words"])
        assert {"en", "ar"} <= set(party["short"]) <= set(document["words"])
    assert set(THEMES) == set(document["palette"]) <= set(ROLES)


def test_every_event_and_history_is_there(syria, document):
    assert len(syria.theatre.events) == len(document["events"])
    labelled = {place.place_id for place in syria.theatre.places if place.labelled}
    columns = document["place_reports"]
    assert labelled == set(columns["place_id"])
    rows = [n for n, place_id in enumerate(columns["place_id"]) if place_id == "aleppo"]
    assert list(range(rows[0], rows[-1] + 1)) == rows, "reports on a place stand together"
    read = [(columns["date"][n], columns["slot"][n], columns["kind"][n]) for n in rows]
    assert ("2024-11-26", "SAA", "baseline") == read[0]
    assert ("2024-11-30", "HTS", "report") == read[-1]
    assert sorted(read) == read
    assert all(columns["texts"][columns["source"][n]] for n in rows)


def test_headlines_count_the_places_and_name_the_largest_changes(square):
    lines = payload(square())["headlines"]
    assert "no place reported changing hands" == lines[FIRST.isoformat()]["en"]
    last = lines[TAKEN.isoformat()]["en"]
    assert last.startswith("1 place reported changing hands; ")
    assert "Party A +9," in last
    assert "؛ " in lines[TAKEN.isoformat()]["ar"]


def test_a_headline_does_not_count_default_rules(square):
    ruled = change("se", TAKEN, "B", "A", default_rule="true", confidence="low")
    lines = payload(square(changes=[*CHANGES, ruled]))["headlines"]
    assert lines[TAKEN.isoformat()]["en"].startswith("1 place ")


def test_a_theatre_without_events_or_changes_has_a_replay(square):
    found = payload(square(changes=[], events=[]))
    assert [] == found["events"]
    assert ["sw", "se", "nw", "ne"] == found["places"]["id"]


def test_a_base_map_that_is_no_topojson_is_refused(square, tmp_path):
    record = square()
    (tmp_path / "square" / "base_map.topojson").write_text('{"type": "FeatureCollection"}')
    with pytest.raises(TheatreError, match=r"base_map\.topojson is not TopoJSON"):
        payload(record)


def test_places_are_named_in_the_languages_of_the_theatre(square):
    found = payload(square(places=[row | {"name:ku": "x"} for row in PLACES]))
    first = {language: names[0] for language, names in found["places"]["name"].items()}
    assert {"en": "Southwest", "ar": "الجنوب الغربي", "ku": "x"} == first


def test_a_theatre_says_its_own_words(syria, document, square):
    plain, own = payload(square())["words"], document["words"]
    for key in ("layer_roads", "schematic_roads"):
        assert plain["en"][key] != own["en"][key] == syria.theatre.words[key]["en"]
        assert plain["ar"][key] != own["ar"][key] == syria.theatre.words[key]["ar"]
    assert set(plain["en"]) == set(own["en"])


def test_places_are_lon_before_lat(square):
    found = payload(square())["places"]
    points = list(zip(found["lon"], found["lat"], strict=True))
    assert [(row["lon"], row["lat"]) for row in PLACES] == points


def test_a_governorate_without_a_translation_has_the_name_that_its_places_have(square):
    named = payload(square(places=[*PLACES, place("x", "X", 37, 36, "A", governorate="Circle")]))
    assert {"Square": SETTINGS["governorates"]["Square"], "Circle": {"en": "Circle"}} == (
        named["governorates"]
    )


def test_a_report_says_what_sort_it_is(square):
    ruled = change("se", TAKEN, "B", "A", default_rule="true", confidence="low")
    columns = payload(square(changes=[*CHANGES, ruled]))["place_reports"]
    names = ("place_id", "date", "slot", "confidence", "kind")
    rows = list(zip(*(columns[name] for name in names), strict=True))
    assert ("se", TAKEN.isoformat(), "A", "low", "default_rule") in rows
    assert ("ne", FOUGHT.isoformat(), CONTESTED_SLOT, "medium", "report") in rows
    assert ("ne", FIRST.isoformat(), "B", "high", "baseline") in rows
    note = columns["note"][rows.index(("ne", TAKEN.isoformat(), "A", "high", "report"))]
    assert "after two days" == columns["texts"][note]
