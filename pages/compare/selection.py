"""What a comparison is asked for: by the link at first, by the map when a person has stopped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from geodata.control import read_day
from geodata.errors import DateError
from geodata.record import Record
from layers.change import LEAST_KM2
from layers.locale.text import language_or_default

_MOST_KM2 = 10_000.0


@dataclass(frozen=True)
class Asked:
    """Two days, the earlier one first, what is counted, and the language."""

    first: date
    last: date
    claimed: bool
    least_km2: float
    language: str


def asked_for(record: Record, link: Mapping[str, str], rest: Mapping[str, Any]) -> Asked:
    """What the map said last, or where it has said nothing the link; as `compare_link.js` reads it.

    What cannot be read is what it would be if it had not been asked for.
    """
    first, last = record.dates[0], record.dates[-1]
    one = _day(record, rest.get("from", link.get("from")), first)
    other = _day(record, rest.get("to", link.get("to")), last)
    return Asked(
        first=min(one, other),
        last=max(one, other),
        claimed=bool(rest["claimed"]) if "claimed" in rest else link.get("claimed") != "0",
        least_km2=_least(rest.get("least_km2", link.get("least_km2"))),
        language=language_or_default(rest.get("language", link.get("lang"))),
    )


def _day(record: Record, text: object, fallback: date) -> date:
    try:
        day = read_day(str(text or ""))
    except DateError:
        return fallback
    return max(record.dates[0], min(record.horizon, day))


def _least(found: object) -> float:
    try:
        km2 = float(str(found))
    except ValueError:
        return LEAST_KM2
    return km2 if isfinite(km2) and 0 <= km2 <= _MOST_KM2 else LEAST_KM2
