"""Fixtures of page tests: where a visitor of `AppTest`, which has no browser, comes from."""

from types import SimpleNamespace

import pytest
import streamlit as st

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
