"""This module knows text that is more than text: HTML, and marks that nobody sees."""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from geodata.problems import Problem
from geodata.validation.context import Case

TAG: Final = re.compile(r"<[/!?]?[a-zA-Z][^<>]{0,2000}>|<(?:script|style|iframe|svg)\b", re.I)
BREAK: Final = re.compile(r"<(?:br|p|div|li|tr)\b[^<>]{0,2000}>", re.I)
SCRIPT: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.I | re.S)
ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
MEANT: Final = frozenset("\n\r\t\u200c\u200d")
"""Control characters that text may have: breaks, and the joiners that Persian and Kurdish need."""


def check_texts(case: Case) -> list[Problem]:
    """Properties with HTML, or with characters that are not seen."""
    marked = np.array(
        [any_text(one.properties, has_html) for one in case.draft.features], dtype=bool
    )
    hidden = np.array(
        [any_text(one.properties, has_hidden) for one in case.draft.features], dtype=bool
    )
    return [*case.counted("text-html", marked), *case.counted("text-hidden", hidden)]


def has_html(text: str) -> bool:
    """Whether a text holds tags or entities."""
    return ("<" in text and bool(TAG.search(text))) or ("&" in text and bool(ENTITY.search(text)))


def has_hidden(text: str) -> bool:
    """Whether a text holds control or direction marks."""
    if text.isascii() and text.isprintable():
        return False
    return any(unicodedata.category(one) in ("Cc", "Cf") and one not in MEANT for one in text)


def without_html(text: str) -> str:
    """The words of a text that holds HTML; twice, for what is written as entities may be a tag."""
    for _ in range(2):
        text = html.unescape(TAG.sub("", BREAK.sub(" ", SCRIPT.sub("", text))))
    return " ".join(re.sub(r"[<>&]", " ", text).split()) if has_html(text) else text.strip()


def without_hidden(text: str) -> str:
    """A text without the marks that are not seen."""
    kept = (one for one in text if unicodedata.category(one) not in ("Cc", "Cf") or one in MEANT)
    return "".join(kept).strip()


def rewritten(properties: Mapping[str, object], how: Callable[[str], str]) -> dict[str, object]:
    """Properties whose texts have been rewritten; lists and nested properties too."""
    return {name: _deep(value, how, 0) for name, value in properties.items()}


def _deep(value: object, how: Callable[[str], str], depth: int) -> object:
    if isinstance(value, str):
        return how(value)
    if isinstance(value, Mapping) and depth < 8:
        return {key: _deep(one, how, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple) and depth < 8:
        return [_deep(one, how, depth + 1) for one in value]
    return value


def any_text(value: object, test: Callable[[str], bool], depth: int = 0) -> bool:
    """Whether a text in a value, or in what it holds, passes a test."""
    if isinstance(value, str):
        return test(value)
    if isinstance(value, Mapping) and depth <= 8:
        return any(any_text(one, test, depth + 1) for one in value.values())
    if isinstance(value, list | tuple) and depth <= 8:
        return any(any_text(one, test, depth + 1) for one in value)
    return False
