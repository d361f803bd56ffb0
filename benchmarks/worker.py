"""A process that makes letters with one contender, and says how long it took.

It is told what to do by lines of JSON, and answers each with one. All contenders are measured
by this same loop: make a letter, hand it to the sink that `handouts batch` writes with.

    python -m benchmarks.worker serve CONTENDER LANGUAGE FOLDER SEED
    python -m benchmarks.worker cold CONTENDER LANGUAGE FOLDER FILE
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.contenders import CONTENDERS

SLICES = 10


def serve(name: str, language: str, folder: Path, seed: int) -> None:
    """Answer until there is nothing more to read."""
    from itertools import islice

    from benchmarks.letter.slots import slot_writer
    from benchmarks.patients import patients

    contender = CONTENDERS[name]
    if not contender.peer:
        # As `handouts batch` does.
        gc.set_threshold(300_000, 50, 50)
    make = contender.begin(folder, language)
    visits = patients(language, seed=seed, foreign=contender.foreign, days=contender.days)
    for line in sys.stdin:
        told = json.loads(line)
        answer: dict[str, Any] = {}
        match told["do"]:
            case "warm":
                until = time.perf_counter() + told["seconds"]
                began, count = time.perf_counter(), 0
                while count < 2 or time.perf_counter() < until:
                    # The first is the slowest, and says nothing of the next.
                    if count == 1:
                        began = time.perf_counter()
                    make(next(visits))
                    count += 1
                answer["rate"] = (count - 1) / (time.perf_counter() - began)
            case "measure":
                chosen = list(islice(visits, told["count"]))
                answer = _measured(make, chosen, told["out"], durable=told["durable"])
            case "keep":
                chosen = list(islice(visits, told["count"]))
                for number, visit in enumerate(chosen):
                    (Path(told["out"]) / f"{number:03d}.pdf").write_bytes(make(visit))
                slots = slot_writer(folder, language)
                answer["texts"] = [slots(visit) for visit in chosen]
            case "peak":
                answer["peak"] = _peak()
        print(json.dumps(answer), flush=True)


def _measured(make: Any, visits: list[Any], out: str, *, durable: bool) -> dict[str, Any]:
    module = _sink_module()
    sink = module.LocalFolder(Path(out), durable=durable)
    chunk = module.MOST_UNSETTLED if durable else len(visits)
    ends = [len(visits) * number // SLICES for number in range(1, SLICES + 1)]
    slices, size, start = [], 0, 0
    cpu, began = time.process_time(), time.perf_counter()
    for end in ends:
        since = time.perf_counter()
        for number in range(start, end):
            letter = make(visits[number])
            size += len(letter)
            sink.put(f"{number:06d}.pdf", letter)
            if (number + 1) % chunk == 0:
                sink.settle()
        slices.append(time.perf_counter() - since)
        start = end
    sink.settle()
    seconds = time.perf_counter() - began
    used = time.process_time() - cpu
    sink.close()
    return {"count": len(visits), "seconds": seconds, "cpu": used, "bytes": size, "slices": slices}


def _sink_module() -> Any:
    """`handouts.batch.sink`, without the rest of its room, which would weigh on every contender."""
    from importlib.util import module_from_spec, spec_from_file_location

    import handouts

    place = Path(handouts.__file__).parent / "batch" / "sink.py"
    spec = spec_from_file_location("sink", place)
    if spec is None or spec.loader is None:
        raise ImportError(str(place))
    module = sys.modules["sink"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _peak() -> float:
    """The most memory this process has had, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def cold(name: str, language: str, folder: Path, file: Path) -> None:
    """Make one letter and be done; whoever started this process looks at the clock."""
    from datetime import datetime

    from benchmarks.patients import ZONE, Patient

    visit = Patient(
        name="Cold Sample",
        treated=datetime(2026, 11, 10, 15, 15, tzinfo=ZONE),
        clinician="Amara Sample, RN",
    )
    contender = CONTENDERS[name]
    if not contender.peer:
        # As the command line does, at its beginning and its end.
        gc.set_threshold(300_000, 50, 50)
    file.write_bytes(contender.begin(folder, language)(visit))
    if not contender.peer:
        gc.freeze()


if __name__ == "__main__":
    _, _way, _name, _language, _folder, _last = sys.argv
    if _way == "serve":
        serve(_name, _language, Path(_folder), int(_last))
    else:
        cold(_name, _language, Path(_folder), Path(_last))
