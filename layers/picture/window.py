"""Window of a picture on the world: the plane of the web map, seen in a box.

A unit is a CSS pixel of the web map; y runs down, as on a screen.
"""

from dataclasses import dataclass
from math import log2
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.measure import inverse
from layers.style import style

Floats = NDArray[np.float64]
Extent = tuple[float, float, float, float]
TILE: Final = 256.0
USUAL_SCREEN: Final = (1280, 720)


@dataclass(frozen=True)
class Box:
    """A rectangle in units; y runs down."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.top + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The x and y of the middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def inset(self, by: float) -> "Box":
        """The box without a margin; with one more for a negative number."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)

    def meets(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies in this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def world(points: Floats) -> Floats:
    """Lon, lat in degrees as Web Mercator from 0 to 1, y running down."""
    lon, lat = points[..., 0], points[..., 1]
    sine = np.sin(np.radians(lat))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return np.stack([lon / 360 + 0.5, y], axis=-1)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Lon, lat of a point of the world from 0 to 1."""
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))
    return (x - 0.5) * 360, float(lat)


@dataclass(frozen=True)
class MapWindow:
    """What of the world is seen in a box: `centre` (lon, lat) in its middle, at a web map's zoom.

    `frame` is all that the map may be drawn on, `box` the part that is its subject.
    """

    box: Box
    frame: Box
    centre: tuple[float, float]
    zoom: float
    lift: float = 0.0

    @property
    def detail_zoom(self) -> float:
        """Zoom that decides what is named and marked: the link's, where it is not much larger."""
        return self.zoom + self.lift

    @property
    def scale(self) -> float:
        """Units from end to end of the world."""
        return float(TILE * 2**self.zoom)

    @property
    def shift(self) -> tuple[float, float]:
        """What is added to the world's x and y, once they are scaled."""
        x, y = world(np.array(self.centre, dtype=np.float64))
        middle_x, middle_y = self.box.centre
        return middle_x - float(x) * self.scale, middle_y - float(y) * self.scale

    def place(self, points: Floats) -> Floats:
        """Points of the world as units of the picture."""
        placed: Floats = points * self.scale + np.array(self.shift)
        return placed

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """A point in degrees as units of the picture."""
        x, y = self.place(world(np.array([lon, lat], dtype=np.float64)))
        return float(x), float(y)

    def extent(self, box: Box | None = None) -> Extent:
        """West, south, east, north of a box, the map's own unless another is given."""
        box = box or self.box
        (dx, dy), scale = self.shift, self.scale
        west, north = degrees((box.left - dx) / scale, (box.top - dy) / scale)
        east, south = degrees((box.right - dx) / scale, (box.bottom - dy) / scale)
        return west, south, east, north

    def km(self, units: float) -> float:
        """Geodesic length in km of a level line of that many units through the map's centre."""
        lon, lat = self.centre
        half = units / 2 / self.scale * 360
        return inverse(lon - half, lat, lon + half, lat)[0] / 1000


def fitted(extent: Extent, box: Box, frame: Box) -> MapWindow:
    """The window in which an extent (west, south, east, north) just fits a box."""
    west, south, east, north = extent
    corners = world(np.array([[west, north], [east, south]], dtype=np.float64))
    (left, top), (right, bottom) = corners.tolist()
    zoom = log2(min(box.width / (right - left), box.height / (bottom - top)) / TILE)
    return MapWindow(box, frame, degrees((left + right) / 2, (top + bottom) / 2), zoom)


def seen_on(
    screen: tuple[int, int], centre: tuple[float, float], zoom: float, box: Box, frame: Box
) -> MapWindow:
    """The window that shows all that a screen of that many CSS pixels shows."""
    width, height = screen
    smaller = log2(min(box.width / width, box.height / height))
    lift = max(0.0, min(-smaller, style().picture.detail_lift))
    return MapWindow(box, frame, centre, zoom + smaller, lift)
