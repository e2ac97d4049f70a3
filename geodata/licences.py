"""Licences of a theatre's sources: the uses that they allow.

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
    """Licences that forbid any of these uses of the maps of some effective dates."""
    return forbidding_snapshots(record.theatre, map(record.snapshot, days), *uses)


def forbidding_snapshots(
    theatre: Theatre, snapshots: Iterable[ControlSnapshot], *uses: Use
) -> tuple[Licence, ...]:
    """Licences that forbid any of these uses of some maps of a theatre.

    The maps are opened only where a licence is limited to a source.
    """
    strict = [licence for licence in theatre.licences if licence.forbids & set(uses)]
    if not any(licence.source for licence in strict):
        return tuple(strict)
    named = {
        str(source).casefold()
        for snapshot in snapshots
        for source in snapshot.areas["source"].unique()
    }
    return tuple(
        licence
        for licence in strict
        if any(licence.source.casefold() in source for source in named or {""})
    )


def allow(record: Record, days: Iterable[date], *uses: Use) -> None:
    """Require that the licences allow these uses of the maps of some effective dates.

    Raises
    ------
    LicenceForbids
        A licence forbids it; the message names its holder.
    """
    allow_snapshots(record.theatre, map(record.snapshot, days), *uses)


def allow_snapshots(theatre: Theatre, snapshots: Iterable[ControlSnapshot], *uses: Use) -> None:
    """Require that the licences allow these uses of some maps of a theatre; see `allow`."""
    forbids = forbidding_snapshots(theatre, snapshots, *uses)
    if forbids:
        raise LicenceForbids("; ".join(map(str, forbids)), " and ".join(uses))
