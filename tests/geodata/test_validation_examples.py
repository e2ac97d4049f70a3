"""Every kind of problem has a sentence by language, a paragraph, and an example that has it."""

import re
from datetime import date
from pathlib import Path

import pytest

from geodata.draft import PropertyMapping
from geodata.problems import Severity
from geodata.theatre import load
from geodata.validation import FIXES, KINDS, check, coverage, fix
from layers.locale.catalogue import FACT
from tests import square
from tests.drafts import INVALID, example, exported
from tests.geodata.sentences import fix_sentence, sentence, texts

ROOT = Path(__file__).resolve().parent.parent.parent
PARAGRAPHS = dict(
    re.findall(
        r"^### ([a-z-]+)\n\n(.+)$", (ROOT / "docs/problems.md").read_text(encoding="utf-8"), re.M
    )
)
# What an example needs beside its file.
ASKED = {
    "date-differs": {"effective_date": date(2024, 1, 1)},
    "date-reversed": {"mapping": PropertyMapping(valid_to="valid_to")},
}
FIXABLE = [code for code, (_, fix_code) in KINDS.items() if fix_code]
each_kind = pytest.mark.parametrize("code", KINDS)
LANGUAGES = ("en", "ar")


@pytest.fixture(scope="module")
def theatre(tmp_path_factory):
    return load(folder=square.write_square(tmp_path_factory.mktemp("theatre") / "square"))


@pytest.fixture(scope="module")
def before():
    return square.snapshot(date(2023, 12, 31), square.HELD[square.FIRST])


@pytest.fixture
def few(monkeypatch):
    """Even a small file is too large to look at every misfit."""
    monkeypatch.setattr(coverage, "MAX_COVERAGE_POINTS", 5)


def report(code, theatre, before):
    return check(example(code), theatre, before=before, **ASKED.get(code, {}))


@each_kind
def test_the_example_of_a_problem_has_it(code, theatre, before, request):
    if code == "borders-unchecked":
        request.getfixturevalue("few")
    problems = [
        problem for problem in report(code, theatre, before).problems if problem.code == code
    ]
    assert problems
    assert {problem.severity for problem in problems} == {KINDS[code][0]}
    assert {problem.where.file for problem in problems} == {f"{code}.geojson"}
    for language in LANGUAGES:
        text = sentence(problems[0], language)
        assert "?" not in text.replace("moved?", "")
        assert "{" not in text


def test_a_problem_has_a_sentence():
    for code in KINDS:
        facts = set(FACT.findall(texts("en")[code]))
        assert facts == set(FACT.findall(texts("ar")[code])), code
        assert re.search("[؀-ۿ]", texts("ar")[code]), code


def test_a_problem_has_a_paragraph_that_names_its_fix():
    for code, (_, fix_code) in KINDS.items():
        assert len(PARAGRAPHS[code]) > 60, code
        assert fix_code is None or f"`{fix_code}`" in PARAGRAPHS[code], code


def test_a_fix_says_what_it_does():
    unsaid = [
        (code, language)
        for code in FIXES
        for language in LANGUAGES
        if fix_sentence(code, language) == code
    ]
    assert unsaid == []


def test_no_example_is_left_over():
    names = {path.stem for path in INVALID.glob("*.geojson")}
    assert set(KINDS) - names == set()
    assert names - set(texts("en")) == set()


@pytest.mark.parametrize("code", FIXABLE)
def test_its_fix_solves_the_example(code, theatre):
    draft = example(code)
    fixed = fix(draft, FIXES, theatre)
    after = check(fixed.draft, theatre)
    assert code not in {problem.code for problem in after.problems}
    assert KINDS[code][1] in {step.fix for step in fixed.applied_fixes} | {"match-borders"}
    assert after.snapshot is not None


@pytest.mark.parametrize("code", [c for c in FIXABLE if c != "borders-unchecked"])
def test_one_fix_alone_solves_the_example(code, theatre):
    fixed = fix(example(code), [KINDS[code][1]], theatre)
    assert code not in {problem.code for problem in check(fixed.draft, theatre).problems}
    assert [step.fix for step in fixed.applied_fixes] == [KINDS[code][1]]


@pytest.mark.parametrize("code", FIXABLE)
def test_nothing_is_changed_without_consent(code, theatre):
    draft = example(code)
    same = fix(draft, [], theatre)
    assert same.applied_fixes == ()
    assert same.draft.features == draft.features


@each_kind
def test_what_is_published_is_read_back_without_a_new_problem(code, theatre):
    fixed = fix(example(code), FIXES, theatre)
    first = check(fixed.draft, theatre, **ASKED.get(code, {}))
    if first.snapshot is None:
        assert any(problem.severity is Severity.ERROR for problem in first.problems)
        return
    again = check(exported(first.snapshot), theatre)
    assert again.snapshot is not None
    new = {problem.code for problem in again.problems} - {
        problem.code for problem in first.problems
    }
    assert new == set()
