"""Catalogues: every sentence of map, pages and problems, one JSON file a language.

The files are in i18next v4 form, which translators' tools open: `{{fact}}` stands for a fact, a
sentence with a number has one entry for each plural category of its language (`key_one`,
`key_other`; Arabic has six). A group is an object: `map` holds what the browser's map says.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "catalogue"
DEFAULT_LANGUAGE: Final = "en"
FACT: Final = re.compile(r"\{\{(\w+)\}\}")
PLURAL_FORM: Final = re.compile(r"_(zero|one|two|few|many|other)$")
_UNPREFIXED: Final = ("map", "pages")

Catalogue = Mapping[str, str]


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a catalogue, English first."""
    return tuple(
        sorted(
            (path.stem for path in FOLDER.glob("*.json")),
            key=lambda code: (code != DEFAULT_LANGUAGE, code),
        )
    )


@cache
def group(language: str, name: str) -> Catalogue:
    """Sentences of one group of a language's catalogue, by key."""
    entries: dict[str, str] = _document(language).get(name, {})
    return entries


@cache
def catalogue(language: str) -> Catalogue:
    """Sentences of a language by key; keys of groups other than map and pages have a prefix.

    `problem.overlap` is the entry `overlap` of the group `problem`.
    """
    entries: dict[str, str] = {}
    for name, texts in _document(language).items():
        prefix = "" if name in _UNPREFIXED else f"{name}."
        entries |= {f"{prefix}{key}": text for key, text in texts.items()}
    return entries


def _document(language: str) -> dict[str, dict[str, str]]:
    document: dict[str, dict[str, str]] = json.loads(
        (FOLDER / f"{language}.json").read_text(encoding="utf-8")
    )
    return document


def supported(language: str | None) -> str:
    """Return the language if it has a catalogue, English otherwise."""
    return language if language is not None and language in languages() else DEFAULT_LANGUAGE


def filled(template: str, facts: Mapping[str, object]) -> str:
    """Replace each `{{fact}}` of a sentence; a fact that was not passed raises KeyError."""
    return FACT.sub(lambda match: str(facts[match[1]]), template)
