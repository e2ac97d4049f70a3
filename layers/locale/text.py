"""This module knows the words on a map and a page, by language, from `layers/locale/catalogue`."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

_LOCALES: Final = Path(__file__).parent / "catalogue"
RIGHT_TO_LEFT: Final = frozenset({"ar"})
# Month names as Syrian newspapers print them; Python's own locale would be that of the machine.
_MONTHS: Final = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ar": [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
}


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """Every language's words, by key."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(_LOCALES.glob("*.json"), key=lambda path: path.stem != "en")
    }


def language_or_default(asked: str | None) -> str:
    """The language asked for when there is such a one, English otherwise."""
    return asked if asked is not None and asked in tables() else "en"


def say(language: str, key: str, **facts: object) -> str:
    """The sentence of a key with its facts filled in."""
    return tables()[language][key].format(**facts)


def of(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, or in English where there is none."""
    return texts.get(language) or texts["en"]


def day_in_words(day: date, language: str) -> str:
    """A day as a reader writes it: 30 November 2024."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def month_name(day: date, language: str) -> str:
    """The month of a day with its year: November 2024."""
    return f"{_MONTHS[language][day.month - 1]} {day.year}"


def direction(language: str) -> str:
    """Which way the language runs: "rtl" or "ltr"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
