"""Shared arcs as standard TopoJSON: written, and read from our own documents and others'.

One object per effective date, named YYYY-MM-DD: a GeometryCollection of MultiPolygons with the
properties party, status, basis and source. Written documents are quantised: arcs are whole grid
cells, each point as the step from the one before. An error in a document names the position of the
fault.
"""

import itertools
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np

from geodata.errors import TopologyError
from geodata.terms import CONTESTED, CONTESTED_CODE, Basis, Holder, Status, read_holder
from geodata.topology.arcs import (
    GRID_DEG,
    MAX_CELLS_PER_DEG,
    Arcs,
    ArcShape,
    Booleans,
    Floats,
    Integers,
    Polygon,
    Ring,
)
from geodata.topology.shapes import FlatShapes

Dates = dict[date, tuple[ArcShape, ...]]
_Word = TypeVar("_Word", bound=StrEnum)


def encode(
    arcs: Arcs, dates: Mapping[date, tuple[ArcShape, ...]], cells_per_degree: int
) -> dict[str, Any]:
    """Encode these days and the arcs they use, in their old order, as a TopoJSON document."""
    flat = FlatShapes.from_shapes([shape for shapes in dates.values() for shape in shapes])
    indices = np.unique(flat.arc_indices)
    used = arcs.take(indices)
    cells = np.rint(used.points * cells_per_degree).astype(np.int64)
    west_south = cells.min(axis=0) if len(cells) else np.zeros(2, dtype=np.int64)
    renamed = _renamed(indices, len(arcs))
    document: dict[str, Any] = {
        "type": "Topology",
        "transform": {
            "scale": [1 / cells_per_degree] * 2,
            "translate": (west_south / cells_per_degree).tolist(),
        },
        "objects": {
            day.isoformat(): {
                "type": "GeometryCollection",
                "geometries": [_geometry(shape, renamed) for shape in shapes],
            }
            for day, shapes in dates.items()
        },
        "arcs": _steps(cells - west_south, used.offsets),
    }
    if len(cells):
        corners = np.concatenate([west_south, cells.max(axis=0)])
        document["bbox"] = (corners / cells_per_degree).tolist()
    return document


def _renamed(indices: Integers, arcs: int) -> list[int]:
    """Map each old reference to its new one; a reversed arc counts from the end, as `~i` does."""
    new = np.zeros(arcs, dtype=np.int64)
    new[indices] = np.arange(len(indices))
    return [*new.tolist(), *(~new[::-1]).tolist()]


def _geometry(shape: ArcShape, renamed: list[int]) -> dict[str, Any]:
    return {
        "type": "MultiPolygon",
        "properties": {
            "party": CONTESTED_CODE if shape.party is None else shape.party,
            "status": shape.status.value,
            "basis": shape.basis.value,
            "source": shape.source,
            **({"between": list(shape.between)} if shape.between else {}),
        },
        "arcs": [
            [[renamed[ref] for ref in ring] for ring in polygon] for polygon in shape.polygons
        ],
    }


def _steps(cells: Integers, offsets: Integers) -> list[list[list[int]]]:
    """Arcs as a first point and steps; points that fall into the cell before are left out."""
    steps = np.diff(cells, axis=0, prepend=0)
    begins, ends = offsets[:-1], offsets[1:]
    if not len(begins):
        return []
    steps[begins] = cells[begins]
    # The last point stays even then: an arc has two points at least.
    keep: Booleans = np.any(steps, axis=1)
    keep[begins] = True
    short = np.add.reduceat(keep, begins, dtype=np.int64) < 2
    keep[ends[short] - 1] = True
    bounds = np.concatenate([[0], np.cumsum(keep)])[offsets].tolist()
    drawn_steps = steps[keep].tolist()
    return [drawn_steps[a:b] for a, b in itertools.pairwise(bounds)]


def decode(document: Any) -> tuple[Arcs, Dates, float]:  # noqa: ANN401 - any JSON may come in
    """Arcs, shapes by day in order of time, and the grid in degrees, from a TopoJSON document.

    Raises
    ------
    TopologyError
        The document breaks the format; the message names the object and the position.
    """
    if not isinstance(document, Mapping) or document.get("type") != "Topology":
        kind = document.get("type") if isinstance(document, Mapping) else type(document).__name__
        raise TopologyError(
            f'This is not TopoJSON: its type is "{kind}", expected "Topology". '
            f"Choose a .topojson file with one object per day."
        )
    for member, expected in (("objects", Mapping), ("arcs", list)):
        if not isinstance(document.get(member), expected):
            raise TopologyError(
                f'The TopoJSON has no "{member}", or it is of the wrong kind; '
                f"the file is damaged or cut off: export it again."
            )
    arcs, grid_deg = _arcs(document)
    dates = {
        _day(name): _shapes(node, f'object "{name}"', len(arcs))
        for name, node in document["objects"].items()
    }
    for day, shapes in dates.items():
        _check_rings(arcs, shapes, f'object "{day}"')
    return arcs, dict(sorted(dates.items())), grid_deg


def _arcs(document: Mapping[str, Any]) -> tuple[Arcs, float]:
    lines = [_line(line, number) for number, line in enumerate(document["arcs"])]
    if document.get("transform") is None:
        return Arcs.from_lines(lines), GRID_DEG
    try:
        scale = np.array(document["transform"]["scale"], dtype=np.float64).reshape(2)
        shift = np.array(document["transform"]["translate"], dtype=np.float64).reshape(2)
    except (KeyError, TypeError, ValueError):
        raise TopologyError(
            f'The "transform" of the TopoJSON is {document["transform"]!r}; '
            f'expected "scale" and "translate", two numbers each: export the file again.'
        ) from None
    return _placed(Arcs.from_lines([np.cumsum(line, axis=0) for line in lines]), scale, shift)


def _placed(arcs: Arcs, scale: Floats, shift: Floats) -> tuple[Arcs, float]:
    """Convert whole cells to degrees; return the arcs and the width of the grid."""
    if (scale > 0).all():
        cells = np.rint(1 / scale)
        whole = arcs.points + shift * cells
        on_grid = np.allclose(whole, np.rint(whole), rtol=0, atol=1e-3)
        if (
            cells[0] == cells[1] <= MAX_CELLS_PER_DEG
            and on_grid
            and abs(cells * scale - 1).max() < 1e-9
        ):
            # Through whole cells, so that a point is the same double as before it was written.
            return Arcs(np.rint(whole) / cells, arcs.offsets), float(1 / cells[0])
    return Arcs(arcs.points * scale + shift, arcs.offsets), GRID_DEG


def _line(line: Any, number: int) -> Floats:  # noqa: ANN401
    try:
        points = np.array(line, dtype=np.float64)
    except (TypeError, ValueError):
        points = np.empty(0)
    if points.ndim != 2 or len(points) < 2 or points.shape[1] < 2 or not np.isfinite(points).all():
        raise TopologyError(
            f"Arc {number} of the TopoJSON is not a line: expected two or more points of two "
            f"numbers each (lon, lat); export the file again."
        )
    return points[:, :2]


def _day(name: str) -> date:
    try:
        day = date.fromisoformat(name)
    except ValueError:
        day = None
    if day is None or day.isoformat() != name:
        raise TopologyError(
            f'The TopoJSON has an object "{name}"; expected the effective date as its name, '
            f"year-month-day, for example 2024-11-30: rename or remove it."
        )
    return day


def _shapes(node: Any, where: str, arcs: int) -> tuple[ArcShape, ...]:  # noqa: ANN401
    if isinstance(node, Mapping) and node.get("type") == "GeometryCollection":
        parts = node.get("geometries")
        if not isinstance(parts, list):
            raise TopologyError(
                f'{where} of the TopoJSON is a GeometryCollection without a list of "geometries"; '
                f"export the file again."
            )
        return tuple(
            _shape(part, f"{where}, geometry {number}", arcs) for number, part in enumerate(parts)
        )
    return (_shape(node, where, arcs),)


def _shape(node: Any, where: str, arcs: int) -> ArcShape:  # noqa: ANN401
    kind = node.get("type") if isinstance(node, Mapping) else type(node).__name__
    if kind not in ("Polygon", "MultiPolygon"):
        raise TopologyError(
            f'{where} of the TopoJSON is of type "{kind}"; expected Polygon or MultiPolygon: '
            f"areas of control have an extent."
        )
    listed = node.get("arcs")
    polygons = [listed] if kind == "Polygon" else listed
    labels = node.get("properties") or {}
    if not isinstance(labels, Mapping):
        labels = {}
    holder = _holder(labels, where)
    return ArcShape(
        holder.party,
        holder.status,
        _word(Basis, labels.get("basis", Basis.ASSESSED), where),
        str(labels.get("source") or ""),
        tuple(
            _polygon(part, f"{where}, polygon {number}", arcs)
            for number, part in enumerate(_list(polygons, where))
        ),
        _between(labels, where) if holder == CONTESTED else None,
    )


def _holder(labels: Mapping[str, Any], where: str) -> Holder:
    code = str(labels.get("party") or "")
    status = _word(Status, labels.get("status", Status.CONTROLLED), where)
    if status.has_party and not code.strip():
        raise TopologyError(
            f'{where} of the TopoJSON has no property "party"; say whose area it is.'
        )
    return read_holder(code, status)


def _between(labels: Mapping[str, Any], where: str) -> tuple[str, str] | None:
    named = labels.get("between")
    if named is None:
        return None
    if not isinstance(named, list) or len(named) != 2 or len(set(map(str, named))) != 2:
        raise TopologyError(
            f'{where} of the TopoJSON is contested "between" {named!r}; expected the codes of two '
            f"parties, or nothing."
        )
    first, second = sorted(map(str, named))
    return first, second


def _word(kind: type[_Word], node: Any, where: str) -> _Word:  # noqa: ANN401
    try:
        return kind(node)
    except ValueError:
        raise TopologyError(
            f'{where} of the TopoJSON has the {kind.__name__.lower()} "{node}"; '
            f"expected {' or '.join(kind)}."
        ) from None


def _polygon(node: Any, where: str, arcs: int) -> Polygon:  # noqa: ANN401
    rings = _list(node, where)
    if not rings:
        raise TopologyError(f"{where} of the TopoJSON has no ring; expected an outline: remove it.")
    return tuple(_ring(ring, f"{where}, ring {number}", arcs) for number, ring in enumerate(rings))


def _ring(node: Any, where: str, arcs: int) -> Ring:  # noqa: ANN401
    ring = tuple(_list(node, where))
    for ref in ring:
        if type(ref) is not int or not -arcs <= ref < arcs:
            raise TopologyError(
                f"{where} of the TopoJSON refers to arc {ref!r}, but the file has {arcs} arcs "
                f"(0 to {arcs - 1}, backwards −1 to −{arcs}); export the file again."
            )
    if not ring:
        raise TopologyError(f"{where} of the TopoJSON has no arc; remove it.")
    return ring


def _list(node: Any, where: str) -> list[Any]:  # noqa: ANN401
    if not isinstance(node, list):
        raise TopologyError(
            f'{where} of the TopoJSON has "arcs" of the wrong kind ({type(node).__name__}); '
            f"expected nested lists of arc numbers: export the file again."
        )
    return node


def _check_rings(arcs: Arcs, shapes: tuple[ArcShape, ...], where: str) -> None:
    """Refuse rings in which an arc does not begin where the arc before it ends."""
    flat = FlatShapes.from_shapes(shapes)
    if not len(flat.refs):
        return
    back = flat.refs < 0
    first, last = arcs.offsets[flat.arc_indices], arcs.offsets[flat.arc_indices + 1] - 1
    begin, end = np.where(back, last, first), np.where(back, first, last)
    before = np.arange(len(end)) - 1
    before[flat.ring_offsets[:-1]] = flat.ring_offsets[1:] - 1
    apart = (arcs.points[begin] != arcs.points[end[before]]).any(axis=1)
    steps = np.add.reduceat(last - first, flat.ring_offsets[:-1])
    apart[flat.ring_offsets[:-1]] |= steps < 3
    if apart.any():
        number = int(np.flatnonzero(apart)[0])
        geometry = int(flat.shape_of_ref[number])
        lon, lat = arcs.points[begin[number]].tolist()
        raise TopologyError(
            f"{where}, geometry {geometry} ({shapes[geometry].party}) of the TopoJSON has a ring "
            f"that does not close or has fewer than three corners, near {lon:.6f}, {lat:.6f} "
            f"(lon, lat), arc {flat.refs[number]}; export the file again."
        )
