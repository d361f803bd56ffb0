"""The `handouts` command and its list of commands.

A command's module is imported when the command runs, not before: `handouts --help` and shell
completion answer at once. What goes wrong is turned into words and an exit code here and
nowhere else.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from handouts import __version__
from handouts.cli.say import fault, problem, refused, say
from handouts.errors import CommandLineError, ExitCode, HandoutsError, OutputError

_COMMANDS = {
    "new": "Start a clinic folder: clinic.toml, a logo, sample appointments.",
    "list": "Show the treatments or languages there are.",
    "render": "Make one handout.",
    "batch": "Make a handout for every appointment of an export.",
    "preview": "Show a handout as pictures.",
    "check": "Say what wants a look in this clinic's handouts.",
    "translate": "Begin, check, review and exchange translations.",
    "approve": "Record that a clinician approves a treatment's words.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported one by one, when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names, in the order people meet them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"handouts.cli.commands.{cmd_name}_")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by what was typed, or an error that names the nearest."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


# Files are written through `handouts.files`, so these come from standard output alone.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_ROOM_FOR_WORDS = OutputError(
    "What handouts has to say could not be written to standard output: the disk is full.",
    remedy="Free some space and try again. What was already saved is whole.",
)

_HELP = """Aftercare handouts in the clinic's look and the patient's language.

\b
A first handout, from the built-in sample clinic:
    handouts render microneedling
"""


@click.group(cls=LazyGroup, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handouts")
def handouts() -> None:
    """The command; its help is `_HELP`."""
    try:
        Path.cwd()
    except OSError:
        raise CommandLineError(
            "The folder you are in was deleted or moved.",
            remedy="Change to a folder that exists and try again.",
        ) from None


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line.

    Args:
        arguments: What was typed after `handouts`; by default this process's own.

    Returns:
        The exit code.
    """
    try:
        result = handouts.main(arguments, prog_name="handouts", standalone_mode=False)
        return int(result) if isinstance(result, int) else ExitCode.MADE
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        refused(error)
        return ExitCode.COMMAND_LINE
    except (click.Abort, KeyboardInterrupt):
        say("Stopped. Nothing was half written.")
        return ExitCode.INTERRUPTED
    except HandoutsError as error:
        problem(error)
        return error.exit_code
    except Exception as error:  # the last door: a person never sees a traceback
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            problem(_NO_ROOM_FOR_WORDS)
            return ExitCode.OUTPUT
        fault(error)
        return ExitCode.FAULT
