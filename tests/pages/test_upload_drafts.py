"""Drafts of uploads on the server: found again by who began them, and not for ever."""

import os
import time
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import make_url

from geodata import theatre as theatres
from geodata.draft import PropertyMapping
from geodata.validation import Rule
from pages.upload import draft_store
from pages.upload.draft_store import HOURS, DraftStore
from pages.upload.state import MapChoice, Statement, Upload
from tests.pages.uploads import NEW_DAY, broken, fill, good, heads, press, problems, publish
from tests.pages.visits import app_test
from tests.words import ENGLISH

ANNA = "Anna <anna@example.org>"


@pytest.fixture
def drafts(tmp_path):
    return DraftStore(tmp_path / "store.sqlite")


def upload(token="t0ken", content=b"{}"):  # noqa: S107
    return Upload(
        files=(("a.geojson", content), ("b.geojson", b"\x00\xff")),
        mark=("a 1", "b 2"),
        token=token,
        map_index=1,
        together=False,
        choices={
            1: MapChoice(
                effective_date=date(2024, 1, 7),
                fixes=frozenset({"swap-axes", ("close-rings", 3)}),
                rules={("A", "B"): Rule.SECOND},
                statement=Statement("a paper", "why"),
                left_out=True,
                published=7,
            )
        },
        statement_of_all=Statement("papers", "all"),
        mappings={"shape": PropertyMapping(party="who", party_values={"Gov": "A"})},
    )  # fmt: skip


# --- on disk -------------------------------------------------------------------------------------


def test_everything_that_was_chosen_comes_back(drafts):
    before = upload()
    drafts.save(before, ANNA)
    found = drafts.find("t0ken", ANNA)

    assert before == found


def test_a_change_is_written_and_no_change_is_not(drafts):
    one = upload()
    drafts.save(one, ANNA)
    [state] = drafts.folder.rglob("draft.json")
    os.utime(state, (1e9, 1e9))
    drafts.save(one, ANNA)
    assert 1e9 == state.stat().st_mtime

    one.choice.statement.note = "other"
    drafts.save(one, ANNA)
    assert "other" == drafts.find("t0ken", ANNA).choice.statement.note


def test_only_who_began_it_finds_it_and_nobody_reads_the_token_from_the_disk(drafts):
    drafts.save(upload(), ANNA)

    assert drafts.find("t0ken", "Basil <basil@example.org>") is None
    assert drafts.find("other", ANNA) is None
    assert not [one for one in drafts.folder.rglob("*") if "t0ken" in one.name]
    assert b"t0ken" not in next(drafts.folder.rglob("draft.json")).read_bytes()
    assert 0 == drafts.folder.stat().st_mode & 0o077


@pytest.mark.parametrize("token", ["", "../../etc", "\ud800", "x" * 5000])
def test_a_strange_token_finds_nothing(drafts, token):
    assert drafts.find(token, ANNA) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"person": "' + ANNA + '"}'])
def test_a_damaged_draft_is_no_draft(drafts, text):
    drafts.save(upload(), ANNA)
    next(drafts.folder.rglob("draft.json")).write_text(text)

    assert drafts.find("t0ken", ANNA) is None


def test_a_draft_expires_and_makes_room(drafts):
    drafts.save(upload(), ANNA)
    old = time.time() - (HOURS + 1) * 3600
    os.utime(next(drafts.folder.rglob("draft.json")), (old, old))

    assert drafts.find("t0ken", ANNA) is None
    drafts.save(upload("next"), ANNA)
    assert 1 == len(list(drafts.folder.iterdir()))


def test_of_too_many_drafts_the_oldest_go(drafts, monkeypatch):
    monkeypatch.setattr(draft_store, "MAX_DRAFTS", 3)
    for at in range(5):
        drafts.save(upload(f"t{at}"), ANNA)
        for state in drafts.folder.rglob("draft.json"):
            os.utime(state, (state.stat().st_mtime - 60,) * 2)

    assert [False, False, True, True, True] == [
        drafts.find(f"t{at}", ANNA) is not None for at in range(5)
    ]


def test_drafts_take_no_more_than_so_much_of_the_disk(drafts, monkeypatch):
    monkeypatch.setattr(draft_store, "MAX_MB", 0.003)
    for at in range(3):
        drafts.save(upload(f"t{at}", b"x" * 1000), ANNA)
        for state in drafts.folder.rglob("draft.json"):
            os.utime(state, (state.stat().st_mtime - 60,) * 2)

    assert drafts.find("t0", ANNA) is None
    assert drafts.find("t2", ANNA) is not None


def test_drafts_of_a_store_on_a_server_lie_on_this_machine(tmp_path, monkeypatch):
    monkeypatch.setattr("geodata.user_data.folder", lambda: tmp_path)
    address = make_url("postgresql+psycopg://anna:secret@db.example.org/maps")
    DraftStore(address).save(upload(), ANNA)

    assert upload().files == DraftStore(address).find("t0ken", ANNA).files
    assert [True] == [one.name.startswith("drafts-") for one in tmp_path.iterdir()]


def test_a_disk_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "store.sqlite-drafts").write_text("in the way")
    one = upload()
    DraftStore(tmp_path / "store.sqlite").save(one, ANNA)

    assert "" == one.saved_text
    assert replace(one) == one


# --- on the page ---------------------------------------------------------------------------------


def again(page, **query):
    """Give the page as the same address opens it in a session that remembers nothing."""
    anew = app_test()
    for key, values in {**page.query_params, **query}.items():
        anew.query_params[key] = values
    anew.switch_page("pages/upload/upload.py").run()
    assert [] == list(anew.exception)
    return anew


def test_a_draft_is_there_again_when_the_page_is_loaded_anew(open_upload, square):
    page = open_upload(("day.geojson", broken()))
    press(page, "upload_fix_all")
    fill(page, source="two papers", note="A took a strip")

    anew = again(page)
    assert problems(page) == problems(anew)
    assert [] == list(anew.file_uploader[0].value or [])
    press(anew, "upload_publish")

    last = square.history(theatres.BUILT_IN)[-1]
    assert (NEW_DAY, "A took a strip (Source: two papers)") == (last.effective_date, last.note)
    assert broken() == square.original(last.original)


def test_what_was_published_stays_published_when_loaded_anew(open_upload, square):
    page = open_upload(("day.geojson", good()))
    publish(page)
    head = square.version(theatres.BUILT_IN)
    anew = again(page)

    assert [ENGLISH.say("upload_done", day="7 January 2024", number=head)] == [
        one.value for one in anew.success
    ]
    assert ENGLISH.say("upload_publish_head") not in heads(anew)


def test_a_draft_put_away_is_gone(open_upload):
    page = open_upload(("day.geojson", broken()))
    token = page.query_params["draft"]
    [button] = [one for one in page.button if one.label == ENGLISH.say("upload_discard")]
    button.click().run()
    assert "draft" not in page.query_params

    anew = again(page, draft=token)
    assert [ENGLISH.say("upload_draft_expired", count=HOURS)] == [one.value for one in anew.info]


def test_another_person_does_not_get_the_draft(open_upload, monkeypatch):
    page = open_upload(("day.geojson", broken()))
    monkeypatch.setattr("getpass.getuser", lambda: "somebody-else")
    anew = again(page)

    assert [] == list(anew.radio)
    assert [ENGLISH.say("upload_draft_expired", count=HOURS)] == [one.value for one in anew.info]
    assert "draft" not in anew.query_params
