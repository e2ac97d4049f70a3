"""Step 5 of an upload: source and note, publishing, and the link to the new stop."""

from collections.abc import Hashable
from dataclasses import replace

import streamlit as st

from geodata.control import ControlSnapshot
from geodata.errors import GeodataError, StaleBase
from geodata.store import Publication
from geodata.store.times import written
from layers.text import day_in_words, say
from pages.parts import data, staff, upload_draft
from pages.parts.look import plain
from pages.parts.upload_draft import File, Upload
from pages.parts.upload_gate import Examined, theatre

_LONGEST = 2000


def show_publish(
    upload: Upload, original: File, examined: Examined, snapshot: ControlSnapshot, language: str
) -> None:
    """What must be said before publishing, and the button; the link once it is done."""
    choice = upload.choice
    st.header(say(language, "upload_publish_head"))
    mark = f"{upload_draft.round_number()}_{upload.at}"
    choice.source = st.text_input(
        say(language, "upload_source"), choice.source, max_chars=_LONGEST,
        key=f"upload_source_{mark}",
    ).strip()  # fmt: skip
    choice.note = st.text_input(
        say(language, "upload_note"), choice.note, max_chars=_LONGEST, key=f"upload_note_{mark}"
    ).strip()
    day = day_in_words(snapshot.effective_date, language)
    pressed = st.button(
        say(language, "upload_publish", day=day), type="primary", key="upload_publish"
    )
    shown = (examined.version, _what(upload, snapshot))
    agreed = upload_draft.last_seen("preview", shown)
    if pressed:
        if not choice.source or not choice.note:
            st.error(say(language, "upload_say_why"))
        elif not isinstance(agreed, tuple) or agreed[1] != shown[1]:
            st.warning(say(language, "upload_look_again"))
        else:
            _publish(upload, original, snapshot, agreed[0], language)


def _what(upload: Upload, snapshot: ControlSnapshot) -> Hashable:
    """What a person agrees to, apart from what it is compared with."""
    choice = upload.choice
    repairs, rules = frozenset(choice.repairs), frozenset(choice.rules.items())
    return (upload.mark, upload.at, snapshot.effective_date, repairs, rules, repr(choice.mapping))


def _publish(
    upload: Upload, original: File, snapshot: ControlSnapshot, against: int, language: str
) -> None:
    choice = upload.choice
    editor = staff.require()
    given = Publication(
        theatre().folder.name,
        snapshot.effective_date,
        _with_source(snapshot, choice.source),
        str(editor),
        f"{choice.note} ({say(language, 'source')}: {choice.source})",
        original=original,
        against=against,
    )
    try:
        choice.published = data.store().publish(given).id
    except StaleBase:
        st.error(say(language, "upload_stale", revisions=_newer(against, language)))
    except GeodataError as error:
        st.error(say(language, "upload_not_published", reason=plain(str(error))))
    else:
        st.rerun()


def _with_source(snapshot: ControlSnapshot, source: str) -> ControlSnapshot:
    """The areas with the source of the upload where they name none of their own."""
    own = snapshot.areas["source"]
    return replace(snapshot, areas=snapshot.areas.assign(source=own.where(own != "", source)))


def _newer(against: int, language: str) -> str:
    """Who published what since a preview was made."""
    newer = [one for one in data.store().history(theatre().folder.name) if one.id > against]
    return "; ".join(
        say(
            language,
            "upload_stale_one",
            day=day_in_words(one.effective_date, language),
            who=plain(one.recorded_by),
            time=plain(written(one.recorded_at)),
            note=plain(one.note),
        )
        for one in newer[-3:]
    )


def show_done(number: int, language: str) -> None:
    """That it was published, and where it is seen."""
    revision = data.store().revision(number)
    day = revision.effective_date
    st.success(say(language, "upload_done", day=day_in_words(day, language), number=revision.id))
    st.page_link(
        "pages/public/replay.py",
        label=say(language, "upload_open_replay", day=day_in_words(day, language)),
        query_params={"as_of": day.isoformat(), "lang": language},
        icon=":material/play_arrow:",
    )
    st.page_link(
        "pages/public/history.py",
        label=say(language, "upload_open_history"),
        query_params={"revision": str(revision.id), "lang": language},
        icon=":material/history:",
    )
