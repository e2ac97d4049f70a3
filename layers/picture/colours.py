"""This module knows the colours of a picture: the web map's, and those for print and few hues."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from geodata.terms import CONTESTED
from geodata.theatre import Theatre
from layers.palette import ROLES, THEMES

Tones = Mapping[str, str]
# Fills for a black-and-white printer: neighbours differ in lightness alone, hue is a bonus.
_ROLES: Final[Mapping[str, Tones]] = {
    "print": {
        "state": "#f2d7d0",
        "northwest": "#508d6a",
        "north": "#1a5c69",
        "northeast": "#dcb85c",
        "south": "#a6a54f",
        "southeast": "#7b548e",
        "tanf": "#7baedb",
        "local": "#b5cb9f",
        "golan": "#3b4480",
        "other": "#b8b2a7",
    },
    "colour_blind": {
        "state": "#e8b0a0",
        "northwest": "#12806c",
        "north": "#0b4f78",
        "northeast": "#f6dc7d",
        "south": "#8f9a2e",
        "southeast": "#b26ca9",
        "tanf": "#56b4e9",
        "local": "#d9efd0",
        "golan": "#3a3f8f",
        "other": "#b3b3b3",
    },
}
_PAGE: Final[Mapping[str, Tones]] = {
    "light": {
        "paper": "#ffffff", "ink": "#17191d", "muted": "#555b66", "rule": "#c9ccd2",
        "accent": "#b3261e", "event": "#a8611c", "shadow": "#00000022",
    },
    "dark": {
        "paper": "#14181e", "ink": "#f4f6f8", "muted": "#a9b1bd", "rule": "#3c444f",
        "accent": "#ff8a73", "event": "#e8a44f", "shadow": "#00000066",
    },
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Colours:
    """All colours of a picture in a theme, for the parties of a theatre."""

    theme: str
    parties: Mapping[str, str]
    page: Tones
    ground: Tones
    front: Tones
    contested: Tones
    measure: Tones
    text: Tones

    def party(self, code: str) -> str:
        """The fill of a party's ground; of a code the theatre does not know, the spare one."""
        return self.parties.get(code, self.parties["?"])

    def faint(self, code: str) -> str:
        """The same, two thirds of the way to the country's ground: between the lines of a hatch."""
        return mixed(self.party(code), self.ground["country"], 2 / 3)


def colours_of(theatre: Theatre, theme: str) -> Colours:
    """The colours of a theme; print and colour-blind are light with fills of their own."""
    base = "dark" if theme == "dark" else "light"
    tones: Mapping[str, Any] = THEMES[base]
    roles = _ROLES.get(theme) or ROLES[base]
    fills = {one.code: roles.get(one.role, roles["other"]) for one in theatre.parties}
    fills |= {CONTESTED: tones["contested"]["stripe"], "?": roles["other"]}
    page = dict(_PAGE[base])
    if theme == "print":
        page["accent"] = page["ink"]
    return Colours(
        theme, fills, page, tones["ground"], tones["front"], tones["contested"],
        tones["measure"], tones["text"],
    )  # fmt: skip


def mixed(one: str, other: str, share: float) -> str:
    """A colour moved by a share towards another."""
    channels = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02x}" for value in channels)
