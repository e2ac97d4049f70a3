"""Canonical GeoJSON: written so that it is read back without any problem."""

from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.terms import Basis, read_holder, written
from geodata.validation.classification import BETWEEN, Classification, sources_of
from geodata.validation.coverage import coverage_of
from geodata.validation.matching import BorderOptions, matched
from geodata.validation.rings import CELLS, Geometries, in_degrees
from geodata.validation.shape import areas_only, cleaned
from geodata.validation.wording import without_hidden, without_html


def export(snapshot: ControlSnapshot) -> bytes:
    """Write a snapshot as canonical GeoJSON (RFC 7946, lon, lat in WGS 84).

    Equal areas give equal bytes. One feature for each party, status and basis, with the properties
    party, status, basis, source, effective_date. Contested ground has no party; `between` names two
    where they are known. Seven decimals, outer rings anticlockwise, shared borders with shared
    points.
    """
    classifications = [
        Classification(
            written(holder),
            holder.status,
            Basis(row.basis),
            _plain(str(row.source)),
            getattr(row, "between", None) or (),
        )
        for holder, row in zip(
            snapshot.holders, snapshot.areas.itertuples(index=False), strict=True
        )
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
                "party": read_holder(key[0]).party,
                "status": key[1].value,
                **({BETWEEN: list(key[3])} if key[3] else {}),
                "basis": key[2].value,
                "source": sources.get(key, ""),
                "effective_date": snapshot.effective_date.isoformat(),
            },
            "geometry": _geometry(area),
        }
        for key, area in zip(ground, areas, strict=True)
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
