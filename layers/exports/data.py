"""Data files: areas of a day, topology of all days, tables of figures, files as they came in."""

import json

from geodata.ingest.export import write_areas
from geodata.tables import Table
from layers.exports.order import Order, Progress
from layers.exports.registry import Export


def _areas(order: Order, export: Export, _progress: Progress) -> bytes:
    if order.snapshot is None:
        raise ValueError("An order of areas has a snapshot.")
    return write_areas(order.record.theatre, order.snapshot, export.suffix)


def _topology(order: Order, _export: Export, _progress: Progress) -> bytes:
    record = order.record.cut(order.view.from_day, order.view.to_day)
    return json.dumps(record.topology.to_topojson(), separators=(",", ":")).encode()


def _csv(order: Order, _export: Export, _progress: Progress) -> bytes:
    return _table(order).to_csv()


def _json(order: Order, _export: Export, _progress: Progress) -> bytes:
    return _table(order).to_json()


def _table(order: Order) -> Table:
    if order.table is None:
        raise ValueError("An order of figures has a table.")
    return order.table


def _content(order: Order, _export: Export, _progress: Progress) -> bytes:
    return order.content
