"""Words by language without a theatre: what is left until every caller has a `Locale`."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from layers.locale.catalogue import Catalogue, catalogue, languages, supported
from layers.locale.locale import Locale

RIGHT_TO_LEFT: Final = frozenset(code for code in languages() if Locale(None, code).is_rtl)


def tables() -> Mapping[str, Catalogue]:
    """Sentences of every language, by key."""
    return {language: catalogue(language) for language in languages()}


def language_or_default(language: str | None) -> str:
    """Return the language if it has a catalogue, English otherwise."""
    return supported(language)


def say(language: str, key: str, /, **facts: object) -> str:
    """Return the sentence of a key with its facts filled in."""
    return Locale(None, language).say(key, **facts)


def of(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, or in English where there is none."""
    return Locale(None, language).text(texts)


def day_in_words(day: date, language: str) -> str:
    """Write a day: 30 November 2024."""
    return Locale(None, language).day(day)


def month_name(day: date, language: str) -> str:
    """Write the month of a day with its year: November 2024."""
    return Locale(None, language).day(day, "month")


def direction(language: str) -> str:
    """Direction of writing: "rtl" or "ltr"."""
    return Locale(None, language).direction
