"""Areas of control and the front lines between them, drawn in a window."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from matplotlib.path import Path

from geodata.record import Record
from geodata.terms import Basis, Status, by_code
from layers.palette import Colours, slot
from layers.picture.canvas import Canvas, hatched
from layers.picture.shapes import Shapes
from layers.picture.window import MapWindow
from layers.style import style


@dataclass(frozen=True)
class AreaKind:
    """What an area is filled for: who holds it, in what way, and how that is known."""

    party: str | None
    status: Status
    basis: Basis

    @property
    def name(self) -> str:
        """The name of its element in a drawing."""
        return f"{slot(self.party)}-{self.status.value}-{self.basis.value}"


@dataclass(frozen=True, eq=False)
class Control:
    """Areas of a day and their fronts as paths; `disputed` are fronts of contested ground."""

    areas: Mapping[AreaKind, Path]
    contact: Path | None
    disputed: Path | None
    abandoned: Path | None


@lru_cache(maxsize=64)
def control(record: Record, effective_date: date, window: MapWindow) -> Control:
    """The areas and fronts of an effective date as they are seen in a window."""
    topology = record.topology
    shapes = _arcs(record, window)
    areas: dict[AreaKind, list[tuple[tuple[int, ...], ...]]] = {}
    for shape in topology.dates[effective_date]:
        kind = AreaKind(shape.party, shape.status, shape.basis)
        areas.setdefault(kind, []).extend(shape.polygons)
    paths = {kind: shapes.area(areas[kind]) for kind in sorted(areas, key=_drawn_order)}
    fronts = _fronts(record, effective_date)
    before = record.before(effective_date)
    abandoned = _fronts(record, before).keys() - fronts.keys() if before else set()
    return Control(
        {kind: path for kind, path in paths.items() if path is not None},
        shapes.line(sorted(arc for arc, disputed in fronts.items() if not disputed)),
        shapes.line(sorted(arc for arc, disputed in fronts.items() if disputed)),
        shapes.line(sorted(abandoned)),
    )


def _drawn_order(kind: AreaKind) -> tuple[bool, str, tuple[bool, str]]:
    """Contested ground last: what is drawn later lies above."""
    return kind.status is Status.CONTESTED, kind.basis.value, by_code(kind.party)


def paint_areas(canvas: Canvas, control_areas: Control, colours: Colours) -> None:
    """The areas of control, each as one element."""
    with canvas.group("control"):
        for kind, path in control_areas.areas.items():
            with canvas.group(f"area-{kind.name}"):
                fill(canvas, path, kind, colours)


def fill(canvas: Canvas, path: Path, kind: AreaKind, colours: Colours) -> None:
    """A path in the manner of its kind: plain, hatched for claimed, striped for contested."""
    if pattern := style().pattern(kind.status, kind.basis):
        line, between = colours.hatch(kind.party)
        canvas.path(path, fill=between)
        hatched(canvas, path, line, style().hatches[pattern.hatch])
    else:
        # A hair of its own colour closes the seam to the neighbour.
        canvas.path(path, fill=colours.party(kind.party))


def paint_fronts(
    canvas: Canvas, control_areas: Control, colours: Colours, window: MapWindow, before: bool
) -> None:
    """Front lines with a halo; those of contested ground thinner, those abandoned dashed."""
    factor = style().growth["front"].value_at(window.zoom)
    front, lines = colours.front, style().lines
    with canvas.group("front-lines"):
        if before and control_areas.abandoned is not None:
            paint_abandoned(canvas, control_areas.abandoned, colours)
        for tone, suffix in (("halo", "_halo"), ("line", "")):
            for path, name in (
                (control_areas.contact, "front"),
                (control_areas.disputed, "contested_front"),
            ):
                if path is not None:
                    width = lines[name + suffix].width * factor
                    canvas.path(path, line=front[tone], width=width)


def paint_abandoned(canvas: Canvas, path: Path, colours: Colours) -> None:
    """A front of an earlier day, dashed."""
    lines = style().lines
    canvas.path(path, line=colours.front["halo"], width=lines["former_front_halo"].width)
    dashed = lines["former_front"]
    canvas.path(path, line=colours.front["line"], width=dashed.width, dash=dashed.dash)


@lru_cache(maxsize=8)
def _arcs(record: Record, window: MapWindow) -> Shapes:
    return Shapes(record.topology.arcs, window)


def _fronts(record: Record, effective_date: date) -> dict[int, bool]:
    """The arcs that are fronts on a day: whether contested ground lies at each."""
    return {
        int(arc): None in pair
        for pair, arcs in record.topology.contact_arcs(effective_date).items()
        for arc in arcs
    }
