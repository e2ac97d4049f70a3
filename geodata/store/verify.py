"""Verification that nothing in the store was changed since it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, inspect, select

from geodata.store.content import AreaRow, digest
from geodata.store.engine import Database
from geodata.store.revisions import GENESIS, Revision, by_id, sealed
from geodata.store.schema import AREAS, CONTENTS, METADATA, ORIGINALS, REVISIONS, altered


@dataclass(frozen=True)
class Finding:
    """Finding of the verification: a place in the store, and its fault."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def findings(database: Database, connection: Connection) -> list[Finding]:
    """Verify the whole store; empty if all is well."""
    missing = set(METADATA.tables) - set(inspect(connection).get_table_names())
    if missing:
        return [Finding("store", f"the tables {', '.join(sorted(missing))} are missing")]
    damaged = [Finding(*fault) for fault in database.faults(connection)]
    parts = (_guards, _chain, _contents, _originals)
    return damaged + [finding for part in parts for finding in part(connection)]


def _guards(connection: Connection) -> Iterator[Finding]:
    """Check the triggers that refuse changes."""
    for name, what in altered(connection).items():
        yield Finding(f"trigger {name}", f"{what}: rows could have been altered")


def _chain(connection: Connection) -> Iterator[Finding]:
    """Check that every revision has the hash of its fields, and names that of the one before."""
    before: Revision | None = None
    expected = 0
    for number in connection.scalars(select(REVISIONS.c.id).order_by(REVISIONS.c.id)).all():
        expected += 1
        where = f"revision {number}"
        if number != expected:
            yield Finding(where, f"follows revision {expected - 1}: those between are missing")
            expected = number
        try:
            revision = by_id(connection, number)
        except (ValueError, TypeError) as error:
            yield Finding(where, f"cannot be read: {error}")
            before = None
            continue
        yield from (Finding(where, what) for what in _faults(revision, before))
        before = revision


def _faults(revision: Revision, before: Revision | None) -> Iterator[str]:
    if not sealed(revision):
        yield "its hash is not that of its fields: one of them was changed"
    if before is None and revision.id > 1:
        return
    if revision.previous_hash != (before.hash if before else GENESIS):
        yield "it names another hash than the revision before has"
    if before and revision.recorded_at <= before.recorded_at:
        yield "it was recorded before the revision that it follows"


def _contents(connection: Connection) -> Iterator[Finding]:
    """Check that every content has the hash that names it."""
    columns = [AREAS.c[name] for name in AreaRow._fields]
    for name, count in connection.execute(select(CONTENTS.c.sha256, CONTENTS.c.areas)).all():
        query = select(*columns).where(AREAS.c.content == name).order_by(AREAS.c.position)
        rows = [AreaRow(*row) for row in connection.execute(query)]
        named = select(REVISIONS.c.id).where(REVISIONS.c.sha256 == name).order_by(REVISIONS.c.id)
        numbers = ", ".join(map(str, connection.scalars(named)))
        if len(rows) != count or _digest(rows) != name:
            what = f"they are not those that were published (content {name[:12]}…)"
            yield Finding(f"areas of revision {numbers}", what)
        elif not numbers:
            what = f"they were never published (content {name[:12]}…)"
            yield Finding("areas of no revision", what)


def _digest(rows: list[AreaRow]) -> str | None:
    """Hash of rows; None where a field is of a wrong type."""
    try:
        return digest(rows)
    except (AttributeError, UnicodeError):
        return None


def _originals(connection: Connection) -> Iterator[Finding]:
    """Check that every original file has the hash that names it."""
    for name in connection.scalars(select(ORIGINALS.c.sha256)).all():
        raw = connection.scalar(select(ORIGINALS.c.bytes).where(ORIGINALS.c.sha256 == name))
        if not isinstance(raw, bytes) or sha256(raw).hexdigest() != name:
            yield Finding(f"original {name[:12]}…", "its bytes are not those that were uploaded")
