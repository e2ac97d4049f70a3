"""Change between two days: ground gained, by the party that holds it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from matplotlib.path import Path

from geodata.change import Change, compare
from geodata.record import Record
from geodata.terms import Basis
from layers.edition import NEWEST, Edition
from layers.link import View
from layers.palette import Colours, colours_of, mixed
from layers.picture.areas import AreaKind, control, fill, paint_abandoned
from layers.picture.canvas import Canvas
from layers.picture.drawing import paint_margins
from layers.picture.export import exported
from layers.picture.layout import Layout, arranged
from layers.picture.legend import Head as LegendHead
from layers.picture.legend import Row, area_sample, ghost_sample, line_sample, sign_row
from layers.picture.maps import paint_map, window_of
from layers.picture.options import PictureOptions
from layers.picture.panels import Span, pair_of, span_facts, span_link, span_notes
from layers.picture.shapes import path_of
from layers.picture.window import Floats, MapWindow, world

MIN_KM2 = 0.5
"""Less is not drawn, and makes no row of its own."""
_UNCHANGED = 0.78
"""How far ground that did not change is moved towards the country's own."""


@dataclass(frozen=True, eq=False)
class Gains:
    """Ground gained, by who holds it afterwards, as paths of a window."""

    paths: Mapping[AreaKind, Path]


def draw_change(
    record: Record,
    view: View,
    options: PictureOptions,
    edition: Edition = NEWEST,
    change: Change | None = None,
) -> bytes:
    """What each party gained between two days, over who holds the rest; front before and after.

    Parameters
    ----------
    change
        Between the effective dates of the view's two days; worked out where it is not given.

    Raises
    ------
    DateError
        There is nothing before the day, or it lies before the first one of the record.
    """
    span = pair_of(record, view, options, edition)
    if change is None:
        before, after = (record.snapshot(day) for day in span.ends)
        change = compare(before, after)
    canvas, colours = Canvas(options), colours_of(record.theatre, options.theme)
    layout, window = _laid_out(canvas, span, change, colours)
    if not options.transparent:
        canvas.rectangle(canvas.frame, fill=colours.page["paper"], gid="paper")
    shown = replace(span.on(span.days[-1]), layers=view.layers - {"events"})
    gains = _gains(change, window)
    paint_map(
        canvas, span.moment, shown, window, options=options, colours=colours,
        areas=lambda map_canvas: _paint(map_canvas, span, gains, window, colours),
    )  # fmt: skip
    paint_margins(canvas, layout, span_link(span), colours)
    return exported(canvas, options, span_facts(span))


def _laid_out(
    canvas: Canvas, span: Span, change: Change, colours: Colours
) -> tuple[Layout, MapWindow]:
    say = span.locale.say
    head = LegendHead(say("picture_changed"), say("picture_gained"), say("picture_lost"))
    content = replace(span_notes(span), rows=_rows(span, change, colours), legend_head=head)
    layout = arranged(span.options, content, colours, canvas.frame)
    return layout, window_of(span.record, span.view, layout.frame)


def _gains(change: Change, window: MapWindow) -> Gains:
    frame = window.frame.inset(-24)

    def placed(points: Floats) -> Floats:
        return window.place(world(points))

    grounds: dict[AreaKind, list[shapely.Geometry]] = {}
    for flow in change.flows_shown(MIN_KM2):
        if flow.after is None:
            continue
        ground = shapely.transform(flow.ground, placed)
        seen = shapely.clip_by_rect(ground, frame.left, frame.top, frame.right, frame.bottom)
        grounds.setdefault(AreaKind(flow.after.party, flow.after.status, flow.basis), []).append(
            seen
        )
    paths = {}
    for kind in sorted(grounds, key=lambda kind: kind.name):
        parts = np.concatenate([shapely.get_parts(ground) for ground in grounds[kind]])
        polygons = [part for part in parts if part.geom_type == "Polygon"]
        path = path_of(shapely.multipolygons(polygons)) if polygons else None
        if path is not None:
            paths[kind] = path
    return Gains(paths)


def _paint(canvas: Canvas, span: Span, gains: Gains, window: MapWindow, colours: Colours) -> None:
    """Who holds the ground, faint; what was gained, in full; the front as it was, dashed."""
    before, after = (control(span.record, day, window) for day in span.ends)
    with canvas.group("unchanged"):
        for kind, path in after.areas.items():
            tone = mixed(colours.party(kind.party), colours.ground["country"], _UNCHANGED)
            canvas.path(path, fill=tone)
    with canvas.group("gained"):
        for kind, gained in gains.paths.items():
            with canvas.group(f"gained-{kind.name}"):
                fill(canvas, gained, kind, colours)
    with canvas.group("front-before"):
        for line in (before.contact, before.disputed):
            if line is not None and "fronts" in span.view.layers:
                paint_abandoned(canvas, line, colours)


def _rows(span: Span, change: Change, colours: Colours) -> list[Row]:
    rows = []
    for row in sorted(change.parties, key=lambda row: (row.party is None, -row.gained_km2)):
        if max(row.gained_km2, row.lost_km2) < MIN_KM2:
            continue
        kind = AreaKind(row.party, row.status, Basis.ASSESSED)
        texts = tuple(locale.holder(row.holder) for locale in span.locales)
        sample = area_sample(kind, colours)
        rows.append(Row(kind.name, sample, texts, row.gained_km2, -row.lost_km2))
    if "fronts" in span.view.layers:
        rows.append(sign_row("front", line_sample(colours), "picture_front_now", span.locales))
        rows.append(sign_row("before", ghost_sample(colours), "picture_front_then", span.locales))
    return rows
