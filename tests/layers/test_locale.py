"""Both languages say the same things, and every sentence that is said exists."""

import json
import re
from datetime import date
from pathlib import Path

import babel
import pytest

from geodata.theatre import load
from layers.link import LAYERS
from layers.locale import Locale, languages, supported
from layers.locale.catalogue import FACT, PLURAL_FORM, catalogue
from layers.web.payload import payload
from tests.layers.export_orders import square_order
from tests.words import ARABIC, ENGLISH

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    *(ROOT / "layers").rglob("*.js"), *(ROOT / "layers").rglob("*.py"),
    *(ROOT / "pages").rglob("*.py"), *(ROOT / "pages").rglob("*.html"),
    ROOT / "app.py", ROOT / "layers" / "link.json",
]  # fmt: skip
TEXT = re.sub(
    r"^\s*//.*$", "", "\n".join(path.read_text(encoding="utf-8") for path in SOURCES), flags=re.M
)
LANGUAGES = ["en", "ar"]
EVERY_LANGUAGE = languages()
# A key that is put together: say("kind_" + kind), say(f"confidence_{confidence}").
COMPOSED = re.compile(r"""[sS]ay[s]?\(f?["'`](\w+_)(?:["'] \+|\$?\{)""")
PLAIN = re.compile(r"""\bsay\(["'](\w+)["'](?! \+)[,)]""")


def test_english_comes_first_and_both_are_there():
    assert "en" == EVERY_LANGUAGE[0]
    assert set(LANGUAGES) <= set(EVERY_LANGUAGE)


def stems(language):
    """Keys without the suffix of a plural form, and the forms of each."""
    found: dict[str, set[str]] = {}
    for key in catalogue(language):
        stem, form = PLURAL_FORM.sub("", key), PLURAL_FORM.search(key)
        found.setdefault(stem, set()).update([form[1]] if form else [])
    return found


def test_all_languages_have_the_same_sentences_in_the_same_order():
    for language in EVERY_LANGUAGE:
        assert list(stems("en")) == list(stems(language)), language


def test_no_key_stands_twice():
    """Of two equal keys the later one would win, and the other be lost without a word."""

    def once(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]
        return dict(pairs)

    paths = list((ROOT / "layers").rglob("*.json"))
    assert {"en.json", "ar.json", "link.json", "style.json"} <= {path.name for path in paths}
    for path in paths:
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


def test_a_counted_sentence_has_every_plural_form_of_its_language():
    """The categories are CLDR's: two in English, six in Arabic."""
    counted = [key for key, forms in stems("en").items() if forms]
    assert len(counted) > 10
    for language in EVERY_LANGUAGE:
        wanted = set(babel.Locale.parse(language).plural_form.rules) | {"other"}
        for key in counted:
            assert wanted == stems(language)[key], (language, key)


def test_all_languages_are_told_the_same_facts():
    def facts(language, key):
        texts = [t for name, t in catalogue(language).items() if PLURAL_FORM.sub("", name) == key]
        assert all(text.strip() for text in texts), (language, key)
        return {fact for text in texts for fact in FACT.findall(text)}

    for key in stems("en"):
        by_language = {language: facts(language, key) for language in EVERY_LANGUAGE}
        assert all(by_language["en"] == of_one for of_one in by_language.values()), key


def test_braces_are_those_of_i18next():
    """A single brace would be printed as it is: facts stand in two."""
    for language in EVERY_LANGUAGE:
        for key, text in catalogue(language).items():
            assert not set("{}") & set(FACT.sub("", text)), (language, key)


def test_no_arabic_sentence_was_left_in_english():
    latin, arabic = re.compile(r"[A-Za-z]"), re.compile(r"[\u0621-\u064a]")
    # By these a language calls itself, in its own script.
    exempt = {"language_short", "language_name"}
    assert [] == [
        key
        for key, text in catalogue("ar").items()
        if key not in exempt
        and latin.search(FACT.sub("", Locale(None, "en").template(PLURAL_FORM.sub("", key))))
        if not arabic.search(text)
    ]


def test_every_sentence_that_is_said_exists():
    plain = set(PLAIN.findall(TEXT))
    assert len(plain) > 40
    assert plain - set(stems("en")) == set()


def test_every_sentence_that_is_put_together_exists():
    beginnings = set(COMPOSED.findall(TEXT))
    assert {"kind_", "status_", "basis_", "confidence_", "tool_", "layer_"} <= beginnings
    for beginning in beginnings:
        assert any(key.startswith(beginning) for key in catalogue("en")), beginning


def test_no_sentence_is_there_for_nothing():
    beginnings = tuple(COMPOSED.findall(TEXT))
    written = set(re.findall(r"""["'`](\w+)["'`]""", TEXT))
    heads = {f"{key}_title" for key in written}
    unused = [
        key
        for key in catalogue("en")
        if key not in written and key not in heads and not key.startswith(beginnings)
        # Problems and fixes are held against the codes in tests/geodata.
        if not key.startswith(("problem.", "fix."))
    ]
    assert set() == {key for key in unused if PLURAL_FORM.sub("", key) not in written}


def test_every_kind_of_place_status_and_layer_has_a_word():
    keys = set(catalogue("en"))
    for beginning, ends in {
        "kind_": load().place_kinds,
        "confidence_": ["high", "medium", "low"],
        "status_": ["controlled", "contested"],
        "basis_": ["assessed", "claimed"],
        "layer_": LAYERS,
    }.items():
        assert {beginning + end for end in ends} <= keys


@pytest.mark.parametrize(
    ("days", "en", "ar"),
    [
        (1, "last known, 1 day old", "قبل يوم واحد"),
        (2, "last known, 2 days old", "قبل يومين"),
        (3, "last known, 3 days old", "قبل 3 أيام"),
        (11, "last known, 11 days old", "قبل 11 يوماً"),
        (100, "last known, 100 days old", "قبل 100 يوم"),
        (1234, "last known, 1,234 days old", "قبل 1,234 يوماً"),
    ],
)
def test_a_count_takes_its_plural_form(days, en, ar):
    """Arabic counts as its grammars do: one, two, three to ten, eleven to ninety-nine, hundreds."""
    assert en == ENGLISH.say("age", count=days)
    assert ARABIC.say("age", count=days).endswith(ar)


@pytest.mark.parametrize("fact", ["{{days}}", "{0}", "{x.__class__}", "<b>", "{{"])
def test_a_fact_is_never_read_as_a_sentence(fact):
    assert f"as known on {fact}" == ENGLISH.say("known_on", time=fact)


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError, match="no_such_sentence"):
        ENGLISH.say("no_such_sentence")


@pytest.mark.parametrize(
    ("value", "decimals", "number", "signed"),
    [
        (1234.5, 1, "1,234.5", "+1,234.5"),
        (-1234.5, 1, "−1,234.5", "−1,234.5"),
        (-0.2, 0, "0", "–"),
        (0.4, 0, "0", "–"),
        (0.6, 0, "1", "+1"),
        (None, 0, "–", "–"),
    ],
)
def test_numbers_have_one_sign_one_minus_and_one_dash(value, decimals, number, signed):
    for language in LANGUAGES:
        assert number == Locale(None, language).number(value, decimals)
        assert signed == Locale(None, language).signed(value, decimals)


@pytest.mark.parametrize(
    ("km2", "area", "change"),
    [
        (1234.6, "1,235", "+1,235"),
        (-10.4, "−10", "−10"),
        (9.876, "9.88", "+9.88"),
        (-0.5, "−0.50", "−0.50"),
        (-0.004, "0.00", "–"),
        (None, "–", "–"),
    ],
)
def test_a_small_area_has_decimals(km2, area, change):
    for language in LANGUAGES:
        assert area == Locale(None, language).area(km2)
        assert change == Locale(None, language).area_change(km2)


def test_an_exact_number_has_the_decimals_that_it_has():
    numbers = {0: "0", 10: "10", 2.5: "2.5", 0.25: "0.25", 1250.0: "1,250"}
    for language in LANGUAGES:
        assert numbers == {value: Locale(None, language).exact(value) for value in numbers}


def test_a_list_is_joined_as_the_language_does():
    assert "a, b and c" == Locale(None, "en").list(["a", "b", "c"])
    assert "a وb" == Locale(None, "ar").list(["a", "b"])
    assert "a، b" == Locale(None, "ar").series(["a", "b"])
    assert "a؛ b" == Locale(None, "ar").series(["a", "b"], "semicolon")


def test_names_are_those_of_the_theatre():
    theatre = load()
    english, arabic = Locale(theatre, "en"), Locale(theatre, "ar")
    assert ("HTS-led forces", "Aleppo") == (english.party("HTS"), english.place("aleppo"))
    assert "حلب" == arabic.place("aleppo")
    assert english.party("HTS") != english.party("HTS", full=True)
    assert ("NOBODY", "nowhere", "Contested") == (
        english.party("NOBODY"), english.place("nowhere"), english.party(None),
    )  # fmt: skip


def test_a_third_language_reaches_the_browser(with_french, tmp_path):
    """With its rules and its direction; what it does not say is English."""
    found = payload(square_order(tmp_path / "square").record)
    assert {*EVERY_LANGUAGE, "fr"} == set(found["words"])
    assert found["contested"]["short"]["fr"] == ENGLISH.say("contested")
    assert (
        found["locales"].items()
        >= {
            "en": {"locale": "en-GB-u-nu-latn", "direction": "ltr"},
            "ar": {"locale": "ar-SY-u-nu-latn", "direction": "rtl"},
            "fr": {"locale": "fr-u-nu-latn", "direction": "ltr"},
        }.items()
    )


def test_a_third_language_is_a_catalogue(with_french):
    """French: two plural forms, its own months and separators; what is not translated is English.

    Names come from the theatre; a theatre without French names shows the English ones.
    """
    french = Locale(load(), "fr")
    assert ["en", *sorted({*EVERY_LANGUAGE, "fr"} - {"en"})] == list(languages())
    assert ("fr", "ltr") == (french.language, french.direction)
    assert ("il y a 1 jour", "il y a 2 jours") == (
        french.say("age", count=1), french.say("age", count=2),
    )  # fmt: skip
    assert "30 novembre 2024" == french.day(date(2024, 11, 30))
    assert "12 345,6" == french.number(12345.6, 1).replace("\u202f", " ")
    assert "a, b et c" == french.list(["a", "b", "c"])
    assert ENGLISH.say("known_on", time="x") == french.say("known_on", time="x")
    assert "Aleppo" == french.place("aleppo")


@pytest.mark.parametrize(
    ("day", "en", "ar"),
    [
        (date(2024, 11, 26), "26 November 2024", "26 تشرين الثاني 2024"),
        (date(2024, 12, 8), "8 December 2024", "8 كانون الأول 2024"),
        (date(2025, 1, 1), "1 January 2025", "1 كانون الثاني 2025"),
    ],
)
def test_a_day_in_words(day, en, ar):
    assert en == ENGLISH.day(day)
    assert ar == ARABIC.day(day)


def test_a_day_has_its_weekday_and_stands_short_without_its_year():
    """Damascus was taken on a Sunday; Syrian newspapers do not shorten months."""
    day = date(2024, 12, 8)
    english, arabic = Locale(None, "en"), Locale(None, "ar")
    assert ("Sunday", "8 Dec") == (english.weekday(day), english.day(day, "short"))
    assert ("الأحد", "8 كانون الأول") == (arabic.weekday(day), arabic.day(day, "short"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_months_have_twelve_names(language):
    assert 12 == len({Locale(None, language).day(date(2024, month, 1)) for month in range(1, 13)})


def test_arabic_runs_from_right_to_left():
    assert ["ltr", "rtl"] == [Locale(None, language).direction for language in LANGUAGES]
    assert [False, True] == [Locale(None, language).is_rtl for language in LANGUAGES]


@pytest.mark.parametrize("asked", [None, "", "fr", "EN", "../en", "<script>"])
def test_an_unknown_language_is_english(asked):
    assert "en" == supported(asked) == Locale(None, asked).language


def test_a_known_language_is_spoken():
    assert LANGUAGES == [supported(language) for language in LANGUAGES]


def test_a_text_without_a_translation_is_english():
    assert "Idlib" == ARABIC.text({"en": "Idlib"})
    assert "Idlib" == ARABIC.text({"en": "Idlib", "ar": ""})
    assert "إدلب" == ARABIC.text({"en": "Idlib", "ar": "إدلب"})
