"""Python's reruns move the panel and never touch the map; both tell the record's own numbers."""

from datetime import timedelta

import pytest

from geodata.record import open_record
from layers.locale import Locale
from tests.browser.replay_page import (
    FIRST,
    link,
    shown_day,
    tool,
    wait_link,
    wait_ready,
    wait_still,
)
from tests.words import ARABIC, ENGLISH

pytestmark = pytest.mark.browser

NODES = [
    ".loc", ".loc-map", ".loc-track", ".leaflet-loc-ground-pane canvas",
    ".leaflet-loc-control-pane canvas", ".leaflet-loc-above-pane canvas",
]  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture
def replay(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/?as_of={FIRST}&lang=en"))
    panel_of(page, FIRST)
    return page


def panel_of(page, day):
    page.locator(".loc-side h2", has_text=ENGLISH.day(day)).wait_for()


def test_five_reruns_leave_the_map_and_its_view_alone(replay):
    replay.evaluate("names => names.forEach(name => { look.deep(name).mark = name })", NODES)
    tool(replay, "zoomIn").click()
    wait_still(replay)
    before = link(replay)

    for _ in range(5):
        replay.keyboard.press("ArrowRight")
        panel_of(replay, shown_day(replay))

    assert shown_day(replay) == FIRST + timedelta(days=5)
    assert replay.evaluate("names => names.map(name => look.deep(name).mark)", NODES) == NODES
    wait_link(replay, "as_of", "2024-12-01")
    assert link(replay)["at"] == before["at"]


def test_the_panel_follows_the_language_of_the_map(replay):
    replay.locator(".loc-language").click()

    replay.locator(".loc-side h2", has_text=ARABIC.day(FIRST)).wait_for()
    assert replay.locator(".loc-side").get_attribute("dir") == "rtl"


def rows_of(page, table):
    """Cells of a table by the first of each row: party, then km², share, change."""
    rows = page.locator(f"{table} tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )
    return {cells[0]: cells[1:] for cells in rows}


def number(text):
    if text.strip() == "–":
        return 0.0
    return float(text.replace(",", "").replace("−", "-").replace("+", "").replace("%", ""))


def show(page, day):
    page.locator(".loc input[type=date]").fill(day.isoformat())
    panel_of(page, day)


def test_panel_and_legend_tell_the_numbers_of_the_record(replay, record):
    for day in (FIRST + timedelta(days=later) for later in (4, 12, 0)):
        show(replay, day)
        tell_the_same(replay, record, day)


def tell_the_same(page, record, day):
    earlier = record.before(day)
    before = {row.party: row.km2 for row in record.figures(earlier)} if earlier else {}
    figures, english = record.figures(day), Locale(record.theatre, "en")
    panel = rows_of(page, ".loc-side section:has(h3:text-is('Who holds what'))")
    legend = rows_of(page, ".loc-legend")

    for figure in figures:
        name = english.party(figure.party)
        for table in (panel, legend):
            km2, share, change = map(number, table[name])
            assert km2 == pytest.approx(figure.km2, abs=0.51)
            assert share == pytest.approx(100 * figure.share, abs=0.051)
            gained = figure.km2 - before.get(figure.party, 0.0) if earlier else 0.0
            assert change == pytest.approx(gained, abs=0.51)
    held = {name for name, cells in panel.items() if number(cells[0])}
    assert held == {english.party(figure.party) for figure in figures}
    assert held == {name for name, cells in legend.items() if number(cells[0])}


def test_the_panel_tells_the_fronts_of_the_record(replay, record):
    day = FIRST + timedelta(days=4)
    show(replay, day)

    section = ".loc-side section:has(h3:text-is('Length of the lines of contact'))"
    panel_km = {
        name: number(cells[0].removesuffix(" km"))
        for name, cells in rows_of(replay, section).items()
    }

    short = {party.code: party.short["en"] for party in record.theatre.parties}
    lengths = record.contact_km(day)
    expected = {" – ".join(short[code] for code in pair): km for pair, km in lengths.items()}
    assert panel_km == pytest.approx(expected, abs=0.051)
