"""Data files: areas of a day, topology of all days, tables of figures, files as they came in."""

import json

from geodata.ingest.export import write_areas
from geodata.tables import TABLE_FORMATS
from layers.exports.order import Order, Progress
from layers.exports.registry import Export


def _areas(order: Order, export: Export, _progress: Progress) -> bytes:
    if order.snapshot is None:
        raise ValueError("An order of areas has a snapshot.")
    return write_areas(order.record.theatre, order.snapshot, export.suffix)


def _topology(order: Order, _export: Export, _progress: Progress) -> bytes:
    record = order.record.cut(order.view.from_day, order.view.to_day)
    return json.dumps(record.topology.to_topojson(), separators=(",", ":")).encode()


def _table(order: Order, export: Export, _progress: Progress) -> bytes:
    if order.table is None:
        raise ValueError("An order of figures has a table.")
    return TABLE_FORMATS[export.suffix].write(order.table)


def _content(order: Order, _export: Export, _progress: Progress) -> bytes:
    return order.content
