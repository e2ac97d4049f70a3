"""Fixtures of page tests: where a visitor of `AppTest`, which has no browser, comes from."""

from functools import cache
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from geodata import theatre as theatres
from geodata.store import Store
from geodata.store.engine import VARIABLE
from tests.pages.visits import app_test, forget
from tests.square import write_square

FROM_HERE = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


@pytest.fixture(autouse=True, scope="session")
def packages_read_once():
    """Let `AppTest` look once, not at every run, which installed packages bring components.

    It reads what is said of each of them, which was half the work of these tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan))
        yield


@pytest.fixture
def visit_from(monkeypatch):
    """Give a function that says what address the server has and what the browser sent.

    ``visit_from(bound_to="localhost", remote="127.0.0.1", headers=FROM_HERE)``.
    """
    options = {"server.address": "localhost", "secrets.files": []}
    real_option = st.get_option
    monkeypatch.setattr(st, "get_option", lambda key: options.get(key, real_option(key)))

    def visit_from(bound_to="localhost", remote="127.0.0.1", headers=FROM_HERE):
        options["server.address"] = bound_to
        client = SimpleNamespace(headers=list(headers.items()), remote_ip=remote, cookies={})
        monkeypatch.setattr("streamlit.runtime.context._get_client_context", lambda: client)

    return visit_from


@pytest.fixture
def at_this_machine(visit_from):
    """Let the visitor be the person at the machine, who may publish."""
    visit_from()


@pytest.fixture(autouse=True, scope="module")
def own_store(tmp_path_factory):
    """Nobody's own store plays a part in a test, or is touched by one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("store") / "store.sqlite"))
        yield


@pytest.fixture
def square(tmp_path, monkeypatch, at_this_machine):
    """Put a square in the place of the built-in theatre; give its store."""
    forget()
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store.sqlite"))
    write_square(tmp_path / theatres.BUILT_IN)
    with Store.open(tmp_path / "store.sqlite", built_in=()) as store:
        yield store
    forget()


@pytest.fixture
def squares(tmp_path, monkeypatch):
    """Give a function that puts a square, with files of its own, in the built-in's place."""
    forget()
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store.sqlite"))
    yield lambda **files: write_square(tmp_path / theatres.BUILT_IN, **files)
    forget()


@pytest.fixture
def open_upload(square):
    """Give a function that opens the page, with files dropped on it if there are any."""

    def open_upload(*files, **query):
        page = app_test()
        for key, value in query.items():
            page.query_params[key] = value
        page.switch_page("pages/upload/upload.py").run()
        if files:
            page.file_uploader[0].set_value([(name, raw, "") for name, raw in files]).run()
        assert [] == list(page.exception)
        return page

    return open_upload
