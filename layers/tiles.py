"""This layer is an online map beneath ours: off unless the one who runs the app names a provider.

`LINES_OF_CONTROL_TILES` holds any name of `xyzservices`, for example `OpenStreetMap.Mapnik`. Even
then nothing is fetched until a visitor switches the layer on.
"""

import os
from typing import Final

import xyzservices
import xyzservices.providers

from geodata.errors import UnknownName
from layers.scene import Layer

SETTING: Final = "LINES_OF_CONTROL_TILES"


def tile_layer(name: str | None = None) -> Layer | None:
    """The tile layer of a provider (or of the one in the environment); None where none is named.

    Raises
    ------
    UnknownName
        No provider has this name.
    """
    name = name or os.environ.get(SETTING, "").strip()
    if not name:
        return None
    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        raise UnknownName(f"tile provider (setting {SETTING})", name, _open_ones()) from None
    if provider.requires_token():
        raise UnknownName(f"tile provider without a key (setting {SETTING})", name, _open_ones())
    return Layer(
        "tiles",
        {
            "name": provider.name,
            "url": provider.build_url(fill_subdomain=False, scale_factor="{r}").replace(
                "{{r}}", "{r}"
            ),
            "attribution": provider.get("attribution", ""),
            "max_zoom": provider.get("max_zoom", 18),
            "subdomains": provider.get("subdomains", "abc"),
        },
    )


def _open_ones() -> list[str]:
    providers = xyzservices.providers.flatten()
    return [name for name, provider in providers.items() if not provider.requires_token()]
