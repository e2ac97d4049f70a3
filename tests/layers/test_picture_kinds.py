"""Pairs, what changed, strips of days, charts: and all of them by script."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from geodata.change import compare
from geodata.errors import DateError
from geodata.record import open_record
from layers.__main__ import main
from layers.link import View, read_link
from layers.picture import (
    PictureError,
    draw_change,
    draw_chart,
    draw_multiples,
    draw_pair,
    of_size,
    read_metadata,
)

SVG = "{http://www.w3.org/2000/svg}"
SPAN = read_link("?from=2024-11-26&to=2024-11-30")
LOOK = of_size("1200x675", format="svg")


@pytest.fixture(scope="module")
def record():
    return open_record()


def groups(drawing):
    root = ET.fromstring(drawing)  # noqa: S314 - our own
    return {
        one.get("id"): " ".join("".join(text.itertext()) for text in one.iter(f"{SVG}text"))
        for one in root.iter(f"{SVG}g")
        if one.get("id")
    }


def test_a_pair_shows_both_days_with_one_legend(record):
    found = groups(draw_pair(record, SPAN, LOOK))
    assert {"panel-2024-11-26", "panel-2024-11-30", "legend-title", "scale"} <= found.keys()
    assert "26 November 2024" in found["panel-2024-11-26"]
    assert "30 November 2024" in found["panel-2024-11-30"]
    assert found["date-en"] == "26 November 2024 – 30 November 2024"
    assert "since 26 Nov" in found["legend-title"]
    assert found["permalink"] == "?from=2024-11-26&to=2024-11-30"
    before, after = (
        {one.party: one.km2 for one in record.figures(day)}["HTS"]
        for day in (date(2024, 11, 26), date(2024, 11, 30))
    )
    row = found["legend-HTS-controlled-assessed"]
    assert f"{after:,.0f} +{after - before:,.0f}" in row


def test_a_day_alone_is_paired_with_the_one_before_it(record):
    found = groups(draw_pair(record, View(as_of=date(2024, 12, 1)), LOOK))
    assert {"panel-2024-11-30", "panel-2024-12-01"} <= found.keys()
    with pytest.raises(DateError, match="Nothing is known before 2024-11-26"):
        draw_pair(record, View(as_of=date(2024, 11, 26)), LOOK)


def test_the_earlier_day_of_a_pair_comes_first_where_reading_begins(record):
    def lefts(languages):
        drawing = draw_pair(record, SPAN, of_size("1200x675", format="svg", languages=languages))
        root = ET.fromstring(drawing)  # noqa: S314 - our own
        labels = [
            one for one in root.iter(f"{SVG}g") if (one.get("id") or "").startswith("day-label")
        ]
        return [float(next(label.iter(f"{SVG}text")).get("x")) for label in labels]

    first, second = lefts(("en",))
    assert first < second
    first, second = lefts(("ar",))
    assert first > second


def test_what_changed_has_the_numbers_of_the_change(record):
    days = [date(2024, 11, 26), date(2024, 11, 30)]
    change = compare(*(record.snapshot(day) for day in days))
    found = groups(draw_change(record, SPAN, LOOK, change=change))
    assert {"gained", "unchanged", "front-before", "gained-HTS-controlled-assessed"} <= found.keys()
    gained = {one.party: one.gained_km2 for one in change.parties}
    lost = {one.party: one.lost_km2 for one in change.parties}
    assert f"{gained['HTS']:,.0f}" in found["legend-HTS-controlled-assessed"]
    assert f"−{lost['SAA']:,.0f}" in found["legend-SAA-controlled-assessed"]
    assert draw_change(record, SPAN, LOOK) == draw_change(record, SPAN, LOOK, change=change)


def test_a_strip_has_a_map_for_each_day(record):
    days = [date(2024, 11, 27), date(2024, 12, 8), date(2024, 11, 30)]
    found = groups(draw_multiples(record, View(), LOOK, days))
    panels = [name for name in found if name.startswith("panel-")]
    assert panels == ["panel-2024-11-27", "panel-2024-11-30", "panel-2024-12-08"]
    assert "8 Dec" in found["panel-2024-12-08"]
    for few in ([], [days[0]], list(record.dates)):
        with pytest.raises(DateError, match="choose 2 to 12 days"):
            draw_multiples(record, View(), LOOK, few)


def test_a_chart_of_ground_has_a_band_for_each_party(record):
    found = groups(draw_chart(record, View(), LOOK, "areas"))
    bands = {name for name in found if name.startswith("band-")}
    assert {"band-SAA-controlled-assessed", "band-CONTESTED-contested-assessed"} <= bands
    assert "Ground held, thousand km²" in found["chart"]
    assert "26 Nov" in found["chart"]


def test_a_chart_of_the_front_says_its_length(record):
    found = groups(draw_chart(record, View(), LOOK, "fronts"))
    km = sum(record.contact_km(date(2024, 11, 26)).values())
    assert f"{km:,.0f}" in found["chart"]
    assert found["title-en"].replace("\u00a0", " ") == "Length of all front lines, km"
    with pytest.raises(PictureError, match="choose one of areas, fronts"):
        draw_chart(record, View(), LOOK, "tanks")


@pytest.mark.parametrize("kind", ["map", "pair", "change", "strip", "areas", "fronts"])
def test_every_kind_can_be_had_by_script(tmp_path, capsys, kind):
    path = tmp_path / "out.webp"
    days = ["--days", "2024-11-27", "2024-11-30"] if kind == "strip" else []
    link = ["--link", "?as_of=2024-11-30", "--preset", "800x600"]
    assert main(["picture", "-o", str(path), "--kind", kind, *link, *days]) == 0
    assert capsys.readouterr().out == (f"{path}: {path.stat().st_size:,} bytes, 800 × 600 pixels\n")
    assert Image.open(BytesIO(path.read_bytes())).size == (800, 600)
    facts = read_metadata(path.read_bytes())
    assert facts is not None
    # The store that was made for this test has published the theatre's days.
    assert facts.revision == 17


def test_a_strip_by_script_spreads_six_days_over_its_link(tmp_path, capsys):
    path = tmp_path / "out.svg"
    link = ["--link", "?from=2024-11-29&to=2024-12-08", "--preset", "1200x675"]
    assert main(["picture", "-o", str(path), "--kind", "strip", *link]) == 0
    panels = [name for name in groups(path.read_text("utf-8")) if name.startswith("panel-")]
    days = ["11-29", "12-01", "12-03", "12-04", "12-06", "12-08"]
    assert panels == [f"panel-2024-{day}" for day in days]


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["x.bmp"], 1, 'names no format of a picture'),
        (["x.png", "--preset", "a5"], 1, '"a5" is no size'),
        (["x.png", "--preset", "10x10"], 1, "10 × 10 pixels is not drawn"),
        (["x.png", "--link", "?as_of=2020-01-01"], 1, "Nothing is known for 2020-01-01"),
        (["no/such/x.png"], 2, "no/such/x.png"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told(tmp_path, capsys, more, code, said):
    path, *rest = more
    assert main(["picture", "-o", str(tmp_path / path), *rest]) == code
    assert said in capsys.readouterr().err
