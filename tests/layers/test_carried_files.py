"""Leaflet and the type come from packages of one release each: their files are known byte for byte.

Where a test here fails, another file came than the one that was looked at. Take back the version
in requirements.txt and tests/constraints-lowest.txt; or, for a new version, read what changed, look
at the replay and at a picture in both languages, and only then write the new version and hash.
"""

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path

from layers.picture.fonts import Type, face_of
from tests.conftest import ROOT

# As Leaflet's own site names them for version 1.9.4 (the `integrity` of its quick start).
LEAFLET = {
    "leaflet.js": "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
    "leaflet.css": "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
}
# As `sha256sum` gives them for the files in the wheels, whose own name tables say
# IBM Plex Sans Arabic 1.101 and IBM Plex Sans Condensed 1.3.
TYPE = """
6f611412270a132bbac838da9259d4c68569b4175f3b3b8fa3fa36a30b56dab9 IBMPlexSansArabic-Regular
b8363ab9f733dfa4f8e96b8b2102c24b5cf4110fb96d1d3d9a9412f6fb49cf74 IBMPlexSansArabic-Medium
597bd5502e5997be4414e4c9c88834b30ff3784250c84f20bce2b20e53ebd467 IBMPlexSansArabic-SemiBold
691e0c891a38637ae6bbdb69700f8042cb0724a137bee615068ffdb92244f61f IBMPlexSansArabic-Bold
e7437c072eef2ef592ae6f2beb0000446287385907abb57ac1cf07bcbaa2aa33 IBMPlexSansCondensed-Regular
426350c298277f7f9d1a93956572799ca3d16e2d43e7f60eec8382bcd795ec30 IBMPlexSansCondensed-Medium
a081ca60548aea14100757a2d6fe71ca60fd90ebce779c9a8ae5a0c8fb4526d4 IBMPlexSansCondensed-SemiBold
b65492d86cdd5cd9d43d2671b55d5d36fec36859fc8b08bc6aba78e441d6c849 IBMPlexSansCondensed-Bold
a0320e60c17926c4e210dfdb3b1a346991f35f83b471daf55537ee79cbcb7c7f IBMPlexSansCondensed-Italic
ab8931c7274aff5b0315b798ac68149f92a667d9647cb9d6263f5f44403e5452 IBMPlexSansCondensed-MediumItalic
d98d8fb38a3cd725632900188b146c0ba72eabd515a03788bd895bbf365086ae IBMPlexSansCondensed-SemiBoldItalic
fe1983c07a086fbee939e5f0f826e5428f7d02666c8e3bbb7295fb3504597a07 IBMPlexSansCondensed-BoldItalic
"""
WEIGHTS = (400, 500, 600, 700)
PACKAGES = (
    "django-js-lib-leaflet",
    "fontpkg-ibm-plex-sans-arabic",
    "fontpkg-ibm-plex-sans-condensed",
)
WHAT_TO_DO = f"Not the file that was looked at: do what {__name__} says at its top."


def test_leaflets_files_are_those_of_its_release():
    for name, expected in LEAFLET.items():
        content = (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert expected == digest, (name, WHAT_TO_DO)


def test_every_face_of_a_picture_is_the_one_that_was_looked_at():
    narrow = [
        Type(12, weight, narrow=True, italic=italic)
        for weight in WEIGHTS
        for italic in (False, True)
    ]
    faces = [face_of("ب", Type(12, weight)) for weight in WEIGHTS]
    faces += [face_of("A", kind) for kind in narrow]
    paths = [Path(face.path) for face in faces]
    lines = {f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stem}" for path in paths}
    assert set(TYPE.split("\n")[1:-1]) == lines, WHAT_TO_DO


def test_their_packages_are_pinned_to_one_version():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z-]+)==[\d.]+$", text, re.M)
    assert list(PACKAGES) == pinned
