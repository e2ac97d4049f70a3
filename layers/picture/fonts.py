"""Type of a picture: IBM Plex Sans, with Arabic letters made for it.

The files come from installed packages; where one is missing, and for letters they lack, DejaVu
Sans stands in, which comes with Matplotlib.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

_PACKAGES: Final = {
    "IBM Plex Sans Arabic": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic"),
    "IBM Plex Sans Condensed": ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed"),
}
_WEIGHTS: Final = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
PLAIN, NARROW, SPARE = "IBM Plex Sans Arabic", "IBM Plex Sans Condensed", "DejaVu Sans"
_MEASURED_AT: Final = 200.0
_UNSEEN: Final = frozenset("\u200e\u200f")
"""Marks of direction, which no font needs to have."""


@dataclass(frozen=True)
class Type:
    """A size in units with a weight (400, 500, 600 or 700); `narrow` is for names on the map."""

    size: float
    weight: int = 400
    narrow: bool = False
    italic: bool = False

    def scaled(self, factor: float) -> "Type":
        """The same type, larger or smaller."""
        return Type(self.size * factor, self.weight, self.narrow, self.italic)


@dataclass(frozen=True)
class Face:
    """A font file, and how a drawing with live text names it."""

    family: str
    weight: int
    italic: bool
    path: str

    def properties(self, size_pt: float) -> FontProperties:
        """The face at a size as Matplotlib wants it."""
        return FontProperties(
            family=[self.family, "sans-serif"],
            style="italic" if self.italic else "normal",
            weight=self.weight,
            size=size_pt,
            fname=self.path,
        )


def face_of(text: str, kind: Type) -> Face:
    """The face to write a text with: the first that has all its letters."""
    letters = frozenset(text) - _UNSEEN
    families = [NARROW, PLAIN] if kind.narrow or kind.italic else [PLAIN]
    for family in families:
        face = _face(family, kind.weight, kind.italic and family == NARROW)
        if face and letters <= _letters(face.path):
            return face
    return _spare(kind.weight)


@lru_cache(maxsize=20_000)
def width_of(text: str, kind: Type) -> float:
    """How wide a text is when written, in units."""
    face = face_of(text, kind)
    return _width(face.path, text) * kind.size / _MEASURED_AT


@lru_cache(maxsize=20_000)
def _width(path: str, text: str) -> float:
    font = FT2Font(path)
    font.set_size(_MEASURED_AT, 72)
    font.set_text(text, 0.0, LoadFlags.NO_HINTING)
    width, _ = font.get_width_height()
    return float(width) / 64


@cache
def _face(family: str, weight: int, italic: bool) -> Face | None:
    package, stem = _PACKAGES[family]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    style = f"{_WEIGHTS[weight]}{'Italic' if italic else ''}".replace("RegularItalic", "Italic")
    path = Path(spec.origin).parent / "files" / f"{stem}-{style}.ttf"
    return Face(family, weight, italic, str(path)) if path.is_file() else None


@cache
def _spare(weight: int) -> Face:
    bold = weight >= 600
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    path = Path(get_data_path()) / "fonts" / "ttf" / name
    return Face(SPARE, 700 if bold else 400, False, str(path))


@cache
def _letters(path: str) -> frozenset[str]:
    return frozenset(map(chr, FT2Font(path).get_charmap()))
