"""The map's own type has every letter that is written, shapes Arabic, and stays small."""

import hashlib
import io
import re

import pytest
from fontTools.ttLib import TTFont

from layers.picture.fonts import Type, face_of
from layers.style import style
from layers.web.type import make_type

MAX_BYTES = 90_000
# Turkish, Kurdish (in both alphabets), Persian, and names as scholars write them.
YET_TO_COME = (
    "Şanlıurfa İdlib Iğdır Çobanbey Gülveren Serêkaniyê Kobanî Amûdê Ḥalab Ḥamāh ʿAzāz Ǧisr "
    "aš-Šuġūr Baṣīra Ḍumayr Dēr az-Zōr پژاک چوارچرا گرێ سپی کۆبانێ ڕۆژاڤا ۱۴۰۳ ٢٠٢٤"
)
RUN = "run `python -m layers.web.type.make_type` and write its rows into PROVENANCE.md"


@pytest.fixture(scope="module", params=make_type.WEIGHTS)
def face(request):
    path = make_type.FOLDER / make_type.file_name(request.param)
    return request.param, TTFont(io.BytesIO(path.read_bytes()))


def test_every_letter_that_is_written_is_in_every_weight(face):
    _, font = face
    missing = make_type.letters_written() - set(map(chr, font.getBestCmap()))
    assert set() == missing, RUN
    assert len(make_type.letters_written()) > 150


def test_letters_of_names_yet_to_come_are_in_every_weight(face):
    _, font = face
    assert set() == set(YET_TO_COME) - set(map(chr, font.getBestCmap()))
    assert set() == set(make_type.SIGNS + make_type.ARABIC) - set(map(chr, font.getBestCmap()))


def test_arabic_is_shaped(face):
    _, font = face
    features = {
        table: {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}
        for table in ("GSUB", "GPOS")
    }
    assert {"ccmp", "init", "medi", "fina", "rlig", "liga", "calt"} <= features["GSUB"]
    assert {"mark", "mkmk", "kern"} == features["GPOS"]
    scripts = {record.ScriptTag for record in font["GSUB"].table.ScriptList.ScriptRecord}
    assert {"arab", "latn"} <= scripts


def test_a_letter_is_as_wide_as_in_the_family_of_pictures(face):
    name, font = face
    kind = Type(12, make_type.WEIGHTS[name])
    theirs = TTFont(face_of("ب", kind).path)
    shared = font.getBestCmap().keys() & theirs.getBestCmap().keys()
    assert len(shared) > 300
    widths = [
        [source["hmtx"][source.getBestCmap()[letter]][0] for letter in sorted(shared)]
        for source in (font, theirs)
    ]
    assert widths[0] == widths[1]
    assert font["hhea"].ascent == theirs["hhea"].ascent
    assert font["hhea"].descent == theirs["hhea"].descent


def test_digits_are_of_one_width(face):
    _, font = face
    names = font.getBestCmap()
    assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_its_name_is_its_own_and_its_licence_stays(face):
    name, font = face
    entries = {entry.nameID: str(entry) for entry in font["name"].names}
    assert font["name"].getBestFamilyName() == style().family
    assert "Plex" not in "".join(entries[number] for number in (1, 2, 3, 4, 6))
    assert "IBM" in entries[0]
    assert "Open Font License" in entries[13]
    assert font["OS/2"].usWeightClass == make_type.WEIGHTS[name]


def test_all_weights_together_are_small():
    sizes = [path.stat().st_size for path in make_type.FOLDER.glob("*.woff2")]
    assert len(sizes) == len(make_type.WEIGHTS)
    assert sum(sizes) <= MAX_BYTES


def test_files_and_licence_are_those_of_the_provenance():
    text = (make_type.FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")
    assert list(make_type.rows()) == re.findall(r"^\| \w+\.woff2 .*$", text, re.M), RUN
    package = make_type.source("Regular").parents[1]
    own, theirs = (folder / "LICENSE" for folder in (make_type.FOLDER, package))
    assert hashlib.sha256(own.read_bytes()).digest() == hashlib.sha256(theirs.read_bytes()).digest()


def test_the_script_builds_what_its_files_hold():
    built = make_type.build("Regular")
    held = TTFont(make_type.FOLDER / make_type.file_name("Regular"))
    assert set(built.getBestCmap()) == set(held.getBestCmap()), RUN
    assert len(built.getGlyphOrder()) == len(held.getGlyphOrder())
