"""Our dataclass does what the standard library's does."""

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace

import pytest

from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    name: str
    parts: tuple[int, ...] = ()
    cache: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Alone:
    one: float


@dataclass(frozen=True)
class Nothing:
    pass


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    name: str
    parts: tuple[int, ...] = ()
    cache: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


def test_equal_values_are_equal_and_hash_alike() -> None:
    one, other = Own(name="a", cache={"x": 1}), Own(name="a")

    assert one == other
    assert hash(one) == hash(other)
    assert Own(name="a", parts=(1,)) != one
    assert Alone(1.0) == Alone(1.0) != Alone(2.0)
    assert Nothing() == Nothing()


def test_a_value_equals_none_of_another_class() -> None:
    standard: object = Standard(name="a")

    assert Own(name="a") != standard
    assert Own(name="a").__eq__("a") is NotImplemented


def test_it_hashes_shows_copies_and_pickles_as_the_standard_one() -> None:
    own, standard = Own(name="a", parts=(1, 2)), Standard(name="a", parts=(1, 2))

    assert hash(own) == hash(standard)
    assert repr(own) == repr(standard).replace("Standard", "Own")
    assert replace(own, name="b") == Own(name="b", parts=(1, 2))
    assert pickle.loads(pickle.dumps(own)) == own  # noqa: S301  # our own bytes


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Own(name="a").name = "b"  # type: ignore[misc]  # what is tested
    assert not hasattr(Own(name="a"), "__dict__")


def test_a_class_keeps_the_methods_it_brings() -> None:
    @dataclass(frozen=True)
    class Odd:
        number: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Odd) and self.number % 2 == other.number % 2

        def __hash__(self) -> int:
            return self.number % 2

    assert Odd(1) == Odd(3)
    assert repr(Odd(1)).endswith("Odd(number=1)")
