"""The parts of the distances page: pairs, a path, the way to a front, rings, a matrix."""

from collections.abc import Sequence
from itertools import permutations
from typing import Final

import streamlit as st

from geodata import tables
from geodata.control import ControlSnapshot
from geodata.distance import (
    Distance,
    ToFront,
    between,
    distance_variants,
    matrix,
    path,
    point,
    to_front,
)
from geodata.places import Place
from geodata.tables import Provenance
from geodata.theatre import Theatre
from layers.link_table import parameter
from layers.locale import Locale
from pages.distances.selection import PlacePair, coordinates, keep_pairs, name
from pages.shared.chart import show_files, table_order
from pages.shared.choices import choose_one, choose_several
from pages.shared.page import Page
from pages.shared.style import plain
from pages.shared.table import show_table

_RADII: Final = parameter("rings", "distances")
_NOTHING: Final = "-"
_MIN_VARIANTS: Final = 4
_USUAL_PLACES: Final = 6


def named_places(theatre: Theatre) -> dict[str, Place]:
    """Places that may be named by place id, major cities first."""
    places = sorted((p for p in theatre.places if p.labelled), key=lambda place: place.rank)
    return {place.place_id: place for place in places}


def _names(view: Page) -> dict[str, str]:
    """What the lists show by place id."""
    return {key: name(place, view.locale) for key, place in named_places(view.theatre).items()}


def line_of(distance: Distance, locale: Locale) -> str:
    """A distance in one line, with everything that makes it checkable."""
    start, end = distance.start, distance.end
    return locale.say(
        "distances_line",
        start=name(start, locale), start_at=coordinates(start, locale),
        end=name(end, locale), end_at=coordinates(end, locale),
        km=locale.number(distance.km, 1), bearing=locale.number(distance.initial_bearing_deg),
    )  # fmt: skip


def show_pairs(view: Page, pairs: Sequence[PlacePair]) -> list[Distance]:
    """Show the pairs with their distances, and a way to add one."""
    locale = view.locale
    st.header(view.say("distances_pairs"), anchor="pairs")
    distances = [between(*pair) for pair in pairs]
    for index, distance in enumerate(distances):
        left, right = st.columns([8, 1], vertical_alignment="center")
        km, bearing = locale.number(distance.km, 1), locale.number(distance.initial_bearing_deg)
        value = view.say("distances_value", km=km, bearing=bearing)
        ends = (distance.start, distance.end)
        title = " – ".join(plain(name(place, locale)) for place in ends)
        left.markdown(f"**{title}**  \n{plain(value)}")
        left.caption(" – ".join(plain(coordinates(place, locale)) for place in ends))
        if right.button("×", key=f"drop_{index}", help=view.say("distances_drop"), type="tertiary"):
            keep_pairs([pair for n, pair in enumerate(pairs) if n != index])
    _add_pair(view, pairs)
    if distances:
        lines = [line_of(distance, locale) for distance in distances]
        _show_lines(view, lines)
        _show_files(view, distances, "distances")
    for distance in distances:
        _why_sources_differ(view, distance)
    return distances


def _add_pair(view: Page, pairs: Sequence[PlacePair]) -> None:
    names = _names(view)
    with (
        st.form("add_pair", border=False, clear_on_submit=True),
        st.container(horizontal=True, key="add_row"),
    ):
        start, end = (
            st.selectbox(
                view.say(label),
                list(names),
                None,
                format_func=names.__getitem__,
                key=key,
                placeholder=view.say("distances_front_nothing"),
            )
            for key, label in (("add_from", "distances_from"), ("add_to", "distances_to"))
        )
        pressed = st.form_submit_button(view.say("distances_add"))
    if pressed and start and end and start != end:
        places = named_places(view.theatre)
        keep_pairs([*pairs, (places[start], places[end])])
    elif pressed:
        st.warning(view.say("distances_need_a_pair"))


def _show_lines(view: Page, lines: Sequence[str]) -> None:
    """Show lines to be copied, with the method beneath them."""
    st.code("\n".join([*lines, view.say("distances_method_line")]), language=None, wrap_lines=True)


def _show_files(view: Page, distances: Sequence[Distance], stem: str) -> None:
    # What lies between two places rests on no revision of the map.
    table = tables.distances(Provenance(view.theatre), distances)
    with st.container(horizontal=True, key=f"below_{stem}"):
        show_files(table_order(view.record, table, view.language), stem)


def _why_sources_differ(view: Page, distance: Distance) -> None:
    """Show the same two cities from other points of them, for those that have any."""
    if not (distance.start.place_id and distance.end.place_id):
        return
    variants = distance_variants(distance.start, distance.end, view.theatre.places)
    if len(variants) < _MIN_VARIANTS:
        return
    locale = view.locale
    ends = f"{name(distance.start, locale)} – {name(distance.end, locale)}"
    low, high = (locale.number(variant.km) for variant in (variants[0], variants[-1]))
    with st.expander(view.say("distances_why", pair=ends, low=low, high=high)):
        st.markdown(view.say("distances_why_text"))
        rows = [
            (
                name(variant.start, locale),
                name(variant.end, locale),
                locale.number(variant.km, 1),
            )
            for variant in variants
        ]
        heads = [view.say(key) for key in ("distances_from", "distances_to", "compare_head_km")]
        show_table(locale, ends, heads, rows, texts=2)


def show_path(view: Page) -> list[Distance]:
    """Show a way over several places: its legs and the whole."""
    st.header(view.say("distances_path"), anchor="path")
    label, choose = view.say("distances_path_places"), view.say("distances_choose")
    codes = choose_several("path", label, _names(view), (), choose)
    places = named_places(view.theatre)
    way = path([places[code] for code in codes])
    if not way.legs:
        st.caption(view.say("distances_path_none"))
        return []
    km = view.locale.number(way.km, 1)
    lines = [line_of(leg, view.locale) for leg in way.legs]
    _show_lines(view, [*lines, view.say("distances_path_whole", km=km, count=len(way.legs))])
    return list(way.legs)


def show_front(view: Page, snapshot: ControlSnapshot) -> tuple[Place, ToFront] | None:
    """Show the way to the nearest front of a day: how far, in which direction, who meets there."""
    st.header(view.say("distances_front"), anchor="front")
    names = {_NOTHING: view.say("distances_front_nothing"), **_names(view)}
    code = choose_one("front", view.say("distances_front_place"), names)
    if code == _NOTHING:
        return None
    place, locale = named_places(view.theatre)[code], view.locale
    front = to_front(place, snapshot)
    if front is None:
        st.info(view.say("distances_front_none"))
        return None
    sentence = view.say(
        "distances_front_line",
        place=name(place, locale), at=coordinates(place, locale),
        km=locale.number(front.km, 1), bearing=locale.number(front.bearing_deg),
        day=locale.day(snapshot.effective_date),
        point=coordinates(point(front.lon, front.lat), locale),
        facing=" – ".join(map(locale.party, front.facing)),
    )  # fmt: skip
    _show_lines(view, [sentence])
    return place, front


def show_rings(view: Page) -> tuple[Place, list[float]] | None:
    """Show range rings around a place: their radii in km, and the named places within each."""
    st.header(view.say("distances_rings"), anchor="rings")
    names = {_NOTHING: view.say("distances_rings_nothing"), **_names(view)}
    code = choose_one("around", view.say("distances_rings_place"), names)
    if code == _NOTHING:
        return None
    locale, places = view.locale, named_places(view.theatre)
    radii = _choose_radii(view)
    centre = places[code]
    distances_km = [between(centre, place).km for place in places.values()]
    rows = [
        (
            locale.say("km", value=locale.exact(radius_km)),
            locale.number(sum(km <= radius_km for km in distances_km) - 1),
        )
        for radius_km in radii
    ]
    where = {"place": name(centre, locale), "at": coordinates(centre, locale)}
    heads = [view.say(key) for key in ("distances_radius", "distances_places_within")]
    show_table(locale, view.say("distances_rings_around", **where), heads, rows)
    return centre, radii


def _choose_radii(view: Page) -> list[float]:
    """Radii chosen, in km, ascending."""
    locale = view.locale
    names = {km: locale.say("km", value=locale.exact(float(km))) for km in _RADII.values}
    usual = [km for km in _RADII.values if km in _RADII.default]
    label, choose = view.say("distances_rings_radii"), view.say("distances_choose")
    return sorted(float(km) for km in choose_several("rings", label, names, usual, choose))


def show_matrix(view: Page) -> None:
    """Show the distances of chosen places from each other."""
    st.header(view.say("distances_matrix"), anchor="matrix")
    locale, known = view.locale, named_places(view.theatre)
    label, choose = view.say("distances_matrix_places"), view.say("distances_choose")
    codes = choose_several("matrix", label, _names(view), _suggested(view.theatre), choose)
    places = [known[code] for code in codes]
    if len(places) < 2:
        st.caption(view.say("distances_matrix_none"))
        return
    names = [name(place, locale) for place in places]
    rows = [
        (names[start], *(_cell(km, start == end, locale) for end, km in enumerate(row)))
        for start, row in enumerate(matrix(places))
    ]
    show_table(locale, view.say("distances_matrix_title"), ("", *names), rows)
    _show_files(view, [between(start, end) for start, end in permutations(places, 2)], "matrix")


def _cell(km: float, same: bool, locale: Locale) -> str:
    """Kilometres between two places; a dash from a place to itself."""
    return locale.number(None if same else km, 1)


def _suggested(theatre: Theatre) -> list[str]:
    """Ids of the first major cities between which the theatre suggests a distance."""
    places = named_places(theatre)
    ids = [
        place_id
        for pair in (*theatre.default_distances, *theatre.suggested_distances)
        if all(end in places and places[end].is_major_city for end in pair)
        for place_id in pair
    ]
    return list(dict.fromkeys(ids))[:_USUAL_PLACES]
