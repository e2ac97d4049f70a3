"""What changes between two maps, as tables and on a small map: for the preview and the history."""

from collections.abc import Sequence
from functools import partial

import shapely
import streamlit as st

from geodata.change import Change, ControlChange, Flow, Total
from geodata.control import ControlSnapshot
from geodata.terms import CONTESTED, Basis, Holder, read_holder
from geodata.theatre import Theatre
from layers.locale.locale import Locale
from layers.locale.text import of, say
from layers.web.sketch import Bounds, Shape, area_shape, sketch, view_of
from pages.shared.html_table import area, show_table, signed
from pages.shared.sketch import show_sketch

_MOST_ROWS = 60
_SMALL_SHARE = 0.02


def holder_name(theatre: Theatre, holder: Holder | None, language: str) -> str:
    """The short name of a party, or the word for contested ground; None: not on the map."""
    if holder is None:
        return say(language, "upload_nobody")
    return Locale(theatre, language).party(holder.party)


def party_name(theatre: Theatre, code: str | None, language: str) -> str:
    """As `holder_name`, of a code as files write it; None where a file says nothing."""
    return holder_name(theatre, None if code is None else read_holder(code), language)


def show_totals(theatre: Theatre, totals: Sequence[Total], language: str) -> None:
    """km² per party before and after, and the difference."""
    claimed = say(language, "claimed")
    rows = [
        (
            Locale(theatre, language).party(one.party)
            + (f" ({claimed})" if one.basis is Basis.CLAIMED else ""),
            area(one.before_km2),
            area(one.after_km2),
            signed(one.delta_km2),
        )
        for one in totals
    ]
    heads = [say(language, key) for key in _HEADS]
    show_table(language, say(language, "upload_totals"), heads, rows)


_HEADS = ("party", "upload_before_head", "upload_after_head", "upload_delta_head")


def show_ground(
    theatre: Theatre,
    change: Change,
    language: str,
    key: str,
) -> None:
    """The ground that changes hands: who loses what to whom, and where."""
    flows = change.flows_shown()
    if not flows:
        st.info(say(language, "upload_no_change"))
        return
    name = partial(holder_name, theatre, language=language)
    rows = [
        (name(holder=one.before), name(holder=one.after), area(one.km2))
        for one in flows[:_MOST_ROWS]
    ]
    heads = [say(language, key) for key in ("from", "to", "km2_head")]
    show_table(language, say(language, "upload_ground"), heads, rows, texts=2)
    shapes = [] if change.after is None else _context(change.after)
    shapes += [
        Shape(
            one.ground,
            "change",
            one.after.party if one.after else None,
            f"{name(holder=one.before)} → {name(holder=one.after)}: {area(one.km2)} km²",
            one.basis is Basis.CLAIMED,
            contested=one.after == CONTESTED,
        )
        for one in reversed(flows)
    ]
    label = say(language, "upload_map_of_change")
    show_sketch(sketch(theatre, shapes, language, label, _view(flows)), key)


def _context(after: ControlSnapshot) -> list[Shape]:
    return [area_shape(row, "around") for row in after.areas.itertuples()]


def _view(flows: Sequence[Flow]) -> Bounds:
    """Bounds of what changed, small pieces elsewhere left aside."""
    parts = shapely.get_parts([one.ground for one in flows])
    sizes = shapely.area(parts)
    large = parts[sizes >= sizes.max() * _SMALL_SHARE]
    return view_of(shapely.MultiPolygon(list(large)))


def show_control_changes(theatre: Theatre, found: Sequence[ControlChange], language: str) -> None:
    """The places that change hands."""
    named = sorted((one for one in found if one.place.labelled), key=lambda one: one.place.rank)
    if not named:
        return
    rows = [
        (
            of(one.place.name, language),
            holder_name(theatre, one.before, language),
            holder_name(theatre, one.after, language),
        )
        for one in named[:_MOST_ROWS]
    ]
    heads = [say(language, key) for key in ("upload_place_head", "from", "to")]
    title = say(language, "upload_handovers", count=len(named))
    show_table(language, title, heads, rows, texts=3)
