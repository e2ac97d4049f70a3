"""What the browser tests need is found, or named with the command that brings it."""

import pytest

from tests.browser import prerequisites

# What Node.js prints on a Debian that is no more than bootstrapped.
LOADER = (
    "/x/driver/node: error while loading shared libraries: libatomic.so.1: "
    "cannot open shared object file: No such file or directory\n"
)


def test_the_library_that_the_driver_lacks_is_read_from_the_loaders_error():
    assert prerequisites.missing_library(LOADER) == "libatomic.so.1"
    assert prerequisites.missing_library("Error: Cannot find module 'x'") is None


# Debian's packages that hold these files (`dpkg -S`).
@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libatomic.so.1", "libatomic1"),
        ("libstdc++.so.6", "libstdc++6"),
        ("libgcc_s.so.1", "libgcc-s1"),
        ("libnss3.so", "libnss3"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
    ],
)
def test_a_library_is_named_by_its_package(library, package):
    assert prerequisites.package_of(library) == package


def test_a_program_that_is_no_browser_is_named_with_what_to_do(monkeypatch, capsys):
    monkeypatch.setenv("CHROMIUM", "/bin/false")

    assert prerequisites.main() == 1

    output = capsys.readouterr()
    assert output.out == ""
    assert "CHROMIUM is '/bin/false', but this does not start" in output.err
    assert "unset CHROMIUM" in output.err
