"""Compare: two days on one map, side by side, or what changed between them, and the numbers."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from geodata.change import Change, control_change_reports
from layers.change import Span, drawn
from layers.link_table import read_parameters
from layers.locale.briefing import Findings, briefing
from pages.compare import report
from pages.compare.tables import Tables
from pages.shared import data
from pages.shared.map import PageMap
from pages.shared.navigation import PageLink, show_links
from pages.shared.page import Page, page

# State of the map at rest, and the parameters of the link that say the same.
_PARAMETERS: Final = {
    "from": "from", "to": "to", "claimed": "claimed", "min_km2": "min_km2", "language": "lang",
}  # fmt: skip


def choices(view: Page, state: Mapping[str, Any]) -> tuple[Span, float]:
    """Two days, the earlier one first, and the smallest flow listed, in km².

    They are those of the map at rest, or where it has sent none of the link, both by `link.json`;
    what cannot be read has its default.
    """
    parameters = {name: _text(state[key]) for key, name in _PARAMETERS.items() if key in state}
    values, _ = read_parameters({**st.query_params, **parameters}, "compare")
    record, edition = view.record, view.edition
    first, last = sorted((
        record.nearest(values["from"] or record.dates[0]),
        record.nearest(values["to"] or record.dates[-1]),
    ))  # fmt: skip
    span = Span(
        record, first, last, values["lang"], values["claimed"], edition.version, edition.known_on
    )
    return span, values["min_km2"]


def _text(value: object) -> str:
    """A value of the map's state as it stands in a link."""
    return str(int(value)) if isinstance(value, bool) else str(value)


@st.fragment
def show_numbers(view: Page, shown: PageMap) -> None:
    """Briefing and tables of the two days on which the handles have come to rest."""
    state = shown.state()
    newest, _ = data.edition_or_newest(view.known_on, view.theatre_name)
    if newest != view.edition:
        # Something was published: the map gets its new day, and keeps days and view.
        st.rerun()
    span, min_km2 = choices(view, state)
    change = data.change(view.edition, *span.effective_dates, span.claimed)
    shown.publish_change(drawn(span, change, min_km2))
    show_head(span)
    grid = st.container(key="report_grid")
    text = grid.container(key="compare_box_briefing")
    with grid:
        findings = show_tables(view.edition, span, change, min_km2)
    with text:
        report.show_briefing(briefing(span, findings), span.locale)


def show_head(span: Span) -> None:
    """Title, the two days, and the links to the replay and to a picture."""
    locale = span.locale
    st.title(locale.say("page_compare"), anchor=False)
    first, last = map(locale.day, (span.first, span.last))
    st.header(locale.say("compare_what", first=first, last=last), anchor=False)
    label, day = locale.say("compare_to_replay", day=last), span.last.isoformat()
    show_links(
        "onward",
        locale.language,
        PageLink("replay", label, {"as_of": day}),
        PageLink("press", locale.say("press_from_map"), {"kind": "change"}),
    )


def show_tables(edition: data.Edition, span: Span, change: Change, min_km2: float) -> Findings:
    """Every table; gives what was measured for them."""
    dates = span.effective_dates
    tables = Tables(span, data.provenance(edition))
    report.show_parties(tables, change)
    report.show_flows(tables, change, min_km2)
    by_governorate = data.change_by_governorate(edition, *dates, span.claimed)
    report.show_governorates(tables, change, by_governorate)
    with st.container(key="compare_box_lines"):
        fronts = data.front_moves(edition, *dates)
        report.show_fronts(tables, fronts)
        farthest = st.container(key="compare_box_farthest")
    report.show_places(tables, data.places_changed(edition, span.first, span.last))
    # The advances take longest: the other tables stand by then.
    advances = data.advances_between(edition, *dates)
    with farthest:
        report.show_advances(tables, advances)
    reports = control_change_reports(span.record.theatre, span.first, span.last)
    return Findings(change, fronts, advances, reports, min_km2)


with page("compare") as view:
    shown = PageMap("compare", data.replay_bytes(view.edition))
    span, _ = choices(view, {})
    view.name_day(" – ".join(map(view.locale.day, (span.first, span.last))))
    shown.show()
    with st.container(key="report"):
        show_numbers(view, shown)
