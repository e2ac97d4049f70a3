"""This module knows what the licences of a theatre's sources allow to be handed out.

An entry of `licences` in `theatre.json` may forbid some uses, everywhere or on maps whose areas
name a certain source; `docs/theatre-format.md` describes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from geodata.errors import LicenceForbids, TheatreError
from geodata.record import Record
from geodata.theatre import Theatre


class Use(StrEnum):
    """What somebody may do with a map: show it drawn, or hand on what it is drawn from."""

    PICTURES = "pictures"
    DATA = "data"


@dataclass(frozen=True)
class Licence:
    """On what terms a part of the map comes; `source` limits it to areas that name this text."""

    what: str
    holder: str
    licence: str
    url: str
    forbids: frozenset[Use]
    source: str

    def __str__(self) -> str:
        return f"{self.what}: {self.holder} ({self.licence})"


_FORBIDS: Final = ", ".join(f'"{use}"' for use in Use)


def licences(theatre: Theatre) -> tuple[Licence, ...]:
    """The licences that a theatre's file lists.

    Raises
    ------
    TheatreError
        An entry cannot be understood; an export must not go out because of a misspelling.
    """
    listed = theatre.settings.get("licences", [])
    try:
        return tuple(_licence(entry) for entry in listed)
    except (AttributeError, TypeError, ValueError) as error:
        raise TheatreError(
            f'{theatre.folder.name}/theatre.json: "licences" holds an entry that cannot be '
            f'understood ({error}); expected what, holder, licence, url, and "forbids" with any '
            f"of {_FORBIDS}; see docs/theatre-format.md."
        ) from error


def _licence(entry: Mapping[str, Any]) -> Licence:
    def text(key: str) -> str:
        return str(entry.get(key, ""))

    forbids = entry.get("forbids", [])
    if isinstance(forbids, str):
        raise TypeError(f'"forbids" is "{forbids}", no list')
    return Licence(
        text("what"), text("holder"), text("licence"), text("url"),
        frozenset(Use(use) for use in forbids), text("source"),
    )  # fmt: skip


def forbidding(record: Record, days: Iterable[date], *uses: Use) -> tuple[Licence, ...]:
    """The licences that do not allow one of these uses of the maps of some effective dates."""
    strict = [one for one in licences(record.theatre) if one.forbids & set(uses)]
    if not any(one.source for one in strict):
        return tuple(strict)
    named = {
        str(source).casefold()
        for day in days
        for source in record.snapshot(day).areas["source"].unique()
    }
    return tuple(
        one for one in strict if any(one.source.casefold() in source for source in named or {""})
    )


def allow(record: Record, days: Iterable[date], *uses: Use) -> None:
    """Let the maps of these effective dates be used so.

    Raises
    ------
    LicenceForbids
        A licence does not allow it; the message names whose.
    """
    found = forbidding(record, days, *uses)
    if found:
        raise LicenceForbids("; ".join(map(str, found)), " and ".join(uses))
