"""Kinds of problems that checks report: the severity and the fix of each code."""

from collections.abc import Mapping
from typing import Final

from geodata.problems import Fact, Problem, Severity, Where

_ERRORS: Final[Mapping[str, str | None]] = {
    "geometry-unreadable": "leave-out",
    "position-unreadable": "drop-positions",
    "too-few-positions": "drop-rings",
    "unclosed-ring": "close-rings",
    "out-of-range": None,
    "antimeridian": None,
    "axes-swapped": "swap-axes",
    "other-crs": "reproject",
    "wrong-theatre": None,
    "no-areas": None,
    "tangled": None,
    "self-intersection": "make-valid",
    "hole-outside-shell": "make-valid",
    "nested-holes": "make-valid",
    "nested-shells": "make-valid",
    "interior-disconnected": "make-valid",
    "party-missing": None,
    "party-unknown": None,
    "status-unknown": None,
    "basis-unknown": None,
    "date-missing": None,
    "date-unreadable": None,
    "date-future": None,
    "date-reversed": None,
    "overlap": "settle-overlaps",
    "border-mismatch": "match-borders",
    "borders-unchecked": "match-borders",
}
_WARNINGS: Final[Mapping[str, str | None]] = {
    "crs-contradicts": None,
    "outside-theatre": "leave-out",
    "precision-coarse": None,
    "empty-geometry": "leave-out",
    "not-an-area": "leave-out",
    "spike": "remove-spikes",
    "sliver": "remove-slivers",
    "contested-with-party": "name-contested",
    "between-unclear": "drop-between",
    "date-differs": None,
    "text-html": "strip-html",
    "text-hidden": "strip-hidden",
    "gap": "fill-gaps",
    "area-jump": None,
    "place-flips": None,
    "border-jitter": None,
    "assertion-failed": None,
}
_NOTES: Final[Mapping[str, str | None]] = {
    "heights": "drop-heights",
    "precision-surplus": "round",
    "winding": "rewind",
    "duplicate-positions": "drop-duplicates",
    "collection": "take-areas",
    "duplicate-feature": "leave-out",
    "party-by-name": None,
    "status-assumed": None,
    "basis-assumed": None,
    "border-points": "match-borders",
    "more-of-the-same": None,
}
KINDS: Final[Mapping[str, tuple[Severity, str | None]]] = {
    code: (severity, fix)
    for severity, kinds in (
        (Severity.ERROR, _ERRORS),
        (Severity.WARNING, _WARNINGS),
        (Severity.NOTE, _NOTES),
    )
    for code, fix in kinds.items()
}
"""Severity and fix by the problem's code."""


def problem_of(code: str, where: Where, facts: Mapping[str, Fact] | None = None) -> Problem:
    """Problem of a known kind."""
    severity, fix = KINDS[code]
    return Problem(code, severity, where, dict(facts or {}), fix)
