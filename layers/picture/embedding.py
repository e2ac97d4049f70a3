"""Embed the letters in use as a font, so that live text keeps its type."""

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from fontTools import subset

from layers.picture.fonts import SPARE, Face

_ALWAYS = frozenset("0123456789 .,")
"""So that a number may be mended in the file."""


def font_faces(letters: Mapping[Face, set[str]]) -> str:
    """CSS with each face as it is used, so that text looks the same where no such font is."""
    rules = [
        _rule(face, "".join(sorted(used | _ALWAYS)))
        for face, used in sorted(letters.items(), key=lambda item: item[0].path)
        if face.family != SPARE
    ]
    # Each line finds its own direction, as it did when it was measured.
    return "".join([*rules, "text{unicode-bidi:plaintext;white-space:pre}"])


@lru_cache(maxsize=64)
def _rule(face: Face, letters: str) -> str:
    data = b64encode(_font_with(face.path, letters)).decode()
    style = "italic" if face.italic else "normal"
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:{style};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _font_with(path: str, letters: str) -> bytes:
    """A font file of these letters and how they join, in WOFF."""
    options: Any = subset.Options(
        layout_features=["*"], hinting=False, recalc_timestamp=False, notdef_outline=True
    )
    options.drop_tables += ["meta"]
    options.flavor = "woff"
    out = BytesIO()
    with subset.load_font(path, options, dontLoadGlyphNames=True) as font:
        chosen = subset.Subsetter(options)
        chosen.populate(text=letters)
        chosen.subset(font)
        subset.save_font(font, out, options)
    return out.getvalue()
