"""Days as people write them, in properties and in the names of files."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_YEARS: Final = range(1900, 2101)
# 1973 to 2100 in seconds: a smaller number is a day written without separators.
_EPOCH_SECONDS: Final = (100_000_000, 4_102_444_800)
_MAX_LENGTH: Final = 64

_Parts = tuple[str, str, str]
# Order of year, month, day in the groups. Dots and dashes put the day first, slashes the month.
_FORMS: Final = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T_ -].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})(?: .*)?"), (3, 2, 1)),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?"), (3, 1, 2)),
    (re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"), (3, 1, 2)),
    (re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})"), (3, 2, 1)),
    (re.compile(r"(\d{2})(\d{2})(\d{2})"), (1, 2, 3)),
)
_YEAR_MONTH: Final = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_MONTH_FIRST: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}).*")
# What people write for a day without end.
OPEN: Final = frozenset({"", "..", "null", "none", "present", "now", "open", "-"})

_IN_NAME: Final = (
    (re.compile(r"(?<!\d)(20\d{2}|19\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)"), (1, 2, 3)),
    (re.compile(r"(?<!\d)(\d{2})[-_.](\d{2})[-_.](20\d{2})(?!\d)"), (3, 2, 1)),
    (re.compile(r"(?<![A-Za-z\d])(\d{1,2})[-_ ]?([A-Za-z]{3,9})[-_ ]?(20\d{2})(?!\d)"), (3, 2, 1)),
    (re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})[-_ ]?(\d{1,2})[-_ ,]+(20\d{2})(?!\d)"), (3, 1, 2)),
    (re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(?!\d)"), (1, 2, 3)),
)
_EPOCH_NAME: Final = re.compile(r"(?<!\d)(\d{10}|\d{13})(?!\d)")


def day_of(value: object, day_first: bool = False) -> date | None:
    """Day that a value names, or None; of a month or year its first day.

    A slash puts the month first, as in America, unless it is over 12 or `day_first` is set.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _of_number(value)
    if not isinstance(value, str) or len(value) > _MAX_LENGTH:
        return None
    return _of_text(value.strip().strip("~?%"), day_first)


def _of_number(number: float) -> date | None:
    if number != number or abs(number) > 1e15:  # noqa: PLR0124 - NaN
        return None
    whole = int(number)
    min_s, max_s = _EPOCH_SECONDS
    if len(str(whole)) == 8 and number == whole and (day := _of_text(str(whole), False)):
        return day
    seconds = number if min_s <= abs(number) <= max_s else number / 1000
    if min_s <= abs(seconds) <= max_s:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()
    return date(whole, 1, 1) if number == whole and whole in _YEARS else None


def _of_text(text: str, day_first: bool) -> date | None:
    if re.fullmatch(r"-?\d{9,13}(\.\d+)?", text, re.ASCII):
        return _of_number(float(text))
    if day_first and (match := _MONTH_FIRST.fullmatch(text)):
        return _date_of_parts(match[3], match[2], match[1])
    for form, (year, month, day) in _FORMS:
        match = form.fullmatch(text)
        if match and (day_found := _date_of_parts(match[year], match[month], match[day])):
            return day_found
    if match := _MONTH_FIRST.fullmatch(text):
        return _date_of_parts(match[3], match[2], match[1])
    if match := _YEAR_MONTH.fullmatch(text):
        return _date_of_parts(match[1], match[2] or "1", "1")
    return None


def _date_of_parts(year: str, month: str, day: str) -> date | None:
    number = MONTHS.get(month.lower()) if month.isalpha() else int(month)
    if number is None:
        return None
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(full, number, int(day))
    except ValueError:
        return None


def day_in_name(name: str) -> date | None:
    """Day in the name of a file, folder or layer; of several the last, which is the finest."""
    stem = name.replace("\\", "/")
    for part in reversed(stem.split("/")[-3:]):
        for form, (year, month, day) in _IN_NAME:
            days = [
                _date_of_parts(match[year], match[month], match[day])
                for match in form.finditer(part[:200])
            ]
            plausible = [day_found for day_found in days if day_found and day_found.year in _YEARS]
            if plausible:
                return plausible[-1]
        if epoch := _EPOCH_NAME.search(part[:200]):
            return _of_number(float(epoch[1]))
    return None


def writes_day_first(values: list[object]) -> bool:
    """Whether slashes put the day first in a column: a first number over 12 proves it."""
    matches = [_MONTH_FIRST.fullmatch(value.strip()) for value in values if isinstance(value, str)]
    return any(match and int(match[1]) > 12 for match in matches)
