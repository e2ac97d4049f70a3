"""The map's own arithmetic against PROJ: scale bar, fronts, and who holds a place."""

from datetime import date, timedelta

import pytest
import shapely
from pyproj import Geod

from geodata.places import in_force
from geodata.record import open_record
from layers.palette import slot
from tests.browser.map_reading import ready, reopen

pytestmark = pytest.mark.browser

GEOD = Geod(ellps="WGS84")
DAYS = (date(2024, 11, 26), date(2024, 11, 30), date(2024, 12, 8))


@pytest.fixture(scope="module")
def record():
    return open_record()


def test_the_scale_bar_is_true_at_the_middle_of_the_map(open_page, file_url):
    page = ready(open_page(file_url))
    for view in ("36.2,37.2,6", "34.8,38.5,8.25", "32.7,36.6,12"):
        reopen(page, f"at={view}")
        said, ends = page.evaluate(
            """() => {
              const bar = document.querySelector(".loc-bar");
              const width = bar.getBoundingClientRect().width;
              const middle = shown.view.map.getSize().divideBy(2);
              const ends = [-width / 2, width / 2].map(shift =>
                shown.view.map.containerPointToLatLng(middle.add([shift, 0])));
              return [Number(bar.dataset.km), ends.map(end => [end.lng, end.lat])];
            }"""
        )
        _, _, metres = GEOD.inv(*ends[0], *ends[1])
        assert metres / 1000 == pytest.approx(said, rel=0.005)
        assert page.locator(".loc-bar-text").inner_text() == f"{said:g} km"


def test_the_painted_area_at_every_place_is_its_holder(open_page, file_url, record):
    page = ready(open_page(file_url))
    points = [[place.place_id, place.lon, place.lat] for place in record.theatre.places]
    painted = page.evaluate(
        """([points, days]) => {
          const data = document.querySelector("script[type='application/json']").textContent;
          const { theatre, topology } = JSON.parse(data);
          const plane = new LinesOfControl.MercatorPlane(...theatre.extent);
          const control = new LinesOfControl.Topology(topology, plane);
          const probe = document.createElement("canvas").getContext("2d");
          const party = (day, lon, lat) =>
            control.at(day, plane.x(lon), plane.y(lat), probe)?.properties.party;
          return Object.fromEntries(days.map(day =>
            [day, Object.fromEntries(points.map(([id, ...at]) => [id, party(day, ...at)]))]));
        }""",
        [points, [day.isoformat() for day in DAYS]],
    )
    drawn = shapely.union_all(record.snapshot(DAYS[0]).areas.geometry)
    # A few places lie a little outside the simplified border or on an islet: no ground is theirs.
    inside = {place_id for place_id, *at in points if drawn.intersects(shapely.Point(at))}
    assert len(inside) > 0.97 * len(points)
    for day in DAYS:
        reports = in_force(record.theatre.reports, day)
        slots = {place_id: slot(report.party) for place_id, report in reports.items()}
        wrong = {
            place_id: (slots[place_id], found)
            for place_id, found in painted[day.isoformat()].items()
            if found != (slots[place_id] if place_id in inside else None)
        }
        assert {} == wrong


def test_the_ghost_is_the_front_of_the_date_before(open_page, file_url, record):
    """Which arcs these are, `tests/layers/test_browser_fronts.py` knows."""
    page = ready(open_page(file_url))
    day, before = DAYS[1], record.before(DAYS[1])
    reopen(page, f"as_of={day}&layers=fronts_before")
    shown = page.evaluate("[shown.record.dateBefore(shown.date), shown.date]")
    epoch = date.fromisoformat("1970-01-01")
    assert [epoch + timedelta(days=number) for number in shown] == [before, day]
    assert page.locator(".loc-sign-before").count() == 1
    reopen(page, f"as_of={record.dates[0]}&layers=fronts_before,fronts")
    assert page.locator(".loc-sign-before").count() == 0
    front = page.locator(".loc-signs span", has_text="Front line").inner_text()
    total = sum(record.contact_km(record.dates[0]).values())
    assert front == f"Front line: {total:,.0f} km"
