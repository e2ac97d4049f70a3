"""What the distances page measures, as it stands in the address: place ids, points as lat_lon."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from geodata.distance import between, point
from geodata.errors import UnknownName
from geodata.places import Place, find
from layers.link_table import parameter
from layers.locale.text import direction, of

MOST: Final[int] = parameter("pairs", "distances").facts["max_items"]
_POINT: Final = re.compile(r"(-?\d{1,2}(?:\.\d+)?)_(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
Pair = tuple[Place, Place]


def read_place(places: Iterable[Place], text: str) -> Place | None:
    """The place with this id or name, or the point of the map; None where there is none."""
    written = _POINT.fullmatch(text)
    if written:
        lat, lon = float(written[1]), float(written[2])
        return point(lon, lat) if abs(lat) <= 85 and abs(lon) <= 180 else None
    try:
        return find(places, text)
    except UnknownName:
        return None


def write_place(place: Place) -> str:
    """A place as it stands in the address."""
    return place.place_id or f"{place.lat:.5f}_{place.lon:.5f}"


def read_pairs(places: Sequence[Place], text: str) -> tuple[list[Pair], list[str]]:
    """The pairs that a link asks for, and those that could not be understood."""
    good: list[Pair] = []
    bad: list[str] = []
    for part in filter(None, text.split(",")):
        ends = [read_place(places, name) for name in part.split("~")]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            good.append((ends[0], ends[1]))
        else:
            bad.append(part.replace("~", "–")[:40])
    return good[:MOST], bad


def write_pairs(pairs: Iterable[Pair]) -> str:
    """Pairs as they stand in the address."""
    return ",".join("~".join(map(write_place, pair)) for pair in pairs)


def keep_pairs(pairs: Iterable[Pair]) -> None:
    """Puts pairs into the address and draws the page anew."""
    st.query_params["pairs"] = write_pairs(pairs)
    st.rerun()


def clicked_place(places: Iterable[Place], click: dict[str, float]) -> Place:
    """The named place under a click, or the point itself where there is none in reach."""
    here = point(click["lon"], click["lat"])
    near = [(between(here, place).km, place) for place in places if place.labelled]
    km, place = min(near, key=lambda one: (one[0], one[1].rank), default=(0.0, here))
    return place if km <= click["reach_km"] else here


def name(place: Place, language: str) -> str:
    """The name of a place; of a point of the map its coordinates."""
    return of(place.name, language) if place.place_id else coordinates(place, language)


def coordinates(place: Place, language: str) -> str:
    """Latitude and longitude of a place, from left to right in every language."""
    written = of(point(place.lon, place.lat).name, "en")
    return f"\u2066{written}\u2069" if direction(language) == "rtl" else written
