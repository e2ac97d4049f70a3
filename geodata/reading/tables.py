"""Layers of tables: place reports, events, or shapes as well-known text."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from geodata.draft import DraftFeature, PropertyMapping
from geodata.reading.dates import day_of
from geodata.reading.findings import Findings
from geodata.reading.layer import Layer, feature
from geodata.reading.place_reports import CARTER, is_place_reports, reports_of, status_of
from geodata.reading.table_text import TableRow, TextTable

_SHAPE_COLUMNS: Final = ("geom_wkt", "wkt", "geometry", "geom", "the_geom")
_POSITIONS: Final = (("longitude", "latitude"), ("lon", "lat"), ("lng", "lat"), ("x", "y"))
_EVENTS: Final = (
    frozenset({"type_of_violence", "where_prec"}),
    frozenset({"event_id_cnty", "sub_event_type"}),
)
REPORTS: Final = PropertyMapping(basis=None, date="effective_date")


def layer_of(table: TextTable, findings: Findings) -> Layer | None:
    """The layer of a table; None, and a finding, if it has neither shapes nor positions."""
    lowered = {name.lower(): name for name in reversed(table.columns)}
    shape = next((lowered[name] for name in _SHAPE_COLUMNS if name in lowered), None)
    events = any(lowered.keys() >= names for names in _EVENTS)
    if shape and not events and not is_place_reports(table.columns):
        return Layer(tuple(_shapes(table.rows, shape, findings)))
    if is_place_reports(table.columns) and not events:
        return _reports_layer(table, findings)
    for lon, lat in _POSITIONS:
        if lon in lowered and lat in lowered:
            return Layer(tuple(_points(table.rows, lowered[lon], lowered[lat], findings)))
    listed = ", ".join(table.columns)[:200]
    findings.error("column-missing", column="lon, lat", line=1, found=listed)
    return None


def _shapes(rows: Sequence[TableRow], column: str, findings: Findings) -> list[DraftFeature]:
    features: list[DraftFeature] = []
    for index, row in enumerate(rows):
        text = row.cells.get(column, "")
        shape = None
        try:
            # A number too large for a float becomes infinite, and the check reports it.
            with np.errstate(over="ignore"):
                shape = shapely.from_wkt(text.partition(";")[2] if text[:5] == "SRID=" else text)
        except (shapely.errors.ShapelyError, ValueError):
            findings.error("geometry-damaged", feature=index, line=row.line, name=text[:80])
        properties = {name: value for name, value in row.cells.items() if name != column}
        features.append(feature(index, shape, properties, row.line))
    return features


def _points(rows: Sequence[TableRow], lon: str, lat: str, findings: Findings) -> list[DraftFeature]:
    features: list[DraftFeature] = []
    for row in rows:
        try:
            position = [float(row.cells[lon]), float(row.cells[lat])]
        except ValueError:
            written = f"{row.cells[lon]} {row.cells[lat]}"[:80]
            findings.error("row-position", line=row.line, name="", found=written)
            continue
        point = {"type": "Point", "coordinates": position}
        features.append(feature(len(features), point, dict(row.cells), row.line))
    return features


def _reports_layer(table: TextTable, findings: Findings) -> Layer:
    """Points with party, status and day, which `areas_from_reports` makes areas of."""
    reports = reports_of(table, findings)
    cells = {row.line: row.cells for row in table.rows}
    features = tuple(
        feature(
            index,
            {"type": "Point", "coordinates": [report.lon, report.lat]},
            {
                **cells[report.line],
                "name": report.name,
                "party": report.party,
                "status": status_of(report),
                "effective_date": report.day.isoformat() if report.day else None,
            },
            report.line,
        )
        for index, report in enumerate(reports)
    )
    findings.note("reports-not-areas", reports=len(reports))
    carter = {name.lower() for name in table.columns} >= set(CARTER)
    schema = "carter_csv" if carter else "place_reports"
    last = max((report.day for report in reports if report.day), default=None)
    return Layer(features, effective_date=last and day_of(last), schema=schema, mapping=REPORTS)
