"""Options of a picture: its size, format, theme, languages and title."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from geodata.errors import GeodataError
from geodata.theatre import Theatre
from layers.link_table import parameter
from layers.locale import Locale, languages


@dataclass(frozen=True)
class FileFormat:
    """How the name of a file ends, and its media type."""

    suffix: str
    mime: str


FORMATS: Final[Mapping[str, FileFormat]] = {
    "png": FileFormat(".png", "image/png"),
    "jpeg": FileFormat(".jpg", "image/jpeg"),
    "webp": FileFormat(".webp", "image/webp"),
    "svg": FileFormat(".svg", "image/svg+xml"),
    "pdf": FileFormat(".pdf", "application/pdf"),
}
"""Formats of pictures by name."""
THEMES: Final = ("light", "dark", "print", "colour_blind")
LANGUAGES: Final = (*((code,) for code in languages()), ("en", "ar"))
"""In what a picture is written: each language of the catalogue alone, or two together."""
MIN_PX, MAX_PX = parameter("width").facts["range"]
_MIN_DPI, _MAX_DPI = parameter("dpi").facts["range"]
MAX_PIXELS: Final = 60_000_000
_TEXT_SHARE: Final = 1 / 60
_PRINT_DPI: Final = 150
_PRINT_TEXT_PT: Final = 9.0


class PictureError(GeodataError):
    """A picture that cannot be drawn with such options."""


@dataclass(frozen=True)
class Size:
    """Width and height in pixels, pixels per inch, and the height of running text in pixels."""

    width_px: int
    height_px: int
    dpi: int
    text_px: float


PRESETS: Final[Mapping[str, Size]] = {
    "1920x1080": Size(1920, 1080, 144, 24),
    "3840x2160": Size(3840, 2160, 288, 48),
    "1200x675": Size(1200, 675, 96, 18),
    "1200x630": Size(1200, 630, 96, 18),
    "1080x1080": Size(1080, 1080, 144, 25),
    "1080x1350": Size(1080, 1350, 144, 26),
    "1080x1920": Size(1080, 1920, 144, 31),
    "a4-landscape": Size(3508, 2480, 300, 40),
    "a4-portrait": Size(2480, 3508, 300, 40),
    "a3-landscape": Size(4961, 3508, 300, 48),
    "a3-portrait": Size(3508, 4961, 300, 48),
}


@dataclass(frozen=True)
class PictureOptions:
    """Options of a picture; `of_size` makes them from a preset.

    Parameters
    ----------
    width_px, height_px, dpi
        SVG and PDF are `width_px / dpi` inches wide.
    format
        One of `FORMATS`.
    theme
        One of `THEMES`.
    languages
        One of `LANGUAGES`: a language, or both.
    title, subtitle
        None for the ones that are proposed from the numbers, "" for none.
    transparent
        No colour behind map and margins; not in JPEG, which knows no transparency.
    qr
        The permalink also as a QR code.
    text_px
        Height of running text; None for what suits the size.
    permalink
        Where the map is published, before its query; "" writes the query alone.
    """

    width_px: int = 1920
    height_px: int = 1080
    dpi: int = 144
    format: str = "png"
    theme: str = "light"
    languages: tuple[str, ...] = ("en",)
    title: str | None = None
    subtitle: str | None = None
    transparent: bool = False
    qr: bool = False
    text_px: float | None = None
    permalink: str = ""

    def __post_init__(self) -> None:
        for name, choices in (("format", FORMATS), ("theme", THEMES)):
            if getattr(self, name) not in choices:
                raise PictureError(
                    f'"{getattr(self, name)}" is no {name} of a picture; '
                    f"choose one of {', '.join(choices)}."
                )
        if not self.languages or not set(self.languages) <= set(languages()):
            raise PictureError(
                f"No picture is written in {', '.join(self.languages) or 'no language'}; "
                f"choose among {', '.join(languages())}."
            )
        small = min(self.width_px, self.height_px) < MIN_PX
        large = max(self.width_px, self.height_px) > MAX_PX
        if small or large or self.width_px * self.height_px > MAX_PIXELS:
            raise PictureError(
                f"A picture of {self.width_px} × {self.height_px} pixels is not drawn: each side "
                f"must have {MIN_PX} to {MAX_PX:,} pixels, and both together at most "
                f"{MAX_PIXELS:,}."
            )
        if not _MIN_DPI <= self.dpi <= _MAX_DPI:
            raise PictureError(f"{self.dpi} pixels per inch; choose {_MIN_DPI} to {_MAX_DPI}.")

    @property
    def language(self) -> str:
        """The language that leads: numbers and dates are written in it, lines run its way."""
        return self.languages[0]

    def locales(self, theatre: Theatre) -> tuple[Locale, ...]:
        """Words of a theatre in each language of the picture, the leading one first."""
        return tuple(Locale(theatre, language) for language in self.languages)

    def locale(self, theatre: Theatre) -> Locale:
        """Words of a theatre in the language that leads."""
        return Locale(theatre, self.language)

    @property
    def ratio(self) -> float:
        """Pixels per unit of the drawing; running text is 16 units high, as on the web map."""
        return (self.text_px or usual_text_px(self.width_px, self.height_px, self.dpi)) / 16


def of_size(preset: str, **more: object) -> PictureOptions:
    """Options of one of `PRESETS`; what else is named is passed on to `PictureOptions`.

    Raises
    ------
    PictureError
        There is no such preset.
    """
    if preset not in PRESETS:
        raise PictureError(f'"{preset}" is no size; choose one of {", ".join(PRESETS)}.')
    size = PRESETS[preset]
    chosen: dict[str, object] = {
        "width_px": size.width_px,
        "height_px": size.height_px,
        "dpi": size.dpi,
        "text_px": size.text_px,
    }
    return PictureOptions(**{**chosen, **more})  # type: ignore[arg-type]


def usual_text_px(width_px: int, height_px: int, dpi: int) -> float:
    """The height of running text that suits a size: a share of it on screens, points in print."""
    share = sqrt(width_px * height_px) * _TEXT_SHARE
    if dpi < _PRINT_DPI:
        return max(share, 11.0)
    return min(share, _PRINT_TEXT_PT * dpi / 72)
