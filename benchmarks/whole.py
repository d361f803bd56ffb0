"""A whole batch as `handouts batch` runs it: from an export of appointments to files and journal.

    python -m benchmarks.whole FOLDER ROWS JOBS DURABLE OUT

The rows are in the letter's four languages in turn. Prints one line of JSON.
"""

from __future__ import annotations

import csv
import gc
import json
import resource
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks.letter.library import LANGUAGES, SECTIONS, TODAY, TREATMENT, open_library
from benchmarks.patients import ZONE, patients
from handouts.batch import BatchJob, BatchOptions, InProcess, Names, Pool, run_batch
from handouts.records import load_mapping, open_export


def write_export(file: Path, rows: int) -> None:
    """Appointments of invented patients."""
    each = {language: patients(language, seed=4) for language in LANGUAGES}
    with file.open("w", encoding="utf-8", newline="") as opened:
        write = csv.writer(opened).writerow
        write(("patient", "treated", "clinician", "treatment", "language"))
        for number in range(rows):
            language = LANGUAGES[number % len(LANGUAGES)]
            for visit in islice(each[language], 1):
                moment = visit.treated.replace(tzinfo=None).isoformat()
                write((visit.name, moment, visit.clinician, TREATMENT, language))


def main(folder: Path, rows: int, jobs: int, durable: bool, out: Path) -> None:
    """Run it, and say how it went."""
    # As on the command line.
    gc.set_threshold(300_000, 50, 50)
    export_file = folder / "export.csv"
    write_export(export_file, rows)
    began = time.perf_counter()
    export = open_export(
        export_file,
        mapping=load_mapping(None),
        time_zone=ZONE.key,
        today=TODAY,
        treatments=(TREATMENT,),
    )
    job = BatchJob(
        out=str(out),
        library=open_library(folder),
        today=TODAY,
        clinic=folder / "clinic",
        sections=SECTIONS,
        durable=durable,
    )
    summary = run_batch(
        export,
        job,
        BatchOptions(names=Names()),
        crew=InProcess if jobs == 1 else lambda: Pool(jobs),
    )
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {
                "rows": rows,
                "made": summary.made,
                "failed": Counter(f"{row.code}: {row.message}" for row in summary.failed),
                "seconds": seconds,
                "peak": max(
                    resource.getrusage(whose).ru_maxrss / 1024
                    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
                ),
            }
        )
    )


if __name__ == "__main__":
    _, _folder, _rows, _jobs, _durable, _out = sys.argv
    main(Path(_folder), int(_rows), int(_jobs), _durable == "durable", Path(_out))
