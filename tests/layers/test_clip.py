"""Clips: their pace, their frames, and files that other programs read back."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import av
import numpy as np
import pytest
from PIL import Image

from geodata.errors import DateError, LicenceForbids
from geodata.record import open_record
from layers.__main__ import main
from layers.exports import MAKE_FILE, Pace, Shot, export_of, shots
from layers.exports.clip import frame_options, write_gif, write_mp4, write_sequence, write_webm
from layers.picture import PictureError, PictureOptions
from layers.workers import Worker
from tests.layers.export_orders import FORBIDDEN, SMALL, frame, square_order
from tests.square import FIRST, FOUGHT, PLACES, TAKEN

COLOURS = [(200, 60, 50), (60, 160, 90), (50, 80, 190)]
KINDS = {"mp4": write_mp4, "webm": write_webm, "gif": write_gif, "zip": write_sequence}
SECONDS = [1.0, 0.5, 2.04]
ABOUT = {"title": "The square", "comment": "?as_of=2024-01-05", "copyright": "on paper"}


def near(found, wanted, off=6):
    return all(abs(a - b) <= off for a, b in zip(found[:3], wanted, strict=True))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Three frames as a file of each kind."""
    folder = tmp_path_factory.mktemp("clips")
    paths = {kind: folder / f"clip.{kind}" for kind in KINDS}
    for kind, path in paths.items():
        KINDS[kind](iter([frame(one) for one in COLOURS]), SECONDS, path, ABOUT)
    return paths


def rgb(picture):
    """The colour near the lower right corner, by the formula of BT.709 in video range."""
    planes = [
        np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
        for plane in picture.planes
    ]
    y, u, v = (int(plane[plane.shape[0] * 9 // 10, 8]) for plane in planes)
    light, blue, red = 1.164 * (y - 16), u - 128, v - 128
    return light + 1.793 * red, light - 0.213 * blue - 0.533 * red, light + 2.112 * blue


def decoded(path):
    """Time and colour of every frame, and what the file says of itself."""
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        found = [(one.time, rgb(one)) for one in file.decode(stream)]
        encoding = (stream.codec_context.name, stream.codec_context.pix_fmt, stream.average_rate)
        return found, encoding, dict(file.metadata), file.duration / 1e6


def test_an_mp4_shows_each_frame_for_its_time(files):
    found, encoding, about, seconds = decoded(files["mp4"])
    assert ("h264", "yuv420p", 25) == encoding
    assert pytest.approx(3.54, abs=0.03) == seconds
    # 25 frames a second, none left out.
    assert [pytest.approx(n / 25) for n in range(len(found))] == [time for time, _ in found]
    for at, colour in ((0, 0), (0.96, 0), (1.0, 1), (1.48, 1), (1.52, 2), (3.5, 2)):
        _, shown = min(found, key=lambda one: abs(one[0] - at))
        assert near(shown, COLOURS[colour]), (at, shown)
    assert ("The square", "?as_of=2024-01-05", "on paper") == tuple(about[key] for key in ABOUT)


def test_one_can_seek_to_each_stop_of_an_mp4(files):
    with av.open(str(files["mp4"])) as file:
        keys = [float(one.pts * one.time_base) for one in file.demux(video=0) if one.is_keyframe]
    assert [0.0, 1.0, 1.52] == pytest.approx(keys)


def test_a_webm_shows_each_frame_for_its_time(files):
    found, encoding, about, _ = decoded(files["webm"])
    assert ("vp9", "yuv420p") in ((encoding[0].removeprefix("libvpx-"), encoding[1]), encoding[:2])
    changes = [found[0]]
    for one in found[1:]:
        if not near(one[1], changes[-1][1], 30):
            changes.append(one)
    assert [0.0, 1.0, 1.52] == pytest.approx([time for time, _ in changes], abs=0.01)
    # The last frame comes once more at the end, which says how long the clip is.
    assert pytest.approx(3.48, abs=0.05) == found[-1][0]
    assert "The square" == about["title"]


def test_a_gif_shows_each_frame_for_its_time(files):
    with Image.open(files["gif"]) as image:
        assert ("GIF", 3, 0) == (image.format, image.n_frames, image.info["loop"])
        for number, (colour, seconds) in enumerate(zip(COLOURS, SECONDS, strict=True)):
            image.seek(number)
            assert pytest.approx(1000 * seconds, abs=10) == image.info["duration"]
            assert near(image.convert("RGB").getpixel((300, 160)), colour, 3)


def test_a_sequence_is_frames_and_their_times(files):
    with zipfile.ZipFile(files["zip"]) as archive:
        assert ["frame_0001.png", "frame_0002.png", "frame_0003.png", "frames.ffconcat"] == (
            archive.namelist()
        )
        lines = archive.read("frames.ffconcat").decode().splitlines()
        with Image.open(BytesIO(archive.read("frame_0002.png"))) as image:
            assert COLOURS[1] == image.getpixel((300, 160))
    assert "ffconcat version 1.0" == lines[0]
    assert ["file 'frame_0003.png'", "duration 2.04"] == lines[-2:]


@pytest.mark.parametrize("kind", KINDS)
def test_equal_frames_make_equal_bytes(files, kind, tmp_path):
    again = tmp_path / f"clip.{kind}"
    KINDS[kind](iter([frame(one) for one in COLOURS]), SECONDS, again, ABOUT)
    assert files[kind].read_bytes() == again.read_bytes()


def test_a_clip_goes_from_stop_to_stop(tmp_path):
    record = square_order(tmp_path).record
    pace = Pace(seconds=1, hold_s=2, last_s=5)
    assert (Shot(FIRST, 1), Shot(FOUGHT, 1), Shot(TAKEN, 5)) == shots(record, None, None, pace)


def test_it_stays_longer_where_a_great_city_changes_hands(tmp_path):
    great = [one | {"rank": 0} if one["place_id"] == "ne" else one for one in PLACES]
    record = square_order(tmp_path, places=great).record
    pace = Pace(seconds=1, hold_s=2, last_s=2.5)
    assert (Shot(FIRST, 1), Shot(FOUGHT, 3), Shot(TAKEN, 3)) == shots(record, None, None, pace)


def test_great_days_of_the_theatre():
    record = open_record()
    held = [one.day.isoformat() for one in shots(record, None, None) if one.seconds == 3.0]
    assert {"2024-11-29", "2024-11-30", "2024-12-05", "2024-12-08"} <= set(held)
    assert not {"2024-11-27", "2024-12-02", "2024-12-03"} & set(held)


def test_a_clip_of_every_day_shows_the_days_between(tmp_path):
    record = square_order(tmp_path).record
    found = shots(record, date(2024, 1, 2), date(2024, 1, 8), Pace(every_day=True))
    assert list(range(2, 9)) == [one.day.day for one in found]


def test_a_clip_that_begins_between_two_stops_begins_with_what_was_known(tmp_path):
    record = square_order(tmp_path).record
    assert [2, 3, 5] == [one.day.day for one in shots(record, date(2024, 1, 2), None)]
    assert [1] == [one.day.day for one in shots(record, date(2023, 5, 1), date(2024, 1, 2))]


@pytest.mark.parametrize(
    ("from_", "to"), [("2025-01-01", None), ("2024-01-03", "2024-01-02"), (None, "2023-01-01")]
)
def test_no_day_no_clip(tmp_path, from_, to):
    record = square_order(tmp_path).record
    days = [date.fromisoformat(one) if one else None for one in (from_, to)]
    with pytest.raises(DateError, match="No day between"):
        shots(record, *days)


@pytest.mark.parametrize("pace", [{"seconds": 0}, {"seconds": 61}, {"hold_s": -1}, {"last_s": 99}])
def test_an_impossible_pace_is_refused(pace):
    with pytest.raises(PictureError, match=r"choose 0\.1 to 60 s a date"):
        Pace(**pace)


def test_a_clip_longer_than_anybody_watches_is_refused():
    with pytest.raises(PictureError, match=r"17 frames and run 1,[0-9]{3} s; at most 400 frames"):
        shots(open_record(), None, None, Pace(seconds=60))


def test_frames_have_even_sides_and_a_ground():
    found = frame_options(PictureOptions(1201, 675, 96, format="svg", transparent=True))
    assert (1200, 674, "png", False) == (
        found.width_px, found.height_px, found.format, found.transparent,
    )  # fmt: skip
    with pytest.raises(PictureError, match="at most 4096 pixels"):
        frame_options(PictureOptions(4961, 3508, 300))


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """The square as a small MP4, and what was heard of its progress."""
    folder = tmp_path_factory.mktemp("square")
    order = square_order(folder, options=replace(SMALL, theme="dark", title="A small war"))
    heard = []
    taken = shots(order.record, None, None, Pace(seconds=0.2, hold_s=0, last_s=0.4))
    made = export_of("clip", ".mp4").make(
        replace(order, shots=taken), lambda *progress: heard.append(progress)
    )
    (folder / "clip.mp4").write_bytes(made)
    return folder / "clip.mp4", sum(shot.seconds for shot in taken), heard


def test_a_clip_is_drawn_from_the_data(clip):
    path, seconds, heard = clip
    assert [(1, 3), (2, 3), (3, 3)] == heard
    assert pytest.approx(0.8) == seconds
    with av.open(str(path)) as file:
        frames = [one.to_ndarray(format="rgb24") for one in file.decode(video=0)]
        assert "A small war" == file.metadata["title"]
        assert file.metadata["comment"].startswith("1 January 2024 – 5 January 2024; ")
        assert file.metadata["comment"].endswith("; ?theatre=square&as_of=2024-01-05")
        assert "Drawn on paper" == file.metadata["copyright"]
    assert (20, (360, 640, 3)) == (len(frames), frames[0].shape)
    # The days differ, the repetitions of a day do not.
    assert abs(frames[0].astype(int) - frames[6]).max() > 60
    assert abs(frames[1].astype(int) - frames[4]).max() < 12


def test_a_forbidden_clip_is_not_made(tmp_path):
    order = square_order(tmp_path, licences=[FORBIDDEN])
    with pytest.raises(LicenceForbids, match=r"does not allow pictures .* A paper"):
        export_of("clip", ".mp4").make(replace(order, shots=shots(order.record, None, None)))


def test_a_clip_of_another_kind_is_refused(tmp_path):
    with pytest.raises(PictureError, match=r'"clip\.avi" .* one of \.mp4, \.webm, \.gif, \.zip'):
        export_of("clip", str(tmp_path / "clip.avi"))


def test_half_a_clip_is_no_clip(tmp_path):
    order, path = square_order(tmp_path), tmp_path / "clip.mp4"

    def interrupt(progress):
        raise KeyboardInterrupt

    order = replace(order, shots=shots(order.record, None, None))
    with Worker() as worker, pytest.raises(KeyboardInterrupt):
        worker.call(MAKE_FILE, "clip", ".mp4", order, path, on_progress=interrupt)
    assert not path.exists()


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    assert 1 == main(["clip", "--from", "2030-01-01", "-o", str(tmp_path / "clip.mp4")])
    assert "No day between 2030-01-01 and the end" in capsys.readouterr().err
    assert 1 == main(["clip", "--to", "tomorrow", "-o", str(tmp_path / "clip.mp4")])
    assert '"tomorrow" is not a day' in capsys.readouterr().err
