"""A link says in Python what it says in the browser."""

from datetime import date
from pathlib import Path

import pytest

from layers.exports import PICTURE_KINDS, Pace, formats
from layers.link import DEFAULT_LAYERS, View, carried, read_link, write_link
from layers.link_table import pages, parameter, parameters, read_parameters, write_parameters
from layers.picture import FORMATS, PRESETS, THEMES
from tests.words import ENGLISH

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
    theatre="gaza-2023",
)


def test_an_empty_link_asks_for_what_is_usual():
    assert View() == read_link("") == read_link("?") == read_link({})
    assert DEFAULT_LAYERS == read_link("").layers
    assert read_link("").distances is None


def test_a_link_is_written_as_a_person_would():
    assert (
        "?theatre=gaza-2023&known_on=2024-12-01T10%3A00%3A00Z&as_of=2024-11-30&at=36.2000,37.1000,8.25"
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
        ("?from=yesterday", "span_bad_day", "yesterday"),
        ("?theatre=../../etc", "bad_choice", "../../etc"),
        ("?theatre=Syria", "bad_choice", "Syria"),
        ("?theatre=a%00b", "bad_choice", "a\0b"),
        ("?theatre=" + "a" * 61, "bad_choice", "a" * 40),
    ],
)
def test_what_cannot_be_followed_is_told_and_left(query, key, found):
    view = read_link(query)
    assert View() == View(**{**view.__dict__, "distances": None})
    ((code, facts),) = view.problems
    assert (key, found) == (code, facts["found"])


def test_what_is_known_of_the_layers_is_shown():
    assert frozenset({"places"}) == read_link("?layers=places,moon").layers
    assert frozenset() == read_link("?layers=none").layers


def test_a_comparison_reads_the_older_name_of_its_smallest_area():
    read = {key: read_parameters(f"?{key}=5", "compare")[0]["min_km2"] for key in OLD_AND_NEW}
    assert {"least_km2": 5, "min_km2": 5} == read
    assert "?min_km2=5" == write_parameters({"min_km2": 5}, parameters("compare"))


OLD_AND_NEW = ("least_km2", "min_km2")


def test_a_link_goes_along_to_the_next_page():
    query = (
        "?theatre=gaza-2023&known_on=2024-12-01T10:00:00Z&from=2024-11-26&to=2024-11-30&view=side"
        "&at=36.2,37.1,8&layers=fronts,events&distances=homs~hama&lang=ar&theme=dark&split=20"
    )
    kept = {
        "theatre": "gaza-2023", "known_on": "2024-12-01T10:00:00Z",
        "from": "2024-11-26", "to": "2024-11-30", "at": "36.2000,37.1000,8",
        "layers": "fronts,events", "distances": "homs~hama", "lang": "ar", "theme": "dark",
    }  # fmt: skip
    assert kept == carried(query, "compare") == carried(query, "history")
    assert kept | {"as_of": "2024-11-30"} == carried(query, "replay")


def test_a_day_goes_along_as_the_later_of_two():
    assert {"as_of": "2024-11-30", "to": "2024-11-30"} == carried("?as_of=2024-11-30", "compare")


def test_what_cannot_be_read_does_not_go_along():
    query = "?theatre=../x&as_of=soon&to=HTS&at=1&layers=moon&theme=pink&fronts=A~B&kind=areas"
    for page in PAGES:
        assert {} == carried(query, page)


PAGES = sorted({page for one in parameters() for page in one.pages})


def test_no_page_has_two_parameters_of_one_name():
    for page in PAGES:
        names = [name for one in parameters(page) for name in (one.name, *one.aliases)]
        assert len(names) == len(set(names)), page


def test_what_is_not_declared_is_told():
    with pytest.raises(KeyError, match='no parameter "moon"'):
        parameter("moon")
    with pytest.raises(KeyError, match='"moon" is no page'):
        parameters("moon")


def test_the_choices_of_the_press_page_are_those_of_its_products():
    def values(name):
        return parameter(name, "press").values

    assert (values("kind"), values("format")) == (PICTURE_KINDS, tuple(FORMATS))
    assert values("size") == (*PRESETS, "free")
    assert values("look") == THEMES
    assert values("clip") == tuple(suffix.removeprefix(".") for suffix in formats("clip"))
    pace = Pace()
    defaults = [parameter(name, "press").default for name in ("seconds", "hold", "last")]
    assert [pace.seconds, pace.hold_s, pace.last_s] == defaults


def test_every_page_has_its_script_and_its_words():
    root = Path(__file__).resolve().parent.parent.parent
    for row in pages():
        name = row["name"]
        assert (root / "pages" / name / f"{name}.py").is_file()
        for key in (f"page_{name}", *filter(None, (row.get("lead"), row.get("nothing")))):
            assert ENGLISH.say(key), key
