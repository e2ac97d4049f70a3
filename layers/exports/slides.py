"""Style of a deck: a 16:9 sheet, its type, colours, and what stands where.

Colours and fonts are written into the theme of the file, so that what a person adds looks alike.
"""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import _Paragraph
from pptx.util import Inches, Pt

from layers.palette import PAGE

WIDTH_IN, HEIGHT_IN = 13.333, 7.5
MARGIN_IN: Final = 0.6
FONT: Final = "Arial"
"""On every machine that opens a deck, and it has Arabic letters."""
_TITLE_ONLY: Final = 5
Tones = dict[str, str]


class Box:
    """A rectangle on a sheet, inches from its start: left, or right where text runs from there."""

    def __init__(self, left: float, top: float, width: float, height: float) -> None:
        self.left, self.top, self.width, self.height = left, top, width, height

    def places(self, *, mirrored: bool) -> tuple[int, int, int, int]:
        """Left, top, width, height as the file counts them."""
        left = WIDTH_IN - self.left - self.width if mirrored else self.left
        return Inches(left), Inches(self.top), Inches(self.width), Inches(self.height)


class Deck:
    """A presentation in the making; `mirrored` where its language runs from the right."""

    def __init__(self, tones: Tones, parties: Sequence[str], *, mirrored: bool) -> None:
        self.tones, self.mirrored = tones, mirrored
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
        self._keep_one_layout()
        self._dress(parties)

    def _keep_one_layout(self) -> None:
        layouts = self.file.slide_layouts
        for index, layout in reversed(list(enumerate(layouts))):
            if index != _TITLE_ONLY:
                layouts.remove(layout)
        self.layout = layouts[0]

    def _dress(self, parties: Sequence[str]) -> None:
        """Theme, ground and title of the master and of its one layout."""
        master = self.file.slide_master
        theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme._blob = _theme(theme.blob, self.tones, parties)
        master.background.fill.solid()
        master.background.fill.fore_color.rgb = _rgb(self.tones["paper"])
        for holder in (master, self.layout):
            for shape in list(holder.placeholders):
                if shape.placeholder_format.idx != 0:
                    shape._element.getparent().remove(shape._element)
            self._place_title(holder.placeholders[0])
        level = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
        level.set("algn", "r" if self.mirrored else "l")
        level.set("rtl", "1" if self.mirrored else "0")
        run = level.find(qn("a:defRPr"))
        run.set("sz", "2400")
        run.set("b", "1")

    def _place_title(self, shape: Shape) -> None:
        box = Box(MARGIN_IN, 0.92, WIDTH_IN - 2 * MARGIN_IN, 0.88)
        shape.left, shape.top, shape.width, shape.height = box.places(mirrored=False)
        body = shape.text_frame
        body.vertical_anchor, body.word_wrap = MSO_ANCHOR.TOP, True
        body.margin_left = body.margin_right = body.margin_top = body.margin_bottom = 0

    def add_slide(self, title: str, kicker: str) -> Slide:
        """A new slide with the bar that opens it, what stands over its title, and the title."""
        slide = self.file.slides.add_slide(self.layout)
        bar = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, *Box(MARGIN_IN, 0.42, 0.62, 0.07).places(mirrored=self.mirrored)
        )
        self.solid(bar.fill, self.tones["accent"])
        bar.line.fill.background()
        bar.shadow.inherit = False
        bar.name = "Bar"
        self.text(slide, kicker, Box(MARGIN_IN, 0.58, 9, 0.34), 14, tone="muted")
        slide.shapes.title.text_frame.text = title
        return slide

    def text(
        self,
        slide: Slide,
        text: str,
        box: Box,
        size: float,
        *,
        tone: str = "ink",
        bold: bool = False,
    ) -> Shape:
        """A text of one or more paragraphs."""
        shape = slide.shapes.add_textbox(*box.places(mirrored=self.mirrored))
        body = shape.text_frame
        body.word_wrap = True
        body.margin_left = body.margin_right = body.margin_top = body.margin_bottom = 0
        for index, line in enumerate(text.split("\n")):
            paragraph = body.paragraphs[0] if index == 0 else body.add_paragraph()
            self.write(paragraph, line, size, tone=tone, bold=bold)
        return shape

    def write(
        self,
        paragraph: _Paragraph,
        text: str,
        size: float,
        *,
        tone: str = "ink",
        bold: bool = False,
        end: bool = False,
    ) -> None:
        """A line of text in a paragraph; `end` for numbers, which stand at the end of a line."""
        paragraph.alignment = PP_ALIGN.RIGHT if end != self.mirrored else PP_ALIGN.LEFT
        if self.mirrored and not end:
            paragraph._p.get_or_add_pPr().set("rtl", "1")
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = _rgb(self.tones[tone])

    def solid(self, fill: FillFormat, colour: str) -> None:
        """One colour."""
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)

    def stripe(self, fill: FillFormat, line: str, ground: str) -> None:
        """Stripes on a ground."""
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _rgb(line), _rgb(ground)

    def picture(self, slide: Slide, image: bytes, box: Box, alt: str) -> None:
        """A picture with the text that stands for it where it cannot be seen."""
        shape = slide.shapes.add_picture(BytesIO(image), *box.places(mirrored=self.mirrored))
        shape._element.nvPicPr.cNvPr.set("descr", alt)
        shape.name = "Map"

    def rule(self, cell: _Cell, tone: str, width_pt: float = 0.75) -> None:
        """A thin line under a cell, and no other line or ground."""
        cell.fill.background()
        self._edges(cell, {"lnB": (tone, width_pt)})

    def apart(self, cell: _Cell) -> None:
        """Ground-coloured edges that keep a coloured cell from those above and below."""
        self._edges(cell, {"lnT": ("paper", 5.0), "lnB": ("paper", 5.0)})

    def _edges(self, cell: _Cell, drawn: Mapping[str, tuple[str, float]]) -> None:
        properties = cell._tc.get_or_add_tcPr()
        for index, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
            line = etree.Element(qn(f"a:{side}"))
            tone, width_pt = drawn.get(side, ("", 0.0))
            line.set("w", str(Pt(width_pt)))
            if tone:
                fill = etree.SubElement(line, qn("a:solidFill"))
                etree.SubElement(fill, qn("a:srgbClr")).set("val", self.tones[tone][1:7])
            else:
                etree.SubElement(line, qn("a:noFill"))
            properties.insert(index, line)


def _theme(blob: bytes, tones: Tones, parties: Sequence[str]) -> bytes:
    """The theme of the file with our fonts and colours in place of the usual ones."""
    text = blob.decode("utf-8")
    text = re.sub(r'(<a:latin typeface=")[^"]*(")', rf"\g<1>{FONT}\g<2>", text)
    text = re.sub(r'(<a:cs typeface=")[^"]*(")', rf"\g<1>{FONT}\g<2>", text)
    accents = list(parties or [PAGE["light"]["deck"]]) * 6
    colours = {
        "dk1": tones["ink"], "lt1": tones["paper"], "dk2": tones["muted"], "lt2": tones["rule"],
        **{f"accent{n}": accents[n - 1] for n in range(1, 7)},
    }  # fmt: skip
    for name, colour in colours.items():
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\g<1><a:srgbClr val="{colour[1:7]}"/>\g<2>',
            text,
            flags=re.S,
        )
    return text.encode("utf-8")


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:7].upper())
