"""Locale: the words of one theatre in one language, with its numbers, days, lists and plurals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final

import babel
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberPattern, format_decimal, format_percent, parse_pattern

from geodata.places import Place
from geodata.terms import Basis, Holder
from geodata.theatre import Party, Theatre
from layers.locale.catalogue import DEFAULT_LANGUAGE, catalogue, filled, supported

# CLDR's locale of a language where it is not the language's own: the readers' country decides
# the names of months (Syrian newspapers print تشرين الثاني) and the order of a date.
_REGIONS: Final = {"en": "en_GB", "ar": "ar_SY"}
_DAY_PATTERNS: Final = {"long": "d MMMM y", "short": "d MMM", "month": "LLLL y"}
NOT_KNOWN: Final = "–"
MINUS: Final = "−"
_WHOLE_FROM_KM2: Final = 10


@dataclass(frozen=True)
class Locale:
    """A theatre in a language: sentences, names, numbers.

    `theatre` is None for words that belong to no theatre. Digits are Western (0–9) in every
    language, as on the map.
    """

    theatre: Theatre | None
    language: str = DEFAULT_LANGUAGE

    def __post_init__(self) -> None:
        object.__setattr__(self, "language", supported(self.language))

    def __reduce__(self) -> tuple[type, tuple[Theatre | None, str]]:
        return Locale, (self.theatre, self.language)

    @property
    def direction(self) -> str:
        """Direction of writing: "rtl" or "ltr"."""
        return "rtl" if cldr(self.language).text_direction == "rtl" else "ltr"

    @property
    def tag(self) -> str:
        """BCP 47 tag of CLDR's rules: "ar-SY"."""
        return str(cldr(self.language)).replace("_", "-")

    @property
    def is_rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.direction == "rtl"

    # Sentences

    def say(self, key: str, /, **facts: object) -> str:
        """Return the sentence of a key with its facts filled in.

        The fact `count` chooses the plural form and is written as a number of the language. A
        sentence of the theatre's own comes before that of the catalogue, English last.

        Raises
        ------
        KeyError
            No catalogue has the key, or the sentence names a fact that was not passed.
        """
        count = facts.get("count")
        if isinstance(count, int | float):
            facts["count"] = self.number(count, 0 if count == int(count) else 1)
            return filled(self.template(key, count), facts)
        return filled(self.template(key), facts)

    def template(self, key: str, count: float | None = None) -> str:
        """Return the sentence of a key with its facts unfilled, in the plural form of a number."""
        form = "other" if count is None else self.plural(count)
        own = self.theatre.words.get(key) if self.theatre else None
        if own:
            return self.text(own)
        for language in (self.language, DEFAULT_LANGUAGE):
            entries = catalogue(language)
            for name in (key, f"{key}_{form}", f"{key}_other"):
                if name in entries:
                    return entries[name]
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether a sentence exists for a key."""
        entries = catalogue(DEFAULT_LANGUAGE)
        return key in entries or f"{key}_other" in entries

    def plural(self, count: float) -> str:
        """Return the CLDR plural category of a number: zero, one, two, few, many or other."""
        return str(cldr(self.language).plural_form(count))

    def text(self, texts: Mapping[str, str]) -> str:
        """Return the text in this language, or the English one where there is none."""
        return texts.get(self.language) or texts.get(DEFAULT_LANGUAGE, "")

    # Names

    def party(self, code: str | None, *, full: bool = False) -> str:
        """Return the short name of a party, or its full one; its code where it is not known.

        None, where no party controls the ground, is the word for contested ground.
        """
        if code is None:
            return self.say("contested_full" if full else "contested")
        party = self._parties.get(code)
        if party is None:
            return code
        return self.text(party.name if full else party.short)

    def holder(self, holder: Holder) -> str:
        """Return the name of a holder: its party's short one, or the word for contested ground."""
        return self.party(holder.party)

    def ground(self, holder: Holder, basis: Basis) -> str:
        """Return the name of a kind of ground: who holds it, and that it is only claimed."""
        name = self.holder(holder)
        return f"{name} ({self.say('claimed')})" if basis is Basis.CLAIMED else name

    def place(self, place: Place | str) -> str:
        """Return the name of a place, or of the place with an id; the id where it is not known."""
        known = self._places.get(place) if isinstance(place, str) else place
        return self.text(known.name) if known else str(place)

    @cached_property
    def _parties(self) -> dict[str, Party]:
        return {party.code: party for party in self.theatre.parties} if self.theatre else {}

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {place.place_id: place for place in self.theatre.places} if self.theatre else {}

    # Numbers

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Write a number with separators: 12,345.6; a dash for None."""
        if value is None:
            return NOT_KNOWN
        # A value that rounds to minus zero is zero.
        return format_decimal(
            round(value, decimals) + 0.0, _pattern(decimals), cldr(self.language),
            numbering_system="latn",
        ).replace("-", MINUS)  # fmt: skip

    def exact(self, value: float) -> str:
        """Write a number with the decimals that it has: 10, 2.5."""
        decimals = f"{value:.6f}".rstrip("0").partition(".")[2]
        return self.number(value, len(decimals))

    def signed(self, value: float | None, decimals: int = 0) -> str:
        """Write a change with its sign: +1,234 or −5; a dash where it is unknown or rounds to 0."""
        if value is None or round(value, decimals) == 0:
            return NOT_KNOWN
        text = self.number(value, decimals)
        return f"+{text}" if value > 0 else text

    def area(self, km2: float | None) -> str:
        """Write an area in km² without its unit: whole from ten on, else 9.87; a dash for None."""
        return self.number(km2, _area_decimals(km2))

    def area_change(self, km2: float | None) -> str:
        """Write a change of an area in km² with its sign, with the decimals of `area`."""
        return self.signed(km2, _area_decimals(km2))

    def percent(self, share: float, decimals: int = 1) -> str:
        """Write a share of 1 as a percentage: 12.3%."""
        return format_percent(
            share, _pattern(decimals, "%"), cldr(self.language), numbering_system="latn"
        )

    # Days and lists

    def day(self, day: date, style: str = "long") -> str:
        """Write a day: 30 November 2024; `short` 30 Nov, `month` November 2024."""
        return str(format_date(day, _DAY_PATTERNS[style], cldr(self.language)))

    def weekday(self, day: date) -> str:
        """Write the day of the week: Saturday."""
        return str(format_date(day, "EEEE", cldr(self.language)))

    def list(self, parts: Iterable[str]) -> str:
        """Join parts as a sentence does: "a, b and c"."""
        return str(format_list(list(parts), "standard", cldr(self.language)))

    def series(self, parts: Iterable[str], mark: str = "comma") -> str:
        """Join parts by the language's comma or semicolon alone: "a, b, c"."""
        return self.say(f"separator_{mark}").join(parts)


@cache
def cldr(language: str) -> babel.Locale:
    """Return CLDR's rules of a language, in the country of its readers."""
    return babel.Locale.parse(_REGIONS.get(language, language))


@cache
def _pattern(decimals: int, sign: str = "") -> NumberPattern:
    return parse_pattern(f"#,##0.{'0' * decimals}{sign}" if decimals else f"#,##0{sign}")


def _area_decimals(km2: float | None) -> int:
    return 0 if km2 is None or abs(km2) >= _WHOLE_FROM_KM2 else 2
