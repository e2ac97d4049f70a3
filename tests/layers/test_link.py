"""A link says in Python what it says in the browser."""

from datetime import date

import pytest

from layers.link import USUAL, View, read_link, write_link

FULL = View(
    as_of=date(2024, 11, 30),
    centre=(37.1, 36.2),
    zoom=8.25,
    layers=frozenset({"places", "fronts"}),
    distances=(("idlib", "aleppo"), ("homs", "hama")),
    language="ar",
    theme="dark",
    known_on="2024-12-01T10:00:00Z",
    clean=True,
)


def test_an_empty_link_asks_for_what_is_usual():
    assert View() == read_link("") == read_link("?") == read_link({})
    assert USUAL == read_link("").layers
    assert read_link("").distances is None


def test_a_link_is_written_as_a_person_would():
    assert (
        "?known_on=2024-12-01T10%3A00%3A00Z&as_of=2024-11-30&at=36.2000,37.1000,8.25"
        "&layers=fronts,places&distances=idlib~aleppo,homs~hama&lang=ar&theme=dark&view=clean"
    ) == write_link(FULL)


def test_what_is_written_is_read_again():
    assert FULL == read_link(write_link(FULL))
    two_days = View(
        from_day=date(2024, 11, 26), to_day=date(2024, 11, 30), screen=(1280, 720), distances=()
    )
    assert two_days == read_link(write_link(two_days))
    assert View(layers=frozenset()) == read_link(write_link(View(layers=frozenset())))


def test_a_whole_address_will_do():
    address = "https://maps.example.org/press?as_of=2024-12-08&lang=en&as_of=2024-12-01#top"
    found = read_link(address)
    assert (date(2024, 12, 8), "en") == (found.as_of, found.language)


@pytest.mark.parametrize(
    ("query", "key", "found"),
    [
        ("?as_of=2024-02-31", "bad_day", "2024-02-31"),
        ("?as_of=20241130", "bad_day", "20241130"),
        ("?as_of=", "bad_day", ""),
        ("?at=36,37", "bad_view", "36,37"),
        ("?at=,,", "bad_view", ",,"),
        ("?at=91,37,8", "bad_view", "91,37,8"),
        ("?at=nan,37,8", "bad_view", "nan,37,8"),
        ("?layers=moon,sun", "bad_layer", "moon, sun"),
        ("?distances=idlib", "bad_distance", "idlib"),
        ("?lang=fr", "bad_choice", "fr"),
        ("?theme=pink", "bad_choice", "pink"),
    ],
)
def test_what_cannot_be_followed_is_told_and_left(query, key, found):
    view = read_link(query)
    assert View() == View(**{**view.__dict__, "distances": None})
    ((told, facts),) = view.problems
    assert (key, found) == (told, facts["found"])


def test_what_is_known_of_the_layers_is_shown():
    assert frozenset({"places"}) == read_link("?layers=places,moon").layers
    assert frozenset() == read_link("?layers=none").layers
