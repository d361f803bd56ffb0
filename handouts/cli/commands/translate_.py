"""`handouts translate`: the work on translations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.commands.translate_review_ import review
from handouts.cli.options import OneOf, PathName
from handouts.cli.say import findings, result, say
from handouts.cli.words import current_words, find_words
from handouts.errors import CommandLineError, ExitCode, HandoutsError

if TYPE_CHECKING:
    from handouts.i18n import Language
    from handouts.i18n.workbench.exchange import TakenBack
    from handouts.i18n.workbench.folder import Locales
    from handouts.i18n.workbench.new_language import Proposal
    from handouts.i18n.workbench.status import Counts, Progress
    from handouts.library import Library

_EXCHANGED = ("po", "xliff", "xlsx")


@click.group(
    "translate",
    epilog="""\b
Examples:
    handouts translate status
    handouts translate new el
    handouts translate check el""",
)
@click.option(
    "--clinic",
    "clinic_path",
    metavar="PATH",
    type=PathName(folder=True),
    help="Work on the sentences of this clinic's own, kept in its folder.",
)
@click.pass_context
def command(context: click.Context, clinic_path: Path | None) -> None:
    """Translate handouts: begin a language, see what is left, check, review, exchange files.

    Catalogs are .po files, which Poedit and Weblate open. Set HANDOUTS_LOCALES to work on
    catalogs in another folder.
    """
    context.obj = find_words(clinic_path)


command.add_command(review)


def _chosen(tags: Iterable[str], locales: Locales) -> tuple[Language, ...]:
    """The languages that were named, or all that have a catalog."""
    from handouts.i18n import resolve

    named = tuple(dict.fromkeys(resolve(tag) for tag in tags))
    if any(language.is_source for language in named):
        raise CommandLineError(
            "English is what the templates are written in; it has no catalog.",
            remedy="Change the sentence in its template, then: handouts translate extract",
        )
    return named or locales.languages()


@command.command(
    "status",
    epilog="""\b
Example:
    handouts translate status --groups""",
)
@click.argument("tags", metavar="[TAG]...", nargs=-1)
@click.option("--groups", is_flag=True, help="A line for each treatment, and for what they share.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
def status(tags: tuple[str, ...], groups: bool, as_json: bool) -> int:
    """Show how far each language has come, those not begun among them.

    A fuzzy message counts as stale, and one with a form left empty as missing. REFUSED are
    messages that look finished and would not be printed; `check` says why.
    """
    locales = current_words().locales
    languages = _chosen(tags, locales) if tags else _in_the_table()
    found = [_progress(language, locales) for language in languages]
    if as_json:
        result(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for line in _table(found, groups):
            result(line)
    broken = [each for each in found if each.fault]
    for each in broken:
        say(each.fault)
    return ExitCode.WANTS_A_LOOK if broken else ExitCode.MADE


def _in_the_table() -> tuple[Language, ...]:
    """Every language there is, begun or not."""
    from handouts.i18n import LANGUAGES

    return tuple(language for language in LANGUAGES if not language.is_source)


def _progress(language: Language, locales: Locales) -> Progress:
    from handouts.i18n import Catalog, list_to_translate, load_catalog
    from handouts.i18n.workbench.status import Progress, groups_of, progress

    try:
        is_begun = locales.file(language).exists()
        return progress(
            load_catalog(locales.path, language) if is_begun else Catalog(language=language),
            list_to_translate(locales.path),
            groups_of(locales.list()),
        )
    except HandoutsError as error:
        return Progress(language=language, fault=f"{error.message} {error.remedy}")


def _table(found: list[Progress], groups: bool) -> Iterable[str]:
    from handouts.i18n.workbench.status import ORDER

    rows = [("LANGUAGE", "", *(each.upper() for each in ORDER), "REFUSED")]
    for each in found:
        name = f"{each.language.tag} ({each.language.english_name})"
        if each.fault:
            rows.append((name, "cannot be read", *("-" for _ in ORDER), "-"))
            continue
        rows.append((name, "all", *_numbers(each.total), str(each.refused)))
        if groups:
            rows += [("", group, *_numbers(c), "") for group, c in each.groups.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            text.ljust(width) if column < 2 else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _numbers(counts: Counts) -> Iterable[str]:
    from handouts.i18n.workbench.status import ORDER

    return (str(counts.get(standing, 0)) for standing in ORDER)


def _as_json(progress: Progress) -> dict[str, Any]:
    from handouts.i18n.workbench.status import ORDER

    def numbers(counts: Counts) -> dict[str, int]:
        return {standing.value: counts.get(standing, 0) for standing in ORDER}

    return {
        "tag": progress.language.tag,
        "name": progress.language.english_name,
        "fault": progress.fault or None,
        "total": numbers(progress.total),
        "refused": progress.refused,
        "groups": {group: numbers(counts) for group, counts in progress.groups.items()},
    }


@command.command(
    "new",
    short_help="Begin a language: a table entry and a catalog to fill in.",
    epilog="""\b
Example:
    handouts translate new el --translator "R. Sample\"""",
)
@click.argument("tag", metavar="TAG")
@click.option("--translator", metavar="NAME", default="", help="Who will translate.")
@click.option("--english-name", metavar="NAME", default="", help="Its name in English.")
@click.option("--own-name", metavar="NAME", default="", help="Its name in itself.")
def new(tag: str, translator: str, english_name: str, own_name: str) -> int:
    """Begin a language: its entry in languages.toml and a catalog to fill in.

    Direction, plural rule and font are found by the tag. No line of code is needed.
    """
    from handouts.i18n.languages import read_languages
    from handouts.i18n.workbench import new_language

    words = current_words()
    library, locales = words.library, words.locales
    doubts: tuple[str, ...] = ()
    # A clinic adds its sentences to the languages there are.
    language = _table_language(tag) if words.own is None else _chosen((tag,), locales)[0]
    if language is None:
        proposal = new_language.propose(tag, english_name=english_name, own_name=own_name)
        language, missing = _with_font(proposal, library)
        doubts = (*proposal.doubts, *missing)
        table = f"{locales.table().rstrip()}\n\n{new_language.table_entry(language)}"
        read_languages(table)
        result(locales.write_table(table))
    if locales.file(language).exists():
        raise CommandLineError(
            f"{language.english_name} has a catalog: {locales.file(language)}",
            remedy=f"To see what is left to do: handouts translate status {language.tag}",
        )
    entries = new_language.empty_catalog(language, locales.list(), translator=translator)
    path = locales.write_catalog(language, entries)
    result(path)
    for doubt in doubts:
        say(f"Look: {doubt}")
    forms = language.plurals.count
    say(
        f"{language.english_name}: {_counted(len(entries) - 1)} to translate, "
        f"{forms} plural {'form' if forms == 1 else 'forms'}.\n"
        f"1. Open {path} in Poedit and fill it in.\n"
        f"2. handouts translate {words.option}check {language.tag}\n"
        f"3. handouts render microneedling {words.option}--language {language.tag}"
    )
    return ExitCode.MADE


def _counted(number: int) -> str:
    return "1 sentence" if number == 1 else f"{number} sentences"


def _table_language(tag: str) -> Language | None:
    """A language that is in the table and only lacks a catalog."""
    from handouts.i18n import UnknownLanguageError, resolve

    try:
        language = resolve(tag)
    except UnknownLanguageError:
        return None
    if language.tag.casefold() != tag.strip().replace("_", "-").casefold():
        return None
    return _chosen((tag,), current_words().locales)[0]


def _with_font(proposal: Proposal, library: Library) -> tuple[Language, tuple[str, ...]]:
    """The language with its font, and the letters that font may lack."""
    from handouts.i18n.workbench.new_language import with_font
    from handouts.text import load_fonts
    from handouts.text.fonts import family_for

    family = family_for(proposal.script)
    tag = proposal.language.tag
    if family is None:
        raise CommandLineError(
            f"No font has the script of {proposal.language.english_name} ({proposal.script}).",
            remedy="fonts/README.md says how a family is added. Then begin the language again.",
        )
    fonts = load_fonts(library.fonts, tag, family=family)
    missing = [
        letter
        for letter in proposal.letters
        if not all(
            fonts.pick([letter], script=proposal.script, language=tag, bold=bold)
            for bold in (False, True)
        )
    ]
    doubt = f"No font has these letters: {' '.join(missing)}. fonts/README.md says how to add one."
    return with_font(proposal, family), ((doubt,) if missing else ())


@command.command(
    "extract",
    short_help="Collect the sentences of the templates.",
    epilog="""\b
Example:
    handouts translate extract""",
)
def extract() -> int:
    """Collect the sentences of the templates into locales/handouts.pot."""
    words = current_words()
    locales = words.locales
    before = {entry.english for entry in locales.list()} if _has_list(locales) else set()
    path = locales.write_list(words.listed())
    now = {entry.english for entry in locales.list()}
    result(path)
    say(f"{len(now) - 1} sentences: {len(now - before)} new, {len(before - now)} gone.")
    if now != before:
        say("Bring the catalogs up to them: handouts translate update")
    return ExitCode.MADE


def _has_list(locales: Locales) -> bool:
    from handouts.i18n.workbench.folder import LIST

    return (locales.path / LIST).exists()


@command.command(
    "update",
    epilog="""\b
Examples:
    handouts translate update
    handouts translate update fr-CA --same-meaning "Wash your face." --by "R. Sample\"""",
)
@click.argument("tags", metavar="[TAG]...", nargs=-1)
@click.option(
    "--same-meaning",
    metavar="SENTENCE",
    multiple=True,
    help="A new English sentence that changed without a change of meaning, such as a mended "
    "typing error: its translation and state stay. May be given again.",
)
@click.option("--by", metavar="NAME", default="", help="Who says that the meaning is the same.")
def update(tags: tuple[str, ...], same_meaning: tuple[str, ...], by: str) -> int:
    """Bring catalogs up to the sentences of handouts.pot.

    A sentence that changed keeps its translation as a draft, with the old English beside it,
    and is not printed before somebody looked. What no template asks for any more is kept.
    """
    from handouts.i18n import wave_through
    from handouts.i18n.workbench.update import update_entries

    if same_meaning and not by.strip():
        raise click.UsageError("--same-meaning needs --by NAME: somebody has to answer for it.")
    words = current_words()
    locales = words.locales
    wanted = locales.list()
    if not locales.is_list_current(words.listed()):
        say(
            "Look: the templates have changed since handouts.pot. First: handouts translate extract"
        )
    languages = _chosen(tags, locales)
    # All are read before one is written: a mistyped sentence leaves every catalog as it was.
    updated = [
        update_entries(
            locales.catalog(language),
            wanted,
            forms=language.plurals.count,
            same_meaning=same_meaning,
        )
        for language in languages
    ]
    for language, new in zip(languages, updated, strict=True):
        path = locales.write_catalog(language, new.entries)
        if new.waived:
            wave_through(path, [each.id for each in new.waived], by=by, on=date.today())
        result(path)
        say(
            f"{language.tag}: {len(new.added)} new, {len(new.changed)} changed, "
            f"{len(new.waived)} waved through, {len(new.returned)} back again, "
            f"{len(new.dropped)} no longer asked for."
        )
        for old, now in new.changed:
            say(f"  {old.text!r}\n  is now {now.text!r}")
    return ExitCode.MADE


@command.command(
    "check",
    epilog="""\b
Example:
    handouts translate check fr-CA""",
)
@click.argument("tags", metavar="[TAG]...", nargs=-1)
def check(tags: tuple[str, ...]) -> int:
    """Say everything that is wrong with catalogs. Exit code 1 if any sentence is refused."""
    from handouts.checks.translation import check_translations
    from handouts.findings import Severity

    words = current_words()
    found = check_translations(
        words.library, _chosen(tags, words.locales), folder=words.locales.path
    )
    findings(found)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    say(f"Findings: {len(found)}. Errors among them: {errors}." if found else "Nothing to mend.")
    return ExitCode.WANTS_A_LOOK if errors else ExitCode.MADE


@command.command(
    "pseudo",
    short_help="Make two languages nobody speaks, to try out the pages.",
    epilog="""\b
Example:
    handouts translate pseudo try
    HANDOUTS_LOCALES=try handouts render microneedling --language en-XA""",
)
@click.argument("folder", metavar="DIR", type=PathName(folder=True))
def pseudo(folder: Path) -> int:
    """Make two languages nobody speaks: en-XA, longer and accented, and ar-XB, right to left.

    They show what is not translated and what has no room. They never go to the real catalogs.
    """
    from handouts.i18n.workbench.folder import LIST, Locales, save
    from handouts.i18n.workbench.pseudo import PSEUDO, pseudo_catalog, pseudo_table

    if current_words().own is not None:
        raise CommandLineError(
            "The pseudo languages are made of the words of the templates.",
            remedy="Leave --clinic out.",
        )
    locales = current_words().locales
    if folder.exists() and folder.resolve() == locales.path.resolve():
        raise CommandLineError(
            "That is the folder of the real catalogs.", remedy="Name another folder."
        )
    wanted, table = locales.list(), locales.table()
    folder.mkdir(parents=True, exist_ok=True)
    out = Locales(folder)
    save(folder / LIST, (locales.path / LIST).read_text("utf-8"))
    result(out.write_table(table if "[en-XA]" in table else pseudo_table(table)))
    for language in PSEUDO:
        result(out.write_catalog(language, pseudo_catalog(language, wanted)))
    say(
        f"To see them, set the environment variable HANDOUTS_LOCALES to {folder}, then:\n"
        "  handouts render microneedling --language en-XA"
    )
    return ExitCode.MADE


@command.command(
    "export",
    short_help="Save a catalog for a translator: PO, XLIFF or Excel.",
    epilog="""\b
Example:
    handouts translate export fr-CA --as xlsx -o for-translator.xlsx""",
)
@click.argument("tag", metavar="TAG")
@click.option(
    "--as", "form", type=OneOf(_EXCHANGED), required=True, help="What the translator works with."
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=PathName(),
    help="Where to save it.  [default: handouts-TAG and its ending]",
)
def export(tag: str, form: str, output: Path | None) -> int:
    """Save a catalog as a file for a translator: PO, XLIFF 2.1 or Excel."""
    from handouts.files import write_whole
    from handouts.i18n import list_to_translate, load_catalog
    from handouts.i18n.workbench.exchange import write_for_translator
    from handouts.i18n.workbench.status import xliff_states

    locales = current_words().locales
    (language,) = _chosen((tag,), locales)
    entries = locales.catalog(language)
    states = xliff_states(load_catalog(locales.path, language), list_to_translate(locales.path))
    path = output or Path(f"handouts-{language.tag}.{form}")
    write_whole(path, write_for_translator(entries, states, language, form))
    result(path)
    say("When it comes back: handouts translate import FILE --by NAME")
    return ExitCode.MADE


@command.command(
    "import",
    short_help="Take translators' files back, message by message.",
    epilog="""\b
Example:
    handouts translate import from-translator.xlsx --by "R. Sample\"""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PathName())
@click.option("--by", metavar="NAME", required=True, help="Who translated.")
@click.option("--language", "tag", metavar="TAG", help="Its language, if the file does not say.")
@click.option("--theirs", is_flag=True, help="In a conflict the file's translation stands.")
def import_(files: tuple[Path, ...], by: str, tag: str | None, theirs: bool) -> int:
    """Take translators' files back into the catalog, message by message.

    A message whose English has changed is refused, and so is one that could not be printed.
    Where the catalog and a file both changed a translation, the catalog's stands and the other
    is kept beside it in a comment. Exit code 1 if anything was refused or in conflict.
    """
    wants_a_look = False
    for path in files:
        taken = _take(path, by=" ".join(by.split()), tag=tag, theirs=theirs)
        wants_a_look |= bool(taken.refused or taken.conflicts)
    return ExitCode.WANTS_A_LOOK if wants_a_look else ExitCode.MADE


def _take(path: Path, *, by: str, tag: str | None, theirs: bool) -> TakenBack:
    from handouts.i18n.workbench.exchange import read_returned, take_back

    if not by:
        raise click.UsageError("--by needs a name.")
    locales = current_words().locales
    returned = read_returned(_content(path), path.name)
    language = _language_of(path, returned.language, tag, locales)
    taken = take_back(
        locales.catalog(language),
        returned.units,
        problems=_gate(language),
        by=by,
        on=date.today(),
        theirs=theirs,
    )
    result(locales.write_catalog(language, taken.entries))
    for refusal in taken.refused:
        say(f"Refused: {refusal.place}: {refusal.english!r}\n  {refusal.why}")
    for conflict in taken.conflicts:
        kept = "file" if theirs else "catalog"
        say(
            f"Conflict: {conflict.place}: {conflict.english!r}\n"
            f"  catalog: {conflict.ours}\n  file:    {conflict.theirs}\n"
            f"  That of the {kept} stands; the other is beside it in a comment."
        )
    say(
        f"{path.name}: {len(taken.taken)} taken, {taken.unchanged} unchanged, "
        f"{len(taken.refused)} refused, {len(taken.conflicts)} in conflict."
    )
    return taken


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandLineError(
            f"{path} cannot be read. {error.strerror}.", remedy="Check its name and try again."
        ) from None


def _language_of(path: Path, said: str, tag: str | None, locales: Locales) -> Language:
    if not (said or tag):
        raise CommandLineError(
            f"{path.name} does not say which language it is in.", remedy="Add: --language TAG"
        )
    languages = _chosen([each for each in (said, tag) if each], locales)
    if len(languages) > 1:
        raise CommandLineError(
            f"{path.name} is in {languages[0].english_name}, not {languages[1].english_name}.",
            remedy="Leave --language out, or choose another file.",
        )
    return languages[0]


def _gate(language: Language) -> Callable[[Any], Iterable[str]]:
    from handouts.i18n.workbench.finished import problems_of

    return lambda entry: problems_of(entry, language)
