"""Encoding of frames as one file: MP4, WebM, GIF, or a ZIP of PNGs.

Frames come one by one, and each is shown for its own time; no more than one is held in memory.
The codecs are inside PyAV's wheel (libx264, libvpx), so nothing else need be installed.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import av
import av.video
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from layers.exports.archive import add

FPS: Final = 25
"""Frames a second of an MP4: what European broadcasters cut."""
_WEBM_EVERY_S: Final = 1.0
# Stills: fine detail in the first frame of a stop, next to nothing in its repetitions. Looking
# ahead for scene changes would cost more than everything else, and we know where they are.
_X264: Final = (
    "rc-lookahead=0:scenecut=0:bframes=0:mbtree=0:ref=1:me=dia:subme=0:partitions=i8x8,i4x4:"
    "8x8dct=1:cabac=1:no-deblock=1:aq-mode=1:weightp=0:keyint=infinite"
)
_MP4: Final = {
    "preset": "ultrafast",
    "crf": "16",
    "x264-params": f"{_X264}:colorprim=bt709:transfer=bt709:colormatrix=bt709",
}
_WEBM: Final = {"deadline": "realtime", "cpu-used": "6", "row-mt": "1", "crf": "20", "b": "0"}

Frames = Iterable[bytes]
About = Mapping[str, str]
Write = Callable[[Frames, Sequence[float], Path, About], None]


def write_mp4(frames: Frames, seconds: Sequence[float], to: Path, about: About) -> None:
    """H.264 in MP4 at a constant `FPS`, each day opening with a frame to seek to."""
    images = _images(frames)
    first = next(images)
    with av.open(str(to), "w", format="mp4", options={"movflags": "+faststart"}) as file:
        file.metadata.update(about)
        stream = file.add_stream("libx264", rate=FPS, options=_MP4)
        _shape(stream, first)
        begin = 0
        for image, until in zip(_and(first, images), _ends(seconds), strict=True):
            frame = _yuv(image)
            for repetition, number in enumerate(range(begin, round(until * FPS))):
                frame.pts = number
                frame.pict_type = _KEY if repetition == 0 else _ANY
                file.mux(stream.encode(frame))
            begin = round(until * FPS)
        file.mux(stream.encode(None))


def write_webm(frames: Frames, seconds: Sequence[float], to: Path, about: About) -> None:
    """VP9 in WebM; a frame comes when it is first shown, then once a second for seeking."""
    images = _images(frames)
    first = next(images)
    with av.open(str(to), "w", format="webm", options={"fflags": "+bitexact"}) as file:
        file.metadata.update(about)
        stream = file.add_stream("libvpx-vp9", rate=FPS, options=_WEBM)
        _shape(stream, first)
        begin = 0
        for image, until in zip(_and(first, images), _ends(seconds), strict=True):
            frame = _yuv(image)
            last = round(until * FPS)
            # The very last frame says how long the one before it lasts.
            for number in sorted({*range(begin, last, round(FPS * _WEBM_EVERY_S)), last - 1}):
                frame.pts = number
                file.mux(stream.encode(frame))
            begin = last
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


_KEY: Final = 1
_ANY: Final = 0


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
