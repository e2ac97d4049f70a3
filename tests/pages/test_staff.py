"""Who may publish: the person at the machine; elsewhere, who logged in and is on the list."""

import getpass
import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.shared.editors import Editor, at_this_machine
from tests.pages.visits import RUN_LIMIT_S, app_test, links
from tests.words import ARABIC, ENGLISH

ANYWHERE = "0.0.0.0"  # noqa: S104
HERE = {"host": ["localhost:8501"], "origin": ["http://localhost:8501"]}
AUTH = {"redirect_uri": "http://maps/oauth2callback", "cookie_secret": "s" * 32, "client_id": "map"}
SECRETS = {"auth": AUTH, "editors": {"emails": ["Rima@example.org", "sami@example.org"]}}
RIMA = {"is_logged_in": True, "email": "rima@example.org", "name": "Rima Haddad"}


def staff_page():
    import streamlit as st

    from layers.locale import Locale
    from pages.shared import editors

    st.write(f"may publish: {editors.may_publish()}")
    editor = editors.require()
    st.write(f"publishes: {editor}")
    editors.show_editor(editor, Locale(None, "en"))


@pytest.fixture
def open_page():
    """Give a function that opens a staff page and gives what it says."""

    def open_page(secrets=None, user=None, **query):
        page = AppTest.from_function(staff_page, default_timeout=RUN_LIMIT_S)
        page.secrets, page.user = secrets or {}, user or {}
        for key, value in query.items():
            page.query_params[key] = value
        page.run()
        assert [] == list(page.exception)
        return page

    return open_page


@pytest.fixture
def elsewhere(visit_from):
    visit_from(bound_to=ANYWHERE, remote="192.0.2.7", headers={"Host": "maps.example.org"})


@pytest.fixture
def secrets_file(at_this_machine, tmp_path, monkeypatch):
    """Give the path of a file that holds the server's secrets, not yet written."""
    file = tmp_path / "secrets.toml"
    monkeypatch.setattr(st, "secrets", type(st.secrets)())
    option = st.get_option
    in_file = {"secrets.files": [str(file)]}
    monkeypatch.setattr(st, "get_option", lambda key: in_file.get(key) or option(key))
    monkeypatch.setattr("streamlit.config.get_option", st.get_option)
    monkeypatch.setattr(type(st.secrets), "_maybe_install_file_watchers", lambda secrets: None)
    return file


def sentences(page):
    return [element.value for element in (*page.markdown, *page.error)]


def refusal(page):
    """Give the one reason of a page that says nothing else."""
    assert ["may publish: False"] == [text.value for text in page.markdown]
    (reason,) = page.error
    return as_read(reason.value)


def as_read(markdown):
    return re.sub(r"[\\\u2068\u2069]", "", markdown)


def buttons(page):
    return [button.label for button in page.button]


def test_the_person_at_the_machine_publishes_in_the_name_of_the_system(open_page, at_this_machine):
    page = open_page()

    assert ["may publish: True", f"publishes: {getpass.getuser()} <localhost>"] == sentences(page)
    assert [] == buttons(page)


def test_nobody_publishes_from_elsewhere_where_no_log_in_is_set_up(open_page, elsewhere):
    page = open_page()

    assert ENGLISH.say("staff_no_log_in") == refusal(page)
    assert [] == buttons(page)


def test_the_reason_is_in_the_language_of_the_page(open_page, elsewhere):
    assert ARABIC.say("staff_no_log_in") == refusal(open_page(lang="ar"))


def test_a_request_that_says_nothing_of_itself_is_from_elsewhere(open_page):
    assert ENGLISH.say("staff_no_log_in") == refusal(open_page())


def test_who_is_not_logged_in_is_asked_to(open_page, elsewhere):
    page = open_page(SECRETS, {"is_logged_in": False})

    assert ENGLISH.say("staff_log_in_first") == refusal(page)
    assert ["Log in"] == buttons(page)


def test_every_named_log_in_service_has_its_button(open_page, elsewhere):
    services = {"acme": {"client_id": "a"}, "globex": {"client_id": "b"}}
    shared = {"redirect_uri": "http://maps/oauth2callback", "cookie_secret": "s" * 32}

    page = open_page(SECRETS | {"auth": shared | services})

    assert ["Log in with acme", "Log in with globex"] == buttons(page)


def test_a_log_in_that_is_half_set_up_says_what_is_missing(open_page, elsewhere):
    page = open_page(SECRETS)

    page.button[0].click().run()

    assert "The log-in is not set up correctly." in page.error[1].value


def test_who_is_on_the_list_publishes_with_name_and_address(open_page, elsewhere):
    page = open_page(SECRETS, RIMA)

    assert ["may publish: True", "publishes: Rima Haddad <rima@example.org>"] == sentences(page)
    assert ["Log out"] == buttons(page)


def test_who_is_not_on_the_list_is_refused_by_address(open_page, elsewhere):
    page = open_page(SECRETS, RIMA | {"email": "rima@example.com"})

    assert ENGLISH.say("staff_not_listed", address="rima@example.com") == refusal(page)
    assert ["Log out"] == buttons(page)


@pytest.mark.parametrize(
    ("claims", "key"),
    [
        ({"email": None}, "staff_no_address"),
        ({"email": " "}, "staff_no_address"),
        ({"email": ["rima@example.org"]}, "staff_no_address"),
        ({"email_verified": False}, "staff_unverified"),
        ({"email_verified": "false"}, "staff_unverified"),
        ({"email": "rima@example.org.evil.example"}, "staff_not_listed"),
        # Case folding and lower() make an ASCII s of the first, a k of the second.
        ({"email": "\u017fami@example.org"}, "staff_not_listed"),
        ({"email": "rima@example.org\u200b"}, "staff_not_listed"),
        ({"is_logged_in": "True"}, "staff_log_in_first"),
    ],
)
def test_an_identity_that_is_not_certain_is_refused(open_page, elsewhere, claims, key):
    user = RIMA | claims

    reason = refusal(open_page(SECRETS, user))

    assert ENGLISH.say(key, address=user["email"]) == reason


@pytest.mark.parametrize(
    ("editors", "key"),
    [
        (None, "staff_no_editors"),
        ({}, "staff_no_editors"),
        ({"emails": []}, "staff_no_editors"),
        ({"emails": "rima@example.org"}, "staff_bad_editors"),
        ({"emails": ["rima@example.org", 7]}, "staff_bad_editors"),
        ({"emails": ["rima"]}, "staff_bad_editors"),
        ("rima@example.org", "staff_bad_editors"),
    ],
)
def test_without_a_list_nobody_publishes(open_page, elsewhere, editors, key):
    secrets = {"auth": AUTH} | ({} if editors is None else {"editors": editors})

    assert ENGLISH.say(key) == refusal(open_page(secrets, RIMA))


def test_where_a_log_in_is_set_up_the_person_at_the_machine_uses_it_too(open_page, at_this_machine):
    assert ENGLISH.say("staff_log_in_first") == refusal(open_page(SECRETS))


@pytest.mark.parametrize(
    ("written", "reason"),
    [(b"[editors\nemails = 1", "Error parsing"), (b'who = "\xff"', "codec can't decode")],
)
def test_secrets_that_cannot_be_read_let_nobody_publish(
    open_page, secrets_file, caplog, written, reason
):
    secrets_file.write_bytes(written)

    assert ENGLISH.say("staff_bad_secrets") == refusal(open_page())
    assert reason in caplog.text


def test_secrets_without_a_word_about_publishing_change_nothing(open_page, secrets_file):
    secrets_file.write_text('tiles_key = "k"')

    assert "may publish: True" == sentences(open_page())[0]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Rima\nHaddad\t", "Rima Haddad <rima@example.org>"),
        ("\u202e\u200f", "rima@example.org"),
        ("", "rima@example.org"),
        (None, "rima@example.org"),
        ({"first": "Rima"}, "rima@example.org"),
        ("ريما حداد", "ريما حداد <rima@example.org>"),
        ("R" * 500, "R" * 80 + " <rima@example.org>"),
    ],
)
def test_a_name_is_one_line_that_hides_nothing(open_page, elsewhere, name, shown):
    assert f"publishes: {shown}" == sentences(open_page(SECRETS, RIMA | {"name": name}))[1]


def test_a_name_is_not_read_as_markdown(open_page, elsewhere):
    page = open_page(SECRETS, RIMA | {"name": "![x](http://a.example/p.png) $x$ :red[y]"})

    (caption,) = page.caption
    assert r"\!\[x\]\(http\:\/\/a\.example".replace(r"\/", "/") in caption.value
    assert r"\$x\$ \:red\[y\]" in caption.value


def test_an_editor_without_a_name_is_the_address():
    assert "rima@example.org" == str(Editor("rima@example.org", "rima@example.org"))


@pytest.mark.parametrize("bound_to", ["localhost", "LOCALHOST", "127.0.0.1", "127.0.0.9", "::1"])
@pytest.mark.parametrize("remote", [None, "127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_this_machine_however_it_is_written(bound_to, remote):
    assert at_this_machine(bound_to, remote, HERE)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "[::1]:8501", "LocalHost:80"])
def test_a_page_asked_for_by_a_local_name_is_local(host):
    assert at_this_machine("localhost", None, {"host": [host], "origin": [f"http://{host}"]})
    assert at_this_machine("localhost", None, {"host": [host]})


@pytest.mark.parametrize(
    "bound_to", [None, "", ANYWHERE, "::", "192.0.2.1", "maps.example.org", "unix:///run/maps"]
)
def test_a_server_that_others_can_reach_is_not_local(bound_to):
    assert not at_this_machine(bound_to, None, HERE)


@pytest.mark.parametrize("remote", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "", "unknown"])
def test_another_address_is_not_local(remote):
    assert not at_this_machine("localhost", remote, HERE)


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": ["127.0.0.1"]},
        {"x-forwarded-proto": ["https"]},
        {"x-forwarded-host": ["localhost"]},
        {"x-original-host": ["maps"]},
        {"x-real-ip": ["127.0.0.1"]},
        {"forwarded": ["for=127.0.0.1"]},
        {"via": ["1.1 proxy"]},
        {"cf-connecting-ip": ["::1"]},
        {"host": ["maps.example.org"]},
        {"host": ["localhost.example.org:8501"]},
        {"host": ["[::1"]},
        {"host": [""]},
        {"host": []},
        {"host": ["localhost:8501", "localhost:8501"]},
        {"host": ["user@maps.example.org"]},
        {"origin": ["https://maps.example.org"]},
        {"origin": ["http://localhost:3000"]},
        {"origin": ["null"]},
        {"origin": [""]},
    ],
)
def test_a_request_that_came_another_way_is_not_local(headers):
    assert not at_this_machine("localhost", "127.0.0.1", HERE | headers)


def replay_links(page):
    return [link["page"] for link in links(page) if link["row"]]


def test_the_replay_leads_to_the_upload_only_who_may_publish(at_this_machine):
    page = app_test().run()

    assert {"history", "upload"} <= set(replay_links(page))


def test_the_replay_shows_nobody_else_that_link(elsewhere):
    page = app_test().run()

    assert "history" in replay_links(page)
    assert "upload" not in replay_links(page)


def test_the_upload_page_says_who_publishes(at_this_machine):
    page = app_test()
    page.switch_page("pages/upload/upload.py").run()

    assert ["Upload"] == [title.value for title in page.title]
    assert f"You publish as {getpass.getuser()} <localhost>." == as_read(page.caption[0].value)


def test_the_upload_page_refuses_a_visitor_from_elsewhere(elsewhere):
    page = app_test()
    page.switch_page("pages/upload/upload.py").run()

    assert [ENGLISH.say("staff_no_log_in")] == [error.value for error in page.error]
    assert [] == list(page.caption)
