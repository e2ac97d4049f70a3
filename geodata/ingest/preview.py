"""Preview of a property mapping: the properties of drafts, and how features would be classified."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geodata.draft import Draft, DraftFeature, PropertyMapping, value_at
from geodata.reading.findings import Findings
from geodata.reading.layer import DERIVED, Layer
from geodata.reading.split import drafts_of
from geodata.theatre import Theatre
from geodata.validation.classification import Classification, classify
from geodata.validation.context import CheckContext

_MAX_VALUE_LENGTH: Final = 200
_MAX_COMBINATIONS: Final = 500
_UNKNOWN: Final = Classification(None, None, None, "")
_COLOUR: Final = re.compile(r"#?[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3}(?:[0-9a-fA-F]{2})?)?|rgba?\(.*\)")
_COLOUR_NAMES: Final = ("fill", "stroke", "color", "colour", "styleurl", "stylehash")


@dataclass(frozen=True)
class Property:
    """Property of a file: how many features have each of its values, commonest first."""

    name: str
    values: Mapping[str, int]

    @property
    def is_colour(self) -> bool:
        """Whether the values look like colours, or name a style."""
        named = any(colour_name in self.name.lower() for colour_name in _COLOUR_NAMES)
        return named or all(_COLOUR.fullmatch(value) for value in self.values)


def properties(drafts: Sequence[Draft]) -> tuple[Property, ...]:
    """Properties of drafts of the same shape, in the order of the file.

    Derived values are among them, under their dotted path.
    """
    counts: dict[str, Counter[str]] = {}
    for draft in drafts:
        for feature in draft.features:
            for name, value in _named(feature):
                counts.setdefault(name, Counter())[str(value)[:_MAX_VALUE_LENGTH]] += 1
    return tuple(Property(name, dict(values.most_common())) for name, values in counts.items())


def _named(feature: DraftFeature) -> Iterator[tuple[str, object]]:
    for name, value in feature.properties.items():
        if name == DERIVED and isinstance(value, Mapping):
            yield from ((f"{DERIVED}.{key}", inner) for key, inner in value.items())
        elif isinstance(value, str | int | float) and str(value).strip():
            yield str(name), value


def preview_classifications(
    draft: Draft, theatre: Theatre, mapping: PropertyMapping | None
) -> tuple[Classification, ...]:
    """Classify each feature of a draft as the check will do; nothing is checked.

    Mapping None: as recognised, or our own names. Of very many different values the last stay
    unknown.
    """
    mapped = CheckContext(draft, theatre, None, mapping).property_mapping
    names = (mapped.party, mapped.status, mapped.basis, mapped.colour)
    combinations = [
        tuple(str(value_at(feature.properties, name)) for name in names)
        for feature in draft.features
    ]
    firsts = dict(zip(reversed(combinations), reversed(draft.features), strict=True))
    some = dict(list(firsts.items())[:_MAX_COMBINATIONS])
    sample = replace(draft, features=tuple(some.values()))
    read, _ = classify(CheckContext(sample, theatre, None, mapping))
    by_combination = dict(zip(some, read, strict=True))
    return tuple(by_combination.get(combination, _UNKNOWN) for combination in combinations)


def is_clear(draft: Draft, theatre: Theatre, mapping: PropertyMapping | None = None) -> bool:
    """Whether party, status and basis of every feature are known."""
    return all(
        classification.key is not None
        for classification in preview_classifications(draft, theatre, mapping)
    )


def with_mapping(draft: Draft, mapping: PropertyMapping) -> list[Draft]:
    """Apply a mapping to a draft; where it gives the day, a draft for each day."""
    if draft.effective_date is not None or mapping.date is None:
        return [replace(draft, mapping=mapping)]
    layer = Layer(draft.features, crs=draft.crs, schema=draft.schema, mapping=mapping)
    return drafts_of(layer, draft.file, Findings(draft.file))
