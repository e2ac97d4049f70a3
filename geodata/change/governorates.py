"""This module knows a change by governorates: who gained and lost in each of them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.change.flows import Change, PartyChange, grounds, party_changes
from geodata.change.overlay import polygons
from geodata.control import ControlSnapshot
from geodata.errors import TheatreError, TopologyError
from geodata.measure import areas_km2
from geodata.theatre import Theatre, read_json
from geodata.topology import Topology

ELSEWHERE: Final = ""
"""The key of ground that lies in none of them."""
_OBJECT: Final = "governorates"
_ANY_DAY: Final = date(2000, 1, 1)
_NOISE_KM2: Final = 1e-9
_Key = TypeVar("_Key", bound=Hashable)


def governorates(theatre: Theatre) -> dict[str, BaseGeometry]:
    """Polygons (WGS 84) of the governorates in a theatre's base map, by English name.

    The names are those that places have, and the keys of `governorates` in `theatre.json`. A base
    map without governorates has none.

    Raises
    ------
    TheatreError
        The base map is missing or damaged.
    """
    document = read_json(theatre.base_map)
    try:
        found = document["objects"].get(_OBJECT, {"geometries": []})["geometries"]
        # A governorate is an area that somebody administers: the reader of areas reads it.
        named = [{**one, "properties": {"party": one["properties"]["name"]["en"]}} for one in found]
        shapes = {_ANY_DAY.isoformat(): {"type": "GeometryCollection", "geometries": named}}
        areas = Topology.from_topojson({**document, "objects": shapes}).areas(_ANY_DAY)
    except (AttributeError, KeyError, TypeError, TopologyError) as error:
        raise TheatreError(
            f"The governorates in {theatre.folder.name}/{theatre.base_map.name} cannot be read: "
            f"{error}. Restore the file from the project."
        ) from error
    return dict(zip(areas["party"], areas.geometry, strict=True))


def by_governorate(
    change: Change, governorates: Mapping[str, BaseGeometry]
) -> dict[str, tuple[PartyChange, ...]]:
    """The change of every party in each governorate; what lies in none has the key "".

    Only governorates in which somebody holds or held ground; all keys together are the whole
    change. They are taken to be a coverage, as a base map's are: none overlaps another.
    """
    old, new = (_cut(_held(one, change), governorates) for one in (change.before, change.after))
    flows = (((flow.before, flow.after), flow.ground) for flow in change.flows)
    moved = _cut(flows, governorates)
    return {
        name: party_changes(old.get(name, {}), new.get(name, {}), moved.get(name, {}))
        for name in (*governorates, ELSEWHERE)
        if old.get(name) or new.get(name)
    }


def _held(snapshot: ControlSnapshot | None, change: Change) -> Iterator[tuple[str, BaseGeometry]]:
    for basis in change.bases:
        yield from grounds(snapshot, basis).items()


def _cut(
    shapes: Iterable[tuple[_Key, BaseGeometry]], governorates: Mapping[str, BaseGeometry]
) -> dict[str, dict[_Key, float]]:
    """km² of shapes by the governorate they lie in, and by key."""
    keys, grounds = [], []
    for key, shape in shapes:
        found = polygons(shape)
        keys += [key] * len(found)
        grounds += list(found)
    if not grounds:
        return {}
    parts = np.array(grounds, dtype=object)
    names, cuts = list(governorates), np.array(list(governorates.values()), dtype=object)
    at, of = shapely.STRtree(cuts).query(parts, predicate="intersects")
    pieces, inside = parts[at], np.zeros(len(at), dtype=bool)
    for n, cut in enumerate(cuts):
        shapely.prepare(cut)
        inside[of == n] = shapely.covers(cut, pieces[of == n])
    pieces[~inside] = shapely.intersection(pieces[~inside], cuts[of[~inside]])
    km2 = areas_km2(pieces)
    elsewhere = areas_km2(parts) - np.bincount(at, km2, len(parts))
    rows = [(names[n], keys[part], size) for part, n, size in zip(at, of, km2, strict=True)]
    rows += [(ELSEWHERE, key, size) for key, size in zip(keys, elsewhere, strict=True)]
    sums: dict[str, dict[_Key, float]] = {}
    for name, key, size in rows:
        if abs(size) > _NOISE_KM2:
            sums.setdefault(name, {})[key] = sums.get(name, {}).get(key, 0.0) + float(size)
    return sums
