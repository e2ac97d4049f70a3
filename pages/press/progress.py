"""Exports that take seconds, on the page: a button to begin, progress, cancel, the file."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from geodata.errors import GeodataError
from layers.exports import MAKE_FILE, Export, Order
from pages.press.desk import Desk
from pages.press.jobs import Job, jobs, name_of
from pages.shared.download import download, permitted, show_refusal

_EVERY_S: Final = 0.4


@dataclass(frozen=True)
class Task:
    """An export that takes seconds, made when it is asked for.

    `mark` tells equal questions from others.
    """

    export: Export
    order: Order
    mark: object
    file_name: str

    @property
    def name(self) -> str:
        """The kind of export, in keys of sentences and widgets."""
        return self.export.kind

    @property
    def key(self) -> str:
        """The name of the work."""
        return name_of(self.name, self.mark, self.file_name)


def show_task(desk: Desk, task: Task) -> None:
    """The box of a task; while it is being made, it looks anew by itself."""
    if not permitted(task.export, task.order):
        return
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
    kind, suffix = task.export.kind, task.export.suffix
    try:
        jobs().start(task.key, suffix, MAKE_FILE, (kind, suffix, task.order))
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
    mime = task.export.mime
    if mime.startswith("video/"):
        st.video(content, format=mime)
    elif mime == "image/gif":
        st.image(content)
    download(
        task.export,
        task.order,
        desk.say(f"press_get_{task.name}"),
        task.file_name,
        key=f"get_{task.name}",
        make=lambda: content,
        type="primary",
    )


def show_error(desk: Desk, error: Exception | None) -> None:
    """Say why a file was not made."""
    show_refusal(error, desk.locale)
