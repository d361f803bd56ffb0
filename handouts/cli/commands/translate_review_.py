"""`handouts translate review`: read a catalog message by message, and say that it is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from handouts.cli.say import result, say
from handouts.cli.words import current_words
from handouts.errors import CommandLineError, ExitCode
from handouts.values import dataclass

if TYPE_CHECKING:
    from handouts.i18n import Language, State
    from handouts.i18n.workbench.entries import Entry
    from handouts.i18n.workbench.folder import Locales

_KEYS = "a accept, e edit, c comment, s skip, q quit"
_BACK = "back:"
_OURS = ("was:", "accepted:", "same-meaning:", "state:")


@click.command(
    "review",
    short_help="Walk through a catalog and accept it, message by message.",
    epilog="""\b
Example:
    handouts translate review fr-CA --by "R. Sample\"""",
)
@click.argument("tag", metavar="TAG")
@click.option("--by", metavar="NAME", required=True, help="Who reviews: not who translated.")
@click.option("--final", is_flag=True, help="The last word: accept makes messages final.")
@click.option("--all", "again", is_flag=True, help="Also those that were reviewed before.")
def review(tag: str, by: str, final: bool, again: bool) -> int:
    """Walk through a catalog: English, translation, what it says translated back, state.

    Every answer is saved at once, so you can quit and go on later. Who edits a message has
    translated it: somebody else has to accept it.
    """
    from handouts.i18n import State, resolve

    name = " ".join(by.split())
    if not name:
        raise click.UsageError("--by needs a name.")
    language = resolve(tag)
    locales = current_words().locales
    walk = _Walk(
        language=language,
        locales=locales,
        name=name,
        state=State.FINAL if final else State.REVIEWED,
    )
    walk.require_another_translator()
    waiting = tuple(walk.waiting(again))
    say(f"{language.english_name}: {len(waiting)} messages to review. Keys: {_KEYS}.")
    done = 0
    for number, entry in enumerate(waiting, 1):
        say(f"\n{number} of {len(waiting)}")
        answer = walk.ask(entry)
        if answer == "q":
            break
        done += answer in ("a", "e")
    result(locales.file(language))
    say(f"Saved: {done} accepted or edited.")
    return ExitCode.MADE


@dataclass(frozen=True, kw_only=True)
class _Walk:
    """One person's way through one catalog."""

    language: Language
    locales: Locales
    name: str
    state: State

    def require_another_translator(self) -> None:
        """Refuse the one who translated the catalog."""
        from handouts.i18n import load_catalog
        from handouts.i18n.pofile import is_same_person

        header = load_catalog(self.locales.path, self.language).header
        if header and is_same_person(self.name, header.translator):
            raise CommandLineError(
                f"{self.name} translated this catalog and cannot also review it.",
                remedy="Have somebody else review it.",
            )

    def waiting(self, again: bool) -> Iterator[Entry]:
        """The entries that can be reviewed, in the catalog's order."""
        from handouts.i18n import Standing, list_to_translate, load_catalog, states

        wanted = (Standing.TRANSLATED, *((Standing.REVIEWED,) if again or self._is_last else ()))
        catalog = load_catalog(self.locales.path, self.language)
        found = states(catalog, list_to_translate(self.locales.path))
        for entry in self.locales.catalog(self.language):
            state = found.get(entry.id)
            if state and not entry.is_obsolete and state.standing in wanted:
                yield entry

    @property
    def _is_last(self) -> bool:
        return self.state.value == "final"

    def ask(self, entry: Entry) -> str:
        """Show one entry and do what is answered; the answer's key."""
        self._show(entry)
        while True:
            answer = click.prompt("", prompt_suffix="> ", default="s", show_default=False, err=True)
            key = str(answer).strip().lower()[:1]
            if key == "a" and self._accept(entry):
                return key
            if key == "e" and self._edit(entry):
                return key
            if key == "c":
                entry = self._comment(entry)
            elif key in ("s", "q"):
                return key
            elif key not in ("a", "e"):
                say(f"Keys: {_KEYS}.")

    def _show(self, entry: Entry) -> None:
        for note in entry.notes:
            say(f"  note      {note}")
        if entry.english.context:
            say(f"  context   {entry.english.context}")
        for text in entry.english.forms:
            say(f"  English   {text}")
        for form, text in enumerate(entry.strings):
            label = self._label(form) if entry.english.plural is not None else ""
            say(f"  {self.language.tag:<9} {text}{label}")
        for comment in entry.comments:
            if comment.startswith(_BACK):
                say(f"  back      {comment.removeprefix(_BACK).strip()}")
            elif comment.startswith(_OURS):
                say(f"  {comment}")
            elif comment:
                say(f"  comment   {comment}")
        for problem in self._problems(entry):
            say(f"  refused   {problem}")

    def _label(self, form: int) -> str:
        from handouts.i18n.workbench.exchange.units import form_label

        return f"   ({form_label(self.language, form)})"

    def _problems(self, entry: Entry) -> tuple[str, ...]:
        from handouts.i18n.workbench.finished import problems_of

        return problems_of(entry, self.language)

    def _accept(self, entry: Entry) -> bool:
        from handouts.i18n import load_catalog, mark
        from handouts.i18n.pofile import is_same_person

        if self._problems(entry):
            say("It would not be printed as it stands. Edit it or skip it.")
            return False
        message = load_catalog(self.locales.path, self.language).messages[entry.id]
        if is_same_person(self.name, message.by) and message.state.value == "translated":
            say(f"{message.by} translated it; somebody else has to accept it.")
            return False
        path = self.locales.file(self.language)
        mark(path, [entry.id], self.state, by=self.name, on=date.today())
        return True

    def _edit(self, entry: Entry) -> bool:
        from handouts.i18n.workbench.exchange.take_back import with_text

        strings = tuple(
            click.prompt(
                f"new{self._label(form) if entry.english.plural is not None else ''}",
                default=text,
                show_default=False,
                err=True,
            )
            for form, text in enumerate(entry.strings)
        )
        edited = with_text(entry, strings, by=self.name, on=date.today())
        problems = self._problems(edited)
        for problem in problems:
            say(f"  refused   {problem}")
        if problems or strings == entry.strings:
            say("Nothing was changed.")
            return False
        self._put(edited)
        return True

    def _comment(self, entry: Entry) -> Entry:
        text = " ".join(str(click.prompt("comment", err=True)).split())
        noted = replace(entry, comments=(*entry.comments, f"{date.today()} {self.name}: {text}"))
        self._put(noted)
        return noted

    def _put(self, entry: Entry) -> None:
        """Save one entry, and the rest as it stands now."""
        entries = self.locales.catalog(self.language)
        self.locales.write_catalog(
            self.language,
            tuple(
                entry if each.english == entry.english and not each.is_obsolete else each
                for each in entries
            ),
        )
