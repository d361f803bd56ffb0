"""The `batch` room: an export goes in; handouts, a print file and a list of rows to mend come out."""

from handouts.batch.crew import Crew, InProcess, Pool
from handouts.batch.interrupts import Interrupts
from handouts.batch.job import BatchJob, Order
from handouts.batch.names import DEFAULT_PATTERN, Names
from handouts.batch.run import BatchOptions, dry_run, made_entries, run_batch
from handouts.batch.tally import ERRORS_FILE, Kind, Summary, Tally

__all__ = [
    "DEFAULT_PATTERN",
    "ERRORS_FILE",
    "BatchJob",
    "BatchOptions",
    "Crew",
    "InProcess",
    "Interrupts",
    "Kind",
    "Names",
    "Order",
    "Pool",
    "Summary",
    "Tally",
    "dry_run",
    "made_entries",
    "run_batch",
]
