"""Canonical GeoJSON: written so that it is read back without any problem."""

from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.terms import Basis, Status
from geodata.validation.borders import BorderOptions
from geodata.validation.classification import Classification, sources_of
from geodata.validation.coverage import coverage_of
from geodata.validation.matching import matched
from geodata.validation.rings import CELLS, Geometries, in_degrees
from geodata.validation.shape import areas_only, cleaned
from geodata.validation.wording import without_hidden, without_html


def export(snapshot: ControlSnapshot) -> bytes:
    """Write a snapshot as canonical GeoJSON (RFC 7946, lon, lat in WGS 84).

    Equal areas give equal bytes. One feature for each party, status and basis, with the properties
    party, status, basis, source, effective_date. Seven decimals, outer rings anticlockwise, shared
    borders with shared points.
    """
    classifications = [
        Classification(
            str(row.party), Status(row.status), Basis(row.basis), _plain(str(row.source))
        )
        for row in snapshot.areas.itertuples(index=False)
    ]
    shapes = _on_grid(snapshot)
    coverage = coverage_of(shapes, classifications)
    if not coverage.exact:
        shapes = matched(
            shapes, classifications, BorderOptions(match=True, settle=None, fill=False)
        )
        coverage = coverage_of(shapes, classifications)
    sources = sources_of(classifications)
    ground = coverage.ground()
    areas = in_degrees(np.array(list(ground.values()), dtype=object))
    features = [
        {
            "type": "Feature",
            "properties": {
                "party": party,
                "status": status.value,
                "basis": basis.value,
                "source": sources.get((party, status, basis), ""),
                "effective_date": snapshot.effective_date.isoformat(),
            },
            "geometry": _geometry(area),
        }
        for (party, status, basis), area in zip(ground, areas, strict=True)
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _on_grid(snapshot: ControlSnapshot) -> Geometries:
    shapes: Geometries = shapely.transform(
        snapshot.areas.geometry.to_numpy(), lambda points: np.rint(points * CELLS)
    )
    return np.array([areas_only(shape) for shape in cleaned(shapes)], dtype=object)


def _geometry(area: BaseGeometry) -> dict[str, Any]:
    turned = shapely.orient_polygons(shapely.normalize(area))
    parts = [
        [shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(part)]
        for part in shapely.get_parts(turned)
    ]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _plain(text: str) -> str:
    return without_hidden(without_html(text))
