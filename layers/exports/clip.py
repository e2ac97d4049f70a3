"""Clips: the days of a map as a film, each frame drawn from the data."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from layers.exports.encoding import (
    Write,
    write_gif,
    write_mp4,
    write_sequence,
    write_webm,
)
from layers.exports.order import Order, Progress
from layers.exports.pictures import Renderer
from layers.exports.registry import Export
from layers.exports.sources import about
from layers.picture import PictureError, PictureOptions

MAX_SIDE_PX: Final = 4096
"""Larger frames no common decoder plays."""


def _make_mp4(order: Order, export: Export, progress: Progress) -> bytes:
    return _encoded(order, export, progress, write_mp4)


def _make_webm(order: Order, export: Export, progress: Progress) -> bytes:
    return _encoded(order, export, progress, write_webm)


def _make_gif(order: Order, export: Export, progress: Progress) -> bytes:
    return _encoded(order, export, progress, write_gif)


def _make_sequence(order: Order, export: Export, progress: Progress) -> bytes:
    return _encoded(order, export, progress, write_sequence)


def _encoded(order: Order, export: Export, progress: Progress, write: Write) -> bytes:
    """Draw the days of a clip as the view shows them, and encode them."""
    options = frame_options(order.options)
    days, seconds = [shot.day for shot in order.shots], [shot.seconds for shot in order.shots]
    # Containers are written to files: they go back to their beginning when all frames are in.
    with tempfile.TemporaryDirectory() as folder, Renderer(order) as renderer:
        path = Path(folder) / f"clip{export.suffix}"
        frames = renderer.maps((order.on(day).view, options) for day in days)
        write(_counted(frames, len(days), progress), seconds, path, about(order, days))
        return path.read_bytes()


def frame_options(options: PictureOptions) -> PictureOptions:
    """Options of the frames of a clip: PNG, opaque, with even sides, as video codecs need them."""
    if max(options.width_px, options.height_px) > MAX_SIDE_PX:
        raise PictureError(
            f"A clip of {options.width_px} × {options.height_px} pixels would not play on most "
            f"machines; each side may have at most {MAX_SIDE_PX} pixels."
        )
    width, height = options.width_px // 2 * 2, options.height_px // 2 * 2
    return replace(options, width_px=width, height_px=height, format="png", transparent=False)


def _counted(drawn: Iterator[bytes], total: int, progress: Progress) -> Iterator[bytes]:
    for done, frame in enumerate(drawn, 1):
        yield frame
        progress(done, total)
