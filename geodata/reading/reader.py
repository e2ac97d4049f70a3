"""Reading of an upload into drafts and problems; bad content never raises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from geodata.draft import Draft
from geodata.places import Place
from geodata.problems import Problem
from geodata.reading import (
    archive,
    binary,
    containers,
    geojson,
    kml,
    lua,
    table_text,
    tables,
    topojson,
)
from geodata.reading.content import FileKind, as_utf8, kind_of, promised
from geodata.reading.dates import day_in_name
from geodata.reading.findings import Findings
from geodata.reading.json_text import parse, paused_garbage_collection, sequence
from geodata.reading.layer import Layer, kind_of_value
from geodata.reading.limits import MIB, Limits
from geodata.reading.place_reports import PlaceReport, reports_of
from geodata.reading.schemas import recognised
from geodata.reading.split import drafts_of

DEFAULT_LIMITS: Final = Limits()
_SKIPPED: Final = frozenset(
    {".txt", ".md", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".html", ".xml"}
)
_SIMPLE: Final = frozenset({FileKind.GEOPACKAGE, FileKind.FLATGEOBUF, FileKind.GEOPARQUET})


@dataclass(frozen=True)
class Reading:
    """Drafts of a file, one for each day in the order of time, and the problems of the file."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]


def read(content: bytes, name: str, limits: Limits | None = None) -> Reading:
    """Read the drafts of an uploaded file, by its content, in spite of its name.

    Coordinates are left as they are found; nothing is fixed. Time and memory are bounded by
    `limits` (without them: by the environment).
    """
    limits = limits or Limits.from_environment()
    name = _short(name)
    findings = Findings(name)
    if len(content) > limits.upload_mb * MIB:
        findings.error("file-too-large", size_mb=len(content) / MIB, limit_mb=limits.upload_mb)
        return Reading((), findings.problems())
    with paused_garbage_collection():
        drafts = _Reader(limits).drafts(content, name, findings, depth=1)
    return Reading(tuple(sorted(drafts, key=_by_day)), findings.problems())


def read_folder(folder: Path, limits: Limits | None = None) -> Reading:
    """The drafts of all files of a folder and the folders in it, each file read by itself."""
    limits = limits or Limits.from_environment()
    drafts: list[Draft] = []
    problems: list[Problem] = []
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with paused_garbage_collection():
        for path in (file for file in files if promised(file.name) is not None):
            reading = read_path(path, limits, str(path.relative_to(folder)))
            drafts += reading.drafts
            problems += reading.problems
    if not drafts and not problems:
        findings = Findings(folder.name)
        findings.error("nothing-to-read", found=str(len(files)))
        problems += findings.problems()
    return Reading(tuple(sorted(drafts, key=_by_day)), tuple(problems))


def read_path(path: Path, limits: Limits | None = None, name: str | None = None) -> Reading:
    """Read the drafts of a file on disk, which is not even opened if it is too large."""
    limits = limits or Limits.from_environment()
    size = path.stat().st_size
    if size > limits.upload_mb * MIB:
        findings = Findings(name or path.name)
        findings.error("file-too-large", size_mb=size / MIB, limit_mb=limits.upload_mb)
        return Reading((), findings.problems())
    return read(path.read_bytes(), name or path.name, limits)


def reports_from_csv(
    content: bytes, name: str, limits: Limits | None = None, places: Sequence[Place] = ()
) -> tuple[tuple[PlaceReport, ...], tuple[Problem, ...]]:
    """The place reports of a table; a place without a position is looked up by id in `places`."""
    findings = Findings(_short(name))
    table = table_text.parse(as_utf8(content, findings), findings, limits or DEFAULT_LIMITS)
    reports = reports_of(table, findings, places) if table else ()
    return reports, findings.problems()


def _short(name: str) -> str:
    return name[-200:] or "?"


def _by_day(draft: Draft) -> tuple[date, str]:
    return draft.effective_date or date.min, draft.file


class _Reader:
    """Upload while it is read, with what it may still unpack."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.budget = archive.Budget(limits)

    def drafts(self, content: bytes, name: str, findings: Findings, depth: int) -> list[Draft]:
        """Read the drafts of a file; `depth` counts the archives around it, itself included."""
        if not content.strip(b"\0 \t\r\n"):
            findings.error("file-empty")
            return []
        kind = kind_of(content, name)
        if not isinstance(kind, FileKind):
            findings.error("format-unknown", found=kind or "–")
            return []
        wanted = promised(name)
        if wanted is not None and wanted is not kind:
            findings.warning("name-and-content-differ", promised=str(wanted), found=str(kind))
        if kind is FileKind.ZIP:
            return self._zip(content, name, findings, depth)
        if kind is FileKind.GZIP:
            inner = archive.gunzip(content, findings, self.limits, self.budget)
            if inner is None or self._too_nested(inner, name, findings, depth):
                return []
            unpacked = self.drafts(inner, name.removesuffix(".gz"), findings, depth + 1)
            return [replace(draft, file=name) for draft in unpacked]
        layers = self._layers(content, kind, name, findings)
        return [
            draft
            for layer in layers
            for draft in drafts_of(recognised(layer, name, findings), name, findings)
        ]

    def _layers(
        self, content: bytes, kind: FileKind, name: str, findings: Findings
    ) -> Iterable[Layer]:
        if kind in _SIMPLE:
            return merged_layers(binary.read(content, kind, findings, self.limits))
        text = as_utf8(content, findings)
        if kind is FileKind.JSON:
            return merged_layers(self._json(text, findings))
        if kind is FileKind.KML:
            layer = kml.read(text, findings, self.limits)
        elif kind is FileKind.LUA:
            layer = lua.read(text, findings)
        else:
            table = table_text.parse(text, findings, self.limits)
            layer = tables.layer_of(table, findings) if table else None
        return [layer] if layer else []

    def _json(self, text: bytes, findings: Findings) -> list[Layer]:
        records = sequence(text)
        if records is not None:
            whole = Findings(findings.file)
            if len(records) > self.limits.features:
                findings.error("too-much-data", values=len(records), limit_mb=self.limits.parsed_mb)
                return []
            layer = geojson.records(text, records, whole, self.limits)
            if layer.features or whole.has_errors:
                findings.extend(whole.problems())
                return [layer]
        parsed = parse(text, findings, self.limits)
        if parsed is None:
            return []
        root = parsed.value
        if isinstance(root, dict) and root.get("type") == "Topology":
            return topojson.layers(parsed, findings, self.limits)
        reader = containers.reader_for(root)
        if reader is None:
            shown = root.get("type") if isinstance(root, dict) and "type" in root else root
            findings.error("root-type", line=1, found=kind_of_value(shown))
            return []
        return reader(parsed, findings)

    def _too_nested(self, content: bytes, name: str, findings: Findings, depth: int) -> bool:
        packed = kind_of(content, name) in (FileKind.ZIP, FileKind.GZIP)
        if packed and depth >= self.limits.archives:
            findings.error("archive-nested", member=name, limit=self.limits.archives)
            return True
        return False

    def _zip(self, content: bytes, name: str, findings: Findings, depth: int) -> list[Draft]:
        shapefiles, files = binary.Parts(), 0
        read_members: list[list[Draft]] = []
        for member in archive.members(content, findings, self.limits, self.budget):
            files += 1
            skipped = PurePosixPath(member.name).suffix.lower() in _SKIPPED
            if not skipped and not shapefiles.add(member):
                read_members.append(self._member(member, name, findings, depth))
        drafts = [
            draft
            for layer in merged_layers(shapefiles.layers(findings, self.limits))
            for draft in drafts_of(recognised(layer, name, findings), name, findings)
        ]
        drafts += [draft for listed in read_members for draft in listed]
        if not drafts and not findings.has_errors:
            findings.error("nothing-to-read", found=str(files))
        if len(drafts) == 1 and drafts[0].effective_date is None:
            # Alone in its archive, a map is dated by the archive's name.
            return [replace(drafts[0], effective_date=day_in_name(name))]
        return drafts

    def _member(
        self, member: archive.Member, name: str, findings: Findings, depth: int
    ) -> list[Draft]:
        file = f"{name}/{member.name}"
        inner = Findings(file)
        kind = kind_of(member.content, member.name)
        drafts: list[Draft] = []
        if not isinstance(kind, FileKind):
            inner.note("member-skipped", found=kind or "–")
        elif not self._too_nested(member.content, member.name, inner, depth):
            drafts = self.drafts(member.content, member.name, inner, depth + 1)
        findings.extend(inner.problems())
        return [replace(draft, file=file) for draft in drafts]


def merged_layers(layers: Sequence[Layer]) -> list[Layer]:
    """Merge the layers of a file, each feature with its layer's name, unless they have days."""
    if len(layers) < 2 or any(layer.effective_date for layer in layers):
        return list(layers)
    if len({layer.crs for layer in layers}) > 1:
        return list(layers)
    features = [
        replace(draft_feature, properties={"layer": layer.name, **draft_feature.properties})
        for layer in layers
        for draft_feature in layer.features
    ]
    numbered = tuple(
        replace(draft_feature, index=index) for index, draft_feature in enumerate(features)
    )
    return [replace(layers[0], features=numbered, name="")]
