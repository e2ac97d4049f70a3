"""JSON text: parsed leniently, each problem with its line."""

import gc
import json
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import orjson

from geodata.reading.findings import Findings
from geodata.reading.limits import MIB, Limits
from geodata.reading.scan import Scan, cost_bytes, scan

_NO_NUMBER: Final = re.compile(rb"(?<![\w\"])-?(?:NaN|Infinity)(?![\w\"])")
_HUGE: Final = re.compile(rb"\d{300,}|[eE]\+?\d{3,}")
_HALF_A_CHARACTER: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_WHOLE_DIGITS: Final = 300
_SHOWN: Final = 20
_LEADING: Final = 100


@dataclass(frozen=True, eq=False)
class JsonText:
    """A parsed text and where its objects stand in it."""

    value: Any
    scan: Scan


def parse(text: bytes, findings: Findings, limits: Limits) -> JsonText | None:
    """The value of a JSON text in UTF-8; None, and a finding, if there is none."""
    seen = checked(text, findings, limits)
    if seen is None:
        return None
    with paused_garbage_collection():
        value = _value(text, seen, findings)
    if value is _NOTHING:
        return None
    point_at_duplicates(seen, findings)
    return JsonText(value, seen)


def checked(text: bytes, findings: Findings, limits: Limits) -> Scan | None:
    """Where things are in a text; None, and a finding, if it is empty, too deep or too much."""
    if not text.strip():
        findings.error("file-empty")
        return None
    if cost_bytes(text) > limits.parsed_mb * MIB:
        findings.error("too-much-data", values=text.count(b","), limit_mb=limits.parsed_mb)
        return None
    seen = scan(text, limits.depth)
    if seen.too_deep is not None:
        line = seen.lines([seen.too_deep])[0]
        findings.error("too-deep", line=line, column=seen.column(seen.too_deep), limit=limits.depth)
        return None
    return seen


def point_at_duplicates(seen: Scan, findings: Findings) -> None:
    """A finding for each key that its object has had before."""
    duplicates = seen.duplicate_keys()
    for (_, name), line in zip(
        duplicates, seen.lines([position for position, _ in duplicates]), strict=True
    ):
        findings.warning("duplicate-key", line=line, key=name)


_NOTHING: Final = object()


@contextmanager
def paused_garbage_collection() -> Iterator[None]:
    """Pause garbage collection: millions of new lists would set it off again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _value(text: bytes, seen: Scan, findings: Findings) -> Any:  # noqa: ANN401 - any JSON
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        failure = error
    if b"\\u" in text:
        whole = _HALF_A_CHARACTER.sub(rb"\\ufffd", text)
        if whole != text:
            findings.warning("half-a-character", line=_line(text, _HALF_A_CHARACTER))
            text = whole
    try:
        value = json.loads(text.decode(errors="replace"), parse_int=_whole, parse_constant=float)
    except json.JSONDecodeError as error:
        _explain(error if error.pos >= failure.pos else failure, seen, findings)
        return _NOTHING
    _point_at_numbers(text, seen, findings)
    return value


def _whole(digits: str) -> int | float:
    """Parse a whole number; with more digits than any coordinate has it is infinite, like 1e999."""
    return (
        int(digits) if len(digits) <= _WHOLE_DIGITS else math.copysign(math.inf, digits[0] != "-")
    )


def _line(text: bytes, pattern: re.Pattern[bytes]) -> int:
    match = pattern.search(text)
    return text.count(b"\n", 0, match.start()) + 1 if match else 1


def _point_at_numbers(text: bytes, seen: Scan, findings: Findings) -> None:
    """A finding for each NaN, Infinity or number beyond what a computer counts with."""
    places = [
        (match.start(), match[0])
        for pattern in (_NO_NUMBER, _HUGE)
        for _, match in zip(range(1000), pattern.finditer(text), strict=False)
    ]
    places.sort()
    lines = seen.lines([position for position, _ in places])
    for (_, token), line in zip(places, lines, strict=True):
        findings.error("not-a-number", line=line, found=token[:_SHOWN].decode("ascii", "replace"))


def _explain(error: json.JSONDecodeError, seen: Scan, findings: Findings) -> None:
    excerpt = error.doc[error.pos : error.pos + _SHOWN]
    at_end = not error.doc[error.pos :].strip() or "nterminated" in error.msg
    if at_end and (seen.final_depth > 0 or seen.ends_inside_string):
        findings.error(
            "json-cut-off",
            line=error.doc.count("\n") + 1,
            column=len(error.doc) - error.doc.rfind("\n"),
            opened=_unclosed_line(seen),
        )
        return
    findings.error("json-syntax", line=error.lineno, column=error.colno, found=excerpt)


def _unclosed_line(seen: Scan) -> int:
    """Line of the innermost object that never closes."""
    for depth in range(max(seen.final_depth, 0), 0, -1):
        opened = seen.braces[seen.brace_depth == depth]
        closed = seen.braces[seen.brace_depth == -depth]
        if len(opened) and (not len(closed) or opened[-1] > closed[-1]):
            return seen.lines(np.asarray(opened[-1:]))[0]
    return 1


def sequence(text: bytes) -> list[tuple[int, bytes]] | None:
    """Line numbers and texts of a sequence of JSON values; None for any other text.

    Both RFC 8142 (a record separator before each) and plain lines. What lies between two record
    separators may span lines.
    """
    mark = b"\x1e"
    if text[:_LEADING].lstrip()[:1] == mark:
        parts, line, records = text.split(mark), 1, []
        for part in parts:
            records.append((line + _leading_lines(part), part))
            line += part.count(b"\n")
        return [(line_number, part) for line_number, part in records if part.strip()]
    if not _is_line_delimited(text):
        return None
    return [(n, line) for n, line in enumerate(text.split(b"\n"), start=1) if line.strip()]


def _is_line_delimited(text: bytes) -> bool:
    """Whether the first line is an object and the second begins another."""
    begin = len(text[:_LEADING]) - len(text[:_LEADING].lstrip())
    end = text.find(b"\n", begin)
    return (
        end > 0
        and text[begin : begin + 1] == b"{"
        and text[max(begin, end - _LEADING) : end].rstrip().endswith(b"}")
        and text[end : end + _LEADING].lstrip().startswith(b"{")
    )


def _leading_lines(part: bytes) -> int:
    return part[: len(part) - len(part.lstrip())].count(b"\n")
