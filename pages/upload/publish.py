"""Step 5 of an upload: source and note, publishing, and the link to the new stop."""

from collections.abc import Mapping, Sequence

import streamlit as st

from geodata import ingest
from geodata.errors import GeodataError, StaleBase
from geodata.store.times import written
from layers.locale.text import day_in_words, say
from pages.shared import data, editors
from pages.shared.style import plain
from pages.upload import state
from pages.upload.ingest import Examined, key_of, theatre
from pages.upload.state import Said, Upload

_LONGEST = 2000


def show_publish(
    upload: Upload,
    chosen: Mapping[int, Examined],
    originals: Sequence[ingest.Original],
    label: str,
    language: str,
) -> None:
    """What must be said before publishing, and the button; several maps are published together.

    `chosen` are maps by their number; nothing of them forbids publishing.
    """
    st.header(say(language, "upload_publish_head"))
    said = upload.said
    _ask(said, f"{state.round_number()}_{upload.place}", language)
    pressed = st.button(label, type="primary", key="upload_publish")
    version = min(one.version for one in chosen.values())
    shown = (version, tuple(key_of(upload, at) for at in chosen))
    agreed = state.last_seen("preview", shown)
    if pressed:
        if not said.source or not said.note:
            st.error(say(language, "upload_say_why"))
        elif not isinstance(agreed, tuple) or agreed[1] != shown[1]:
            st.warning(say(language, "upload_look_again"))
        else:
            _publish(upload, chosen, originals, agreed[0], language)


def _ask(said: Said, mark: str, language: str) -> None:
    for name in ("source", "note"):
        key = f"upload_{name}_{mark}"
        st.text_input(
            say(language, f"upload_{name}"),
            getattr(said, name),
            max_chars=_LONGEST,
            key=key,
            # Taken before the page is worked out: whoever leaves it at once loses nothing.
            on_change=state.take_note,
            args=(said, name, key),
        )


def _publish(
    upload: Upload,
    chosen: Mapping[int, Examined],
    originals: Sequence[ingest.Original],
    against: int,
    language: str,
) -> None:
    said = upload.said
    editor = editors.require()
    try:
        revisions = ingest.publish_days(
            [(one.day, originals[at]) for at, one in chosen.items()],
            theatre(),
            data.store(),
            by=str(editor),
            note=f"{said.note} ({say(language, 'source')}: {said.source})",
            against=against,
            source=said.source,
        )
    except StaleBase:
        st.error(say(language, "upload_stale", revisions=_newer(against, language)))
    except GeodataError as error:
        st.error(say(language, "upload_not_published", reason=plain(str(error))))
    else:
        for at, revision in zip(chosen, revisions, strict=True):
            upload.choice_of(at).published = revision.id
        st.rerun()


def _newer(against: int, language: str) -> str:
    """Who published what since a preview was made."""
    newer = [one for one in data.store().history(theatre().folder.name) if one.id > against]
    return "; ".join(
        say(
            language,
            "upload_stale_revision",
            day=day_in_words(one.effective_date, language),
            who=plain(one.recorded_by),
            time=plain(written(one.recorded_at)),
            note=plain(one.note),
        )
        for one in newer[-3:]
    )


def show_done(numbers: Sequence[int], language: str) -> None:
    """That it was published, and where it is seen; several revisions were published together."""
    revisions = [data.store().revision(number) for number in numbers]
    day = day_in_words(revisions[0].effective_date, language)
    if len(revisions) == 1:
        st.success(say(language, "upload_done", day=day, number=revisions[0].id))
    else:
        to = day_in_words(revisions[-1].effective_date, language)
        ids = [one.id for one in revisions]
        facts = {"count": len(ids), "day": day, "to": to, "first": min(ids), "last": max(ids)}
        st.success(say(language, "upload_done_all", **facts))
    st.page_link(
        "pages/replay/replay.py",
        label=say(language, "upload_open_replay", day=day),
        query_params={"as_of": revisions[0].effective_date.isoformat(), "lang": language},
        icon=":material/play_arrow:",
    )
    st.page_link(
        "pages/history/history.py",
        label=say(language, "upload_open_history"),
        query_params={"revision": str(revisions[-1].id), "lang": language},
        icon=":material/history:",
    )
