"""What changes between two maps, as tables and on a small map: for the preview and the history."""

from collections.abc import Sequence
from functools import partial

import shapely
import streamlit as st

from geodata.change import Change, ControlChange, Flow, Total
from geodata.control import ControlSnapshot
from geodata.terms import Basis, Holder, Status, read_holder
from geodata.theatre import Theatre
from layers.locale import Locale
from layers.web.sketch import Bounds, SketchShape, area_shape, sketch, view_of
from pages.shared.sketch import show_sketch
from pages.shared.table import show_table

_MAX_ROWS = 60
_SMALL_SHARE = 0.02
_TOTALS_HEADS = ("party", "upload_before_head", "upload_after_head", "upload_delta_head")


def holder_name(holder: Holder | None, locale: Locale) -> str:
    """The short name of a party, or the word for contested ground; None: not on the map."""
    if holder is None:
        return locale.say("upload_nobody")
    return locale.holder(holder)


def party_name(code: str | None, locale: Locale) -> str:
    """As `holder_name`, of a code as files write it; None where a file says nothing."""
    return holder_name(None if code is None else read_holder(code), locale)


def show_totals(totals: Sequence[Total], locale: Locale) -> None:
    """km² per party before and after, and the difference."""
    rows = [
        (
            locale.ground(Holder(total.party, total.status), total.basis),
            locale.area(total.before_km2),
            locale.area(total.after_km2),
            locale.area_change(total.delta_km2),
        )
        for total in totals
    ]
    heads = [locale.say(key) for key in _TOTALS_HEADS]
    show_table(locale, locale.say("upload_totals"), heads, rows)


def show_ground(
    theatre: Theatre,
    change: Change,
    locale: Locale,
    key: str,
) -> None:
    """The ground that changes hands: who loses what to whom, and where."""
    flows = change.flows_shown()
    if not flows:
        st.info(locale.say("upload_no_change"))
        return
    name = partial(holder_name, locale=locale)
    rows = [
        (name(holder=flow.before), name(holder=flow.after), locale.area(flow.km2))
        for flow in flows[:_MAX_ROWS]
    ]
    heads = [locale.say(key) for key in ("from", "to", "km2_head")]
    show_table(locale, locale.say("upload_ground"), heads, rows, texts=2)
    shapes = [] if change.after is None else _context(change.after)
    shapes += [
        SketchShape(
            flow.ground,
            "change",
            flow.after.party if flow.after else None,
            f"{name(holder=flow.before)} → {name(holder=flow.after)}: {locale.area(flow.km2)} km²",
            flow.basis is Basis.CLAIMED,
            status=flow.after.status if flow.after else Status.CONTROLLED,
        )
        for flow in reversed(flows)
    ]
    label = locale.say("upload_map_of_change")
    show_sketch(sketch(theatre, shapes, locale.language, label, _view(flows)), key)


def _context(after: ControlSnapshot) -> list[SketchShape]:
    return [area_shape(row, "around") for row in after.areas.itertuples()]


def _view(flows: Sequence[Flow]) -> Bounds:
    """Bounds of what changed, small pieces elsewhere left aside."""
    parts = shapely.get_parts([flow.ground for flow in flows])
    sizes = shapely.area(parts)
    large = parts[sizes >= sizes.max() * _SMALL_SHARE]
    return view_of(shapely.MultiPolygon(list(large)))


def show_control_changes(changes: Sequence[ControlChange], locale: Locale) -> None:
    """The places that change hands."""
    named = sorted(
        (change for change in changes if change.place.labelled),
        key=lambda change: change.place.rank,
    )
    if not named:
        return
    rows = [
        (
            locale.text(change.place.name),
            holder_name(change.before, locale),
            holder_name(change.after, locale),
        )
        for change in named[:_MAX_ROWS]
    ]
    heads = [locale.say(key) for key in ("upload_place_head", "from", "to")]
    title = locale.say("upload_control_changes", count=len(named))
    show_table(locale, title, heads, rows, texts=3)
