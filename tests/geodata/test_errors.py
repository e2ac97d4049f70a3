"""Every message says what was found, where, what was expected and what to do next."""

import inspect

from geodata import errors
from geodata.errors import GeodataError, UnknownName


def kinds():
    found = inspect.getmembers(errors, inspect.isclass)
    return [kind for _, kind in found if issubclass(kind, GeodataError)]


def test_every_error_stands_in_the_tree_and_says_what_it_is():
    assert len(kinds()) > 10
    for kind in kinds():
        assert kind.__name__ in errors.__doc__, kind
        assert kind.__doc__.strip().endswith("."), kind


def test_the_tree_names_no_error_that_is_gone():
    drawn = [
        line.split()[1] for line in errors.__doc__.splitlines() if "──" in line and line[0] in "├└"
    ]
    inner = [
        line.split("── ")[1].split()[0] for line in errors.__doc__.splitlines() if "── " in line
    ]
    assert drawn
    assert set(inner) | {"GeodataError"} == {kind.__name__ for kind in kinds()}


def test_an_unknown_name_suggests_the_nearest():
    error = UnknownName("place", "Halab", ["Halabja", "Homs"])
    assert 'No place is called "Halab". Did you mean Halabja?' == str(error)
    assert "Halab" == error.name


def test_an_unknown_name_without_a_near_one_lists_a_few():
    error = UnknownName("party", "Q", [f"party {n}" for n in range(20)])
    assert str(error).startswith('No party is called "Q". Known: party 0, party 1,')
    assert str(error).endswith("party 7 …")


def test_an_unknown_name_among_none_says_only_that():
    assert 'No theatre is called "x".' == str(UnknownName("theatre", "x", []))


def test_known_names_may_come_from_a_generator():
    error = UnknownName("place", "Hom", (name for name in ("Homs", "Hama")))
    assert "Did you mean Homs" in str(error)
