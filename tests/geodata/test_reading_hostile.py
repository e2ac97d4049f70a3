"""Files made to hurt: refused clearly, within seconds, without an exception or a trace on disk."""

import gzip
import io
import time
import zipfile

import pytest

from geodata.reading import Limits, read
from tests.geodata.reading_files import codes, collection, zipped_names

MILLION = 1_000_000
POINT = b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":['
RING = b'{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[['
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><kml>&b;</kml>'
FILE = b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (lambda: b"[" * MILLION, "a.geojson", "too-deep"),
        (lambda: b"[" * MILLION + b"]" * MILLION, "a.geojson", "too-deep"),
        (lambda: b'{"a":' * MILLION, "a.geojson", "too-deep"),
        (lambda: POINT + b"9" * 10 * MILLION + b",1]}}", "a.geojson", "not-a-number"),
        (lambda: POINT + b"1e999,1]}}", "a.geojson", "not-a-number"),
        (
            lambda: RING + b"[36.1,35.2]," * 10 * MILLION + b"[36,35]]]}}",
            "a.geojson",
            "too-much-data",
        ),
        (lambda: b'{"a":"' + b"\\" * MILLION, "a.geojson", "json-cut-off"),
        (lambda: b'"' * 40 * MILLION, "a.bin", "format-unknown"),
        (lambda: b'{"' + b'"' * 40 * MILLION, "a.geojson", "too-much-data"),
        (lambda: LAUGHS, "a.kml", "xml-entities"),
        (lambda: FILE, "a.kml", "xml-entities"),
        (lambda: b"<kml>" + b"<Folder>" * MILLION, "a.kml", "too-deep"),
        (lambda: b"a," * 100_000 + b"\n" + b"1," * 100_000, "a.csv", "too-much-data"),
        (lambda: b'a,b\n1,"' + b"x,\n" * MILLION, "a.csv", "csv-broken"),
        (lambda: gzip.compress(b" " * 100 * MILLION), "a.gz", "archive-bomb"),
        (lambda: b"PK\x05\x06" + b"\0" * 18, "a.zip", "nothing-to-read"),
        (lambda: b"\0" * 1000, "a.geojson", "file-empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_content_is_refused_within_seconds(content, name, code):
    raw = content()
    # Of this process's own work: how long others keep it waiting says nothing.
    began = time.process_time()
    reading = read(raw, name)
    assert time.process_time() - began < 10
    assert code in codes(reading)


def test_a_bomb_is_stopped_after_a_few_megabytes():
    bomb = zipped_names({"a.geojson": b" " * 50 * MILLION})
    assert codes(read(bomb, "a.zip")) == {"archive-bomb"}
    nested = zipped_names({f"{number}.zip": bomb for number in range(20)})
    assert codes(read(nested, "a.zip")) == {"archive-bomb"}


def test_what_all_members_unpack_to_is_bounded_too():
    members = {f"{number}.geojson": collection() + b" " * 300_000 for number in range(9)}
    limits = Limits(unpacked_mb=1)
    assert codes(read(zipped_names(members), "a.zip", limits)) >= {"archive-bomb"}


def test_a_size_that_the_archive_lies_about_is_not_believed():
    packed = bytearray(zipped_names({"a.geojson": b" " * 50 * MILLION}))
    size = (50 * MILLION).to_bytes(4, "little")
    lie = (10).to_bytes(4, "little")
    reading = read(bytes(packed).replace(size, lie), "a.zip")
    assert reading.drafts == ()
    assert codes(reading) & {"archive-bomb", "archive-damaged", "json-cut-off", "file-empty"}


@pytest.mark.parametrize(
    "name",
    ["../a.geojson", "/etc/a.geojson", "x/../../a.geojson", "..\\a.geojson", "C:\\a.geojson"],
)
def test_names_that_leave_the_folder_are_left_out(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reading = read(zipped_names({name: collection(), "good.geojson": collection()}), "a.zip")
    assert "archive-path" in codes(reading)
    assert [draft.file for draft in reading.drafts] == ["a.zip/good.geojson"]
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_an_archive_is_only_text():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("a.geojson")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert read(packed.getvalue(), "a.zip").drafts == ()


def test_a_few_arcs_cannot_be_named_a_million_times():
    arc = b",".join([b"[1,1]"] * 10_000)
    text = b'{"type":"Topology","arcs":[[' + arc + b']],"objects":{"a":{"type":"LineString",'
    text += b'"arcs":[' + b",".join([b"0"] * 100_000) + b"]}}}"
    assert codes(read(text, "a.topojson")) == {"topojson-broken"}


def test_arcs_that_are_not_there_are_told():
    for arcs in (b"[[9]]", b"[[-9]]", b'[["a"]]', b"[[null]]", b"[[1e300]]", b"{}"):
        text = b'{"type":"Topology","arcs":[[[0,0],[1,1]]],"objects":{"a":{"type":"Polygon",'
        reading = read(text + b'"arcs":' + arcs + b"}}}", "a.topojson")
        assert codes(reading) == {"topojson-broken"}


def test_lua_is_read_and_never_run():
    text = b"return os.execute('touch /tmp/owned'), { { lat = 36, long = 37, mark = 'x' } }"
    assert len(read(text, "a.lua").drafts[0].features) == 1
