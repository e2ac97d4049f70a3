"""Orders of exports for the square on paper, and frames that are drawn at once."""

from io import BytesIO

from PIL import Image

from geodata.record import Record, delivered
from geodata.theatre import load
from layers.edition import Edition
from layers.exports import Order
from layers.link import View
from layers.picture import PictureOptions
from tests.square import SETTINGS, write_square

SMALL = PictureOptions(640, 360, 96, text_px=10)
FORBIDDEN = {
    "what": "Areas of control",
    "holder": "A paper",
    "licence": "all rights reserved",
    "url": "",
    "forbids": ["pictures"],
}


def square_order(folder, *, options=SMALL, licences=(), title=SETTINGS["title"], **files) -> Order:
    """An order for the square; `licences` and `title` as its theatre.json has them."""
    settings = SETTINGS | {"licences": list(licences), "title": title}
    theatre = load("square", write_square(folder / "square", settings=settings, **files))
    record = Record(theatre, delivered(theatre))
    return Order(record, View(), options, Edition(version=7), processes=1)


def frame(colour, size=(320, 180)) -> bytes:
    """A PNG of one colour with a black square in its upper left corner."""
    image = Image.new("RGB", size, colour)
    image.paste((0, 0, 0), (0, 0, 40, 40))
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
