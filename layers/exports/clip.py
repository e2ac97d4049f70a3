"""Clips: the days of a map as a film, each frame drawn from the data, in one of four formats.

Frames come one by one, and each is shown for its own time; no more than one is held in memory.
The codecs are inside PyAV's wheel (libx264, libvpx), so nothing else need be installed.
"""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final, Literal, NamedTuple

import av
import av.video
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from layers.exports.archive import add
from layers.exports.order import Order, Progress
from layers.exports.pictures import Renderer
from layers.exports.registry import Export
from layers.exports.sources import about
from layers.picture import PictureError, PictureOptions

FPS: Final = 25
"""Frames a second of an MP4: what European broadcasters cut."""
_WEBM_EVERY_S: Final = 1.0
# Stills: fine detail in the first frame of a day, next to nothing in its repetitions. Looking
# ahead for scene changes would cost more than everything else, and we know where they are.
_X264: Final = (
    "rc-lookahead=0:scenecut=0:bframes=0:mbtree=0:ref=1:me=dia:subme=0:partitions=i8x8,i4x4:"
    "8x8dct=1:cabac=1:no-deblock=1:aq-mode=1:weightp=0:keyint=infinite"
)
_KEY: Final = 1
_ANY: Final = 0


def _every_frame(begin: int, end: int) -> Iterable[int]:
    return range(begin, end)


def _a_frame_a_second(begin: int, end: int) -> Iterable[int]:
    # The very last frame says how long the one before it lasts.
    return sorted({*range(begin, end, round(FPS * _WEBM_EVERY_S)), end - 1})


class _Codec(NamedTuple):
    """A format of video; `frame_numbers` are those to encode of a day from `begin` up to `end`."""

    container: str
    container_options: dict[str, str]
    encoder: Literal["libx264", "libvpx-vp9"]
    encoder_options: dict[str, str]
    frame_numbers: Callable[[int, int], Iterable[int]]
    seekable_days: bool


_H264: Final = _Codec(
    "mp4",
    {"movflags": "+faststart"},
    "libx264",
    {
        "preset": "ultrafast",
        "crf": "16",
        "x264-params": f"{_X264}:colorprim=bt709:transfer=bt709:colormatrix=bt709",
    },
    _every_frame,
    seekable_days=True,
)
_VP9: Final = _Codec(
    "webm",
    {"fflags": "+bitexact"},
    "libvpx-vp9",
    {"deadline": "realtime", "cpu-used": "6", "row-mt": "1", "crf": "20", "b": "0"},
    _a_frame_a_second,
    seekable_days=False,
)

Frames = Iterable[bytes]
About = Mapping[str, str]
Write = Callable[[Frames, Sequence[float], Path, About], None]


def write_mp4(frames: Frames, seconds: Sequence[float], to: Path, about: About) -> None:
    """Write H.264 in MP4 at a constant `FPS`, each day opening with a frame to seek to."""
    _write_video(_H264, frames, seconds, to, about)


def write_webm(frames: Frames, seconds: Sequence[float], to: Path, about: About) -> None:
    """Write VP9 in WebM; a frame comes when it is first shown, then once a second for seeking."""
    _write_video(_VP9, frames, seconds, to, about)


def _write_video(
    codec: _Codec, frames: Frames, seconds: Sequence[float], to: Path, about: About
) -> None:
    images = _images(frames)
    first = next(images)
    with av.open(str(to), "w", format=codec.container, options=codec.container_options) as file:
        file.metadata.update(about)
        stream = file.add_stream(codec.encoder, rate=FPS, options=codec.encoder_options)
        _shape(stream, first)
        begin = 0
        for image, until in zip(_and(first, images), _ends(seconds), strict=True):
            frame, end = _yuv(image), round(until * FPS)
            for number in codec.frame_numbers(begin, end):
                frame.pts = number
                frame.pict_type = _KEY if codec.seekable_days and number == begin else _ANY
                file.mux(stream.encode(frame))
            begin = end
        file.mux(stream.encode(None))


def write_gif(frames: Frames, seconds: Sequence[float], to: Path, about: About) -> None:
    """GIF with a palette for each frame, without dithering, which would tint flat areas."""
    images = (
        image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        for image in _images(frames)
    )
    first = next(images)
    first.save(
        to,
        format="GIF",
        save_all=True,
        append_images=images,
        duration=[round(100 * shown_s) * 10 for shown_s in seconds],
        loop=0,
        comment="; ".join(about.values()).encode()[:250],
    )


def write_sequence(frames: Frames, seconds: Sequence[float], to: Path, about: About) -> None:
    """A ZIP of numbered PNGs with `frames.ffconcat`, which tells an editing program their times."""
    lines = ["ffconcat version 1.0", *(f"# {name}: {text}" for name, text in about.items())]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as file:
        for number, (frame, shown_s) in enumerate(zip(frames, seconds, strict=True), 1):
            name = f"frame_{number:04}.png"
            add(file, name, frame)
            lines += [f"file '{name}'", f"duration {shown_s:g}"]
        add(file, "frames.ffconcat", ("\n".join(lines) + "\n").encode())


def _images(frames: Frames) -> Iterator[Image.Image]:
    for frame in frames:
        with Image.open(BytesIO(frame)) as image:
            yield image.convert("RGB")


def _and(first: Image.Image, others: Iterator[Image.Image]) -> Iterator[Image.Image]:
    yield first
    yield from others


def _ends(seconds: Sequence[float]) -> Iterator[float]:
    """When each frame ends; summed before rounding, so that no error adds up."""
    total = 0.0
    for shown_s in seconds:
        total += shown_s
        yield total


def _shape(stream: "av.video.stream.VideoStream", image: Image.Image) -> None:
    stream.width, stream.height = image.size
    stream.pix_fmt = "yuv420p"
    # Players take untagged video of this size for something else, and shift its colours.
    context = stream.codec_context
    context.colorspace = Colorspace.ITU709
    context.color_primaries = context.color_trc = 1
    context.color_range = ColorRange.MPEG


def _yuv(image: Image.Image) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
    return frame.reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
    )


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
