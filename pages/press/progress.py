"""Exports that take seconds, on the page: a button to begin, progress, cancel, the file."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from geodata.errors import GeodataError
from layers.exports import MAKE_FILE, Export, Order
from pages.press.jobs import Job, jobs, name_of
from pages.shared.bridge import show_pulse
from pages.shared.download import download, permitted, show_refusal
from pages.shared.page import Page

_REFRESH_MS: Final = 400


@dataclass(frozen=True)
class Task:
    """An export that takes seconds, made when it is ordered; equal orders have equal marks."""

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
        """The name of its job."""
        return name_of(self.name, self.mark, self.file_name)


def show_task(page: Page, task: Task) -> None:
    """Show the box of a task; while it is being made, the box refreshes itself."""
    if not permitted(task.export, task.order):
        return
    job = jobs().find(task.key)
    running = job is not None and not job.finished
    _box(page, task, running)
    if job is not None and job.finished and job.error is None:
        _show_file(page, task, job)


@st.fragment
def _box(page: Page, task: Task, running: bool) -> None:
    job = jobs().find(task.key)
    if job is None or job.error is not None:
        if job is not None:
            show_refusal(job.error, page.locale)
        if st.button(
            page.say(f"press_begin_{task.name}"), type="primary", key=f"begin_{task.name}"
        ):
            _begin(page, task)
    elif not job.finished:
        _show_progress(page, job)
        if st.button(page.say("press_cancel"), key=f"cancel_{task.name}"):
            job.cancel()
            st.rerun()
        show_pulse(f"pulse_{task.name}", _REFRESH_MS)
    elif running:
        # The rest of the page does not know yet that the file is there.
        st.rerun()


def _begin(page: Page, task: Task) -> None:
    kind, suffix = task.export.kind, task.export.suffix
    try:
        jobs().start(task.key, suffix, MAKE_FILE, (kind, suffix, task.order))
    except GeodataError as error:
        show_refusal(error, page.locale)
    else:
        st.rerun()


def _show_progress(page: Page, job: Job) -> None:
    if job.waiting:
        st.progress(0.0, page.say("press_waiting"))
    elif not job.total:
        st.progress(0.0, page.say("press_starting"))
    else:
        st.progress(
            job.done / job.total, page.say("press_progress", done=job.done, total=job.total)
        )


def _show_file(page: Page, task: Task, job: Job) -> None:
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
        page.say(f"press_get_{task.name}"),
        task.file_name,
        key=f"get_{task.name}",
        make=lambda: content,
        type="primary",
    )
