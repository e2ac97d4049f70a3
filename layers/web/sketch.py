"""Sketches: a few shapes over a theatre's outline, for a small map beside a text.

Nothing in a sketch is markup: labels are plain text, and the browser writes them as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.terms import Basis, Holder, Status
from geodata.theatre import Theatre, read_json
from layers.locale.locale import Locale
from layers.palette import CONTESTED_SLOT, THEMES, faint, party_colour, themes
from layers.style import GroundPattern, style

MAX_POINTS: Final = 60_000
"""A sketch with more points than this is drawn coarser."""
COARSE_DEG: Final = 0.001
_DECIMALS: Final = 6
_MAX_DEG: Final = 720.0
_PAD: Final = 0.35
_MIN_DEG: Final = 0.02
_UNCOLOURED: Final = frozenset({"problem", "chosen", "halo", "line", "ring", "front", "end"})
_MAX_SIGNS: Final = 12
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class SketchShape:
    """Shape on a sketch; `kind` is area, around (faint), change, problem or chosen.

    For measuring there are line, halo (to lie under it), ring, front and end (of a line).
    `ground` is in WGS 84; `party` gives the colour, `label` is what hovering says, or what stands
    on the map always, on that side of it, if it is `pinned`: center, top, bottom, left, right.
    Contested ground is striped and `claimed` ground hatched,
    as in the replay.
    """

    ground: BaseGeometry
    kind: str
    party: str | None = None
    label: str = ""
    claimed: bool = False
    pinned: str = ""
    status: Status = Status.CONTROLLED

    @property
    def basis(self) -> Basis:
        """The basis on which the ground is said to be the party's."""
        return Basis.CLAIMED if self.claimed else Basis.ASSESSED

    @property
    def slot(self) -> str | None:
        """The key of its colour; None is the spare one."""
        return self.party if self.status.has_party else CONTESTED_SLOT

    @property
    def pattern(self) -> str:
        """What is drawn over the colour, so that it says nothing alone: "" is a plain fill."""
        if self.kind in _UNCOLOURED:
            return ""
        pattern = style().pattern(self.status, self.basis)
        return pattern.hatch if pattern else ""


def area_shape(row: Any, kind: str, label: str = "") -> SketchShape:  # noqa: ANN401 - a named tuple
    """A row of the areas of a snapshot as it is drawn."""
    claimed, status = row.basis == Basis.CLAIMED, Status(row.status)
    return SketchShape(row.geometry, kind, row.party, label, claimed, status=status)


def sketch(
    theatre: Theatre,
    shapes: Sequence[SketchShape],
    language: str,
    label: str,
    view: Bounds | None = None,
    *,
    clickable: bool = False,
    tall: bool = False,
) -> bytes:
    """A sketch as `src/sketch.js` reads it; without a view it shows the whole theatre.

    It is the `SketchDocument` of `payload.schema.json`.
    `label` says to those who cannot see it what it shows; `view` is west, south, east, north;
    `clickable` lets it report where it is clicked, `tall` makes it the picture of its page.
    """
    grounds = _drawable([shape.ground for shape in shapes])
    colours = themes(theatre.parties)
    drawn = [
        _drawn(theatre, shape, ground)
        for shape, ground in zip(shapes, grounds, strict=True)
        if not ground.is_empty
    ]
    return orjson.dumps(
        {
            "label": label,
            "view": view or theatre.extent_deg,
            "ground": {name: colours[name]["ground"] for name in colours},
            "text": {name: colours[name]["text"] for name in colours},
            "measure": {name: colours[name]["measure"] for name in colours},
            "front": {name: colours[name]["front"] for name in colours},
            "sketch": {name: colours[name]["sketch"] for name in colours},
            "clickable": clickable,
            "tall": tall,
            "outline": _outline(theatre),
            "places": _places(theatre, language, shapes),
            "shapes": drawn,
            "legend": _legend(theatre, shapes, language),
        }
    )


def _drawn(theatre: Theatre, shape: SketchShape, ground: BaseGeometry) -> dict[str, Any]:
    return {
        "geometry": _geojson(ground),
        "kind": shape.kind,
        "label": shape.label,
        "pinned": shape.pinned,
        "pattern": shape.pattern,
        "fill": {name: _fill(theatre, shape.slot, name) for name in THEMES},
        "faint": {name: _faint(theatre, shape.slot, name) for name in THEMES},
    }


def view_of(ground: BaseGeometry) -> Bounds:
    """The bounds to show something with room around it."""
    west, south, east, north = shapely.bounds(ground).tolist()
    pad = max(_PAD * max(east - west, north - south), _MIN_DEG)
    return west - pad, south - pad, east + pad, north + pad


def _fill(theatre: Theatre, code: str | None, theme: str) -> str:
    if code == CONTESTED_SLOT:
        return str(THEMES[theme]["contested"]["stripe"])
    roles = {party.code: party.role for party in theatre.parties}
    return party_colour(roles.get(code or "", "other"), theme)


def _faint(theatre: Theatre, code: str | None, theme: str) -> str:
    """The colour between the lines of a pattern."""
    if code == CONTESTED_SLOT:
        return str(THEMES[theme]["contested"]["ground"])
    return faint(_fill(theatre, code, theme), theme)


def _legend(theatre: Theatre, shapes: Sequence[SketchShape], language: str) -> list[dict[str, Any]]:
    """A sign for each colour and pattern of the theatre's parties, contested ground last."""
    drawn = {(shape.slot, shape.pattern) for shape in shapes if shape.kind not in _UNCOLOURED}
    locale = Locale(theatre, language)
    codes = (*(party.code for party in theatre.parties), CONTESTED_SLOT)
    signs = [
        {
            "name": _sign_name(code, pattern, locale),
            "pattern": pattern.hatch if pattern else "",
            "fill": {theme: _fill(theatre, code, theme) for theme in THEMES},
            "faint": {theme: _faint(theatre, code, theme) for theme in THEMES},
        }
        for code in codes
        for pattern in (None, *style().ground_patterns)
        if (code, pattern.hatch if pattern else "") in drawn
    ]
    return signs[:_MAX_SIGNS]


def _sign_name(code: str, pattern: GroundPattern | None, locale: Locale) -> str:
    status = Status(pattern.status if pattern and pattern.status else Status.CONTROLLED)
    basis = Basis(pattern.basis if pattern and pattern.basis else Basis.ASSESSED)
    return locale.ground(Holder(None if code == CONTESTED_SLOT else code, status), basis)


def _drawable(grounds: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    """Shapes with no more points than a small map needs, and only positions that can be drawn."""
    shapes: NDArray[np.object_] = np.empty(len(grounds), dtype=object)
    shapes[:] = grounds
    if shapely.count_coordinates(shapes) > MAX_POINTS:
        shapes = shapely.simplify(shapes, COARSE_DEG, preserve_topology=False)
    for index, shape in enumerate(shapes):
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            shapes[index] = shapely.Point()
    return shapes


def _geojson(shape: BaseGeometry) -> Any:  # noqa: ANN401 - GeoJSON
    return orjson.loads(shapely.to_geojson(shapely.transform(shapely.force_2d(shape), _rounded)))


def _rounded(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(points.clip(-_MAX_DEG, _MAX_DEG), _DECIMALS)


def _outline(theatre: Theatre) -> list[Any]:
    features = read_json(theatre.frame)["features"]
    return [
        feature["geometry"]
        for feature in features
        if feature["properties"].get("kind") == "outline"
    ]


def _places(theatre: Theatre, language: str, shapes: Sequence[SketchShape]) -> list[Any]:
    """Major cities, except where a pinned shape has a name already."""
    locale = Locale(theatre, language)
    named = {
        (shape.ground.x, shape.ground.y)
        for shape in shapes
        if shape.pinned and isinstance(shape.ground, shapely.Point)
    }
    return [
        {"lon": place.lon, "lat": place.lat, "name": locale.place(place)}
        for place in theatre.places
        if place.labelled and place.is_major_city and (place.lon, place.lat) not in named
    ]
