"""Build the map's own type: IBM Plex Sans Arabic, cut to the letters that are written here.

Install requirements-dev.txt and run `python -m layers.web.type.make_type`; it writes one woff2 file
per weight beside this script, and prints the rows of PROVENANCE.md. Equal packages give equal
bytes. Where a text brings a letter that the files lack, a test asks to run it again.

The family lacks letters of Turkish, Kurdish and transliterated names. They are put together here
from its own letters and marks, as its designers put together theirs. The result is a modified
version and may not be called by the reserved name, so it has a name of its own.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

from geodata import theatre as theatres
from layers.locale import catalogue
from layers.style import style

FOLDER: Final = Path(__file__).parent
_ROOT: Final = FOLDER.parents[2]
PACKAGE: Final = "fontpkg-ibm-plex-sans-arabic"
WEIGHTS: Final = {"Regular": 400, "SemiBold": 600, "Bold": 700}
LATIN: Final = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "ḤḥṢṣḌḍṬṭẒẓṮṯḎḏẔẕḪḫḴḵḲḳǦǧʻʼʾʿẞ"
)
ARABIC: Final = (
    "".join(map(chr, (*range(0x621, 0x63B), *range(0x640, 0x656), *range(0x660, 0x66E))))
    + "ٰٱپچژڤکگڕڵڭھۀہۂۃۆۇۈۋیۍێېەے۰۱۲۳۴۵۶۷۸۹،؛؟"
)
SIGNS: Final = "‐–—―‘’‚“”„†‡•…‰‹›⁄€№™←↑→↓↔↕↖↗↘↙↩↺↻−∕≈≠≤≥∞✓ﬁﬂ"
FEATURES: Final = [
    "ccmp", "init", "medi", "fina", "isol", "rlig", "liga", "calt", "mark", "mkmk", "kern"
]  # fmt: skip
"""Of Arabic writing, with marks and kerning. Digits are of one width in the family itself; those
for Arabic neighbours (locl) stay out, because a number alone in a cell would look different."""

_UNDRAWN: Final = frozenset({"Cc", "Cf", "So"})
"""Categories of Unicode: control and format characters, which no font draws, and symbols."""
_GAP: Final = 90
"""Between the foot of a letter and a mark below it, in units of 1000 to the em."""
_BELOW: Final = {"\u0323": "dotaccent", "\u0331": "macron", "\u032e": "breve"}
_ABOVE: Final = {
    "\u0304": "macron", "\u0306": "breve", "\u0307": "dotaccent", "\u030c": "caron",
    "\u0302": "circumflex", "\u0301": "acute", "\u0300": "grave", "\u0303": "tilde",
    "\u0308": "dieresis", "\u030a": "ring", "\u030b": "hungarumlaut",
}  # fmt: skip
_CEDILLA: Final = "\u0327"
_QUOTES: Final = {"ʻ": "quoteleft", "ʿ": "quoteleft", "ʼ": "quoteright", "ʾ": "quoteright"}


def letters() -> frozenset[str]:
    """Letters that the files are made for: of all texts of the app, and of names yet to come."""
    return frozenset(LATIN + ARABIC + SIGNS) | letters_written()


def letters_written() -> frozenset[str]:
    """Letters of both catalogues, of the method and of all texts of the built-in theatres."""
    paths = [*catalogue.FOLDER.glob("*.json"), *_ROOT.glob("docs/method*.md")]
    for suffix in ("csv", "json", "topojson"):
        paths += theatres.FOLDER.glob(f"*/*.{suffix}")
    signs = frozenset[str]().union(*map(_text, paths))
    return frozenset(sign for sign in signs if unicodedata.category(sign) not in _UNDRAWN)


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".csv", ".md"):
        return text
    # A letter may stand as an escape.
    return json.dumps(json.loads(text), ensure_ascii=False)


def source(style_name: str) -> Path:
    """Path of the family's own file of a style."""
    return Path(
        str(files("fontpkg_ibm_plex_sans_arabic") / "files" / f"IBMPlexSansArabic-{style_name}.ttf")
    )


def build(style_name: str) -> TTFont:
    """Return the font of a style (a key of `WEIGHTS`): composed, cut, renamed, not yet saved."""
    font = TTFont(source(style_name), recalcTimestamp=False)
    for letter in sorted(letters()):
        if ord(letter) not in font.getBestCmap():
            _compose(font, letter)
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        name_IDs=[0, 7, 8, 9, 13, 14],
        glyph_names=False,
        notdef_outline=True,
        drop_tables=["DSIG", "meta"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(letters()))
    subsetter.subset(font)
    _rename(font, style_name)
    # Without hints, grey levels at every size.
    font["gasp"] = newTable("gasp")
    font["gasp"].version, font["gasp"].gaspRange = 1, {0xFFFF: 0b1010}
    font.flavor = "woff2"
    return font


def _compose(font: TTFont, letter: str) -> None:
    """Add a letter as one of the family with a mark of the family, or as a quotation mark."""
    if letter in _QUOTES:
        _name_letter(font, letter, _QUOTES[letter])
        return
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if len(marks) != 1 or not _is_drawn(font, base):
        return
    (mark,) = marks
    if base in "ij" and mark in _ABOVE:
        base = {"i": "ı", "j": "ȷ"}[base]
    if mark in _ABOVE:
        case = f"{_ABOVE[mark]}.case"
        name = case if base.isupper() and case in font.getGlyphOrder() else _ABOVE[mark]
    else:
        name = "cedilla" if mark == _CEDILLA else _BELOW.get(mark, "")
    if name in font.getGlyphOrder():
        _add(font, letter, font.getBestCmap()[ord(base)], name, below=mark in _BELOW)


def _is_drawn(font: TTFont, letter: str) -> bool:
    return ord(letter) in font.getBestCmap()


def _add(font: TTFont, letter: str, base: str, mark: str, *, below: bool) -> None:
    """Add a glyph of two: a mark in the middle above or below a letter."""
    glyphs = font.getGlyphSet()
    left, _, right, _ = _bounds(font, base)
    mark_left, _, mark_right, mark_top = _bounds(font, mark)
    shift = round((left + right - mark_left - mark_right) / 2)
    pen = TTGlyphPen(glyphs)
    pen.addComponent(base, (1, 0, 0, 1, 0, 0))
    pen.addComponent(mark, (1, 0, 0, 1, shift, -_GAP - round(mark_top) if below else 0))
    name = f"uni{ord(letter):04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = font["hmtx"][base]
    font["glyf"][name].recalcBounds(font["glyf"])
    _name_letter(font, letter, name)


def _bounds(font: TTFont, name: str) -> tuple[float, float, float, float]:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    left, bottom, right, top = pen.bounds
    return left, bottom, right, top


def _name_letter(font: TTFont, letter: str, glyph: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = glyph


def _rename(font: TTFont, style_name: str) -> None:
    """Give the font its own names; those who made it, and their licence, stay."""
    family = style().family
    release = version(PACKAGE)
    alone = style_name in ("Regular", "Bold")
    names = {
        1: family if alone else f"{family} {style_name}",
        2: style_name if alone else "Regular",
        3: f"{release};{family.replace(' ', '')}-{style_name}",
        4: f"{family} {style_name}",
        5: f"Version {release}",
        6: f"{family.replace(' ', '')}-{style_name}",
        10: f"A modified version of the {style_name} of a family with Arabic and Latin letters, "
        f"version {release}: fewer letters, some composed, no hints.",
    }
    if not alone:
        names |= {16: family, 17: style_name}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def rows() -> Iterator[str]:
    """Rows of PROVENANCE.md: file, bytes, its SHA-256, and that of the file it was made from."""
    for style_name in WEIGHTS:
        path = FOLDER / file_name(style_name)
        content = path.read_bytes()
        own, theirs = (
            hashlib.sha256(data).hexdigest() for data in (content, source(style_name).read_bytes())
        )
        yield f"| {path.name} | {len(content):,} | {own} | {source(style_name).name} | {theirs} |"


def file_name(style_name: str) -> str:
    """Name of the file of a style."""
    return f"{style_name.lower()}.woff2"


def main() -> None:
    """Write the files and print their rows."""
    for style_name in WEIGHTS:
        build(style_name).save(FOLDER / file_name(style_name))
    print("\n".join(rows()))  # noqa: T201 - a command prints


if __name__ == "__main__":
    main()
