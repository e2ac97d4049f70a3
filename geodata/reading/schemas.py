"""Schemas: known shapes of files, recognised by their properties, with the mapping of each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from geodata.draft import DraftFeature, PropertyMapping
from geodata.reading.findings import Findings
from geodata.reading.layer import DERIVED, Layer
from geodata.reading.split import derived

_SAMPLE: Final = 200
_NONE: Final = PropertyMapping(party=None, status=None, basis=None, source=None, date=None)
_CLASS: Final = f"{DERIVED}.class"
_DATE: Final = f"{DERIVED}.date"
_END: Final = f"{DERIVED}.end"


@dataclass(frozen=True)
class Sample:
    """Sample of a layer that a recogniser looks at."""

    names: frozenset[str]
    features: tuple[DraftFeature, ...]
    file: str
    layer: Layer

    def has(self, *names: str) -> bool:
        """Whether features have all of these properties."""
        return self.names >= set(names)

    @property
    def stem(self) -> str:
        """The name of the file without folder and endings."""
        return PurePosixPath(self.file.replace("\\", "/")).name.split(".")[0]


@dataclass(frozen=True)
class Schema:
    """Shape of file: how it is recognised, its property mapping, and how it is amended."""

    name: str
    fits: Callable[[Sample], bool]
    mapping: PropertyMapping | None
    amend: Callable[[DraftFeature, Sample], DraftFeature | None] | None = None
    warning: str | None = None


def recognised(layer: Layer, file: str, findings: Findings) -> Layer:
    """Layer with the name of its schema, its mapping, and the derived values."""
    if layer.schema is not None or not layer.features:
        return layer
    sample = _sample(layer, file)
    schema = next((candidate for candidate in SCHEMAS if candidate.fits(sample)), None)
    if schema is None:
        return layer
    if schema.warning:
        findings.warning(schema.warning, schema=schema.name)
    findings.note("shape-recognised", schema=schema.name)
    features = layer.features
    if schema.amend:
        amended = [schema.amend(draft_feature, sample) for draft_feature in features]
        features = tuple(draft_feature for draft_feature in amended if draft_feature is not None)
        if len(features) < len(amended):
            findings.note("features-left-out", features=len(amended) - len(features))
    return replace(layer, features=features, schema=schema.name, mapping=schema.mapping)


def _sample(layer: Layer, file: str) -> Sample:
    some = layer.features[:_SAMPLE]
    names = frozenset(str(name) for draft_feature in some for name in draft_feature.properties)
    return Sample(names, some, file, layer)


def _canonical(sample: Sample) -> bool:
    return sample.has("party", "status")


def _deepstate(sample: Sample) -> bool:
    return any(
        "///" in draft_feature.name or "geoJSON." in draft_feature.name
        for draft_feature in sample.features
    )


_STATUS_CODE: Final = re.compile(r"geoJSON\.(\w+)\.([\w-]+)")
_GROUND: Final = {
    "occupied": ("occupied", "controlled"),
    "dismissed": ("liberated", "controlled"),
    "dismissed_at": ("liberated", "controlled"),
    "unknown": ("unknown", "contested"),
}


def _amend_deepstate(draft_feature: DraftFeature, _: Sample) -> DraftFeature | None:
    """Amend names of three parts; arrows of attack and units are no ground and are left out."""
    parts = [part.replace("\xa0", " ").strip() for part in draft_feature.name.split("///")]
    codes = _STATUS_CODE.search(draft_feature.name)
    group, code = (codes[1], codes[2]) if codes else ("", "")
    if group == "units" or code.startswith("attack"):
        return None
    kind, status = _GROUND.get(code, (group or "unknown", "controlled" if group else "contested"))
    english = next((part for part in parts[1:] if not part.startswith("geoJSON")), parts[0])
    return derived(replace(draft_feature, name=english), **{"class": kind, "status": status})


def _cyterat(sample: Sample) -> bool:
    return "deepstatemap_data" in sample.stem and not sample.names


_SERVICE: Final = re.compile(r"(?:VIEW_|MDS_)?(\w+?)(?:_\d+)?$")


def _is_arcgis(sample: Sample) -> bool:
    ours = {"datetime", "ChangeDate", "EndDate"} & sample.names
    service = f"{sample.layer.name} {sample.stem}".upper()
    return sample.has("OBJECTID") and bool(ours or "VIEW_" in service or "MDS_" in service)


def _amend_arcgis(draft_feature: DraftFeature, sample: Sample) -> DraftFeature:
    """Derive the class from the name of the layer or the file: RussianAssessedCoTinUkraine."""
    layer_name = draft_feature.properties.get("layer")
    service = str(layer_name) if layer_name else sample.layer.name or sample.stem
    match = _SERVICE.search(service)
    kind = match[1] if match else service
    basis = "claimed" if "claimed" in kind.lower() else "assessed"
    return derived(draft_feature, **{"class": kind, "basis": basis})


def _nzz(sample: Sample) -> bool:
    if not sample.has("type", "_datefrom"):
        return False
    kinds = {str(draft_feature.properties.get("type")) for draft_feature in sample.features}
    return bool(kinds & {"gains", "losses", "nochange"})


def _json_fg(sample: Sample) -> bool:
    timed = any(
        isinstance(draft_feature.properties.get("time"), Mapping)
        for draft_feature in sample.features
    )
    return timed or "conformsTo" in sample.layer.members


def _amend_json_fg(draft_feature: DraftFeature, _: Sample) -> DraftFeature:
    """Derive day and end from a day, an instant, or an interval; ".." leaves an end open."""
    time = draft_feature.properties.get("time")
    time = time if isinstance(time, Mapping) else {}
    interval = time.get("interval")
    begin, end = interval[:2] if isinstance(interval, list) and len(interval) > 1 else (None, None)
    return derived(draft_feature, date=time.get("date") or time.get("timestamp") or begin, end=end)


def _timedimension(sample: Sample) -> bool:
    return bool(sample.names & set(_TIMES))


_TIMES: Final = ("times", "coordTimes", "linestringTimestamps", "time")


def _amend_times(draft_feature: DraftFeature, _: Sample) -> DraftFeature:
    """Derive the day from a time, or from the first of a time for each position of a line."""
    value = next(
        (draft_feature.properties[name] for name in _TIMES if name in draft_feature.properties),
        None,
    )
    times = value if isinstance(value, list) else [value]
    return derived(draft_feature, date=times[0] if times else None)


def _amend_spans(draft_feature: DraftFeature, _: Sample) -> DraftFeature:
    """Derive day and end from KML's times, as this project or others carry them over."""
    span = draft_feature.properties.get("timespan")
    span = span if isinstance(span, Mapping) else draft_feature.properties
    return derived(
        draft_feature,
        date=span.get("begin") or draft_feature.properties.get("timestamp"),
        end=span.get("end"),
    )


def _colours_only(sample: Sample) -> bool:
    return bool(sample.names & {"fill", "stroke", "marker-color"}) and not sample.names & set(
        _CLASSES
    )


_CLASSES: Final = (
    "party", "actor", "faction", "controller", "controlled_by", "Controlled By", "control", "side",
    "group", "owner", "status", "class", "layer",
)  # fmt: skip


def _mapped(**properties: str | Mapping[str, str] | None) -> PropertyMapping:
    return replace(_NONE, **properties)  # type: ignore[arg-type]


_STATUS: Final = {"contested": "contested", "controlled": "controlled"}

SCHEMAS: Final = (
    Schema("lines_of_control", _canonical, None),
    Schema(
        "deepstate_raw",
        _deepstate,
        _mapped(party=_CLASS, status=f"{DERIVED}.status", status_values=_STATUS),
        _amend_deepstate,
    ),
    Schema("cyterat", _cyterat, _NONE, warning="date-of-copy"),
    Schema(
        "nzz",
        _nzz,
        _mapped(party="type", date="_datefrom", valid_to="_dateto"),
        warning="changes-not-control",
    ),
    Schema(
        "nikkei",
        lambda sample: sample.has("layer", "OBJECTID"),
        _mapped(party=_CLASS, basis=f"{DERIVED}.basis", date="datetime"),
        _amend_arcgis,
    ),
    Schema(
        "isw_arcgis",
        _is_arcgis,
        _mapped(party=_CLASS, basis=f"{DERIVED}.basis", date="datetime", valid_to="EndDate"),
        _amend_arcgis,
    ),
    Schema(
        "ucdp_ged",
        lambda sample: sample.has("type_of_violence", "where_prec"),
        _mapped(party="side_a", date="date_start", source="source_article"),
        warning="events-not-control",
    ),
    Schema(
        "acled",
        lambda sample: sample.has("event_id_cnty", "sub_event_type"),
        _mapped(party="actor1", status="sub_event_type", date="event_date", source="source"),
        warning="events-not-control",
    ),
    Schema(
        "uawardata",
        lambda sample: sample.has("sources_date", "icon", "country"),
        _mapped(party="country", date="date", source="sources"),
        warning="events-not-control",
    ),
    Schema(
        "json_fg",
        _json_fg,
        _mapped(date=_DATE, valid_to=_END),
        _amend_json_fg,
    ),
    Schema(
        "leaflet_timeline",
        lambda sample: sample.has("start", "end"),
        _mapped(date="start", valid_to="end"),
    ),
    Schema(
        "leaflet_timedimension",
        _timedimension,
        _mapped(date=_DATE),
        _amend_times,
    ),
    Schema(
        "ohm",
        lambda sample: sample.has("start_date"),
        _mapped(party="name", date="start_date", valid_to="end_date", source="source"),
    ),
    Schema(
        "kml_folders",
        lambda sample: sample.has("folder"),
        _mapped(party="folder", date=_DATE, valid_to=_END),
        _amend_spans,
    ),
    Schema(
        "togeojson",
        lambda sample: bool(sample.names & {"timespan", "styleUrl", "styleHash"}),
        _mapped(colour="fill", date=_DATE, valid_to=_END),
        _amend_spans,
    ),
    Schema("simplestyle_only", _colours_only, _mapped(colour="fill"), warning="colour-only"),
)
