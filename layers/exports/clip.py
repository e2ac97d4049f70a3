"""This module knows clips: the days of a map as a film, each frame drawn from the data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from geodata.licences import Use, allow
from layers.exports.encoding import KINDS
from layers.exports.order import Order, Progress
from layers.exports.pace import Shot
from layers.exports.renderer import Renderer
from layers.exports.sources import about
from layers.picture import Look, PictureError

MOST_PX: Final = 4096
"""Larger frames no common decoder plays."""


@dataclass(frozen=True)
class Clip:
    """What was made: the file, its days, and how long it runs."""

    path: Path
    shots: tuple[Shot, ...]
    seconds: float


def make_clip(
    order: Order,
    taken: Sequence[Shot],
    to: Path,
    *,
    progress: Progress | None = None,
    processes: int | None = None,
) -> Clip:
    """Draw the days of a clip as a view shows them and write them into a file.

    Parameters
    ----------
    taken
        Of `pace.shots`.
    to
        Ends with one of `KINDS`: .mp4, .webm, .gif, or .zip for a sequence of PNGs.

    Raises
    ------
    LicenceForbids
        A source of one of these days may not be shown so.
    PictureError
        No clip has this ending or size.
    """
    kind = to.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        endings = ", ".join(f".{one}" for one in KINDS)
        raise PictureError(f'"{to.name}": no clip ends so; choose one of {endings}.')
    frame = frame_look(order.look)
    days, seconds = [shot.day for shot in taken], [shot.seconds for shot in taken]
    allow(order.record, {order.record.effective(day) for day in days}, Use.PICTURES)
    try:
        with Renderer(order, processes) as renderer:
            drawn = renderer.pictures((order.on(day).view, frame) for day in days)
            KINDS[kind](_counted(drawn, len(days), progress), seconds, to, about(order, days))
    except BaseException:
        # Half a clip would look like a whole one.
        to.unlink(missing_ok=True)
        raise
    return Clip(to, tuple(taken), sum(seconds))


def frame_look(look: Look) -> Look:
    """How the frames of a clip look: PNG, opaque, with even sides, as video codecs need them."""
    if max(look.width_px, look.height_px) > MOST_PX:
        raise PictureError(
            f"A clip of {look.width_px} × {look.height_px} pixels would not play on most machines; "
            f"each side may have at most {MOST_PX} pixels."
        )
    width, height = look.width_px // 2 * 2, look.height_px // 2 * 2
    return replace(look, width_px=width, height_px=height, format="png", transparent=False)


def _counted(drawn: Iterator[bytes], total: int, progress: Progress | None) -> Iterator[bytes]:
    for done, frame in enumerate(drawn, 1):
        yield frame
        if progress:
            progress(done, total)
