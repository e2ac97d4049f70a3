"""Several days of an upload: the problems and the change of each, published together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from geodata.draft import Draft
from geodata.ingest import UploadedMaps
from geodata.problems import Problem, Severity, quotable
from layers.locale import Locale
from layers.locale.locale import NOT_KNOWN
from pages.shared.style import plain
from pages.shared.table import show_table
from pages.upload import ingest, state
from pages.upload.files import map_name, progress
from pages.upload.ingest import CheckedMap, theatre
from pages.upload.publish import show_done, show_publish
from pages.upload.report import SIGNS, problem_text, severity_count
from pages.upload.state import Upload

_MAX_NAMED = 8
_MAX_FILES = 20


def show_all(upload: Upload, maps: UploadedMaps, locale: Locale) -> None:
    """Show all maps of an upload, from their problems to the link that opens them in the replay."""
    published = [
        choice.published for choice in upload.choices.values() if choice.published is not None
    ]
    if published:
        show_done(sorted(published), locale)
    with progress(locale) as report_progress:
        checked_maps = ingest.check_all_maps(upload, maps.drafts, report_progress)
    if not checked_maps:
        return
    st.header(locale.say("upload_report"))
    chosen = {
        map_index: checked
        for map_index, checked in checked_maps.items()
        if not upload.choice_of(map_index).left_out
    }
    bad = [map_index for map_index, checked in chosen.items() if maps.errors_of(checked.day)]
    may = _verdict(chosen, bad, locale)
    _bad_files(maps, locale)
    _days(upload, maps, checked_maps, locale)
    _next_steps(upload, maps, checked_maps, bad, locale)
    if may:
        in_time = dict(sorted(chosen.items(), key=lambda pair: _day(pair[1]) or date.min))
        label = locale.say("upload_publish_all", count=len(chosen))
        show_publish(upload, in_time, maps.originals, label, locale)
        st.caption(locale.say("upload_publish_all_help"))


def _verdict(chosen: Mapping[int, CheckedMap], bad: Sequence[int], locale: Locale) -> bool:
    """Say whether these days may be published."""
    counts = Counter(_day(checked) for checked in chosen.values())
    twice = [day for day, count in counts.items() if day is not None and count > 1]
    if bad:
        days = [_day(chosen[map_index]) for map_index in bad]
        st.error(locale.say("upload_days_bad", days=_named(days, locale)))
    if twice:
        st.error(locale.say("upload_days_twice", days=_named(twice, locale)))
    if chosen and not bad and not twice:
        st.info(locale.say("upload_days_good"))
        return True
    return False


def _day(checked: CheckedMap) -> date | None:
    return checked.day.effective_date


def _named(days: Sequence[date | None], locale: Locale) -> str:
    words = [locale.day(day) if day else locale.say("upload_no_day") for day in days[:_MAX_NAMED]]
    return locale.series(words, "semicolon") + (" …" if len(days) > _MAX_NAMED else "")


def _bad_files(maps: UploadedMaps, locale: Locale) -> None:
    """Errors of files, which have no row in the table: what could not be read has no day."""
    errors = [problem for problem in maps.problems if problem.severity is Severity.ERROR]
    if errors:
        with st.expander(locale.say("upload_files_bad", count=len(errors)), expanded=True):
            for problem in errors[:_MAX_FILES]:
                name = plain(quotable(problem.where.file or NOT_KNOWN))
                st.markdown(f"{SIGNS[problem.severity]} {name}: {problem_text(problem, locale)}")


def _days(
    upload: Upload, maps: UploadedMaps, checked_maps: Mapping[int, CheckedMap], locale: Locale
) -> None:
    changes = {
        map_index: {
            (total.party, total.basis): total.delta_km2 for total in ingest.change_of(checked)
        }
        for map_index, checked in checked_maps.items()
        if checked.report.snapshot is not None
    }
    moved = {party for change in changes.values() for (party, _), km2 in change.items() if km2}
    listed = (*(party.code for party in theatre().parties), None)
    codes = [code for code in listed if code in moved]
    heads = [
        locale.say(key)
        for key in ("upload_day_head", "upload_becomes_head", "upload_problems_head")
    ]
    heads += [locale.party(code) for code in codes]
    rows = []
    for map_index, draft in enumerate(maps.drafts):
        checked = checked_maps.get(map_index)
        km2 = changes.get(map_index, {})
        row = [_name(checked, draft, locale), _becomes(upload, map_index, checked, locale)]
        row.append(
            _counted(maps.problems_with(checked.day), checked, locale) if checked else NOT_KNOWN
        )
        sums = (sum(v for (party, _), v in km2.items() if party == code) for code in codes)
        rows.append([*row, *(locale.area_change(total_km2) for total_km2 in sums)])
    # Short words in narrow columns: each on one line.
    rows = [[*(word.replace(" ", "\u00a0") for word in row[:3]), *row[3:]] for row in rows]
    show_table(locale, locale.say("upload_days"), heads, rows, texts=3)


def _name(checked: CheckedMap | None, draft: Draft, locale: Locale) -> str:
    day = _day(checked) if checked else draft.effective_date
    return locale.day(day) if day else f"{locale.say('upload_no_day')}: {draft.file}"


def _becomes(upload: Upload, map_index: int, checked: CheckedMap | None, locale: Locale) -> str:
    choice = upload.choice_of(map_index)
    if choice.published is not None:
        return locale.say("upload_is_published", number=choice.published)
    if choice.left_out or checked is None:
        return locale.say("upload_left_out")
    if checked.report.snapshot is None:
        return NOT_KNOWN
    corrects = checked.in_force is not None and checked.in_force.effective_date == _day(checked)
    return locale.say("upload_correction" if corrects else "upload_new_snapshot")


def _counted(problems: Sequence[Problem], checked: CheckedMap, locale: Locale) -> str:
    """Problems of a day; the errors of other files have a place of their own."""
    mine = set(map(id, checked.report.problems))
    counts = Counter(problem.severity for problem in problems if id(problem) in mine)
    return (
        " · ".join(
            severity_count(severity, counts[severity], locale)
            for severity in Severity
            if counts[severity]
        )
        or "✓"
    )


def _next_steps(
    upload: Upload,
    maps: UploadedMaps,
    checked_maps: Mapping[int, CheckedMap],
    bad: Sequence[int],
    locale: Locale,
) -> None:
    """Show the next steps: fixes on all days, days left out, a day to look at."""
    mark = state.round_number()
    fixes = {
        number: {problem.fix for problem in checked.report.problems if problem.fix}
        for number, checked in checked_maps.items()
    }
    has_fixes = any(codes - upload.choice_of(number).fixes for number, codes in fixes.items())
    with st.container(horizontal=True):
        if has_fixes and st.button(locale.say("upload_fix_all_days"), key="upload_fix_days"):
            for number, codes in fixes.items():
                upload.choice_of(number).fixes |= codes
            st.rerun()
        if bad and st.button(
            locale.say("upload_leave_out_bad", count=len(bad)), key="upload_leave_out_bad"
        ):
            for number in bad:
                upload.choice_of(number).left_out = True
            st.rerun()
    left, right = st.columns(2)
    with left:
        _leave_out(upload, maps, checked_maps, locale)
    map_index: int | None = right.selectbox(
        locale.say("upload_look_at"),
        list(checked_maps),
        index=None,
        placeholder="",
        format_func=lambda map_index: map_name(upload, maps.drafts[map_index], map_index, locale),
        key=f"upload_look_at_{mark}",
    )
    if map_index is not None:
        upload.together, upload.map_index = False, map_index
        st.rerun()


def _leave_out(
    upload: Upload, maps: UploadedMaps, checked_maps: Mapping[int, CheckedMap], locale: Locale
) -> None:
    out = [map_index for map_index in checked_maps if upload.choice_of(map_index).left_out]
    chosen = st.multiselect(
        locale.say("upload_leave_out"),
        list(checked_maps),
        default=out,
        format_func=lambda map_index: map_name(upload, maps.drafts[map_index], map_index, locale),
        help=locale.say("upload_leave_out_help"),
        placeholder="",
        # A button leaves days out, too: what is left out makes a widget of its own.
        key=f"upload_leave_out_{state.round_number()}_{out}",
    )
    if chosen != out and set(chosen) != set(out):
        for map_index in checked_maps:
            upload.choice_of(map_index).left_out = map_index in chosen
        st.rerun()
