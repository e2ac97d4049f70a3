"""Encoding of shared arcs as standard TopoJSON.

One object per effective date, named YYYY-MM-DD: a GeometryCollection of MultiPolygons with the
properties party, status, basis and source. Written documents are quantised: arcs are whole grid
cells, each point as the step from the one before.
"""

import itertools
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from geodata.terms import CONTESTED_CODE
from geodata.topology.arcs import Arcs, ArcShape, Booleans, Integers
from geodata.topology.shapes import FlatShapes


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
