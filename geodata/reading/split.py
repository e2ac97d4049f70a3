"""Split of a layer of features into a draft for each day on which it changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from geodata.draft import Draft, DraftFeature, value_at
from geodata.reading.dates import OPEN, day_in_name, day_of, writes_day_first
from geodata.reading.findings import Findings
from geodata.reading.layer import DERIVED, Layer

STARTS: Final = (
    "effective_date", "valid_from", "date", "start_date", "start", "_datefrom", "datetime",
    "ChangeDate", "dateKey", "snapshot_date", "time.date", "time.timestamp", "time.interval.0",
    "begin", "timespan.begin", "timestamp", "event_date", "date_start", "as_of",
)  # fmt: skip
ENDS: Final = (
    "valid_to", "end_date", "end", "EndDate", "_dateto", "time.interval.1", "timespan.end",
    "date_end",
)  # fmt: skip
_MAX_DAYS: Final = 5000
_DAY: Final = timedelta(days=1)


def drafts_of(layer: Layer, file: str, findings: Findings) -> list[Draft]:
    """Drafts of a layer: a single draft, or one for each day on which a feature begins or ends."""
    mapping = layer.mapping
    start = mapping.date if mapping else _first_dated(layer.features, STARTS)
    end = mapping.valid_to if mapping else _first_named(layer.features, ENDS)
    begins = _days(layer.features, start)
    ends = _days(layer.features, end)
    named = layer.effective_date or day_in_name(layer.name) or day_in_name(file)
    days = _change_days(begins, ends)
    if layer.effective_date is not None or len(days) < 2:
        only = layer.effective_date or (days[0] if days else None) or named
        if only and not layer.effective_date and not days:
            findings.note("date-from-name", day=str(only))
        return [_draft(layer, file, only, layer.features)]
    if len(days) > _MAX_DAYS:
        findings.error("dates-too-many", days=len(days), limit=_MAX_DAYS)
        return [_draft(layer, file, None, layer.features)]
    findings.note("dates-many", days=len(days), first=str(days[0]), last=str(days[-1]))
    if end is None or not _first_named(layer.features, (end,)):
        # Each day is a map of its own; what has no day belongs to all of them.
        by_day: dict[date | None, list[DraftFeature]] = defaultdict(list)
        for draft_feature, begin in zip(layer.features, begins, strict=True):
            by_day[begin].append(draft_feature)
        return [_draft(layer, file, day, by_day[day] + by_day[None]) for day in days]
    inclusive = _ends_included(begins, ends)
    return [
        _draft(layer, file, day, _in_force(layer.features, begins, ends, day, inclusive))
        for day in days
    ]


def _draft(layer: Layer, file: str, day: date | None, features: Sequence[DraftFeature]) -> Draft:
    return Draft(file, day, layer.crs, tuple(features), layer.schema, layer.mapping)


def _first_dated(features: Sequence[DraftFeature], names: Sequence[str]) -> str | None:
    """The first property that gives a day to most of the features that are looked at."""
    sample = [draft_feature.properties for draft_feature in features[:50]]
    for name in names:
        dated = sum(day_of(value_at(properties, name)) is not None for properties in sample)
        if sample and dated * 2 > len(sample):
            return name
    return None


def _first_named(features: Sequence[DraftFeature], names: Sequence[str]) -> str | None:
    """The first property that any feature looked at has, though it may say "without end"."""
    sample = [draft_feature.properties for draft_feature in features[:50]]
    return next(
        (name for name in names if any(_has(properties, name) for properties in sample)), None
    )


def _has(properties: Mapping[str, object], path: str) -> bool:
    if path in properties:
        return True
    parent, _, last = path.rpartition(".")
    inner = value_at(properties, parent) if parent else None
    return value_at(properties, path) is not None or (isinstance(inner, Mapping) and last in inner)


def _days(features: Sequence[DraftFeature], name: str | None) -> list[date | None]:
    if name is None:
        return [None] * len(features)
    values = [value_at(draft_feature.properties, name) for draft_feature in features]
    day_first = writes_day_first(values[:2000])
    return [
        None if isinstance(value, str) and value.lower() in OPEN else day_of(value, day_first)
        for value in values
    ]


def _change_days(begins: Sequence[date | None], ends: Sequence[date | None]) -> list[date]:
    """Days on which a feature begins; or, where ends are known, on which the picture changes."""
    days = {day for day in begins if day}
    inclusive = _ends_included(begins, ends)
    after = {_after(day, inclusive) for day in ends if day}
    last = max(days, default=date.min)
    # After the last day on which something begins, an end leaves only what is left: no new map.
    return sorted(days | {day for day in after if day < last})


def _ends_included(begins: Sequence[date | None], ends: Sequence[date | None]) -> bool:
    """Whether a last day still counts: so if others begin the day after, and none on the day."""
    first, last = {begin for begin in begins if begin}, {end for end in ends if end}
    return bool({_after(end, inclusive=True) for end in last} & first) and not last & first


def _after(day: date, inclusive: bool) -> date:
    return day + _DAY if inclusive and day < date.max else day


def _in_force(
    features: Sequence[DraftFeature],
    begins: Sequence[date | None],
    ends: Sequence[date | None],
    day: date,
    inclusive: bool,
) -> list[DraftFeature]:
    """Features whose span holds a day."""
    return [
        draft_feature
        for draft_feature, begin, end in zip(features, begins, ends, strict=True)
        if (begin is None or begin <= day) and (end is None or _after(end, inclusive) > day)
    ]


def derived(draft_feature: DraftFeature, **facts: object) -> DraftFeature:
    """Feature with values derived by a recogniser, apart from those of the file."""
    known = draft_feature.properties.get(DERIVED)
    before = known if isinstance(known, dict) else {}
    return replace(
        draft_feature, properties={**draft_feature.properties, DERIVED: {**before, **facts}}
    )
