"""A picture says what it is, to any reader, and tells it again when it comes back."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from geodata.record import open_record
from layers.edition import Edition
from layers.link import View
from layers.locale import Locale
from layers.locale.captions import alt_text
from layers.moment import moment_of
from layers.picture import FORMATS, PictureOptions, draw, read_metadata

VIEW = View(as_of=date(2024, 11, 30))
LOOK = PictureOptions(
    1200, 675, 96, permalink="https://maps.example.org/", title="A (title) <of> \\ ours"
)
EDITION = Edition(known_on="1 December 2024, 10:00 UTC", version=17)


@pytest.fixture(scope="module")
def record():
    return open_record()


def described(record):
    return alt_text(moment_of(record, VIEW), Locale(record.theatre, "en"))


@pytest.fixture(scope="module")
def files(record):
    return {form: draw(record, VIEW, replace(LOOK, format=form), EDITION) for form in FORMATS}


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_dropped_back_tells_its_revision(record, files, form):
    facts = read_metadata(files[form])
    assert facts is not None
    assert (facts.theatre, facts.day, facts.effective_date) == (
        "syria_2024", "2024-11-30", "2024-11-30",
    )  # fmt: skip
    assert (facts.revision, facts.known_on) == (17, "1 December 2024, 10:00 UTC")
    assert facts.permalink == "https://maps.example.org/?as_of=2024-11-30"
    assert facts.title.startswith("A (title) <of> \\ ours")
    assert facts.description == described(record)
    assert "CC BY 4.0" in facts.licence


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_pixels_say_it_to_pillow(record, files, form):
    image = Image.open(BytesIO(files[form]))
    xmp = image.info.get("xmp") or image.info["XML:com.adobe.xmp"]
    packet = xmp if isinstance(xmp, str) else xmp.decode()
    root = ET.fromstring(packet[packet.index("<x:xmpmeta") : packet.rindex("<?xpacket")])  # noqa: S314
    words = " ".join(root.itertext())
    assert "2024-11-30" in words
    assert "Syrian government forces 112,094 km²" in words
    assert "https://maps.example.org/?as_of=2024-11-30" in words
    if form == "png":
        assert image.text["Description"] == alt_text(
            moment_of(record, VIEW), Locale(record.theatre, "en")
        )
        assert round(image.info["dpi"][0]) == 96


def test_a_pdf_says_it_to_pypdf(record, files):
    reader = pypdf.PdfReader(BytesIO(files["pdf"]))
    assert reader.metadata.title.startswith("A (title) <of> \\ ours")
    assert reader.metadata.subject == alt_text(
        moment_of(record, VIEW), Locale(record.theatre, "en")
    )
    [page] = reader.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (900.0, 506.25)
    text = page.extract_text()
    assert "Aleppo" in text
    assert "Information up to 30 November 2024" in text


def test_an_svg_says_it_to_those_who_hear(record, files):
    root = ET.fromstring(files["svg"])  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text.startswith("A (title) <of> \\ ours")
    assert root.find(f"{space}desc").text == alt_text(
        moment_of(record, VIEW), Locale(record.theatre, "en")
    )
    assert (root.get("width"), root.get("height")) == ("1200", "675")
    assert root.get("role") == "img"


def test_arabic_comes_back_as_it_was(record):
    for form in ("png", "pdf"):
        options = PictureOptions(1200, 675, 96, format=form, languages=("ar",))
        facts = read_metadata(draw(record, VIEW, options))
        assert facts.language == "ar"
        assert "حلب" in facts.title


def test_a_picture_of_somebody_else_says_nothing():
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    strange = (out.getvalue(), b"", b"%PDF-1.4", b"<svg></svg>", b"GIF89a", b"\xff\xd8\xff\xe0")
    for content in strange:
        assert read_metadata(content) is None


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4 ", b"<svg>", b"\x89PNG\r\n\x1a\n"])
)
def test_no_bytes_do_harm(content, head):
    assert read_metadata(head + b"lines-of-control:{" + content) is None


def test_changed_facts_are_no_facts(files):
    text = files["svg"].decode()
    assert read_metadata(text.replace("revision", "reversion").encode()) is None
    assert read_metadata(text.replace('"revision":17', '"revision":"17"').encode()) is None
