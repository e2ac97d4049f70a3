"""Step 3 of an upload: the available fixes, each with its effect, made with consent."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from geodata.problems import Problem
from geodata.validation import Rule
from geodata.validation.choice import AppliedFix
from layers.locale import Locale
from layers.locale.problems import fix_sentence
from pages.shared.change_view import party_name
from pages.shared.style import plain
from pages.shared.table import show_table
from pages.upload.ingest import CheckedMap
from pages.upload.state import MapChoice, PartyPair, Upload

_OVERLAPS = "settle-overlaps"
_MAX_PAIRS = 12


def show_fixes(
    upload: Upload, checked: CheckedMap, offers: Mapping[str, AppliedFix | None], locale: Locale
) -> None:
    """Show fixes to accept, by kind or all at once, and the accepted fixes to take back."""
    choice = upload.choice
    open_ = {code: step for code, step in offers.items() if code not in choice.fixes}
    if not open_ and not choice.fixes:
        return
    st.header(locale.say("upload_fixes"))
    if open_:
        st.caption(locale.say("upload_fixes_help"))
        counts = _counts(checked.report.problems)
        for code, step in open_.items():
            if _offer(code, step, counts.get(code, 0), locale):
                _accept(choice, [code], checked.report.problems)
        if len(open_) > 1 and st.button(
            locale.say("upload_fix_all"), type="primary", key="upload_fix_all"
        ):
            _accept(choice, open_, checked.report.problems)
    if _OVERLAPS in {*open_, *choice.fixes}:
        _rules(choice, checked.report.problems, locale)
    if choice.fixes:
        _accepted(choice, checked.day.applied_fixes, locale)


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for problem in problems:
        if problem.fix:
            counts[problem.fix] = counts.get(problem.fix, 0) + 1
    return counts


def _accept(choice: MapChoice, codes: Iterable[str], problems: Sequence[Problem]) -> None:
    choice.fixes |= set(codes)
    if _OVERLAPS in choice.fixes:
        # Once settled, an overlap is no longer found; its rule must still be there to be changed.
        for pair in _pairs(problems):
            choice.rules.setdefault(pair, Rule.CONTESTED)
    st.rerun()


def _offer(code: str, step: AppliedFix | None, count: int, locale: Locale) -> bool:
    """Show a fix; return whether it was accepted."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    facts = locale.say("upload_fix_problems", count=count)
    if step is not None:
        facts += " " + _areas(step, locale)
    left.markdown(f"**{plain(fix_sentence(code, locale))}**  \n{facts}")
    return right.button(locale.say("upload_fix_kind"), key=f"upload_fix_{code}", width="stretch")


def _areas(step: AppliedFix, locale: Locale) -> str:
    return locale.say(
        "upload_fix_areas",
        features=step.features,
        before=locale.area(step.before_km2),
        after=locale.area(step.after_km2),
    )


def _rules(choice: MapChoice, problems: Sequence[Problem], locale: Locale) -> None:
    """Ask for the rule for ground that two parties hold, for each two."""
    pairs = list(dict.fromkeys([*choice.rules, *_pairs(problems)]))[:_MAX_PAIRS]
    if not pairs:
        return
    st.markdown(locale.say("upload_rules"))
    for pair in pairs:
        rule = choice.rules.get(pair, Rule.CONTESTED)
        chosen: Rule | None = st.selectbox(
            locale.say("upload_rule", a=party_name(pair[0], locale), b=party_name(pair[1], locale)),
            list(Rule),
            index=list(Rule).index(rule),
            format_func=partial(_rule, pair=pair, locale=locale),
            key=f"upload_rule_{pair[0]}_{pair[1]}",
        )
        if chosen is not None and chosen is not rule:
            choice.rules[pair] = chosen
            st.rerun()


def _pairs(problems: Sequence[Problem]) -> list[PartyPair]:
    """Pairs of parties that hold the same ground, codes sorted."""
    overlaps = [problem.facts for problem in problems if problem.fix == _OVERLAPS]
    codes = [sorted((str(facts["a"]), str(facts["b"]))) for facts in overlaps if "a" in facts]
    return [(a, b) for a, b in codes]


def _rule(rule: Rule, pair: PartyPair, locale: Locale) -> str:
    keeper = pair[1] if rule is Rule.SECOND else pair[0]
    return locale.say(f"upload_rule_{rule}", party=party_name(keeper, locale))


def _accepted(choice: MapChoice, steps: Sequence[AppliedFix], locale: Locale) -> None:
    rows = [
        (fix_sentence(step.fix, locale), locale.number(step.features),
         locale.area(step.before_km2), locale.area(step.after_km2))
        for step in steps
    ]  # fmt: skip
    heads = [
        locale.say(key)
        for key in ("upload_fix_head", "upload_features_head", "upload_before_head",
                    "upload_after_head")
    ]  # fmt: skip
    show_table(locale, locale.say("upload_fixes_applied"), heads, rows)
    if st.button(locale.say("upload_fix_undo"), key="upload_fix_undo"):
        choice.fixes, choice.rules = frozenset(), {}
        st.rerun()
