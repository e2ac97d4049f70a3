"""Results of `geodata.ingest` for an upload, kept while in use."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import Any, Final

import streamlit as st

from geodata import ingest
from geodata.change import Total, totals
from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.problems import Report
from geodata.reading import suggested
from geodata.theatre import Theatre
from geodata.validation.classification import Meaning
from geodata.validation.fixes.step import Step
from pages.shared import data
from pages.upload.state import Upload

Tell = Callable[[str], None]
TellDay = Callable[..., None]
"""Is told a stage, and (`at`, `of`) which of how many days it is of."""
_KEPT: Final = 12
_MANY_DAYS: Final = 50
_MANY: Final = 40_000
"""Answers of so many features in all are kept, and the newest few of whatever size."""
ONE_BY_ONE: Final = frozenset({"settle-overlaps", "match-borders", "fill-gaps"})
"""Repairs of borders, which two neighbours share: not to be made for a single feature."""


@dataclass(frozen=True, eq=False)
class Examined:
    """A map of an upload as it would be published, with all that was found.

    `in_force` is what it would take the place of on its day; `version` is the revision that was
    newest when it was held against that. `mark` tells one answer from another, `own_mark` does
    so whatever it was held against.
    """

    day: ingest.Day
    in_force: ControlSnapshot | None
    version: int
    own_mark: str
    mark: str

    @property
    def draft(self) -> Draft:
        """The map after the repairs that were chosen."""
        return self.day.draft

    @property
    def report(self) -> Report:
        """What is wrong with it then."""
        return self.day.report


@dataclass(frozen=True, eq=False)
class Shape:
    """Maps that have the same properties, their numbers, and what these properties likely mean."""

    fingerprint: str
    numbers: tuple[int, ...]
    drafts: tuple[Draft, ...]
    properties: tuple[ingest.Property, ...]
    likely: PropertyMapping


class _Kept:
    """Answers that took long, the newest few (of small maps: many); no choice of anybody."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._features = 0

    def get(self, key: Hashable, make: Callable[[], Any], size: int | Callable[[Any], int]) -> Any:  # noqa: ANN401
        """The answer to a question, worked out once; `size` is how many features are in it."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key][0]
        answer = make()
        features = size if isinstance(size, int) else size(answer)
        with self._lock:
            self._features += features - self._answers.pop(key, (None, 0))[1]
            self._answers[key] = answer, features
            while len(self._answers) > _KEPT and self._features > _MANY:
                self._features -= self._answers.popitem(last=False)[1][1]
        return answer


@st.cache_resource(show_spinner=False)
def _kept() -> _Kept:
    return _Kept()


def theatre() -> Theatre:
    """The theatre that is published for."""
    return data.record(data.edition()).theatre


def contents(upload: Upload, tell: Tell) -> ingest.Contents:
    """The maps in the files of an upload in the order of time, and what is wrong with the files."""

    def make() -> ingest.Contents:
        tell("reading")
        return ingest.contents(upload.files, drawn_in=theatre() if upload.draw_areas else None)

    return _kept().get(("reading", upload.way), make, _features)


def _features(found: ingest.Contents | Shape) -> int:
    return sum(len(one.features) for one in found.drafts)


def read_as_said(upload: Upload, raw: ingest.Contents) -> ingest.Contents:
    """The maps once the properties mean what was said of them."""
    if not upload.meanings:
        return raw
    key = ("meant", upload.way, _meanings(upload))
    return _kept().get(key, lambda: raw.read_as(upload.meanings), _features)


def shape_of(upload: Upload, raw: ingest.Contents, fingerprint: str) -> Shape:
    """The files of one shape: their properties, and the likeliest meaning of these."""

    def make() -> Shape:
        numbers = tuple(at for at, one in enumerate(raw.shapes) if one == fingerprint)
        drafts = tuple(raw.drafts[at] for at in numbers)
        likely = suggested(drafts[:_MANY_DAYS], theatre().parties)
        return Shape(fingerprint, numbers, drafts, ingest.properties(drafts), likely)

    return _kept().get(("shape", upload.way, fingerprint), make, _features)


def likely_values(upload: Upload, shape: Shape, says: PropertyMapping) -> PropertyMapping:
    """What the values of the properties that were chosen likely mean."""
    names = (says.party, says.status, says.basis)
    bare = PropertyMapping(*names)

    def make() -> PropertyMapping:
        drafts = [replace(one, mapping=bare) for one in shape.drafts[:_MANY_DAYS]]
        return suggested(drafts, theatre().parties)

    return _kept().get(("likely", upload.way, shape.fingerprint, names), make, 0)


def unclear(upload: Upload, shape: Shape) -> int | None:
    """Which of these maps is the first of which it cannot be told what every feature means.

    Of those that are left out nobody needs to know.
    """
    said = upload.meanings.get(shape.fingerprint)

    def make() -> tuple[bool, ...]:
        return tuple(ingest.is_clear(one, theatre(), said) for one in shape.drafts)

    key = ("clear", upload.way, shape.fingerprint, repr(said))
    clear: tuple[bool, ...] = _kept().get(key, make, 0)
    # Once properties were given a meaning, the maps may be others than those of the files.
    out = set() if upload.meanings else {at for at, one in upload.choices.items() if one.left_out}
    pairs = enumerate(zip(shape.numbers, clear, strict=True))
    return next((at for at, (number, well) in pairs if not well and number not in out), None)


def outlook(upload: Upload, shape: Shape, at: int, mapping: PropertyMapping) -> tuple[Meaning, ...]:
    """What each feature of one of these files would mean."""
    draft = shape.drafts[at]
    key = ("outlook", upload.way, shape.fingerprint, at, repr(mapping))
    return _kept().get(key, lambda: ingest.outlook(draft, theatre(), mapping), len(draft.features))


def examine(upload: Upload, at: int, draft: Draft, tell: Tell) -> Examined:
    """One of the maps with the repairs that were chosen, as the gate sees it.

    As on the command line it must be believable after the day before; the preview compares with
    what is in force on its own day.
    """
    version = data.store().version(theatre().folder.name)
    return _examined(upload, at, draft, version, earlier=(), tell=tell)


def examine_all(upload: Upload, drafts: Sequence[Draft], tell: TellDay) -> dict[int, Examined]:
    """The maps that are not published yet by their number, as if all were published together.

    Each must be believable after the one before it, unless that is left out.
    """
    version = data.store().version(theatre().folder.name)
    found: dict[int, Examined] = {}
    earlier: list[Examined] = []
    for at, draft in enumerate(drafts):
        choice = upload.choice_of(at)
        if choice.published is not None:
            continue
        told = partial(tell, at=at, of=len(drafts))
        found[at] = _examined(upload, at, draft, version, earlier=earlier, tell=told)
        if found[at].report.snapshot is not None and not choice.left_out:
            earlier.append(found[at])
    return found


def _examined(
    upload: Upload,
    at: int,
    draft: Draft,
    version: int,
    *,
    earlier: Sequence[Examined],
    tell: Tell,
) -> Examined:
    """A map held against what is in force once these earlier ones are."""
    choice, size = upload.choice_of(at), len(draft.features)
    says = choice.effective_date or draft.effective_date
    own = (*key_of(upload, at), version)
    after = earlier[-1].own_mark if earlier else ""

    def as_found() -> ingest.Day:
        day = ingest.day_of(draft, theatre(), says, None)
        with_them = [one.report.snapshot for one in earlier]
        before = ingest.latest_before(day, ingest.before_in(data.store(), theatre()), with_them)
        return ingest.examined(draft, theatre(), says, None, before, tell=tell)

    def make() -> Examined:
        asked = (upload.way, at, says, _meanings(upload), version, after)
        day = _kept().get(("found", *asked), as_found, size)
        day = ingest.cured(day, theatre(), choice.repairs, rules=choice.rules, tell=tell)
        on = day.effective_date
        in_force = ingest.in_force_in(data.store(), theatre())(on) if on else None
        return Examined(day, in_force, version, _digest(*own), _digest(*own, after))

    return _kept().get(("examined", *own, after), make, size)


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


def change_of(one: Examined) -> tuple[Total, ...]:
    """km² per party on the map of that day, before and after publishing."""
    snapshot = one.report.snapshot
    return _kept().get(("change", one.mark), lambda: totals(one.in_force, snapshot), 0)


def offered(upload: Upload, examined: Examined, tell: Tell) -> dict[str, Step | None]:
    """The repairs that would help the map in work, by code, and what each would change."""

    def make() -> dict[str, Step | None]:
        tell("offering")
        return ingest.offers(examined.day, theatre(), upload.choice.rules)

    return _kept().get(("offered", examined.mark), make, len(examined.draft.features))


def key_of(upload: Upload, at: int) -> tuple[Hashable, ...]:
    """What was chosen for one of the maps, to be compared."""
    choice = upload.choice_of(at)
    repairs, rules = sorted(map(str, choice.repairs)), sorted(choice.rules.items())
    return (upload.way, at, choice.effective_date, (*repairs,), (*rules,), _meanings(upload))


def _meanings(upload: Upload) -> str:
    return repr(sorted(upload.meanings.items()))
