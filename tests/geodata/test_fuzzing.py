"""How much is thrown at reading and checking in `make test`."""

from tests.fuzzing import TIMES
from tests.geodata import test_reading_fuzz, test_validation_fuzz


def tried(module):
    tests = (one for name, one in vars(module).items() if name.startswith("test_"))
    settings = (getattr(one, "_hypothesis_internal_use_settings", None) for one in tests)
    return sum(one.max_examples for one in settings if one is not None)


def test_thousands_of_mangled_files_are_read_and_checked():
    assert 1_000 * TIMES < tried(test_reading_fuzz)
    assert 2_000 * TIMES <= tried(test_validation_fuzz)
