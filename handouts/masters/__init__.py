"""Many handouts from few layouts: what visits share is laid out once, and stamped for each."""

from handouts.masters.kinds import Masters
from handouts.masters.sheet import MadeHandout

__all__ = ["MadeHandout", "Masters"]
