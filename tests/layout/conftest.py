"""What the tests of `layout` share."""

import pytest

from handouts.text import Fonts
from tests.layout.building import LayOut


@pytest.fixture(scope="session")
def lay_out(square_fonts: Fonts) -> LayOut:
    """Lay blocks out in the square font; see `building.LayOut`."""
    return LayOut(square_fonts)
