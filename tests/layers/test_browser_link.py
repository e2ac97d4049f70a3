"""The same link read and written by the browser's code and by Python's, for every parameter."""

from datetime import date
from urllib.parse import quote

from layers.link import LAYERS, View, read_link, write_link
from layers.link_table import parameters, read_parameters, write_parameters
from layers.locale import languages
from tests.node import answers

LINKS = [
    "",
    "?as_of=2024-11-30",
    "?as_of=2024-11-31",
    "?as_of=2024-12-08&at=36.2021,37.1343,8.25&lang=ar&theme=dark&view=clean",
    "?at=33.51,36.29,13.5",
    "?at=33.51,36.29,13&at=1,2,3",
    "?at=33.51,36.29",
    "?at=+33.51 , 36.29,7",
    "?at=1_0,36.29,7",
    "?at=-33.51,-136.29,0",
    "?at=86,36.29,7",
    "?layers=none",
    "?layers=",
    "?layers=moon",
    "?layers=moon,places,,fronts",
    "?layers=tiles,fronts_before",
    "?distances=",
    "?distances=idlib~aleppo,homs~hama",
    "?distances=idlib%7Ealeppo%2Choms~hama",
    "?distances=idlib",
    "?lang=fr&theme=red",
    "?lang=&theme=",
    "?" + "&".join(f"layers={name}" for name in LAYERS),
]
# A theatre of two weeks.
FIRST, LAST = date(2024, 11, 26), date(2024, 12, 12)
PAIRS = ("idlib~aleppo", "idlib~aleppo,homs~hama", "idlib", "idlib~", ",".join(["homs~hama"] * 25))
NUMBERS = ("7", "0.1", "12.34567", "1e1", " 5 ", "5_0", "0x1F", "nan", "Infinity", "-1", "1e9", "٣")
# What a person, a script or an attacker may write for each kind.
TEXTS = {
    "day": ("2024-11-30", "2024-11-31", "30.11.2024", "2024-1-2", "٢٠٢٤-١١-٣٠"),
    "days": ("2024-11-30", "2024-11-30,2024-12-01,2024-11-30", "x,2024-12-01", "x"),
    "view": ("36.2,37.1,8.25", "36.03125,-37.1,13.125", "1,2", "91,0,3", "0,181,3", "0,0,19", ",,"),
    "screen": ("1280x720", "99x99", "1280", "x", "1e3x720"),
    "names": ("none", "moon", "moon,%s", "%s", "%s,%s"),
    "pairs": PAIRS,
    "places": ("idlib", "idlib,homs,idlib", ",", ",".join(f"p{at}" for at in range(15))),
    "place": ("idlib", "36.20000_37.10000"),
    "choice": ("%s", "moon", "%s ", "x" * 50),
    "identifier": (
        "gaza-2023",
        "a",
        "a" * 60,
        "a" * 61,
        "../x",
        "a/b",
        "A",
        "a b",
        "ä",
        "a%00",
        "a%0A",
    ),
    "number": NUMBERS,
    "flag": ("0", "1", "yes"),
    "text": ("a text", "x" * 250, "\u200fنص", "<b>"),
}


def in_node(links):
    """Answers of the browser's modules to pages with links."""
    question = {
        "days": [FIRST.isoformat(), LAST.isoformat()],
        "places": ["idlib", "aleppo", "homs", "hama"],
        "languages": list(languages()),
        "distances": [["idlib", "aleppo"]],
        "links": links,
    }
    return answers("link.js", question)


def texts_of(parameter):
    """Values of a parameter to try, each as it stands in a link."""
    for text in TEXTS[parameter.kind]:
        if "%s" in text:
            for value in parameter.values:
                yield quote(text.replace("%s", value))
        else:
            yield text if "%" in text else quote(text)
    if "range" in parameter.facts:
        yield from map(str, parameter.facts["range"])


def links_of_every_parameter():
    """Pages with links: each parameter with each text, under its own and its older names."""
    for page in sorted({page for one in parameters() for page in one.pages}):
        yield page, ""
        for one in parameters(page):
            names = (one.name, *one.aliases)
            yield from ((page, f"?{name}={text}") for name in names for text in texts_of(one))
            yield page, f"?{one.name}="


def test_both_read_and_write_every_parameter_alike():
    calls = list(links_of_every_parameter())
    tried = {(page, link.partition("=")[0].removeprefix("?")) for page, link in calls}
    assert {(page, one.name) for one in parameters() for page in one.pages} <= tried
    for (page, link), seen in zip(calls, in_node(calls), strict=True):
        values, problems = read_parameters(link, page)
        # That a day lies outside of the record, only the browser can tell.
        reported = [
            one for one in seen["problems"] if one[0] not in ("before_first_day", "after_last_day")
        ]
        assert reported == [[key, dict(facts)] for key, facts in problems], (page, link)
        known = resolved(values, page)
        assert {key: plain(value) for key, value in known.items()} == {
            key: as_python(key, page, value) for key, value in seen["values"].items()
        }, (page, link)
        assert write_parameters(known, parameters(page)) == seen["written"], (page, link)


def resolved(values, page):
    """Values with what depends on the record: first and last day, and the theatre's distances."""
    defaults = {"from": FIRST, "to": LAST, "as_of": LAST}
    defaults |= {"distances": (("idlib", "aleppo"),), "pairs": (("idlib", "aleppo"),)}
    return {key: defaults.get(key) if value is None else value for key, value in values.items()}


def plain(value):
    if isinstance(value, frozenset):
        return sorted(value)
    return list(map(plain, value)) if isinstance(value, tuple) else value


def as_python(name, page, value):
    """A value of the browser in Python's form."""
    kind = next(one.kind for one in parameters(page) if one.name == name)
    if value is None:
        return None
    if kind == "day":
        return as_day(value)
    if kind == "days":
        return [as_day(day) for day in value]
    if kind == "view":
        return [value["lat"], value["lon"], value["zoom"]]
    return sorted(value) if kind == "names" else value


def as_day(number):
    return date.fromordinal(date(1970, 1, 1).toordinal() + number)


def test_both_read_and_write_the_same():
    found = in_node([["", link] for link in LINKS])
    for link, state in zip(LINKS, found, strict=True):
        view = read_link(link)
        assert state["day"] == (view.as_of or date(2024, 12, 12)).isoformat(), link
        assert set(state["layers"]) == view.layers, link
        assert seen(state["view"]) == (view.centre, view.zoom), link
        pairs = (("idlib", "aleppo"),) if view.distances is None else view.distances
        assert tuple(map(tuple, state["distances"])) == pairs, link
        assert (state["language"], state["theme"]) == (view.language, view.theme), link
        assert state["clean"] == view.clean, link
        shown = View(**{**view.__dict__, "as_of": date.fromisoformat(state["day"])})
        assert write_link(View(**{**shown.__dict__, "distances": pairs})) == state["written"], link


def seen(view):
    return ((view["lon"], view["lat"]), view["zoom"]) if view else (None, None)
