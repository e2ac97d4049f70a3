"""Both languages say the same things, and every sentence that is said exists."""

import re
from datetime import date
from pathlib import Path

import pytest

from layers.locale.text import day_in_words, direction, language_or_default, of, say, tables

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    *(ROOT / "layers").rglob("*.js"), *(ROOT / "layers").rglob("*.py"),
    *(ROOT / "pages").rglob("*.py"), ROOT / "app.py",
]  # fmt: skip
TEXT = re.sub(
    r"^\s*//.*$", "", "\n".join(path.read_text(encoding="utf-8") for path in SOURCES), flags=re.M
)
FACT = re.compile(r"\{(\w+)\}")
LANGUAGES = ["en", "ar"]
# A key that is put together: say("kind_" + kind), say(f"confidence_{confidence}").
COMPOSED = re.compile(r"""say\((?:\w+(?:\.\w+)*, )?f?["'](\w+_)(?:["'] \+|\{)""")
PLAIN = re.compile(r"""(?:\.|\b)say\((?:\w+(?:\.\w+)*, )?["'](\w+)["'](?! \+)[,)]""")


def test_english_comes_first_and_both_are_there():
    assert LANGUAGES == list(tables())


def test_both_languages_have_the_same_keys_in_the_same_order():
    assert list(tables()["en"]) == list(tables()["ar"])


@pytest.mark.parametrize("key", tables()["en"])
def test_both_languages_are_told_the_same_facts(key):
    found = {language: sorted(FACT.findall(tables()[language][key])) for language in LANGUAGES}
    assert found["en"] == found["ar"]
    assert all(tables()[language][key].strip() for language in LANGUAGES)


def test_no_arabic_sentence_was_left_in_english():
    latin, arabic = re.compile(r"[A-Za-z]"), re.compile(r"[\u0621-\u064a]")
    # These name the other language in its own script.
    exempt = {"other_language", "other_language_code", "tool_language"}
    assert [] == [
        key
        for key, text in tables()["ar"].items()
        if key not in exempt and latin.search(FACT.sub("", tables()["en"][key]))
        if not arabic.search(text)
    ]


def test_every_sentence_that_is_said_exists():
    plain = set(PLAIN.findall(TEXT))
    assert len(plain) > 40
    assert plain - set(tables()["en"]) == set()


def test_every_sentence_that_is_put_together_exists():
    beginnings = set(COMPOSED.findall(TEXT))
    assert {"kind_", "status_", "basis_", "confidence_", "tool_", "layer_"} <= beginnings
    for beginning in beginnings:
        assert any(key.startswith(beginning) for key in tables()["en"]), beginning


def test_no_sentence_is_there_for_nothing():
    beginnings = tuple(COMPOSED.findall(TEXT))
    written = set(re.findall(r"""["'`](\w+)["'`]""", TEXT))
    heads = {f"{key}_title" for key in written}
    unused = [
        key
        for key in tables()["en"]
        if key not in written and key not in heads and not key.startswith(beginnings)
    ]
    # `headline_change_one` is `headline_change` with one place; `language` names the language.
    assert set() == {key for key in unused if key.removesuffix("_one") not in written}


def test_every_kind_of_place_status_and_layer_has_a_word():
    keys = set(tables()["en"])
    for beginning, ends in {
        "kind_": words_of("place_kinds"),
        "confidence_": ["high", "medium", "low"],
        "status_": ["controlled", "contested"],
        "basis_": ["assessed", "claimed"],
        "layer_": re.search(r"const LAYERS = \[(.*?)\]", TEXT)
        .group(1)
        .replace('"', "")
        .split(", "),
    }.items():
        assert {beginning + end for end in ends} <= keys


def words_of(setting):
    from geodata.theatre import load

    return list(load().settings[setting])


def test_a_sentence_takes_its_facts():
    assert "last known, 3 days old" == say("en", "age_many", days=3)
    assert "آخر ما هو معروف، قبل 3 أيام" == say("ar", "age_many", days=3)


@pytest.mark.parametrize("fact", ["{days}", "{0}", "{x.__class__}", "<b>", "{{"])
def test_a_fact_is_never_read_as_a_sentence(fact):
    assert f"last known, {fact} days old" == say("en", "age_many", days=fact)


@pytest.mark.parametrize(
    ("day", "en", "ar"),
    [
        (date(2024, 11, 26), "26 November 2024", "26 تشرين الثاني 2024"),
        (date(2024, 12, 8), "8 December 2024", "8 كانون الأول 2024"),
        (date(2025, 1, 1), "1 January 2025", "1 كانون الثاني 2025"),
    ],
)
def test_a_day_in_words(day, en, ar):
    assert en == day_in_words(day, "en")
    assert ar == day_in_words(day, "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_months_have_twelve_names(language):
    assert 12 == len({day_in_words(date(2024, month, 1), language) for month in range(1, 13)})


def test_arabic_runs_from_right_to_left():
    assert ["ltr", "rtl"] == [direction(language) for language in LANGUAGES]


@pytest.mark.parametrize("asked", [None, "", "fr", "EN", "../en", "<script>"])
def test_an_unknown_language_is_english(asked):
    assert "en" == language_or_default(asked)


def test_a_known_language_is_spoken():
    assert LANGUAGES == [language_or_default(language) for language in LANGUAGES]


def test_a_text_without_a_translation_is_english():
    assert "Idlib" == of({"en": "Idlib"}, "ar")
    assert "Idlib" == of({"en": "Idlib", "ar": ""}, "ar")
    assert "إدلب" == of({"en": "Idlib", "ar": "إدلب"}, "ar")
