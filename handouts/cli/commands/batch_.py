"""`handouts batch`: a handout for every appointment of an export."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handouts.cli.batch_words import Told, as_json, came_later, tell
from handouts.cli.options import (
    EDITIONS,
    SECTIONS,
    OneOf,
    PathName,
    clinic_file,
    clinic_option,
    day_at,
    find_clinic,
)
from handouts.cli.progress import Progress
from handouts.cli.say import result, say
from handouts.errors import ExitCode, HandoutsError, InputError

if TYPE_CHECKING:
    from handouts.batch import BatchJob, BatchOptions, Crew
    from handouts.batch.cluster import ClusterAddress
    from handouts.batch.print_file import ForPrinter
    from handouts.clinic import Clinic
    from handouts.records import Export

_Command = TypeVar("_Command", bound=Callable[..., Any])

# Processes start slowly, so one takes on as many rows before another is worth it.
_ROWS_FOR_ANOTHER = 100
# As many take a second to put into one file.
_MANY_TO_COLLATE = 50

_OPTIONS = (
    # What comes in
    click.option("--map", "mapping", metavar="FILE", type=PathName(), help="A mapping file: what your export calls things."),
    click.option("--languages", metavar="FILE", type=PathName(), help="A second file with languages, by patient number."),
    click.option("--dates", type=OneOf(("dmy", "mdy")), help="How to read 03/04/2026; nothing is guessed."),
    click.option("--encoding", metavar="NAME", help="Of a CSV file that is not UTF-8, such as cp1252."),
    click.option("--treatment", "treatments", metavar="NAME", multiple=True, help="For rows that name no treatment; may be given twice."),
    # What is made
    click.option("--section", "sections", multiple=True, type=OneOf(SECTIONS), help="A section to print; give it twice for both.  [default: both]"),
    click.option("--with", "beside", metavar="TAG", help="A second language beside each, row facing row."),
    click.option("--edition", type=OneOf(EDITIONS), default="standard", show_default=True, help="How large the words are."),
    click.option("--paper", type=OneOf(("letter", "a4")), help="Paper size.  [default: the clinic's]"),
    click.option("--allow-untranslated", is_flag=True, help="Print sentences that are not translated in English, marked [EN: …]."),
    clinic_option,
    # Where it goes
    click.option("-o", "--out", metavar="DIR|URL", help="A folder, or a store such as s3://bucket/tonight."),
    click.option("--name", "pattern", metavar="PATTERN", help="Names of files, such as '{date} {patient}'.  [default: date, time, treatment and language]"),
    click.option("--collate", metavar="FILE", type=PathName(), help="One file for the printer too, with a run sheet on top."),
    click.option("--order", type=OneOf(("time", "language", "file")), default="time", show_default=True, help="The order of the handouts in it."),
    click.option("--only", metavar="NUMBERS", help="Collate some again, by their numbers on the last run sheet: 3,7-9."),
    click.option("--show", multiple=True, type=OneOf(("time", "initials", "name", "row")), help="What of a patient stands on the run sheet; may be given twice.  [default: time, initials]"),
    click.option("--sides", type=OneOf(("one", "two")), default="two", show_default=True, help="Of the paper the printer prints on."),
    # How
    click.option("--jobs", metavar="N", type=click.IntRange(1, 1024), help="Processes of this computer.  [default: one for each core]"),
    click.option("--cluster", metavar="URL", help="A Dask cluster instead: tls://host:8786."),
    click.option("--cluster-ca", metavar="FILE", type=PathName(), help="The certificate that signed the others."),
    click.option("--cluster-cert", metavar="FILE", type=PathName(), help="This computer's certificate."),
    click.option("--cluster-key", metavar="FILE", type=PathName(), help="Its key."),
    click.option("--no-fsync", is_flag=True, help="Do not wait for the disk; after a power cut, --verify."),
    click.option("--verify", is_flag=True, help="Read what is there already, and make anew what was changed."),
    click.option("--prune", is_flag=True, help="Delete files of earlier runs that no row asks for any more."),
    click.option("--max-errors", metavar="N", type=click.IntRange(1), help="Stop when as many rows have failed."),
    click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing."),
    click.option("--json", "json_wanted", is_flag=True, help="The summary as JSON, for other programs."),
    click.option("--quiet", is_flag=True, help="Show no progress."),
    click.option("--sample", metavar="[DIR]", is_flag=False, flag_value=".", type=PathName(folder=True), help="Write example appointments and a mapping file to start from."),
)  # fmt: skip


def _batch_options(command: _Command) -> _Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(
    "batch",
    epilog="""\b
Examples:
    handouts batch --sample
    handouts batch appointments.csv --out tonight
    handouts batch appointments.xlsx --map mapping.toml --out tonight --collate all.pdf
    handouts batch appointments.csv --out tonight --dry-run""",
)
@click.argument("exports", metavar="INPUT", nargs=-1, type=PathName())
@_batch_options
def command(exports: tuple[Path, ...], sample: Path | None, **options: Any) -> int:
    """Make a handout for every appointment of an export.

    INPUT is CSV, Excel, OpenDocument or FHIR JSON. Running the same command again makes only
    what is missing. Rows that cannot be made are listed in errors.csv; the others are made.
    """
    if sample is not None:
        return _write_sample(sample)
    if not exports:
        raise click.UsageError("Name the export: handouts batch appointments.csv --out tonight")
    if len(exports) > 1:
        typed = shlex.join(("handouts", "batch", " ".join(map(str, exports))))
        raise click.UsageError(
            "One export at a time. A name with spaces needs quotation marks, as in: "
            f"{typed} --out tonight"
        )
    export_path = exports[0]
    if options["only"] is not None and options["collate"] is None:
        raise click.UsageError("--only chooses handouts for the printer: add --collate FILE.")
    if options["beside"] is not None and options["edition"] != "standard":
        raise click.UsageError("A bilingual handout (--with) has no large print edition yet.")

    _refuse_to_collate(export_path, options)

    clinic = find_clinic(options["clinic_path"])
    job = _job(clinic, options)
    how = _how(options)
    export = _open(export_path, clinic, job, options)
    if options["dry_run"]:
        return _dry_run(export, job, how, options)
    return _run(export, job, how, _crew(export.count, options), options)


def _write_sample(folder: Path) -> int:
    from handouts.records import write_sample

    appointments, mapping = write_sample(folder, day=day_at(find_clinic(None)))
    result(appointments)
    result(mapping)
    typed = f"handouts batch {shlex.quote(str(appointments))} --map {shlex.quote(str(mapping))}"
    say(f"See what they would make: {typed} --out tonight --dry-run")
    return ExitCode.MADE


def _refuse_to_collate(export_path: Path, options: dict[str, Any]) -> None:
    """Refuse a file for the printer that cannot be, before anything is made for it."""
    from handouts.batch.sink import local_folder

    output: Path | None = options["collate"]
    if output is None:
        return
    folder, out = output.parent, local_folder(options["out"] or "handouts")
    try:
        # The folder of the handouts is made.
        if not folder.is_dir() and not (out and folder.absolute() == out.absolute()):
            raise click.UsageError(
                f"There is no folder {folder}. Make it, or name another file with --collate."
            )
        if output.is_dir():
            raise click.UsageError(f"{output} is a folder. Name a file, as in --collate all.pdf")
        for read in (export_path, options["mapping"], options["languages"]):
            if read is not None and output.exists() and read.exists() and output.samefile(read):
                raise click.UsageError(
                    f"--collate would replace {read}. Name another file, as in --collate all.pdf"
                )
    except (OSError, ValueError):
        return  # whoever opens it will say why it cannot be


def _job(clinic: Clinic, options: dict[str, Any]) -> BatchJob:
    from handouts.batch import BatchJob
    from handouts.batch.sink import local_folder
    from handouts.cli.places import find_library
    from handouts.i18n import resolve
    from handouts.style import Edition

    out = options["out"]
    if not out and not options["dry_run"]:
        raise click.UsageError("Say where the handouts go: --out tonight")
    out = out or "handouts"
    folder = local_folder(out)
    file = clinic_file(options["clinic_path"])
    return BatchJob(
        # Workers may stand in another folder.
        out=os.path.abspath(folder) if folder else out,  # noqa: PTH100  # resolves no links
        # Other computers may have it elsewhere.
        library=None if options["cluster"] else find_library(),
        today=day_at(clinic),
        clinic=file.absolute() if file else None,
        sections=tuple(name for name in SECTIONS if name in (options["sections"] or SECTIONS)),
        edition=Edition(options["edition"]),
        beside=resolve(options["beside"]).tag if options["beside"] is not None else None,
        paper=options["paper"],
        allow_untranslated=options["allow_untranslated"],
        durable=not options["no_fsync"],
    )


def _how(options: dict[str, Any]) -> BatchOptions:
    import platformdirs

    from handouts.batch import DEFAULT_PATTERN, BatchOptions, Names

    return BatchOptions(
        names=Names(options["pattern"] or DEFAULT_PATTERN),
        state=platformdirs.user_state_path("handouts", appauthor=False),
        verify=options["verify"],
        prune=options["prune"],
        max_errors=options["max_errors"],
    )


def _open(path: Path, clinic: Clinic, job: BatchJob, options: dict[str, Any]) -> Export:
    """The export, when all that can be wrong with the whole of it is not."""
    from handouts.cli.places import find_library
    from handouts.records import DateOrder, load_mapping, open_export
    from handouts.treatments import UnknownTreatmentError, treatment_ids

    known = treatment_ids((job.library or find_library()).templates)
    mapping = load_mapping(options["mapping"])
    for name in options["treatments"]:
        if name not in known:
            raise UnknownTreatmentError(name=name, known=known)
    for name in sorted(mapping.treatment_names):
        if name not in known:
            unknown = UnknownTreatmentError(name=name, known=known)
            raise InputError(f"{options['mapping']}: {unknown.message}", remedy=unknown.remedy)
    return open_export(
        path,
        mapping=mapping,
        time_zone=clinic.time_zone,
        today=job.today,
        dates=DateOrder(options["dates"]) if options["dates"] else None,
        encoding=options["encoding"],
        languages=options["languages"],
        treatments=known,
        default_treatments=options["treatments"],
        branch_time_zones={branch.name: branch.time_zone for branch in clinic.branches},
    )


def _crew(rows: int, options: dict[str, Any]) -> Callable[[], Crew]:
    """Who will make it."""
    from handouts.batch import InProcess, Pool

    address = _cluster(options)
    if address is not None:
        from handouts.batch.cluster import Cluster

        return lambda: Cluster(address)
    jobs = options["jobs"] or min(_cores(), 1 + rows // _ROWS_FOR_ANOTHER)
    return InProcess if jobs == 1 else lambda: Pool(jobs)


def _cluster(options: dict[str, Any]) -> ClusterAddress | None:
    from handouts.batch.cluster import ClusterAddress, checked

    files = {name: options[f"cluster_{name}"] for name in ("ca", "cert", "key")}
    if options["cluster"] is None:
        for name, file in files.items():
            if file is not None:
                raise click.UsageError(f"--cluster-{name} is for a cluster: add --cluster URL.")
        return None
    if options["jobs"] is not None:
        raise click.UsageError("--jobs is for this computer, --cluster for others: take one.")
    return checked(ClusterAddress(url=options["cluster"], **files))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _dry_run(export: Export, job: BatchJob, how: BatchOptions, options: dict[str, Any]) -> int:
    from handouts.batch import dry_run

    summary = dry_run(export, job, how)
    _tell(Told(summary=summary, out=job.out, errors="", dry=True), options)
    return summary.exit_code


def _run(
    export: Export,
    job: BatchJob,
    how: BatchOptions,
    crew: Callable[[], Crew],
    options: dict[str, Any],
) -> int:
    from handouts.batch import ERRORS_FILE, Interrupts, run_batch

    only = options["only"]
    for_printer = _for_printer(job, how, only) if options["collate"] else None
    bar = Progress(export.count, quiet=options["quiet"])
    try:
        with Interrupts() as interrupts:
            summary = run_batch(
                export,
                job,
                how,
                crew=crew,
                progress=lambda tally: bar.update(tally.rows),
                stopping=interrupts.asked,
                met=for_printer.meet if for_printer else None,
            )
    except KeyboardInterrupt:
        bar.close()
        say(_how_to_go_on())
        raise
    finally:
        bar.close()
    told = Told(summary=summary, out=job.out, errors=f"{job.out.rstrip('/')}/{ERRORS_FILE}")
    unprinted = None
    if not (summary.interrupted or summary.gave_up) and for_printer:
        if not options["quiet"] and summary.made + summary.present > _MANY_TO_COLLATE:
            say("Collating them for the printer.")
        try:
            told = replace(told, collated=_collate(for_printer, job, told, options))
        except HandoutsError as error:
            unprinted = error
    _tell(told, options)
    if summary.interrupted:
        say(_how_to_go_on())
    elif summary.made and _is_sample(job):
        say(
            "This is the sample clinic, so SAMPLE stands in the margin. "
            "For your own: handouts new my-clinic"
        )
    if unprinted is not None:
        raise unprinted
    if for_printer and for_printer.unnumbered:
        say(came_later(for_printer.unnumbered))
    return summary.exit_code


def _for_printer(job: BatchJob, how: BatchOptions, only: str | None) -> ForPrinter:
    # Loads what takes PDFs apart, 6 MB of it.
    from handouts.batch.print_file import ForPrinter

    return ForPrinter(job, how, only=only)


def _collate(for_printer: ForPrinter, job: BatchJob, told: Told, options: dict[str, Any]) -> Any:
    from handouts.batch.run_sheet import USUALLY_SHOWN, Order, RunSheetOptions, Shown

    sheet = RunSheetOptions(
        printed=job.today,
        order=Order(options["order"]),
        shown=tuple(map(Shown, options["show"])) or USUALLY_SHOWN,
        duplex=options["sides"] == "two",
        paper=job.paper,
    )
    return for_printer.write(options["collate"], told.summary, sheet)


def _is_sample(job: BatchJob) -> bool:
    return job.clinic is None


def _tell(told: Told, options: dict[str, Any]) -> None:
    if options["json_wanted"]:
        result(as_json(told))
        return
    tell(told)
    if not told.dry:
        result(told.out)
    for file in told.collated:
        result(file.output)


def _how_to_go_on() -> str:
    """The command as it was typed, which goes on where this run ended."""
    context = click.get_current_context()
    typed = ["handouts", "batch"]
    for parameter in context.command.params:
        name = parameter.name or ""
        if context.get_parameter_source(name) is not click.core.ParameterSource.COMMANDLINE:
            continue
        value = context.params[name]
        values = value if isinstance(value, tuple) else (value,)
        for each in values:
            if isinstance(parameter, click.Option):
                typed.append(parameter.opts[-1])
            if each is not True:
                typed.append(str(each))
    return f"Stopped; what was made is kept. To go on: {shlex.join(typed)}"
