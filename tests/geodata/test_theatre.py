"""A theatre's folder: read once, checked, and each thing wrong with it named with its place."""

from datetime import date

import pytest

from geodata import theatre as theatres
from geodata.errors import TheatreError, UnknownName
from geodata.theatre import Assertion, load, names, read_json
from tests.square import (
    CHANGES,
    EVENTS,
    FIRST,
    PLACES,
    SETTINGS,
    TAKEN,
    change,
    place,
    texts,
    write_square,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return write_square(tmp_path / "square")


def complaint(folder):
    with pytest.raises(TheatreError) as caught:
        load(folder=folder)
    return str(caught.value)


def put(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


# --- a good folder -----------------------------------------------------------------------------


def test_a_folder_becomes_a_theatre(folder):
    square = load(folder=folder)
    assert ("square", "The square", "UTC") == (square.id, square.title["en"], square.time_zone)
    assert (36.0, 35.0, 38.0, 37.0) == square.extent_deg
    assert (("sw", "ne"),) == square.default_distances
    assert ["A", "B"] == [party.code for party in square.parties]
    assert ["sw", "se", "nw", "ne"] == [one.place_id for one in square.places]
    assert 4 + 2 == len(square.reports)
    assert 1 == len(square.events)


def test_a_place_without_an_arabic_name_is_called_by_its_english_one(folder):
    assert "Southeast" == load(folder=folder).places[1].name["ar"]


def test_the_files_of_a_folder_are_found_by_name(folder):
    square = load(folder=folder)
    for path in (square.base_map, square.control, square.frame):
        assert folder == path.parent
        assert path.exists()


def test_a_party_is_found_by_code(folder):
    square = load(folder=folder)
    assert "Party A" == square.party("A").name["en"]
    with pytest.raises(UnknownName, match='No party is called "C"'):
        square.party("C")


@pytest.mark.parametrize("name", ["places.csv", "control_changes.csv", "events.csv"])
def test_a_byte_order_mark_from_a_spreadsheet_is_no_matter(folder, name):
    before = load(folder=folder)
    path = folder / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    after = load(folder=folder)
    assert (before.places, before.reports, before.events) == (
        after.places, after.reports, after.events,
    )  # fmt: skip


def test_a_byte_order_mark_in_a_json_file_is_no_matter(folder):
    path = folder / "theatre.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "square" == load(folder=folder).id


def test_a_theatre_without_reports_of_change_is_a_theatre(tmp_path):
    quiet = load(folder=write_square(tmp_path / "quiet", changes=[], events=[]))
    assert 4 == len(quiet.reports)
    assert all(report.baseline for report in quiet.reports)
    assert () == quiet.events


def test_a_theatre_without_places_is_a_theatre_of_which_nothing_is_known(tmp_path):
    settings = SETTINGS | {"default_distances": []}
    folder = write_square(
        tmp_path / "empty", places=[], changes=[], events=[], settings=settings, held={}
    )
    empty = load(folder=folder)
    assert ((), ()) == (empty.places, empty.reports)


def test_the_built_in_theatre_is_named_and_opens(syria):
    assert "syria_2024" in names()
    assert ("syria_2024", "Asia/Damascus") == (syria.id, syria.time_zone)


def test_an_unknown_theatre_is_refused_with_the_names_there_are():
    with pytest.raises(UnknownName) as caught:
        load("syria_2025")
    assert 'No theatre is called "syria_2025". Did you mean syria_2024?' == str(caught.value)


def test_a_theatre_is_never_a_path_out_of_the_folder(monkeypatch, tmp_path):
    write_square(tmp_path / "secret")
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "public")
    with pytest.raises(UnknownName):
        load("../secret")


# --- files that are missing or broken ------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["theatre.json", "places.csv", "control_changes.csv", "events.csv"]
)
def test_a_missing_file_is_named_with_what_to_do(folder, name):
    (folder / name).unlink()
    assert f"square has no file {name}; restore it from the project." == complaint(folder)


@pytest.mark.parametrize("name", ["places.csv", "control_changes.csv", "events.csv"])
def test_a_file_in_another_encoding_is_named(folder, name):
    (folder / name).write_bytes("الجنوب".encode("cp1256"))
    found = complaint(folder)
    assert found.startswith(f"square/{name} cannot be read: ")
    assert found.endswith("Restore it from the project.")


def test_a_theatre_file_that_is_no_json_is_named_with_line_and_column(folder):
    (folder / "theatre.json").write_text('{"id": ', encoding="utf-8")
    found = complaint(folder)
    assert found.startswith("square/theatre.json cannot be read: ")
    assert "line 1 column" in found


def test_a_json_file_must_hold_an_object(tmp_path):
    path = tmp_path / "square" / "list.json"
    path.parent.mkdir()
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(TheatreError, match=r"square/list\.json is not a JSON object"):
        read_json(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("extent", [36, 35, 38]),
        ("extent", "wide"),
        ("extent", [38, 35, 36, 37]),
        ("title", {"ar": "x"}),
        ("last_day", None),
        ("subtitle", {"ar": "x"}),
        ("place_kinds", ["town"]),
        ("event_categories", {"battle": "Fighting"}),
        ("governorates", {"Square": {"ar": "المربع"}}),
        ("suggested_distances", ["sw"]),
        ("assertions", [{"place": "sw"}]),
        ("words", {"layer_roads": {"ar": "x"}}),
        ("parties", [{"code": "A"}]),
        ("parties", 3),
    ],
)
def test_a_setting_that_cannot_be_understood_is_named_with_where_to_look(tmp_path, key, value):
    found = complaint(write_square(tmp_path / "square", settings=SETTINGS | {key: value}))
    assert found.startswith("square/theatre.json")
    assert key in found
    assert "docs/theatre-format.md" in found


@pytest.mark.parametrize(
    "key",
    ["id", "title", "credit", "attribution", "time_zone", "extent", "default_distances", "parties"],
)
def test_a_missing_setting_is_named(tmp_path, key):
    settings = {name: value for name, value in SETTINGS.items() if name != key}
    found = complaint(write_square(tmp_path / "square", settings=settings))
    assert "square/theatre.json" in found
    assert key in found


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            {"first_dya": "2024-01-01"},
            '"first_dya" is no key that is read; the nearest is "first_day"',
        ),
        (
            {"extent_deg": [0, 0, 1, 1]},
            '"extent_deg" is no key that is read; the nearest is "extent"',
        ),
        ({"places": []}, '"places" is no key that is read; the nearest is "place_kinds"'),
        (
            {"licences": [{"what": "All", "forbid": ["data"]}]},
            '"forbid" in "licences" is no key that is read; the nearest is "forbids"',
        ),
        (
            {"parties": [*SETTINGS["parties"], {"code": "C", "colour": "#fff"}]},
            '"colour" in "parties" is no key that is read; the nearest is "role"',
        ),
        (
            {"assertions": [{"place": "sw", "party": "A", "until": "2024-01-02"}]},
            '"until" in "assertions" is no key that is read; the nearest is "',
        ),
    ],
)
def test_a_key_that_is_not_read_is_refused_with_the_nearest_that_is(tmp_path, settings, expected):
    found = complaint(write_square(tmp_path / "square", settings=SETTINGS | settings))
    assert found.startswith(f"square/theatre.json: {expected}")
    assert "docs/theatre-format.md" in found


@pytest.mark.parametrize("value", [None, "last Monday"])
def test_the_first_day_must_be_a_day(tmp_path, value):
    found = complaint(write_square(tmp_path / "square", settings=SETTINGS | {"first_day": value}))
    assert "theatre.json" in found
    assert "first_day" in found


@pytest.mark.parametrize(
    ("line", "before", "after", "field"),
    [
        ("places.csv:2", "36.5,35.5", "east,35.5", "lon"),
        ("places.csv:3", "37.5,35.5", "37.5,", "lat"),
        ("places.csv:3", "37.5,35.5", "nan,35.5", "lon"),
        ("places.csv:3", "37.5,35.5", "37.5,95.5", "lat"),
        ("places.csv:4", "high", "certain", "confidence"),
        ("places.csv:4", "town,1", "town,9", "rank"),
        ("places.csv:4", "river:1", "river left", "banks"),
        ("control_changes.csv:2", "2024-01-03", "3 January", "date"),
        ("control_changes.csv:3", "high", "sure", "confidence"),
        ("events.csv:2", "2024-01-03", "2024-01-32", "date"),
        ("events.csv:2", "medium", "", "confidence"),
    ],
)
def test_a_broken_value_is_named_with_file_line_and_field(folder, line, before, after, field):
    name, number = line.split(":")
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    assert before in lines[int(number) - 1]
    lines[int(number) - 1] = lines[int(number) - 1].replace(before, after, 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = complaint(folder)
    assert found.startswith(f"square/{name}, line {number}: ")
    assert f'"{field}"' in found
    assert "docs/theatre-format.md" in found


def test_a_missing_column_is_named(folder):
    put(folder / "places.csv", "place_id,name_en", "place_id,title")
    found = complaint(folder)
    assert "square/places.csv" in found
    assert "name_en" in found


def test_a_line_that_is_cut_short_is_named(folder):
    path = folder / "events.csv"
    path.write_text(path.read_text(encoding="utf-8")[:-30] + "\n", encoding="utf-8")
    assert "square/events.csv, line 2" in complaint(folder)


# --- files that contradict each other ------------------------------------------------------------


def test_a_change_of_an_unknown_place_is_refused(tmp_path):
    stray = change("nowhere", TAKEN, "B", "A")
    assert (
        'square/control_changes.csv names the place "nowhere" on 2024-01-05, which places.csv '
        "does not have; add it there."
        == complaint(write_square(tmp_path / "square", changes=[*CHANGES, stray]))
    )


def test_a_change_to_an_unknown_party_is_refused(tmp_path):
    stray = change("se", TAKEN, "B", "C")
    assert (
        'square: "se" is under "C" on 2024-01-05, a party that theatre.json does not have; '
        "add it there." == complaint(write_square(tmp_path / "square", changes=[*CHANGES, stray]))
    )


def test_a_change_from_an_unknown_party_is_refused(tmp_path):
    stray = change("se", TAKEN, "C", "A")
    found = complaint(write_square(tmp_path / "square", changes=[*CHANGES, stray]))
    assert found.startswith('square: "se" is under "C" on 2024-01-05, a party that')


def test_a_place_under_an_unknown_party_is_refused(tmp_path):
    stray = place("far", "Far", 37.9, 36.9, "C")
    found = complaint(write_square(tmp_path / "square", places=[*PLACES, stray]))
    assert found.startswith('square: "far" is under "C" on 2024-01-01, a party')


def test_a_place_that_is_listed_twice_is_refused(tmp_path):
    twin = place("se", "Southeast again", 37.4, 35.4, "B")
    found = complaint(write_square(tmp_path / "square", places=[*PLACES, twin]))
    assert found.startswith('square/places.csv lists the place "se" twice')


def test_a_default_distance_to_an_unknown_place_is_refused(tmp_path):
    settings = SETTINGS | {"default_distances": [["sw", "nowhere"]]}
    found = complaint(write_square(tmp_path / "square", settings=settings))
    assert "default_distances" in found
    assert '"nowhere"' in found


# --- what theatre.json says of days, words and languages ------------------------------------------


def test_what_the_file_says_is_typed(tmp_path):
    settings = SETTINGS | {
        "subtitle": texts("Drawn", "مرسوم"),
        "place_kinds": {"town": texts("Town", "بلدة")},
        "suggested_distances": [["se", "nw"]],
        "assertions": [{"place": "sw", "party": "A", "from": "2024-01-02"}],
        "words": {"layer_roads": texts("The M1", "الطريق M1")},
    }
    square = load(folder=write_square(tmp_path / "square", settings=settings))
    assert (FIRST, date(2024, 1, 8)) == (square.first_day, square.last_day)
    assert "Drawn" == square.subtitle["en"]
    assert {"town": texts("Town", "بلدة")} == square.place_kinds
    assert {"battle": texts("Fighting", "قتال")} == square.event_categories
    assert {"Square": texts("Square", "المربع")} == square.governorates
    assert (("se", "nw"),) == square.suggested_distances
    assert (Assertion("sw", "A", date(2024, 1, 2), date.max),) == square.assertions
    assert {"layer_roads": texts("The M1", "الطريق M1")} == square.words


def test_contested_ground_among_the_parties_of_an_older_file_is_no_party(tmp_path):
    contested = {"code": "CONTESTED", "name": texts("C", "ج"), "short": texts("C", "ج")}
    parties = [*SETTINGS["parties"], contested | {"role": "contested"}]
    folder = write_square(tmp_path / "square", settings=SETTINGS | {"parties": parties})
    assert ["A", "B"] == [party.code for party in load(folder=folder).parties]


def test_what_a_file_may_leave_out_is_empty(tmp_path):
    needless = {"event_categories", "governorates"}
    settings = {key: value for key, value in SETTINGS.items() if key not in needless}
    square = load(folder=write_square(tmp_path / "square", settings=settings))
    assert {"en": ""} == square.subtitle
    assert ({}, {}, {}, {}) == (
        square.place_kinds, square.event_categories, square.governorates, square.words,
    )  # fmt: skip
    assert ((), (), ()) == (square.suggested_distances, square.assertions, square.licences)


def test_a_last_day_before_the_first_is_refused(tmp_path):
    settings = SETTINGS | {"last_day": "2023-12-31"}
    assert (
        'square/theatre.json: "last_day" is 2023-12-31, before "first_day" (2024-01-01); correct '
        "one of them." == complaint(write_square(tmp_path / "square", settings=settings))
    )


def test_names_and_texts_stand_in_any_number_of_languages(tmp_path):
    kurdish = {row["place_id"]: "" for row in PLACES} | {"sw": "Başûrê rojava"}
    square = load(
        folder=write_square(
            tmp_path / "square",
            places=[row | {"name:ku": kurdish[row["place_id"]]} for row in PLACES],
            events=[row | {"text:ku": "Şer li bajêr."} for row in EVENTS],
        )
    )
    southwest, southeast, *_ = square.places
    assert {"en": "Southwest", "ar": "الجنوب الغربي", "ku": "Başûrê rojava"} == southwest.name
    assert "Southeast" == southeast.name["ku"]
    assert "Şer li bajêr." == square.events[0].text["ku"]


def test_languages_need_no_column_of_the_older_spelling(folder):
    for name, field in (("places.csv", "name"), ("events.csv", "text")):
        put(folder / name, f"{field}_en", f"{field}:en")
        put(folder / name, f"{field}_ar", f"{field}:pt-BR")
    square = load(folder=folder)
    assert {"en": "Southwest", "pt-BR": "الجنوب الغربي"} == square.places[0].name
    assert ["en", "pt-BR"] == list(square.events[0].text)
