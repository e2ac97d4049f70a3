"""Property mappings: suggested from names and values, saved with what a person decided."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, Final

from geodata.draft import Draft, DraftFeature, PropertyMapping, value_at
from geodata.reading.dates import day_of
from geodata.reading.layer import DERIVED
from geodata.reading.split import ENDS, STARTS
from geodata.terms import CONTESTED_CODE, Basis, Status
from geodata.theatre import Party

_SAMPLE: Final = 500
_MAX_VALUES: Final = 60
_PARTY_NAMES: Final = (
    "party", "actor", "faction", "controller", "controlled_by", "controlled by", "control", "side",
    "group", "owner", "country", "holder", "held_by", "actor1", "side_a", "layer", "folder",
    "name", "title",
)  # fmt: skip
_STATUS_NAMES: Final = ("status", "control_type", "state", "certainty", "class", "type")
_BASIS_NAMES: Final = ("basis", "assessed_by", "claim", "evidence", "certainty")
_SOURCE_NAMES: Final = ("source", "sources", "source_url", "sources_url", "url", "reference")
_COLOUR_NAMES: Final = ("fill", "color", "colour", "stroke", "marker-color", "styleUrl")
_STATUS_WORDS: Final = {
    Status.CONTROLLED: "controlled held control occupied secured full yes",
    Status.CONTESTED: "contested disputed mixed unknown unclear frontline grey gray active متنازع",
}
_CONTESTED_NAMES: Final = ("contested", "disputed", "متنازع")
"""What files call ground without a holder where others name the party."""
_BASIS_WORDS: Final = {
    Basis.ASSESSED: "assessed confirmed verified observed geolocated",
    Basis.CLAIMED: "claimed claim unconfirmed unverified reported alleged",
}


@dataclass(frozen=True)
class SavedMapping:
    """A mapping that a person saved under a name, for files of the shape with this fingerprint."""

    name: str
    fingerprint: str
    mapping: PropertyMapping


def fingerprint(draft: Draft) -> str:
    """Hash of the shape of a file (recognised schema, names of properties); 16 hex digits."""
    names = sorted(
        {
            str(name)
            for draft_feature in draft.features[:_SAMPLE]
            for name in draft_feature.properties
        }
    )
    shape = json.dumps([draft.schema, names], ensure_ascii=False)
    return hashlib.sha256(shape.encode("utf-8", errors="replace")).hexdigest()[:16]


def fitting(draft: Draft, saved: Iterable[SavedMapping]) -> list[SavedMapping]:
    """The saved mappings that were made for a file of the same shape."""
    mine = fingerprint(draft)
    return [entry for entry in saved if entry.fingerprint == mine]


def suggested(
    drafts: Sequence[Draft], parties: Sequence[Party] = (), saved: Iterable[SavedMapping] = ()
) -> PropertyMapping:
    """Suggest a mapping for drafts of the same shape, for a person to confirm.

    A mapping saved for this shape comes first, then that of the recogniser, then guesses by
    names and values; colours only where nothing else distinguishes the parties. Values without
    a near match are left to the person: `values_of` lists them.
    """
    known = fitting(drafts[0], saved) if drafts else []
    if known:
        return known[-1].mapping
    values = _values(
        [draft_feature for draft in drafts[:_SAMPLE] for draft_feature in draft.features[:_SAMPLE]]
    )
    base = drafts[0].mapping if drafts else None
    base = _completed(base, values) if base else _guessed(values)
    party_values = _parties_of(values.get(base.party or "", ()), parties)
    return replace(
        base,
        party_values={**party_values, **base.party_values},
        status_values={**_words(values, base.status, _STATUS_WORDS), **base.status_values},
        basis_values={**_words(values, base.basis, _BASIS_WORDS), **base.basis_values},
    )


def _completed(known: PropertyMapping, values: Mapping[str, Sequence[str]]) -> PropertyMapping:
    """Complete a recognised mapping by guesses: drawing tools with a time do not name the party."""
    if known.party is not None or known.colour is not None:
        return known
    guessed = _guessed(values)
    return replace(
        known, party=guessed.party, status=known.status or guessed.status, colour=guessed.colour
    )


def values_of(draft: Draft, name: str | None) -> dict[str, int]:
    """The values of a property and how many features have each, commonest first."""
    counts = Counter(
        str(value)[:200]
        for draft_feature in draft.features
        if name and (value := value_at(draft_feature.properties, name)) is not None
    )
    return dict(counts.most_common())


def _values(features: Sequence[DraftFeature]) -> dict[str, tuple[str, ...]]:
    """Values of each property that has few; derived values under their dotted path."""
    texts: dict[str, dict[str, None]] = {}
    for draft_feature in features:
        inner = draft_feature.properties.get(DERIVED)
        extra = inner if isinstance(inner, Mapping) else {}
        named = {
            **draft_feature.properties,
            **{f"{DERIVED}.{key}": value for key, value in extra.items()},
        }
        for name, value in named.items():
            if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                texts.setdefault(str(name), {})[str(value)[:200]] = None
    return {name: tuple(values) for name, values in texts.items() if len(values) <= _MAX_VALUES}


def _guessed(values: Mapping[str, Sequence[str]]) -> PropertyMapping:
    party = _named(values, _PARTY_NAMES)
    taken = {party}
    status = _named(values, [name for name in _STATUS_NAMES if name not in taken])
    colour = None if party else _named(values, _COLOUR_NAMES)
    basis = _named(values, [name for name in _BASIS_NAMES if name != status])
    dated = [name for name in STARTS if any(day_of(value) for value in values.get(name, ()))]
    ended = [name for name in ENDS if any(day_of(value) for value in values.get(name, ()))]
    return PropertyMapping(
        party=party,
        status=status,
        basis=basis,
        source=_named(values, _SOURCE_NAMES),
        date=next(iter(dated), None),
        valid_to=next(iter(ended), None),
        colour=colour,
    )


def _named(values: Mapping[str, Sequence[str]], wanted: Sequence[str]) -> str | None:
    """First wanted property that the file has, in upper or lower case."""
    lowered = {name.lower(): name for name in values}
    return next((lowered[name.lower()] for name in wanted if name.lower() in lowered), None)


def _parties_of(values: Sequence[str], parties: Sequence[Party]) -> dict[str, str]:
    """Which party a value likely means, for values that are not its code already."""
    known: dict[str, str] = {}
    for party in parties:
        for text in (party.code, *party.short.values(), *party.name.values()):
            known.setdefault(_folded(text), party.code)
    codes = {*known.values(), CONTESTED_CODE}
    guesses = {
        value: _nearest(value, known) or _contested(value) for value in values if value not in codes
    }
    return {value: code for value, code in guesses.items() if code}


def _nearest(value: str, known: Mapping[str, str]) -> str:
    folded = _folded(value)
    if folded in known:
        return known[folded]
    words = set(folded.split())
    inside = [name for name in known if name and set(name.split()) <= words]
    if inside:
        return known[max(inside, key=len)]
    near = get_close_matches(folded, known, n=1, cutoff=0.8)
    return known[near[0]] if near else ""


def _contested(value: str) -> str:
    """The code of contested ground where a value begins with a word for it, else nothing."""
    first, *_ = (*_folded(value).split(), "")
    return CONTESTED_CODE if first in _CONTESTED_NAMES else ""


def _folded(text: str) -> str:
    """Fold a text: lower case, no marks over letters, single blanks between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join("".join(letters).split())


def _words(
    values: Mapping[str, Sequence[str]], name: str | None, words: Mapping[Any, str]
) -> dict[str, str]:
    codes: dict[str, str] = {}
    for value in values.get(name or "", ()):
        value_words = set(_folded(value).split())
        for code, known in words.items():
            if value_words & set(known.split()) and value != str(code):
                codes.setdefault(value, str(code))
    return codes


def to_json(saved: SavedMapping) -> str:
    """A saved mapping as a JSON object that `from_json` reads."""
    header = {"name": saved.name, "fingerprint": saved.fingerprint}
    return json.dumps(
        {**header, "mapping": asdict(saved.mapping)}, ensure_ascii=False, sort_keys=True
    )


def from_json(text: str) -> SavedMapping:
    """Read a saved mapping from its JSON object; unknown members are left out.

    Raises
    ------
    ValueError
        The text is not the JSON object of a saved mapping.
    """
    try:
        document = json.loads(text)
        names = {member.name for member in fields(PropertyMapping)}
        members = {name: value for name, value in document["mapping"].items() if name in names}
        mapping = PropertyMapping(**members)
        return SavedMapping(str(document["name"]), str(document["fingerprint"]), mapping)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(
            'This is not a saved mapping: expected an object with "name", "fingerprint" and '
            '"mapping"; save the mapping again.'
        ) from error
