"""What a click on the map tells: a place's history, an area's facts, an event; and distances."""

import pytest

from geodata.record import open_record
from tests.browser.map_reading import legend, pixel, ready

pytestmark = pytest.mark.browser

VIEW = (36.1, 37.0, 8)
LINK = "as_of=2024-11-30&at=36.1,37,8"
POPUP = ".leaflet-popup .loc-popup"


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture
def shown(open_page, app_url):
    return ready(open_page(f"{app_url}/?{LINK}"))


def click(page, lon: float, lat: float) -> str:
    """Click a point of the map; what the popup says."""
    page.mouse.click(*pixel(page, lon, lat, VIEW))
    return page.locator(POPUP).inner_text()


def test_a_place_shows_its_history_with_confidence_and_source(shown, record):
    aleppo = next(place for place in record.theatre.places if place.place_id == "aleppo")
    said = click(shown, aleppo.lon, aleppo.lat)

    assert [line for line in said.splitlines() if line][:3] == [
        "Aleppo",
        "City · Aleppo",
        "36.2012° N 37.1612° E",
    ]
    rows = shown.locator(f"{POPUP} li").all_inner_texts()
    assert rows[0].startswith("Before 26 November 2024")
    contested, taken = rows[1], rows[2]
    assert contested.startswith("29 November 2024 Contested")
    assert taken.startswith("30 November 2024 HTS-led")
    for row in (contested, taken):
        assert "high confidence · Wikipedia: Battle of Aleppo (2024)" in row
    assert "SDF keeps Sheikh Maqsud/Ashrafieh" in taken


def test_what_lies_after_the_day_shown_is_marked(shown, record):
    shown.keyboard.press("ArrowLeft")
    aleppo = next(place for place in record.theatre.places if place.place_id == "aleppo")
    click(shown, aleppo.lon, aleppo.lat)

    later = shown.locator(f"{POPUP} li").evaluate_all("them => them.map(it => it.className)")
    assert later == ["", "", "loc-later"]


def test_an_area_shows_party_status_basis_and_km2(shown):
    said = click(shown, 37.2, 35.4)

    party = said.splitlines()[0]
    rows = {row[0]: row for row in legend(shown)}
    facts = shown.locator(f"{POPUP} dd").all_inner_texts()
    assert facts[:3] == ["controlled", "assessed", "30 November 2024"]
    assert party == "Syrian government forces and allied armed groups"
    _, km2, share, _ = rows["Syrian government forces"]
    assert facts[3] == f"{km2} km² ({share})"
    assert "Derived from place reports" in said


def test_sea_and_neighbours_show_nothing(shown):
    shown.mouse.click(*pixel(shown, 35.2, 36.1, VIEW))

    assert shown.locator(POPUP).count() == 0


def test_an_event_mark_shows_text_and_source(shown, record):
    marks = shown.locator(".loc-event-mark")
    assert marks.count() > 0
    mark = next(mark for mark in marks.all() if "Aleppo" in (mark.get_attribute("title") or ""))
    mark.click()
    said = shown.locator(POPUP).inner_text()

    assert said.startswith("30 November 2024")
    events = [event for event in record.events_on(record.dates[4]) if event.text["en"] in said]
    assert events
    for event in events:
        assert f"{event.confidence} confidence · {event.source}" in said


def test_the_distance_form_adds_a_pair_and_refuses_what_it_does_not_know(shown):
    shown.locator("[data-tool='measure']").click()
    start, end = shown.locator(".loc-panel form input").all()
    problem = shown.locator(".loc-problem")

    start.fill("Atlantis")
    end.fill("Aleppo")
    end.press("Enter")
    assert problem.inner_text().startswith("No place on this map is called “Atlantis”.")
    start.fill("aleppo")
    end.press("Enter")
    assert problem.inner_text() == "Choose two different places."
    start.fill("Hama")
    end.press("Enter")
    pairs = shown.locator(".loc-panel li")
    assert pairs.count() == 2
    assert "Hama–Aleppo" in pairs.nth(1).inner_text()
    shown.wait_for_function("location.search.includes('idlib~aleppo,hama~aleppo')")
    shown.wait_for_function("document.querySelector('.loc-side').innerText.includes('Hama–Aleppo')")
    pairs.nth(0).locator("button").click()
    shown.wait_for_function("!location.search.includes('idlib')")
    assert pairs.count() == 1
