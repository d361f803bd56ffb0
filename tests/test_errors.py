"""Every error a person can put right: what it says, and that it survives a worker's pickle."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
import typing
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

import handouts
from handouts.errors import (
    CommandLineError,
    ContentError,
    ExitCode,
    HandoutsError,
    InputError,
    OutputError,
)


def all_errors() -> list[type[HandoutsError]]:
    """Every error class of the package, the base apart."""
    for module in pkgutil.walk_packages(handouts.__path__, "handouts."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = {}
    waiting: list[type[HandoutsError]] = [HandoutsError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__.startswith("handouts."):
                found[f"{kind.__module__}.{kind.__qualname__}"] = kind
                waiting.append(kind)
    return [found[name] for name in sorted(found)]


@pytest.fixture(params=all_errors(), ids=lambda kind: kind.__qualname__)
def error(request: pytest.FixtureRequest) -> HandoutsError:
    """One of each, made of made-up facts."""
    error = made(request.param)
    assert isinstance(error, HandoutsError)
    return error


def made(kind: Any) -> Any:
    """An error of this kind, or a value one holds, each fact filled in by its type."""
    if is_dataclass(kind) and isinstance(kind, type):
        told = typing.get_type_hints(kind)
        return kind(**{each.name: fact(told[each.name], each.name) for each in fields(kind)})
    parameters = inspect.signature(kind).parameters.values()
    hints = typing.get_type_hints(kind.__init__)
    positional, named = [], {}
    for parameter in parameters:
        value = fact(hints[parameter.name], parameter.name)
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[parameter.name] = value
        else:
            positional.append(value)
    return kind(*positional, **named)


def fact(hint: Any, name: str) -> Any:
    """A value of a type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if inspect.isclass(origin) and issubclass(origin, Iterable):
        return (fact(arguments[0], name),)
    if origin is typing.Literal:
        return arguments[0]
    if arguments:
        return fact(arguments[0], name)
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return next(iter(hint))
    plain = {str: f"a {name}", int: 3, float: 1.5, bool: True, Path: Path("clinic.toml")}
    if hint in plain:
        return "x" if name == "characters" else plain[hint]
    return made(hint)


def test_an_error_keeps_its_kind_its_words_and_its_facts_through_a_pickle(
    error: HandoutsError,
) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes

    assert type(back) is type(error)
    assert str(back) == str(error) == error.message
    assert vars(back) == vars(error)
    assert back.args == error.args
    assert back.exit_code == error.exit_code


def test_an_error_says_what_is_wrong_and_what_to_do(error: HandoutsError) -> None:
    assert error.message.strip()
    assert error.remedy.strip()


def test_an_error_ends_with_a_code_that_blames_us_only_if_its_words_do(
    error: HandoutsError,
) -> None:
    says_so = "a fault in handouts" in error.message

    assert error.exit_code in set(ExitCode) - {ExitCode.MADE}
    assert (error.exit_code == ExitCode.FAULT) == says_so


@pytest.mark.parametrize(
    ("kind", "code"), [(CommandLineError, 2), (InputError, 3), (ContentError, 4), (OutputError, 5)]
)
def test_each_family_has_its_exit_code(kind: type[HandoutsError], code: int) -> None:
    assert kind.exit_code == code


def test_an_error_without_a_family_is_a_fault_of_ours() -> None:
    assert HandoutsError("Wrong.", remedy="Report it.").exit_code == 70
