"""The browser's words, numbers and days against Python's, in every language of the catalogue."""

from datetime import date, timedelta

import pytest

from layers.locale import Locale, languages
from layers.locale.catalogue import PLURAL_FORM, group
from tests.node import answers

# What lies on a tie, rounds to zero, or needs separators. A tie that binary cannot hold, as 0.05,
# Intl rounds as it is written and Python as it is held.
NUMBERS = [
    0, 1, 0.4, 0.5, 0.6, 1.5, 2.5, 9.96, 10, 999.5, 1000, 1234.25, 1234.75, 12345.67, 1234567.5,
    0.049, 0.06, 0.123456, 0.9996, 1e9,
]  # fmt: skip
NUMBERS += [-value for value in NUMBERS]
DAYS = [date(2024, 1, 1) + timedelta(days) for days in range(366)]
COUNTS = [*range(131), 200, 999, 1000, 1234, 100000, 0.5, 1.5, 2.5, 12.25]
# Intl writes these about a sign in Arabic, Babel does not; they take no room on the map.
MARK = "\u200e"


def counted():
    """Sentences of the map that need nothing but a count."""
    words = group("en", "map")
    stems = {PLURAL_FORM.sub("", key) for key in words if PLURAL_FORM.search(key)}
    return sorted(stem for stem in stems if words[f"{stem}_other"].count("{{") == 1)


@pytest.fixture(scope="module")
def found():
    locales = {language: Locale(None, language) for language in languages()}
    return answers(
        "locale.js",
        {
            "texts": {language: dict(group(language, "map")) for language in locales},
            "locales": {
                language: {"locale": f"{locale.tag}-u-nu-latn", "direction": locale.direction}
                for language, locale in locales.items()
            },
            "numbers": NUMBERS,
            "days": [day.isoformat() for day in DAYS],
            "counts": COUNTS,
            "sentences": counted(),
        },
    )


@pytest.mark.parametrize("language", languages())
def test_numbers_are_written_alike(found, language):
    locale, written = Locale(None, language), found[language]
    for name, write in {
        "number": locale.number,
        "tenth": lambda value: locale.number(value, 1),
        "signed": locale.signed,
        "percent": locale.percent,
    }.items():
        texts = [text.replace(MARK, "") for text in written[name]]
        assert dict(zip(NUMBERS, texts, strict=True)) == {v: write(v) for v in NUMBERS}, name


@pytest.mark.parametrize("language", languages())
def test_days_are_written_alike(found, language):
    locale, written = Locale(None, language), found[language]
    assert written["long"] == [locale.day(day) for day in DAYS]
    assert written["short"] == [locale.day(day, "short") for day in DAYS]
    assert written["weekday"] == [locale.weekday(day) for day in DAYS]
    assert written["direction"] == locale.direction


@pytest.mark.parametrize("language", languages())
def test_counted_sentences_are_alike(found, language):
    locale, stems = Locale(None, language), counted()
    assert len(stems) > 2
    for stem, texts in zip(stems, found[language]["sentences"], strict=True):
        assert texts == [locale.say(stem, count=count) for count in COUNTS], stem
