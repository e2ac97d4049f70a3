"""One revision of the history: who, when and why, what it changed, its file, its neighbours."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import streamlit as st

from geodata.change import compare, totals
from geodata.control import ControlSnapshot
from geodata.errors import GeodataError, StaleBase
from geodata.problems import quotable
from geodata.store import Publication, Revision, RevisionKind
from geodata.store.times import written
from geodata.theatre import Theatre
from layers.exports import export_of
from layers.locale.text import day_in_words, say
from pages.shared import data, editors
from pages.shared.change_view import show_ground, show_totals
from pages.shared.download import download
from pages.shared.link import query
from pages.shared.style import plain
from pages.upload import state

_LONGEST = 2000


def title(revision: Revision, language: str, in_force: bool) -> str:
    """A revision in one line."""
    parts = [
        f"**{day_in_words(revision.effective_date, language)}**",
        say(language, f"history_kind_{revision.kind}"),
        plain(quotable(revision.recorded_by)),
        plain(written(revision.recorded_at)),
    ]
    return " · ".join(parts) + ("" if in_force else f" · {say(language, 'history_replaced')}")


def show_revision(
    theatre: Theatre, revision: Revision, history: Sequence[Revision], language: str
) -> None:
    """All that is known of a revision."""
    st.markdown(plain(revision.note))
    _links(revision, history, language)
    left, right = st.columns(2)
    before, after = _before(revision, history), data.store().snapshot(revision.id)
    with left:
        if before is None:
            st.caption(say(language, "history_first"))
        show_totals(theatre, totals(before, after), language)
    with right:
        if before is not None:
            change = compare(before, after)
            show_ground(theatre, change, language, f"history_{revision.id}_map")
    _original(revision, after, language)
    st.caption(say(language, "history_hash", hash=plain(revision.hash)))


def _links(revision: Revision, history: Sequence[Revision], language: str) -> None:
    by_id = {one.id: one for one in history}
    known_on = f"{revision.recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}"
    with st.container(horizontal=True):
        st.page_link(
            "pages/replay/replay.py",
            label=say(language, "history_known_then"),
            icon=":material/schedule:",
            query_params=query(
                "replay", as_of=revision.effective_date.isoformat(), known_on=known_on
            ),
        )
        if revision.corrects is not None:
            _link(by_id, revision.corrects, "history_corrects", language)
        for later in history:
            if later.corrects == revision.id:
                _link(by_id, later.id, "history_corrected_by", language)
            if later.restores == revision.id:
                _link(by_id, later.id, "history_restored_by", language)
        if revision.restores is not None:
            _link(by_id, revision.restores, "history_restores", language)


def _link(by_id: Mapping[int, Revision], number: int, key: str, language: str) -> None:
    when = written(by_id[number].recorded_at)
    st.page_link(
        "pages/history/history.py",
        label=say(language, key, number=number, time=plain(when)),
        icon=":material/link:",
        query_params=query("history", revision=str(number)),
    )


def _before(revision: Revision, history: Sequence[Revision]) -> ControlSnapshot | None:
    """What the map of that day showed before: the day's earlier revision, or an earlier day's."""
    known = [one for one in history if one.id < revision.id]
    newest: dict[object, Revision] = {one.effective_date: one for one in known}
    earlier = [
        one
        for day, one in newest.items()
        if one.effective_date <= revision.effective_date and one.kind is not RevisionKind.WITHDRAWAL
    ]
    if not earlier:
        return None
    return data.store().snapshot(max(earlier, key=lambda one: one.effective_date).id)


def _original(revision: Revision, snapshot: ControlSnapshot | None, language: str) -> None:
    if revision.original is None:
        return
    content = data.store().original(revision.original)
    assert sha256(content).hexdigest() == revision.original
    name = quotable(revision.original_name or "")
    st.caption(say(language, "history_original", name=plain(name), sha256=plain(revision.original)))
    ending = "".join(c for c in name.rpartition(".")[2] if c.isascii() and c.isalnum())[:12]
    download(
        export_of("original", ".bin"),
        data.order(data.edition(), language, snapshot=snapshot, content=content),
        say(language, "history_download", size=plain(f"{len(content) / 1024:,.0f} kB")),
        f"{revision.original}.{ending or 'bin'}",
        key=f"history_original_{revision.id}",
    )


def show_actions(revision: Revision, in_force: bool, version: int, language: str) -> None:
    """For staff: bring this revision back into force, or take its day out of the map."""
    if revision.sha256 is None or not editors.may_publish():
        return
    action = "withdraw" if in_force else "rollback"
    day = plain(day_in_words(revision.effective_date, language))
    with st.form(f"history_{action}_{revision.id}", border=True):
        note = st.text_input(
            say(language, "history_rollback_note"), max_chars=_LONGEST,
            key=f"history_note_{revision.id}",
        )  # fmt: skip
        sure = action == "rollback" or st.checkbox(
            say(language, "history_withdraw_sure", day=day), key=f"history_sure_{revision.id}"
        )
        pressed = st.form_submit_button(say(language, f"history_{action}"))
    seen = state.last_seen(f"history_{revision.id}", version)
    if not pressed:
        return
    if not note.strip():
        st.error(say(language, "history_say_why"))
    elif not sure:
        st.error(say(language, "history_tick_first"))
    else:
        _publish(revision, action, note, seen if isinstance(seen, int) else None, language)


def _publish(
    revision: Revision, action: str, note: str, against: int | None, language: str
) -> None:
    editor, store = str(editors.require()), data.store()
    try:
        if action == "rollback":
            made = store.rollback(revision.id, recorded_by=editor, note=note, against=against)
        else:
            day = revision.effective_date
            made = store.publish(
                Publication(revision.theatre, day, None, editor, note, against=against)
            )
    except StaleBase:
        st.error(say(language, "history_stale"))
    except GeodataError as error:
        st.error(say(language, "upload_not_published", reason=plain(str(error))))
    else:
        st.query_params["revision"] = str(made.id)
        st.rerun()
