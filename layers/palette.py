"""This module knows every colour of the map, by role, for each theme.

Parties have roles, not colours: a theatre's file says which slot a party takes, so no colour is
anybody's emblem. Contested ground is striped, claimed ground hatched: never told by colour alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from geodata.terms import CONTESTED
from geodata.theatre import Party

Colours = Mapping[str, Any]

# Neighbours on the map differ in lightness as well as hue, for readers who see few hues.
ROLES: Final[Mapping[str, Mapping[str, str]]] = {
    "light": {
        "state": "#eba7a1",
        "northwest": "#5e9d76",
        "north": "#307e8d",
        "northeast": "#f6d276",
        "south": "#aeb34e",
        "southeast": "#af83b9",
        "tanf": "#86b8e0",
        "local": "#d3eabf",
        "golan": "#6771ae",
        "other": "#b8b2a7",
    },
    "dark": {
        "state": "#965449",
        "northwest": "#409576",
        "north": "#207281",
        "northeast": "#cfa645",
        "south": "#969d3b",
        "southeast": "#7d63a1",
        "tanf": "#46a3da",
        "local": "#b5c58a",
        "golan": "#465a96",
        "other": "#77726a",
    },
}

THEMES: Final[Mapping[str, Colours]] = {
    "light": {
        "ground": {
            "sea": "#dfe8ee",
            "neighbour": "#f4f2ed",
            "country": "#fbfaf7",
            "border": "#c3bfb6",
            "outline": "#4a4a4a",
            "division": "#00000059",
            "water": "#7fa6bf",
            "lake": "#cfe0ea",
            "zone": "#4a4a4a",
            "road": "#7a6a55",
            "roadCase": "#fffdf8",
            "hatch": "#0000002b",
        },
        "front": {"line": "#1c1c1c", "halo": "#ffffffd9"},
        "contested": {"stripe": "#4d4d4d", "ground": "#e6e1d8"},
        "measure": {"line": "#1c1c1c", "halo": "#ffffffd0", "label": "#ffffff", "text": "#1c1c1c"},
        "text": {
            "place": "#17191d",
            "halo": "#ffffffe0",
            "country": "#8a867d",
            "water": "#47718c",
            "division": "#3f444b",
        },
        "ticks": {"rail": "#c4c9d1", "stop": "#5b626d", "event": "#a8611c", "text": "#4a515b"},
    },
    "dark": {
        "ground": {
            "sea": "#10151c",
            "neighbour": "#20242b",
            "country": "#2a2f37",
            "border": "#434a55",
            "outline": "#d5dae2",
            "division": "#ffffff52",
            "water": "#5d87a3",
            "lake": "#1d2f3d",
            "zone": "#d5dae2",
            "road": "#d9c9a8",
            "roadCase": "#20242b",
            "hatch": "#ffffff2e",
        },
        "front": {"line": "#fbfbfb", "halo": "#0b0d10d9"},
        "contested": {"stripe": "#d9d9d9", "ground": "#3b3f46"},
        "measure": {"line": "#ffffff", "halo": "#0b0d10c0", "label": "#171b22", "text": "#ffffff"},
        "text": {
            "place": "#ffffff",
            "halo": "#0b0d10d9",
            "country": "#8b93a0",
            "water": "#86b3d1",
            "division": "#d6dbe3",
        },
        "ticks": {"rail": "#4a525e", "stop": "#a5adb9", "event": "#e8a44f", "text": "#b4bcc8"},
    },
}


def party_colour(role: str, theme: str) -> str:
    """The fill of a role; a role without a slot of its own takes the spare one."""
    roles = ROLES[theme]
    return roles.get(role, roles["other"])


def faint(colour: str, theme: str) -> str:
    """A colour moved two thirds of the way to the theme's ground, for the gaps of a hatch."""
    ground = THEMES[theme]["ground"]["country"]
    mixed = (
        round(int(colour[at : at + 2], 16) / 3 + 2 * int(ground[at : at + 2], 16) / 3)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)


def themes(parties: Iterable[Party]) -> dict[str, Colours]:
    """Per theme all colours a renderer needs: of ground, lines and text, and of these parties."""
    parties = list(parties)
    return {name: {**colours, **_of_parties(parties, name)} for name, colours in THEMES.items()}


def _of_parties(parties: Iterable[Party], theme: str) -> Colours:
    fills = {party.code: party_colour(party.role, theme) for party in parties}
    fills[CONTESTED] = THEMES[theme]["contested"]["stripe"]
    fills["?"] = ROLES[theme]["other"]
    return {"parties": fills, "faint": {code: faint(fill, theme) for code, fill in fills.items()}}
