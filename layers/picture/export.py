"""Export of a canvas as a file: PNG, JPEG, WebP, SVG or PDF."""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from fontTools import subset
from matplotlib.backends import backend_agg, backend_pdf, backend_svg
from PIL import Image, PngImagePlugin

from layers.picture.canvas import Canvas
from layers.picture.fonts import SPARE, Face
from layers.picture.metadata import TOOL, Facts, xmp
from layers.picture.options import PictureOptions

# Matplotlib's canvases have no types.
_Agg: Any = backend_agg.FigureCanvasAgg
_Pdf: Any = backend_pdf.FigureCanvasPdf
_Svg: Any = backend_svg.FigureCanvasSVG


def exported(canvas: Canvas, options: PictureOptions, facts: Facts) -> bytes:
    """The drawing as a file that says what it is; the same bytes for the same drawing."""
    if options.format == "svg":
        return _svg(canvas, options, facts)
    if options.format == "pdf":
        return _pdf(canvas, facts)
    agg = _Agg(canvas.figure)
    agg.draw()
    image = Image.fromarray(np.asarray(agg.buffer_rgba()))
    out, dpi = BytesIO(), (options.dpi, options.dpi)
    if options.format == "jpeg":
        opaque = image.convert("RGB")
        opaque.save(out, "JPEG", quality=92, subsampling=0, dpi=dpi, xmp=xmp(facts).encode())
    elif options.format == "webp":
        image.save(out, "WEBP", quality=92, method=2, xmp=xmp(facts).encode())
    else:
        seen = image if options.transparent else image.convert("RGB")
        seen.save(out, "PNG", compress_level=4, dpi=dpi, pnginfo=_png_texts(facts))
    return out.getvalue()


def _png_texts(facts: Facts) -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", xmp(facts))
    for name, text in (
        ("Title", facts.title),
        ("Description", facts.description),
        ("Copyright", facts.licence),
        ("Source", facts.permalink),
        ("Software", TOOL),
    ):
        texts.add_itxt(name, text)
    return texts


def _svg(canvas: Canvas, options: PictureOptions, facts: Facts) -> bytes:
    """Live text; `title` and `desc` for those who hear it, XMP for those who archive it."""
    out = BytesIO()
    _Svg(canvas.figure).print_svg(out, metadata={"Date": None, "Creator": None})
    text = out.getvalue().decode()
    head, opening, rest = text.partition("<metadata>")
    _, _, drawing = rest.partition("</metadata>")
    texts = (
        f"<title>{escape(facts.title)}</title>\n <desc>{escape(facts.description)}</desc>\n "
        f"<style>{font_faces(canvas.letters)}</style>\n "
        f"{opening}{xmp(facts)}</metadata>"
    )
    # Matplotlib counts in points; a screen wants pixels.
    head = re.sub(
        r'<svg (.*?)width="[^"]*" height="[^"]*"',
        rf'<svg role="img" xml:lang="{facts.language}" \1'
        rf'width="{options.width_px}" height="{options.height_px}"',
        head,
        count=1,
        flags=re.DOTALL,
    )
    return f"{head}{texts}{drawing}".encode()


def _pdf(canvas: Canvas, facts: Facts) -> bytes:
    out = BytesIO()
    metadata = {
        "Title": facts.title,
        "Subject": facts.description,
        "Author": TOOL,
        "Keywords": facts.line,
        "Creator": TOOL,
        "CreationDate": None,
    }
    _Pdf(canvas.figure).print_pdf(out, metadata=metadata)
    return out.getvalue()


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
