"""Charts: one axis for all, nothing where nothing is known, nothing by colour alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.places import Event
from geodata.terms import Confidence
from layers.chart_axis import MAX_TICKS, Axis
from layers.charts import Series, _nice, _slanting, happened, rows, stacked
from layers.locale import Locale

DAYS = tuple(date(2024, 11, day) for day in (26, 27, 29))


def axis(days=DAYS, **other):
    locale = Locale(None, other.pop("language", "en"))
    theme = other.pop("theme", "light")
    return Axis(days, locale, theme, "./?as_of=", "Somebody's map", **other)


def spec(chart):
    return chart.to_dict()


def data(chart):
    """Give all rows of data of a chart."""
    return [row for rows in spec(chart).get("datasets", {}).values() for row in rows]


def series(name="A", value=10.0, **other):
    return Series(name, dict.fromkeys(DAYS, value), "#336699", **other)


def x_scales(chart):
    return {
        (tuple(layer["encoding"]["x"]["scale"]["domain"]), layer["encoding"]["x"]["scale"]["nice"])
        for layer in spec(chart)["layer"]
    }


def test_all_charts_have_the_same_axis():
    event = Event("e", DAYS[0], "", "there", 0, 0, "x", {"en": "so"}, Confidence.HIGH, "me")
    charts = [
        stacked(axis(), [series()], "t", "s"),
        rows(axis(), [series()], "t", "s", "{value} km"),
        happened(axis(), [event], "t", "s"),
    ]

    assert [{((0, 4), False)}] * 3 == [x_scales(chart) for chart in charts]
    left = {(spec(c)["config"]["axisY"]["minExtent"], spec(c)["config"]["axisY"]["maxExtent"])
            for c in charts}  # fmt: skip
    assert {(50, 50)} == left


def test_a_day_without_a_map_has_no_column_and_says_so():
    found = data(rows(axis(), [series()], "t", "s", "{value} km"))

    assert {0, 1, 3} == {row["x"] for row in found if "fill" in row}
    assert {2} == {row["x"] for row in found if "tip" in row}


def test_a_click_leads_to_the_day():
    found = data(stacked(axis(), [series()], "t", "s"))

    assert {f"./?as_of={day}" for day in DAYS} <= {row.get("href") for row in found}


def test_columns_stand_upon_one_another():
    found = data(stacked(axis(), [series("A", 10.0), series("B", 5.0)], "t", "s"))
    first = [row for row in found if "name" in row and row.get("x") == 0 and "y2" in row]

    assert [(0, 10), (10, 15)] == [(row["y"], row["y2"]) for row in first]


def test_what_is_striped_has_lines_over_its_colour():
    plain = data(stacked(axis(), [series()], "t", "s"))
    striped = data(stacked(axis(), [series(stripe="#000000")], "t", "s"))

    assert [] == [row for row in plain if "stripe" in row and "href" not in row]
    assert [row for row in striped if row.get("stripe") == "#000000" and "href" not in row]


@given(
    x=st.integers(0, 50), y=st.floats(0, 100), tall=st.floats(0.5, 50), slope=st.floats(0.5, 40),
    gap=st.floats(0.5, 8),
)  # fmt: skip
def test_slanting_lines_stay_in_their_cell(x, y, tall, slope, gap):
    cell = {"x": x, "x2": x + 1, "y": y, "y2": y + tall}

    for left, foot, right, head in _slanting(cell, slope, gap):
        assert x - 1e-6 <= left < right <= x + 1 + 1e-6
        assert y - 1e-6 <= foot <= head <= y + tall + 1e-6


@pytest.mark.parametrize(("most", "top"), [(0, 1), (722, 800), (95.2, 100), (41, 50), (100, 100)])
def test_a_scale_ends_at_a_round_number(most, top):
    assert top == pytest.approx(_nice(most))


def test_long_records_have_few_ticks():
    days = tuple(date(2022, 2, 24) + timedelta(at) for at in range(770))
    found = spec(stacked(axis(days), [Series("A", dict.fromkeys(days, 1.0), "#111111")], "t", "s"))
    ticks = found["layer"][0]["encoding"]["x"]["axis"]["values"]

    assert len(ticks) <= MAX_TICKS


def test_dark_charts_have_dark_paper_and_light_words():
    light, dark = (spec(stacked(axis(theme=t), [series()], "t", "s")) for t in ("light", "dark"))

    assert ("#ffffff", "#171b22") == tuple(one["config"]["background"] for one in (light, dark))
    assert light["config"]["title"]["color"] != dark["config"]["title"]["color"]


def test_words_run_as_their_language_does():
    assert "\u2067حلب\u2069" == axis(language="ar").run("حلب")
    assert ["one", "two"] == axis().lines("one\ntwo", 40)


def test_the_chosen_day_is_framed():
    found = spec(stacked(axis(chosen=DAYS[1]), [series()], "t", "s"))
    frames = [layer for layer in found["layer"] if layer["mark"].get("filled") is False]

    assert [1] == [found["datasets"][one["data"]["name"]][0]["x"] for one in frames]


def test_nothing_is_fetched():
    chart = spec(happened(axis(marked={DAYS[0]: "Aleppo"}), [], "t", "s"))

    assert all("url" not in layer["data"] for layer in chart["layer"])
