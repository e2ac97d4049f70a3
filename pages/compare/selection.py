"""State of a comparison: from the link at first, then from the map at rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from geodata.record import Record
from layers.link_table import read_parameters
from layers.locale.text import language_or_default

# The state of the map, and the parameters of the link that say the same.
_AT_REST: Final = {
    "from": "from", "to": "to", "claimed": "claimed", "least_km2": "min_km2", "language": "lang",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Two days, the earlier one first, what is counted, and the language."""

    first: date
    last: date
    claimed: bool
    least_km2: float
    language: str


def asked_for(record: Record, link: Mapping[str, str], rest: Mapping[str, Any]) -> Asked:
    """The state of the map at rest, or where it has sent none the link, both by `link.json`.

    What cannot be read has its default.
    """
    told = {name: _text(rest[key]) for key, name in _AT_REST.items() if key in rest}
    values, _ = read_parameters({**link, **told}, "compare")
    start = _within(record, values["from"] or record.dates[0])
    end = _within(record, values["to"] or record.dates[-1])
    return Asked(
        first=min(start, end),
        last=max(start, end),
        claimed=values["claimed"],
        least_km2=values["min_km2"],
        language=language_or_default(values["lang"]),
    )


def _text(value: object) -> str:
    """A value of the map's state as it stands in a link."""
    return str(int(value)) if isinstance(value, bool) else str(value)


def _within(record: Record, day: date) -> date:
    return max(record.dates[0], min(record.horizon, day))
