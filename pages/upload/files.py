"""Step 1 of an upload: the files, the map in work, its day, and areas from place reports."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import streamlit as st

from geodata.draft import Draft
from geodata.ingest import UploadedMaps
from geodata.ingest.uploaded_maps import REPORTS
from geodata.problems import quotable
from geodata.reading import Limits
from layers.locale import Locale
from pages.shared import data
from pages.shared.link import link_theatre
from pages.shared.style import plain
from pages.upload import state
from pages.upload.draft_store import HOURS, DraftStore
from pages.upload.state import Upload

_STAGES = ("reading", "fixing", "features", "coverage", "plausibility", "offering")
_NAME = "draft"
_MAX_NAMED = 8
_FIRST_DAY = date(1900, 1, 1)


def choose_files(locale: Locale) -> Upload | None:
    """Return the upload in work: files dropped now, or before."""
    limit_mb = Limits.from_environment().upload_mb
    st.caption(locale.say("upload_what", limit_mb=limit_mb))
    dropped = st.file_uploader(
        locale.say("upload_drop"),
        accept_multiple_files=True,
        max_upload_size=limit_mb,
        key=f"upload_files_{state.times_emptied()}",
    )
    if dropped:
        state.start([(file.name, file.getvalue()) for file in dropped])
    upload = state.current()
    if upload is not None:
        _in_work(upload, locale)
    return upload


def find_again(person: str, locale: Locale) -> None:
    """Resume the draft that the address names, if the tab was reloaded."""
    token = st.query_params.get(_NAME)
    at_work = state.current()
    if not token or (at_work is not None and at_work.token == token):
        return
    upload = draft_store().find(token, person)
    if upload is not None and upload.theatre == link_theatre():
        state.resume(upload)
    elif at_work is None:
        st.query_params.pop(_NAME, None)
        st.info(locale.say("upload_draft_expired", count=HOURS))


@contextmanager
def saved_draft(upload: Upload, person: str) -> Iterator[None]:
    """Save the upload in work before and after a run of the page; name it in the address."""
    if st.query_params.get(_NAME) != upload.token:
        st.query_params[_NAME] = upload.token
    draft_store().save(upload, person)
    try:
        yield
    finally:
        draft_store().save(upload, person)


def draft_store() -> DraftStore:
    """Store of drafts."""
    return DraftStore(data.store().path)


def _in_work(upload: Upload, locale: Locale) -> None:
    names = locale.series(
        f"{quotable(name)} ({locale.number(len(content) / 1024)} kB)"
        for name, content in upload.files[:_MAX_NAMED]
    )
    others = len(upload.files) - _MAX_NAMED
    more = f" + {locale.number(others)}" if others > 0 else ""
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(locale.say("upload_in_work", files=plain(names + more)))
    left.caption(locale.say("upload_draft_stored", count=HOURS))
    if right.button(locale.say("upload_discard"), width="stretch"):
        draft_store().drop(upload.token)
        st.query_params.pop(_NAME, None)
        state.discard()
        st.rerun()


def choose_map(upload: Upload, drafts: Sequence[Draft], locale: Locale) -> Draft | None:
    """Choose the map in work, of those that the files hold, and its day."""
    if not drafts:
        return None
    upload.map_index = min(upload.map_index, len(drafts) - 1)
    if len(drafts) > 1:
        upload.map_index = st.selectbox(
            locale.say("upload_which_map", count=len(drafts)),
            range(len(drafts)),
            index=upload.map_index,
            format_func=lambda map_index: map_name(upload, drafts[map_index], map_index, locale),
            key=f"upload_map_{state.round_number()}",
        )
    draft = drafts[upload.map_index]
    choice = upload.choice
    day = st.date_input(
        locale.say("upload_day"),
        value=choice.effective_date or draft.effective_date,
        min_value=_FIRST_DAY,
        max_value=max(date.today(), draft.effective_date or _FIRST_DAY),
        help=locale.say("upload_day_help"),
        key=f"upload_day_{state.round_number()}_{upload.map_index}_{draft.effective_date}",
    )
    choice.effective_date = day if isinstance(day, date) else None
    return draft


def map_name(upload: Upload, draft: Draft, map_index: int, locale: Locale) -> str:
    """Name of a map: its day and its file, with a tick if it is published."""
    day = draft.effective_date
    shown_day = locale.day(day) if day else locale.say("upload_no_day")
    done = upload.choices.get(map_index)
    mark = " ✓" if done and done.published else ""
    return f"{shown_day} – {quotable(draft.file)}{mark}"


def choose_together(upload: Upload, count: int, locale: Locale) -> bool:
    """Choose whether all maps of an upload are published together; a single map never is."""
    if count < 2:
        upload.together = False
        return False
    ways = {"together": "upload_all_days", "single": "upload_one_day"}
    way = "together" if upload.together else "single"
    chosen = st.segmented_control(
        locale.say("upload_several_days", count=count),
        list(ways),
        default=way,
        format_func=lambda way: locale.say(ways[way], count=count),
        # The page itself switches, too: each way has a widget of its own.
        key=f"upload_together_{state.round_number()}_{way}",
    )
    if chosen is not None and chosen != way:
        upload.together = chosen == "together"
        st.rerun()
    return upload.together


@contextmanager
def progress(locale: Locale) -> Iterator[Callable[..., None]]:
    """Show each stage as it begins; nothing stays on the page when all is done.

    Yields a function of the stage and, of several days, the index of the day and their number.
    """
    place = st.empty()

    def report_progress(stage: str, index: int = 0, of: int = 1) -> None:
        share = (index + (_STAGES.index(stage) + 0.5) / len(_STAGES)) / of
        text = locale.say(f"upload_stage_{stage}")
        which = locale.say("upload_stage_day", at=index + 1, of=of) + " " if of > 1 else ""
        place.progress(share, text=which + text)

    try:
        yield report_progress
    finally:
        place.empty()


def offer_areas(upload: Upload, raw: UploadedMaps, locale: Locale) -> None:
    """Offer to draw areas where a file holds place reports and no areas."""
    if all(problem.code != REPORTS for problem in raw.problems):
        return
    st.info(locale.say("upload_draw_areas_help"))
    if st.button(locale.say("upload_draw_areas"), key="draw_areas", type="primary"):
        upload.draw_areas = True
        st.rerun()
