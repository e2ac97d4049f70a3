"""Revision of the history: who, when and why, what it changed, its file, its neighbours."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

import streamlit as st

from geodata.change import compare, totals
from geodata.control import ControlSnapshot
from geodata.errors import GeodataError, StaleBase
from geodata.problems import quotable
from geodata.store import Publication, Revision, RevisionKind
from geodata.store.times import written
from layers.exports import export_of
from layers.locale import Locale
from pages.shared import data, editors
from pages.shared.change_view import show_ground, show_totals
from pages.shared.download import download
from pages.shared.link import query
from pages.shared.page import Page
from pages.shared.session import last_seen
from pages.shared.style import plain

_MAX_LENGTH = 2000


def title(revision: Revision, locale: Locale, in_force: bool) -> str:
    """Title of a revision: its day, its kind, its editor and the time of recording."""
    parts = [
        f"**{locale.day(revision.effective_date)}**",
        locale.say(f"history_kind_{revision.kind}"),
        plain(quotable(revision.recorded_by)),
        plain(written(revision.recorded_at)),
    ]
    return " · ".join(parts) + ("" if in_force else f" · {locale.say('history_replaced')}")


def show_revision(view: Page, revision: Revision, history: Sequence[Revision]) -> None:
    """Show a revision: its note, its neighbours, what it changed, its original file, its hash."""
    locale = view.locale
    st.markdown(plain(revision.note))
    _links(revision, history, locale)
    left, right = st.columns(2)
    before, after = _before(revision, history), data.store().snapshot(revision.id)
    with left:
        if before is None:
            st.caption(locale.say("history_first"))
        show_totals(totals(before, after), locale)
    with right:
        if before is not None:
            change = compare(before, after)
            show_ground(view.theatre, change, locale, f"history_{revision.id}_map")
    _original(view, revision, after)
    st.caption(locale.say("history_hash", hash=plain(revision.hash)))


def _links(revision: Revision, history: Sequence[Revision], locale: Locale) -> None:
    by_id = {other.id: other for other in history}
    known_on = f"{revision.recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}"
    with st.container(horizontal=True):
        st.page_link(
            "pages/replay/replay.py",
            label=locale.say("history_known_then"),
            icon=":material/schedule:",
            query_params=query(
                "replay", as_of=revision.effective_date.isoformat(), known_on=known_on
            ),
        )
        if revision.corrects is not None:
            _link(by_id, revision.corrects, "history_corrects", locale)
        for later in history:
            if later.corrects == revision.id:
                _link(by_id, later.id, "history_corrected_by", locale)
            if later.restores == revision.id:
                _link(by_id, later.id, "history_restored_by", locale)
        if revision.restores is not None:
            _link(by_id, revision.restores, "history_restores", locale)


def _link(by_id: Mapping[int, Revision], number: int, key: str, locale: Locale) -> None:
    when = written(by_id[number].recorded_at)
    st.page_link(
        "pages/history/history.py",
        label=locale.say(key, number=number, time=plain(when)),
        icon=":material/link:",
        query_params=query("history", revision=str(number)),
    )


def _before(revision: Revision, history: Sequence[Revision]) -> ControlSnapshot | None:
    """Snapshot before a revision: of the day's earlier revision, or of an earlier day's."""
    newest: dict[date, Revision] = {
        other.effective_date: other for other in history if other.id < revision.id
    }
    earlier = [
        day
        for day, other in newest.items()
        if day <= revision.effective_date and other.kind is not RevisionKind.WITHDRAWAL
    ]
    return data.store().snapshot(newest[max(earlier)].id) if earlier else None


def _original(view: Page, revision: Revision, snapshot: ControlSnapshot | None) -> None:
    """Show the name and the hash of the original file, and hand it out."""
    if revision.original is None:
        return
    content = data.store().original(revision.original)
    assert sha256(content).hexdigest() == revision.original
    name = quotable(revision.original_name or "")
    st.caption(view.say("history_original", name=plain(name), sha256=plain(revision.original)))
    ending = "".join(c for c in name.rpartition(".")[2] if c.isascii() and c.isalnum())[:12]
    download(
        export_of("original", ".bin"),
        data.order(view.edition, view.language, snapshot=snapshot, content=content),
        view.say("history_download", size=plain(f"{view.locale.number(len(content) / 1024)} kB")),
        f"{revision.original}.{ending or 'bin'}",
        key=f"history_original_{revision.id}",
    )


def show_actions(view: Page, revision: Revision, in_force: bool) -> None:
    """Offer editors to bring a revision back into force, or to take its day out of the map."""
    locale = view.locale
    if revision.sha256 is None or not editors.may_publish():
        return
    action = "withdraw" if in_force else "rollback"
    day = plain(locale.day(revision.effective_date))
    with st.form(f"history_{action}_{revision.id}", border=True):
        note = st.text_input(
            locale.say("history_rollback_note"), max_chars=_MAX_LENGTH,
            key=f"history_note_{revision.id}",
        )  # fmt: skip
        sure = action == "rollback" or st.checkbox(
            locale.say("history_withdraw_sure", day=day), key=f"history_sure_{revision.id}"
        )
        pressed = st.form_submit_button(locale.say(f"history_{action}"))
    seen = last_seen(f"history_{revision.id}", view.edition.version)
    if not pressed:
        return
    if not note.strip():
        st.error(locale.say("history_say_why"))
    elif not sure:
        st.error(locale.say("history_tick_first"))
    else:
        _publish(revision, action, note, seen if isinstance(seen, int) else None, locale)


def _publish(
    revision: Revision, action: str, note: str, against: int | None, locale: Locale
) -> None:
    editor, store = str(editors.require()), data.store()
    try:
        if action == "rollback":
            new = store.rollback(revision.id, recorded_by=editor, note=note, against=against)
        else:
            day = revision.effective_date
            new = store.publish(
                Publication(revision.theatre, day, None, editor, note, against=against)
            )
    except StaleBase:
        st.error(locale.say("history_stale"))
    except GeodataError as error:
        st.error(locale.say("upload_not_published", reason=plain(str(error))))
    else:
        st.query_params["revision"] = str(new.id)
        st.rerun()
