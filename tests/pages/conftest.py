"""Fixtures of page tests: where a visitor of `AppTest`, which has no browser, comes from."""

from types import SimpleNamespace

import pytest
import streamlit as st

from geodata.store.engine import VARIABLE

FROM_HERE = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


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
