"""Headline, caption and alt text are put together from the numbers."""

from datetime import date

import pytest

from geodata.record import open_record
from layers.locale import Locale
from layers.locale.captions import alt_text, caption, headline, span_headline
from layers.moment import Moment


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (date(2024, 11, 26), "en", "Syria: areas of control"),
        (date(2024, 11, 29), "en", "HTS-led forces gain 307 km² in a day"),
        (date(2024, 11, 30), "en", "HTS-led forces take Aleppo and gain 4,634 km² in a day"),
        (date(2024, 12, 8), "en", ("HTS-led forces take Damascus and Homs and "
         "gain 50,578 km² in a day")),
        (date(2024, 11, 30), "ar", ("قوات بقيادة هيئة تحرير الشام: "
         "السيطرة على حلب وكسب 4,634 كم² في يوم واحد")),
    ],
)  # fmt: skip
def test_a_headline_says_who_took_what(record, day, language, said):
    assert headline(Moment(record, day), Locale(record.theatre, language)) == said


def test_a_headline_has_the_gain_of_the_figures(record):
    before, after = (
        {one.party: one.km2 for one in record.figures(date(2024, 11, day))}["HTS"]
        for day in (29, 30)
    )
    assert f"gain {after - before:,.0f} km²" in headline(
        Moment(record, date(2024, 11, 30)), Locale(record.theatre, "en")
    )


def test_a_span_is_told_from_its_first_day(record):
    said = span_headline(
        record, date(2024, 11, 26), date(2024, 11, 30), Locale(record.theatre, "en")
    )
    assert said == "HTS-led forces gain 5,453 km² since 26 November 2024"
    same = span_headline(
        record, date(2024, 11, 30), date(2024, 11, 30), Locale(record.theatre, "en")
    )
    assert same == "Syria: areas of control"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_alt_text_has_who_holds_what_and_who_gained(record, language):
    said = alt_text(Moment(record, date(2024, 11, 30)), Locale(record.theatre, language))
    for figure in record.figures(date(2024, 11, 30)):
        if figure.km2 >= 1:
            assert f"{figure.km2:,.0f}" in said
    assert "4,634" in said
    assert "1,861" in said


def test_a_caption_ends_with_whose_it_is(record):
    said = caption(Moment(record, date(2024, 11, 30)), Locale(record.theatre, "en"))
    assert said.startswith("HTS-led forces take Aleppo and gain 4,634 km² in a day")
    assert "Derived from 792 place reports" in said
    assert "GeoNames (CC BY 4.0)" in said
