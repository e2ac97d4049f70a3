"""The press desk in a real browser: the way from the map, a picture as a file, a clip played."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from layers.picture import read_metadata
from tests.browser.replay_page import wait_ready
from tests.browser.test_navigation import row_link
from tests.words import ENGLISH

pytestmark = pytest.mark.browser

PREVIEW = ".st-key-press_preview img"


@pytest.fixture
def press_url(app_url):
    return f"{app_url}/press"


def downloaded(page, button):
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_picture_of_the_link_is_a_file_with_size_and_provenance(press_url, open_page):
    page = open_page(f"{press_url}?as_of=2024-11-30&lang=en&size=1200x675")
    page.locator(PREVIEW).wait_for()
    name, content = downloaded(page, page.get_by_role("button", name="Download PNG"))
    assert "lines_of_control_map_2024-11-30_1200x675.png" == name
    with Image.open(BytesIO(content)) as image:
        assert ("PNG", (1200, 675)) == (image.format, image.size)
        assert len(image.convert("RGB").getcolors(2**24)) > 500
    facts = read_metadata(content)
    assert ("2024-11-30", "syria_2024") == (facts.day, facts.theatre)
    assert facts.revision > 0
    assert "as_of=2024-11-30" in facts.permalink


def test_the_picture_begins_with_the_screen(press_url, open_page):
    """Section, layers and distances of the map go along, as they are when the way is taken."""
    link = (
        f"{press_url.removesuffix('press')}?as_of=2024-12-05&at=35.2,36.9,8.5&layers=fronts,places"
    )
    page = wait_ready(open_page(f"{link}&distances=hama~homs&lang=en"))
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("as_of=2024-12-06"))
    way = page.get_by_role("link", name=ENGLISH.say("press_from_map"))
    way.click()
    page.locator(PREVIEW).wait_for()
    asked = {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}
    assert ("2024-12-06", "fronts,places", "hama~homs") == (
        asked["as_of"], asked["layers"], asked["distances"],
    )  # fmt: skip
    assert re.fullmatch(r"\d+x\d+", asked["screen"])
    at = [float(part) for part in asked["at"].split(",")]
    assert [35.2, 36.9, 8.5] == pytest.approx(at, abs=0.01)
    assert ENGLISH.say("page_press") == page.locator("[data-testid=stMain] h1").inner_text()


def test_a_clip_is_made_while_one_watches_and_plays(press_url, open_page):
    query = "make=clip&lang=en&size=free&width=640&height=360&from=2024-12-09&seconds=0.2&hold=0"
    page = open_page(f"{press_url}?{query}&last=0.5")
    page.get_by_role("button", name=ENGLISH.say("press_begin_clip")).click()
    page.locator("video").wait_for()
    video = page.locator("video")
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    facts = video.evaluate("one => [one.videoWidth, one.videoHeight, one.duration, one.error]")
    assert [640, 360, pytest.approx(1.1, abs=0.1), None] == facts
    video.evaluate("one => { one.muted = true; return one.play(); }")
    page.wait_for_function("document.querySelector('video').ended")
    name, content = downloaded(page, page.get_by_role("button", name=ENGLISH.say("press_get_clip")))
    assert "lines_of_control_2024-12-09_2024-12-12_640x360.mp4" == name
    assert b"ftyp" == content[4:8]


def test_a_page_that_is_left_while_a_clip_is_made_asks_for_no_progress(press_url, open_page):
    """What asks while the next page is made would leave that empty."""
    page = open_page("about:blank")
    asked, left = [], []

    def relay(socket):
        server = socket.connect_to_server()
        socket.on_message(lambda packet: (asked.append(packet), server.send(packet)))
        # The next page is long in coming.
        server.on_message(lambda packet: None if left else socket.send(packet))

    page.route_web_socket("**/_stcore/stream", relay)
    query = "make=clip&lang=en&size=free&width=640&height=360&from=2024-12-01&seconds=1&hold=0"
    page.goto(f"{press_url}?{query}&last=0.5")
    page.get_by_role("button", name=ENGLISH.say("press_begin_clip")).click()
    page.get_by_role("button", name=ENGLISH.say("press_cancel")).wait_for()
    asked.clear()
    wait_pulses(page)
    assert len(asked) > 0, "the test would notice"
    left.append(True)
    row_link(page, "method").click()
    wait_pulses(page)
    assert [b"method" in packet for packet in asked].index(True) == len(asked) - 1


def wait_pulses(page):
    """Wait as long as three pulses take, timed in the page as they are."""
    page.evaluate("() => new Promise(done => setTimeout(done, 1200))")


def test_the_frame_for_a_page_is_shown_and_its_file_is_whole(press_url, open_page):
    page = open_page(f"{press_url}?make=embed&lang=en&from=2024-12-05&to=2024-12-08")
    code = page.locator("[data-testid=stCode] code")
    code.wait_for()
    assert 'src="lines_of_control_replay.html?as_of=2024-12-08&amp;lang=en"' in code.inner_text()
    name, content = downloaded(
        page, page.get_by_role("button", name=ENGLISH.say("press_get_embed"))
    )
    assert "lines_of_control_replay.html" == name
    assert b"mountStandalone" in content


def test_nothing_is_wider_than_the_window(press_url, open_page):
    page = open_page(f"{press_url}?as_of=2024-12-08&lang=ar", width=390, height=844)
    page.locator(PREVIEW).wait_for()
    for width, height in ((390, 844), (1280, 720), (1600, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => new Promise(requestAnimationFrame)")
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
        box = page.locator(PREVIEW).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
