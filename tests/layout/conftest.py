"""What the tests of `layout` share."""

import pytest

from tests.layout.building import LayOut


@pytest.fixture(scope="session")
def lay_out(square_fonts):
    """Lay blocks out in the square font; see `building.LayOut`."""
    return LayOut(square_fonts)
