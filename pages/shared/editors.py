"""Editors, who may publish: the person at this machine, or those of a list who have logged in.

Each staff page calls `require` itself, and again right before it publishes: a callback runs before
the page does, a fragment without it. Who may publish is written in docs/publishing.md.
"""

import getpass
import ipaddress
import logging
import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitSecretNotFoundError

from layers.locale import Locale
from pages.shared.link import link_language
from pages.shared.style import plain

# A request that carries one of these came through a proxy: who sent it is not known to be here.
_PROXY_HEADERS: Final = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"}
)
_PROXY_PREFIXES: Final = ("x-forwarded", "x-original")
_MAX_NAME_LENGTH: Final = 80


@dataclass(frozen=True)
class Editor:
    """A person who may publish; `str(editor)` is what the history records."""

    name: str
    address: str

    def __str__(self) -> str:
        return self.address if self.name == self.address else f"{self.name} <{self.address}>"


class _Refused(Exception):
    """Why this visitor may not publish: the key of a sentence, and the button that helps."""

    def __init__(
        self, key: str, button: Literal["log in", "log out"] | None = None, **facts: str
    ) -> None:
        super().__init__(key)
        self.key, self.button, self.facts = key, button, facts


def may_publish() -> bool:
    """Whether this visitor may publish, for what is shown or hidden; a page asks `require`."""
    try:
        _visitor()
    except _Refused:
        return False
    return True


def require() -> Editor:
    """Return the person who publishes; others read the reason, and the page ends here."""
    try:
        return _visitor()
    except _Refused as refused:
        locale = Locale(None, link_language())
        facts = {name: plain(fact) for name, fact in refused.facts.items()}
        st.error(locale.say(refused.key, **facts))
        if refused.button == "log in":
            _log_in_buttons(locale)
        elif refused.button == "log out":
            log_out_button(locale)
        st.stop()


def show_editor(editor: Editor, locale: Locale) -> None:
    """Show in whose name this page publishes, with a way to end that."""
    st.caption(locale.say("staff_publishing_as", who=plain(str(editor))))
    log_out_button(locale)


def log_out_button(locale: Locale) -> None:
    """Show a button that logs out; nothing for a visitor who never logged in."""
    if _logged_in() and st.button(locale.say("staff_log_out")):
        st.logout()


def at_this_machine(
    bound_to: str | None, remote: str | None, headers: Mapping[str, Sequence[str]]
) -> bool:
    """Whether a request to a server bound to an address can only have come from its own machine.

    Parameters
    ----------
    bound_to
        The address the server listens on; None is every address.
    remote
        The address of the other end; None when that is the same machine.
    headers
        Everything the request said, names in lower case.
    """
    hosts, origins = headers.get("host", ()), headers.get("origin", ())
    return (
        _is_loopback(bound_to)
        and (remote is None or _is_loopback(remote))
        and not any(name in _PROXY_HEADERS or name.startswith(_PROXY_PREFIXES) for name in headers)
        # Any name can be made to point to 127.0.0.1, so the name asked for must be ours,
        and len(hosts) == 1
        and _is_loopback(_host(hosts[0]))
        # and the page that asks must be ours too.
        and all(origin.partition("://")[2] == hosts[0] for origin in origins)
    )


def _is_loopback(address: str | None) -> bool:
    if address is None or address.lower() == "localhost":
        return address is not None
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(number, "ipv4_mapped", None)
    return (mapped or number).is_loopback


def _host(header: str) -> str | None:
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def _visitor() -> Editor:
    """The person who publishes; `_Refused` for all others."""
    try:
        secrets = _secrets()
    except (StreamlitSecretNotFoundError, OSError, UnicodeError) as error:
        logging.getLogger(__name__).warning("Nobody may publish: %s", error)
        raise _Refused("staff_bad_secrets") from error
    # Whoever set up a log-in wants it used, also by those whom a silent proxy makes look local.
    if not secrets.keys() & {"auth", "editors"} and _is_local():
        return Editor(_machine_user(), "localhost")
    return _editor(secrets)


def _secrets() -> Mapping[str, Any]:
    """The server's secrets; empty where there are none, an error where they cannot be read."""
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        if any(os.path.lexists(Path(file)) for file in st.get_option("secrets.files")):
            raise
        return {}


def _is_local() -> bool:
    headers = st.context.headers
    return at_this_machine(
        st.get_option("server.address"),
        st.context.ip_address,
        {name.lower(): headers.get_all(name) for name in headers},
    )


def _machine_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        # A container may run as a number without a name.
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "localhost"


def _editor(secrets: Mapping[str, Any]) -> Editor:
    """The editor who is logged in."""
    if not _providers(secrets.get("auth")):
        raise _Refused("staff_no_log_in")
    editors = _editors(secrets.get("editors"))
    if not _logged_in():
        raise _Refused("staff_log_in_first", "log in")
    email = st.user.get("email")
    address = _comparable(email) if isinstance(email, str) else ""
    if not address:
        raise _Refused("staff_no_address", "log out")
    # Some services leave the claim out; one that says "not verified" is believed.
    if str(st.user.get("email_verified", True)).lower() != "true":
        raise _Refused("staff_unverified", "log out", address=address)
    if address not in editors:
        raise _Refused("staff_not_listed", "log out", address=address)
    return Editor(_printable(st.user.get("name")) or address, address)


def _editors(section: object) -> frozenset[str]:
    emails = section.get("emails", []) if isinstance(section, Mapping) else section
    if not emails:
        raise _Refused("staff_no_editors")
    if not isinstance(emails, list) or not all(
        isinstance(address, str) and "@" in address for address in emails
    ):
        raise _Refused("staff_bad_editors")
    return frozenset(map(_comparable, emails))


def _comparable(address: str) -> str:
    """An address as it is compared: letters beyond ASCII keep their case, for some fold into it."""
    text = address.strip()
    return text.lower() if text.isascii() else text


def _printable(name: object) -> str:
    """A name without what cannot be seen or turns the text around, and not longer than a line."""
    if not isinstance(name, str):
        return ""
    seen = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in name)
    return " ".join(seen.split())[:_MAX_NAME_LENGTH]


def _logged_in() -> bool:
    return st.user.get("is_logged_in") is True


def _providers(auth: object) -> list[str | None]:
    """The log-in services that are set up; None is the one without a name."""
    if not isinstance(auth, Mapping):
        return []
    named: list[str | None] = [
        name
        for name, section in auth.items()
        if isinstance(section, Mapping) and "client_id" in section
    ]
    return [None, *named] if "client_id" in auth else named


def _log_in_buttons(locale: Locale) -> None:
    for provider in _providers(_secrets().get("auth")):
        key = "staff_log_in_with" if provider else "staff_log_in"
        if st.button(locale.say(key, provider=provider)):
            try:
                st.login(provider)
            except StreamlitAuthError as error:
                st.error(locale.say("staff_log_in_broken", reason=plain(str(error))))
