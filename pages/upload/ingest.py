"""Results of `geodata.ingest` for an upload, cached while in use."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Final

import streamlit as st

from geodata import ingest
from geodata.change import Total, totals
from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.problems import Report
from geodata.reading import suggested
from geodata.theatre import Theatre
from geodata.validation.choice import AppliedFix
from geodata.validation.classification import Classification
from pages.shared import data
from pages.shared.link import link_theatre
from pages.upload.answer_cache import AnswerCache
from pages.upload.state import Upload

StageProgress = Callable[[str], None]
DayProgress = Callable[..., None]
"""Called with a stage, and (`index`, `of`) the index of its day among how many."""
_MAX_SAMPLED_DAYS: Final = 50
SHARED_FIXES: Final = frozenset({"settle-overlaps", "match-borders", "fill-gaps"})
"""Fixes of borders, which two neighbours share: not to be made for a single feature."""


@dataclass(frozen=True, eq=False)
class CheckedMap:
    """Map of an upload as it would be published, with its report.

    `in_force` is the snapshot that it would replace on its day; `version` is the newest revision at
    the time of that comparison. `mark` identifies the answer, `own_mark` does so without the
    earlier maps of the upload.
    """

    day: ingest.CheckedDay
    in_force: ControlSnapshot | None
    version: int
    own_mark: str
    mark: str

    @property
    def draft(self) -> Draft:
        """Draft after the chosen fixes."""
        return self.day.draft

    @property
    def report(self) -> Report:
        """Report of the fixed draft."""
        return self.day.report


@dataclass(frozen=True, eq=False)
class FileShape:
    """Shape of files: maps with the same properties, their numbers, and the likely mapping."""

    fingerprint: str
    numbers: tuple[int, ...]
    drafts: tuple[Draft, ...]
    properties: tuple[ingest.Property, ...]
    likely: PropertyMapping


@st.cache_resource(show_spinner=False)
def _cache() -> AnswerCache:
    return AnswerCache()


def edition() -> data.Edition:
    """Edition in force of the theatre of the link."""
    return data.edition(theatre=link_theatre())


def theatre() -> Theatre:
    """Theatre of the publication."""
    return data.record(edition()).theatre


def read_maps(upload: Upload, report_progress: StageProgress) -> ingest.UploadedMaps:
    """Read the maps in the files of an upload in the order of time, and the files' problems."""

    def make() -> ingest.UploadedMaps:
        report_progress("reading")
        return ingest.read_maps(upload.files, drawn_in=theatre() if upload.draw_areas else None)

    return _cache().get(("reading", upload.reading_key), make)


def with_mappings(upload: Upload, raw: ingest.UploadedMaps) -> ingest.UploadedMaps:
    """Apply the chosen property mappings to the maps of an upload."""
    if not upload.mappings:
        return raw
    key = ("meant", upload.reading_key, _mappings_key(upload))
    return _cache().get(key, lambda: raw.with_mappings(upload.mappings))


def shape_of(upload: Upload, raw: ingest.UploadedMaps, fingerprint: str) -> FileShape:
    """Shape of files by its fingerprint: their properties, and the likely mapping."""

    def make() -> FileShape:
        numbers = tuple(
            map_index for map_index, shape in enumerate(raw.shapes) if shape == fingerprint
        )
        drafts = tuple(raw.drafts[map_index] for map_index in numbers)
        likely = suggested(drafts[:_MAX_SAMPLED_DAYS], theatre().parties)
        return FileShape(fingerprint, numbers, (), ingest.properties(drafts), likely)

    shape = _cache().get(("shape", upload.reading_key, fingerprint), make)
    return replace(shape, drafts=tuple(raw.drafts[map_index] for map_index in shape.numbers))


def likely_values(upload: Upload, shape: FileShape, mapping: PropertyMapping) -> PropertyMapping:
    """Suggest codes for the values of the chosen properties."""
    names = (mapping.party, mapping.status, mapping.basis)
    bare = PropertyMapping(*names)

    def make() -> PropertyMapping:
        drafts = [replace(draft, mapping=bare) for draft in shape.drafts[:_MAX_SAMPLED_DAYS]]
        return suggested(drafts, theatre().parties)

    return _cache().get(("likely", upload.reading_key, shape.fingerprint, names), make)


def unclear(upload: Upload, shape: FileShape) -> int | None:
    """Index of the first of these maps with a feature that cannot be classified.

    Maps that are left out are passed over.
    """
    mapping = upload.mappings.get(shape.fingerprint)

    def make() -> tuple[bool, ...]:
        return tuple(ingest.is_clear(draft, theatre(), mapping) for draft in shape.drafts)

    key = ("clear", upload.reading_key, shape.fingerprint, repr(mapping))
    clear: tuple[bool, ...] = _cache().get(key, make)
    # Once properties were mapped, the maps may be others than those of the files.
    out = (
        set()
        if upload.mappings
        else {map_index for map_index, choice in upload.choices.items() if choice.left_out}
    )
    pairs = enumerate(zip(shape.numbers, clear, strict=True))
    return next((place for place, (number, well) in pairs if not well and number not in out), None)


def preview_classifications(
    upload: Upload, shape: FileShape, number: int, mapping: PropertyMapping
) -> tuple[Classification, ...]:
    """Classify each feature of a file of this shape by a mapping."""
    draft = shape.drafts[number]
    key = ("preview", upload.reading_key, shape.fingerprint, number, repr(mapping))
    return _cache().get(key, lambda: ingest.preview_classifications(draft, theatre(), mapping))


def check_map(
    upload: Upload, map_index: int, draft: Draft, report_progress: StageProgress
) -> CheckedMap:
    """Check a map of an upload with the chosen fixes.

    As on the command line it must be plausible after the day before; the preview compares with
    the snapshot in force on its own day.
    """
    version = data.store().version(theatre().folder.name)
    return _checked(upload, map_index, draft, version, earlier=(), report_progress=report_progress)


def check_all_maps(
    upload: Upload, drafts: Sequence[Draft], report_progress: DayProgress
) -> dict[int, CheckedMap]:
    """Check the maps that are not published yet, by index, as if all were published together.

    Each must be plausible after the map before it, unless that is left out.
    """
    version = data.store().version(theatre().folder.name)
    checked_maps: dict[int, CheckedMap] = {}
    earlier: list[CheckedMap] = []
    for map_index, draft in enumerate(drafts):
        choice = upload.choice_of(map_index)
        if choice.published is not None:
            continue
        day_progress = partial(report_progress, index=map_index, of=len(drafts))
        checked_maps[map_index] = _checked(
            upload, map_index, draft, version, earlier=earlier, report_progress=day_progress
        )
        if checked_maps[map_index].report.snapshot is not None and not choice.left_out:
            earlier.append(checked_maps[map_index])
    return checked_maps


def _checked(
    upload: Upload,
    map_index: int,
    draft: Draft,
    version: int,
    *,
    earlier: Sequence[CheckedMap],
    report_progress: StageProgress,
) -> CheckedMap:
    """Check a map against the snapshot in force once these earlier maps are published."""
    choice = upload.choice_of(map_index)
    effective_date = choice.effective_date or draft.effective_date
    own_key = (*key_of(upload, map_index), version)
    after = earlier[-1].own_mark if earlier else ""

    def read_day() -> ingest.CheckedDay:
        day = ingest.day_of(draft, theatre(), effective_date, None)
        with_earlier = [checked.report.snapshot for checked in earlier]
        before = ingest.latest_before(day, ingest.before_in(data.store(), theatre()), with_earlier)
        return _without(
            draft,
            ingest.check_day(
                draft, theatre(), effective_date, None, before, progress=report_progress
            ),
        )

    def make() -> CheckedMap:
        key = (upload.reading_key, map_index, effective_date, _mappings_key(upload), version, after)
        day = _with(draft, _cache().get(("unfixed", *key), read_day))
        day = ingest.fix_day(
            day, theatre(), choice.fixes, rules=choice.rules, progress=report_progress
        )
        on = day.effective_date
        in_force = ingest.in_force_in(data.store(), theatre())(on) if on else None
        marks = _digest(*own_key), _digest(*own_key, after)
        return CheckedMap(_without(draft, day), in_force, version, *marks)

    checked: CheckedMap = _cache().get(("checked", *own_key, after), make)
    return replace(checked, day=_with(draft, checked.day))


def _without(draft: Draft, day: ingest.CheckedDay) -> ingest.CheckedDay:
    """Day for the cache, which holds the features of a draft once, with its file."""
    return day if day.applied_fixes else replace(day, draft=replace(draft, features=()))


def _with(draft: Draft, day: ingest.CheckedDay) -> ingest.CheckedDay:
    """Day from the cache, with its draft; a fixed one is cached with the day."""
    return day if day.applied_fixes else replace(day, draft=draft)


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


def change_of(checked: CheckedMap) -> tuple[Total, ...]:
    """km² per party on the map of that day, before and after publishing."""
    snapshot = checked.report.snapshot
    return _cache().get(("change", checked.mark), lambda: totals(checked.in_force, snapshot))


def available_fixes(
    upload: Upload, checked: CheckedMap, report_progress: StageProgress
) -> dict[str, AppliedFix | None]:
    """Fixes available for the map in work, by code, and what each would change."""

    def make() -> dict[str, AppliedFix | None]:
        report_progress("offering")
        return ingest.available_fixes(checked.day, theatre(), upload.choice.rules)

    return _cache().get(("offered", checked.mark), make)


def key_of(upload: Upload, map_index: int) -> tuple[Hashable, ...]:
    """Key of the choices for a map, to be compared."""
    choice = upload.choice_of(map_index)
    fixes, rules = sorted(map(str, choice.fixes)), sorted(choice.rules.items())
    return (
        upload.reading_key,
        map_index,
        choice.effective_date,
        (*fixes,),
        (*rules,),
        _mappings_key(upload),
    )


def _mappings_key(upload: Upload) -> str:
    return repr(sorted(upload.mappings.items()))
