"""The parts of the distances page: pairs, a path, the way to a front, rings, a matrix."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from typing import NamedTuple

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
from geodata.record import Record
from geodata.tables import Provenance
from layers.link_table import parameter
from layers.locale.locale import Locale
from layers.locale.text import day_in_words, say
from pages.distances.selection import (
    MOST,
    Pair,
    coordinates,
    keep_pairs,
    name,
)
from pages.shared.chart import show_files, table_order
from pages.shared.choices import choose_one, choose_several
from pages.shared.style import plain
from pages.shared.table import show_table

_RADII_KM = parameter("rings", "distances").values
_NOTHING = "-"


class Desk(NamedTuple):
    """What the page measures on: a record, its places, a day, and how it was published."""

    record: Record
    day: date
    language: str

    @property
    def locale(self) -> Locale:
        """Words of the theatre in the language of the page."""
        return Locale(self.record.theatre, self.language)

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the page."""
        return say(self.language, key, **facts)

    @property
    def places(self) -> dict[str, Place]:
        """Places that may be named, the great ones first."""
        shown = [place for place in self.record.theatre.places if place.labelled]
        return {one.place_id: one for one in sorted(shown, key=lambda one: one.rank)}

    def names(self) -> dict[str, str]:
        """What the lists show by place id."""
        return {key: name(place, self.language) for key, place in self.places.items()}

    def party(self, code: str | None) -> str:
        """The short name of a party, or the word for contested ground."""
        return Locale(self.record.theatre, self.language).party(code)


def line_of(desk: Desk, found: Distance) -> str:
    """A distance in one line, with everything that makes it checkable."""
    return desk.say(
        "distances_line",
        start=name(found.start, desk.language), start_at=coordinates(found.start, desk.language),
        end=name(found.end, desk.language), end_at=coordinates(found.end, desk.language),
        km=f"{found.km:,.1f}", bearing=f"{found.initial_bearing_deg:.0f}",
    )  # fmt: skip


def show_pairs(desk: Desk, pairs: Sequence[Pair]) -> list[Distance]:
    """The list of pairs with their distances, and a way to add one."""
    st.header(desk.say("distances_pairs"), anchor="pairs")
    found = [between(*pair) for pair in pairs]
    for at, one in enumerate(found):
        left, right = st.columns([8, 1], vertical_alignment="center")
        value = desk.say(
            "distances_value", km=f"{one.km:,.1f}", bearing=f"{one.initial_bearing_deg:.0f}"
        )
        ends = [plain(name(place, desk.language)) for place in (one.start, one.end)]
        left.markdown(f"**{' – '.join(ends)}**  \n{plain(value)}")
        left.caption(
            " – ".join(plain(coordinates(place, desk.language)) for place in (one.start, one.end))
        )
        if right.button("✕", key=f"drop_{at}", help=desk.say("distances_drop"), type="tertiary"):
            keep_pairs([pair for n, pair in enumerate(pairs) if n != at])
    _add_pair(desk, pairs)
    if found:
        lines = [*(line_of(desk, one) for one in found), desk.say("distances_method_line")]
        st.code("\n".join(lines), language=None, wrap_lines=True)
        _pair_files(desk, found)
    for one in found:
        _why_sources_differ(desk, one)
    return found


def _add_pair(desk: Desk, pairs: Sequence[Pair]) -> None:
    names = desk.names()
    with (
        st.form("add_pair", border=False, clear_on_submit=True),
        st.container(horizontal=True, key="add_row"),
    ):
        start = st.selectbox(
            desk.say("distances_from"),
            list(names),
            None,
            format_func=names.__getitem__,
            key="add_from",
            placeholder=desk.say("distances_front_nothing"),
        )
        end = st.selectbox(
            desk.say("distances_to"),
            list(names),
            None,
            format_func=names.__getitem__,
            key="add_to",
            placeholder=desk.say("distances_front_nothing"),
        )
        pressed = st.form_submit_button(desk.say("distances_add"))
    if pressed and start and end and start != end:
        keep_pairs([*pairs, (desk.places[start], desk.places[end])][-MOST:])
    elif pressed:
        st.warning(desk.say("distances_need_a_pair"))


def _pair_files(desk: Desk, found: Sequence[Distance]) -> None:
    # What lies between two places rests on no revision of the map.
    table = tables.distances(Provenance(desk.record.theatre), found)
    with st.container(horizontal=True, key="below_distances"):
        show_files(table_order(desk.record, table, desk.language), "distances")


def _why_sources_differ(desk: Desk, one: Distance) -> None:
    """The same two cities from other points of them, for those that have any."""
    if not (one.start.place_id and one.end.place_id):
        return
    others = distance_variants(one.start, one.end, desk.record.theatre.places)
    if len(others) < 4:
        return
    ends = f"{name(one.start, desk.language)} – {name(one.end, desk.language)}"
    low, high = others[0], others[-1]
    with st.expander(
        desk.say("distances_why", pair=ends, low=f"{low.km:.0f}", high=f"{high.km:.0f}")
    ):
        st.markdown(desk.say("distances_why_text"))
        rows = [
            (
                name(other.start, desk.language), name(other.end, desk.language),
                f"{other.km:,.1f}",
            )
            for other in others
        ]  # fmt: skip
        heads = (desk.say("distances_from"), desk.say("distances_to"), "km")
        show_table(desk.locale, ends, heads, rows, texts=2)


def show_path(desk: Desk) -> list[Distance]:
    """A way over several places: its legs and the whole."""
    st.header(desk.say("distances_path"), anchor="path")
    asked = choose_several(
        "path", desk.say("distances_path_places"), desk.names(), (), desk.say("distances_choose")
    )
    way = path([desk.places[key] for key in asked])
    if not way.legs:
        st.caption(desk.say("distances_path_none"))
        return []
    whole = desk.say("distances_path_whole", km=f"{way.km:,.1f}", legs=len(way.legs))
    method = desk.say("distances_method_line")
    lines = [*(line_of(desk, leg) for leg in way.legs), whole, method]
    st.code("\n".join(lines), language=None, wrap_lines=True)
    return list(way.legs)


def show_front(desk: Desk, snapshot: ControlSnapshot) -> tuple[Place, ToFront] | None:
    """From a place to the nearest front of the day: where, in which direction, who meets there."""
    st.header(desk.say("distances_front"), anchor="front")
    names = {_NOTHING: desk.say("distances_front_nothing"), **desk.names()}
    asked = choose_one("front", desk.say("distances_front_place"), names)
    if asked == _NOTHING:
        return None
    place = desk.places[asked]
    found = to_front(place, snapshot)
    if found is None:
        st.info(desk.say("distances_front_none"))
        return None
    facing = " – ".join(desk.party(code) for code in found.facing)
    told = desk.say(
        "distances_front_line",
        place=name(place, desk.language), at=coordinates(place, desk.language),
        km=f"{found.km:,.1f}",
        bearing=f"{found.bearing_deg:.0f}", day=day_in_words(desk.day, desk.language),
        point=coordinates(point(found.lon, found.lat), desk.language), facing=facing,
    )  # fmt: skip
    st.code(f"{told}\n{desk.say('distances_method_line')}", language=None, wrap_lines=True)
    return place, found


def show_rings(desk: Desk) -> tuple[Place, list[float]] | None:
    """Range rings around a place, and how many named places lie within each."""
    st.header(desk.say("distances_rings"), anchor="rings")
    names = {_NOTHING: desk.say("distances_rings_nothing"), **desk.names()}
    asked = choose_one("around", desk.say("distances_rings_place"), names)
    if asked == _NOTHING:
        return None
    kilometres = {km: say(desk.language, "km", value=int(km)) for km in _RADII_KM}
    chosen = choose_several(
        "rings",
        desk.say("distances_rings_radii"),
        kilometres,
        ("10", "20", "50"),
        desk.say("distances_choose"),
    )
    radii = sorted(float(km) for km in chosen)
    centre = desk.places[asked]
    reach = [between(centre, place).km for place in desk.places.values()]
    rows = [
        (say(desk.language, "km", value=f"{km:g}"), f"{sum(one <= km for one in reach) - 1}")
        for km in radii
    ]
    title = desk.say(
        "distances_rings_around",
        place=name(centre, desk.language),
        at=coordinates(centre, desk.language),
    )
    show_table(
        desk.locale,
        title,
        (desk.say("distances_radius"), desk.say("distances_places_within")),
        rows,
    )
    return centre, radii


def show_matrix(desk: Desk) -> None:
    """The distances of chosen places from each other."""
    st.header(desk.say("distances_matrix"), anchor="matrix")
    usual = [one.place_id for pair in _suggested(desk) for one in pair]
    asked = choose_several(
        "matrix", desk.say("distances_matrix_places"), desk.names(), list(dict.fromkeys(usual))[:6],
        desk.say("distances_choose"),
    )  # fmt: skip
    places = [desk.places[key] for key in asked]
    if len(places) < 2:
        st.caption(desk.say("distances_matrix_none"))
        return
    km = matrix(places)
    shown = [name(place, desk.language) for place in places]
    rows = [
        (shown[at], *("–" if at == other else f"{value:,.1f}" for other, value in enumerate(row)))
        for at, row in enumerate(km)
    ]
    show_table(desk.locale, desk.say("distances_matrix_title"), ("", *shown), rows)
    legs = [between(start, end) for start, end in permutations(places, 2)]
    table = tables.distances(Provenance(desk.record.theatre), legs)
    with st.container(horizontal=True, key="below_matrix"):
        show_files(table_order(desk.record, table, desk.language), "matrix")


def _suggested(desk: Desk) -> list[Pair]:
    theatre = desk.record.theatre
    known = desk.places
    return [
        (known[a], known[b])
        for a, b in (*theatre.default_distances, *theatre.suggested_distances)
        if a in known and b in known and known[a].rank == 0 and known[b].rank == 0
    ]
