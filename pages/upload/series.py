"""Several days of an upload: what is wrong with each, what each changes, one publication."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from geodata.draft import Draft
from geodata.ingest import Contents
from geodata.problems import Problem, Severity, quotable
from layers.locale.text import day_in_words, say
from pages.shared.change_view import party_name
from pages.shared.html_table import show_table, signed
from pages.shared.style import plain
from pages.upload import ingest, state
from pages.upload.files import map_name, progress
from pages.upload.ingest import Examined, theatre
from pages.upload.publish import show_done, show_publish
from pages.upload.report import SIGNS, told
from pages.upload.state import Upload

_MOST_NAMED = 8
_MOST_FILES = 20


def show_all(upload: Upload, found: Contents, language: str) -> None:
    """All maps of an upload, from what was found to the link that opens them in the replay."""
    published = [one.published for one in upload.choices.values() if one.published is not None]
    if published:
        show_done(sorted(published), language)
    with progress(language) as tell:
        examined = ingest.examine_all(upload, found.drafts, tell)
    if not examined:
        return
    st.header(say(language, "upload_report"))
    chosen = {at: one for at, one in examined.items() if not upload.choice_of(at).left_out}
    bad = [at for at, one in chosen.items() if found.errors_of(one.day)]
    may = _verdict(chosen, bad, language)
    _bad_files(found, language)
    _days(upload, found, examined, language)
    _cure(upload, found, examined, bad, language)
    if may:
        in_time = dict(sorted(chosen.items(), key=lambda pair: _day(pair[1]) or date.min))
        label = say(language, "upload_publish_all", count=len(chosen))
        show_publish(upload, in_time, found.originals, label, language)
        st.caption(say(language, "upload_publish_all_help"))


def _verdict(chosen: Mapping[int, Examined], bad: Sequence[int], language: str) -> bool:
    """Say whether these days may be published."""
    counts = Counter(_day(one) for one in chosen.values())
    twice = [day for day, count in counts.items() if day is not None and count > 1]
    if bad:
        days = [_day(chosen[at]) for at in bad]
        st.error(say(language, "upload_days_bad", days=_named(days, language)))
    if twice:
        st.error(say(language, "upload_days_twice", days=_named(twice, language)))
    if chosen and not bad and not twice:
        st.info(say(language, "upload_days_good"))
        return True
    return False


def _day(one: Examined) -> date | None:
    return one.day.effective_date


def _named(days: Sequence[date | None], language: str) -> str:
    words = [
        day_in_words(day, language) if day else say(language, "upload_no_day")
        for day in days[:_MOST_NAMED]
    ]
    return "; ".join(words) + (" …" if len(days) > _MOST_NAMED else "")


def _bad_files(found: Contents, language: str) -> None:
    """Errors of files, which have no row in the table: what could not be read has no day."""
    errors = [one for one in found.problems if one.severity is Severity.ERROR]
    if errors:
        with st.expander(say(language, "upload_files_bad", count=len(errors)), expanded=True):
            for one in errors[:_MOST_FILES]:
                name = plain(quotable(one.where.file or "–"))
                st.markdown(f"{SIGNS[one.severity]} {name}: {told(one, language)}")


def _days(upload: Upload, found: Contents, examined: Mapping[int, Examined], language: str) -> None:
    changes = {
        at: {(one.party, one.basis): one.delta_km2 for one in ingest.change_of(each)}
        for at, each in examined.items()
        if each.report.snapshot is not None
    }
    moved = {party for each in changes.values() for (party, _), km2 in each.items() if km2}
    codes = [party.code for party in theatre().parties if party.code in moved]
    heads = [
        say(language, key)
        for key in ("upload_day_head", "upload_becomes_head", "upload_problems_head")
    ]
    heads += [party_name(theatre(), code, language) for code in codes]
    rows = []
    for at, draft in enumerate(found.drafts):
        one = examined.get(at)
        km2 = changes.get(at, {})
        row = [_name(one, draft, language), _becomes(upload, at, one, language)]
        row.append(_counted(found.problems_with(one.day), one) if one else "–")
        sums = (sum(v for (party, _), v in km2.items() if party == code) for code in codes)
        rows.append([*row, *(signed(one) for one in sums)])
    # Short words in narrow columns: each on one line.
    rows = [[*(word.replace(" ", "\u00a0") for word in row[:3]), *row[3:]] for row in rows]
    show_table(language, say(language, "upload_days"), heads, rows, texts=3)


def _name(one: Examined | None, draft: Draft, language: str) -> str:
    day = _day(one) if one else draft.effective_date
    return day_in_words(day, language) if day else f"{say(language, 'upload_no_day')}: {draft.file}"


def _becomes(upload: Upload, at: int, one: Examined | None, language: str) -> str:
    choice = upload.choice_of(at)
    if choice.published is not None:
        return say(language, "upload_is_published", number=choice.published)
    if choice.left_out or one is None:
        return say(language, "upload_left_out")
    if one.report.snapshot is None:
        return "–"
    corrects = one.in_force is not None and one.in_force.effective_date == _day(one)
    return say(language, "upload_correction" if corrects else "upload_new_stop")


def _counted(problems: Sequence[Problem], one: Examined) -> str:
    """Problems of a day; the errors of other files have a place of their own."""
    mine = set(map(id, one.report.problems))
    counts = Counter(each.severity for each in problems if id(each) in mine)
    return "  ".join(f"{SIGNS[each]} {counts[each]}" for each in Severity if counts[each]) or "✓"


def _cure(
    upload: Upload,
    found: Contents,
    examined: Mapping[int, Examined],
    bad: Sequence[int],
    language: str,
) -> None:
    """Ways on: repairs on all days, days left out, one of the days to look at."""
    mark = state.round_number()
    repairs = {
        number: {one.repair for one in each.report.problems if one.repair}
        for number, each in examined.items()
    }
    asked = any(codes - upload.choice_of(number).repairs for number, codes in repairs.items())
    with st.container(horizontal=True):
        if asked and st.button(say(language, "upload_repair_all_days"), key="upload_repair_days"):
            for number, codes in repairs.items():
                upload.choice_of(number).repairs |= codes
            st.rerun()
        if bad and st.button(
            say(language, "upload_leave_out_bad", count=len(bad)), key="upload_leave_out_bad"
        ):
            for number in bad:
                upload.choice_of(number).left_out = True
            st.rerun()
    left, right = st.columns(2)
    with left:
        _leave_out(upload, found, examined, language)
    at: int | None = right.selectbox(
        say(language, "upload_look_at"),
        list(examined),
        index=None,
        placeholder="",
        format_func=lambda at: map_name(upload, found.drafts[at], at, language),
        key=f"upload_look_at_{mark}",
    )
    if at is not None:
        upload.together, upload.at = False, at
        st.rerun()


def _leave_out(
    upload: Upload, found: Contents, examined: Mapping[int, Examined], language: str
) -> None:
    out = [at for at in examined if upload.choice_of(at).left_out]
    chosen = st.multiselect(
        say(language, "upload_leave_out"),
        list(examined),
        default=out,
        format_func=lambda at: map_name(upload, found.drafts[at], at, language),
        help=say(language, "upload_leave_out_help"),
        placeholder="",
        # A button leaves days out, too: what is left out makes a widget of its own.
        key=f"upload_leave_out_{state.round_number()}_{out}",
    )
    if chosen != out and set(chosen) != set(out):
        for at in examined:
            upload.choice_of(at).left_out = at in chosen
        st.rerun()
