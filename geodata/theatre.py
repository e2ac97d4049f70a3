"""Theatres: parties, places, reports and events of a region, read from its folder.

A folder holds `theatre.json`, `places.csv`, `control_changes.csv`, `events.csv`, `frame.geojson`,
`base_map.topojson` and `control.topojson`; `docs/theatre-format.md` describes each.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from geodata import user_data
from geodata.errors import TheatreError, UnknownName
from geodata.places import Event, Place, Report
from geodata.terms import CONTESTED_CODE, Texts
from geodata.theatre_tables import read_changes, read_events, read_places, text_of, unreadable

FOLDER: Final = Path(__file__).parent / "theatres"
BUILT_IN: Final = "syria_2024"

_T = TypeVar("_T")


@dataclass(frozen=True)
class Party:
    """A side, by its neutral code; names by language; `role` is its slot in the palette."""

    code: str
    name: Texts
    short: Texts
    role: str


class Use(StrEnum):
    """A use of a map that a licence may forbid: to show it drawn, or to hand on its data."""

    PICTURES = "pictures"
    DATA = "data"


@dataclass(frozen=True)
class Licence:
    """Terms on which a part of the map comes; `source` limits it to areas that name this text."""

    what: str
    holder: str
    licence: str
    url: str
    forbids: frozenset[Use]
    source: str

    def __str__(self) -> str:
        return f"{self.what}: {self.holder} ({self.licence})"


@dataclass(frozen=True)
class Assertion:
    """Certain knowledge: a place was under a party from one day to another, both included."""

    place_id: str
    party: str
    from_day: date
    to_day: date


@dataclass(frozen=True, eq=False)
class Theatre:
    """A region: its parties, places, days and reports, and what its maps say in words.

    `extent_deg` is west, south, east, north (WGS 84). `last_day` is how far the slider reaches at
    least. `words` are texts by language that take the place of the catalogue's, by its keys.
    """

    id: str
    folder: Path
    title: Texts
    subtitle: Texts
    credit: Texts
    attribution: Texts
    time_zone: str
    extent_deg: tuple[float, float, float, float]
    first_day: date
    last_day: date
    default_distances: tuple[tuple[str, str], ...]
    suggested_distances: tuple[tuple[str, str], ...]
    parties: tuple[Party, ...]
    place_kinds: Mapping[str, Texts]
    event_categories: Mapping[str, Texts]
    governorates: Mapping[str, Texts]
    assertions: tuple[Assertion, ...]
    licences: tuple[Licence, ...]
    words: Mapping[str, Texts]
    places: tuple[Place, ...]
    reports: tuple[Report, ...]
    events: tuple[Event, ...]

    def party(self, code: str) -> Party:
        """The party with this code.

        Raises
        ------
        UnknownName
            The theatre has no such party.
        """
        for party in self.parties:
            if party.code == code:
                return party
        raise UnknownName("party", code, [party.code for party in self.parties])

    @property
    def base_map(self) -> Path:
        """The TopoJSON of what is drawn beneath."""
        return self.folder / "base_map.topojson"

    @property
    def control(self) -> Path:
        """The TopoJSON of the areas of control, one object per effective date."""
        return self.folder / "control.topojson"

    @property
    def frame(self) -> Path:
        """The GeoJSON of outline, barriers and zones."""
        return self.folder / "frame.geojson"


@dataclass(frozen=True)
class _Document:
    """The object of a `theatre.json`, read key by key; `folder` is named in what is refused."""

    values: Mapping[str, Any]
    folder: str

    def required(self, key: str, make: Callable[[Any], _T], expected: str) -> _T:
        """The value of a key as what it must be.

        Raises
        ------
        TheatreError
            The key is missing or holds something else; the message says what was expected.
        """
        try:
            return make(self.values[key])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise TheatreError(
                f'{self.folder}/theatre.json: "{key}" is {self._shown(key)}, expected {expected}; '
                f"see docs/theatre-format.md."
            ) from error

    def optional(self, key: str, make: Callable[[Any], _T], expected: str, default: _T) -> _T:
        """As `required`, with a default for a key that is not there."""
        return self.required(key, make, expected) if key in self.values else default

    def _shown(self, key: str) -> str:
        if key not in self.values:
            return "missing"
        return json.dumps(self.values[key], ensure_ascii=False)[:60]


_KEYS: Final = (
    frozenset(field.name for field in fields(Theatre))
    - {"folder", "extent_deg", "places", "reports", "events"}
) | {"extent"}
_ENTRY_KEYS: Final = {
    "parties": frozenset(field.name for field in fields(Party)),
    "assertions": frozenset({"place", "party", "from", "to"}),
    "licences": frozenset(field.name for field in fields(Licence)),
}
_TEXTS: Final = 'a text by language, at least "en"'
_NAMES: Final = f"an object that gives each of its keys {_TEXTS}"
_DAY: Final = "a day such as 2024-11-26"
_PAIRS: Final = "pairs of place ids"
_ASSERTIONS: Final = "a list of assertions, each with place, party, from and to"
_FORBIDS: Final = ", ".join(f'"{use}"' for use in Use)


def _texts(value: Any) -> Texts:  # noqa: ANN401 - any JSON may come in
    texts = {str(language): str(text) for language, text in value.items()}
    return {"en": texts["en"], **texts}


def _names(value: Any) -> Mapping[str, Texts]:  # noqa: ANN401
    return {str(key): _texts(texts) for key, texts in value.items()}


def _day(value: Any) -> date:  # noqa: ANN401
    return date.fromisoformat(str(value))


def _extent(value: Any) -> tuple[float, float, float, float]:  # noqa: ANN401
    west, south, east, north = map(float, value)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError
    return west, south, east, north


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401
    # A text of two letters would unpack as a pair too.
    if any(isinstance(pair, str) for pair in value):
        raise TypeError
    return tuple((str(start), str(end)) for start, end in value)


def _parties(value: Any) -> tuple[Party, ...]:  # noqa: ANN401
    return tuple(
        Party(str(entry["code"]), _texts(entry["name"]), _texts(entry["short"]), str(entry["role"]))
        for entry in value
        # Files of the first version list contested ground among the parties.
        if entry["code"] != CONTESTED_CODE
    )


def _assertions(value: Any) -> tuple[Assertion, ...]:  # noqa: ANN401
    return tuple(
        Assertion(
            str(entry["place"]),
            str(entry["party"]),
            _day(entry.get("from", date.min)),
            _day(entry.get("to", date.max)),
        )
        for entry in value
    )


def _licences(document: _Document) -> tuple[Licence, ...]:
    """The licences of the sources; a misspelling must not let an export go out."""
    try:
        return tuple(_licence(entry) for entry in document.values.get("licences", ()))
    except (AttributeError, TypeError, ValueError) as error:
        raise TheatreError(
            f'{document.folder}/theatre.json: "licences" holds an entry that cannot be '
            f'understood ({error}); expected what, holder, licence, url, and "forbids" with any '
            f"of {_FORBIDS}; see docs/theatre-format.md."
        ) from error


def _licence(entry: Mapping[str, Any]) -> Licence:
    def text(key: str) -> str:
        return str(entry.get(key, ""))

    forbids = entry.get("forbids", [])
    if isinstance(forbids, str):
        raise TypeError(f'"forbids" is "{forbids}", no list')
    return Licence(
        text("what"), text("holder"), text("licence"), text("url"),
        frozenset(Use(use) for use in forbids), text("source"),
    )  # fmt: skip


def names() -> list[str]:
    """Theatres that come with the project, and those that this user has made."""
    return sorted(user_data.theatres(FOLDER))


def load(name: str = BUILT_IN, folder: Path | None = None) -> Theatre:
    """A theatre by name, or from any folder that has the files.

    Raises
    ------
    UnknownName
        No theatre has this name.
    TheatreError
        A file is missing or cannot be understood; the message names file, line and field.
    """
    if folder is None:
        if name not in names():
            raise UnknownName("theatre", name, names())
        folder = user_data.theatres(FOLDER)[name]
    theatre = _read(_Document(read_json(folder / "theatre.json"), folder.name), folder)
    _check_days(theatre)
    _check_places(theatre)
    _check_reports(theatre)
    return theatre


def _read(document: _Document, folder: Path) -> Theatre:
    """The theatre of a folder, each of its files read, nothing yet held against another."""
    _check_keys(document)
    required, optional = document.required, document.optional
    first_day = required("first_day", _day, _DAY)
    places, baseline = read_places(folder / "places.csv", first_day)
    return Theatre(
        id=required("id", str, "a short name"),
        folder=folder,
        title=required("title", _texts, _TEXTS),
        subtitle=optional("subtitle", _texts, _TEXTS, {"en": ""}),
        credit=required("credit", _texts, _TEXTS),
        attribution=required("attribution", _texts, _TEXTS),
        time_zone=required("time_zone", str, "a time zone such as Asia/Damascus"),
        extent_deg=required("extent", _extent, "west, south, east, north in degrees"),
        first_day=first_day,
        last_day=required("last_day", _day, f"{_DAY}, not before first_day"),
        default_distances=required("default_distances", _pairs, _PAIRS),
        suggested_distances=optional("suggested_distances", _pairs, _PAIRS, ()),
        parties=required(
            "parties", _parties, "a list of parties, each with code, name, short and role"
        ),
        place_kinds=optional("place_kinds", _names, _NAMES, {}),
        event_categories=optional("event_categories", _names, _NAMES, {}),
        governorates=optional("governorates", _names, _NAMES, {}),
        assertions=optional("assertions", _assertions, _ASSERTIONS, ()),
        licences=_licences(document),
        words=optional("words", _names, _NAMES, {}),
        places=places,
        reports=(*baseline, *read_changes(folder / "control_changes.csv")),
        events=read_events(folder / "events.csv"),
    )


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file.

    Raises
    ------
    TheatreError
        The file is missing, or is not a JSON object.
    """
    try:
        document = json.loads(text_of(path))
    except ValueError as error:
        raise TheatreError(unreadable(path, error)) from error
    if not isinstance(document, dict):
        raise TheatreError(
            f"{path.parent.name}/{path.name} is not a JSON object. Restore it from the project."
        )
    return document


def _check_keys(document: _Document) -> None:
    """Refuse keys that are not read: a misspelling would be silent, also of a licence's terms."""
    _refuse_unknown(document.folder, "", document.values, _KEYS)
    for name, keys in _ENTRY_KEYS.items():
        entries = document.values.get(name)
        for entry in entries if isinstance(entries, list) else ():
            _refuse_unknown(document.folder, f' in "{name}"', entry, keys)


def _refuse_unknown(folder: str, place: str, values: object, known: frozenset[str]) -> None:
    for key in values if isinstance(values, dict) else ():
        if key not in known:
            [nearest] = get_close_matches(key, sorted(known), n=1, cutoff=0)
            raise TheatreError(
                f'{folder}/theatre.json: "{key}"{place} is no key that is read; the nearest is '
                f'"{nearest}". Correct it or take it out; see docs/theatre-format.md.'
            )


def _check_days(theatre: Theatre) -> None:
    if theatre.last_day < theatre.first_day:
        raise TheatreError(
            f'{theatre.folder.name}/theatre.json: "last_day" is {theatre.last_day}, before '
            f'"first_day" ({theatre.first_day}); correct one of them.'
        )


def _check_places(theatre: Theatre) -> None:
    """Refuses a place that is listed twice, and a distance to one that is not listed."""
    known: set[str] = set()
    for place in theatre.places:
        if place.place_id in known:
            raise TheatreError(
                f'{theatre.folder.name}/places.csv lists the place "{place.place_id}" twice; '
                f"keep one line for each place."
            )
        known.add(place.place_id)
    for place_id in (end for pair in theatre.default_distances for end in pair):
        if place_id not in known:
            raise TheatreError(
                f'{theatre.folder.name}/theatre.json: default_distances names "{place_id}", '
                f"which places.csv does not have; add it there."
            )


def _check_reports(theatre: Theatre) -> None:
    """Refuses reports on places, and of parties, that the theatre does not have."""
    known = {place.place_id for place in theatre.places}
    parties = {party.code for party in theatre.parties}
    for report in theatre.reports:
        if report.place_id not in known:
            raise TheatreError(
                f'{theatre.folder.name}/control_changes.csv names the place "{report.place_id}" '
                f"on {report.effective_date}, which places.csv does not have; add it there."
            )
        named = {
            holder.party for holder in (report.before, report.holder) if holder and holder.party
        }
        for party in sorted(named - parties):
            raise TheatreError(
                f'{theatre.folder.name}: "{report.place_id}" is under "{party}" on '
                f"{report.effective_date}, a party that theatre.json does not have; add it there."
            )
