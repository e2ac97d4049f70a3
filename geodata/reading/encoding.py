"""Encoding of texts: recognised, and converted to UTF-8."""

import codecs
import re
from typing import Final

from geodata.reading.findings import Findings

UTF8_MARK: Final = codecs.BOM_UTF8
# UTF-32's mark begins with that of UTF-16, so it is asked for first.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 4096
_WORD: Final = re.compile(rb"[\x80-\xff]{3,}")


def as_utf8(content: bytes, findings: Findings) -> bytes:
    """Text in UTF-8 without a byte order mark; undecidable bytes become U+FFFD."""
    if content.startswith(UTF8_MARK):
        findings.note("byte-order-mark")
        content = content[len(UTF8_MARK) :]
    encoding = _marked(content) or _wide(content[:_SAMPLE])
    if encoding:
        findings.warning("encoding", encoding=encoding.upper(), line=1)
        text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
        return text.encode("utf-8", errors="replace")
    bad = _first_bad_byte(content)
    if bad is None:
        return content
    encoding = _legacy(content, bad)
    line = content.count(b"\n", 0, bad) + 1
    findings.warning("encoding", encoding=encoding, line=line)
    return content.decode(encoding, errors="replace").encode("utf-8", errors="replace")


def _marked(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    return None


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in text of ASCII brackets every other byte is zero."""
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _first_bad_byte(content: bytes) -> int | None:
    if content.isascii():
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _legacy(content: bytes, bad: int) -> str:
    """Windows' Arabic, Cyrillic or Western code page, by which letters it would give."""
    sample = content[max(0, bad - 200) : bad + _SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    # Western letters with marks stand alone among plain ones, other scripts in whole words.
    if 2 * sum(map(len, _WORD.findall(sample))) < high:
        return "cp1252"
    arabic = sum("\u0600" <= c <= "\u06ff" for c in sample.decode("cp1256", errors="replace"))
    # Cyrillic's small letters fill 0xE0–0xFF, most of which are Latin letters in cp1256.
    cyrillic = sum("а" <= c <= "я" for c in sample.decode("cp1251", errors="replace"))
    if arabic * 2 > high and arabic >= cyrillic * 0.8:
        return "cp1256"
    return "cp1251" if cyrillic * 2 > high else "cp1252"
