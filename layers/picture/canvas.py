"""Canvas on a Matplotlib figure in units of a web map, y running down.

Stripes and hatches are lines of their own: the same in pixels and vectors.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from layers.picture.fonts import Face, Type, face_of
from layers.picture.options import PictureOptions
from layers.picture.window import Box
from layers.style import Hatch

# Live text, and names of clips that are the same on every run.
mpl.rcParams.update({
    "svg.fonttype": "none",
    "svg.hashsalt": "lines-of-control",
    "pdf.fonttype": 42,
    "text.hinting": "none",
    "text.parse_math": False,
    "path.simplify": False,
    "path.snap": False,
})  # fmt: skip
_ANCHORS: Final = {"start": "left", "middle": "center", "end": "right"}


class Group(Artist):
    """Artists that are drawn one after the other, as one element with a name."""

    def __init__(self, name: str | None) -> None:
        super().__init__()
        self.set_gid(name)
        self.members: list[Artist] = []

    def draw(self, renderer: RendererBase) -> None:
        """Draw all members."""
        renderer.open_group("group", gid=self.get_gid())
        for member in self.members:
            member.draw(renderer)
        renderer.close_group("group")


class Canvas:
    """A figure to draw on; what is drawn later lies above.

    `width` and `height` are in units; `ratio` is pixels per unit; `letters` are those written so
    far in each face.
    """

    def __init__(self, options: PictureOptions) -> None:
        self.ratio = options.ratio
        self.width, self.height = (
            options.width_px / options.ratio,
            options.height_px / options.ratio,
        )
        self.figure = Figure(
            figsize=(options.width_px / options.dpi, options.height_px / options.dpi),
            dpi=options.dpi,
        )
        self.figure.patch.set_alpha(0.0)
        self._points = options.ratio * 72 / options.dpi
        inches = options.ratio / options.dpi
        self.plane = (
            Affine2D().scale(inches, -inches).translate(0, options.height_px / options.dpi)
            + self.figure.dpi_scale_trans
        )
        root = Group("picture")
        self.figure.add_artist(root)
        self._groups = [root]
        self._clip: Box | None = None
        self.letters: dict[Face, set[str]] = {}
        self._names: Counter[str] = Counter()

    @property
    def frame(self) -> Box:
        """All there is to draw on."""
        return Box(0, 0, self.width, self.height)

    @property
    def clip(self) -> Box:
        """What is drawn now stays within this box."""
        return self._clip or self.frame

    @contextmanager
    def group(self, name: str, clip: Box | None = None) -> Iterator[None]:
        """What is drawn meanwhile is one element of that name, and stays within a box."""
        group = Group(self._unique(name))
        self._add(group, self._clip)
        before, self._clip = self._clip, clip or self._clip
        self._groups.append(group)
        yield
        self._groups.pop()
        self._clip = before

    def path(
        self,
        path: Path,
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 1.0,
        dash: Sequence[float] = (),
        within: Path | None = None,
        gid: str | None = None,
    ) -> None:
        """A path in units, filled, stroked or both; `within`: only where it covers this one."""
        patch = PathPatch(
            path,
            facecolor=fill or "none",
            edgecolor=line or "none",
            linewidth=width * self._points if line else 0,
            joinstyle="round",
            capstyle="butt" if dash else "round",
            fill=fill is not None,
        )
        if dash:
            patch.set_linestyle((0, [length / width for length in dash]))
        patch.set_gid(self._unique(gid))
        patch.set_transform(self.plane)
        self._add(patch, self._clip)
        if within is not None:
            patch.set_clip_path(within, self.plane)

    def rectangle(
        self,
        box: Box,
        *,
        radius: float = 0.0,
        gid: str | None = None,
        **paint: Any,  # noqa: ANN401 - as `path`
    ) -> None:
        """A rectangle, with round corners if asked for."""
        if not radius:
            corners = [
                (box.left, box.top), (box.right, box.top), (box.right, box.bottom),
                (box.left, box.bottom), (box.left, box.top),
            ]  # fmt: skip
            return self.path(Path(corners, closed=True), gid=gid, **paint)
        style = f"round,pad=0,rounding_size={radius}"
        patch = FancyBboxPatch((box.left, box.top), box.width, box.height, boxstyle=style)
        return self.path(patch.get_path(), gid=gid, **paint)

    def segment(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        **paint: Any,  # noqa: ANN401 - as `path`
    ) -> None:
        """A straight line between two points."""
        self.path(Path([start, end]), **paint)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        kind: Type,
        colour: str,
        *,
        anchor: str = "start",
        halo: str | None = None,
        halo_width: float = 3.0,
        gid: str | None = None,
    ) -> None:
        """A line of text with its base at y; the halo is an outline beneath the live text."""
        if not text:
            return
        face = face_of(text, kind)
        self.letters.setdefault(face, set()).update(text)
        common: dict[str, Any] = {
            "fontproperties": face.properties(kind.size * self._points),
            "ha": _ANCHORS[anchor],
            "va": "baseline",
            "transform": self.plane,
            "parse_math": False,
        }
        if halo:
            stroke = Stroke(linewidth=halo_width * self._points, foreground=halo, joinstyle="round")
            self._add(Text(x, y, text, color=halo, path_effects=[stroke], **common), self._clip)
        live = Text(x, y, text, color=colour, **common)
        live.set_gid(self._unique(gid))
        self._add(live, self._clip)

    def _unique(self, name: str | None) -> str | None:
        """The name of an element, with a number from the second one of that name on."""
        if name is None:
            return None
        self._names[name] += 1
        return f"{name}-{self._names[name]}" if self._names[name] > 1 else name

    def _add(self, artist: Artist, clip: Box | None) -> None:
        artist.set_figure(self.figure)
        if clip is not None:
            artist.set_clip_box(TransformedBbox(_corners(clip), self.plane))
            artist.set_clip_on(True)
        self._groups[-1].members.append(artist)


def _corners(box: Box) -> Bbox:
    return Bbox([[box.left, box.top], [box.right, box.bottom]])


def hatched(
    canvas: Canvas,
    path: Path,
    colour: str,
    hatch: Hatch,
    gid: str | None = None,
) -> None:
    """An area covered with parallel lines at 45°; spacing is along a level line, in units."""
    spacing = hatch.spacing
    box, clip = path.get_extents(), canvas.clip
    # A clip of an area replaces that of the map in vectors, so lines end at the map's edge.
    left, right = max(box.x0, clip.left), min(box.x1, clip.right)
    top, bottom = max(box.y0, clip.top), min(box.y1, clip.bottom)
    if right <= left or bottom <= top:
        return
    # Anchored to the sheet, so that the stripes of neighbours are one pattern.
    turn = 1.0 if hatch.falling else -1.0
    low, high = sorted((left - turn * top, left - turn * bottom))
    first = np.floor(low / spacing) * spacing
    starts = np.arange(first, high + right - left + spacing, spacing)
    # On x = start + turn·y, the heights between which the line runs inside the box.
    edges = np.sort(np.stack([(left - starts) * turn, (right - starts) * turn], axis=-1), axis=-1)
    y = np.clip(edges, top, bottom)
    inside = y[:, 1] > y[:, 0]
    x = starts[:, None] + turn * y
    points = np.stack([x, y], axis=-1)[inside].reshape(-1, 2)
    if not len(points):
        return
    codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=np.uint8), len(points) // 2)
    canvas.path(Path(points, codes), line=colour, width=hatch.width, within=path, gid=gid)
