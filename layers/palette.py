"""Colours of the map, by role, for each theme, from `layers/style.json`.

Parties have roles, not colours: a theatre's file says which slot a party takes, so no colour is
anybody's emblem. Contested ground is striped, claimed ground hatched: never told by colour alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from geodata.theatre import Party
from layers.style import style

Colours = Mapping[str, Any]

CONTESTED_SLOT: Final = "CONTESTED"
"""Key under which drawings keep contested ground beside the parties."""

_PALETTE: Final = style().palette
ROLES: Final[Mapping[str, Mapping[str, str]]] = _PALETTE["roles"]
"""Fills by role. Neighbours on the map differ in lightness as well as hue, for readers who see few
hues; of print, in lightness alone, for a black-and-white printer.
"""
THEMES: Final[Mapping[str, Colours]] = _PALETTE["themes"]
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
    ground = THEMES[theme]["ground"]["country"]
    mixed = (
        round(int(colour[start : start + 2], 16) / 3 + 2 * int(ground[start : start + 2], 16) / 3)
        for start in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)


def themes(parties: Iterable[Party]) -> dict[str, Colours]:
    """Per theme all colours a renderer needs: of ground, lines and text, and of these parties."""
    parties = list(parties)
    return {name: {**colours, **_of_parties(parties, name)} for name, colours in THEMES.items()}


def _of_parties(parties: Iterable[Party], theme: str) -> Colours:
    fills = {party.code: party_colour(party.role, theme) for party in parties}
    fills[CONTESTED_SLOT] = THEMES[theme]["contested"]["stripe"]
    fills["?"] = ROLES[theme]["other"]
    return {"parties": fills, "faint": {code: faint(fill, theme) for code, fill in fills.items()}}
