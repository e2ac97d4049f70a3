"""Contents of the store: areas of control as rows and bytes, and back.

Geometry is WKB (ISO, little-endian, two dimensions); content is named by the SHA-256 of its areas.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import shapely
from geopandas.array import GeometryArray
from pyproj import CRS
from shapely.errors import ShapelyError
from sqlalchemy import Connection, Row, insert, select

from geodata.control import ControlSnapshot
from geodata.errors import PublicationError, StoreDamaged, UnknownName
from geodata.store.revisions import Revision
from geodata.store.schema import AREAS, CONTENTS, ORIGINALS
from geodata.terms import WGS84, Status, read_holder, written

_POLYGONS: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_CRS: Final = CRS(WGS84)
_WORDS: Final = ("status", "basis", "source")


class AreaRow(NamedTuple):
    """Row of an area of control.

    Contested ground is kept as the party `CONTESTED_CODE`, as from the beginning, so that equal
    areas have equal hashes; `contested_between` is a list of two codes as JSON, or None.
    """

    party: str
    status: str
    basis: str
    source: str
    geometry: bytes
    contested_between: str | None = None


class Content(NamedTuple):
    """Areas ready to be stored, and the hash that names them."""

    sha256: str
    areas: tuple[AreaRow, ...]


def packed(snapshot: ControlSnapshot) -> Content:
    """Pack the areas of a snapshot into rows; heights are left out.

    Raises
    ------
    PublicationError
        There is no area, or one is not a polygon.
    """
    geometry = np.asarray(snapshot.areas.geometry.array)
    wrong = ~np.isin(shapely.get_type_id(geometry), _POLYGONS) | shapely.is_empty(geometry)
    if not len(geometry) or wrong.any():
        row = int(np.flatnonzero(wrong)[0]) if len(geometry) else None
        raise PublicationError(
            f"{snapshot.effective_date} has no area; to take a day back, withdraw it."
            if row is None
            else f"Area {row} of {snapshot.effective_date} is no polygon; only areas of control "
            f"can be published: check the file it came from."
        )
    wkb = shapely.to_wkb(geometry, output_dimension=2, byte_order=1, flavor="iso")
    words = (snapshot.areas[name].astype(str) for name in _WORDS)
    parties = map(written, snapshot.holders)
    rows = zip(parties, *words, wkb.tolist(), _between(snapshot), strict=True)
    areas = tuple(AreaRow(*row) for row in rows)
    return Content(digest(areas), areas)


def _between(snapshot: ControlSnapshot) -> list[str | None]:
    if "between" not in snapshot.areas:
        return [None] * len(snapshot.areas)
    return [orjson.dumps(pair).decode() if pair else None for pair in snapshot.areas["between"]]


def digest(areas: Iterable[AreaRow]) -> str:
    """SHA-256 over the fields of the areas in turn, each after its length as eight bytes.

    A field that is None adds nothing: areas written before it existed keep their hash.
    """
    hasher = sha256()
    for area in areas:
        for field in area:
            if field is None:
                continue
            raw = field if isinstance(field, bytes) else field.encode()
            hasher.update(len(raw).to_bytes(8, "big") + raw)
    return hasher.hexdigest()


def add(connection: Connection, content: Content) -> str:
    """Add areas, unless they are there already; return the hash that names them."""
    if _has(connection, CONTENTS.c.sha256, content.sha256):
        return content.sha256
    rows = [
        {"content": content.sha256, "position": position} | area._asdict()
        for position, area in enumerate(content.areas)
    ]
    connection.execute(insert(CONTENTS).values(sha256=content.sha256, areas=len(rows)))
    connection.execute(insert(AREAS), rows)
    return content.sha256


def add_original(connection: Connection, raw: bytes) -> str:
    """Add the bytes of a file, unless they are there already; return their hash."""
    name = sha256(raw).hexdigest()
    if not has_original(connection, name):
        connection.execute(insert(ORIGINALS).values(sha256=name, bytes=raw))
    return name


def has_original(connection: Connection, name: str) -> bool:
    """Whether a file of this SHA-256 is stored."""
    return _has(connection, ORIGINALS.c.sha256, name)


def original(connection: Connection, name: str) -> bytes:
    """Bytes of an uploaded file, by its SHA-256.

    Raises
    ------
    UnknownName
        No file of this hash is stored.
    """
    raw = connection.scalar(select(ORIGINALS.c.bytes).where(ORIGINALS.c.sha256 == name))
    if raw is None:
        raise UnknownName("original file", name, [])
    return bytes(raw)


def _has(connection: Connection, column: Any, name: str) -> bool:  # noqa: ANN401 - any text column
    return connection.scalar(select(column).where(column == name)) is not None


def snapshots(connection: Connection, revisions: Sequence[Revision]) -> list[ControlSnapshot]:
    """Snapshots of revisions, in their order, without withdrawals.

    Raises
    ------
    StoreDamaged
        A geometry cannot be read.
    """
    holding = [revision for revision in revisions if revision.sha256 is not None]
    rows = [row for part in _parts(holding) for row in _areas(connection, part)]
    try:
        spans, frame = _spans(rows), _frame(rows)
        return [_snapshot(revision, frame, spans[str(revision.sha256)]) for revision in holding]
    except (ShapelyError, KeyError, ValueError) as error:
        raise StoreDamaged(
            f"Areas in the store cannot be read ({error}). Run `python -m geodata verify`, "
            f"and restore a backup: docs/store.md says how."
        ) from error


def _parts(revisions: Sequence[Revision], size: int = 500) -> Iterable[list[str]]:
    """Batches of names of contents: a database limits the number of values in a query."""
    names = sorted({str(revision.sha256) for revision in revisions})
    return (names[begin : begin + size] for begin in range(0, len(names), size))


def _areas(connection: Connection, names: Sequence[str]) -> Sequence[Row[Any]]:
    query = select(AREAS).where(AREAS.c.content.in_(names))
    return connection.execute(query.order_by(AREAS.c.content, AREAS.c.position)).all()


def _spans(rows: Sequence[Row[Any]]) -> dict[str, slice]:
    """Slice of the areas of each content."""
    spans, begin = {}, 0
    for name, group in groupby(rows, key=attrgetter("content")):
        end = begin + sum(1 for _ in group)
        spans[str(name)] = slice(begin, end)
        begin = end
    return spans


def _frame(rows: Sequence[Row[Any]]) -> gpd.GeoDataFrame:
    """Frame of all areas: a frame for each of many days takes five times as long."""
    words: dict[str, Any] = {name: list(map(attrgetter(name), rows)) for name in _WORDS}
    holders = [read_holder(row.party, Status(row.status)) for row in rows]
    words["party"] = pd.Series([holder.party for holder in holders], dtype=object)
    words["status"] = [holder.status.value for holder in holders]
    pairs = [row.contested_between for row in rows]
    if any(pairs):
        between = [tuple(orjson.loads(pair)) if pair else None for pair in pairs]
        words["between"] = pd.Series(between, dtype=object)
    shapes = shapely.from_wkb(np.array([row.geometry for row in rows], dtype=object))
    columns = {**words, "geometry": GeometryArray(shapes, crs=_CRS)}
    # By its name the column is taken as it is; otherwise every shape is checked again.
    return gpd.GeoDataFrame(columns, geometry="geometry")


def _snapshot(revision: Revision, frame: gpd.GeoDataFrame, span: slice) -> ControlSnapshot:
    whole = span == slice(0, len(frame))
    areas = frame if whole else frame.iloc[span].reset_index(drop=True)
    return ControlSnapshot(revision.effective_date, areas, str(revision.id))
