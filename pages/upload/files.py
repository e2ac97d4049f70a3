"""Step 1 of an upload: the files, which of their maps is in work, and for which day it is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import streamlit as st

from geodata.draft import Draft
from geodata.problems import quotable
from geodata.reading import Limits
from layers.locale.text import day_in_words, say
from pages.shared import data
from pages.shared.style import plain
from pages.upload import state
from pages.upload.draft_store import HOURS, Shelf
from pages.upload.state import Upload

_STAGES = ("reading", "repairing", "features", "coverage", "plausibility", "offering")
_NAME = "draft"
_FIRST_DAY = date(1900, 1, 1)


def choose_files(language: str) -> Upload | None:
    """The upload in work: what was dropped now, or before."""
    limit_mb = Limits.from_environment().upload_mb
    st.caption(say(language, "upload_what", limit_mb=limit_mb))
    dropped = st.file_uploader(
        say(language, "upload_drop"),
        accept_multiple_files=True,
        max_upload_size=limit_mb,
        key=f"upload_files_{state.times_emptied()}",
    )
    if dropped:
        state.start([(file.name, file.getvalue()) for file in dropped])
    upload = state.current()
    if upload is not None:
        _in_work(upload, language)
    return upload


def find_again(person: str, language: str) -> None:
    """Take up the draft that the address names, if the tab was loaded anew."""
    token = st.query_params.get(_NAME)
    at_work = state.current()
    if not token or (at_work is not None and at_work.token == token):
        return
    found = shelf().find(token, person)
    if found is not None:
        state.take_up(found)
    elif at_work is None:
        st.query_params.pop(_NAME, None)
        st.info(say(language, "upload_draft_gone", count=HOURS))


@contextmanager
def kept(upload: Upload, person: str) -> Iterator[None]:
    """Write down what is in work, before and after a run of the page; name it in the address."""
    if st.query_params.get(_NAME) != upload.token:
        st.query_params[_NAME] = upload.token
    shelf().keep(upload, person)
    try:
        yield
    finally:
        shelf().keep(upload, person)


def shelf() -> Shelf:
    """Where drafts are kept."""
    return Shelf(data.store().path)


def _in_work(upload: Upload, language: str) -> None:
    names = ", ".join(
        f"{quotable(name)} ({len(content) / 1024:,.0f} kB)" for name, content in upload.files[:8]
    )
    more = f" + {len(upload.files) - 8}" if len(upload.files) > 8 else ""
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(say(language, "upload_in_work", files=plain(names + more)))
    left.caption(say(language, "upload_draft_kept", count=HOURS))
    if right.button(say(language, "upload_put_away"), width="stretch"):
        shelf().drop(upload.token)
        st.query_params.pop(_NAME, None)
        state.put_away()
        st.rerun()


def choose_map(upload: Upload, drafts: Sequence[Draft], language: str) -> Draft | None:
    """The map in work, of those that the files hold, and the day that it is for."""
    if not drafts:
        return None
    upload.at = min(upload.at, len(drafts) - 1)
    if len(drafts) > 1:
        upload.at = st.selectbox(
            say(language, "upload_which_map", count=len(drafts)),
            range(len(drafts)),
            index=upload.at,
            format_func=lambda at: map_name(upload, drafts[at], at, language),
            key=f"upload_map_{state.round_number()}",
        )
    draft = drafts[upload.at]
    choice = upload.choice
    day = st.date_input(
        say(language, "upload_day"),
        value=choice.effective_date or draft.effective_date,
        min_value=_FIRST_DAY,
        max_value=max(date.today(), draft.effective_date or _FIRST_DAY),
        help=say(language, "upload_day_help"),
        key=f"upload_day_{state.round_number()}_{upload.at}_{draft.effective_date}",
    )
    choice.effective_date = day if isinstance(day, date) else None
    return draft


def map_name(upload: Upload, draft: Draft, at: int, language: str) -> str:
    """What one of the maps is called: its day and its file; those published are ticked."""
    day = draft.effective_date
    told = day_in_words(day, language) if day else say(language, "upload_no_day")
    done = upload.choices.get(at)
    mark = " ✓" if done and done.published else ""
    return f"{told} – {quotable(draft.file)}{mark}"


def choose_together(upload: Upload, count: int, language: str) -> bool:
    """Whether all maps of an upload are looked at and published together; one never is."""
    if count < 2:
        upload.together = False
        return False
    ways = {"together": "upload_all_days", "single": "upload_one_day"}
    way = "together" if upload.together else "single"
    chosen = st.segmented_control(
        say(language, "upload_several_days", count=count),
        list(ways),
        default=way,
        format_func=lambda one: say(language, ways[one], count=count),
        # The page itself goes from one to the other, too: each way has a widget of its own.
        key=f"upload_together_{state.round_number()}_{way}",
    )
    if chosen is not None and chosen != way:
        upload.together = chosen == "together"
        st.rerun()
    return upload.together


@contextmanager
def progress(language: str) -> Iterator[Callable[..., None]]:
    """Give what shows each stage as it begins; nothing stays on the page when all is done.

    Of several days it is told which (`at`) of how many (`of`).
    """
    place = st.empty()

    def tell(stage: str, at: int = 0, of: int = 1) -> None:
        share = (at + (_STAGES.index(stage) + 0.5) / len(_STAGES)) / of
        text = say(language, f"upload_stage_{stage}")
        which = say(language, "upload_stage_day", at=at + 1, of=of) + " " if of > 1 else ""
        place.progress(share, text=which + text)

    try:
        yield tell
    finally:
        place.empty()
