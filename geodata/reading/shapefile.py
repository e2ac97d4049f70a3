"""Zipped Shapefiles: files of the same stem that together are a layer."""

import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from geodata.reading import binary
from geodata.reading.archive import Member
from geodata.reading.dates import day_in_name
from geodata.reading.findings import Findings
from geodata.reading.layer import Layer
from geodata.reading.limits import Limits

_USED: Final = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
# Indexes, metadata and styles, which are no map of their own.
_BESIDE: Final = frozenset({".qpj", ".sbn", ".sbx", ".qix", ".qmd", ".qml", ".sld"})
_PARTS: Final = _USED | _BESIDE
_NEEDED: Final = (".shx", ".dbf")


class Parts:
    """Parts of Shapefiles in an archive, collected until all have come."""

    def __init__(self) -> None:
        self._files: dict[str, dict[str, bytes]] = defaultdict(dict)

    def add(self, member: Member) -> bool:
        """Keep a part; False if the file is none."""
        path = PurePosixPath(member.name.replace("\\", "/"))
        suffix = path.suffix.lower()
        if suffix in _USED:
            self._files[str(path.with_suffix(""))][suffix] = member.content
        return suffix in _PARTS

    def layers(self, findings: Findings, limits: Limits) -> list[Layer]:
        """The layers of all Shapefiles that are complete."""
        layers: list[Layer] = []
        for stem, files in self._files.items():
            if ".shp" in files:
                layers += _read(stem, files, findings, limits)
            else:
                findings.warning("shapefile-incomplete", name=stem[-80:], missing=".shp")
        return layers


def _read(stem: str, files: dict[str, bytes], findings: Findings, limits: Limits) -> list[Layer]:
    missing = [suffix for suffix in _NEEDED if suffix not in files]
    if missing:
        findings.error("shapefile-incomplete", name=stem[-80:], missing=", ".join(missing))
        return []
    if ".prj" not in files:
        findings.warning("shapefile-incomplete", name=stem[-80:], missing=".prj")
    with tempfile.TemporaryDirectory(prefix="lines_of_control_") as folder:
        for suffix in _USED & files.keys():
            (Path(folder) / f"upload{suffix}").write_bytes(files[suffix])
        layers = binary.read_path(Path(folder) / "upload.shp", "Shapefile", findings, limits)
    name = PurePosixPath(stem).name
    return [replace(layer, name=name, effective_date=day_in_name(name)) for layer in layers]
