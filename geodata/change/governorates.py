"""Change by governorate: ground that each party gained and lost in each of them."""

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
from geodata.terms import Holder
from geodata.theatre import Theatre, read_json
from geodata.topology import Topology

ELSEWHERE: Final = ""
"""Key of ground that lies in no governorate."""
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
        nodes = document["objects"].get(_OBJECT, {"geometries": []})["geometries"]
        # The reader of areas of control reads them, with the name in the place of the party.
        named = [
            {**node, "properties": {"party": node["properties"]["name"]["en"]}} for node in nodes
        ]
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
    """Change of every party in each governorate; ground outside them has the key "".

    Only governorates in which a party holds or held ground; all keys together are the whole
    change. They are taken to be a coverage, as a base map's are: none overlaps another.
    """
    old, new = (_cut(_held(side, change), governorates) for side in (change.before, change.after))
    flows = (((flow.before, flow.after), flow.ground) for flow in change.flows)
    moved = _cut(flows, governorates)
    return {
        name: party_changes(old.get(name, {}), new.get(name, {}), moved.get(name, {}))
        for name in (*governorates, ELSEWHERE)
        if old.get(name) or new.get(name)
    }


def _held(
    snapshot: ControlSnapshot | None, change: Change
) -> Iterator[tuple[Holder, BaseGeometry]]:
    for basis in change.bases:
        yield from grounds(snapshot, basis).items()


def _cut(
    shapes: Iterable[tuple[_Key, BaseGeometry]], governorates: Mapping[str, BaseGeometry]
) -> dict[str, dict[_Key, float]]:
    """Area of shapes in km² by governorate and key."""
    keys, grounds = [], []
    for key, shape in shapes:
        parts = polygons(shape)
        keys += [key] * len(parts)
        grounds += list(parts)
    if not grounds:
        return {}
    parts = np.array(grounds, dtype=object)
    names, cuts = list(governorates), np.array(list(governorates.values()), dtype=object)
    part, cut = shapely.STRtree(cuts).query(parts, predicate="intersects")
    pieces, inside = parts[part], np.zeros(len(part), dtype=bool)
    for n, governorate in enumerate(cuts):
        shapely.prepare(governorate)
        inside[cut == n] = shapely.covers(governorate, pieces[cut == n])
    pieces[~inside] = shapely.intersection(pieces[~inside], cuts[cut[~inside]])
    km2 = areas_km2(pieces)
    elsewhere = areas_km2(parts) - np.bincount(part, km2, len(parts))
    rows = [(names[c], keys[p], size) for p, c, size in zip(part, cut, km2, strict=True)]
    rows += [(ELSEWHERE, key, size) for key, size in zip(keys, elsewhere, strict=True)]
    sums: dict[str, dict[_Key, float]] = {}
    for name, key, size in rows:
        if abs(size) > _NOISE_KM2:
            sums.setdefault(name, {})[key] = sums.get(name, {}).get(key, 0.0) + float(size)
    return sums
