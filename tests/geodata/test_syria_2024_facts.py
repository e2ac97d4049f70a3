"""The files of the theatre Syria 2024 agree with each other, and with what was published."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest
from pyproj import Geod

TESTS = Path(__file__).resolve().parent.parent
THEATRE = TESTS.parent / "geodata" / "theatres" / "syria_2024"
GEOD = Geod(ellps="WGS84")


def rows(name):
    with (THEATRE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = {row["place_id"]: row for row in rows("places.csv")}
CHANGES = rows("control_changes.csv")
EVENTS = rows("events.csv")
SETTINGS = json.loads((THEATRE / "theatre.json").read_text(encoding="utf-8"))
REFERENCE = json.loads((TESTS / "data" / "reference_numbers.json").read_text(encoding="utf-8"))
FIRST, LAST = SETTINGS["first_day"], SETTINGS["last_day"]
PARTIES = {party["code"] for party in SETTINGS["parties"]}
AIRPORT = "aleppo-international-airport-nayrab-airbase"
OPPOSITION = {"HTS", "SNA", "SOR", "LOCAL"}


def holder(place_id, day):
    """Who holds a place on a day, by the rows alone."""
    mine = [row for row in CHANGES if row["place_id"] == place_id and row["date"] <= day]
    return mine[-1]["to"] if mine else PLACES[place_id]["control"]


def distance_km(one, other):
    ends = [float(PLACES[place][axis]) for place in (one, other) for axis in ("lon", "lat")]
    return GEOD.inv(*ends)[2] / 1000


def on_30_november(category):
    return [row for row in EVENTS if (row["date"], row["category"]) == ("2024-11-30", category)]


# --- the files agree with each other ---------------------------------------------------------


def test_ids_are_unique_and_plain():
    for name, key in (("places.csv", "place_id"), ("events.csv", "event_id")):
        ids = [row[key] for row in rows(name)]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in ids)


def test_changes_and_events_name_places_of_the_list():
    assert {row["place_id"] for row in CHANGES} <= set(PLACES)
    assert {row["place_id"] for row in EVENTS} <= set(PLACES)


def test_an_event_lies_at_its_place():
    for event in EVENTS:
        place = PLACES[event["place_id"]]
        assert [event[c] for c in ("place", "lon", "lat")] == [
            place[c] for c in ("name_en", "lon", "lat")
        ]


def test_every_change_starts_from_the_state_before():
    held = {place_id: row["control"] for place_id, row in PLACES.items()}
    for row in CHANGES:
        assert row["from"] == held[row["place_id"]], row
        assert row["to"] != row["from"], row
        held[row["place_id"]] = row["to"]


def test_a_place_changes_at_most_once_a_day():
    seen = [(row["place_id"], row["date"]) for row in CHANGES]
    assert len(seen) == len(set(seen))


def test_changes_are_in_order_and_inside_the_theatre_days():
    days = [row["date"] for row in CHANGES]
    assert days == sorted(days)
    assert all(FIRST < day <= LAST for day in days)
    assert [row["date"] for row in EVENTS] == sorted(row["date"] for row in EVENTS)
    assert all(date.fromisoformat(row["date"]) for row in EVENTS)


def test_columns_hold_only_known_words():
    for row in CHANGES:
        assert row["record"] == ("contested" if row["to"] == "CONTESTED" else "change")
        assert row["default_rule"] in {"true", "false"}
    holders = {row["to"] for row in CHANGES} | {row["control"] for row in PLACES.values()}
    assert holders == PARTIES | {"CONTESTED"}
    assert "CONTESTED" not in {row["control"] for row in PLACES.values()}
    graded = [*PLACES.values(), *CHANGES, *EVENTS]
    assert {row["confidence"] for row in graded} == {"high", "medium", "low"}
    assert {row["category"] for row in EVENTS} == set(SETTINGS["event_categories"])
    assert {row["governorate"] for row in PLACES.values()} == set(SETTINGS["governorates"])
    assert {row["kind"] for row in PLACES.values()} == set(SETTINGS["place_kinds"])


def test_everything_has_a_source():
    assert all(row["source"] for row in [*PLACES.values(), *CHANGES, *EVENTS])
    assert all(row["coord_source"] for row in PLACES.values())


def test_a_default_rule_is_low_unless_local_fighters_joined_the_collapse():
    for row in CHANGES:
        if row["default_rule"] == "true":
            assert row["confidence"] == "low" or row["from"] == "LOCAL", row
            assert "no report of its own" in row["note"] or "not reported" in row["note"], row


def test_places_lie_inside_the_extent_and_apart():
    west, south, east, north = SETTINGS["extent"]
    points = [(float(row["lon"]), float(row["lat"])) for row in PLACES.values()]
    assert all(west < lon < east and south < lat < north for lon, lat in points)
    # The mesh refuses reports nearer than 50 m to each other.
    near = [
        (a, b)
        for i, a in enumerate(points)
        for b in points[:i]
        if abs(a[0] - b[0]) < 0.001 and abs(a[1] - b[1]) < 0.001
    ]
    assert near == []


def test_fourteen_governorates_and_distances_between_places_that_exist():
    assert len(SETTINGS["governorates"]) == 14
    pairs = SETTINGS["default_distances"] + SETTINGS["suggested_distances"]
    assert {place for pair in pairs for place in pair} <= set(PLACES)


# --- both languages, and no party's own wording ------------------------------------------------


def bilingual(found):
    """Every {"en": …, "ar": …} in a JSON value."""
    if isinstance(found, dict) and set(found) == {"en", "ar"}:
        yield found
    elif isinstance(found, dict | list):
        for value in found.values() if isinstance(found, dict) else found:
            yield from bilingual(value)


LABELLED = [row for row in PLACES.values() if row["kind"] != "anchor"]
PAIRS = [
    *bilingual(SETTINGS),
    *({"en": row["name_en"], "ar": row["name_ar"]} for row in LABELLED),
    *({"en": row["text_en"], "ar": row["text_ar"]} for row in EVENTS),
]
ARABIC = re.compile(r"[\u0621-\u064a]")


def test_everything_shown_has_both_languages_in_their_own_script():
    for pair in PAIRS:
        assert pair["en"].strip(), pair
        assert not ARABIC.search(pair["en"]), pair
        assert ARABIC.search(pair["ar"]), pair


def test_each_party_has_names_and_a_role_of_its_own():
    roles = [party["role"] for party in SETTINGS["parties"]]
    assert len(roles) == len(set(roles)) == 9
    assert all(set(party) == {"code", "name", "short", "role"} for party in SETTINGS["parties"])


PARTISAN_EN = re.compile(
    r"liberat|enem(y|ies)\b|terroris|regimes?\b|rebel|occup(y|ied|ation)|martyr|militants?\b|jihad"
    r"|insurgen|mercenar|thugs|deterrence of aggression|dawn of freedom|peace spring"
    r"|olive branch|euphrates shield",
    re.IGNORECASE,
)
PARTISAN_AR = re.compile(
    r"تحرير|محرر|حررت|العدو\b|الأعداء|إرهاب|النظام|احتلال|محتل|شهيد|شهداء|استشهد|مرتزق|عصابات"
    r"|ردع العدوان|فجر الحرية|نبع السلام|غصن الزيتون|درع الفرات"
)


def test_nothing_shown_uses_a_partys_own_wording():
    shown_en = [pair["en"] for pair in PAIRS]
    for row in [*PLACES.values(), *CHANGES, *EVENTS]:
        shown_en += [row["source"], row.get("note", ""), row.get("notes", "")]
    assert [text for text in shown_en if PARTISAN_EN.search(text)] == []
    # The word is part of the name by which this party is known in Arabic.
    shown_ar = [pair["ar"].replace("هيئة تحرير الشام", "") for pair in PAIRS]
    assert [text for text in shown_ar if PARTISAN_AR.search(text)] == []


def test_codes_are_not_shown_in_place_of_names():
    texts = [row["text_en"] for row in EVENTS] + [row["note"] for row in CHANGES]
    assert [text for text in texts if re.search(r"\b(SAA|SOR|SUW|LOCAL|MOC)\b", text)] == []


# --- the facts ---------------------------------------------------------------------------------


def test_idlib_is_55_km_from_aleppo_between_named_points():
    assert distance_km("idlib", "aleppo") == pytest.approx(55, abs=2)
    assert distance_km("idlib", "aleppo") == pytest.approx(56.194, abs=0.001)


PUBLISHED = {
    "Idlib-Aleppo centre": ("idlib", "aleppo"),
    "Idlib-Aleppo Citadel": ("idlib", "aleppo-citadel"),
    "Saraqib-Aleppo": ("saraqib", "aleppo"),
    "Aleppo-Hama": ("aleppo", "hama"),
    "Hama-Homs": ("hama", "homs"),
    "Homs-Damascus": ("homs", "damascus"),
    "Aleppo-Damascus": ("aleppo", "damascus"),
}


@pytest.mark.parametrize(("name", "pair"), PUBLISHED.items(), ids=PUBLISHED)
def test_distances_are_those_of_the_reference_within_the_size_of_a_town(name, pair):
    found = {one["name"]: one["geodesic"] for one in REFERENCE["distances_km"]}
    assert distance_km(*pair) == pytest.approx(found[name], abs=1.2)


def test_aleppo_its_citadel_and_its_airport_changed_hands_by_30_november():
    for place in ("aleppo", "aleppo-citadel", AIRPORT):
        assert PLACES[place]["control"] == "SAA"
        assert holder(place, "2024-11-30") == "HTS"
    assert holder("sheikh-maqsud-aleppo", "2024-11-30") == "SDF"


def test_places_that_changed_hands_by_30_november_with_a_report_of_their_own():
    changed = {
        row["place_id"]
        for row in CHANGES
        if row["date"] <= "2024-11-30" and row["default_rule"] == "false"
        if row["to"] != "CONTESTED"
    }
    kinds = [PLACES[place]["kind"] for place in changed]
    assert len(changed) == 122
    assert kinds.count("town") + kinds.count("village") + kinds.count("city") == 65 + 40 + 1
    near_aleppo = [place for place in changed if distance_km(place, "aleppo") < 50]
    assert len(near_aleppo) == 72


def test_more_than_300_people_killed_with_both_counts_and_their_source():
    counts = [row for row in on_30_november("casualties") if "more than 300" in row["text_en"]]
    assert len(counts) == 1
    assert all(number in counts[0]["text_en"] for number in ("at least 20", "327", "44"))
    assert "SOHR" in counts[0]["source"]


def test_russian_strikes_on_aleppo_on_30_november_are_the_first_since_2016():
    strikes = [row for row in on_30_november("airstrike") if "since 2016" in row["text_en"]]
    assert [row["place_id"] for row in strikes] == ["aleppo"]
    assert "2016" in strikes[0]["text_ar"]


def test_a_curfew_from_17_00_until_sunday():
    curfew = [row for row in on_30_november("politics") if "curfew" in row["text_en"]]
    assert len(curfew) == 1
    assert "17:00" in curfew[0]["text_en"]
    assert "Sunday" in curfew[0]["text_en"]
    assert date.fromisoformat(curfew[0]["date"]).strftime("%A") == "Saturday"


def test_roads_out_of_aleppo_are_congested_with_people_leaving():
    leaving = on_30_november("displacement")
    assert len(leaving) == 1
    assert "congested" in leaving[0]["text_en"]
    assert "Reuters" in leaving[0]["source"]


ASSERTED = {
    "Saraqib": "saraqib",
    "Aleppo (most of city)": "aleppo",
    "Maarat al-Numan": "maarat-al-numan",
    "Khan Shaykhun": "khan-shaykhun",
    "Tel Rifaat": "tell-rifaat",
    "Hama": "hama",
    "Deir ez-Zor city": "deir-ez-zor",
    "Homs": "homs",
    "Damascus": "damascus",
    "Sheikh Maqsoud (Aleppo)": "sheikh-maqsud-aleppo",
}


@pytest.mark.parametrize("one", REFERENCE["control_assertions"], ids=lambda one: one["place"])
def test_published_control_holds_in_the_rows(one):
    place = ASSERTED[one["place"]]
    parties = OPPOSITION if one["controller"] == "opposition" else {one["controller"]}
    assert holder(place, one.get("from", one.get("through"))) in parties
    if "from" in one and one["controller"] == "opposition":
        assert holder(place, LAST) in parties


def test_a_place_that_changed_hands_several_times_shows_it():
    for place in ("khanasir", "qalaat-al-madiq", "taybat-al-imam", "halfaya", "karnaz"):
        assert len([row for row in CHANGES if row["place_id"] == place]) >= 3


def test_the_coast_follows_its_cities_on_the_day_the_government_fell():
    coast = [
        row["date"]
        for row in CHANGES
        if PLACES[row["place_id"]]["governorate"] in {"Latakia", "Tartus"} and row["to"] == "HTS"
    ]
    assert set(coast) == {"2024-12-08"}
