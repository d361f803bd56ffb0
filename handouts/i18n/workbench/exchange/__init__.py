"""Files that go to translators and come back: PO, XLIFF 2.1 and Excel.

Every message carries a key: which English it is, and which translation it was sent out with. So
a sentence that changed meanwhile is seen when it comes back, and so are two translators who
worked on the same one.
"""

from handouts.i18n.workbench.exchange.formats import FORMATS, read_returned, write_for_translator
from handouts.i18n.workbench.exchange.take_back import Conflict, Refusal, TakenBack, take_back
from handouts.i18n.workbench.exchange.units import Returned, Unit, units_of

__all__ = [
    "FORMATS",
    "Conflict",
    "Refusal",
    "Returned",
    "TakenBack",
    "Unit",
    "read_returned",
    "take_back",
    "units_of",
    "write_for_translator",
]
