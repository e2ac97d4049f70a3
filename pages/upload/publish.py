"""Step 5 of an upload: source and note, publishing, and the link to the new snapshot."""

from collections.abc import Mapping, Sequence

import streamlit as st

from geodata import ingest
from geodata.errors import GeodataError, StaleBase
from geodata.store.times import written
from layers.locale import Locale
from pages.shared import data, editors
from pages.shared.link import query
from pages.shared.session import last_seen
from pages.shared.style import plain
from pages.upload import state
from pages.upload.ingest import CheckedMap, key_of, theatre
from pages.upload.state import Statement, Upload

_MAX_LENGTH = 2000


def show_publish(
    upload: Upload,
    chosen: Mapping[int, CheckedMap],
    originals: Sequence[ingest.Original],
    label: str,
    locale: Locale,
) -> None:
    """Ask for source and note, and show the button; several maps are published together.

    `chosen` are maps by index, without errors.
    """
    st.header(locale.say("upload_publish_head"))
    statement = upload.statement
    _ask(statement, f"{upload.token}_{upload.place}", locale)
    pressed = st.button(label, type="primary", key="upload_publish")
    version = min(checked.version for checked in chosen.values())
    shown = (version, tuple(key_of(upload, map_index) for map_index in chosen))
    agreed = last_seen("preview", shown)
    if pressed:
        if not statement.source or not statement.note:
            st.error(locale.say("upload_say_why"))
        elif not isinstance(agreed, tuple) or agreed[1] != shown[1]:
            st.warning(locale.say("upload_look_again"))
        else:
            _publish(upload, chosen, originals, agreed[0], locale)


def _ask(statement: Statement, mark: str, locale: Locale) -> None:
    for name in ("source", "note"):
        key = f"upload_{name}_{mark}"
        text = st.text_input(
            locale.say(f"upload_{name}"),
            getattr(statement, name),
            max_chars=_MAX_LENGTH,
            key=key,
            # Stored before the page runs: a person who leaves it at once loses nothing.
            on_change=state.store_text,
            args=(statement, name, key),
        )
        # After a lost connection the browser sends what stands in a field; nothing has changed it.
        setattr(statement, name, text.strip())


def _publish(
    upload: Upload,
    chosen: Mapping[int, CheckedMap],
    originals: Sequence[ingest.Original],
    against: int,
    locale: Locale,
) -> None:
    statement = upload.statement
    editor = editors.require()
    try:
        revisions = ingest.publish_days(
            [(checked.day, originals[map_index]) for map_index, checked in chosen.items()],
            theatre(),
            data.store(),
            by=str(editor),
            note=f"{statement.note} ({locale.say('source')}: {statement.source})",
            against=against,
            source=statement.source,
        )
    except StaleBase:
        st.error(locale.say("upload_stale", revisions=_newer(against, locale)))
    except GeodataError as error:
        st.error(locale.say("upload_not_published", reason=plain(str(error))))
    else:
        for map_index, revision in zip(chosen, revisions, strict=True):
            upload.choice_of(map_index).published = revision.id
        st.rerun()


def _newer(against: int, locale: Locale) -> str:
    """Summarise the revisions published since a preview was made."""
    newer = [
        revision
        for revision in data.store().history(theatre().folder.name)
        if revision.id > against
    ]
    return locale.series(
        (
            locale.say(
                "upload_stale_revision",
                day=locale.day(revision.effective_date),
                who=plain(revision.recorded_by),
                time=plain(written(revision.recorded_at)),
                note=plain(revision.note),
            )
            for revision in newer[-3:]
        ),
        "semicolon",
    )


def show_done(numbers: Sequence[int], locale: Locale) -> None:
    """Show that revisions were published together, and links to them."""
    revisions = [data.store().revision(number) for number in numbers]
    day = locale.day(revisions[0].effective_date)
    if len(revisions) == 1:
        st.success(locale.say("upload_done", day=day, number=revisions[0].id))
    else:
        to = locale.day(revisions[-1].effective_date)
        ids = [revision.id for revision in revisions]
        facts = {"count": len(ids), "day": day, "to": to, "first": min(ids), "last": max(ids)}
        st.success(locale.say("upload_done_all", **facts))
    st.page_link(
        "pages/replay/replay.py",
        label=locale.say("upload_open_replay", day=day),
        query_params=query("replay", as_of=revisions[0].effective_date.isoformat(), known_on=None),
        icon=":material/play_arrow:",
    )
    st.page_link(
        "pages/history/history.py",
        label=locale.say("upload_open_history"),
        query_params=query("history", revision=str(revisions[-1].id)),
        icon=":material/history:",
    )
