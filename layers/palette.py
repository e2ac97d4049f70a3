"""Colours of maps and pictures, by role, for each theme, from `layers/style.json`.

Parties have roles, not colours: a theatre's file says which slot a party takes, so no colour is
a side's emblem. Contested ground is striped, claimed ground hatched: colour alone says nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geodata.theatre import Party, Theatre
from layers.style import style

Theme = Mapping[str, Any]
Tones = Mapping[str, str]

CONTESTED_SLOT: Final = "CONTESTED"
"""Key under which drawings keep contested ground beside the parties."""

_PALETTE: Final = style().palette
ROLES: Final[Mapping[str, Mapping[str, str]]] = _PALETTE["roles"]
"""Fills by role. Neighbours on the map differ in lightness as well as hue, for readers who see few
hues; of print, in lightness alone, for a black-and-white printer.
"""
THEMES: Final[Mapping[str, Theme]] = _PALETTE["themes"]
PAGE: Final[Mapping[str, Mapping[str, str]]] = _PALETTE["page"]
"""Colours of a picture's margins."""


def slot(party: str | None) -> str:
    """Key of a party's ground in a drawing, or of contested ground."""
    return CONTESTED_SLOT if party is None else party


def party_colour(role: str, theme: str) -> str:
    """The fill of a role; a role without a slot of its own takes the spare one."""
    roles = ROLES[theme]
    return roles.get(role, roles["other"])


def faint(colour: str, theme: str) -> str:
    """A colour moved two thirds of the way to the theme's ground, for the gaps of a hatch."""
    return mixed(colour, THEMES[theme]["ground"]["country"], 2 / 3)


def themes(parties: Iterable[Party]) -> dict[str, Theme]:
    """Per theme all colours a renderer needs: of ground, lines and text, and of these parties."""
    parties = list(parties)
    return {name: {**colours, **_of_parties(parties, name)} for name, colours in THEMES.items()}


def _of_parties(parties: Iterable[Party], theme: str) -> Theme:
    fills = _fills(parties, theme, theme)
    return {"parties": fills, "faint": {code: faint(fill, theme) for code, fill in fills.items()}}


def _fills(parties: Iterable[Party], roles: str, theme: str) -> dict[str, str]:
    """Fills of parties by code, of contested ground, and the spare one."""
    return {
        **{party.code: party_colour(party.role, roles) for party in parties},
        CONTESTED_SLOT: THEMES[theme]["contested"]["stripe"],
        "?": ROLES[roles]["other"],
    }


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

    def hatch(self, code: str | None) -> tuple[str, str]:
        """Colours of the lines of a party's hatch, and of the ground between them."""
        if code is None:
            return self.contested["stripe"], self.contested["ground"]
        return self.party(code), self.faint(code)


def colours_of(theatre: Theatre, theme: str) -> Colours:
    """The colours of a theme; print and colour-blind are light with fills of their own."""
    base = "dark" if theme == "dark" else "light"
    tones: Mapping[str, Any] = THEMES[base]
    fills = _fills(theatre.parties, theme, base)
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
