"""A store that the first version wrote opens, proves every hash, and shows contested ground.

`tests/data/stores/first_version.sql` is the dump of a store of the square that the first release
wrote, with contested ground as the party CONTESTED; hashes and areas here are as it printed them.
"""

import sqlite3

import pytest

from geodata.control import ControlSnapshot, figures
from geodata.daily_statistics import CONTESTED_LINE
from geodata.measure import area_km2
from geodata.store import Publication, Store, open_record
from geodata.terms import CONTESTED, Holder
from tests.conftest import ROOT
from tests.geodata.stores import Clock, publish
from tests.square import FIRST, FOUGHT, HELD, QUARTERS, TAKEN, snapshot, write_square

DUMP = ROOT / "tests" / "data" / "stores" / "first_version.sql"
HASHES = [
    "bb102c35149b44701ac1dab0c70e8d0f3deb3a758878977f46f96aa7b6c44356",
    "4b21b25ce8d270f78efd00db9c4f5f590c5b2996b0c01a9675c589b49ed0b062",
    "a7b9e10436a62e016ef3c0db0402728c94ffdf435e4dccbaf8e11ce2dec4de3c",
    "db9c3ca1d964c3e52c285efef6e98971347c3b43da48ce0875b02b22c2717947",
]
CONTENT_OF_FOUGHT = "eff9c96a9714e0fbef0becb9e741752d7ae8e1d67d4a657623b7e746dcc74d2f"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    return path


@pytest.fixture
def store(path):
    with Store.open(path, built_in=(), clock=Clock()) as opened:
        yield opened


def columns(path):
    with sqlite3.connect(path) as connection:
        found = {row[1] for row in connection.execute("PRAGMA table_info(areas)")}
    connection.close()
    return found


def test_it_verifies_with_the_hashes_that_it_had(store):
    assert HASHES == [revision.hash for revision in store.history("square")]
    assert CONTENT_OF_FOUGHT == store.revision(3).sha256
    assert [] == store.verify()


def test_its_contested_ground_has_a_status_and_no_party(store):
    fought = store.snapshot(3)
    assert [None] == [row.party for row in fought.areas.itertuples() if row.status == "contested"]
    assert [Holder("A"), Holder("B"), CONTESTED] == fought.holders
    [contested] = [row for row in figures(fought) if row.party is None]
    assert area_km2(QUARTERS["ne"]) == pytest.approx(contested.km2)


def test_what_it_gets_beside_is_a_column(path):
    assert "contested_between" not in columns(path)
    with Store.open(path, built_in=(), clock=Clock()) as opened:
        assert [] == opened.verify()
        publish(opened, TAKEN, {"A": ("sw", "nw"), "B": ("se", "ne")})
        assert HASHES == [revision.hash for revision in opened.history("square")][:4]
        assert [] == opened.verify()
    assert "contested_between" in columns(path)


def test_equal_areas_still_have_the_name_that_it_gave_them(store):
    again = publish(store, TAKEN, HELD[FOUGHT])
    assert CONTENT_OF_FOUGHT == again.sha256


def test_what_it_had_measured_is_measured_anew(store, tmp_path, monkeypatch):
    monkeypatch.setattr("geodata.theatre.FOLDER", tmp_path)
    write_square(tmp_path / "square")
    record = open_record("square", store=store)
    assert {("A", "B"), ("A", None), ("B", None)} == set(record.contact_km(FOUGHT))
    assert CONTESTED_LINE in record.measures(record.topology, record.theatre.places)[FOUGHT].holders


def test_who_contests_an_area_is_hashed_and_comes_back(store):
    plain = snapshot(FIRST, HELD[FOUGHT])
    named = plain.areas.assign(between=[None, None, ("A", "B")])
    publication = publish(store, FIRST, HELD[FOUGHT])
    with_names = store.publish(
        Publication(
            "square",
            FIRST,
            ControlSnapshot(FIRST, named),
            "Anna",
            "Named",
            against=store.version("square"),
        )
    )
    assert publication.sha256 == CONTENT_OF_FOUGHT != with_names.sha256
    assert [None, None, ("A", "B")] == list(store.snapshot(with_names.id).areas["between"])
    assert [] == store.verify()
