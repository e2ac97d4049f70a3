"""Something that takes seconds, on the page: a button to begin, progress, cancel, the file."""

from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from geodata.errors import GeodataError, LicenceForbids
from pages.press.desk import Desk
from pages.press.jobs import Job, jobs, name_of
from pages.shared.style import plain

_EVERY_S: Final = 0.4


@dataclass(frozen=True)
class Task:
    """What is made when asked, of what, and its file.

    `name` is a function of `layers.exports.work`; `mark` tells equal questions from others.
    """

    name: str
    given: tuple[Any, ...]
    mark: object
    file_name: str
    mime: str

    @property
    def key(self) -> str:
        """The name of the work."""
        return name_of(self.name, self.mark, self.file_name)


def show_task(desk: Desk, task: Task) -> None:
    """The box of a task; while it is being made, it looks anew by itself."""
    job = jobs().find(task.key)
    at_work = job is not None and not job.finished
    st.fragment(_box, run_every=_EVERY_S if at_work else None)(desk, task, at_work)
    if job is not None and job.finished and job.error is None:
        _show_file(desk, task, job)


def _box(desk: Desk, task: Task, at_work: bool) -> None:
    job = jobs().find(task.key)
    if job is None or job.error is not None:
        if job is not None:
            show_error(desk, job.error)
        if st.button(
            desk.say(f"press_begin_{task.name}"), type="primary", key=f"begin_{task.name}"
        ):
            _begin(desk, task)
    elif not job.finished:
        _show_progress(desk, job)
        if st.button(desk.say("press_cancel"), key=f"cancel_{task.name}"):
            job.stop()
            st.rerun()
    elif at_work:
        # The rest of the page does not know yet that the file is there.
        st.rerun()


def _begin(desk: Desk, task: Task) -> None:
    ending = task.file_name[task.file_name.rindex(".") :]
    try:
        jobs().start(task.key, ending, f"layers.exports.work:{task.name}", task.given)
    except GeodataError as error:
        show_error(desk, error)
    else:
        st.rerun()


def _show_progress(desk: Desk, job: Job) -> None:
    if job.waiting:
        st.progress(0.0, desk.say("press_waiting"))
    elif not job.total:
        st.progress(0.0, desk.say("press_starting"))
    else:
        st.progress(
            job.done / job.total, desk.say("press_progress", done=job.done, total=job.total)
        )


def _show_file(desk: Desk, task: Task, job: Job) -> None:
    try:
        content = job.path.read_bytes()
    except OSError:
        # Forgotten a moment ago: it can be made again.
        return
    if task.mime.startswith("video/"):
        st.video(content, format=task.mime)
    elif task.mime == "image/gif":
        st.image(content)
    st.download_button(
        desk.say(f"press_get_{task.name}"),
        content,
        file_name=task.file_name,
        mime=task.mime,
        type="primary",
        on_click="ignore",
        key=f"get_{task.name}",
    )


def show_error(desk: Desk, error: Exception | None) -> None:
    """Why something was not made, as a sentence."""
    if isinstance(error, LicenceForbids):
        st.error(desk.say("press_forbidden", whose=plain(error.whose)))
    else:
        st.error(desk.say("press_not_made", reason=plain(str(error))))
