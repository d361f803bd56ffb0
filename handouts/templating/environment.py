"""The Jinja environment the templates run in, and the loader that keeps track of places.

A template sees values and the filters given here, in Jinja's sandbox: nothing it names can
reach Python. An undefined name is an error. Every value is escaped, so a patient called
`<b>` is printed as that; markup comes from templates, translations and filters alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handouts.errors import ContentError
from handouts.i18n import Reader
from handouts.templating.elements import PLACE

# The parts of a template's source: what Jinja takes, and the opening tags between.
_PARTS = re.compile(
    r"(?P<comment>\{#.*?#\}|<!--.*?-->)"
    r"|(?P<statement>\{%-?\s*(?P<word>\w+).*?%\})"
    r"|(?P<value>\{\{.*?\}\})"
    r"|<(?P<name>[A-Za-z][\w.-]*)",
    re.DOTALL,
)
_PLACE = re.compile(rf' {PLACE}="[^"]*"')


class TemplateError(ContentError):
    """A template cannot be read or filled.

    Attributes:
        place: template:line, as near as it is known.
    """

    def __init__(self, *, place: str, message: str, remedy: str) -> None:
        super().__init__(f"{place}: {message}", remedy=remedy)
        self.place = place


def make_environment(
    templates: Path,
    reader: Reader,
    filters: Mapping[str, Callable[..., Any]],
    *,
    cache: Path | None = None,
) -> Environment:
    """An environment for one handout; compiled templates are shared by all of a process.

    Args:
        templates: The folder templates are named from, such as `shared/frame.xml.j2`.
        reader: Answers every message, and notes which were asked for.
        filters: What values can be piped through, beside Jinja's own.
        cache: A folder to keep compiled templates in for the next process. One that others
            can write to is not used.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=PlacingLoader(templates),
        bytecode_cache=_CompiledTemplates(cache),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        optimized=False,  # there is nothing to work out beforehand, and looking takes 8 ms
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        reader.gettext,
        reader.ngettext,
        newstyle=True,
        pgettext=reader.pgettext,
        npgettext=reader.npgettext,
    )
    environment.filters.update(filters)
    # What no template of ours needs and what a mistyped number turns into a hang.
    for name in ("lipsum", "cycler", "joiner", "range"):
        del environment.globals[name]
    return environment


def render(environment: Environment, template: str, context: Mapping[str, Any]) -> str:
    """The text a template yields.

    Raises:
        TemplateError: It is missing, cannot be read, or names something that does not exist.
    """
    try:
        return environment.get_template(template).render(context)
    except TemplateNotFound as error:
        raise TemplateError(
            place=template,
            message=f"There is no template {error.name}.",
            remedy="Add it, or mend the name where it is asked for.",
        ) from None
    except TemplateSyntaxError as error:
        raise TemplateError(
            place=f"{error.name or template}:{error.lineno}",
            message=error.message or "This is not Jinja.",
            remedy="Mend the template; what stands in {% … %} and {{ … }} is Jinja.",
        ) from None
    except UndefinedError as error:
        raise TemplateError(
            place=_place_of(error, template, environment),
            message=f"{error.message}.",
            remedy="Mend the name, or ask {% if … %} first whether it is there.",
        ) from None
    except TemplateRuntimeError as error:
        raise TemplateError(
            place=_place_of(error, template, environment),
            message=f"{error.message}.",
            remedy="Mend the template.",
        ) from None


class PlacingLoader(BaseLoader):
    """Reads templates, and writes into every opening tag where it stands.

    Tags inside `{% trans %}` are left alone: they are part of the message.
    """

    def __init__(self, templates: Path) -> None:
        self._templates = templates

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source with places, as Jinja asks for it."""
        path = self._templates.joinpath(*split_template_path(template))
        try:
            source = path.read_text("utf-8")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise TemplateNotFound(template) from None
        except UnicodeDecodeError:
            raise TemplateError(
                place=template, message="The file is not UTF-8.", remedy="Save it as UTF-8."
            ) from None
        return with_places(source, template), str(path), None

    def list_templates(self) -> list[str]:
        """Every template's name, sorted."""
        return sorted(
            path.relative_to(self._templates).as_posix() for path in self._templates.rglob("*.j2")
        )

    def name_of(self, filename: str) -> str | None:
        """The template a file holds; None for any other file."""
        path = Path(filename)
        if not path.is_relative_to(self._templates):
            return None
        return path.relative_to(self._templates).as_posix()


@lru_cache(maxsize=256)
def with_places(source: str, template: str) -> str:
    """The source with an attribute in every opening tag that says where it stands."""
    parts: list[str] = []
    done, line, line_start, in_message = 0, 1, 0, False
    for match in _PARTS.finditer(source):
        word = match["word"]
        if word == "trans":
            in_message = True
        elif word == "endtrans":
            in_message = False
        elif match["name"] and not in_message:
            line += source.count("\n", line_start, match.start())
            line_start = source.rfind("\n", 0, match.start()) + 1
            column = match.start() - line_start + 1
            parts.append(source[done : match.end()])
            parts.append(f' {PLACE}="{template}:{line}:{column}"')
            done = match.end()
    parts.append(source[done:])
    return "".join(parts)


def without_places(text: str) -> str:
    """What a template yields, without places and without white space that does not count."""
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", re.sub(_PLACE, "", re.sub(r"\s+", " ", text)))


def _place_of(error: Exception, template: str, environment: Environment) -> str:
    """The last place inside a template that the error went through."""
    loader = environment.loader
    assert isinstance(loader, PlacingLoader)  # noqa: S101  make_environment gave it one
    place = template
    trace = error.__traceback__
    while trace is not None:
        if name := loader.name_of(trace.tb_frame.f_code.co_filename):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


class _CompiledTemplates(BytecodeCache):
    """Keeps compiled templates as long as the process lives, and in a folder if there is one.

    Compiling takes ten times as long as filling.
    """

    _of_process: ClassVar[dict[str, tuple[str, Any]]] = {}

    def __init__(self, folder: Path | None) -> None:
        # Whoever can write there can have code run: a folder that others share is not used.
        is_usable = folder is not None and _is_private(folder)
        self._files = FileSystemBytecodeCache(str(folder)) if is_usable else None

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._of_process.get(bucket.key, (None, None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._files:
            self._files.load_bytecode(bucket)
            if bucket.code:
                self._of_process[bucket.key] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._of_process[bucket.key] = (bucket.checksum, bucket.code)
        if self._files:
            # A folder that cannot be written to costs time, not the handout.
            with suppress(OSError):
                self._files.dump_bytecode(bucket)


def _is_private(folder: Path) -> bool:
    try:
        facts = folder.stat()
    except OSError:
        return False
    return os.name != "posix" or (facts.st_uid == os.getuid() and not facts.st_mode & 0o022)
