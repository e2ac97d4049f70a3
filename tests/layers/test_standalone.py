"""The replay as a file: nothing is fetched, and text stays text, whatever it holds."""

import base64
import re

import pytest

from geodata import theatre as theatres
from geodata.record import open_record
from layers.web.faces import FACES
from layers.web.payload import payload
from layers.web.plugin import standalone
from tests.layers.standalone_file import Document
from tests.square import CHANGES, EVENTS, PLACES, SETTINGS, place, texts, write_square

# Ends a script, opens one, quotes, turns the text round, ends a line in old scripts, is a template.
NASTY = "</script><script>alert('x')</script><!-- \"q\" & \u202eback\u2028{{ 7*7 }}{% x %} ${1}`"
ADDRESS = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}""", re.I)
ASKING = {"src", "href", "data", "action", "poster", "srcset", "background", "formaction"}


@pytest.fixture
def nasty(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(
        tmp_path / "square",
        places=[*PLACES, place("x", NASTY, 37.8, 36.8, "B", source=NASTY, notes=NASTY)],
        changes=[CHANGES[0] | {"source": NASTY, "note": NASTY}, CHANGES[1]],
        events=[EVENTS[0] | {"text_en": NASTY, "source": NASTY}],
        settings=SETTINGS | {"title": texts(NASTY, NASTY), "credit": texts(NASTY, NASTY)},
    )
    return open_record("square")


@pytest.fixture(scope="module")
def syria():
    return Document(standalone(open_record()))


def test_no_tag_asks_another_machine_for_anything(syria):
    asking = [
        (tag, name, value)
        for tag, attributes in syria.tags
        for name, value in attributes.items()
        if name in ASKING and value and not value.startswith(("data:", "#"))
    ]
    assert [] == asking
    assert not {"link", "iframe", "object", "embed", "base"} & {tag for tag, _ in syria.tags}


def test_no_style_asks_for_anything(syria):
    for rules in syria.styles:
        assert "@import" not in rules
        assert [] == [url for url in re.findall(r"url\(([^)]*)\)", rules) if "data:" not in url]


def test_scripts_name_no_address_that_they_could_ask(syria):
    programs = [text for attributes, text in syria.scripts if "type" not in attributes]
    found = {address for text in programs for address in ADDRESS.findall(text)}
    # Names of a namespace and of Leaflet's makers; Leaflet's flag and credit are never shown.
    assert {one for one in found if "w3.org" not in one and "leafletjs.com" not in one} == set()


def test_the_data_is_the_payload(syria):
    again = payload(open_record())
    assert list(again["figures"]) == syria.payload()["dates"]
    assert (
        again["theatre"]["title"]["en"] == syria.title == syria.payload()["theatre"]["title"]["en"]
    )


def test_names_with_signs_of_html_stay_text(nasty):
    plain = Document(standalone(nasty))
    harmless = [name for name, _ in plain.tags]
    document = plain.payload()
    assert NASTY == document["theatre"]["title"]["en"] == plain.title
    assert NASTY == document["places"]["name"]["en"][-1]
    assert NASTY in document["place_reports"]["texts"]
    assert NASTY == document["events"][0]["text"]["en"] == document["events"][0]["source"]
    assert "alert" not in plain.words
    # Nothing in the names has become an element: there are as many as without them.
    assert harmless.count("script") == len(plain.scripts)


def test_nasty_names_add_no_element(nasty, tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "plain")
    write_square(tmp_path / "plain" / "square")
    calm = Document(standalone(open_record("square")))
    wild = Document(standalone(nasty))
    assert [tag for tag, _ in calm.tags] == [tag for tag, _ in wild.tags]


def test_the_data_script_holds_no_sign_that_could_end_it(nasty):
    document = standalone(nasty)
    (text,) = [t for a, t in Document(document).scripts if a.get("type") == "application/json"]
    assert [] == [sign for sign in "<>&" if sign in text]


def test_the_same_record_gives_the_same_file(nasty):
    assert standalone(nasty) == standalone(nasty)


@pytest.mark.parametrize(
    ("language", "direction", "title"),
    [("en", "ltr", "Syria: areas of control"), ("ar", "rtl", "سوريا: مناطق السيطرة")],
)
def test_the_document_says_its_language(language, direction, title):
    page = Document(standalone(open_record(), language=language))
    assert title == page.title
    assert [{"lang": language, "dir": direction}] == attributes_of(page, "html")


def test_a_reader_may_enlarge_the_page(syria):
    (content,) = [
        tag["content"] for tag in attributes_of(syria, "meta") if tag.get("name") == "viewport"
    ]
    assert "width=device-width" in content
    assert "scal" not in content.replace("initial-scale=1", "")


def test_its_type_is_in_the_file(syria):
    rules = "".join(syria.styles)
    inside = re.findall(r"url\(data:font/woff2;base64,([^)]+)\)", rules)
    assert [face.content for face in FACES] == [base64.b64decode(text) for text in inside]
    assert rules.count("@font-face") == len(FACES)
    # They begin to load before the program is read: the map is then painted once, in its type.
    names = [name for name, _ in syria.tags]
    assert ["style", "script"] == [name for name in names if name in {"style", "script"}][:2]
    assert "@font-face" in syria.styles[0]
    assert "face.load()" in syria.scripts[0][1]


def attributes_of(page, name):
    return [attributes for tag, attributes in page.tags if tag == name]


def test_no_flag_and_no_default_tile_is_in_the_file(syria):
    assert syria.payload()["tiles"] is None
    text = "".join(text for _, text in syria.scripts)
    assert "attributionControl: false" in text or '"attributionControl": false' in text
