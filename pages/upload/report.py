"""Step 2 of an upload: everything that was found, in words and on the map."""

from collections.abc import Sequence

import shapely
import streamlit as st
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geodata.draft import Draft, DraftFeature, PropertyMapping
from geodata.problems import Problem, Severity, quotable, repair_sentence, sentence
from geodata.terms import Basis
from layers.locale.text import say
from layers.web.sketch import Shape, sketch, view_of
from pages.shared.change_view import party_name
from pages.shared.sketch import show_sketch
from pages.shared.style import plain
from pages.upload.ingest import ONE_BY_ONE, Examined, theatre
from pages.upload.state import Upload, round_number

_A_PAGE = 12
_MOST_SHAPES = 3000
_MOST_OUTLINES = 400
SIGNS = {Severity.ERROR: "⛔", Severity.WARNING: "⚠️", Severity.NOTE: "ℹ️"}


def show_report(
    upload: Upload, examined: Examined | None, problems: Sequence[Problem], language: str
) -> None:
    """Counts, the list of problems beside the map, and the repair of the one that is chosen."""
    st.header(say(language, "upload_report"))
    _verdict(problems, language)
    if not problems:
        if examined is not None:
            show_sketch(_sketch(examined, problems, None, language), "upload_map_of_report")
        return
    shown = _filtered(problems, language)
    left, right = st.columns(2)
    with left:
        chosen = _list(shown, language)
    with right:
        if examined is not None:
            show_sketch(_sketch(examined, problems, chosen, language), "upload_map_of_report")
        if chosen is not None:
            _one_repair(upload, chosen, language)


def _verdict(problems: Sequence[Problem], language: str) -> None:
    counts = _counts(problems)
    if counts[Severity.ERROR]:
        st.error(say(language, "upload_has_errors", count=counts[Severity.ERROR]))
    elif problems:
        st.info(say(language, "upload_has_no_errors"))
    else:
        st.success(say(language, "upload_clean"))


def _counts(problems: Sequence[Problem]) -> dict[Severity, int]:
    return {one: sum(p.severity is one for p in problems) for one in Severity}


def _filtered(problems: Sequence[Problem], language: str) -> list[Problem]:
    counts = _counts(problems)
    there = [one for one in Severity if counts[one]]
    wanted = st.pills(
        say(language, "upload_show"),
        there,
        selection_mode="multi",
        format_func=lambda one: f"{SIGNS[one]} {_severity(one, counts[one], language)}",
        key=f"upload_severities_{round_number()}",
    )
    return [one for one in problems if not wanted or one.severity in wanted]


def _severity(severity: Severity, count: int, language: str) -> str:
    return say(language, f"upload_severity_{severity}", count=count)


def _list(problems: Sequence[Problem], language: str) -> Problem | None:
    pages = -(-len(problems) // _A_PAGE)
    page = 1
    if pages > 1:
        page = st.number_input(
            say(language, "upload_list_page", pages=pages), 1, pages, key="upload_list_page"
        )
    first = (page - 1) * _A_PAGE
    shown = problems[first : first + _A_PAGE]
    at = st.radio(
        say(language, "upload_problems", count=len(problems)),
        range(len(shown)),
        index=None,
        format_func=lambda at: f"{SIGNS[shown[at].severity]} {told(shown[at], language)}",
        captions=[place_in_file(one, language) for one in shown],
        key=f"upload_problem_{round_number()}_{page}_{hash(tuple(p.code for p in problems))}",
    )
    return shown[at] if at is not None else None


def told(problem: Problem, language: str) -> str:
    """The sentence of a problem, with names as people know them; nothing in it is markup."""
    return plain(sentence(problem, language, theatre()))


def place_in_file(problem: Problem, language: str) -> str:
    """Feature, name and line of a problem, as far as they are known."""
    where = problem.where
    parts = []
    if where.feature is not None:
        parts.append(say(language, "upload_feature", number=where.feature + 1))
    if where.name:
        parts.append(f"“{quotable(where.name)}”")
    if where.line is not None:
        parts.append(say(language, "upload_line", number=where.line))
    if where.file and len(parts) < 1:
        parts.append(quotable(where.file))
    return plain(" · ".join(parts))


def _one_repair(upload: Upload, problem: Problem, language: str) -> None:
    if problem.repair is None:
        st.caption(say(language, "upload_no_repair"))
        return
    st.caption(
        say(language, "upload_repair_does", what=plain(repair_sentence(problem.repair, language)))
    )
    feature = problem.where.feature
    if feature is None or problem.repair in ONE_BY_ONE:
        return
    if st.button(say(language, "upload_repair_this"), key="upload_repair_one"):
        upload.choice.repairs |= {(problem.repair, feature)}
        st.rerun()


def _sketch(
    examined: Examined, problems: Sequence[Problem], chosen: Problem | None, language: str
) -> bytes:
    shapes = _areas(examined, language)
    outlines = [one.where.outline for one in problems if one.where.outline is not None]
    shapes += [Shape(one, "problem") for one in outlines[:_MOST_OUTLINES]]
    view = None
    if chosen is not None:
        spot = _spot(examined.draft, chosen)
        if spot is not None:
            shapes.append(Shape(spot, "chosen", label=sentence(chosen, language, theatre())))
            view = view_of(spot)
    return sketch(theatre(), shapes, language, say(language, "upload_map_label"), view)


def _areas(examined: Examined, language: str) -> list[Shape]:
    if examined.report.snapshot is not None:
        rows = examined.report.snapshot.areas.itertuples()
        return [
            Shape(
                row.geometry,
                "area",
                row.party,
                party_name(theatre(), row.party, language),
                row.basis == Basis.CLAIMED,
            )
            for row in rows
        ]
    mapping = examined.draft.mapping or PropertyMapping()
    return [
        Shape(ground, "area", str(one.properties.get(mapping.party or "")), quotable(one.name))
        for one in examined.draft.features[:_MOST_SHAPES]
        if (ground := ground_of(one)) is not None
    ]


def ground_of(feature: DraftFeature) -> BaseGeometry | None:
    """A feature as far as it can be drawn as it was found."""
    raw = feature.geometry
    if raw is None or isinstance(raw, BaseGeometry):
        return raw
    try:
        return shapely.geometry.shape(dict(raw))
    except (ShapelyError, ValueError, TypeError, AttributeError, LookupError):
        return None


def _spot(draft: Draft, problem: Problem) -> BaseGeometry | None:
    """Where to look: the outline, the point, or the whole feature of a problem."""
    where = problem.where
    if where.outline is not None and not where.outline.is_empty:
        return where.outline
    if where.lon_deg is not None and where.lat_deg is not None:
        return shapely.Point(where.lon_deg, where.lat_deg)
    one = next((one for one in draft.features if one.index == where.feature), None)
    ground = ground_of(one) if one is not None else None
    return ground if ground is not None and not ground.is_empty else None
