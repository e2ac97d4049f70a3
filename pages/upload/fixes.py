"""Step 3 of an upload: the repairs that would help, each with what it does, made with consent."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from geodata.problems import Problem, repair_sentence
from geodata.validation import Rule
from geodata.validation.fixes.step import Step
from layers.locale.text import of, say
from pages.shared.html_table import area, show_table
from pages.shared.style import plain
from pages.upload.ingest import Examined, theatre
from pages.upload.state import MapChoice, Pair, Upload

_OVERLAPS = "settle-overlaps"
_MOST_PAIRS = 12


def show_repairs(
    upload: Upload, examined: Examined, offers: Mapping[str, Step | None], language: str
) -> None:
    """Repairs to accept, one kind at a time or all; those accepted, to take back."""
    choice = upload.choice
    open_ = {code: step for code, step in offers.items() if code not in choice.repairs}
    if not open_ and not choice.repairs:
        return
    st.header(say(language, "upload_repairs"))
    if open_:
        st.caption(say(language, "upload_repairs_help"))
        counts = _counts(examined.report.problems)
        for code, step in open_.items():
            if _offer(code, step, counts.get(code, 0), language):
                _accept(choice, [code], examined.report.problems)
        if len(open_) > 1 and st.button(
            say(language, "upload_repair_all"), type="primary", key="upload_repair_all"
        ):
            _accept(choice, open_, examined.report.problems)
    if _OVERLAPS in {*open_, *choice.repairs}:
        _rules(choice, examined.report.problems, language)
    if choice.repairs:
        _accepted(choice, examined.day.steps, language)


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in problems:
        if one.repair:
            found[one.repair] = found.get(one.repair, 0) + 1
    return found


def _accept(choice: MapChoice, codes: Iterable[str], problems: Sequence[Problem]) -> None:
    choice.repairs |= set(codes)
    if _OVERLAPS in choice.repairs:
        # Once settled, an overlap is no longer found; its rule must still be there to be changed.
        for pair in _pairs(problems):
            choice.rules.setdefault(pair, Rule.CONTESTED)
    st.rerun()


def _offer(code: str, step: Step | None, count: int, language: str) -> bool:
    """Show a repair; whether it was accepted."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    facts = say(language, "upload_repair_cures", count=count)
    if step is not None:
        facts += " " + _areas(step, language)
    left.markdown(f"**{plain(repair_sentence(code, language))}**  \n{facts}")
    return right.button(
        say(language, "upload_repair_kind"), key=f"upload_repair_{code}", width="stretch"
    )


def _areas(step: Step, language: str) -> str:
    return say(
        language,
        "upload_repair_areas",
        features=step.features,
        before=area(step.before_km2),
        after=area(step.after_km2),
    )


def _rules(choice: MapChoice, problems: Sequence[Problem], language: str) -> None:
    """Who keeps ground that two parties hold, asked for each two."""
    pairs = list(dict.fromkeys([*choice.rules, *_pairs(problems)]))[:_MOST_PAIRS]
    if not pairs:
        return
    st.markdown(say(language, "upload_rules"))
    for pair in pairs:
        rule = choice.rules.get(pair, Rule.CONTESTED)
        chosen: Rule | None = st.selectbox(
            say(language, "upload_rule", a=_name(pair[0], language), b=_name(pair[1], language)),
            list(Rule),
            index=list(Rule).index(rule),
            format_func=partial(_rule, pair=pair, language=language),
            key=f"upload_rule_{pair[0]}_{pair[1]}",
        )
        if chosen is not None and chosen is not rule:
            choice.rules[pair] = chosen
            st.rerun()


def _pairs(problems: Sequence[Problem]) -> list[Pair]:
    """The parties that hold the same ground, two by two, codes sorted."""
    overlaps = [one.facts for one in problems if one.repair == _OVERLAPS]
    codes = [sorted((str(facts["a"]), str(facts["b"]))) for facts in overlaps if "a" in facts]
    return [(a, b) for a, b in codes]


def _rule(rule: Rule, pair: Pair, language: str) -> str:
    keeper = pair[1] if rule is Rule.SECOND else pair[0]
    return say(language, f"upload_rule_{rule}", party=_name(keeper, language))


def _name(code: str, language: str) -> str:
    known = {party.code: party for party in theatre().parties}
    return of(known[code].short, language) if code in known else code


def _accepted(choice: MapChoice, steps: Sequence[Step], language: str) -> None:
    rows = [
        (repair_sentence(step.repair, language), f"{step.features:,}",
         area(step.before_km2), area(step.after_km2))
        for step in steps
    ]  # fmt: skip
    heads = [
        say(language, key)
        for key in ("upload_repair_head", "upload_features_head", "upload_before_head",
                    "upload_after_head")
    ]  # fmt: skip
    show_table(language, say(language, "upload_repaired"), heads, rows)
    if st.button(say(language, "upload_repair_undo"), key="upload_repair_undo"):
        choice.repairs, choice.rules = frozenset(), {}
        st.rerun()
