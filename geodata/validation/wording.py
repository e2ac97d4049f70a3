"""Checks of texts: HTML, and invisible characters."""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from geodata.problems import Problem
from geodata.validation.context import CheckContext

TAG: Final = re.compile(r"<[/!?]?[a-zA-Z][^<>]{0,2000}>|<(?:script|style|iframe|svg)\b", re.I)
BREAK: Final = re.compile(r"<(?:br|p|div|li|tr)\b[^<>]{0,2000}>", re.I)
SCRIPT: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.I | re.S)
ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
ALLOWED_CONTROLS: Final = frozenset("\n\r\t\u200c\u200d")
"""Control characters that text may have: breaks, and the joiners that Persian and Kurdish need."""


def check_texts(context: CheckContext) -> list[Problem]:
    """Check for properties with HTML, or with invisible characters."""
    marked = np.array(
        [any_text(feature.properties, has_html) for feature in context.draft.features], dtype=bool
    )
    hidden = np.array(
        [any_text(feature.properties, has_hidden) for feature in context.draft.features], dtype=bool
    )
    return [*context.counted("text-html", marked), *context.counted("text-hidden", hidden)]


def has_html(text: str) -> bool:
    """Whether a text holds tags or entities."""
    return ("<" in text and bool(TAG.search(text))) or ("&" in text and bool(ENTITY.search(text)))


def has_hidden(text: str) -> bool:
    """Whether a text holds control or direction marks."""
    if text.isascii() and text.isprintable():
        return False
    return any(
        unicodedata.category(character) in ("Cc", "Cf") and character not in ALLOWED_CONTROLS
        for character in text
    )


def without_html(text: str) -> str:
    """Words of a text that holds HTML; stripped twice, because entities may hide a tag."""
    for _ in range(2):
        text = html.unescape(TAG.sub("", BREAK.sub(" ", SCRIPT.sub("", text))))
    return " ".join(re.sub(r"[<>&]", " ", text).split()) if has_html(text) else text.strip()


def without_hidden(text: str) -> str:
    """Text without invisible characters."""
    visible = (
        character
        for character in text
        if unicodedata.category(character) not in ("Cc", "Cf") or character in ALLOWED_CONTROLS
    )
    return "".join(visible).strip()


def rewritten(properties: Mapping[str, object], how: Callable[[str], str]) -> dict[str, object]:
    """Properties with all texts rewritten, in lists and nested properties too."""
    return {name: _deep(value, how, 0) for name, value in properties.items()}


def _deep(value: object, how: Callable[[str], str], depth: int) -> object:
    if isinstance(value, str):
        return how(value)
    if isinstance(value, Mapping) and depth < 8:
        return {key: _deep(inner, how, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple) and depth < 8:
        return [_deep(inner, how, depth + 1) for inner in value]
    return value


def any_text(value: object, test: Callable[[str], bool], depth: int = 0) -> bool:
    """Whether any text in a value, nested ones included, passes a test."""
    if isinstance(value, str):
        return test(value)
    if isinstance(value, Mapping) and depth <= 8:
        return any(any_text(inner, test, depth + 1) for inner in value.values())
    if isinstance(value, list | tuple) and depth <= 8:
        return any(any_text(inner, test, depth + 1) for inner in value)
    return False
