"""Decks, read back with another reader: slides, text that stays text, pictures, notes."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from geodata.errors import DateError, LicenceForbids
from layers.__main__ import main
from layers.exports import export_of
from layers.exports.deck import compose, map_options
from layers.locale import Locale
from layers.locale.captions import alt_text, headline
from layers.picture import PictureError
from tests.layers.export_orders import FORBIDDEN, SMALL, frame, square_order
from tests.square import FIRST, FOUGHT, TAKEN
from tests.words import ARABIC, ENGLISH

SHEET = (Inches(13.333), Inches(7.5))


@pytest.fixture
def order(tmp_path):
    return square_order(tmp_path)


def made(order, *days):
    return compose(order, [(day, frame((200, 60, 50))) for day in days])


def make_deck(order, *days):
    return export_of("deck", ".pptx").make(replace(order, days=days))


def opened(deck):
    return Presentation(BytesIO(deck))


def named(slide, name):
    return next(shape for shape in slide.shapes if shape.name == name)


def test_a_deck_opens_and_closes_around_its_days(order):
    file = opened(made(order, FIRST, FOUGHT, TAKEN))
    assert SHEET == (file.slide_width, file.slide_height)
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    days = [
        headline(order.on(day).moment, Locale(order.record.theatre, "en"))
        for day in (FIRST, FOUGHT, TAKEN)
    ]
    assert ["The square", *days, "Sources and licences"] == titles


def test_figures_are_a_table_of_text(order):
    slide = opened(made(order, FIRST, TAKEN)).slides[2]
    table = named(slide, "Figures").table
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert ["", *(ENGLISH.say(key) for key in ("party", "km2_head", "share", "change"))] == cells[0]
    rows = order.record.figures_with_change(TAKEN)
    assert [f"{row.km2:,.0f}" for row in rows] == [row[2] for row in cells[1:]]
    assert [Locale(order.record.theatre, "en").party(row.party) for row in rows] == [
        row[1] for row in cells[1:]
    ]


def test_pictures_have_an_alt_text_and_slides_have_notes(order):
    slide = opened(made(order, FIRST, FOUGHT)).slides[2]
    picture = named(slide, "Map")
    alternative = alt_text(order.on(FOUGHT).moment, Locale(order.record.theatre, "en"))
    assert alternative == picture._element.nvPicPr.cNvPr.get("descr")
    with Image.open(BytesIO(picture.image.blob)) as image:
        assert (200, 60, 50) == image.getpixel((300, 160))
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith(alternative)
    assert "• Northeast: Fighting in the town. [a paper; medium confidence]" in notes
    assert "• Contested: Northeast [a paper]" in notes
    assert notes.endswith("\n?theatre=square&as_of=2024-01-03")


def test_nothing_reaches_beyond_the_sheet(order):
    for slide in opened(made(order, FIRST, FOUGHT, TAKEN)).slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= SHEET[0]
            assert shape.top + shape.height <= SHEET[1]


def test_what_is_added_looks_alike(order):
    """The file's own theme has our colours and letters, and nothing of the usual template."""
    file = opened(made(order, FIRST))
    theme = file.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    ).blob.decode()
    assert "Calibri" not in theme
    assert '<a:dk1><a:srgbClr val="17191d"/></a:dk1>' in theme
    assert 1 == len(file.slide_layouts)


def test_an_arabic_deck_is_mirrored(tmp_path):
    order = square_order(tmp_path, options=replace(SMALL, languages=("ar",), theme="dark"))
    slide = opened(made(order, FIRST)).slides[1]
    sheet = SHEET[0]
    picture, table = named(slide, "Map"), named(slide, "Figures")
    assert picture.left > sheet // 3
    assert table.left + table.width < picture.left
    heads = [cell.text_frame.text for cell in table.table.rows[0].cells]
    assert [ARABIC.say("change"), ARABIC.say("party"), ""] == [heads[0], heads[-2], heads[-1]]
    assert "المربع" == opened(made(order, FIRST)).slides[0].shapes.title.text_frame.text


def test_equal_maps_make_equal_bytes(order):
    assert made(order, FIRST, TAKEN) == made(order, FIRST, TAKEN)


def test_maps_leave_their_headline_to_the_slide():
    options = map_options(replace(SMALL, languages=("en", "ar"), format="svg", transparent=True))
    assert ("", "", "png", ("en",), False) == (
        options.title, options.subtitle, options.format, options.languages, options.transparent,
    )  # fmt: skip


def test_days_that_cannot_be_had_are_refused(order):
    with pytest.raises(DateError, match="at least one day"):
        make_deck(order)
    with pytest.raises(DateError, match="the first day of this map is 2024-01-01"):
        make_deck(order, date(2023, 1, 1))
    with pytest.raises(PictureError, match="61 days make no deck"):
        make_deck(order, *[TAKEN] * 61)


def test_a_forbidden_deck_is_not_made(tmp_path):
    with pytest.raises(LicenceForbids):
        make_deck(square_order(tmp_path, licences=[FORBIDDEN]), FIRST)


def test_the_command_makes_a_deck(tmp_path, capsys):
    path = tmp_path / "deck.pptx"
    assert 0 == main(["deck", "--days", "2024-12-08", "-o", str(path)])
    assert f"{path}: {path.stat().st_size:,} bytes, 1 days\n" == capsys.readouterr().out
    file = Presentation(str(path))
    assert 3 == len(file.slides)
    with Image.open(BytesIO(named(file.slides[1], "Map").image.blob)) as image:
        assert len(image.convert("RGB").getcolors(2**24)) > 500
