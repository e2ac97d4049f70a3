"""Sentences of problems, for tests of what finds them."""

from layers.locale import Locale
from layers.locale.catalogue import PLURAL_FORM, group
from layers.locale.problems import fix_sentence as written_fix
from layers.locale.problems import problem_sentence


def sentence(problem, language="en", theatre=None):
    return problem_sentence(problem, Locale(theatre, language))


def fix_sentence(fix, language="en"):
    return written_fix(fix, Locale(None, language))


def texts(language):
    """Give the sentences by code; plural forms of one sentence are joined."""
    found: dict[str, str] = {}
    for key, text in group(language, "problem").items():
        code = PLURAL_FORM.sub("", key)
        found[code] = f"{found[code]} {text}" if code in found else text
    return found
