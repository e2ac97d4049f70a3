"""This module knows what there is to say of properties, and what would come of what is said."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geodata.draft import Draft, DraftFeature, PropertyMapping, value_at
from geodata.reading.dates import day_of
from geodata.reading.findings import Findings
from geodata.reading.layer import DERIVED, Layer
from geodata.reading.split import drafts_of
from geodata.theatre import Theatre
from geodata.validation.classification import Meaning, meanings
from geodata.validation.context import Case

_LONGEST: Final = 200
_MOST_WAYS: Final = 500
_UNKNOWN: Final = Meaning(None, None, None, "")
_COLOUR: Final = re.compile(r"#?[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3}(?:[0-9a-fA-F]{2})?)?|rgba?\(.*\)")
_COLOUR_NAMES: Final = ("fill", "stroke", "color", "colour", "styleurl", "stylehash")


@dataclass(frozen=True)
class Property:
    """A property of a file: how many features have each of its values, commonest first."""

    name: str
    values: Mapping[str, int]

    @property
    def is_colour(self) -> bool:
        """Whether it looks like a colour, or names a style."""
        named = any(one in self.name.lower() for one in _COLOUR_NAMES)
        return named or all(_COLOUR.fullmatch(value) for value in self.values)

    @property
    def is_day(self) -> bool:
        """Whether most of its values can be read as days."""
        dated = sum(day_of(value) is not None for value in self.values)
        return dated * 2 > len(self.values)


def properties(drafts: Sequence[Draft]) -> tuple[Property, ...]:
    """The properties of drafts of one shape, in the order of the file; what a reader worked out
    is among them, under its path.
    """
    found: dict[str, Counter[str]] = {}
    for draft in drafts:
        for one in draft.features:
            for name, value in _named(one):
                found.setdefault(name, Counter())[str(value)[:_LONGEST]] += 1
    return tuple(Property(name, dict(values.most_common())) for name, values in found.items())


def _named(one: DraftFeature) -> Iterator[tuple[str, object]]:
    for name, value in one.properties.items():
        if name == DERIVED and isinstance(value, Mapping):
            yield from ((f"{DERIVED}.{key}", inner) for key, inner in value.items())
        elif isinstance(value, str | int | float) and str(value).strip():
            yield str(name), value


def outlook(draft: Draft, theatre: Theatre, mapping: PropertyMapping | None) -> tuple[Meaning, ...]:
    """What each feature of a draft would mean, as the check will read it; nothing is checked.

    None: as recognised, or with our own names. Of very many different values the last stay unclear.
    """
    says = Case(draft, theatre, None, mapping).says
    names = (says.party, says.status, says.basis, says.colour)
    ways = [tuple(str(value_at(one.properties, name)) for name in names) for one in draft.features]
    firsts = dict(zip(reversed(ways), reversed(draft.features), strict=True))
    some = dict(list(firsts.items())[:_MOST_WAYS])
    one_each = replace(draft, features=tuple(some.values()))
    read, _ = meanings(Case(one_each, theatre, None, mapping))
    told = dict(zip(some, read, strict=True))
    return tuple(told.get(way, _UNKNOWN) for way in ways)


def is_clear(draft: Draft, theatre: Theatre, mapping: PropertyMapping | None = None) -> bool:
    """Whether party, status and basis of every feature can be told."""
    return all(one.key is not None for one in outlook(draft, theatre, mapping))


def meant(draft: Draft, mapping: PropertyMapping) -> list[Draft]:
    """A draft whose properties mean what somebody said; one for each day, if they give the day."""
    if draft.effective_date is not None or mapping.date is None:
        return [replace(draft, mapping=mapping)]
    layer = Layer(draft.features, crs=draft.crs, schema=draft.schema, mapping=mapping)
    return drafts_of(layer, draft.file, Findings(draft.file))
