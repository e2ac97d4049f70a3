"""Place reports from a table, and the areas that are drawn from them."""

from datetime import date

import pytest
from shapely import Point, Polygon

from geodata.places import Place
from geodata.reading import areas_from_reports, reports_from_csv
from geodata.tessellation import Frame
from tests.geodata.reading_files import WILD

D26, D29, D30 = date(2024, 11, 26), date(2024, 11, 29), date(2024, 11, 30)
FRAME = Frame(Polygon([(36.4, 35.5), (37.4, 35.5), (37.4, 36.6), (36.4, 36.6)]))
HEAD = "place_id,name,lat,lon,date,control\n"


def reports(text):
    reports, problems = reports_from_csv(text.encode(), "towns.csv")
    assert problems == ()
    return reports


def holder_of(draft, lon, lat):
    (feature,) = (
        feature for feature in draft.features if feature.geometry.contains(Point(lon, lat))
    )
    return feature.properties["party"] or feature.properties["status"]


def test_every_report_lies_in_an_area_of_its_party():
    text = HEAD + "a,A,35.8,36.6,2024-11-26,SAA\nb,B,36.3,36.9,2024-11-26,HTS\n"
    text += "c,C,36.0,37.2,2024-11-26,SAA\n"
    draft, problems = areas_from_reports(reports(text), FRAME, D26, file="towns.csv")

    assert [
        holder_of(draft, *lon_lat) for lon_lat in ((36.6, 35.8), (36.9, 36.3), (37.2, 36.0))
    ] == [
        "SAA",
        "HTS",
        "SAA",
    ]
    assert sum(feature.geometry.area for feature in draft.features) == pytest.approx(1.1, rel=1e-4)
    assert {feature.properties["source"] for feature in draft.features} == {
        "derived from place reports"
    }
    assert (draft.effective_date, draft.schema) == (D26, "woven_reports")
    assert [problem.code for problem in problems] == ["reports-tessellated"]


def test_only_reports_up_to_the_day_count_and_names_are_mapped():
    text = HEAD + "a,A,35.8,36.6,2024-11-26,Army\na,A,35.8,36.6,2024-11-30,Group\n"
    text += "b,B,36.3,36.9,2024-11-26,Group\n"
    names = {"Army": "SAA", "Group": "HTS"}
    for day, holder in ((D26, "SAA"), (D29, "SAA"), (D30, "HTS")):
        draft, _ = areas_from_reports(reports(text), FRAME, day, names)
        assert holder_of(draft, 36.6, 35.8) == holder


def test_a_contested_place_gets_contested_ground():
    text = HEAD + "a,A,35.8,36.6,2024-11-26,SAA\nb,B,36.3,36.9,2024-11-26,HTS\n"
    text += "a,A,35.8,36.6,2024-11-30,contested\n"
    draft, _ = areas_from_reports(reports(text), FRAME, D30)
    assert holder_of(draft, 36.6, 35.8) == "contested"
    assert {feature.properties["status"] for feature in draft.features} == {
        "controlled",
        "contested",
    }


def test_reports_that_cannot_be_drawn_are_said_and_left_out():
    text = HEAD + "a,A,35.8,36.6,2024-11-26,SAA\nb,B,36.3,36.9,2024-11-26,HTS\n"
    text += "far,Far,10,10,2024-11-26,SAA\nb2,B2,36.30001,36.90001,2024-11-26,HTS\n"
    draft, problems = areas_from_reports(reports(text), FRAME, D26)
    assert [(problem.code, problem.where.line) for problem in problems] == [
        ("report-outside", 4),
        ("report-twice", 3),
        ("reports-tessellated", None),
    ]
    assert len(draft.features) == 2


def test_without_a_report_there_is_no_map():
    draft, problems = areas_from_reports((), FRAME, D30)
    assert (draft, [problem.code for problem in problems]) == (None, ["reports-none"])


def test_a_line_that_leaves_no_room_is_left_out():
    from shapely import LineString

    # The river is drawn between the two places and each is said to lie beyond the other.
    text = HEAD + "a,A,36.0,36.8,2024-11-26,SAA\nb,B,36.0,36.8012,2024-11-26,HTS\n"
    river = Frame(FRAME.outline, {"river": LineString([(36.8006, 35.4), (36.8006, 36.7)])})
    draft, problems = areas_from_reports(reports(text), river, D26)
    codes = [problem.code for problem in problems]
    assert draft is not None or codes == ["reports-not-tessellated"]


def test_positions_come_from_the_theatre_where_the_table_has_none():
    place = Place("a", {"en": "A"}, 36.6, 35.8, "town", 2, "", "")
    text = b"place_id,date,control\na,2024-11-26,SAA\nz,2024-11-26,SAA\n"
    reports, problems = reports_from_csv(text, "towns.csv", places=[place])
    assert [(report.lon, report.lat, report.party) for report in reports] == [(36.6, 35.8, "SAA")]
    assert [(problem.code, problem.where.line) for problem in problems] == [("row-position", 3)]


def test_what_a_table_writes_in_other_ways():
    text = "Name;Latitude;Longitude;Datum;Day;Faction\nA;35,8;36,6;x;30.11.2024;SAA\n"
    (report,) = reports(text)
    assert (report.lon, report.lat, report.day, report.party, report.line) == (
        36.6,
        35.8,
        D30,
        "SAA",
        2,
    )


def test_history_in_one_cell_gives_earlier_reports():
    reports, _ = reports_from_csv((WILD / "carter_center.csv").read_bytes(), "carter_center.csv")
    rows = [(report.name, report.day, report.party, report.contested) for report in reports]
    assert rows == [
        ("Afis", None, "Northern Group", False),
        ("Saraq Town", date(2024, 11, 20), "Government", False),
        ("Nubbl, East", date(2024, 11, 20), "Government", False),
        ("Nubbl, East", date(2024, 11, 20), "", True),
        ("Saraq Town", D29, "Northern Group", False),
        ("Saraq Town", D29, "Northern Group", False),
    ]
    draft, _ = areas_from_reports(reports, FRAME, D30)
    assert holder_of(draft, 36.9938, 36.3766) == "contested"
