"""Colours of a picture: the web map's, and those for print and few hues."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.theatre import Theatre
from layers.palette import CONTESTED_SLOT, PAGE, ROLES, THEMES, slot

Tones = Mapping[str, str]


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

    def party(self, code: str | None) -> str:
        """The fill of a party's ground; of a code the theatre does not know, the spare one.

        None is contested ground: the colour of its stripes.
        """
        return self.parties.get(slot(code), self.parties["?"])

    def faint(self, code: str | None) -> str:
        """The same, two thirds of the way to the country's ground: between the lines of a hatch."""
        return mixed(self.party(code), self.ground["country"], 2 / 3)


def colours_of(theatre: Theatre, theme: str) -> Colours:
    """The colours of a theme; print and colour-blind are light with fills of their own."""
    base = "dark" if theme == "dark" else "light"
    tones: Mapping[str, Any] = THEMES[base]
    roles = ROLES[theme]
    fills = {party.code: roles.get(party.role, roles["other"]) for party in theatre.parties}
    fills |= {CONTESTED_SLOT: tones["contested"]["stripe"], "?": roles["other"]}
    page = dict(PAGE[base])
    if theme == "print":
        page["accent"] = page["ink"]
    return Colours(
        theme, fills, page, tones["ground"], tones["front"], tones["contested"],
        tones["measure"], tones["text"],
    )  # fmt: skip


def mixed(colour: str, other: str, share: float) -> str:
    """A colour moved by a share towards another."""
    channels = (
        round(
            int(colour[start : start + 2], 16) * (1 - share)
            + int(other[start : start + 2], 16) * share
        )
        for start in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02x}" for value in channels)
