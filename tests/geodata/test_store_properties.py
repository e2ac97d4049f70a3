"""Whatever is published, in whatever order: it comes back, and what was known stays known."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.control import ControlSnapshot
from geodata.errors import PublicationError
from geodata.store import Publication
from geodata.store.content import digest, packed
from tests.geodata.stores import EAST, NORTH, WEST, empty_store, publish, rows, said, withdraw
from tests.square import snapshot

# Creating a store costs a few milliseconds of disk.
few = settings(max_examples=40, deadline=None)
days = st.dates(date(2024, 1, 1), date(2024, 1, 4))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
degrees = st.floats(-180, 180, allow_nan=False)


@st.composite
def triangles(draw):
    lon, lat = draw(degrees), draw(st.floats(-80, 80))
    corners = [(lon, lat), (lon + draw(st.floats(0.001, 1)), lat), (lon, lat + 1)]
    return shapely.Polygon(corners)


@st.composite
def areas(draw):
    """Areas of any words and any coordinates; the store keeps what it is given."""
    shapes = draw(
        st.lists(
            triangles() | st.builds(shapely.MultiPolygon, st.lists(triangles(), min_size=1)),
            min_size=1,
            max_size=4,
        )
    )
    columns = {
        name: draw(st.lists(words, min_size=len(shapes), max_size=len(shapes)))
        for name, words in (
            ("party", texts | st.none()),
            ("basis", st.sampled_from(["assessed", "claimed"])),
            ("source", texts),
        )
    }
    contested = [party is None for party in columns["party"]]
    between = draw(st.sampled_from([None, ("A", "B")]))
    columns["status"] = ["contested" if fought else "controlled" for fought in contested]
    columns["between"] = [between if fought else None for fought in contested]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


@few
@given(day=days, frame=areas(), by=texts, note=texts, raw=st.binary(max_size=100))
def test_whatever_goes_in_comes_out_equal(day, frame, by, note, raw):
    given_ = ControlSnapshot(day, frame)
    by, note = by.strip() or "?", note.strip() or "?"
    with TemporaryDirectory() as folder, empty_store(Path(folder) / "s") as store:
        made = store.publish(Publication("square", day, given_, by, note, (note, raw)))
        [found] = store.timeline("square")
        assert rows(given_) == rows(found)
        assert made == store.revision(1)
        assert (by, note, note, raw) == (
            made.recorded_by, made.note, made.original_name, store.original(made.original),
        )  # fmt: skip
        assert [] == store.verify()


@given(one=areas(), other=areas())
def test_only_equal_areas_have_the_same_name(one, other):
    a, b = (packed(ControlSnapshot(date(2024, 1, 1), frame)) for frame in (one, other))
    assert (a.areas == b.areas) == (a.sha256 == b.sha256)
    assert a.sha256 == digest(list(a.areas))


actions = st.lists(
    st.tuples(
        st.sampled_from(["publish", "publish", "publish", "withdraw", "rollback"]),
        days,
        st.sampled_from([WEST, NORTH, EAST]),
        st.integers(1, 12),
    ),
    min_size=1,
    max_size=12,
)


def act(store, action, day, held, number) -> None:
    """Do one thing, unless the store has a reason to refuse it."""
    if action == "publish":
        publish(store, day, held)
    elif action == "withdraw":
        withdraw(store, day)
    elif number <= store.version("square"):
        store.rollback(number, recorded_by="B", note="?", against=store.version("square"))


def expect(map_, store, action) -> dict:
    """The map after it, by the words of docs/store.md: days by the areas in force on them."""
    kind, day, held, number = action
    after = dict(map_)
    if kind == "publish":
        after[day] = rows(snapshot(day, held))
    elif kind == "withdraw":
        after.pop(day, None)
    elif number <= store.version("square"):
        back = store.revision(number)
        after.pop(back.effective_date, None)
        if back.sha256:
            after[back.effective_date] = rows(store.snapshot(number))
    return after


@few
@given(history=actions, steps=st.lists(st.floats(-5, 5), min_size=12, max_size=12))
def test_nothing_that_is_published_later_changes_what_was_known(history, steps):
    # The clock may stand still, jump and go back.
    instants = iter([datetime.fromisoformat("2024-12-01T12:00Z") + timedelta(s) for s in steps])
    with TemporaryDirectory() as folder:
        store = empty_store(Path(folder) / "s", clock=lambda: next(instants))
        expected, known = {}, []
        for action in history:
            after = expect(expected, store, action)
            try:
                act(store, *action)
                expected = after
            except PublicationError:
                assert after == expected
            assert expected == said(store)
            if store.version("square"):
                known.append((store.history("square")[-1].recorded_at, expected))
        for instant, map_ in known:
            assert map_ == said(store, instant)
        assert [] == store.verify()
        store.close()
