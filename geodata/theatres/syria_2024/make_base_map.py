"""Builds frame.geojson and base_map.topojson of this theatre from packages of the registries.

Run `python -m geodata.theatres.syria_2024.make_base_map` after installing requirements-build.txt.
"""

from pathlib import Path

import orjson

from geodata.theatres.syria_2024.cartography import frame

FOLDER = Path(__file__).parent


def main() -> None:
    """Write both files beside this script."""
    features = frame.build()
    collection = {"type": "FeatureCollection", "features": features}
    (FOLDER / "frame.geojson").write_bytes(orjson.dumps(collection) + b"\n")


if __name__ == "__main__":
    main()
