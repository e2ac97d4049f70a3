"""Press kits: what is in them, that it fits together, and that it can be checked."""

import csv
import json
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from geodata.errors import DateError, LicenceForbids
from geodata.reading import read
from geodata.terms import Status
from layers.__main__ import main
from layers.exports import export_of
from layers.exports import kit as kits
from layers.exports.kit import options_of
from layers.locale import Locale
from layers.locale.captions import alt_text, caption, headline
from layers.picture.metadata import read_metadata
from tests.layers.export_orders import FORBIDDEN, SMALL, square_order
from tests.square import FOUGHT, TAKEN

TOP = "square_2024-01-03/"


def make_kit(order, progress=None):
    return export_of("kit", ".zip").make(order, progress)


def unzipped(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.removeprefix(TOP): archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def order(tmp_path_factory):
    options = replace(SMALL, languages=("en", "ar"))
    return square_order(tmp_path_factory.mktemp("square"), options=options).on(FOUGHT)


@pytest.fixture(scope="module")
def kit(order):
    """The kit of the day on which there is fighting, and what was heard of its progress."""
    heard = []
    order = replace(order, words={"caption": "What the editor wrote."}, processes=2)
    made = make_kit(order, lambda *progress: heard.append(progress))
    return unzipped(made), heard


def test_a_kit_holds_pictures_data_and_words(kit):
    files, heard = kit
    folders = {name.split("/")[0] for name in files}
    assert {"SHA256SUMS", "manifest.json", "pictures", "data", "text"} == folders
    assert [(n, 6) for n in range(1, 7)] == heard
    for name, kind, size in (
        ("1920x1080.png", "PNG", (1920, 1080)),
        ("1200x675.jpg", "JPEG", (1200, 675)),
        ("1080x1080.png", "PNG", (1080, 1080)),
        ("1080x1920.png", "PNG", (1080, 1920)),
    ):
        with Image.open(BytesIO(files[f"pictures/square_2024-01-03_{name}"])) as image:
            assert (kind, size) == (image.format, image.size)
    assert files["pictures/square_2024-01-03_a4-landscape.pdf"].startswith(b"%PDF-")
    assert b"<svg" in files["pictures/square_2024-01-03_1920x1080.svg"][:1000]


def test_its_pictures_say_what_they_are(kit):
    files, _ = kit
    for name in [name for name in files if name.startswith("pictures/")]:
        facts = read_metadata(files[name])
        assert facts is not None, name
        assert ("square", "2024-01-03", 7) == (facts.theatre, facts.day, facts.revision)
        assert facts.permalink == "?theatre=square&as_of=2024-01-03"
    assert "?theatre=square&as_of=2024-01-03" == json.loads(files["manifest.json"])["link"]


def test_its_areas_are_those_of_the_day(kit):
    files, _ = kit
    found = read(files["data/control_2024-01-03.geojson"], "control.geojson")
    assert FOUGHT == found.drafts[0].effective_date
    assert {"A", "B", None} == {
        feature["properties"]["party"]
        for feature in json.loads(files["data/control_2024-01-03.geojson"])["features"]
    }


def table_of(files, name):
    lines = files[f"data/{name}_2024-01-03.csv"].decode("utf-8-sig").splitlines()
    about = [line for line in lines if line.startswith("#")]
    return about, list(csv.DictReader(lines[len(about) :]))


def test_its_tables_hold_the_numbers_of_the_map(kit, order):
    about, rows = table_of(kit[0], "control")
    assert "# revision: 7" in about
    wanted = {
        (row.party if row.status is Status.CONTROLLED else "", row.status): row.km2
        for row in order.record.figures(FOUGHT)
    }
    assert wanted == {
        (row["party"], row["status"]): pytest.approx(float(row["km2"])) for row in rows
    }
    _, rows = table_of(kit[0], "front")
    assert sum(order.record.contact_km(FOUGHT).values()) == pytest.approx(
        sum(float(row["km"]) for row in rows)
    )
    _, rows = table_of(kit[0], "places")
    assert [("ne", "B", "", "contested")] == [
        (r["place_id"], r["from_party"], r["to_party"], r["to_status"]) for r in rows
    ]
    _, rows = table_of(kit[0], "events")
    assert ["Fighting in the town."] == [row["text"] for row in rows]


def test_its_words_are_the_proposed_ones_or_the_editors(kit, order):
    files, _ = kit
    said = {name: data.decode().rstrip("\n") for name, data in files.items() if name[:5] == "text/"}
    assert "What the editor wrote." == said["text/caption.en.txt"]
    assert caption(order.moment, Locale(order.record.theatre, "ar")) == said["text/caption.ar.txt"]
    assert (
        alt_text(order.moment, Locale(order.record.theatre, "en")) == said["text/alt_text.en.txt"]
    )
    assert (
        headline(order.moment, Locale(order.record.theatre, "ar")) == said["text/headline.ar.txt"]
    )
    assert "Northeast [a paper]" in said["text/sources.en.txt"]
    assert "Drawn on paper" in said["text/licences.en.txt"]


def test_its_manifest_vouches_for_every_other_file(kit):
    files, _ = kit
    manifest = json.loads(files["manifest.json"])
    assert ("2024-01-03", "2024-01-03", 7) == (
        manifest["day"], manifest["effective_date"], manifest["revision"],
    )  # fmt: skip
    sums = {one["name"]: (one["sha256"], one["bytes"]) for one in manifest["files"]}
    others = {
        name: data for name, data in files.items() if name not in ("manifest.json", "SHA256SUMS")
    }
    assert sums == {name: (sha256(data).hexdigest(), len(data)) for name, data in others.items()}
    lines = files["SHA256SUMS"].decode().splitlines()
    assert [f"{digest}  {name}" for name, (digest, _) in sorted(sums.items())] == lines


def test_equal_maps_make_equal_kits(tmp_path, monkeypatch):
    monkeypatch.setattr(kits, "PICTURES", (("1200x675", "png"), ("1200x630", "svg")))
    order = square_order(tmp_path).on(TAKEN)
    assert make_kit(order) == make_kit(order)


def test_a_jpeg_has_a_ground():
    options = replace(SMALL, transparent=True)
    assert not options_of(options, "1200x675", "jpeg").transparent
    assert options_of(options, "1200x675", "png").transparent


@pytest.mark.parametrize("use", ["pictures", "data"])
def test_a_forbidden_kit_is_not_made(tmp_path, use):
    order = square_order(tmp_path, licences=[FORBIDDEN | {"forbids": [use]}])
    with pytest.raises(LicenceForbids, match="A paper"):
        make_kit(order)


def test_a_day_before_the_first_has_no_kit(tmp_path):
    with pytest.raises(DateError, match="the first day of this map"):
        make_kit(square_order(tmp_path).on(FOUGHT.replace(year=2023)))


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    path = tmp_path / "kit.zip"
    assert 1 == main(["kit", "--link", "?as_of=1999-01-01", "-o", str(path)])
    assert "Nothing is known for 1999-01-01" in capsys.readouterr().err
    assert not path.exists()
