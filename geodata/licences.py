"""Licences of a theatre's sources: what they allow to be handed out.

An entry of `licences` in `theatre.json` may forbid some uses, everywhere or on maps whose areas
name a certain source; `docs/theatre-format.md` describes it.
"""

from collections.abc import Iterable
from datetime import date

from geodata.control import ControlSnapshot
from geodata.errors import LicenceForbids
from geodata.record import Record
from geodata.theatre import Licence, Theatre, Use

__all__ = ["Licence", "Use", "allow", "allow_snapshots", "forbidding"]


def forbidding(record: Record, days: Iterable[date], *uses: Use) -> tuple[Licence, ...]:
    """The licences that do not allow one of these uses of the maps of some effective dates."""
    return forbidding_snapshots(record.theatre, map(record.snapshot, days), *uses)


def forbidding_snapshots(
    theatre: Theatre, snapshots: Iterable[ControlSnapshot], *uses: Use
) -> tuple[Licence, ...]:
    """The licences that do not allow one of these uses of some maps of a theatre.

    The maps are opened only where a licence is limited to a source.
    """
    strict = [one for one in theatre.licences if one.forbids & set(uses)]
    if not any(one.source for one in strict):
        return tuple(strict)
    named = {
        str(source).casefold()
        for snapshot in snapshots
        for source in snapshot.areas["source"].unique()
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
    allow_snapshots(record.theatre, map(record.snapshot, days), *uses)


def allow_snapshots(theatre: Theatre, snapshots: Iterable[ControlSnapshot], *uses: Use) -> None:
    """Let these maps of a theatre be used so; see `allow`."""
    found = forbidding_snapshots(theatre, snapshots, *uses)
    if found:
        raise LicenceForbids("; ".join(map(str, found)), " and ".join(uses))
