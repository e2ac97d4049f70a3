"""What the distances page measures, as it stands in the address: place ids, points as lat_lon."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from geodata.distance import between, point
from geodata.errors import UnknownName
from geodata.places import Place, find
from geodata.problems import quotable
from layers.link_table import parameter
from layers.locale import Locale

_MAX_PAIRS: Final[int] = parameter("pairs", "distances").facts["max_items"]
_VIEW: Final = parameter("at").facts
_MAX_LAT_DEG: Final = _VIEW["lat_range"][1]
_MAX_LON_DEG: Final = _VIEW["lon_range"][1]
_POINT: Final = re.compile(r"(-?\d{1,2}(?:\.\d+)?)_(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
PlacePair = tuple[Place, Place]


def read_place(places: Iterable[Place], text: str) -> Place | None:
    """The place with this id or name, or the point of the map; None where there is none."""
    written = _POINT.fullmatch(text)
    if written:
        lat, lon = float(written[1]), float(written[2])
        inside = abs(lat) <= _MAX_LAT_DEG and abs(lon) <= _MAX_LON_DEG
        return point(lon, lat) if inside else None
    try:
        return find(places, text)
    except UnknownName:
        return None


def write_place(place: Place) -> str:
    """A place as it stands in the address."""
    return place.place_id or f"{place.lat:.5f}_{place.lon:.5f}"


def read_pairs(places: Sequence[Place], text: str) -> tuple[list[PlacePair], list[str]]:
    """The pairs that a link asks for, and those that could not be understood."""
    good: list[PlacePair] = []
    bad: list[str] = []
    for part in filter(None, text.split(",")):
        ends = [read_place(places, name) for name in part.split("~")]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            good.append((ends[0], ends[1]))
        else:
            bad.append(quotable(part.replace("~", "–")))
    return good[:_MAX_PAIRS], bad


def write_pairs(pairs: Iterable[PlacePair]) -> str:
    """Pairs as they stand in the address."""
    return ",".join("~".join(map(write_place, pair)) for pair in pairs)


def keep_pairs(pairs: Iterable[PlacePair]) -> None:
    """Put the last pairs that a link may have into the address and draw the page anew."""
    st.query_params["pairs"] = write_pairs(list(pairs)[-_MAX_PAIRS:])
    st.rerun()


def clicked_place(places: Iterable[Place], click: dict[str, float]) -> Place:
    """The named place under a click, or the point itself where there is none in reach."""
    here = point(click["lon"], click["lat"])
    near = [(between(here, place).km, place) for place in places if place.labelled]
    km, place = min(near, key=lambda row: (row[0], row[1].rank), default=(0.0, here))
    return place if km <= click["reach_km"] else here


def name(place: Place, locale: Locale) -> str:
    """The name of a place; of a point of the map its coordinates."""
    return locale.place(place) if place.place_id else coordinates(place, locale)


def coordinates(place: Place, locale: Locale) -> str:
    """Latitude and longitude of a place, from left to right in every language."""
    text = point(place.lon, place.lat).name["en"]
    return f"\u2066{text}\u2069" if locale.is_rtl else text
