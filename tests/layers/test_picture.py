"""The map as a picture: everything is there, inside the frame, readable, true to scale."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from geodata.control import effective_on
from geodata.measure import inverse
from geodata.record import open_record
from layers.edition import Edition
from layers.link import View, read_link
from layers.moment import moment_of
from layers.palette import colours_of
from layers.picture import PRESETS, THEMES, PictureError, PictureOptions, draw, draw_pair, of_size
from layers.picture.canvas import Canvas
from layers.picture.drawing import laid_out
from layers.picture.fonts import Type, face_of, width_of
from layers.picture.maps import places_of
from layers.picture.marginalia import scale_km, scale_units
from layers.picture.options import usual_text_px
from layers.picture.window import Box, fitted
from tests.layers.test_palette import SEEN_BY, channels, contrast, distance, over

SVG = "{http://www.w3.org/2000/svg}"
DAY = View(as_of=date(2024, 11, 30))
ZOOMED = read_link("?as_of=2024-11-30&at=36.2,37.1,9.5")
BARE = Edition()


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def svg(record):
    """Give a function that draws a map as SVG, once for the same request."""
    drawn = {}

    def make(view=DAY, preset="1920x1080", **more):
        key = (view, preset, tuple(sorted(more.items())))
        if key not in drawn:
            options = of_size(preset, format="svg", **more)
            drawn[key] = ET.fromstring(draw(record, view, options))  # noqa: S314 - our own
        return drawn[key]

    return make


def gids(root):
    return {one.get("id") for one in root.iter(f"{SVG}g") if one.get("id")}


def texts(root, prefix=""):
    return [
        one
        for group in root.iter(f"{SVG}g")
        if (group.get("id") or "").startswith(prefix)
        for one in group.iter(f"{SVG}text")
    ]


def style(text):
    return dict(
        part.strip().split(": ", 1) for part in text.get("style").split(";") if part.strip()
    )


def box_of(text):
    """What a line of text covers, from what the file says of it."""
    css = style(text)
    size = float(css["font-size"].removesuffix("px"))
    narrow = "Condensed" in css["font-family"]
    weight = int(css.get("font-weight", 400))
    kind = Type(size, weight, narrow=narrow, italic=css.get("font-style") == "italic")
    words = "".join(text.itertext())
    width, x, y = width_of(words, kind), float(text.get("x")), float(text.get("y"))
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[css["text-anchor"]]
    return Box(left, y - 0.7 * size, width, 0.86 * size)


# --- what must be on it --------------------------------------------------------------------------

NEVER_WITHOUT = {
    "date-en", "title-en", "subtitle-en", "legend-title", "legend-front", "legend-far",
    "legend-HTS-controlled-assessed", "cut-off-en", "derived-en", "source-en", "licence-en",
    "permalink", "scale-bar", "map", "control", "front-lines", "outline", "names",
}  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_left_off_at_any_size(svg, preset):
    assert NEVER_WITHOUT - gids(svg(preset=preset)) == set()


def test_a_zoomed_map_has_a_locator_and_the_whole_theatre_none(svg):
    assert "locator" in gids(svg(ZOOMED))
    assert "locator" not in gids(svg())


def test_there_is_no_north_arrow_and_a_code_only_where_asked_for(svg):
    assert not {one for one in gids(svg()) if "north" in one or one == "qr"}
    assert "qr" in gids(svg(qr=True, permalink="https://maps.example.org/"))


def test_the_margins_say_what_the_map_rests_on(svg):
    said = " ".join("".join(one.itertext()) for one in texts(svg()))
    for words in (
        "Saturday 30 November 2024", "Information up to 30 November 2024",
        "Derived from 792 place reports", "GeoNames (CC BY 4.0)", "?as_of=2024-11-30", "8,800",
        "+4,634", "since 29 Nov", "56.2 km", "Front line: 1,861 km",
    ):  # fmt: skip
        assert words in said.replace("\u00a0", " "), words


def test_an_old_map_says_so_and_a_corrected_one_as_well(record):
    later = replace(DAY, as_of=date(2024, 12, 20))
    options, edition = of_size("1200x675", format="svg"), Edition(corrected=("2024-12-12",))
    root = ET.fromstring(draw(record, later, options, edition))  # noqa: S314 - our own
    said = " ".join("".join(one.itertext()) for one in texts(root, "cut-off"))
    assert "Last report: 12 December 2024; none since, up to 20 December 2024." in said
    assert "corrected since" in said


def test_a_title_of_ones_own_stands_as_it_was_written(svg):
    root = svg(title="Aleppo <falls> & $x$", subtitle="")
    [line] = texts(root, "title-en")
    assert "".join(line.itertext()) == "Aleppo <falls> & $x$"
    assert "subtitle-en" not in gids(root)


def test_both_languages_stand_beside_each_other(svg):
    root = svg(languages=("en", "ar"))
    assert {"title-en", "title-ar", "licence-en", "licence-ar"} <= gids(root)
    aleppo = ["".join(one.itertext()) for one in texts(root, "name-aleppo")]
    assert aleppo == ["Aleppo", "حلب"]


# --- where it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", [("en",), ("ar",), ("en", "ar")])
@pytest.mark.parametrize("preset", ["1920x1080", "1080x1080", "1080x1920", "a4-portrait"])
def test_no_text_leaves_the_frame(svg, preset, languages):
    root = svg(preset=preset, languages=languages)
    _, _, width, height = map(float, root.get("viewBox").split())
    frame = Box(0, 0, width, height).inset(-0.5)
    outside = ["".join(one.itertext()) for one in texts(root) if not frame.holds(box_of(one))]
    assert outside == []


@pytest.mark.parametrize("view", [DAY, ZOOMED])
def test_what_is_drawn_without_a_clip_stays_within_the_frame(svg, view):
    root = svg(view)
    _, _, width, height = map(float, root.get("viewBox").split())
    clips = {path for clip in root.iter(f"{SVG}clipPath") for path in clip}
    letters = {path for defs in root.iter(f"{SVG}defs") for path in defs}
    for path in set(root.iter(f"{SVG}path")) - clips - letters:
        if path.get("clip-path"):
            continue
        numbers = [float(word) for word in path.get("d").split() if not word.isalpha()]
        xs, ys = numbers[::2], numbers[1::2]
        assert -1 <= min(xs), path.get("id")
        assert max(xs) <= width + 1
        assert -1 <= min(ys)
        assert max(ys) <= height + 1


@pytest.mark.parametrize("view", [DAY, ZOOMED])
@pytest.mark.parametrize("languages", [("en",), ("ar",)])
def test_no_name_lies_over_another(svg, view, languages):
    root = svg(view, languages=languages)
    named = [(box_of(one), "".join(one.itertext())) for one in texts(root, "name-")]
    assert len(named) > 12
    over_another = [
        (a, b) for (box, a), (other, b) in combinations(named, 2) if box.inset(0.4).meets(other)
    ]
    assert over_another == []


def test_great_cities_are_named(svg):
    said = {"".join(one.itertext()) for one in texts(svg(), "name-")}
    assert {"Aleppo", "Damascus", "Homs", "Hama", "Idlib", "Latakia"} <= said


@pytest.mark.parametrize("zoom", [5.5, 7, 9, 12])
@pytest.mark.parametrize("lat", [33.0, 36.9])
def test_the_scale_bar_is_true_at_the_centre(zoom, lat):
    window = replace(fitted((35, 32, 42, 37), Box(0, 0, 900, 700), Box(0, 0, 900, 700)), zoom=zoom)
    window = replace(window, centre=(38.0, lat))
    km = scale_km(window)
    units = scale_units(window, km)
    west, _, east, _ = window.extent(Box(450 - units / 2, 0, units, 700))
    assert inverse(west, lat, east, lat)[0] / 1000 == pytest.approx(km, rel=0.001)
    assert 0.06 * 900 < units <= 0.2 * 900 + 1


def test_the_screen_of_a_link_is_all_on_the_picture(record):
    view = replace(ZOOMED, screen=(1000, 1000))
    for preset in ("1920x1080", "1080x1920"):
        options = of_size(preset)
        _, window = laid_out(Canvas(options), moment_of(record, view), view, options, BARE)
        seen = fitted(window.extent(), Box(0, 0, 1000, 1000), Box(0, 0, 1000, 1000))
        assert seen.zoom <= view.zoom + 1e-6
        assert window.centre == view.centre


# --- how it looks --------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
def test_places_lie_on_their_holders_colour(record, theme):
    options = of_size("1200x675", theme=theme)
    view = View(as_of=date(2024, 12, 8), layers=frozenset())
    image = Image.open(BytesIO(draw(record, view, options)))
    _, window = laid_out(Canvas(options), moment_of(record, view), view, options, BARE)
    colours = colours_of(record.theatre, theme)
    for lon, lat, party in ((36.76, 35.13, "HTS"), (39.01, 35.95, "SDF"), (38.26, 34.55, "SFA")):
        x, y = window.point(lon, lat)
        found = image.convert("RGB").getpixel((round(x * options.ratio), round(y * options.ratio)))
        wanted = 255 * channels(colours.party(party))
        assert np.abs(np.array(found) - wanted).max() <= 3, party


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(record, theme):
    colours = colours_of(record.theatre, theme)
    paper = channels(colours.page["paper"])
    for name in ("ink", "muted", "accent"):
        assert contrast(channels(colours.page[name]), paper) >= 4.5, name
    for party in record.theatre.parties:
        ground = over(colours.text["halo"], channels(colours.party(party.code)))
        assert contrast(channels(colours.text["place"]), ground) >= 4.5, party.code


def neighbours(record):
    return sorted(
        {pair for day in record.dates for pair in record.contact_km(day) if None not in pair}
    )


@pytest.mark.parametrize("by", SEEN_BY)
def test_neighbours_are_told_apart_by_those_who_see_few_hues(record, by):
    colours = colours_of(record.theatre, "colour_blind")
    near = {
        pair: round(apart, 3)
        for pair in neighbours(record)
        if (apart := distance(colours.party(pair[0]), colours.party(pair[1]), by)) < 0.09
    }
    assert near == {}


def test_neighbours_differ_in_lightness_in_print(record):
    colours = colours_of(record.theatre, "print")

    def lightness(code):
        grey = contrast(channels(colours.party(code)), channels("#000000")) * 0.05 - 0.05
        return 116 * grey ** (1 / 3) - 16

    near = [(a, b) for a, b in neighbours(record) if abs(lightness(a) - lightness(b)) < 8]
    assert near == []


def test_a_transparent_picture_has_no_ground_and_a_photograph_none_transparent(record):
    options = of_size("1200x675", transparent=True)
    image = Image.open(BytesIO(draw(record, DAY, options)))
    assert image.mode == "RGBA"
    assert image.getpixel((5, 5))[3] == 0
    jpeg = draw(record, DAY, replace(options, transparent=False, format="jpeg"))
    assert Image.open(BytesIO(jpeg)).mode == "RGB"


@pytest.mark.parametrize("form", ["png", "webp", "svg", "pdf"])
def test_the_same_map_is_the_same_bytes(record, form):
    options = of_size("1200x630", format=form)
    assert draw(record, DAY, options) == draw(record, DAY, options)


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_the_size_is_the_one_asked_for(record, form):
    image = Image.open(BytesIO(draw(record, DAY, PictureOptions(1237, 701, 96, form))))
    assert image.size == (1237, 701)


# --- what it is made of --------------------------------------------------------------------------


def test_presets_scale_their_text():
    heights = {name: of_size(name).height_px for name in PRESETS}
    assert heights["3840x2160"] == 2 * heights["1920x1080"]
    assert of_size("3840x2160").ratio == 2 * of_size("1920x1080").ratio
    assert of_size("a4-portrait").ratio == of_size("a4-landscape").ratio
    assert usual_text_px(3508, 2480, 300) == pytest.approx(37.5)
    assert usual_text_px(400, 400, 96) == 11.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "bmp"}, {"theme": "pink"}, {"languages": ("fr",)}, {"languages": ()},
        {"width_px": 100}, {"width_px": 13_000}, {"width_px": 9000, "height_px": 9000}, {"dpi": 5},
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_is_refused(wrong):
    with pytest.raises(PictureError):
        PictureOptions(**wrong)
    with pytest.raises(PictureError, match="choose one of 1920x1080"):
        of_size("a5")


def test_type_is_the_one_that_is_delivered_and_something_stands_in_for_rare_letters():
    assert face_of("Aleppo", Type(12)).family == "IBM Plex Sans Arabic"
    assert face_of("Aleppo", Type(12, narrow=True)).family == "IBM Plex Sans Condensed"
    assert face_of("حلب", Type(12, narrow=True)).family == "IBM Plex Sans Arabic"
    assert face_of("حلب\u200f", Type(12, 700)).weight == 700
    assert face_of("Алеппо", Type(12)).family == "DejaVu Sans"


def test_an_svg_carries_its_letters(svg):
    rules = next(svg().iter(f"{SVG}style")).text
    assert rules.count("@font-face") >= 5
    assert "font-family:'IBM Plex Sans Condensed';font-weight:600" in rules
    assert "unicode-bidi:plaintext" in rules


def test_distances_of_a_link_are_those_the_theatre_has(record):
    view = replace(DAY, distances=(("Idlib", "aleppo"), ("idlib", "atlantis")))
    [(start, end)] = places_of(record, view)
    assert (start.place_id, end.place_id) == ("idlib", "aleppo")
    assert places_of(record, replace(DAY, distances=())) == ()


def test_every_kind_of_ground_is_drawn(record, svg):
    day = effective_on(record.dates, DAY.as_of)
    drawn = {one for one in gids(svg()) if one.startswith("area-")}
    held = {
        f"area-{row.party}-{row.status}-{row.basis}" for row in record.figures(day) if row.km2 > 20
    }
    assert held <= drawn


def test_no_two_elements_have_the_same_name(record):
    options = of_size("1920x1080", format="svg", languages=("en", "ar"), qr=True, permalink="a")
    root = ET.fromstring(draw_pair(record, read_link("?to=2024-12-01"), options))  # noqa: S314
    names = [one.get("id") for one in root.iter() if one.get("id")]
    assert {name for name in names if names.count(name) > 1} == set()
