"""The compare page as a visitor finds it: by link, with files to take away, on a broken theatre."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata import tables
from geodata.change import by_governorate, compare, control_changes, governorates
from geodata.measure import area_km2
from geodata.record import open_record
from geodata.tables import Provenance
from geodata.terms import Holder
from layers.change import Span, drawn
from layers.palette import CONTESTED_SLOT, slot
from tests.contract import check
from tests.pages.visits import forget, visit
from tests.square import CHANGES, FIRST, HELD, PLACES, SETTINGS, TAKEN, place

ROOT = Path(__file__).resolve().parent.parent.parent
NASTY = '<script>alert("x")</script>\u202e'
BEFORE, AFTER = date(2024, 11, 26), date(2024, 11, 30)
TABLES = ("parties", "flows", "governorates", "fronts", "advances", "places")


@pytest.fixture(scope="module", autouse=True)
def fresh_caches():
    forget()
    yield
    forget()


@pytest.fixture
def open_page():
    """Give a function that opens the page by a link."""
    return partial(visit, "pages/compare/compare.py")


class Html(HTMLParser):
    """What the page writes by itself: words, tags, and tables by their titles."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.words, self.tables = [], [], {}
        self.title, self.in_cell = None, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "caption":
            self.title = ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables[self.title] = self.rows = []
            self.title = None
        elif tag in {"td", "th"}:
            self.in_cell = False

    def handle_data(self, data):
        self.words.append(data)
        if self.title == "":
            self.title = data.strip()
        elif self.in_cell:
            self.rows[-1][-1] += data

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def written(page):
    found = []

    def walk(node):
        body = getattr(getattr(node, "proto", None), "body", "")
        if isinstance(body, str) and ("loc-table" in body or "loc-briefing" in body):
            found.append(body)
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(page.main)
    return Html("".join(found))


def heading(page):
    return [one.value for one in (*page.title, *page.header)]


def test_it_opens_from_the_first_day_to_the_last(open_page):
    page = open_page()
    assert [] == list(page.error)
    assert ["Compare two days", "26 November 2024 to 12 December 2024"] == heading(page)


def test_a_link_opens_its_two_days_with_all_tables(open_page):
    found = written(open_page(**{"from": "2024-11-26", "to": "2024-11-30"}))
    assert {
        "Gained and lost, by party", "From whom to whom, km²", "By governorate", "Front lines, km",
        "Farthest advance in a straight line", "Places that changed hands",
    } == set(found.tables)  # fmt: skip
    assert ["Aleppo", "Syrian government forces", "HTS-led forces", "30 November 2024"] == (
        found.tables["Places that changed hands"][1][:4]
    )


def test_the_tables_have_the_figures_of_the_change(open_page):
    record = open_record()
    change = compare(record.snapshot(BEFORE), record.snapshot(AFTER))
    names = {party.code: party.short["en"] for party in record.theatre.parties}
    found = written(open_page(**{"from": "2024-11-26", "to": "2024-11-30"}))
    rows = {row[0]: row[1:] for row in found.tables["Gained and lost, by party"]}
    for one in change.parties:
        gained = f"{one.gained_km2:,.0f}" if one.gained_km2 else "–"
        assert [f"{one.before_km2:,.0f}", f"{one.after_km2:,.0f}", gained] == rows[
            names[one.party]
        ][:3]
    matrix = {row[0]: row[1:] for row in found.tables["From whom to whom, km²"]}
    total = sum(change.matrix.values())
    assert f"{total:,.0f}" == matrix["All gained"][-1]
    assert f"{change.matrix[Holder('SAA'), Holder('HTS')]:,.0f}" in matrix[names["SAA"]]
    assert f"{total:,.0f} km² changed hands" in found.text


def test_the_briefing_leads_to_the_method(open_page):
    found = written(open_page(**{"from": "2024-11-26", "to": "2024-11-30"}))
    links = [attributes["href"] for tag, attributes in found.tags if tag == "a"]
    anchors = {"area", "change", "places", "front", "advance", "distance", "slivers", "claimed",
               "cutoff"}  # fmt: skip
    method = "./method?lang=en&from=2024-11-26&to=2024-11-30"
    assert {f"{method}#{anchor}" for anchor in anchors} == set(links)
    assert "HTS-led forces gained 5,453 km², 1,363 km² per day, and held 8,800 km²" in found.text
    assert "122 named places were reported under another party, among them Aleppo" in found.text


def test_every_table_is_there_as_csv_and_json(open_page):
    page = open_page(**{"from": "2024-11-26", "to": "2024-11-30"})
    buttons = {one.key for one in page.get("download_button")}
    assert {f"compare_{kind}_{name}" for kind in ("csv", "json") for name in TABLES} <= buttons


@pytest.fixture(scope="module")
def span():
    return Span(open_record(), BEFORE, AFTER)


@pytest.fixture(scope="module")
def change(span):
    return compare(*(span.record.snapshot(day) for day in span.effective_dates))


def test_the_files_say_what_they_are_and_add_up(span, change):
    provenance = Provenance(span.record.theatre, 17)
    table = tables.change_parties(provenance, span.effective_dates, change)
    lines = table.to_csv().decode("utf-8-sig").splitlines()
    header = [line for line in lines if line.startswith("# ")]
    assert any("2024-11-26 – 2024-11-30" in line for line in header)
    assert any(line.startswith("# method: area on the WGS 84 ellipsoid") for line in header)
    assert "# revision: 17" in header
    rows = list(csv.DictReader(io.StringIO("\n".join(lines[len(header) :]))))
    for row in rows:
        net = float(row["gained_km2"]) - float(row["lost_km2"])
        assert net == pytest.approx(float(row["delta_km2"]), abs=0.01)
    document = json.loads(tables.change_flows(provenance, span.effective_dates, change).to_json())
    assert sum(row["km2"] for row in document["rows"]) == pytest.approx(
        sum(float(row["gained_km2"]) for row in rows), abs=0.01
    )
    found = by_governorate(change, governorates(span.record.theatre))
    governed = tables.change_governorates(provenance, span.effective_dates, change, found)
    parts = json.loads(governed.to_json())["rows"]
    assert sum(row["gained_km2"] for row in parts) == pytest.approx(
        sum(float(row["gained_km2"]) for row in rows), abs=0.01
    )


def test_the_map_is_told_the_pieces_that_are_large_enough(span, change):
    message = json.loads(drawn(span, change, 5))
    check("ChangeMessage", message)
    assert ("2024-11-26", "2024-11-30") == (message["from"], message["to"])
    assert (True, 5) == (message["claimed"], message["min_km2"])
    assert all(piece["km2"] >= 5 for piece in message["pieces"])
    largest = message["pieces"][0]
    assert ("SAA", "HTS") == (largest["before"], largest["after"])
    assert largest["km2"] == pytest.approx(change.matrix[Holder("SAA"), Holder("HTS")], rel=0.01)
    label = shapely.Point(largest["label"]["lon"], largest["label"]["lat"])
    assert change.gained(Holder("HTS")).buffer(0.001).contains(label)
    [exterior, *holes] = [ring_of(ring, message["grid_deg"]) for ring in largest["rings"]]
    assert shapely.is_closed(exterior)
    assert shapely.Polygon(exterior, holes).contains(label)
    assert area_km2(shapely.Polygon(exterior, holes)) == pytest.approx(largest["km2"], rel=1e-3)
    assert len(json.loads(drawn(span, change, 0))["pieces"]) > len(message["pieces"])


def ring_of(ring, grid_deg) -> shapely.LinearRing:
    """A ring of the message in degrees."""
    steps = np.array([ring["lon"], ring["lat"]])
    return shapely.LineString(np.cumsum(steps, axis=1).T * grid_deg)


def test_the_map_is_told_what_each_party_gained_and_lost(span):
    fought = replace(span, last=date(2024, 11, 29))
    change = compare(*map(span.record.snapshot, fought.effective_dates))
    message = json.loads(drawn(fought, change))
    rows = {row["slot"]: (row["gained_km2"], row["lost_km2"]) for row in message["slots"]}
    assert {(slot(row.party), (row.gained_km2, row.lost_km2)) for row in change.parties} == (
        set(rows.items())
    )
    assert CONTESTED_SLOT in rows


def test_a_theatre_without_a_change_has_a_message(span):
    whole = compare(*[span.record.snapshot(BEFORE)] * 2)
    message = json.loads(drawn(replace(span, last=BEFORE, claimed=False), whole, 0.5))
    check("ChangeMessage", message)
    assert (False, 0.5, []) == (message["claimed"], message["min_km2"], message["pieces"])


def test_a_link_backwards_in_time_is_turned_round(open_page):
    page = open_page(**{"from": "2024-12-08", "to": "2024-11-30"})
    assert "30 November 2024 to 8 December 2024" == heading(page)[1]


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday", "to": NASTY},
        {"from": "2020-01-01", "to": "2030-01-01", "least_km2": "nan"},
        {"least_km2": "-3", "claimed": "maybe", "view": "?", "lang": "xx", "theme": "pink"},
    ],
    ids=str,
)
def test_a_broken_link_opens_what_can_be_shown(open_page, query):
    page = open_page(**query)
    assert "26 November 2024 to 12 December 2024" == heading(page)[1]
    assert "pieces under 1 km²" in written(page).text


def test_one_day_twice_says_that_nothing_changed(open_page):
    found = written(open_page(**{"from": "2024-11-30", "to": "2024-11-30"}))
    assert "Both days have the same map" in found.text
    assert "No ground changed hands." in found.text
    assert "No place is reported under another party." in found.text


def test_arabic_runs_from_right_to_left(open_page):
    page = open_page(lang="ar", **{"from": "2024-11-26", "to": "2024-11-30"})
    found = written(page)
    assert ["مقارنة يومين", "من 26 تشرين الثاني 2024 إلى 30 تشرين الثاني 2024"] == heading(page)
    assert {"rtl"} == {a["dir"] for tag, a in found.tags if tag in {"p", "div"} and "dir" in a}


def test_claimed_ground_is_counted_unless_left_out(open_page):
    assert "Claimed ground is counted;" in written(open_page()).text
    assert "Claimed ground is left out;" in written(open_page(claimed="0")).text


def test_names_with_signs_of_html_stay_text(open_page, squares):
    parties = [one | {"short": {"en": NASTY}} for one in SETTINGS["parties"]]
    change = CHANGES[1] | {"place_id": "x", "from": "B", "source": NASTY, "note": NASTY}
    squares(
        places=[*PLACES, place("x", NASTY, 37.8, 36.8, "B", governorate=NASTY)],
        changes=[*CHANGES, change],
        settings=SETTINGS | {"title": {"en": NASTY}, "credit": {"en": NASTY}, "parties": parties},
    )
    found = written(open_page())
    assert found.text.count("<script>") > 6
    assert {"script", "img", "iframe"}.isdisjoint(tag for tag, _ in found.tags)


def test_a_file_does_not_run_what_a_source_says(squares, tmp_path):
    squares(changes=[*CHANGES[:1], CHANGES[1] | {"source": "=HYPERLINK()", "from": "B"}])
    record = open_record()
    changes = control_changes(record.theatre, record.snapshot(FIRST), record.snapshot(TAKEN))
    table = tables.change_places(Provenance(record.theatre), (FIRST, TAKEN), changes)
    assert b"'=HYPERLINK()" in table.to_csv()


# --- a theatre with little in it -----------------------------------------------------------------


def test_one_day_only_is_compared_with_itself(open_page, squares):
    squares(held={FIRST: HELD[FIRST]})
    page = open_page()
    assert "1 January 2024 to 1 January 2024" == heading(page)[1]
    assert "Both days have the same map" in written(page).text


def test_a_theatre_without_governorates_says_where_ground_lies(open_page, squares):
    squares()
    found = written(open_page())
    assert "In no governorate" in found.tables["By governorate"][1][0]


def test_an_empty_theatre_is_said_in_one_sentence(open_page, squares):
    settings = SETTINGS | {"default_distances": []}
    squares(places=[], changes=[], events=[], held={}, settings=settings)
    (error,) = open_page().error
    assert "This theatre has no day yet; publish a snapshot first." in error.value.replace("\\", "")


def test_a_broken_theatre_is_said_in_one_sentence(open_page, squares):
    (squares() / "places.csv").unlink()
    page = open_page()
    (error,) = page.error
    assert error.value.startswith("The map cannot be shown: ")
    assert ["Compare two days"] == heading(page)
