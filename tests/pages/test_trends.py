"""The trends page: its charts hold the figures of geodata, its choices stand in the link."""

import json
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest

from geodata import theatre as theatres
from geodata.distance_to_front import distances_to_front
from geodata.record import open_record
from geodata.store import Publication
from geodata.store import open_record as open_store
from geodata.terms import CONTESTED, Holder
from tests.pages.visits import visit
from tests.square import FIRST, FOUGHT, TAKEN
from tests.words import ARABIC, ENGLISH

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = theatres.BUILT_IN
CHARTS = ["events", "area", "contested", "fronts", "control_changes", "nearness"]


@pytest.fixture
def open_trends(square):
    """Give a function that opens the page of the square by a link."""
    return partial(visit, "pages/trends/trends.py")


def specs(page):
    """Give the description of each chart, in the order of the page."""
    charts = page.get("vega_lite_chart")
    return dict(zip(CHARTS, map(read, charts), strict=False))


def read(chart):
    """Give the description of a chart with its data, which travels beside it as Arrow."""
    spec = json.loads(chart.proto.spec)
    spec["datasets"] = {
        one.name: pa.ipc.open_stream(one.data.data).read_all().to_pylist()
        for one in chart.proto.datasets
    }
    return spec


def rows(spec):
    """Give all rows of data of a chart."""
    return [row for layer in spec["layer"] for row in values(spec, layer)]


def values(spec, layer):
    return spec["datasets"][layer["data"]["name"]]


def bars(spec):
    """Give the columns that are drawn: those with a height, not the doors over whole days."""
    rects = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    return [row for layer in rects for row in values(spec, layer) if "y2" in row]


def html(page):
    return "\n".join(getattr(one.proto, "body", "") for one in page.get("html"))


def test_every_chart_is_there(open_trends):
    page = open_trends(lang="en")

    assert list(specs(page)) == CHARTS
    assert [] == list(page.error)
    assert page.title[0].value == ENGLISH.say("page_trends")


def test_columns_are_as_high_as_the_figures(open_trends):
    spec = specs(open_trends(lang="en"))["area"]
    record = open_record()

    for day in record.dates:
        mine = [row for row in bars(spec) if row["href"].endswith(f"as_of={day}")]
        drawn = sorted(row["y2"] - row["y"] for row in mine)
        assert drawn == pytest.approx(sorted(one.km2 for one in record.figures(day)))


def test_shares_add_up_to_one(open_trends):
    page = open_trends(lang="en", unit="share")
    heads = [row["y2"] for row in bars(specs(page)["area"])]

    assert max(heads) == pytest.approx(1.0)
    assert page.segmented_control[0].value == "share"


def test_a_day_without_a_map_stays_empty(open_trends):
    spec = specs(open_trends(lang="en"))["area"]
    days = [(day - FIRST).days for day in (FIRST, FOUGHT, TAKEN)]

    assert {row["x"] for row in bars(spec)} == set(days)
    empty = {
        row["x"] for row in rows(spec) if ENGLISH.say("trends_no_map") in (row.get("tip") or "")
    }
    assert empty == {1, 3}


def test_contested_ground_is_striped_and_not_only_coloured(open_trends):
    spec = specs(open_trends(lang="en"))["area"]
    lines = [row for row in rows(spec) if "stripe" in row and "href" not in row]

    assert {int(row["x"]) for row in lines} == {(FOUGHT - FIRST).days}


def test_fronts_have_the_lengths_of_the_record(open_trends):
    page = open_trends(lang="en", fronts="A~B")
    record = open_record()
    texts = {row["text"] for row in bars(specs(page)["fronts"])}

    assert texts == {f"{record.contact_km(day)['A', 'B']:,.0f}" for day in record.dates}


def test_distances_are_those_of_geodata_and_coloured_by_who_holds_the_place(open_trends):
    page = open_trends(lang="en", cities="ne", to="A")
    record = open_record()
    (place,) = [one for one in record.theatre.places if one.place_id == "ne"]
    found = distances_to_front(record, [place], "A")
    drawn = bars(specs(page)["nearness"])

    assert [row["text"] for row in drawn] == [f"{one.nearest.km:,.0f}" for one in found]
    assert len({row["fill"] for row in drawn}) == 3
    assert [Holder("B"), CONTESTED, Holder("A")] == [one.holder for one in found]


def test_the_table_opens_the_days_in_the_replay(open_trends):
    text = html(open_trends(lang="en"))

    assert f'href="./?lang=en&amp;as_of={TAKEN}"' in text
    assert "./method?lang=en#front" in text


def test_a_day_of_the_link_is_framed(open_trends):
    spec = specs(open_trends(lang="en", as_of=FOUGHT.isoformat()))["area"]
    framed = [
        values(spec, layer)[0]["x"]
        for layer in spec["layer"]
        if layer["mark"].get("filled") is False
    ]

    assert framed == [(FOUGHT - FIRST).days]


@pytest.mark.parametrize("day", ["2023-12-31", "<b>x</b>"])
def test_a_day_outside_of_the_record_is_told(open_trends, day):
    page = open_trends(lang="en", as_of=day)

    assert len(page.warning) == 1
    assert "is not a day of this record" in page.warning[0].value
    assert list(specs(page)) == CHARTS


def test_bad_choices_in_a_link_are_the_usual_ones(open_trends):
    page = open_trends(lang="xx", unit="miles", fronts="A~Z", cities="atlantis", to="Z", theme="x")

    assert page.segmented_control[0].value == "km2"
    assert page.selectbox[0].value == "front"
    assert ENGLISH.say("trends_no_city") in [one.value for one in page.info]


def test_an_instant_before_anything_was_published_shows_what_is_known_now(open_trends):
    page = open_trends(lang="en", known_on="2001-01-01")

    assert len(page.warning) == 1
    assert list(specs(page)) == CHARTS


def test_a_record_of_one_day_can_be_drawn(open_trends, square):
    withdraw(square, FOUGHT, TAKEN)
    page = open_trends(lang="en")

    assert {row["x"] for row in bars(specs(page)["area"])} == {0}


def test_a_record_without_any_day_says_so(open_trends, square):
    withdraw(square, FIRST, FOUGHT, TAKEN)
    page = open_trends(lang="en")

    assert [one.value for one in page.info] == [ENGLISH.say("trends_nothing")]
    assert {} == specs(page)


def test_the_page_speaks_arabic(open_trends):
    page = open_trends(lang="ar")

    assert page.title[0].value == ARABIC.say("page_trends")
    assert "أيار" not in html(page)
    assert "كانون الثاني" in html(page)


def test_a_chart_is_told_to_those_who_cannot_see_it_in_the_language_of_the_page(open_trends):
    charts = open_trends(lang="ar").get("vega_lite_chart")
    alt_texts = dict(zip(CHARTS, (chart.proto.alt for chart in charts), strict=True))

    assert ARABIC.say("km2") in alt_texts["area"]
    assert ARABIC.say("km", value="").strip() in alt_texts["fronts"]
    assert not any("km" in text for text in alt_texts.values())


def withdraw(store, *days: date) -> None:
    open_store(NAME, store=store)
    for day in days:
        given = Publication(NAME, day, None, "Rima", "taken back", against=store.version(NAME))
        store.publish(given)
