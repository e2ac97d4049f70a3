"""Step 2 of an upload: all problems, in words and on the map."""

from collections.abc import Sequence

import shapely
import streamlit as st
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geodata.draft import Draft, DraftFeature, PropertyMapping
from geodata.problems import Problem, Severity, quotable
from layers.locale import Locale
from layers.locale.problems import fix_sentence, problem_sentence
from layers.web.sketch import SketchShape, area_shape, sketch, view_of
from pages.shared.sketch import show_sketch
from pages.shared.style import plain
from pages.upload.ingest import SHARED_FIXES, CheckedMap, theatre
from pages.upload.state import Upload, round_number

_A_PAGE = 12
_MAX_SHAPES = 3000
_MAX_OUTLINES = 400
SIGNS = {
    Severity.ERROR: ":red[:material/block:]",
    Severity.WARNING: ":orange[:material/warning:]",
    Severity.NOTE: ":blue[:material/info:]",
}
"""Icons in Streamlit's Markdown, whose type the app brings along."""


def show_report(
    upload: Upload, checked: CheckedMap | None, problems: Sequence[Problem], locale: Locale
) -> None:
    """Show counts, the list of problems beside the map, and the fix of the chosen problem."""
    st.header(locale.say("upload_report"))
    _verdict(problems, locale)
    if not problems:
        if checked is not None:
            show_sketch(_sketch(checked, problems, None, locale), "upload_map_of_report")
        return
    shown = _filtered(problems, locale)
    left, right = st.columns(2)
    with left:
        chosen = _list(shown, locale)
    with right:
        if checked is not None:
            show_sketch(_sketch(checked, problems, chosen, locale), "upload_map_of_report")
        if chosen is not None:
            _offer_fix(upload, chosen, locale)


def _verdict(problems: Sequence[Problem], locale: Locale) -> None:
    counts = _counts(problems)
    if counts[Severity.ERROR]:
        st.error(locale.say("upload_has_errors", count=counts[Severity.ERROR]))
    elif problems:
        st.info(locale.say("upload_has_no_errors"))
    else:
        st.success(locale.say("upload_clean"))


def _counts(problems: Sequence[Problem]) -> dict[Severity, int]:
    return {severity: sum(p.severity is severity for p in problems) for severity in Severity}


def _filtered(problems: Sequence[Problem], locale: Locale) -> list[Problem]:
    counts = _counts(problems)
    there = [severity for severity in Severity if counts[severity]]
    wanted = st.pills(
        locale.say("upload_show"),
        there,
        selection_mode="multi",
        format_func=lambda severity: (
            f"{SIGNS[severity]} {severity_count(severity, counts[severity], locale)}"
        ),
        key=f"upload_severities_{round_number()}",
    )
    return [problem for problem in problems if not wanted or problem.severity in wanted]


def severity_count(severity: Severity, count: int, locale: Locale) -> str:
    """How many problems of a severity there are, in words."""
    return locale.say(f"upload_severity_{severity}", count=count)


def _list(problems: Sequence[Problem], locale: Locale) -> Problem | None:
    pages = -(-len(problems) // _A_PAGE)
    page = 1
    if pages > 1:
        page = st.number_input(
            locale.say("upload_list_page", pages=pages), 1, pages, key="upload_list_page"
        )
    first = (page - 1) * _A_PAGE
    shown = problems[first : first + _A_PAGE]
    number = st.radio(
        locale.say("upload_problems", count=len(problems)),
        range(len(shown)),
        index=None,
        format_func=lambda number: (
            f"{SIGNS[shown[number].severity]} {problem_text(shown[number], locale)}"
        ),
        captions=[place_in_file(problem, locale) for problem in shown],
        key=f"upload_problem_{round_number()}_{page}_{hash(tuple(p.code for p in problems))}",
    )
    return shown[number] if number is not None else None


def problem_text(problem: Problem, locale: Locale) -> str:
    """Sentence of a problem, with names as people know them; nothing in it is markup."""
    return plain(problem_sentence(problem, locale))


def place_in_file(problem: Problem, locale: Locale) -> str:
    """Feature, name and line of a problem, as far as they are known."""
    where = problem.where
    parts = []
    if where.feature is not None:
        parts.append(locale.say("upload_feature", number=where.feature + 1))
    if where.name:
        parts.append(f"“{quotable(where.name)}”")
    if where.line is not None:
        parts.append(locale.say("upload_line", number=where.line))
    if where.file and len(parts) < 1:
        parts.append(quotable(where.file))
    return plain(" · ".join(parts))


def _offer_fix(upload: Upload, problem: Problem, locale: Locale) -> None:
    if problem.fix is None:
        st.caption(locale.say("upload_no_fix"))
        return
    st.caption(
        locale.say(
            "upload_fix_does",
            what=plain(fix_sentence(problem.fix, locale)),
        )
    )
    feature = problem.where.feature
    if feature is None or problem.fix in SHARED_FIXES:
        return
    if st.button(locale.say("upload_fix_this"), key="upload_fix_one"):
        upload.choice.fixes |= {(problem.fix, feature)}
        st.rerun()


def _sketch(
    checked: CheckedMap, problems: Sequence[Problem], chosen: Problem | None, locale: Locale
) -> bytes:
    shapes = _areas(checked, locale)
    outlines = [problem.where.outline for problem in problems if problem.where.outline is not None]
    shapes += [SketchShape(outline, "problem") for outline in outlines[:_MAX_OUTLINES]]
    view = None
    if chosen is not None:
        spot = _spot(checked.draft, chosen)
        if spot is not None:
            shapes.append(SketchShape(spot, "chosen", label=problem_sentence(chosen, locale)))
            view = view_of(spot)
    return sketch(theatre(), shapes, locale.language, locale.say("upload_map_label"), view)


def _areas(checked: CheckedMap, locale: Locale) -> list[SketchShape]:
    if checked.report.snapshot is not None:
        rows = checked.report.snapshot.areas.itertuples()
        return [area_shape(row, "area", locale.party(row.party)) for row in rows]
    mapping = checked.draft.mapping or PropertyMapping()
    return [
        SketchShape(
            ground, "area", str(feature.properties.get(mapping.party or "")), quotable(feature.name)
        )
        for feature in checked.draft.features[:_MAX_SHAPES]
        if (ground := ground_of(feature)) is not None
    ]


def ground_of(feature: DraftFeature) -> BaseGeometry | None:
    """Geometry of a feature as it was found, as far as it can be drawn."""
    raw = feature.geometry
    if raw is None or isinstance(raw, BaseGeometry):
        return raw
    try:
        return shapely.geometry.shape(dict(raw))
    except (ShapelyError, ValueError, TypeError, AttributeError, LookupError):
        return None


def _spot(draft: Draft, problem: Problem) -> BaseGeometry | None:
    """Spot of a problem: its outline, its point, or its whole feature."""
    where = problem.where
    if where.outline is not None and not where.outline.is_empty:
        return where.outline
    if where.lon_deg is not None and where.lat_deg is not None:
        return shapely.Point(where.lon_deg, where.lat_deg)
    feature = next((feature for feature in draft.features if feature.index == where.feature), None)
    ground = ground_of(feature) if feature is not None else None
    return ground if ground is not None and not ground.is_empty else None
